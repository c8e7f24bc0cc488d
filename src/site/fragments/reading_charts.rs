//! The charts of a reading: which chart suits which target, and which words it shows. `charts/` draws them.
//!
//! Suppressed figures are not drawn.

use std::fmt::Write as _;

use crate::model::{Aggregate, Direction, Every, Exact, Figure, Indicator, Pace, Status};
use crate::site::charts;
use crate::site::charts::Head;
use crate::site::fragments::reading::counts;
use crate::site::fragments::reading_points::{
    counted, drawn, levels_of, month_ticks, plan_line, today, totals,
};
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::model::page_ctx::PageCtx;
use crate::timings::{Phase, phase};

/// The width of a drawing for paper, which does not change.
const PAPER: f64 = 560.0;

/// The width of a drawing for a column of a sheet.
const PAPER_COLUMN: f64 = 340.0;

/// A target with more periods than this has no strip: its cells would be too small.
const LONGEST_STRIP: usize = 60;

/// The direction of a target, as charts have it.
pub(crate) fn direction(direction: Direction) -> charts::Direction {
    match direction {
        Direction::AtLeast => charts::Direction::AtLeast,
        Direction::AtMost => charts::Direction::AtMost,
    }
}

/// The width of a drawing: on a screen it fits any, on paper it has the one given.
fn drawing_width(ctx: PageCtx<'_>, paper: f64) -> f64 {
    if ctx.is_paper() { paper } else { 0.0 }
}

/// The target in words, with what it is called: `目标40课时`. Empty if the target has no value.
fn target_label(ctx: PageCtx<'_>, summary: &TargetSummary<'_>, name: &str) -> String {
    match summary.target_text(ctx) {
        Some(target) => format!("{name}{target}"),
        None => String::new(),
    }
}

/// The baseline in words; empty if the target has none.
fn baseline_label(ctx: PageCtx<'_>, summary: &TargetSummary<'_>) -> String {
    let Some(baseline) = summary.target.baseline else { return String::new() };
    let value = ctx.site.shown_value(baseline, summary.indicator);
    format!("{}{value}", ctx.pick("基线", "from "))
}

/// The unit of an axis: percentages alone have one.
pub(crate) fn axis_unit(indicator: &Indicator) -> String {
    if indicator.is_percent() { "%".to_owned() } else { String::new() }
}

/// The bullet of a reading's current period; of a ceiling of zero, its own form. Empty if its figure is suppressed.
pub(crate) fn bullet(ctx: PageCtx<'_>, summary: &TargetSummary<'_>) -> String {
    bullet_of(ctx, summary, PAPER)
}

/// The bullet of a reading for a column of a sheet.
pub(crate) fn narrow_bullet(ctx: PageCtx<'_>, summary: &TargetSummary<'_>) -> String {
    bullet_of(ctx, summary, PAPER_COLUMN)
}

/// A bullet; `paper` is its width on paper.
fn bullet_of(ctx: PageCtx<'_>, summary: &TargetSummary<'_>, paper: f64) -> String {
    let current = summary.current;
    let has_figure = current.actual.is_some() || summary.target.value.is_some();
    if summary.shown.hidden || !has_figure {
        return String::new();
    }
    let head = Head {
        id: summary.chart_id("b"),
        title: summary.indicator.name.clone(),
        desc: summary.sentence(ctx),
        width: drawing_width(ctx, paper),
    };
    phase(Phase::Charts, || {
        if is_zero_ceiling(summary) && !ctx.is_trend_hidden(summary.reading) {
            charts::zero_ceiling(&zero_chart(ctx, summary, head)).to_string()
        } else {
            charts::bullet(&bullet_chart(ctx, summary, head)).to_string()
        }
    })
}

/// Whether a target asks for nothing at all: `不超过0起`.
fn is_zero_ceiling(summary: &TargetSummary<'_>) -> bool {
    let is_counted = matches!(summary.indicator.aggregate, Aggregate::Sum | Aggregate::Count);
    let must_be_zero = summary.indicator.direction == Direction::AtMost
        && summary.target.value.is_some_and(Figure::is_zero);
    is_counted && must_be_zero
}

fn zero_chart(ctx: PageCtx<'_>, summary: &TargetSummary<'_>, head: Head) -> charts::ZeroCeiling {
    let period = summary.current.period;
    charts::ZeroCeiling {
        head,
        days: (period.days() - 1) as f64,
        records: counted(ctx, summary),
        status: Some(summary.current.status),
        actual_label: actual_label(ctx, summary),
        status_label: ctx.period_label(summary.reading, summary.at).text(),
        ticks: month_ticks(ctx, period),
        today: today(ctx, period),
    }
}

/// The figure in words; that there is none, if there is none.
fn actual_label(ctx: PageCtx<'_>, summary: &TargetSummary<'_>) -> String {
    match &summary.shown.text {
        Some(text) => text.clone(),
        None => ctx.pick("暂无数据", "no figure").to_owned(),
    }
}

