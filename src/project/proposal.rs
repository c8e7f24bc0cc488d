//! Changes that a command is about to make, judged before anything is written.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::Snapshot;
use super::relocation::{FilesTogether, write_together};
use crate::diagnostics::{Diagnostic, Severity};
use crate::error::{Error, UsageError};
use crate::output::ArchiveWriter;
use crate::source::{FileChanges, OverlaySource};

/// Files by path below the root, with their new bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Proposal {
    files: BTreeMap<String, ProposedFile>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct ProposedFile {
    bytes: Vec<u8>,
    /// Whether it does not exist yet.
    is_new: bool,
    /// The file that it is a copy of.
    copy_of: Option<String>,
}

impl Proposal {
    /// A file that does not exist yet.
    pub(crate) fn create(&mut self, path: &str, bytes: Vec<u8>) {
        self.files.insert(path.to_owned(), ProposedFile { bytes, is_new: true, copy_of: None });
    }

    /// A copy of another file of the archive, which has these bytes, at a path where there is nothing yet.
    pub(crate) fn copy(&mut self, from: &str, path: &str, bytes: Vec<u8>) {
        let file = ProposedFile { bytes, is_new: true, copy_of: Some(from.to_owned()) };
        self.files.insert(path.to_owned(), file);
    }

    /// A file that may exist.
    pub(crate) fn replace(&mut self, path: &str, bytes: Vec<u8>) {
        let file = ProposedFile { bytes, is_new: false, copy_of: None };
        self.files.insert(path.to_owned(), file);
    }

    /// The archive as it would be, and the errors that it does not have now.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub(crate) fn judge(&self, snapshot: &Snapshot) -> Result<(Snapshot, Vec<Diagnostic>), Error> {
        let mut files = FileChanges::new();
        for (path, file) in &self.files {
            files.insert(path.clone(), Some(Arc::from(file.bytes.as_slice())));
        }
        let overlay = OverlaySource::new(Arc::clone(&snapshot.source), files);
        let after = Snapshot::of_changed_source(Arc::new(overlay), &|_| false)?;
        let mut errors = Vec::new();
        let mut old = Vec::new();
        for known in &snapshot.diagnostics {
            if known.problem.severity() == Severity::Error {
                old.push((&known.file, &known.problem));
            }
        }
        for found in &after.diagnostics {
            let is_error = found.problem.severity() == Severity::Error;
            if is_error && !old.contains(&(&found.file, &found.problem)) {
                errors.push(found.clone());
            }
        }
        Ok((after, errors))
    }

    /// Writes the files: first those that may exist, such as indicators.yaml and site.yaml, to which the new ones refer.
    ///
    /// # Errors
    /// When a new file exists by now, or the disk refuses. Files that were written before stay: each is whole, the archive
    /// is as sound as before, and the command can be run again.
    pub(crate) fn write(&self, writer: &ArchiveWriter) -> Result<(), Error> {
        for (path, file) in &self.files {
            if !file.is_new {
                writer.replace(path, &file.bytes)?;
            }
        }
        for (path, file) in &self.files {
            if file.is_new {
                writer.create(path, &file.bytes)?;
            }
        }
        Ok(())
    }

    /// Writes the files, all or none of them, whenever the run is killed.
    ///
    /// # Errors
    /// When a new file exists by now, or the disk refuses: then none is written, or the next run finishes what was begun.
    pub(crate) fn write_together(&self, writer: &ArchiveWriter, root: &Path) -> Result<(), Error> {
        let mut files = FilesTogether::default();
        for (path, file) in &self.files {
            let on_disk = root.join(path);
            if file.is_new && on_disk.symlink_metadata().is_ok() {
                return Err(UsageError::Exists { path: on_disk }.into());
            }
            match &file.copy_of {
                Some(from) => files.copies.push((from, path)),
                None => files.texts.push((path, &file.bytes)),
            }
        }
        write_together(writer, root, &files)
    }
}
