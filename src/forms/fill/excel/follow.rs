//! What names rows, and follows when rows move.

use std::collections::BTreeMap;

use super::book::{links_of, tree_of};
use crate::forms::fill::references::{CellRef, Found, rewritten};
use crate::forms::fill::rows::{PlacedRow, RowMap, range_text};
use crate::forms::fill::tree::{Element, Node, parse, root, written};
use crate::forms::package::{PackageProblem, Part, part_named_mut};

/// How the rows of each sheet moved, by its name.
type RowMaps = BTreeMap<String, RowMap>;

/// The formulas of a sheet follow, and lose their earlier results: the program that opens the workbook works them out.
pub(super) fn formulas(rows: &mut [PlacedRow], sheet: &str, maps: &RowMaps) {
    let shared = shared_formulas(rows);
    for row in rows {
        let mut cells = std::mem::take(&mut row.element.children);
        for cell in cells.iter_mut().filter_map(Node::element_mut) {
            let at = cell.attribute("r").as_deref().and_then(CellRef::parse);
            let Some(at) = at else { continue };
            let Some(formula) = cell.child_mut("f") else { continue };
            let mut text = formula.text();
            if let Some(group) = group_of(formula)
                && let Some((first, shared)) = shared.get(&group)
            {
                text = moved(shared, *first, row.old_cell(at));
                for name in ["t", "si", "ref"] {
                    formula.remove_attribute(name);
                }
            }
            let text = rewritten(&text, &mut |found| match found.sheet {
                None => match maps.get(sheet) {
                    Some(map) => map.cell_from(row, found.cell, found.is_end),
                    None => found.cell,
                },
                Some(_) => elsewhere(found, maps),
            });
            formula.set_text(&text);
            cell.children.retain(|child| child.element().is_none_or(|child| child.name() != "v"));
        }
        row.element.children = cells;
    }
}

/// The number of the group that shares a formula.
fn group_of(formula: &Element) -> Option<String> {
    match formula.attribute("t").as_deref() {
        Some("shared") => formula.attribute("si"),
        _ => None,
    }
}

/// The formulas that cells share, and the cell in which each is written, by its old number.
fn shared_formulas(rows: &[PlacedRow]) -> BTreeMap<String, (CellRef, String)> {
    let mut shared = BTreeMap::new();
    for row in rows {
        for cell in row.element.elements() {
            let at = cell.attribute("r").as_deref().and_then(CellRef::parse);
            let (Some(at), Some(formula)) = (at, cell.child("f")) else { continue };
            if let Some(group) = group_of(formula)
                && !formula.text().is_empty()
            {
                shared.entry(group).or_insert((row.old_cell(at), formula.text()));
            }
        }
    }
    shared
}

/// A formula as it stands in another cell of its group.
fn moved(formula: &str, from: CellRef, to: CellRef) -> String {
    rewritten(formula, &mut |found| CellRef {
        column: stepped(found.cell.column, found.cell.is_column_fixed, from.column, to.column),
        row: stepped(found.cell.row, found.cell.is_row_fixed, from.row, to.row),
        ..found.cell
    })
}

/// The number of a column or row as far from `to` as it was from `from`, unless it is fixed.
fn stepped(number: u32, is_fixed: bool, from: u32, to: u32) -> u32 {
    let step = if is_fixed { 0 } else { i64::from(to) - i64::from(from) };
    u32::try_from(i64::from(number) + step).unwrap_or(1).max(1)
}

/// A reference that names its sheet.
fn elsewhere(found: Found<'_>, maps: &RowMaps) -> CellRef {
    if let Some(sheet) = found.sheet
        && let Some(map) = maps.get(sheet)
    {
        return map.cell(found.cell, found.is_end);
    }
    found.cell
}

/// The ranges of a sheet follow.
pub(super) fn sheet(sheet: &mut Element, map: &RowMap) {
    if map.is_unchanged() {
        return;
    }
    for child in sheet.children.iter_mut().filter_map(Node::element_mut) {
        match child.name() {
            "mergeCells" => merged(child, map),
            "dimension" | "autoFilter" => follow_attribute(child, "ref", map),
            "sheetViews" => views(child, map),
            "dataValidations"
            | "conditionalFormatting"
            | "hyperlinks"
            | "ignoredErrors"
            | "protectedRanges"
            | "sortState" => ranges_within(child, map),
            "rowBreaks" => breaks(child, map),
            _ => {}
        }
    }
}

fn follow_attribute(element: &mut Element, name: &str, map: &RowMap) {
    if let Some(range) = element.attribute(name) {
        element.set_attribute(name, &map.ranges(&range));
    }
}

/// The ranges of an element and of those within it, and the formulas of checks.
fn ranges_within(element: &mut Element, map: &RowMap) {
    for name in ["ref", "sqref"] {
        follow_attribute(element, name, map);
    }
    if matches!(element.name(), "formula1" | "formula2" | "formula") {
        let text = element.text();
        let text = rewritten(&text, &mut |found| match found.sheet {
            None => map.cell(found.cell, found.is_end),
            Some(_) => found.cell,
        });
        element.set_text(&text);
    }
    for child in element.children.iter_mut().filter_map(Node::element_mut) {
        ranges_within(child, map);
    }
}

