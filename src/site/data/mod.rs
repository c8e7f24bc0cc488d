//! The files under `data/` (docs/interface.md §3–§4), as bytes.
//!
//! Pure and deterministic: the same archive and day give the same bytes. What pages withhold is withheld here too:
//! drafts, records past their `public_until`, secret columns, suppressed figures of sensitive indicators. Withheld
//! records still count; only their ids and entries are missing. The caller says where pages are.

mod archive;
mod common;
mod completeness;
mod entries;
mod follow_ups;
mod package;
#[cfg(feature = "parquet")]
pub mod parquet;
mod progress;
mod records;
mod spreadsheet;
#[cfg(test)]
mod tests;
mod visits;

use rayon::prelude::*;

pub use common::{Hrefs, Item, Selection, is_published};
pub use follow_ups::{COLUMNS as FOLLOW_UP_COLUMNS, cells as follow_up_cells};
pub(crate) use spreadsheet::SpreadsheetTable;

use crate::engine::disclosure::SuppressedFigures;
use crate::engine::progress::Readings;
use crate::model::Archive;

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
    let contents = package::Contents {
        as_of,
        has_records: records::has_rows(archive, as_of),
        has_completeness: !readings.completeness.is_empty(),
        has_counties: with_counties,
    };
    type Writer<'m> = &'m (dyn Fn() -> Vec<u8> + Sync);
    let writers: [(&'static str, Writer<'_>); 8] = [
        ("data/archive.json", &|| archive::json(archive, as_of, hrefs)),
        (COMPLETENESS, &|| completeness::json(archive, readings)),
        ("data/datapackage.json", &|| package::json(archive, &contents)),
        (ENTRIES, &|| entries::csv(archive, as_of, &withheld)),
        ("data/follow-ups.csv", &|| follow_ups::csv(archive, as_of)),
        (PROGRESS, &|| progress::json(archive, readings, &withheld, Selection::ALL)),
        ("data/records.json", &|| records::json(archive, as_of, hrefs)),
        ("data/visits.csv", &|| visits::csv(archive, as_of, &withheld)),
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
