//! One part of a document, element by element.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::numbering::Numbering;
use super::package::WordError;
use super::styles::{Styles, level_of_outline};
use super::text::text_of;
use super::{WordBlock, WordCell, WordParagraph, WordRun, WordTable};
use crate::syntax::xml::{entity, local_attribute, local_name};

/// How deep tables and text boxes may be in each other; what is deeper is read as paragraphs of what is around it.
const MAX_NESTING: usize = 8;
/// The most columns that a cell covers, and the most cells of a row; what is more is read as text of the last.
const MAX_SPAN: usize = 512;
/// Elements of which nothing is read: what was struck out or moved away, earlier formats, instructions of fields, and
/// the second version of a drawing for old programs.
const SKIPPED: [&str; 14] = [
    "del",
    "moveFrom",
    "delText",
    "delInstrText",
    "instrText",
    "Fallback",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
    "tblGridChange",
    "binData",
];

/// What the parts of a document share.
pub(super) struct PartContext<'s> {
    styles: &'s Styles,
    numbering: Numbering,
    /// The files that the text refers to, by their ids.
    links: BTreeMap<String, String>,
    /// The parts that hold pictures, each once.
    pub(super) pictures: Vec<String>,
    /// The notes that the text refers to, in its order.
    pub(super) note_marks: Vec<(AsideKind, String)>,
    /// The texts that Word hides: readers see nothing of them.
    pub(super) hidden: Vec<String>,
    /// How many files of other formats are shown as text.
    pub(super) chunks: usize,
}

impl<'s> PartContext<'s> {
    /// For a document of these styles, numberings and links, of which nothing is read yet.
    pub(super) fn new(
        styles: &'s Styles,
        numbering: Numbering,
        links: BTreeMap<String, String>,
    ) -> PartContext<'s> {
        PartContext {
            styles,
            numbering,
            links,
            pictures: Vec::new(),
            note_marks: Vec::new(),
            hidden: Vec::new(),
            chunks: 0,
        }
    }

    /// From here on no link leads anywhere.
    pub(super) fn forget_links(&mut self) {
        self.links.clear();
    }
}

/// What a part holds.
#[derive(Default)]
pub(super) struct PartText {
    pub(super) blocks: Vec<WordBlock>,
    pub(super) asides: Vec<Aside>,
}

/// A note or a remark.
pub(super) struct Aside {
    pub(super) kind: AsideKind,
    pub(super) id: String,
    blocks: Vec<WordBlock>,
}

impl Aside {
    /// Its text, without blank lines at its ends.
    pub(super) fn text(&self) -> String {
        text_of(&self.blocks)
    }
}

/// The kinds of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum AsideKind {
    Footnote,
    Endnote,
    Comment,
}

/// Reads a part; an empty text is an empty part.
pub(super) fn read_part(xml: &str, context: &mut PartContext<'_>) -> Result<PartText, WordError> {
    let mut walker = Walker::new(context);
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().or(Err(WordError::Unreadable))? {
            Event::Eof => break,
            Event::DocType(_) => return Err(WordError::DocumentType),
            Event::Start(tag) => walker.start(&tag),
            Event::Empty(tag) if SKIPPED.contains(&local_name(tag.name().as_ref())) => {}
            Event::Empty(tag) => {
                walker.start(&tag);
                walker.end(local_name(tag.name().as_ref()));
            }
            Event::End(tag) => walker.end(local_name(tag.name().as_ref())),
            Event::Text(text) => walker.text(&text),
            Event::CData(text) => walker.text(&text),
            Event::GeneralRef(name) => {
                let mut buffer = [0; 4];
                walker.text(entity(&name).encode_utf8(&mut buffer));
            }
            _ => {}
        }
    }
    Ok(walker.finish())
}

/// A table that is open.
#[derive(Default)]
struct OpenTable {
    table: WordTable,
    cell: WordCell,
    /// The first column of the grid that is free in the row.
    column: usize,
}

