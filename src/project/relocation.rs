//! Carries out a move, all or nothing: what is to be done is written to a journal first, and a run that was killed is
//! finished by the next one.
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
use crate::relocate::MovePlan;
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
    old: String,
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
    let mut paths: Vec<String> = plan.renames.iter().map(|rename| rename.from.clone()).collect();
    for edit in &plan.edits {
        if !plan.renames.iter().any(|rename| is_below(&edit.path, &rename.to)) {
            paths.push(edit.path.clone());
        }
    }
    paths
}

fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
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
    let journal = Journal {
        renames: plan
            .renames
            .iter()
            .map(|rename| (rename.from.clone(), rename.to.clone()))
            .collect(),
        edits: plan.edits.iter().map(edit).collect(),
        index,
    };
    let bytes = serde_json::to_vec(&journal).unwrap_or_default();
    writer.replace(IGNORE, b"*\n")?;
    writer.replace(JOURNAL, &bytes)?;
    let is_staged = journal.index.as_ref().is_some_and(IndexChange::is_any);
    let done = apply(writer, root, &journal, usize::MAX)?;
    clear(writer, root)?;
    Ok(MoveOutcome { is_staged: is_staged && done.index_error.is_none(), ..done })
}

fn edit(edit: &crate::relocate::FileEdit) -> Edit {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Edit { path: edit.path.clone(), old: text(&edit.old), new: text(&edit.new) }
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
    if root.join(IGNORE).symlink_metadata().is_err() {
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
    let failed = |error| Error::io(Operation::Read, path)(error);
    let bytes = match path.symlink_metadata() {
        Ok(about) if about.is_file() && about.len() <= LIMIT => fs::read(path).map_err(failed)?,
        Ok(_) => return Ok(None),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    let journal: Option<Journal> = serde_json::from_slice(&bytes).ok();
    Ok(journal.filter(Journal::stays_in_content))
}

impl Journal {
    /// Whether every path is one below `content/`.
    fn stays_in_content(&self) -> bool {
        let renames = self.renames.iter().flat_map(|(from, to)| [from, to]);
        let mut paths = renames.chain(self.edits.iter().map(|edit| &edit.path));
        paths.all(|path| {
            let mut parts = path.split('/');
            let is_part =
                |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', '\0']);
            parts.next() == Some("content") && 1 < path.split('/').count() && parts.all(is_part)
        })
    }
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
        match fs::read(root.join(&edit.path)) {
            Ok(bytes) if bytes == edit.old.as_bytes() => {
                writer.replace(&edit.path, edit.new.as_bytes())?;
            }
            Ok(bytes) if bytes == edit.new.as_bytes() => {}
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
    let from_top = |path: &str| match prefix.as_str() {
        "" => path.to_owned(),
        prefix => format!("{prefix}/{path}"),
    };
    let entries = repository.index_entries(&touched(plan))?;
    let mut change = IndexChange { moved: String::new(), changed: Vec::new() };
    for (path, entry) in &entries {
        let renamed = plan.renames.iter().find_map(|rename| {
            let rest = path.strip_prefix(from_top(&rename.from).as_str())?;
            let is_there = rest.is_empty() || rest.starts_with('/');
            is_there.then(|| format!("{}{rest}", from_top(&rename.to)))
        });
        if let Some(new) = renamed {
            // An entry without a mode is taken out.
            let nothing = "0".repeat(entry.split(' ').nth(1).map_or(40, str::len));
            change.moved.push_str(&format!("0 {nothing}\t{path}\0{entry}\t{new}\0"));
        }
    }
    for edit in &plan.edits {
        let old = plan.renames.iter().find(|rename| is_below(&edit.path, &rename.to));
        let old = old.map_or_else(
            || edit.path.clone(),
            |rename| format!("{}{}", rename.from, &edit.path[rename.to.len()..]),
        );
        if entries.contains_key(&from_top(&old)) {
            change.changed.push(edit.path.clone());
        }
    }
    Ok(change)
}

#[cfg(test)]
mod tests;
