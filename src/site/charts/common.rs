//! What the charts have in common: the finished drawing, the head, and guards against odd figures.

use std::fmt;

/// A finished `<svg>` element, to be embedded in a page unchanged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Svg(pub String);

impl fmt::Display for Svg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What every chart has: an id in the page, a text alternative, a width.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Head {
    /// Unique in the page, such as `plan-3-lessons`; characters other than `A-Za-z0-9_-` are encoded.
    pub id: String,
    /// What is shown: `听课课时`.
    pub title: String,
    /// The content in a sentence: `已完成 12 课时，目标 10 课时。`
    pub desc: String,
    /// The width in px of a drawing that does not change, for paper. 0 is a drawing that fits any screen: it is laid out
    /// for the narrowest, and its shapes stretch with their place while its text keeps its size.
    pub width: f64,
}

/// Whether a target is a minimum or a maximum.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Direction {
    /// 不少于: more is better.
    #[default]
    AtLeast,
    /// 不超过: the plot area beyond the limit is hatched.
    AtMost,
}

/// A label on the axis of days: `(31.0, "3月")`, counted from the first day of the period.
pub type DayLabel = (f64, String);

/// The figure, if it is finite; huge ones are clamped so that sums of them stay finite.
pub(super) fn sane(figure: f64) -> Option<f64> {
    if figure.is_finite() { Some(figure.clamp(-1e290, 1e290)) } else { None }
}

/// The points with two finite coordinates, in the order of their days.
pub(super) fn sane_points(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut finite = Vec::with_capacity(points.len());
    for &(x, y) in points {
        if let (Some(x), Some(y)) = (sane(x), sane(y)) {
            finite.push((x, y));
        }
    }
    finite.sort_by(|one, other| one.0.total_cmp(&other.0));
    finite
}
