//! Carries out a move, or the writing of several files that belong together, all or nothing: what is to be done is
//! written to a journal first, and a run that was killed is finished by the next one.
//!
//! The journal is one file, which is complete or not there. Until it is written nothing has changed; from then on every
//! step can be done again, so that whoever finds the journal does all of them. It is not in the cache, which people may
//! remove at any time.

mod repository;

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};

pub(crate) use repository::MoveRepository;
use repository::{IndexChange, git_failed, index_change, retry_index, update_index};

use super::registers::lock_archive;
use crate::error::{Error, Operation, UsageError};
use crate::output::{ArchiveWriter, is_temporary};
use crate::relocate::MovePlan;
use crate::source::git::Repository;

/// The folder of the journal, in the root of an archive. Git ignores it.
const FOLDER: &str = ".guidang-move";
const JOURNAL: &str = ".guidang-move/journal.json";
const IGNORE: &str = ".guidang-move/.gitignore";
/// The most bytes of a journal.
const LIMIT: u64 = 256 << 20;

/// What is to be done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Journal {
    /// Files and folders with their old and new paths.
    renames: Vec<(String, String)>,
    /// Files with their old and new texts, by their new paths.
    edits: Vec<Edit>,
    /// Files that are copied, whatever their bytes, and the paths of the copies.
    #[serde(default)]
    copies: Vec<(String, String)>,
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

/// What a move did besides moving.
#[derive(Debug, Default)]
pub(crate) struct MoveOutcome {
    /// Whether the repository will commit the move as one.
    pub(crate) is_staged: bool,
    /// Why git's index is not up to date, where it should be.
    pub(crate) index_error: Option<Error>,
    /// Files that were changed by somebody else meanwhile, and left alone.
    pub(crate) skipped: Vec<String>,
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
        Some(repository) => {
            let change = index_change(repository, plan);
            Some(change.map_err(|error| git_failed(root, error))?)
        }
        None => None,
    };
    let journal = Journal::of(plan, index);
    let is_staged = journal.index.as_ref().is_some_and(IndexChange::is_any);
    let done = carry_out_journal(writer, root, &journal)?;
    Ok(MoveOutcome { is_staged: is_staged && done.index_error.is_none(), ..done })
}

/// Files that are written together, by their paths below the root.
#[derive(Debug, Clone, Default)]
pub(crate) struct FilesTogether<'a> {
    /// Texts with their paths.
    pub(crate) texts: Vec<(&'a str, &'a [u8])>,
    /// Files that are copied as they are, and the paths of the copies, at which there is nothing yet.
    pub(crate) copies: Vec<(&'a str, &'a str)>,
}

/// Writes texts and copies: all of them or none, whenever the run is killed.
///
/// # Errors
/// When the disk refuses: then none is written, or the next run finishes what was begun.
pub(crate) fn write_together(
    writer: &ArchiveWriter,
    root: &Path,
    files: &FilesTogether<'_>,
) -> Result<(), Error> {
    let mut journal = Journal::default();
    for (from, to) in &files.copies {
        journal.copies.push(((*from).to_owned(), (*to).to_owned()));
    }
    for (path, bytes) in &files.texts {
        let old = match fs::read(root.join(path)) {
            Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(Error::io(Operation::Read, &root.join(path))(error)),
        };
        let new = String::from_utf8_lossy(bytes).into_owned();
        journal.edits.push(Edit { path: (*path).to_owned(), old, new });
    }
    carry_out_journal(writer, root, &journal).map(drop)
}

/// What was left of an interrupted run, and what became of it.
#[derive(Debug, Default)]
pub(crate) struct Recovery {
    /// Whether files were still to be changed; else only git's index was left.
    pub(crate) had_files: bool,
    pub(crate) outcome: MoveOutcome,
    /// The paths that git has to look at, below the root, where its index could not be written.
    pub(crate) to_stage: Vec<String>,
}

