//! Links to files in folders without a record.

use std::collections::{BTreeMap, BTreeSet};

use super::resolve::target_path;
use crate::diagnostics::{Diagnostic, LinkProblem, Problem, Stray};
use crate::syntax::text::nfc;

/// Says of links that lead to such files why they cannot. The warnings about these files, among `strays`, say no more and
/// are removed.
pub(crate) fn explain_unattached(broken: &mut [Diagnostic], strays: &mut Vec<Diagnostic>) {
    let mut unattached: BTreeMap<String, LinkProblem> = BTreeMap::new();
    for found in strays.iter() {
        if let Problem::StrayFile(Stray::Unattached { folder, record }) = &found.problem {
            let (folder, record) = (folder.clone(), record.clone());
            unattached.insert(nfc(&found.file), LinkProblem::Unattached { folder, record });
        }
    }
    if unattached.is_empty() {
        return;
    }
    let mut linked = BTreeSet::new();
    for found in broken {
        let Problem::BrokenLink { href, why } = &mut found.problem else { continue };
        let Some(path) = target_path(href, &found.file) else { continue };
        if let Some(problem) = unattached.get(&path) {
            *why = problem.clone();
            linked.insert(path);
        }
    }
    strays.retain(|found| {
        !matches!(&found.problem, Problem::StrayFile(Stray::Unattached { .. }))
            || !linked.contains(&nfc(&found.file))
    });
}
