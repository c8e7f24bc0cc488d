//! Where the targets of an answer are that were missed or are behind: in which schools, or which targets they are.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::progress::JudgedScope;
use crate::l10n::answers::{PlaceCount, Places, is_trouble};
use crate::model::{PlanOwner, SchoolIx};
use crate::site::fragments::answer::Standing;
use crate::site::fragments::townships::townships;
use crate::site::model::page_ctx::PageCtx;

/// By what an answer says where targets are in trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PlaceKind {
    /// By the schools that they are about.
    Schools,
    /// By their names.
    Targets,
}

/// The most schools, targets or archives that an answer names.
const MOST_NAMES: usize = 3;

/// The places that an answer names, and where each leads.
pub(crate) struct AnswerPlaces {
    /// Their names.
    pub(crate) names: Places,
    /// In the same order, where they lead.
    pub(crate) hrefs: Vec<String>,
}

impl AnswerPlaces {
    /// Nothing is named.
    fn none(names: Places) -> AnswerPlaces {
        AnswerPlaces { names, hrefs: Vec::new() }
    }

    /// The places of the standings that are in trouble.
    pub(crate) fn find(ctx: PageCtx<'_>, standings: &[Standing], kind: PlaceKind) -> AnswerPlaces {
        let mut trouble: Vec<Standing> = standings.to_vec();
        trouble.retain(|standing| is_trouble(standing.now));
        trouble.sort_by_key(|standing| (standing.now, standing.reading));
        match kind {
            _ if trouble.is_empty() || standings.len() < 2 => AnswerPlaces::none(Places::Nowhere),
            PlaceKind::Targets => targets(ctx, &trouble),
            PlaceKind::Schools => schools(ctx, &trouble),
        }
    }
}

/// The first targets by name.
fn targets(ctx: PageCtx<'_>, trouble: &[Standing]) -> AnswerPlaces {
    let site = ctx.site;
    let (mut names, mut hrefs) = (Vec::new(), Vec::new());
    for standing in trouble.iter().take(MOST_NAMES) {
        let indicator = site.target_of(standing.reading).indicator;
        let name = &site.archive.indicator(indicator).name;
        let alike =
            trouble.iter().filter(|other| site.target_of(other.reading).indicator == indicator);
        names.push(match alike.count() {
            1 => name.clone(),
            _ => format!("{}{}{name}", ctx.scope(standing.reading), ctx.pick("的", " ")),
        });
        hrefs.push(ctx.reading(standing.reading));
    }
    AnswerPlaces { names: Places::Targets(names, MOST_NAMES < trouble.len()), hrefs }
}

/// The schools with the most in the order of the site, those with equally many together or not at all.
fn schools(ctx: PageCtx<'_>, trouble: &[Standing]) -> AnswerPlaces {
    let counted = by_school(ctx, trouble);
    let most = counted.iter().map(|(_, count)| *count).max().unwrap_or_default();
    let with_most = counted.iter().filter(|(_, count)| *count == most).count();
    if counted.len() < 2 {
        return targets(ctx, trouble);
    }
    if MOST_NAMES < with_most {
        return AnswerPlaces::none(match most {
            1 => Places::OneEach(with_most),
            _ => Places::Each(with_most, most),
        });
    }
    let (mut names, mut hrefs) = (Vec::new(), Vec::new());
    let all = PlaceCount::Schools(counted.len());
    for (school, count) in with_most_trouble(counted) {
        let data = ctx.site.archive.school(school);
        let name = data.short.first().unwrap_or(&data.name);
        names.push((name.clone(), count));
        hrefs.push(format!("{}#todo", ctx.school(school).href));
    }
    AnswerPlaces { names: Places::Most(names, all), hrefs }
}

/// The places that an answer names: those with the highest counts, in their own order, so that none is ranked. Places with
/// the same count are all named or none of them.
pub(crate) fn with_most_trouble<P>(mut counted: Vec<(P, usize)>) -> Vec<(P, usize)> {
    let mut counts: Vec<usize> = counted.iter().map(|(_, count)| *count).collect();
    counts.sort_unstable_by_key(|count| std::cmp::Reverse(*count));
    // The first count that is not named any more, and all below it.
    let first_unnamed = counts.get(MOST_NAMES).copied().unwrap_or_default();
    counted.retain(|(_, count)| first_unnamed < *count);
    counted
}

/// How many of the standings are about each school, as its own tally counts them; by township and in the order of the site.
fn by_school(ctx: PageCtx<'_>, trouble: &[Standing]) -> Vec<(SchoolIx, usize)> {
    let by_school = standings_by_school(ctx, trouble);
    let schools: Vec<SchoolIx> = by_school.keys().copied().collect();
    let mut counted = Vec::with_capacity(schools.len());
    for (_, members) in townships(ctx.site.archive, &schools) {
        for member in members {
            let school = schools[member];
            counted.push((school, by_school[&school].len()));
        }
    }
    counted
}

/// The standings of each school, as its own page counts them: those that judge it alone, and the joint ones of its plans and
/// its pairs. Those of all schools together belong to none.
pub(crate) fn standings_by_school(
    ctx: PageCtx<'_>,
    standings: &[Standing],
) -> BTreeMap<SchoolIx, Vec<Standing>> {
    let archive = ctx.site.archive;
    let mut by_school: BTreeMap<SchoolIx, Vec<Standing>> = BTreeMap::new();
    for standing in standings {
        let judged = &ctx.site.readings.targets[standing.reading];
        let schools: BTreeSet<SchoolIx> = match (judged.scope, archive.plan(judged.plan).owner) {
            (JudgedScope::School(school), _) => BTreeSet::from([school]),
            (JudgedScope::Joint, PlanOwner::School(school)) => BTreeSet::from([school]),
            (JudgedScope::Joint, PlanOwner::Pair(pair)) => archive.pair(pair).schools().collect(),
            (JudgedScope::Joint, PlanOwner::Archive) => BTreeSet::new(),
        };
        for school in schools {
            by_school.entry(school).or_default().push(*standing);
        }
    }
    by_school
}

/// By what the answer of a page says where targets are in trouble: by schools if the targets are about more than two, each by
/// itself.
pub(crate) fn place_kind(ctx: PageCtx<'_>, standings: &[Standing]) -> PlaceKind {
    let mut schools = Vec::new();
    for standing in standings {
        if let JudgedScope::School(school) = ctx.site.readings.targets[standing.reading].scope
            && !schools.contains(&school)
        {
            schools.push(school);
            if 2 < schools.len() {
                return PlaceKind::Schools;
            }
        }
    }
    PlaceKind::Targets
}
