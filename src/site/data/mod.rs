//! The files under `data/` (docs/interface.md §3–§4), as bytes.
//!
//! Pure and deterministic: the same archive and day give the same bytes. What pages withhold is withheld here too:
//! drafts, records past their `public_until`, secret columns, suppressed figures of sensitive indicators. Withheld
//! records still count; only their ids and entries are missing. The caller says where pages are.

mod archive;
mod completeness;
mod entries;
mod package;
#[cfg(feature = "parquet")]
pub mod parquet;
mod progress;
mod records;
#[cfg(test)]
mod tests;

use rayon::prelude::*;
use serde::Serialize;

use crate::engine::disclosure::SuppressedFigures;
use crate::engine::progress::{ActionReading, Readings, TargetReading};
use crate::model::{Archive, Day, IndicatorIx, PairIx, PlanIx, Record, RecordIx, SchoolIx};

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

/// A file of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFile {
    /// Its path under the output: `data/progress.json`.
    pub path: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The files under `data/` that are wanted, by path. `with_counties` says that the data package describes
/// `data/counties.json` too, which another module writes.
#[must_use]
pub fn files(
    archive: &Archive,
    readings: &Readings,
    hrefs: Hrefs<'_>,
    with_counties: bool,
    wanted: &(dyn Fn(&str) -> bool + Sync),
) -> Vec<DataFile> {
    let as_of = readings.as_of;
    let withheld = SuppressedFigures::find(archive, readings);
    type Writer<'m> = &'m (dyn Fn() -> Vec<u8> + Sync);
    let writers: [(&'static str, Writer<'_>); 6] = [
        ("data/archive.json", &|| archive::json(archive, as_of, hrefs)),
        (COMPLETENESS, &|| completeness::json(archive, readings)),
        ("data/datapackage.json", &|| package::json(archive, as_of, with_counties)),
        (ENTRIES, &|| entries::csv(archive, as_of, &withheld)),
        (PROGRESS, &|| progress::json(archive, readings, &withheld, Selection::ALL)),
        ("data/records.json", &|| records::json(archive, as_of, hrefs)),
    ];
    writers
        .par_iter()
        .with_max_len(1)
        .filter(|(path, _)| wanted(path))
        .map(|(path, write)| DataFile { path, bytes: write() })
        .collect()
}

const COMPLETENESS: &str = "data/completeness.json";
const ENTRIES: &str = "data/entries.csv";
const PROGRESS: &str = "data/progress.json";

/// Whether a file contains nothing of records but their ids, days, schools and figures: no titles, types or texts.
#[must_use]
pub fn has_only_figures(path: &str) -> bool {
    matches!(path, COMPLETENESS | ENTRIES | PROGRESS)
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

/// The bytes of `data/progress.json` alone, for the terminal (`status --format json`).
#[must_use]
pub fn progress_json(archive: &Archive, readings: &Readings, only: Selection<'_>) -> Vec<u8> {
    progress::json(archive, readings, &SuppressedFigures::find(archive, readings), only)
}

/// A text as a cell that no spreadsheet takes for a formula: a `'` is put before `=`, `+`, `-` or `@` at its start.
#[must_use]
pub fn safe_cell(text: &str) -> String {
    entries::escape_formula(text).into_owned()
}

/// Whether anything of a record may be shown on that day: it is no draft, and its 公示至 is not over.
#[must_use]
pub fn is_published(record: &Record, as_of: Day) -> bool {
    !record.draft && record.public_until.is_none_or(|until| as_of <= until)
}

/// The ids of published records, sorted, each once.
fn published_ids(
    archive: &Archive,
    as_of: Day,
    records: impl Iterator<Item = RecordIx>,
) -> Vec<&str> {
    let mut records: Vec<RecordIx> =
        records.filter(|record| is_published(archive.record(*record), as_of)).collect();
    records.sort_unstable();
    records.dedup();
    records.into_iter().map(|record| archive.record(record).id.as_str()).collect()
}

/// Appends a JSON list with one element a line, for small diffs and easy reading.
fn push_lines<T: Serialize>(out: &mut Vec<u8>, items: impl Iterator<Item = T>) {
    let start = out.len();
    for item in items {
        out.extend_from_slice(if out.len() == start { b"[\n" } else { b",\n" });
        push_json(out, &item);
    }
    out.extend_from_slice(if out.len() == start { b"[]" } else { b"\n]" });
}

fn push_json<T: Serialize>(out: &mut Vec<u8>, value: &T) {
    serde_json::to_writer(out, value).expect("a Vec takes every byte, and our keys are strings");
}
