//! Months or terms side by side, each with its figure and how it stands.

use super::pen::{Pen, Type, asked, rect_data};
use super::{Head, Svg, marks};
use crate::model::Status;

/// What a strip shows: rows (a school year each, or one for all) of cells.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Strip {
    /// Name, text alternative, width (560 if none is asked for).
    pub head: Head,
    /// The rows, from above; a row with more cells than fit goes on in the next line.
    pub rows: Vec<StripRow>,
}

/// One row of a strip.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StripRow {
    /// What stands before the row: `2023–2024`; may be empty.
    pub label: String,
    /// How many places stay free before the first cell, so that months stand under each other.
    pub skip: usize,
    /// The cells.
    pub cells: Vec<StripCell>,
}

/// One month or term.
#[derive(Debug, Clone, PartialEq)]
pub struct StripCell {
    /// `3月`, under the cell.
    pub label: String,
    /// The figure, in the cell: `1`.
    pub figure: String,
    /// How the period stands: the colour and the sign.
    pub status: Status,
    /// What a click leads to.
    pub href: Option<String>,
}

const CELL: f64 = 40.0;
const LINE: f64 = CELL + 20.0;
const QUIET: Type = Type::SMALL.tone("q");

/// Draws a [`Strip`].
#[must_use]
pub fn strip(chart: &Strip) -> Svg {
    let wide = asked(&chart.head, 560.0);
    let plan = Layout::of(chart, wide);
    let lines: usize = chart.rows.iter().map(|row| plan.lines(row)).sum();
    let mut pen = Pen::new("strip", &chart.head, wide, lines.max(1) as f64 * LINE + 2.0);
    let mut top = 1.0;
    for row in &chart.rows {
        let label_at = (0.0, top + CELL / 2.0 + 4.0);
        pen.text_within(label_at, QUIET, &row.label, plan.left - 8.0);
        for (index, item) in row.cells.iter().enumerate() {
            let place = index + plan.skip(row);
            let (line, column) = (place / plan.columns, place % plan.columns);
            let at = (plan.left + column as f64 * plan.step, top + line as f64 * LINE);
            cell(&mut pen, at, plan.step, item);
        }
        top += plan.lines(row) as f64 * LINE;
    }
    pen.finish()
}

struct Layout {
    left: f64,
    step: f64,
    columns: usize,
}

impl Layout {
    /// As many columns as the longest row asks for, if the widest figure and word then have room.
    fn of(chart: &Strip, wide: f64) -> Layout {
        let cells = || chart.rows.iter().flat_map(|row| &row.cells);
        let names = chart.rows.iter().map(|row| QUIET.width(&row.label)).fold(0.0, f64::max);
        let left = if names == 0.0 { 0.0 } else { (names + 10.0).min(wide * 0.3) };
        let room = wide - left;
        let widest =
            |it: &StripCell| Type::TEXT.width(&it.figure).max(QUIET.width(&it.label) - 2.0);
        let least = cells().map(widest).fold(20.0, f64::max) + 5.0;
        let longest = chart.rows.iter().map(|row| row.skip.min(12) + row.cells.len()).max();
        let fit = ((room / least) as usize).clamp(1, 12);
        let longest = longest.unwrap_or(1).max(1);
        let columns = longest.div_ceil(longest.div_ceil(fit)).min(fit); // lines of even length
        Layout { left, step: (room / columns as f64).min(room.min(72.0_f64.max(least))), columns }
    }

    fn skip(&self, row: &StripRow) -> usize {
        row.skip % self.columns
    }

    fn lines(&self, row: &StripRow) -> usize {
        (self.skip(row) + row.cells.len()).div_ceil(self.columns).max(1)
    }
}

/// One cell: its ground, the sign above the figure, the word below.
fn cell(pen: &mut Pen, (x, top): (f64, f64), step: f64, item: &StripCell) {
    let middle = x + step / 2.0;
    pen.link(item.href.as_deref(), |pen| {
        pen.open(&marks::class(item.status));
        let mut data = String::new();
        rect_data(&mut data, (x + 1.5, top + 0.5), (step - 3.0, CELL));
        pen.path("ce", &data);
        marks::mark_inside(pen, (middle, top + 12.0), item.status);
        pen.text_within((middle, top + 33.0), Type::TEXT.middle(), &item.figure, step - 4.0);
        pen.text_within((middle, top + CELL + 14.0), QUIET.middle(), &item.label, step);
        pen.close();
    });
}
