//! The sheets of an OpenDocument spreadsheet. Repeated cells and rows are only counted until one is filled, so that a
//! small file cannot stand for a million cells.

use csv::StringRecord;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::sheet::{NO_RESULT, RowBuilder, WorkbookError, chosen, number_text};
use super::xml::{attribute, entity};

/// A filled cell that is repeated more often than this is more than is ever read.
const MAX_REPEATS: u32 = 1000;

/// The rows of a sheet of `content.xml`.
pub(super) fn rows(
    content: &[u8],
    sheet: Option<&str>,
) -> Result<Vec<StringRecord>, WorkbookError> {
    let content = std::str::from_utf8(content).map_err(|_| WorkbookError::Unreadable)?;
    let wanted = chosen(sheet_names(content)?, sheet)?;
    let mut reader = Reader::from_str(content);
    let mut sheet = SheetReader::default();
    let mut is_inside = false;
    loop {
        let event = reader.read_event().map_err(|_| WorkbookError::Unreadable)?;
        match event {
            Event::Eof => break,
            Event::Start(tag) if tag.name().as_ref() == "table:table" && !is_inside => {
                is_inside = attribute(&tag, "table:name").as_deref() == Some(wanted.as_str());
            }
            Event::End(tag) if tag.name().as_ref() == "table:table" && is_inside => break,
            Event::Start(tag) if is_inside => sheet.start(&tag),
            Event::Empty(tag) if is_inside => {
                sheet.start(&tag);
                sheet.end(tag.name().as_ref())?;
            }
            Event::End(tag) if is_inside => sheet.end(tag.name().as_ref())?,
            Event::Text(text) if sheet.in_text => {
                sheet.text.push_str(&text);
            }
            Event::GeneralRef(name) if sheet.in_text => sheet.text.push(entity(&name)),
            _ => {}
        }
    }
    Ok(sheet.rows.finish())
}

/// The names of the sheets of `content.xml`, in their order.
pub(super) fn names(content: &[u8]) -> Result<Vec<String>, WorkbookError> {
    sheet_names(std::str::from_utf8(content).map_err(|_| WorkbookError::Unreadable)?)
}

fn sheet_names(content: &str) -> Result<Vec<String>, WorkbookError> {
    let mut reader = Reader::from_str(content);
    let mut names = Vec::new();
    loop {
        match reader.read_event().map_err(|_| WorkbookError::Unreadable)? {
            Event::Eof => return Ok(names),
            Event::Start(tag) if tag.name().as_ref() == "table:table" => {
                names.extend(attribute(&tag, "table:name"));
            }
            _ => {}
        }
    }
}

/// Where the reader is in a sheet.
#[derive(Default)]
struct SheetReader {
    rows: RowBuilder,
    row: u32,
    row_repeats: u32,
    column: usize,
    cell_repeats: u32,
    /// The value of the open cell, unless it is a text.
    value: Option<String>,
    text: String,
    in_text: bool,
    /// Whether the open cell has a formula without a kept result.
    lacks_result: bool,
    /// Whether a note hangs on the open cell: its text is not the cell's.
    in_note: bool,
}

