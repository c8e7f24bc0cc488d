//! Where the rows of a sheet are after some of them were repeated.

use super::references::CellRef;
use super::tree::{Element, Node};

/// Rows that were repeated, once or within other repeated rows.
#[derive(Debug, Clone, PartialEq, Eq)]
struct RepeatedRows {
    first: u32,
    last: u32,
    /// The new numbers of the first row of each copy.
    starts: Vec<u32>,
    /// The new number of the row after the last copy.
    end: u32,
    /// Whether they are not within others.
    is_outer: bool,
}

impl RepeatedRows {
    /// Whether a range lies within the rows.
    fn holds(&self, start: CellRef, end: CellRef) -> bool {
        self.first <= start.row && end.row <= self.last
    }

    /// How many rows there are beside the first.
    fn height(&self) -> u32 {
        self.last - self.first
    }

    /// A cell in the copy whose first row has a new number.
    fn copied(&self, cell: CellRef, start: u32) -> CellRef {
        CellRef { row: start + (cell.row - self.first), ..cell }
    }
}

/// A copy of repeated rows: the rows that it holds, and by how much they moved.
type CopiedRows = (u32, u32, i64);

/// A row in its new place.
pub(super) struct PlacedRow {
    pub(super) element: Element,
    /// The copies around it, the innermost last.
    copies: Vec<CopiedRows>,
    shift: i64,
}

impl PlacedRow {
    /// A cell of the row as it was before the row moved.
    pub(super) fn old_cell(&self, cell: CellRef) -> CellRef {
        let row = u32::try_from(i64::from(cell.row) - self.shift).unwrap_or(cell.row);
        CellRef { row, ..cell }
    }
}

/// The new numbers of the rows of a sheet.
#[derive(Debug, Default)]
pub(super) struct RowMap {
    repeated: Vec<RepeatedRows>,
}

impl RowMap {
    /// The rows in order of their new numbers, which are set, and how the others moved. Groups of nodes are repeated
    /// rows: a group for each copy.
    pub(super) fn place(nodes: Vec<Node>) -> (RowMap, Vec<PlacedRow>) {
        let mut placer = Placer { map: RowMap::default(), rows: Vec::new() };
        placer.place(nodes, 0, &mut Vec::new());
        placer.map.repeated.sort_by_key(|rows| (rows.first, rows.end));
        (placer.map, placer.rows)
    }

    /// Whether all rows are where they were.
    pub(super) fn is_unchanged(&self) -> bool {
        for rows in &self.repeated {
            if rows.end != rows.last + 1 || rows.starts != [rows.first] {
                return false;
            }
        }
        true
    }

    /// The new number of a row; of a repeated one in its first copy, or in its last.
    fn row(&self, row: u32, is_end: bool) -> u32 {
        let mut shift = 0;
        for rows in &self.repeated {
            if !rows.is_outer {
                continue;
            }
            if row < rows.first {
                break;
            }
            if row <= rows.last {
                let start = rows.starts.first().copied().unwrap_or(rows.first);
                return match is_end {
                    true => rows.end.saturating_sub(1).saturating_sub(rows.last - row),
                    false => start + (row - rows.first),
                };
            }
            shift = i64::from(rows.end) - i64::from(rows.last) - 1;
        }
        moved(row, shift)
    }

    /// A reference from outside of the repeated rows: a range reaches to the last copy.
    pub(super) fn cell(&self, cell: CellRef, is_end: bool) -> CellRef {
        CellRef { row: self.row(cell.row, is_end), ..cell }
    }

    /// A reference from a row in its new place: within a copy to the same copy.
    pub(super) fn cell_from(&self, row: &PlacedRow, cell: CellRef, is_end: bool) -> CellRef {
        for (first, last, shift) in row.copies.iter().rev() {
            if (*first..=*last).contains(&cell.row) {
                return CellRef { row: moved(cell.row, *shift), ..cell };
            }
        }
        self.cell(cell, is_end)
    }

