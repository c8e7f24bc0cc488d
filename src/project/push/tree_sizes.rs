//! How many files a push's trees hold once they are listed. A tree that holds another ten times, which holds another ten
//! times …, takes a few kilobytes and lists for ever, so this is counted before git is asked to list anything.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::PushReceiver;
use crate::diagnostics::ObjectProblem;
use crate::engine::submission::TreeContent;
use crate::error::Error;
use crate::source::git::{CommitText, ObjectId};

/// The most files of one commit.
const MAX_FILES: u64 = 1_000_000;
/// The most folders inside each other.
const MAX_DEPTH: usize = 64;
/// The most folders that lie in the repository, but not on the shared branch.
const MAX_LISTED: usize = 200;

/// The new trees of a push, by their ids.
pub(super) type NewTrees = BTreeMap<ObjectId, TreeContent>;

/// What lies below a folder.
#[derive(Clone, Copy, Default)]
struct TreeSize {
    files: u64,
    depth: usize,
}

impl PushReceiver {
    /// What is wrong with the number or the depth of files of any commit of a push.
    pub(super) fn size_problem(
        &self,
        trees: &NewTrees,
        commits: &[(ObjectId, CommitText)],
    ) -> Result<Option<ObjectProblem>, Error> {
        let known = match needs_known_sizes(trees, commits.len()) {
            true => match self.known_sizes(trees)? {
                Some(known) => known,
                None => return Ok(Some(ObjectProblem::TooMany)),
            },
            false => HashMap::new(),
        };
        let sizes = sizes_of(trees, &known);
        for (_, commit) in commits {
            let size = commit.tree.as_ref().and_then(|tree| sizes.get(tree));
            let size = size.copied().unwrap_or_default();
            if MAX_DEPTH < size.depth {
                return Ok(Some(ObjectProblem::Deep { limit: MAX_DEPTH }));
            }
            if MAX_FILES < size.files {
                return Ok(Some(ObjectProblem::TooMany));
            }
        }
        Ok(None)
    }

    /// The number of files in the folders that the repository holds already; `None` when too many would have to be
    /// listed one by one.
    fn known_sizes(&self, trees: &NewTrees) -> Result<Option<HashMap<ObjectId, u64>>, Error> {
        let mut known = match self.tip() {
            Some(tip) => self.repository.folder_sizes(&tip)?,
            None => HashMap::new(),
        };
        let mut missing: BTreeSet<&ObjectId> = BTreeSet::new();
        for content in trees.values() {
            for folder in &content.folders {
                if !trees.contains_key(folder) && !known.contains_key(folder) {
                    missing.insert(folder);
                }
            }
        }
        if MAX_LISTED < missing.len() {
            return Ok(None);
        }
        for folder in missing {
            let files = self.repository.file_count(folder)?;
            known.insert(folder.clone(), files);
        }
        Ok(Some(known))
    }
}

/// Whether a folder may appear more than once in a commit. A single commit that refers to each folder once holds no more
/// than it brings and what is there already.
fn needs_known_sizes(trees: &NewTrees, commits: usize) -> bool {
    let mut seen = BTreeSet::new();
    1 < commits || !trees.values().flat_map(|tree| &tree.folders).all(|folder| seen.insert(folder))
}

/// The sizes of new trees. Those that a tree refers to come first, without recursion.
fn sizes_of(trees: &NewTrees, known: &HashMap<ObjectId, u64>) -> BTreeMap<ObjectId, TreeSize> {
    let mut sizes: BTreeMap<ObjectId, TreeSize> = BTreeMap::new();
    for root in trees.keys() {
        let mut waiting = vec![root];
        while let Some(id) = waiting.last().copied() {
            let Some(content) = trees.get(id).filter(|_| !sizes.contains_key(id)) else {
                waiting.pop();
                continue;
            };
            let before = waiting.len();
            for folder in &content.folders {
                if trees.contains_key(folder) && !sizes.contains_key(folder) {
                    waiting.push(folder);
                }
            }
            if before < waiting.len() {
                continue;
            }
            let mut size = TreeSize { files: content.files, depth: 1 };
            for folder in &content.folders {
                let files = known.get(folder).copied().unwrap_or_default();
                let below = sizes.get(folder).copied().unwrap_or(TreeSize { files, depth: 1 });
                size.files = size.files.saturating_add(below.files);
                size.depth = size.depth.max(below.depth + 1);
            }
            sizes.insert(id.clone(), size);
            waiting.pop();
        }
    }
    sizes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: usize) -> ObjectId {
        ObjectId::new(&format!("{number:040x}")).unwrap()
    }

    #[test]
    fn folders_are_counted_as_often_as_they_appear() {
        let mut trees = NewTrees::new();
        trees.insert(id(0), TreeContent { files: 10, folders: vec![id(99)] });
        for level in 1..60 {
            let folders = vec![id(level - 1); 10];
            trees.insert(id(level), TreeContent { files: 1, folders });
        }
        let known = HashMap::from([(id(99), 5)]);
        let sizes = sizes_of(&trees, &known);
        assert_eq!((sizes[&id(0)].files, sizes[&id(1)].files), (15, 151));
        assert_eq!((sizes[&id(59)].files, sizes[&id(59)].depth), (u64::MAX, 61));
        assert!(needs_known_sizes(&trees, 1));
        let once = NewTrees::from([(id(1), TreeContent { files: 1, folders: vec![id(2)] })]);
        assert!(!needs_known_sizes(&once, 1) && needs_known_sizes(&once, 2));
    }
}
