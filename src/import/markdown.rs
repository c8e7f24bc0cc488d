//! Paragraphs, lists and tables as Markdown. What is a sign of Markdown in the text is escaped, so that the page shows
//! what the document showed.

use super::stem_of;
use super::writer::LineWriter;
use crate::diagnostics::ImportPlace;
use crate::syntax::ascii::is_digits;
use crate::syntax::docx::{WordBlock, WordMarker, WordParagraph, WordRun, WordTable};

/// The most columns of a table.
const MAX_COLUMNS: usize = 64;

/// Names of the files of pictures, by their numbers in the document; `None` for one that is not attached.
pub(super) type PictureNames = [Option<String>];

/// Writes blocks below each other.
pub(super) struct MarkdownWriter<'a> {
    pub(super) lines: &'a mut LineWriter,
    pub(super) pictures: &'a PictureNames,
    /// The depth of the last item of a list, while the list goes on.
    list_depth: Option<usize>,
}

impl<'a> MarkdownWriter<'a> {
    /// Writes to these lines; `pictures`: the names of the pictures.
    pub(super) fn new(lines: &'a mut LineWriter, pictures: &'a PictureNames) -> MarkdownWriter<'a> {
        MarkdownWriter { lines, pictures, list_depth: None }
    }

    /// A heading that the importer sets: the label of a text.
    pub(super) fn heading(&mut self, text: &str, place: &ImportPlace) {
        self.list_depth = None;
        self.lines.blank_line();
        self.lines.push(&format!("## {}", one_line(&escaped(text))), place);
    }

    /// Writes a paragraph or a table.
    pub(super) fn block(&mut self, block: &WordBlock, place: &ImportPlace) {
        match block {
            WordBlock::Paragraph(paragraph) => self.paragraph(paragraph, place),
            WordBlock::Table(table) => self.table(table, place),
        }
    }

    fn paragraph(&mut self, paragraph: &WordParagraph, place: &ImportPlace) {
        if paragraph.is_blank() {
            return;
        }
        let text = inline(paragraph, self.pictures, "\\\n");
        let text = text.trim();
        if let Some(level) = paragraph.level {
            self.list_depth = None;
            self.lines.blank_line();
            let marks = "#".repeat(usize::from(level.clamp(1, 5)) + 1);
            let number = match &paragraph.marker {
                Some(WordMarker::Number { text, .. }) => format!("{} ", text.trim()),
                _ => String::new(),
            };
            let text = inline(paragraph, self.pictures, " ").replace("**", "");
            self.lines.push(&format!("{marks} {}", one_line(&format!("{number}{text}"))), place);
            return;
        }
        match &paragraph.marker {
            Some(WordMarker::Bullet { depth }) => self.list_item("- ", *depth, text, place),
            Some(WordMarker::Number { depth, text: number }) if is_decimal(number) => {
                self.list_item(&format!("{} ", number.trim()), *depth, text, place);
            }
            marker => {
                self.list_depth = None;
                self.lines.blank_line();
                let number = match marker {
                    Some(WordMarker::Number { text, .. }) => text.trim(),
                    _ => "",
                };
                let text = safe_lines(&format!("{number}{text}"));
                self.lines.push(&text, place);
            }
        }
    }

    fn list_item(&mut self, mark: &str, depth: usize, text: &str, place: &ImportPlace) {
        let depth = match self.list_depth {
            Some(last) => depth.min(last + 1),
            None => {
                self.lines.blank_line();
                0
            }
        };
        self.list_depth = Some(depth);
        let indent = "    ".repeat(depth);
        let text = text.replace('\n', &format!("\n{indent}  "));
        self.lines.push(&format!("{indent}{mark}{text}"), place);
    }

    fn table(&mut self, table: &WordTable, place: &ImportPlace) {
        self.list_depth = None;
        let width = |cell: &crate::syntax::docx::WordCell| cell.column.saturating_add(cell.span);
        let columns = table.rows.iter().flatten().map(width).max().unwrap_or(0).min(MAX_COLUMNS);
        if columns < 2 {
            for block in table.rows.iter().flatten().flat_map(|cell| &cell.blocks) {
                self.block(block, place);
            }
            return;
        }
        self.lines.blank_line();
        for (number, row) in table.rows.iter().enumerate() {
            let mut cells = vec![String::new(); columns];
            for cell in row {
                let Some(slot) = cells.get_mut(cell.column.min(columns - 1)) else { continue };
                let text = cell_text(&cell.blocks, self.pictures);
                if !slot.is_empty() && !text.is_empty() {
                    slot.push(' ');
                }
                slot.push_str(&text);
            }
            self.lines.push(&format!("| {} |", cells.join(" | ")), place);
            if number == 0 {
                self.lines.push(&format!("|{}", " --- |".repeat(columns)), place);
            }
        }
    }
}

