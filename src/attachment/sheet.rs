//! Sheets of Excel and WPS: each cell by itself, its row as a whole, and what the labels around it say.

use rustc_hash::FxHashMap;

use super::looker::{Looker, Unread};
use super::rest::look_at_rest;
use super::xml::{Piece, Pieces, attribute};
use super::zipped::Package;
use crate::diagnostics::AttachmentPlace;
use crate::privacy::{self, TableShape, telling_cells};

/// The most cells of a sheet.
const MAX_CELLS: usize = 2_000_000;
/// The most bytes of a shared text that cells may show as often as they like. Each cell with a longer one takes it from
/// the budget: a small file has it once, and a million cells may show it.
const MAX_FREE_TEXT: usize = 64;
/// The columns in which labels are looked for.
const MAX_LABELLED: usize = 512;
/// The last column of Excel.
const MAX_COLUMN: usize = 16_384;

/// Searches the sheets of a workbook.
pub(super) fn look(looker: &mut Looker, package: &mut Package<'_>) {
    let shared = match package.names.iter().any(|name| name == "xl/sharedStrings.xml") {
        true => package
            .text(looker, "xl/sharedStrings.xml")
            .map(|xml| shared_texts(&xml))
            .unwrap_or_default(),
        false => Vec::new(),
    };
    let (titles, hidden) = sheet_titles(looker, package);
    for name in package.names.clone() {
        if !name.starts_with("xl/worksheets/") || !name.ends_with(".xml") || looker.is_full() {
            continue;
        }
        let Some(xml) = package.text(looker, &name) else { continue };
        let file = name.rsplit('/').next().unwrap_or(&name);
        let title =
            titles.get(&name).cloned().unwrap_or_else(|| file.trim_end_matches(".xml").to_owned());
        looker.search(&title, &AttachmentPlace::Name);
        let cells = cells(looker, &xml, &shared);
        search(looker, &title, &cells);
        // A sheet that the workbook does not list is as good as hidden.
        if titles.contains_key(&name) && !hidden.contains(&name) {
            show(looker, &cells);
        }
        look_at_rest(looker, &xml, true);
    }
    for text in &shared {
        // No cell may show it.
        looker.search(text, &AttachmentPlace::Somewhere);
    }
}

/// The texts that cells refer to by number.
fn shared_texts(xml: &str) -> Vec<String> {
    let (mut texts, mut text, mut is_text) = (Vec::new(), String::new(), false);
    for piece in Pieces::new(xml) {
        match piece {
            Piece::Open { name: "t", .. } => is_text = true,
            Piece::Close("t") => is_text = false,
            Piece::Close("si") => texts.push(std::mem::take(&mut text)),
            Piece::Text(part) if is_text => text.push_str(&part),
            _ => {}
        }
    }
    texts
}

/// Keeps the rows of a sheet that readers see.
fn show(looker: &mut Looker, cells: &[Cell]) {
    for row in cells.chunk_by(|one, other| one.row == other.row) {
        let texts: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
        looker.show(&texts.join(" "));
    }
}

/// The titles of sheets by their files, and the files of those that are hidden.
fn sheet_titles(
    looker: &mut Looker,
    package: &mut Package<'_>,
) -> (FxHashMap<String, String>, Vec<String>) {
    let (mut titles, mut hidden) = (FxHashMap::default(), Vec::new());
    let (Some(book), Some(links)) = (
        package.text(looker, "xl/workbook.xml"),
        package.text(looker, "xl/_rels/workbook.xml.rels"),
    ) else {
        return (titles, hidden);
    };
    let mut files: FxHashMap<String, String> = FxHashMap::default();
    for piece in Pieces::new(&links) {
        if let Piece::Open { name: "Relationship", attributes } = piece
            && let (Some(id), Some(target)) =
                (attribute(attributes, "Id"), attribute(attributes, "Target"))
        {
            let target = target.trim_start_matches("/xl/").trim_start_matches("./");
            files.insert(id.into_owned(), format!("xl/{target}"));
        }
    }
    for piece in Pieces::new(&book) {
        if let Piece::Open { name: "sheet", attributes } = piece
            && let (Some(title), Some(id)) =
                (attribute(attributes, "name"), attribute(attributes, "r:id"))
            && let Some(file) = files.get(&*id)
        {
            titles.insert(file.clone(), title.into_owned());
            if attribute(attributes, "state").is_some_and(|state| state != "visible") {
                hidden.push(file.clone());
            }
        }
    }
    (titles, hidden)
}

/// A cell with its place, from 0.
struct Cell {
    row: usize,
    column: usize,
    text: String,
}

