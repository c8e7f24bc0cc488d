//! Adds an old id to `formerly`, one line an item.

use super::former_keys::{NewValue, YamlPart, add_key};
use super::messages::Refusal;
use super::references::yaml_scalar;
use crate::parse::names::FORMERLY;
use crate::syntax::span::Span;
use crate::syntax::text_edits::TextEdits;
use crate::syntax::yaml::{Node, NodeKind};

/// The ids of a move as `formerly` holds them.
pub(super) struct FormerIdChange<'a> {
    /// The old and the new id.
    pub(super) old: &'a str,
    pub(super) new: &'a str,
    /// The folder of the old id, in which a name alone is an id; `None` for schools and pairs.
    pub(super) old_folder: Option<&'a str>,
    /// Whether the new id is in the same folder.
    pub(super) stays_in_folder: bool,
    /// Whether the old id is written as a name alone, where that means the same.
    pub(super) is_short: bool,
}

impl FormerIdChange<'_> {
    /// The old id as it is written.
    fn spelled(&self) -> &str {
        match self.old_folder {
            Some(folder) if self.is_short && self.stays_in_folder => {
                self.old.strip_prefix(folder).unwrap_or(self.old).trim_start_matches('/')
            }
            _ => self.old,
        }
    }

    /// The id that an item means.
    fn full(&self, item: &str) -> String {
        match self.old_folder {
            Some(folder) if !item.contains('/') => format!("{folder}/{item}"),
            _ => item.to_owned(),
        }
    }

    /// The text that an item needs in the new place; `None` where it stays.
    fn respelled(&self, item: &str) -> Option<String> {
        let full = self.full(item);
        (!self.stays_in_folder && full != item).then_some(full)
    }
}

/// Adds an old id to `formerly`, and takes the new one out: what comes back to an old place is no longer formerly there.
pub(super) fn add_former(
    change: &FormerIdChange<'_>,
    part: &YamlPart,
    (path, edits): (&str, &mut TextEdits),
) -> Result<(), Refusal> {
    let added = yaml_scalar(change.spelled());
    let Some((key, value)) = part.entry(FORMERLY) else {
        return add_key((FORMERLY, NewValue::FirstItem(&added)), part, (path, edits));
    };
    let line = format!("{}: {added}", key.text().unwrap_or(FORMERLY.en));
    let refusal = || Refusal::NoPlace { path: path.to_owned(), line: line.clone() };
    let mut items: Vec<&Node> = Vec::new();
    match &value.kind {
        NodeKind::Seq(found) => items.extend(found),
        NodeKind::Scalar { .. } => items.push(value),
        NodeKind::Map(_) => return Err(refusal()),
    }
    if is_in_braces(part, edits) {
        return Err(refusal());
    }
    let list = FormerList { change, key, value, items, added: &added };
    list.change(edits).ok_or_else(refusal)
}

/// Whether the YAML is a map in braces, which has no lines for items.
fn is_in_braces(part: &YamlPart, edits: &TextEdits) -> bool {
    let Some(range) = edits.range(Span { len: 0, ..part.root.span }) else { return false };
    match edits.written().get(range.start..) {
        Some(rest) => rest.starts_with('{'),
        None => false,
    }
}

/// The list that is there.
struct FormerList<'a> {
    change: &'a FormerIdChange<'a>,
    key: &'a Node,
    value: &'a Node,
    items: Vec<&'a Node>,
    /// The new item as YAML.
    added: &'a str,
}

