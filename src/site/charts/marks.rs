//! The sign of each status: a shape, so that colour is never the only difference between statuses.

use super::path_data::piece_data;
use super::svg_writer::SvgWriter;
use crate::model::{ActionStatus, Status};

/// A sign: its class (`mk` is stroked, `mf` filled) and its subpaths, each with a starting point relative to the middle
/// of a square of 10 px.
struct Sign {
    class: &'static str,
    pieces: &'static [(f64, f64, &'static str)],
}

/// A ring around a middle.
pub(super) const RING: (f64, f64, &str) = (-4.0, 0.0, "a4 4 0 1 0 8 0a4 4 0 1 0-8 0z");

fn sign(status: Status) -> Sign {
    let (class, pieces): (_, &[(f64, f64, &str)]) = match status {
        Status::Missed => ("mk", &[(-4.0, -4.0, "l8 8m0-8l-8 8")]), // ✕
        Status::Breached => ("mf", &[(-5.0, 4.0, "h10l-5-9z")]),    // ▲ above its ceiling
        Status::Behind => ("mf", &[(-5.0, -4.0, "h10l-5 9z")]),     // ▼ below its line
        Status::NoData => ("mk", &[(-2.8, -2.4, "c0-3.6 5.6-3.6 5.6 0c0 2.2-2.8 2-2.8 4m0 3v.1")]),
        Status::AtRisk => ("mk", &[(0.0, -4.5, "v5.5m0 3.4v.1")]), // !
        Status::OnTrack => ("mk", &[(-4.5, 0.0, "h9m-3.6-3.6l3.6 3.6l-3.6 3.6")]), // →
        Status::NotDue => ("mk", &[RING]),                         // ○
        Status::Withheld => ("mk", &[(-4.5, 0.0, "h2m1.5 0h2m1.5 0h2")]), // - - -
        Status::Unquantified => ("mk", &[(-4.0, 0.0, "h8")]),      // –
        Status::Waived => ("mk", &[RING, (-2.8, 2.8, "l5.6-5.6")]), // ⊘
        Status::Met => ("mk", &[(-4.5, 0.3, "l3.2 3.4l5.8-7.2")]), // ✓
    };
    Sign { class, pieces }
}

/// The class with the colour of a status: `s-met`.
pub(super) fn class(status: Status) -> String {
    format!("s-{}", status.code())
}

/// Draws the sign of a status around a middle, in its colour.
pub(super) fn mark(svg: &mut SvgWriter, middle: (f64, f64), status: Status) {
    draw(svg, middle, &sign(status), &class(status));
}

/// Draws the sign of a status within a group that already has its class.
pub(super) fn mark_inside(svg: &mut SvgWriter, middle: (f64, f64), status: Status) {
    draw(svg, middle, &sign(status), "");
}

/// Draws the sign of a planned measure: one done late has the tick of one done in time, in another colour.
pub(super) fn action_mark(svg: &mut SvgWriter, middle: (f64, f64), status: ActionStatus) {
    let (shape, colour) = match status {
        ActionStatus::Overdue => (Status::Missed, Status::Missed),
        ActionStatus::Pending => (Status::NotDue, Status::NotDue),
        ActionStatus::InProgress => (Status::OnTrack, Status::OnTrack),
        ActionStatus::DoneLate => (Status::Met, Status::AtRisk),
        ActionStatus::Done => (Status::Met, Status::Met),
    };
    draw(svg, middle, &sign(shape), &class(colour));
}

/// The sign of a status as a drawing of its own, next to text of a page.
pub(super) fn standalone(status: Status) -> String {
    let sign = sign(status);
    let mut data = String::new();
    piece_data(&mut data, (0.0, 0.0), sign.pieces);
    format!(
        r#"<svg class="chart mark" viewBox="-6 -6 12 12" aria-hidden="true"><path class="{} {}" d="{data}"/></svg>"#,
        sign.class,
        class(status)
    )
}

fn draw(svg: &mut SvgWriter, middle: (f64, f64), sign: &Sign, colour: &str) {
    let space = if colour.is_empty() { "" } else { " " };
    svg.shape(&format!("{}{space}{colour}", sign.class), middle, sign.pieces);
}
