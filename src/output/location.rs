//! The output folder: its path, and whether it is ours to replace.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf, absolute};

use super::platform;
use crate::error::{Error, Operation, UsageError};

/// The file that marks a folder as written by guidang: only a folder with it is ever replaced.
pub const MARKER: &str = ".guidang";

/// The one file in it that belongs to the user, and is kept in each new site.
pub(super) const IGNORE: &str = ".gitignore";

/// The folder of a site.
pub(super) struct Output {
    /// As the user gave it, for messages.
    pub(super) shown: PathBuf,
    /// Absolute, without symbolic links.
    pub(super) real: PathBuf,
    /// The folder that it is in.
    pub(super) parent: PathBuf,
}

impl Output {
    /// Finds the output, which need not exist yet, and refuses one that overlaps the sources.
    pub(super) fn find(shown: &Path, sources: &[&Path]) -> Result<Output, Error> {
        let real = resolve(shown).map_err(Error::io(Operation::Stage, shown))?;
        for sources in sources {
            let others = resolve(sources).map_err(Error::io(Operation::Stage, sources))?;
            if real.starts_with(&others) || others.starts_with(&real) {
                let (output, sources) = (shown.to_owned(), sources.to_path_buf());
                return Err(UsageError::Overlaps { output, sources }.into());
            }
        }
        match (real.parent(), real.file_name()) {
            (Some(parent), Some(_)) => {
                Ok(Output { shown: shown.to_owned(), parent: parent.to_owned(), real })
            }
            _ => Err(UsageError::MountPoint { path: shown.to_owned() }.into()),
        }
    }

    /// Whether there is anything at its path now.
    pub(super) fn exists(&self) -> bool {
        self.real.symlink_metadata().is_ok()
    }

    /// The `.gitignore` in the output, if it is a file and no symbolic link.
    pub(super) fn ignore(&self) -> Option<Vec<u8>> {
        let path = self.real.join(IGNORE);
        path.symlink_metadata().ok().filter(fs::Metadata::is_file)?;
        fs::read(&path).ok()
    }

    /// Refuses a folder that someone else filled. One that does not exist, is empty, has nothing but a `.gitignore`, or
    /// has our marker may be replaced.
    pub(super) fn must_be_ours(&self) -> Result<(), Error> {
        let path = self.shown.clone();
        match fs::metadata(&self.real) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(Error::io(Operation::Stage, &path)(error)),
            Ok(metadata) if !metadata.is_dir() => {
                return Err(UsageError::NotAFolder { path }.into());
            }
            Ok(_) => {}
        }
        if platform::is_mount_point(&self.real, &self.parent) {
            return Err(UsageError::MountPoint { path }.into());
        }
        if self.real.join(".git").symlink_metadata().is_ok() {
            return Err(UsageError::Repository { path }.into());
        }
        // Another process may be removing the very folder that is listed: a second look finds the new one.
        let is_ours = self.is_ours().and_then(|is_ours| Ok(is_ours || self.is_ours()?));
        match is_ours.map_err(Error::io(Operation::List, &path))? {
            true => Ok(()),
            false => Err(UsageError::NotOurs { path }.into()),
        }
    }

    /// Whether the folder has our marker, or nothing but a `.gitignore`.
    fn is_ours(&self) -> io::Result<bool> {
        let entries = match fs::read_dir(&self.real) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(true),
            entries => entries?,
        };
        let mut has_others = false;
        for entry in entries {
            let entry = entry?;
            if entry.file_name() == MARKER && entry.file_type().is_ok_and(|kind| kind.is_file()) {
                return Ok(true);
            }
            has_others |= entry.file_name() != IGNORE;
        }
        Ok(!has_others)
    }
}

/// The real path of something that may not exist yet. A symbolic link to nowhere is followed: the site that it leads to
/// may have been set aside by a process that was killed.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    match path.canonicalize() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let path = absolute(path)?;
            let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
                return Err(error);
            };
            match fs::read_link(&path) {
                Ok(target) => resolve(&parent.join(target)),
                Err(_) => Ok(resolve(parent)?.join(name)),
            }
        }
        done => done,
    }
}
