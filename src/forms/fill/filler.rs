//! Fills in the places of a tree: values, and what is repeated over lists.
//!
//! A tree is filled in once, from the top down. What a value says is never read as a place again, and reaches the file as
//! text with entities for its signs.

use std::collections::{BTreeMap, BTreeSet};

use super::keep::release_row;
use super::leaves::{
    Marker, MarkerKind, is_blank_paragraph, is_leaf, markers, set_texts, strip, texts, unpaired,
};
use super::places::{TextPiece, has_place, pieces};
use super::tree::{Element, Node, written};
use crate::forms::values::problem::PlaceProblem;
use crate::forms::values::{FormThing, FormValue, FormValues, RepeatedItem, keeps_digits};
use crate::forms::xml::escaped;
use crate::model::Day;

/// The most bytes that repeated parts of a form may have.
const MAX_REPEATED: usize = 48 * 1024 * 1024;

/// What a cell of a sheet can hold, by its style.
#[derive(Debug, Clone, Default)]
pub(super) struct CellStyles {
    pub(super) dates: BTreeSet<String>,
    pub(super) texts: BTreeSet<String>,
}

/// Fills in one form.
pub(super) struct Filler<'f, 'v> {
    values: &'f FormValues<'v>,
    /// How the cells of a workbook are shown; `None` in a document.
    pub(super) styles: Option<CellStyles>,
    /// What is wrong, by the number of the place.
    pub(super) problems: BTreeMap<usize, BTreeSet<PlaceProblem>>,
    /// The bytes that were repeated so far.
    repeated: usize,
    /// Whether anything was filled in.
    pub(super) has_places: bool,
}

impl<'f, 'v> Filler<'f, 'v> {
    pub(super) fn new(values: &'f FormValues<'v>, styles: Option<CellStyles>) -> Filler<'f, 'v> {
        Filler { values, styles, problems: BTreeMap::new(), repeated: 0, has_places: false }
    }

    fn report(&mut self, place: usize, problem: PlaceProblem) {
        self.problems.entry(place).or_default().insert(problem);
    }

    /// Fills in nodes that stand side by side.
    pub(super) fn fill(&mut self, nodes: Vec<Node>, around: &mut Vec<RepeatedItem>) -> Vec<Node> {
        let all: Vec<Vec<Marker>> = nodes.iter().map(markers).collect();
        let mut out = Vec::with_capacity(nodes.len());
        let mut at = 0;
        while let Some(node) = nodes.get(at) {
            let own = all.get(at).map(Vec::as_slice).unwrap_or_default();
            match region(&all, at, node) {
                Some((begin, last, end)) => {
                    let mut part = nodes.get(at..=last).unwrap_or_default().to_vec();
                    if let Some(node) = part.last_mut() {
                        strip(node, &end);
                    }
                    if let Some(node) = part.first_mut() {
                        strip(node, &begin);
                    }
                    out.extend(self.repeat(part, &begin, around));
                    at = last;
                }
                None => {
                    self.report_unpaired(own);
                    out.push(self.fill_node(node.clone(), around));
                }
            }
            at += 1;
        }
        out
    }

    /// Reports markers without a partner. Those of a row or a table are seen at each level, but reported once.
    fn report_unpaired(&mut self, markers: &[Marker]) {
        for marker in unpaired(markers) {
            let problem = match &marker.kind {
                MarkerKind::Begin { list, .. } => PlaceProblem::NoEnd { written: list.clone() },
                MarkerKind::End => PlaceProblem::NoBegin,
            };
            self.report(marker.place, problem);
        }
    }

    fn fill_node(&mut self, node: Node, around: &mut Vec<RepeatedItem>) -> Node {
        let Node::Element(mut element) = node else { return node };
        if self.styles.is_some() && element.name() == "c" {
            self.fill_cell(&mut element, around);
            return Node::Element(element);
        }
        if is_leaf(&element) {
            self.fill_leaf(&mut element, around);
            self.fill_boxes(&mut element, around);
            return Node::Element(element);
        }
        let children = std::mem::take(&mut element.children);
        element.children = self.fill(children, around);
        if element.name() == "tc" && element.child("p").is_none() {
            // A cell of Word needs a paragraph.
            element.children.push(Node::Element(Element::new("<w:p/>", Vec::new(), "")));
        }
        Node::Element(element)
    }

