//! One line about a target, for lists: whose, what, how far, and where its account is.

use std::borrow::Cow;

use serde::Serialize;

use crate::site::fragments::reading_charts;
use crate::site::fragments::status::{StatusLabel, Tally, tally};
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::values::describe::template_struct;
use crate::site::values::kind::Html;

template_struct! {
    /// A line about one target.
    #[derive(Debug, Serialize)]
    pub(crate) struct TargetRow<'s> {
        /// How it stands.
        pub(crate) status: StatusLabel,
        /// Whom it is about.
        pub(crate) scope: Cow<'s, str>,
        /// The plan that sets it.
        pub(crate) plan: Link<'s>,
        /// The indicator, leading to the full account.
        pub(crate) target: Link<'s>,
        /// The period told of.
        pub(crate) period: String,
        /// What was reached; none without figures.
        pub(crate) figure: Option<String>,
        /// What was to be reached; none of targets without a number.
        pub(crate) goal: Option<String>,
        /// A small bar of both.
        #[shown_as(Html)]
        pub(crate) mini: String,
        /// Whether it is kept out of the totals.
        pub(crate) aspirational: bool,
    }
}

/// The line of a reading.
pub(crate) fn row(ctx: PageCtx<'_>, reading: usize) -> TargetRow<'_> {
    let summary = TargetSummary::representative(ctx.site, reading);
    TargetRow { status: ctx.site.reading_label(reading), ..row_at(ctx, &summary) }
}

/// The line of one period of a reading.
pub(crate) fn row_at<'s>(ctx: PageCtx<'s>, summary: &TargetSummary<'s>) -> TargetRow<'s> {
    let (site, reading) = (ctx.site, summary.reading);
    let demand = site.words.demand(summary.indicator);
    TargetRow {
        status: site.period_label(reading, summary.at),
        scope: ctx.scope(reading),
        plan: ctx.plan(site.readings.targets[reading].plan),
        target: Link { text: Cow::Borrowed(&summary.indicator.name), href: ctx.reading(reading) },
        period: site.words.row_period(
            summary.current.period,
            summary.target.every,
            &site.archive.calendar,
        ),
        figure: summary.shown.text.clone(),
        goal: summary.target_text(ctx).map(|goal| site.words.join(demand, &goal)),
        mini: reading_charts::mini(summary),
        aspirational: summary.target.aspirational,
    }
}

/// The lines of readings, worst first, otherwise in their order.
pub(crate) fn rows(ctx: PageCtx<'_>, mut readings: Vec<usize>) -> Vec<TargetRow<'_>> {
    ctx.site.sort_worst_first(&mut readings);
    readings.into_iter().map(|reading| row(ctx, reading)).collect()
}

impl Site<'_> {
    /// Counts the statuses of readings; aspirational targets are kept out (docs/content-model.md §2).
    pub(crate) fn tally(&self, readings: impl Iterator<Item = usize>) -> Tally {
        let counted = readings.filter(|reading| self.is_rolled_up(*reading));
        tally(counted.map(|reading| self.reading_status(reading)), self.lang())
    }
}
