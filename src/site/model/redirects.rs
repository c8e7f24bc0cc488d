//! The old addresses of what was moved (docs/content-model.md §2, `formerly`): each gets a page that leads to the new one.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{Archive, FormerId, PlanIx, PlanOwner, RecordIx};
use crate::parse::names::{PAIRS_DIR, PLANS_DIR, RECORD_DIRS, SCHOOLS_DIR};
use crate::site::model::lookup::Lookup;
use crate::site::model::old_folders::{MOST, OldFolders, OwnerPlace, owner_slug};
use crate::site::model::routes::{RECORD, Routes, folder};
use crate::site::model::slug::{slug, slug_with_suffix};

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

/// The pages that some schools, pairs and plans have besides their own.
#[derive(Debug, Default)]
pub(crate) struct OtherPages<'s> {
    /// Pages of schools and pairs: their form, their problems, their catalogues, their brief.
    pub(crate) of_owners: Vec<&'s str>,
    /// The pages of targets, by their plans.
    pub(crate) of_targets: BTreeMap<PlanIx, Vec<&'s str>>,
}

/// The old addresses of an archive, sorted by path. An address that a page has now is none.
pub(crate) fn redirects(
    archive: &Archive,
    (routes, lookup): (&Routes, &Lookup),
    others: &OtherPages<'_>,
) -> Vec<Redirect> {
    let owners = OldFolders::new(archive, routes);
    let plain = plain_stems(archive, routes);
    let mut finder = RedirectFinder { archive, routes, owners, plain, found: BTreeMap::new() };
    finder.owners_pages();
    finder.other_pages(others);
    finder.plans(lookup, others);
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

/// The paths without an ending that plans and records would have if no names collided; empty where nothing was moved.
fn plain_stems(archive: &Archive, routes: &Routes) -> FxHashSet<String> {
    let mut stems = FxHashSet::default();
    let mut is_moved = false;
    let mut pages: Vec<(&str, &str)> = Vec::new();
    for (plan, page) in archive.plans.iter().zip(&routes.plans) {
        is_moved |= !plan.formerly.is_empty();
        pages.push((&plan.id, page));
    }
    for (record, page) in archive.records.iter().zip(&routes.records) {
        is_moved |= !record.formerly.is_empty();
        pages.push((&record.id, page));
    }
    if !is_moved {
        return stems;
    }
    for (id, page) in pages {
        if let (Some((folder, _)), Some((_, name))) = (page.rsplit_once('/'), id.rsplit_once('/')) {
            stems.insert(format!("{folder}/{}", slug(name, RECORD)));
        }
    }
    stems
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
    let others = [&routes.forms, &routes.briefs].into_iter().flatten();
    let lists = routes.follow_ups.values().chain(routes.printed_follow_ups.values());
    pages
        .chain(routes.school_terms.values())
        .chain(others)
        .chain(lists)
        .map(String::as_str)
        .collect()
}

struct RedirectFinder<'a> {
    archive: &'a Archive,
    routes: &'a Routes,
    owners: OldFolders<'a>,
    /// See [`plain_stems`].
    plain: FxHashSet<String>,
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

    /// The other pages of schools and pairs: the names of their folders stand in the paths.
    fn other_pages(&mut self, others: &OtherPages<'_>) {
        let (archive, routes) = (self.archive, self.routes);
        let mut moved: FxHashMap<(&str, &str), (Vec<String>, &str)> = FxHashMap::default();
        for (index, school) in archive.schools.iter().enumerate() {
            let slugs = &self.owners.schools[index];
            if 1 < slugs.len() {
                let key = ("schools", routes.school_names[index].as_str());
                moved.insert(key, (slugs.clone(), &school.name));
            }
        }
        for (index, pair) in archive.pairs.iter().enumerate() {
            let slugs = &self.owners.pairs[index];
            if 1 < slugs.len() {
                let key = ("pairs", owner_slug(&routes.pairs[index]));
                moved.insert(key, (slugs.clone(), &pair.name));
            }
        }
        for page in &others.of_owners {
            let Some(place) = OwnerPlace::of(page) else { continue };
            let Some((slugs, name)) = moved.get(&(place.kind, place.slug)) else { continue };
            for old in slugs.iter().skip(1) {
                self.add(format!("{}{old}{}", place.before, place.after), page, name);
            }
        }
    }

    fn plans(&mut self, lookup: &Lookup, others: &OtherPages<'_>) {
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
                for target in others.of_targets.get(&PlanIx(index)).into_iter().flatten() {
                    let Some((_, name)) = target.rsplit_once('/') else { continue };
                    self.add(format!("{stem}/{name}"), target, &plan.title);
                }
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

    /// The paths without an ending that former ids of a plan or a record had. Where something else has the same name in
    /// pinyin, both had a suffix.
    fn former_stems(&self, formerly: &[FormerId]) -> Vec<String> {
        let mut stems = Vec::new();
        for former in formerly.iter().take(MOST) {
            let Some((_, name)) = former.id.rsplit_once('/') else { continue };
            let (plain, suffixed) =
                (slug(name, RECORD), slug_with_suffix(name, &former.id, RECORD));
            for folder in self.former_folders(&former.id) {
                let stem = format!("{folder}/{plain}");
                if self.plain.contains(&stem) {
                    stems.push(format!("{folder}/{suffixed}"));
                }
                stems.push(stem);
            }
        }
        stems
    }

    /// The folders in the site that the folder of a former id may have had.
    fn former_folders(&self, id: &str) -> Vec<String> {
        let mut folders = Vec::new();
        let parts: Vec<&str> = id.split('/').collect();
        match parts.as_slice() {
            [plans, _] if PLANS_DIR.is(plans) => folders.push(PLANS_DIR.en.to_owned()),
            [schools, school, dir, _] if SCHOOLS_DIR.is(schools) => {
                if let Some(kind) = kind_folder(dir) {
                    for school in self.owners.of_school(school) {
                        folders.push(format!("schools/{school}/{kind}"));
                    }
                }
            }
            [pairs, pair, _, _] if PAIRS_DIR.is(pairs) => {
                for pair in self.owners.of_pair(pair) {
                    folders.push(format!("pairs/{pair}/plans"));
                }
            }
            _ => {}
        }
        folders
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
