//! The path of everything in the output: ASCII paths that stay the same as the archive grows.
//!
//! A path is made of what a thing is and of its own name alone. English folder names are canonical, so `活动/` and
//! `visits/` lead to the same place. The longest path has 150 characters.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::engine::federation::Federation;
use crate::model::{Archive, Detail, Plan, PlanOwner, RecordKind, SchoolIx, TermIx};
use crate::site::model::follow_ups::FollowUpScope;
use crate::site::model::former_slugs::{self, FormerSlugFinder, SlugsByFolder};
use crate::site::model::slug::{FormerSlugs, unique, unique_with_former};

/// The longest slug of a school, pair, term or target.
pub(crate) const OWNER: usize = 40;

/// The longest slug of a record, plan or indicator.
pub(crate) const RECORD: usize = 60;

/// The longest file name of an attachment, its ending included.
const ATTACHMENT: usize = 30;

/// The site paths of everything that may have a page, hidden things included, by their indexes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Routes {
    pub(crate) schools: Vec<String>,
    /// The form of each school.
    pub(crate) forms: Vec<String>,
    pub(crate) pairs: Vec<String>,
    pub(crate) plans: Vec<String>,
    pub(crate) records: Vec<String>,
    pub(crate) terms: Vec<String>,
    /// The visits of each term.
    pub(crate) visits: Vec<String>,
    /// The calendar of each term.
    pub(crate) calendars: Vec<String>,
    /// The completeness check (四有) of each term.
    pub(crate) completeness: Vec<String>,
    pub(crate) indicators: Vec<String>,
    /// The brief of each pair.
    pub(crate) briefs: Vec<String>,
    /// The printed versions of plans, of records and of each term's completeness check.
    pub(crate) printed_plans: Vec<String>,
    pub(crate) printed_records: Vec<String>,
    pub(crate) printed_completeness: Vec<String>,
    /// What one school filed in one term, where a term's or a school's own page cannot list it all.
    pub(crate) school_terms: BTreeMap<(SchoolIx, TermIx), String>,
    /// The lists of problems that visits found, and their printed versions.
    pub(crate) follow_ups: BTreeMap<FollowUpScope, String>,
    pub(crate) printed_follow_ups: BTreeMap<FollowUpScope, String>,
    /// The archives that are rolled up, and their indicators.
    pub(crate) counties: Vec<String>,
    pub(crate) rollups: Vec<String>,
    /// Short names of schools, for anchors.
    pub(crate) school_names: Vec<String>,
    /// The anchors of each plan's targets.
    pub(crate) targets: Vec<Vec<String>>,
    /// The page of each plan's targets, where the plan's own would be too heavy.
    pub(crate) target_pages: Vec<Vec<String>>,
    /// Content paths of attachments → their site paths.
    pub(crate) attachments: FxHashMap<String, String>,
}

impl Routes {
    pub(crate) fn new(archive: &Archive) -> Routes {
        let schools: Vec<_> =
            archive.schools.iter().map(|school| (&*school.id, &*school.id)).collect();
        let schools = unique_with_former(&schools, OWNER, &former_slugs::of_schools(archive));
        let pairs: Vec<_> = archive.pairs.iter().map(|pair| (&*pair.folder, &*pair.id)).collect();
        let pairs = unique_with_former(&pairs, OWNER, &former_slugs::of_pairs(archive));
        let terms = unique_terms(archive);
        let names = archive.indicators.iter().map(|indicator| &*indicator.name);
        let indicators = unique_names(names, RECORD);
        let former = FormerSlugFinder::new(archive, &schools, &pairs);
        let plans = plan_stems(archive, (&schools, &pairs), &former);
        let records = record_stems(archive, &schools, &former);
        let attachments = attachments(archive, &plans, &records, &pairs);
        let targets: Vec<Vec<String>> = archive.plans.iter().map(target_anchors).collect();
        let mut target_pages = Vec::with_capacity(plans.len());
        for (plan, anchors) in plans.iter().zip(&targets) {
            target_pages.push(paths(&format!("{plan}/"), anchors, ".html"));
        }
        Routes {
            target_pages,
            targets,
            printed_plans: paths("print/", &plans, ".html"),
            printed_records: paths("print/", &records, ".html"),
            printed_completeness: paths("print/four-haves/", &terms, ".html"),
            briefs: paths("print/pairs/", &pairs, "/brief.html"),
            plans: paths("", &plans, ".html"),
            records: paths("", &records, ".html"),
            pairs: paths("pairs/", &pairs, "/index.html"),
            forms: paths("form/", &schools, ".html"),
            schools: paths("schools/", &schools, "/index.html"),
            school_names: schools,
            visits: paths("visits/", &terms, ".html"),
            completeness: paths("four-haves/", &terms, ".html"),
            calendars: paths("calendar/", &terms, ".html"),
            terms: paths("terms/", &terms, ".html"),
            indicators: paths("indicators/", &indicators, ".html"),
            attachments,
            counties: Vec::new(),
            rollups: Vec::new(),
            school_terms: BTreeMap::new(),
            follow_ups: BTreeMap::new(),
            printed_follow_ups: BTreeMap::new(),
        }
    }