    /// Fills in what is within a paragraph and has paragraphs of its own: boxes of text.
    fn fill_boxes(&mut self, element: &mut Element, around: &mut Vec<RepeatedItem>) {
        for child in element.children.iter_mut().filter_map(Node::element_mut) {
            if child.name() == "txbxContent" {
                let children = std::mem::take(&mut child.children);
                child.children = self.fill(children, around);
            } else {
                self.fill_boxes(child, around);
            }
        }
    }

    /// A part of the form for each thing of a list.
    fn repeat(
        &mut self,
        part: Vec<Node>,
        begin: &Marker,
        around: &mut Vec<RepeatedItem>,
    ) -> Vec<Node> {
        self.has_places = true;
        let MarkerKind::Begin { list, filters } = &begin.kind else { return part };
        let things = match self.things(list, filters, around) {
            Ok(things) => things,
            Err(problem) => {
                self.report(begin.place, problem);
                Vec::new()
            }
        };
        let part = without_marker_lines(part);
        let size = written(&part).len();
        self.repeated += size.saturating_mul(things.len());
        if MAX_REPEATED < self.repeated {
            self.report(begin.place, PlaceProblem::TooMany { count: things.len() });
            return part;
        }
        let mut copies = Vec::new();
        for (number, thing) in things.into_iter().enumerate() {
            around.push(Some((thing, number + 1)));
            let mut copy = self.fill(part.clone(), around);
            around.pop();
            if 0 < number {
                copy.iter_mut().for_each(strip_ids);
            }
            copies.push(copy);
        }
        if let [before @ .., _] = copies.as_mut_slice() {
            before.iter_mut().filter_map(|copy| copy.last_mut()).for_each(release_row);
        }
        if copies.is_empty() && part.iter().filter_map(Node::element).any(is_row) {
            // An empty list leaves a blank row, so that the table is still one.
            around.push(None);
            copies.push(self.fill(part, around));
            around.pop();
        }
        match self.styles.is_some() {
            true => vec![group(copies.into_iter().map(group).collect())],
            false => copies.concat(),
        }
    }

    /// The things of a list that pass the filters.
    fn things(
        &self,
        list: &str,
        filters: &[(String, String)],
        around: &mut Vec<RepeatedItem>,
    ) -> Result<Vec<FormThing>, PlaceProblem> {
        let mut found = Vec::new();
        for thing in self.values.list(list, around)? {
            let mut passes = true;
            for (name, wanted) in filters {
                around.push(Some((thing.clone(), 0)));
                let value = self.values.value(name, around);
                around.pop();
                passes &= match value? {
                    Some(value) => self.values.has(&value, wanted),
                    None => false,
                };
            }
            if passes {
                found.push(thing);
            }
        }
        Ok(found)
    }

    /// Fills in the places of a leaf.
    fn fill_leaf(&mut self, leaf: &mut Element, around: &[RepeatedItem]) {
        let old = texts(leaf);
        let joined = old.concat();
        if !has_place(&joined) {
            return;
        }
        self.has_places = true;
        let pieces = pieces(&joined);
        let mut texts = RunTexts::new(&old);
        let mut at = 0;
        while let Some(piece) = pieces.get(at) {
            let start = piece.range().start;
            match (piece, inline_end(&pieces, at)) {
                (TextPiece::Text(range), _) => texts.keep(&joined, range),
                (TextPiece::Begin { list, filters, .. }, Some(end)) => {
                    let inner = pieces.get(at + 1..end).unwrap_or_default();
                    let text = self.inline(list, filters, inner, &joined, leaf.place, around);
                    texts.put(start, &self.xml(&text));
                    at = end;
                }
                (piece, _) => {
                    let text = self.piece(piece, &joined, leaf.place, around);
                    texts.put(start, &self.xml(&text));
                }
            }
            at += 1;
        }
        set_texts(leaf, &mut texts.new.into_iter().map(Some));
    }

