//! Spreadsheets (`.xlsx`, `.xls`, `.ods`) → the rows of their sheets as texts, within limits.
//!
//! Files come from anybody: what a file claims about itself is never trusted. Its parts are inflated within a limit
//! before a reader sees them, and cells are taken one by one.

use std::io::{Cursor, Read};

use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Style, Xls, Xlsx};
use csv::StringRecord;
use rustc_hash::FxHashSet;

use super::foreign::guarded;
use super::ods;
pub(crate) use super::sheet::NO_RESULT;
pub use super::sheet::WorkbookError;
use super::sheet::{RowBuilder, chosen, number_text};

/// The most bytes of all parts of a file together, inflated: some ten columns of 200,000 rows.
const MAX_INFLATED: u64 = 128 * 1024 * 1024;
/// How many bytes of rows are read from several sheets before no further one is.
const MAX_READ: usize = MAX_INFLATED as usize;
/// About how many bytes a row takes besides its text.
const ROW_BYTES: usize = 128;
/// The most bytes of the formats of cells: more than Excel allows of them.
const MAX_STYLES: u64 = 16 * 1024 * 1024;
/// How many bytes at the beginning of a part are searched for a DTD.
const MAX_PROLOG: u64 = 8 * 1024;
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
    guarded(|| read(bytes, sheet)).unwrap_or(Err(WorkbookError::Unreadable))
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedSheet {
    pub(crate) name: String,
    /// Its rows, as [`rows`] gives them; `None` where it is a chart, readers do not see it, or it is too much.
    pub(crate) rows: Option<Vec<StringRecord>>,
}

/// All sheets of a workbook in their order, of which the first so many are read, fewer of a large file.
///
/// # Errors
/// Why they cannot be read.
pub(crate) fn all_rows(bytes: &[u8], most: usize) -> Result<Vec<NamedSheet>, WorkbookError> {
    guarded(|| read_all(bytes, most)).unwrap_or(Err(WorkbookError::Unreadable))
}

/// The most sheets of a workbook that are looked into for figures.
const MOST_BESIDE: usize = 40;

/// The sheets beside the one that [`rows`] reads that readers see and that hold a figure or a day.
pub(crate) fn sheets_beside(bytes: &[u8], sheet: Option<&str>) -> Vec<String> {
    let shown = guarded(|| shown_sheets(bytes)).unwrap_or_default();
    let names: Vec<String> = shown.iter().map(|(name, _)| name.clone()).collect();
    if names.len() < 2 {
        return Vec::new();
    }
    let (Ok(read), Ok(sheets)) = (chosen(names, sheet), all_rows(bytes, MOST_BESIDE)) else {
        return Vec::new();
    };
    let mut beside = Vec::new();
    for NamedSheet { name, rows } in sheets {
        if name != read && rows.iter().flatten().any(holds_figure) {
            beside.push(name);
        }
    }
    beside
}

/// Whether a row holds a figure or a day beside another cell. A number alone is that of a page or a line.
fn holds_figure(row: &StringRecord) -> bool {
    let filled = row.iter().filter(|cell| !cell.trim().is_empty()).count();
    let is_figure = |cell: &str| {
        cell.contains(|ch: char| ch.is_ascii_digit())
            && cell.chars().all(|ch| ch.is_ascii_digit() || "-./:,% ".contains(ch))
    };
    1 < filled && row.iter().any(|cell| is_figure(cell.trim()))
}

/// The names of all sheets, each with whether readers see rows in it; none of a file with a single sheet that is not
/// Excel's.
fn shown_sheets(bytes: &[u8]) -> Vec<(String, bool)> {
    if !bytes.starts_with(b"PK") {
        let book = Xls::new(Cursor::new(bytes));
        return book.map(|book| excel_sheets(book.sheets_metadata())).unwrap_or_default();
    }
    match check_parts(bytes) {
        Ok(Some(content)) => {
            let names = ods::names(&content).unwrap_or_default();
            names.into_iter().map(|name| (name, true)).collect()
        }
        Ok(None) => {
            let book = Xlsx::new(Cursor::new(bytes));
            book.map(|book| excel_sheets(book.sheets_metadata())).unwrap_or_default()
        }
        Err(_) => Vec::new(),
    }
}

fn read_all(bytes: &[u8], most: usize) -> Result<Vec<NamedSheet>, WorkbookError> {
    if bytes.starts_with(b"PK") {
        if let Some(content) = check_parts(bytes)? {
            return all_of_ods(&content, most);
        }
        let mut book = Xlsx::new(Cursor::new(bytes)).or(Err(WorkbookError::Unreadable))?;
        let known = excel_sheets(book.sheets_metadata());
        return read_sheets(known, most, MAX_READ, |name| xlsx_rows(&mut book, name));
    }
    if !bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(no_workbook(bytes));
    }
    let mut book = Xls::new(Cursor::new(bytes)).or(Err(WorkbookError::Unreadable))?;
    let known = excel_sheets(book.sheets_metadata());
    read_sheets(known, most, MAX_READ, |name| xls_rows(&mut book, name))
}

