//! The rows of a sheet, whatever kind of file it is in.

use csv::{Position, StringRecord};

/// The most columns of a sheet.
const MAX_COLUMNS: usize = 512;
/// The most cells of a sheet.
const MAX_CELLS: usize = 8_000_000;
/// The most bytes of the texts of a sheet: cells may share one long text, which a small file has only once.
const MAX_TEXT: usize = 128 * 1024 * 1024;
/// The significant digits that a spreadsheet keeps of a number.
const DIGITS: usize = 15;

/// What stands in a row for a formula whose result was not kept: no program writes this.
pub(crate) const NO_RESULT: &str = "#NO_RESULT!";

/// Why a spreadsheet cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkbookError {
    /// Damaged, protected by a password, or another kind of file.
    Unreadable,
    /// A web page that was saved under the name of a spreadsheet.
    WebPage,
    /// It has no sheet of this name; those that it has.
    NoSheet(Vec<String>),
    /// More than is ever read.
    TooLarge,
    /// A cell far to the right of all that is read: its row and its column, from 1.
    FarCell(u32, u32),
}

/// The name of the sheet that is wanted.
pub(super) fn chosen(names: Vec<String>, wanted: Option<&str>) -> Result<String, WorkbookError> {
    let found = match wanted {
        Some(wanted) => names.iter().find(|name| name.trim() == wanted.trim()),
        None => names.first(),
    };
    match found {
        Some(name) => Ok(name.clone()),
        None => Err(WorkbookError::NoSheet(names)),
    }
}

/// Cells in any order → rows.
#[derive(Default)]
pub(super) struct RowBuilder {
    cells: Vec<(u32, usize, String)>,
    /// The bytes of their texts.
    bytes: usize,
}

impl RowBuilder {
    /// Adds a cell, by its row and column from 0.
    pub(super) fn add(
        &mut self,
        row: u32,
        column: usize,
        text: String,
    ) -> Result<(), WorkbookError> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if MAX_COLUMNS <= column {
            return Err(WorkbookError::FarCell(row.saturating_add(1), column as u32 + 1));
        }
        self.bytes += text.len();
        if MAX_CELLS <= self.cells.len() || MAX_TEXT < self.bytes {
            return Err(WorkbookError::TooLarge);
        }
        self.cells.push((row, column, text));
        Ok(())
    }

    /// The rows, by their numbers.
    pub(super) fn finish(mut self) -> Vec<StringRecord> {
        self.cells.sort_by_key(|(row, column, _)| (*row, *column));
        let mut rows = Vec::new();
        for cells in self.cells.chunk_by(|a, b| a.0 == b.0) {
            let mut record = StringRecord::new();
            for (row, column, text) in cells {
                if *column < record.len() {
                    continue; // a cell that the file has twice
                }
                while record.len() < *column {
                    record.push_field("");
                }
                record.push_field(text.trim());
                let mut position = Position::new();
                position.set_line(u64::from(*row) + 1);
                record.set_position(Some(position));
            }
            rows.push(record);
        }
        rows
    }
}

/// A number by the digits that a spreadsheet keeps of it: `0.1 + 0.2` is `0.3`.
pub(super) fn number_text(number: f64) -> String {
    if !number.is_finite() {
        return "#NUM!".to_owned();
    }
    // Nearly all figures are whole, and all their digits are kept.
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return (number as i64).to_string();
    }
    let scientific = format!("{number:.*e}", DIGITS - 1);
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return scientific };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let sign = if mantissa.starts_with('-') { "-" } else { "" };
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return "0".to_owned();
    }
    // More zeros than any figure has: such a number stays as it is.
    if !(-20..=30).contains(&exponent) {
        return scientific;
    }
    let whole_digits = exponent + 1;
    if whole_digits <= 0 {
        let zeros = "0".repeat(whole_digits.unsigned_abs() as usize);
        return format!("{sign}0.{zeros}{digits}");
    }
    let whole_digits = whole_digits as usize;
    if digits.len() <= whole_digits {
        return format!("{sign}{digits}{}", "0".repeat(whole_digits - digits.len()));
    }
    let (whole, fraction) = digits.split_at(whole_digits);
    format!("{sign}{whole}.{fraction}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_a_spreadsheet_shows() {
        for (number, text) in [
            (0.1 + 0.2, "0.3"),
            (30.7, "30.7"),
            (1200.0, "1200"),
            (-2.5, "-2.5"),
            (0.0, "0"),
            (-0.0, "0"),
            (-45.0, "-45"),
            (999_999_999_999_999.0, "999999999999999"),
            (1e15, "1000000000000000"),
            (0.000_125, "0.000125"),
            (123_456_789_012_345_680.0, "123456789012346000"),
            (98.499_999_999_999_99, "98.5"),
        ] {
            assert_eq!(number_text(number), text);
        }
    }

    /// A small file may hold a long text once and show it in a thousand cells.
    #[test]
    fn cells_that_share_a_long_text_are_bounded_together() {
        let mut builder = RowBuilder { cells: Vec::new(), bytes: MAX_TEXT - 3 };
        builder.add(0, 0, "字".to_owned()).unwrap();
        assert_eq!(builder.add(0, 1, "x".to_owned()), Err(WorkbookError::TooLarge));
    }

    #[test]
    fn a_cell_far_away_costs_nothing() {
        let mut builder = RowBuilder::default();
        builder.add(1_048_575, 2, "x".to_owned()).unwrap();
        assert_eq!(builder.add(0, 16_383, "x".to_owned()), Err(WorkbookError::FarCell(1, 16_384)));
        let rows = builder.finish();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].position().unwrap().line(), 1_048_576);
        assert_eq!(&rows[0], vec!["", "", "x"]);
    }
}
