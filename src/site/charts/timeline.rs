//! The measures of a plan: when each is due, when it was carried out, and its status.

use super::axes::{days_below, last_day, today};
use super::common::{DayLabel, Head, Svg, sane};
use super::marks;
use super::plot::{PlotArea, Role};
use super::series::dots;
use super::svg_writer::{SvgWriter, drawing_width};
use super::text_style::TextStyle;
use crate::model::ActionStatus;

/// What a timeline shows. Days are counted from the first day of the plan, which is 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Timeline {
    /// Name, text alternative, width.
    pub head: Head,
    /// The length of the plan in days.
    pub days: f64,
    /// The measures, from top to bottom.
    pub rows: Vec<TimelineRow>,
    /// The labels under the axis.
    pub ticks: Vec<DayLabel>,
    /// The day of the report with its label.
    pub today: Option<DayLabel>,
}

/// One measure.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TimelineRow {
    /// What is to be done; long text is cut, and complete in its tooltip.
    pub name: String,
    /// The target of a click on the name.
    pub href: Option<String>,
    /// The day it is due, drawn as ◇.
    pub by: Option<f64>,
    /// The days of the records that carried it out.
    pub done: Vec<f64>,
    /// The status of the measure.
    pub status: Option<ActionStatus>,
    /// `已完成 2/2`, on the right.
    pub status_label: String,
}

const LINE: f64 = 46.0;
const TOP: f64 = 24.0;

/// Draws a [`Timeline`].
#[must_use]
pub fn timeline(chart: &Timeline) -> Svg {
    let width = drawing_width(&chart.head);
    let mut shown_days = Vec::new();
    for row in &chart.rows {
        shown_days.extend(&row.done);
        shown_days.extend(row.by);
    }
    shown_days.extend(chart.today.as_ref().map(|(day, _)| *day));
    let days = last_day(chart.days, shown_days.into_iter());
    let (left, right) = (8.0, width - 8.0);
    let bottom = TOP + chart.rows.len().max(1) as f64 * LINE;

    let mut svg = SvgWriter::new("timeline", &chart.head, width, bottom + 22.0);
    let area = PlotArea::new((left, TOP, right, bottom), (0.0, days), (0.0, 1.0));
    if let Some((day, label)) = &chart.today {
        today(&mut svg, &area, *day, label, (0.0, 1.0));
    }
    for (index, row) in chart.rows.iter().enumerate() {
        let top = TOP + index as f64 * LINE;
        let lane = (left, top + 31.0, right, top + 33.0);
        measure(&mut svg, &PlotArea::new(lane, (0.0, days), (0.0, 1.0)), row, days);
    }
    days_below(&mut svg, &area, &chart.ticks);
    svg.finish()
}

/// Draws one row: the name with sign and status above the lane, and on it ◇ and dots.
fn measure(svg: &mut SvgWriter, lane: &PlotArea, row: &TimelineRow, days: f64) {
    let middle = lane.edges.1 + 1.0;
    let base = middle - 16.0;
    let status_width = TextStyle::TEXT.width(&row.status_label).min(svg.width * 0.4);
    svg.link(row.href.as_deref(), |svg| {
        let room = svg.width - status_width - 30.0;
        svg.text_within((0.0, base), TextStyle::TEXT.tone("k"), &row.name, room);
    });
    svg.anchor_at(svg.width);
    if let Some(status) = row.status {
        marks::action_mark(svg, (svg.width - status_width - 11.0, base - 4.5), status);
    }
    let style = TextStyle::TEXT.tone("k").end();
    svg.text_within((svg.width, base), style, &row.status_label, status_width);
    svg.free();
    lane.line(svg, Role::Grid, &[(0.0, 0.5), (days, 0.5)]);
    if let Some(by) = row.by.and_then(sane) {
        svg.shape("du", (lane.at(by, 0.5).0, middle), &[(-7.0, 0.0, "l7-7l7 7l-7 7z")]);
    }
    let mut done: Vec<f64> = row.done.iter().copied().filter_map(sane).collect();
    done.sort_by(f64::total_cmp);
    let points: Vec<(f64, f64)> = done.into_iter().map(|day| (day, 0.5)).collect();
    dots(svg, lane, &points);
}
