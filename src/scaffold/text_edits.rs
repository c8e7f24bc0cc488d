//! Edits of a text at known places, so that everything else in it stays: comments, order, spacing, line ends.

use std::collections::{BTreeMap, BTreeSet};

use crate::syntax::span::Span;

/// Edits that are collected first and then made at once. Lines and columns are those of the text before any edit.
#[derive(Debug, Default)]
pub(super) struct TextEdits {
    replacements: BTreeMap<(u32, u32), (u32, String)>,
    removed: BTreeSet<u32>,
    inserted: BTreeMap<u32, Vec<String>>,
}

impl TextEdits {
    /// Replaces the characters of a span, which lie in one line.
    pub(super) fn replace(&mut self, span: Span, text: String) {
        self.replacements.insert((span.start.line, span.start.col), (span.len, text));
    }

    /// Removes the lines from `first` up to, but without, `end`.
    pub(super) fn remove_lines(&mut self, first: u32, end: u32) {
        self.removed.extend(first..end);
    }

    /// Inserts a line after a line; 0 is the beginning of the text.
    pub(super) fn insert_after(&mut self, line: u32, text: String) {
        self.inserted.entry(line).or_default().push(text);
    }

    /// Makes the edits.
    pub(super) fn apply(&self, text: &str) -> String {
        let ending = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut out = String::with_capacity(text.len() + 200);
        let insert = |line: u32, out: &mut String| {
            for inserted in self.inserted.get(&line).into_iter().flatten() {
                if !out.is_empty() && !out.ends_with('\n') {
                    out.push_str(ending);
                }
                out.push_str(inserted);
                out.push_str(ending);
            }
        };
        insert(0, &mut out);
        for (number, line) in (1..).zip(text.split_inclusive('\n')) {
            if !self.removed.contains(&number) {
                out.push_str(&self.edited(number, line));
            }
            insert(number, &mut out);
        }
        out
    }

    fn edited(&self, number: u32, line: &str) -> String {
        let mut edited = line.to_owned();
        for ((_, col), (len, text)) in
            self.replacements.range((number, 0)..=(number, u32::MAX)).rev()
        {
            let start = byte_of(line, *col);
            let end = byte_of(line, col.saturating_add(*len)).max(start);
            edited.replace_range(start..end, text);
        }
        edited
    }
}

/// The byte at which a column begins, from 1; the end of the line's text where it has no such column.
fn byte_of(line: &str, col: u32) -> usize {
    let text = line.trim_end_matches(['\n', '\r']);
    let at = text.char_indices().nth(col.saturating_sub(1) as usize);
    at.map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_made_at_the_places_of_the_old_text() {
        let text = "标题: 旧   # 注\r\n去: 掉\r\n甲: 一，乙: 二\r\n末";
        let mut edits = TextEdits::default();
        edits.replace(Span::new(1, 5, 1), "新的".to_owned());
        edits.replace(Span::new(3, 4, 1), "1111".to_owned());
        edits.replace(Span::new(3, 9, 1), String::new());
        edits.remove_lines(2, 3);
        edits.insert_after(2, "加: 上".to_owned());
        edits.insert_after(4, "尾".to_owned());
        let edited = edits.apply(text);
        assert_eq!(edited, "标题: 新的   # 注\r\n加: 上\r\n甲: 1111，乙: \r\n末\r\n尾\r\n");
        assert_eq!(TextEdits::default().apply(text), text);
    }

    #[test]
    fn places_outside_the_text_do_no_harm() {
        let mut edits = TextEdits::default();
        edits.replace(Span::new(1, 90, 9), "x".to_owned());
        edits.replace(Span::new(9, 1, 9), "y".to_owned());
        edits.remove_lines(7, 9);
        assert_eq!(edits.apply("a\n"), "ax\n");
    }
}
