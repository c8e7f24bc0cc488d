//! The table of a ledger as rows that are edited in the page.

use ::csv::{ReaderBuilder, StringRecord};

use super::compose::{Neighbour, Written};
use super::gone::is_gone;
use super::paths::{content_path, folder_of, is_sound_name, name_of};
use super::record::{OnDisk, bytes_of};
use super::refusal::Refused;
use super::session::Opened;
use crate::l10n::Lang;
use crate::l10n::app_messages::AppRefusal;
use crate::scaffold::form_text::{FormValue, FormValues};
use crate::scaffold::ledger_table;
use crate::syntax::csv;

const MARK: &str = "\u{feff}";

/// The rows of a CSV file in UTF-8 with commas; `None` for any other, which is edited in a spreadsheet program.
pub(super) fn rows_of(bytes: &[u8]) -> Option<Vec<Vec<String>>> {
    let text = text_without_mark(bytes)?;
    if csv::delimiter(text, &[]) != b',' {
        return None;
    }
    let mut rows = Vec::new();
    for record in records_of(text)? {
        rows.push(record.iter().map(str::to_owned).collect());
    }
    Some(rows)
}

fn text_without_mark(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    Some(text.strip_prefix(MARK).unwrap_or(text))
}

/// The rows of a text with commas, each with the line on which it begins.
fn records_of(text: &str) -> Option<Vec<StringRecord>> {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = Vec::new();
    for record in reader.records() {
        let mut record = record.ok()?;
        csv::skip_blank_lines(&mut record, text);
        records.push(record);
    }
    Some(records)
}

/// Rows as a CSV file; those without any text are left out.
fn text_of(rows: &[Vec<String>], line_end: &str) -> String {
    let mut text = String::new();
    for row in rows {
        if is_empty(row) {
            continue;
        }
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str(line_end);
    }
    text
}

fn quoted(cell: &str) -> String {
    match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}

/// The table of a ledger with these rows; nothing where it has them already.
pub(super) fn rewritten(on_disk: &OnDisk, rows: &[Vec<String>]) -> Result<Vec<Neighbour>, Refused> {
    let Some((path, bytes)) = &on_disk.table else {
        return Err(AppRefusal::TableOnlyAsFile.into());
    };
    let old = rows_of(bytes).ok_or(AppRefusal::TableOnlyAsFile)?;
    if old == rows {
        return Ok(Vec::new());
    }
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut new = text_of(rows, line_end);
    if text.starts_with(MARK) {
        new.insert_str(0, MARK);
    }
    Ok(vec![Neighbour { path: path.clone(), bytes: new.into_bytes(), is_new: false }])
}

/// The table of a new ledger: a file that was sent, which is named as the ledger is, or the rows of the page.
pub(super) fn of_new(
    written: &Written,
    values: &mut FormValues,
    path: &str,
    lang: Lang,
) -> (Vec<Neighbour>, Option<(String, String)>) {
    let stem = name_of(path).trim_end_matches(".md").to_owned();
    let sent = match values.get("table") {
        Some(FormValue::Text(name)) => written.uploads.iter().find(|sent| sent.name == *name),
        _ => None,
    };
    if let Some(sent) = sent
        && let Some((_, ending)) = sent.name.rsplit_once('.')
    {
        let name = format!("{stem}.{}", ending.to_ascii_lowercase());
        values.insert("table".to_owned(), FormValue::Text(name.clone()));
        return (Vec::new(), Some((sent.name.clone(), name)));
    }
    let name = format!("{stem}.csv");
    let text = match &written.rows {
        Some(rows) => text_of(rows, "\n"),
        None => ledger_table(lang),
    };
    values.insert("table".to_owned(), FormValue::Text(name.clone()));
    let path = format!("{}/{name}", folder_of(path));
    (vec![Neighbour { path, bytes: text.into_bytes(), is_new: true }], None)
}

