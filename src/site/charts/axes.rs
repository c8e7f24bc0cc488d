//! What the charts over days share: the grid with its figures, the days below, today, and the words at
//! the ends of lines.

use super::pen::{Pen, Type, asked};
use super::plot::{Frame, Role};
use super::spread::spread;
use super::{DayLabel, Head, marks, sane, sane_points};
use crate::model::Status;

/// The ground of a chart over days, still to be drawn.
pub(super) struct Axes<'a> {
    pub(super) kind: &'static str,
    pub(super) head: &'a Head,
    /// The length of the period in days.
    pub(super) days: f64,
    pub(super) figures: (f64, f64),
    pub(super) ticks: &'a [DayLabel],
    pub(super) today: Option<&'a DayLabel>,
    /// What follows the figures of the grid: `%`.
    pub(super) unit: &'a str,
    /// The words that want a margin on the right.
    pub(super) margin_words: &'a [&'a str],
}

/// A word at the end of a line.
pub(super) struct EndLabel<'a> {
    pub(super) at: (f64, f64),
    pub(super) text: &'a str,
    pub(super) set: Type,
    pub(super) status: Option<Status>,
    /// The word ends at its place instead of beginning there.
    pub(super) before: bool,
}

const TICK: Type = Type::SMALL.tone("q");
const TODAY: Type = Type::SMALL.tone("d");

/// The last day of the axis: as given, else as far as the days to be shown reach.
pub(super) fn last_day(days: f64, shown: impl Iterator<Item = f64>) -> f64 {
    match sane(days) {
        Some(days) if 0.0 < days => days,
        _ => shown.filter_map(sane).fold(0.0, f64::max).max(1.0),
    }
}

impl Axes<'_> {
    /// Draws grid, figures, days and today; the lines are the caller's.
    pub(super) fn draw(&self) -> (Pen, Frame) {
        let wide = asked(self.head, 640.0);
        let high = if wide < 480.0 { 210.0 } else { 240.0 };
        let mut pen = Pen::new(self.kind, self.head, wide, high);

        let widest = self.margin_words.iter().map(|it| Type::TEXT.width(it)).fold(0.0, f64::max);
        let right = wide - (widest + 12.0).clamp(16.0, wide * 0.36);
        let (top, bottom) = (24.0, high - 22.0);
        let trial = Frame::new((0.0, top, right, bottom), (0.0, self.days), self.figures);
        let ticks = labelled(&trial.ticks(5), self.unit);
        let widest = ticks.iter().map(|(_, text)| TICK.width(text)).fold(0.0, f64::max);
        let left = (widest + 10.0).min(wide * 0.24);
        let frame = Frame::new((left, top, right, bottom), (0.0, self.days), self.figures);

        for (figure, text) in &ticks {
            let y = frame.at(0.0, *figure).1;
            frame.line(&mut pen, Role::Grid, &[(0.0, *figure), (self.days, *figure)]);
            pen.text_within((left - 8.0, y + 4.2), TICK.end(), text, left - 8.0);
        }
        days_below(&mut pen, &frame, self.ticks);
        if let Some((day, words)) = self.today {
            today(&mut pen, &frame, *day, words, self.figures);
        }
        (pen, frame)
    }
}

/// The days under the ground, as many of them as do not touch.
pub(super) fn days_below(pen: &mut Pen, frame: &Frame, ticks: &[DayLabel]) {
    let (left, _, _, bottom) = frame.edges;
    let ticks = sane_ticks(ticks);
    let mut free = 0.0;
    let mut last = left;
    for (day, text) in ticks {
        let x = frame.at(day, 0.0).0;
        let half = TICK.width(text) / 2.0;
        let middle = x.max(half).min(pen.width - half);
        if free <= middle - half {
            pen.text((middle, bottom + 16.0), TICK.middle(), text);
            free = middle + half + 6.0;
        }
        last = x.max(last);
    }
}

/// Those labels whose day is one, in their order.
fn sane_ticks(ticks: &[DayLabel]) -> Vec<(f64, &str)> {
    let mut kept: Vec<_> =
        ticks.iter().filter_map(|(day, text)| Some((sane(*day)?, text.as_str()))).collect();
    kept.sort_by(|a, b| a.0.total_cmp(&b.0));
    kept
}

