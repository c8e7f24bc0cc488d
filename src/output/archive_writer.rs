//! The one writer of an archive's files: `number`, `seal`, `fmt`, `new` and the hooks write through it.
//!
//! The bytes go to a file with a random name beside the target, are forced to the disk, and the file takes the target's
//! name; then the folder is forced to the disk. A kill, a full disk or a power cut at any moment leaves the old file or
//! the new one, whole. No link is followed: an archive comes from people who may put a link where a file is expected.

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::archive_lock::ArchiveLock;
use super::folder_handle::{DiskFolder, EntryKind, WritableFolder};
use super::temporary_name::{is_temporary, temporary_name};
use crate::error::{Error, Operation, UsageError};

/// How many random names are tried before a folder is given up.
const ATTEMPTS: usize = 16;

/// Writes files below one folder, an archive's as a rule.
#[derive(Debug)]
pub struct ArchiveWriter<F = DiskFolder> {
    root: F,
    /// The folder as the user gave it, for messages.
    shown: PathBuf,
    lock: Option<ArchiveLock>,
}

/// How a file takes its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Placement {
    /// A name that is taken is an error.
    New,
    /// Where there is a file already, its permissions stay.
    Replace,
    /// As `Replace`, and everybody may run the file.
    Executable,
}

impl ArchiveWriter {
    /// A writer below a folder that needs no lock: a new archive, the hooks of a repository.
    ///
    /// # Errors
    /// When the folder cannot be opened.
    pub fn unlocked(root: &Path) -> Result<ArchiveWriter, Error> {
        let folder = DiskFolder::at(root).map_err(Error::io(Operation::Save, root))?;
        Ok(ArchiveWriter { root: folder, shown: root.to_owned(), lock: None })
    }

    /// The only writer of the archive in `root` as long as this value exists. The lock's file is in `lock_folder`;
    /// `command` is named to others that want to write. Temporary files that a killed process left are removed.
    ///
    /// # Errors
    /// When another program holds the lock for longer than three seconds, or a folder cannot be written.
    pub fn lock(root: &Path, lock_folder: &Path, command: &str) -> Result<ArchiveWriter, Error> {
        let lock = ArchiveLock::take(lock_folder, command)?;
        let mut writer = ArchiveWriter::unlocked(root)?;
        for leftover in &lock.leftovers {
            writer.remove_leftover(leftover);
        }
        writer.lock = Some(lock);
        Ok(writer)
    }
}

impl ArchiveWriter {
    /// Gives a file or a folder another path, at which there must be nothing. Folders on the way are created. Returns
    /// whether there was anything to move.
    ///
    /// # Errors
    /// A usage error when there is something at the new path, or a link on the way; when the disk refuses.
    pub(crate) fn move_entry(&self, from: &str, to: &str) -> Result<bool, Error> {
        let (from_folder, name) = from.rsplit_once('/').unwrap_or(("", from));
        let (to_folder, new_name) = to.rsplit_once('/').unwrap_or(("", to));
        let Some(source) = self.existing(from_folder).map_err(|error| self.failed(from, error))?
        else {
            return Ok(false);
        };
        let kind = must_be_a_name(name).and_then(|()| source.kind(name));
        match kind.map_err(|error| self.failed(from, error))? {
            Some(EntryKind::File | EntryKind::Folder) => {}
            Some(EntryKind::Other) => {
                return Err(self.failed(from, ErrorKind::NotADirectory.into()));
            }
            None => return Ok(false),
        }
        let moved = self.folder(to_folder).and_then(|target| {
            must_be_a_name(new_name)?;
            source.move_into(name, &target, new_name)?;
            target.sync()?;
            source.sync()
        });
        moved.map(|()| true).map_err(|error| self.failed(to, error))
    }

    /// Removes a file. One that is not there is no error.
    ///
    /// # Errors
    /// When there is a link on the way; when the disk refuses.
    pub(crate) fn remove(&self, path: &str) -> Result<(), Error> {
        let (parents, name) = path.rsplit_once('/').unwrap_or(("", path));
        let removed = match self.existing(parents) {
            Ok(Some(folder)) => match folder.kind(name) {
                Ok(Some(EntryKind::File)) => folder.remove(name).and_then(|()| folder.sync()),
                Ok(_) => Ok(()),
                Err(error) => Err(error),
            },
            Ok(None) => Ok(()),
            Err(error) => Err(error),
        };
        removed.map_err(|error| self.failed(path, error))
    }

    /// A folder below the root; `None` where it does not exist.
    fn existing(&self, path: &str) -> io::Result<Option<DiskFolder>> {
        let mut open = self.root.open(".")?;
        for part in path.split('/').filter(|part| !part.is_empty()) {
            must_be_a_name(part)?;
            match open.kind(part)? {
                Some(EntryKind::Folder) => open = open.open(part)?,
                Some(EntryKind::File | EntryKind::Other) => {
                    return Err(ErrorKind::NotADirectory.into());
                }
                None => return Ok(None),
            }
        }
        Ok(Some(open))
    }

    /// A folder below the root, which is created if need be.
    fn folder(&self, path: &str) -> io::Result<DiskFolder> {
        let mut open = self.root.open(".")?;
        for part in path.split('/').filter(|part| !part.is_empty()) {
            open = enter(&open, part)?;
        }
        Ok(open)
    }
}

