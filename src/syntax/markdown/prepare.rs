//! Body → the text that the Markdown parser gets, and the way back for places.
//!
//! Four things that no option of the parser does: emphasis that works beside Chinese punctuation, paragraphs
//! indented by typed spaces, lines that only look blank, and a limit to nesting. Everything else stays as written.

use super::chars::{MARK, is_cjk, is_punct};

/// Quotes and lists in one another on one line.
const MAX_MARKERS: usize = 32;
/// Columns of white space before a line's text; a tab counts four.
const MAX_INDENT: usize = 160;

/// The first byte of [`MARK`].
const MARK_BYTE: u8 = 0xEE;

/// The text for the parser.
pub(super) struct Prepared<'a> {
    source: &'a str,
    changed: Option<String>,
    /// Places after each change: (in the changed text, in the source), growing.
    anchors: Vec<(usize, usize)>,
}

impl Prepared<'_> {
    /// The text to parse.
    pub(super) fn text(&self) -> &str {
        self.changed.as_deref().unwrap_or(self.source)
    }

    /// Whether [`MARK`] may stand in the text.
    pub(super) fn is_marked(&self) -> bool {
        self.changed.is_some()
    }

    /// The place in the source of a place in the text; always on a character's edge.
    pub(super) fn source_of(&self, at: usize) -> usize {
        let after = self.anchors.partition_point(|(changed, _)| *changed <= at);
        let Some((changed, source)) = after.checked_sub(1).map(|it| self.anchors[it]) else {
            return at.min(self.source.len());
        };
        let next = self.anchors.get(after).map_or(self.source.len(), |(_, source)| *source);
        (source + (at - changed)).min(next)
    }
}

/// Collects changes from left to right.
struct Editor<'a> {
    source: &'a str,
    out: String,
    copied: usize,
    anchors: Vec<(usize, usize)>,
}

impl Editor<'_> {
    fn insert(&mut self, at: usize, text: &str) {
        self.out.push_str(&self.source[self.copied..at]);
        self.out.push_str(text);
        self.copied = at;
        self.anchors.push((self.out.len(), at));
    }

    fn skip(&mut self, from: usize, to: usize) {
        self.out.push_str(&self.source[self.copied..from]);
        self.copied = to;
        self.anchors.push((self.out.len(), to));
    }
}

/// Prepares a body.
pub(super) fn prepare(source: &str) -> Prepared<'_> {
    let mut editor = Editor { source, out: String::new(), copied: 0, anchors: Vec::new() };
    let mut blocks = Blocks::default();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let text = line.trim_end_matches(['\n', '\r']);
        let indented = blocks.is_typed_indent(text);
        let begin = leading(&mut editor, start, text, indented);
        if text.bytes().any(|it| matches!(it, b'*' | b'~' | MARK_BYTE)) {
            emphasis(&mut editor, start, text, begin);
        }
        start += line.len();
    }
    let changed = !editor.anchors.is_empty();
    if changed {
        editor.out.push_str(&source[editor.copied..]);
    }
    Prepared { source, changed: changed.then_some(editor.out), anchors: editor.anchors }
}

/// What is known of the lines above: enough to tell a typed indent from code and from a list's second paragraph.
#[derive(Default)]
struct Blocks {
    fence: Option<(u8, usize)>,
    in_list: bool,
    after_text: bool,
}

impl Blocks {
    /// Whether the line is a paragraph of Chinese text that someone indented by typing four spaces or more, which
    /// Markdown would take for code.
    fn is_typed_indent(&mut self, line: &str) -> bool {
        let text = line.trim_start();
        if let Some((mark, length)) = self.fence {
            let run = text.bytes().take_while(|it| *it == mark).count();
            if run >= length && text[run..].trim().is_empty() {
                self.fence = None;
            }
            return false;
        }
        let run = |mark: u8| text.bytes().take_while(|it| *it == mark).count();
        for mark in *b"`~" {
            let length = run(mark);
            if length >= 3 && !(mark == b'`' && text[length..].contains('`')) {
                self.fence = Some((mark, length));
            }
        }
        let indent = line.len() - text.len();
        if text.starts_with("[^") || list_marker(text).is_some() {
            self.in_list = true;
        } else if indent == 0 && !text.is_empty() && !self.after_text {
            self.in_list = false;
        }
        self.after_text = !text.is_empty();
        let chinese = text.starts_with(|it| is_cjk(it) || matches!(it, '“' | '‘' | '—'));
        let deep = line.starts_with("    ") || line.starts_with('\t');
        deep && chinese && !self.in_list
    }
}