/// Finishes a move that was interrupted, if there is one. As long as git's index cannot be written, every run tries again.
///
/// # Errors
/// When another program is moving something right now; when the disk refuses.
pub(crate) fn recover(root: &Path) -> Result<Option<Recovery>, Error> {
    let path = root.join(JOURNAL);
    if path.symlink_metadata().is_err() {
        clear_leftovers(root);
        return Ok(None);
    }
    let unfinished = |error| explained(error, Operation::Resume);
    let writer = lock_archive(root, "move").map_err(unfinished)?;
    let Some(journal) = read(&path)? else {
        clear(&writer, root)?;
        return Ok(None);
    };
    let had_files = journal.has_files();
    let mut outcome = match (&journal.index, had_files) {
        (Some(index), false) => {
            let index_error = retry_index(root, index).err();
            MoveOutcome { index_error, ..MoveOutcome::default() }
        }
        _ => apply(&writer, root, &journal, usize::MAX, &mut Changed::default())
            .map_err(unfinished)?,
    };
    let has_index = journal.index.as_ref().is_some_and(IndexChange::is_any);
    outcome.is_staged = has_index && outcome.index_error.is_none();
    end(&writer, root, &journal, &outcome).map_err(unfinished)?;
    let to_stage = match (&outcome.index_error, journal.index) {
        (Some(_), Some(index)) => index.to_stage(root),
        _ => Vec::new(),
    };
    Ok(Some(Recovery { had_files, outcome, to_stage }))
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

/// Ends a change whose files are done: the journal goes, or is left with what git's index still has to follow.
fn end(
    writer: &ArchiveWriter,
    root: &Path,
    journal: &Journal,
    outcome: &MoveOutcome,
) -> Result<(), Error> {
    if outcome.index_error.is_none() {
        return clear(writer, root);
    }
    if !journal.has_files() {
        return Ok(());
    }
    let left = Journal { index: journal.index.clone(), ..Journal::default() };
    writer.replace(JOURNAL, &serde_json::to_vec(&left).unwrap_or_default())
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
        let mut journal = Journal { index, ..Journal::default() };
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

    /// Whether files are to be changed.
    fn has_files(&self) -> bool {
        !self.renames.is_empty() || !self.edits.is_empty() || !self.copies.is_empty()
    }

    /// Whether every path is one below `content/`.
    fn stays_in_content(&self) -> bool {
        for (from, to) in self.renames.iter().chain(&self.copies) {
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

/// What steps of a journal have changed so far, so that it can be taken back.
#[derive(Debug, Default)]
struct Changed {
    /// How many of the renames are done.
    renames: usize,
    /// The files that were written, with the bytes that they had.
    files: Vec<(String, Option<Vec<u8>>)>,
    /// The folders that were not there before, each before those in it.
    folders: Vec<String>,
}

impl Changed {
    /// Notes the folders above a path that are not there yet: whatever is put there makes them.
    fn note_folders(&mut self, root: &Path, path: &str) {
        for (end, _) in path.match_indices('/') {
            let folder = &path[..end];
            if root.join(folder).symlink_metadata().is_err() {
                self.folders.push(folder.to_owned());
            }
        }
    }

    /// Makes everything as it was, the last change first.
    fn take_back(
        &self,
        writer: &ArchiveWriter,
        root: &Path,
        journal: &Journal,
    ) -> Result<(), Error> {
        for (path, old) in self.files.iter().rev() {
            match old {
                Some(bytes) => writer.replace(path, bytes)?,
                None => writer.remove(path)?,
            }
        }
        let renames = journal.renames.get(..self.renames).unwrap_or_default();
        for (from, to) in renames.iter().rev() {
            writer.move_entry(to, from)?;
        }
        for folder in self.folders.iter().rev() {
            // Somebody may have put something there.
            let _ = fs::remove_dir(root.join(folder));
        }
        Ok(())
    }
}

/// Does all steps of a journal that was just written, or none.
///
/// # Errors
/// When the disk refuses: then nothing is changed. Where it refuses that too, the journal stays, and the next run finishes
/// what was begun.
fn carry_out_journal(
    writer: &ArchiveWriter,
    root: &Path,
    journal: &Journal,
) -> Result<MoveOutcome, Error> {
    let bytes = serde_json::to_vec(journal).unwrap_or_default();
    let noted = writer.replace(IGNORE, b"*\n").and_then(|()| writer.replace(JOURNAL, &bytes));
    if let Err(error) = noted {
        let _ = clear(writer, root);
        return Err(explained(error, Operation::Together));
    }
    let mut changed = Changed::default();
    match apply(writer, root, journal, usize::MAX, &mut changed) {
        Ok(outcome) => {
            end(writer, root, journal, &outcome)?;
            Ok(outcome)
        }
        Err(error) => match changed.take_back(writer, root, journal) {
            Ok(()) => {
                clear(writer, root)?;
                Err(explained(error, Operation::Together))
            }
            Err(_) => Err(explained(error, Operation::Resume)),
        },
    }
}

/// An error of the disk with what it means for the whole change.
fn explained(error: Error, operation: Operation) -> Error {
    match error {
        Error::Io { path, source, .. } => Error::Io { operation, path, source },
        Error::Usage(UsageError::IsALink { path }) if operation == Operation::Resume => {
            Error::Io { operation, path, source: ErrorKind::NotADirectory.into() }
        }
        Error::Usage(UsageError::Exists { path }) if operation == Operation::Resume => {
            Error::Io { operation, path, source: ErrorKind::AlreadyExists.into() }
        }
        error @ Error::Usage(_) => error,
    }
}

/// Does the first `most` steps of a journal, and notes what it changes. Each can be done again.
fn apply(
    writer: &ArchiveWriter,
    root: &Path,
    journal: &Journal,
    most: usize,
    changed: &mut Changed,
) -> Result<MoveOutcome, Error> {
    let mut outcome = MoveOutcome::default();
    let mut steps = most;
    for (from, to) in &journal.renames {
        if steps == 0 {
            return Ok(outcome);
        }
        steps -= 1;
        changed.note_folders(root, to);
        writer.move_entry(from, to)?;
        changed.renames += 1;
    }
    for (from, to) in &journal.copies {
        if steps == 0 {
            return Ok(outcome);
        }
        steps -= 1;
        copy(writer, root, (from, to), changed)?;
    }
    for edit in &journal.edits {
        if steps == 0 {
            return Ok(outcome);
        }
        steps -= 1;
        let old = edit.old.as_deref();
        let before = match fs::read(root.join(&edit.path)) {
            Ok(bytes) if bytes == edit.new.as_bytes() => continue,
            // The journal holds texts as UTF-8: bytes of another encoding are replaced in it.
            Ok(bytes) if old.is_some_and(|old| String::from_utf8_lossy(&bytes) == old) => {
                Some(bytes)
            }
            Err(error) if error.kind() == ErrorKind::NotFound && old.is_none() => None,
            Ok(_) | Err(_) => {
                outcome.skipped.push(edit.path.clone());
                continue;
            }
        };
        changed.note_folders(root, &edit.path);
        writer.replace(&edit.path, edit.new.as_bytes())?;
        changed.files.push((edit.path.clone(), before));
    }
    if let (Some(index), 1..) = (&journal.index, steps)
        && let Err(error) = update_index(root, index)
    {
        outcome.index_error = Some(error);
    }
    Ok(outcome)
}

/// Copies a file. A copy that is there already was made by the run that was interrupted.
fn copy(
    writer: &ArchiveWriter,
    root: &Path,
    (from, to): (&str, &str),
    changed: &mut Changed,
) -> Result<(), Error> {
    let from = root.join(from);
    let bytes = fs::read(&from).map_err(Error::io(Operation::Read, &from))?;
    if fs::read(root.join(to)).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    changed.note_folders(root, to);
    writer.create(to, &bytes)?;
    changed.files.push((to.to_owned(), None));
    Ok(())
}

/// Removes the journal, then what is around it.
fn clear(writer: &ArchiveWriter, root: &Path) -> Result<(), Error> {
    writer.remove(JOURNAL)?;
    writer.remove(IGNORE)?;
    remove_temporary_files(writer, root)?;
    // Somebody may have put something there.
    let _ = fs::remove_dir(root.join(FOLDER));
    Ok(())
}

/// Removes what a run left that was killed while it wrote the journal.
fn remove_temporary_files(writer: &ArchiveWriter, root: &Path) -> Result<(), Error> {
    let Ok(entries) = fs::read_dir(root.join(FOLDER)) else { return Ok(()) };
    for entry in entries.flatten() {
        if let Some(name) = entry.file_name().to_str()
            && is_temporary(name)
        {
            writer.remove(&format!("{FOLDER}/{name}"))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
