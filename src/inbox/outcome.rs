//! What became of hand-ins, for a caller to report.

/// What became of one hand-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The archive has a new record.
    Taken,
    /// A record has a new version.
    Changed,
    /// The archive had it already.
    Already,
    /// It went back; the first reason.
    Returned {
        /// Why, in the language of the archive.
        why: String,
    },
    /// It stays in the inbox until it can be read.
    Left {
        /// Why.
        why: String,
    },
}

/// A hand-in and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handled {
    /// The folder and name in the inbox, masked.
    pub name: String,
    /// The id of the record; empty where that is not known.
    pub record: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What a run found beside the hand-ins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InboxReport {
    /// Folders that belong to no school, masked.
    pub unknown: Vec<String>,
    /// What is still being copied, masked.
    pub unfinished: Vec<String>,
}
