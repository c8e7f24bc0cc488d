//! Seals of closed terms: what `guidang seal` writes, and whether a closed term has changed since
//! (docs/interface.md §1).
//!
//! A seal covers the records of a term, their attachments, a ledger's rows of that term, and the figures whose periods
//! ended in it. A seal is never rewritten because something was moved: the ids in it are followed to those of today, and
//! what a record says of its own former ids is no part of its digest. So no later edit of a record, an indicator, a plan or a term changes a closed term unnoticed. Seals are
//! JSON files under `content/seals/`, one record or figure a line.

mod compare;
mod digest;
mod disputed;
mod former;
mod reseal;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use compare::{FilesNow, compare};
pub use former::with_current_ids;
pub use reseal::carry_over;

use crate::diagnostics::{Diagnostic, Problem, SealProblem, Span};
use crate::engine::lint::Unread;
use crate::engine::progress::{self, JudgedScope, PeriodReading, Readings};
use crate::error::Error;
use crate::model::{Archive, Period, Target, Term, TermIx};
use crate::source::Source;

/// The folder of the seals.
pub const FOLDER: &str = "content/seals/";
/// The most bytes of a seal: a hundred thousand records.
const LIMIT: u64 = 64 * 1024 * 1024;
/// Figures are sealed with so many decimal places.
const PLACES: u32 = 6;

/// A closed term as it was when it was sealed.
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
    /// What has been corrected since.
    pub corrections: Vec<Correction>,
    /// Its records, by id.
    pub records: BTreeMap<String, SealedRecord>,
    /// Its figures, by plan, target, scope and days.
    pub figures: BTreeMap<String, String>,
}

/// A record as it was when it was sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Hash)]
#[serde(deny_unknown_fields)]
pub struct SealedRecord {
    /// SHA-256 of its text, whatever its line ends and encoding.
    pub text: String,
    /// For a ledger: SHA-256 of its rows of the term.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rows: Option<String>,
    /// SHA-256 of its attachments, by path.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub files: BTreeMap<String, String>,
}

/// A declared change after sealing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Hash)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The day on which the term was sealed again.
    pub day: String,
    /// The id of the changed record, or the key of the changed figure in [`Seal::figures`].
    #[serde(rename = "what")]
    pub subject: String,
    /// Why.
    pub reason: String,
}

/// A seal and its file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SealFile {
    /// `content/seals/2023-2024-2.json`.
    pub path: String,
    /// Its content.
    pub seal: Seal,
}

/// Seals the term as it is now, with the figures of its last day or of a later day of judgement: a term is over even if its
/// last record is some days older. The caller keeps the day of the first sealing and the corrections of an older seal.
///
/// # Errors
/// When a file cannot be read.
pub fn take(
    source: &dyn Source,
    archive: &Archive,
    readings: &Readings,
    term: TermIx,
) -> Result<Seal, Error> {
    let Term { name, period, .. } = archive.calendar.term(term);
    let at_end = match readings.as_of < period.last {
        true => Some(progress::read(archive, period.last).0),
        false => None,
    };
    Ok(Seal {
        term: name.clone(),
        start: period.first.to_string(),
        end: period.last.to_string(),
        sealed: readings.as_of.to_string(),
        corrections: Vec::new(),
        records: digest::records(source, archive, term)?,
        figures: figures(archive, at_end.as_ref().unwrap_or(readings), term),
    })
}

/// The path of a term's seal: by its code, and its first day where another term has the same code.
#[must_use]
pub fn path(archive: &Archive, term: TermIx) -> String {
    let Term { code, period, .. } = archive.calendar.term(term);
    let with_code = archive.calendar.terms().filter(|(_, other)| other.code == *code).count();
    match with_code {
        1 => format!("{FOLDER}{code}.json"),
        _ => format!("{FOLDER}{code}-{}.json", period.first),
    }
}

/// The bytes of a seal's file: one record or figure a line, so that a diff is readable.
#[must_use]
pub fn bytes(seal: &Seal) -> Vec<u8> {
    let mut text = serde_json::to_string_pretty(seal).unwrap_or_default();
    text.push('\n');
    text.into_bytes()
}