/// Whether the number of an item is one that Markdown lists have: `1.`
fn is_decimal(number: &str) -> bool {
    let digits = number.trim().strip_suffix('.').unwrap_or_default();
    (1..=4).contains(&digits.len()) && is_digits(digits)
}

/// The text of a cell on one line.
fn cell_text(blocks: &[WordBlock], pictures: &PictureNames) -> String {
    let mut texts = Vec::new();
    for block in blocks {
        match block {
            WordBlock::Paragraph(paragraph) => {
                let number = match &paragraph.marker {
                    Some(WordMarker::Number { text, .. }) => text.as_str(),
                    _ => "",
                };
                let text = inline(paragraph, pictures, " ").replace('|', "\\|");
                texts.push(format!("{number}{}", one_line(&text)));
            }
            WordBlock::Table(table) => {
                for cell in table.rows.iter().flatten() {
                    texts.push(cell_text(&cell.blocks, pictures));
                }
            }
        }
    }
    texts.retain(|text| !text.is_empty());
    texts.join(" ")
}

/// The runs of a paragraph. `line_break`: what stands for a line break.
fn inline(paragraph: &WordParagraph, pictures: &PictureNames, line_break: &str) -> String {
    let mut out = String::new();
    for run in &paragraph.runs {
        match run {
            WordRun::Text { text, is_bold } => {
                let mut lines = text.split('\n').peekable();
                while let Some(line) = lines.next() {
                    push_styled(&mut out, line, *is_bold);
                    if lines.peek().is_some() {
                        out.push_str(line_break);
                    }
                }
            }
            WordRun::Picture(number) => {
                let Some(Some(name)) = pictures.get(*number) else { continue };
                let label = stem_of(name);
                let is_shown = crate::syntax::file_name::medium_of(name).is_some();
                let mark = if is_shown { "!" } else { "" };
                out.push_str(&format!("{mark}[{label}]({name})"));
            }
        }
    }
    while let Some(shorter) = out.strip_suffix("\\\n") {
        out.truncate(shorter.len());
    }
    out
}

/// A text, bold where the run is; spaces stay outside the marks.
fn push_styled(out: &mut String, text: &str, is_bold: bool) {
    let inner = text.trim();
    if !is_bold || inner.is_empty() {
        out.push_str(&escaped(text));
        return;
    }
    let start = text.len() - text.trim_start().len();
    out.push_str(&text[..start]);
    out.push_str("**");
    out.push_str(&escaped(inner));
    out.push_str("**");
    out.push_str(&text[start + inner.len()..]);
}

/// A text whose signs are not read as Markdown.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for ch in text.chars() {
        let is_mark = matches!(ch, '\\' | '`' | '*' | '[' | ']' | '<' | '&')
            || ch == '~' && before == '~'
            || ch == '_' && !before.is_alphanumeric();
        if is_mark {
            out.push('\\');
        }
        // A tab, or a control character that no page shows.
        out.push(if ch.is_control() { ' ' } else { ch });
        before = ch;
    }
    out
}

/// Lines of which none begins as a heading, a list, a quotation, a rule or a table does.
fn safe_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (number, line) in text.split('\n').enumerate() {
        if 0 < number {
            out.push('\n');
        }
        let line = line.trim_start();
        let is_marked = line.starts_with(['#', '>', '|', '~'])
            || line.starts_with(['-', '+', '='])
                && (line.len() == 1
                    || line[1..].starts_with([' ', '-', '=', '+'])
                    || line[1..].is_empty());
        if is_marked {
            out.push('\\');
        }
        out.push_str(line);
    }
    out
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
