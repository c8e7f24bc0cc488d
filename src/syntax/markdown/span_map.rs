//! Ranges in the prepared text → lines and columns of the body.

use std::iter;
use std::ops::Range;

use super::prepare::PreparedText;

/// The number of bytes between two places at which the characters are counted in advance, so that a very long line is
/// not counted from its beginning every time.
const COUNT_STEP: usize = 256;
/// An address is sought in this many bytes at the end of its link.
const ADDRESS_WINDOW: usize = 4096;

/// A run of characters within one line of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct BodySpan {
    /// The line of the body, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub col: u32,
    /// The length in characters.
    pub len: u32,
}

/// The lines of one body.
pub(super) struct SpanMap<'a> {
    body: &'a str,
    prepared: &'a PreparedText<'a>,
    /// The offset at which each line begins.
    line_starts: Vec<usize>,
    /// The number of characters before each multiple of [`COUNT_STEP`] bytes.
    char_counts: Vec<usize>,
}

impl<'a> SpanMap<'a> {
    pub(super) fn new(body: &'a str, prepared: &'a PreparedText<'a>) -> SpanMap<'a> {
        let line_ends = body.match_indices('\n').map(|(index, _)| index + 1);
        let line_starts = iter::once(0).chain(line_ends).collect();
        let mut count = 0;
        let mut char_counts = vec![0];
        for piece in body.as_bytes().chunks(COUNT_STEP) {
            count += count_chars(piece);
            char_counts.push(count);
        }
        SpanMap { body, prepared, line_starts, char_counts }
    }

    /// The span of a range of the prepared text.
    pub(super) fn span(&self, range: &Range<usize>) -> BodySpan {
        self.span_in_body(
            self.prepared.source_offset(range.start),
            self.prepared.source_offset(range.end),
        )
    }

    /// The span of an address in its link, or of the link when the address is written elsewhere.
    pub(super) fn span_of_address(&self, link: &Range<usize>, address: &str) -> BodySpan {
        let start = self.prepared.source_offset(link.start);
        let end = self.prepared.source_offset(link.end);
        let window_start =
            self.body.ceil_char_boundary(start.max(end.saturating_sub(ADDRESS_WINDOW)));
        let window = self.body.get(window_start..end).unwrap_or_default();
        if !address.is_empty()
            && let Some(offset) = window.rfind(address)
        {
            let address_start = window_start + offset;
            return self.span_in_body(address_start, address_start + address.len());
        }
        self.span_in_body(start, end)
    }

    /// The span of a range of the body, cut at the end of its first line.
    pub(super) fn span_in_body(&self, start: usize, end: usize) -> BodySpan {
        let line = self.line_starts.partition_point(|line_start| *line_start <= start).max(1);
        let line_end = self.line_starts.get(line).map_or(self.body.len(), |next| next - 1);
        let text = self.body.get(start..end.min(line_end)).unwrap_or_default().trim_end();
        let before_line = self.chars_before(self.line_starts[line - 1]);
        let before_text = self.chars_before(start);
        BodySpan {
            line: line as u32,
            col: (before_text - before_line + 1) as u32,
            len: (self.chars_before(start + text.len()) - before_text) as u32,
        }
    }

    /// The number of characters before an offset of the body.
    fn chars_before(&self, offset: usize) -> usize {
        let step = offset / COUNT_STEP;
        self.char_counts[step] + count_chars(&self.body.as_bytes()[step * COUNT_STEP..offset])
    }
}

/// The number of characters that begin in a piece of UTF-8.
fn count_chars(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}
