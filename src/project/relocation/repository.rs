//! The repository around an archive in which something is moved: whether it can take part, and what changes in its index.

use std::io::{self, ErrorKind};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Operation, UsageError};
use crate::relocate::{MovePlan, Rename, rest_below};
use crate::source::git::Repository;

/// So many paths are named to a person, at most.
const MOST_TO_STAGE: usize = 8;

/// What changes in the index of the repository.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IndexChange {
    /// What `git update-index --index-info` reads: for each file that moves, an entry without a mode for its old path, then
    /// its entry for the new one. Paths are from the top of the repository.
    moved: String,
    /// Files whose bytes change, by their new paths below the root.
    changed: Vec<String>,
    /// What a person would have to name to git, by old and new paths below the root.
    #[serde(default)]
    touched: Vec<String>,
}

impl IndexChange {
    /// Whether git knows any of the files.
    pub(super) fn is_any(&self) -> bool {
        !self.moved.is_empty() || !self.changed.is_empty()
    }

    /// The paths that a person has to name to `git add -A`; the whole content where these are many.
    pub(super) fn to_stage(&self, root: &Path) -> Vec<String> {
        if self.touched.is_empty() || MOST_TO_STAGE < self.touched.len() {
            return vec!["content".to_owned()];
        }
        let Ok((repository, _)) = Repository::of(root) else { return self.touched.clone() };
        let mut paths = Vec::new();
        for path in &self.touched {
            // Git refuses a path that neither the folder nor its index has.
            let is_known = root.join(path).exists()
                || repository
                    .index_entries(std::slice::from_ref(path))
                    .is_ok_and(|entries| !entries.is_empty());
            if is_known {
                paths.push(path.clone());
            }
        }
        paths
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

/// Stages a move whose files were moved by an earlier run. What somebody staged meanwhile stays as it is.
pub(super) fn retry_index(root: &Path, index: &IndexChange) -> Result<(), Error> {
    let (repository, _) = Repository::of(root)?;
    let entries = repository.index_entries(&["content".to_owned()])?;
    let mut moved = String::new();
    let mut parts = index.moved.split('\0');
    while let (Some(old), Some(new)) = (parts.next(), parts.next()) {
        let (Some((_, old_path)), Some((entry, _))) = (old.split_once('\t'), new.split_once('\t'))
        else {
            continue;
        };
        if entries.get(old_path).map(String::as_str) == Some(entry) {
            moved.push_str(&format!("{old}\0{new}\0"));
        }
    }
    let mut changed = index.changed.clone();
    changed.retain(|path| root.join(path).is_file());
    repository.update_index(&moved, &changed)
}

/// How the index of a repository follows a move.
pub(super) fn index_change(repository: &Repository, plan: &MovePlan) -> Result<IndexChange, Error> {
    let (_, prefix) = Repository::of(repository.folder())?;
    let entries = repository.index_entries(&touched(plan))?;
    let mut change = IndexChange::default();
    for (path, entry) in &entries {
        if let Some(new) = new_entry_path(plan, &prefix, path) {
            // An entry without a mode is taken out.
            let nothing = "0".repeat(entry.split(' ').nth(1).map_or(40, str::len));
            change.moved.push_str(&format!("0 {nothing}\t{path}\0{entry}\t{new}\0"));
        }
    }
    for rename in &plan.renames {
        change.touched.extend([rename.from.clone(), rename.to.clone()]);
    }
    for edit in &plan.edits {
        if renamed_to(plan, &edit.path).is_none() {
            change.touched.push(edit.path.clone());
        }
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
