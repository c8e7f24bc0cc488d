//! Files → a folder on disk, all or nothing. The files of a site come one at a time, from several threads. This module
//! knows bytes and paths, and nothing of schools.
//!
//! A process that is killed at any moment leaves the old site or the new one, never a mixture. Files are not forced to
//! the disk one by one, which would take minutes: after a power cut the next build writes the files that are damaged.

mod archive_lock;
mod archive_writer;
mod change;
mod folder_handle;
mod location;
mod platform;
mod shadow_tree;
mod site_path;
mod staging;
mod swap;
mod temp_store;
mod temporary_name;
mod tree_manifest;
mod whole_files;
mod work_folder;

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError, RwLock};
use std::time::SystemTime;

pub use archive_lock::LOCK_FILE;
pub use archive_writer::ArchiveWriter;
pub use change::Change;
pub use folder_handle::DiskFolder;
pub use location::MARKER;
pub use platform::is_read_only;
pub use shadow_tree::ShadowTree;
pub use temp_store::TempStore;
pub(crate) use temporary_name::is_temporary;
pub use tree_manifest::TreeManifest;
pub use whole_files::WholeFiles;
pub use work_folder::{WorkFolder, create_private_folder};

use location::{IGNORE, Output};
use staging::Staging;

use crate::error::{Error, Operation, UsageError};
use crate::source::FileStamp;

/// The bytes of the marker file.
const MARK: &[u8] = b"guidang site 1\n";

/// A new site that is written next to the output, on the same disk, and takes its place when it is complete. Dropped
/// before that, it is removed and the old site stays as it was.
pub struct Stage {
    output: Output,
    staging: Staging,
    site: PathBuf,
    has_old: bool,
    /// The old site's `.gitignore`.
    ignore: Option<Vec<u8>>,
    /// Folders that were created, such as `schools/a`.
    folders: RwLock<HashSet<String>>,
    /// Paths that were given, in lower case. A file is never written twice, because it may be the old site's too.
    taken: Mutex<HashSet<String>>,
    written: AtomicUsize,
    unchanged: AtomicUsize,
    can_link: AtomicBool,
    can_exchange: bool,
}

/// The result of publishing a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The folder, absolute.
    pub output: PathBuf,
    /// How many files are new or changed.
    pub written: usize,
    /// How many are unchanged, and keep their modification time.
    pub unchanged: usize,
    /// The stamp of the folder; `None` where the system does not report when folders change.
    root: Option<FileStamp>,
}

/// How a file of the old site can be used in the new one.
enum Reuse {
    /// It is in the new site, as a hard link.
    Linked,
    /// The bytes are the same, but the disk has no hard links: write them, then set this modification time.
    SameBytes(SystemTime),
    /// It differs or does not exist.
    Impossible,
}

impl Stage {
    /// Begins a new site for `output`, which need not exist; a symbolic link is resolved first. `sources` are the folders
    /// that the output must not be, contain or be in, such as `content/`. What killed processes left is removed.
    ///
    /// # Errors
    /// A usage error for a folder that is not ours to replace, an I/O error where the staging folder cannot be created.
    pub fn open(output: &Path, sources: &[&Path]) -> Result<Stage, Error> {
        let output = Output::find(output, sources)?;
        staging::clear_leftovers(&output);
        output.must_be_ours()?;
        fs::create_dir_all(&output.parent).map_err(Error::io(Operation::Stage, &output.shown))?;
        let staging =
            Staging::claim(&output).map_err(Error::io(Operation::Stage, &output.shown))?;
        Ok(Stage {
            site: staging.site(),
            has_old: output.exists(),
            ignore: output.ignore(),
            output,
            staging,
            folders: RwLock::default(),
            taken: Mutex::default(),
            written: AtomicUsize::new(0),
            unchanged: AtomicUsize::new(0),
            can_link: AtomicBool::new(true),
            can_exchange: true,
        })
    }

