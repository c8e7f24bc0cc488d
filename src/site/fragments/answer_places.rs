//! Where the targets of an answer are that were missed or are behind: in which schools, or which targets they are.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::progress::JudgedScope;
use crate::l10n::answers::{Places, is_trouble};
use crate::model::{IndicatorIx, PlanOwner, SchoolIx};
use crate::site::fragments::answer::Standing;
use crate::site::model::page_ctx::PageCtx;

/// By what an answer says where targets are in trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PlaceKind {
    /// By the schools that they are about.
    Schools,
    /// By their names.
    Targets,
}

/// The most schools or targets that an answer names.
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
        let name = &site.archive.indicator(indicator_of(ctx, *standing)).name;
        let alike = trouble
            .iter()
            .filter(|other| indicator_of(ctx, **other) == indicator_of(ctx, *standing));
        names.push(match alike.count() {
            1 => name.clone(),
            _ => format!("{}{}{name}", ctx.scope(standing.reading), ctx.pick("的", " ")),
        });
        hrefs.push(ctx.reading(standing.reading));
    }
    AnswerPlaces { names: Places::Targets(names, MOST_NAMES < trouble.len()), hrefs }
}

fn indicator_of(ctx: PageCtx<'_>, standing: Standing) -> IndicatorIx {
    let judged = &ctx.site.readings.targets[standing.reading];
    ctx.site.archive.plan(judged.plan).targets[judged.target].indicator
}

/// The schools with the most, those with equally many together or not at all.
fn schools(ctx: PageCtx<'_>, trouble: &[Standing]) -> AnswerPlaces {
    let mut counted = by_school(ctx, trouble);
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
    // The sort is stable: equally many stay in the order of the archive.
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let shown = counted.partition_point(|(_, count)| {
        counted.iter().filter(|(_, other)| count <= other).count() <= MOST_NAMES
    });
    let (mut names, mut hrefs) = (Vec::new(), Vec::new());
    for (school, count) in &counted[..shown] {
        let data = ctx.site.archive.school(*school);
        let name = data.short.first().unwrap_or(&data.name);
        names.push((name.clone(), *count));
        hrefs.push(format!("{}#todo", ctx.school(*school).href));
    }
    AnswerPlaces { names: Places::Most(names), hrefs }
}

/// How many of the standings are about each school, as its own tally counts them; in the order of the archive.
fn by_school(ctx: PageCtx<'_>, trouble: &[Standing]) -> Vec<(SchoolIx, usize)> {
    let by_school = standings_by_school(ctx, trouble);
    by_school.into_iter().map(|(school, own)| (school, own.len())).collect()
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

/// Whether the targets of a page are about more than one school each by itself.
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
