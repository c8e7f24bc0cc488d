//! The slugs that schools, pairs, plans and records had before they were moved (docs/content-model.md §2, `formerly`): a new
//! thing does not get the published address of an older one, which leads to where that is now.

use rustc_hash::FxHashMap;

use crate::model::{Archive, FormerId};
use crate::parse::names::{PAIRS_DIR, PLANS_DIR, SCHOOLS_DIR};
use crate::parse::{FormerIds, pair_folder};
use crate::site::model::routes::{OWNER, RECORD};
use crate::site::model::slug::{FormerSlugs, slug};

/// Those of schools.
pub(crate) fn of_schools(archive: &Archive) -> FormerSlugs {
    let mut slugs = FormerSlugs::default();
    for (at, school) in archive.schools.iter().enumerate() {
        for name in &school.formerly {
            slugs.entry(slug(name, OWNER)).or_default().insert(at);
        }
    }
    slugs
}

/// Those of pairs.
pub(crate) fn of_pairs(archive: &Archive) -> FormerSlugs {
    let mut slugs = FormerSlugs::default();
    for (at, pair) in archive.pairs.iter().enumerate() {
        for former in &pair.formerly {
            slugs.entry(slug(pair_folder(&former.id), OWNER)).or_default().insert(at);
        }
    }
    slugs
}

/// The slugs of plans' or records' former ids, by their folder in the site.
pub(crate) type SlugsByFolder = FxHashMap<String, FormerSlugs>;

/// Finds the folders of former ids in the site of today.
pub(crate) struct FormerSlugFinder<'a> {
    ids: FormerIds,
    /// The slugs of schools and pairs by the names of their folders.
    schools: FxHashMap<&'a str, &'a str>,
    pairs: FxHashMap<&'a str, &'a str>,
}

impl<'a> FormerSlugFinder<'a> {
    /// For schools and pairs that have these slugs.
    pub(crate) fn new(archive: &'a Archive, schools: &'a [String], pairs: &'a [String]) -> Self {
        let mut finder = FormerSlugFinder {
            ids: FormerIds::of(archive),
            schools: FxHashMap::default(),
            pairs: FxHashMap::default(),
        };
        if !finder.ids.is_empty() {
            for (school, name) in archive.schools.iter().zip(schools) {
                finder.schools.insert(&school.id, name);
            }
            for (pair, name) in archive.pairs.iter().zip(pairs) {
                finder.pairs.insert(&pair.folder, name);
            }
        }
        finder
    }

    /// The slugs of all plans or of all records, which are given by what they were called formerly.
    pub(crate) fn of_documents<'f>(
        &self,
        all: impl Iterator<Item = &'f [FormerId]>,
    ) -> SlugsByFolder {
        let mut slugs = SlugsByFolder::default();
        for (at, formerly) in all.enumerate() {
            for former in formerly {
                if let Some((folder, name)) = self.place(&former.id) {
                    let in_folder = slugs.entry(folder).or_default();
                    in_folder.entry(name).or_default().insert(at);
                }
            }
        }
        slugs
    }

    /// The folder in the site and the slug that an id would have today.
    fn place(&self, id: &str) -> Option<(String, String)> {
        let id = self.ids.canonical(id);
        let parts: Vec<&str> = id.split('/').collect();
        match parts.as_slice() {
            [plans, name] if PLANS_DIR.is(plans) => {
                Some((PLANS_DIR.en.to_owned(), slug(name, RECORD)))
            }
            [owners, owner, dir, name] => {
                let slugs = if SCHOOLS_DIR.is(owners) {
                    &self.schools
                } else if PAIRS_DIR.is(owners) {
                    &self.pairs
                } else {
                    return None;
                };
                let folder = format!("{owners}/{}/{dir}", slugs.get(owner)?);
                Some((folder, slug(name, RECORD)))
            }
            _ => None,
        }
    }
}
