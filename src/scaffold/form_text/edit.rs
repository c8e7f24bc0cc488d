//! Edits of a file that already exists, by the values of a form: only what says another value is written anew. Comments,
//! the order of keys, quotation, line ends and the text below stay byte for byte.

use super::align::{Step, align};
use super::read::{ReadValue, field_of, read_map, read_value};
use super::value::{FormValue, FormValues, is_same, pair_of, text_of};
use super::write::{entry_lines, item_lines, pair_line, pair_value, scalar, spelled};
use crate::l10n::Lang;
use crate::schema::form::FormField;
use crate::syntax::front_matter;
use crate::syntax::span::Span;
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
    let is_as_asked = read_map(again.entries(), fields).0 == *values
        || says_the_same(again.entries(), fields, values)
        || !again.document.duplicate_keys.is_empty();
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

/// A file in its parts.
struct File {
    edits: TextEdits,
    lines: Vec<String>,
    document: YamlDocument,
    /// The first line of the YAML, and the line after its last.
    first: u32,
    end: u32,
    body_line: Option<u32>,
}

impl File {
    fn parse(bytes: &[u8], is_yaml: bool) -> Result<File, NotEditable> {
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

    fn entries(&self) -> &[(Node, Node)] {
        entries_of(&self.document.root)
    }

    fn body(&self) -> String {
        let Some(line) = self.body_line else { return String::new() };
        let below = self.lines.get(line as usize - 1..).unwrap_or_default();
        below.join("\n").trim().to_owned()
    }
}

fn entries_of(node: &Node) -> &[(Node, Node)] {
    match &node.kind {
        NodeKind::Map(entries) => entries,
        NodeKind::Scalar { .. } | NodeKind::Seq(_) => &[],
    }
}

/// The language of most keys.
fn language(entries: &[(Node, Node)], fields: &[FormField]) -> Lang {
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
struct Row {
    first: u32,
    end: u32,
    /// The spaces before its key or dash.
    indent: usize,
    /// Whether its key follows the dash of an item.
    follows_dash: bool,
}

/// The lines of the entries of a map in block style; `None` for any other layout.
fn rows(lines: &[String], entries: &[(Node, Node)], end: u32) -> Option<Vec<Row>> {
    let mut rows: Vec<Row> = Vec::with_capacity(entries.len());
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
        rows.push(Row { first: line, end: line + 1, indent: col, follows_dash });
    }
    set_ends(lines, &mut rows, end);
    Some(rows)
}

/// The lines of the items of a list in block style, each with its dash on its first line.
fn item_rows(lines: &[String], items: &[Node], end: u32) -> Option<Vec<Row>> {
    let mut rows: Vec<Row> = Vec::with_capacity(items.len());
    for item in items {
        let line = item.span.start.line;
        let text = lines.get(line as usize - 1)?;
        let indent = text.len() - text.trim_start_matches(' ').len();
        let is_block = rows.last().is_none_or(|last| last.first < line && last.indent == indent);
        if !text[indent..].starts_with("- ") || !is_block {
            return None;
        }
        rows.push(Row { first: line, end: line + 1, indent, follows_dash: false });
    }
    set_ends(lines, &mut rows, end);
    Some(rows)
}

/// A row goes to the next one, without the blank lines and comments above that.
fn set_ends(lines: &[String], rows: &mut [Row], end: u32) {
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

/// What happens to one field of a map.
struct FieldEdit<'v> {
    field: usize,
    row: Option<usize>,
    wanted: Option<&'v FormValue>,
}

struct Editor<'l> {
    edits: TextEdits,
    lines: &'l [String],
    lang: Lang,
}

