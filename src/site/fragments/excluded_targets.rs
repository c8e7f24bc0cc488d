//! The targets that a record might be thought to count for and does not, with the reason.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::engine::progress::{ExclusionReason, distance, exclusion_reason};
use crate::l10n::Lang;
use crate::l10n::quotes::quoted;
use crate::model::{IndicatorIx, RecordIx};
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
        counted.push(indicator_of(ctx, figure.target));
    }
    let mut near: BTreeMap<IndicatorIx, (i64, usize, ExclusionReason)> = BTreeMap::new();
    let mut excluded: Vec<(usize, ExclusionReason)> = Vec::new();
    let own = &site.lookup.readings_of_school[record.school.0];
    for reading in own.iter().chain(&site.lookup.readings_of_all).copied() {
        let plan = site.readings.targets[reading].plan;
        if counting.contains(&reading) || !site.lookup.is_plan_shown(plan) {
            continue;
        }
        match (exclusion_reason(site.archive, site.readings, record, reading), record.day) {
            (
                Some(
                    why @ (ExclusionReason::OutsidePlan(period)
                    | ExclusionReason::OutsideRange(period)),
                ),
                Some(day),
            ) => {
                let (days, indicator) = (distance(day, period), indicator_of(ctx, reading));
                let is_nearest = match near.get(&indicator) {
                    Some((nearest, _, _)) => days < *nearest,
                    None => true,
                };
                if is_nearest && !counted.contains(&indicator) {
                    near.insert(indicator, (days, reading, why));
                }
            }
            (Some(why), _) => excluded.push((reading, why)),
            (None, _) => {}
        }
    }
    excluded.extend(near.into_values().map(|(_, reading, why)| (reading, why)));
    excluded.sort_by_key(|(reading, _)| *reading);
    excluded.into_iter().map(|(reading, why)| view(ctx, reading, why)).collect()
}

fn indicator_of(ctx: PageCtx<'_>, reading: usize) -> IndicatorIx {
    let reading = &ctx.site.readings.targets[reading];
    ctx.site.archive.plan(reading.plan).targets[reading.target].indicator
}

fn view(ctx: PageCtx<'_>, reading: usize, why: ExclusionReason) -> ExcludedTarget<'_> {
    let site = ctx.site;
    let indicator = site.archive.indicator(indicator_of(ctx, reading));
    ExcludedTarget {
        target: Link { text: indicator.name.as_str().into(), href: ctx.reading(reading) },
        plan: ctx.plan(site.readings.targets[reading].plan),
        scope: ctx.scope(reading),
        why: words(ctx, why),
    }
}

fn words(ctx: PageCtx<'_>, why: ExclusionReason) -> String {
    let site = ctx.site;
    let is_zh = site.lang() == Lang::Zh;
    match why {
        ExclusionReason::AfterAsOf => {
            ctx.pick("日期晚于截至日，暂不计入", "dated after the reporting date").to_owned()
        }
        ExclusionReason::NamesOtherPlan(plan) => match (is_zh, &site.archive.plan(plan).title) {
            (true, title) => format!("记录已写明属于计划{}，只计入该计划", quoted(title)),
            (false, title) => format!("it names the plan {} and counts there only", quoted(title)),
        },
        ExclusionReason::OtherPair => {
            ctx.pick("不属于该计划的结对", "it does not belong to the plan's pair").to_owned()
        }
        ExclusionReason::SeveralPairs => ctx
            .pick(
                "同时符合多个结对，未写明属于哪一个",
                "several pairs fit it, and it does not say which one it belongs to",
            )
            .to_owned(),
        ExclusionReason::OutsidePlan(period) => match (is_zh, site.words.days(period)) {
            (true, days) => format!("日期不在计划期（{days}）内"),
            (false, days) => format!("dated outside the plan ({days})"),
        },
        ExclusionReason::OutsideRange(period) => match (is_zh, site.words.days(period)) {
            (true, days) => format!("日期不在评判范围（{days}）内：当时学校或结对不存在"),
            (false, days) => {
                format!("dated when the school or the pair did not exist (judged over {days})")
            }
        },
        ExclusionReason::BetweenPeriods => ctx
            .pick("日期不在目标的任何一个周期内", "dated in none of the target's periods")
            .to_owned(),
        ExclusionReason::Incomplete => ctx
            .pick(
                "比率的分子、分母只填写了一项",
                "only one of the two numbers of the rate is given",
            )
            .to_owned(),
    }
}
