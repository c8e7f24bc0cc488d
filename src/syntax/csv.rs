//! CSV as spreadsheets save it (docs/domain.md §5): titles above the header, other delimiters.

use csv::StringRecord;

use super::span::Span;
use super::text::{is_invisible, nfc};

/// The most rows above the header.
const MAX_TITLE_ROWS: usize = 20;

/// The number of rows among which the header is sought.
pub(crate) const HEADER_WITHIN: usize = MAX_TITLE_ROWS + 1;

/// The character between cells: the one that splits some row near the top into the most known names. A comma when no
/// other is better.
pub(crate) fn delimiter(csv: &str, names: &[&str]) -> u8 {
    let names = header_texts(names);
    let mut best = b',';
    let mut most_names = names_in_best_row(csv, b',', &names);
    for delimiter in [b';', b'\t'] {
        // A row that is not split is one name at most.
        if 0 < most_names && !rows_near_top(csv).any(|row| row.as_bytes().contains(&delimiter)) {
            continue;
        }
        let count = names_in_best_row(csv, delimiter, &names);
        if most_names < count {
            most_names = count;
            best = delimiter;
        }
    }
    best
}

fn rows_near_top(csv: &str) -> impl Iterator<Item = &str> {
    csv.lines().take(HEADER_WITHIN)
}

/// Names of columns as heads are compared.
fn header_texts(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| header_text(name)).collect()
}

/// The most known names in one of the first rows, when they are split at `delimiter`.
fn names_in_best_row(csv: &str, delimiter: u8, names: &[String]) -> usize {
    let mut most = 0;
    for line in rows_near_top(csv) {
        let cells = line.split(char::from(delimiter));
        let count = cells.filter(|cell| is_one_of(cell.trim_matches('"'), names)).count();
        most = most.max(count);
    }
    most
}

/// The index of the header: the first of the rows near the top with the most known names, the first row when none has
/// any.
pub(crate) fn header_row(rows: &[StringRecord], names: &[&str]) -> usize {
    let names = header_texts(names);
    let mut header = 0;
    let mut most_names = 0;
    for (index, row) in rows.iter().take(HEADER_WITHIN).enumerate() {
        let count = row.iter().filter(|cell| is_one_of(cell, &names)).count();
        if most_names < count {
            most_names = count;
            header = index;
        }
    }
    header
}

fn is_one_of(cell: &str, names: &[String]) -> bool {
    let cell = header_text(cell);
    !cell.is_empty() && names.contains(&cell)
}

/// Sets the line of a row to that on which it begins: the reader counts the blank lines before it to the row.
pub(crate) fn skip_blank_lines(row: &mut StringRecord, text: &str) {
    let Some(mut position) = row.position().cloned() else { return };
    let before = text.as_bytes().get(position.byte() as usize..).unwrap_or_default();
    let breaks = before.iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
    let lines = breaks.filter(|byte| **byte == b'\n').count() as u64;
    if 0 < lines {
        position.set_line(position.line() + lines);
        row.set_position(Some(position));
    }
}

/// The text of a head cell as it is compared: without white space and invisible characters. Forms break their heads over
/// several lines.
pub(crate) fn header_text(cell: &str) -> String {
    let without_space = cell.chars().filter(|ch| !ch.is_whitespace() && !is_invisible(*ch));
    nfc(&without_space.collect::<String>())
}

/// The line of the first marker of a merge conflict.
pub(crate) fn conflict_marker(csv: &str) -> Option<Span> {
    if !csv.contains("<<<<<<< ") && !csv.contains(">>>>>>> ") {
        return None;
    }
    for (number, line) in csv.lines().enumerate() {
        if line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") {
            let length = line.chars().count() as u32;
            return Some(Span::new(number as u32 + 1, 1, length));
        }
    }
    None
}

/// The first quotation mark that opens a cell and never closes: no other one follows, or text follows the one that does,
/// or whole rows of `columns` cells stand between the two.
pub(crate) fn open_quote(csv: &str, delimiter: u8, columns: usize) -> Option<Span> {
    if !csv.contains('"') {
        return None;
    }
    let mut scanner = QuoteScanner { bytes: csv.as_bytes(), delimiter, columns, at: 0 };
    let quote = scanner.open_quote()?;
    let before = &csv[..quote];
    let line = before.matches('\n').count() as u32 + 1;
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    Some(Span::new(line, before[line_start..].chars().count() as u32 + 1, 1))
}

/// Goes through the cells of a table.
struct QuoteScanner<'t> {
    bytes: &'t [u8],
    delimiter: u8,
    columns: usize,
    at: usize,
}

impl QuoteScanner<'_> {
    /// The byte of the first quote that never closes.
    fn open_quote(&mut self) -> Option<usize> {
        while self.at < self.bytes.len() {
            if self.bytes[self.at] == b'"' {
                let quote = self.at;
                if !self.close(quote) {
                    return Some(quote);
                }
            }
            while self.at < self.bytes.len() && !self.ends_cell(self.bytes[self.at]) {
                self.at += 1;
            }
            self.at += 1;
        }
        None
    }

    fn ends_cell(&self, byte: u8) -> bool {
        byte == self.delimiter || byte == b'\n' || byte == b'\r'
    }

    /// Moves behind the quote that closes the cell; whether there is one.
    fn close(&mut self, quote: usize) -> bool {
        self.at = quote + 1;
        let mut cells_in_line = 1;
        let (mut is_below, mut has_row) = (false, false);
        while let Some(byte) = self.bytes.get(self.at).copied() {
            self.at += 1;
            if byte == b'"' {
                match self.bytes.get(self.at).copied() {
                    Some(b'"') => self.at += 1,
                    None => return !has_row,
                    Some(next) => return self.ends_cell(next) && !has_row,
                }
            } else if byte == b'\n' {
                (cells_in_line, is_below) = (1, true);
            } else if byte == self.delimiter {
                cells_in_line += 1;
                has_row |= 1 < self.columns && self.columns <= cells_in_line && is_below;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_that_never_close_are_found() {
        let place =
            |csv: &str| open_quote(csv, b',', 3).map(|span| (span.start.line, span.start.col));
        assert_eq!(
            place("日期,备注,课时\n2024-03-01,甲,1\n2024-03-02,\"乙,2\n2024-03-03,丙,3\n"),
            Some((3, 12))
        );
        // Closed by a quote that opens another cell, or after whole rows.
        assert_eq!(place("日期,备注,课时\na,\"乙,2\nb,丙,3\nc,\"丁,4\n"), Some((2, 3)));
        assert_eq!(place("日期,备注,课时\na,\"乙,2\nb,丙,3\nc,丁\",4\n"), Some((2, 3)));
        for fine in [
            "日期,备注,课时\na,\"乙,丙\",2\n",
            "日期,\"备\n注\",课时\na,\"他说\"\"好\"\"\",2",
            "日期,备注,课时\na,5\" 屏,2\n",
            "日期,备注,课时\r\na,\"乙\r\n丙，丁\",\"2\"\r\n",
        ] {
            assert_eq!(place(fine), None, "{fine}");
        }
    }

    #[test]
    fn heads_are_compared_without_white_space() {
        assert_eq!(header_text(" 资助\n金额 \u{200b}"), "资助金额");
    }
}
