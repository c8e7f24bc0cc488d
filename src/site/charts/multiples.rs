//! One indicator over many schools: a small panel each, on one scale, so that they can be compared.

use super::axes::range;
use super::pen::{Pen, Type, asked, rect_data};
use super::plot::{Frame, Role};
use super::{Head, Svg, marks, sane};
use crate::model::Status;

/// What small multiples show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Multiples {
    /// Name, text alternative, width (640 if none is asked for).
    pub head: Head,
    /// Bars or lines.
    pub kind: PanelKind,
    /// Whether each panel has a scale of its own, for schools of very different size.
    pub own_scales: bool,
    /// The first and the last period in words, under each panel; may be empty.
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
    /// The school's name; a long one is cut and whole in its tooltip.
    pub name: String,
    /// The school's page.
    pub href: Option<String>,
    /// The figure of each period; none leaves a gap.
    pub values: Vec<Option<f64>>,
    /// The target or limit of each period.
    pub target: Option<f64>,
    /// The figure in words: `12 / 15 课时`.
    pub value_label: String,
    /// How it stands.
    pub status: Option<Status>,
}

const GAP: f64 = 18.0;
const LEAST: f64 = 138.0;
const PLOT: (f64, f64) = (44.0, 86.0);

/// Draws a [`Multiples`].
#[must_use]
pub fn small_multiples(chart: &Multiples) -> Svg {
    let wide = asked(&chart.head, 640.0);
    let columns = (((wide + GAP) / (LEAST + GAP)) as usize).max(1);
    let step = (wide + GAP) / columns as f64;
    let named = !(chart.ends.0.trim().is_empty() && chart.ends.1.trim().is_empty());
    let line = PLOT.1 + if named { 34.0 } else { 18.0 };
    let lines = chart.panels.len().div_ceil(columns).max(1);

    let mut pen = Pen::new("multiples", &chart.head, wide, lines as f64 * line - 8.0);
    let common = scale(chart.panels.iter(), chart.kind);
    for (index, panel) in chart.panels.iter().enumerate() {
        let x = (index % columns) as f64 * step;
        let y = (index / columns) as f64 * line;
        let figures =
            if chart.own_scales { scale([panel].into_iter(), chart.kind) } else { common };
        let edges = (x, y + PLOT.0, x + step - GAP, y + PLOT.1);
        let count = panel.values.len().max(1) as f64;
        let frame = Frame::new(edges, (0.0, count), figures);
        pen.link(panel.href.as_deref(), |pen| heading(pen, &frame, panel));
        series(&mut pen, &frame, panel, chart.kind);
        if named {
            ends(&mut pen, &frame, &chart.ends);
        }
    }
    pen.finish()
}

fn scale<'a>(panels: impl Iterator<Item = &'a Panel>, kind: PanelKind) -> (f64, f64) {
    let figures = panels.flat_map(|it| it.values.iter().copied().flatten().chain(it.target));
    range(figures, kind == PanelKind::Bars)
}

/// The name, and under it sign and figure.
fn heading(pen: &mut Pen, frame: &Frame, panel: &Panel) {
    let (left, plot, right, _) = frame.edges;
    let top = plot - PLOT.0;
    pen.text_within((left, top + 14.0), Type::TEXT.tone("n"), &panel.name, right - left);
    let mut x = left;
    if let Some(status) = panel.status {
        marks::mark(pen, (left + 5.0, top + 28.5), status);
        x += 15.0;
    }
    pen.text_within((x, top + 33.0), Type::TEXT, &panel.value_label, right - x);
}

/// Bars or line, over their ground line, and the target across.
fn series(pen: &mut Pen, frame: &Frame, panel: &Panel, kind: PanelKind) {
    let count = panel.values.len() as f64;
    match kind {
        PanelKind::Bars => bars(pen, frame, panel),
        PanelKind::Line => lines(pen, frame, panel),
    }
    let (left, _, right, bottom) = frame.edges;
    let ground = if kind == PanelKind::Bars { frame.at(0.0, 0.0).1 } else { bottom };
    let level = Frame::new((left, ground - 1.0, right, ground), (0.0, 1.0), (0.0, 1.0));
    level.line(pen, Role::Axis, &[(0.0, 0.0), (1.0, 0.0)]);
    if let Some(target) = panel.target.and_then(sane) {
        frame.line(pen, Role::Plan, &[(0.0, target), (count.max(1.0), target)]);
    }
}

/// All bars of a panel as one path.
fn bars(pen: &mut Pen, frame: &Frame, panel: &Panel) {
    let mut data = String::new();
    for (index, value) in panel.values.iter().enumerate() {
        let Some(value) = value.and_then(sane) else { continue };
        let (x0, y0) = frame.at(index as f64 + 0.14, 0.0);
        let (x1, y1) = frame.at(index as f64 + 0.86, value);
        let size = (x1 - x0, (y1 - y0).abs());
        if 0.05 <= size.0 && 0.05 <= size.1 {
            rect_data(&mut data, (x0, y0.min(y1)), size);
        }
    }
    pen.path(Role::Bar.class(), &data);
}

/// A line a run of periods that have a figure; a lone period is a dot.
fn lines(pen: &mut Pen, frame: &Frame, panel: &Panel) {
    let place = |(index, value): (usize, &Option<f64>)| {
        value.and_then(sane).map(|value| (index as f64 + 0.5, value))
    };
    let places: Vec<_> = panel.values.iter().enumerate().map(place).collect();
    for run in places.split(Option::is_none) {
        let run: Vec<(f64, f64)> = run.iter().copied().flatten().collect();
        if 1 < run.len() {
            frame.line(pen, Role::Actual, &run);
        } else {
            super::levels::dots(pen, frame, &run);
        }
    }
    let last: Vec<(f64, f64)> = places.last().copied().flatten().into_iter().collect();
    super::levels::dots(pen, frame, &last);
}

/// The first and the last period under a panel.
fn ends(pen: &mut Pen, frame: &Frame, (first, last): &(String, String)) {
    let (left, _, right, bottom) = frame.edges;
    let half = (right - left) / 2.0 - 4.0;
    let set = Type::SMALL.tone("q");
    pen.text_within((left, bottom + 14.0), set, first, half);
    pen.text_within((right, bottom + 14.0), set.end(), last, half);
}
