//! A blank form as a document of Word: a title, cells with labels, room for longer texts and to sign.
//!
//! Only what Word, WPS and LibreOffice all honour: widths in `w:tblGrid` as well as in each cell, spans, drop-downs.

mod parts;
mod table;

use std::io;

use super::blank::{BLANK_ROWS, BlankForm, CellKind, FormField, FormTable, letters};
use super::package::packed;
use super::xml::escaped;
use crate::l10n::pick;
use table::{Row, WordCell, WordTable};

/// The width of the text on an A4 page, in twentieths of a point.
const UPRIGHT: u32 = 9072;
/// The width of the text on an A4 page turned on its side, in twentieths of a point.
const SIDEWAYS: u32 = 14004;
/// The height of an ordinary row, and of a section, in twentieths of a point.
const ROW_HEIGHT: u32 = 510;
const SECTION_HEIGHT: u32 = 1900;
/// How many rows of a form that is one table are left blank.
const TABLE_ROWS: usize = 11;

/// The bytes of the document.
pub(super) fn document(form: &BlankForm) -> io::Result<Vec<u8>> {
    let is_sideways = form.fields.is_empty();
    let mut body = parts::title(&form.title);
    if form.mark.is_some() {
        body.push_str(&parts::bookmark());
    }
    if !form.about.is_empty() {
        body.push_str(&parts::paragraph(&form.about, "About"));
    }
    if is_sideways {
        if let Some(table) = &form.table {
            let mut table = list_table(table, SIDEWAYS, blank_rows(form, TABLE_ROWS));
            table.keep_end();
            body.push_str(&table.xml());
        }
    } else {
        let mut table = fields_table(form);
        table.keep_end();
        body.push_str(&table.xml());
    }
    body.push_str(&parts::signatures(&form.signatures, pick(form.lang, "年　　月　　日", "Date")));
    packed(&parts::package(form, &body, is_sideways))
}

/// The cells with labels, two of them in a row, the wide ones in a row of their own; then the sections and the table.
fn fields_table(form: &BlankForm) -> WordTable {
    let label = UPRIGHT / 6;
    let value = UPRIGHT / 2 - label;
    let mut table = WordTable { widths: vec![label, value, label, value], rows: Vec::new() };
    let mut waiting: Option<&FormField> = None;
    let (wide, narrow): (Vec<_>, Vec<_>) = form.fields.iter().partition(|field| field.is_wide);
    let first = wide.iter().copied().find(|field| field.is_required);
    table.rows.extend(first.map(wide_row));
    for field in narrow {
        match waiting.take() {
            Some(left) => {
                let cells =
                    vec![label_of(left), value_of(left, 1), label_of(field), value_of(field, 1)];
                table.rows.push(Row::new(ROW_HEIGHT, cells));
            }
            None => waiting = Some(field),
        }
    }
    table.rows.extend(waiting.map(wide_row));
    for field in wide {
        if first != Some(field) {
            table.rows.push(wide_row(field));
        }
    }
    for section in &form.sections {
        table.rows.push(Row::new(
            SECTION_HEIGHT,
            vec![WordCell::section(&section.heading, &section.text, 4)],
        ));
    }
    if let Some(problems) = &form.table {
        push_inner_table(&mut table, problems, blank_rows(form, BLANK_ROWS));
    }
    table
}

fn label_of(field: &FormField) -> WordCell {
    WordCell::label(&field.label, 1)
}

fn value_of(field: &FormField, span: u32) -> WordCell {
    WordCell::value(field, span)
}

fn wide_row(field: &FormField) -> Row {
    Row::new(ROW_HEIGHT, vec![label_of(field), value_of(field, 3)])
}

/// A table of its own below the cells with labels: another grid.
fn push_inner_table(table: &mut WordTable, inner: &FormTable, blank_rows: usize) {
    table.rows.push(Row::new(ROW_HEIGHT, vec![WordCell::heading(&inner.label, 4)]));
    table.rows.push(Row::inner(list_table(inner, UPRIGHT, blank_rows)));
}

/// How many blank rows a form has: one with places needs none.
fn blank_rows(form: &BlankForm, most: usize) -> usize {
    if form.mark.is_some() { most } else { 0 }
}

/// A table with a head and a row for each thing.
fn list_table(table: &FormTable, width: u32, blank_rows: usize) -> WordTable {
    let shares: Vec<u32> = table.columns.iter().map(share).collect();
    let whole: u32 = shares.iter().sum::<u32>().max(1);
    let mut widths = Vec::new();
    for share in shares {
        widths.push(share * width / whole);
    }
    let rest = width - widths.iter().sum::<u32>();
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    let heads = table.columns.iter().map(label_of).collect();
    let mut rows = vec![Row::head(ROW_HEIGHT, heads)];
    for texts in &table.rows {
        let mut cells = Vec::new();
        for (column, text) in table.columns.iter().zip(texts) {
            cells.push(value_of(&FormField { value: text.clone(), ..column.clone() }, 1));
        }
        rows.push(Row::new(ROW_HEIGHT, cells));
    }
    for _ in 0..blank_rows {
        let mut cells = Vec::new();
        for column in &table.columns {
            cells.push(value_of(column, 1));
        }
        rows.push(Row::new(ROW_HEIGHT, cells));
    }
    WordTable { widths, rows }
}

/// How much of a table's width a column takes: long labels and long texts take more.
fn share(column: &FormField) -> u32 {
    match (column.is_wide, column.kind) {
        (true, _) => 24,
        // A day stands in one line.
        (false, CellKind::Date) => 16,
        (false, CellKind::Number) => letters(&column.label).clamp(8, 16),
        // So does a figure with its unit: 10课时.
        (false, CellKind::Text) => letters(&column.label).clamp(14, 16),
    }
}