/// The line of today with its word above it.
pub(super) fn today(pen: &mut Pen, frame: &Frame, day: f64, words: &str, figures: (f64, f64)) {
    if let Some(day) = sane(day) {
        frame.line(pen, Role::Today, &[(day, figures.0), (day, figures.1)]);
        let x = frame.at(day, 0.0).0;
        pen.text((x, frame.edges.1 - 8.0), TODAY.middle(), words);
    }
}

/// Words at the ends of lines, right of them, none upon another.
pub(super) fn end_labels(pen: &mut Pen, frame: &Frame, labels: &[EndLabel<'_>]) {
    let labels: Vec<_> = labels.iter().filter(|it| !it.text.trim().is_empty()).collect();
    let middles: Vec<f64> = labels.iter().map(|it| it.at.1).collect();
    let sizes: Vec<f64> = labels.iter().map(|it| it.set.px() * 1.25).collect();
    let (_, top, _, bottom) = frame.edges;
    let apart = if apart(pen, &labels) {
        middles // they share no height, or no width
    } else {
        spread(&middles, &sizes, (top, bottom), 1.0)
    };
    for (label, middle) in labels.into_iter().zip(apart) {
        let (x, room) = place(pen, label);
        if let Some(status) = label.status {
            marks::mark(pen, (x + 5.0, middle), status);
        }
        let text_x = x + if label.status.is_some() { 14.0 } else { 0.0 };
        pen.text_within((text_x, middle + label.set.px() * 0.35), label.set, label.text, room);
    }
}

/// Where a label begins, and how wide its text may be.
fn place(pen: &Pen, label: &EndLabel<'_>) -> (f64, f64) {
    let sign = if label.status.is_some() { 14.0 } else { 0.0 };
    let room = pen.width * 0.5 - sign;
    let wide = label.set.width(label.text).min(room) + sign;
    if label.before {
        return ((label.at.0 - wide - 4.0).max(0.0), room);
    }
    ((label.at.0 + 8.0).min(pen.width - wide - 1.0), room)
}

fn apart(pen: &Pen, labels: &[&EndLabel<'_>]) -> bool {
    let ends = labels.iter().map(|label| {
        let (x, room) = place(pen, label);
        let sign = if label.status.is_some() { 14.0 } else { 0.0 };
        (x, x + sign + label.set.width(label.text).min(room))
    });
    let ends: Vec<_> = ends.collect();
    let touch = |a: &(f64, f64), b: &(f64, f64)| a.0 < b.1 + 6.0 && b.0 < a.1 + 6.0;
    (1..ends.len()).all(|b| (0..b).all(|a| !touch(&ends[a], &ends[b])))
}

/// The figures of a grid as text, without those that would read alike.
fn labelled(ticks: &[f64], unit: &str) -> Vec<(f64, String)> {
    let mut kept: Vec<(f64, String)> = Vec::new();
    for tick in ticks {
        let text = format!("{}{unit}", plain(*tick));
        if kept.last().is_none_or(|(_, before)| *before != text) {
            kept.push((*tick, text));
        }
    }
    kept
}

/// A round figure with its thousands apart: `1,200`, `0.25`, `3e12`.
pub(super) fn plain(figure: f64) -> String {
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

/// The range of an axis that shows all of `figures` with a little air; `zero` keeps 0 on it.
pub(super) fn range(figures: impl Iterator<Item = f64>, zero: bool) -> (f64, f64) {
    let figures: Vec<f64> = figures.filter_map(sane).collect();
    let start = if zero { Some(0.0) } else { figures.first().copied() };
    let Some(start) = start else { return (0.0, 1.0) };
    let low = figures.iter().copied().fold(start, f64::min);
    let high = figures.iter().copied().fold(start, f64::max);
    let air = (high - low) * 0.08;
    if zero {
        let high = if 0.0 < high { high + air * 1.75 } else { 0.0 }; // words stand above the line
        let low = if low < 0.0 { low - air } else { 0.0 };
        return if low < high { (low, high) } else { (0.0, 1.0) };
    }
    let air = if air == 0.0 { low.abs().max(1.0) * 0.05 } else { air };
    (low - air * 2.0, high + air * 2.0)
}

/// The value of a polyline at a day, between its ends.
pub(super) fn value_at(points: &[(f64, f64)], day: f64) -> Option<f64> {
    let points = sane_points(points);
    let after = points.iter().position(|it| day <= it.0)?;
    let b = points[after];
    let a = if after == 0 { b } else { points[after - 1] };
    let part = if a.0 < b.0 { (day - a.0) / (b.0 - a.0) } else { 1.0 };
    Some(a.1 + (b.1 - a.1) * part)
}
