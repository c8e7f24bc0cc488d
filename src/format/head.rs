//! What stands before the value in a line of YAML: a key and a colon, or nothing.

use super::flow::{Flow, quote_end};
use super::lines::is_wide_space;
use super::values::curly_inner;
use crate::parse::names::is_known_key;

/// The beginning of a line, after its indentation and dashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head<'a> {
    pub(super) key: &'a str,
    pub(super) colon: Colon,
    /// Where the value begins, in bytes.
    pub(super) value_at: usize,
}

/// How the colon is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Colon {
    /// `标题: 送教`, or the key stands in quotes.
    Proper,
    /// `标题：送教`
    Wide,
    /// `标题:送教`
    Glued,
}

/// Reads the head. None: a text, or nothing that is certain.
pub(super) fn head(rest: &str) -> Option<Head<'_>> {
    if let Some(quote) = rest.chars().next().filter(|it| matches!(it, '"' | '\'')) {
        let end = 1 + quote_end(&rest[1..], quote)?;
        let after = rest[end..].trim_start_matches(' ');
        let value = after.strip_prefix(':')?;
        if !value.is_empty() && !value.starts_with([' ', '\t']) {
            return None;
        }
        let value_at = rest.len() - value.trim_start_matches([' ', '\t']).len();
        return Some(Head { key: &rest[1..end - 1], colon: Colon::Proper, value_at });
    }
    if rest.starts_with(|it: char| "[]{}#&*!|>%@`?,".contains(it)) {
        return None;
    }
    let said = without_comment(rest);
    let proper = |at: &usize| {
        let after = &said[at + 1..];
        after.is_empty() || after.starts_with([' ', '\t'])
    };
    if let Some(at) = said.match_indices(':').map(|(at, _)| at).find(proper) {
        let value_at = rest.len() - rest[at + 1..].trim_start_matches([' ', '\t']).len();
        return Some(Head { key: rest[..at].trim_end(), colon: Colon::Proper, value_at });
    }
    let at = said.find([':', '：'])?;
    let (key, after) = (rest[..at].trim_end(), &rest[at..]);
    let colon = if after.starts_with('：') { Colon::Wide } else { Colon::Glued };
    let value = after[colon.width()..].trim_start_matches(|it| it == ' ' || is_wide_space(it));
    let head = Head { key, colon, value_at: rest.len() - value.len() };
    let only_comment = value.starts_with('#') && rest[..head.value_at].ends_with(' ');
    (is_plausible(bare(key)) && (only_comment || is_whole(value))).then_some(head)
}

impl Head<'_> {
    /// `标题:⇥送教`: not every YAML reader takes the Tab for a space.
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

/// A key without the curly quotes around it, when it is a known one.
pub(super) fn bare(key: &str) -> &str {
    curly_inner(key).filter(|it| is_known_key(it)).unwrap_or(key)
}

/// A short word, as in `habits.rs`.
fn is_plausible(key: &str) -> bool {
    let strange = |it: char| it.is_whitespace() || "，。、,.；;！!？?\"'“”‘’".contains(it);
    key.starts_with(char::is_alphanumeric) && key.chars().count() <= 12 && !key.contains(strange)
}

/// Whether a value can follow a new `: ` as it is: a plain text, or quotes, brackets and `|` that are in order.
fn is_whole(value: &str) -> bool {
    let only_comment = |rest: &str| rest.trim().is_empty() || rest.starts_with(" #");
    match value.chars().next() {
        None => true,
        Some(quote @ ('"' | '\'')) => {
            quote_end(&value[1..], quote).is_some_and(|it| only_comment(&value[1 + it..]))
        }
        Some('[' | '{') => {
            Flow::default().read(value, &mut String::new()).is_some_and(only_comment)
        }
        Some('|' | '>') => is_block_header(value),
        Some('-' | '?') => !value[1..].starts_with(' ') && value.len() > 1,
        Some(it) => !"]}#&*!%@`,:：".contains(it) && !is_wide_space(it) && it != '\t',
    }
}

/// `|`, `>-`, `|2 # note`
pub(super) fn is_block_header(value: &str) -> bool {
    let said = without_comment(value).trim_end();
    said.starts_with(['|', '>'])
        && said.len() <= 3
        && said[1..].bytes().all(|it| matches!(it, b'+' | b'-' | b'1'..=b'9'))
}

/// The line up to its comment.
pub(super) fn without_comment(rest: &str) -> &str {
    let begins = |(at, _): &(usize, &str)| rest[..*at].ends_with([' ', '\t']) || *at == 0;
    rest.match_indices('#').find(begins).map_or(rest, |(at, _)| &rest[..at])
}
