//! Files in memory: for tests, and for programs that have them from elsewhere.

use std::collections::BTreeMap;

use crate::error::{Error, Operation};
use crate::parse::Source;

/// Files by path: `content/site.yaml`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memory(pub BTreeMap<String, Vec<u8>>);

impl<P: Into<String>, B: Into<Vec<u8>>> FromIterator<(P, B)> for Memory {
    fn from_iter<I: IntoIterator<Item = (P, B)>>(files: I) -> Memory {
        Memory(files.into_iter().map(|(path, bytes)| (path.into(), bytes.into())).collect())
    }
}

impl Source for Memory {
    fn paths(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }

    fn others(&self) -> Vec<&str> {
        Vec::new()
    }

    fn size(&self, path: &str) -> Option<u64> {
        self.0.get(path).map(|it| it.len() as u64)
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, Error> {
        let not_there = || Error::io(Operation::Read, path)(std::io::ErrorKind::NotFound.into());
        self.0.get(path).cloned().ok_or_else(not_there)
    }
}
