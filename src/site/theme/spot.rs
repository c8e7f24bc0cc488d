//! A position in a template, and the excerpt that shows it.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

/// Characters shown before and after the position: templates have long lines.
const CONTEXT_BEFORE: usize = 48;
const CONTEXT_AFTER: usize = 32;

/// A range of characters in one line of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TemplateSpot {
    /// From 1.
    pub(super) line: usize,
    /// In characters, from 1.
    pub(super) column: usize,
    /// In characters, at least 1.
    pub(super) width: usize,
    /// The line as it is in the template, with blanks for tabs.
    pub(super) source: String,
}

impl TemplateSpot {
    /// The spot of `width` characters from a byte offset.
    pub(super) fn from_offset(text: &str, offset: usize, width: usize) -> TemplateSpot {
        let before = &text[..offset];
        let line = before.matches('\n').count() + 1;
        let line_start = before.rsplit('\n').next().unwrap_or_default();
        TemplateSpot::new(text, line, line_start.chars().count() + 1, width)
    }

    /// The spot at a line and column, both from 1.
    pub(super) fn new(text: &str, line: usize, column: usize, width: usize) -> TemplateSpot {
        let source = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        TemplateSpot { line, column, width: width.max(1), source: source.replace('\t', " ") }
    }

    /// The line with a caret under each cell of the spot; two lines, each after a line break.
    pub(super) fn excerpt(&self) -> String {
        let cut = (self.column - 1).saturating_sub(CONTEXT_BEFORE);
        let shown: Vec<char> = self.source.chars().skip(cut).collect();
        let start = self.column - 1 - cut;
        let end = (start + self.width + CONTEXT_AFTER).min(shown.len());
        let start = start.min(end);
        let left = if 0 < cut { "…" } else { "" };
        let right = if end < shown.len() { "…" } else { "" };
        let line = String::from_iter(&shown[..end]);
        let before = String::from_iter(&shown[..start]);
        let marked = String::from_iter(&shown[start..(start + self.width).min(end)]);

        let number = self.line.to_string();
        let gutter = " ".repeat(number.len());
        let indent = " ".repeat(left.width() + before.width());
        let carets = "^".repeat(marked.width().max(1));
        let mut excerpt = String::new();
        let _ = write!(excerpt, "\n {number} | {left}{}{right}", line.trim_end());
        let _ = write!(excerpt, "\n {gutter} | {indent}{carets}");
        excerpt
    }
}
