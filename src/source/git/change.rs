//! What differs between two revisions.

use std::collections::BTreeMap;

use super::blobs::read_blobs;
use super::{ObjectId, Repository};
use crate::error::Error;

/// The tree without files in repositories whose ids are SHA-1.
const EMPTY_TREE: &str = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

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
        let listed = self.run(args.into_iter().chain([old.as_str(), new.as_str()]))?;
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

    /// The texts of the commits that a push brings and no branch has yet, with their paths. Versions that a later
    /// commit replaces are included: what was committed stays in the history.
    ///
    /// # Errors
    /// When git fails.
    pub fn pushed_texts(
        &self,
        new: &ObjectId,
        prefix: &str,
    ) -> Result<Vec<(String, Vec<u8>)>, Error> {
        let listed = self.run(["rev-list", "--objects", new.as_str(), "--not", "--all"])?;
        let mut ids = Vec::new();
        let mut paths = Vec::new();
        for line in String::from_utf8_lossy(&listed).lines() {
            let Some((id, path)) = line.split_once(' ') else { continue };
            let path = from_archive_root(path, prefix);
            if path.starts_with("content/")
                && is_record(&path)
                && let Some(id) = ObjectId::new(id)
            {
                ids.push(id);
                paths.push(path);
            }
        }
        let texts = read_blobs(self, &ids.iter().collect::<Vec<_>>())?;
        Ok(paths.into_iter().zip(texts).collect())
    }

    /// The tree without files, in the kind of ids that this repository uses.
    fn empty_tree(&self) -> Result<ObjectId, Error> {
        let id = self.text(["hash-object", "-t", "tree", "--stdin"])?;
        Ok(ObjectId::new(id.trim()).unwrap_or_else(|| ObjectId(EMPTY_TREE.to_owned())))
    }
}

fn is_record(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    [".md", ".yaml", ".yml", ".csv", ".txt"].iter().any(|extension| path.ends_with(extension))
}

/// A path from the repository's root → the path from the archive's root. A path outside the archive begins with `../`.
fn from_archive_root(path: &str, prefix: &str) -> String {
    if prefix.is_empty() {
        return path.to_owned();
    }
    match path.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('/')) {
        Some(path) => path.to_owned(),
        None => format!("../{path}"),
    }
}