impl SheetReader {
    fn start(&mut self, tag: &BytesStart<'_>) {
        match tag.name().as_ref() {
            "table:table-row" => {
                self.row_repeats = repeats(tag, "table:number-rows-repeated");
                self.column = 0;
            }
            "table:table-cell" | "table:covered-table-cell" => {
                self.cell_repeats = repeats(tag, "table:number-columns-repeated");
                self.value = value(tag);
                self.lacks_result = attribute(tag, "table:formula").is_some()
                    && attribute(tag, "office:value-type").is_none();
                self.text.clear();
            }
            "office:annotation" => self.in_note = true,
            "text:p" if !self.in_note => {
                if !self.text.is_empty() {
                    self.text.push('\n');
                }
                self.in_text = true;
            }
            "text:s" if self.in_text => self.text.push(' '),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) -> Result<(), WorkbookError> {
        match name {
            "table:table-row" => self.row = self.row.saturating_add(self.row_repeats),
            "table:table-cell" | "table:covered-table-cell" => self.end_cell()?,
            "office:annotation" => self.in_note = false,
            "text:p" => self.in_text = false,
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), WorkbookError> {
        let mut text = self.value.take().unwrap_or_else(|| std::mem::take(&mut self.text));
        if self.lacks_result && text.trim().is_empty() {
            NO_RESULT.clone_into(&mut text);
        }
        if !text.trim().is_empty() {
            if MAX_REPEATS < self.row_repeats || MAX_REPEATS < self.cell_repeats {
                return Err(WorkbookError::TooLarge);
            }
            for row in 0..self.row_repeats {
                for column in 0..self.cell_repeats as usize {
                    self.rows.add(self.row + row, self.column + column, text.clone())?;
                }
            }
        }
        self.column = self.column.saturating_add(self.cell_repeats as usize);
        Ok(())
    }
}

fn repeats(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).and_then(|text| text.parse().ok()).unwrap_or(1)
}

/// The value of a cell that is not a text.
fn value(tag: &BytesStart<'_>) -> Option<String> {
    match attribute(tag, "office:value-type")?.as_str() {
        "float" | "currency" => {
            let number: f64 = attribute(tag, "office:value")?.parse().ok()?;
            Some(number_text(number))
        }
        // Its value is `0.95` where a reader sees `95%`.
        "percentage" => {
            let number: f64 = attribute(tag, "office:value")?.parse().ok()?;
            Some(format!("{}%", number_text(number * 100.0)))
        }
        "date" => {
            let day = attribute(tag, "office:date-value")?;
            Some(day.split('T').next().unwrap_or_default().to_owned())
        }
        "boolean" => Some(attribute(tag, "office:boolean-value")?.to_uppercase()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(inner: &str) -> Result<Vec<Vec<String>>, WorkbookError> {
        let xml = format!(
            "<office:spreadsheet><table:table table:name=\"表1\">{inner}</table:table></office:spreadsheet>"
        );
        let rows = rows(xml.as_bytes(), None)?;
        Ok(rows.iter().map(|row| row.iter().map(str::to_owned).collect()).collect())
    }

    #[test]
    fn cells_are_read_as_values() {
        let read = sheet(
            "<table:table-row><table:table-cell><text:p>日期</text:p></table:table-cell><table:table-cell table:number-columns-repeated=\"2\"/><table:table-cell><text:p>课时&amp;数</text:p></table:table-cell></table:table-row>\
             <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
             <table:table-row><table:table-cell office:value-type=\"date\" office:date-value=\"2024-03-15T00:00:00\"><text:p>三月</text:p></table:table-cell><table:table-cell office:value-type=\"float\" office:value=\"2.5\"><text:p>2.50</text:p></table:table-cell></table:table-row>",
        )
        .unwrap();
        assert_eq!(read, [vec!["日期", "", "", "课时&数"], vec!["2024-03-15", "2.5"]]);
    }

    /// A formula whose result is an empty text has its type.
    #[test]
    fn a_formula_without_a_kept_result_is_told_from_an_empty_one() {
        let read = sheet(
            "<table:table-row><table:table-cell table:formula=\"of:=1+1\"/><table:table-cell table:formula=\"of:=&quot;&quot;\" office:value-type=\"string\" office:string-value=\"\"/><table:table-cell table:formula=\"of:=1+1\" office:value-type=\"float\" office:value=\"2\"><text:p>2</text:p></table:table-cell></table:table-row>",
        )
        .unwrap();
        assert_eq!(read, [[NO_RESULT, "", "2"]]);
    }

    #[test]
    fn a_small_file_cannot_stand_for_a_large_one() {
        let bomb = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"400\"><text:p>x</text:p></table:table-cell></table:table-row>";
        assert_eq!(sheet(bomb), Err(WorkbookError::TooLarge));
    }
}
