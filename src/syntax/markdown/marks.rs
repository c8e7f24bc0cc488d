//! Marks inserted into a line before it is parsed: next to emphasis, and for spaces in addresses.

use super::chars::{MARKS, is_punct};
use super::form_lines::is_han;
use super::prepare::{TextEditor, run_length};

/// The [`MARKS`] as texts.
const INNER: &str = "\u{E000}";
const OUTER: &str = "\u{1CD3}";
const SPACE: &str = "\u{E001}";
const STAR: &str = "\u{E002}";
/// The longest address with spaces, in bytes.
const MAX_ADDRESS: usize = 250;
/// Before these no name of a file goes on.
const PHRASE_ENDS: [char; 9] = ['，', '。', '；', '：', '！', '？', '、', ' ', '”'];
/// The longest text between underscores, in bytes.
const MAX_EMPHASIS: usize = 250;

/// Inserts marks into one line, from the offset `begin` on, where its text begins. Marks that the writer typed are
/// removed.
///
/// - Between a run of `*` or `~` and the sign next to it where text goes on without a space, so that
///   `这是**重点（一）**的说明` and `本周**📌重点**` are emphasis (CommonMark issue 650).
/// - On the other side of a run next to `_`, `*` or `~`, so that `删除**_所有行_**。` is.
/// - Around runs of `_` that are meant as emphasis beside Chinese text: `是__重点__的`, `_**重点**_家访`.
/// - In place of the spaces of an address: `![现场](照片 1.jpg)`.
/// - In place of a star between figures: `每组5*3人`.
pub(super) fn mark_line(editor: &mut TextEditor<'_>, start: usize, line: &str, begin: usize) {
    let bytes = line.as_bytes();
    if !bytes.iter().any(|byte| is_special(*byte)) {
        return;
    }
    let is_foreign = !line.is_ascii();
    let mut at = begin;
    let mut closing = None;
    while let Some(offset) = bytes[at..].iter().copied().position(is_special) {
        at += offset;
        at = match bytes[at] {
            b'*' if multiplies(line, at) => {
                editor.insert(start + at, STAR);
                editor.skip(start + at, start + at + 1);
                at + 1
            }
            b'*' | b'~' if is_foreign => mark_run(editor, start, line, at),
            b'*' | b'~' => at + run_length(&bytes[at..], bytes[at]),
            b'_' if is_foreign => mark_underscores(editor, start, line, at, &mut closing),
            b'_' => at + run_length(&bytes[at..], b'_'),
            b']' => mark_spaces(editor, start, line, at),
            _ => remove_typed_mark(editor, start, line, at),
        };
    }
}

/// Whether a byte begins something that may need a mark. 0xEE and 0xE1 begin the marks themselves.
fn is_special(byte: u8) -> bool {
    matches!(byte, b'*' | b'~' | b'_' | b']' | 0xE1 | 0xEE)
}

/// Marks the run of `*` or `~` at `at`; returns the offset behind it.
fn mark_run(editor: &mut TextEditor<'_>, start: usize, line: &str, at: usize) -> usize {
    let bytes = line.as_bytes();
    let end = at + run_length(&bytes[at..], bytes[at]);
    let before = line[..at].chars().next_back().unwrap_or('\n');
    let after = line[end..].chars().next().unwrap_or('\n');
    if before == '\\' || before.is_whitespace() || after.is_whitespace() {
        return end;
    }
    let (holds_other, is_held) = (is_delimiter(after), is_delimiter(before));
    if holds_other && !is_held {
        editor.insert(start + at, OUTER);
    } else if is_punct(before) && !is_held {
        editor.insert(start + at, INNER);
    }
    if is_held && !holds_other {
        editor.insert(start + end, OUTER);
    } else if is_punct(after) && !holds_other {
        editor.insert(start + end, INNER);
    }
    end
}

/// Marks the run of `_` at `at` if it begins emphasis beside Chinese text, or ends what began before: then it is at
/// `closing`. Returns the offset behind it.
fn mark_underscores(
    editor: &mut TextEditor<'_>,
    start: usize,
    line: &str,
    at: usize,
    closing: &mut Option<usize>,
) -> usize {
    let length = run_length(&line.as_bytes()[at..], b'_');
    let end = at + length;
    let before = line[..at].chars().next_back().unwrap_or('\n');
    let after = line[end..].chars().next().unwrap_or('\n');
    let is_closing = *closing == Some(at);
    if !is_closing {
        *closing = end_of_emphasis(line, at, length);
    }
    let (inside, outside) = if is_closing { (before, after) } else { (after, before) };
    if !is_closing && closing.is_none() || outside.is_whitespace() || is_delimiter(outside) {
        return end;
    }
    let needs_inner = is_punct(inside) && !is_delimiter(inside);
    let (left, right) = match is_closing {
        true => (INNER, OUTER),
        false => (OUTER, INNER),
    };
    if !is_closing || needs_inner {
        editor.insert(start + at, left);
    }
    if is_closing || needs_inner {
        editor.insert(start + end, right);
    }
    end
}

