//! A growing total through a period, beside the line it was planned to follow.

use super::axes::{Axes, EndLabel, end_labels, last_day, range, value_at};
use super::pen::{Pen, Type};
use super::plot::{Frame, Role};
use super::{DayLabel, Direction, Head, Svg, sane, sane_points};
use crate::model::Status;

/// What a pace chart shows. Days are counted from the first day of the period, which is 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pace {
    /// Name, text alternative, width (640 if none is asked for).
    pub head: Head,
    /// The length of the period in days.
    pub days: f64,
    /// The total after each record: `(12.0, 3.0)`.
    pub actual: Vec<(f64, f64)>,
    /// Whether the total stands still between records (a sum or a count) or is joined by straight lines.
    pub stepped: bool,
    /// The planned line, from `(0, 0)` to `(days, target)`; bent where holidays do not count.
    pub plan: Vec<(f64, f64)>,
    /// The limit of an `AtMost` target: a level line with a hatched edge above.
    pub limit: Option<f64>,
    /// Whether the target is to be reached or kept.
    pub direction: Direction,
    /// How the target stands: the sign before the actual figure.
    pub status: Option<Status>,
    /// `实际 17`, where the line of records ends.
    pub actual_label: String,
    /// `计划 40 次`, where the planned line or the limit ends.
    pub plan_label: String,
    /// The words under the axis.
    pub ticks: Vec<DayLabel>,
    /// The day of the report with its word: `(104.0, "3月15日")`.
    pub today: Option<DayLabel>,
    /// What follows the figures of the grid: `%`, else nothing.
    pub unit: String,
}

/// Draws a [`Pace`].
#[must_use]
pub fn pace(chart: &Pace) -> Svg {
    let (actual, plan) = (walked(chart), sane_points(&chart.plan));
    let limit = chart.limit.and_then(sane);
    let today = chart.today.iter().map(|it| it.0);
    let days = last_day(chart.days, actual.iter().chain(&plan).map(|it| it.0).chain(today));
    let heights = actual.iter().chain(&plan).map(|it| it.1);
    let figures = range(heights.chain(limit), true);

    let axes = Axes {
        kind: "pace",
        head: &chart.head,
        days,
        figures,
        ticks: &chart.ticks,
        today: chart.today.as_ref(),
        unit: &chart.unit,
        margin_words: &[&chart.plan_label],
    };
    let (mut pen, frame) = axes.draw();
    if let Some(limit) = limit {
        ceiling(&mut pen, &frame, chart.direction, (days, limit));
    }
    if !actual.is_empty() {
        frame.area(&mut pen, Role::ActualArea, &actual, 0.0);
    }
    frame.line(&mut pen, Role::Axis, &[(0.0, 0.0), (days, 0.0)]);
    if 1 < plan.len() {
        frame.line(&mut pen, Role::Plan, &plan);
    }
    if !actual.is_empty() {
        frame.line(&mut pen, Role::Actual, &actual);
    }
    let planned = limit.map(|it| (days, it)).or(plan.last().copied());
    words(&mut pen, &frame, chart, planned, actual.last().copied());
    pen.finish()
}

/// The line of a limit, and a hatched edge above a ceiling.
pub(super) fn ceiling(
    pen: &mut Pen,
    frame: &Frame,
    direction: Direction,
    (days, limit): (f64, f64),
) {
    if direction == Direction::AtMost {
        let ((x, y), (right, _)) = (frame.at(0.0, limit), frame.at(days, limit));
        let high = (y - frame.edges.1).min(12.0);
        pen.hatch((x, y - high), (right - x, high));
    }
    frame.line(pen, Role::Goal, &[(0.0, limit), (days, limit)]);
}

/// The line of the records: with steps, if the total stands still between them, as far as today.
fn walked(chart: &Pace) -> Vec<(f64, f64)> {
    let points = sane_points(&chart.actual);
    let Some(&last) = points.last().filter(|_| chart.stepped) else { return points };
    let mut steps = Vec::with_capacity(points.len() * 2 + 2);
    let mut total = 0.0;
    if points[0].0 > 0.0 {
        steps.push((0.0, 0.0));
    } else {
        total = points[0].1;
    }
    for (day, figure) in points {
        steps.extend([(day, total), (day, figure)]);
        total = figure;
    }
    let today = chart.today.as_ref().and_then(|it| sane(it.0));
    steps.extend(today.filter(|day| last.0 < *day).map(|day| (day, last.1)));
    steps
}

/// The words at the ends: the figure on the side of its end that is away from the planned line.
fn words(
    pen: &mut Pen,
    frame: &Frame,
    chart: &Pace,
    planned: Option<(f64, f64)>,
    reached: Option<(f64, f64)>,
) {
    let mut labels = Vec::new();
    if let Some((day, figure)) = reached {
        let (x, y) = frame.at(day, figure);
        let below = value_at(&chart.plan, day).is_some_and(|plan| figure < plan);
        let (left, _, right, bottom) = frame.edges;
        let set = Type::TEXT.tone("a k");
        let inside = x < right - 8.0;
        let before = inside && !below && set.width(&chart.actual_label) + 24.0 < x - left;
        let shift = match (inside, below) {
            (false, _) => 0.0,
            (true, true) => 6.0,
            (true, false) => -11.0,
        };
        let at = (x, (y + shift).min(bottom - 9.0));
        labels.push(EndLabel { at, text: &chart.actual_label, set, status: chart.status, before });
    }
    if let Some((day, figure)) = planned {
        let at = frame.at(day, figure);
        let set = Type::TEXT.tone("q k");
        labels.push(EndLabel { at, text: &chart.plan_label, set, status: None, before: false });
    }
    end_labels(pen, frame, &labels);
}
