//! What the pusher changes in each commit. A change that a later commit takes back is one too.

use std::collections::{BTreeMap, BTreeSet};

use super::{PushReceiver, Rulebook};
use crate::diagnostics::{Diagnostic, FileNameProblem, NotAllowed, ObjectProblem, Problem, Span};
use crate::engine::lint;
use crate::error::Error;
use crate::privacy;
use crate::source::git::{Change, ChangedEntry, CommitText, EntryMode, ObjectId, TreePair};

/// The most merges of a push that are taken apart.
const MAX_MERGES: usize = 100;

/// What a push changes itself.
#[derive(Default)]
pub(super) struct OwnChanges {
    pub(super) refused: Vec<Problem>,
    /// The changes of all commits, by path and by what the entry is afterwards.
    pub(super) entries: Vec<ChangedEntry>,
}

/// Which differences belong to a commit itself.
enum CommitShape {
    /// Those from its parent, or from nothing.
    Single { pair: usize },
    /// Those from both parents, and those from one of them that had changed the file since their common ancestor.
    Merge { pairs: [usize; 4] },
}

impl PushReceiver {
    /// What the commits of a push change, without what they merge from commits that are known already.
    pub(super) fn own_changes(
        &self,
        commits: &[(ObjectId, CommitText)],
        rulebook: &Rulebook,
    ) -> Result<OwnChanges, Error> {
        let mut own = OwnChanges::default();
        let is_precise = !self.may_change_everything(rulebook);
        let merges = commits.iter().filter(|(_, commit)| 1 < commit.parents.len()).count();
        if is_precise && MAX_MERGES < merges {
            own.refuse(ObjectProblem::TooManyMerges { limit: MAX_MERGES });
            return Ok(own);
        }
        let (pairs, shapes) = self.pairs_of(commits, is_precise)?;
        let Some(diffs) = self.repository.tree_diffs(&pairs, &self.prefix)? else {
            own.refuse(ObjectProblem::TooMany);
            return Ok(own);
        };
        let mut entries = BTreeMap::new();
        for shape in &shapes {
            for entry in entries_of(shape, &diffs) {
                // A version of a file is judged though a later commit deletes it or puts a file in place of a link.
                let is_gone = entry.change == Change::Deleted;
                let key = (entry.path.clone(), is_gone, is_bad(entry.mode), entry.is_utf8);
                entries.entry(key).or_insert(entry);
            }
        }
        own.entries = entries.into_values().cloned().collect();
        Ok(own)
    }

    /// The pairs of trees to compare, and which of them belong to each commit.
    fn pairs_of(
        &self,
        commits: &[(ObjectId, CommitText)],
        is_precise: bool,
    ) -> Result<(Vec<TreePair>, Vec<CommitShape>), Error> {
        let mut bases: BTreeMap<&ObjectId, Option<ObjectId>> = BTreeMap::new();
        let mut wanted: BTreeSet<&ObjectId> = BTreeSet::new();
        for (id, commit) in commits {
            wanted.extend(&commit.parents);
            if is_precise && let [one, other] = commit.parents.as_slice() {
                bases.insert(id, self.repository.merge_base(one, other));
            }
        }
        wanted.extend(bases.values().flatten());
        let wanted: Vec<ObjectId> = wanted.into_iter().cloned().collect();
        let listed = self.repository.trees_of(&wanted)?;
        let trees: BTreeMap<&ObjectId, ObjectId> =
            wanted.iter().zip(listed).filter_map(|(id, tree)| Some((id, tree?))).collect();
        let nothing = self.repository.empty_tree()?;
        let tree = |id: Option<&ObjectId>| -> ObjectId {
            id.and_then(|id| trees.get(id)).unwrap_or(&nothing).clone()
        };
        let (mut pairs, mut shapes) = (Vec::new(), Vec::new());
        for (id, commit) in commits {
            let Some(own) = &commit.tree else { continue };
            let first = pairs.len();
            match (commit.parents.as_slice(), bases.get(id)) {
                ([one, other], Some(base)) => {
                    let (one, other) = (tree(Some(one)), tree(Some(other)));
                    let base = tree(base.as_ref());
                    pairs.extend([(one.clone(), own.clone()), (other.clone(), own.clone())]);
                    pairs.extend([(base.clone(), one), (base, other)]);
                    shapes.push(CommitShape::Merge {
                        pairs: [first, first + 1, first + 2, first + 3],
                    });
                }
                (parents, _) => {
                    pairs.push((tree(parents.first()), own.clone()));
                    shapes.push(CommitShape::Single { pair: first });
                }
            }
        }
        Ok((pairs, shapes))
    }

