//! What is filed as one item: a plan, or a record with its attachments.

use crate::model::{
    Archive, Day, Detail, DocumentIx, DocumentKind, Filing, Plan, PlanIx, Record, RecordIx,
    RecordType,
};

/// Every plan and every record, drafts included.
pub fn documents(archive: &Archive) -> impl Iterator<Item = DocumentIx> {
    let plans = (0..archive.plans.len()).map(|index| DocumentIx::Plan(PlanIx(index)));
    plans.chain((0..archive.records.len()).map(|index| DocumentIx::Record(RecordIx(index))))
}

/// What filing needs to know of a plan or a record.
#[derive(Debug, Clone, Copy)]
pub struct DocumentInfo<'a> {
    /// Which document it is.
    pub document: DocumentIx,
    /// Its id.
    pub id: &'a str,
    /// 题名.
    pub title: &'a str,
    /// 成文日期: the first day of a plan, the day of the latest row of a ledger.
    pub day: Option<Day>,
    /// 草稿.
    pub draft: bool,
    /// 类型.
    pub types: &'a [RecordType],
    /// Plan or kind of record.
    pub kind: DocumentKind,
    /// What the document itself says about its filing.
    pub filing: &'a Filing,
}

impl<'a> DocumentInfo<'a> {
    /// Looks up a document of an archive.
    #[must_use]
    pub fn of(archive: &'a Archive, document: DocumentIx) -> DocumentInfo<'a> {
        match document {
            DocumentIx::Plan(plan) => {
                let Plan { id, title, period, draft, filing, .. } = archive.plan(plan);
                DocumentInfo {
                    document,
                    id,
                    title,
                    day: Some(period.first),
                    draft: *draft,
                    types: &[],
                    kind: DocumentKind::Plan,
                    filing,
                }
            }
            DocumentIx::Record(record) => {
                let record = archive.record(record);
                let Record { id, title, draft, filing, .. } = record;
                DocumentInfo {
                    document,
                    id,
                    title,
                    day: last_day(record),
                    draft: *draft,
                    types: &record.types,
                    kind: DocumentKind::Record(record.kind()),
                    filing,
                }
            }
        }
    }
}

/// The day of a record; for a ledger, that of its latest row.
pub(super) fn last_day(record: &Record) -> Option<Day> {
    match &record.detail {
        Detail::Ledger(ledger) => ledger.days.iter().flatten().max().copied(),
        _ => record.day,
    }
}
