//! A target of nothing at all (杜绝): when it was looked at, and when something happened.

use super::axes::{days_below, last_day, today};
use super::bullet::headline;
use super::common::{DayLabel, Head, Svg, sane};
use super::marks;
use super::plot::{PlotArea, Role};
use super::svg_writer::{SvgWriter, drawing_width};
use crate::model::Status;

/// What the chart of a zero ceiling shows. Days are counted from the first day of the period, which is 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ZeroCeiling {
    /// Name, text alternative, width.
    pub head: Head,
    /// The length of the period in days.
    pub days: f64,
    /// The days of records, each with what it counted: ○ for nothing, ▲ for more.
    pub records: Vec<(f64, f64)>,
    /// The status of the target: the sign before the figure.
    pub status: Option<Status>,
    /// The figure as text: `0起`.
    pub actual_label: String,
    /// The status as text, on the right: `进度正常`.
    pub status_label: String,
    /// The labels under the lane.
    pub ticks: Vec<DayLabel>,
    /// The day of the report with its label.
    pub today: Option<DayLabel>,
}

/// Draws a [`ZeroCeiling`].
#[must_use]
pub fn zero_ceiling(chart: &ZeroCeiling) -> Svg {
    let width = drawing_width(&chart.head);
    let mut shown_days: Vec<f64> = chart.records.iter().map(|(day, _)| *day).collect();
    shown_days.extend(chart.today.as_ref().map(|(day, _)| *day));
    let days = last_day(chart.days, shown_days.into_iter());
    let mut svg = SvgWriter::new("zero", &chart.head, width, 84.0);
    headline(&mut svg, chart.status, &chart.actual_label, &chart.status_label);
    let area = PlotArea::new((8.0, 44.0, width - 8.0, 64.0), (0.0, days), (0.0, 1.0));
    area.line(&mut svg, Role::Axis, &[(0.0, 0.5), (days, 0.5)]);
    if let Some((day, label)) = &chart.today {
        today(&mut svg, &area, *day, label, (0.0, 1.0));
    }
    let mut previous = None;
    for (day, count) in &chart.records {
        let (Some(day), Some(count)) = (sane(*day), sane(*count)) else { continue };
        let at = area.at(day, 0.5);
        if 0.0 < count {
            svg.shape("ev", at, &[(-6.0, 5.0, "h12l-6-11z")]);
        } else if previous != Some(at) {
            svg.shape("ri", at, &[marks::RING]);
        }
        previous = Some(at);
    }
    days_below(&mut svg, &area, &chart.ticks);
    svg.finish()
}
