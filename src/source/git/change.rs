//! What lies between two revisions.

use super::revision::blobs_of;
use super::{ObjectId, Repository};
use crate::engine::submission::{Change, Changes};
use crate::error::Error;

impl Repository {
    /// What differs under the archive's place (`prefix`) from `old` (none: an empty tree) to `new`.
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
        let fixed = ["diff-tree", "-r", "-z", "--no-renames", "--name-status"];
        let listed = self.run(fixed.into_iter().chain([old.as_str(), new.as_str()]))?;
        let listed = String::from_utf8_lossy(&listed);
        let mut parts = listed.split('\0').filter(|it| !it.is_empty());
        let mut changes = Changes::new();
        while let (Some(letter), Some(path)) = (parts.next(), parts.next()) {
            let change = match letter {
                "A" => Change::Added,
                "D" => Change::Deleted,
                _ => Change::Modified,
            };
            changes.insert(below(path, prefix), change);
        }
        Ok(changes)
    }

    /// Texts of commits that a push brings and no branch has yet, old versions included, by path: what was committed
    /// stays in the history, even where the last commit takes it out again.
    ///
    /// # Errors
    /// When git fails.
    pub fn texts_on_the_way(
        &self,
        new: &ObjectId,
        prefix: &str,
    ) -> Result<Vec<(String, Vec<u8>)>, Error> {
        let listed = self.run(["rev-list", "--objects", new.as_str(), "--not", "--all"])?;
        let listed = String::from_utf8_lossy(&listed);
        let named = listed.lines().filter_map(|it| it.split_once(' '));
        let wanted: Vec<(ObjectId, String)> = named
            .map(|(id, path)| (id, below(path, prefix)))
            .filter(|(_, path)| path.starts_with("content/") && is_record(path))
            .filter_map(|(id, path)| Some((ObjectId::new(id)?, path)))
            .collect();
        let blobs: Vec<&ObjectId> = wanted.iter().map(|(id, _)| id).collect();
        let texts = blobs_of(self, &blobs)?;
        Ok(wanted.into_iter().map(|(_, path)| path).zip(texts).collect())
    }

    /// The tree without any file, in the repository's own kind of ids.
    fn empty_tree(&self) -> Result<ObjectId, Error> {
        let id = self.text(["hash-object", "-t", "tree", "--stdin"])?;
        Ok(ObjectId::new(id.trim())
            .unwrap_or(ObjectId("4b825dc642cb6eb9a060e54bf8d69288fbee4904".into())))
    }
}

fn is_record(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    [".md", ".yaml", ".yml", ".csv", ".txt"].iter().any(|it| lower.ends_with(it))
}

/// The path from the archive's root; one outside of it keeps its whole path behind `../`.
fn below(path: &str, prefix: &str) -> String {
    if prefix.is_empty() {
        return path.to_owned();
    }
    match path.strip_prefix(prefix).and_then(|it| it.strip_prefix('/')) {
        Some(path) => path.to_owned(),
        None => format!("../{path}"),
    }
}
