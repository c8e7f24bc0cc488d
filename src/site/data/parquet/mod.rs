//! Tables for analysts as Parquet files, in folders by term (docs/analysis.md).
//!
//! What `data/` withholds is withheld here by the same rules: the tables have the same content in another shape.
//! Pure and deterministic, one file at a time.

mod columns;
mod tables;

use std::collections::BTreeMap;

use serde_json::json;

use self::columns::Column;
use crate::engine::disclosure::SuppressedFigures;
use crate::engine::progress::Readings;
use crate::model::{Archive, TermIx};

/// The file that describes a folder of tables. Query engines ignore names that begin with `_`.
pub const ABOUT: &str = "_guidang.json";
/// Increases when readers of the previous version would fail.
const VERSION: u32 = 1;

/// Receives files one by one: a path in the folder of tables, and its bytes.
pub type Put<'a, E> = &'a mut dyn FnMut(&str, &[u8]) -> Result<(), E>;

/// Writes every file, such as `records/term=2023-2024-2/part-0.parquet`, and [`ABOUT`] at the end. Returns how many lines
/// each table has.
///
/// # Errors
/// Those of `put`.
pub fn each_file<E>(
    archive: &Archive,
    readings: &Readings,
    put: Put<'_, E>,
) -> Result<Vec<(&'static str, usize)>, E> {
    let suppressed = SuppressedFigures::find(archive, readings);
    let tables = tables::Tables { archive, readings, suppressed: &suppressed };
    let lines = vec![
        write(archive, "records", &tables.record_columns(), tables.records(), put)?,
        write(archive, "entries", &tables.entry_columns(), tables.entries(), put)?,
        write(archive, "targets", &tables.target_columns(), tables.targets(), put)?,
        write(archive, "periods", &tables.period_columns(), tables.periods(), put)?,
        write(archive, "evidence", &tables.evidence_columns(), tables.evidence(), put)?,
    ];
    let counts: BTreeMap<_, _> = lines.iter().copied().collect();
    let about = json!({
        "format": "guidang-parquet",
        "version": VERSION,
        "title": archive.site.title,
        "as_of": readings.as_of.to_string(),
        "lines": counts,
    });
    put(ABOUT, format!("{about:#}\n").as_bytes())?;
    Ok(lines)
}

/// The lines of one table, by the term of their folder.
type ByTerm<R> = BTreeMap<Option<TermIx>, Vec<R>>;

fn write<R, E>(
    archive: &Archive,
    table: &'static str,
    columns: &[Column<'_, R>],
    parts: ByTerm<R>,
    put: Put<'_, E>,
) -> Result<(&'static str, usize), E> {
    let mut lines = 0;
    for (term, rows) in parts {
        lines += rows.len();
        let path = format!("{table}/term={}/part-0.parquet", folder(archive, term));
        put(&path, &columns::file(table, columns, &rows))?;
    }
    Ok((table, lines))
}

/// The code of a term, or its first day if the code is not unique. Query engines read `__HIVE_DEFAULT_PARTITION__` as no
/// value.
fn folder(archive: &Archive, term: Option<TermIx>) -> String {
    let Some(index) = term else { return "__HIVE_DEFAULT_PARTITION__".to_owned() };
    let term = archive.calendar.term(index);
    let is_unique =
        archive.calendar.terms().filter(|(_, other)| other.code == term.code).count() == 1;
    if is_unique && !term.code.is_empty() {
        term.code.clone()
    } else {
        term.period.first.to_string()
    }
}
