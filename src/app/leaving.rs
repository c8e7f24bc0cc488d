//! What goes to the trash with a file, and which files would then name something that is missing: shown before anything is
//! moved.

use std::collections::BTreeSet;

use serde::Serialize;

use super::check::Proposed;
use super::problems::new_elsewhere;
use super::refusal::Refused;
use super::session::App;
use super::trash::taken_with;
use crate::relocate::rest_below;
use crate::source::FileChanges;

/// The most files that are named.
const MOST: usize = 20;

#[derive(Serialize)]
pub(super) struct Leaving {
    /// The other records and plans that go with it.
    records: usize,
    /// The files that name it, or something that goes with it.
    named_by: Vec<NamedBy>,
}

#[derive(Serialize)]
struct NamedBy {
    path: String,
    title: String,
    kind: &'static str,
}

/// `leaving`: what a move of a file to the trash would mean.
pub(super) fn leaving(app: &App, path: &str) -> Result<Leaving, Refused> {
    let opened = app.opened()?;
    let taken = taken_with(&opened, path)?;
    let mut changes = FileChanges::new();
    for file in opened.snapshot.source.paths() {
        if is_below(file, &taken) {
            changes.insert(file.to_owned(), None);
        }
    }
    let after = app.judged(&opened, Proposed { changes, ..Proposed::default() })?;
    let index = opened.index();
    let mut records = 0;
    for row in &index.rows {
        records += usize::from(row.path != path && is_below(&row.path, &taken));
    }
    let mut files = BTreeSet::new();
    for diagnostic in new_elsewhere(&opened.snapshot.diagnostics, &after.diagnostics, path) {
        files.insert(diagnostic.file.to_string());
    }
    let mut named_by = Vec::new();
    for file in files.iter().take(MOST) {
        let row = index.row(file);
        let title = row.map_or(file.as_str(), |row| &row.title);
        named_by.push(NamedBy {
            path: file.clone(),
            title: crate::privacy::redact(title).into_owned(),
            kind: row.map_or("", |row| row.kind_name),
        });
    }
    Ok(Leaving { records, named_by })
}

/// Whether a file is one of some entries, or below it.
fn is_below(file: &str, entries: &[String]) -> bool {
    entries.iter().any(|entry| rest_below(file, entry).is_some())
}
