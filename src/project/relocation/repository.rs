//! The repository around an archive in which something is moved: whether it can take part, and what changes in its index.

use std::io::{self, ErrorKind};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Operation, UsageError};
use crate::relocate::{MovePlan, Rename, rest_below};
use crate::source::git::Repository;

/// What changes in the index of the repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IndexChange {
    moved: String,
    changed: Vec<String>,
}

impl IndexChange {
    /// Whether git knows any of the files.
    pub(super) fn is_any(&self) -> bool {
        !self.moved.is_empty() || !self.changed.is_empty()
    }
}

/// The repository of an archive, as far as a move concerns it.
pub(crate) enum MoveRepository {
    /// There is none.
    None,
    /// These files have changes that git does not hold yet.
    Changed(Vec<String>),
    /// The move is staged in it.
    Clean(Repository),
}

impl MoveRepository {
    /// Looks at the repository around an archive and at the files that a move touches.
    ///
    /// # Errors
    /// When there seems to be a repository and git cannot be run or fails, or another git program writes.
    pub(crate) fn of(root: &Path, plan: &MovePlan) -> Result<MoveRepository, Error> {
        let failed = |error| git_failed(root, error);
        let repository = Repository::around(root).map_err(failed)?;
        let Some(repository) = repository else { return Ok(MoveRepository::None) };
        let lock = repository.own_path("index.lock").map_err(failed)?;
        if lock.symlink_metadata().is_ok() {
            return Err(Error::io(Operation::GitLock, &lock)(ErrorKind::ResourceBusy.into()));
        }
        let changed = repository.changed_below(&touched(plan)).map_err(failed)?;
        match changed.is_empty() {
            true => Ok(MoveRepository::Clean(repository)),
            false => Ok(MoveRepository::Changed(changed)),
        }
    }
}

/// An error of git before anything was moved.
pub(super) fn git_failed(root: &Path, error: Error) -> Error {
    match error {
        Error::Usage(UsageError::Git { said }) => {
            Error::io(Operation::Git, root)(io::Error::other(said))
        }
        error => error,
    }
}

/// The old paths of all that a move touches.
fn touched(plan: &MovePlan) -> Vec<String> {
    let mut paths = Vec::new();
    for rename in &plan.renames {
        paths.push(rename.from.clone());
    }
    for edit in &plan.edits {
        if renamed_to(plan, &edit.path).is_none() {
            paths.push(edit.path.clone());
        }
    }
    paths
}

/// The rename by which a file came to its new path, and what the path has below it.
fn renamed_to<'p>(plan: &'p MovePlan, path: &'p str) -> Option<(&'p Rename, &'p str)> {
    for rename in &plan.renames {
        if let Some(rest) = rest_below(path, &rename.to) {
            return Some((rename, rest));
        }
    }
    None
}

/// Stages a move.
pub(super) fn update_index(root: &Path, index: &IndexChange) -> Result<(), Error> {
    let (repository, _) = Repository::of(root)?;
    repository.update_index(&index.moved, &index.changed)
}

/// How the index of a repository follows a move.
pub(super) fn index_change(repository: &Repository, plan: &MovePlan) -> Result<IndexChange, Error> {
    let (_, prefix) = Repository::of(repository.folder())?;
    let entries = repository.index_entries(&touched(plan))?;
    let mut change = IndexChange { moved: String::new(), changed: Vec::new() };
    for (path, entry) in &entries {
        if let Some(new) = new_entry_path(plan, &prefix, path) {
            // An entry without a mode is taken out.
            let nothing = "0".repeat(entry.split(' ').nth(1).map_or(40, str::len));
            change.moved.push_str(&format!("0 {nothing}\t{path}\0{entry}\t{new}\0"));
        }
    }
    for edit in &plan.edits {
        let old = match renamed_to(plan, &edit.path) {
            Some((rename, rest)) => format!("{}{rest}", rename.from),
            None => edit.path.clone(),
        };
        if entries.contains_key(&from_top(&prefix, &old)) {
            change.changed.push(edit.path.clone());
        }
    }
    Ok(change)
}

/// The new path of an entry of the index, where a move renames it.
fn new_entry_path(plan: &MovePlan, prefix: &str, path: &str) -> Option<String> {
    for rename in &plan.renames {
        if let Some(rest) = rest_below(path, &from_top(prefix, &rename.from)) {
            return Some(format!("{}{rest}", from_top(prefix, &rename.to)));
        }
    }
    None
}

/// A path of the archive as the repository spells it, whose top may be a folder further up.
fn from_top(prefix: &str, path: &str) -> String {
    match prefix {
        "" => path.to_owned(),
        prefix => format!("{prefix}/{path}"),
    }
}
