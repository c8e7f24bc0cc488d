//! The white space before a line: which of it is layout of lists and fences, and which people typed to indent a
//! paragraph, so that Markdown would take the paragraph for code.
//!
//! The text of a school has no code but between fences: what stands four spaces or a tab deeper than the list around it
//! is a paragraph, or an item of that list.

use super::form_lines::{ends_list, is_han};
use super::prepare::{is_rule, list_marker, run_length};

/// The columns of white space from which on Markdown takes a line for code.
const CODE_INDENT: usize = 4;
/// The most items that may begin in one line.
const MAX_ITEMS: usize = 32;

/// What is to be done with the white space before a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct LineIndent {
    /// Whether the line ends the list above it: a label or typed heading, which Markdown would add to the last item.
    pub(super) ends_list: bool,
    /// The columns to write before the line instead of those that were typed.
    pub(super) columns: Option<usize>,
    /// Whether a paragraph begins with the line, though no blank line stands above it.
    pub(super) begins_paragraph: bool,
    /// Whether the line is code between fences.
    pub(super) is_code: bool,
}

/// White space that was typed before a line and those below it, and which is removed.
#[derive(Debug, Clone, Copy, Default)]
struct TypedIndent {
    /// The columns before the first of the lines. A line with fewer does not belong to them.
    from: usize,
    /// The columns that are removed from each.
    by: usize,
}

/// What is known of the lines above.
#[derive(Default)]
pub(super) struct LineContext {
    /// The byte and the length of the open fence.
    fence: Option<(u8, usize)>,
    /// The columns at which the texts of the open list items begin, from the outermost item on.
    items: Vec<usize>,
    typed: TypedIndent,
    after_text: bool,
}

impl LineContext {
    /// What to do with the white space before the next line.
    pub(super) fn next_line(&mut self, line: &str) -> LineIndent {
        let text = line.trim_start_matches([' ', '\t']);
        let columns = column_after(0, &line[..line.len() - text.len()]);
        if let Some((mark, length)) = self.fence {
            let run = run_length(text.as_bytes(), mark);
            if run >= length && text[run..].trim().is_empty() {
                (self.fence, self.after_text) = (None, false);
            }
            let wanted = columns.saturating_sub(self.typed.by);
            return LineIndent {
                columns: (wanted < columns).then_some(wanted),
                is_code: true,
                ..LineIndent::default()
            };
        }
        if text.trim_start().is_empty() {
            self.after_text = false;
            return LineIndent::default();
        }
        let found = self.indent_of(text, columns);
        self.fence = opened_fence(text);
        self.after_text = true;
        found
    }

    /// What to do with the white space before a line outside fences that is not blank.
    fn indent_of(&mut self, text: &str, columns: usize) -> LineIndent {
        let is_underline = self.after_text && is_underline(text);
        let begins_item = list_marker(text).is_some() && !is_underline || text.starts_with("[^");
        let ends_list =
            !self.items.is_empty() && self.after_text && columns == 0 && ends_list(text);
        if ends_list {
            self.items.clear();
        }
        let is_in_paragraph = self.after_text && !begins_item && !ends_list;
        if is_in_paragraph && (is_underline || !self.items.is_empty() || columns < CODE_INDENT) {
            return LineIndent::default();
        }
        if columns < self.typed.from {
            self.typed = TypedIndent::default();
        }
        let mut at = columns - self.typed.by;
        while self.items.pop_if(|item| at < *item).is_some() {}
        let base = self.items.last().copied().unwrap_or_default();
        if base + CODE_INDENT <= at {
            at = base;
            self.typed = TypedIndent { from: columns, by: columns - base };
        }
        if begins_item {
            self.add_items(text, at);
        }
        LineIndent {
            ends_list,
            columns: (at < columns).then_some(at),
            begins_paragraph: is_in_paragraph && text.starts_with(is_han),
            is_code: false,
        }
    }

    /// Adds the items that begin in a line whose text begins at a column.
    fn add_items(&mut self, text: &str, at: usize) {
        if text.starts_with("[^") {
            self.items.push(at + CODE_INDENT);
        }
        let (mut rest, mut at) = (text, at);
        while let Some(length) = list_marker(rest)
            && !is_rule(rest)
            && self.items.len() < MAX_ITEMS
        {
            let inside = rest[length..].trim_start_matches([' ', '\t']);
            let marker_end = at + length;
            at = column_after(marker_end, &rest[length..rest.len() - inside.len()]);
            if inside.is_empty() || marker_end + CODE_INDENT < at {
                at = marker_end + 1;
            }
            self.items.push(at);
            rest = inside;
        }
    }
}

/// The column behind white space that begins at a column.
fn column_after(at: usize, space: &str) -> usize {
    let mut column = at;
    for byte in space.bytes() {
        column += if byte == b'\t' { 4 - column % 4 } else { 1 };
    }
    column
}

/// The byte and the length of the fence that a line opens.
fn opened_fence(text: &str) -> Option<(u8, usize)> {
    let mark = *text.as_bytes().first()?;
    let length = run_length(text.as_bytes(), mark);
    let is_inline = mark == b'`' && text[length..].contains('`');
    (3 <= length && matches!(mark, b'`' | b'~') && !is_inline).then_some((mark, length))
}

/// Whether a line would make a heading of the paragraph above it.
fn is_underline(text: &str) -> bool {
    let text = text.trim_end();
    text.trim_start_matches('-').is_empty() || text.trim_start_matches('=').is_empty()
}