impl<F: WritableFolder> ArchiveWriter<F> {
    /// Creates a file at a path below the root, such as `content/schools/a/visits/x.md`, and the folders on the way.
    ///
    /// # Errors
    /// A usage error when there is something at that path, or a link on the way; when the disk refuses.
    pub fn create(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        self.place(path, bytes, Placement::New)
    }

    /// Writes a file, in the place of an older one if there is one, whose permissions stay.
    ///
    /// # Errors
    /// A usage error when there is a link at that path or on the way; when the disk refuses. The old file stays then.
    pub fn replace(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        self.place(path, bytes, Placement::Replace)
    }

    /// Writes a script that everybody may run; otherwise as [`ArchiveWriter::replace`].
    ///
    /// # Errors
    /// As [`ArchiveWriter::replace`].
    pub fn replace_script(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        self.place(path, bytes, Placement::Executable)
    }

    fn place(&self, path: &str, bytes: &[u8], placement: Placement) -> Result<(), Error> {
        let (parents, name) = path.rsplit_once('/').unwrap_or(("", path));
        let mut open: Option<F> = None;
        let mut end = 0;
        for part in parents.split('/').filter(|part| !part.is_empty()) {
            end += part.len();
            let next = enter(open.as_ref().unwrap_or(&self.root), part);
            open = Some(next.map_err(|error| self.failed(&path[..end], error))?);
            end += 1;
        }
        let folder = open.as_ref().unwrap_or(&self.root);
        let written = self.write(folder, parents, name, bytes, placement);
        written.map_err(|error| self.failed(path, error))
    }

    fn write(
        &self,
        folder: &F,
        parents: &str,
        name: &str,
        bytes: &[u8],
        placement: Placement,
    ) -> io::Result<()> {
        must_be_a_name(name)?;
        match folder.kind(name)? {
            Some(EntryKind::Other) => return Err(ErrorKind::NotADirectory.into()),
            Some(EntryKind::Folder) => return Err(ErrorKind::IsADirectory.into()),
            Some(EntryKind::File) if placement == Placement::New => {
                return Err(ErrorKind::AlreadyExists.into());
            }
            Some(EntryKind::File) | None => {}
        }
        let (temporary, mut file) = self.create_temporary(folder, parents, name)?;
        let renamed = file
            .write_all(bytes)
            .and_then(|()| match placement {
                Placement::Executable => folder.make_executable(&file),
                Placement::New | Placement::Replace => Ok(()),
            })
            .and_then(|()| folder.sync_file(&file))
            .and_then(|()| folder.rename(&temporary, name, placement != Placement::New));
        drop(file);
        if renamed.is_err() {
            let _ = folder.remove(&temporary);
        }
        renamed.and_then(|()| folder.sync())
    }

    /// Creates a file with a random name, which is noted in the lock's file first.
    fn create_temporary(
        &self,
        folder: &F,
        parents: &str,
        like: &str,
    ) -> io::Result<(String, F::Handle)> {
        for _ in 0..ATTEMPTS {
            let name = temporary_name();
            if let Some(lock) = &self.lock {
                lock.note(&format!("{parents}/{name}"))?;
            }
            match folder.create_file(&name, like) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                created => return Ok((name, created?)),
            }
        }
        Err(ErrorKind::AlreadyExists.into())
    }

    /// Removes a temporary file, if the path names one below the root and no link is on the way.
    fn remove_leftover(&self, path: &str) {
        let (parents, name) = path.rsplit_once('/').unwrap_or(("", path));
        if !is_temporary(name) {
            return;
        }
        let mut open: Option<F> = None;
        for part in parents.split('/').filter(|part| !part.is_empty()) {
            let folder = open.as_ref().unwrap_or(&self.root);
            match must_be_a_name(part).and_then(|()| folder.open(part)) {
                Ok(next) => open = Some(next),
                Err(_) => return,
            }
        }
        let folder = open.as_ref().unwrap_or(&self.root);
        if folder.kind(name).is_ok_and(|kind| kind == Some(EntryKind::File)) {
            let _ = folder.remove(name);
        }
    }

    /// What stopped the writer at a path.
    fn failed(&self, path: &str, error: io::Error) -> Error {
        let path = self.shown.join(path);
        match error.kind() {
            ErrorKind::AlreadyExists => UsageError::Exists { path }.into(),
            ErrorKind::NotADirectory => UsageError::IsALink { path }.into(),
            _ => Error::io(Operation::Save, path)(error),
        }
    }
}

/// Opens a folder in another one, which is created if need be.
fn enter<F: WritableFolder>(folder: &F, name: &str) -> io::Result<F> {
    must_be_a_name(name)?;
    match folder.kind(name)? {
        Some(EntryKind::Folder) => {}
        Some(EntryKind::File | EntryKind::Other) => return Err(ErrorKind::NotADirectory.into()),
        None => {
            folder.create_folder(name)?;
            folder.sync()?;
        }
    }
    folder.open(name)
}

/// Refuses what is no single part of a path.
fn must_be_a_name(name: &str) -> io::Result<()> {
    let is_name = !matches!(name, "" | "." | "..") && !name.contains(['/', '\\', '\0']);
    if is_name { Ok(()) } else { Err(ErrorKind::InvalidFilename.into()) }
}

#[cfg(test)]
mod tests;