    /// Adds the lists of problems that visits found.
    pub(crate) fn with_follow_ups(self, scopes: impl Iterator<Item = FollowUpScope>) -> Routes {
        let (mut follow_ups, mut printed_follow_ups) = (BTreeMap::new(), BTreeMap::new());
        for scope in scopes {
            let path = match scope {
                FollowUpScope::Archive => "follow-ups.html".to_owned(),
                FollowUpScope::Term(term) => {
                    self.terms[term.0].replacen("terms/", "follow-ups/", 1)
                }
                FollowUpScope::School(school) => beside(&self.schools[school.0]),
                FollowUpScope::Pair(pair) => beside(&self.pairs[pair.0]),
            };
            printed_follow_ups.insert(scope, format!("print/{path}"));
            follow_ups.insert(scope, path);
        }
        Routes { follow_ups, printed_follow_ups, ..self }
    }

    /// Adds the pages of the archives that are rolled up.
    pub(crate) fn with_counties(self, federation: &Federation) -> Routes {
        let names = federation.counties.iter().map(|county| &*county.source.name);
        let counties = unique_names(names, OWNER);
        let mut keys: Vec<(&str, String)> = Vec::new();
        for rollup in &federation.rollups {
            let key = &rollup.key;
            keys.push((&key.name, format!("{} {} {}", key.name, key.unit, key.direction().code())));
        }
        let names: Vec<_> = keys.iter().map(|(name, key)| (*name, &**key)).collect();
        let rollups = unique(&names, RECORD);
        Routes {
            counties: paths("counties/", &counties, "/index.html"),
            rollups: paths("rollup/", &rollups, ".html"),
            ..self
        }
    }

    /// Adds the pages of schools' terms.
    pub(crate) fn with_school_terms(
        self,
        pages: impl Iterator<Item = (SchoolIx, TermIx)>,
    ) -> Routes {
        let mut school_terms = BTreeMap::new();
        for (school, term) in pages {
            let folder = self.terms[term.0].trim_end_matches(".html");
            let path = format!("{folder}/{}.html", self.school_names[school.0]);
            school_terms.insert((school, term), path);
        }
        Routes { school_terms, ..self }
    }
}

/// The list of problems next to the page of a school or a pair.
fn beside(page: &str) -> String {
    page.replace("index.html", "follow-ups.html")
}

/// A slug for each name; names that collide get a suffix.
fn unique_names<'n>(names: impl Iterator<Item = &'n str>, longest: usize) -> Vec<String> {
    let names: Vec<_> = names.map(|name| (name, name)).collect();
    unique(&names, longest)
}

/// The paths of things: `before`, the thing's name, `after`.
fn paths(before: &str, names: &[String], after: &str) -> Vec<String> {
    names.iter().map(|name| format!("{before}{name}{after}")).collect()
}

/// The paths of plans without their ending.
fn plan_stems(
    archive: &Archive,
    (schools, pairs): (&[String], &[String]),
    former: &FormerSlugFinder<'_>,
) -> Vec<String> {
    let mut plans = Vec::with_capacity(archive.plans.len());
    for plan in &archive.plans {
        let folder = match plan.owner {
            PlanOwner::Archive => "plans".to_owned(),
            PlanOwner::School(school) => format!("schools/{}/plans", schools[school.0]),
            PlanOwner::Pair(pair) => format!("pairs/{}/plans", pairs[pair.0]),
        };
        plans.push((folder, &*plan.id));
    }
    let formerly = archive.plans.iter().map(|plan| plan.formerly.as_slice());
    in_folders(&plans, &former.of_documents(formerly))
}

/// The paths of records without their ending.
fn record_stems(
    archive: &Archive,
    schools: &[String],
    former: &FormerSlugFinder<'_>,
) -> Vec<String> {
    let mut records = Vec::with_capacity(archive.records.len());
    for record in &archive.records {
        let folder = format!("schools/{}/{}", schools[record.school.0], folder(record.kind()));
        records.push((folder, &*record.id));
    }
    let formerly = archive.records.iter().map(|record| record.formerly.as_slice());
    in_folders(&records, &former.of_documents(formerly))
}

