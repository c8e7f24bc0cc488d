//! An archive as it would be with some files written and some removed.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::{FileStamp, HEAD, Source};
use crate::error::{Error, Operation};

/// Files that are written, and, as `None`, those that are removed.
pub type FileChanges = BTreeMap<String, Option<Arc<[u8]>>>;

/// The files of an archive, with changes that are not written yet.
pub struct OverlaySource {
    base: Arc<dyn Source>,
    changes: FileChanges,
}

impl OverlaySource {
    /// The files of `base` with these changes.
    #[must_use]
    pub fn new(base: Arc<dyn Source>, changes: FileChanges) -> OverlaySource {
        OverlaySource { base, changes }
    }
}

impl Source for OverlaySource {
    fn paths(&self) -> Vec<&str> {
        let mut paths = self.base.paths();
        paths.retain(|path| !self.changes.contains_key(*path));
        let written = self.changes.iter().filter(|(_, bytes)| bytes.is_some());
        paths.extend(written.map(|(path, _)| path.as_str()));
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
        if self.changes.contains_key(path) { None } else { self.base.on_disk(path) }
    }

    fn size(&self, path: &str) -> Option<u64> {
        match self.changes.get(path) {
            Some(change) => change.as_ref().map(|bytes| bytes.len() as u64),
            None => self.base.size(path),
        }
    }

    fn head(&self, path: &str) -> Option<Vec<u8>> {
        match self.changes.get(path) {
            Some(change) => {
                change.as_ref().map(|bytes| bytes.iter().take(HEAD as usize).copied().collect())
            }
            None => self.base.head(path),
        }
    }

    fn stamp(&self, path: &str) -> Option<FileStamp> {
        if self.changes.contains_key(path) { None } else { self.base.stamp(path) }
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, Error> {
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
}