    /// Adds a file with these bytes at a path of the site, such as `schools/bochang.html`. If the old site has it with the
    /// same bytes, that file is used and keeps its modification time.
    ///
    /// # Errors
    /// When the path does not work on every system or was given before, or the disk refuses.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        self.reserve(path)?;
        self.write(path, bytes).map_err(Error::io(Operation::Write, &self.shown(path)))
    }

    /// Adds a copy of the file `from` at a path of the site; otherwise as [`Stage::put`].
    ///
    /// # Errors
    /// As [`Stage::put`], or when `from` cannot be read.
    pub fn copy(&self, path: &str, from: &Path) -> Result<(), Error> {
        self.reserve(path)?;
        let source = File::open(from).map_err(Error::io(Operation::Read, from))?;
        let size = source.metadata().map_err(Error::io(Operation::Read, from))?.len();
        let is_same = |old: &mut File| same_contents(old, &mut File::open(from)?, size);
        self.place(path, size, is_same, |to| io::copy(&mut &source, to).map(drop))
            .map_err(Error::io(Operation::Write, &self.shown(path)))
    }

    /// Replaces the old site by the new one, and removes the old one. A `.gitignore` in the old one is kept.
    ///
    /// # Errors
    /// When the old site cannot be replaced; it is unchanged then.
    pub fn publish(self) -> Result<Published, Error> {
        let (written, unchanged) = (self.written.load(Relaxed), self.unchanged.load(Relaxed));
        let ignore = self.output.ignore().or_else(|| self.ignore.clone());
        if let (Some(bytes), Ok(())) = (ignore, self.reserve(IGNORE)) {
            self.write(IGNORE, &bytes).map_err(Error::io(Operation::Write, &self.shown(IGNORE)))?;
        }
        self.write(MARKER, MARK).map_err(Error::io(Operation::Write, &self.shown(MARKER)))?;
        let old = fs::metadata(&self.output.real).map(|about| about.permissions());
        if let Some(permissions) = old.ok().filter(|permissions| !permissions.readonly()) {
            // The new folder has the permissions of the old one; where they cannot be set, it has its own.
            let _ = fs::set_permissions(&self.site, permissions);
        }
        let root = FileStamp::of_folder(&self.site).ok();
        swap::swap_in(&self.staging, &self.output, self.can_exchange)?;
        Ok(Published { output: self.output.real.clone(), written, unchanged, root })
    }

    /// Refuses a path that is unsound or was given before, and creates its folder.
    fn reserve(&self, path: &str) -> Result<(), Error> {
        if !site_path::is_sound(path) || path.eq_ignore_ascii_case(MARKER) {
            return Err(UsageError::SitePath { path: path.to_owned() }.into());
        }
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if !taken.insert(path.to_ascii_lowercase()) {
            return Err(UsageError::SameSitePath { path: path.to_owned() }.into());
        }
        drop(taken);
        let Some((folder, _)) = path.rsplit_once('/') else { return Ok(()) };
        if self.folders.read().unwrap_or_else(PoisonError::into_inner).contains(folder) {
            return Ok(());
        }
        fs::create_dir_all(self.site.join(folder))
            .map_err(Error::io(Operation::Write, &self.shown(folder)))?;
        self.folders.write().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned());
        Ok(())
    }

    fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let size = bytes.len() as u64;
        let is_same = |old: &mut File| same_contents(old, &mut { bytes }, size);
        self.place(path, size, is_same, |to| to.write_all(bytes))
    }

    /// Uses the file of the old site, or writes it.
    fn place(
        &self,
        path: &str,
        size: u64,
        is_same: impl Fn(&mut File) -> io::Result<bool>,
        fill: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> io::Result<()> {
        let to = self.site.join(path);
        let reuse = self.reuse(path, &to, size, is_same)?;
        if matches!(reuse, Reuse::Linked) {
            self.unchanged.fetch_add(1, Relaxed);
            return Ok(());
        }
        // `create_new`, so that a file that the old site shares is never written to.
        let mut file = OpenOptions::new().write(true).create_new(true).open(&to)?;
        fill(&mut file)?;
        if let Reuse::SameBytes(time) = reuse {
            file.set_modified(time)?;
            self.unchanged.fetch_add(1, Relaxed);
        } else {
            self.written.fetch_add(1, Relaxed);
        }
        Ok(())
    }

    /// Links the file of the old site if it has the same bytes.
    fn reuse(
        &self,
        path: &str,
        to: &Path,
        size: u64,
        is_same: impl Fn(&mut File) -> io::Result<bool>,
    ) -> io::Result<Reuse> {
        if !self.has_old {
            return Ok(Reuse::Impossible);
        }
        let old = self.output.real.join(path);
        if !old.symlink_metadata().is_ok_and(|about| about.is_file() && about.len() == size) {
            return Ok(Reuse::Impossible);
        }
        let Ok(mut file) = File::open(&old) else { return Ok(Reuse::Impossible) };
        let compared = file.metadata()?;
        if compared.len() != size || !is_same(&mut file).unwrap_or(false) {
            return Ok(Reuse::Impossible);
        }
        if self.can_link.load(Relaxed) {
            match fs::hard_link(&old, to) {
                Ok(()) if is_compared(to, &compared, &is_same) => return Ok(Reuse::Linked),
                Ok(()) => return fs::remove_file(to).map(|()| Reuse::Impossible),
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Reuse::Impossible),
                Err(error) if error.kind() == ErrorKind::StorageFull => return Err(error),
                Err(_) => self.can_link.store(false, Relaxed),
            }
        }
        Ok(compared.modified().map_or(Reuse::Impossible, Reuse::SameBytes))
    }

    /// A path of the site in messages: its place in the output.
    fn shown(&self, path: &str) -> PathBuf {
        self.output.shown.join(path)
    }
}

/// Whether a link that was made leads to the file that was compared: another process may replace the old site, and so
/// the file at the path, at any moment.
fn is_compared(
    link: &Path,
    compared: &fs::Metadata,
    is_same: impl Fn(&mut File) -> io::Result<bool>,
) -> bool {
    let is_one = link.symlink_metadata().map(|about| platform::is_one_file(&about, compared));
    match is_one {
        Ok(Some(is_one)) => is_one,
        Ok(None) => File::open(link).and_then(|mut file| is_same(&mut file)).unwrap_or(false),
        Err(_) => false,
    }
}

/// Whether the first `size` bytes of both are the same.
fn same_contents(a: &mut impl Read, b: &mut impl Read, size: u64) -> io::Result<bool> {
    let (mut left, mut right) = ([0; 16 * 1024], [0; 16 * 1024]);
    let mut rest = size;
    while 0 < rest {
        let part = usize::try_from(rest).unwrap_or(usize::MAX).min(left.len());
        let (left, right) = (&mut left[..part], &mut right[..part]);
        a.read_exact(left)?;
        b.read_exact(right)?;
        if left != right {
            return Ok(false);
        }
        rest -= part as u64;
    }
    Ok(true)
}

#[cfg(test)]
mod tests;
