//! Marks that several charts draw in a plot area.

use super::common::Direction;
use super::path_data::pair;
use super::plot::{PlotArea, Role};
use super::svg_writer::SvgWriter;

/// Draws a dot at each point: lines of no length with round ends, so that all dots are one path.
pub(super) fn dots(svg: &mut SvgWriter, area: &PlotArea, points: &[(f64, f64)]) {
    let mut data = String::new();
    let mut previous = None;
    for point in points {
        let (x, y) = area.at(point.0, point.1);
        if previous != Some((x, y)) {
            data.push('M');
            pair(&mut data, x, y);
            data.push_str("h0");
        }
        previous = Some((x, y));
    }
    svg.path("do", &data);
}

/// Draws the line of a target across the plot area; above a maximum, with a hatched edge.
pub(super) fn target_line(
    svg: &mut SvgWriter,
    area: &PlotArea,
    direction: Direction,
    (days, target): (f64, f64),
) {
    if direction == Direction::AtMost {
        let ((x, y), (right, _)) = (area.at(0.0, target), area.at(days, target));
        let height = (y - area.edges.1).min(12.0);
        svg.hatch((x, y - height), (right - x, height));
    }
    area.line(svg, Role::Goal, &[(0.0, target), (days, target)]);
}
