//! The old addresses of what was moved (docs/content-model.md §2, `formerly`): each gets a page that leads to the new one.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{Archive, FormerId, PlanIx, PlanOwner, RecordIx};
use crate::parse::names::{PAIRS_DIR, PLANS_DIR, RECORD_DIRS, SCHOOLS_DIR};
use crate::parse::pair_folder;
use crate::site::model::lookup::Lookup;
use crate::site::model::routes::{OWNER, RECORD, Routes, folder};
use crate::site::model::slug::slug;

/// So many former ids of one thing get pages.
const MOST: usize = 20;

/// An old address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Redirect {
    /// The old path in the site.
    pub(crate) path: String,
    /// The path that it leads to.
    pub(crate) target: String,
    /// The title of the page there.
    pub(crate) title: String,
}

/// The old addresses of an archive, sorted by path. An address that a page has now is none.
pub(crate) fn redirects(archive: &Archive, routes: &Routes, lookup: &Lookup) -> Vec<Redirect> {
    let owners = OldFolders::new(archive, routes);
    let mut finder = RedirectFinder { archive, routes, owners, found: BTreeMap::new() };
    finder.owners_pages();
    finder.plans(lookup);
    finder.records(lookup);
    if finder.found.is_empty() {
        return Vec::new();
    }
    let taken = taken(routes);
    let mut redirects = Vec::with_capacity(finder.found.len());
    for (path, (target, title)) in finder.found {
        if !taken.contains(path.as_str()) {
            redirects.push(Redirect { path, target, title });
        }
    }
    redirects
}

/// The paths of all pages that stand where an old address could be.
fn taken(routes: &Routes) -> FxHashSet<&str> {
    let lists = [
        &routes.schools,
        &routes.pairs,
        &routes.plans,
        &routes.records,
        &routes.printed_plans,
        &routes.printed_records,
    ];
    let pages = lists.into_iter().chain(&routes.target_pages).flatten();
    pages.chain(routes.school_terms.values()).map(String::as_str).collect()
}

/// The slugs of the folders that schools and pairs had, by their positions; the slug that each has now comes first.
struct OldFolders<'a> {
    schools: Vec<Vec<String>>,
    pairs: Vec<Vec<String>>,
    /// The positions of schools and pairs by the names of their folders, now and formerly.
    school_names: FxHashMap<&'a str, usize>,
    pair_names: FxHashMap<&'a str, usize>,
}

