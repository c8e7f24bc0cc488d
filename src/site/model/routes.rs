//! Where everything lies in the output: ASCII paths that stay the same as the archive grows.
//!
//! A path is made of what a thing is and of its own name alone. English folder names are canonical, so `活动/` and
//! `visits/` lead to the same place. The longest path has 150 characters.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::engine::federation::{Federation, RollUpKey};
use crate::model::{Archive, Detail, PlanOwner, RecordKind, SchoolIx, TermIx};
use crate::site::model::slug::unique;

const OWNER: usize = 40;

const RECORD: usize = 60;

const ATTACHMENT: usize = 30;

/// The site paths of everything that may have a page, hidden things included, by their indexes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Routes {
    pub(crate) schools: Vec<String>,
    pub(crate) pairs: Vec<String>,
    pub(crate) plans: Vec<String>,
    pub(crate) records: Vec<String>,
    pub(crate) terms: Vec<String>,
    /// The visits of each term.
    pub(crate) visits: Vec<String>,
    /// The calendar of each term.
    pub(crate) calendars: Vec<String>,
    /// The four haves of each term.
    pub(crate) haves: Vec<String>,
    pub(crate) indicators: Vec<String>,
    /// The printed versions of plans, of records and of each term's four haves.
    pub(crate) printed_plans: Vec<String>,
    pub(crate) printed_records: Vec<String>,
    pub(crate) printed_haves: Vec<String>,
    /// What one school filed in one term, where a term's or a school's own page cannot list it all.
    pub(crate) school_terms: BTreeMap<(SchoolIx, TermIx), String>,
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
        let schools = unique(&schools, OWNER);
        let pairs: Vec<_> = archive.pairs.iter().map(|pair| (&*pair.folder, &*pair.id)).collect();
        let pairs = unique(&pairs, OWNER);
        let terms = unique_terms(archive);
        let indicators: Vec<_> = archive
            .indicators
            .iter()
            .map(|indicator| (&*indicator.name, &*indicator.name))
            .collect();
        let indicators = unique(&indicators, RECORD);

        let plan_folder = |owner: PlanOwner| match owner {
            PlanOwner::Archive => "plans".to_owned(),
            PlanOwner::School(school) => format!("schools/{}/plans", schools[school.0]),
            PlanOwner::Pair(pair) => format!("pairs/{}/plans", pairs[pair.0]),
        };
        let plans: Vec<_> =
            archive.plans.iter().map(|plan| (plan_folder(plan.owner), &*plan.id)).collect();
        let records: Vec<_> = archive
            .records
            .iter()
            .map(|record| {
                (
                    format!("schools/{}/{}", schools[record.school.0], folder(record.kind())),
                    &*record.id,
                )
            })
            .collect();
        let plans = in_folders(&plans);
        let records = in_folders(&records);
        let attachments = attachments(archive, &plans, &records);
        let targets: Vec<Vec<String>> = archive.plans.iter().map(target_anchors).collect();
        let page = |plan: &String, anchor: &String| format!("{plan}/{anchor}.html");
        let target_pages = plans.iter().zip(&targets);
        Routes {
            target_pages: target_pages
                .map(|(plan, anchors)| anchors.iter().map(|anchor| page(plan, anchor)).collect())
                .collect(),
            targets,
            printed_plans: plans.iter().map(|plan| format!("print/{plan}.html")).collect(),
            printed_records: records.iter().map(|record| format!("print/{record}.html")).collect(),
            printed_haves: terms
                .iter()
                .map(|term| format!("print/four-haves/{term}.html"))
                .collect(),
            plans: plans.into_iter().map(|plan| plan + ".html").collect(),
            records: records.into_iter().map(|record| record + ".html").collect(),
            pairs: pairs.iter().map(|pair| format!("pairs/{pair}/index.html")).collect(),
            schools: schools.iter().map(|school| format!("schools/{school}/index.html")).collect(),
            school_names: schools,
            visits: terms.iter().map(|term| format!("visits/{term}.html")).collect(),
            haves: terms.iter().map(|term| format!("four-haves/{term}.html")).collect(),
            calendars: terms.iter().map(|term| format!("calendar/{term}.html")).collect(),
            terms: terms.iter().map(|term| format!("terms/{term}.html")).collect(),
            indicators: indicators
                .iter()
                .map(|indicator| format!("indicators/{indicator}.html"))
                .collect(),
            attachments,
            counties: Vec::new(),
            rollups: Vec::new(),
            school_terms: BTreeMap::new(),
        }
    }

    /// Adds the pages of the archives that are rolled up.
    pub(crate) fn with_counties(self, federation: &Federation) -> Routes {
        let names =
            federation.counties.iter().map(|county| (&*county.source.name, &*county.source.name));
        let counties = unique(&names.collect::<Vec<_>>(), OWNER);
        let key = |roll_up_key: &RollUpKey| {
            format!("{} {} {}", roll_up_key.name, roll_up_key.unit, roll_up_key.direction().code())
        };
        let keys: Vec<String> = federation.rollups.iter().map(|rollup| key(&rollup.key)).collect();
        let names = federation.rollups.iter().zip(&keys).map(|(it, key)| (&*it.key.name, &**key));
        let rollups = unique(&names.collect::<Vec<_>>(), RECORD);
        Routes {
            counties: counties
                .iter()
                .map(|county| format!("counties/{county}/index.html"))
                .collect(),
            rollups: rollups.iter().map(|item| format!("rollup/{item}.html")).collect(),
            ..self
        }
    }

    /// Adds the pages of schools' terms.
    pub(crate) fn with_school_terms(
        self,
        pages: impl Iterator<Item = (SchoolIx, TermIx)>,
    ) -> Routes {
        let path = |(school, term): (SchoolIx, TermIx)| {
            let folder = self.terms[term.0].trim_end_matches(".html");
            ((school, term), format!("{folder}/{}.html", self.school_names[school.0]))
        };
        Routes { school_terms: pages.map(path).collect(), ..self }
    }
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

