//! Who handed in which file and when, as far as it is known.

use std::collections::HashMap;

use super::day::Day;

/// Who handed in which file and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Provenance {
    /// The history of every file, by its [`history_key`].
    Known(HashMap<String, FileHistory>),
    /// Nothing is known, and why.
    Unknown(WhyUnknown),
}

impl Provenance {
    /// The history of the file at a path from the root; `None` if nothing is known of it.
    #[must_use]
    pub fn history(&self, path: &str) -> Option<&FileHistory> {
        match self {
            Provenance::Known(files) => files.get(history_key(path)),
            Provenance::Unknown(_) => None,
        }
    }
}

/// The key of a path among histories: `x.md` and `x/index.md` are one record, which people make a folder when they add
/// photos.
#[must_use]
pub fn history_key(path: &str) -> &str {
    for ending in ["/index.md", ".md"] {
        let Some(end) = path.len().checked_sub(ending.len()) else { continue };
        if path.get(end..).is_some_and(|tail| tail.eq_ignore_ascii_case(ending)) {
            return &path[..end];
        }
    }
    path
}

/// Why nothing is known of who handed in what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WhyUnknown {
    /// The archive is not in a repository.
    NoRepository,
    /// The repository holds only the latest commits.
    Shallow,
    /// The repository belongs to another account, so git does not read it.
    ForeignOwner,
}

/// The commits that touched a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct FileHistory {
    /// The latest first; never empty.
    pub commits: Vec<Commit>,
}

/// One commit, as far as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Commit {
    /// The name that its author gave.
    pub by: String,
    /// The day on which it was made, where it was made.
    pub day: Day,
}

impl FileHistory {
    /// The commit that brought the file.
    #[must_use]
    pub fn first(&self) -> Option<&Commit> {
        self.commits.last()
    }

    /// The commit that changed the file last.
    #[must_use]
    pub fn last(&self) -> Option<&Commit> {
        self.commits.first()
    }

    /// How many days after an event the file came.
    #[must_use]
    pub fn days_after(&self, event: Day) -> Option<i64> {
        Some(self.first()?.day.days_since(event))
    }
}
