//! What the charts over days share: the grid with its figures, the days below, today, and the labels at the ends of
//! lines.

use super::common::{DayLabel, Direction, Head, sane, sane_points};
use super::marks;
use super::plot::{PlotArea, Role};
use super::spread::spread;
use super::svg_writer::{SvgWriter, drawing_width};
use super::text_style::{TextStyle, widest_text};
use crate::model::Status;

/// The axes of a chart over days.
pub(super) struct Axes<'a> {
    pub(super) kind: &'static str,
    pub(super) head: &'a Head,
    /// The length of the period in days.
    pub(super) days: f64,
    pub(super) figures: (f64, f64),
    pub(super) ticks: &'a [DayLabel],
    pub(super) today: Option<&'a DayLabel>,
    /// The highest figure shown: the grid of a percentage that is never above 100 does not go beyond it.
    pub(super) highest: f64,
    /// The unit after the figures of the grid: `%`.
    pub(super) unit: &'a str,
    /// Whether all figures are whole, so that the grid has no figures between them.
    pub(super) whole: bool,
    /// Whether the figures of the grid stand on its lines, where a growing total leaves room; else they are before them.
    pub(super) figures_inside: bool,
}

/// A label at the end of a line.
pub(super) struct EndLabel<'a> {
    pub(super) at: (f64, f64),
    pub(super) text: &'a str,
    pub(super) style: TextStyle,
    pub(super) status: Option<Status>,
    /// Whether the label is before its position instead of after it.
    pub(super) before: bool,
}

