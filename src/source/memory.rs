//! Files in memory, for tests and for programs that have them from elsewhere.

use std::collections::BTreeMap;
use std::io;

use super::Source;
use crate::error::{Error, Operation};

/// Files by path, such as `content/site.yaml`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemorySource(pub BTreeMap<String, Vec<u8>>);

impl<P: Into<String>, B: Into<Vec<u8>>> FromIterator<(P, B)> for MemorySource {
    fn from_iter<I: IntoIterator<Item = (P, B)>>(files: I) -> MemorySource {
        MemorySource(files.into_iter().map(|(path, bytes)| (path.into(), bytes.into())).collect())
    }
}

impl Source for MemorySource {
    fn paths(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }

    fn others(&self) -> Vec<&str> {
        Vec::new()
    }

    fn size(&self, path: &str) -> Option<u64> {
        Some(self.0.get(path)?.len() as u64)
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, Error> {
        match self.0.get(path) {
            Some(bytes) => Ok(bytes.clone()),
            None => Err(Error::io(Operation::Read, path)(io::ErrorKind::NotFound.into())),
        }
    }
}
