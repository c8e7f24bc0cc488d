//! Former names that a push claims: whoever claims what is or may become another's turns references, numbers and pages
//! over to themselves (docs/content-model.md §2, `formerly`).

use super::{Changes, Owner, Rules, refusal};
use crate::diagnostics::{Diagnostic, NotAllowed};
use crate::model::{Archive, FormerId, Grant};
use crate::parse::FormerFolders;
use crate::syntax::text::nfc;

/// A former name in a changed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The file that claims it.
    pub file: String,
    /// What is claimed: an id, or of a school also a name.
    pub found: String,
    /// Whether it lies in the folder of the file's own school or pair.
    pub is_own: bool,
}

/// The former names in changed files.
#[must_use]
pub fn claims(archive: &Archive, changes: &Changes) -> Vec<Claim> {
    let mut claims = Vec::new();
    let folders = FormerFolders::new(&archive.schools, &archive.pairs);
    for school in &archive.schools {
        for name in &school.formerly {
            claims.push(claim(&school.file, name, *name == school.id || *name == school.name));
        }
    }
    for pair in &archive.pairs {
        for former in &pair.formerly {
            claims.push(claim(&pair.file, &former.id, false));
        }
    }
    let mut documents: Vec<(&str, &[FormerId])> = Vec::new();
    for plan in &archive.plans {
        documents.push((&plan.file, &plan.formerly));
    }
    for record in &archive.records {
        documents.push((&record.file, &record.formerly));
    }
    for (file, formerly) in documents {
        for former in formerly {
            let claimed = Owner::of(&format!("content/{}", folders.canonical(&former.id)));
            let is_own = claimed != Owner::Everyone && claimed == Owner::of(file);
            claims.push(claim(file, &former.id, is_own));
        }
    }
    claims.retain(|claim| changes.contains_key(claim.file.as_str()));
    claims
}

fn claim(file: &str, found: &str, is_own: bool) -> Claim {
    Claim { file: file.to_owned(), found: found.to_owned(), is_own }
}

/// The claims that the pusher may not make. `was_known`: whether a text stood in the changed files before the push.
#[must_use]
pub fn foreign_claims(
    rules: Rules<'_>,
    pusher: &str,
    claims: &[Claim],
    was_known: &dyn Fn(&str) -> bool,
) -> Vec<Diagnostic> {
    if claims.is_empty() || rules.grants_everything(pusher) {
        return Vec::new();
    }
    let own = names_of(rules, pusher);
    let mut diagnostics = Vec::new();
    for claim in claims {
        let is_own = claim.is_own || own.contains(&nfc(&claim.found));
        if !is_own && !was_known(&claim.found) {
            let (pusher, found) = (pusher.to_owned(), claim.found.clone());
            diagnostics.push(refusal(&claim.file, NotAllowed::Claim { pusher, found }));
        }
    }
    diagnostics
}

/// The ids and names that a pusher's schools and pairs have by the rules of a push.
#[must_use]
pub fn names_of(rules: Rules<'_>, pusher: &str) -> Vec<String> {
    let mut names = Vec::new();
    if let Some(Grant::Of { schools, pairs }) =
        rules.access.and_then(|access| access.grants.get(pusher))
    {
        for pair in pairs {
            let pair = rules.archive.pair(*pair);
            names.extend([pair.id.clone(), pair.folder.clone(), pair.name.clone()]);
            names.extend(pair.formerly.iter().map(|former| former.id.clone()));
        }
        for school in schools {
            let school = rules.archive.school(*school);
            names.extend([school.id.clone(), school.name.clone()]);
            names.extend(school.formerly.iter().cloned());
        }
    }
    names
}
