//! Records as they were read before: of an archive that is read again and again, only what changed is read anew.
//!
//! A record is taken over when everything it was made from is as it was: the bytes of its files, what lies beside it,
//! and all that records may refer to. The last is compared whole, so that a plan or a school that changed makes every
//! record be read anew; that is rare, and always right. A memo lives in memory, or from run to run on a [`CacheStorage`].

mod bundle;

use std::borrow::Cow;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use self::bundle::CacheShards;
use super::layout::RecordFile;
use crate::diagnostics::Diagnostic;
use crate::error::Error;
use crate::model::{Digest, Record, RecordKind, SchoolIx};
use crate::source::{FileStamp, Source};

/// Where a memo lies from run to run. What is missing or cannot be kept is read anew the next time.
pub trait CacheStorage: Send + Sync {
    /// What was kept under a name.
    fn load(&self, name: &str) -> Option<Vec<u8>>;

    /// Keeps bytes under a name, whole or not at all.
    fn save(&self, name: &str, bytes: &[u8]);

    /// All records have been read, and what is to be kept of them is kept.
    fn finished(&self) {}
}

/// What was read of an archive the last time.
#[derive(Default)]
pub struct ParseCache {
    known: Option<Digest>,
    kept: FxHashMap<String, CacheEntry>,
    bundles: Option<CacheShards>,
}

/// A record, and what it was made from.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CacheEntry {
    /// [`From`], in short.
    pub(super) from: Digest,
    /// Its file, and the table of a ledger.
    pub(super) reads: Vec<ReadFile>,
    pub(super) record: Option<Arc<Record>>,
    pub(super) told: Vec<Diagnostic>,
}

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct ReadFile {
    pub(super) path: String,
    /// None: it might have changed once more without being seen to.
    pub(super) stamp: Option<FileStamp>,
    pub(super) digest: Digest,
}

/// Where a record lies.
#[derive(Debug, Hash)]
pub(super) struct From<'f> {
    pub(super) file: &'f RecordFile,
    pub(super) school: SchoolIx,
    pub(super) kind: RecordKind,
    /// What lies beside a ledger.
    pub(super) beside: &'f [String],
}

/// What is to be kept of one record after all were read.
pub(super) enum EntryUpdate {
    /// It is as the memo holds it.
    Same,
    /// It was read anew, or its files have other stamps.
    New(Box<CacheEntry>),
    /// The same, as it is written; none when it is to be read each time.
    Written(Option<Vec<u8>>),
}

impl ParseCache {
    /// One that lies on a shelf. `program`: what is kept by another program is not understood.
    #[must_use]
    pub fn on(shelf: Box<dyn CacheStorage>, program: Digest) -> ParseCache {
        ParseCache { bundles: Some(CacheShards::new(shelf, program)), ..ParseCache::default() }
    }

    /// Takes what is kept from its shelf; may be done while the files are being listed.
    pub fn load(&mut self) {
        if let Some(bundles) = &mut self.bundles {
            bundles.load();
        }
    }

    /// Forgets everything unless records may refer to the same things as before. `known`: what they may refer to now.
    pub(super) fn of(&mut self, known: Digest) {
        if let Some(bundles) = &mut self.bundles {
            bundles.turn_to(known);
        } else if self.known.replace(known) != Some(known) {
            self.kept.clear();
        }
    }

    /// What is to be kept of a record that was read.
    pub(super) fn fresh(&self, path: &str, kept: Cow<'_, CacheEntry>) -> EntryUpdate {
        match &self.bundles {
            Some(bundles) => EntryUpdate::Written(bundles.write(path, &kept)),
            None => EntryUpdate::New(Box::new(kept.into_owned())),
        }
    }

    /// What is kept of a file; of a shelf it is taken, and not there a second time.
    pub(super) fn find(&self, file: &str) -> Option<Cow<'_, CacheEntry>> {
        match &self.bundles {
            Some(bundles) => bundles.take(file).map(Cow::Owned),
            None => self.kept.get(file).map(Cow::Borrowed),
        }
    }

    /// Keeps what was read for the next time: of each of these files.
    pub(super) fn keep(&mut self, files: &[&str], read: Vec<EntryUpdate>) {
        if let Some(bundles) = &mut self.bundles {
            return bundles.save(files, read);
        }
        let seen: FxHashSet<&str> = files.iter().copied().collect();
        self.kept.retain(|path, _| seen.contains(path.as_str()));
        for (path, fresh) in files.iter().zip(read) {
            if let EntryUpdate::New(kept) = fresh {
                self.kept.insert((*path).to_owned(), *kept);
            }
        }
    }
}

/// Whether a record can be taken over.
pub(super) enum Validity {
    /// No: something that it was made from has changed.
    No,
    /// As it is.
    Same,
    /// Yes, though its files have other stamps: these.
    Restamped(Vec<ReadFile>),
}

impl CacheEntry {
    /// Whether the record can be taken over.
    pub(super) fn holds(
        &self,
        from: Digest,
        source: &dyn Source,
        read: &dyn Fn(&str) -> Result<Vec<u8>, Error>,
    ) -> Result<Validity, Error> {
        if self.from != from {
            return Ok(Validity::No);
        }
        let stamps: Vec<_> = self.reads.iter().map(|it| source.stamp(&it.path)).collect();
        let is_stamped =
            |(it, now): (&ReadFile, &Option<FileStamp>)| now.is_some() && it.stamp == *now;
        if self.reads.iter().zip(&stamps).all(is_stamped) {
            return Ok(Validity::Same);
        }
        for it in &self.reads {
            if source.size(&it.path).is_none() || Digest::of_bytes(&read(&it.path)?) != it.digest {
                return Ok(Validity::No);
            }
        }
        let stamped =
            |(it, stamp): (&ReadFile, Option<FileStamp>)| ReadFile { stamp, ..it.clone() };
        Ok(Validity::Restamped(self.reads.iter().zip(stamps).map(stamped).collect()))
    }
}

#[cfg(test)]
mod tests;
