//! An archive as it would be with some files written and some removed.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use super::{FileStamp, HEAD, Source, head};
use crate::error::{Error, Operation};

/// Files that are written, and, as `None`, those that are removed.
pub type FileChanges = BTreeMap<String, Option<Arc<[u8]>>>;

/// A file on the disk that is to come into an archive.
#[derive(Debug, Clone)]
pub struct PlacedFile {
    /// Where it lies now, under a name that no other file gets.
    pub path: PathBuf,
    /// Its size in bytes.
    pub size: u64,
    /// Its stamp, unless a change could go unnoticed.
    pub stamp: Option<FileStamp>,
}

/// Such files, by the paths that they are to have.
pub type PlacedFiles = BTreeMap<String, PlacedFile>;

/// The files of an archive, with changes that are not written yet.
pub struct OverlaySource {
    base: Arc<dyn Source>,
    changes: FileChanges,
    placed: PlacedFiles,
}

impl OverlaySource {
    /// The files of `base` with these changes.
    #[must_use]
    pub fn new(base: Arc<dyn Source>, changes: FileChanges) -> OverlaySource {
        OverlaySource { base, changes, placed: PlacedFiles::new() }
    }

    /// Adds files that lie elsewhere on the disk. At the same path they take precedence over the changes.
    #[must_use]
    pub fn with_files(self, placed: PlacedFiles) -> OverlaySource {
        OverlaySource { placed, ..self }
    }
}

impl Source for OverlaySource {
    fn paths(&self) -> Vec<&str> {
        let mut paths = self.base.paths();
        paths.retain(|path| !self.changes.contains_key(*path) && !self.placed.contains_key(*path));
        let written = self
            .changes
            .iter()
            .filter(|(path, bytes)| bytes.is_some() && !self.placed.contains_key(path.as_str()));
        paths.extend(written.map(|(path, _)| path.as_str()));
        paths.extend(self.placed.keys().map(String::as_str));
        paths.sort_unstable();
        paths
    }

    fn others(&self) -> Vec<&str> {
        self.base.others()
    }

    fn litter(&self) -> Vec<&str> {
        self.base.litter()
    }

    fn on_disk(&self, path: &str) -> Option<PathBuf> {
        match self.placed.get(path) {
            Some(file) => Some(file.path.clone()),
            None if self.changes.contains_key(path) => None,
            None => self.base.on_disk(path),
        }
    }

    fn size(&self, path: &str) -> Option<u64> {
        if let Some(file) = self.placed.get(path) {
            return Some(file.size);
        }
        match self.changes.get(path) {
            Some(change) => change.as_ref().map(|bytes| bytes.len() as u64),
            None => self.base.size(path),
        }
    }

    fn head(&self, path: &str) -> Option<Vec<u8>> {
        if let Some(file) = self.placed.get(path) {
            return head(&file.path).ok();
        }
        match self.changes.get(path) {
            Some(change) => {
                change.as_ref().map(|bytes| bytes.iter().take(HEAD as usize).copied().collect())
            }
            None => self.base.head(path),
        }
    }

    fn stamp(&self, path: &str) -> Option<FileStamp> {
        match self.placed.get(path) {
            Some(file) => file.stamp,
            None if self.changes.contains_key(path) => None,
            None => self.base.stamp(path),
        }
    }

    fn stamped_name(&self, path: &str) -> String {
        match self.placed.get(path) {
            Some(file) => file.path.to_string_lossy().into_owned(),
            None => self.base.stamped_name(path),
        }
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, Error> {
        if let Some(file) = self.placed.get(path) {
            return fs::read(&file.path).map_err(Error::io(Operation::Read, path));
        }
        match self.changes.get(path) {
            Some(Some(bytes)) => Ok(bytes.to_vec()),
            Some(None) => {
                Err(Error::io(Operation::Read, path)(std::io::ErrorKind::NotFound.into()))
            }
            None => self.base.bytes(path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::MemorySource;

    #[test]
    fn changes_replace_add_and_remove_files() {
        let base: MemorySource =
            [("content/a", "old"), ("content/b", "b"), ("content/c", "c")].into_iter().collect();
        let mut changes = FileChanges::new();
        changes.insert("content/a".into(), Some(Arc::from(&b"new!"[..])));
        changes.insert("content/b".into(), None);
        changes.insert("content/b2".into(), Some(Arc::from(&b""[..])));
        let overlay = OverlaySource::new(Arc::new(base), changes);
        assert_eq!(overlay.paths(), ["content/a", "content/b2", "content/c"]);
        assert_eq!(overlay.bytes("content/a").unwrap(), b"new!");
        assert_eq!((overlay.size("content/a"), overlay.size("content/b")), (Some(4), None));
        assert!(overlay.bytes("content/b").is_err());
        assert_eq!(overlay.bytes("content/c").unwrap(), b"c");
    }

    #[test]
    fn files_that_lie_elsewhere_have_the_paths_that_they_will_have() {
        let base: MemorySource = [("content/a", "old"), ("content/b", "b")].into_iter().collect();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("0123");
        fs::write(&path, "sent").unwrap();
        let stamp = FileStamp::of_file(&path.metadata().unwrap()).ok();
        let file = PlacedFile { path: path.clone(), size: 4, stamp };
        let placed = PlacedFiles::from([("content/a".to_owned(), file)]);
        let overlay = OverlaySource::new(Arc::new(base), FileChanges::new()).with_files(placed);
        assert_eq!(overlay.paths(), ["content/a", "content/b"]);
        assert_eq!(overlay.bytes("content/a").unwrap(), b"sent");
        assert_eq!((overlay.size("content/a"), overlay.stamp("content/a")), (Some(4), stamp));
        assert_eq!(overlay.head("content/a").unwrap(), b"sent");
        assert_eq!(overlay.on_disk("content/a"), Some(path.clone()));
        assert_eq!(overlay.stamped_name("content/a"), path.to_string_lossy());
        assert_eq!(overlay.stamped_name("content/b"), "content/b");
    }
}
