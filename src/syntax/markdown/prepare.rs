//! Body → the text for the Markdown parser, and the offsets back into the body.
//!
//! Changes what no option of the parser covers: emphasis next to Chinese punctuation, addresses with spaces, paragraphs
//! indented by typed spaces, labels that end a list, lines that only look blank, and a limit to nesting. Everything else
//! stays as written.

use super::chars::is_cjk;
use super::form_lines::ends_list;
use super::marks::mark_line;

/// The most quotes and lists that begin on one line.
const MAX_MARKERS: usize = 32;
/// The most columns of white space before the text of a line; a tab counts four.
const MAX_INDENT: usize = 160;

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
        let role = context.role(text);
        if role == LineRole::EndsList {
            editor.insert(start, "\n");
        }
        let begin =
            prepare_line_start(&mut editor, start, text, role == LineRole::IndentedParagraph);
        mark_line(&mut editor, start, text, begin);
        start += line.len();
    }
    let changed = !editor.anchors.is_empty();
    if changed {
        editor.out.push_str(&source[editor.copied..]);
    }
    PreparedText { source, changed: changed.then_some(editor.out), anchors: editor.anchors }
}

/// What a line is, as far as Markdown would take it for something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineRole {
    /// What Markdown takes it for.
    AsWritten,
    /// A paragraph of Chinese text that was indented by typing four or more spaces, which Markdown would treat as code.
    IndentedParagraph,
    /// A label or typed heading below a list, which Markdown would add to the last item.
    EndsList,
}

/// What is known of the lines above: enough to distinguish a typed indent from code and from the second paragraph of a
/// list item.
#[derive(Default)]
struct LineContext {
    /// The byte and the length of the open fence.
    fence: Option<(u8, usize)>,
    in_list: bool,
    after_text: bool,
}

impl LineContext {
    /// The role of the next line.
    fn role(&mut self, line: &str) -> LineRole {
        let text = line.trim_start();
        if let Some((mark, length)) = self.fence {
            let run = run_length(text.as_bytes(), mark);
            if run >= length && text[run..].trim().is_empty() {
                self.fence = None;
            }
            return LineRole::AsWritten;
        }
        for mark in *b"`~" {
            let length = run_length(text.as_bytes(), mark);
            if length >= 3 && !(mark == b'`' && text[length..].contains('`')) {
                self.fence = Some((mark, length));
            }
        }
        let indent = line.len() - text.len();
        let ends_list = self.in_list && self.after_text && indent == 0 && ends_list(text);
        if text.starts_with("[^") || list_marker(text).is_some() {
            self.in_list = true;
        } else if ends_list || indent == 0 && !text.is_empty() && !self.after_text {
            self.in_list = false;
        }
        self.after_text = !text.is_empty();
        let is_chinese = text.starts_with(|ch| is_cjk(ch) || matches!(ch, '“' | '‘' | '—'));
        let is_deep = line.starts_with("    ") || line.starts_with('\t');
        match (ends_list, is_deep && is_chinese && !self.in_list) {
            (true, _) => LineRole::EndsList,
            (false, true) => LineRole::IndentedParagraph,
            (false, false) => LineRole::AsWritten,
        }
    }
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
    is_typed_indent: bool,
) -> usize {
    let is_blank =
        !line.is_ascii() && line.starts_with(char::is_whitespace) && line.trim().is_empty();
    if is_blank {
        // Ideographic spaces alone look like a blank line, but are a paragraph in Markdown.
        editor.skip(start, start + line.len());
        return line.len();
    }
    if is_typed_indent {
        let begin = line.len() - line.trim_start_matches([' ', '\t']).len();
        editor.skip(start, start + begin);
        return begin;
    }
    let (mut at, mut columns, mut markers) = (0, 0, 0);
    loop {
        let text = line[at..].trim_start_matches([' ', '\t']);
        let begin = line.len() - text.len();
        let tabs = line[at..begin].bytes().filter(|byte| *byte == b'\t').count();
        let width = begin - at + 3 * tabs;
        if columns + width > MAX_INDENT {
            editor.skip(start + at, start + begin);
        } else {
            columns += width;
        }
        at = begin;
        let length = if text.starts_with('>') { Some(1) } else { list_marker(text) };
        let Some(length) = length else { return at };
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
fn is_rule(text: &str) -> bool {
    let mut marks = text.bytes().filter(|byte| !matches!(byte, b' ' | b'\t'));
    marks.next().is_some_and(|first| first != b'>' && marks.all(|mark| mark == first))
}
