//! A push → what must be refused of it. Pure: the trees were read, the day of judgement is an argument.
//!
//! Whose a file is follows from its path alone, and what a pusher may do from the *old* access.yaml: nobody can grant
//! themselves anything (MODEL.md §2, access.yaml).

mod owner;

use std::collections::{BTreeMap, BTreeSet};

pub use owner::Owner;

use crate::diagnostics::{Diagnostic, NotAllowed, Problem, Severity, Span};
use crate::model::{Access, Archive, Grant};

/// How a file differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// New.
    Added,
    /// Other bytes, or another mode.
    Modified,
    /// Gone. A renamed file is gone in one place and new in another.
    Deleted,
}

/// The files that differ, by path from the archive's root.
pub type Changes = BTreeMap<String, Change>;

/// The rules that hold for a push: those of the tree before it.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// access.yaml; without one everybody may change everything.
    pub access: Option<&'a Access>,
    /// The schools and pairs that it names.
    pub archive: &'a Archive,
}

/// What the pusher changes and may not; each owner told once, at the first file.
#[must_use]
pub fn foreign(rules: Rules<'_>, pusher: &str, changes: &Changes) -> Vec<Diagnostic> {
    let Some(access) = rules.access else { return Vec::new() };
    let refuse = |path: &str, why| Diagnostic::new(path, Span::first(), Problem::NotAllowed(why));
    let pusher_name = || pusher.to_owned();
    let (schools, pairs) = match access.grants.get(pusher) {
        Some(Grant::All) => return Vec::new(),
        Some(Grant::Of { schools, pairs }) => (schools, pairs),
        None => {
            let first = changes.keys().next();
            let why = NotAllowed::Unknown { pusher: pusher_name() };
            return first.map(|it| refuse(it, why)).into_iter().collect();
        }
    };
    let mut told = BTreeSet::new();
    let mut out = Vec::new();
    for path in changes.keys() {
        let owner = Owner::of(path);
        let theirs = match &owner {
            Owner::School(id) => schools.iter().any(|it| rules.archive.school(*it).id == *id),
            Owner::Pair(id) => pairs.iter().any(|it| rules.archive.pair(*it).folder == *id),
            Owner::Everyone => false,
        };
        if theirs || !told.insert(owner.clone()) {
            continue;
        }
        let why = match owner.name(rules.archive) {
            Some(owner) => NotAllowed::Foreign { pusher: pusher_name(), owner },
            None => NotAllowed::Shared { pusher: pusher_name() },
        };
        out.push(refuse(path, why));
    }
    out
}

/// Of what is wrong now: what touches the changed files, and what was not wrong before.
#[must_use]
pub fn news(
    now: Vec<Diagnostic>,
    before: &dyn Fn() -> Vec<Diagnostic>,
    changes: &Changes,
) -> Vec<Diagnostic> {
    let touched = |it: &Diagnostic| changes.contains_key(&*it.file);
    let (mut news, rest): (Vec<_>, Vec<_>) = now.into_iter().partition(touched);
    if rest.iter().any(|it| it.problem.severity() == Severity::Error) {
        // Lines move when something above them changes, so the place in the file is left out.
        let before = before();
        let known: Vec<_> = before.iter().map(|it| (&it.file, &it.problem)).collect();
        news.extend(rest.into_iter().filter(|it| !known.contains(&(&it.file, &it.problem))));
        crate::diagnostics::sort(&mut news);
    }
    news
}

#[cfg(test)]
mod tests;
