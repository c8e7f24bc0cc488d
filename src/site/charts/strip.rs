//! Months or terms in a row, each with its figure and status.

use super::common::{Head, Svg};
use super::marks;
use super::svg_writer::{SvgWriter, drawing_width};
use super::text_style::TextStyle;
use crate::model::Status;

/// What a strip shows: rows (a school year each, or one for all) of cells.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Strip {
    /// Name, text alternative, width.
    pub head: Head,
    /// The rows, from the top; a row with more cells than fit continues in the next line.
    pub rows: Vec<StripRow>,
}

/// One row of a strip.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StripRow {
    /// The text before the row: `2023–2024`; may be empty.
    pub label: String,
    /// The number of empty places before the first cell, so that months are aligned.
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
    /// The status of the period, which determines colour and sign.
    pub status: Status,
    /// The target of a click.
    pub href: Option<String>,
}

const CELL: f64 = 40.0;
const LINE: f64 = CELL + 20.0;
const QUIET: TextStyle = TextStyle::SMALL.tone("q");

/// Draws a [`Strip`].
#[must_use]
pub fn strip(chart: &Strip) -> Svg {
    let width = drawing_width(&chart.head);
    let layout = StripLayout::of(chart, width);
    let lines: usize = chart.rows.iter().map(|row| layout.lines(row)).sum();
    let mut svg = SvgWriter::new("strip", &chart.head, width, lines.max(1) as f64 * LINE + 2.0);
    let mut top = 1.0;
    for row in &chart.rows {
        let label_at = (0.0, top + CELL / 2.0 + 4.0);
        svg.text_within(label_at, QUIET, &row.label, layout.left - 8.0);
        for (index, content) in row.cells.iter().enumerate() {
            let place = index + layout.skip(row);
            let (line, column) = (place / layout.columns, place % layout.columns);
            let at = (layout.left + column as f64 * layout.step, top + line as f64 * LINE);
            cell(&mut svg, at, layout.step, content);
        }
        top += layout.lines(row) as f64 * LINE;
    }
    svg.finish()
}

struct StripLayout {
    /// The left edge of the first column in px.
    left: f64,
    /// The width of a column in px.
    step: f64,
    /// The number of columns.
    columns: usize,
}

impl StripLayout {
    /// As many columns as the longest row has, if the widest figure and label then fit.
    fn of(chart: &Strip, width: f64) -> StripLayout {
        let (mut label_width, mut cell_width, mut longest) = (0.0_f64, 20.0_f64, 1);
        for row in &chart.rows {
            label_width = label_width.max(QUIET.width(&row.label));
            longest = longest.max(row.skip.min(12) + row.cells.len());
            for cell in &row.cells {
                let figure = TextStyle::TEXT.width(&cell.figure);
                cell_width = cell_width.max(figure.max(QUIET.width(&cell.label) - 2.0));
            }
        }
        let left = if label_width == 0.0 { 0.0 } else { (label_width + 10.0).min(width * 0.3) };
        let room = width - left;
        let min_step = cell_width + 5.0;
        let max_columns = ((room / min_step) as usize).clamp(1, 12);
        let lines = longest.div_ceil(max_columns);
        let columns = longest.div_ceil(lines).min(max_columns); // lines of even length
        let step = (room / columns as f64).min(room.min(72.0_f64.max(min_step)));
        StripLayout { left, step, columns }
    }

    fn skip(&self, row: &StripRow) -> usize {
        row.skip % self.columns
    }

    fn lines(&self, row: &StripRow) -> usize {
        (self.skip(row) + row.cells.len()).div_ceil(self.columns).max(1)
    }
}

/// Draws a cell: its background, the sign above the figure, the label below.
fn cell(svg: &mut SvgWriter, (x, top): (f64, f64), step: f64, content: &StripCell) {
    let middle = x + step / 2.0;
    svg.link(content.href.as_deref(), |svg| {
        svg.open(&marks::class(content.status));
        svg.rect("ce", (x + 1.5, top + 0.5), (step - 3.0, CELL));
        marks::mark_inside(svg, (middle, top + 12.0), content.status);
        svg.text_within(
            (middle, top + 33.0),
            TextStyle::TEXT.middle(),
            &content.figure,
            step - 4.0,
        );
        svg.text_within((middle, top + CELL + 14.0), QUIET.middle(), &content.label, step);
        svg.close();
    });
}
