//! `check`: what the checks say of a file that is being written, and what it counts for, before anything is saved.

use std::sync::{Arc, PoisonError};

use serde::Serialize;

use super::compose::{Composed, Written, compose};
use super::counts::{Count, counts};
use super::files::files_of;
use super::paths::{folder_of, is_sound_name};
use super::problems::{FieldProblem, field_problem, is_error, new_elsewhere, own_problems};
use super::record::{is_yaml, kind_of, text_of};
use super::refusal::Refused;
use super::session::{App, Opened};
use super::uploads::bytes_of_upload;
use crate::parse::ParseCache;
use crate::project::Snapshot;
use crate::scaffold::form_text;
use crate::source::{FileChanges, OverlaySource, Source};

/// The answer of a check.
#[derive(Serialize)]
pub(super) struct Checked {
    pub(super) path: String,
    pub(super) text: String,
    pub(super) problems: Vec<FieldProblem>,
    pub(super) counts: Vec<Count>,
    /// Whether the problems keep it from being saved.
    pub(super) has_errors: bool,
}

pub(super) fn check(app: &App, written: Written) -> Result<Checked, Refused> {
    let opened = app.opened()?;
    let composed = compose(&opened, &written)?;
    let mut changes = FileChanges::new();
    let folder = folder_of(&composed.path);
    for sent in written.uploads.iter().filter(|sent| is_sound_name(&sent.name)) {
        let name = match &composed.renamed {
            Some((old, new)) if *old == sent.name => new,
            _ => &sent.name,
        };
        let bytes = bytes_of_upload(&opened.root, &sent.id)?;
        changes.insert(format!("{folder}/{name}"), Some(Arc::from(bytes)));
    }
    judge(app, &opened, &composed, changes)
}

/// What the checks say of a file with other files next to it.
pub(super) fn judge(
    app: &App,
    opened: &Opened,
    composed: &Composed,
    mut changes: FileChanges,
) -> Result<Checked, Refused> {
    let (lang, path) = (opened.lang(), composed.path.as_str());
    add_neighbours(opened, composed, &mut changes);
    for beside in &composed.beside {
        changes.insert(beside.path.clone(), Some(Arc::from(beside.bytes.as_slice())));
    }
    if let Some(old) = &composed.moved_from {
        changes.insert(old.clone(), None);
    }
    changes.insert(path.to_owned(), Some(Arc::from(composed.bytes.as_slice())));
    let after = app.judged(opened, changes)?;
    let kind = kind_of(path, lang)?;
    let read = form_text::open(&composed.bytes, &kind.fields, is_yaml(path));
    let lines = read.map(|read| read.lines).unwrap_or_default();
    let mut problems = own_problems(&after.diagnostics, path, &lines, lang);
    let elsewhere = new_elsewhere(&opened.snapshot.diagnostics, &after.diagnostics, path);
    problems.extend(elsewhere.iter().map(|other| field_problem(other, path, &lines, lang)));
    let own_errors = |problem: &crate::diagnostics::Diagnostic| {
        is_error(problem) && super::problems::is_about(problem, path)
    };
    Ok(Checked {
        path: path.to_owned(),
        text: text_of(&composed.bytes),
        has_errors: !elsewhere.is_empty() || after.diagnostics.iter().any(own_errors),
        problems,
        counts: counts(&opened.snapshot, &after, path),
    })
}

/// The longest file that is read because the archive was not read again since it came.
const LONGEST_NEW: u64 = 32 << 20;

/// Adds the files next to a record that are on the disk already, but not in the archive as it was last read.
fn add_neighbours(opened: &Opened, composed: &Composed, changes: &mut FileChanges) {
    let table = composed.old.as_ref().and_then(|old| old.table.as_ref());
    let mut paths: Vec<String> = table.map(|(path, _)| path.clone()).into_iter().collect();
    let folder = folder_of(&composed.path);
    for file in files_of(&opened.root, &composed.path) {
        paths.push(format!("{folder}/{}", file.name));
    }
    let listed = opened.snapshot.source.paths();
    for path in paths {
        let whole = opened.root.join(&path);
        let is_short = whole.metadata().is_ok_and(|about| about.len() <= LONGEST_NEW);
        // The size would be that of today's disk.
        let is_known = listed.binary_search(&path.as_str()).is_ok() || changes.contains_key(&path);
        if !is_known
            && is_short
            && let Ok(bytes) = std::fs::read(&whole)
        {
            changes.insert(path, Some(Arc::from(bytes)));
        }
    }
}

impl App {
    /// The archive as it would be with some changes. Records that are the same as in the last check are not parsed again.
    fn judged(&self, opened: &Opened, changes: FileChanges) -> Result<Snapshot, Refused> {
        let wanted: Vec<String> = changes.keys().cloned().collect();
        let source: Arc<dyn Source> =
            Arc::new(OverlaySource::new(Arc::clone(&opened.snapshot.source), changes));
        let mut parsed = self.parsed.lock().unwrap_or_else(PoisonError::into_inner);
        // After a panic or an error everything is parsed again.
        let mut cache = std::mem::take(&mut *parsed);
        let is_wanted = |path: &str| wanted.iter().any(|known| known == path);
        let judged = Snapshot::of_proposal(source, self.as_of, &is_wanted, &mut cache)?;
        *parsed = cache;
        Ok(judged)
    }

    /// Parses the records of an archive before the first check asks for them.
    pub(super) fn warm(&self, opened: &Opened) {
        let mut parsed = self.parsed.lock().unwrap_or_else(PoisonError::into_inner);
        let mut cache: ParseCache = std::mem::take(&mut *parsed);
        let source = Arc::clone(&opened.snapshot.source);
        if Snapshot::of_proposal(source, self.as_of, &|_| false, &mut cache).is_ok() {
            *parsed = cache;
        }
    }
}
