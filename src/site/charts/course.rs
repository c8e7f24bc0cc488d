//! Figures of one thing after another: a line for each school or pair, with a place for each term, year or month.

use super::axes::{Axes, EndLabel, end_labels, highest, is_whole, range};
use super::common::{Direction, Head, Svg, sane};
use super::marks;
use super::plot::{PlotArea, Role};
use super::series::{dots, target_line};
use super::svg_writer::SvgWriter;
use super::text_style::TextStyle;
use crate::model::Status;

/// What a course shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Course {
    /// Name, text alternative, width.
    pub head: Head,
    /// The names of the periods, from left to right.
    pub periods: Vec<String>,
    /// The lines, one for each school or pair.
    pub lines: Vec<CourseLine>,
    /// The target that all lines have.
    pub target: Option<f64>,
    /// Whether the target is a minimum or a maximum.
    pub direction: Direction,
    /// `目标10课时`, at the end of its line.
    pub target_label: String,
    /// Whether the figures grow from nothing, so that the axis begins at 0.
    pub from_zero: bool,
    /// The unit after the figures of the grid: `%` or nothing.
    pub unit: String,
}

/// One line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CourseLine {
    /// Whose it is, with its latest figure: `柳溪园 12课时`.
    pub label: String,
    /// The figure of each period; `None` leaves a gap.
    pub values: Vec<Option<f64>>,
    /// How the last period stands: the sign before the label.
    pub status: Option<Status>,
    /// Whether the last period still runs: its figure is a ring instead of a dot.
    pub is_open: bool,
}

/// Draws a [`Course`].
#[must_use]
pub fn course(chart: &Course) -> Svg {
    let count = chart.periods.len().max(1) as f64;
    let target = chart.target.and_then(sane);
    let mut figures: Vec<f64> = target.into_iter().collect();
    for line in &chart.lines {
        let values = line.values.iter().take(chart.periods.len());
        figures.extend(values.flatten().copied().filter_map(sane));
    }
    let whole = figures.iter().copied().all(is_whole);
    let highest = highest(&figures);
    let mut ticks = Vec::with_capacity(chart.periods.len());
    for (index, name) in chart.periods.iter().enumerate() {
        ticks.push((index as f64 + 0.5, name.clone()));
    }
    let axes = Axes {
        kind: "course",
        head: &chart.head,
        days: count,
        figures: range(figures.into_iter(), chart.from_zero),
        ticks: &ticks,
        today: None,
        unit: &chart.unit,
        whole,
        highest,
        figures_inside: false,
    };
    let (mut svg, area) = axes.draw();
    if let Some(target) = target {
        target_line(&mut svg, &area, chart.direction, (count, target));
    }
    let role = if chart.lines.len() == 1 { Role::Actual } else { Role::Thin };
    for line in &chart.lines {
        draw_line(&mut svg, &area, line, role, chart.periods.len());
    }
    labels(&mut svg, &area, chart, target);
    svg.finish()
}

/// The points of a line: the middle of each period with its figure.
fn points(line: &CourseLine, periods: usize) -> Vec<Option<(f64, f64)>> {
    let mut points = Vec::with_capacity(line.values.len());
    for (index, value) in line.values.iter().take(periods).enumerate() {
        points.push(value.and_then(sane).map(|value| (index as f64 + 0.5, value)));
    }
    points
}

/// Draws each run of periods with a figure as a line with dots; the last is a ring while its period runs.
fn draw_line(svg: &mut SvgWriter, area: &PlotArea, line: &CourseLine, role: Role, periods: usize) {
    let points = points(line, periods);
    let mut closed: Vec<(f64, f64)> = points.iter().copied().flatten().collect();
    for run in points.split(Option::is_none) {
        let run: Vec<(f64, f64)> = run.iter().copied().flatten().collect();
        if 1 < run.len() {
            area.line(svg, role, &run);
        }
    }
    let open = if line.is_open { closed.pop() } else { None };
    dots(svg, area, &closed);
    if let Some((day, figure)) = open {
        svg.shape("ri", area.at(day, figure), &[marks::RING]);
    }
}

/// Writes whose each line is, and what the target is, at their ends.
fn labels(svg: &mut SvgWriter, area: &PlotArea, chart: &Course, target: Option<f64>) {
    let mut labels = Vec::new();
    for line in &chart.lines {
        let last = points(line, chart.periods.len()).into_iter().flatten().last();
        let Some((day, figure)) = last else { continue };
        let label = EndLabel::new(area.at(day, figure), &line.label, TextStyle::TEXT.tone("a k"));
        labels.push(EndLabel { status: line.status, ..label });
    }
    if let Some(target) = target {
        let at = area.at(chart.periods.len().max(1) as f64, target);
        labels.push(EndLabel::of_line(at, chart.direction, &chart.target_label));
    }
    end_labels(svg, area, &labels);
}
