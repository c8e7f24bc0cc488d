//! The tables of a web page that an old system named `.xls`.

use std::collections::VecDeque;

use crate::attachment::xml::{Piece, Pieces, attribute};

/// The most cells of a page, and the most columns that a cell covers.
const MAX_CELLS: usize = 500_000;
const MAX_SPAN: usize = 64;
/// The most bytes of texts that are repeated in rows below.
const MAX_REPEATED: usize = 32 * 1024 * 1024;
/// The most rows that a cell covers.
const MAX_ROW_SPAN: usize = 10_000;

/// The rows of all tables of a page, as texts. `None` when there are more than are read.
pub(super) fn rows(page: &str) -> Option<Vec<Vec<String>>> {
    let page = page.replace("&nbsp;", " ").replace("&NBSP;", " ");
    let mut table = PageTable::default();
    let mut hidden = 0usize;
    for piece in Pieces::new(&page) {
        match piece {
            Piece::Open { name, attributes } => match name.to_ascii_lowercase().as_str() {
                "table" => table.end(),
                "tr" => table.begin_row(),
                "td" | "th" => table.begin_cell(attributes),
                "br" => table.add("\n"),
                "script" | "style" => hidden += 1,
                _ => {}
            },
            Piece::Close(name) => match name.to_ascii_lowercase().as_str() {
                "td" | "th" => table.end_cell(),
                "tr" => table.end_row(),
                "table" => table.end(),
                "script" | "style" => hidden = hidden.saturating_sub(1),
                _ => {}
            },
            Piece::Text(text) if hidden == 0 => table.text(&text),
            Piece::Text(_) => {}
        }
        if MAX_CELLS < table.count || MAX_REPEATED < table.repeated {
            return None;
        }
    }
    table.end();
    table.rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    Some(table.rows)
}

/// A cell that is being read.
struct PageCell {
    text: String,
    columns: usize,
    rows: usize,
}

/// A cell that goes on in the rows below.
struct SpannedCell {
    column: usize,
    columns: usize,
    rows_left: usize,
    text: String,
}

/// The rows of a page, as they are read.
#[derive(Default)]
struct PageTable {
    rows: Vec<Vec<String>>,
    cell: Option<PageCell>,
    /// The cells from the rows above that go on in this one, by their columns.
    from_above: VecDeque<SpannedCell>,
    /// The cells of this row that go on in the next.
    to_below: Vec<SpannedCell>,
    is_row_open: bool,
    /// Whether a cell of this row covers several columns: it names groups of columns.
    has_groups: bool,
    /// How many cells there are.
    count: usize,
    /// The bytes of the texts from rows above.
    repeated: usize,
}

impl PageTable {
    fn begin_row(&mut self) {
        self.end_row();
        self.rows.push(Vec::new());
        self.is_row_open = true;
    }

    fn begin_cell(&mut self, attributes: &str) {
        self.end_cell();
        if !self.is_row_open {
            self.begin_row();
        }
        let lower = attributes.to_ascii_lowercase();
        let (columns, rows) =
            (span_of(&lower, "colspan", MAX_SPAN), span_of(&lower, "rowspan", MAX_ROW_SPAN));
        self.cell = Some(PageCell { text: String::new(), columns, rows });
    }

    fn add(&mut self, text: &str) {
        if let Some(cell) = &mut self.cell {
            cell.text.push_str(text);
        }
    }

    /// A text: what stands outside of tables is a row of its own, the name of the table.
    fn text(&mut self, text: &str) {
        if self.cell.is_some() {
            self.add(text);
        } else if !text.trim().is_empty() {
            self.count += 1;
            self.rows.push(vec![text.trim().to_owned()]);
            self.is_row_open = false;
        }
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        self.fill_from_above();
        let Some(row) = self.rows.last_mut() else { return };
        let text = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.has_groups |= 1 < cell.columns;
        let column = row.len();
        row.push(text.clone());
        row.resize(column + cell.columns, String::new());
        self.count += cell.columns;
        if 1 < cell.rows {
            let (columns, rows_left) = (cell.columns, cell.rows - 1);
            self.to_below.push(SpannedCell { column, columns, rows_left, text });
        }
    }