/// The folder of a kind of records, in English.
pub(crate) const fn folder(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Visit => "visits",
        RecordKind::Summary => "summaries",
        RecordKind::Ledger => "ledgers",
        RecordKind::Resource => "resources",
        RecordKind::Honour => "honours",
        RecordKind::Question => "questions",
    }
}

/// A slug for each term: made of its code, or of its name if it has no code.
fn unique_terms(archive: &Archive) -> Vec<String> {
    let mut terms: Vec<(&str, &str)> = Vec::new();
    for (_, term) in archive.calendar.terms() {
        let name = if term.code.is_empty() { &term.name } else { &term.code };
        terms.push((name, &term.name));
    }
    unique(&terms, OWNER)
}

fn target_anchors(plan: &Plan) -> Vec<String> {
    let slugs = unique_names(plan.targets.iter().map(|target| &*target.id), OWNER);
    paths("target-", &slugs, "")
}

/// Paths without their ending for (folder, id): the last part of the id names the file. `former` are the slugs that things
/// had in these folders.
fn in_folders(things: &[(String, &str)], former: &SlugsByFolder) -> Vec<String> {
    let mut folders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, (folder, _)) in things.iter().enumerate() {
        folders.entry(folder).or_default().push(at);
    }
    let mut paths = vec![String::new(); things.len()];
    for (folder, places) in folders {
        let mut named = Vec::with_capacity(places.len());
        for at in &places {
            let (_, id) = things[*at];
            named.push((name_of(id), id));
        }
        let former = former_in_folder(former.get(folder), &places);
        for (at, name) in places.iter().zip(unique_with_former(&named, RECORD, &former)) {
            paths[*at] = format!("{folder}/{name}");
        }
    }
    paths
}

/// The former slugs of a folder, with positions among the things that are in this folder now. What has left the folder has
/// a position beyond theirs.
fn former_in_folder(former: Option<&FormerSlugs>, places: &[usize]) -> FormerSlugs {
    let mut slugs = FormerSlugs::default();
    for (slug, owners) in former.into_iter().flatten() {
        let in_folder = slugs.entry(slug.clone()).or_default();
        for owner in owners {
            in_folder.insert(places.binary_search(owner).unwrap_or(places.len()));
        }
    }
    slugs
}

fn name_of(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

/// The paths of attachments: in a folder named like their record. The first record that names a file decides.
/// The table of a ledger is no attachment: its secret columns must not be published.
fn attachments(
    archive: &Archive,
    plans: &[String],
    records: &[String],
    pairs: &[String],
) -> FxHashMap<String, String> {
    let mut tables: FxHashSet<&str> = FxHashSet::default();
    for record in &archive.records {
        if let Detail::Ledger(ledger) = &record.detail {
            tables.insert(bare(&ledger.table));
        }
    }
    let of_plans = archive.plans.iter().map(|plan| plan.attachments.as_slice()).zip(plans);
    let of_records =
        archive.records.iter().map(|record| record.attachments.as_slice()).zip(records);
    let agreements = paths("pairs/", pairs, "/agreement");
    let of_pairs = archive.pairs.iter().map(|pair| pair.agreement.as_slice()).zip(&agreements);
    let mut paths: FxHashMap<String, String> = FxHashMap::default();
    for (files, page) in of_plans.chain(of_records).chain(of_pairs) {
        let mut stems: Vec<(&str, &str)> = Vec::new();
        for file in files {
            if !paths.contains_key(file) && !tables.contains(bare(file)) {
                stems.push((stem(name_of(file)), file));
            }
        }
        for ((_, file), name) in stems.iter().zip(unique(&stems, ATTACHMENT - 6)) {
            let path = match ending(name_of(file)) {
                Some(ending) => format!("{page}/{name}.{ending}"),
                None => format!("{page}/{name}"),
            };
            paths.insert((*file).to_owned(), path);
        }
    }
    paths
}

/// A content path without `content/` in front.
fn bare(path: &str) -> &str {
    path.strip_prefix("content/").unwrap_or(path)
}

fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, _)) if ending(name).is_some() => stem,
        _ => name,
    }
}

/// The ending of a file's name in small letters, when it is a plain one: `jpg`.
pub(crate) fn ending(name: &str) -> Option<String> {
    let (before, ending) = name.rsplit_once('.')?;
    let is_plain =
        (1..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_plain && !before.is_empty() { Some(ending.to_ascii_lowercase()) } else { None }
}
