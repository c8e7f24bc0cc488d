//! Fills in the sheets of a workbook. Where rows are repeated, all that names rows below them follows: merged cells,
//! formulas, filters, checks, printed areas, pictures, tables.

mod book;
mod follow;
mod styles;

use std::collections::BTreeMap;

use self::book::Book;
use super::filler::Filler;
use super::place::FormPlace;
use super::places::has_place;
use super::references::CellRef;
use super::rows::{PlacedRow, RowMap, number};
use super::tree::{Element, Node, parse, root, written};
use crate::forms::package::{PackageProblem, Part, part_named_mut};

/// Fills in a workbook; gives the places by their numbers.
pub(super) fn fill(
    parts: &mut Vec<Part>,
    filler: &mut Filler<'_, '_>,
) -> Result<Vec<FormPlace>, PackageProblem> {
    let book = Book::read(parts)?;
    filler.styles = Some(styles::cell_styles(parts)?);
    let mut places = Vec::new();
    let mut maps: BTreeMap<String, RowMap> = BTreeMap::new();
    let mut sheets = Vec::new();
    for (index, sheet) in book.sheets.iter().enumerate() {
        let Some(part) = parts.iter().position(|part| part.name == sheet.part) else { continue };
        let mut nodes = parse(&parts[part].bytes)?;
        let shown = (0 < index).then(|| sheet.name.clone());
        let mut rows = Vec::new();
        if let Some(data) = root(&mut nodes)?.child_mut("sheetData") {
            number_cells(data);
            open_texts(data, &book.texts, shown.as_ref(), &mut places);
            let children = std::mem::take(&mut data.children);
            let filled = filler.fill(children, &mut Vec::new());
            let (map, placed) = RowMap::place(filled);
            rows = placed;
            maps.insert(sheet.name.clone(), map);
        }
        sheets.push((sheet, part, nodes, rows));
    }
    if !filler.has_places {
        return Ok(places);
    }
    for (sheet, part, mut nodes, mut rows) in sheets {
        follow::formulas(&mut rows, &sheet.name, &maps);
        let element = root(&mut nodes)?;
        if let Some(map) = maps.get(&sheet.name) {
            follow::sheet(element, map);
            follow::related(parts, &sheet.part, map)?;
        }
        put_back(element, rows);
        parts[part].bytes = written(&nodes);
    }
    follow::workbook(parts, &maps)?;
    clear_texts(parts)?;
    Ok(places)
}

/// Clears the texts with places from the table of shared texts: no cell uses them any more.
fn clear_texts(parts: &mut [Part]) -> Result<(), PackageProblem> {
    let Some(part) = part_named_mut(parts, "xl/sharedStrings.xml") else { return Ok(()) };
    let mut nodes = parse(&part.bytes)?;
    for text in root(&mut nodes)?.children.iter_mut().filter_map(Node::element_mut) {
        if has_place(&super::leaves::texts(text).concat()) {
            text.set_raw("<t/>".to_owned());
        }
    }
    part.bytes = written(&nodes);
    Ok(())
}

/// Puts the rows back into their sheet.
fn put_back(sheet: &mut Element, rows: Vec<PlacedRow>) {
    if let Some(data) = sheet.child_mut("sheetData") {
        data.children.clear();
        for row in rows {
            data.children.push(Node::Element(row.element));
        }
    }
}

/// Gives every row and cell the number that others have; a file may leave them out.
fn number_cells(data: &mut Element) {
    let mut last = 0;
    for row in data.children.iter_mut().filter_map(Node::element_mut) {
        let own = number(row).unwrap_or(last + 1);
        last = own;
        row.set_attribute("r", &own.to_string());
        let mut column = 0;
        for cell in row.children.iter_mut().filter_map(Node::element_mut) {
            let known = cell.attribute("r").as_deref().and_then(CellRef::parse);
            column = match known {
                Some(known) => known.column,
                None => column + 1,
            };
            let own = CellRef { column, row: own, is_column_fixed: false, is_row_fixed: false };
            if known.is_none() {
                cell.set_attribute("r", &own.name());
            }
        }
    }
}

/// The text that a cell shares with others.
fn shared_text<'t>(cell: &Element, texts: &'t [Element]) -> Option<&'t Element> {
    let index: usize = cell.child("v")?.text().trim().parse().ok()?;
    texts.get(index)
}

/// Takes the texts with places out of the table of texts that cells share, so that each can be filled in by itself.
fn open_texts(
    data: &mut Element,
    texts: &[Element],
    sheet: Option<&String>,
    places: &mut Vec<FormPlace>,
) {
    for row in data.children.iter_mut().filter_map(Node::element_mut) {
        for cell in row.children.iter_mut().filter_map(Node::element_mut) {
            if cell.attribute("t").as_deref() == Some("s") {
                let Some(text) = shared_text(cell, texts) else { continue };
                if !has_place(&super::leaves::texts(text).concat()) {
                    continue;
                }
                cell.set_attribute("t", "inlineStr");
                let inline = Element::new("<is>", text.children.clone(), "</is>");
                cell.children = vec![Node::Element(inline)];
            }
            if let Some(leaf) = cell.child_mut("is") {
                leaf.place = places.len();
                cell.place = places.len();
                let name = cell.attribute("r").unwrap_or_default();
                places.push(FormPlace::SheetCell { sheet: sheet.cloned(), cell: name });
            }
        }
    }
}
