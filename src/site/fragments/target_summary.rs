//! A reading at one of its periods: what lists, charts and sentences show of a target.

use crate::engine::progress::PeriodReading;
use crate::l10n::phrases::ReadingText;
use crate::model::{Indicator, Period, Status, Target};
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::redacted::Shown;
use crate::site::model::site::Site;

/// Whether a period is lost: its target was missed, or broken already.
pub(crate) fn is_lost(period: &PeriodReading) -> bool {
    matches!(period.status, Status::Missed | Status::Breached)
}

/// A reading at one of its periods.
pub(crate) struct TargetSummary<'s> {
    /// Its place among the readings.
    pub(crate) reading: usize,
    pub(crate) target: &'s Target,
    pub(crate) indicator: &'s Indicator,
    /// The place of the period.
    pub(crate) at: usize,
    pub(crate) current: &'s PeriodReading,
    pub(crate) shown: Shown,
    /// Tells charts of the same reading on one page apart.
    pub(crate) tag: String,
}

impl<'s> TargetSummary<'s> {
    /// At the period that runs on the day of judgement, else the last one before, else the first.
    pub(crate) fn of(site: &'s Site<'_>, reading: usize) -> TargetSummary<'s> {
        let periods = &site.readings.targets[reading].periods;
        let begun = periods.iter().rposition(|period| period.period.first <= site.readings.as_of);
        TargetSummary::at(site, reading, begun.unwrap_or(0))
    }

    /// At the period that explains the target's own status: the latest that was missed, where one was.
    pub(crate) fn telling(site: &'s Site<'_>, reading: usize) -> TargetSummary<'s> {
        let it = &site.readings.targets[reading];
        let tells = |period: &PeriodReading| match it.status {
            Status::Missed | Status::Breached => is_lost(period),
            Status::NoData => period.status == Status::NoData,
            _ => false,
        };
        match it.periods.iter().rposition(tells) {
            Some(at) => TargetSummary::at(site, reading, at),
            None => TargetSummary::of(site, reading),
        }
    }

    /// At one of its periods.
    pub(crate) fn at(site: &'s Site<'_>, reading: usize, at: usize) -> TargetSummary<'s> {
        let it = &site.readings.targets[reading];
        let target = &site.archive.plan(it.plan).targets[it.target];
        TargetSummary {
            reading,
            target,
            indicator: site.archive.indicator(target.indicator),
            at,
            current: &it.periods[at],
            shown: site.shown_figure(reading, at),
            tag: String::new(),
        }
    }

    /// The name of a chart, unique in its page.
    pub(crate) fn chart_id(&self, ctx: PageCtx<'_>, kind: &str) -> String {
        let it = &ctx.site.readings.targets[self.reading];
        format!("{kind}{}-{}-{}", self.tag, it.plan.0, self.reading)
    }

    /// The period's name.
    pub(crate) fn period_name(&self, site: &Site<'_>) -> String {
        site.words.period(self.current.period, self.target.every, &site.archive.calendar)
    }

    /// The target's value with its unit.
    pub(crate) fn target_text(&self, ctx: PageCtx<'_>) -> Option<String> {
        self.target.value.map(|value| ctx.site.shown_value(value, self.indicator))
    }

    /// What was to be expected, while the period runs and it is not reached.
    pub(crate) fn expected(&self, ctx: PageCtx<'_>) -> Option<String> {
        let matters =
            matches!(self.current.status, Status::OnTrack | Status::AtRisk | Status::Behind);
        ctx.site.shown_expected(self.reading, self.at).filter(|_| matters)
    }

    /// The current period in a sentence.
    pub(crate) fn sentence(&self, ctx: PageCtx<'_>) -> String {
        let (period, target, expected) =
            (self.period_name(ctx.site), self.target_text(ctx), self.expected(ctx));
        ctx.site.words.sentence(&ReadingText {
            period: &period,
            indicator: self.indicator,
            figure: self.shown.text.as_deref(),
            target: target.as_deref(),
            expected: expected.as_deref(),
            status: self.current.status,
        })
    }
}

/// A reading at its worst period of those in the term that have begun.
pub(crate) fn in_term<'s>(
    ctx: PageCtx<'s>,
    reading: usize,
    term: Period,
) -> Option<TargetSummary<'s>> {
    let periods = &ctx.site.readings.targets[reading].periods;
    let touches = |at: &usize| periods[*at].period.cut(term).is_some();
    let begun = |at: &usize| periods[*at].period.first <= ctx.site.readings.as_of;
    let inside = || (0..periods.len()).filter(touches);
    let worst =
        inside().filter(begun).min_by_key(|at| (periods[*at].status, std::cmp::Reverse(*at)));
    worst.or_else(|| inside().next()).map(|at| TargetSummary::at(ctx.site, reading, at))
}
