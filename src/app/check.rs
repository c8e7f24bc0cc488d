//! `check`: what the checks say of a file that is being written, and what it counts for, before anything is saved.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};

use serde::Serialize;

use super::compose::{Composed, Written, compose};
use super::counts::{Count, counts};
use super::files::files_of;
use super::gone::is_gone;
use super::paths::{folder_of, is_sound_name};
use super::problems::{
    FieldProblem, field_problem, is_about, is_error, new_elsewhere, own_problems,
};
use super::record::{is_yaml, kind_of, text_of};
use super::refusal::Refused;
use super::session::{App, Opened};
use super::table::CellFinder;
use super::uploads::placed;
use crate::diagnostics::{Code, Diagnostic};
use crate::l10n::Lang;
use crate::project::{ProposalOptions, Snapshot};
use crate::scaffold::form_text;
use crate::source::{FileChanges, OverlaySource, PlacedFiles, Source};

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
    judge(app, &opened, &written, &composed)
}

/// What would be written.
#[derive(Default)]
pub(super) struct Proposed {
    pub(super) changes: FileChanges,
    /// Files that were sent.
    pub(super) sent: PlacedFiles,
}

/// What the checks say of a file and of those that are written next to it or removed.
pub(super) fn judge(
    app: &App,
    opened: &Opened,
    written: &Written,
    composed: &Composed,
) -> Result<Checked, Refused> {
    let (lang, path) = (opened.lang(), composed.path.as_str());
    let mut changes = FileChanges::new();
    let mut sent = PlacedFiles::new();
    for upload in written.uploads.iter().filter(|upload| is_sound_name(&upload.name)) {
        let path = format!("{}/{}", folder_of(path), composed.name_of(upload));
        sent.insert(path, placed(&opened.root, &upload.id)?);
    }
    for removed in composed.removed(written) {
        changes.insert(removed, None);
    }
    for neighbour in &composed.neighbours {
        changes.insert(neighbour.path.clone(), Some(Arc::from(neighbour.bytes.as_slice())));
    }
    add_neighbours(opened, composed, &mut changes);
    if let Some(old) = &composed.moved_from {
        changes.insert(old.clone(), None);
    }
    changes.insert(path.to_owned(), Some(Arc::from(composed.bytes.as_slice())));
    let after = app.judged(opened, Proposed { changes, sent })?;
    let kind = kind_of(path, lang)?;
    let read = form_text::open(&composed.bytes, &kind.fields, is_yaml(path));
    let lines = read.map(|read| read.lines).unwrap_or_default();
    let mut problems = own_problems(&after.diagnostics, path, &lines, lang);
    let table = edited_table(written, composed);
    problems.extend(table_problems(&after.diagnostics, table, written, lang));
    let new = new_elsewhere(&opened.snapshot.diagnostics, &after.diagnostics, path);
    let mut elsewhere = apart_from(table, new);
    if !elsewhere.is_empty() {
        // Other files may have changed since the archive was read: what they lack now is no fault of this one.
        let before = app.judged(opened, Proposed::default())?;
        let new = new_elsewhere(&before.diagnostics, &after.diagnostics, path);
        elsewhere = apart_from(table, new);
    }
    problems.extend(elsewhere.iter().map(|other| field_problem(other, path, &lines, lang)));
    let own_errors = |problem: &Diagnostic| {
        is_error(problem) && (is_about(problem, path) || is_of(table, problem))
    };
    Ok(Checked {
        path: path.to_owned(),
        text: text_of(&composed.bytes),
        has_errors: !elsewhere.is_empty() || after.diagnostics.iter().any(own_errors),
        problems,
        counts: counts(&opened.snapshot, &after, path),
    })
}

/// Whether a problem is one of a ledger's table.
fn is_of(table: Option<(&str, &[u8])>, problem: &Diagnostic) -> bool {
    table.is_some_and(|(path, _)| *problem.file == *path)
}

/// Problems of other files than the table.
fn apart_from<'p>(
    table: Option<(&str, &[u8])>,
    problems: Vec<&'p Diagnostic>,
) -> Vec<&'p Diagnostic> {
    let mut others = Vec::new();
    for problem in problems {
        if !is_of(table, problem) {
            others.push(problem);
        }
    }
    others
}

/// The table of a ledger whose rows are in the page, as it would be written: its path and its bytes.
fn edited_table<'a>(written: &Written, composed: &'a Composed) -> Option<(&'a str, &'a [u8])> {
    written.rows.as_ref()?;
    if let Some(new) = composed.neighbours.iter().find(|new| new.path.ends_with(".csv")) {
        return Some((&new.path, &new.bytes));
    }
    let (path, bytes) = composed.old.as_ref()?.table.as_ref()?;
    Some((path, bytes))
}

/// The problems of a ledger's table, each with its cell.
fn table_problems(
    diagnostics: &[Diagnostic],
    table: Option<(&str, &[u8])>,
    written: &Written,
    lang: Lang,
) -> Vec<FieldProblem> {
    let (Some((path, bytes)), Some(rows)) = (table, &written.rows) else { return Vec::new() };
    let finder = CellFinder::new(bytes, rows);
    let mut problems = Vec::new();
    for diagnostic in diagnostics.iter().filter(|one| *one.file == *path) {
        let start = diagnostic.span.start;
        let is_cell = diagnostic.problem.code() == Code::PersonalData;
        let mut problem = field_problem(diagnostic, path, &[], lang);
        problem.field = Some("rows");
        if let Some(finder) = &finder {
            problem.cell = finder.cell_at(start.line, start.col, is_cell);
        }
        problems.push(problem);
    }
    problems
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
    /// The archive as it would be with some changes. What is the same as in the last check is not read again.
    pub(super) fn judged(
        &self,
        opened: &Opened,
        mut proposed: Proposed,
    ) -> Result<Snapshot, Refused> {
        let failed = match self.judged_once(opened, &proposed) {
            Ok(judged) => return Ok(judged),
            Err(failed) => failed,
        };
        // Files may have been removed or renamed since the archive was read.
        let before = proposed.changes.len();
        for path in opened.snapshot.source.paths() {
            if is_gone(&opened.root.join(path)) {
                proposed.changes.entry(path.to_owned()).or_insert(None);
            }
        }
        match before < proposed.changes.len() {
            true => self.judged_once(opened, &proposed),
            false => Err(failed),
        }
    }

    fn judged_once(&self, opened: &Opened, proposed: &Proposed) -> Result<Snapshot, Refused> {
        let Proposed { changes, sent } = proposed;
        let (changes, sent) = (changes.clone(), sent.clone());
        let wanted: BTreeSet<String> = changes.keys().chain(sent.keys()).cloned().collect();
        let has_sent = !sent.is_empty();
        let base = Arc::clone(&opened.snapshot.source);
        let source: Arc<dyn Source> = Arc::new(OverlaySource::new(base, changes).with_files(sent));
        let mut kept = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        // After a panic or an error everything is read again.
        let mut known = std::mem::take(&mut *kept);
        let options = ProposalOptions {
            as_of: self.as_of,
            wanted: &|path| wanted.contains(path),
            records: &mut known.records,
            attachments: has_sent.then_some(&mut known.sent),
        };
        let judged = Snapshot::of_proposal(source, options)?;
        *kept = known;
        Ok(judged)
    }
}
