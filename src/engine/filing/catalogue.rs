//! 归档文件目录: the documents that have numbers, with the columns of the standard.

use rustc_hash::FxHashMap;

use super::document::{DocumentInfo, documents};
use crate::model::{Archive, Day, DocumentIx, FileNumber, PlanOwner, SchoolIx};

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
pub fn catalogue<'a>(
    archive: &'a Archive,
    is_shown: &dyn Fn(DocumentIx) -> bool,
) -> Vec<CatalogueEntry<'a>> {
    let mut shown: FxHashMap<&str, DocumentIx> = FxHashMap::default();
    for document in documents(archive) {
        if is_shown(document) {
            shown.insert(DocumentInfo::of(archive, document).id, document);
        }
    }
    let mut entries = Vec::new();
    for given in &archive.numbers {
        if !given.retired
            && let Some(document) = shown.get(given.document.as_str())
        {
            entries.push(entry(archive, &given.number, *document));
        }
    }
    entries.sort_unstable_by(|one, other| one.number.cmp(other.number));
    entries
}

fn entry<'a>(
    archive: &'a Archive,
    number: &'a FileNumber,
    document: DocumentIx,
) -> CatalogueEntry<'a> {
    let DocumentInfo { title, day, filing, .. } = DocumentInfo::of(archive, document);
    CatalogueEntry {
        number,
        document,
        document_number: filing.document_number.as_deref(),
        responsible: responsible(archive, document),
        title,
        day,
        pages: filing.pages,
    }
}

fn responsible(archive: &Archive, document: DocumentIx) -> &str {
    match document {
        DocumentIx::Record(record) => school_name(archive, archive.record(record).school),
        DocumentIx::Plan(plan) => match archive.plan(plan).owner {
            PlanOwner::Archive => {
                archive.site.organisation.as_deref().unwrap_or(&archive.site.title)
            }
            PlanOwner::School(school) => school_name(archive, school),
            PlanOwner::Pair(pair) => school_name(archive, archive.pair(pair).helper),
        },
    }
}

fn school_name(archive: &Archive, school: SchoolIx) -> &str {
    &archive.school(school).name
}
