//! One indicator for many schools: a small panel for each, on one scale, so that they can be compared.

use super::axes::range;
use super::common::{Head, Svg, sane};
use super::marks;
use super::path_data::rect_data;
use super::plot::{PlotArea, Role};
use super::series::dots;
use super::svg_writer::{SvgWriter, escape, open_link};
use super::width::tidy;
use crate::model::Status;

/// What small multiples show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Multiples {
    /// What is shown; the panels take the width that they find.
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
    /// The school's name.
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

/// The size of the plot of a panel, before it is stretched.
const PLOT: (f64, f64) = (100.0, 42.0);

/// Draws a [`Multiples`]: a list of panels, as many side by side as its place is wide. Names and figures are text of the
/// page, so that they wrap; the plots beside them are decoration.
#[must_use]
pub fn small_multiples(chart: &Multiples) -> Svg {
    let mut out = String::from(r#"<ul class="panels" aria-label=""#);
    escape(&mut out, &tidy(&chart.head.title));
    out.push_str(r#"">"#);
    let common = scale(&chart.panels, chart.kind);
    for panel in &chart.panels {
        let figures = if chart.own_scales { scale([panel], chart.kind) } else { common };
        out.push_str("<li>");
        heading(&mut out, panel);
        plot(&mut out, panel, chart.kind, figures);
        ends(&mut out, &chart.ends);
        out.push_str("</li>");
    }
    out.push_str("</ul>");
    Svg(out)
}

/// Draws bars or line of a panel, and the target across.
fn plot(out: &mut String, panel: &Panel, kind: PanelKind, figures: (f64, f64)) {
    let mut svg = SvgWriter::bare(PLOT);
    let count = panel.values.len().max(1) as f64;
    let edges = (0.0, 2.0, PLOT.0, PLOT.1 - 2.0);
    let area = PlotArea::new(edges, (0.0, count), figures);
    series(&mut svg, &area, panel, kind);
    out.push_str(&svg.finish_bare());
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

/// Writes the name, and below it sign and figure.
fn heading(out: &mut String, panel: &Panel) {
    if let Some(href) = &panel.href {
        open_link(out, href);
    }
    out.push_str("<b>");
    escape(out, &tidy(&panel.name));
    out.push_str("</b>");
    if panel.href.is_some() {
        out.push_str("</a>");
    }
    out.push_str(r#"<span class="panel-figure">"#);
    if let Some(status) = panel.status {
        out.push_str(&marks::standalone(status));
    }
    escape(out, &tidy(&panel.value_label));
    out.push_str("</span>");
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
fn ends(out: &mut String, (first, last): &(String, String)) {
    if first.trim().is_empty() && last.trim().is_empty() {
        return;
    }
    out.push_str(r#"<span class="panel-ends"><span>"#);
    escape(out, &tidy(first));
    out.push_str("</span><span>");
    escape(out, &tidy(last));
    out.push_str("</span></span>");
}
