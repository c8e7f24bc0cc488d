//! One figure against its target: a bar, the target's tick, and where the figure ought to be by now.

use super::pen::{Pen, Type, asked, pair};
use super::plot::{Frame, Role};
use super::spread::spread;
use super::{Direction, Head, Svg, marks, sane};
use crate::model::Status;

/// What a bullet shows: `12 课时` of `目标 10 课时`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bullet {
    /// Name, text alternative, width (560 if none is asked for).
    pub head: Head,
    /// The figure; none draws no bar.
    pub actual: Option<f64>,
    /// The target or limit; none if the plan names no value.
    pub target: Option<f64>,
    /// What was to be expected by now: the ▼ above the bar.
    pub expected: Option<f64>,
    /// Where the figure stood before.
    pub baseline: Option<f64>,
    /// Whether the target is to be reached or kept.
    pub direction: Direction,
    /// How the target stands: the sign before the figure.
    pub status: Option<Status>,
    /// The figure in words: `12 课时`.
    pub actual_label: String,
    /// The status in words, on the right: `进度正常`.
    pub status_label: String,
    /// `目标 10 课时`, under its tick.
    pub target_label: String,
    /// `应达 9.8`, beside the ▼.
    pub expected_label: String,
    /// `基线 5`, under its tick.
    pub baseline_label: String,
}

const BAR: f64 = 18.0;
const SMALL: Type = Type::SMALL.tone("q");

/// Draws a [`Bullet`].
#[must_use]
pub fn bullet(chart: &Bullet) -> Svg {
    let wide = asked(&chart.head, 560.0);
    let figures = Figures::of(chart);
    let top = if figures.expected.is_some() { 45.0 } else { 28.0 };
    let named = |label: &String, figure: Option<f64>| figure.is_some() && !label.trim().is_empty();
    let below = named(&chart.target_label, figures.target)
        || named(&chart.baseline_label, figures.baseline);
    let high = top + BAR + if below { 22.0 } else { 6.0 };

    let mut pen = Pen::new("bullet", &chart.head, wide, high);
    let edges = (1.0, top, wide - 1.0, top + BAR);
    let frame = Frame::new(edges, (figures.low, figures.high), (0.0, 1.0));
    headline(&mut pen, chart);
    ground(&mut pen, &frame, &figures, chart.direction);
    if let Some(actual) = figures.actual {
        frame.bar(&mut pen, Role::Bar, (0.0, 0.22), (actual, 0.78));
        if figures.broken {
            break_sign(&mut pen, &frame, actual);
        }
    }
    ticks(&mut pen, &frame, &figures, chart);
    if let Some(expected) = figures.expected {
        expected_marker(&mut pen, &frame, expected, &chart.expected_label);
    }
    pen.finish()
}

/// The figures that are some, and the range that shows them.
struct Figures {
    actual: Option<f64>,
    target: Option<f64>,
    expected: Option<f64>,
    baseline: Option<f64>,
    low: f64,
    high: f64,
    /// The bar is longer than the chart.
    broken: bool,
}

impl Figures {
    fn of(chart: &Bullet) -> Figures {
        let actual = chart.actual.and_then(sane);
        let target = chart.target.and_then(sane);
        let (expected, baseline) = (chart.expected.and_then(sane), chart.baseline.and_then(sane));
        let marks = [target, expected, baseline];
        let reach = marks.iter().flatten().fold(0.0, |far: f64, it| far.max(it.abs()));
        let long = actual.is_some_and(|it| reach * 2.5 < it.abs());
        let broken = 0.0 < reach && long;
        let shown = match actual {
            Some(it) if broken => Some(reach * 2.5 * it.signum()),
            it => it,
        };
        let all = || marks.iter().chain([&shown]).flatten();
        let low = all().copied().fold(0.0, f64::min);
        let high = all().copied().fold(0.0, f64::max);
        let air = if broken { 0.0 } else { (high - low) * 0.15 };
        let high = if 0.0 < high || low == 0.0 { high + air } else { high };
        let low = if low < 0.0 { low - air } else { low };
        let high = if low == high { low + 1.0 } else { high };
        Figures { actual: shown, target, expected, baseline, low, high, broken }
    }
}