    /// The text of a repetition within one paragraph.
    fn inline(
        &mut self,
        list: &str,
        filters: &[(String, String)],
        inner: &[TextPiece],
        joined: &str,
        place: usize,
        around: &[RepeatedItem],
    ) -> String {
        let mut around = around.to_vec();
        let things = match self.things(list, filters, &mut around) {
            Ok(things) => things,
            Err(problem) => {
                self.report(place, problem);
                return String::new();
            }
        };
        let mut out = String::new();
        for (number, thing) in things.into_iter().enumerate() {
            around.push(Some((thing, number + 1)));
            let mut at = 0;
            while let Some(piece) = inner.get(at) {
                match (piece, inline_end(inner, at)) {
                    (TextPiece::Begin { list, filters, .. }, Some(end)) => {
                        let within = inner.get(at + 1..end).unwrap_or_default();
                        out.push_str(&self.inline(list, filters, within, joined, place, &around));
                        at = end;
                    }
                    (piece, _) => out.push_str(&self.piece(piece, joined, place, &around)),
                }
                at += 1;
            }
            around.pop();
            if MAX_REPEATED < out.len() {
                self.report(place, PlaceProblem::TooMany { count: number });
                return String::new();
            }
        }
        out
    }

    /// The text of one piece that is no repetition.
    fn piece(
        &mut self,
        piece: &TextPiece,
        joined: &str,
        place: usize,
        around: &[RepeatedItem],
    ) -> String {
        match piece {
            TextPiece::Text(range) => joined.get(range.clone()).unwrap_or_default().to_owned(),
            TextPiece::Value { path, .. } => match self.values.value(path, around) {
                Ok(Some(value)) => self.values.shown(&value),
                Ok(None) => String::new(),
                Err(problem) => {
                    self.report(place, problem);
                    String::new()
                }
            },
            TextPiece::Wrong { problem, .. } => {
                self.report(place, problem.clone());
                String::new()
            }
            TextPiece::Begin { .. } | TextPiece::End { .. } => String::new(),
        }
    }

    /// A text as the XML within a run: its lines are lines in Word, too.
    fn xml(&self, text: &str) -> String {
        let text = escaped(text.trim_end_matches('\n'));
        match self.styles.is_some() {
            true => text,
            false => text
                .replace('\n', "</w:t><w:br/><w:t xml:space=\"preserve\">")
                .replace('\t', "</w:t><w:tab/><w:t xml:space=\"preserve\">"),
        }
    }

    /// Fills in a cell of a workbook. One that holds nothing but a place becomes a number, or a date where its format is
    /// one; every other a text, which is never a formula.
    fn fill_cell(&mut self, cell: &mut Element, around: &[RepeatedItem]) {
        let place = cell.place;
        let Some(leaf) = cell.child_mut("is") else { return };
        leaf.place = place;
        let joined = texts(leaf).concat();
        if let [TextPiece::Value { path, .. }] = pieces(joined.trim()).as_slice()
            && let Ok(Some(value)) = self.values.value(path, around)
            && let Some(number) = self.number(&value, cell.attribute("s").as_deref())
        {
            self.has_places = true;
            cell.remove_attribute("t");
            cell.children = vec![Node::Raw(format!("<v>{}</v>", escaped(&number)))];
            return;
        }
        if let Some(leaf) = cell.child_mut("is") {
            self.fill_leaf(leaf, around);
        }
    }

    /// What a cell of a style holds instead of a text.
    fn number(&self, value: &FormValue, style: Option<&str>) -> Option<String> {
        let styles = self.styles.as_ref()?;
        let style = style.unwrap_or("0");
        match value {
            FormValue::Number { plain, .. } if !styles.texts.contains(style) => {
                keeps_digits(plain).then(|| plain.clone())
            }
            FormValue::Day(day) if styles.dates.contains(style) => {
                // The serial number of 1 January 2000.
                let known = Day::new(2000, 1, 1)?;
                let serial = day.days_since(known) + 36_526;
                (60 < serial).then(|| serial.to_string())
            }
            _ => None,
        }
    }
}

