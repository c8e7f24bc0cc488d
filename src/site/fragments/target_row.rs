//! One line about a target, for lists: whose, what, how far, and where its account is.

use std::borrow::Cow;

use serde::Serialize;

use crate::site::fragments::reading_charts;
use crate::site::fragments::status::{StatusLabel, Tally, label, tally};
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;

/// A line of a list of targets.
#[derive(Debug, Serialize)]
pub(crate) struct TargetRow<'s> {
    pub(crate) status: StatusLabel,
    /// Whom it is about.
    pub(crate) scope: Cow<'s, str>,
    pub(crate) plan: Link<'s>,
    /// The indicator, leading to the target's full account.
    pub(crate) target: Link<'s>,
    pub(crate) period: String,
    pub(crate) figure: Option<String>,
    pub(crate) goal: Option<String>,
    pub(crate) mini: String,
    pub(crate) aspirational: bool,
}

/// The line of a reading.
pub(crate) fn row(here: PageCtx<'_>, reading: usize) -> TargetRow<'_> {
    let standing = TargetSummary::telling(here.site, reading);
    TargetRow {
        status: label(here.site.readings.targets[reading].status, here.site.lang()),
        ..row_at(here, &standing)
    }
}

/// The line of one period of a reading.
pub(crate) fn row_at<'s>(here: PageCtx<'s>, standing: &TargetSummary<'s>) -> TargetRow<'s> {
    let (site, reading) = (here.site, standing.reading);
    let it = &site.readings.targets[reading];
    let direction = site.words.direction(standing.indicator.direction);
    TargetRow {
        status: label(standing.current.status, site.lang()),
        scope: here.scope(reading),
        plan: here.plan(it.plan),
        target: Link { text: Cow::Borrowed(&standing.indicator.name), href: here.reading(reading) },
        period: site.words.row_period(
            standing.current.period,
            standing.target.every,
            &site.archive.calendar,
        ),
        figure: standing.shown.text.clone(),
        goal: standing
            .target_text(here)
            .map(|target_text| site.words.join(direction, &target_text)),
        mini: reading_charts::mini(standing),
        aspirational: standing.target.aspirational,
    }
}

/// The lines of readings, worst first, otherwise in their order.
pub(crate) fn rows(here: PageCtx<'_>, mut readings: Vec<usize>) -> Vec<TargetRow<'_>> {
    readings.sort_by_key(|reading| (here.site.readings.targets[*reading].status, *reading));
    readings.into_iter().map(|reading| row(here, reading)).collect()
}

impl Site<'_> {
    /// Counts the statuses of readings; aspirational targets are kept out (docs/content-model.md §2).
    pub(crate) fn tally(&self, readings: impl Iterator<Item = usize>) -> Tally {
        tally(
            readings
                .filter(|reading| self.is_rolled_up(*reading))
                .map(|reading| self.readings.targets[reading].status),
            self.lang(),
        )
    }
}
