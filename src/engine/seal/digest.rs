//! Digests by which a seal recognises whether records have changed.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::SealedRecord;
use super::former::without_formerly;
use crate::error::Error;
use crate::model::{Archive, Cell, Detail, Ledger, Record, TermIx};
use crate::source::Source;
use crate::source::decode;

/// The digests of the records of a term, by id. Drafts are left out; a ledger is included if it has rows of the term.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn records(
    source: &dyn Source,
    archive: &Archive,
    term: TermIx,
) -> Result<BTreeMap<String, SealedRecord>, Error> {
    let sealed: Result<Vec<_>, Error> = archive
        .records
        .par_iter()
        .filter(|record| !record.draft)
        .map(|record| seal_if_of_term(source, archive, record, term))
        .collect();
    Ok(sealed?.into_iter().flatten().collect())
}

fn seal_if_of_term(
    source: &dyn Source,
    archive: &Archive,
    record: &Record,
    term: TermIx,
) -> Result<Option<(String, SealedRecord)>, Error> {
    let (is_of_term, rows) = match &record.detail {
        Detail::Ledger(ledger) => {
            let rows = rows_digest(ledger, archive, term);
            (rows.is_some(), rows)
        }
        _ => (record.term == Some(term), None),
    };
    match is_of_term {
        true => Ok(Some((record.id.clone(), seal(source, record, rows)?))),
        false => Ok(None),
    }
}

fn seal(source: &dyn Source, record: &Record, rows: Option<String>) -> Result<SealedRecord, Error> {
    let bytes = source.bytes(&record.file)?;
    // Decoded first: another encoding or other line ends are not another text.
    let text = match decode(&bytes) {
        Ok(decoded) => sha256(without_formerly(&decoded.text).as_bytes()),
        Err(_) => sha256(&bytes),
    };
    // A ledger's table grows, so only its rows of the term are sealed.
    let table = match &record.detail {
        Detail::Ledger(ledger) => Some(&ledger.table),
        _ => None,
    };
    let mut files = BTreeMap::new();
    for path in &record.attachments {
        if Some(path) != table {
            files.insert(path.clone(), file_digest(source.bytes(path)?));
        }
    }
    Ok(SealedRecord { text, rows, files })
}

/// The digest of a ledger's rows of a term; `None` if it has none.
fn rows_digest(ledger: &Ledger, archive: &Archive, term: TermIx) -> Option<String> {
    let mut digest = Sha256::new();
    let mut has_rows = false;
    for (row, day) in ledger.days.iter().enumerate() {
        let Some(day) = day else { continue };
        if archive.calendar.term_of(*day) != Some(term) {
            continue;
        }
        has_rows = true;
        digest.update(day.to_string());
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
    has_rows.then(|| hex(&digest.finalize()))
}

/// The digest of an attachment. Git can write a text with other line ends into a clone on Windows, so these are read as
/// line feeds. Git takes a file without NUL bytes for a text, and so does this.
pub(super) fn file_digest(bytes: Vec<u8>) -> String {
    if bytes.contains(&0) || !bytes.contains(&b'\r') {
        return sha256(&bytes);
    }
    let mut text = Vec::with_capacity(bytes.len());
    for (index, byte) in bytes.iter().enumerate() {
        if *byte != b'\r' || bytes.get(index + 1) != Some(&b'\n') {
            text.push(*byte);
        }
    }
    sha256(&text)
}

pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(digest: &[u8]) -> String {
    let mut text = String::with_capacity(2 * digest.len());
    for byte in digest {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
