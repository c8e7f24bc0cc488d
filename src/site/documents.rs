//! The list of printed documents, and each as plain data, for output other than pages.

use serde_json::{Value, json};

use crate::l10n::labels::Labels;
use crate::model::{PlanIx, PlanOwner, RecordIx, RecordKind, SchoolIx, TermIx};
use crate::site::model::filing_tables::FilingTable;
use crate::site::model::follow_ups::FollowUpScope;
use crate::site::model::site::Site;
use crate::site::page::page_kind::{PageKind, PageVisitor};
use crate::site::page_table::{PageKey, PageRef};
use crate::site::printed::BriefScope;
use crate::site::theme::Page;
use crate::site::view::catalogue_boxes::CatalogueBoxesPages;
use crate::site::view::catalogue_folders::CatalogueFoldersPages;
use crate::site::view::catalogue_list::CatalogueListPages;
use crate::site::view::printed_brief::PrintedBriefPages;
use crate::site::view::printed_completeness::PrintedCompletenessPages;
use crate::site::view::printed_follow_ups::PrintedFollowUpsPages;

/// Identifies a printed document of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentId {
    /// A plan.
    Plan(PlanIx),
    /// A summary or a visit.
    Record(RecordIx),
    /// The completeness check (四有) of a term.
    Completeness(TermIx),
    /// The register of a list of problems (问题整改台账).
    FollowUps(FollowUpScope),
    /// The brief on one page of the archive or of a pair (一页简报).
    Brief(BriefScope),
    /// A table about filing.
    Filing(FilingTable),
}

/// A printed document as plain data.
#[derive(Debug, Clone)]
pub struct DocumentData {
    /// The path of its page, relative to `print/` and without an extension: `schools/shiyan/summaries/2024`.
    pub path: String,
    /// The values of `paper.html`; of a table about filing, those of all its pages combined.
    pub values: Value,
}

/// Serialises a view instead of rendering it.
struct ToValue;

impl PageVisitor for ToValue {
    type Output = Value;

    fn visit<P: Page>(self, view: &P) -> Value {
        serde_json::to_value(view).unwrap_or_default()
    }
}

