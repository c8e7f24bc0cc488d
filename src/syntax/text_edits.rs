//! Changes to a text at places that the parsers report. Every other byte stays as it is: the mark at the beginning, line
//! ends, comments, white space.

use std::cell::Cell;
use std::ops::Range;

use super::span::Span;

const BOM: &str = "\u{feff}";

/// A text and the changes to it.
pub(crate) struct TextEdits {
    text: String,
    /// Where each line begins.
    line_starts: Vec<usize>,
    edits: Vec<(Range<usize>, String)>,
    /// The place that was looked up last: line, column, offset. Places are mostly asked for in order, and a line may be
    /// long.
    last: Cell<(u32, u32, usize)>,
}

impl TextEdits {
    /// A text in UTF-8; `None` for any other encoding, which must not be guessed when a file is written.
    pub(crate) fn of(bytes: Vec<u8>) -> Option<TextEdits> {
        let text = String::from_utf8(bytes).ok()?;
        let start = if text.starts_with(BOM) { BOM.len() } else { 0 };
        let mut line_starts = vec![start];
        let bytes = text.as_bytes();
        for (index, byte) in bytes.iter().enumerate().skip(start) {
            let ends = *byte == b'\n' || *byte == b'\r' && bytes.get(index + 1) != Some(&b'\n');
            if ends {
                line_starts.push(index + 1);
            }
        }
        Some(TextEdits { text, line_starts, edits: Vec::new(), last: Cell::new((1, 1, start)) })
    }

    /// The text as the parsers read it.
    pub(crate) fn decoded(&self) -> String {
        let text = self.text.strip_prefix(BOM).unwrap_or(&self.text);
        text.replace("\r\n", "\n").replace('\r', "\n")
    }

    /// The text as it is written.
    pub(crate) fn written(&self) -> &str {
        &self.text
    }

    /// The bytes of a span.
    pub(crate) fn range(&self, span: Span) -> Option<Range<usize>> {
        let start = self.offset(span.start.line, span.start.col)?;
        let end = self.offset(span.start.line, span.start.col.checked_add(span.len)?)?;
        Some(start..end)
    }

    /// Where a column of a line begins; the column after the last character is its end.
    fn offset(&self, line: u32, col: u32) -> Option<usize> {
        let (last_line, last_col, last_offset) = self.last.get();
        let (mut at, mut offset) = match last_line == line && last_col <= col {
            true => (last_col, last_offset),
            false => (1, *self.line_starts.get(line.checked_sub(1)? as usize)?),
        };
        let mut rest = self.text.get(offset..)?.chars();
        while at < col {
            let ch = rest.next().filter(|ch| !matches!(ch, '\n' | '\r'))?;
            offset += ch.len_utf8();
            at += 1;
        }
        self.last.set((line, col, offset));
        Some(offset)
    }

    /// Where a line begins; after the last line, the end of the text.
    pub(crate) fn line_start(&self, line: u32) -> Option<usize> {
        let index = line.checked_sub(1)? as usize;
        match self.line_starts.get(index) {
            Some(start) => Some(*start),
            None => (index == self.line_starts.len()).then_some(self.text.len()),
        }
    }

    /// Where the next line begins; after the last line, the end of the text.
    pub(crate) fn next_line_start(&self, offset: usize) -> usize {
        let next = self.line_starts.partition_point(|start| *start <= offset);
        self.line_starts.get(next).copied().unwrap_or(self.text.len())
    }

    /// What is written in a range.
    pub(crate) fn slice(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    /// The line end of the text.
    pub(crate) fn line_end(&self) -> &'static str {
        if self.text.contains("\r\n") { "\r\n" } else { "\n" }
    }

    /// Whether a text ends at a line end.
    pub(crate) fn ends_a_line(&self, at: usize) -> bool {
        let before = self.text.get(..at).unwrap_or_default();
        before.is_empty() || before == BOM || before.ends_with(['\n', '\r'])
    }

    /// Replaces a range.
    pub(crate) fn replace(&mut self, range: Range<usize>, with: impl Into<String>) {
        self.edits.push((range, with.into()));
    }

    /// The changed bytes; `None` without a change. Of changes that overlap the first is made.
    pub(crate) fn finish(mut self) -> Option<Vec<u8>> {
        self.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let (mut out, mut copied) = (String::with_capacity(self.text.len()), 0);
        for (range, with) in &self.edits {
            let Some(before) = self.text.get(copied..range.start) else { continue };
            out.push_str(before);
            out.push_str(with);
            copied = range.end;
        }
        out.push_str(self.text.get(copied..).unwrap_or_default());
        if out == self.text { None } else { Some(out.into_bytes()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_named_places_change() {
        let text = "\u{feff}计划: 旧\r\n# 旧\r\n对象校: [旧, 新]\r\n";
        let mut edits = TextEdits::of(text.as_bytes().to_vec()).unwrap();
        assert_eq!(edits.decoded(), "计划: 旧\n# 旧\n对象校: [旧, 新]\n");
        for span in [Span::new(3, 7, 1), Span::new(1, 5, 1)] {
            let range = edits.range(span).unwrap();
            assert_eq!(edits.slice(&range), "旧");
            edits.replace(range, "今");
        }
        assert_eq!(edits.range(Span::new(1, 5, 2)), None);
        assert_eq!(edits.range(Span::new(9, 1, 1)), None);
        let changed = String::from_utf8(edits.finish().unwrap()).unwrap();
        assert_eq!(changed, "\u{feff}计划: 今\r\n# 旧\r\n对象校: [今, 新]\r\n");
        assert!(TextEdits::of(vec![0xb1, 0xea]).is_none());
        assert_eq!(TextEdits::of(b"a\rb".to_vec()).unwrap().finish(), None);
    }
}
