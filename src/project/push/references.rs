//! Which branches and tags a push may create, move and delete.

use super::{PushReceiver, Rulebook, ref_names};
use crate::diagnostics::{
    BilingualName, FileNameProblem, NotAllowed, Problem, PushedText, ReferenceProblem,
};
use crate::engine::{lint, submission};
use crate::error::Error;
use crate::privacy;
use crate::source::git::{ObjectId, RefName, RefUpdate};

/// The most bytes of a part of a name: git adds some of its own to those of files.
const MAX_PART: usize = 200;

impl PushReceiver {
    /// What is wrong with the references of a push.
    pub(super) fn reference_problems(
        &self,
        updates: &[RefUpdate],
        rulebook: &Rulebook,
    ) -> Result<Vec<Problem>, Error> {
        let mut problems = Vec::new();
        let branches = self.repository.branches()?;
        let tags =
            self.repository.text(["for-each-ref", "--format=%(refname:strip=2)", "refs/tags"])?;
        let tags: Vec<String> = tags.lines().map(str::to_owned).collect();
        for update in updates {
            let problem = self.name_problem(&update.name);
            let known = if matches!(update.name, RefName::Tag(_)) { &tags } else { &branches };
            let refused = match problem.or_else(|| in_the_way(update, updates, known)) {
                Some(problem) => Some(problem),
                None if !rulebook.has_shared => self.problem_before_shared(update, updates)?,
                None => self.update_problem(update, rulebook)?,
            };
            problems.extend(refused);
        }
        problems.dedup();
        Ok(problems)
    }

    /// What is wrong with a name, whoever pushes.
    fn name_problem(&self, name: &RefName) -> Option<Problem> {
        let (short, branch) = (name.short().to_owned(), self.protected.clone());
        if let RefName::Other(name) = name {
            return Some(refused(ReferenceProblem::Unknown { name: name.clone() }));
        }
        if let Some(hit) = privacy::scan(&short).into_iter().next() {
            let (en, zh) = hit.kind.names();
            let (kind, masked, print) = (BilingualName { en, zh }, hit.masked, hit.print);
            let place = PushedText::Reference;
            return Some(Problem::PersonalPush { place, kind, masked, print });
        }
        let seen = ref_names::look_of(&short);
        if !name.is_branch(&branch)
            && [ref_names::look_of(&branch), ref_names::look_of("head")].contains(&seen)
        {
            return Some(refused(ReferenceProblem::Shadows { name: short, branch }));
        }
        if ref_names::is_reserved(&short) {
            return Some(refused(ReferenceProblem::Reserved { name: short }));
        }
        // Git's own commands make no name that begins with a dash: others take it for an option.
        let is_odd = short.starts_with('-') || short.split('/').any(is_unfit);
        is_odd.then(|| refused(ReferenceProblem::OddName { name: short }))
    }

    /// Before the shared branch exists, a push must create it, and only those may who are named for it. Where nobody is
    /// named, anyone may as long as the repository has no branch at all.
    fn problem_before_shared(
        &self,
        update: &RefUpdate,
        updates: &[RefUpdate],
    ) -> Result<Option<Problem>, Error> {
        let branch = self.protected.clone();
        if !updates.iter().any(|update| self.is_protected(update) && update.new.is_some()) {
            return Ok(Some(refused(ReferenceProblem::BeforeShared { branch })));
        }
        let is_allowed = match self.administrators.as_slice() {
            [] => self.repository.branches()?.is_empty(),
            named => named.contains(&self.pusher),
        };
        if is_allowed || !self.is_protected(update) {
            return Ok(self.target_problem(update));
        }
        let pusher = self.pusher.clone();
        Ok(Some(refused(ReferenceProblem::FirstPush { pusher, branch })))
    }

