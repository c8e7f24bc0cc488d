//! Tables for spreadsheet programs.

use super::entries::{BYTE_ORDER_MARK, escape_formula};

/// A CSV table for spreadsheet programs: it begins with the mark by which they know its encoding, and they take no cell for
/// a formula.
pub(crate) struct SpreadsheetTable(csv::Writer<Vec<u8>>);

impl SpreadsheetTable {
    /// A table that begins with a row of heads.
    pub(crate) fn new(heads: &[&str]) -> SpreadsheetTable {
        let mark = BYTE_ORDER_MARK.as_bytes().to_vec();
        let mut table = SpreadsheetTable(csv::Writer::from_writer(mark));
        table.row(heads);
        table
    }

    /// Appends a row with as many cells as there are heads.
    pub(crate) fn row(&mut self, cells: &[&str]) {
        // Writing to a Vec cannot fail.
        let _ = self.0.write_record(cells.iter().map(|cell| escape_formula(cell).into_owned()));
    }

    /// The whole table, as text.
    pub(crate) fn text(self) -> String {
        String::from_utf8(self.bytes()).unwrap_or_default()
    }

    /// The whole table.
    pub(crate) fn bytes(self) -> Vec<u8> {
        self.0.into_inner().unwrap_or_default()
    }
}
