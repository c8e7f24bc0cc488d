//! The names of folders that schools and pairs had, in the paths of pages.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Archive;
use crate::parse::names::PAIRS_DIR;
use crate::parse::pair_folder;
use crate::site::model::routes::{OWNER, Routes};
use crate::site::model::slug::{slug, slug_with_suffix};

/// So many former ids of one thing get pages.
pub(super) const MOST: usize = 20;

/// The slugs of the folders that schools and pairs had, by their positions; the slug that each has now comes first.
pub(super) struct OldFolders<'a> {
    pub(super) schools: Vec<Vec<String>>,
    pub(super) pairs: Vec<Vec<String>>,
    /// The positions of schools and pairs by the names of their folders, now and formerly.
    school_names: FxHashMap<&'a str, usize>,
    pair_names: FxHashMap<&'a str, usize>,
}

impl<'a> OldFolders<'a> {
    pub(super) fn new(archive: &'a Archive, routes: &Routes) -> OldFolders<'a> {
        let (mut plain_schools, mut plain_pairs) = (FxHashSet::default(), FxHashSet::default());
        for school in &archive.schools {
            plain_schools.insert(slug(&school.id, OWNER));
        }
        for pair in &archive.pairs {
            plain_pairs.insert(slug(&pair.folder, OWNER));
        }
        let (mut schools, mut school_names) = (Vec::new(), FxHashMap::default());
        for (index, (school, now)) in archive.schools.iter().zip(&routes.school_names).enumerate() {
            let mut slugs = vec![now.clone()];
            for name in school.formerly.iter().take(MOST) {
                add_old_slugs((name, name), &plain_schools, &mut slugs);
            }
            schools.push(slugs);
            school_names.insert(school.id.as_str(), index);
        }
        for (index, school) in archive.schools.iter().enumerate() {
            for name in school.formerly.iter().take(MOST) {
                school_names.entry(name.as_str()).or_insert(index);
            }
        }
        let (mut pairs, mut pair_names) = (Vec::new(), FxHashMap::default());
        for (index, (pair, page)) in archive.pairs.iter().zip(&routes.pairs).enumerate() {
            let mut slugs = vec![owner_slug(page).to_owned()];
            for former in pair.formerly.iter().take(MOST) {
                let name = pair_folder(&former.id);
                let id = format!("{}/{name}", PAIRS_DIR.en);
                add_old_slugs((name, &id), &plain_pairs, &mut slugs);
            }
            pairs.push(slugs);
            pair_names.insert(pair.folder.as_str(), index);
        }
        for (index, pair) in archive.pairs.iter().enumerate() {
            for former in pair.formerly.iter().take(MOST) {
                pair_names.entry(pair_folder(&former.id)).or_insert(index);
            }
        }
        OldFolders { schools, pairs, school_names, pair_names }
    }

    /// The slugs of a school by the name of its folder, now or formerly.
    pub(super) fn of_school(&self, name: &str) -> Vec<String> {
        match self.school_names.get(name) {
            Some(index) => self.schools[*index].clone(),
            None => vec![slug(name, OWNER)],
        }
    }

    /// The slugs of a pair by the name of its folder, now or formerly.
    pub(super) fn of_pair(&self, name: &str) -> Vec<String> {
        match self.pair_names.get(name) {
            Some(index) => self.pairs[*index].clone(),
            None => vec![slug(name, OWNER)],
        }
    }
}

/// Adds the slugs that a school or a pair may have had under an old name. Where something else has the same name in pinyin,
/// both had a suffix.
fn add_old_slugs((name, id): (&str, &str), plain: &FxHashSet<String>, slugs: &mut Vec<String>) {
    let old = slug(name, OWNER);
    if plain.contains(&old) {
        slugs.push(slug_with_suffix(name, id, OWNER));
    }
    slugs.push(old);
}

/// The slug in the path of a school's or a pair's page: `schools/a/index.html` → `a`.
pub(super) fn owner_slug(page: &str) -> &str {
    page.split('/').nth(1).unwrap_or_default()
}

/// Where the name of a school's or a pair's folder stands in the path of a page.
pub(super) struct OwnerPlace<'p> {
    /// `schools` or `pairs`.
    pub(super) kind: &'static str,
    pub(super) before: &'p str,
    pub(super) slug: &'p str,
    pub(super) after: &'p str,
}

impl<'p> OwnerPlace<'p> {
    pub(super) fn of(page: &'p str) -> Option<OwnerPlace<'p>> {
        for (folder, kind) in [
            ("form/", "schools"),
            ("schools/", "schools"),
            ("print/schools/", "schools"),
            ("catalogue/schools/", "schools"),
            ("pairs/", "pairs"),
            ("print/pairs/", "pairs"),
            ("catalogue/pairs/", "pairs"),
        ] {
            if let Some(rest) = page.strip_prefix(folder) {
                let end = rest.find(['/', '.'])?;
                let (slug, after) = rest.split_at_checked(end)?;
                let before = page.get(..folder.len())?;
                return Some(OwnerPlace { kind, before, slug, after });
            }
        }
        None
    }
}
