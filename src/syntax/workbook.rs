//! Spreadsheets (`.xlsx`, `.xls`, `.ods`) → the rows of one sheet as texts, within limits.
//!
//! Files come from anybody: what a file claims about itself is never trusted. Its parts are inflated within a limit
//! before a reader sees them, and cells are taken one by one.

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xls, Xlsx};
use csv::StringRecord;

use super::ods;
pub use super::sheet::WorkbookError;
use super::sheet::{RowBuilder, chosen, number_text};

/// The most bytes of all parts of a file together, inflated: some ten columns of 200,000 rows.
const MAX_INFLATED: u64 = 128 * 1024 * 1024;
/// The most bytes of the formats of cells: more than Excel allows of them.
const MAX_STYLES: u64 = 16 * 1024 * 1024;
/// The most parts of a file.
const MAX_PARTS: usize = 10_000;
/// Endings of files that are spreadsheets.
const ENDINGS: [&str; 3] = [".xlsx", ".xls", ".ods"];

/// Whether a file is a spreadsheet, by its name.
#[must_use]
pub fn is_spreadsheet(path: &str) -> bool {
    let lower = path.to_lowercase();
    ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

/// `C14`: the name of a cell, by its row and column from 1.
#[must_use]
pub fn cell_name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column.max(1);
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect::<String>() + &row.to_string()
}

/// The rows of a sheet, the first when no name is given. Every row has its number as its line, and all cells up to its
/// last filled one; empty rows are left out.
///
/// # Errors
/// Why it cannot be read.
pub(crate) fn rows(bytes: &[u8], sheet: Option<&str>) -> Result<Vec<StringRecord>, WorkbookError> {
    // The readers are not ours: a panic in one must not end a check of a whole archive.
    match catch_unwind(AssertUnwindSafe(|| read(bytes, sheet))) {
        Ok(result) => result,
        Err(_) => Err(WorkbookError::Unreadable),
    }
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedSheet {
    pub(crate) name: String,
    /// Its rows, as [`rows`] gives them; `None` where readers do not see it, or it is one too many.
    pub(crate) rows: Option<Vec<StringRecord>>,
}

/// The sheets of a workbook in their order, of which the first so many are read.
///
/// # Errors
/// Why they cannot be read.
pub(crate) fn all_rows(bytes: &[u8], most: usize) -> Result<Vec<NamedSheet>, WorkbookError> {
    match catch_unwind(AssertUnwindSafe(|| read_all(bytes, most))) {
        Ok(result) => result,
        Err(_) => Err(WorkbookError::Unreadable),
    }
}

fn read_all(bytes: &[u8], most: usize) -> Result<Vec<NamedSheet>, WorkbookError> {
    if bytes.starts_with(b"PK") {
        if let Some(content) = check_parts(bytes)? {
            return all_of_ods(&content, most);
        }
        let mut book = Xlsx::new(Cursor::new(bytes)).or(Err(WorkbookError::Unreadable))?;
        let known = book.sheets_metadata().to_vec();
        return sheets_of(&known, most, |name| xlsx_rows(&mut book, name));
    }
    if !bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return read(bytes, None).map(|_| Vec::new());
    }
    let mut book = Xls::new(Cursor::new(bytes)).or(Err(WorkbookError::Unreadable))?;
    let known = book.sheets_metadata().to_vec();
    sheets_of(&known, most, |name| xls_rows(&mut book, name))
}

/// The sheets of a workbook of Excel, read by name.
fn sheets_of(
    known: &[calamine::Sheet],
    most: usize,
    mut read_one: impl FnMut(&str) -> Result<Vec<StringRecord>, WorkbookError>,
) -> Result<Vec<NamedSheet>, WorkbookError> {
    let mut sheets = Vec::new();
    for sheet in known {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let is_read = sheet.visible == SheetVisible::Visible && sheets.len() < most;
        let rows = if is_read { Some(read_one(&sheet.name)?) } else { None };
        sheets.push(NamedSheet { name: sheet.name.clone(), rows });
    }
    Ok(sheets)
}

/// The sheets of an OpenDocument spreadsheet. Each is looked for from the beginning of the file, so that of a large file
/// fewer are read.
fn all_of_ods(content: &[u8], most: usize) -> Result<Vec<NamedSheet>, WorkbookError> {
    let most = most.min((MAX_INFLATED as usize / content.len().max(1)).max(1));
    let mut sheets = Vec::new();
    for name in ods::names(content)? {
        let is_read = sheets.len() < most;
        let rows = if is_read { Some(ods::rows(content, Some(&name))?) } else { None };
        sheets.push(NamedSheet { name, rows });
    }
    Ok(sheets)
}

/// The text that a name of an `.xlsx` stands for; `None` when there is no such name, or the file cannot be read.
pub(crate) fn defined_text(bytes: &[u8], name: &str) -> Option<String> {
    if !bytes.starts_with(b"PK") {
        return None;
    }
    let found = catch_unwind(AssertUnwindSafe(|| {
        if check_parts(bytes).ok()?.is_some() {
            return None;
        }
        let book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
        let (_, text) = book.defined_names().iter().find(|(known, _)| known == name)?.clone();
        Some(text.trim_start_matches('=').trim_matches('"').to_owned())
    }));
    found.ok().flatten()
}

fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Vec<StringRecord>, WorkbookError> {
    if bytes.starts_with(b"PK") {
        let content = check_parts(bytes)?;
        return match content {
            Some(content) => ods::rows(&content, sheet),
            None => xlsx(bytes, sheet),
        };
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return xls(bytes, sheet);
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_lowercase();
    let is_page = ["<html", "<table", "<!doctype html", "mime-version"];
    Err(if is_page.iter().any(|mark| start.contains(mark)) {
        WorkbookError::WebPage
    } else {
        WorkbookError::Unreadable
    })
}

/// Inflates every part of a zip within the limits. Returns the `content.xml` of an `.ods`.
fn check_parts(bytes: &[u8]) -> Result<Option<Vec<u8>>, WorkbookError> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return Err(WorkbookError::Unreadable);
    };
    if MAX_PARTS < archive.len() {
        return Err(WorkbookError::TooLarge);
    }
    let (mut total, mut content) = (0, None);
    let is_ods = archive.index_for_name("content.xml").is_some();
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index(index) else { return Err(WorkbookError::Unreadable) };
        let is_content = is_ods && part.name().is_ok_and(|name| name == "content.xml");
        let is_styles = part.name().is_ok_and(|name| name.ends_with("styles.xml"));
        let mut limited = part.take(MAX_INFLATED - total + 1);
        if is_content {
            let mut text = Vec::new();
            limited.read_to_end(&mut text).or(Err(WorkbookError::Unreadable))?;
            total += text.len() as u64;
            content = Some(text);
        } else {
            let copied = std::io::copy(&mut limited, &mut std::io::sink());
            let copied = copied.or(Err(WorkbookError::Unreadable))?;
            if is_styles && MAX_STYLES < copied {
                return Err(WorkbookError::TooLarge);
            }
            total += copied;
        }
        if MAX_INFLATED < total {
            return Err(WorkbookError::TooLarge);
        }
    }
    Ok(content)
}

fn xlsx(bytes: &[u8], sheet: Option<&str>) -> Result<Vec<StringRecord>, WorkbookError> {
    let mut book = Xlsx::new(Cursor::new(bytes)).or(Err(WorkbookError::Unreadable))?;
    let name = chosen(book.sheet_names(), sheet)?;
    xlsx_rows(&mut book, &name)
}

fn xlsx_rows(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
) -> Result<Vec<StringRecord>, WorkbookError> {
    let unreadable = |_| WorkbookError::Unreadable;
    let mut reader = book.worksheet_cells_reader(name).map_err(unreadable)?;
    let mut rows = RowBuilder::default();
    while let Some(cell) = reader.next_cell().map_err(unreadable)? {
        let (row, column) = cell.get_position();
        let text = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::String(text) => text.clone(),
            DataRef::SharedString(text) => (*text).to_owned(),
            DataRef::Int(number) => number.to_string(),
            DataRef::Float(number) => number_text(*number),
            DataRef::Bool(value) => bool_text(*value),
            DataRef::DateTime(day) => day_text(day),
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
            DataRef::Error(error) => error.to_string(),
        };
        rows.add(row, column as usize, text)?;
    }
    Ok(rows.finish())
}

fn xls(bytes: &[u8], sheet: Option<&str>) -> Result<Vec<StringRecord>, WorkbookError> {
    let mut book = Xls::new(Cursor::new(bytes)).or(Err(WorkbookError::Unreadable))?;
    let name = chosen(book.sheet_names(), sheet)?;
    xls_rows(&mut book, &name)
}

fn xls_rows(book: &mut Xls<Cursor<&[u8]>>, name: &str) -> Result<Vec<StringRecord>, WorkbookError> {
    let range = book.worksheet_range(name).or(Err(WorkbookError::Unreadable))?;
    let (first_row, first_column) = range.start().unwrap_or((0, 0));
    let mut rows = RowBuilder::default();
    for (row, column, value) in range.used_cells() {
        let text = match value {
            Data::Empty => continue,
            Data::String(text) => text.clone(),
            Data::Int(number) => number.to_string(),
            Data::Float(number) => number_text(*number),
            Data::Bool(value) => bool_text(*value),
            Data::DateTime(day) => day_text(day),
            Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
            Data::Error(error) => error.to_string(),
        };
        rows.add(first_row + row as u32, first_column as usize + column, text)?;
    }
    Ok(rows.finish())
}

fn bool_text(value: bool) -> String {
    if value { "TRUE" } else { "FALSE" }.to_owned()
}

/// A date as `2024-03-15`; a time of day is dropped.
fn day_text(day: &ExcelDateTime) -> String {
    let (year, month, day, ..) = day.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_the_names_that_people_know() {
        for (row, column, name) in [(14, 3, "C14"), (1, 26, "Z1"), (2, 27, "AA2"), (1, 512, "SR1")]
        {
            assert_eq!(cell_name(row, column), name);
        }
    }

    #[test]
    fn what_is_no_spreadsheet_is_refused() {
        assert_eq!(rows(b"", None), Err(WorkbookError::Unreadable));
        assert_eq!(rows(b"PK\x03\x04", None), Err(WorkbookError::Unreadable));
        assert_eq!(
            rows(b"<html><table><tr><td>1</td></tr></table>", None),
            Err(WorkbookError::WebPage)
        );
        assert_eq!(rows(&[0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3], None), Err(WorkbookError::Unreadable));
    }
}