/// The length of a list's marker at the start of the text: 1 for `- `, 2 for `1. `.
fn list_marker(text: &str) -> Option<usize> {
    let digits = text.bytes().take(10).take_while(u8::is_ascii_digit).count();
    let (length, marks): (usize, &[u8]) =
        if digits == 0 { (1, b"-+*") } else { (digits + 1, b".)") };
    let bytes = text.as_bytes();
    let mark = bytes.get(length - 1)?;
    let spaced = bytes.get(length).is_none_or(|it| matches!(it, b' ' | b'\t'));
    (digits < 10 && spaced && marks.contains(mark)).then_some(length)
}

/// Sees to a line's beginning: white space and the marks of quotes and lists. Returns where its text begins.
fn leading(editor: &mut Editor<'_>, start: usize, line: &str, typed_indent: bool) -> usize {
    let blank = !line.is_ascii() && line.starts_with(char::is_whitespace) && line.trim().is_empty();
    if blank {
        // Ideographic spaces alone: to the eye a blank line, to Markdown a paragraph.
        editor.skip(start, start + line.len());
        return line.len();
    }
    if typed_indent {
        let begin = line.len() - line.trim_start_matches([' ', '\t']).len();
        editor.skip(start, start + begin);
        return begin;
    }
    let (mut at, mut columns, mut markers) = (0, 0, 0);
    loop {
        let text = line[at..].trim_start_matches([' ', '\t']);
        let begin = line.len() - text.len();
        let spaces = line[at..begin].bytes();
        let wide: usize = spaces.map(|it| if it == b'\t' { 4 } else { 1 }).sum();
        columns += wide;
        if columns > MAX_INDENT {
            editor.skip(start + at, start + begin);
            columns -= wide;
        }
        at = begin;
        let length = if text.starts_with('>') { Some(1) } else { list_marker(text) };
        let Some(length) = length else { return at };
        markers += 1;
        if markers > MAX_MARKERS {
            if !is_rule(text) {
                editor.insert(start + at + length - 1, "\\"); // the mark becomes text
            }
            return at + length;
        }
        at += length;
    }
}

/// Whether the rest of the line is a thematic break, such as `- - -`.
fn is_rule(text: &str) -> bool {
    let mut marks = text.bytes().filter(|it| !matches!(it, b' ' | b'\t'));
    marks.next().is_some_and(|first| first != b'>' && marks.all(|it| it == first))
}

/// Puts a mark between a run of `*` or `~` and the punctuation beside it where Chinese text goes on without a
/// space, so that `这是**重点（一）**的说明` is emphasis (CommonMark issue 650). Takes private marks of the writer out.
fn emphasis(editor: &mut Editor<'_>, start: usize, line: &str, begin: usize) {
    let bytes = line.as_bytes();
    let mut at = begin;
    while let Some(found) =
        bytes[at..].iter().copied().position(|it| matches!(it, b'*' | b'~' | MARK_BYTE))
    {
        at += found;
        if bytes[at] == MARK_BYTE {
            let next = line[at..].chars().next().map_or(1, char::len_utf8);
            if line[at..].starts_with(MARK) {
                editor.skip(start + at, start + at + next);
            }
            at += next;
            continue;
        }
        let end = at + bytes[at..].iter().take_while(|it| **it == bytes[at]).count();
        let before = line[..at].chars().next_back().unwrap_or('\n');
        let after = line[end..].chars().next().unwrap_or('\n');
        let beside_chinese = before != '\\' && (is_cjk(before) || is_cjk(after));
        if beside_chinese && is_punct(before) && !is_punct(after) && !after.is_whitespace() {
            editor.insert(start + at, "\u{E000}");
        }
        if beside_chinese && is_punct(after) && !is_punct(before) && !before.is_whitespace() {
            editor.insert(start + end, "\u{E000}");
        }
        at = end;
    }
}
