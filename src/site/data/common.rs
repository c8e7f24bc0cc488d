//! What the writers of data files share: where pages are, which records are published, JSON by lines.

use serde::Serialize;

use crate::engine::disclosure::SuppressedFigures;
use crate::engine::progress::{ActionReading, TargetReading};
use crate::model::{
    Archive, Day, Figure, IndicatorIx, MeasureIx, PairIx, PlanIx, Record, RecordIx, SchoolIx,
    VisitAmount, VisitDetail,
};
use crate::parse::names::{ATTENDANCE, BENEFICIARIES, COST};

/// Something that may have a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// A plan.
    Plan(PlanIx),
    /// A record.
    Record(RecordIx),
    /// A school.
    School(SchoolIx),
    /// A pair.
    Pair(PairIx),
    /// An indicator.
    Indicator(IndicatorIx),
}

/// The pages of plans, records, schools, pairs and indicators, relative to the output (`records/a.html`).
#[derive(Clone, Copy)]
pub struct Hrefs<'a> {
    /// The page of an item. `None` means that it has none, and that records.json leaves it out.
    pub page: &'a (dyn Fn(Item) -> Option<String> + Sync),
    /// The print version of an item.
    pub print: &'a (dyn Fn(Item) -> Option<String> + Sync),
}

/// Selects targets and actions of `data/progress.json`.
#[derive(Clone, Copy)]
pub struct Selection<'a> {
    /// Whether to include a target.
    pub target: &'a dyn Fn(&TargetReading) -> bool,
    /// Whether to include an action.
    pub action: &'a dyn Fn(&ActionReading) -> bool,
}

impl Selection<'_> {
    /// Selects everything.
    pub const ALL: Selection<'static> = Selection { target: &|_| true, action: &|_| true };
}

/// Whether anything of a record may be shown on that day: it is no draft, and its 公示至 is not over.
#[must_use]
pub fn is_published(record: &Record, as_of: Day) -> bool {
    !record.draft && record.public_until.is_none_or(|until| as_of <= until)
}

/// The figures with keys of their own that a sensitive indicator reads. `entries.csv` has them, as far as they are
/// published.
pub(super) fn withheld_amounts(
    archive: &Archive,
    suppressed: &SuppressedFigures,
) -> Vec<VisitAmount> {
    let mut withheld = Vec::new();
    for (index, measure) in (0u32..).zip(&archive.measures) {
        for (key, amount) in [
            (ATTENDANCE, VisitAmount::Attendance),
            (BENEFICIARIES, VisitAmount::Beneficiaries),
            (COST, VisitAmount::Cost),
        ] {
            if key.is(measure) && suppressed.is_sensitive(MeasureIx(index)) {
                withheld.push(amount);
            }
        }
    }
    withheld
}

/// A figure of a visit that has a key of its own; `None` where it is one of [`withheld_amounts`].
pub(super) fn shown_amount(
    visit: &VisitDetail,
    amount: VisitAmount,
    withheld: &[VisitAmount],
) -> Option<Figure> {
    if withheld.contains(&amount) {
        return None;
    }
    visit.amounts.iter().find(|(known, _)| *known == amount).map(|(_, figure)| *figure)
}

/// The ids of published records, sorted, each once.
pub(super) fn published_ids(
    archive: &Archive,
    as_of: Day,
    records: impl Iterator<Item = RecordIx>,
) -> Vec<&str> {
    let mut records: Vec<RecordIx> = records.collect();
    records.sort_unstable();
    records.dedup();
    let mut ids: Vec<&str> = Vec::new();
    for at in records {
        let record = archive.record(at);
        if is_published(record, as_of) {
            ids.push(&record.id);
        }
    }
    ids
}

/// Appends a JSON list with one element a line, for small diffs and easy reading.
pub(super) fn push_lines<T: Serialize>(out: &mut Vec<u8>, items: impl IntoIterator<Item = T>) {
    let start = out.len();
    for item in items {
        out.extend_from_slice(if out.len() == start { b"[\n" } else { b",\n" });
        push_json(out, &item);
    }
    out.extend_from_slice(if out.len() == start { b"[]" } else { b"\n]" });
}

pub(super) fn push_json<T: Serialize>(out: &mut Vec<u8>, value: &T) {
    serde_json::to_writer(out, value).expect("a Vec takes every byte, and our keys are strings");
}
