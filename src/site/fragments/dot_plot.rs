//! The readings of an indicator side by side: a line for each, with a dot at its figure and a line at its target.
//!
//! The lines stand by township and school, so that no school is ranked. The scale rests on what the page shows in words
//! anyway: figures that are not withheld. A withheld figure is not drawn (docs/content-model.md §7).

use serde::Serialize;

use crate::model::{Direction, Every, Exact, Figure};
use crate::site::charts;
use crate::site::fragments::reading_points::drawn;
use crate::site::fragments::status::StatusLabel;
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::fragments::townships::sort_by_school;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;
use crate::site::values::kind::Html;
use crate::timings::{Phase, phase};

/// The most lines of a dot plot; the table below it holds the others.
const MOST_DOTS: usize = 60;

/// A figure beyond so many times its target stands at the end of the scale of shares.
const MOST_OF_TARGET: f64 = 2.0;

template_struct! {
    /// The readings of an indicator side by side, on one scale.
    #[derive(Debug, Serialize)]
    pub(crate) struct DotPlot<'s> {
        /// How often the figure is asked for: `每学期`; empty where the whole plan is one period.
        pub(crate) every: &'static str,
        /// What the line across stands for: the target, or that each has its own.
        pub(crate) goal: String,
        /// The period of all lines; empty where they differ.
        pub(crate) period: String,
        /// One line for each school or pair, by township and in the order of the site.
        pub(crate) rows: Vec<DotRow<'s>>,
        /// How many are not drawn because there are too many.
        pub(crate) more: usize,
    }
}

template_struct! {
    /// One line of a DotPlot.
    #[derive(Debug, Serialize)]
    pub(crate) struct DotRow<'s> {
        /// How it stands.
        pub(crate) status: StatusLabel,
        /// Whose figure it is, leading to the full account.
        pub(crate) link: Link<'s>,
        /// The period, where the lines have different ones.
        pub(crate) period: Option<String>,
        /// Dot and line.
        #[shown_as(Html)]
        pub(crate) lane: String,
        /// What was reached; none without a figure.
        pub(crate) figure: Option<String>,
        /// Its own target, where the lines have different ones.
        pub(crate) goal: Option<String>,
    }
}

/// The dot plots of readings, one for each length of period: figures of a month and of a year have no common scale.
pub(crate) fn dot_plots<'s>(ctx: PageCtx<'s>, readings: &[usize]) -> Vec<DotPlot<'s>> {
    let mut sorted = readings.to_vec();
    sort_by_school(ctx, &mut sorted);
    let mut groups: Vec<(Option<Every>, Vec<TargetSummary<'s>>)> = Vec::new();
    for reading in sorted {
        let summary = TargetSummary::representative(ctx, reading);
        let every = summary.target.every;
        match groups.iter_mut().find(|(other, _)| *other == every) {
            Some((_, group)) => group.push(summary),
            None => groups.push((every, vec![summary])),
        }
    }
    groups.sort_by_key(|(every, _)| every.map(|every| every as usize));
    let mut plots = Vec::with_capacity(groups.len());
    for (every, group) in &groups {
        plots.push(phase(Phase::Charts, || plot(ctx, *every, group)));
    }
    plots
}

fn plot<'s>(
    ctx: PageCtx<'s>,
    every: Option<Every>,
    summaries: &[TargetSummary<'s>],
) -> DotPlot<'s> {
    let words = ctx.site.words;
    let scale = Scale::of(summaries);
    let mut periods = Vec::with_capacity(summaries.len());
    for summary in summaries {
        periods.push(words.row_period(summary.current.period, every, &ctx.site.archive.calendar));
    }
    let has_one_period = periods.windows(2).all(|pair| pair[0] == pair[1]);
    let mut rows = Vec::new();
    for (summary, period) in summaries.iter().zip(&periods).take(MOST_DOTS) {
        rows.push(DotRow {
            status: ctx.period_label(summary.reading, summary.at),
            link: Link { text: ctx.scope(summary.reading), href: ctx.reading(summary.reading) },
            period: if has_one_period { None } else { Some(period.clone()) },
            lane: scale.lane(summary),
            figure: summary.shown.text.clone(),
            goal: own_goal(ctx, summary, &scale),
        });
    }
    DotPlot {
        every: words.every(every),
        goal: scale.goal(ctx, summaries),
        period: if has_one_period { periods.pop().unwrap_or_default() } else { String::new() },
        rows,
        more: summaries.len().saturating_sub(MOST_DOTS),
    }
}

