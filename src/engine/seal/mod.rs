//! Closed terms: what `guidang seal` writes down of one, and whether it still is so (INTERFACE.md §1).
//!
//! A seal covers the records of a term, the files beside them, a ledger's rows of that term, and the figures whose
//! periods ended in it. So neither a later edit of a record nor of an indicator, plan or term changes a closed term
//! unseen. What is written is JSON, a thing a line, under `content/seals/`.

mod compare;
mod digest;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use compare::compare;

use crate::diagnostics::{Diagnostic, Problem, SealTrouble, Span};
use crate::engine::progress::{JudgedScope, Readings};
use crate::error::Error;
use crate::model::{Archive, Term, TermIx};
use crate::source::Source;

/// Where seals lie.
pub const FOLDER: &str = "content/seals/";
/// The most bytes of a seal: a hundred thousand records.
const LIMIT: u64 = 64 * 1024 * 1024;
const PLACES: u32 = 6;

/// A closed term as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Hash)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// The term's name.
    pub term: String,
    /// Its first day.
    pub start: String,
    /// Its last day.
    pub end: String,
    /// The day on which it was sealed first.
    pub sealed: String,
    /// What was corrected since.
    pub corrections: Vec<Correction>,
    /// Its records, by id.
    pub records: BTreeMap<String, Sealed>,
    /// Its figures, by plan, target, scope and days.
    pub figures: BTreeMap<String, String>,
}

/// A record as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Hash)]
#[serde(deny_unknown_fields)]
pub struct Sealed {
    /// SHA-256 of its text, line ends and coding apart.
    pub text: String,
    /// Of a ledger: SHA-256 of its rows of the term.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rows: Option<String>,
    /// SHA-256 of the files beside it, by path.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub files: BTreeMap<String, String>,
}

/// Something that was changed after sealing, visibly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Hash)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The day of sealing anew.
    pub day: String,
    /// The record, or the figure.
    pub what: String,
    /// Why.
    pub reason: String,
}

/// A seal and its file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SealFile {
    /// `content/seals/2023-2024-2.json`.
    pub path: String,
    /// What it says.
    pub seal: Seal,
}

/// The term as it is now. `sealed` and `corrections` are the caller's.
///
/// # Errors
/// When a file cannot be read.
pub fn take(
    source: &dyn Source,
    archive: &Archive,
    readings: &Readings,
    at: TermIx,
) -> Result<Seal, Error> {
    let term = archive.calendar.term(at);
    Ok(Seal {
        term: term.name.clone(),
        start: term.period.first.to_string(),
        end: term.period.last.to_string(),
        sealed: readings.as_of.to_string(),
        corrections: Vec::new(),
        records: digest::records(source, archive, at)?,
        figures: figures(archive, readings, at),
    })
}

/// The name of a term's seal: by its code, and its first day where another term has the same code.
#[must_use]
pub fn path(archive: &Archive, at: TermIx) -> String {
    let term = archive.calendar.term(at);
    let same = archive.calendar.terms().filter(|(_, it)| it.code == term.code).count();
    match same {
        1 => format!("{FOLDER}{}.json", term.code),
        _ => format!("{FOLDER}{}-{}.json", term.code, term.period.first),
    }
}

/// The bytes of a seal's file: one record or figure a line, so that a difference reads well.
#[must_use]
pub fn bytes(seal: &Seal) -> Vec<u8> {
    let mut text = serde_json::to_string_pretty(seal).unwrap_or_default();
    text.push('\n');
    text.into_bytes()
}

/// The seals that there are.
///
/// # Errors
/// When a file cannot be read from its medium.
pub fn read(source: &dyn Source) -> Result<(Vec<SealFile>, Vec<Diagnostic>), Error> {
    let (mut seals, mut problems) = (Vec::new(), Vec::new());
    for path in source.paths().into_iter().filter(|it| is_seal(it)) {
        let small = source.size(path).is_some_and(|it| it <= LIMIT);
        let bytes = if small { source.bytes(path)? } else { Vec::new() };
        match serde_json::from_slice(&bytes) {
            Ok(seal) => seals.push(SealFile { path: path.to_owned(), seal }),
            Err(_) => problems.push(sealed(path, SealTrouble::Unreadable)),
        }
    }
    Ok((seals, problems))
}

/// Whether every sealed term is as it was.
///
/// # Errors
/// When a file cannot be read from its medium.
pub fn check(
    source: &dyn Source,
    archive: &Archive,
    readings: &Readings,
) -> Result<(Vec<SealFile>, Vec<Diagnostic>), Error> {
    let (seals, mut problems) = read(source)?;
    for file in &seals {
        let named = |(_, it): &(TermIx, &Term)| it.name == file.seal.term;
        let days = |it: &Term| [it.period.first.to_string(), it.period.last.to_string()];
        match archive.calendar.terms().find(named) {
            Some((at, it)) if days(it) == [&*file.seal.start, &*file.seal.end] => {
                let now = take(source, archive, readings, at)?;
                problems.extend(compare(file, &now, archive));
            }
            _ => {
                let term = file.seal.term.clone();
                problems.push(sealed(&file.path, SealTrouble::Term { term }));
            }
        }
    }
    Ok((seals, problems))
}

fn is_seal(path: &str) -> bool {
    path.strip_prefix(FOLDER).is_some_and(|it| it.ends_with(".json") && !it.contains('/'))
}

fn sealed(path: &str, trouble: SealTrouble) -> Diagnostic {
    Diagnostic::new(path, Span::first(), Problem::Sealed(trouble))
}

/// The figures of periods that ended in the term or the holiday after it, and are closed.
fn figures(archive: &Archive, readings: &Readings, at: TermIx) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for reading in &readings.targets {
        let plan = archive.plan(reading.plan);
        let target = &plan.targets[reading.target];
        let scope = match reading.scope {
            JudgedScope::Joint => "joint",
            JudgedScope::School(school) => &archive.school(school).id,
        };
        let of_term = reading.periods.iter().filter(|it| {
            archive.calendar.term_of(it.period.last) == Some(at) && it.period.last <= readings.as_of
        });
        for it in of_term {
            let days = format!("{}/{}", it.period.first, it.period.last);
            let rounded = |it: &crate::model::Exact| it.rounded(PLACES);
            let (actual, value) =
                (it.actual.as_ref().map(rounded), target.value.map(|it| rounded(&it.exact())));
            let dash = || "-".to_owned();
            let figure = format!(
                "{} / {} {}",
                actual.unwrap_or_else(dash),
                value.unwrap_or_else(dash),
                it.status.code()
            );
            out.insert(format!("{} | {} | {scope} | {days}", plan.id, target.id), figure);
        }
    }
    out
}

#[cfg(test)]
mod tests;