impl Editor<'_> {
    /// Edits a map between two lines; false, with nothing done, where it must be written anew.
    fn edit_map(
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
        rows: &[Row],
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
        let lines = entry_lines(field, spelled(field, self.lang), wanted, &indent, self.lang);
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
        row: Row,
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

    /// Writes an entry anew, with as much of its line as can stay.
    fn rewrite(
        &mut self,
        field: &FormField,
        (key, value): (&Node, &Node),
        row: Row,
        wanted: &FormValue,
        lines: &[String],
    ) {
        let one_line = match wanted {
            FormValue::Text(text) => Some(scalar(field, text)),
            FormValue::List(items) if field.shape == "texts" && items.len() == 1 => {
                items.first().and_then(text_of).map(crate::scaffold::quote)
            }
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
    fn replace_rows(&mut self, from: Span, row: Row, lines: &[String]) {
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

    /// Edits the pairs of a map of labels; false, with nothing done, where it must be written anew.
    fn edit_pairs(
        &mut self,
        field: &FormField,
        entries: &[(Node, Node)],
        end: u32,
        wanted: &[FormValue],
    ) -> bool {
        let Some(rows) = rows(self.lines, entries, end) else { return false };
        let Some(first) = rows.first().copied() else { return false };
        let mut names = std::collections::BTreeSet::new();
        for row in wanted {
            if !names.insert(pair_of(row).unwrap_or_default().0) {
                return false;
            }
        }
        for ((key, _), row) in entries.iter().zip(&rows) {
            if !names.contains(key.text().unwrap_or_default().trim()) {
                self.remove(*row);
            }
        }
        let mut line = first.first;
        for pair in wanted {
            let (name, text) = pair_of(pair).unwrap_or_default();
            let known = entries
                .iter()
                .position(|(key, _)| key.text().is_some_and(|key| key.trim() == name));
            let own_line = pair_line(field, pair, &" ".repeat(first.indent));
            let Some(at) = known else {
                self.insert(line, &[own_line]);
                continue;
            };
            line = rows[at].end;
            let value = &entries[at].1;
            if value.text().is_some_and(|old| old.trim() == text) || joined(value) == text {
                continue;
            }
            match self.single_line(value) {
                Some(range) => self.edits.replace(range, pair_value(field, text)),
                None => self.replace_rows(entries[at].0.span, rows[at], &[own_line]),
            }
        }
        true
    }

    /// Edits the items of a list; false, with nothing done, where it must be written anew.
    fn edit_items(
        &mut self,
        field: &FormField,
        items: &[Node],
        end: u32,
        wanted: &[FormValue],
    ) -> bool {
        let Some(rows) = item_rows(self.lines, items, end) else { return false };
        let Some(first) = rows.first().copied() else { return false };
        let mut old = Vec::new();
        for item in items {
            old.push(match &item.kind {
                NodeKind::Scalar { text, .. } => FormValue::Text(text.trim().to_owned()),
                NodeKind::Map(entries) => FormValue::Map(read_map(entries, &field.fields).0),
                NodeKind::Seq(_) => return false,
            });
        }
        let (steps, removed) = align(&old, wanted);
        for at in removed {
            self.remove(rows[at]);
        }
        let indent = " ".repeat(first.indent);
        let mut line = first.first;
        for (step, wanted) in steps.iter().zip(wanted) {
            let lines = item_lines(field, wanted, &indent, self.lang);
            match step {
                Step::Keep(at) => line = rows[*at].end,
                Step::Change(at) => {
                    line = rows[*at].end;
                    self.change_item(field, &items[*at], rows[*at], wanted, &lines);
                }
                Step::Insert => self.insert(line, &lines),
            }
        }
        true
    }

    fn change_item(
        &mut self,
        field: &FormField,
        item: &Node,
        row: Row,
        wanted: &FormValue,
        lines: &[String],
    ) {
        if let (NodeKind::Map(entries), FormValue::Map(values)) = (&item.kind, wanted)
            && self.edit_map(entries, row.first, row.end, &field.fields, values)
        {
            return;
        }
        match (self.single_line(item), wanted) {
            (Some(range), FormValue::Text(text)) => {
                self.edits.replace(range, crate::scaffold::quote(text));
            }
            _ => self.replace_rows(Span::new(row.first, row.indent as u32 + 1, 0), row, lines),
        }
    }

    fn remove(&mut self, row: Row) {
        let (start, end) = (self.edits.line_start(row.first), self.edits.line_start(row.end));
        if let (Some(start), Some(end)) = (start, end) {
            self.edits.replace(start..end, String::new());
        }
    }

    /// Inserts lines before a line.
    fn insert(&mut self, line: u32, lines: &[String]) {
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

    /// The bytes of a value that is written on one line.
    fn single_line(&self, node: &Node) -> Option<std::ops::Range<usize>> {
        let NodeKind::Scalar { text, plain } = &node.kind else { return None };
        let range = self.edits.range(node.span).filter(|range| !range.is_empty())?;
        let written = self.edits.slice(&range);
        let is_quoted = |sign: char| {
            let inner = written.strip_prefix(sign).and_then(|rest| rest.strip_suffix(sign));
            inner.is_some()
        };
        let is_whole = if *plain { written == text } else { is_quoted('"') || is_quoted('\'') };
        is_whole.then_some(range)
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
        let body = body.replace("\r\n", "\n").replace('\r', "\n");
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

/// The texts of a list as one text.
fn joined(node: &Node) -> String {
    let NodeKind::Seq(items) = &node.kind else { return String::new() };
    let texts: Vec<&str> = items.iter().filter_map(Node::text).map(str::trim).collect();
    texts.join("、")
}