/// Where the run of `_` stands that ends the emphasis beside Chinese text which a run at `at` begins; `None` if it begins
/// none. A single one is often a part of a name: `报告_终稿_v2.docx`.
fn end_of_emphasis(line: &str, at: usize, length: usize) -> Option<usize> {
    let inside = &line[at + length..];
    let near = &inside[..inside.floor_char_boundary(MAX_EMPHASIS)];
    let word = &near[..near.find('_')?];
    let close = at + length + word.len();
    let behind = &line[close..];
    let after = behind.trim_start_matches('_');
    let is_word = word.contains(is_han) && word.trim() == word;
    if !is_word || 2 < length || behind.len() - after.len() != length {
        return None;
    }
    let is_held = word.starts_with(is_delimiter) && word.ends_with(is_delimiter);
    let before = &line[..at];
    let is_in_name = |ch: char| ch.is_ascii_alphanumeric();
    let is_double = length == 2 && !before.ends_with(is_in_name) && !after.starts_with(is_in_name);
    let goes_on = after.trim_start_matches(char::is_alphanumeric).starts_with(['_', '.']);
    let is_apart = !before.ends_with(char::is_alphanumeric) && !goes_on;
    let ends_phrase = after.is_empty() || after.starts_with(PHRASE_ENDS);
    (is_double || is_held || is_apart || ends_phrase && before.ends_with(is_han)).then_some(close)
}

/// Whether the star at `at` stands between figures: `5*3`, `9米*7米`, `(2+1)*4`, `2*a`.
fn multiplies(line: &str, at: usize) -> bool {
    const LENGTHS: [&str; 6] = ["厘米", "毫米", "分米", "公分", "米", "尺"];
    let (before, after) = (&line[..at], &line[at + 1..]);
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else {
        return false;
    };
    let is_digit = |ch: char| matches!(ch, '0'..='9' | '０'..='９');
    if !is_digit(first) {
        return is_digit(last) && first.is_ascii_alphabetic();
    }
    let ends_with_length = || {
        let figure = LENGTHS.iter().find_map(|unit| before.strip_suffix(unit));
        figure.is_some_and(|figure| figure.ends_with(is_digit))
    };
    is_digit(last) || last.is_ascii_alphabetic() || matches!(last, ')' | '）') || ends_with_length()
}

fn is_delimiter(ch: char) -> bool {
    matches!(ch, '*' | '_' | '~')
}

/// Replaces the spaces of the address that follows the `]` at `at`, if it names a file; returns the offset behind what
/// was read.
fn mark_spaces(editor: &mut TextEditor<'_>, start: usize, line: &str, at: usize) -> usize {
    let Some(address) = line[at + 1..].strip_prefix('(').and_then(address_at_start) else {
        return at + 1;
    };
    let from = at + 2;
    for (index, _) in address.match_indices(' ') {
        editor.insert(start + from + index, SPACE);
        editor.skip(start + from + index, start + from + index + 1);
    }
    from + address.len()
}

/// The address at the start of a text up to its closing bracket or its title, if it has spaces and ends like the name
/// of a file.
fn address_at_start(text: &str) -> Option<&str> {
    if text.starts_with(['<', ' ']) {
        return None;
    }
    let limit = text.floor_char_boundary(MAX_ADDRESS);
    let (mut depth, mut end) = (0, None);
    for (index, byte) in text[..limit].bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => {
                end = Some(index);
                break;
            }
            b')' => depth -= 1,
            b'\\' | b'<' | b'>' => return None,
            b'"' | b'\'' if text[..index].ends_with(' ') => {
                end = Some(index);
                break;
            }
            _ => {}
        }
    }
    let address = text.get(..end?)?.trim_end_matches(' ');
    let is_marked = address.contains(MARKS);
    (address.contains(' ') && !is_marked && names_file(address)).then_some(address)
}

/// Whether an address ends like the name of a file: `教案 1.docx`, `上次 记录.md#效果`.
pub(super) fn names_file(address: &str) -> bool {
    let path = address.split_once('#').map_or(address, |(path, _)| path);
    let Some((stem, extension)) = path.rsplit_once('.') else { return false };
    let is_word = extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && extension.bytes().any(|byte| byte.is_ascii_alphabetic());
    !stem.is_empty() && (1..=5).contains(&extension.len()) && is_word
}

/// Removes a mark that the writer typed at `at`; returns the offset behind the character.
fn remove_typed_mark(editor: &mut TextEditor<'_>, start: usize, line: &str, at: usize) -> usize {
    let Some(ch) = line[at..].chars().next() else { return at + 1 };
    let end = at + ch.len_utf8();
    if MARKS.contains(&ch) {
        editor.skip(start + at, start + end);
    }
    end
}
