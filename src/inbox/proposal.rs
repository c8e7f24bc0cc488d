//! An archive as it would be with some files written and some removed.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::error::{Error, Operation};
use crate::source::{FileStamp, Source};

/// Files that are written, and, as `None`, those that are removed.
pub(super) type FileChanges = BTreeMap<String, Option<Arc<[u8]>>>;

/// The files of an archive, with changes that are not written yet.
pub(super) struct ProposedContent {
    pub(super) base: Arc<dyn Source>,
    pub(super) changes: FileChanges,
}

impl Source for ProposedContent {
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
            Some(change) => change.as_ref().map(|bytes| bytes[..bytes.len().min(64)].to_vec()),
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
        let proposal = ProposedContent { base: Arc::new(base), changes };
        assert_eq!(proposal.paths(), ["content/a", "content/b2", "content/c"]);
        assert_eq!(proposal.bytes("content/a").unwrap(), b"new!");
        assert_eq!((proposal.size("content/a"), proposal.size("content/b")), (Some(4), None));
        assert!(proposal.bytes("content/b").is_err());
        assert_eq!(proposal.bytes("content/c").unwrap(), b"c");
    }
}
