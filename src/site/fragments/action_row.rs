//! Lines about measures that are overdue.

use std::borrow::Cow;

use serde::Serialize;

use crate::model::{ActionRef, Day, PlanIx};
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

/// The line of a measure by the place of its reading.
pub(crate) fn measure_row(ctx: PageCtx<'_>, index: usize) -> ActionRow<'_> {
    let at = ctx.site.readings.actions[index].action;
    let plan = ctx.site.archive.plan(at.plan);
    row(ctx, index, plan.actions[at.action].by.unwrap_or(plan.period.last))
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