/// The names of the sheets of Excel, each with whether readers see rows in it.
fn excel_sheets(known: &[calamine::Sheet]) -> Vec<(String, bool)> {
    let mut sheets = Vec::new();
    for sheet in known {
        let is_shown = sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible;
        sheets.push((sheet.name.clone(), is_shown));
    }
    sheets
}

/// The sheets of an OpenDocument spreadsheet. Each is looked for from the beginning of the file, so that of a large file
/// fewer are read.
fn all_of_ods(content: &[u8], most: usize) -> Result<Vec<NamedSheet>, WorkbookError> {
    let most = most.min((MAX_READ / content.len().max(1)).max(1));
    let known = ods::names(content)?.into_iter().map(|name| (name, true)).collect();
    read_sheets(known, most, MAX_READ, |name| ods::rows(content, Some(name)))
}

/// The sheets with these names, each with whether it is shown. Those among the first `most` are read, until their rows
/// take `most_bytes`: several may lead to one part of the file, and a small part may stand for many rows.
fn read_sheets(
    known: Vec<(String, bool)>,
    most: usize,
    most_bytes: usize,
    mut read_one: impl FnMut(&str) -> Result<Vec<StringRecord>, WorkbookError>,
) -> Result<Vec<NamedSheet>, WorkbookError> {
    let (mut sheets, mut bytes) = (Vec::new(), 0);
    for (name, is_shown) in known {
        let is_read = is_shown && sheets.len() < most && bytes < most_bytes;
        let rows = if is_read { Some(read_one(&name)?) } else { None };
        for row in rows.iter().flatten() {
            bytes += ROW_BYTES + row.as_slice().len();
        }
        sheets.push(NamedSheet { name, rows });
    }
    Ok(sheets)
}

/// Whether a workbook holds macros.
pub(crate) fn has_macros(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"PK") {
        return memchr::memmem::find(bytes, b"vbaProject.bin").is_some();
    }
    let storage: Vec<u8> = "_VBA_PROJECT_CUR".encode_utf16().flat_map(u16::to_le_bytes).collect();
    memchr::memmem::find(bytes, &storage).is_some()
}

/// The text that a name of an `.xlsx` stands for; `None` when there is no such name, or the file cannot be read.
pub(crate) fn defined_text(bytes: &[u8], name: &str) -> Option<String> {
    if !bytes.starts_with(b"PK") {
        return None;
    }
    let found = guarded(|| {
        if check_parts(bytes).ok()?.is_some() {
            return None;
        }
        let book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
        let (_, text) = book.defined_names().iter().find(|(known, _)| known == name)?.clone();
        Some(text.trim_start_matches('=').trim_matches('"').to_owned())
    });
    found.flatten()
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
    Err(no_workbook(bytes))
}