/// A field that people fill in: a check box, a list, a text.
#[derive(Default)]
struct ContentControl {
    /// Of a check box: whether it is ticked.
    ticked: Option<bool>,
    /// Whether the mark of the check box was written.
    is_written: bool,
    /// Whether it shows the request to fill it in.
    is_placeholder: bool,
}

/// A field of a form of Word 97: a check box or a list.
#[derive(Default)]
struct OldField {
    is_list: bool,
    is_box: bool,
    default: Option<String>,
    chosen: Option<String>,
    entries: Vec<String>,
}

struct Walker<'c, 's> {
    context: &'c mut PartContext<'s>,
    /// The blocks of what is open: the part, cells, text boxes; the innermost last.
    containers: Vec<Vec<WordBlock>>,
    tables: Vec<OpenTable>,
    /// Tables and text boxes that are too deep to be read as such.
    ignored: usize,
    paragraphs: Vec<WordParagraph>,
    /// Whether the style of each open paragraph hides its text.
    hides: Vec<bool>,
    /// What stands in the text boxes that hang on each open paragraph.
    boxes: Vec<Vec<WordBlock>>,
    asides: Vec<Aside>,
    aside: Option<(AsideKind, String)>,
    controls: Vec<ContentControl>,
    old_field: Option<OldField>,
    /// How deep the reader is in an element of which nothing is read.
    skipped: usize,
    in_text: usize,
    /// Whether the properties of a paragraph are open.
    in_properties: bool,
    is_bold: bool,
    /// Whether the run is hidden, and whether the text before it was.
    is_hidden: bool,
    was_hidden: bool,
    /// The list of the paragraph and the depth in it, when the paragraph names them itself.
    list: (Option<String>, Option<usize>),
    style: Option<String>,
}

impl<'c, 's> Walker<'c, 's> {
    fn new(context: &'c mut PartContext<'s>) -> Walker<'c, 's> {
        Walker {
            context,
            containers: vec![Vec::new()],
            tables: Vec::new(),
            ignored: 0,
            paragraphs: Vec::new(),
            hides: Vec::new(),
            boxes: Vec::new(),
            asides: Vec::new(),
            aside: None,
            controls: Vec::new(),
            old_field: None,
            skipped: 0,
            in_text: 0,
            in_properties: false,
            is_bold: false,
            is_hidden: false,
            was_hidden: false,
            list: (None, None),
            style: None,
        }
    }

    fn finish(mut self) -> PartText {
        while !self.paragraphs.is_empty() {
            self.end_paragraph();
        }
        PartText { blocks: self.containers.swap_remove(0), asides: self.asides }
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.name();
        let name = local_name(name.as_ref());
        if 0 < self.skipped || SKIPPED.contains(&name) {
            self.skipped += 1;
            return;
        }
        match name {
            "p" => self.start_paragraph(),
            "pPr" => {
                self.in_properties = true;
                (self.list, self.style) = ((None, None), None);
            }
            "r" => {
                let hides = self.hides.last().copied().unwrap_or(false);
                (self.is_bold, self.is_hidden) = (false, hides);
            }
            "t" => self.in_text += 1,
            "tab" | "ptab" if !self.in_properties => self.push_text("\t"),
            "br" if value(tag, "type").as_deref() == Some("page") => self.begin_page(),
            "br" | "cr" => self.push_text("\n"),
            "noBreakHyphen" => self.push_text("-"),
            "sym" => self.push_symbol(tag),
            // Letters in the shape of a picture.
            "textpath" => self.push_text(&value(tag, "string").unwrap_or_default()),
            "altChunk" => self.context.chunks += 1,
            "blip" => self.push_picture(local_attribute(tag, "embed")),
            "imagedata" => self.push_picture(local_attribute(tag, "id")),
            "footnoteReference" => self.push_note(AsideKind::Footnote, tag),
            "endnoteReference" => self.push_note(AsideKind::Endnote, tag),
            "footnote" => self.start_aside(AsideKind::Footnote, tag),
            "endnote" => self.start_aside(AsideKind::Endnote, tag),
            "comment" => self.start_aside(AsideKind::Comment, tag),
            "tbl" | "txbxContent" => self.start_container(name == "tbl"),
            "tr" if self.ignored == 0 => self.start_row(),
            "tc" if self.ignored == 0 => self.start_cell(),
            "sdt" => self.controls.push(ContentControl::default()),
            "rt" => self.push_text("（"),
            _ => self.start_property(name, tag),
        }
    }

