//! Texts and slides of office programs: paragraphs, tables, notes, what was struck out.

use super::looker::Looker;
use super::rest::{look_at_attributes, look_at_rest};
use super::xml::{Piece, Pieces};
use super::zipped::Package;
use crate::diagnostics::AttachmentPlace;
use crate::privacy::{self, TableShape, telling_cells};

/// The deepest nesting of tables that is followed.
const MAX_TABLES: usize = 8;
/// How many bytes of paragraphs are searched together.
const MAX_BODY: usize = 1024 * 1024;

/// The elements of which readers see nothing.
const HIDDEN: [&str; 4] = ["delText", "instrText", "tracked-changes", "annotation"];

/// Searches the parts of a document that hold text.
pub(super) fn look(looker: &mut Looker, package: &mut Package<'_>) {
    for name in package.names.clone() {
        if looker.is_full() {
            return;
        }
        let is_markup = [".xml", ".rels", ".vml"].iter().any(|ending| name.ends_with(ending));
        let part = part_of(&name);
        if part.is_none() && (!is_markup || is_sheet(&name)) {
            continue;
        }
        let Some(xml) = package.text(looker, &name) else { continue };
        match part {
            Some(part) => TextReader::new(looker, part).read(&xml),
            None => look_at_rest(looker, &xml, false),
        }
    }
}

/// Whether a number goes over the end of a paragraph that ends with a mark: it is two numbers.
fn goes_over_mark(number: &str) -> bool {
    let Some((first, _)) = number.split_once('\n') else { return false };
    first.trim_end().ends_with(|ch: char| !ch.is_alphanumeric())
}

/// Whether a part was searched as a sheet.
fn is_sheet(name: &str) -> bool {
    name.starts_with("xl/worksheets/sheet") || name == "xl/sharedStrings.xml"
}

/// A part of a document: how its places are named, and whether only some elements hold text.
#[derive(Debug, Clone, Copy)]
struct Part {
    slide: Option<u32>,
    /// Whether all text of a paragraph counts, and not only that of its runs.
    takes_all: bool,
    /// Whether readers see it when they open the document.
    is_shown: bool,
}

/// What a file of a document holds; `None` when it is no text for readers.
fn part_of(name: &str) -> Option<Part> {
    let runs = |slide| Some(Part { slide, takes_all: false, is_shown: false });
    let all = Some(Part { slide: None, takes_all: true, is_shown: false });
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let stem = file.strip_suffix(".xml")?;
    let number = stem.trim_start_matches(|ch: char| !ch.is_ascii_digit()).parse().ok();
    match (folder, stem) {
        ("word", "document") => Some(Part { slide: None, takes_all: false, is_shown: true }),
        ("", "content") => Some(Part { slide: None, takes_all: true, is_shown: true }),
        ("word" | "word/glossary", _)
            if !matches!(
                stem,
                "styles" | "settings" | "fontTable" | "webSettings" | "numbering"
            ) =>
        {
            runs(None)
        }
        ("ppt/slides", _) => Some(Part { slide: number, takes_all: false, is_shown: true }),
        ("ppt/slideLayouts" | "ppt/slideMasters" | "ppt/notesMasters", _) => runs(None),
        ("ppt/notesSlides" | "ppt/comments", _) => all,
        ("xl", _) if stem.starts_with("comments") => runs(None),
        (
            "xl/drawings"
            | "xl/threadedComments"
            | "xl/persons"
            | "ppt/diagrams"
            | "word/diagrams"
            | "xl/diagrams",
            _,
        ) => all,
        ("docProps", _) => all,
        ("", "styles" | "meta") => all,
        _ if folder.ends_with("/charts") => all,
        _ => None,
    }
}

/// Reads the paragraphs and tables of one part.
struct TextReader<'l> {
    looker: &'l mut Looker,
    part: Part,
    /// The paragraph so far.
    text: String,
    paragraph: u32,
    /// What of it readers see.
    shown: String,
    /// How deep the reader is in elements that hold text.
    in_text: usize,
    /// How deep it is in what readers do not see: what was struck out, fields, comments.
    in_hidden: usize,
    /// Whether the properties of a paragraph are open; those of a run come later.
    in_properties: bool,
    /// Whether Word hides the run that is open.
    is_run_hidden: bool,
    /// The tables that are open, the innermost last.
    tables: Vec<Table>,
    /// The paragraphs outside of tables that were not searched yet.
    body: Paragraphs,
}

/// Paragraphs one below the other, which are searched together: a label may stand in one and its value in the next.
#[derive(Default)]
struct Paragraphs {
    text: String,
    /// Where each begins, and its number.
    starts: Vec<(usize, u32)>,
}

/// A table that is open.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<String>>,
    /// The paragraph in which it began.
    first: u32,
}