fn unique_terms(archive: &Archive) -> Vec<String> {
    let name = |code: &'_ str, name: &'_ str| {
        if code.is_empty() { name.to_owned() } else { code.to_owned() }
    };
    let terms: Vec<(String, &str)> =
        archive.calendar.terms().map(|(_, it)| (name(&it.code, &it.name), &*it.name)).collect();
    let terms: Vec<_> = terms.iter().map(|(name, id)| (&**name, *id)).collect();
    unique(&terms, OWNER)
}

fn target_anchors(plan: &crate::model::Plan) -> Vec<String> {
    let ids: Vec<_> = plan.targets.iter().map(|target| (&*target.id, &*target.id)).collect();
    unique(&ids, OWNER).into_iter().map(|unique| format!("target-{unique}")).collect()
}

/// Paths without their ending for (folder, id): the last part of the id names the file.
fn in_folders(things: &[(String, &str)]) -> Vec<String> {
    let mut folders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, (folder, _)) in things.iter().enumerate() {
        folders.entry(folder).or_default().push(at);
    }
    let mut paths = vec![String::new(); things.len()];
    for (folder, places) in folders {
        let named: Vec<_> =
            places.iter().map(|at| (name_of(things[*at].1), things[*at].1)).collect();
        for (at, name) in places.iter().zip(unique(&named, RECORD)) {
            paths[*at] = format!("{folder}/{name}");
        }
    }
    paths
}

fn name_of(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

/// Attachments lie in a folder named like their record. Of a file that several records name, the first decides.
/// The table of a ledger is no attachment: its secret columns must not be published.
fn attachments(
    archive: &Archive,
    plans: &[String],
    records: &[String],
) -> FxHashMap<String, String> {
    let tables: FxHashSet<&str> = archive
        .records
        .iter()
        .filter_map(|record| match &record.detail {
            Detail::Ledger(ledger) => Some(bare(&ledger.table)),
            _ => None,
        })
        .collect();
    let of_plans = archive.plans.iter().zip(plans).map(|(it, page)| (&it.attachments, page));
    let of_records = archive.records.iter().zip(records).map(|(it, page)| (&it.attachments, page));
    let mut given: FxHashMap<String, String> = FxHashMap::default();
    for (files, page) in of_plans.chain(of_records) {
        let files: Vec<&str> = files
            .iter()
            .map(String::as_str)
            .filter(|it| !given.contains_key(*it) && !tables.contains(bare(it)))
            .collect();
        let stems: Vec<(&str, &str)> =
            files.iter().map(|file| (stem(name_of(file)), *file)).collect();
        for (file, name) in files.iter().zip(unique(&stems, ATTACHMENT - 6)) {
            let path = match ending(name_of(file)) {
                Some(ending) => format!("{page}/{name}.{ending}"),
                None => format!("{page}/{name}"),
            };
            given.insert((*file).to_owned(), path);
        }
    }
    given
}

/// A content path without `content/` in front.
fn bare(path: &str) -> &str {
    path.strip_prefix("content/").unwrap_or(path)
}

fn stem(name: &str) -> &str {
    if ending(name).is_some() { name.rsplit_once('.').map_or(name, |parts| parts.0) } else { name }
}

/// The ending of a file's name in small letters, when it is a plain one: `jpg`.
pub(crate) fn ending(name: &str) -> Option<String> {
    let (before, ending) = name.rsplit_once('.')?;
    let plain =
        (1..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (plain && !before.is_empty()).then(|| ending.to_ascii_lowercase())
}
