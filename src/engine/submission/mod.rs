//! Decides what of a push must be refused. Touches no files: the trees are read already.
//!
//! The owner of a file follows from its path alone. What a pusher may do follows from the access.yaml *before* the push,
//! so nobody can grant themselves anything (docs/content-model.md §2, access.yaml).

mod claims;
mod owner;
mod tree;

use std::collections::BTreeSet;

pub use claims::{Claim, claims, foreign_claims, names_of};
pub use owner::Owner;
pub use tree::{TreeContent, name_twins, tree_problems};

use crate::diagnostics::{Diagnostic, NotAllowed, Problem, Severity, Span};
use crate::model::{Access, Archive, Grant};
pub use crate::source::git::{Change, Changes};

/// The rules that hold for a push: those of the tree before it.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// The content of access.yaml; without it everybody may change everything.
    pub access: Option<&'a Access>,
    /// The archive with the schools and pairs that access.yaml names.
    pub archive: &'a Archive,
    /// Those whom the server's settings name: they may do everything, whatever access.yaml says.
    pub administrators: &'a [String],
}

impl Rules<'_> {
    /// Whether the pusher may change everything.
    #[must_use]
    pub fn grants_everything(&self, pusher: &str) -> bool {
        match self.access {
            _ if self.administrators.iter().any(|name| name == pusher) => true,
            Some(access) => access.grants.get(pusher) == Some(&Grant::All),
            None => true,
        }
    }

    /// Whether the pusher may change anything at all.
    #[must_use]
    pub fn knows(&self, pusher: &str) -> bool {
        self.grants_everything(pusher)
            || self.access.is_some_and(|access| access.grants.contains_key(pusher))
    }
}

/// The changes that the pusher is not allowed to make; reported once for each owner, at the first file.
#[must_use]
pub fn foreign(rules: Rules<'_>, pusher: &str, changes: &Changes) -> Vec<Diagnostic> {
    if rules.grants_everything(pusher) {
        return Vec::new();
    }
    let (schools, pairs) = match rules.access.and_then(|access| access.grants.get(pusher)) {
        Some(Grant::Of { schools, pairs }) => (schools, pairs),
        Some(Grant::All) | None => {
            let Some(first) = changes.keys().next() else { return Vec::new() };
            return vec![refusal(first, NotAllowed::Unknown { pusher: pusher.to_owned() })];
        }
    };
    let mut reported = BTreeSet::new();
    let mut diagnostics = Vec::new();
    for path in changes.keys() {
        let owner = Owner::of(path);
        let is_allowed = match &owner {
            Owner::School(id) => schools.iter().any(|ix| rules.archive.school(*ix).id == *id),
            Owner::Pair(id) => pairs.iter().any(|ix| rules.archive.pair(*ix).folder == *id),
            Owner::Everyone => false,
        };
        if is_allowed || reported.contains(&owner) {
            continue;
        }
        let pusher = pusher.to_owned();
        let why = match owner.name(rules.archive) {
            Some(owner) => NotAllowed::Foreign { pusher, owner },
            None => NotAllowed::Shared { pusher },
        };
        diagnostics.push(refusal(path, why));
        reported.insert(owner);
    }
    diagnostics
}

fn refusal(path: &str, why: NotAllowed) -> Diagnostic {
    Diagnostic::new(path, Span::first(), Problem::NotAllowed(why))
}

/// Of the diagnostics after a push, those in changed files and those that did not exist before it.
#[must_use]
pub fn news(
    now: Vec<Diagnostic>,
    before: &dyn Fn() -> Vec<Diagnostic>,
    changes: &Changes,
) -> Vec<Diagnostic> {
    let (mut news, rest): (Vec<_>, Vec<_>) =
        now.into_iter().partition(|diagnostic| changes.contains_key(&*diagnostic.file));
    if rest.iter().any(|diagnostic| diagnostic.problem.severity() == Severity::Error) {
        // Lines move when something above them changes, so the place in the file is not compared.
        let before = before();
        for diagnostic in rest {
            let is_known = before
                .iter()
                .any(|old| old.file == diagnostic.file && old.problem == diagnostic.problem);
            if !is_known {
                news.push(diagnostic);
            }
        }
        crate::diagnostics::sort(&mut news);
    }
    news
}

#[cfg(test)]
mod tests;