impl<'a> OldFolders<'a> {
    fn new(archive: &'a Archive, routes: &Routes) -> OldFolders<'a> {
        let (mut schools, mut school_names) = (Vec::new(), FxHashMap::default());
        for (index, (school, now)) in archive.schools.iter().zip(&routes.school_names).enumerate() {
            let mut slugs = vec![now.clone()];
            for name in school.formerly.iter().take(MOST) {
                slugs.push(slug(name, OWNER));
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
                slugs.push(slug(pair_folder(&former.id), OWNER));
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
    fn of_school(&self, name: &str) -> Vec<String> {
        match self.school_names.get(name) {
            Some(index) => self.schools[*index].clone(),
            None => vec![slug(name, OWNER)],
        }
    }

    /// The slugs of a pair by the name of its folder, now or formerly.
    fn of_pair(&self, name: &str) -> Vec<String> {
        match self.pair_names.get(name) {
            Some(index) => self.pairs[*index].clone(),
            None => vec![slug(name, OWNER)],
        }
    }
}

/// The slug in the path of a school's or a pair's page: `schools/a/index.html` → `a`.
fn owner_slug(page: &str) -> &str {
    page.split('/').nth(1).unwrap_or_default()
}

struct RedirectFinder<'a> {
    archive: &'a Archive,
    routes: &'a Routes,
    owners: OldFolders<'a>,
    /// By path: the target and its title. The first thing that had an address keeps it.
    found: BTreeMap<String, (String, String)>,
}

impl RedirectFinder<'_> {
    fn add(&mut self, path: String, target: &str, title: &str) {
        if path != target {
            self.found.entry(path).or_insert_with(|| (target.to_owned(), title.to_owned()));
        }
    }

    /// The pages of schools, their terms, and pairs.
    fn owners_pages(&mut self) {
        let (archive, routes) = (self.archive, self.routes);
        for (index, school) in archive.schools.iter().enumerate() {
            for old in self.owners.schools[index].clone().iter().skip(1) {
                self.add(format!("schools/{old}/index.html"), &routes.schools[index], &school.name);
            }
        }
        for ((school, _), page) in &routes.school_terms {
            let Some((folder, _)) = page.rsplit_once('/') else { continue };
            for old in self.owners.schools[school.0].clone().iter().skip(1) {
                let name = &archive.school(*school).name;
                self.add(format!("{folder}/{old}.html"), page, name);
            }
        }
        for (index, pair) in archive.pairs.iter().enumerate() {
            for old in self.owners.pairs[index].clone().iter().skip(1) {
                self.add(format!("pairs/{old}/index.html"), &routes.pairs[index], &pair.name);
            }
        }
    }

    fn plans(&mut self, lookup: &Lookup) {
        let (archive, routes) = (self.archive, self.routes);
        for (index, plan) in archive.plans.iter().enumerate() {
            if !lookup.is_plan_shown(PlanIx(index)) {
                continue;
            }
            let page = &routes.plans[index];
            let folders = match plan.owner {
                PlanOwner::Archive => Vec::new(),
                PlanOwner::School(school) => self.owners.schools[school.0].clone(),
                PlanOwner::Pair(pair) => self.owners.pairs[pair.0].clone(),
            };
            let mut stems = under(&folders, page);
            stems.extend(self.former_stems(&plan.formerly));
            for stem in stems {
                self.add(format!("{stem}.html"), page, &plan.title);
                self.add(format!("print/{stem}.html"), &routes.printed_plans[index], &plan.title);
            }
        }
    }

    fn records(&mut self, lookup: &Lookup) {
        let (archive, routes) = (self.archive, self.routes);
        for (index, record) in archive.records.iter().enumerate() {
            let old_folders = &self.owners.schools[record.school.0];
            let is_moved = 1 < old_folders.len() || !record.formerly.is_empty();
            if !is_moved || !lookup.is_shown(RecordIx(index)) {
                continue;
            }
            let page = &routes.records[index];
            let mut stems = under(&old_folders.clone(), page);
            stems.extend(self.former_stems(&record.formerly));
            for stem in stems {
                self.add(format!("{stem}.html"), page, &record.title);
                if record.kind().has_printed_page() {
                    let printed = &routes.printed_records[index];
                    self.add(format!("print/{stem}.html"), printed, &record.title);
                }
            }
        }
    }

    /// The paths without an ending that former ids of a plan or a record had.
    fn former_stems(&self, formerly: &[FormerId]) -> Vec<String> {
        let mut stems = Vec::new();
        for former in formerly.iter().take(MOST) {
            let parts: Vec<&str> = former.id.split('/').collect();
            match parts.as_slice() {
                [plans, name] if PLANS_DIR.is(plans) => {
                    stems.push(format!("plans/{}", slug(name, RECORD)));
                }
                [schools, school, dir, name] if SCHOOLS_DIR.is(schools) => {
                    let Some(kind) = kind_folder(dir) else { continue };
                    for school in self.owners.of_school(school) {
                        stems.push(format!("schools/{school}/{kind}/{}", slug(name, RECORD)));
                    }
                }
                [pairs, pair, _, name] if PAIRS_DIR.is(pairs) => {
                    for pair in self.owners.of_pair(pair) {
                        stems.push(format!("pairs/{pair}/plans/{}", slug(name, RECORD)));
                    }
                }
                _ => {}
            }
        }
        stems
    }
}

/// The site's name of a folder of records or plans.
fn kind_folder(dir: &str) -> Option<&'static str> {
    if PLANS_DIR.is(dir) {
        return Some(PLANS_DIR.en);
    }
    let (_, kind) = RECORD_DIRS.iter().find(|(name, _)| name.is(dir))?;
    Some(folder(*kind))
}

/// A page's path without its ending under the old folders of its owner, of which the first is that of today.
fn under(folders: &[String], page: &str) -> Vec<String> {
    let mut stems = Vec::new();
    let stem = page.trim_end_matches(".html");
    let parts: Vec<&str> = stem.splitn(3, '/').collect();
    if let [kind, _, rest] = parts.as_slice() {
        for old in folders.iter().skip(1) {
            stems.push(format!("{kind}/{old}/{rest}"));
        }
    }
    stems
}
