//! One line about a target, for lists: whose, what, how far, and where its account is.

use std::borrow::Cow;

use serde::Serialize;

use super::layout::{Link, PageCtx};
use super::reading::TargetSummary;
use super::reading_charts;
use super::site::Site;
use super::status::{StatusLabel, Tally, label, tally};
use crate::model::Status;

/// A line of a list of targets.
#[derive(Debug, Serialize)]
pub(super) struct TargetRow<'s> {
    pub(super) status: StatusLabel,
    /// Whom it is about.
    pub(super) scope: Cow<'s, str>,
    pub(super) plan: Link<'s>,
    /// The indicator, leading to the target's full account.
    pub(super) target: Link<'s>,
    pub(super) period: String,
    pub(super) figure: Option<String>,
    pub(super) goal: Option<String>,
    pub(super) mini: String,
    pub(super) aspirational: bool,
}

/// The line of a reading.
pub(super) fn row(here: PageCtx<'_>, reading: usize) -> TargetRow<'_> {
    let standing = TargetSummary::telling(here.site, reading);
    TargetRow {
        status: label(here.site.readings.targets[reading].status, here.site.lang()),
        ..row_at(here, &standing)
    }
}

/// The line of one period of a reading.
pub(super) fn row_at<'s>(here: PageCtx<'s>, standing: &TargetSummary<'s>) -> TargetRow<'s> {
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
        goal: standing.target_text(here).map(|it| site.words.join(direction, &it)),
        mini: reading_charts::mini(standing),
        aspirational: standing.target.aspirational,
    }
}

/// The lines of readings, worst first, otherwise in their order.
pub(super) fn rows(here: PageCtx<'_>, mut readings: Vec<usize>) -> Vec<TargetRow<'_>> {
    readings.sort_by_key(|it| (here.site.readings.targets[*it].status, *it));
    readings.into_iter().map(|it| row(here, it)).collect()
}

impl Site<'_> {
    /// Counts the statuses of readings; aspirational targets are kept out (MODEL.md §2).
    pub(super) fn tally(&self, readings: impl Iterator<Item = usize>) -> Tally {
        tally(
            readings.filter(|it| self.is_rolled_up(*it)).map(|it| self.readings.targets[it].status),
            self.lang(),
        )
    }

    /// Whether a reading counts in roll-ups.
    pub(super) fn is_rolled_up(&self, reading: usize) -> bool {
        let it = &self.readings.targets[reading];
        !self.archive.plan(it.plan).targets[it.target].aspirational
    }

    /// The readings that a clerk should look at, worst first.
    pub(super) fn attention(&self) -> Vec<usize> {
        let status = |it: usize| self.readings.targets[it].status;
        let mut found: Vec<usize> = (0..self.readings.targets.len())
            .filter(|it| Status::needs_attention(status(*it)) && self.is_rolled_up(*it))
            .collect();
        found.sort_by_key(|it| (status(*it), *it));
        found
    }
}
