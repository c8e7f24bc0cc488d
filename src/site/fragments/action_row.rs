//! Lines about measures that are overdue.

use std::borrow::Cow;
use std::cmp::Reverse;

use serde::Serialize;

use crate::model::{ActionRef, ActionStatus, Day, PlanIx, PlanOwner, SchoolIx};
use crate::site::fragments::status::{StatusLabel, action_label};
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;

template_struct! {
    /// A line about a measure of a plan.
    #[derive(Debug, Serialize)]
    pub(crate) struct ActionRow<'s> {
        /// How it stands.
        pub(crate) status: StatusLabel,
        /// Whose plan it is.
        pub(crate) scope: Cow<'s, str>,
        /// The measure, leading to it on its plan's page.
        pub(crate) action: Link<'s>,
        /// The plan.
        pub(crate) plan: Link<'s>,
        /// By when it was to be carried out; of one without a day, the end of its plan.
        pub(crate) by: String,
        /// How often it was carried out, and how often it is to be.
        pub(crate) times: String,
    }
}

/// The overdue measures of plans that are not over, or with `is_over` of those that are; the latest first. Of a school:
/// those of its own plans and of its pairs' plans.
pub(crate) fn overdue(
    ctx: PageCtx<'_>,
    school: Option<SchoolIx>,
    is_over: bool,
) -> Vec<ActionRow<'_>> {
    let (archive, readings) = (ctx.site.archive, ctx.site.readings);
    let mut overdue = Vec::new();
    for (index, reading) in readings.actions.iter().enumerate() {
        let plan = archive.plan(reading.action.plan);
        let is_of_school = match (school, plan.owner) {
            (None, _) => true,
            (Some(school), PlanOwner::School(own)) => school == own,
            (Some(school), PlanOwner::Pair(pair)) => archive.pair(pair).holds(school),
            (Some(_), PlanOwner::Archive) => false,
        };
        let is_listed = reading.status == ActionStatus::Overdue
            && (plan.period.last <= readings.as_of) == is_over
            && is_of_school;
        if is_listed {
            let by = plan.actions[reading.action.action].by.unwrap_or(plan.period.last);
            overdue.push((Reverse(by), index));
        }
    }
    overdue.sort_unstable();
    overdue.into_iter().map(|(Reverse(by), index)| row(ctx, index, by)).collect()
}

/// The measures of a plan, in the order of the plan.
pub(crate) fn of_plan(ctx: PageCtx<'_>, at: PlanIx) -> Vec<ActionRow<'_>> {
    let plan = ctx.site.archive.plan(at);
    let mut rows = Vec::new();
    for (action, written) in plan.actions.iter().enumerate() {
        let place = ctx.site.lookup.action(ActionRef { plan: at, action });
        let by = written.by.unwrap_or(plan.period.last);
        rows.extend(place.map(|index| row(ctx, index, by)));
    }
    rows
}

fn row(ctx: PageCtx<'_>, index: usize, by: Day) -> ActionRow<'_> {
    let site = ctx.site;
    let reading = &site.readings.actions[index];
    let at = reading.action;
    let action = &site.archive.plan(at.plan).actions[at.action];
    let plan = ctx.plan(at.plan);
    let counts = (reading.records.len(), action.times as usize);
    ActionRow {
        status: action_label(reading.status, counts, site.lang()),
        scope: site.owner_name(at.plan),
        action: Link {
            text: Cow::Borrowed(&action.name),
            href: format!("{}#action-{}", plan.href, at.action + 1),
        },
        plan,
        by: site.words.day(by),
        times: format!("{} / {}", reading.records.len(), action.times),
    }
}
