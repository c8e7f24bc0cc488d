//! One figure on a scale that many share: a dot, the line of its target, and the gap between the two. Positions are
//! shares of the width, so that one drawing serves a phone and a desk.

use std::fmt::Write as _;

use super::common::sane;

/// What a lane shows: positions on its scale, from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Lane {
    /// The figure; `None` draws no dot.
    pub figure: Option<f64>,
    /// The target or limit.
    pub goal: Option<f64>,
    /// Whether the dot has not reached the line, so that the gap is drawn.
    pub is_short: bool,
}

/// A scale from its lowest to its highest figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LaneScale {
    low: f64,
    high: f64,
}

impl LaneScale {
    /// A scale that shows all of `figures`; with `zero` it begins at 0.
    #[must_use]
    pub fn new(figures: &[f64], zero: bool) -> LaneScale {
        let mut low = if zero { 0.0 } else { f64::INFINITY };
        let mut high = if zero { 0.0 } else { f64::NEG_INFINITY };
        for figure in figures.iter().copied().filter_map(sane) {
            (low, high) = (low.min(figure), high.max(figure));
        }
        if !low.is_finite() || !high.is_finite() {
            return LaneScale { low: 0.0, high: 1.0 };
        }
        if low == high {
            return if low == 0.0 {
                LaneScale { low: 0.0, high: 1.0 }
            } else {
                let margin = low.abs() * 0.1;
                LaneScale { low: low - margin, high: high + margin }
            };
        }
        let margin = (high - low) * 0.06;
        let low = if zero && low == 0.0 { low } else { low - margin };
        LaneScale { low, high: high + margin }
    }

    /// The place of a figure, from 0 to 1; figures beyond an end stand at it.
    #[must_use]
    pub fn place(&self, figure: f64) -> Option<f64> {
        let figure = sane(figure)?;
        Some(((figure - self.low) / (self.high - self.low)).clamp(0.0, 1.0))
    }
}

/// Draws a [`Lane`]. It is decoration: the row that it stands in says the same in words.
#[must_use]
pub fn lane(lane: &Lane) -> String {
    let mut svg = String::with_capacity(260);
    svg.push_str(r#"<svg class="lane" aria-hidden="true"><line x2="100%" y1="12" y2="12"/>"#);
    if let (Some(figure), Some(goal), true) = (lane.figure, lane.goal, lane.is_short) {
        let (from, to) = (percent(figure), percent(goal));
        let _ = write!(svg, r#"<line class="gap" x1="{from}" x2="{to}" y1="12" y2="12"/>"#);
    }
    if let Some(goal) = lane.goal {
        let x = percent(goal);
        let _ = write!(svg, r#"<line class="goal" x1="{x}" x2="{x}" y1="0" y2="24"/>"#);
    }
    if let Some(figure) = lane.figure {
        let x = percent(figure);
        let _ = write!(svg, r#"<circle cx="{x}" cy="12" r="5"/>"#);
    }
    svg.push_str("</svg>");
    svg
}

/// A place as a share of the width, away from the very edges: `62.5%`.
fn percent(place: f64) -> String {
    let share = 1.5 + place.clamp(0.0, 1.0) * 97.0;
    let text = format!("{share:.1}");
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lane_shows_dot_line_and_gap_as_shares_of_the_width() {
        let drawn = lane(&Lane { figure: Some(0.25), goal: Some(0.75), is_short: true });
        assert!(drawn.contains(r#"<circle cx="25.8%""#), "{drawn}");
        assert!(drawn.contains(r#"x1="25.8%" x2="74.2%""#), "{drawn}");
        let met = lane(&Lane { figure: Some(0.75), goal: Some(0.5), is_short: false });
        assert!(!met.contains("gap"), "{met}");
        let withheld = lane(&Lane { figure: None, goal: Some(0.5), is_short: true });
        assert!(!withheld.contains("circle") && !withheld.contains("gap"), "{withheld}");
    }

    #[test]
    fn a_scale_holds_whatever_figures() {
        for figures in [&[][..], &[0.0], &[f64::NAN, f64::INFINITY], &[7.0], &[-3.0, 9.0]] {
            for zero in [true, false] {
                let scale = LaneScale::new(figures, zero);
                for figure in figures.iter().copied().chain([1e300, -1e300]) {
                    let place = scale.place(figure);
                    assert!(place.is_none_or(|place| (0.0..=1.0).contains(&place)), "{place:?}");
                }
            }
        }
        assert_eq!(LaneScale::new(&[5.0, 10.0], true).place(0.0), Some(0.0));
    }
}
