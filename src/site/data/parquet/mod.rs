//! Archive + readings → tables for analysts as Parquet files, in folders by term (docs/analysis.md).
//!
//! What `data/` withholds is withheld here, by the same rules: these tables say the same in another shape.
//! Pure and deterministic, one file at a time.

mod columns;
mod tables;

use std::collections::BTreeMap;

use serde_json::json;

use self::columns::Column;
use crate::engine::disclosure::SuppressedFigures;
use crate::engine::progress::Readings;
use crate::model::{Archive, TermIx};

/// The file that says what a folder of tables holds. Engines pass over names that begin with `_`.
pub const ABOUT: &str = "_guidang.json";
/// Goes up when a reader of the version before would go wrong.
const VERSION: u32 = 1;

/// Takes files one by one: a path in the folder of tables, its bytes.
pub type Put<'a, E> = &'a mut dyn FnMut(&str, &[u8]) -> Result<(), E>;

/// Every file: `records/term=2023-2024-2/part-0.parquet`. At the end [`ABOUT`]. Says how many lines each table has.
///
/// # Errors
/// What `put` says.
pub fn each_file<E>(
    archive: &Archive,
    readings: &Readings,
    put: Put<'_, E>,
) -> Result<Vec<(&'static str, usize)>, E> {
    let withheld = SuppressedFigures::find(archive, readings);
    let from = tables::From { archive, readings, withheld: &withheld };
    let lines = vec![
        write(archive, "records", &from.record_columns(), from.records(), put)?,
        write(archive, "entries", &from.entry_columns(), from.entries(), put)?,
        write(archive, "targets", &from.target_columns(), from.targets(), put)?,
        write(archive, "periods", &from.period_columns(), from.periods(), put)?,
        write(archive, "evidence", &from.evidence_columns(), from.evidence(), put)?,
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

/// The lines of one table by the term whose folder they go to.
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

/// A term's code; of a term that has none of its own, its first day. `__HIVE_DEFAULT_PARTITION__` is what
/// engines read as no value.
fn folder(archive: &Archive, term: Option<TermIx>) -> String {
    let Some(at) = term else { return "__HIVE_DEFAULT_PARTITION__".to_owned() };
    let term = archive.calendar.term(at);
    let is_its_own = archive.calendar.terms().filter(|it| it.1.code == term.code).count() == 1;
    if is_its_own && !term.code.is_empty() {
        term.code.clone()
    } else {
        term.period.first.to_string()
    }
}
