//! A spreadsheet → the parts of records: a form, or a record a row.

use std::collections::BTreeMap;

use super::filled_cells;
use super::form_table::is_row_number;
use super::items::{FieldItem, Item, paragraph_of};
use super::label::{LabelIndex, LabelTarget, is_label_like};
use super::values::is_date_like;
use crate::diagnostics::{ImportNote, ImportPlace};
use crate::parse::names::{DATE, START, TIME, TITLE, TYPE};
use crate::syntax::docx::{WordBlock, WordCell, WordParagraph, WordRun, WordTable, image_id};

/// How many rows may stand above the header.
const MAX_TITLE_ROWS: usize = 20;
/// The most characters of a title.
const MAX_TITLE: usize = 40;
/// The most columns of a table.
const MAX_COLUMNS: usize = 512;

/// The rows of a sheet, with their numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct SheetRows {
    pub(super) numbers: Vec<u32>,
    pub(super) rows: Vec<Vec<String>>,
    /// The numbers of the pictures in cells, by their ids.
    pub(super) pictures: BTreeMap<String, usize>,
}

impl SheetRows {
    /// The texts of a table, by the columns of its grid.
    pub(super) fn of_table(table: &WordTable) -> SheetRows {
        let mut sheet = SheetRows::default();
        for (number, row) in table.rows.iter().enumerate() {
            let mut cells: Vec<String> = Vec::new();
            for cell in row {
                while cells.len() < cell.column.min(MAX_COLUMNS) {
                    cells.push(String::new());
                }
                cells.push(cell.text());
            }
            sheet.numbers.push(number as u32 + 1);
            sheet.rows.push(cells);
        }
        sheet
    }

    /// What a cell shows: its lines, or a picture.
    fn blocks(&self, text: &str) -> Vec<WordBlock> {
        match image_id(text).and_then(|id| self.pictures.get(id)) {
            Some(number) => {
                let runs = vec![WordRun::Picture(*number)];
                vec![WordBlock::Paragraph(WordParagraph { runs, ..WordParagraph::default() })]
            }
            None => text.lines().map(paragraph_of).collect(),
        }
    }

    /// The sheet as a table without its empty cells.
    pub(super) fn table(&self) -> WordTable {
        let mut table = WordTable::default();
        for row in &self.rows {
            let mut cells = Vec::new();
            for (column, text) in row.iter().enumerate() {
                if !text.trim().is_empty() {
                    let blocks = self.blocks(text);
                    cells.push(WordCell { column, span: 1, continues: false, blocks });
                }
            }
            table.rows.push(cells);
        }
        table
    }
}

/// The row of labels below which each row is a visit: it has labels of at least a date, and of a title or a type, and
/// no values beside them.
pub(super) fn visits_header(sheet: &SheetRows, index: &LabelIndex<'_>) -> Option<usize> {
    header_with(sheet, index, usize::MAX)
}

/// [`visits_header`] in a document, where there are no ledgers: besides the date, two known labels of any kind are
/// enough.
pub(super) fn visits_header_in_word(sheet: &SheetRows, index: &LabelIndex<'_>) -> Option<usize> {
    header_with(sheet, index, 3)
}

/// The header of visits that has a title or a type, or `enough` known labels.
fn header_with(sheet: &SheetRows, index: &LabelIndex<'_>, enough: usize) -> Option<usize> {
    for (at, row) in sheet.rows.iter().take(MAX_TITLE_ROWS).enumerate() {
        let (mut has_day, mut has_name, mut has_value, mut known) = (false, false, false, 0);
        for cell in row {
            has_value |= is_date_like(cell);
            if !is_label_like(cell) {
                continue;
            }
            let target = index.target(cell);
            known += usize::from(target.is_some());
            if let Some((LabelTarget::Key(key), _)) = target {
                has_day |= [DATE, START, TIME].contains(&key);
                has_name |= [TITLE, TYPE].contains(&key);
            }
        }
        let is_enough = has_name || enough <= known;
        if has_day && is_enough && !has_value && !has_labels_below(sheet, at, index) {
            return Some(at);
        }
    }
    None
}

/// Whether a day stands beside the label of a date.
pub(super) fn has_dated_label(sheet: &SheetRows, index: &LabelIndex<'_>) -> bool {
    for row in sheet.rows.iter().take(MAX_TITLE_ROWS) {
        for pair in filled_cells(row).windows(2) {
            let [label, value] = pair else { continue };
            let target = if is_label_like(label) { index.target(label) } else { None };
            let is_date = matches!(target, Some((LabelTarget::Key(key), _)) if [DATE, START, TIME].contains(&key));
            if is_date && is_date_like(value) {
                return true;
            }
        }
    }
    false
}

/// Whether the next row with cells has labels too: then the row is a part of a form.
fn has_labels_below(sheet: &SheetRows, at: usize, index: &LabelIndex<'_>) -> bool {
    for row in sheet.rows.iter().skip(at + 1) {
        let filled = filled_cells(row);
        for cell in &filled {
            if is_known_key(cell, index) {
                return true;
            }
        }
        if !filled.is_empty() {
            return false;
        }
    }
    false
}

