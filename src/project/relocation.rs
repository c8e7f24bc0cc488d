//! Carries out a move, or the writing of several files that belong together, all or nothing: what is to be done is
//! written to a journal first, and a run that was killed is finished by the next one.
//!
//! The journal is one file, which is complete or not there. Until it is written nothing has changed; from then on every
//! step can be done again, so that whoever finds the journal does all of them. It is not in the cache, which people may
//! remove at any time.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::registers::lock_archive;
use crate::error::{Error, Operation};
use crate::output::ArchiveWriter;
use crate::relocate::{MovePlan, Rename, rest_below};
use crate::source::git::Repository;

/// The folder of the journal, in the root of an archive. Git ignores it.
const FOLDER: &str = ".guidang-move";
const JOURNAL: &str = ".guidang-move/journal.json";
const IGNORE: &str = ".guidang-move/.gitignore";
/// The most bytes of a journal.
const LIMIT: u64 = 256 << 20;

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Journal {
    /// Files and folders with their old and new paths.
    renames: Vec<(String, String)>,
    /// Files with their old and new texts, by their new paths.
    edits: Vec<Edit>,
    index: Option<IndexChange>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    path: String,
    /// `None` for a file that is not there yet.
    old: Option<String>,
    new: String,
}

/// What changes in the index of the repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct IndexChange {
    moved: String,
    changed: Vec<String>,
}

impl IndexChange {
    /// Whether git knows any of the files.
    fn is_any(&self) -> bool {
        !self.moved.is_empty() || !self.changed.is_empty()
    }
}

/// What a move did besides moving.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct MoveOutcome {
    /// Whether the repository will commit the move as one.
    pub(crate) is_staged: bool,
    /// Why git's index is not up to date, where it should be.
    pub(crate) index_error: Option<String>,
    /// Files that were changed by somebody else meanwhile, and left alone.
    pub(crate) skipped: Vec<String>,
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
    /// When git fails.
    pub(crate) fn of(root: &Path, plan: &MovePlan) -> Result<MoveRepository, Error> {
        let Ok((repository, _)) = Repository::of(root) else { return Ok(MoveRepository::None) };
        let changed = repository.changed_below(&touched(plan))?;
        match changed.is_empty() {
            true => Ok(MoveRepository::Clean(repository)),
            false => Ok(MoveRepository::Changed(changed)),
        }
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

/// Carries out a planned move.
///
/// # Errors
/// When something stands at a new path by now, or the disk refuses: then nothing has changed, or the next run finishes
/// what was begun.
pub(crate) fn carry_out(
    writer: &ArchiveWriter,
    root: &Path,
    plan: &MovePlan,
    repository: Option<&Repository>,
) -> Result<MoveOutcome, Error> {
    let index = match repository {
        Some(repository) => Some(index_change(repository, plan)?),
        None => None,
    };
    let journal = Journal::of(plan, index);
    let bytes = serde_json::to_vec(&journal).unwrap_or_default();
    writer.replace(IGNORE, b"*\n")?;
    writer.replace(JOURNAL, &bytes)?;
    let is_staged = journal.index.as_ref().is_some_and(IndexChange::is_any);
    let done = apply(writer, root, &journal, usize::MAX)?;
    clear(writer, root)?;
    Ok(MoveOutcome { is_staged: is_staged && done.index_error.is_none(), ..done })
}

/// Writes texts by their paths below the root: all of them or none, whenever the run is killed.
///
/// # Errors
/// When the disk refuses: then none is written, or the next run finishes what was begun.
pub(crate) fn write_together(
    writer: &ArchiveWriter,
    root: &Path,
    files: &[(&str, &[u8])],
) -> Result<(), Error> {
    let mut journal = Journal { renames: Vec::new(), edits: Vec::new(), index: None };
    for (path, bytes) in files {
        let old = match fs::read(root.join(path)) {
            Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(Error::io(Operation::Read, &root.join(path))(error)),
        };
        let new = String::from_utf8_lossy(bytes).into_owned();
        journal.edits.push(Edit { path: (*path).to_owned(), old, new });
    }
    let bytes = serde_json::to_vec(&journal).unwrap_or_default();
    writer.replace(IGNORE, b"*\n")?;
    writer.replace(JOURNAL, &bytes)?;
    apply(writer, root, &journal, usize::MAX)?;
    clear(writer, root)
}

/// Finishes a move that was interrupted, if there is one.
///
/// # Errors
/// When another program is moving something right now; when the disk refuses.
pub(crate) fn recover(root: &Path) -> Result<(), Error> {
    let path = root.join(JOURNAL);
    if path.symlink_metadata().is_err() {
        clear_leftovers(root);
        return Ok(());
    }
    let writer = lock_archive(root, "move")?;
    let Some(journal) = read(&path)? else { return clear(&writer, root) };
    apply(&writer, root, &journal, usize::MAX)?;
    clear(&writer, root)
}

/// Clears what a run left that was killed before the journal was there, or after it was done. Where that cannot be, as on
/// a disk that is read only or while somebody else writes, it does no harm.
fn clear_leftovers(root: &Path) {
    if root.join(FOLDER).symlink_metadata().is_err() {
        return;
    }
    if let Ok(writer) = lock_archive(root, "move")
        && root.join(JOURNAL).symlink_metadata().is_err()
    {
        let _ = clear(&writer, root);
    }
}

/// The journal; `None` where there is none any more. One that is no journal is removed: ours is written as a whole.
fn read(path: &Path) -> Result<Option<Journal>, Error> {
    match path.symlink_metadata() {
        Ok(about) if about.is_file() && about.len() <= LIMIT => {}
        Ok(_) => return Ok(None),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::io(Operation::Read, path)(error)),
    }
    let bytes = fs::read(path).map_err(Error::io(Operation::Read, path))?;
    let journal: Option<Journal> = serde_json::from_slice(&bytes).ok();
    Ok(journal.filter(Journal::stays_in_content))
}

