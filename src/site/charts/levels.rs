//! A level that is measured at times (attendance, a rate) against its target.

use super::axes::{Axes, EndLabel, end_labels, highest, is_whole, last_day, range};
use super::common::{DayLabel, Direction, Head, Svg, sane, sane_points};
use super::marks;
use super::plot::{PlotArea, Role};
use super::series::{dots, target_line};
use super::svg_writer::SvgWriter;
use super::text_style::TextStyle;
use crate::model::Status;

/// What a chart of levels shows. Days are counted from the first day of the period, which is 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Levels {
    /// Name, text alternative, width.
    pub head: Head,
    /// The length of the period in days.
    pub days: f64,
    /// The measured levels by day: `(40.0, 92.5)`.
    pub values: Vec<(f64, f64)>,
    /// The target level.
    pub target: Option<f64>,
    /// The level at the beginning, from which a dashed line leads to the target at the end.
    pub baseline: Option<f64>,
    /// Whether the target is a minimum or a maximum.
    pub direction: Direction,
    /// The status of the target: the sign before the last level.
    pub status: Option<Status>,
    /// `92.5%`, next to the last level.
    pub actual_label: String,
    /// `目标 95%`, at the end of its line.
    pub target_label: String,
    /// `基线 88%`, next to its ring.
    pub baseline_label: String,
    /// The labels under the axis.
    pub ticks: Vec<DayLabel>,
    /// The day of the report with its label.
    pub today: Option<DayLabel>,
    /// The unit after the figures of the grid: `%` or nothing.
    pub unit: String,
}

/// Draws a [`Levels`].
#[must_use]
pub fn levels(chart: &Levels) -> Svg {
    let values = sane_points(&chart.values);
    let (target, baseline) = (chart.target.and_then(sane), chart.baseline.and_then(sane));
    let (mut shown_days, mut figures) = (Vec::new(), Vec::new());
    for (day, figure) in &values {
        shown_days.push(*day);
        figures.push(*figure);
    }
    shown_days.extend(chart.today.as_ref().map(|(day, _)| *day));
    figures.extend(target.into_iter().chain(baseline));
    let days = last_day(chart.days, shown_days.into_iter());
    let whole = figures.iter().copied().all(is_whole);
    let highest = highest(&figures);
    let figures = range(figures.into_iter(), false);

    let axes = Axes {
        kind: "levels",
        head: &chart.head,
        days,
        figures,
        ticks: &chart.ticks,
        today: chart.today.as_ref(),
        unit: &chart.unit,
        whole,
        highest,
        figures_inside: false,
    };
    let (mut svg, area) = axes.draw();
    if let Some(target) = target {
        target_line(&mut svg, &area, chart.direction, (days, target));
        if let Some(baseline) = baseline {
            area.line(&mut svg, Role::Plan, &[(0.0, baseline), (days, target)]);
        }
    }
    if 1 < values.len() {
        area.line(&mut svg, Role::Thin, &values);
    }
    dots(&mut svg, &area, &values);
    labels(&mut svg, &area, chart, (days, target, baseline), values.last().copied());
    svg.finish()
}

/// Writes the labels of baseline, last level and target, each next to its position.
fn labels(
    svg: &mut SvgWriter,
    area: &PlotArea,
    chart: &Levels,
    (days, target, baseline): (f64, Option<f64>, Option<f64>),
    last: Option<(f64, f64)>,
) {
    let quiet = TextStyle::TEXT.tone("q k");
    let mut labels = Vec::new();
    if let Some(baseline) = baseline {
        let (x, y) = area.at(0.0, baseline);
        svg.shape("ri", (x, y), &[marks::RING]);
        let lower = target.is_some_and(|target| baseline < target);
        let at = (x, if lower { y + 12.0 } else { y - 12.0 });
        labels.push(EndLabel::new(at, &chart.baseline_label, quiet));
    }
    if let Some((day, figure)) = last {
        let (x, y) = area.at(day, figure);
        let today = chart.today.as_ref().and_then(|(day, _)| sane(*day));
        let today = today.map_or(x, |day| area.at(day, 0.0).0);
        let past = if x < today && today < x + 30.0 { today } else { x + 2.0 };
        let shift = match (baseline, target) {
            _ if area.edges.2 - 8.0 <= x => 0.0, // it is in the margin
            (Some(from), Some(to)) if figure < from + (to - from) * day / days => 11.0,
            (Some(_), Some(_)) => -11.0,
            _ => 0.0,
        };
        let at = (past, y + shift);
        let label = EndLabel::new(at, &chart.actual_label, TextStyle::TEXT.tone("a k"));
        labels.push(EndLabel { status: chart.status, ..label });
    }
    if let Some(target) = target {
        let at = area.at(days, target);
        labels.push(EndLabel::of_line(at, chart.direction, &chart.target_label));
    }
    end_labels(svg, area, &labels);
}
