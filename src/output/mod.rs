//! EDGE: the pages of a site come in one at a time, from several threads; a folder goes out, swapped
//! in whole. Knows bytes and paths and nothing of schools.
//!
//! A run killed at any moment leaves the old site or the new one, never a mixture. Files are not
//! forced to the disk one by one (it would take minutes): after a power cut, build again; files that
//! differ from what they should be are then written anew.

mod change;
mod output;
mod platform;
mod replace;
mod shadow_tree;
mod site_path;
mod staging;
mod swap;
mod temp_store;
mod tree_manifest;

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError, RwLock};
use std::time::SystemTime;

pub use change::Change;
pub use output::MARKER;
pub use replace::replace;
pub use shadow_tree::ShadowTree;
pub use temp_store::TempStore;
pub use tree_manifest::TreeManifest;

use output::{IGNORE, Output};
use staging::Staging;

use crate::error::{Error, Operation, UsageError};

/// What the marker says.
const MARK: &[u8] = b"guidang site 1\n";

/// A new site that grows beside the output, on the same disk, and takes its place when it is whole.
/// Dropped before, it is removed and the old site stays as it was.
pub struct Stage {
    output: Output,
    staging: Staging,
    site: PathBuf,
    has_old: bool,
    /// The old site's `.gitignore`.
    ignore: Option<Vec<u8>>,
    /// Folders made, e.g. `schools/a`.
    folders: RwLock<HashSet<String>>,
    /// Paths given, in lower case: a file is never written twice, as it may be the old site's too.
    taken: Mutex<HashSet<String>>,
    written: AtomicUsize,
    unchanged: AtomicUsize,
    can_link: AtomicBool,
    can_exchange: bool,
}

/// What publishing did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The folder, absolute.
    pub output: PathBuf,
    /// How many files are new or changed.
    pub written: usize,
    /// How many are as they were, and keep their modification time.
    pub unchanged: usize,
}

/// How a file of the old site can serve in the new one.
enum Kept {
    /// It is there: a second name for the same file.
    Linked,
    /// The bytes are the same, but the disk knows no second names: write, then set this time.
    Since(SystemTime),
    /// It differs or does not exist.
    No,
}

impl Stage {
    /// Begins a new site for `output`, which need not exist; a symbolic link is resolved first.
    /// `sources` are the folders that the output must not be, hold or lie in: `content/`, a theme.
    /// Also clears away what killed runs left behind.
    ///
    /// # Errors
    /// A usage fault for a folder that is not ours to replace, an input/output fault where the
    /// staging folder cannot be made.
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

    /// Adds a file with these bytes at a path of the site: `schools/bochang.html`. If the old site
    /// has it with the same bytes, it is taken over and keeps its modification time.
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

    /// Puts the new site in the place of the old one and removes the old one. A `.gitignore` in the
    /// old one goes over.
    ///
    /// # Errors
    /// When the old site cannot be replaced; it is then as it was.
    pub fn publish(self) -> Result<Published, Error> {
        let (written, unchanged) = (self.written.load(Relaxed), self.unchanged.load(Relaxed));
        let ignore = self.output.ignore().or_else(|| self.ignore.clone());
        if let (Some(bytes), Ok(())) = (ignore, self.reserve(IGNORE)) {
            self.write(IGNORE, &bytes).map_err(Error::io(Operation::Write, &self.shown(IGNORE)))?;
        }
        self.write(MARKER, MARK).map_err(Error::io(Operation::Write, &self.shown(MARKER)))?;
        let old = fs::metadata(&self.output.real).map(|it| it.permissions());
        if let Some(permissions) = old.ok().filter(|it| !it.readonly()) {
            // Who may read the old folder may read the new one; where that cannot be set, so be it.
            let _ = fs::set_permissions(&self.site, permissions);
        }
        swap::swap_in(&self.staging, &self.output, self.can_exchange)?;
        Ok(Published { output: self.output.real.clone(), written, unchanged })
    }

    /// Refuses a path that is unsound or taken, and makes the folder it lies in.
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

    /// Takes the file over from the old site, or makes it anew.
    fn place(
        &self,
        path: &str,
        size: u64,
        is_same: impl Fn(&mut File) -> io::Result<bool>,
        fill: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> io::Result<()> {
        let to = self.site.join(path);
        let kept = self.keep(path, &to, size, is_same)?;
        if matches!(kept, Kept::Linked) {
            self.unchanged.fetch_add(1, Relaxed);
            return Ok(());
        }
        // `create_new`, so that a file the old site shares can never be written to.
        let mut file = OpenOptions::new().write(true).create_new(true).open(&to)?;
        fill(&mut file)?;
        if let Kept::Since(time) = kept {
            file.set_modified(time)?;
            self.unchanged.fetch_add(1, Relaxed);
        } else {
            self.written.fetch_add(1, Relaxed);
        }
        Ok(())
    }

    /// Links the old site's file if it is the same.
    fn keep(
        &self,
        path: &str,
        to: &Path,
        size: u64,
        is_same: impl Fn(&mut File) -> io::Result<bool>,
    ) -> io::Result<Kept> {
        if !self.has_old {
            return Ok(Kept::No);
        }
        let old = self.output.real.join(path);
        if !old.symlink_metadata().is_ok_and(|it| it.is_file() && it.len() == size) {
            return Ok(Kept::No);
        }
        let Ok(mut file) = File::open(&old) else { return Ok(Kept::No) };
        let compared = file.metadata()?;
        if compared.len() != size || !is_same(&mut file).unwrap_or(false) {
            return Ok(Kept::No);
        }
        if self.can_link.load(Relaxed) {
            match fs::hard_link(&old, to) {
                Ok(()) if is_compared(to, &compared, &is_same) => return Ok(Kept::Linked),
                Ok(()) => return fs::remove_file(to).map(|()| Kept::No),
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Kept::No),
                Err(error) if error.kind() == ErrorKind::StorageFull => return Err(error),
                Err(_) => self.can_link.store(false, Relaxed),
            }
        }
        Ok(compared.modified().map_or(Kept::No, Kept::Since))
    }

    /// How a path of the site is named in messages: where it was to be in the end.
    fn shown(&self, path: &str) -> PathBuf {
        self.output.shown.join(path)
    }
}

/// Whether the link made is to the file that was compared: another run may replace the old site at
/// any moment, and the file behind the path with it.
fn is_compared(
    link: &Path,
    compared: &fs::Metadata,
    is_same: impl Fn(&mut File) -> io::Result<bool>,
) -> bool {
    let is_one = link.symlink_metadata().map(|it| platform::is_one_file(&it, compared));
    match is_one {
        Ok(Some(is_one)) => is_one,
        Ok(None) => File::open(link).and_then(|mut it| is_same(&mut it)).unwrap_or(false),
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
