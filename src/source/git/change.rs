//! What differs between two revisions.

use std::collections::BTreeMap;

use super::command::{MOST_LISTED, too_many_files};
use super::{ObjectId, Repository};
use crate::error::Error;

/// How a file differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// The file is new.
    Added,
    /// The file has other bytes or another mode.
    Modified,
    /// The file is gone. A renamed file is deleted under one path and added under another.
    Deleted,
}

/// The files that differ, by path from the archive's root.
pub type Changes = BTreeMap<String, Change>;

impl Repository {
    /// The files that differ from `old` (`None` means an empty tree) to `new`. `prefix` is the place of the archive in
    /// the repository.
    ///
    /// # Errors
    /// When git fails.
    pub fn changes(
        &self,
        old: Option<&ObjectId>,
        new: &ObjectId,
        prefix: &str,
    ) -> Result<Changes, Error> {
        let old = match old {
            Some(old) => old.clone(),
            None => self.empty_tree()?,
        };
        let args = ["diff-tree", "-r", "-z", "--no-renames", "--name-status"];
        let args = args.into_iter().chain([old.as_str(), new.as_str()]);
        let listed = self.run_bounded(args, &[], MOST_LISTED)?.ok_or_else(too_many_files)?;
        let listed = String::from_utf8_lossy(&listed);
        let mut parts = listed.split('\0').filter(|part| !part.is_empty());
        let mut changes = Changes::new();
        while let (Some(status), Some(path)) = (parts.next(), parts.next()) {
            let change = match status {
                "A" => Change::Added,
                "D" => Change::Deleted,
                _ => Change::Modified,
            };
            changes.insert(from_archive_root(path, prefix), change);
        }
        Ok(changes)
    }
}

/// A path from the repository's root → the path from the archive's root. A path outside the archive begins with `../`.
#[must_use]
pub fn from_archive_root(path: &str, prefix: &str) -> String {
    if prefix.is_empty() {
        return path.to_owned();
    }
    match path.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('/')) {
        Some(path) => path.to_owned(),
        None => format!("../{path}"),
    }
}
