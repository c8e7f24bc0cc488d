//! Files that come and go one at a time: what a preview shows besides its pages. Nobody reads the folder itself.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{platform, site_path};
use crate::error::{Error, Operation, UsageError};

/// A folder of files by their paths in a site. Each is replaced in one step, so that who reads the old one reads it
/// to its end.
pub struct TempStore {
    folder: PathBuf,
    passing: AtomicUsize,
}

impl TempStore {
    /// In a folder that is ours alone.
    #[must_use]
    pub fn new(folder: PathBuf) -> TempStore {
        TempStore { folder, passing: AtomicUsize::new(0) }
    }

    /// Puts a file at a path of the site.
    ///
    /// # Errors
    /// When the path does not work on every system, or the disk refuses.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        self.place(path, |to| fs::write(to, bytes))
    }

    /// Puts a copy of the file `from` there.
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

    /// Takes a file away; who reads it reads it to its end.
    pub fn remove(&self, path: &str) {
        if site_path::is_sound(path) {
            // What cannot be removed goes with the folder.
            let _ = fs::remove_file(self.folder.join(path));
        }
    }

    fn place(&self, path: &str, fill: impl FnOnce(&Path) -> io::Result<()>) -> Result<(), Error> {
        if !site_path::is_sound(path) {
            return Err(UsageError::SitePath { path: path.to_owned() }.into());
        }
        let to = self.folder.join(path);
        // A name that no route of a site gives.
        let passing =
            self.folder.join(format!("passing~{}", self.passing.fetch_add(1, Ordering::Relaxed)));
        let made = to
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fill(&passing))
            .and_then(|()| platform::rename(&passing, &to));
        if made.is_err() {
            let _ = fs::remove_file(&passing);
        }
        made.map_err(Error::io(Operation::Write, &to))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn a_file_is_replaced_under_its_readers() {
        let home = tempfile::tempdir().unwrap();
        let loose = TempStore::new(home.path().join("files"));
        loose.put("a/b.txt", b"old").unwrap();
        let (mut reading, size) = loose.open("a/b.txt").unwrap();
        loose.put("a/b.txt", b"newer").unwrap();
        let mut text = String::new();
        reading.read_to_string(&mut text).unwrap();
        assert_eq!((text.as_str(), size), ("old", 3));
        assert_eq!(loose.open("a/b.txt").unwrap().1, 5);
        loose.copy("c.txt", &home.path().join("files/a/b.txt")).unwrap();
        assert_eq!(loose.open("c.txt").unwrap().1, 5);
        loose.remove("c.txt");
        assert!(loose.open("c.txt").is_none());
        let left: Vec<_> = fs::read_dir(home.path().join("files")).unwrap().collect();
        assert_eq!(left.len(), 1, "nothing passing is left: {left:?}");
    }

    #[test]
    fn no_path_leaves_the_folder() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("secret"), "x").unwrap();
        let loose = TempStore::new(home.path().join("files"));
        for path in ["../secret", "/etc/passwd", "a/../../secret", "", "con"] {
            assert!(loose.put(path, b"x").is_err(), "{path}");
            assert!(loose.open(path).is_none(), "{path}");
        }
        assert_eq!(fs::read(home.path().join("secret")).unwrap(), b"x");
    }
}
