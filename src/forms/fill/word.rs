//! The parts of a document of Word that have text, and the places in them as readers count.

use super::filler::Filler;
use super::place::{DocumentPart, FormPlace};
use super::tree::{Element, Node, parse, written};
use crate::forms::package::{PackageProblem, Part};

/// Fills in a document; gives the places by their numbers.
pub(super) fn fill(
    parts: &mut [Part],
    filler: &mut Filler<'_, '_>,
) -> Result<Vec<FormPlace>, PackageProblem> {
    let mut places = Vec::new();
    let mut has_text = false;
    for part in parts {
        let Some(kind) = kind_of(&part.name) else { continue };
        has_text |= kind == DocumentPart::Body;
        let mut nodes = parse(&part.bytes)?;
        let mut counter = Counter { part: kind, paragraphs: 0, tables: 0, places: &mut places };
        for element in nodes.iter_mut().filter_map(Node::element_mut) {
            counter.count(element, None);
        }
        let filled = filler.fill(nodes, &mut Vec::new());
        part.bytes = written(&filled);
    }
    if has_text { Ok(places) } else { Err(PackageProblem::NoDocument) }
}

fn kind_of(name: &str) -> Option<DocumentPart> {
    let stem = name.strip_prefix("word/")?.strip_suffix(".xml")?;
    match stem.trim_end_matches(|ch: char| ch.is_ascii_digit()) {
        "document" => Some(DocumentPart::Body),
        "header" => Some(DocumentPart::Header),
        "footer" => Some(DocumentPart::Footer),
        "footnotes" | "endnotes" => Some(DocumentPart::Notes),
        _ => None,
    }
}

/// Numbers the paragraphs and tables of a part.
struct Counter<'p> {
    part: DocumentPart,
    paragraphs: usize,
    tables: usize,
    places: &'p mut Vec<FormPlace>,
}

/// The cell in which something stands: the numbers of its table, row and column.
type CellNumber = (usize, usize, usize);

impl Counter<'_> {
    fn count(&mut self, element: &mut Element, cell: Option<CellNumber>) {
        match element.name() {
            "tbl" => return self.count_table(element),
            "p" => {
                element.place = self.places.len();
                let part = self.part;
                self.places.push(match cell {
                    Some((table, row, column)) => FormPlace::TableCell { part, table, row, column },
                    None => {
                        self.paragraphs += 1;
                        FormPlace::Paragraph { part, number: self.paragraphs }
                    }
                });
            }
            _ => {}
        }
        for child in element.children.iter_mut().filter_map(Node::element_mut) {
            self.count(child, cell);
        }
    }

    fn count_table(&mut self, table: &mut Element) {
        self.tables += 1;
        let number = self.tables;
        let mut row = 0;
        self.count_rows(table, number, &mut row);
    }

    /// Rows stand in a table, or in controls within it.
    fn count_rows(&mut self, element: &mut Element, table: usize, row: &mut usize) {
        for child in element.children.iter_mut().filter_map(Node::element_mut) {
            if child.name() == "tr" {
                *row += 1;
                self.count_cells(child, (table, *row), &mut 0);
            } else {
                self.count_rows(child, table, row);
            }
        }
    }

    fn count_cells(&mut self, element: &mut Element, row: (usize, usize), column: &mut usize) {
        for child in element.children.iter_mut().filter_map(Node::element_mut) {
            if child.name() == "tc" {
                *column += 1;
                self.count(child, Some((row.0, row.1, *column)));
            } else {
                self.count_cells(child, row, column);
            }
        }
    }
}