    /// Entries that may not be in any commit: links, submodules, names that not every system can hold.
    pub(super) fn unwanted_entries(&self, entries: &[ChangedEntry]) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        for entry in entries {
            if entry.change == Change::Deleted {
                continue;
            }
            let path = &*entry.path;
            let mut report = |problem| problems.push(Diagnostic::new(path, Span::first(), problem));
            let name = path.rsplit('/').next().unwrap_or(path);
            match entry.mode {
                EntryMode::Link => report(Problem::NotAllowed(NotAllowed::Link)),
                EntryMode::Submodule => report(Problem::NotAllowed(NotAllowed::Submodule)),
                _ if name == ".gitmodules" => report(Problem::NotAllowed(NotAllowed::Submodule)),
                _ if !entry.is_utf8 => report(Problem::NotAllowed(NotAllowed::BadName)),
                _ => {}
            }
            if let Some(problem) = path.split('/').find_map(lint::name_problem) {
                report(Problem::FileName(problem));
            }
            for hit in privacy::scan(path) {
                report(crate::parse::personal_data(hit));
            }
        }
        problems
    }
}

/// Entries that some system takes for others of the same folder, in hidden folders and outside of `content/` too.
pub(super) fn twins(entries: &[ChangedEntry], twins: &BTreeMap<String, String>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for entry in entries {
        if twins.is_empty() || entry.change == Change::Deleted {
            continue;
        }
        let path = entry.path.as_str();
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        for end in ends {
            if let Some(with) = path.get(..end).and_then(|path| twins.get(path)) {
                let problem = Problem::FileName(FileNameProblem::Collides { with: with.clone() });
                problems.push(Diagnostic::new(path, Span::first(), problem));
            }
        }
    }
    problems
}

impl OwnChanges {
    fn refuse(&mut self, problem: ObjectProblem) {
        self.refused.push(Problem::NotAllowed(NotAllowed::Objects(problem)));
    }
}

/// The differences that belong to a commit itself.
fn entries_of<'d>(shape: &CommitShape, diffs: &'d [Vec<ChangedEntry>]) -> Vec<&'d ChangedEntry> {
    let diff = |index: usize| diffs.get(index).map(Vec::as_slice).unwrap_or_default();
    match shape {
        CommitShape::Single { pair } => diff(*pair).iter().collect(),
        CommitShape::Merge { pairs: [one, other, base_one, base_other] } => {
            let [one, other] = [diff(*one), diff(*other)];
            let [in_one, in_other] = [paths(diff(*base_one)), paths(diff(*base_other))];
            let [from_one, from_other] = [paths(one), paths(other)];
            let mut entries = Vec::new();
            for entry in one {
                let path = &*entry.path;
                if from_other.contains(path) || in_one.contains(path) {
                    entries.push(entry);
                }
            }
            for entry in other {
                let path = &*entry.path;
                if !from_one.contains(path) && in_other.contains(path) {
                    entries.push(entry);
                }
            }
            entries
        }
    }
}

fn paths(diff: &[ChangedEntry]) -> BTreeSet<&str> {
    diff.iter().map(|entry| entry.path.as_str()).collect()
}

fn is_bad(mode: EntryMode) -> bool {
    matches!(mode, EntryMode::Link | EntryMode::Submodule)
}

/// Whether the check of the archive never sees a file: it is hidden or outside of `content/`.
pub(super) fn is_unseen(path: &str) -> bool {
    !path.starts_with("content/") || path.split('/').any(|part| part.starts_with(['.', '_']))
}
