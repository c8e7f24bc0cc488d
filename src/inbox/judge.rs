//! Judges hand-ins as the server's hook judges a push of the school: its folder only, no error that was not there before.
//!
//! Hand-ins are judged together, and in halves where something is wrong, so that five hundred good ones take one look at
//! the archive and a bad one does no harm to the others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::hand_in::HandIn;
use crate::diagnostics::{Diagnostic, Severity};
use crate::engine::submission::{self, Change, Changes, Rules};
use crate::error::Error;
use crate::model::{Access, Archive, Grant};
use crate::project::Snapshot;
use crate::source::Source;
use crate::source::{FileChanges, OverlaySource};

/// What the checks say of a hand-in.
#[derive(Debug, Clone, Default)]
pub(super) struct Verdict {
    /// Errors; with any the hand-in is not taken.
    pub(super) errors: Vec<Diagnostic>,
    /// Warnings about its files.
    pub(super) warnings: Vec<Diagnostic>,
    /// The title of the record.
    pub(super) title: String,
    /// The day that counts.
    pub(super) day: Option<String>,
    /// The targets that it counts for: plan and target.
    pub(super) counts_for: Vec<(String, String)>,
    /// Whether it is a draft, which counts for nothing.
    pub(super) is_draft: bool,
}

impl Verdict {
    /// Whether the hand-in may be taken.
    pub(super) fn is_good(&self) -> bool {
        self.errors.is_empty()
    }
}

/// An archive as it is on disk, and what was found to be good on top of it.
pub(super) struct Judge {
    pub(super) base: Arc<dyn Source>,
    /// The changes of the hand-ins that are good.
    pub(super) accepted: FileChanges,
}

impl Judge {
    /// The verdicts on some hand-ins, in their order; the good ones are accepted.
    pub(super) fn judge(&mut self, batch: &[&HandIn]) -> Result<Vec<Verdict>, Error> {
        let mut verdicts = Vec::with_capacity(batch.len());
        // Ranges that are still to be judged, the next one last.
        let mut open = vec![batch];
        while let Some(part) = open.pop() {
            if part.is_empty() {
                continue;
            }
            let together = self.look_at(part)?;
            if together.iter().all(Verdict::is_good) {
                for hand_in in part {
                    self.accepted.extend(changes_of(hand_in));
                }
                verdicts.extend(together);
            } else if part.len() == 1 {
                verdicts.extend(together);
            } else {
                let (one, other) = part.split_at(part.len() / 2);
                open.push(other);
                open.push(one);
            }
        }
        Ok(verdicts)
    }

    /// What the archive's checks say with these hand-ins in it. Errors elsewhere are added to the first of them.
    fn look_at(&self, part: &[&HandIn]) -> Result<Vec<Verdict>, Error> {
        let mut file_changes = self.accepted.clone();
        let mut own: Vec<FileChanges> = Vec::with_capacity(part.len());
        for hand_in in part {
            let changes = changes_of(hand_in);
            file_changes.extend(changes.clone());
            own.push(changes);
        }
        let mut changes = Changes::new();
        let mut owner: BTreeMap<String, usize> = BTreeMap::new();
        for (index, own) in own.iter().enumerate() {
            for (path, bytes) in own {
                let change = if bytes.is_some() { Change::Modified } else { Change::Deleted };
                changes.insert(path.clone(), change);
                owner.insert(path.clone(), index);
            }
        }
        let proposal = OverlaySource::new(Arc::clone(&self.base), file_changes);
        let is_changed = |path: &str| owner.contains_key(path);
        let snapshot = Snapshot::of_changed_source(Arc::new(proposal), &is_changed)?;
        let before = || {
            let (base, changes) = (Arc::clone(&self.base), self.accepted.clone());
            let source = Arc::new(OverlaySource::new(base, changes));
            match Snapshot::of_changed_source(source, &|_| false) {
                Ok(before) => before.diagnostics,
                Err(_) => Vec::new(),
            }
        };
        let news = submission::news(snapshot.diagnostics.clone(), &before, &changes);
        let mut verdicts = Vec::with_capacity(part.len());
        for (hand_in, own) in part.iter().zip(&own) {
            let mut verdict = about_record(&snapshot, hand_in);
            verdict.errors.extend(foreign(&snapshot.archive, hand_in, own));
            verdicts.push(verdict);
        }
        for diagnostic in news {
            let index = owner.get(&*diagnostic.file).copied();
            let is_error = diagnostic.problem.severity() == Severity::Error;
            match verdicts.get_mut(index.unwrap_or(0)) {
                Some(verdict) if is_error => verdict.errors.push(diagnostic),
                Some(verdict) if index.is_some() => verdict.warnings.push(diagnostic),
                _ => {}
            }
        }
        Ok(verdicts)
    }
}

/// The files that a hand-in writes, and those of the record that it no longer has.
pub(super) fn changes_of(hand_in: &HandIn) -> FileChanges {
    let mut changes = FileChanges::new();
    for path in &hand_in.existing {
        changes.insert(path.clone(), None);
    }
    for (path, bytes) in &hand_in.files {
        changes.insert(path.clone(), Some(Arc::from(bytes.as_slice())));
    }
    changes
}

/// Files that the school may not change: a hand-in reaches no further than a push of somebody who may change this school
/// alone.
fn foreign(archive: &Archive, hand_in: &HandIn, own: &FileChanges) -> Vec<Diagnostic> {
    let school = hand_in.item.folder.school;
    let name = archive.school(school).name.clone();
    let grant = Grant::Of { schools: vec![school], pairs: Vec::new() };
    let access = Access { grants: BTreeMap::from([(name.clone(), grant)]) };
    let rules = Rules { access: Some(&access), archive, administrators: &[] };
    let mut changes = Changes::new();
    for path in own.keys() {
        changes.insert(path.clone(), Change::Modified);
    }
    submission::foreign(rules, &name, &changes)
}

/// What is known of the record of a hand-in.
pub(super) fn about_record(snapshot: &Snapshot, hand_in: &HandIn) -> Verdict {
    let (archive, file) = (&snapshot.archive, hand_in.text_path());
    let mut verdict = Verdict::default();
    if let Some(plan) = archive.plans.iter().find(|plan| plan.file == file) {
        verdict.title.clone_from(&plan.title);
        verdict.is_draft = plan.draft;
        return verdict;
    }
    let Some(index) = archive.records.iter().position(|record| record.file == file) else {
        return verdict;
    };
    let record = &archive.records[index];
    verdict.title.clone_from(&record.title);
    verdict.day = record.day.as_ref().map(ToString::to_string);
    verdict.is_draft = record.draft;
    let mut counts_for = BTreeSet::new();
    for reading in &snapshot.readings().targets {
        let has_entry = |entry: &crate::engine::progress::EntryRef| entry.record.0 == index;
        if reading.periods.iter().any(|period| period.entries.iter().any(has_entry)) {
            let plan = archive.plan(reading.plan);
            if let Some(target) = plan.targets.get(reading.target) {
                counts_for.insert((plan.title.clone(), target.id.clone()));
            }
        }
    }
    verdict.counts_for = counts_for.into_iter().collect();
    verdict
}