/// Reads all seals; a seal that is no valid JSON is a problem, and left out.
///
/// # Errors
/// When a file cannot be read from its medium.
pub fn read(source: &dyn Source) -> Result<(Vec<SealFile>, Vec<Diagnostic>), Error> {
    let (mut seals, mut diagnostics) = (Vec::new(), Vec::new());
    for path in source.paths() {
        if !is_seal(path) {
            continue;
        }
        let fits = source.size(path).is_some_and(|size| size <= LIMIT);
        let bytes = if fits { source.bytes(path)? } else { Vec::new() };
        match serde_json::from_slice(&bytes) {
            Ok(seal) => seals.push(SealFile { path: path.to_owned(), seal }),
            Err(_) => diagnostics.push(seal_diagnostic(path, SealProblem::Unreadable)),
        }
    }
    Ok((seals, diagnostics))
}

/// Checks that every sealed term is as it was. Returns the seals and what differs. `unread` are the files whose own errors
/// are reported already.
///
/// # Errors
/// When a file cannot be read from its medium.
pub fn check(
    source: &dyn Source,
    archive: &Archive,
    readings: &Readings,
    unread: &Unread,
) -> Result<(Vec<SealFile>, Vec<Diagnostic>), Error> {
    let (seals, mut diagnostics) = read(source)?;
    let seals = with_current_ids(seals, archive);
    for file in &seals {
        match sealed_term(archive, &file.seal) {
            Some(term) => {
                let now = take(source, archive, readings, term)?;
                let files = FilesNow { source, archive, unread };
                diagnostics.extend(compare(file, &now, files));
            }
            None => {
                let term = file.seal.term.clone();
                diagnostics.push(seal_diagnostic(&file.path, SealProblem::Term { term }));
            }
        }
    }
    Ok((seals, diagnostics))
}

/// The term that a seal is of; `None` when the calendar has none of that name, or on other days.
fn sealed_term(archive: &Archive, seal: &Seal) -> Option<TermIx> {
    let (index, term) = archive.calendar.terms().find(|(_, term)| term.name == seal.term)?;
    let Period { first, last } = term.period;
    (first.to_string() == seal.start && last.to_string() == seal.end).then_some(index)
}

fn is_seal(path: &str) -> bool {
    match path.strip_prefix(FOLDER) {
        Some(name) => name.ends_with(".json") && !name.contains('/'),
        None => false,
    }
}

fn seal_diagnostic(path: &str, problem: SealProblem) -> Diagnostic {
    Diagnostic::new(path, Span::first(), Problem::Sealed(problem))
}

/// The figures of periods that ended in the term or the holiday after it, and are closed.
fn figures(archive: &Archive, readings: &Readings, term: TermIx) -> BTreeMap<String, String> {
    let mut figures = BTreeMap::new();
    for reading in &readings.targets {
        let plan = archive.plan(reading.plan);
        let target = &plan.targets[reading.target];
        let scope = match reading.scope {
            JudgedScope::Joint => "joint",
            JudgedScope::School(school) => &archive.school(school).id,
        };
        for judged in &reading.periods {
            let Period { first, last } = judged.period;
            if archive.calendar.term_of(last) == Some(term) && last <= readings.as_of {
                let key = format!("{} | {} | {scope} | {first}/{last}", plan.id, target.id);
                figures.insert(key, figure(judged, target));
            }
        }
    }
    figures
}

/// What was reached, what was asked for, and the status: `4 / 10 missed`; `-` stands for an absent figure.
fn figure(judged: &PeriodReading, target: &Target) -> String {
    let actual = judged.actual.as_ref().map_or("-".to_owned(), |actual| actual.rounded(PLACES));
    let value = target.value.map_or("-".to_owned(), |value| value.exact().rounded(PLACES));
    format!("{actual} / {value} {}", judged.status.code())
}

#[cfg(test)]
mod tests;
