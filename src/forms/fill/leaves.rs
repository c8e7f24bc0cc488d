//! The leaves of a document: paragraphs, and the texts of cells. Word splits a text over many runs, so the texts of a leaf
//! are joined before places are looked for.

use std::ops::Range;

use super::places::{TextPiece, has_place, pieces};
use super::tree::{Element, Node};

/// What is inside a leaf and belongs to another one, or is no text that readers see.
const NOT_TEXT: &[&str] = &["txbxContent", "moveFrom", "del", "rPh"];

/// Whether an element is a leaf: a paragraph, or the text of a cell.
pub(super) fn is_leaf(element: &Element) -> bool {
    matches!(element.name(), "p" | "is")
}

/// The texts of a leaf, run by run.
pub(super) fn texts(leaf: &Element) -> Vec<String> {
    let mut found = Vec::new();
    collect(leaf, &mut found);
    found
}

fn collect(element: &Element, found: &mut Vec<String>) {
    for child in element.elements() {
        if child.name() == "t" {
            found.push(child.text());
        } else if !NOT_TEXT.contains(&child.name()) {
            collect(child, found);
        }
    }
}

/// Replaces the texts of a leaf by XML, where there is any for them.
pub(super) fn set_texts(leaf: &mut Element, new: &mut dyn Iterator<Item = Option<String>>) {
    for child in leaf.children.iter_mut().filter_map(Node::element_mut) {
        if child.name() == "t" {
            if let Some(xml) = new.next().flatten() {
                child.set_raw(xml);
                child.set_attribute("xml:space", "preserve");
            }
        } else if !NOT_TEXT.contains(&child.name()) {
            set_texts(child, new);
        }
    }
}

/// A beginning or an end of a repetition that its own leaf does not match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marker {
    /// The leaf, by its number in the node.
    pub(super) leaf: usize,
    /// The place that the leaf is remembered by.
    pub(super) place: usize,
    range: Range<usize>,
    pub(super) kind: MarkerKind,
}

/// What a marker says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum MarkerKind {
    Begin { list: String, filters: Vec<(String, String)> },
    End,
}

impl Marker {
    /// Whether it stands before another marker of the same node.
    pub(super) fn is_before(&self, other: &Marker) -> bool {
        (self.leaf, self.range.start) < (other.leaf, other.range.start)
    }

    pub(super) fn is_begin(&self) -> bool {
        matches!(self.kind, MarkerKind::Begin { .. })
    }
}

/// The markers in a node that their own leaves do not match.
pub(super) fn markers(node: &Node) -> Vec<Marker> {
    let mut found = Vec::new();
    if let Node::Element(element) = node {
        collect_markers(element, &mut 0, &mut found);
    }
    found
}

fn collect_markers(element: &Element, leaf: &mut usize, found: &mut Vec<Marker>) {
    if is_leaf(element) {
        let text = texts(element).concat();
        if has_place(&text) {
            for piece in unmatched(pieces(&text)) {
                let range = piece.range().clone();
                let kind = match piece {
                    TextPiece::Begin { list, filters, .. } => MarkerKind::Begin { list, filters },
                    _ => MarkerKind::End,
                };
                found.push(Marker { leaf: *leaf, place: element.place, range, kind });
            }
        }
        *leaf += 1;
    }
    for child in element.elements() {
        collect_markers(child, leaf, found);
    }
}

/// The beginnings and ends among pieces that have no partner there.
fn unmatched(pieces: Vec<TextPiece>) -> Vec<TextPiece> {
    let mut open: Vec<TextPiece> = Vec::new();
    for piece in pieces {
        match (&piece, open.last()) {
            (TextPiece::End { .. }, Some(TextPiece::Begin { .. })) => {
                open.pop();
            }
            (TextPiece::Begin { .. } | TextPiece::End { .. }, _) => open.push(piece),
            _ => {}
        }
    }
    open
}

/// The markers of a node that have no partner in it: ends first, then beginnings.
pub(super) fn unpaired(markers: &[Marker]) -> Vec<&Marker> {
    let mut open: Vec<&Marker> = Vec::new();
    for marker in markers {
        if !marker.is_begin() && open.last().is_some_and(|last| last.is_begin()) {
            open.pop();
        } else {
            open.push(marker);
        }
    }
    open
}

/// Removes a marker from a node.
pub(super) fn strip(node: &mut Node, marker: &Marker) {
    if let Node::Element(element) = node {
        strip_leaf(element, marker, &mut 0);
    }
}

/// Removes a marker from the leaf of its number; whether that leaf is in the element.
fn strip_leaf(element: &mut Element, marker: &Marker, leaf: &mut usize) -> bool {
    if is_leaf(element) {
        if *leaf == marker.leaf {
            cut(element, &marker.range);
            return true;
        }
        *leaf += 1;
    }
    for child in element.children.iter_mut().filter_map(Node::element_mut) {
        if strip_leaf(child, marker, leaf) {
            return true;
        }
    }
    false
}

/// Cuts a stretch out of the joined text of a leaf.
fn cut(leaf: &mut Element, range: &Range<usize>) {
    let mut start = 0;
    let mut new = Vec::new();
    for text in texts(leaf) {
        let end = start + text.len();
        let from = range.start.clamp(start, end) - start;
        let to = range.end.clamp(start, end) - start;
        start = end;
        let kept = [text.get(..from), text.get(to..)].map(Option::unwrap_or_default).concat();
        new.push((from < to).then(|| crate::forms::xml::escaped(&kept)));
    }
    set_texts(leaf, &mut new.into_iter());
}

/// Whether a node is a paragraph without text or pictures.
pub(super) fn is_blank_paragraph(node: &Node) -> bool {
    let Node::Element(element) = node else { return false };
    element.name() == "p" && texts(element).concat().trim().is_empty() && !has_picture(element)
}

fn has_picture(element: &Element) -> bool {
    for child in element.elements() {
        if matches!(child.name(), "drawing" | "pict" | "object" | "sectPr") || has_picture(child) {
            return true;
        }
    }
    false
}
