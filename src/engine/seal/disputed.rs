//! Names that one school, plan or record has and another one had: reported where the old name is written. What a seal says of
//! them is not compared, since nobody can tell which of the two it means.

use std::collections::BTreeSet;

use crate::model::{Archive, FormerId};
use crate::parse::FormerIds;
use crate::parse::names::SCHOOLS_DIR;

/// The folders and ids of such names, and those that have them.
#[derive(Default)]
pub(super) struct DisputedIds {
    /// Folders of schools, now and formerly.
    schools: BTreeSet<String>,
    /// Ids of plans and records as they would be spelled today.
    documents: BTreeSet<String>,
    former: FormerIds,
}

impl DisputedIds {
    pub(super) fn of(archive: &Archive) -> DisputedIds {
        let former = FormerIds::of(archive);
        let mut disputed = DisputedIds { former, ..DisputedIds::default() };
        disputed.add_schools(archive);
        if !disputed.former.is_empty() {
            disputed.add_documents(archive);
        }
        disputed
    }

    fn add_schools(&mut self, archive: &Archive) {
        let now: BTreeSet<&str> = archive.schools.iter().map(|school| &*school.id).collect();
        for school in &archive.schools {
            for name in &school.formerly {
                if *name != school.id && now.contains(name.as_str()) {
                    self.schools.extend([name.clone(), school.id.clone()]);
                }
            }
        }
    }

    fn add_documents(&mut self, archive: &Archive) {
        let mut all: Vec<(&str, &[FormerId])> = Vec::new();
        for plan in &archive.plans {
            all.push((&plan.id, &plan.formerly));
        }
        for record in &archive.records {
            all.push((&record.id, &record.formerly));
        }
        let now: BTreeSet<String> = all.iter().map(|(id, _)| self.former.canonical(id)).collect();
        for (id, formerly) in all {
            let own = self.former.canonical(id);
            for one in formerly {
                let name = self.former.canonical(&one.id);
                if name != own && now.contains(&name) {
                    self.documents.extend([name, own.clone()]);
                }
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.schools.is_empty() && self.documents.is_empty()
    }

    /// Whether an id may mean two things.
    pub(super) fn holds(&self, id: &str) -> bool {
        if self.is_empty() {
            return false;
        }
        let mut parts = id.split('/');
        let is_of_school = parts.next().is_some_and(|owners| SCHOOLS_DIR.is(owners))
            && parts.next().is_some_and(|name| self.schools.contains(name));
        is_of_school || self.documents.contains(&self.former.canonical(id))
    }
}
