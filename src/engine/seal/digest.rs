//! Records → what tells whether they are as they were.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::Sealed;
use crate::error::Error;
use crate::model::{Archive, Cell, Detail, Ledger, Record, TermIx};
use crate::source::Source;
use crate::source::decode;

/// The records of a term (drafts apart), ledgers as far as they have rows of it.
pub(super) fn records(
    source: &dyn Source,
    archive: &Archive,
    at: TermIx,
) -> Result<BTreeMap<String, Sealed>, Error> {
    let sealed = archive.records.par_iter().filter(|it| !it.draft).map(|record| {
        let rows = match &record.detail {
            Detail::Ledger(ledger) => Some(rows(ledger, archive, at)),
            _ => None,
        };
        let of_term = match &rows {
            Some(rows) => rows.is_some(),
            None => record.term == Some(at),
        };
        match of_term {
            true => seal(source, record, rows.flatten()).map(Some),
            false => Ok(None),
        }
    });
    let sealed: Result<Vec<_>, Error> = sealed.collect();
    Ok(sealed?.into_iter().flatten().collect())
}

fn seal(
    source: &dyn Source,
    record: &Record,
    rows: Option<String>,
) -> Result<(String, Sealed), Error> {
    let bytes = source.bytes(&record.file)?;
    // Another coding or other line ends are not another text.
    let text = decode(&bytes).map_or_else(|_| hex(&bytes), |it| hex(it.text.as_bytes()));
    let table = match &record.detail {
        Detail::Ledger(ledger) => Some(ledger.table.clone()),
        _ => None,
    };
    let mut files = BTreeMap::new();
    for path in record.attachments.iter().cloned() {
        // Of a ledger's table only the rows of the term are sealed: it grows.
        if Some(&path) != table.as_ref() {
            let digest = hex(&source.bytes(&path)?);
            files.insert(path, digest);
        }
    }
    Ok((record.id.clone(), Sealed { text, rows, files }))
}

/// The rows of a term, if there are any.
fn rows(ledger: &Ledger, archive: &Archive, at: TermIx) -> Option<String> {
    let mut digest = Sha256::new();
    let mut some = false;
    for (row, day) in ledger.days.iter().enumerate() {
        let Some(day) = day.filter(|it| archive.calendar.term_of(*it) == Some(at)) else {
            continue;
        };
        some = true;
        digest.update(format!("{day}"));
        for (column, cell) in ledger.columns.iter().zip(ledger.row(row)) {
            let cell = match cell {
                Cell::Empty => String::new(),
                Cell::Number(figure) => figure.to_string(),
                Cell::Text(text) => text.to_string(),
                Cell::Secret(key) => format!("{:x}{:x}", key.0, key.1),
            };
            digest.update(format!("\t{}={cell}", column.name));
        }
        digest.update("\n");
    }
    some.then(|| as_hex(&digest.finalize()))
}

fn hex(bytes: &[u8]) -> String {
    as_hex(&Sha256::digest(bytes))
}

fn as_hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, it| {
        // Writing to a String cannot fail.
        let _ = write!(out, "{it:02x}");
        out
    })
}
