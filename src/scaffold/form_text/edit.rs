//! Edits of a file that already exists, by the values of a form: only what says another value is written again. Comments,
//! the order of keys, quotation, line ends and the text below stay byte for byte.

use std::ops::Range;

use super::file::{File, FileRow, NotEditable, entries_of, language, rows};
use super::read::{ReadValue, field_of, read_map, read_value};
use super::value::{FormValue, FormValues, is_same, only_text, with_lf};
use super::write::{entry_lines, scalar};
use crate::l10n::Lang;
use crate::scaffold::quote;
use crate::schema::form::FormField;
use crate::syntax::span::Span;
use crate::syntax::text_edits::TextEdits;
use crate::syntax::yaml::{Node, NodeKind};

/// The bytes of a file with these values and this text below them. The values are settled.
///
/// # Errors
/// When it can only be edited as a text.
pub fn edit(
    bytes: &[u8],
    fields: &[FormField],
    is_yaml: bool,
    values: &FormValues,
    body: &str,
) -> Result<Vec<u8>, NotEditable> {
    let file = File::parse(bytes, is_yaml)?;
    let lang = language(file.entries(), fields);
    let text = file.edits.decoded();
    let mut editor = Editor { edits: file.edits, lines: &file.lines, lang };
    let entries = entries_of(&file.document.root);
    if !editor.edit_map(entries, file.first, file.end, fields, values) {
        return Err(NotEditable::Layout);
    }
    if let Some(line) = file.body_line {
        editor.edit_body(&text, line, body);
    }
    let edited = editor.edits.finish().unwrap_or_else(|| bytes.to_vec());
    let again = File::parse(&edited, is_yaml)?;
    let is_as_asked =
        says_the_same(again.entries(), fields, values) || !again.document.duplicate_keys.is_empty();
    if is_as_asked { Ok(edited) } else { Err(NotEditable::Layout) }
}

fn says_the_same(entries: &[(Node, Node)], fields: &[FormField], values: &FormValues) -> bool {
    let (read, _) = read_map(entries, fields);
    read.len() == values.len()
        && fields.iter().all(|field| match (read.get(field.code), values.get(field.code)) {
            (Some(one), Some(other)) => is_same(field, one, other),
            (None, None) => true,
            _ => false,
        })
}

/// What happens to one field of a map.
struct FieldEdit<'v> {
    field: usize,
    row: Option<usize>,
    wanted: Option<&'v FormValue>,
}

/// A text that is being edited.
pub(super) struct Editor<'l> {
    pub(super) edits: TextEdits,
    pub(super) lines: &'l [String],
    pub(super) lang: Lang,
}