/// Whether a cell is the label of a key.
fn is_known_key(cell: &str, index: &LabelIndex<'_>) -> bool {
    is_label_like(cell) && matches!(index.target(cell), Some((LabelTarget::Key(_), false)))
}

/// The parts of each visit, a row each, and what stands in other rows.
pub(super) fn visits(
    sheet: &SheetRows,
    header: usize,
    index: &LabelIndex<'_>,
) -> (Vec<Vec<Item>>, Vec<ImportNote>) {
    let labels = sheet.rows.get(header).map_or(&[][..], Vec::as_slice);
    let mut left_out: Vec<String> = Vec::new();
    let title = title_of_visits(sheet, header, index);
    for (at, row) in sheet.rows.iter().enumerate().take(header) {
        if title.as_ref().is_none_or(|(title_at, _)| *title_at != at) {
            left_out.push(joined(row));
        }
    }
    let (mut records, mut numbers) = (Vec::new(), Vec::new());
    for (at, row) in sheet.rows.iter().enumerate().skip(header + 1) {
        let filled = filled_cells(row);
        if filled.is_empty() {
            continue;
        }
        let items = row_items(sheet, (header, at), index);
        let mut names_one = false;
        for item in &items {
            for key in [TITLE, DATE, START, TIME, TYPE] {
                names_one |= item.is_field(key);
            }
        }
        // 合计, 制表人：… : a row that names no visit.
        if names_one && !is_remark(&filled) {
            let mut items = items;
            items.extend(title.clone().map(|(_, item)| item));
            records.push(items);
            for (label, number) in labels.iter().zip(row) {
                if is_row_number(label) {
                    numbers.push(number.clone());
                }
            }
        } else {
            left_out.push(joined(row));
        }
    }
    let mut notes = Vec::new();
    left_out.retain(|text| !text.is_empty());
    if !left_out.is_empty() {
        notes.push(ImportNote::RowsLeftOut(left_out));
    }
    if let (Some(label), false) =
        (labels.iter().find(|label| is_row_number(label)), numbers.is_empty())
    {
        notes.push(ImportNote::LeftOut(label.clone(), numbers.join("、")));
    }
    (records, notes)
}

/// The title above a table that has no column for titles, as that of each of its visits: its row, and its part.
fn title_of_visits(
    sheet: &SheetRows,
    header: usize,
    index: &LabelIndex<'_>,
) -> Option<(usize, Item)> {
    let labels = sheet.rows.get(header)?;
    let is_title = |label: &String| matches!(index.target(label), Some((LabelTarget::Key(key), _)) if key == TITLE);
    if labels.iter().any(is_title) {
        return None;
    }
    for (at, row) in sheet.rows.iter().enumerate().take(header) {
        if let [title] = filled_cells(row)[..]
            && title.chars().count() <= MAX_TITLE
            && !title.contains(['：', ':', '。'])
        {
            let number = sheet.numbers.get(at).copied().unwrap_or(1);
            let column = row.iter().position(|cell| cell.trim() == title).unwrap_or(0);
            let place = ImportPlace::Cell(number, column as u32 + 1);
            return Some((at, Item::Field(FieldItem::of_key(TITLE, title, place))));
        }
    }
    None
}

/// Whether a row is a remark below the table rather than a visit.
fn is_remark(filled: &[&str]) -> bool {
    let first = filled.first().copied().unwrap_or_default().replace(' ', "");
    let words = ["合计", "总计", "小计", "制表", "填表", "审核人", "备注：", "注：", "说明："];
    filled.len() <= 3 && words.iter().any(|word| first.starts_with(word))
}

/// The parts of a row, by the labels of the header.
fn row_items(sheet: &SheetRows, (header, at): (usize, usize), index: &LabelIndex<'_>) -> Vec<Item> {
    let labels = sheet.rows.get(header).map_or(&[][..], Vec::as_slice);
    let row = sheet.rows.get(at).map_or(&[][..], Vec::as_slice);
    let number = sheet.numbers.get(at).copied().unwrap_or(1);
    let mut items = Vec::new();
    for (column, value) in row.iter().enumerate() {
        let label = labels.get(column).map_or("", String::as_str).trim();
        if value.trim().is_empty() || is_row_number(label) {
            continue;
        }
        let (target, is_guess) = match index.target(label) {
            Some((target, is_guess)) => (Some(target), is_guess),
            None => (None, false),
        };
        let place = ImportPlace::Cell(number, column as u32 + 1);
        if label.is_empty() {
            items.push(Item::Text { block: paragraph_of(value), place });
            continue;
        }
        let (label, table) = (label.to_owned(), Some(1));
        let value = sheet.blocks(value);
        items.push(Item::Field(FieldItem { label, target, is_guess, value, place, table }));
    }
    items
}

fn joined(row: &[String]) -> String {
    filled_cells(row).join(" ")
}