    /// The properties of what is open.
    fn start_property(&mut self, name: &str, tag: &BytesStart<'_>) {
        let paragraph = self.paragraphs.last_mut();
        match (name, paragraph) {
            ("pStyle", _) => self.style = value(tag, "val"),
            ("numId", _) if self.in_properties => self.list.0 = value(tag, "val"),
            ("ilvl", _) if self.in_properties => {
                self.list.1 = number(tag);
            }
            ("outlineLvl", Some(paragraph)) if self.in_properties => {
                paragraph.level = value(tag, "val").as_deref().and_then(level_of_outline);
            }
            ("jc", Some(paragraph)) if self.in_properties => {
                paragraph.is_centred = value(tag, "val").as_deref() == Some("center");
            }
            ("pageBreakBefore", Some(paragraph)) => paragraph.begins_page = is_on(tag),
            ("b", _) if !self.in_properties => self.is_bold = is_on(tag),
            ("vanish", _) if !self.in_properties => self.is_hidden = is_on(tag),
            ("rStyle", _) if !self.in_properties => {
                let style = self.context.styles.of(&value(tag, "val").unwrap_or_default());
                self.is_hidden = style.hides.unwrap_or(self.is_hidden);
            }
            ("gridSpan", _) => {
                if let Some(table) = self.open_table() {
                    table.cell.span = usize::clamp(number(tag).unwrap_or(1), 1, MAX_SPAN);
                }
            }
            ("vMerge", _) => {
                if let Some(table) = self.open_table() {
                    table.cell.continues = value(tag, "val").as_deref() != Some("restart");
                }
            }
            ("gridBefore", _) => {
                if let Some(table) = self.open_table() {
                    table.column += usize::min(number(tag).unwrap_or(0), MAX_SPAN);
                }
            }
            ("checkbox" | "checked" | "showingPlcHdr", _) if !self.controls.is_empty() => {
                self.start_control_property(name, tag);
            }
            _ => self.start_old_field(name, tag),
        }
    }

    fn start_control_property(&mut self, name: &str, tag: &BytesStart<'_>) {
        let Some(control) = self.controls.last_mut() else { return };
        match name {
            "checkbox" => control.ticked = Some(false),
            "checked" if control.ticked.is_some() => control.ticked = Some(is_on(tag)),
            "showingPlcHdr" => control.is_placeholder = is_on(tag),
            _ => {}
        }
    }