impl Editor<'_> {
    /// Edits a map between two lines; false, with nothing done, where it must be written again.
    pub(super) fn edit_map(
        &mut self,
        entries: &[(Node, Node)],
        first: u32,
        end: u32,
        fields: &[FormField],
        values: &FormValues,
    ) -> bool {
        let Some(rows) = rows(self.lines, entries, end) else { return false };
        let mut field_edits = Vec::new();
        for (at, field) in fields.iter().enumerate() {
            let row = row_of(entries, fields, field);
            let wanted = values.get(field.code);
            let old = match row {
                Some(row) => read_value(field, &entries[row].1),
                None => ReadValue::Nothing,
            };
            let is_unchanged = match (&old, wanted) {
                (ReadValue::Kept, _) | (ReadValue::Nothing, None) => true,
                (ReadValue::Value(old), Some(wanted)) => is_same(field, old, wanted),
                _ => false,
            };
            let is_dash_removed = wanted.is_none() && row.is_some_and(|row| rows[row].follows_dash);
            match is_unchanged {
                true => {}
                false if is_dash_removed => return false,
                false => field_edits.push(FieldEdit { field: at, row, wanted }),
            }
        }
        for edit in field_edits {
            let field = &fields[edit.field];
            match (edit.row, edit.wanted) {
                (Some(row), Some(wanted)) => {
                    self.change(field, &entries[row], rows[row], wanted);
                }
                (Some(row), None) => self.remove(rows[row]),
                (None, Some(wanted)) => {
                    let before = &fields[..edit.field];
                    self.insert_entry(entries, &rows, first, (before, field), wanted);
                }
                (None, None) => {}
            }
        }
        true
    }

    /// Inserts an entry after the last of those that stand before it in the form.
    fn insert_entry(
        &mut self,
        entries: &[(Node, Node)],
        rows: &[FileRow],
        first: u32,
        (before, field): (&[FormField], &FormField),
        wanted: &FormValue,
    ) {
        let mut after = None;
        for (at, (key, _)) in entries.iter().enumerate() {
            let name = key.text().unwrap_or_default();
            if field_of(before, name).is_some() {
                after = Some(at);
            }
        }
        if after.is_none() && rows.first().is_some_and(|row| row.follows_dash) {
            after = Some(0);
        }
        let indent = " ".repeat(rows.first().map_or(0, |row| row.indent));
        let lines =
            entry_lines(field, field.name.in_language(self.lang), wanted, &indent, self.lang);
        let line = match after {
            Some(at) => rows[at].end,
            None => rows.first().map_or(first, |row| row.first),
        };
        self.insert(line, &lines);
    }

    /// Gives a key another value.
    fn change(
        &mut self,
        field: &FormField,
        (key, value): &(Node, Node),
        row: FileRow,
        wanted: &FormValue,
    ) {
        let is_done = match (&value.kind, wanted) {
            (NodeKind::Map(entries), FormValue::Map(inner)) => {
                self.edit_map(entries, row.first + 1, row.end, &field.fields, inner)
            }
            (NodeKind::Map(entries), FormValue::List(pairs)) => {
                self.edit_pairs(field, entries, row.end, pairs)
            }
            (NodeKind::Seq(items), FormValue::List(wanted)) => {
                self.edit_items(field, items, row.end, wanted)
            }
            _ => false,
        };
        if is_done {
            return;
        }
        let spelled = self.edits.range(key.span).map(|range| self.edits.slice(&range).to_owned());
        let name = spelled.unwrap_or_else(|| field.key.to_owned());
        let indent = " ".repeat(row.indent);
        let lines = entry_lines(field, &name, wanted, &indent, self.lang);
        self.rewrite(field, (key, value), row, wanted, &lines);
    }

    /// Writes an entry again, with as much of its line as can stay.
    fn rewrite(
        &mut self,
        field: &FormField,
        (key, value): (&Node, &Node),
        row: FileRow,
        wanted: &FormValue,
        lines: &[String],
    ) {
        let one_line = match wanted {
            FormValue::Text(text) => Some(scalar(field, text)),
            FormValue::List(items) if field.shape == "texts" => only_text(items).map(quote),
            FormValue::List(_) | FormValue::Map(_) => None,
        };
        let colon = self.after_colon(key);
        match (self.single_line(value), one_line, colon) {
            (Some(old), Some(new), _) => self.edits.replace(old, new),
            (None, Some(new), Some(colon)) if value.is_empty() => {
                self.edits.replace(colon..colon, format!(" {new}"));
            }
            (Some(old), None, Some(colon)) => {
                self.edits.replace(colon..old.end, String::new());
                self.insert(row.first + 1, lines.get(1..).unwrap_or_default());
            }
            (None, None, Some(_)) if value.is_empty() => {
                self.insert(row.first + 1, lines.get(1..).unwrap_or_default());
            }
            _ => self.replace_rows(key.span, row, lines),
        }
    }

    /// Replaces the lines of an entry or an item, from a place in the first of them.
    pub(super) fn replace_rows(&mut self, from: Span, row: FileRow, lines: &[String]) {
        let from = Span { len: 0, ..from };
        let Some(start) = self.edits.range(from).map(|range| range.start) else { return };
        let Some(end) = self.edits.line_start(row.end) else { return };
        let eol = self.edits.line_end();
        let mut text = lines.join(eol).trim_start_matches(' ').to_owned();
        if self.edits.ends_a_line(end) {
            text.push_str(eol);
        }
        self.edits.replace(start..end, text);
    }

    pub(super) fn remove(&mut self, row: FileRow) {
        let (start, end) = (self.edits.line_start(row.first), self.edits.line_start(row.end));
        if let (Some(start), Some(end)) = (start, end) {
            self.edits.replace(start..end, String::new());
        }
    }

    /// Inserts lines before a line.
    pub(super) fn insert(&mut self, line: u32, lines: &[String]) {
        let Some(at) = self.edits.line_start(line) else { return };
        let eol = self.edits.line_end();
        let mut text = String::new();
        for line in lines {
            text.push_str(line);
            text.push_str(eol);
        }
        if !self.edits.ends_a_line(at) {
            text = format!("{eol}{}", text.trim_end_matches(['\r', '\n']));
        }
        self.edits.replace(at..at, text);
    }

    /// The bytes of a value that is written on one line, with its quotation marks.
    pub(super) fn single_line(&self, node: &Node) -> Option<Range<usize>> {
        let NodeKind::Scalar { text, plain } = &node.kind else { return None };
        let start = self.edits.range(Span { len: 0, ..node.span })?.start;
        let line = self.edits.written().get(start..)?.split(['\r', '\n']).next()?;
        let length = match *plain {
            true => line.starts_with(text.as_str()).then_some(text.len())?,
            false => quoted_length(line)?,
        };
        let rest = line.get(length..)?;
        let is_whole = rest.trim().is_empty()
            || rest.starts_with([' ', '\t']) && rest.trim_start().starts_with('#');
        (0 < length && is_whole).then(|| start..start + length)
    }

    /// The place after the colon of a key.
    fn after_colon(&self, key: &Node) -> Option<usize> {
        let range = self.edits.range(key.span)?;
        let rest = self.edits.written().get(range.end..)?;
        let colon = rest.find(':')?;
        rest[..colon].trim().is_empty().then_some(range.end + colon + 1)
    }

    /// Writes the text below the front matter, unless it says the same.
    fn edit_body(&mut self, decoded: &str, line: u32, body: &str) {
        let body = with_lf(body);
        let body = body.trim();
        let old = decoded.split('\n').skip(line as usize - 1).collect::<Vec<_>>().join("\n");
        let Some(start) = self.edits.line_start(line) else { return };
        if old.trim() == body {
            return;
        }
        let written = self.edits.written();
        let (end, eol) = (written.len(), self.edits.line_end());
        let below = written.get(start..).unwrap_or_default();
        let lead = below.len() - below.trim_start().len();
        let kept_end = start + below.trim_end().len();
        let needs_break = !self.edits.ends_a_line(start);
        let body = body.replace('\n', eol);
        match (below.trim().is_empty(), body.is_empty()) {
            (_, true) => self.edits.replace(start..end, String::new()),
            (true, false) => {
                let first = if needs_break { eol } else { "" };
                self.edits.replace(start..end, format!("{first}{eol}{body}{eol}"));
            }
            (false, false) => self.edits.replace(start + lead..kept_end, body),
        }
    }
}

/// The entry of a field.
fn row_of(entries: &[(Node, Node)], fields: &[FormField], field: &FormField) -> Option<usize> {
    entries.iter().position(|(key, _)| {
        let known = field_of(fields, key.text().unwrap_or_default());
        known.is_some_and(|known| known.code == field.code)
    })
}

/// The length of the text in quotation marks that a line begins with.
fn quoted_length(line: &str) -> Option<usize> {
    let mark = line.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
    let mut signs = line.char_indices().skip(1).peekable();
    while let Some((at, sign)) = signs.next() {
        let is_doubled = mark == '\'' && signs.peek().is_some_and(|(_, next)| *next == '\'');
        if sign == '\\' && mark == '"' || sign == mark && is_doubled {
            signs.next();
        } else if sign == mark {
            return Some(at + 1);
        }
    }
    None
}
