//! 归档文件目录: the documents that have numbers, with the columns of the standard.

use rustc_hash::FxHashMap;

use super::document::{DocumentInfo, documents};
use crate::model::{Archive, Day, DocumentIx, FileNumber, PlanOwner, SchoolIx};

/// A document that has a number. It borrows nothing, so that it can be kept apart from the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberedDocument {
    /// The document.
    pub document: DocumentIx,
    /// The index of its number in [`Archive::numbers`].
    given: usize,
}

impl NumberedDocument {
    /// 档号.
    #[must_use]
    pub fn number(self, archive: &Archive) -> &FileNumber {
        &archive.numbers[self.given].number
    }

    /// Its line of the catalogue.
    #[must_use]
    pub fn entry(self, archive: &Archive) -> CatalogueEntry<'_> {
        let DocumentInfo { title, day, filing, .. } = DocumentInfo::of(archive, self.document);
        CatalogueEntry {
            number: self.number(archive),
            document: self.document,
            document_number: filing.document_number.as_deref(),
            responsible: responsible(archive, self.document),
            title,
            day,
            pages: filing.pages,
        }
    }
}

/// A line of the catalogue. 密级 is always empty: secret documents do not belong into the archive.
#[derive(Debug, Clone, Copy)]
pub struct CatalogueEntry<'a> {
    /// 档号.
    pub number: &'a FileNumber,
    /// The document.
    pub document: DocumentIx,
    /// 文号.
    pub document_number: Option<&'a str>,
    /// 责任者: the school, or the helper of a pair.
    pub responsible: &'a str,
    /// 题名.
    pub title: &'a str,
    /// 日期.
    pub day: Option<Day>,
    /// 页数.
    pub pages: Option<u32>,
}

impl CatalogueEntry<'_> {
    /// 日期 in eight digits: `20240315`; empty without one.
    #[must_use]
    pub fn date(&self) -> String {
        match self.day {
            Some(day) => format!("{:04}{:02}{:02}", day.year(), day.month(), day.day()),
            None => String::new(),
        }
    }
}

/// The documents that have numbers and may be shown, in the order of their numbers.
#[must_use]
pub fn catalogue(
    archive: &Archive,
    is_shown: &dyn Fn(DocumentIx) -> bool,
) -> Vec<NumberedDocument> {
    let mut shown: FxHashMap<&str, DocumentIx> = FxHashMap::default();
    for document in documents(archive) {
        if is_shown(document) {
            shown.insert(DocumentInfo::of(archive, document).id, document);
        }
    }
    let mut numbered = Vec::new();
    for (index, given) in archive.numbers.iter().enumerate() {
        if !given.retired
            && let Some(document) = shown.get(given.document.as_str())
        {
            numbered.push(NumberedDocument { document: *document, given: index });
        }
    }
    numbered.sort_unstable_by(|one, other| one.number(archive).cmp(other.number(archive)));
    numbered
}

fn responsible(archive: &Archive, document: DocumentIx) -> &str {
    match document {
        DocumentIx::Record(record) => school_name(archive, archive.record(record).school),
        DocumentIx::Plan(plan) => match archive.plan(plan).owner {
            PlanOwner::Archive => {
                archive.site.organisation.as_deref().unwrap_or(&archive.site.title)
            }
            PlanOwner::School(school) => school_name(archive, school),
            PlanOwner::Pair(pair) => match archive.pair(pair).helpers.first() {
                Some(helper) => school_name(archive, *helper),
                None => &archive.pair(pair).name,
            },
        },
    }
}

fn school_name(archive: &Archive, school: SchoolIx) -> &str {
    &archive.school(school).name
}
