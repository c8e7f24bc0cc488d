//! Charts of progress: one pure function for each chart, from a small struct of figures and formatted text to an SVG.
//!
//! Input is `f64` figures, day offsets and text that is already in the reader's language (`12 课时`, `3月`). Output is
//! an [`Svg`] that names roles by class and has no colour, font or size; `themes/default/static/charts.css` defines
//! those. Nothing here reads a file, a clock or a font, or fails: figures that are not finite are left out, and text
//! that is too long for its place ends in `…` and is complete in a `<title>`.
//!
//! `plot.rs` is the only file that uses `plotters` (scales, ticks, series); `svg_writer.rs` writes the SVG; `width.rs`
//! estimates the width of text.

mod axes;
mod bullet;
mod common;
mod course;
mod heatmap;
mod lane;
mod levels;
mod marks;
mod multiples;
mod pace;
mod path_data;
mod plot;
mod series;
mod spread;
mod strip;
mod svg_writer;
mod text_style;
mod ticks;
mod timeline;
mod width;
mod zero;

#[cfg(test)]
mod tests;

pub use bullet::{Bullet, bullet};
pub use common::{DayLabel, Direction, Head, Svg};
pub use course::{Course, CourseLine, course};
pub use heatmap::{HeatCell, HeatColumn, HeatRow, Heatmap, heatmap};
pub use lane::{Lane, LaneScale, lane};
pub use levels::{Levels, levels};
pub use multiples::{Multiples, Panel, PanelKind, small_multiples};
pub use pace::{Pace, pace};
pub use strip::{Strip, StripCell, StripRow, strip};
pub use timeline::{Timeline, TimelineRow, timeline};
pub use zero::{ZeroCeiling, zero_ceiling};
