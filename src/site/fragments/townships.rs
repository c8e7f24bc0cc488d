//! Schools by township, and what is about them in the same order.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::engine::progress::JudgedScope;
use crate::model::{Archive, PlanOwner, SchoolIx};
use crate::site::model::page_ctx::PageCtx;

/// The places of schools in a list by their township. Townships stand in the order of their first school on the site, whether
/// it is in the list or not; schools without one come last.
pub(crate) fn townships<'a>(
    archive: &'a Archive,
    schools: &[SchoolIx],
) -> Vec<(Option<&'a str>, Vec<usize>)> {
    let mut places: FxHashMap<&str, usize> = FxHashMap::default();
    for school in &archive.schools {
        if let Some(township) = school.township.as_deref() {
            let next = places.len();
            places.entry(township).or_insert(next);
        }
    }
    let mut members: BTreeMap<usize, (&str, Vec<usize>)> = BTreeMap::new();
    let mut without = Vec::new();
    for (index, school) in schools.iter().enumerate() {
        let Some(township) = archive.school(*school).township.as_deref() else {
            without.push(index);
            continue;
        };
        let place = places.get(township).copied().unwrap_or_default();
        members.entry(place).or_insert((township, Vec::new())).1.push(index);
    }
    let mut groups: Vec<(Option<&str>, Vec<usize>)> = Vec::new();
    for (township, schools) in members.into_values() {
        groups.push((Some(township), schools));
    }
    if !without.is_empty() {
        groups.push((None, without));
    }
    groups
}

/// All schools by township and in the order of the site, as the lists of schools have them.
pub(crate) fn schools_by_township(archive: &Archive) -> Vec<SchoolIx> {
    let schools: Vec<SchoolIx> = (0..archive.schools.len()).map(SchoolIx).collect();
    let mut sorted = Vec::with_capacity(schools.len());
    for (_, members) in townships(archive, &schools) {
        sorted.extend(members.into_iter().map(SchoolIx));
    }
    sorted
}

/// Sorts readings by whom they are about: all schools together first, then schools by township and in the order of the site,
/// then pairs. How they stand does not matter, so that no school is ranked.
pub(crate) fn sort_by_school(ctx: PageCtx<'_>, readings: &mut [usize]) {
    let mut schools = Vec::new();
    for reading in &*readings {
        schools.extend(school_of(ctx, *reading));
    }
    schools.sort_unstable();
    schools.dedup();
    let mut places: FxHashMap<SchoolIx, usize> = FxHashMap::default();
    for (_, members) in townships(ctx.site.archive, &schools) {
        for member in members {
            places.insert(schools[member], places.len());
        }
    }
    readings.sort_by_cached_key(|reading| {
        let judged = &ctx.site.readings.targets[*reading];
        let group = match (school_of(ctx, *reading), ctx.site.archive.plan(judged.plan).owner) {
            (Some(_), _) => 1,
            (None, PlanOwner::Pair(_)) => 2,
            (None, _) => 0,
        };
        let place = school_of(ctx, *reading).and_then(|school| places.get(&school).copied());
        (group, place, *reading)
    });
}

/// The one school that a reading is about.
fn school_of(ctx: PageCtx<'_>, reading: usize) -> Option<SchoolIx> {
    let judged = &ctx.site.readings.targets[reading];
    match (judged.scope, ctx.site.archive.plan(judged.plan).owner) {
        (JudgedScope::School(school), _) | (JudgedScope::Joint, PlanOwner::School(school)) => {
            Some(school)
        }
        (JudgedScope::Joint, PlanOwner::Pair(_) | PlanOwner::Archive) => None,
    }
}
