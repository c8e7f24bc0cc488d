//! Whether former ids mean one thing each, and the numbers that were given to them (docs/content-model.md §2, `formerly`).

use rustc_hash::FxHashMap;

use super::former::{FormerFolders, FormerIds, documents, pair_folder};
use crate::diagnostics::{Diagnostic, Problem};
use crate::model::{Archive, DocumentIx, FormerId};

/// Lets the numbers follow what they were given to, and reports the former ids that mean several things.
pub(super) fn follow(archive: &mut Archive) -> Vec<Diagnostic> {
    resolve_numbers(archive);
    check(archive)
}

/// The former ids that something else has, or had as well: nobody could tell which one a reference means.
fn check(archive: &Archive) -> Vec<Diagnostic> {
    let folders = FormerFolders::new(&archive.schools, &archive.pairs);
    let mut diagnostics = Vec::new();
    let mut pairs = UsedIds::default();
    for pair in &archive.pairs {
        pairs.now.insert(pair.folder.clone(), &pair.file);
    }
    for pair in &archive.pairs {
        for former in &pair.formerly {
            let key = pair_folder(&former.id).to_owned();
            diagnostics.extend(pairs.problem(key, former, &pair.file));
        }
    }
    let mut used = UsedIds::default();
    let all = documents(&archive.plans, &archive.records);
    if all.iter().all(|moved| moved.formerly.is_empty()) {
        return diagnostics;
    }
    for moved in &all {
        used.now.insert(folders.canonical(moved.id), moved.file);
    }
    for moved in &all {
        for former in moved.formerly {
            let key = folders.canonical(&former.id);
            diagnostics.extend(used.problem(key, former, moved.file));
        }
    }
    diagnostics
}

/// The ids in use, now and formerly, with the files that have them.
#[derive(Default)]
struct UsedIds<'a> {
    now: FxHashMap<String, &'a str>,
    former: FxHashMap<String, (&'a str, u32)>,
}

impl<'a> UsedIds<'a> {
    /// Adds a former id of a file, or reports that it is in use.
    fn problem(&mut self, key: String, former: &FormerId, file: &'a str) -> Option<Diagnostic> {
        let problem = match (self.now.get(&key), self.former.get(&key)) {
            (Some(other), _) => duplicate(&former.id, other, 0),
            (None, Some((other, line))) => duplicate(&former.id, other, *line),
            (None, None) => {
                self.former.insert(key, (file, former.span.start.line));
                return None;
            }
        };
        Some(Diagnostic::new(file, former.span, problem))
    }
}

fn duplicate(found: &str, file: &str, line: u32) -> Problem {
    Problem::DuplicateId { found: found.to_owned(), file: file.to_owned(), line }
}

/// The current ids of what numbers were given to under former ids.
fn resolve_numbers(archive: &mut Archive) {
    if archive.numbers.is_empty() {
        return;
    }
    let former = FormerIds::of(archive);
    if former.is_empty() {
        return;
    }
    let mut numbers = std::mem::take(&mut archive.numbers);
    for given in numbers.iter_mut().filter(|given| !given.retired) {
        match former.document(&given.document) {
            Some(DocumentIx::Plan(plan)) => given.document.clone_from(&archive.plan(plan).id),
            Some(DocumentIx::Record(record)) => {
                given.document.clone_from(&archive.record(record).id);
            }
            None => {}
        }
    }
    archive.numbers = numbers;
}