impl Journal {
    /// The steps of a plan.
    fn of(plan: &MovePlan, index: Option<IndexChange>) -> Journal {
        let mut journal = Journal { renames: Vec::new(), edits: Vec::new(), index };
        for rename in &plan.renames {
            journal.renames.push((rename.from.clone(), rename.to.clone()));
        }
        for edit in &plan.edits {
            let old = String::from_utf8_lossy(&edit.old).into_owned();
            let new = String::from_utf8_lossy(&edit.new).into_owned();
            journal.edits.push(Edit { path: edit.path.clone(), old: Some(old), new });
        }
        journal
    }

    /// Whether every path is one below `content/`.
    fn stays_in_content(&self) -> bool {
        for (from, to) in &self.renames {
            if !is_in_content(from) || !is_in_content(to) {
                return false;
            }
        }
        for edit in &self.edits {
            if !is_in_content(&edit.path) {
                return false;
            }
        }
        true
    }
}

fn is_in_content(path: &str) -> bool {
    match path.strip_prefix("content/") {
        Some(below) => below.split('/').all(is_name),
        None => false,
    }
}

/// Whether a part of a path is a name, so that the path cannot lead out of its folder.
fn is_name(part: &str) -> bool {
    !matches!(part, "" | "." | "..") && !part.contains(['\\', '\0'])
}

/// Does the first `most` steps of a journal. Each can be done again.
fn apply(
    writer: &ArchiveWriter,
    root: &Path,
    journal: &Journal,
    most: usize,
) -> Result<MoveOutcome, Error> {
    let mut outcome = MoveOutcome::default();
    let mut steps = most;
    for (index, (from, to)) in journal.renames.iter().enumerate() {
        if steps == 0 {
            return Ok(outcome);
        }
        steps -= 1;
        if let Err(error) = writer.move_entry(from, to) {
            undo(writer, &journal.renames[..index])?;
            clear(writer, root)?;
            return Err(error);
        }
    }
    for edit in &journal.edits {
        if steps == 0 {
            return Ok(outcome);
        }
        steps -= 1;
        let old = edit.old.as_ref().map(String::as_bytes);
        match fs::read(root.join(&edit.path)) {
            Ok(bytes) if bytes == edit.new.as_bytes() => {}
            Ok(bytes) if old == Some(bytes.as_slice()) => {
                writer.replace(&edit.path, edit.new.as_bytes())?;
            }
            Err(error) if error.kind() == ErrorKind::NotFound && old.is_none() => {
                writer.replace(&edit.path, edit.new.as_bytes())?;
            }
            Ok(_) | Err(_) => outcome.skipped.push(edit.path.clone()),
        }
    }
    if let (Some(index), 1..) = (&journal.index, steps)
        && let Ok((repository, _)) = Repository::of(root)
        && let Err(error) = repository.update_index(&index.moved, &index.changed)
    {
        outcome.index_error = Some(error.to_string());
    }
    Ok(outcome)
}

/// Takes back renames, the last one first.
fn undo(writer: &ArchiveWriter, renames: &[(String, String)]) -> Result<(), Error> {
    for (from, to) in renames.iter().rev() {
        writer.move_entry(to, from)?;
    }
    Ok(())
}

/// Removes the journal, then what is around it.
fn clear(writer: &ArchiveWriter, root: &Path) -> Result<(), Error> {
    writer.remove(JOURNAL)?;
    writer.remove(IGNORE)?;
    // Somebody may have put something there.
    let _ = fs::remove_dir(root.join(FOLDER));
    Ok(())
}

/// How the index of a repository follows a move.
fn index_change(repository: &Repository, plan: &MovePlan) -> Result<IndexChange, Error> {
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

#[cfg(test)]
mod tests;