impl<'l> TextReader<'l> {
    fn new(looker: &'l mut Looker, part: Part) -> TextReader<'l> {
        TextReader {
            looker,
            part,
            text: String::new(),
            shown: String::new(),
            paragraph: 0,
            in_text: 0,
            in_hidden: 0,
            in_properties: false,
            is_run_hidden: false,
            tables: Vec::new(),
            body: Paragraphs::default(),
        }
    }

    fn read(&mut self, xml: &str) {
        for piece in Pieces::new(xml) {
            match piece {
                Piece::Open { name, attributes } => self.open(name, attributes),
                Piece::Close(name) => self.close(name),
                Piece::Text(text) if self.part.takes_all || 0 < self.in_text => {
                    self.text.push_str(&text);
                    if self.in_hidden == 0 && !self.is_run_hidden {
                        self.shown.push_str(&text);
                    }
                }
                Piece::Text(_) => {}
            }
        }
        self.end_paragraph();
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.search_body();
    }

    /// Searches the paragraphs outside of tables that were not searched yet.
    fn search_body(&mut self) {
        let Paragraphs { text, starts } = std::mem::take(&mut self.body);
        for found in privacy::scan(&text) {
            if !found.kind.is_labelled() && text.get(found.span.clone()).is_some_and(goes_over_mark)
            {
                continue;
            }
            let after = starts.partition_point(|(start, _)| *start <= found.span.start);
            let paragraph = after.checked_sub(1).and_then(|index| starts.get(index));
            let place = self.place(paragraph.map_or(1, |(_, number)| *number));
            self.looker.add(found, place);
        }
    }

    fn open(&mut self, name: &str, attributes: &str) {
        look_at_attributes(self.looker, attributes);
        self.in_hidden += usize::from(HIDDEN.contains(&name));
        match name {
            "t" | "delText" | "instrText" => self.in_text += 1,
            "pPr" => self.in_properties = true,
            "r" => self.is_run_hidden = false,
            "vanish" if !self.in_properties => {
                let value = super::xml::attribute(attributes, "val");
                self.is_run_hidden = !matches!(value.as_deref(), Some("0" | "false" | "off"));
            }
            "tab" | "s" => {
                self.text.push(' ');
                self.shown.push(' ');
            }
            "br" | "cr" | "line-break" => {
                self.text.push('\n');
                self.shown.push('\n');
            }
            "tbl" | "table" if self.tables.len() < MAX_TABLES => {
                self.end_paragraph();
                self.search_body();
                self.tables.push(Table { rows: Vec::new(), first: self.paragraph + 1 });
            }
            "tr" | "table-row" => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(Vec::new());
                }
            }
            "tc" | "table-cell" => {
                self.end_paragraph();
                let value =
                    super::xml::attribute(attributes, "value").filter(|_| name == "table-cell");
                let cell =
                    value.map(|value| super::sheet::plain_number(&value)).unwrap_or_default();
                if let Some(row) = self.tables.last_mut().and_then(|table| table.rows.last_mut()) {
                    row.push(cell);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        self.in_hidden = self.in_hidden.saturating_sub(usize::from(HIDDEN.contains(&name)));
        match name {
            "t" | "delText" | "instrText" => self.in_text = self.in_text.saturating_sub(1),
            "pPr" => self.in_properties = false,
            "r" => self.is_run_hidden = false,
            "p" | "h" | "tc" | "table-cell" | "title" | "creator" | "subject" | "description"
            | "keywords" | "lastModifiedBy" | "comment" | "text" => self.end_paragraph(),
            "tbl" | "table" => self.end_table(),
            _ => {}
        }
    }

    /// Searches the paragraph, and adds it to the cell in which it stands.
    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        let shown = std::mem::take(&mut self.shown);
        if self.part.is_shown {
            self.looker.show(&shown);
        }
        if text.trim().is_empty() {
            return;
        }
        self.paragraph += 1;
        if self.tables.is_empty() {
            if MAX_BODY < self.body.text.len() {
                self.search_body();
            }
            self.body.starts.push((self.body.text.len(), self.paragraph));
            self.body.text.push_str(&text);
            self.body.text.push('\n');
            return;
        }
        let place = self.place(self.paragraph);
        self.looker.search(&text, &place);
        let cell = self
            .tables
            .last_mut()
            .and_then(|table| table.rows.last_mut())
            .and_then(|row| row.last_mut());
        if let Some(cell) = cell {
            if !cell.is_empty() {
                cell.push('\n');
            }
            cell.push_str(text.trim());
        }
    }

    /// Searches a table by its labels, and its rows for numbers that stand in several cells.
    fn end_table(&mut self) {
        self.end_paragraph();
        let Some(table) = self.tables.pop() else { return };
        let place = self.place(table.first);
        for row in &table.rows {
            self.looker.search_across(row, &place);
        }
        for cell in telling_cells(&table.rows, TableShape::Free) {
            let row = table.rows.get(cell.row);
            let value = row.and_then(|row| row.get(cell.column)).map_or("", String::as_str);
            self.looker.add(privacy::told(cell.label, value), place.clone());
        }
    }

    fn place(&self, paragraph: u32) -> AttachmentPlace {
        match self.part.slide {
            Some(slide) => AttachmentPlace::Slide(slide),
            None => AttachmentPlace::Paragraph(paragraph),
        }
    }
}
