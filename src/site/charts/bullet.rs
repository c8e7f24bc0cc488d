//! One figure against its target: a bar, a tick at the target, and a marker at the figure expected by now.

use super::common::{Direction, Head, Svg, sane};
use super::marks;
use super::plot::{PlotArea, Role};
use super::spread::spread;
use super::svg_writer::{SvgWriter, drawing_width};
use super::text_style::TextStyle;
use crate::model::Status;

/// What a bullet shows: `12 课时` of `目标 10 课时`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bullet {
    /// Name, text alternative, width.
    pub head: Head,
    /// The figure; `None` draws no bar.
    pub actual: Option<f64>,
    /// The target or limit; `None` if the plan sets no value.
    pub target: Option<f64>,
    /// The figure expected by now: the ▼ above the bar.
    pub expected: Option<f64>,
    /// The figure before the plan.
    pub baseline: Option<f64>,
    /// Whether the target is a minimum or a maximum.
    pub direction: Direction,
    /// The status of the target: the sign before the figure.
    pub status: Option<Status>,
    /// The figure as text: `12 课时`.
    pub actual_label: String,
    /// The status as text, on the right: `进度正常`.
    pub status_label: String,
    /// `目标 10 课时`, under its tick.
    pub target_label: String,
    /// `应达 9.8`, next to the ▼.
    pub expected_label: String,
    /// `基线 5`, under its tick.
    pub baseline_label: String,
}

const BAR: f64 = 18.0;
const SMALL: TextStyle = TextStyle::SMALL.tone("q");

/// Draws a [`Bullet`].
#[must_use]
pub fn bullet(chart: &Bullet) -> Svg {
    let width = drawing_width(&chart.head);
    let figures = BulletFigures::new(chart);
    let top = if figures.expected.is_some() { 45.0 } else { 28.0 };
    let has_labels = is_labelled(figures.target, &chart.target_label)
        || is_labelled(figures.baseline, &chart.baseline_label);
    let height = top + BAR + if has_labels { 22.0 } else { 6.0 };

    let mut svg = SvgWriter::new("bullet", &chart.head, width, height);
    let edges = (1.0, top, width - 1.0, top + BAR);
    let area = PlotArea::new(edges, (figures.low, figures.high), (0.0, 1.0));
    headline(&mut svg, chart.status, &chart.actual_label, &chart.status_label);
    bands(&mut svg, &area, &figures, chart.direction);
    if let Some(actual) = figures.actual {
        area.bar(&mut svg, Role::Bar, (0.0, 0.22), (actual, 0.78));
        if figures.is_cut {
            break_sign(&mut svg, &area, actual);
        }
    }
    ticks(&mut svg, &area, &figures, chart);
    if let Some(expected) = figures.expected {
        expected_marker(&mut svg, &area, expected, &chart.expected_label);
    }
    svg.finish()
}

fn is_labelled(figure: Option<f64>, label: &str) -> bool {
    figure.is_some() && !label.trim().is_empty()
}

/// The finite figures, and the range that shows them.
struct BulletFigures {
    actual: Option<f64>,
    target: Option<f64>,
    expected: Option<f64>,
    baseline: Option<f64>,
    low: f64,
    high: f64,
    /// Whether the bar is cut because it is much longer than the rest.
    is_cut: bool,
}

impl BulletFigures {
    fn new(chart: &Bullet) -> BulletFigures {
        /// How many times the other figures a bar may be long.
        const MAX_REACH: f64 = 2.5;
        let target = chart.target.and_then(sane);
        let (expected, baseline) = (chart.expected.and_then(sane), chart.baseline.and_then(sane));
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for figure in [target, expected, baseline].into_iter().flatten() {
            (low, high) = (low.min(figure), high.max(figure));
        }
        let reach = high.max(-low);
        let mut actual = chart.actual.and_then(sane);
        let mut is_cut = false;
        if let Some(figure) = &mut actual {
            is_cut = 0.0 < reach && reach * MAX_REACH < figure.abs();
            if is_cut {
                *figure = reach * MAX_REACH * figure.signum();
            }
            (low, high) = (low.min(*figure), high.max(*figure));
        }
        let margin = if is_cut { 0.0 } else { (high - low) * 0.15 };
        if 0.0 < high || low == 0.0 {
            high += margin;
        }
        if low < 0.0 {
            low -= margin;
        }
        if low == high {
            high = low + 1.0;
        }
        BulletFigures { actual, target, expected, baseline, low, high, is_cut }
    }
}