/// What is selected and where the view begins.
fn views(element: &mut Element, map: &RowMap) {
    follow_attribute(element, "sqref", map);
    for name in ["activeCell", "topLeftCell"] {
        if let Some(cell) = element.attribute(name).as_deref().and_then(CellRef::parse) {
            element.set_attribute(name, &map.cell(cell, false).name());
        }
    }
    for child in element.children.iter_mut().filter_map(Node::element_mut) {
        views(child, map);
    }
}

/// Merged cells: in every copy of a row those of the row.
fn merged(list: &mut Element, map: &RowMap) {
    let mut cells = Vec::new();
    for node in std::mem::take(&mut list.children) {
        let Node::Element(element) = node else { continue };
        let range = element.attribute("ref").unwrap_or_default();
        let (start, end) = range.split_once(':').unwrap_or((&range, &range));
        let (Some(start), Some(end)) = (CellRef::parse(start), CellRef::parse(end)) else {
            continue;
        };
        for (start, end) in map.copies_of(start, end) {
            let mut copy = element.clone();
            copy.set_attribute("ref", &range_text(start, end));
            cells.push(Node::Element(copy));
        }
    }
    list.set_attribute("count", &cells.len().to_string());
    list.children = cells;
}

/// Breaks of pages stand below a row.
fn breaks(list: &mut Element, map: &RowMap) {
    for each in list.children.iter_mut().filter_map(Node::element_mut) {
        if let Some(row) = each.attribute("id")
            && let Ok(row) = row.parse()
        {
            let cell = CellRef { column: 1, row, is_column_fixed: false, is_row_fixed: false };
            each.set_attribute("id", &map.cell(cell, true).row.to_string());
        }
    }
}

/// The drawings, tables and notes of a sheet follow.
pub(super) fn related(parts: &mut [Part], sheet: &str, map: &RowMap) -> Result<(), PackageProblem> {
    if map.is_unchanged() {
        return Ok(());
    }
    for (_, name) in links_of(parts, sheet)? {
        let Some(part) = part_named_mut(parts, &name) else { continue };
        let is_known = ["xl/drawings/drawing", "xl/tables/", "xl/comments", "xl/threadedComments/"]
            .iter()
            .any(|start| name.starts_with(start));
        if !is_known || !name.ends_with(".xml") {
            continue;
        }
        let mut nodes = parse(&part.bytes)?;
        let element = root(&mut nodes)?;
        if name.starts_with("xl/drawings/") {
            anchors(element, map);
        } else {
            ranges_within(element, map);
        }
        part.bytes = written(&nodes);
    }
    Ok(())
}

/// The rows between which pictures stand, counted from 0.
fn anchors(element: &mut Element, map: &RowMap) {
    let is_corner = matches!(element.name(), "from" | "to");
    for child in element.children.iter_mut().filter_map(Node::element_mut) {
        if is_corner && child.name() == "row" {
            if let Ok(row) = child.text().trim().parse::<u32>() {
                let cell = CellRef {
                    column: 1,
                    row: row.saturating_add(1),
                    is_column_fixed: false,
                    is_row_fixed: false,
                };
                child.set_text(&(map.cell(cell, false).row - 1).to_string());
            }
        } else {
            anchors(child, map);
        }
    }
}

/// The names of a workbook follow; formulas are worked out when it is opened; the order in which they were is dropped.
pub(super) fn workbook(parts: &mut Vec<Part>, maps: &RowMaps) -> Result<(), PackageProblem> {
    let Some(mut nodes) = tree_of(parts, "xl/workbook.xml")? else { return Ok(()) };
    let element = root(&mut nodes)?;
    if let Some(names) = element.child_mut("definedNames") {
        for name in names.children.iter_mut().filter_map(Node::element_mut) {
            let text = rewritten(&name.text(), &mut |found| elsewhere(found, maps));
            name.set_text(&text);
        }
    }
    match element.child_mut("calcPr") {
        Some(settings) => settings.set_attribute("fullCalcOnLoad", "1"),
        None => {
            let settings = Element::new("<calcPr fullCalcOnLoad=\"1\"/>", Vec::new(), "");
            let after = ["definedNames", "externalReferences", "functionGroups", "sheets"];
            let found = element.children.iter().rposition(|child| {
                child.element().is_some_and(|child| after.contains(&child.name()))
            });
            let at = match found {
                Some(last) => last + 1,
                None => element.children.len(),
            };
            element.children.insert(at, Node::Element(settings));
        }
    }
    put(parts, "xl/workbook.xml", &nodes);
    drop_chain(parts)
}

fn put(parts: &mut [Part], name: &str, nodes: &[Node]) {
    if let Some(part) = part_named_mut(parts, name) {
        part.bytes = written(nodes);
    }
}

/// Drops the list of formulas in the order of their working out: Excel makes another.
fn drop_chain(parts: &mut Vec<Part>) -> Result<(), PackageProblem> {
    const CHAIN: &str = "calcChain.xml";
    let before = parts.len();
    parts.retain(|part| part.name != format!("xl/{CHAIN}"));
    if parts.len() == before {
        return Ok(());
    }
    for name in ["[Content_Types].xml", "xl/_rels/workbook.xml.rels"] {
        let Some(mut nodes) = tree_of(parts, name)? else { continue };
        root(&mut nodes)?.children.retain(|child| {
            let Some(child) = child.element() else { return true };
            let named =
                ["PartName", "Target"].map(|name| child.attribute(name).unwrap_or_default());
            !named.iter().any(|target| target.ends_with(CHAIN))
        });
        put(parts, name, &nodes);
    }
    Ok(())
}
