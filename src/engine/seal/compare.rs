//! Compares a closed term with its seal.

use std::collections::BTreeSet;

use super::digest::sha256;
use super::disputed::DisputedIds;
use super::{Seal, SealFile, SealedRecord, seal_diagnostic};
use crate::diagnostics::{Diagnostic, Problem, SealProblem};
use crate::engine::lint::{self, Unread};
use crate::model::{Archive, Record};
use crate::source::Source;
use crate::syntax::text::nfc;

/// The files that a seal is compared with.
#[derive(Clone, Copy)]
pub struct FilesNow<'a> {
    /// The files.
    pub source: &'a dyn Source,
    /// The archive in them.
    pub archive: &'a Archive,
    /// The plans and records that could not be read. What is wrong with them is reported already.
    pub unread: &'a Unread,
}

impl FilesNow<'_> {
    /// The ids of all plans and records, whether they could be read or not.
    fn ids(&self) -> BTreeSet<String> {
        let paths = self.source.paths();
        paths.into_iter().filter_map(|path| Some(nfc(lint::id_of(path)?))).collect()
    }
}

/// What differs from the seal. Figures are compared only if no record differs: their difference would just follow.
#[must_use]
pub fn compare(file: &SealFile, now: &Seal, files: FilesNow<'_>) -> Vec<Diagnostic> {
    let (sealed, archive) = (&file.seal, files.archive);
    let mut diagnostics = Vec::new();
    let mut ids = None;
    let mut has_unread = false;
    let disputed = DisputedIds::of(archive);
    for (id, old) in &sealed.records {
        if disputed.holds(id) {
            continue;
        }
        match (now.records.get(id), record_by_id(archive, id)) {
            (Some(new), Some(record)) if new != old => {
                diagnostics.extend(changes(sealed, record, (old, new), files.source));
            }
            (Some(_), _) => {}
            // A draft is read, and is no longer part of the term.
            (None, None) if ids.get_or_insert_with(|| files.ids()).contains(id) => {
                has_unread = true;
            }
            (None, _) => {
                let problem = SealProblem::Gone { term: sealed.term.clone(), record: id.clone() };
                diagnostics.push(seal_diagnostic(&file.path, problem));
            }
        }
    }
    for id in now.records.keys() {
        if !sealed.records.contains_key(id)
            && !disputed.holds(id)
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
    if diagnostics.is_empty() && !has_unread && disputed.is_empty() {
        diagnostics.extend(changed_figures(file, now, files));
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
    (old, new): (&SealedRecord, &SealedRecord),
    source: &dyn Source,
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
        if old.files.get(path) != new.files.get(path)
            && !is_as_first_sealed(old.files.get(path), path, source)
        {
            let problem = SealProblem::File { term: term.clone(), path: path.clone() };
            diagnostics.push(at_record(record, problem));
        }
    }
    diagnostics
}

/// Whether a file has the digest of its bytes as they are: seals of earlier versions hold these.
fn is_as_first_sealed(digest: Option<&String>, path: &str, source: &dyn Source) -> bool {
    let Some(digest) = digest else { return false };
    source.bytes(path).is_ok_and(|bytes| sha256(&bytes) == *digest)
}

fn changed_figures(file: &SealFile, now: &Seal, files: FilesNow<'_>) -> Vec<Diagnostic> {
    let archive = files.archive;
    let mut diagnostics = Vec::new();
    for (figure, old) in &file.seal.figures {
        let new = now.figures.get(figure).map_or("-", String::as_str);
        let plan = figure.split(" | ").next().unwrap_or_default();
        if new == old || files.unread.may_hold(plan) {
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
