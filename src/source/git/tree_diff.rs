//! Which entries differ between trees, for many pairs of trees in one run of git.

use std::collections::HashMap;

use super::change::from_archive_root;
use super::command::MOST_LISTED;
use super::{Change, ObjectId, Repository};
use crate::error::Error;

/// Two trees: the one before, and the one after.
pub type TreePair = (ObjectId, ObjectId);

/// A file that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedEntry {
    /// Its path from the archive's root. Bytes that are not UTF-8 are replaced.
    pub path: String,
    /// Whether the name is UTF-8.
    pub is_utf8: bool,
    /// How it differs.
    pub change: Change,
    /// What it is afterwards.
    pub mode: EntryMode,
}

/// What an entry of a tree is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryMode {
    /// A file.
    File,
    /// A symbolic link.
    Link,
    /// Another repository.
    Submodule,
    /// Nothing: the file is gone.
    Nothing,
}

impl Repository {
    /// The tree without files, in the kind of ids that this repository uses.
    ///
    /// # Errors
    /// When git fails.
    pub fn empty_tree(&self) -> Result<ObjectId, Error> {
        let id = self.text(["hash-object", "-t", "tree", "--stdin"])?;
        let sha1 = ObjectId("4b825dc642cb6eb9a060e54bf8d69288fbee4904".to_owned());
        Ok(ObjectId::new(id.trim()).unwrap_or(sha1))
    }

    /// The trees of commits, in order; `None` for what is none.
    ///
    /// # Errors
    /// When git fails.
    pub fn trees_of(&self, commits: &[ObjectId]) -> Result<Vec<Option<ObjectId>>, Error> {
        let mut input = String::new();
        for commit in commits {
            input.push_str(commit.as_str());
            input.push_str("^{tree}\n");
        }
        let args = ["cat-file", "--batch-check=%(objectname)", "--buffer"];
        let listed = self.run_bounded(args, input.as_bytes(), MOST_LISTED)?.unwrap_or_default();
        let listed = String::from_utf8_lossy(&listed);
        let mut trees: Vec<Option<ObjectId>> = listed.lines().map(ObjectId::new).collect();
        trees.resize(commits.len(), None);
        Ok(trees)
    }

    /// The number of files below each folder of a commit, by the ids of the folders.
    ///
    /// # Errors
    /// When git fails.
    pub fn folder_sizes(&self, commit: &ObjectId) -> Result<HashMap<ObjectId, u64>, Error> {
        let args = ["ls-tree", "-r", "-t", "-z", "--full-tree", commit.as_str()];
        let listed = self.run_bounded(args, &[], MOST_LISTED)?.unwrap_or_default();
        // A folder stands before all that is in it.
        let mut open: Vec<(Vec<u8>, ObjectId)> = Vec::new();
        let mut sizes = HashMap::new();
        for line in listed.split(|byte| *byte == 0) {
            let (head, path) = split(line, b'\t');
            while open.last().is_some_and(|(folder, _)| !path.starts_with(folder)) {
                open.pop();
            }
            let head = String::from_utf8_lossy(head);
            let mut words = head.split(' ').skip(1);
            let (Some(kind), Some(id)) = (words.next(), words.next()) else { continue };
            if kind == "tree"
                && let Some(id) = ObjectId::new(id)
            {
                sizes.entry(id.clone()).or_insert(0);
                open.push(([path, b"/"].concat(), id));
                continue;
            }
            for (_, folder) in &open {
                *sizes.entry(folder.clone()).or_insert(0) += 1;
            }
        }
        Ok(sizes)
    }

    /// The number of files below a folder.
    ///
    /// # Errors
    /// When git fails.
    pub fn file_count(&self, tree: &ObjectId) -> Result<u64, Error> {
        let args = ["ls-tree", "-r", "-z", "--name-only", "--full-tree", tree.as_str()];
        let listed = self.run_bounded(args, &[], MOST_LISTED)?;
        let Some(listed) = listed else { return Ok(u64::MAX) };
        Ok(listed.split(|byte| *byte == 0).count() as u64)
    }

    /// What differs in each pair of trees, in order; `None` when that is more than two million files. `prefix` is the
    /// place of the archive in the repository.
    ///
    /// # Errors
    /// When git fails.
    pub fn tree_diffs(
        &self,
        pairs: &[TreePair],
        prefix: &str,
    ) -> Result<Option<Vec<Vec<ChangedEntry>>>, Error> {
        if pairs.is_empty() {
            return Ok(Some(Vec::new()));
        }
        let mut input = String::new();
        for (old, new) in pairs {
            input.push_str(&format!("{} {}\n", old.as_str(), new.as_str()));
        }
        let args = ["diff-tree", "--stdin", "-r", "-z", "--raw", "--no-renames", "--no-abbrev"];
        let Some(listed) = self.run_bounded(args, input.as_bytes(), MOST_LISTED)? else {
            return Ok(None);
        };
        let mut diffs = parse(&listed, prefix);
        diffs.resize(pairs.len(), Vec::new());
        Ok(Some(diffs))
    }
}

/// Parses a line `<old> <new>` for each pair, and after it `:<modes> <ids> <status> NUL <path> NUL` for each entry.
fn parse(listed: &[u8], prefix: &str) -> Vec<Vec<ChangedEntry>> {
    let mut diffs = Vec::new();
    let mut rest = listed;
    while let Some(first) = rest.first() {
        if *first != b':' {
            (_, rest) = split(rest, b'\n');
            diffs.push(Vec::new());
            continue;
        }
        let (head, after) = split(rest, 0);
        let (path, after) = split(after, 0);
        rest = after;
        if let Some(diff) = diffs.last_mut() {
            diff.push(entry(head, path, prefix));
        }
    }
    diffs
}

/// The bytes before the first separator, and those after it.
fn split(bytes: &[u8], separator: u8) -> (&[u8], &[u8]) {
    match bytes.iter().position(|byte| *byte == separator) {
        Some(at) => (&bytes[..at], &bytes[at + 1..]),
        None => (bytes, &[]),
    }
}

fn entry(head: &[u8], path: &[u8], prefix: &str) -> ChangedEntry {
    let head = String::from_utf8_lossy(head);
    let mode = match head.split(' ').nth(1) {
        Some("120000") => EntryMode::Link,
        Some("160000") => EntryMode::Submodule,
        Some("000000") => EntryMode::Nothing,
        _ => EntryMode::File,
    };
    let change = match head.rsplit(' ').next() {
        Some("A") => Change::Added,
        Some("D") => Change::Deleted,
        _ => Change::Modified,
    };
    let is_utf8 = std::str::from_utf8(path).is_ok();
    let path = from_archive_root(&String::from_utf8_lossy(path), prefix);
    ChangedEntry { path, is_utf8, change, mode }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_changes_are_read_pair_by_pair() {
        let listed = b"a b\n:000000 100644 0 1 A\0content/x\n.md\0:100644 120000 1 2 T\0y\xff\0b c\nc d\n:100644 000000 1 0 D\0z\0";
        let diffs = parse(listed, "");
        assert_eq!(diffs.iter().map(Vec::len).collect::<Vec<_>>(), [2, 0, 1]);
        assert_eq!(diffs[0][0].path, "content/x\n.md");
        assert_eq!((diffs[0][0].change, diffs[0][0].mode), (Change::Added, EntryMode::File));
        assert_eq!((diffs[0][1].mode, diffs[0][1].is_utf8), (EntryMode::Link, false));
        assert_eq!((diffs[2][0].change, diffs[2][0].mode), (Change::Deleted, EntryMode::Nothing));
        assert_eq!(parse(b":broken", "").len(), 0);
    }
}
