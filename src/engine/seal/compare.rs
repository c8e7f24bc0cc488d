//! Compares a closed term with its seal.

use super::{Seal, SealFile, SealedRecord, seal_diagnostic};
use crate::diagnostics::{Diagnostic, Problem, SealProblem};
use crate::model::{Archive, Record};

/// What differs from the seal. Figures are compared only if no record differs: their difference would just follow.
#[must_use]
pub fn compare(file: &SealFile, now: &Seal, archive: &Archive) -> Vec<Diagnostic> {
    let sealed = &file.seal;
    let mut diagnostics = Vec::new();
    for (id, old) in &sealed.records {
        match (now.records.get(id), record_by_id(archive, id)) {
            (Some(new), Some(record)) if new != old => {
                diagnostics.extend(changes(sealed, record, old, new));
            }
            (Some(_), _) => {}
            (None, _) => {
                let problem = SealProblem::Gone { term: sealed.term.clone(), record: id.clone() };
                diagnostics.push(seal_diagnostic(&file.path, problem));
            }
        }
    }
    for id in now.records.keys() {
        if !sealed.records.contains_key(id)
            && let Some(record) = record_by_id(archive, id)
        {
            let term = sealed.term.clone();
            let problem = match has_new_correction(sealed, record) {
                true => SealProblem::NotResealed { term },
                false => SealProblem::Added { term },
            };
            diagnostics.push(at_record(record, problem));
        }
    }
    if diagnostics.is_empty() {
        diagnostics.extend(changed_figures(file, now, archive));
    }
    diagnostics
}

fn record_by_id<'a>(archive: &'a Archive, id: &str) -> Option<&'a Record> {
    let index = archive.records.binary_search_by(|record| (*record.id).cmp(id)).ok()?;
    Some(&archive.records[index])
}

fn at_record(record: &Record, problem: SealProblem) -> Diagnostic {
    Diagnostic::new(&record.file, record.at, Problem::Sealed(problem))
}

/// Whether the record says why it was changed, and the seal does not include that correction yet.
fn has_new_correction(sealed: &Seal, record: &Record) -> bool {
    let Some(reason) = &record.correction else { return false };
    !sealed
        .corrections
        .iter()
        .any(|correction| correction.subject == record.id && correction.reason == *reason)
}

/// What changed in a record.
fn changes(
    sealed: &Seal,
    record: &Record,
    old: &SealedRecord,
    new: &SealedRecord,
) -> Vec<Diagnostic> {
    let term = sealed.term.clone();
    if has_new_correction(sealed, record) {
        return vec![at_record(record, SealProblem::NotResealed { term })];
    }
    if (&old.text, &old.rows) != (&new.text, &new.rows) {
        return vec![at_record(record, SealProblem::Changed { term })];
    }
    let mut diagnostics = Vec::new();
    let added = new.files.keys().filter(|path| !old.files.contains_key(*path));
    for path in old.files.keys().chain(added) {
        if old.files.get(path) != new.files.get(path) {
            let problem = SealProblem::File { term: term.clone(), path: path.clone() };
            diagnostics.push(at_record(record, problem));
        }
    }
    diagnostics
}

fn changed_figures(file: &SealFile, now: &Seal, archive: &Archive) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (figure, old) in &file.seal.figures {
        let new = now.figures.get(figure).map_or("-", String::as_str);
        if new == old {
            continue;
        }
        let (sealed, now) = match is_sensitive(archive, figure) {
            true => ("＊".to_owned(), "＊".to_owned()),
            false => (old.clone(), new.to_owned()),
        };
        let (term, figure) = (file.seal.term.clone(), figure.clone());
        diagnostics
            .push(seal_diagnostic(&file.path, SealProblem::Figure { term, figure, sealed, now }));
    }
    diagnostics
}

/// Whether a figure is of a sensitive indicator. The figure of a target that is gone counts as sensitive.
fn is_sensitive(archive: &Archive, figure: &str) -> bool {
    let mut parts = figure.split(" | ");
    let (Some(plan_id), Some(target_id)) = (parts.next(), parts.next()) else { return true };
    let Some(plan) = archive.plans.iter().find(|plan| plan.id == plan_id) else { return true };
    match plan.targets.iter().find(|target| target.id == target_id) {
        Some(target) => archive.indicator(target.indicator).sensitive,
        None => true,
    }
}
