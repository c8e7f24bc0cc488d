//! Printed documents for those who make something else of them than pages: which there are, and each as plain data.

use serde_json::{Value, json};

use super::super::filing::FilingPage;
use super::super::site::{PageKind, PageVisitor, Site};
use super::super::theme::Page;
use crate::l10n::labels::Labels;
use crate::model::{PlanIx, RecordIx, RecordKind, SchoolIx, TermIx};

/// A printed document of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Printed {
    /// A plan.
    Plan(PlanIx),
    /// A summary or a visit.
    Record(RecordIx),
    /// The four haves of a term.
    Haves(TermIx),
    /// A table about filing.
    Filing(FilingTable),
}

/// A table about filing (DA/T 22-2015): a printed document of its own, however many pages of the site it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilingTable {
    /// A 归档文件目录, by its place among them.
    List(usize),
    /// A 帮扶档案目录, by its place among them.
    Folders(usize),
    /// The labels and notes of a year's boxes, by the year's place.
    Boxes(usize),
}

impl FilingTable {
    /// `list`, `folders`, `boxes`.
    fn kind(self) -> &'static str {
        match self {
            FilingTable::List(_) => "list",
            FilingTable::Folders(_) => "folders",
            FilingTable::Boxes(_) => "boxes",
        }
    }

    /// The value that a long page has in parts.
    fn in_parts(self) -> &'static str {
        match self {
            FilingTable::List(_) => "rows",
            FilingTable::Folders(_) => "folders",
            FilingTable::Boxes(_) => "boxes",
        }
    }

    fn of(page: FilingPage) -> Option<FilingTable> {
        match page {
            FilingPage::List(it, _) => Some(FilingTable::List(it)),
            FilingPage::Folders(it) => Some(FilingTable::Folders(it)),
            FilingPage::Boxes(it, _) => Some(FilingTable::Boxes(it)),
            FilingPage::Index | FilingPage::Year(..) => None,
        }
    }
}

/// A printed document as plain data.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Where its page lies in the site, relative to `print/` and without an ending: `schools/shiyan/summaries/2024`.
    pub path: String,
    /// The values of `paper.html`; of a table about filing those of its pages, together.
    pub values: Value,
}

/// Views become their values.
struct Values;

impl PageVisitor for Values {
    type Made = Value;

    fn make<P: Page>(self, view: &P) -> Value {
        serde_json::to_value(view).unwrap_or_default()
    }
}

impl Site<'_> {
    /// The printed documents that the site has, by their paths.
    #[must_use]
    pub fn printed(&self) -> Vec<Printed> {
        let printed = |what| match what {
            PageKind::PrintedPlan(it) => Some(Printed::Plan(it)),
            PageKind::PrintedRecord(it) => Some(Printed::Record(it)),
            PageKind::PrintedHaves(it) => Some(Printed::Haves(it)),
            _ => None,
        };
        self.pages().iter().filter_map(|it| printed(it.what)).collect()
    }

    /// The values of a printed document.
    #[must_use]
    pub fn sheet(&self, printed: Printed) -> Sheet {
        let (what, path) = match printed {
            Printed::Plan(it) => (PageKind::PrintedPlan(it), &self.routes.printed_plans[it.0]),
            Printed::Record(it) => {
                (PageKind::PrintedRecord(it), &self.routes.printed_records[it.0])
            }
            Printed::Haves(it) => (PageKind::PrintedHaves(it), &self.routes.printed_haves[it.0]),
            Printed::Filing(it) => return self.filing_sheet(it),
        };
        let values = self.show_at(path, what, Values);
        let path = path.strip_prefix("print/").unwrap_or(path).trim_end_matches(".html").to_owned();
        Sheet { path, values }
    }

    /// The tables about filing, by the paths of their pages; none where papers are not numbered.
    #[must_use]
    pub fn filing_tables(&self) -> Vec<Printed> {
        let mut all = Vec::new();
        for (_, page) in self.filed.iter().flat_map(|it| it.pages()) {
            let table = FilingTable::of(*page).map(Printed::Filing);
            all.extend(table.filter(|it| all.last() != Some(it)));
        }
        all
    }

    /// All pages of a table as one document.
    fn filing_sheet(&self, table: FilingTable) -> Sheet {
        let pages = self.filed.as_ref().map(|it| it.pages_of(table)).unwrap_or_default();
        let mut parts =
            pages.iter().map(|(path, page)| self.show_at(path, PageKind::Filing(*page), Values));
        let mut values = parts.next().unwrap_or_default();
        for mut part in parts {
            let more = part[table.in_parts()].as_array_mut();
            if let (Some(all), Some(more)) = (values[table.in_parts()].as_array_mut(), more) {
                all.append(more);
            }
        }
        let owner = &self.archive.site;
        values["kind"] = table.kind().into();
        values["day"] = self.readings.as_of.to_string().into();
        values["organisation"] =
            owner.organisation.as_ref().unwrap_or(&owner.title).as_str().into();
        let path = pages.first().map_or("", |it| it.0.trim_end_matches(".html"));
        Sheet { path: path.to_owned(), values }
    }

    /// The words of the interface in the site's language, by their names.
    #[must_use]
    pub fn interface_words(&self) -> Value {
        serde_json::to_value(Labels::of(self.lang())).unwrap_or_default()
    }

    /// Whether it is a summary.
    #[must_use]
    pub fn is_summary(&self, record: RecordIx) -> bool {
        self.archive.record(record).kind() == RecordKind::Summary
    }

    /// The term that a record belongs to.
    #[must_use]
    pub fn term_of(&self, record: RecordIx) -> Option<TermIx> {
        self.lookup.term(record)
    }

    /// The schools that a printed document is about; of a document for all schools none.
    #[must_use]
    pub fn schools_of(&self, printed: Printed) -> Vec<SchoolIx> {
        use crate::model::PlanOwner;
        match printed {
            Printed::Record(it) => vec![self.archive.record(it).school],
            Printed::Haves(_) => Vec::new(),
            Printed::Filing(it) => {
                self.filed.iter().flat_map(|filed| filed.school_of(it)).collect()
            }
            Printed::Plan(it) => match self.archive.plan(it).owner {
                PlanOwner::Archive => Vec::new(),
                PlanOwner::School(it) => vec![it],
                PlanOwner::Pair(it) => {
                    let pair = self.archive.pair(it);
                    let mut both = vec![pair.helper];
                    both.extend(pair.helped.iter().copied());
                    both
                }
            },
        }
    }

    /// The title of a bound volume of all summaries of a term, the place of its file, and its day.
    #[must_use]
    pub fn volume(&self, term: TermIx) -> Sheet {
        let it = self.archive.calendar.term(term);
        let labels = Labels::of(self.lang());
        let path = self.routes.terms[term.0].trim_end_matches(".html").to_owned();
        let owner = &self.archive.site;
        Sheet {
            path: format!("{path}-summaries"),
            values: json!({
                "title": self.words.join(&it.name, labels.bound_summaries),
                "subtitle": owner.organisation.as_ref().unwrap_or(&owner.title),
                "day": it.period.last.to_string(),
            }),
        }
    }
}