impl Site<'_> {
    /// The printed documents of the site, in the order of their paths.
    #[must_use]
    pub fn documents(&self) -> Vec<DocumentId> {
        let routes = &self.routes;
        let mut documents: Vec<(&str, DocumentId)> = Vec::new();
        for plan in self.shown_plans() {
            documents.push((&routes.printed_plans[plan.0], DocumentId::Plan(plan)));
        }
        for record in self.shown_records() {
            if self.archive.record(record).kind().is_document() {
                documents.push((&routes.printed_records[record.0], DocumentId::Record(record)));
            }
        }
        for term in PrintedCompletenessPages::keys(self) {
            let path = &routes.printed_completeness[term.0];
            documents.push((path, DocumentId::Completeness(term)));
        }
        for scope in PrintedBriefPages::keys(self) {
            documents.push((PrintedBriefPages::path(self, scope), DocumentId::Brief(scope)));
        }
        for scope in PrintedFollowUpsPages::keys(self) {
            let path = PrintedFollowUpsPages::path(self, scope);
            documents.push((path, DocumentId::FollowUps(scope)));
        }
        documents.sort_by_key(|(path, _)| *path);
        documents.into_iter().map(|(_, document)| document).collect()
    }

    /// The values of a printed document.
    #[must_use]
    pub fn document_data(&self, document: DocumentId) -> DocumentData {
        let routes = &self.routes;
        let (key, path) = match document {
            DocumentId::Brief(scope) => {
                (PageKey::PrintedBrief(scope), PrintedBriefPages::path(self, scope))
            }
            DocumentId::FollowUps(scope) => {
                (PageKey::PrintedFollowUps(scope), PrintedFollowUpsPages::path(self, scope))
            }
            DocumentId::Plan(plan) => (PageKey::PrintedPlan(plan), &*routes.printed_plans[plan.0]),
            DocumentId::Record(record) => {
                (PageKey::PrintedRecord(record), &*routes.printed_records[record.0])
            }
            DocumentId::Completeness(term) => {
                (PageKey::PrintedCompleteness(term), &*routes.printed_completeness[term.0])
            }
            DocumentId::Filing(table) => return self.filing_table_data(table),
        };
        let values = self.visit(&PageRef { path, key }, ToValue);
        let path = path.strip_prefix("print/").unwrap_or(path).trim_end_matches(".html").to_owned();
        DocumentData { path, values }
    }

    /// The tables about filing, in the order of their pages; empty if documents are not numbered.
    #[must_use]
    pub fn filing_tables(&self) -> Vec<DocumentId> {
        let mut tables = Vec::new();
        let Some(filed) = &self.filed else { return tables };
        for (_, page) in filed.pages() {
            if let Some(table) = FilingTable::from_page(*page) {
                let document = DocumentId::Filing(table);
                if tables.last() != Some(&document) {
                    tables.push(document);
                }
            }
        }
        tables
    }

    /// The pages of the site that show a table, in their order.
    fn filing_table_pages(&self, table: FilingTable) -> Vec<PageRef<'_>> {
        let (keys, index) = match table {
            FilingTable::List(index) => (CatalogueListPages::keys(self), index),
            FilingTable::Folders(index) => (CatalogueFoldersPages::keys(self), index),
            FilingTable::Boxes(index) => (CatalogueBoxesPages::keys(self), index),
        };
        let mut pages = Vec::new();
        for key in keys.into_iter().filter(|key| key.index == index) {
            let page_key = match table {
                FilingTable::List(_) => PageKey::CatalogueList(key),
                FilingTable::Folders(_) => PageKey::CatalogueFolders(key),
                FilingTable::Boxes(_) => PageKey::CatalogueBoxes(key),
            };
            pages.push(PageRef { path: key.path, key: page_key });
        }
        pages
    }

    /// All pages of a table combined.
    fn filing_table_data(&self, table: FilingTable) -> DocumentData {
        let pages = self.filing_table_pages(table);
        let list = table.split_list();
        let mut values = Value::Null;
        for (index, page) in pages.iter().enumerate() {
            let mut page = self.visit(page, ToValue);
            if index == 0 {
                values = page;
            } else if let (Some(all), Some(more)) =
                (values[list].as_array_mut(), page[list].as_array_mut())
            {
                all.append(more);
            }
        }
        let owner = &self.archive.site;
        values["kind"] = table.kind().into();
        values["day"] = self.readings.as_of.to_string().into();
        values["organisation"] =
            owner.organisation.as_ref().unwrap_or(&owner.title).as_str().into();
        let path = pages.first().map_or("", |page| page.path.trim_end_matches(".html"));
        DocumentData { path: path.to_owned(), values }
    }

    /// The words of the interface in the site's language, by their names.
    #[must_use]
    pub fn interface_words(&self) -> Value {
        serde_json::to_value(Labels::of(self.lang())).unwrap_or_default()
    }

    /// Whether a record is a summary.
    #[must_use]
    pub fn is_summary(&self, record: RecordIx) -> bool {
        self.archive.record(record).kind() == RecordKind::Summary
    }

    /// The term that a record belongs to.
    #[must_use]
    pub fn term_of(&self, record: RecordIx) -> Option<TermIx> {
        self.lookup.term(record)
    }

    /// The schools that a printed document is about; empty for a document about all schools.
    #[must_use]
    pub fn schools_of(&self, document: DocumentId) -> Vec<SchoolIx> {
        match document {
            DocumentId::Record(record) => vec![self.archive.record(record).school],
            DocumentId::Completeness(_) => Vec::new(),
            DocumentId::Brief(BriefScope::Archive) => Vec::new(),
            DocumentId::Brief(BriefScope::Pair(pair)) => {
                self.archive.pair(pair).schools().collect()
            }
            DocumentId::FollowUps(scope) => match scope {
                FollowUpScope::School(school) => vec![school],
                FollowUpScope::Pair(pair) => self.archive.pair(pair).schools().collect(),
                FollowUpScope::Archive | FollowUpScope::Term(_) => Vec::new(),
            },
            DocumentId::Filing(table) => match &self.filed {
                Some(filed) => filed.school_of(table).into_iter().collect(),
                None => Vec::new(),
            },
            DocumentId::Plan(plan) => match self.archive.plan(plan).owner {
                PlanOwner::Archive => Vec::new(),
                PlanOwner::School(school) => vec![school],
                PlanOwner::Pair(pair) => self.archive.pair(pair).schools().collect(),
            },
        }
    }

    /// The bound volume of all summaries of a term: its title, the path of its file, and its day.
    #[must_use]
    pub fn volume(&self, term: TermIx) -> DocumentData {
        let term_data = self.archive.calendar.term(term);
        let labels = Labels::of(self.lang());
        let path = self.routes.terms[term.0].trim_end_matches(".html").to_owned();
        let owner = &self.archive.site;
        DocumentData {
            path: format!("{path}-summaries"),
            values: json!({
                "title": self.words.join(&term_data.name, labels.bound_summaries),
                "subtitle": owner.organisation.as_ref().unwrap_or(&owner.title),
                "day": term_data.period.last.to_string(),
            }),
        }
    }
}
