//! One line about a target, for lists: whose, what, how far, and where its account is.

use std::borrow::Cow;

use serde::Serialize;

use crate::l10n::Lang;
use crate::site::fragments::reading_charts;
use crate::site::fragments::status::{StatusLabel, Tally, tally};
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::fragments::townships::sort_by_school;
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
    let summary = TargetSummary::representative(ctx, reading);
    TargetRow { status: ctx.reading_label(reading), ..row_at(ctx, &summary) }
}

/// The line of the latest period that a reading missed, with the number of all.
pub(crate) fn past_row(ctx: PageCtx<'_>, reading: usize) -> TargetRow<'_> {
    let site = ctx.site;
    let missed = site.readings.targets[reading].missed_before(site.readings.as_of);
    let Some(latest) = missed.last() else { return row(ctx, reading) };
    let line = row_at(ctx, &TargetSummary::at(ctx, reading, *latest));
    let period = match (missed.len(), site.lang()) {
        (1, _) => line.period,
        (many, Lang::Zh) => format!("{}等{many}期", line.period),
        (many, Lang::En) => format!("{} and {} before", line.period, many - 1),
    };
    TargetRow { period, ..line }
}

/// The lines of the readings that missed periods which are over, the latest first.
pub(crate) fn past_rows(
    ctx: PageCtx<'_>,
    readings: impl Iterator<Item = usize>,
) -> Vec<TargetRow<'_>> {
    let missed = ctx.site.past_missed(readings);
    missed.into_iter().map(|reading| past_row(ctx, reading)).collect()
}

/// The line of one period of a reading.
pub(crate) fn row_at<'s>(ctx: PageCtx<'s>, summary: &TargetSummary<'s>) -> TargetRow<'s> {
    let (site, reading) = (ctx.site, summary.reading);
    let demand = site.words.demand(summary.indicator);
    TargetRow {
        status: ctx.period_label(reading, summary.at),
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

/// The lines of the first readings in the order of [`sort_by_school`]: no school is ranked.
pub(crate) fn rows_by_school(
    ctx: PageCtx<'_>,
    mut readings: Vec<usize>,
    most: usize,
) -> Vec<TargetRow<'_>> {
    sort_by_school(ctx, &mut readings);
    readings.truncate(most);
    readings.into_iter().map(|reading| row(ctx, reading)).collect()
}

/// The lines of readings, worst first, otherwise in their order.
pub(crate) fn rows(ctx: PageCtx<'_>, mut readings: Vec<usize>) -> Vec<TargetRow<'_>> {
    ctx.site.sort_worst_first(&mut readings);
    readings.into_iter().map(|reading| row(ctx, reading)).collect()
}

impl Site<'_> {
    /// Counts how the open readings stand; where none is open, how all stood. Aspirational targets are kept out
    /// (docs/content-model.md §2, §5).
    pub(crate) fn tally(&self, readings: impl Iterator<Item = usize>) -> Tally {
        let all: Vec<usize> = readings.filter(|reading| self.is_rolled_up(*reading)).collect();
        let counted = self.standing(&all);
        tally(counted.iter().map(|reading| self.reading_status(*reading)), self.lang())
    }
}
