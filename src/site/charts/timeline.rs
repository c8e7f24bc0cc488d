//! The measures of a plan: when each was due, when it was carried out, how it stands.

use super::axes::{days_below, last_day, today};
use super::levels::dots;
use super::pen::{Pen, Type, asked, pair};
use super::plot::{Frame, Role};
use super::{DayLabel, Head, Svg, marks, sane};
use crate::model::ActionStatus;

/// What a timeline shows. Days are counted from the first day of the plan, which is 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Timeline {
    /// Name, text alternative, width (640 if none is asked for).
    pub head: Head,
    /// The length of the plan in days.
    pub days: f64,
    /// The measures, from above.
    pub rows: Vec<TimelineRow>,
    /// The words under the axis.
    pub ticks: Vec<DayLabel>,
    /// The day of the report with its word.
    pub today: Option<DayLabel>,
}

/// One measure.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TimelineRow {
    /// What is to be done; long text is cut and whole in its tooltip.
    pub name: String,
    /// What a click on the name leads to.
    pub href: Option<String>,
    /// The day it is due, drawn as ◇.
    pub by: Option<f64>,
    /// The days of the records that carried it out.
    pub done: Vec<f64>,
    /// How it stands.
    pub status: Option<ActionStatus>,
    /// `已完成 2/2`, on the right.
    pub status_label: String,
}

const LINE: f64 = 30.0;
const TOP: f64 = 24.0;

/// Draws a [`Timeline`].
#[must_use]
pub fn timeline(chart: &Timeline) -> Svg {
    let wide = asked(&chart.head, 640.0);
    let shown = chart.rows.iter().flat_map(|row| row.done.iter().copied().chain(row.by));
    let days = last_day(chart.days, shown.chain(chart.today.iter().map(|it| it.0)));
    let widest = |words: fn(&TimelineRow) -> &str| {
        chart.rows.iter().map(|row| Type::TEXT.width(words(row))).fold(0.0, f64::max)
    };
    let left = (widest(|row| &row.name) + 16.0).min(wide * 0.36);
    let right = wide - (widest(|row| &row.status_label) + 32.0).min((wide * 0.3).max(112.0));
    let bottom = TOP + chart.rows.len().max(1) as f64 * LINE;

    let mut pen = Pen::new("timeline", &chart.head, wide, bottom + 22.0);
    let frame = Frame::new((left, TOP, right, bottom), (0.0, days), (0.0, 1.0));
    for (index, row) in chart.rows.iter().enumerate() {
        let middle = TOP + (index as f64 + 0.5) * LINE;
        let lane = (left, middle - 1.0, right, middle + 1.0);
        measure(&mut pen, &Frame::new(lane, (0.0, days), (0.0, 1.0)), row, days);
    }
    if let Some((day, words)) = &chart.today {
        today(&mut pen, &frame, *day, words, (0.0, 1.0));
    }
    days_below(&mut pen, &frame, &chart.ticks);
    pen.finish()
}

/// One row: name, lane, ◇ and dots, sign and words.
fn measure(pen: &mut Pen, lane: &Frame, row: &TimelineRow, days: f64) {
    let (left, top, right, _) = lane.edges;
    let middle = top + 1.0;
    pen.link(row.href.as_deref(), |pen| {
        pen.text_within((0.0, middle + 4.5), Type::TEXT, &row.name, left - 14.0);
    });
    lane.line(pen, Role::Grid, &[(0.0, 0.5), (days, 0.5)]);
    if let Some(by) = row.by.and_then(sane) {
        let mut data = "M".to_owned();
        pair(&mut data, lane.at(by, 0.5).0 - 7.0, middle);
        data.push_str("l7-7l7 7l-7 7z");
        pen.path("du", &data);
    }
    let mut done: Vec<f64> = row.done.iter().copied().filter_map(sane).collect();
    done.sort_by(f64::total_cmp);
    let places: Vec<_> = done.into_iter().map(|day| (day, 0.5)).collect();
    dots(pen, lane, &places);
    if let Some(status) = row.status {
        marks::action_mark(pen, (right + 18.0, middle), status);
    }
    let room = pen.width - right - 30.0;
    pen.text_within((right + 29.0, middle + 4.5), Type::TEXT, &row.status_label, room);
}
