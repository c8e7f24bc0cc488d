//! Temporary files that are added and removed one at a time: those that a preview serves next to its pages.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{platform, site_path};
use crate::error::{Error, Operation, UsageError};

/// A folder of files by their paths in a site. Each is replaced in one step, so that a reader of the old file reads it to
/// its end.
pub struct TempStore {
    folder: PathBuf,
    /// How many files were written so far.
    written: AtomicUsize,
}

impl TempStore {
    /// A store in a folder that nothing else uses.
    #[must_use]
    pub fn new(folder: PathBuf) -> TempStore {
        TempStore { folder, written: AtomicUsize::new(0) }
    }

    /// Writes a file at a path of the site.
    ///
    /// # Errors
    /// When the path does not work on every system, or the disk refuses.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        self.place(path, |to| fs::write(to, bytes))
    }

    /// Copies the file `from` to a path of the site.
    ///
    /// # Errors
    /// As [`TempStore::put`], or when `from` cannot be read.
    pub fn copy(&self, path: &str, from: &Path) -> Result<(), Error> {
        self.place(path, |to| fs::copy(from, to).map(drop))
    }

    /// A file, and its size.
    #[must_use]
    pub fn open(&self, path: &str) -> Option<(File, u64)> {
        let file = File::open(self.folder.join(path)).ok().filter(|_| site_path::is_sound(path))?;
        let about = file.metadata().ok().filter(fs::Metadata::is_file)?;
        Some((file, about.len()))
    }

    /// Removes a file. A reader that has it open reads it to its end.
    pub fn remove(&self, path: &str) {
        if site_path::is_sound(path) {
            // A file that cannot be removed is removed with the folder.
            let _ = fs::remove_file(self.folder.join(path));
        }
    }

    fn place(&self, path: &str, fill: impl FnOnce(&Path) -> io::Result<()>) -> Result<(), Error> {
        if !site_path::is_sound(path) {
            return Err(UsageError::SitePath { path: path.to_owned() }.into());
        }
        let to = self.folder.join(path);
        let number = self.written.fetch_add(1, Ordering::Relaxed);
        let temporary = self.folder.join(format!("temporary~{number}")); // no path of a site has a `~`
        let written = to
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fill(&temporary))
            .and_then(|()| platform::rename(&temporary, &to));
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        written.map_err(Error::io(Operation::Write, &to))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn a_reader_of_a_replaced_file_reads_the_old_one() {
        let home = tempfile::tempdir().unwrap();
        let store = TempStore::new(home.path().join("files"));
        store.put("a/b.txt", b"old").unwrap();
        let (mut reading, size) = store.open("a/b.txt").unwrap();
        store.put("a/b.txt", b"newer").unwrap();
        let mut text = String::new();
        reading.read_to_string(&mut text).unwrap();
        assert_eq!((text.as_str(), size), ("old", 3));
        assert_eq!(store.open("a/b.txt").unwrap().1, 5);
        store.copy("c.txt", &home.path().join("files/a/b.txt")).unwrap();
        assert_eq!(store.open("c.txt").unwrap().1, 5);
        store.remove("c.txt");
        assert!(store.open("c.txt").is_none());
        let left: Vec<_> = fs::read_dir(home.path().join("files")).unwrap().collect();
        assert_eq!(left.len(), 1, "no temporary file is left: {left:?}");
    }

    #[test]
    fn no_path_leaves_the_folder() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("secret"), "x").unwrap();
        let store = TempStore::new(home.path().join("files"));
        for path in ["../secret", "/etc/passwd", "a/../../secret", "", "con"] {
            assert!(store.put(path, b"x").is_err(), "{path}");
            assert!(store.open(path).is_none(), "{path}");
        }
        assert_eq!(fs::read(home.path().join("secret")).unwrap(), b"x");
    }
}
