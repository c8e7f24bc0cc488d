//! The targets that a record might be thought to count for and does not, with the reason.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::engine::progress::{ExclusionReason, distance, exclusion_reason};
use crate::l10n::Lang;
use crate::model::{IndicatorIx, RecordIx};
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;

template_struct! {
    /// A target that a record might be thought to count for, and does not.
    #[derive(Debug, Serialize)]
    pub(crate) struct PassedView<'s> as "Passed" {
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

/// What passes a record by. Plans of other times are told of only where none counts it: then the nearest.
pub(crate) fn passed(ctx: PageCtx<'_>, at: RecordIx) -> Vec<PassedView<'_>> {
    let site = ctx.site;
    let record = site.archive.record(at);
    let counting: Vec<usize> =
        site.lookup.uses.counting(at).iter().map(|counting| counting.target).collect();
    let indicator = |reading: usize| {
        let it = &site.readings.targets[reading];
        site.archive.plan(it.plan).targets[it.target].indicator
    };
    let counted: Vec<IndicatorIx> = counting.iter().map(|counting| indicator(*counting)).collect();
    let mut near: BTreeMap<IndicatorIx, (i64, usize, ExclusionReason)> = BTreeMap::new();
    let mut found: Vec<(usize, ExclusionReason)> = Vec::new();
    let own = &site.lookup.readings_of_school[record.school.0];
    for reading in own.iter().chain(&site.lookup.readings_of_all).copied() {
        let plan = site.readings.targets[reading].plan;
        if counting.contains(&reading) || !site.lookup.is_plan_shown(plan) {
            continue;
        }
        match (exclusion_reason(site.archive, site.readings, record, reading), record.day) {
            (Some(why @ ExclusionReason::OutsidePlan(period)), Some(day)) => {
                let (far, of) = (distance(day, period), indicator(reading));
                if !counted.contains(&of) && near.get(&of).is_none_or(|nearest| far < nearest.0) {
                    near.insert(of, (far, reading, why));
                }
            }
            (Some(why), _) => found.push((reading, why)),
            (None, _) => {}
        }
    }
    found.extend(near.into_values().map(|(_, reading, why)| (reading, why)));
    found.sort_by_key(|problem| problem.0);
    found.into_iter().map(|(reading, why)| view(ctx, reading, why)).collect()
}

fn view(ctx: PageCtx<'_>, reading: usize, why: ExclusionReason) -> PassedView<'_> {
    let site = ctx.site;
    let it = &site.readings.targets[reading];
    let target = &site.archive.plan(it.plan).targets[it.target];
    PassedView {
        target: Link {
            text: site.archive.indicator(target.indicator).name.as_str().into(),
            href: ctx.reading(reading),
        },
        plan: ctx.plan(it.plan),
        scope: ctx.scope(reading),
        why: words(ctx, why),
    }
}

fn words(ctx: PageCtx<'_>, why: ExclusionReason) -> String {
    let site = ctx.site;
    let is_zh = site.lang() == Lang::Zh;
    match why {
        ExclusionReason::AfterAsOf => {
            ctx.pick("日期晚于截至日，暂不计入", "dated after the day of judgement").to_owned()
        }
        ExclusionReason::NamesOtherPlan(plan) => match (is_zh, &site.archive.plan(plan).title) {
            (true, title) => format!("记录写明属于计划“{title}”，只计入那里"),
            (false, title) => format!("it names the plan “{title}” and counts there alone"),
        },
        ExclusionReason::OtherPair => {
            ctx.pick("不属于这个计划的结对", "it does not belong to the plan's pair").to_owned()
        }
        ExclusionReason::SeveralPairs => ctx
            .pick(
                "同时符合几个结对，没有写明属于哪一个",
                "several pairs fit it, and it does not say which one it belongs to",
            )
            .to_owned(),
        ExclusionReason::OutsidePlan(period) => match (is_zh, site.words.days(period)) {
            (true, days) => format!("日期不在计划期（{days}）内"),
            (false, days) => format!("dated outside the plan ({days})"),
        },
        ExclusionReason::BetweenPeriods => ctx
            .pick("日期不在目标要求的任何一个周期里", "dated in none of the periods asked for")
            .to_owned(),
        ExclusionReason::Incomplete => ctx
            .pick("比率的分子、分母只写了一个", "of the rate's two numbers only one is given")
            .to_owned(),
    }
}