fn bullet_chart(ctx: PageCtx<'_>, summary: &TargetSummary<'_>, head: Head) -> charts::Bullet {
    let TargetSummary { target, indicator, current, .. } = summary;
    let goal = match indicator.direction {
        Direction::AtMost => ctx.pick("上限", "at most "),
        Direction::AtLeast => ctx.pick("目标", "target "),
    };
    let (expected, expected_label) = match summary.expected(ctx) {
        Some(text) => (
            current.expected.as_ref().map(Exact::for_drawing),
            ctx.site.words.join(ctx.site.words.expected(indicator), &text),
        ),
        None => (None, String::new()),
    };
    charts::Bullet {
        head,
        actual: current.actual.as_ref().map(Exact::for_drawing),
        target: target.value.map(drawn),
        expected,
        baseline: target.baseline.map(drawn),
        direction: direction(indicator.direction),
        status: Some(current.status),
        actual_label: actual_label(ctx, summary),
        status_label: ctx.period_label(summary.reading, summary.at).text(),
        target_label: target_label(ctx, summary, goal),
        expected_label,
        baseline_label: baseline_label(ctx, summary),
    }
}

/// The trend of the current period: a running total with its plan, or levels with their target. Empty if there is too
/// little to draw, or if a figure behind it is suppressed.
pub(crate) fn trend(ctx: PageCtx<'_>, summary: &TargetSummary<'_>) -> String {
    let must_be_zero = summary.indicator.direction == Direction::AtMost
        && summary.target.value.is_some_and(Figure::is_zero);
    let current = summary.current;
    let nothing_to_draw = current.entries.is_empty() || current.period.days() < 14 || must_be_zero;
    if nothing_to_draw || ctx.is_trend_hidden(summary.reading) {
        return String::new();
    }
    if summary.indicator.aggregate.is_cumulative() {
        pace(ctx, summary)
    } else {
        levels(ctx, summary)
    }
}

fn pace(ctx: PageCtx<'_>, summary: &TargetSummary<'_>) -> String {
    let TargetSummary { target, indicator, current, .. } = summary;
    let period = current.period;
    let head = Head {
        id: summary.chart_id("p"),
        title: format!("{}{}", indicator.name, ctx.pick("：累计进度", ": running total")),
        desc: summary.sentence(ctx),
        width: drawing_width(ctx, PAPER),
    };
    let has_plan = target.pace == Pace::Linear && indicator.direction != Direction::AtMost;
    let (plan, limit) = match target.value {
        Some(value) if has_plan => (plan_line(ctx, period, &value.exact()), None),
        Some(value) => (Vec::new(), Some(drawn(value))),
        None => (Vec::new(), None),
    };
    let figure = summary.shown.text.as_deref().unwrap_or_default();
    let chart = charts::Pace {
        head,
        days: (period.days() - 1) as f64,
        actual: totals(ctx, summary),
        stepped: true,
        plan,
        limit,
        direction: direction(indicator.direction),
        status: Some(current.status),
        actual_label: format!("{}{figure}", ctx.pick("实际", "actual ")),
        plan_label: target_label(ctx, summary, ctx.pick("目标", "target ")),
        ticks: month_ticks(ctx, period),
        today: today(ctx, period),
        unit: axis_unit(indicator),
    };
    phase(Phase::Charts, || charts::pace(&chart).to_string())
}

fn levels(ctx: PageCtx<'_>, summary: &TargetSummary<'_>) -> String {
    let TargetSummary { target, indicator, current, .. } = summary;
    let values = levels_of(ctx, summary);
    if values.len() < 2 && target.baseline.is_none() {
        return String::new();
    }
    let period = current.period;
    let head = Head {
        id: summary.chart_id("l"),
        title: format!("{}{}", indicator.name, ctx.pick("：历次数值", ": values over time")),
        desc: summary.sentence(ctx),
        width: drawing_width(ctx, PAPER),
    };
    let chart = charts::Levels {
        head,
        days: (period.days() - 1) as f64,
        values,
        target: target.value.map(drawn),
        baseline: target.baseline.map(drawn),
        direction: direction(indicator.direction),
        status: Some(current.status),
        actual_label: summary.shown.text.clone().unwrap_or_default(),
        target_label: target_label(ctx, summary, ctx.pick("目标", "target ")),
        baseline_label: baseline_label(ctx, summary),
        ticks: month_ticks(ctx, period),
        today: today(ctx, period),
        unit: axis_unit(indicator),
    };
    phase(Phase::Charts, || charts::levels(&chart).to_string())
}

/// The periods of a target that is judged each month, term or year: one cell for each, which links to its records.
/// Empty for other targets.
pub(crate) fn strip(ctx: PageCtx<'_>, summary: &TargetSummary<'_>) -> String {
    let Some(every) = summary.target.every else { return String::new() };
    let reading = summary.judged;
    if reading.periods.len() < 2 || LONGEST_STRIP < reading.periods.len() {
        return String::new();
    }
    let rows = strip_rows(ctx, summary, every);
    let head = Head {
        id: summary.chart_id("s"),
        title: format!("{}{}", summary.indicator.name, ctx.pick("：各周期", ": period by period")),
        desc: ctx.site.words.periods_met(counts(reading), every, &[]),
        width: drawing_width(ctx, PAPER),
    };
    phase(Phase::Charts, || charts::strip(&charts::Strip { head, rows }).to_string())
}