/// Where the repetition that begins with the first of some markers ends: the beginning, the last node, the end. A row is
/// repeated if its markers stand in different cells.
fn region(all: &[Vec<Marker>], at: usize, node: &Node) -> Option<(Marker, usize, Marker)> {
    let own = all.get(at)?;
    if let Some(begin) = first_begin(own) {
        let mut depth = 0;
        for (index, markers) in all.iter().enumerate().skip(at) {
            for marker in markers {
                if index == at && marker.is_before(begin) {
                    continue;
                }
                depth += if marker.is_begin() { 1 } else { -1 };
                if depth == 0 {
                    return Some((begin.clone(), index, marker.clone()));
                }
            }
        }
        return None;
    }
    let element = node.element()?;
    if !is_row(element) {
        return None;
    }
    let mut leaf = 0;
    for child in &element.children {
        let mut of_cell = markers(child);
        for marker in &mut of_cell {
            marker.leaf += leaf;
        }
        leaf += leaves_of(child);
        if let Some(begin) = first_begin(&of_cell) {
            let mut depth = 0;
            for marker in own {
                if marker.is_before(begin) {
                    continue;
                }
                depth += if marker.is_begin() { 1 } else { -1 };
                if depth == 0 {
                    return Some((begin.clone(), at, marker.clone()));
                }
            }
        }
    }
    None
}

/// The first beginning without an end among the markers of a node.
fn first_begin(markers: &[Marker]) -> Option<&Marker> {
    unpaired(markers).into_iter().find(|marker| marker.is_begin())
}

fn leaves_of(node: &Node) -> usize {
    let Node::Element(element) = node else { return 0 };
    usize::from(is_leaf(element)) + element.children.iter().map(leaves_of).sum::<usize>()
}

/// Without the paragraphs at both ends that held nothing but a marker.
fn without_marker_lines(mut part: Vec<Node>) -> Vec<Node> {
    if part.last().is_some_and(is_blank_paragraph) {
        part.pop();
    }
    if part.first().is_some_and(is_blank_paragraph) {
        part.remove(0);
    }
    part
}

fn is_row(element: &Element) -> bool {
    matches!(element.name(), "tr" | "row")
}

/// Several nodes as one, which is written as they are.
fn group(nodes: Vec<Node>) -> Node {
    Node::Element(Element::new("", nodes, ""))
}

/// Removes what may be only once in a document from a copy: identifiers of paragraphs, bookmarks, controls.
fn strip_ids(node: &mut Node) {
    let Node::Element(element) = node else { return };
    for name in ["w14:paraId", "w14:textId"] {
        element.remove_attribute(name);
    }
    element.children.retain(|child| {
        let name = child.element().map_or("", Element::name);
        let is_mark = matches!(name, "bookmarkStart" | "bookmarkEnd");
        !is_mark && (name != "id" || !is_control(child))
    });
    element.children.iter_mut().for_each(strip_ids);
}

/// Whether an element is the identifier of a control.
fn is_control(node: &Node) -> bool {
    let Some(element) = node.element() else { return false };
    element.attribute("w:val").is_some()
}

/// The end of the repetition that a piece begins, if it is among the pieces.
fn inline_end(pieces: &[TextPiece], begin: usize) -> Option<usize> {
    let mut depth = 0;
    for (at, piece) in pieces.iter().enumerate().skip(begin) {
        match piece {
            TextPiece::Begin { .. } => depth += 1,
            TextPiece::End { .. } => depth -= 1,
            _ => {}
        }
        if depth <= 0 {
            return (depth == 0 && begin < at).then_some(at);
        }
    }
    None
}

/// The texts of the runs of a leaf while it is filled in.
struct RunTexts {
    /// Where each run begins in the joined text, and the end.
    starts: Vec<usize>,
    /// The new texts, as XML.
    new: Vec<String>,
}

impl RunTexts {
    fn new(old: &[String]) -> RunTexts {
        let mut starts = vec![0];
        for text in old {
            starts.push(starts.last().copied().unwrap_or_default() + text.len());
        }
        RunTexts { starts, new: vec![String::new(); old.len()] }
    }

    /// The text stays in the runs in which it stands.
    fn keep(&mut self, joined: &str, range: &std::ops::Range<usize>) {
        for (at, new) in self.new.iter_mut().enumerate() {
            let (Some(start), Some(end)) = (self.starts.get(at), self.starts.get(at + 1)) else {
                continue;
            };
            let (start, end) = (range.start.max(*start), range.end.min(*end));
            if start < end {
                new.push_str(&escaped(joined.get(start..end).unwrap_or_default()));
            }
        }
    }

    /// Puts XML into the run in which a place begins.
    fn put(&mut self, start: usize, xml: &str) {
        let after = self.starts.partition_point(|begin| *begin <= start);
        if let Some(new) = self.new.get_mut(after.saturating_sub(1)) {
            new.push_str(xml);
        }
    }
}
