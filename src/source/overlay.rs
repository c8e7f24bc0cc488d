//! The files of a source with some changed or added in memory: what an archive would be after a command.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::{FileStamp, Source};
use crate::error::Error;

/// A source, and the files that replace its own or are added to them.
pub struct OverlaySource {
    base: Arc<dyn Source>,
    files: BTreeMap<String, Vec<u8>>,
}

impl OverlaySource {
    /// The files of `base` with these.
    #[must_use]
    pub fn new(base: Arc<dyn Source>, files: BTreeMap<String, Vec<u8>>) -> OverlaySource {
        OverlaySource { base, files }
    }
}

impl Source for OverlaySource {
    fn paths(&self) -> Vec<&str> {
        let mut paths = self.base.paths();
        paths.extend(self.files.keys().map(String::as_str));
        paths.sort_unstable();
        paths.dedup();
        paths
    }

    fn others(&self) -> Vec<&str> {
        self.base.others()
    }

    fn litter(&self) -> Vec<&str> {
        self.base.litter()
    }

    fn on_disk(&self, path: &str) -> Option<PathBuf> {
        if self.files.contains_key(path) { None } else { self.base.on_disk(path) }
    }

    fn size(&self, path: &str) -> Option<u64> {
        match self.files.get(path) {
            Some(bytes) => Some(bytes.len() as u64),
            None => self.base.size(path),
        }
    }

    fn stamp(&self, path: &str) -> Option<FileStamp> {
        if self.files.contains_key(path) { None } else { self.base.stamp(path) }
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, Error> {
        match self.files.get(path) {
            Some(bytes) => Ok(bytes.clone()),
            None => self.base.bytes(path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::MemorySource;
    use super::*;

    #[test]
    fn files_replace_those_of_the_source() {
        let base: MemorySource = [("content/a", "old"), ("content/c", "c")].into_iter().collect();
        let files = [("content/a", "new!"), ("content/b", "b")];
        let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
        let overlay = OverlaySource::new(Arc::new(base), files.into_iter().collect());
        assert_eq!(overlay.paths(), ["content/a", "content/b", "content/c"]);
        assert_eq!(overlay.bytes("content/a").unwrap(), b"new!");
        assert_eq!((overlay.size("content/a"), overlay.size("content/c")), (Some(4), Some(1)));
        assert_eq!(overlay.bytes("content/c").unwrap(), b"c");
        assert!(overlay.bytes("content/d").is_err());
    }
}