impl<'a> EndLabel<'a> {
    /// The label of a line at its right end: above it, or below a maximum, whose upper edge is hatched.
    pub(super) fn of_line((x, y): (f64, f64), direction: Direction, text: &'a str) -> EndLabel<'a> {
        let shift = if direction == Direction::AtMost { 11.0 } else { -10.0 };
        EndLabel::new((x, y + shift), text, TextStyle::TEXT.tone("q k"))
    }

    /// A label without a sign, after its position.
    pub(super) fn new(at: (f64, f64), text: &'a str, style: TextStyle) -> EndLabel<'a> {
        EndLabel { at, text, style, status: None, before: false }
    }
}

const TICK: TextStyle = TextStyle::SMALL.tone("q");
const TICK_INSIDE: TextStyle = TextStyle::SMALL.tone("q h");
const TODAY: TextStyle = TextStyle::SMALL.tone("d");

/// The last day of the axis: as given, or else the last of the days shown.
pub(super) fn last_day(days: f64, shown: impl Iterator<Item = f64>) -> f64 {
    match sane(days) {
        Some(days) if 0.0 < days => days,
        _ => shown.filter_map(sane).fold(0.0, f64::max).max(1.0),
    }
}

impl Axes<'_> {
    /// Draws grid, figures, days and today; the caller draws the lines.
    pub(super) fn draw(&self) -> (SvgWriter, PlotArea) {
        let width = drawing_width(self.head);
        let height = if width < 480.0 { 210.0 } else { 240.0 };
        let mut svg = SvgWriter::new(self.kind, self.head, width, height);

        let right = width - 8.0;
        let (top, bottom) = (24.0, height - 22.0);
        let trial = PlotArea::new((0.0, top, right, bottom), (0.0, self.days), self.figures);
        let ticks = labelled(&self.grid_figures(&trial), self.unit);
        let widest = widest_text(TICK, ticks.iter().map(|(_, text)| text.as_str()));
        let left = if self.figures_inside { 0.0 } else { (widest + 10.0).min(width * 0.24) };
        let area = PlotArea::new((left, top, right, bottom), (0.0, self.days), self.figures);

        for (figure, text) in &ticks {
            let y = area.at(0.0, *figure).1;
            area.line(&mut svg, Role::Grid, &[(0.0, *figure), (self.days, *figure)]);
            if !self.figures_inside {
                svg.anchor_at(left);
                svg.text_within((left - 8.0, y + 4.2), TICK.end(), text, left - 8.0);
                svg.free();
            } else if *figure != 0.0 {
                svg.text_within((0.0, y - 4.0), TICK_INSIDE, text, width * 0.4);
            }
        }
        days_below(&mut svg, &area, self.ticks);
        if let Some((day, label)) = self.today {
            today(&mut svg, &area, *day, label, self.figures);
        }
        (svg, area)
    }

    /// The figures of the grid.
    fn grid_figures(&self, area: &PlotArea) -> Vec<f64> {
        let mut figures = area.ticks(5);
        if self.whole {
            figures.retain(|figure| is_whole(*figure));
        }
        if self.unit == "%" {
            figures.retain(|figure| *figure <= self.highest.max(100.0));
        }
        figures
    }
}

/// The highest of some figures; 0 of none.
pub(super) fn highest(figures: &[f64]) -> f64 {
    figures.iter().copied().filter_map(sane).fold(0.0, f64::max)
}

/// Whether a figure is a whole number.
pub(super) fn is_whole(figure: f64) -> bool {
    (figure - figure.round()).abs() < 1e-9
}

/// Writes the days under the plot area, as many as fit without touching.
pub(super) fn days_below(svg: &mut SvgWriter, area: &PlotArea, ticks: &[DayLabel]) {
    let bottom = area.edges.3;
    let ticks = sane_ticks(ticks);
    let mut free = 0.0;
    for (day, text) in ticks {
        let x = area.at(day, 0.0).0;
        let half = TICK.width(text) / 2.0;
        let middle = x.max(half).min(svg.width - half);
        if free <= middle - half {
            svg.text((middle, bottom + 16.0), TICK.middle(), text);
            free = middle + half + 3.0;
        }
    }
}

/// The labels whose day is finite, in the order of their days.
fn sane_ticks(ticks: &[DayLabel]) -> Vec<(f64, &str)> {
    let mut finite = Vec::with_capacity(ticks.len());
    for (day, text) in ticks {
        if let Some(day) = sane(*day) {
            finite.push((day, text.as_str()));
        }
    }
    finite.sort_by(|one, other| one.0.total_cmp(&other.0));
    finite
}

/// Draws the line of today with its label above.
pub(super) fn today(
    svg: &mut SvgWriter,
    area: &PlotArea,
    day: f64,
    label: &str,
    figures: (f64, f64),
) {
    if let Some(day) = sane(day) {
        area.line(svg, Role::Today, &[(day, figures.0), (day, figures.1)]);
        let x = area.at(day, 0.0).0;
        svg.text((x, area.edges.1 - 8.0), TODAY.middle(), label);
    }
}

/// Writes labels at the ends of lines, so that none covers another.
pub(super) fn end_labels(svg: &mut SvgWriter, area: &PlotArea, labels: &[EndLabel<'_>]) {
    let labels: Vec<&EndLabel<'_>> =
        labels.iter().filter(|label| !label.text.trim().is_empty()).collect();
    let (mut middles, mut heights) = (Vec::new(), Vec::new());
    for label in &labels {
        middles.push(label.at.1);
        heights.push(label.style.px() * 1.25);
    }
    let (_, top, _, bottom) = area.edges;
    if share_columns(svg, &labels) {
        middles = spread(&middles, &heights, (top, bottom), 1.0);
    }
    for (label, middle) in labels.into_iter().zip(middles) {
        let (x, room) = place(svg, label);
        svg.anchor_at(label.at.0);
        if let Some(status) = label.status {
            marks::mark(svg, (x + 5.0, middle), status);
        }
        let text_x = x + if label.status.is_some() { 14.0 } else { 0.0 };
        svg.text_within((text_x, middle + label.style.px() * 0.35), label.style, label.text, room);
        svg.free();
    }
}

/// The start of a label, and the width that its text may have.
fn place(svg: &SvgWriter, label: &EndLabel<'_>) -> (f64, f64) {
    let sign = if label.status.is_some() { 14.0 } else { 0.0 };
    let room = svg.width * 0.5 - sign;
    let width = label.style.width(label.text).min(room) + sign;
    if label.before {
        return ((label.at.0 - width - 4.0).max(0.0), room);
    }
    ((label.at.0 + 8.0).min(svg.width - width - 1.0), room)
}

/// Whether two labels overlap horizontally, give or take 6 px.
fn share_columns(svg: &SvgWriter, labels: &[&EndLabel<'_>]) -> bool {
    let mut extents: Vec<(f64, f64)> = Vec::new();
    for label in labels {
        let (x, room) = place(svg, label);
        let sign = if label.status.is_some() { 14.0 } else { 0.0 };
        let end = x + sign + label.style.width(label.text).min(room);
        if extents.iter().any(|other| x < other.1 + 6.0 && other.0 < end + 6.0) {
            return true;
        }
        extents.push((x, end));
    }
    false
}

/// The figures of a grid as text, without repeated ones.
fn labelled(ticks: &[f64], unit: &str) -> Vec<(f64, String)> {
    let mut labels: Vec<(f64, String)> = Vec::new();
    for tick in ticks {
        let text = format!("{}{unit}", format_figure(*tick));
        if labels.last().is_none_or(|(_, previous)| *previous != text) {
            labels.push((*tick, text));
        }
    }
    labels
}

/// A round figure with its thousands separated: `1,200`, `0.25`, `3e12`.
pub(super) fn format_figure(figure: f64) -> String {
    if 1e10 <= figure.abs() {
        return format!("{figure:.1e}").replace(".0e", "e");
    }
    let text = format!("{figure:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let (sign, digits) = whole.split_at(usize::from(whole.starts_with('-')));
    if digits == "0" && rest.is_empty() {
        return "0".to_owned();
    }
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{rest}")
}

/// The range of an axis that shows all of `figures` with a small margin; `zero` includes 0.
pub(super) fn range(figures: impl Iterator<Item = f64>, zero: bool) -> (f64, f64) {
    let figures: Vec<f64> = figures.filter_map(sane).collect();
    let start = if zero { Some(0.0) } else { figures.first().copied() };
    let Some(start) = start else { return (0.0, 1.0) };
    let low = figures.iter().copied().fold(start, f64::min);
    let high = figures.iter().copied().fold(start, f64::max);
    let margin = (high - low) * 0.08;
    if zero {
        let high = if 0.0 < high { high + margin * 1.75 } else { 0.0 }; // labels are above the line
        let low = if low < 0.0 { low - margin } else { 0.0 };
        return if low < high { (low, high) } else { (0.0, 1.0) };
    }
    let margin = if margin == 0.0 { low.abs().max(1.0) * 0.05 } else { margin };
    (low - margin * 2.0, high + margin * 2.0)
}

/// The value of a polyline at a day; `None` after its end.
pub(super) fn value_at(points: &[(f64, f64)], day: f64) -> Option<f64> {
    let points = sane_points(points);
    let index = points.iter().position(|point| day <= point.0)?;
    let after = points[index];
    let before = if index == 0 { after } else { points[index - 1] };
    let is_between = before.0 < after.0;
    let share = if is_between { (day - before.0) / (after.0 - before.0) } else { 1.0 };
    Some(before.1 + (after.1 - before.1) * share)
}
