//! A summary of a target: one of its readings at one period, as lists, charts and sentences show it.

use crate::engine::progress::{PeriodReading, TargetReading};
use crate::l10n::phrases::{FigureText, ReadingText};
use crate::model::{Indicator, Period, Status, Target};
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::redacted::RedactedFigure;
use crate::site::model::site::Site;

/// Whether a period is lost: its target was missed, or is already breached.
pub(crate) fn is_lost(period: &PeriodReading) -> bool {
    matches!(period.status, Status::Missed | Status::Breached)
}

/// A reading at one of its periods.
pub(crate) struct TargetSummary<'s> {
    /// Its place among the readings.
    pub(crate) reading: usize,
    /// The reading, on the day of the figures.
    pub(crate) judged: &'s TargetReading,
    pub(crate) target: &'s Target,
    pub(crate) indicator: &'s Indicator,
    /// The place of the period.
    pub(crate) at: usize,
    pub(crate) current: &'s PeriodReading,
    pub(crate) shown: RedactedFigure,
    /// Tells charts of the same reading on one page apart.
    pub(crate) tag: String,
}

impl<'s> TargetSummary<'s> {
    /// The summary of the period that runs on the day of judgement, else of the last one before, else of the first.
    pub(crate) fn of(ctx: PageCtx<'s>, reading: usize) -> TargetSummary<'s> {
        let periods = &ctx.judged(reading).periods;
        let begun = periods.iter().rposition(|period| period.period.first <= ctx.as_of());
        TargetSummary::at(ctx, reading, begun.unwrap_or(0))
    }

    /// The summary of the period that explains how the target stands: of an open target the current one, of one that is
    /// over such as the latest missed one.
    pub(crate) fn representative(ctx: PageCtx<'s>, reading: usize) -> TargetSummary<'s> {
        let periods = &ctx.judged(reading).periods;
        let explaining = match ctx.judged(reading).status {
            _ if ctx.judged(reading).open => None,
            Status::Missed | Status::Breached => periods.iter().rposition(is_lost),
            Status::NoData => periods.iter().rposition(|period| period.status == Status::NoData),
            _ => None,
        };
        match explaining {
            Some(at) => TargetSummary::at(ctx, reading, at),
            None => TargetSummary::of(ctx, reading),
        }
    }

    /// The summary of a period.
    pub(crate) fn at(ctx: PageCtx<'s>, reading: usize, at: usize) -> TargetSummary<'s> {
        let site = ctx.site;
        let judged = ctx.judged(reading);
        let target = &site.archive.plan(judged.plan).targets[judged.target];
        TargetSummary {
            reading,
            judged,
            target,
            indicator: site.archive.indicator(target.indicator),
            at,
            current: &judged.periods[at],
            shown: ctx.shown_figure(reading, at),
            tag: String::new(),
        }
    }

    /// The name of a chart, unique in its page.
    pub(crate) fn chart_id(&self, kind: &str) -> String {
        format!("{kind}{}-{}-{}", self.tag, self.judged.plan.0, self.reading)
    }

    /// The period's name.
    pub(crate) fn period_name(&self, site: &Site<'_>) -> String {
        site.words.period(self.current.period, self.target.every, &site.archive.calendar)
    }

    /// The target's value with its unit.
    pub(crate) fn target_text(&self, ctx: PageCtx<'_>) -> Option<String> {
        self.target.value.map(|value| ctx.site.shown_value(value, self.indicator))
    }

    /// The figure that was to be expected, while the period runs and the target is not met.
    pub(crate) fn expected(&self, ctx: PageCtx<'_>) -> Option<String> {
        match self.current.status {
            Status::OnTrack | Status::AtRisk | Status::Behind => {
                ctx.shown_expected(self.reading, self.at)
            }
            _ => None,
        }
    }

    /// The current period in a sentence.
    pub(crate) fn sentence(&self, ctx: PageCtx<'_>) -> String {
        let (period, target, expected) =
            (self.period_name(ctx.site), self.target_text(ctx), self.expected(ctx));
        let withheld = ctx.site.withheld_words(self.reading, self.at);
        let status = match self.current.status {
            Status::Withheld => String::new(), // the figure says it already
            _ => ctx.period_label(self.reading, self.at).text(),
        };
        ctx.site.words.sentence(&ReadingText {
            period: &period,
            indicator: self.indicator,
            figure: match (&withheld, &self.shown.text) {
                (Some(words), _) => FigureText::Withheld(words),
                (None, Some(figure)) => FigureText::Shown(figure),
                (None, None) => FigureText::None,
            },
            target: target.as_deref(),
            expected: expected.as_deref(),
            status: &status,
        })
    }
}

/// The summary of the worst period that touches a term and has begun; if none has begun, of the first that touches it.
/// `None` if no period touches the term.
pub(crate) fn in_term<'s>(
    ctx: PageCtx<'s>,
    reading: usize,
    term: Period,
) -> Option<TargetSummary<'s>> {
    let mut first = None;
    let mut worst: Option<(Status, usize)> = None;
    for (at, period) in ctx.judged(reading).periods.iter().enumerate() {
        if period.period.cut(term).is_none() {
            continue;
        }
        first = first.or(Some(at));
        let has_begun = period.period.first <= ctx.as_of();
        let is_better = matches!(worst, Some((status, _)) if status < period.status);
        if has_begun && !is_better {
            worst = Some((period.status, at));
        }
    }
    let at = match worst {
        Some((_, at)) => at,
        None => first?,
    };
    Some(TargetSummary::at(ctx, reading, at))
}
