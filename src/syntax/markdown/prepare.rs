//! Body → the text for the Markdown parser, and the offsets back into the body.
//!
//! Changes what no option of the parser covers: emphasis next to Chinese punctuation, addresses with spaces, paragraphs
//! indented by typed spaces, labels that end a list, lines that only look blank, and a limit to nesting. Everything else
//! stays as written.

use super::indents::{LineContext, LineIndent};
use super::marks::mark_line;

/// The most quotes and lists that begin on one line.
const MAX_MARKERS: usize = 32;
/// The most columns of white space before the text of a line; a tab counts four.
const MAX_INDENT: usize = 160;

/// What a paragraph begins with that stands right below another one.
const PARAGRAPH_INDENT: &str = "\u{3000}\u{3000}";
/// The most columns of white space between the marker of a list and its text, which would be code behind more.
const MAX_MARKER_SPACE: usize = 4;

/// The text for the parser.
pub(super) struct PreparedText<'a> {
    source: &'a str,
    /// The changed text; `None` when nothing had to be changed.
    changed: Option<String>,
    /// The offsets after each change, in the changed text and in the source, ascending.
    anchors: Vec<(usize, usize)>,
}

impl PreparedText<'_> {
    /// The text to parse.
    pub(super) fn text(&self) -> &str {
        self.changed.as_deref().unwrap_or(self.source)
    }

    /// Whether the text may contain marks.
    pub(super) fn is_marked(&self) -> bool {
        self.changed.is_some()
    }

    /// The offset in the source of an offset in the text, always at a character boundary.
    pub(super) fn source_offset(&self, at: usize) -> usize {
        let after = self.anchors.partition_point(|(changed, _)| *changed <= at);
        let Some(last) = after.checked_sub(1) else { return at.min(self.source.len()) };
        let (changed, source) = self.anchors[last];
        let next = self.anchors.get(after).map_or(self.source.len(), |(_, source)| *source);
        (source + (at - changed)).min(next)
    }
}

/// Applies changes from left to right.
pub(super) struct TextEditor<'a> {
    source: &'a str,
    out: String,
    /// The length of the source that is copied or skipped.
    copied: usize,
    anchors: Vec<(usize, usize)>,
}

impl TextEditor<'_> {
    pub(super) fn insert(&mut self, at: usize, text: &str) {
        self.out.push_str(&self.source[self.copied..at]);
        self.out.push_str(text);
        self.copied = at;
        self.anchors.push((self.out.len(), at));
    }

    pub(super) fn skip(&mut self, from: usize, to: usize) {
        self.out.push_str(&self.source[self.copied..from]);
        self.copied = to;
        self.anchors.push((self.out.len(), to));
    }
}

/// Prepares a body.
pub(super) fn prepare(source: &str) -> PreparedText<'_> {
    let mut editor = TextEditor { source, out: String::new(), copied: 0, anchors: Vec::new() };
    let mut context = LineContext::default();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let text = line.trim_end_matches(['\n', '\r']);
        let indent = context.next_line(text);
        if indent.ends_list {
            editor.insert(start, "\n");
        }
        let begin = prepare_line_start(&mut editor, start, text, indent);
        mark_line(&mut editor, start, text, begin);
        start += line.len();
    }
    let changed = !editor.anchors.is_empty();
    if changed {
        editor.out.push_str(&source[editor.copied..]);
    }
    PreparedText { source, changed: changed.then_some(editor.out), anchors: editor.anchors }
}

/// The number of leading bytes that equal `mark`.
pub(super) fn run_length(bytes: &[u8], mark: u8) -> usize {
    bytes.iter().take_while(|byte| **byte == mark).count()
}

/// The length of a list marker at the start of a text: 1 for `- `, 2 for `1. `.
pub(super) fn list_marker(text: &str) -> Option<usize> {
    let digits = text.bytes().take(10).take_while(u8::is_ascii_digit).count();
    let (length, marks): (usize, &[u8]) =
        if digits == 0 { (1, b"-+*") } else { (digits + 1, b".)") };
    let bytes = text.as_bytes();
    let mark = bytes.get(length - 1)?;
    let has_space = matches!(bytes.get(length), None | Some(b' ' | b'\t'));
    (digits < 10 && has_space && marks.contains(mark)).then_some(length)
}

/// Prepares the beginning of a line: white space and the markers of quotes and lists. Returns the offset of its text.
fn prepare_line_start(
    editor: &mut TextEditor<'_>,
    start: usize,
    line: &str,
    indent: LineIndent,
) -> usize {
    let is_blank =
        !line.is_ascii() && line.starts_with(char::is_whitespace) && line.trim().is_empty();
    if is_blank {
        // Ideographic spaces alone look like a blank line, but are a paragraph in Markdown.
        editor.skip(start, start + line.len());
        return line.len();
    }
    let (mut at, mut columns, mut markers) = (0, 0, 0);
    if let Some(wanted) = indent.columns {
        at = line.len() - line.trim_start_matches([' ', '\t']).len();
        editor.skip(start, start + at);
        editor.insert(start + at, &" ".repeat(wanted));
        if indent.begins_paragraph {
            editor.insert(start + at, PARAGRAPH_INDENT);
            return at;
        }
        columns = wanted;
    }
    let mut is_behind_marker = false;
    loop {
        let text = line[at..].trim_start_matches([' ', '\t']);
        let begin = line.len() - text.len();
        let tabs = line[at..begin].bytes().filter(|byte| *byte == b'\t').count();
        let width = begin - at + 3 * tabs;
        if columns + width > MAX_INDENT {
            editor.skip(start + at, start + begin);
        } else if is_behind_marker && MAX_MARKER_SPACE < width && !indent.is_code {
            editor.skip(start + at + 1, start + begin);
            columns += 1;
        } else {
            columns += width;
        }
        at = begin;
        if text.starts_with(">=") && !indent.is_code {
            editor.insert(start + at, "\\"); // a figure, no quotation
            return at + 1;
        }
        let length = if text.starts_with('>') { Some(1) } else { list_marker(text) };
        let Some(length) = length else { return at };
        is_behind_marker = !text.starts_with('>');
        markers += 1;
        if markers > MAX_MARKERS {
            if !is_rule(text) {
                editor.insert(start + at + length - 1, "\\"); // makes the marker text
            }
            return at + length;
        }
        at += length;
    }
}

/// Whether the rest of the line is a thematic break, such as `- - -`.
pub(super) fn is_rule(text: &str) -> bool {
    let mut marks = text.bytes().filter(|byte| !matches!(byte, b' ' | b'\t'));
    marks.next().is_some_and(|first| first != b'>' && marks.all(|mark| mark == first))
}