impl FormerList<'_> {
    fn change(&self, edits: &mut TextEdits) -> Option<()> {
        let (Some(last), None) = (self.items.last(), self.value.text()) else {
            return self.rewrite(edits);
        };
        let at = edits.range(last.span)?.start;
        let line_start = edits.line_start(last.span.start.line)?;
        let before = edits.slice(&(line_start..at)).to_owned();
        if before.trim_start().starts_with('-') && !before.contains(['[', ',']) {
            return self.change_lines(&before, edits);
        }
        let is_one_line = last.span.start.line == self.key.span.start.line;
        if is_one_line || self.changes_items() {
            return self.rewrite(edits);
        }
        // A list in brackets over several lines keeps its form and its comments.
        let end = edits.range(last.span)?.end;
        edits.replace(end..end, format!(", {}", self.added));
        Some(())
    }

    /// Whether an item goes, or is spelled otherwise.
    fn changes_items(&self) -> bool {
        for item in &self.items {
            let Some(text) = item.text() else { continue };
            if self.drops(text) || self.change.respelled(text).is_some() {
                return true;
            }
        }
        false
    }

    fn drops(&self, item: &str) -> bool {
        self.change.full(item) == self.change.new
    }

    /// Adds a line to a list of lines, and changes only those of items that go or are spelled otherwise. `before` is what
    /// stands in front of the last item.
    fn change_lines(&self, before: &str, edits: &mut TextEdits) -> Option<()> {
        let mut last_line = 0;
        for item in &self.items {
            let line = item.span.start.line;
            last_line = last_line.max(line);
            let text = item.text()?;
            if self.drops(text) {
                let range = edits.line_start(line)?..edits.line_start(line + 1)?;
                edits.replace(range, "");
            } else if let Some(full) = self.change.respelled(text) {
                let range = edits.range(item.span)?;
                edits.replace(range, yaml_scalar(&full));
            }
        }
        let next = edits.line_start(last_line + 1)?;
        let end = edits.line_end();
        let start = if edits.ends_a_line(next) { "" } else { end };
        edits.replace(next..next, format!("{start}{before}{}{end}", self.added));
        Some(())
    }

    /// Writes the list again, one line an item; a comment on the line of the key stays.
    fn rewrite(&self, edits: &mut TextEdits) -> Option<()> {
        let key_line = self.key.span.start.line;
        let key_range = edits.range(self.key.span)?;
        let indent = edits.slice(&(edits.line_start(key_line)?..key_range.start)).to_owned();
        if !indent.trim_matches(' ').is_empty() {
            return None;
        }
        let value_end = match end_of_brackets(key_range.end, &self.items, edits) {
            Some(end) => end,
            None => self.end_of_scalar(key_range.end, &indent, edits)?,
        };
        edits.replace(key_range.end..value_end, ":");
        let next = edits.next_line_start(value_end);
        let end = edits.line_end();
        let mut lines = if edits.ends_a_line(next) { String::new() } else { end.to_owned() };
        for item in &self.items {
            let text = item.text()?;
            if !text.is_empty() && !self.drops(text) {
                let text = self.change.respelled(text).unwrap_or(text.to_owned());
                lines.push_str(&format!("{indent}  - {}{end}", yaml_scalar(&text)));
            }
        }
        lines.push_str(&format!("{indent}  - {}{end}", self.added));
        edits.replace(next..next, lines);
        Some(())
    }

    /// Where a scalar ends: at the comment behind it, or at the end of its line. `None` where it goes on below that line, or
    /// something else than its key stands before it.
    fn end_of_scalar(&self, key_end: usize, indent: &str, edits: &TextEdits) -> Option<usize> {
        let (mut line, mut start) = (self.key.span.start.line, key_end);
        if !self.value.is_empty() {
            line = self.value.span.start.line;
            start = edits.range(Span { len: 0, ..self.value.span })?.start;
            if edits.slice(&(key_end..start)).trim() != ":" {
                return None;
            }
        }
        let next = edits.line_start(line + 1)?;
        if goes_on(edits.written().get(next..)?, indent.len()) {
            return None;
        }
        let rest = edits.slice(&(start..next));
        let has_mark = self.value.text().unwrap_or_default().contains(" #");
        let comment = match rest.find(" #") {
            Some(at) if !has_mark => at,
            _ => rest.trim_end().len(),
        };
        Some(start + comment)
    }
}

/// Whether the first line that is not blank belongs to what stands above it: it is indented further, and no comment.
fn goes_on(below: &str, indent: usize) -> bool {
    for line in below.lines() {
        let text = line.trim_start();
        if !text.is_empty() {
            return indent < line.len() - text.len() && !text.starts_with('#');
        }
    }
    false
}

/// Where a list in brackets ends, which may be some lines below its key; `None` where the list has none.
fn end_of_brackets(key_end: usize, items: &[&Node], edits: &TextEdits) -> Option<usize> {
    let rest = edits.written().get(key_end..)?;
    let open = rest.find('[')?;
    if !rest.get(..open)?.trim_start_matches(':').trim().is_empty() {
        return None;
    }
    let mut at = key_end + open + 1;
    for item in items {
        at = at.max(edits.range(item.span)?.end);
    }
    let mut in_comment = false;
    for (offset, ch) in edits.written().get(at..)?.char_indices() {
        match ch {
            '\n' => in_comment = false,
            _ if in_comment => {}
            '#' => in_comment = true,
            ']' => return Some(at + offset + 1),
            // The end of a quoted item.
            ',' | '"' | '\'' => {}
            ch if ch.is_whitespace() => {}
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pair's file with its `formerly`, once it was moved from `c` to `d`; `None` where that is refused.
    fn moved(formerly: &str) -> Option<String> {
        let text = format!("名称: 甲\n{formerly}开始: 2024-03-01\n");
        let part = YamlPart::of(&text, false).unwrap();
        let mut edits = TextEdits::of(text.into_bytes()).unwrap();
        let change = FormerIdChange {
            old: "c",
            new: "d",
            old_folder: None,
            stays_in_folder: true,
            is_short: false,
        };
        add_former(&change, &part, ("pair.yaml", &mut edits)).ok()?;
        let text = String::from_utf8(edits.finish().unwrap()).unwrap();
        let lines = text.strip_prefix("名称: 甲\n").unwrap();
        Some(lines.strip_suffix("开始: 2024-03-01\n").unwrap().to_owned())
    }

    #[test]
    fn a_scalar_becomes_a_list_wherever_it_stands() {
        for (formerly, after) in [
            ("曾用名: b\n", "曾用名:\n  - b\n  - c\n"),
            ("曾用名:\n  b\n", "曾用名:\n  - b\n  - c\n"),
            ("曾用名:\n  \"b\" # 旧\n", "曾用名: # 旧\n  - b\n  - c\n"),
            ("曾用名: b\n  \n\n", "曾用名:\n  - b\n  - c\n  \n\n"),
            ("曾用名: b\n  # 旧\n", "曾用名:\n  - b\n  - c\n  # 旧\n"),
            ("曾用名: # 旧\n", "曾用名: # 旧\n  - c\n"),
        ] {
            assert_eq!(moved(formerly).as_deref(), Some(after), "{formerly}");
        }
    }

    #[test]
    fn a_scalar_of_several_lines_is_left_to_people() {
        for formerly in [
            "曾用名: |\n  b\n",
            "曾用名: >-\n\n  b\n",
            "曾用名: \"a\n  b\"\n",
            "曾用名: # 旧\n  b\n",
        ] {
            assert_eq!(moved(formerly), None, "{formerly}");
        }
    }
}
