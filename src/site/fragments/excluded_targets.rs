//! The targets that a record might be thought to count for and does not, with the reason.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::engine::progress::{ExclusionReason, days_apart, exclusion_reason};
use crate::model::{IndicatorIx, RecordIx};
use crate::site::fragments::uncounted::exclusion_words;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;

template_struct! {
    /// A target that a record might be thought to count for, and does not.
    #[derive(Debug, Serialize)]
    pub(crate) struct ExcludedTarget<'s> {
        /// The indicator, leading to the full account.
        pub(crate) target: Link<'s>,
        /// The plan.
        pub(crate) plan: Link<'s>,
        /// Whom the target is about.
        pub(crate) scope: Cow<'s, str>,
        /// Why the record does not count.
        pub(crate) why: String,
    }
}

/// The targets that a record does not count for. Of an indicator's plans for other times only the nearest is listed, and
/// only if no target of the indicator counts the record.
pub(crate) fn excluded_targets(ctx: PageCtx<'_>, at: RecordIx) -> Vec<ExcludedTarget<'_>> {
    let site = ctx.site;
    let record = site.archive.record(at);
    let mut counting: Vec<usize> = Vec::new();
    let mut counted: Vec<IndicatorIx> = Vec::new();
    for figure in site.lookup.uses.counting(at) {
        counting.push(figure.target);
        counted.push(site.target_of(figure.target).indicator);
    }
    let mut near: BTreeMap<IndicatorIx, (i64, usize, ExclusionReason)> = BTreeMap::new();
    let mut excluded: Vec<(usize, ExclusionReason)> = Vec::new();
    let own = &site.lookup.readings_of_school[record.school.0];
    for reading in own.iter().chain(&site.lookup.readings_of_all).copied() {
        let plan = site.readings.targets[reading].plan;
        if counting.contains(&reading) || !site.lookup.is_plan_shown(plan) {
            continue;
        }
        let Some(why) = exclusion_reason(site.archive, site.readings, record, reading) else {
            continue;
        };
        match record.day.and_then(|day| days_apart(why, day)) {
            Some(days) => {
                let indicator = site.target_of(reading).indicator;
                let is_nearest = match near.get(&indicator) {
                    Some((nearest, _, _)) => days < *nearest,
                    None => true,
                };
                if is_nearest && !counted.contains(&indicator) {
                    near.insert(indicator, (days, reading, why));
                }
            }
            None => excluded.push((reading, why)),
        }
    }
    excluded.extend(near.into_values().map(|(_, reading, why)| (reading, why)));
    excluded.sort_by_key(|(reading, _)| *reading);
    excluded.into_iter().map(|(reading, why)| view(ctx, reading, why)).collect()
}

fn view(ctx: PageCtx<'_>, reading: usize, why: ExclusionReason) -> ExcludedTarget<'_> {
    let site = ctx.site;
    let indicator = site.archive.indicator(site.target_of(reading).indicator);
    ExcludedTarget {
        target: Link { text: indicator.name.as_str().into(), href: ctx.reading(reading) },
        plan: ctx.plan(site.readings.targets[reading].plan),
        scope: ctx.scope(reading),
        why: exclusion_words((site.archive, site.readings.as_of), site.words, why),
    }
}