/// Writes sign and figure on the left, the status on the right.
pub(super) fn headline(
    svg: &mut SvgWriter,
    status: Option<Status>,
    actual_label: &str,
    status_label: &str,
) {
    let mut x = 0.0;
    svg.anchor_at(0.0);
    if let Some(status) = status {
        marks::mark(svg, (7.0, 11.0), status);
        x = 19.0;
    }
    let quiet = TextStyle::TEXT.tone("q").end();
    let room = quiet.width(status_label).min(svg.width * 0.4);
    svg.text_within((x, 17.0), TextStyle::STRONG, actual_label, svg.width - x - room - 10.0);
    svg.anchor_at(svg.width);
    svg.text_within((svg.width, 16.0), quiet, status_label, room);
    svg.free();
}

/// Draws the bands behind the bar: up to the expected figure, up to the target, and beyond, which is hatched beyond a
/// maximum.
fn bands(svg: &mut SvgWriter, area: &PlotArea, figures: &BulletFigures, direction: Direction) {
    let mut band = |role, from, to| area.bar(svg, role, (from, 0.0), (to, 1.0));
    let Some(target) = figures.target else {
        return band(Role::Band3, figures.low, figures.high);
    };
    let middle = figures.expected.filter(|_| direction == Direction::AtLeast);
    let middle = middle.unwrap_or(figures.low).clamp(figures.low, target.max(figures.low));
    band(Role::Band1, figures.low, middle);
    band(Role::Band2, middle, target);
    band(Role::Band3, target, figures.high);
    if direction == Direction::AtMost {
        let ((x, y), (right, bottom)) = (area.at(target, 1.0), area.at(figures.high, 0.0));
        svg.hatch((x, y), (right - x, bottom - y));
    }
}

/// Draws two slanted gaps near the end of a bar that is cut.
fn break_sign(svg: &mut SvgWriter, area: &PlotArea, actual: f64) {
    let (x, y) = area.at(actual, 0.5);
    let start = if 0.0 < actual { -22.0 } else { 14.0 };
    svg.shape("br", (x, y), &[(start, 8.0, "l5-16"), (start + 6.0, 8.0, "l5-16")]);
}

/// Draws the ticks of zero, baseline and target, and writes the labels below.
fn ticks(svg: &mut SvgWriter, area: &PlotArea, figures: &BulletFigures, chart: &Bullet) {
    if figures.low < 0.0 {
        tick(svg, area, Role::Axis, (0.0, 0.0));
    }
    let mut labels: Vec<(f64, &str, TextStyle)> = Vec::new();
    if let Some(baseline) = figures.baseline {
        let x = tick(svg, area, Role::Thin, (baseline, 2.0));
        labels.push((x, &chart.baseline_label, SMALL));
    }
    if let Some(target) = figures.target {
        let x = tick(svg, area, Role::Goal, (target, 3.0));
        labels.push((x, &chart.target_label, TextStyle::TEXT));
    }
    labels.retain(|(_, text, _)| !text.trim().is_empty());
    let room = svg.width / labels.len().max(1) as f64 - 10.0;
    let (mut middles, mut widths) = (Vec::new(), Vec::new());
    for (x, text, style) in &labels {
        middles.push(*x);
        widths.push(style.width(text).min(room));
    }
    let middles = spread(&middles, &widths, (0.0, svg.width), 10.0);
    let bottom = area.edges.3;
    for ((_, text, style), middle) in labels.into_iter().zip(middles) {
        svg.text_within((middle, bottom + 17.0), style.middle(), text, room);
    }
}

/// Draws a tick at a figure, `overhang` px longer than the bar at both ends; returns its position.
fn tick(svg: &mut SvgWriter, area: &PlotArea, role: Role, (figure, overhang): (f64, f64)) -> f64 {
    let (_, top, _, bottom) = area.edges;
    let x = area.at(figure, 0.0).0;
    let edges = (x, top - overhang, x + 1.0, bottom + overhang);
    let line = PlotArea::new(edges, (0.0, 1.0), (0.0, 1.0));
    line.line(svg, role, &[(0.0, 0.0), (0.0, 1.0)]);
    x
}

/// Draws the ▼, with its label on the side that has room.
fn expected_marker(svg: &mut SvgWriter, area: &PlotArea, expected: f64, label: &str) {
    let (x, top) = area.at(expected, 1.0);
    let x = x.clamp(5.0, svg.width - 5.0);
    svg.shape("ex", (x, top), &[(-4.5, -9.0, "h9l-4.5 7z")]);
    let right = svg.width - x - 8.0;
    svg.anchor_at(x);
    if SMALL.width(label) <= right || x - 8.0 < right {
        svg.text_within((x + 8.0, top - 6.0), SMALL, label, right);
    } else {
        svg.text_within((x - 8.0, top - 6.0), SMALL.end(), label, x - 8.0);
    }
    svg.free();
}