/// Sign and figure on the left, the status in words on the right.
fn headline(pen: &mut Pen, chart: &Bullet) {
    let mut x = 0.0;
    if let Some(status) = chart.status {
        marks::mark(pen, (7.0, 11.0), status);
        x = 19.0;
    }
    let words = Type::TEXT.tone("q").end();
    let room = words.width(&chart.status_label).min(pen.width * 0.4);
    pen.text_within((x, 17.0), Type::STRONG, &chart.actual_label, pen.width - x - room - 10.0);
    pen.text_within((pen.width, 16.0), words, &chart.status_label, room);
}

/// The ground: as far as expected, as far as the target, beyond it; hatched beyond a limit.
fn ground(pen: &mut Pen, frame: &Frame, figures: &Figures, direction: Direction) {
    let mut band = |role, from, to| frame.bar(pen, role, (from, 0.0), (to, 1.0));
    let Some(target) = figures.target else {
        return band(Role::Band3, figures.low, figures.high);
    };
    let middle = figures.expected.filter(|_| direction == Direction::AtLeast);
    let middle = middle.unwrap_or(figures.low).clamp(figures.low, target.max(figures.low));
    band(Role::Band1, figures.low, middle);
    band(Role::Band2, middle, target);
    band(Role::Band3, target, figures.high);
    if direction == Direction::AtMost {
        let ((x, y), (right, bottom)) = (frame.at(target, 1.0), frame.at(figures.high, 0.0));
        pen.hatch((x, y), (right - x, bottom - y));
    }
}

/// Two slanted gaps near the end of a bar that goes on beyond the chart.
fn break_sign(pen: &mut Pen, frame: &Frame, actual: f64) {
    let (x, y) = frame.at(actual, 0.5);
    let x = if 0.0 < actual { x - 22.0 } else { x + 14.0 };
    let mut data = String::new();
    for shift in [0.0, 6.0] {
        data.push('M');
        pair(&mut data, x + shift, y + 8.0);
        data.push_str("l5-16");
    }
    pen.path("br", &data);
}

/// The ticks of zero, baseline and target, and the words under them.
fn ticks(pen: &mut Pen, frame: &Frame, figures: &Figures, chart: &Bullet) {
    let (_, top, _, bottom) = frame.edges;
    let mut tick = |role, figure: f64, over: f64| {
        let x = frame.at(figure, 0.0).0;
        let tall = Frame::new((x, top - over, x + 1.0, bottom + over), (0.0, 1.0), (0.0, 1.0));
        tall.line(pen, role, &[(0.0, 0.0), (0.0, 1.0)]);
        x
    };
    if figures.low < 0.0 {
        tick(Role::Axis, 0.0, 0.0);
    }
    let mut words: Vec<(f64, &str, Type)> = Vec::new();
    if let Some(baseline) = figures.baseline {
        words.push((tick(Role::Thin, baseline, 2.0), &chart.baseline_label, SMALL));
    }
    if let Some(target) = figures.target {
        words.push((tick(Role::Goal, target, 3.0), &chart.target_label, Type::TEXT));
    }
    words.retain(|(_, text, _)| !text.trim().is_empty());
    let room = pen.width / words.len().max(1) as f64 - 10.0;
    let sizes: Vec<f64> = words.iter().map(|(_, text, set)| set.width(text).min(room)).collect();
    let middles: Vec<f64> = words.iter().map(|it| it.0).collect();
    let middles = spread(&middles, &sizes, (0.0, pen.width), 10.0);
    for ((_, text, set), middle) in words.into_iter().zip(middles) {
        pen.text_within((middle, bottom + 17.0), set.middle(), text, room);
    }
}

/// The ▼ with its word on the side that has room.
fn expected_marker(pen: &mut Pen, frame: &Frame, expected: f64, label: &str) {
    let (x, top) = frame.at(expected, 1.0);
    let x = x.clamp(5.0, pen.width - 5.0);
    let mut data = "M".to_owned();
    pair(&mut data, x - 4.5, top - 9.0);
    data.push_str("h9l-4.5 7z");
    pen.path("ex", &data);
    let right = pen.width - x - 8.0;
    if SMALL.width(label) <= right || x - 8.0 < right {
        pen.text_within((x + 8.0, top - 6.0), SMALL, label, right);
    } else {
        pen.text_within((x - 8.0, top - 6.0), SMALL.end(), label, x - 8.0);
    }
}