/// The filled cells of a sheet, in its order, as far as the budget goes.
fn cells(looker: &mut Looker, xml: &str, shared: &[String]) -> Vec<Cell> {
    let mut cells = Vec::new();
    let (mut row, mut column) = (0, 0);
    let (mut kind, mut text, mut is_value) = (String::new(), String::new(), false);
    for piece in Pieces::new(xml) {
        match piece {
            Piece::Open { name: "row", attributes } => {
                let number =
                    attribute(attributes, "r").and_then(|number| number.parse::<usize>().ok());
                row = number.map_or(row + 1, |number| number.saturating_sub(1));
                column = 0;
            }
            Piece::Open { name: "c", attributes } => {
                column = attribute(attributes, "r")
                    .and_then(|place| column_of(&place))
                    .unwrap_or(column);
                kind = attribute(attributes, "t")
                    .map(std::borrow::Cow::into_owned)
                    .unwrap_or_default();
                text.clear();
            }
            Piece::Open { name: "v" | "t", .. } => is_value = true,
            Piece::Close("v" | "t") => is_value = false,
            Piece::Text(part) if is_value => text.push_str(&part),
            Piece::Close("c") => {
                let value = match kind.as_str() {
                    "s" => {
                        let number = text.trim().parse::<usize>().ok();
                        let value = number.and_then(|number| shared.get(number));
                        let value = value.map(String::as_str).unwrap_or_default();
                        if MAX_FREE_TEXT < value.len() && !looker.take(value.len()) {
                            return cells;
                        }
                        value.to_owned()
                    }
                    "" | "n" => plain_number(&text),
                    _ => std::mem::take(&mut text),
                };
                if !value.trim().is_empty() {
                    if MAX_CELLS <= cells.len() {
                        looker.note_unread(Unread::TooLarge);
                        return cells;
                    }
                    cells.push(Cell { row, column, text: value });
                }
                column += 1;
            }
            _ => {}
        }
    }
    cells
}

/// The column of a place such as `C14`, from 0.
fn column_of(place: &str) -> Option<usize> {
    let mut column = 0_usize;
    for byte in place.bytes().take_while(u8::is_ascii_alphabetic).take(4) {
        column = column * 26 + usize::from(byte.to_ascii_uppercase() - b'A') + 1;
    }
    column.checked_sub(1).filter(|column| *column < MAX_COLUMN)
}

/// A number without an exponent: `1.3800138E+10` is how some programs write a whole number.
pub(super) fn plain_number(text: &str) -> String {
    let text = text.trim();
    let is_exponent = text.contains(['e', 'E']) && text.len() <= 32;
    match text.parse::<f64>() {
        Ok(number) if is_exponent && number.fract() == 0.0 && number.abs() < 1e18 => {
            format!("{number:.0}")
        }
        _ => text.to_owned(),
    }
}

/// Searches the cells of a sheet.
fn search(looker: &mut Looker, title: &str, cells: &[Cell]) {
    let place =
        |cell: &Cell| AttachmentPlace::Cell { sheet: title.to_owned(), cell: name_of(cell) };
    let mut headers: FxHashMap<usize, &str> = FxHashMap::default();
    let mut rows: Vec<Vec<&str>> = Vec::new();
    let mut row_cells: Vec<Vec<usize>> = Vec::new();
    let (mut at, mut grid) = (0, 0);
    for row in cells.chunk_by(|one, other| one.row == other.row) {
        for cell in row {
            search_cell(looker, cell, headers.get(&cell.column).copied(), &place(cell));
        }
        if let Some(first) = row.first() {
            let joined: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
            looker.search_across(&joined, &place(first));
        }
        let is_header = row.iter().all(|cell| !cell.text.bytes().any(|byte| byte.is_ascii_digit()));
        if is_header && 1 < row.len() {
            headers = row.iter().map(|cell| (cell.column, cell.text.trim())).collect();
        }
        // Empty cells count: a label stands over the cell below it.
        let (mut texts, mut places) = (Vec::new(), Vec::new());
        for (number, cell) in row.iter().enumerate() {
            if cell.column < MAX_LABELLED && texts.len() <= cell.column && grid < MAX_CELLS {
                grid += cell.column + 1 - texts.len();
                texts.resize(cell.column, "");
                places.resize(cell.column, usize::MAX);
                texts.push(cell.text.as_str());
                places.push(at + number);
            }
        }
        rows.push(texts);
        row_cells.push(places);
        at += row.len();
    }
    for told in telling_cells(&rows, TableShape::Free) {
        let index = row_cells.get(told.row).and_then(|row| row.get(told.column)).copied();
        if let Some(cell) = index.and_then(|index| cells.get(index)) {
            looker.add(privacy::told(told.label, &cell.text), place(cell));
        }
    }
}

/// Searches one cell. The label over a number says whether it is that of a thing.
fn search_cell(looker: &mut Looker, cell: &Cell, label: Option<&str>, place: &AttachmentPlace) {
    let digits = cell.text.bytes().filter(u8::is_ascii_digit).count();
    match label {
        Some(label) if 11 <= digits && cell.text.len() <= 40 => {
            for found in privacy::numbers(&format!("{label}：{}", cell.text)) {
                looker.add(found, place.clone());
            }
        }
        _ => looker.search(&cell.text, place),
    }
}

/// The name of a cell: `C14`.
fn name_of(cell: &Cell) -> String {
    let (mut letters, mut rest) = (Vec::new(), cell.column + 1);
    while 0 < rest {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    letters.reverse();
    format!("{}{}", String::from_utf8_lossy(&letters), cell.row + 1)
}