/// The rows of a strip. Terms and school years stand all in one.
fn strip_rows(
    ctx: PageCtx<'_>,
    summary: &TargetSummary<'_>,
    every: Every,
) -> Vec<charts::StripRow> {
    let site = ctx.site;
    let mut rows: Vec<charts::StripRow> = Vec::new();
    let mut last_row = None;
    for (at, period) in summary.judged.periods.iter().enumerate() {
        let first = period.period.first;
        let year = first.school_year();
        // Weeks stand in one row for each month; months and quarters in one for each school year.
        let row = match every {
            Every::Week => (first.year(), first.month()),
            Every::Month | Every::Quarter => (year, 0),
            Every::Term | Every::Year => (0, 0),
        };
        if last_row != Some(row) {
            last_row = Some(row);
            let label = match every {
                Every::Week => site.words.short_month(first),
                _ => format!("{year}—{:02}", (year + 1) % 100),
            };
            let months = (first.month() + 3) % 12;
            let is_months = every == Every::Month && !rows.is_empty();
            let skip = if is_months { months as usize } else { 0 };
            rows.push(charts::StripRow { label, skip, cells: Vec::new() });
        }
        let is_hidden = ctx.shown_figure(summary.reading, at).hidden;
        let decimals = if summary.indicator.is_percent() { 1 } else { 2 };
        let figure = match &period.actual {
            _ if is_hidden => "＊".to_owned(),
            Some(actual) => actual.truncated(decimals),
            None => "–".to_owned(),
        };
        let cell = charts::StripCell {
            label: site.words.short_period(period.period, Some(every), &site.archive.calendar),
            figure,
            status: period.status,
            href: Some(ctx.to(&format!("{}---p{}", site.reading_path(summary.reading), at + 1))),
        };
        rows.last_mut().expect("the first period begins a row").cells.push(cell);
    }
    if let [only] = &mut rows[..] {
        only.label.clear();
    }
    rows
}

/// A small bar for a row of a table: the figure, and a mark at the target. It is decoration: the row also has the
/// figures.
pub(crate) fn mini(summary: &TargetSummary<'_>) -> String {
    match (&summary.current.actual, summary.target.value) {
        (Some(actual), Some(target)) if !summary.shown.hidden => {
            mini_of(actual.for_drawing(), drawn(target), summary.current.status)
        }
        _ => String::new(),
    }
}

/// A small bar for a row of a table, of the given figures.
pub(crate) fn mini_of(actual: f64, target: f64, status: Status) -> String {
    let (actual, target) = (actual.max(0.0), target.max(0.0));
    let whole = actual.max(target) * 1.08;
    if !whole.is_finite() || whole <= 0.0 {
        return String::new();
    }
    let (bar, mark) = (actual / whole * 96.0, target / whole * 96.0);
    let mut svg = String::with_capacity(220);
    let code = status.code();
    let _ = write!(
        svg,
        r#"<svg class="mini st-{code}" viewBox="0 0 96 12" aria-hidden="true"><path d="M0 3h96v6H0z"/><path d="M0 3h{bar:.0}v6H0z"/><path d="M{mark:.0} 0v12"/></svg>"#
    );
    svg
}

/// What the bullet of a target shows that another archive published.
pub(crate) struct PublishedBullet<'a> {
    /// The name of the chart, unique in its page.
    pub(crate) id: String,
    pub(crate) title: &'a str,
    pub(crate) actual: Option<Figure>,
    pub(crate) target: Option<Figure>,
    pub(crate) direction: Direction,
    pub(crate) status: Status,
    /// The figure in words.
    pub(crate) figure: String,
    pub(crate) status_word: &'a str,
    /// The target in words.
    pub(crate) goal: Option<String>,
}

/// The bullet of a target that another archive published; empty if there is nothing to draw.
pub(crate) fn plain_bullet(published: &PublishedBullet<'_>) -> String {
    if published.actual.is_none() && published.target.is_none() {
        return String::new();
    }
    let goal = published.goal.clone().unwrap_or_default();
    let chart = charts::Bullet {
        head: Head {
            id: published.id.clone(),
            title: published.title.to_owned(),
            desc: format!("{} {goal} {}", published.figure, published.status_word),
            width: 0.0,
        },
        actual: published.actual.map(drawn),
        target: published.target.map(drawn),
        direction: direction(published.direction),
        status: Some(published.status),
        actual_label: published.figure.clone(),
        status_label: published.status_word.to_owned(),
        target_label: goal,
        ..charts::Bullet::default()
    };
    charts::bullet(&chart).to_string()
}