/// The table of a ledger that is written again because its files were removed. One that is still there is left alone.
pub(super) fn recreated(
    opened: &Opened,
    ledger: &str,
    values: &FormValues,
    rows: &[Vec<String>],
) -> Result<Vec<Neighbour>, Refused> {
    let Some(path) = path_of(ledger, values) else { return Ok(Vec::new()) };
    let whole = content_path(&opened.root, &path)?;
    if !is_gone(&whole) {
        let is_same = rows_of(&bytes_of(&whole)?).is_some_and(|old| old == rows);
        return if is_same { Ok(Vec::new()) } else { Err(AppRefusal::TableOnlyAsFile.into()) };
    }
    Ok(vec![Neighbour { path, bytes: text_of(rows, "\n").into_bytes(), is_new: true }])
}

/// Finds the cells of the page's table that places in the table's file are about.
pub(super) struct CellFinder {
    records: Vec<StringRecord>,
    /// The line on which each record begins, from 1.
    lines: Vec<u64>,
    /// The row of the page, from 0, that each record holds: rows without any text are not written.
    page_rows: Vec<usize>,
}

impl CellFinder {
    /// For the bytes of a table's file and the rows of the page; `None` for a file that is no UTF-8.
    pub(super) fn new(bytes: &[u8], rows: &[Vec<String>]) -> Option<CellFinder> {
        let records = records_of(text_without_mark(bytes)?)?;
        let mut lines = Vec::new();
        for record in &records {
            lines.push(record.position()?.line());
        }
        let is_same = records.iter().eq(rows);
        let mut page_rows = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            if is_same || !is_empty(row) {
                page_rows.push(at);
            }
        }
        Some(CellFinder { records, lines, page_rows })
    }

    /// The row, from 0, and the column, from 0, that the page shows for a line and a column of the file, both from 1.
    /// `is_cell` is true where the column counts cells, not characters.
    pub(super) fn cell_at(&self, line: u32, column: u32, is_cell: bool) -> Option<(usize, usize)> {
        let at = self.lines.binary_search(&u64::from(line)).ok()?;
        let row = self.page_rows.get(at)?;
        Some((*row, column_at(&self.records[at], column as usize, is_cell)))
    }
}

fn is_empty(cells: &[String]) -> bool {
    cells.iter().all(|cell| cell.trim().is_empty())
}

/// The column of a place in a row: the cell that holds the character, or 0.
fn column_at(row: &StringRecord, column: usize, is_cell: bool) -> usize {
    if is_cell {
        return column.saturating_sub(1);
    }
    let mut end = 0;
    for (at, cell) in row.iter().enumerate() {
        end += cell.chars().count() + 1;
        if column <= end {
            return at;
        }
    }
    0
}

/// The path of a ledger's table next to it, by the values of the ledger.
pub(super) fn path_of(ledger: &str, values: &FormValues) -> Option<String> {
    let Some(FormValue::Text(name)) = values.get("table") else { return None };
    let is_csv = name.to_ascii_lowercase().ends_with(".csv");
    (is_csv && is_sound_name(name)).then(|| format!("{}/{name}", folder_of(ledger)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_the_lines_of_the_file() {
        for text in [
            "日期,课时\n2024-03-01,2\n2024-03-02,约3\n",
            "\u{feff}日期,课时\r\n2024-03-01,2\r\n2024-03-02,约3\r\n",
        ] {
            let rows = rows_of(text.as_bytes()).unwrap();
            let finder = CellFinder::new(text.as_bytes(), &rows).unwrap();
            assert_eq!(finder.cell_at(2, 1, false), Some((1, 0)), "{text}");
            assert_eq!(finder.cell_at(3, 12, false), Some((2, 1)), "{text}");
            assert_eq!(finder.cell_at(3, 2, true), Some((2, 1)), "{text}");
            assert_eq!(finder.cell_at(4, 1, false), None, "{text}");
        }
        let text = "日期,课时\n\n2024-03-01,约2\n";
        let rows = rows_of(text.as_bytes()).unwrap();
        let finder = CellFinder::new(text.as_bytes(), &rows).unwrap();
        assert_eq!(finder.cell_at(3, 12, false), Some((1, 1)));
    }

    #[test]
    fn rows_without_text_are_in_the_page_only() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let rows = [row(["日期", "课时"]), row(["", " "]), row(["2024-03-01", "约2"])];
        let text = text_of(&rows, "\n");
        let finder = CellFinder::new(text.as_bytes(), &rows).unwrap();
        assert_eq!(finder.cell_at(2, 12, false), Some((2, 1)));
    }
}