/// Why a file is refused that begins as no workbook does.
fn no_workbook(bytes: &[u8]) -> WorkbookError {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_lowercase();
    let is_page = ["<html", "<table", "<!doctype html", "mime-version"];
    if is_page.iter().any(|mark| start.contains(mark)) {
        WorkbookError::WebPage
    } else {
        WorkbookError::Unreadable
    }
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
        let is_excel =
            part.name().is_ok_and(|name| name.starts_with("xl/") && name.ends_with(".xml"));
        let is_styles = part.name().is_ok_and(|name| name.ends_with("styles.xml"));
        let mut limited = part.take(MAX_INFLATED - total + 1);
        if is_content {
            let mut text = Vec::new();
            limited.read_to_end(&mut text).or(Err(WorkbookError::Unreadable))?;
            total += text.len() as u64;
            content = Some(text);
        } else {
            let mut start = Vec::new();
            let read = limited.by_ref().take(MAX_PROLOG).read_to_end(&mut start);
            read.or(Err(WorkbookError::Unreadable))?;
            // No program writes a DTD into a workbook: whoever did wants a reader to expand it.
            if is_excel && memchr::memmem::find(&start, b"<!DOCTYPE").is_some() {
                return Err(WorkbookError::Unreadable);
            }
            let copied = std::io::copy(&mut limited, &mut std::io::sink());
            let copied = copied.or(Err(WorkbookError::Unreadable))? + start.len() as u64;
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
    match xlsx_rows_with_formulas(book, name) {
        // A formula may be damaged where the values are whole.
        Err(WorkbookError::Unreadable) => xlsx_values(book, name),
        rows => rows,
    }
}

/// The rows of a sheet. Where a formula has no kept result stands [`NO_RESULT`]: programs that do not calculate leave
/// none, and a figure must not vanish in silence.
fn xlsx_rows_with_formulas(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
) -> Result<Vec<StringRecord>, WorkbookError> {
    let unreadable = |_| WorkbookError::Unreadable;
    let percentages = percentages(book, name)?;
    let mut reader = book.worksheet_cells_reader(name).map_err(unreadable)?;
    let mut rows = RowBuilder::default();
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(unreadable)? {
        let (row, column) = cell.pos;
        let text = match excel_text(&cell.value) {
            Some(_) if percentages.contains(&cell.pos) => percentage_text(&cell.value),
            Some(text) => text,
            None if cell.formula.is_some() => NO_RESULT.to_owned(),
            None => continue,
        };
        rows.add(row, column as usize, text)?;
    }
    Ok(rows.finish())
}

/// The cells that show percentages, by row and column: their value is `0.95` where a reader sees `95%`.
fn percentages(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
) -> Result<FxHashSet<(u32, u32)>, WorkbookError> {
    let unreadable = |_| WorkbookError::Unreadable;
    let mut reader = book.worksheet_cells_reader(name).map_err(unreadable)?;
    let mut cells = FxHashSet::default();
    let styles: Vec<bool> = reader.styles().iter().map(shows_percent).collect();
    // Most files have none, and their cells need not be read twice.
    if !styles.contains(&true) {
        return Ok(cells);
    }
    while let Some((row, column, style)) = reader.next_style_id().map_err(unreadable)? {
        if styles.get(style) == Some(&true) {
            cells.insert((row, column));
        }
    }
    Ok(cells)
}

/// Whether a style shows numbers as percentages: built-in formats 9 and 10, or a format of the file's own.
fn shows_percent(style: &Style) -> bool {
    let Some(format) = &style.number_format else { return false };
    let first = format.format_code.split(';').next().unwrap_or_default();
    matches!(format.format_id, Some(9 | 10)) || first.contains('%')
}

/// A number as the percentage that a reader sees; what is no number as it is.
fn percentage_text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => format!("{}%", number_text(*number as f64 * 100.0)),
        DataRef::Float(number) => format!("{}%", number_text(number * 100.0)),
        other => excel_text(other).unwrap_or_default(),
    }
}

/// The rows of a sheet by its values alone.
fn xlsx_values(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
) -> Result<Vec<StringRecord>, WorkbookError> {
    let unreadable = |_| WorkbookError::Unreadable;
    let mut reader = book.worksheet_cells_reader(name).map_err(unreadable)?;
    let mut rows = RowBuilder::default();
    while let Some(cell) = reader.next_cell().map_err(unreadable)? {
        let (row, column) = cell.get_position();
        if let Some(text) = excel_text(cell.get_value()) {
            rows.add(row, column as usize, text)?;
        }
    }
    Ok(rows.finish())
}

/// The text of a value; `None` for none.
fn excel_text(value: &DataRef<'_>) -> Option<String> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::Bool(value) => bool_text(*value),
        DataRef::DateTime(day) => day_text(day),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    })
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

    /// A chart keeps its place among the sheets, and many sheets that lead to one large part are not all read.
    #[test]
    fn only_visible_sheets_of_rows_are_read_while_there_is_room() {
        let sheet = |name: &str, typ, visible| calamine::Sheet { name: name.into(), typ, visible };
        let known = [
            sheet("图", SheetType::ChartSheet, SheetVisible::Visible),
            sheet("藏", SheetType::WorkSheet, SheetVisible::Hidden),
            sheet("一", SheetType::WorkSheet, SheetVisible::Visible),
            sheet("二", SheetType::WorkSheet, SheetVisible::Visible),
            sheet("三", SheetType::WorkSheet, SheetVisible::Visible),
        ];
        let read = |most, most_bytes| {
            let row = |name: &str| Ok(vec![StringRecord::from(vec![name])]);
            let sheets = read_sheets(excel_sheets(&known), most, most_bytes, row).unwrap();
            assert_eq!(sheets.len(), known.len());
            sheets.iter().map(|sheet| sheet.rows.is_some()).collect::<Vec<bool>>()
        };
        assert_eq!(read(9, MAX_READ), [false, false, true, true, true]);
        assert_eq!(read(9, ROW_BYTES + 4), [false, false, true, true, false]);
        assert_eq!(read(3, MAX_READ), [false, false, true, false, false]);
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
