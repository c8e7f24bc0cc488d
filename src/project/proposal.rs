//! Changes that a command is about to make, judged before anything is written.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Snapshot;
use crate::diagnostics::{Diagnostic, Severity};
use crate::error::Error;
use crate::output::ArchiveWriter;
use crate::source::OverlaySource;

/// Files by path below the root, with their new bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Proposal {
    files: BTreeMap<String, Vec<u8>>,
    new: Vec<String>,
}

impl Proposal {
    /// A file that does not exist yet.
    pub(crate) fn create(&mut self, path: &str, bytes: Vec<u8>) {
        self.files.insert(path.to_owned(), bytes);
        self.new.push(path.to_owned());
    }

    /// A file that exists.
    pub(crate) fn replace(&mut self, path: &str, bytes: Vec<u8>) {
        self.files.insert(path.to_owned(), bytes);
    }

    /// The archive as it would be, and the errors that it does not have now.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub(crate) fn judge(&self, snapshot: &Snapshot) -> Result<(Snapshot, Vec<Diagnostic>), Error> {
        let overlay = OverlaySource::new(Arc::clone(&snapshot.source), self.files.clone());
        let after = Snapshot::of_changed_source(Arc::new(overlay), &|_| false)?;
        let mut errors = Vec::new();
        for found in &after.diagnostics {
            let is_old = snapshot
                .diagnostics
                .iter()
                .any(|old| old.file == found.file && old.problem == found.problem);
            if found.problem.severity() == Severity::Error && !is_old {
                errors.push(found.clone());
            }
        }
        Ok((after, errors))
    }

    /// Writes the files, the new ones first, so that nothing that is there refers to what is not.
    ///
    /// # Errors
    /// When a new file exists by now, or the disk refuses. Files that were written before stay: each is whole, and the
    /// command can be run again.
    pub(crate) fn write(&self, writer: &ArchiveWriter) -> Result<(), Error> {
        for path in &self.new {
            if let Some(bytes) = self.files.get(path) {
                writer.create(path, bytes)?;
            }
        }
        for (path, bytes) in &self.files {
            if !self.new.contains(path) {
                writer.replace(path, bytes)?;
            }
        }
        Ok(())
    }
}
