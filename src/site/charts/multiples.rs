//! One indicator for many schools: a small panel for each, on one scale, so that they can be compared.

use super::axes::range;
use super::common::{Head, Svg, sane};
use super::marks;
use super::path_data::rect_data;
use super::plot::{PlotArea, Role};
use super::series::dots;
use super::svg_writer::{SvgWriter, drawing_width};
use super::text_style::TextStyle;
use crate::model::Status;

/// What small multiples show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Multiples {
    /// Name, text alternative, width (640 by default).
    pub head: Head,
    /// Bars or lines.
    pub kind: PanelKind,
    /// Whether each panel has its own scale, for schools of very different size.
    pub own_scales: bool,
    /// The names of the first and the last period, under each panel; may be empty.
    pub ends: (String, String),
    /// The panels.
    pub panels: Vec<Panel>,
}

/// How the periods of a panel are drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PanelKind {
    /// A bar a period, from zero: sums and counts.
    #[default]
    Bars,
    /// A line through the periods: levels and rates.
    Line,
}

/// One school.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Panel {
    /// The school's name; a long one is cut, and complete in its tooltip.
    pub name: String,
    /// The school's page.
    pub href: Option<String>,
    /// The figure of each period; `None` leaves a gap.
    pub values: Vec<Option<f64>>,
    /// The target or limit of each period.
    pub target: Option<f64>,
    /// The figure as text: `12 / 15 课时`.
    pub value_label: String,
    /// The status of the target.
    pub status: Option<Status>,
}

const GAP: f64 = 18.0;
const MIN_PANEL: f64 = 138.0;
const PLOT: (f64, f64) = (44.0, 86.0);

/// Draws a [`Multiples`].
#[must_use]
pub fn small_multiples(chart: &Multiples) -> Svg {
    let width = drawing_width(&chart.head, 640.0);
    let columns = (((width + GAP) / (MIN_PANEL + GAP)) as usize).max(1);
    let step = (width + GAP) / columns as f64;
    let has_ends = !(chart.ends.0.trim().is_empty() && chart.ends.1.trim().is_empty());
    let line = PLOT.1 + if has_ends { 34.0 } else { 18.0 };
    let lines = chart.panels.len().div_ceil(columns).max(1);

    let mut svg = SvgWriter::new("multiples", &chart.head, width, lines as f64 * line - 8.0);
    let common = scale(&chart.panels, chart.kind);
    for (index, panel) in chart.panels.iter().enumerate() {
        let x = (index % columns) as f64 * step;
        let y = (index / columns) as f64 * line;
        let figures = if chart.own_scales { scale([panel], chart.kind) } else { common };
        let edges = (x, y + PLOT.0, x + step - GAP, y + PLOT.1);
        let count = panel.values.len().max(1) as f64;
        let area = PlotArea::new(edges, (0.0, count), figures);
        svg.link(panel.href.as_deref(), |svg| heading(svg, &area, panel));
        series(&mut svg, &area, panel, chart.kind);
        if has_ends {
            ends(&mut svg, &area, &chart.ends);
        }
    }
    svg.finish()
}

/// The range of all figures and targets; with bars it includes 0.
fn scale<'a>(panels: impl IntoIterator<Item = &'a Panel>, kind: PanelKind) -> (f64, f64) {
    let mut figures = Vec::new();
    for panel in panels {
        figures.extend(panel.values.iter().flatten());
        figures.extend(panel.target);
    }
    range(figures.into_iter(), kind == PanelKind::Bars)
}

/// Draws the name, and below it sign and figure.
fn heading(svg: &mut SvgWriter, area: &PlotArea, panel: &Panel) {
    let (left, plot, right, _) = area.edges;
    let top = plot - PLOT.0;
    svg.text_within((left, top + 14.0), TextStyle::TEXT.tone("n"), &panel.name, right - left);
    let mut x = left;
    if let Some(status) = panel.status {
        marks::mark(svg, (left + 5.0, top + 28.5), status);
        x += 15.0;
    }
    svg.text_within((x, top + 33.0), TextStyle::TEXT, &panel.value_label, right - x);
}

/// Draws bars or line above the base line, and the target across.
fn series(svg: &mut SvgWriter, area: &PlotArea, panel: &Panel, kind: PanelKind) {
    let count = panel.values.len() as f64;
    match kind {
        PanelKind::Bars => bars(svg, area, panel),
        PanelKind::Line => lines(svg, area, panel),
    }
    let (left, _, right, bottom) = area.edges;
    let base = if kind == PanelKind::Bars { area.at(0.0, 0.0).1 } else { bottom };
    let base_line = PlotArea::new((left, base - 1.0, right, base), (0.0, 1.0), (0.0, 1.0));
    base_line.line(svg, Role::Axis, &[(0.0, 0.0), (1.0, 0.0)]);
    if let Some(target) = panel.target.and_then(sane) {
        area.line(svg, Role::Plan, &[(0.0, target), (count.max(1.0), target)]);
    }
}

/// Draws all bars of a panel as one path.
fn bars(svg: &mut SvgWriter, area: &PlotArea, panel: &Panel) {
    let mut data = String::new();
    for (index, value) in panel.values.iter().enumerate() {
        let Some(value) = value.and_then(sane) else { continue };
        let (x0, y0) = area.at(index as f64 + 0.14, 0.0);
        let (x1, y1) = area.at(index as f64 + 0.86, value);
        let size = (x1 - x0, (y1 - y0).abs());
        if 0.05 <= size.0 && 0.05 <= size.1 {
            rect_data(&mut data, (x0, y0.min(y1)), size);
        }
    }
    svg.path(Role::Bar.class(), &data);
}

/// Draws a line for each run of periods with a figure; a single period is a dot.
fn lines(svg: &mut SvgWriter, area: &PlotArea, panel: &Panel) {
    let mut points: Vec<Option<(f64, f64)>> = Vec::with_capacity(panel.values.len());
    for (index, value) in panel.values.iter().enumerate() {
        points.push(value.and_then(sane).map(|value| (index as f64 + 0.5, value)));
    }
    for run in points.split(Option::is_none) {
        let run: Vec<(f64, f64)> = run.iter().copied().flatten().collect();
        if 1 < run.len() {
            area.line(svg, Role::Actual, &run);
        } else {
            dots(svg, area, &run);
        }
    }
    if let Some(Some(last)) = points.last() {
        dots(svg, area, &[*last]);
    }
}

/// Writes the first and the last period under a panel.
fn ends(svg: &mut SvgWriter, area: &PlotArea, (first, last): &(String, String)) {
    let (left, _, right, bottom) = area.edges;
    let half = (right - left) / 2.0 - 4.0;
    let style = TextStyle::SMALL.tone("q");
    svg.text_within((left, bottom + 14.0), style, first, half);
    svg.text_within((right, bottom + 14.0), style.end(), last, half);
}
