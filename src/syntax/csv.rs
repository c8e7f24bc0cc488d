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

/// What is wrong with the quotation marks around a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum QuoteProblem {
    /// No other one follows, or whole rows stand between the two.
    Open,
    /// Text follows the closing one: `"甲"乙`.
    TextAfter(String),
    /// A space stands before the opening one, so that it is none: ` "甲,乙"`.
    SpaceBefore,
}

/// The first cell of which the quotation marks are wrong. Spaces behind the closing one do no harm.
pub(crate) fn wrong_quote(
    csv: &str,
    delimiter: u8,
    columns: usize,
) -> Option<(Span, QuoteProblem)> {
    if !csv.contains('"') {
        return None;
    }
    let mut scanner = QuoteScanner { bytes: csv.as_bytes(), delimiter, columns, at: 0 };
    let (quote, problem) = scanner.wrong_quote()?;
    let before = &csv[..quote];
    let line = before.matches('\n').count() as u32 + 1;
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let span = Span::new(line, before[line_start..].chars().count() as u32 + 1, 1);
    Some((span, problem))
}

/// The most bytes of a day at the beginning of a row.
const MAX_DAY: usize = 20;

/// Goes through the cells of a table.
struct QuoteScanner<'t> {
    bytes: &'t [u8],
    delimiter: u8,
    columns: usize,
    at: usize,
}

impl QuoteScanner<'_> {
    /// The byte of the first wrong quote.
    fn wrong_quote(&mut self) -> Option<(usize, QuoteProblem)> {
        while self.at < self.bytes.len() {
            let cell = self.at;
            while self.bytes.get(self.at) == Some(&b' ') {
                self.at += 1;
            }
            if self.bytes.get(self.at) == Some(&b'"') {
                let quote = self.at;
                if cell < quote {
                    if self.holds_delimiter(quote) {
                        return Some((quote, QuoteProblem::SpaceBefore));
                    }
                } else if let Some(problem) = self.close(quote) {
                    return Some((quote, problem));
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

    /// Whether a delimiter stands between a quote and the next one in its line, which ends a cell.
    fn holds_delimiter(&self, quote: usize) -> bool {
        let rest = &self.bytes[quote + 1..];
        let length =
            rest.iter().position(|byte| matches!(byte, b'"' | b'\n')).unwrap_or(rest.len());
        let ends = rest.get(length + 1).is_none_or(|byte| self.ends_cell(*byte));
        rest.get(length) == Some(&b'"') && ends && rest[..length].contains(&self.delimiter)
    }

    /// Moves behind the quote that closes the cell; what is wrong with it.
    fn close(&mut self, quote: usize) -> Option<QuoteProblem> {
        self.at = quote + 1;
        let mut cells_in_line = 1;
        let (mut is_below, mut has_row) = (false, false);
        while let Some(byte) = self.bytes.get(self.at).copied() {
            self.at += 1;
            if byte == b'"' {
                if self.bytes.get(self.at) == Some(&b'"') {
                    self.at += 1;
                } else {
                    return self.after_quote(is_below, has_row);
                }
            } else if byte == b'\n' {
                (cells_in_line, is_below) = (1, true);
                has_row |= self.begins_row();
            } else if byte == self.delimiter {
                cells_in_line += 1;
                has_row |= 1 < self.columns && self.columns <= cells_in_line && is_below;
            }
        }
        Some(QuoteProblem::Open)
    }

    /// What is wrong with a cell whose closing quote was just read.
    fn after_quote(&mut self, is_below: bool, has_row: bool) -> Option<QuoteProblem> {
        let start = self.at;
        while self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        let ends = self.bytes.get(self.at).is_none_or(|byte| self.ends_cell(*byte));
        if has_row || is_below && !ends {
            return Some(QuoteProblem::Open);
        }
        if ends {
            return None;
        }
        let rest = &self.bytes[start..];
        let length = rest.iter().position(|byte| self.ends_cell(*byte)).unwrap_or(rest.len());
        let text = String::from_utf8_lossy(&rest[..length]).trim().to_owned();
        Some(QuoteProblem::TextAfter(text))
    }

    /// Whether a row with a day in its first cell begins here: no text in quotes has such a line.
    fn begins_row(&self) -> bool {
        let rest = &self.bytes[self.at..];
        let near = &rest[..rest.len().min(MAX_DAY)];
        let digits = near.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let has_mark = [&b"-"[..], b"/", b".", "年".as_bytes()];
        let has_mark = digits == 4 && has_mark.iter().any(|mark| near[4..].starts_with(mark));
        has_mark && near.contains(&self.delimiter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_that_never_close_are_found() {
        let place = |csv: &str| match wrong_quote(csv, b',', 3)? {
            (span, QuoteProblem::Open) => Some((span.start.line, span.start.col)),
            other => panic!("{other:?}: {csv}"),
        };
        assert_eq!(
            place("日期,备注,课时\n2024-03-01,甲,1\n2024-03-02,\"乙,2\n2024-03-03,丙,3\n"),
            Some((3, 12))
        );
        // Closed by a quote that opens another cell, or after whole rows.
        assert_eq!(place("日期,备注,课时\na,\"乙,2\nb,丙,3\nc,\"丁,4\n"), Some((2, 3)));
        assert_eq!(place("日期,备注,课时\na,\"乙,2\nb,丙,3\nc,丁\",4\n"), Some((2, 3)));
        // A whole row shows by its day, even when the quote closes within it.
        assert_eq!(place("日期,备注,课时\n2024-03-01,甲,\"1\n2024-03-02,乙\",2\n"), Some((2, 14)));
        for fine in [
            "日期,备注,课时\na,\"乙\" ,2\n",
            "日期,备注,课时\na,\"乙,丙\",2\n",
            "日期,\"备\n注\",课时\na,\"他说\"\"好\"\"\",2",
            "日期,备注,课时\na,5\" 屏,2\n",
            "日期,备注,课时\r\na,\"乙\r\n丙，丁\",\"2\"\r\n",
        ] {
            assert_eq!(place(fine), None, "{fine}");
        }
    }

    #[test]
    fn text_around_quotes_is_found() {
        for (cell, problem) in [
            ("\"甲\"乙", QuoteProblem::TextAfter("乙".to_owned())),
            ("\"甲，丙\" 乙 ", QuoteProblem::TextAfter("乙".to_owned())),
            ("\"2\"课时", QuoteProblem::TextAfter("课时".to_owned())),
            ("\"甲,丙\"\"乙\"丁", QuoteProblem::TextAfter("丁".to_owned())),
            (" \"甲,乙\"", QuoteProblem::SpaceBefore),
        ] {
            let csv = format!("日期,备注,课时\na,{cell},2\nb,丙,3\n");
            let (span, found) = wrong_quote(&csv, b',', 3).unwrap();
            assert_eq!((span.start.line, found), (2, problem), "{csv}");
        }
        for fine in ["\"甲\"\"乙\"\"\"", "他说\"好\"", " \"甲\"", "\"甲,乙\"  ", "5\" 屏"]
        {
            let csv = format!("日期,备注,课时\na,{fine},2\nb,丙,3\n");
            assert_eq!(wrong_quote(&csv, b',', 3), None, "{csv}");
        }
    }

    #[test]
    fn heads_are_compared_without_white_space() {
        assert_eq!(header_text(" 资助\n金额 \u{200b}"), "资助金额");
    }
}
