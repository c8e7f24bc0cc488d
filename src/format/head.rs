//! Reads the part of a YAML line before its value: a key and a colon, or nothing.

use super::flow::{Flow, quote_end};
use super::lines::is_wide_space;
use super::values::curly_inner;
use crate::parse::names::is_known_key;

/// The beginning of a line, after its indentation and dashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head<'a> {
    pub(super) key: &'a str,
    pub(super) colon: Colon,
    /// The byte at which the value begins.
    pub(super) value_at: usize,
}

/// How the colon is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Colon {
    /// `标题: 送教`, or the key is in quotes.
    Proper,
    /// `标题：送教`
    Wide,
    /// `标题:送教`
    Glued,
}

/// Reads the head of a line. `None` means a text, or nothing certain.
pub(super) fn head(rest: &str) -> Option<Head<'_>> {
    if let Some(quote) = rest.chars().next().filter(|ch| matches!(ch, '"' | '\'')) {
        let end = 1 + quote_end(&rest[1..], quote)?;
        let after = rest[end..].trim_start_matches(' ');
        let value = after.strip_prefix(':')?;
        if !value.is_empty() && !value.starts_with([' ', '\t']) {
            return None;
        }
        let value_at = rest.len() - value.trim_start_matches([' ', '\t']).len();
        return Some(Head { key: &rest[1..end - 1], colon: Colon::Proper, value_at });
    }
    if rest.starts_with(|ch: char| "[]{}#&*!|>%@`?,".contains(ch)) {
        return None;
    }
    let content = without_comment(rest);
    if let Some(at) = proper_colon(content) {
        let value_at = rest.len() - rest[at + 1..].trim_start_matches([' ', '\t']).len();
        return Some(Head { key: rest[..at].trim_end(), colon: Colon::Proper, value_at });
    }
    let at = content.find([':', '：'])?;
    let (key, after) = (rest[..at].trim_end(), &rest[at..]);
    let colon = if after.starts_with('：') { Colon::Wide } else { Colon::Glued };
    let value = after[colon.width()..].trim_start_matches(|ch| ch == ' ' || is_wide_space(ch));
    let head = Head { key, colon, value_at: rest.len() - value.len() };
    let only_comment = value.starts_with('#') && rest[..head.value_at].ends_with(' ');
    (is_plausible(bare(key)) && (only_comment || is_whole(value))).then_some(head)
}

/// The byte of the first colon that ends the text or stands before white space.
fn proper_colon(content: &str) -> Option<usize> {
    for (at, _) in content.match_indices(':') {
        let after = &content[at + 1..];
        if after.is_empty() || after.starts_with([' ', '\t']) {
            return Some(at);
        }
    }
    None
}

impl Head<'_> {
    /// Whether a Tab follows the colon (`标题:⇥送教`): not every YAML reader accepts it as a space.
    pub(super) fn gap_has_tab(&self, rest: &str) -> bool {
        let before = &rest[..self.value_at];
        self.value_at < rest.len() && before[before.trim_end().len()..].contains('\t')
    }
}

impl Colon {
    fn width(self) -> usize {
        match self {
            Colon::Wide => '：'.len_utf8(),
            Colon::Proper | Colon::Glued => 1,
        }
    }
}

/// A key without curly quotes around it, if it is a known one without them.
pub(super) fn bare(key: &str) -> &str {
    match curly_inner(key) {
        Some(inner) if is_known_key(inner) => inner,
        _ => key,
    }
}

/// Whether a text can be a key: a short word, as in `ime_slips.rs`.
fn is_plausible(key: &str) -> bool {
    key.starts_with(char::is_alphanumeric)
        && key.chars().count() <= 12
        && !key.contains(|ch: char| ch.is_whitespace() || "，。、,.；;！!？?\"'“”‘’".contains(ch))
}

/// Whether a value can follow a new `: ` unchanged: a plain text, or quotes, brackets and `|` that are in order.
fn is_whole(value: &str) -> bool {
    match value.chars().next() {
        None => true,
        Some(quote @ ('"' | '\'')) => {
            quote_end(&value[1..], quote).is_some_and(|end| is_only_comment(&value[1 + end..]))
        }
        Some('[' | '{') => {
            Flow::default().read(value, &mut String::new()).is_some_and(is_only_comment)
        }
        Some('|' | '>') => is_block_header(value),
        Some('-' | '?') => !value[1..].starts_with(' ') && value.len() > 1,
        Some(ch) => !"]}#&*!%@`,:：".contains(ch) && !is_wide_space(ch) && ch != '\t',
    }
}

fn is_only_comment(rest: &str) -> bool {
    rest.trim().is_empty() || rest.starts_with(" #")
}

/// Whether a value is the header of a block scalar: `|`, `>-`, `|2 # note`.
pub(super) fn is_block_header(value: &str) -> bool {
    let header = without_comment(value).trim_end();
    header.starts_with(['|', '>'])
        && header.len() <= 3
        && header[1..].bytes().all(|byte| matches!(byte, b'+' | b'-' | b'1'..=b'9'))
}

/// The line up to its comment.
pub(super) fn without_comment(rest: &str) -> &str {
    for (at, _) in rest.match_indices('#') {
        if at == 0 || rest[..at].ends_with([' ', '\t']) {
            return &rest[..at];
        }
    }
    rest
}