/// The target of one line in words, where the lines have different ones.
fn own_goal(ctx: PageCtx<'_>, summary: &TargetSummary<'_>, scale: &Scale) -> Option<String> {
    if matches!(scale, Scale::Figures { goal: Some(_), .. }) {
        return None;
    }
    let demand = ctx.site.words.demand(summary.indicator);
    let goal = summary.target_text(ctx)?;
    Some(ctx.site.words.join(demand, &goal))
}

/// What the places of dots stand for.
enum Scale {
    /// The figures themselves; `goal` is the target of all lines, if they have one.
    Figures { scale: charts::LaneScale, goal: Option<Figure> },
    /// The share of each line's own target.
    Shares(charts::LaneScale),
}

impl Scale {
    /// Figures where all have the same target, or where a target has no shares; else shares.
    fn of(summaries: &[TargetSummary<'_>]) -> Scale {
        let first = summaries.first().and_then(|summary| summary.target.value);
        let has_one_goal = summaries.iter().all(|summary| summary.target.value == first);
        let is_positive = |summary: &TargetSummary<'_>| {
            summary.target.value.is_some_and(|goal| !goal.is_zero() && !goal.is_negative())
        };
        if !has_one_goal && summaries.iter().all(is_positive) {
            let mut shares = vec![1.0];
            shares.extend(summaries.iter().filter_map(share));
            return Scale::Shares(charts::LaneScale::new(&shares, true));
        }
        let mut figures: Vec<f64> = Vec::new();
        let mut is_cumulative = true;
        for summary in summaries {
            figures.extend(summary.target.value.map(drawn));
            figures.extend(figure(summary));
            is_cumulative &= summary.indicator.aggregate.is_cumulative();
        }
        let goal = if has_one_goal { first } else { None };
        Scale::Figures { scale: charts::LaneScale::new(&figures, is_cumulative), goal }
    }

    /// What the line across stands for.
    fn goal(&self, ctx: PageCtx<'_>, summaries: &[TargetSummary<'_>]) -> String {
        let words = ctx.site.words;
        match (self, summaries.first()) {
            (Scale::Shares(_), _) => words.own_targets().to_owned(),
            (Scale::Figures { goal: Some(goal), .. }, Some(first)) => {
                let goal = ctx.site.shown_value(*goal, first.indicator);
                words.line_is(words.demand(first.indicator), &goal)
            }
            _ => String::new(),
        }
    }

    fn lane(&self, summary: &TargetSummary<'_>) -> String {
        let (place, goal) = match self {
            Scale::Figures { scale, .. } => (
                figure(summary).and_then(|figure| scale.place(figure)),
                summary.target.value.and_then(|goal| scale.place(drawn(goal))),
            ),
            Scale::Shares(scale) => {
                (share(summary).and_then(|share| scale.place(share)), scale.place(1.0))
            }
        };
        let is_short = match (place, goal, summary.indicator.direction) {
            (Some(figure), Some(goal), Direction::AtLeast) => figure < goal,
            (Some(figure), Some(goal), Direction::AtMost) => goal < figure,
            _ => false,
        };
        charts::lane(&charts::Lane { figure: place, goal, is_short })
    }
}

/// The figure, unless it is withheld.
fn figure(summary: &TargetSummary<'_>) -> Option<f64> {
    if summary.shown.hidden {
        return None;
    }
    summary.current.actual.as_ref().map(Exact::for_drawing)
}

/// The figure as a share of its target, unless it is withheld.
fn share(summary: &TargetSummary<'_>) -> Option<f64> {
    let goal = summary.target.value.map(drawn).filter(|goal| 0.0 < *goal)?;
    figure(summary).map(|figure| (figure / goal).clamp(0.0, MOST_OF_TARGET))
}
