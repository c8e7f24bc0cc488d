//! Records as they were read before: of an archive that is read again and again, only what changed is read anew.
//!
//! A record is taken over when everything it was made from is as it was: the bytes of its files, what lies beside it,
//! and all that records may refer to. The last is compared whole, so that a plan or a school that changed makes every
//! record be read anew; that is rare, and always right.

use rustc_hash::FxHashMap;

use super::known::Known;
use super::layout::RecordFile;
use crate::diag::Diagnostic;
use crate::model::{Record, RecordKind, SchoolIx};

/// What tells the bytes of a file from what they were, without reading them: sizes, times, the number of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp(pub [u64; 4]);

/// What was read of an archive the last time.
#[derive(Default)]
pub struct Memo {
    known: Option<Known>,
    kept: FxHashMap<String, Kept>,
}

/// A record, and what it was made from.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) from: From,
    /// Its file, and the table of a ledger.
    pub(super) reads: Vec<(String, Stamp)>,
    pub(super) record: Option<Record>,
    pub(super) told: Vec<Diagnostic>,
}

/// Where a record lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct From {
    pub(super) file: RecordFile,
    pub(super) school: SchoolIx,
    pub(super) kind: RecordKind,
    /// What lies beside a ledger.
    pub(super) beside: Vec<String>,
}

impl Memo {
    /// Forgets everything unless records may refer to the same things as before.
    pub(super) fn of(&mut self, known: &Known) {
        if !self.known.as_ref().is_some_and(|it| it.is_same(known)) {
            self.kept.clear();
        }
    }

    /// The record of a file, if all that it was made from is as it was.
    pub(super) fn find(&self, from: &From, stamp: impl Fn(&str) -> Option<Stamp>) -> Option<&Kept> {
        let kept = self.kept.get(&from.file.path)?;
        let is_same = |(path, read): &(String, Stamp)| stamp(path) == Some(*read);
        (kept.from == *from && kept.reads.iter().all(is_same)).then_some(kept)
    }

    /// Keeps what was read for the next time: `seen` are the files that there are, `read` those read anew.
    pub(super) fn keep(&mut self, known: Known, seen: &[&str], read: Vec<Kept>) {
        let seen: rustc_hash::FxHashSet<&str> = seen.iter().copied().collect();
        self.kept.retain(|path, _| seen.contains(path.as_str()));
        self.kept.extend(read.into_iter().map(|it| (it.from.file.path.clone(), it)));
        self.known = Some(known);
    }
}

#[cfg(test)]
mod tests;
