//! What a file says, in its order: values with their labels, and text.

use super::follow_ups::ClosingItem;
use super::label::{LabelIndex, LabelTarget};
use crate::diagnostics::{BilingualName, ImportPlace};
use crate::syntax::docx::{WordBlock, WordParagraph, WordRun, text_of};

/// A part of a file.
#[derive(Debug, Clone)]
pub(super) enum Item {
    /// A value with its label.
    Field(FieldItem),
    /// Text.
    Text { block: WordBlock, place: ImportPlace },
    /// Several problems found, from the rows of a table.
    FollowUps(Vec<FollowUpItem>),
    /// Problems of earlier visits that are settled.
    Closings(Vec<ClosingItem>),
}

impl Item {
    /// Whether it is the value of a key.
    pub(super) fn is_field(&self, key: BilingualName) -> bool {
        match self {
            Item::Field(field) => field.target == Some(LabelTarget::Key(key)),
            _ => false,
        }
    }

    /// The table in which it stands, from 1.
    pub(super) fn table(&self) -> Option<u32> {
        let place = match self {
            Item::Field(field) => return field.table,
            Item::Text { place, .. } => place,
            Item::FollowUps(rows) => &rows.first()?.place,
            Item::Closings(_) => return None,
        };
        match place {
            ImportPlace::TableRow { table, .. } | ImportPlace::TableLabel { table, .. } => {
                Some(*table)
            }
            _ => None,
        }
    }
}

impl Item {
    /// Names the place in a table of a document rather than the cell of a sheet.
    pub(super) fn move_to_table(&mut self, number: u32) {
        let place = match self {
            Item::Field(field) => {
                field.table = Some(number);
                &mut field.place
            }
            Item::Text { place, .. } => place,
            Item::FollowUps(_) | Item::Closings(_) => return,
        };
        if let ImportPlace::Cell(row, _) = *place {
            *place = ImportPlace::TableRow { table: number, row };
        }
    }
}

/// A value with its label.
#[derive(Debug, Clone)]
pub(super) struct FieldItem {
    /// The label as printed.
    pub(super) label: String,
    /// What it stands for; `None` when it is not known.
    pub(super) target: Option<LabelTarget>,
    /// Whether it only resembles a key.
    pub(super) is_guess: bool,
    pub(super) value: Vec<WordBlock>,
    pub(super) place: ImportPlace,
    /// The table in which it stands, from 1; `None` for a line.
    pub(super) table: Option<u32>,
}

impl FieldItem {
    /// A key and its value, which no label of the file names.
    pub(super) fn of_key(key: BilingualName, text: &str, place: ImportPlace) -> FieldItem {
        FieldItem {
            label: key.zh.to_owned(),
            target: Some(LabelTarget::Key(key)),
            is_guess: false,
            value: vec![paragraph_of(text)],
            place,
            table: Some(0),
        }
    }

    /// The text of the value.
    pub(super) fn text(&self) -> String {
        text_of(&self.value)
    }
}

/// A problem found, and what is done about it: keys and values in the order of the table.
#[derive(Debug, Clone)]
pub(super) struct FollowUpItem {
    pub(super) values: Vec<(LabelTarget, String, String)>,
    pub(super) place: ImportPlace,
}

/// A paragraph with nothing but a text.
pub(super) fn paragraph_of(text: &str) -> WordBlock {
    let run = WordRun::Text { text: text.to_owned(), is_bold: false };
    WordBlock::Paragraph(WordParagraph { runs: vec![run], ..WordParagraph::default() })
}

/// Whether the blocks show nothing.
pub(super) fn is_blank(blocks: &[WordBlock]) -> bool {
    blocks.iter().all(|block| match block {
        WordBlock::Paragraph(paragraph) => paragraph.is_blank(),
        WordBlock::Table(table) => table.rows.iter().flatten().all(|cell| is_blank(&cell.blocks)),
    })
}

/// The values of the lines `标签：值` in a paragraph; empty when it begins with no known label.
pub(super) fn label_lines(paragraph: &WordParagraph, index: &LabelIndex<'_>) -> Vec<FieldItem> {
    if paragraph.level.is_some() || paragraph.has_picture() {
        return Vec::new();
    }
    let text = paragraph.text();
    if MAX_LINE < text.len() {
        return Vec::new();
    }
    let marks = label_marks(&text, index);
    if marks.first().is_none_or(|mark| !text[..mark.start].trim().is_empty()) {
        return Vec::new();
    }
    let mut fields = Vec::new();
    for (number, mark) in marks.iter().enumerate() {
        let end = marks.get(number + 1).map_or(text.len(), |next| next.start);
        let value = text[mark.value..end].trim().trim_end_matches(['；', ';']).trim_end();
        let value = if value.is_empty() { Vec::new() } else { vec![paragraph_of(value)] };
        let label = mark.label.clone();
        fields.push(FieldItem {
            place: ImportPlace::Line(label.clone()),
            label,
            target: Some(mark.target.clone()),
            is_guess: mark.is_guess,
            value,
            table: None,
        });
    }
    fields
}

/// A known label and its colon in a text.
struct LabelMark {
    start: usize,
    value: usize,
    label: String,
    target: LabelTarget,
    is_guess: bool,
}

/// The most bytes of a paragraph that is a line of labels.
const MAX_LINE: usize = 16 * 1024;
/// The most bytes of a label in a line.
const MAX_LABEL_BYTES: usize = 60;

/// The known labels of a text: at its start, or after a tab, a line break, or two spaces; behind the value of another
/// label also after one.
fn label_marks(text: &str, index: &LabelIndex<'_>) -> Vec<LabelMark> {
    let mut marks: Vec<LabelMark> = Vec::new();
    for (colon, sign) in text.match_indices([':', '：']) {
        let from = marks.last().map_or(0, |mark| mark.value);
        // No more is looked at than a label can have.
        let window = text.floor_char_boundary(colon.saturating_sub(2 * MAX_LABEL_BYTES)).max(from);
        let start = match label_start(&text[window..colon]) {
            0 if from < window => continue,
            start => window + start,
        };
        let label = text[start..colon].trim();
        if MAX_LABEL_BYTES < label.len() || label.is_empty() {
            continue;
        }
        let value = colon + sign.len();
        if let Some((target, is_guess)) = index.target(label) {
            let label = label.to_owned();
            marks.push(LabelMark { start, value, label, target, is_guess });
        } else if let Some((gap, label)) = text[start..colon].trim_end().rsplit_once(' ')
            && marks.last().is_some_and(|mark| mark.target != LabelTarget::Text)
            && let Some((target, is_guess)) = index.target(label)
            && target != LabelTarget::Text
        {
            // One space before a key: 时间：3月5日 地点：大班.
            let (start, label) = (start + gap.len() + 1, label.to_owned());
            marks.push(LabelMark { start, value, label, target, is_guess });
        }
    }
    marks
}

/// Where the label begins that ends a text: after the last tab, line break, semicolon or wide gap.
fn label_start(text: &str) -> usize {
    let mut start = 0;
    let mut gap = 0;
    for (index, ch) in text.char_indices() {
        let width = match ch {
            '\t' | '\n' | '；' | ';' | '\u{3000}' => 2,
            ' ' | '\u{a0}' => 1,
            _ => 0,
        };
        gap = if width == 0 { 0 } else { gap + width };
        if 2 <= gap {
            start = index + ch.len_utf8();
        }
    }
    start
}
