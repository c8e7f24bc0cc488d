//! CSV as spreadsheets save it (docs/domain.md §5): titles above the header, other delimiters.

use csv::StringRecord;

use super::text::nfc;

/// The most rows above the header.
const MAX_TITLE_ROWS: usize = 20;

/// The number of rows among which the header is sought.
pub(crate) const HEADER_WITHIN: usize = MAX_TITLE_ROWS + 1;

/// The character between cells: the one that splits some row near the top into the most known names. A comma when no
/// other is better.
pub(crate) fn delimiter(csv: &str, names: &[&str]) -> u8 {
    let mut best = b',';
    let mut most_names = names_in_best_row(csv, b',', names);
    for delimiter in [b';', b'\t'] {
        let count = names_in_best_row(csv, delimiter, names);
        if most_names < count {
            most_names = count;
            best = delimiter;
        }
    }
    best
}

/// The most known names in one of the first rows, when they are split at `delimiter`.
fn names_in_best_row(csv: &str, delimiter: u8, names: &[&str]) -> usize {
    let mut most = 0;
    for line in csv.lines().take(HEADER_WITHIN) {
        let cells = line.split(char::from(delimiter));
        let count = cells.filter(|cell| names.contains(&cell.trim().trim_matches('"'))).count();
        most = most.max(count);
    }
    most
}

/// The index of the header: the first of the rows near the top with the most known names, the first row when none has
/// any.
pub(crate) fn header_row(rows: &[StringRecord], names: &[&str]) -> usize {
    let mut header = 0;
    let mut most_names = 0;
    for (index, row) in rows.iter().take(HEADER_WITHIN).enumerate() {
        let count = row.iter().filter(|cell| names.contains(&nfc(cell.trim()).as_str())).count();
        if most_names < count {
            most_names = count;
            header = index;
        }
    }
    header
}
