//! Reads records, with and without the cache.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::Arc;

use super::cache::{self, CacheEntry, EntryUpdate, ParseCache, ReadFile, Validity};
use super::document::MAX_RECORD;
use super::file_reader::{bounded, document, in_file, in_parallel};
use super::layout::{Layout, RecordFile, folder_of};
use super::ledger::LedgerParser;
use super::record;
use super::references::References;
use super::table::MAX_TABLE;
use crate::diagnostics::Diagnostic;
use crate::error::Error;
use crate::model::{Digest, Record, RecordKind, SchoolIx};
use crate::source::Source;

/// A file of a record, its school and its kind.
type OwnedFile<'l> = (&'l RecordFile, SchoolIx, RecordKind);

/// Reads records of one source.
pub(super) struct RecordReader<'a> {
    pub(super) source: &'a dyn Source,
    pub(super) layout: &'a Layout,
    pub(super) references: &'a References,
}

/// A record that was read.
struct ReadRecord {
    record: Option<Arc<Record>>,
    diagnostics: Vec<Diagnostic>,
    /// The files that it was read from, and the digests of their bytes.
    files: Vec<(String, Digest)>,
}

/// A record, how its entry in the cache changes, and what is wrong with it.
type CachedRecord = (Option<Arc<Record>>, EntryUpdate, Vec<Diagnostic>);

impl RecordReader<'_> {
    /// Reads all records.
    ///
    /// # Errors
    /// When the source cannot read a file.
    pub(super) fn records(
        &self,
        files: Vec<OwnedFile<'_>>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Vec<Arc<Record>>, Error> {
        let read = in_parallel(files, diagnostics, |file| {
            let read = self.record(file, &self.claimable_files(file))?;
            Ok((read.record, read.diagnostics))
        })?;
        Ok(read.into_iter().flatten().collect())
    }

    /// Reads the records whose files have changed; the others come from the cache, which is updated.
    ///
    /// # Errors
    /// When the source cannot read a file.
    pub(super) fn records_with_cache(
        &self,
        files: Vec<OwnedFile<'_>>,
        cache: &mut ParseCache,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Vec<Arc<Record>>, Error> {
        cache.keep_only_with(self.references.digest());
        let paths: Vec<&str> = files.iter().map(|(file, ..)| file.path.as_str()).collect();
        let shared_cache = &*cache;
        let read = in_parallel(files, diagnostics, |file| {
            let (record, update, of_file) = self.cached_record(file, shared_cache)?;
            Ok(((record, update), of_file))
        })?;
        let (records, updates): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        cache.store(&paths, updates);
        Ok(records.into_iter().flatten().collect())
    }

    /// A record from the cache, or read if the cache has no valid entry.
    fn cached_record(
        &self,
        (file, school, kind): OwnedFile<'_>,
        cache: &ParseCache,
    ) -> Result<CachedRecord, Error> {
        let siblings = self.claimable_files((file, school, kind));
        let place = Digest::of(&cache::RecordPlace { file, school, kind, neighbours: &siblings });
        if let Some(entry) = cache.get(&file.path) {
            let read = |path: &str| bounded(self.source, path, MAX_TABLE);
            let update = match entry.validity(place, self.source, &read)? {
                Validity::Valid => Some(EntryUpdate::Unchanged),
                Validity::Restamped(files) => {
                    let restamped = CacheEntry { files, ..entry.clone().into_owned() };
                    Some(cache.update(&file.path, Cow::Owned(restamped)))
                }
                Validity::Stale => None,
            };
            if let Some(update) = update {
                return Ok(match entry {
                    Cow::Owned(entry) => (entry.record, update, entry.problems),
                    Cow::Borrowed(entry) => (entry.record.clone(), update, entry.problems.clone()),
                });
            }
        }
        let read = self.record((file, school, kind), &siblings)?;
        let mut reads = Vec::with_capacity(read.files.len());
        for (path, digest) in read.files {
            reads.push(ReadFile { stamp: self.source.stamp(&path), path, digest });
        }
        let entry =
            CacheEntry { place, files: reads, record: read.record, problems: read.diagnostics };
        let update = cache.update(&file.path, Cow::Borrowed(&entry));
        Ok((entry.record, update, entry.problems))
    }

    /// The files that a ledger may claim as its table, as on disk. Other records claim none.
    fn claimable_files(&self, (file, _, kind): OwnedFile<'_>) -> Vec<String> {
        if kind != RecordKind::Ledger {
            return Vec::new();
        }
        if !file.attachments.is_empty() {
            return file.attachments.clone();
        }
        let loose = &self.layout.loose;
        let folder = folder_of(&file.path);
        let start = loose.partition_point(|path| path.as_str() < folder);
        let mut siblings = Vec::new();
        for path in loose[start..].iter().take_while(|path| path.starts_with(folder)) {
            if folder_of(path) == folder {
                siblings.push(path.clone());
            }
        }
        siblings
    }

    /// Reads one record.
    fn record(
        &self,
        (file, school, kind): OwnedFile<'_>,
        siblings: &[String],
    ) -> Result<ReadRecord, Error> {
        let files = RefCell::new(Vec::new());
        let read = |path: &str, limit: usize| {
            let bytes = bounded(self.source, path, limit)?;
            files.borrow_mut().push((path.to_owned(), Digest::of_bytes(&bytes)));
            Ok(bytes)
        };
        let mut problems = Vec::new();
        let mut table_diagnostics = Vec::new();
        let bytes = read(&file.path, MAX_RECORD)?;
        let record = match document(&bytes, file, &mut problems) {
            None => None,
            Some(document) if kind != RecordKind::Ledger => {
                record::record(document, kind, school, self.references, &mut problems)
            }
            Some(document) => {
                let read_table = |path: &str| read(path, MAX_TABLE);
                let (references, read) = (self.references, &read_table);
                let parser = LedgerParser { references, school, siblings, read };
                parser.parse(document, &mut problems, &mut table_diagnostics)?
            }
        };
        let mut diagnostics = in_file(&file.path, problems);
        diagnostics.extend(table_diagnostics);
        Ok(ReadRecord { record: record.map(Arc::new), diagnostics, files: files.into_inner() })
    }
}
