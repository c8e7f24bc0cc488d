//! The parse cache: records as they were parsed from the files of the last run.
//!
//! An entry is valid while everything that its record was parsed from is unchanged: the bytes of its files, the files
//! next to them, and all that a record may refer to. References are compared as a whole, so a changed plan or school
//! invalidates every entry; that is rare, and always right. A cache is in memory, or persists in a [`CacheStorage`].

mod shards;

use std::borrow::Cow;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use self::shards::CacheShards;
use super::layout::RecordFile;
use crate::diagnostics::Diagnostic;
use crate::error::Error;
use crate::model::{Digest, Record, RecordKind, SchoolIx};
use crate::source::{FileStamp, Source};

/// Where the shards of a parse cache are stored between runs.
///
/// A shard that is missing or cannot be saved only means that its records are parsed again.
pub trait CacheStorage: Send + Sync {
    /// The digest of the inputs that a shard was saved with, and its bytes.
    fn load(&self, shard: usize) -> Option<(Digest, Vec<u8>)>;

    /// Saves a shard, completely or not at all.
    fn save(&self, shard: usize, inputs: Digest, bytes: &[u8]);

    /// Called once all records have been parsed and the changed shards saved.
    fn finished(&self) {}
}

/// The records that were parsed the last time.
#[derive(Default)]
pub struct ParseCache {
    /// Empty where there are shards.
    current: CachedRecords,
    /// Those that are not used now, but last while others are tried.
    other: CachedRecords,
    shards: Option<CacheShards>,
}

/// Records that were parsed with the same references.
#[derive(Default, Clone)]
struct CachedRecords {
    /// Digest of all that they could refer to.
    references: Option<Digest>,
    /// By path of the record's file.
    entries: FxHashMap<String, CacheEntry>,
    /// Whether records with other references do not take their place for good.
    is_lasting: bool,
}

/// A record, and what it was parsed from.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CacheEntry {
    /// Digest of its [`RecordPlace`].
    pub(super) place: Digest,
    /// The record's file, and the table of a ledger.
    pub(super) files: Vec<ReadFile>,
    pub(super) record: Option<Arc<Record>>,
    pub(super) problems: Vec<Diagnostic>,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct ReadFile {
    pub(super) path: String,
    /// `None` means that the file may have changed again without another stamp.
    pub(super) stamp: Option<FileStamp>,
    pub(super) digest: Digest,
}

/// Where a record's file is, and what is next to it.
#[derive(Debug, Hash)]
pub(super) struct RecordPlace<'f> {
    pub(super) file: &'f RecordFile,
    pub(super) school: SchoolIx,
    pub(super) kind: RecordKind,
    /// The files that a ledger may claim as its table.
    pub(super) neighbours: &'f [String],
}

/// What to store of one record.
pub(super) enum EntryUpdate {
    /// The entry is up to date.
    Unchanged,
    /// The record was parsed, or its files have other stamps.
    Changed(Box<CacheEntry>),
    /// The changed entry as it is written to a shard; `None` means that the record is parsed in every run.
    Encoded(Option<Vec<u8>>),
}

impl ParseCache {
    /// A cache that persists in a storage. `program` identifies the running program: shards of another one are ignored.
    #[must_use]
    pub fn stored_in(storage: Box<dyn CacheStorage>, program: Digest) -> ParseCache {
        ParseCache { shards: Some(CacheShards::new(storage, program)), ..ParseCache::default() }
    }

    /// Loads the stored entries. This may run while the files are being listed.
    pub fn load(&mut self) {
        if let Some(shards) = &mut self.shards {
            shards.load();
        }
    }

    /// A copy in memory for trying changes: whatever they refer to, the records that are cached now stay cached.
    #[must_use]
    pub(crate) fn for_trials(&self) -> ParseCache {
        let current = CachedRecords { is_lasting: true, ..self.current.clone() };
        ParseCache { current, ..ParseCache::default() }
    }

    /// Drops every entry unless `references`, the digest of all that records may refer to, is still the same.
    pub(super) fn keep_only_with(&mut self, references: Digest) {
        let references = match &mut self.shards {
            Some(shards) => return shards.keep_only_with(references),
            None => Some(references),
        };
        if self.current.references == references {
            return;
        }
        if self.current.is_lasting || self.other.references == references {
            std::mem::swap(&mut self.current, &mut self.other);
        }
        if self.current.references != references {
            self.current = CachedRecords { references, ..CachedRecords::default() };
        }
    }

    /// The update that stores an entry.
    pub(super) fn update(&self, path: &str, entry: Cow<'_, CacheEntry>) -> EntryUpdate {
        match &self.shards {
            Some(shards) => EntryUpdate::Encoded(shards.encode(path, &entry)),
            None => EntryUpdate::Changed(Box::new(entry.into_owned())),
        }
    }

    /// The entry of a file. One that comes from a shard is moved out: it can be asked for once.
    pub(super) fn get(&self, path: &str) -> Option<Cow<'_, CacheEntry>> {
        match &self.shards {
            Some(shards) => shards.take(path).map(Cow::Owned),
            None => self.current.entries.get(path).map(Cow::Borrowed),
        }
    }

    /// Stores the updates for the next run, one for each of these files; entries of all other files are dropped.
    pub(super) fn store(&mut self, files: &[&str], updates: Vec<EntryUpdate>) {
        if let Some(shards) = &mut self.shards {
            return shards.save(files, updates);
        }
        let present: FxHashSet<&str> = files.iter().copied().collect();
        self.current.entries.retain(|path, _| present.contains(path.as_str()));
        for (path, update) in files.iter().zip(updates) {
            if let EntryUpdate::Changed(entry) = update {
                self.current.entries.insert((*path).to_owned(), *entry);
            }
        }
    }
}

/// Whether a cached record can be used.
pub(super) enum Validity {
    /// Something that it was parsed from has changed.
    Stale,
    /// It can be used as it is.
    Valid,
    /// It can be used, but its files have these other stamps.
    Restamped(Vec<ReadFile>),
}

impl CacheEntry {
    /// Whether the record can be used. Files without a known stamp are compared by their bytes.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub(super) fn validity(
        &self,
        place: Digest,
        source: &dyn Source,
        read: &dyn Fn(&str) -> Result<Vec<u8>, Error>,
    ) -> Result<Validity, Error> {
        if self.place != place {
            return Ok(Validity::Stale);
        }
        let mut has_same_stamps = true;
        for file in &self.files {
            has_same_stamps &= file.stamp.is_some() && source.stamp(&file.path) == file.stamp;
        }
        if has_same_stamps {
            return Ok(Validity::Valid);
        }
        let mut restamped = Vec::with_capacity(self.files.len());
        for file in &self.files {
            let is_missing = source.size(&file.path).is_none();
            if is_missing || Digest::of_bytes(&read(&file.path)?) != file.digest {
                return Ok(Validity::Stale);
            }
            restamped.push(ReadFile { stamp: source.stamp(&file.path), ..file.clone() });
        }
        Ok(Validity::Restamped(restamped))
    }
}

#[cfg(test)]
mod tests;
