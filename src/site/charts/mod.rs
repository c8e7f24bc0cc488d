//! Charts of progress: one pure function a chart, from a small struct of figures and ready words to an SVG.
//!
//! Comes in: `f64` figures, day offsets and text that is already worded (`12 课时`, `3月`). Goes out: an
//! [`Svg`] that names roles by class and holds no colour, font or size; `themes/default/static/charts.css`
//! gives them. Nothing here reads a file, a clock or a font, translates a word, or fails: figures that
//! are no numbers are left out, text too long for its place ends in `…` and is whole in a `<title>`.
//!
//! `plot.rs` is the only file that says `plotters` (scales, ticks, series); `pen.rs` writes the SVG;
//! `width.rs` knows how wide text is.

mod axes;
mod bullet;
mod heatmap;
mod levels;
mod marks;
mod multiples;
mod pace;
mod pen;
mod plot;
mod spread;
mod strip;
mod timeline;
mod width;

#[cfg(test)]
mod tests;

use std::fmt;

pub use bullet::{Bullet, bullet};
pub use heatmap::{HeatCell, HeatColumn, HeatRow, Heatmap, heatmap};
pub use levels::{Levels, levels};
pub use multiples::{Multiples, Panel, PanelKind, small_multiples};
pub use pace::{Pace, pace};
pub use strip::{Strip, StripCell, StripRow, strip};
pub use timeline::{Timeline, TimelineRow, timeline};

/// A finished `<svg>` element, to be put into a page as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Svg(pub String);

impl Svg {
    /// Both drawings of one chart, of which the style sheet shows the one that suits the screen.
    ///
    /// Text shrinks with its chart, so a phone wants a drawing of its own (`width: 340.0`).
    #[must_use]
    pub fn pair(wide: &Svg, narrow: &Svg) -> Svg {
        Svg(format!(r#"<div class="chart-pair">{wide}{narrow}</div>"#))
    }
}

impl fmt::Display for Svg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What every chart has: a name in the page, a text alternative, a width.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Head {
    /// Unique in the page, such as `plan-3-lessons`; characters other than `A-Za-z0-9_-` are coded.
    pub id: String,
    /// What is shown: `听课课时`.
    pub title: String,
    /// What it says, in a sentence: `已完成 12 课时，目标 10 课时。`
    pub desc: String,
    /// The width in px the chart is drawn for; 0 is the chart's own (560 or 640), 340 suits a phone.
    pub width: f64,
}

/// Whether a target is to be reached or a ceiling to be kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Direction {
    /// 不少于: more is better.
    #[default]
    AtLeast,
    /// 不超过: the ground beyond the limit is hatched.
    AtMost,
}

/// A word for a place on the axis of days: `(31.0, "3月")`, counted from the first day of the period.
pub type DayLabel = (f64, String);

/// The figure, if it is one; huge ones are cut so that sums of them stay figures.
fn sane(figure: f64) -> Option<f64> {
    figure.is_finite().then(|| figure.clamp(-1e290, 1e290))
}

/// The points whose both figures are numbers, in the order of their days.
fn sane_points(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut kept: Vec<_> = points.iter().filter_map(|&(x, y)| Some((sane(x)?, sane(y)?))).collect();
    kept.sort_by(|a, b| a.0.total_cmp(&b.0));
    kept
}