    fn start_old_field(&mut self, name: &str, tag: &BytesStart<'_>) {
        if name == "ffData" {
            self.old_field = Some(OldField::default());
        }
        let Some(field) = &mut self.old_field else { return };
        let own = value(tag, "val");
        match name {
            "checkBox" => field.is_box = true,
            "ddList" => field.is_list = true,
            "default" => field.default = own,
            "checked" => field.chosen = own.or(Some("1".to_owned())),
            "result" => field.chosen = own,
            "listEntry" => field.entries.extend(own),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if 0 < self.skipped {
            self.skipped -= 1;
            return;
        }
        match name {
            "p" => self.end_paragraph(),
            "pPr" => self.end_properties(),
            "t" => self.in_text = self.in_text.saturating_sub(1),
            "r" => self.is_hidden = false,
            "rt" => self.push_text("）"),
            "tbl" | "txbxContent" => self.end_container(name == "tbl"),
            "tc" if self.ignored == 0 => self.end_cell(),
            "sdt" => {
                self.controls.pop();
            }
            "ffData" => self.end_old_field(),
            "footnote" | "endnote" | "comment" => self.end_aside(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if 0 < self.in_text && self.skipped == 0 {
            self.push_text(text);
        }
    }

    fn push_text(&mut self, text: &str) {
        let mark = match self.controls.last_mut() {
            Some(control) if control.is_placeholder => return,
            Some(control) => match control.ticked {
                Some(_) if control.is_written => return,
                Some(ticked) => {
                    control.is_written = true;
                    Some(if ticked { "☑" } else { "☐" })
                }
                None => None,
            },
            None => None,
        };
        let text = mark.unwrap_or(text);
        if self.is_hidden {
            return self.push_hidden(text);
        }
        self.was_hidden = false;
        let is_bold = self.is_bold;
        if self.paragraphs.is_empty() {
            self.start_paragraph();
        }
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        match paragraph.runs.last_mut() {
            Some(WordRun::Text { text: before, is_bold: bold }) if *bold == is_bold => {
                before.push_str(text);
            }
            _ => paragraph.runs.push(WordRun::Text { text: text.to_owned(), is_bold }),
        }
    }

    /// Keeps a hidden text apart; one that is spread over runs is one text.
    fn push_hidden(&mut self, text: &str) {
        let hidden = &mut self.context.hidden;
        match hidden.last_mut() {
            Some(last) if self.was_hidden => last.push_str(text),
            _ => hidden.push(text.to_owned()),
        }
        self.was_hidden = true;
    }

    /// A sign of a font of signs: the check boxes among them become the signs that everybody has.
    fn push_symbol(&mut self, tag: &BytesStart<'_>) {
        let font = value(tag, "font").unwrap_or_default();
        let code = value(tag, "char").unwrap_or_default();
        let code = u32::from_str_radix(&code, 16).unwrap_or(0);
        let sign = match (font.as_str(), code & 0xff) {
            ("Wingdings", 0xfe) | ("Wingdings 2", 0x52) => "☑",
            ("Wingdings", 0xfd) | ("Wingdings 2", 0x51 | 0x53 | 0x54) => "☒",
            ("Wingdings", 0x6f | 0x70 | 0x71 | 0xa8) | ("Wingdings 2", 0x2a | 0xa3) => "□",
            ("Wingdings", 0xfc) | ("Wingdings 2", 0x50) => "√",
            ("Wingdings", 0x6c | 0x6e) => "●",
            _ if code < 0xe000 => {
                let mut buffer = [0; 4];
                let sign = char::from_u32(code).filter(|ch| !ch.is_control()).unwrap_or('\u{fffd}');
                return self.push_text(sign.encode_utf8(&mut buffer));
            }
            _ => "\u{fffd}",
        };
        self.push_text(sign);
    }

    fn push_picture(&mut self, id: Option<String>) {
        let Some(id) = id else { return };
        let Some(name) = self.context.links.get(&id).cloned() else { return };
        let pictures = &mut self.context.pictures;
        let number = match pictures.iter().position(|known| *known == name) {
            Some(number) => number,
            None => {
                pictures.push(name);
                pictures.len() - 1
            }
        };
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.runs.push(WordRun::Picture(number));
        }
    }

    fn push_note(&mut self, kind: AsideKind, tag: &BytesStart<'_>) {
        let Some(id) = value(tag, "id") else { return };
        self.context.note_marks.push((kind, id));
        let mark = format!("〔注{}〕", self.context.note_marks.len());
        self.push_text(&mark);
    }

    fn start_aside(&mut self, kind: AsideKind, tag: &BytesStart<'_>) {
        if self.aside.is_none() && self.containers.len() == 1 {
            self.aside = Some((kind, value(tag, "id").unwrap_or_default()));
        }
    }

    fn end_aside(&mut self) {
        if let Some((kind, id)) = self.aside.take()
            && let Some(root) = self.containers.first_mut()
        {
            self.asides.push(Aside { kind, id, blocks: std::mem::take(root) });
        }
    }

    /// The text after a page break is on another page: the paragraph is cut in two.
    fn begin_page(&mut self) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        if !paragraph.is_blank() {
            let next = WordParagraph { level: paragraph.level, ..WordParagraph::default() };
            let first = std::mem::replace(paragraph, next);
            self.push_block(WordBlock::Paragraph(first));
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.begins_page = true;
        }
    }

    fn end_properties(&mut self) {
        self.in_properties = false;
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let style = self.style.take().map(|style| self.context.styles.of(&style));
        let style = style.unwrap_or_default();
        paragraph.level = paragraph.level.or(style.level);
        if let Some(hides) = self.hides.last_mut() {
            *hides = style.hides.unwrap_or(false);
        }
        let (list, depth) = std::mem::take(&mut self.list);
        if let Some(list) = list.or(style.numbering) {
            let depth = depth.or(style.depth).unwrap_or(0);
            paragraph.marker = self.context.numbering.next(&list, depth);
        }
    }

    fn start_paragraph(&mut self) {
        self.paragraphs.push(WordParagraph::default());
        self.hides.push(false);
        self.boxes.push(Vec::new());
    }

    fn end_paragraph(&mut self) {
        self.was_hidden = false;
        self.hides.pop();
        if let Some(paragraph) = self.paragraphs.pop() {
            self.push_block(WordBlock::Paragraph(paragraph));
        }
        for block in self.boxes.pop().unwrap_or_default() {
            self.push_block(block);
        }
    }

    fn push_block(&mut self, block: WordBlock) {
        if let Some(blocks) = self.containers.last_mut() {
            blocks.push(block);
        }
    }

    fn start_container(&mut self, is_table: bool) {
        if 0 < self.ignored || MAX_NESTING <= self.containers.len() + self.tables.len() {
            self.ignored += 1;
        } else if is_table {
            self.tables.push(OpenTable::default());
        } else {
            self.containers.push(Vec::new());
        }
    }

    fn end_container(&mut self, is_table: bool) {
        if 0 < self.ignored {
            self.ignored -= 1;
        } else if is_table {
            if let Some(open) = self.tables.pop() {
                self.push_block(WordBlock::Table(open.table));
            }
        } else if 1 < self.containers.len()
            && let Some(blocks) = self.containers.pop()
        {
            match self.boxes.last_mut() {
                Some(boxes) => boxes.extend(blocks),
                None => {
                    for block in blocks {
                        self.push_block(block);
                    }
                }
            }
        }
    }

    fn start_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.table.rows.push(Vec::new());
            table.column = 0;
        }
    }

    fn start_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.cell = WordCell { column: table.column, span: 1, ..WordCell::default() };
            self.containers.push(Vec::new());
        }
    }

    fn end_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        if self.containers.len() < 2 {
            return;
        }
        let mut cell = std::mem::take(&mut table.cell);
        cell.blocks = self.containers.pop().unwrap_or_default();
        table.column = table.column.saturating_add(cell.span);
        if table.table.rows.is_empty() {
            table.table.rows.push(Vec::new());
        }
        let Some(row) = table.table.rows.last_mut() else { return };
        let is_full = MAX_SPAN <= row.len();
        match row.last_mut() {
            Some(last) if is_full => last.blocks.extend(cell.blocks),
            _ => row.push(cell),
        }
    }

    /// The innermost table, unless what is read stands in one that is left out.
    fn open_table(&mut self) -> Option<&mut OpenTable> {
        if self.ignored == 0 { self.tables.last_mut() } else { None }
    }

    fn end_old_field(&mut self) {
        let Some(field) = self.old_field.take() else { return };
        let chosen = field.chosen.or(field.default);
        if field.is_box {
            let is_ticked = matches!(chosen.as_deref(), Some("1" | "true" | "on"));
            self.push_text(if is_ticked { "☑" } else { "☐" });
        } else if field.is_list {
            let index: usize = chosen.and_then(|index| index.parse().ok()).unwrap_or(0);
            if let Some(entry) = field.entries.get(index) {
                self.push_text(entry);
            }
        }
    }
}

/// An attribute.
fn value(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    local_attribute(tag, name)
}

/// The value of a property that is a number.
fn number(tag: &BytesStart<'_>) -> Option<usize> {
    value(tag, "val")?.parse().ok()
}

/// Whether a property that can be switched off is on.
fn is_on(tag: &BytesStart<'_>) -> bool {
    !matches!(value(tag, "val").as_deref(), Some("0" | "false" | "off"))
}