    fn update_problem(
        &self,
        update: &RefUpdate,
        rulebook: &Rulebook,
    ) -> Result<Option<Problem>, Error> {
        let (pusher, branch) = (self.pusher.clone(), self.protected.clone());
        if let Some(rules) = self.rules(rulebook)
            && !rules.knows(&pusher)
        {
            return Ok(Some(Problem::NotAllowed(NotAllowed::Unknown { pusher })));
        }
        if update.new.is_some()
            && let Some(rules) = self.rules(rulebook)
            && !rules.grants_everything(&pusher)
            && let Some(owner) = ref_names::another_owner(rules, &pusher, update.name.short())
        {
            let name = update.name.short().to_owned();
            return Ok(Some(refused(ReferenceProblem::NamesAnother { pusher, name, owner })));
        }
        let is_protected = self.is_protected(update);
        if update.new.is_none() && is_protected {
            return Ok(Some(refused(ReferenceProblem::Deleted { branch })));
        }
        if let Some(old) = &update.old {
            let loses_commits = self.loses_commits(old, update.new.as_ref())?;
            if is_protected && loses_commits {
                return Ok(Some(refused(ReferenceProblem::Forced { branch })));
            }
            if !is_protected && !self.may_move(&update.name, (old, loses_commits), rulebook)? {
                let name = update.name.short().to_owned();
                return Ok(Some(refused(ReferenceProblem::OfOthers { pusher, name })));
            }
        }
        Ok(self.target_problem(update))
    }

    /// Whether a reference no longer leads to a commit that it led to.
    fn loses_commits(&self, old: &ObjectId, new: Option<&ObjectId>) -> Result<bool, Error> {
        match new {
            Some(new) => Ok(!self.repository.is_ancestor(old, new)?),
            None => Ok(true),
        }
    }

    /// Whether the pusher may move a branch or tag. One without changes of its own marks a place in the shared history: it
    /// must bear their name. Where commits of it are lost, it holds only what is theirs.
    fn may_move(
        &self,
        name: &RefName,
        (old, loses_commits): (&ObjectId, bool),
        rulebook: &Rulebook,
    ) -> Result<bool, Error> {
        let Some(rules) = self.rules(rulebook) else { return Ok(true) };
        if rules.grants_everything(&self.pusher) {
            return Ok(true);
        }
        if matches!(name, RefName::Tag(_)) {
            return Ok(false);
        }
        let base = self.tip().map(|tip| self.repository.merge_base(&tip, old).unwrap_or(tip));
        let changes = self.repository.changes(base.as_ref(), old, &self.prefix)?;
        if changes.is_empty() && !ref_names::names_own(rules, &self.pusher, name.short()) {
            return Ok(false);
        }
        let is_own = || submission::foreign(rules, &self.pusher, &changes).is_empty();
        Ok(!loses_commits || is_own())
    }

    /// Branches and tags point to commits. A tag of a file or folder would bring what no branch shows.
    fn target_problem(&self, update: &RefUpdate) -> Option<Problem> {
        let new = update.new.as_ref()?;
        match self.repository.resolve(new.as_str(), "commit") {
            Ok(_) => None,
            Err(_) => {
                let name = update.name.short().to_owned();
                Some(refused(ReferenceProblem::NoCommit { name }))
            }
        }
    }
}

fn refused(problem: ReferenceProblem) -> Problem {
    Problem::NotAllowed(NotAllowed::Reference(problem))
}

/// Whether a part of a name cannot be the name of a file on every system: clones keep a branch in a file of its name.
fn is_unfit(part: &str) -> bool {
    let problem = lint::name_problem(part);
    MAX_PART < part.len() || problem.is_some_and(|problem| problem != FileNameProblem::Percent)
}

/// The branch or tag that stands where a new one needs a folder, or in the folder where it would stand, or whose name
/// some system takes for the same.
fn in_the_way(update: &RefUpdate, updates: &[RefUpdate], known: &[String]) -> Option<Problem> {
    if update.old.is_some() || update.new.is_none() {
        return None;
    }
    let is_same_kind =
        |other: &RefName| std::mem::discriminant(other) == std::mem::discriminant(&update.name);
    let mut others: Vec<&str> = Vec::new();
    for other in known {
        let is_gone = |update: &RefUpdate| update.new.is_none() && update.name.short() == other;
        if !updates.iter().any(|update| is_same_kind(&update.name) && is_gone(update)) {
            others.push(other);
        }
    }
    for other in updates {
        if other.old.is_none() && other.new.is_some() && is_same_kind(&other.name) {
            others.push(other.name.short());
        }
    }
    let name = update.name.short();
    let own = lint::folded(name);
    for other in others {
        let seen = lint::folded(other);
        let is_same = seen == own && other != name;
        if is_same || is_within(&seen, &own) || is_within(&own, &seen) {
            let (name, other) = (name.to_owned(), other.to_owned());
            return Some(refused(ReferenceProblem::InTheWay { name, other }));
        }
    }
    None
}

/// Whether a name lies in a folder of another name.
fn is_within(name: &str, folder: &str) -> bool {
    name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}
