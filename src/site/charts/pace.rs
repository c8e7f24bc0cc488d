//! A growing total through a period, and the line it was planned to follow.

use super::axes::{Axes, EndLabel, end_labels, highest, is_whole, last_day, range, value_at};
use super::common::{DayLabel, Direction, Head, Svg, sane, sane_points};
use super::plot::{PlotArea, Role};
use super::series::target_line;
use super::svg_writer::SvgWriter;
use super::text_style::TextStyle;
use crate::model::Status;

/// What a pace chart shows. Days are counted from the first day of the period, which is 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pace {
    /// Name, text alternative, width.
    pub head: Head,
    /// The length of the period in days.
    pub days: f64,
    /// The total after each record: `(12.0, 3.0)`.
    pub actual: Vec<(f64, f64)>,
    /// Whether the total is constant between records (a sum or a count) or joined by straight lines.
    pub stepped: bool,
    /// The planned line, from `(0, 0)` to `(days, target)`; it bends where holidays do not count.
    pub plan: Vec<(f64, f64)>,
    /// The limit of an `AtMost` target: a horizontal line with a hatched edge above.
    pub limit: Option<f64>,
    /// Whether the target is a minimum or a maximum.
    pub direction: Direction,
    /// The status of the target: the sign before the actual figure.
    pub status: Option<Status>,
    /// `实际 17`, where the line of records ends.
    pub actual_label: String,
    /// `计划 40 次`, where the planned line or the limit ends.
    pub plan_label: String,
    /// The labels under the axis.
    pub ticks: Vec<DayLabel>,
    /// The day of the report with its label: `(104.0, "3月15日")`.
    pub today: Option<DayLabel>,
    /// The unit after the figures of the grid: `%` or nothing.
    pub unit: String,
}

/// Draws a [`Pace`].
#[must_use]
pub fn pace(chart: &Pace) -> Svg {
    let (actual, plan) = (actual_line(chart), sane_points(&chart.plan));
    let limit = chart.limit.and_then(sane);
    let (mut shown_days, mut heights) = (Vec::new(), Vec::new());
    for (day, figure) in actual.iter().chain(&plan) {
        shown_days.push(*day);
        heights.push(*figure);
    }
    shown_days.extend(chart.today.as_ref().map(|(day, _)| *day));
    heights.extend(limit);
    let days = last_day(chart.days, shown_days.into_iter());
    let highest = highest(&heights);
    let figures = range(heights.into_iter(), true);

    let axes = Axes {
        kind: "pace",
        head: &chart.head,
        days,
        figures,
        ticks: &chart.ticks,
        today: chart.today.as_ref(),
        unit: &chart.unit,
        whole: {
            let ends = plan.last().map(|(_, figure)| *figure).into_iter().chain(limit);
            ends.chain(actual.iter().map(|(_, figure)| *figure)).all(is_whole)
        },
        highest,
        figures_inside: true,
    };
    let (mut svg, area) = axes.draw();
    if let Some(limit) = limit {
        target_line(&mut svg, &area, chart.direction, (days, limit));
    }
    if !actual.is_empty() {
        area.fill_to(&mut svg, Role::ActualArea, &actual, 0.0);
    }
    area.line(&mut svg, Role::Axis, &[(0.0, 0.0), (days, 0.0)]);
    if 1 < plan.len() {
        area.line(&mut svg, Role::Plan, &plan);
    }
    if !actual.is_empty() {
        area.line(&mut svg, Role::Actual, &actual);
    }
    let planned = limit.map(|limit| (days, limit)).or(plan.last().copied());
    labels(&mut svg, &area, chart, planned, actual.last().copied());
    svg.finish()
}

/// The line of the records: with steps up to today if the total is constant between them.
fn actual_line(chart: &Pace) -> Vec<(f64, f64)> {
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
    let today = chart.today.as_ref().and_then(|(day, _)| sane(*day));
    if let Some(day) = today
        && last.0 < day
    {
        steps.push((day, last.1));
    }
    steps
}

/// From this part of the period on, the label of a figure is beside that of the plan's end.
const NEAR_END: f64 = 0.6;

/// Writes the labels at the ends of the lines: the figure on the side that faces away from the planned line.
fn labels(
    svg: &mut SvgWriter,
    area: &PlotArea,
    chart: &Pace,
    planned: Option<(f64, f64)>,
    reached: Option<(f64, f64)>,
) {
    let mut labels = Vec::new();
    if let Some((day, figure)) = reached {
        let (x, y) = area.at(day, figure);
        let is_below = value_at(&chart.plan, day).is_some_and(|plan| figure < plan);
        let (left, _, right, bottom) = area.edges;
        let style = TextStyle::TEXT.tone("a k");
        let is_inside = x < right - 8.0;
        let before = is_inside && !is_below && style.width(&chart.actual_label) + 24.0 < x - left;
        let shift = match (is_inside, is_below) {
            (false, _) => 0.0,
            (true, true) => 6.0,
            (true, false) => -11.0,
        };
        let at = (x, (y + shift).min(bottom - 9.0));
        let label = EndLabel::new(at, &chart.actual_label, style);
        labels.push(EndLabel { status: chart.status, before, ..label });
    }
    if let Some((day, figure)) = planned {
        // The label of the plan keeps out of the way of the figure's: below the line where the figure is above it and near.
        // Elsewhere it is above, where the rising line does not cross it.
        let is_above = reached.is_some_and(|(reached_day, reached)| {
            let is_near = day * NEAR_END < reached_day;
            is_near && value_at(&chart.plan, reached_day).is_some_and(|plan| plan <= reached)
        });
        let direction = match chart.limit {
            Some(_) => chart.direction,
            None if is_above => Direction::AtMost,
            None => Direction::AtLeast,
        };
        labels.push(EndLabel::of_line(area.at(day, figure), direction, &chart.plan_label));
    }
    end_labels(svg, area, &labels);
}
