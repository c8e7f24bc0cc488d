//! A term as it was and as it is → what differs.

use super::{Seal, SealFile, Sealed, sealed};
use crate::diagnostics::{Diagnostic, Problem, SealTrouble};
use crate::model::{Archive, Record};

/// What is not as it was. A figure that differs because a record does is not told beside it.
#[must_use]
pub fn compare(file: &SealFile, now: &Seal, archive: &Archive) -> Vec<Diagnostic> {
    let was = &file.seal;
    let mut out = Vec::new();
    for (id, old) in &was.records {
        let record = record(archive, id);
        match (now.records.get(id), record) {
            (Some(new), Some(record)) if new != old => out.extend(changed(was, record, old, new)),
            (Some(_), _) => {}
            (None, _) => {
                let (term, record) = (was.term.clone(), id.clone());
                out.push(sealed(&file.path, SealTrouble::Gone { term, record }));
            }
        }
    }
    for id in now.records.keys().filter(|it| !was.records.contains_key(*it)) {
        let Some(record) = record(archive, id) else { continue };
        let term = was.term.clone();
        out.push(at(
            record,
            match is_explained(was, record) {
                true => SealTrouble::NotResealed { term },
                false => SealTrouble::Added { term },
            },
        ));
    }
    if out.is_empty() {
        out.extend(figures(file, now, archive));
    }
    out
}

fn record<'a>(archive: &'a Archive, id: &str) -> Option<&'a Record> {
    let at = archive.records.binary_search_by(|it| (*it.id).cmp(id)).ok()?;
    archive.records.get(at).map(AsRef::as_ref)
}

fn at(record: &Record, trouble: SealTrouble) -> Diagnostic {
    Diagnostic::new(&record.file, record.at, Problem::Sealed(trouble))
}

/// Whether the record says why it was changed, and the seal does not know that yet.
fn is_explained(was: &Seal, record: &Record) -> bool {
    let known =
        |reason: &str| was.corrections.iter().any(|it| it.what == record.id && it.reason == reason);
    record.correction.as_deref().is_some_and(|it| !known(it))
}

fn changed(was: &Seal, record: &Record, old: &Sealed, new: &Sealed) -> Vec<Diagnostic> {
    let term = || was.term.clone();
    if is_explained(was, record) {
        return vec![at(record, SealTrouble::NotResealed { term: term() })];
    }
    if (&old.text, &old.rows) != (&new.text, &new.rows) {
        return vec![at(record, SealTrouble::Changed { term: term() })];
    }
    let paths = old.files.keys().chain(new.files.keys().filter(|it| !old.files.contains_key(*it)));
    let differs = paths.filter(|it| old.files.get(*it) != new.files.get(*it));
    differs.map(|path| at(record, SealTrouble::File { term: term(), path: path.clone() })).collect()
}

fn figures(file: &SealFile, now: &Seal, archive: &Archive) -> Vec<Diagnostic> {
    let was = &file.seal;
    let mut out = Vec::new();
    for (what, old) in &was.figures {
        let new = now.figures.get(what).map_or("-", String::as_str);
        if new != old {
            let (sealed_as, now_as) = match is_sensitive(archive, what) {
                true => ("＊".to_owned(), "＊".to_owned()),
                false => (old.clone(), new.to_owned()),
            };
            let trouble = SealTrouble::Figure {
                term: was.term.clone(),
                what: what.clone(),
                sealed: sealed_as,
                now: now_as,
            };
            out.push(sealed(&file.path, trouble));
        }
    }
    out
}

/// Whether a figure is one that small numbers are withheld of; one of a target that is gone is taken for such.
fn is_sensitive(archive: &Archive, what: &str) -> bool {
    let mut parts = what.split(" | ");
    let (Some(plan), Some(target)) = (parts.next(), parts.next()) else { return true };
    let plan = archive.plans.iter().find(|it| it.id == plan);
    let target = plan.and_then(|it| it.targets.iter().find(|it| it.id == target));
    target.is_none_or(|it| archive.indicator(it.indicator).sensitive)
}
