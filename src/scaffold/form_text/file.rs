//! A file that already exists, as a form shows it: its values, and the lines of each.

use super::read::{field_of, read_map};
use super::value::FormValues;
use crate::l10n::Lang;
use crate::schema::form::FormField;
use crate::syntax::front_matter;
use crate::syntax::text_edits::TextEdits;
use crate::syntax::yaml::{self, Node, NodeKind, YamlDocument};

/// A file as a form shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedText {
    /// The values of its fields, settled.
    pub values: FormValues,
    /// Keys whose values the form does not show; they are kept.
    pub kept: Vec<String>,
    /// The text below the front matter.
    pub body: String,
    /// The lines of each field at the top level: first, and after the last.
    pub lines: Vec<(&'static str, u32, u32)>,
}

/// Why a form cannot show or edit a file: it can be edited as a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotEditable {
    /// It is not in UTF-8.
    Encoding,
    /// It has no front matter, or YAML that cannot be read.
    Syntax,
    /// Its YAML is not laid out in lines of `key: value`.
    Layout,
}

/// Reads a file for a form. `is_yaml`: it has no front matter but is YAML as a whole.
///
/// # Errors
/// When it can only be edited as a text.
pub fn open(bytes: &[u8], fields: &[FormField], is_yaml: bool) -> Result<OpenedText, NotEditable> {
    let file = File::parse(bytes, is_yaml)?;
    let (values, kept) = read_map(file.entries(), fields);
    let mut lines = Vec::new();
    let rows = rows(&file.lines, file.entries(), file.end).ok_or(NotEditable::Layout)?;
    for ((key, _), row) in file.entries().iter().zip(rows) {
        if let Some(field) = field_of(fields, key.text().unwrap_or_default()) {
            lines.push((field.code, row.first, row.end));
        }
    }
    Ok(OpenedText { values, kept, body: file.body(), lines })
}

/// A file in its parts.
pub(super) struct File {
    pub(super) edits: TextEdits,
    pub(super) lines: Vec<String>,
    pub(super) document: YamlDocument,
    /// The first line of the YAML, and the line after its last.
    pub(super) first: u32,
    pub(super) end: u32,
    pub(super) body_line: Option<u32>,
}

impl File {
    pub(super) fn parse(bytes: &[u8], is_yaml: bool) -> Result<File, NotEditable> {
        let edits = TextEdits::of(bytes.to_vec()).ok_or(NotEditable::Encoding)?;
        let text = edits.decoded();
        let lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        let (yaml, first, end, body_line) = if is_yaml {
            let count = lines.len() - usize::from(text.ends_with('\n') || text.is_empty());
            (text.as_str(), 1, count as u32 + 1, None)
        } else {
            let parts = front_matter::split(&text).map_err(|_| NotEditable::Syntax)?;
            (parts.yaml, parts.yaml_line, parts.body_line - 1, Some(parts.body_line))
        };
        let document = yaml::parse(yaml, first, &|_| true).map_err(|_| NotEditable::Syntax)?;
        let is_empty = document.root.is_empty();
        if !is_empty && !matches!(document.root.kind, NodeKind::Map(_)) {
            return Err(NotEditable::Layout);
        }
        Ok(File { edits, lines, document, first, end, body_line })
    }

    pub(super) fn entries(&self) -> &[(Node, Node)] {
        entries_of(&self.document.root)
    }

    pub(super) fn body(&self) -> String {
        let Some(line) = self.body_line else { return String::new() };
        let below = self.lines.get(line as usize - 1..).unwrap_or_default();
        below.join("\n").trim().to_owned()
    }
}

pub(super) fn entries_of(node: &Node) -> &[(Node, Node)] {
    match &node.kind {
        NodeKind::Map(entries) => entries,
        NodeKind::Scalar { .. } | NodeKind::Seq(_) => &[],
    }
}

/// The language of most keys.
pub(super) fn language(entries: &[(Node, Node)], fields: &[FormField]) -> Lang {
    let mut english = 0;
    let mut chinese = 0;
    for (key, _) in entries {
        let text = key.text().unwrap_or_default();
        for field in fields {
            english += usize::from(text == field.name.en);
            chinese += usize::from(text == field.name.zh);
        }
    }
    if chinese < english { Lang::En } else { Lang::Zh }
}

/// The lines of an entry of a map or an item of a list: the first, and the one after the last.
#[derive(Debug, Clone, Copy)]
pub(super) struct FileRow {
    pub(super) first: u32,
    pub(super) end: u32,
    /// The spaces before its key or dash.
    pub(super) indent: usize,
    /// Whether its key follows the dash of an item.
    pub(super) follows_dash: bool,
}

/// The lines of the entries of a map in block style; `None` for any other layout.
pub(super) fn rows(lines: &[String], entries: &[(Node, Node)], end: u32) -> Option<Vec<FileRow>> {
    let mut rows: Vec<FileRow> = Vec::with_capacity(entries.len());
    for (at, (key, _)) in entries.iter().enumerate() {
        let (line, col) = (key.span.start.line, key.span.start.col as usize - 1);
        let before: String = lines.get(line as usize - 1)?.chars().take(col).collect();
        let follows_dash = at == 0 && before.trim_end().ends_with('-');
        let dash = before.trim_start_matches(' ');
        let is_sound = before.trim().is_empty()
            || follows_dash && dash.starts_with('-') && dash[1..].trim().is_empty();
        let is_block = rows.last().is_none_or(|last| last.first < line && last.indent == col);
        if !is_sound || !is_block {
            return None;
        }
        rows.push(FileRow { first: line, end: line + 1, indent: col, follows_dash });
    }
    set_ends(lines, &mut rows, end);
    Some(rows)
}

/// The lines of the items of a list in block style, each with its dash on its first line.
pub(super) fn item_rows(lines: &[String], items: &[Node], end: u32) -> Option<Vec<FileRow>> {
    let mut rows: Vec<FileRow> = Vec::with_capacity(items.len());
    for item in items {
        let line = item.span.start.line;
        let text = lines.get(line as usize - 1)?;
        let indent = text.len() - text.trim_start_matches(' ').len();
        let is_block = rows.last().is_none_or(|last| last.first < line && last.indent == indent);
        if !text[indent..].starts_with("- ") || !is_block {
            return None;
        }
        rows.push(FileRow { first: line, end: line + 1, indent, follows_dash: false });
    }
    set_ends(lines, &mut rows, end);
    Some(rows)
}

/// A row goes to the next one, without the blank lines and comments above that.
fn set_ends(lines: &[String], rows: &mut [FileRow], end: u32) {
    let mut next = end;
    for row in rows.iter_mut().rev() {
        let mut last = next;
        while row.first + 1 < last {
            let line = lines.get(last as usize - 2).map_or("", String::as_str);
            let rest = line.trim_start_matches(' ');
            let is_above_next = rest.trim().is_empty()
                || rest.starts_with('#') && line.len() - rest.len() <= row.indent;
            if !is_above_next {
                break;
            }
            last -= 1;
        }
        row.end = last;
        next = row.first;
    }
}