    /// A range, or the ranges that it becomes in the copies of the rows it lies in.
    pub(super) fn copies_of(&self, start: CellRef, end: CellRef) -> Vec<(CellRef, CellRef)> {
        let mut around = Vec::new();
        for rows in &self.repeated {
            if rows.holds(start, end) {
                around.push(rows);
            }
        }
        let Some(smallest) = around.iter().copied().map(RepeatedRows::height).min() else {
            return vec![(self.cell(start, false), self.cell(end, true))];
        };
        let mut copies = Vec::new();
        for rows in around {
            if rows.height() != smallest {
                continue;
            }
            for first in &rows.starts {
                copies.push((rows.copied(start, *first), rows.copied(end, *first)));
            }
        }
        copies
    }

    /// `A1:B3` in its new place; several with spaces between them.
    pub(super) fn ranges(&self, text: &str) -> String {
        let mut ranges = Vec::new();
        for range in text.split(' ') {
            let (start, end) = range.split_once(':').unwrap_or((range, range));
            ranges.push(match (CellRef::parse(start), CellRef::parse(end)) {
                (Some(start), Some(end)) => {
                    range_text(self.cell(start, false), self.cell(end, true))
                }
                _ => range.to_owned(),
            });
        }
        ranges.join(" ")
    }
}

/// `A1:B3`, or `A1` for one cell.
pub(super) fn range_text(start: CellRef, end: CellRef) -> String {
    if start == end { start.name() } else { format!("{}:{}", start.name(), end.name()) }
}

fn moved(row: u32, shift: i64) -> u32 {
    u32::try_from(i64::from(row) + shift).unwrap_or(u32::MAX).max(1)
}

struct Placer {
    map: RowMap,
    rows: Vec<PlacedRow>,
}

impl Placer {
    /// Places rows that move by `shift`; gives by how much those after them move.
    fn place(&mut self, nodes: Vec<Node>, mut shift: i64, around: &mut Vec<CopiedRows>) -> i64 {
        for node in nodes {
            let Node::Element(mut element) = node else { continue };
            if !element.name().is_empty() {
                set_row(&mut element, shift);
                self.rows.push(PlacedRow { element, copies: around.clone(), shift });
                continue;
            }
            let Some((first, last)) = numbers(&element) else { continue };
            let is_outer = around.is_empty();
            let mut start = moved(first, shift);
            let mut starts = Vec::new();
            for copy in element.children {
                let Node::Element(copy) = copy else { continue };
                starts.push(start);
                let own = i64::from(start) - i64::from(first);
                around.push((first, last, own));
                let after = self.place(copy.children, own, around);
                around.pop();
                start = moved(last + 1, after);
            }
            self.map.repeated.push(RepeatedRows { first, last, starts, end: start, is_outer });
            shift = i64::from(start) - i64::from(last) - 1;
        }
        shift
    }
}

/// The first and the last number of the rows in a group.
fn numbers(group: &Element) -> Option<(u32, u32)> {
    let mut all: Option<(u32, u32)> = None;
    for element in group.elements() {
        let Some((first, last)) = range_of(element) else { continue };
        let (least, most) = all.unwrap_or((first, last));
        all = Some((least.min(first), most.max(last)));
    }
    all
}

/// The first and the last number of a row or a group.
fn range_of(element: &Element) -> Option<(u32, u32)> {
    if element.name().is_empty() {
        return numbers(element);
    }
    let number = number(element)?;
    Some((number, number))
}

/// The number of a row as it is written.
pub(super) fn number(row: &Element) -> Option<u32> {
    row.attribute("r")?.parse().ok()
}

/// Sets the number of a row and of its cells.
fn set_row(row: &mut Element, shift: i64) {
    let Some(old) = number(row) else { return };
    let new = moved(old, shift);
    row.set_attribute("r", &new.to_string());
    for cell in row.children.iter_mut().filter_map(Node::element_mut) {
        if let Some(at) = cell.attribute("r").as_deref().and_then(CellRef::parse) {
            cell.set_attribute("r", &CellRef { row: new, ..at }.name());
        }
    }
}
