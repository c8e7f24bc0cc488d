//! The files of an archive as they will be after a move, so that everything can be checked before anything is written.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::move_plan::{MovePlan, new_path};
use crate::error::Error;
use crate::source::Source;

/// A source with some files renamed and some bytes replaced.
pub(crate) struct MovedSource {
    source: Arc<dyn Source>,
    /// The old path of each file, by its new one.
    paths: BTreeMap<String, String>,
    changed: BTreeMap<String, Vec<u8>>,
}

impl MovedSource {
    pub(crate) fn new(source: Arc<dyn Source>, plan: &MovePlan) -> MovedSource {
        let mut paths = BTreeMap::new();
        for path in source.paths() {
            paths.insert(new_path(path, &plan.renames), path.to_owned());
        }
        let mut changed = BTreeMap::new();
        for edit in &plan.edits {
            changed.insert(edit.path.clone(), edit.new.clone());
        }
        MovedSource { source, paths, changed }
    }

    fn old_path<'p>(&'p self, path: &'p str) -> &'p str {
        self.paths.get(path).map_or(path, String::as_str)
    }
}

impl Source for MovedSource {
    fn paths(&self) -> Vec<&str> {
        self.paths.keys().map(String::as_str).collect()
    }

    fn others(&self) -> Vec<&str> {
        self.source.others()
    }

    fn on_disk(&self, path: &str) -> Option<PathBuf> {
        match self.changed.contains_key(path) {
            true => None,
            false => self.source.on_disk(self.old_path(path)),
        }
    }

    fn size(&self, path: &str) -> Option<u64> {
        match self.changed.get(path) {
            Some(bytes) => Some(bytes.len() as u64),
            None => self.source.size(self.old_path(path)),
        }
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, Error> {
        match self.changed.get(path) {
            Some(bytes) => Ok(bytes.clone()),
            None => self.source.bytes(self.old_path(path)),
        }
    }
}