    /// Puts the cells that go on from above into the row, up to the next column that is free.
    fn fill_from_above(&mut self) {
        let Some(row) = self.rows.last_mut() else { return };
        while let Some(cell) = self.from_above.pop_front_if(|cell| cell.column <= row.len()) {
            let columns = (cell.column + cell.columns).saturating_sub(row.len());
            if 0 < columns {
                self.repeated += cell.text.len();
                row.push(cell.text.clone());
                row.resize(cell.column + cell.columns, String::new());
                self.count += columns;
            }
            if 1 < cell.rows_left {
                self.to_below.push(SpannedCell { rows_left: cell.rows_left - 1, ..cell });
            }
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        if !self.is_row_open {
            return;
        }
        self.is_row_open = false;
        self.fill_from_above();
        // A cell from above that stands behind the end of this row.
        while let (Some(cell), Some(row)) = (self.from_above.front(), self.rows.last_mut()) {
            self.count += cell.column.saturating_sub(row.len());
            row.resize(cell.column.max(row.len()), String::new());
            self.fill_from_above();
        }
        let mut cells = std::mem::take(&mut self.to_below);
        if std::mem::take(&mut self.has_groups) {
            for cell in &mut cells {
                // Heads of several rows are known by their empty cells.
                cell.text.clear();
            }
        }
        cells.sort_by_key(|cell| cell.column);
        self.from_above = cells.into();
    }

    /// The end of a table: nothing goes on in the next.
    fn end(&mut self) {
        self.end_row();
        self.from_above.clear();
    }
}

/// How many columns or rows a cell covers; the number may stand without quotes.
fn span_of(attributes: &str, name: &str, most: usize) -> usize {
    let span = match attribute(attributes, name) {
        Some(span) => span.trim().parse().ok(),
        None => attributes.split_once(&format!("{name}=")).and_then(|(_, rest)| {
            let end = rest.find(|ch: char| !ch.is_ascii_digit()).unwrap_or(rest.len());
            rest[..end].parse().ok()
        }),
    };
    usize::clamp(span.unwrap_or(1), 1, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_an_old_system_is_a_table() {
        let page = "<html><style>td{x}</style><table><TR><TD colspan=2>资助名单</TD></TR>\
                    <tr><td>日期<td>金额&nbsp;元</tr><tr><td>2026-03-01</td><td>1&lt;2</td></tr></table>";
        let expected = [vec!["资助名单", ""], vec!["日期", "金额 元"], vec!["2026-03-01", "1<2"]];
        assert_eq!(rows(page).unwrap(), expected);
        let bomb = format!("<table>{}", "<td colspan=64>".repeat(10_000));
        assert_eq!(rows(&bomb), None);
    }

    #[test]
    fn a_cell_over_several_rows_stands_in_each_of_them() {
        let page = "<table><tr><td>日期</td><td>项目</td><td>金额</td></tr>\
                    <tr><td rowspan='2'>2026-03-01</td><td>甲</td><td rowspan=3>5</td></tr>\
                    <tr><td>乙</td></tr><tr><td>2026-03-02</td><td>丙</td></tr>\
                    <tr><td>2026-03-03</td><td>丁</td><td>6</td></tr></table>\
                    <table><tr><td rowspan=9>末</td></tr></table><table><tr><td>新</td></tr></table>";
        let expected = [
            vec!["日期", "项目", "金额"],
            vec!["2026-03-01", "甲", "5"],
            vec!["2026-03-01", "乙", "5"],
            vec!["2026-03-02", "丙", "5"],
            vec!["2026-03-03", "丁", "6"],
            vec!["末"],
            vec!["新"],
        ];
        assert_eq!(rows(page).unwrap(), expected);
    }

    #[test]
    fn a_head_of_two_rows_keeps_its_columns() {
        let page = "<table><tr><th rowspan=2>日期</th><th colspan=2>人数</th><th rowspan=2>金额</th></tr>\
                    <tr><th>男</th><th>女</th></tr>\
                    <tr><td>2026-03-01</td><td>1</td><td>2</td><td>3</td></tr></table>";
        let expected = [
            vec!["日期", "人数", "", "金额"],
            vec!["", "男", "女", ""],
            vec!["2026-03-01", "1", "2", "3"],
        ];
        assert_eq!(rows(page).unwrap(), expected);
    }

    #[test]
    fn endless_spans_are_refused() {
        let bomb = format!("<table>{}", "<tr><td rowspan=99999 colspan=64>x".repeat(10_000));
        assert_eq!(rows(&bomb), None);
        let text = "x".repeat(1024 * 1024);
        let bomb = format!("<table><tr><td rowspan=9999>{text}{}", "<tr><td>y".repeat(9998));
        assert_eq!(rows(&bomb), None);
    }
}
