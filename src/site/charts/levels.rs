//! A level measured now and then (attendance, a rate) against the level aimed at.

use super::axes::{Axes, EndLabel, end_labels, last_day, range};
use super::pace::ceiling;
use super::pen::{Pen, Type, pair};
use super::plot::{Frame, Role};
use super::{DayLabel, Direction, Head, Svg, sane, sane_points};
use crate::model::Status;

/// What a chart of levels shows. Days are counted from the first day of the period, which is 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Levels {
    /// Name, text alternative, width (640 if none is asked for).
    pub head: Head,
    /// The length of the period in days.
    pub days: f64,
    /// The levels found, each at its day: `(40.0, 92.5)`.
    pub values: Vec<(f64, f64)>,
    /// The level aimed at.
    pub target: Option<f64>,
    /// The level at the beginning; from it a dashed line runs to the target at the end.
    pub baseline: Option<f64>,
    /// Whether the target is to be reached or kept.
    pub direction: Direction,
    /// How the target stands: the sign before the last level.
    pub status: Option<Status>,
    /// `92.5%`, beside the last level.
    pub actual_label: String,
    /// `目标 95%`, where its line ends.
    pub target_label: String,
    /// `基线 88%`, beside its ring.
    pub baseline_label: String,
    /// The words under the axis.
    pub ticks: Vec<DayLabel>,
    /// The day of the report with its word.
    pub today: Option<DayLabel>,
    /// What follows the figures of the grid: `%`, else nothing.
    pub unit: String,
}

/// Draws a [`Levels`].
#[must_use]
pub fn levels(chart: &Levels) -> Svg {
    let values = sane_points(&chart.values);
    let (target, baseline) = (chart.target.and_then(sane), chart.baseline.and_then(sane));
    let today = chart.today.iter().map(|it| it.0);
    let days = last_day(chart.days, values.iter().map(|it| it.0).chain(today));
    let figures = range(values.iter().map(|it| it.1).chain(target).chain(baseline), false);

    let axes = Axes {
        kind: "levels",
        head: &chart.head,
        days,
        figures,
        ticks: &chart.ticks,
        today: chart.today.as_ref(),
        unit: &chart.unit,
        margin_words: &[&chart.target_label],
    };
    let (mut pen, frame) = axes.draw();
    if let Some(target) = target {
        ceiling(&mut pen, &frame, chart.direction, (days, target));
        if let Some(baseline) = baseline {
            frame.line(&mut pen, Role::Plan, &[(0.0, baseline), (days, target)]);
        }
    }
    if 1 < values.len() {
        frame.line(&mut pen, Role::Thin, &values);
    }
    dots(&mut pen, &frame, &values);
    words(&mut pen, &frame, chart, (days, target, baseline), values.last().copied());
    pen.finish()
}

/// A dot for each place: a line of no length with round ends, so that all are one path.
pub(super) fn dots(pen: &mut Pen, frame: &Frame, places: &[(f64, f64)]) {
    let mut data = String::new();
    let mut before = None;
    for place in places {
        let (x, y) = frame.at(place.0, place.1);
        if before != Some((x, y)) {
            data.push('M');
            pair(&mut data, x, y);
            data.push_str("h0");
        }
        before = Some((x, y));
    }
    pen.path("do", &data);
}

/// Baseline, last level and target in words, each beside its place.
fn words(
    pen: &mut Pen,
    frame: &Frame,
    chart: &Levels,
    (days, target, baseline): (f64, Option<f64>, Option<f64>),
    last: Option<(f64, f64)>,
) {
    let quiet = Type::TEXT.tone("q k");
    let mut labels = Vec::new();
    if let Some(baseline) = baseline {
        let (x, y) = frame.at(0.0, baseline);
        let mut data = "M".to_owned();
        pair(&mut data, x - 4.0, y);
        data.push_str("a4 4 0 1 0 8 0a4 4 0 1 0-8 0z");
        pen.path("ri", &data);
        let lower = target.is_some_and(|target| baseline < target);
        let at = (x, if lower { y + 12.0 } else { y - 12.0 });
        labels.push(EndLabel {
            at,
            text: &chart.baseline_label,
            set: quiet,
            status: None,
            before: false,
        });
    }
    if let Some((day, figure)) = last {
        let (x, y) = frame.at(day, figure);
        let set = Type::TEXT.tone("a k");
        let today = chart.today.as_ref().and_then(|it| sane(it.0));
        let today = today.map_or(x, |it| frame.at(it, 0.0).0);
        let past = if x < today && today < x + 30.0 { today } else { x + 2.0 };
        let shift = match (baseline, target) {
            _ if frame.edges.2 - 8.0 <= x => 0.0, // it stands in the margin
            (Some(from), Some(to)) if figure < from + (to - from) * day / days => 11.0,
            (Some(_), Some(_)) => -11.0,
            _ => 0.0,
        };
        let at = (past, y + shift);
        labels.push(EndLabel {
            at,
            text: &chart.actual_label,
            set,
            status: chart.status,
            before: false,
        });
    }
    if let Some(target) = target {
        let at = frame.at(days, target);
        labels.push(EndLabel {
            at,
            text: &chart.target_label,
            set: quiet,
            status: None,
            before: false,
        });
    }
    end_labels(pen, frame, &labels);
}
