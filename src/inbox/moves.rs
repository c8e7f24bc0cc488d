//! Moves what was handed in out of the way. A text and what belongs to it are several files: what is to be moved is noted
//! first, and the next run finishes what a killed one began.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::items::{Item, ItemKind, SchoolFolder};
use super::names;
use crate::bagit::path_problem;
use crate::error::{Error, Operation, UsageError};
use crate::output::ArchiveWriter;

/// The note of moves that are not finished, in a school's folder.
const NOTE: &str = ".guidang-moves.json";
/// The most bytes of it.
const MOST_BYTES: u64 = 1024 * 1024;

/// A move within a school's folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Move {
    from: String,
    to: String,
}

/// The name under which an item is kept in a folder of its school's: its own, with a number where that is taken.
pub(super) fn free_name(item: &Item, folder: &str) -> String {
    let folder = item.folder.path.join(folder);
    let (name, mut number) = (item.name(), 1);
    let (stem, ending) = match item.kind {
        ItemKind::Folder => (name, ""),
        _ => name.split_at(names::stem(name).len()),
    };
    let mut free = name.to_owned();
    while folder.join(&free).symlink_metadata().is_ok() {
        number += 1;
        free = format!("{stem} ({number}){ending}");
    }
    free
}

/// Moves an item, with what belongs to it, into a folder of its school's under a name that is free there.
pub(super) fn move_item(item: &Item, folder: &str, name: &str) -> Result<(), Error> {
    let mut moves = vec![Move { from: item.path.clone(), to: format!("{folder}/{name}") }];
    let parent =
        item.path.rsplit_once('/').map_or(String::new(), |(parent, _)| format!("{parent}/"));
    for companion in &item.companions {
        let ending = companion.strip_prefix(names::stem(item.name())).unwrap_or_default();
        let to = format!("{folder}/{}{ending}", names::stem(name));
        moves.push(Move { from: format!("{parent}{companion}"), to });
    }
    let base = &item.folder.path;
    let is_one = moves.len() == 1;
    if !is_one {
        let note = serde_json::to_vec(&moves).unwrap_or_default();
        ArchiveWriter::unlocked(base)?.replace(NOTE, &note)?;
    }
    for one in &moves {
        carry_out(base, one)?;
    }
    if is_one { Ok(()) } else { remove(&base.join(NOTE)) }
}

/// Finishes the moves that a killed run began. What the note says is not trusted: a school may write it.
pub(super) fn finish(folder: &SchoolFolder) -> Result<(), Error> {
    let note = folder.path.join(NOTE);
    match note.symlink_metadata() {
        Ok(about) if about.is_file() && about.len() <= MOST_BYTES => {}
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        _ => return Err(UsageError::IsALink { path: note }.into()),
    }
    let bytes = fs::read(&note).map_err(Error::io(Operation::Read, &note))?;
    let moves: Vec<Move> = serde_json::from_slice(&bytes).unwrap_or_default();
    for one in &moves {
        let top = one.to.split('/').next().unwrap_or_default();
        let is_sound = path_problem(&one.from).is_none() && path_problem(&one.to).is_none();
        let is_ours = names::TAKEN.is(top) || names::RETURNED.is(top);
        if is_sound && is_ours && folder.path.join(&one.from).symlink_metadata().is_ok() {
            carry_out(&folder.path, one)?;
        }
    }
    remove(&note)
}

fn carry_out(base: &Path, one: &Move) -> Result<(), Error> {
    let (folder, name) = one.to.rsplit_once('/').unwrap_or(("", &one.to));
    let to = own_folder(base, folder)?.join(name);
    if to.symlink_metadata().is_ok() {
        return Err(UsageError::Exists { path: to }.into());
    }
    let from = base.join(&one.from);
    match fs::rename(&from, to) {
        // Somebody took it away in between.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        result => result.map_err(Error::io(Operation::Save, from)),
    }
}

fn remove(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(Error::io(Operation::Save, path)(error))
        }
        _ => Ok(()),
    }
}

/// A folder below a school's, created where need be. A link on the way is refused: the inbox may be on a shared disk.
fn own_folder(base: &Path, below: &str) -> Result<PathBuf, Error> {
    let mut path = base.to_owned();
    for part in below.split('/') {
        path.push(part);
        match path.symlink_metadata() {
            Ok(about) if about.is_dir() => {}
            Ok(_) => return Err(UsageError::IsALink { path }.into()),
            Err(_) => fs::create_dir(&path).map_err(Error::io(Operation::Save, &path))?,
        }
    }
    Ok(path)
}
