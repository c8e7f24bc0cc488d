//! YAML text → a tree in which every key and value has its span.
//!
//! Scalars keep the text that was written: `2024.10`, `no` and `0012` are never interpreted (docs/content-model.md §6).
//! A text that a second YAML parser rejects is rejected too, so that other programs can read what guidang accepts.
//! Nothing here knows what the keys mean; the caller passes a predicate for the keys it knows, from which a forgotten
//! space or a full-width colon is recognised.

mod comments;
mod error;
mod ime_slips;
mod node;
mod parser;
mod plain;

use serde::de::IgnoredAny;

pub(crate) use comments::{CutValue, cut_values};
pub use error::{YamlError, YamlFeature, YamlSyntaxError};
pub(crate) use ime_slips::{find_in_lines, find_in_text};
pub(crate) use node::{Node, NodeKind};

use super::span::{Pos, Span, Spanned};
use parser::SpannedParser;

/// The deepest nesting allowed (docs/content-model.md §6).
pub(crate) const MAX_DEPTH: usize = 32;
/// The most bytes of YAML in one file (docs/content-model.md §6).
pub(crate) const MAX_BYTES: usize = 256 * 1024;

/// A YAML text that could be parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct YamlDocument {
    /// The root; an empty map when the text is empty.
    pub(crate) root: Node,
    /// Keys that occur a second time in their map. Their values are not in the tree.
    pub(crate) duplicate_keys: Vec<Spanned<YamlError>>,
}

/// Parses YAML that begins on line `first_line` of its file.
///
/// # Errors
/// Every reason that could be found why the text cannot be read, at least one.
pub(crate) fn parse(
    yaml: &str,
    first_line: u32,
    is_known_key: &dyn Fn(&str) -> bool,
) -> Result<YamlDocument, Vec<Spanned<YamlError>>> {
    let start = Span::new(first_line, 1, 0);
    if yaml.len() > MAX_BYTES {
        let error = YamlError::TooLarge { limit: MAX_BYTES as u64 };
        return Err(vec![Spanned { value: error, span: start }]);
    }
    if let Some((pos, ch)) = control_character(yaml) {
        let span = Span::new(first_line + pos.line - 1, pos.col, 1);
        let error = YamlError::Syntax(YamlSyntaxError::ControlCharacter(ch as u32));
        return Err(vec![Spanned { value: error, span }]);
    }
    let error = match SpannedParser::new(yaml, first_line).document() {
        Ok(document) if !ime_slips::is_suspicious(&document.root) => {
            return match rejected_by_serde(yaml, first_line) {
                None => Ok(document),
                Some(error) => {
                    let slips = find_in_lines(yaml, first_line, is_known_key);
                    let errors = if slips.is_empty() { vec![error] } else { slips };
                    // The keys that occur twice are reported too: they must be fixed as well.
                    Err(document.duplicate_keys.into_iter().chain(errors).collect())
                }
            };
        }
        Ok(_) => Spanned { value: YamlError::Syntax(YamlSyntaxError::Other), span: start },
        Err(failure) => failure.into_error(yaml, first_line),
    };
    let slips = find_in_lines(yaml, first_line, is_known_key);
    Err(if slips.is_empty() { vec![error] } else { slips })
}

/// Why serde_yaml rejects the text. Duplicate keys do not count: the parser has reported them with their places.
fn rejected_by_serde(yaml: &str, first_line: u32) -> Option<Spanned<YamlError>> {
    if plain::is_plain(yaml) {
        return None;
    }
    let error = serde_yaml::from_str::<IgnoredAny>(yaml).err()?;
    if error.to_string().contains("duplicate") {
        return None;
    }
    let (line, column) = match error.location() {
        Some(location) => (location.line() as u32, location.column() as u32),
        None => (1, 1),
    };
    let span = Span::new(first_line + line.max(1) - 1, column.max(1), 1);
    Some(Spanned { value: YamlError::Syntax(YamlSyntaxError::Other), span })
}

/// The first character that YAML forbids, and its place.
fn control_character(yaml: &str) -> Option<(Pos, char)> {
    if !may_hold_forbidden(yaml.as_bytes()) {
        return None;
    }
    for (line, text) in yaml.lines().enumerate() {
        for (col, ch) in text.chars().enumerate() {
            if is_forbidden(ch) {
                return Some((Pos { line: line as u32 + 1, col: col as u32 + 1 }, ch));
            }
        }
    }
    None
}

/// Whether any byte may belong to a forbidden character: a control character, U+0080 to U+00BF, U+2000 to U+2FFF, U+E000,
/// or one of the last 64 of the plane.
fn may_hold_forbidden(yaml: &[u8]) -> bool {
    let is_suspect = |byte: &u8| match byte {
        b'\n' | b'\t' => false,
        0..b' ' | 0x7f | 0xc2 | 0xe2 | 0xee => true,
        _ => false,
    };
    yaml.iter().any(is_suspect) || memchr::memmem::find(yaml, b"\xef\xbf").is_some()
}

fn is_forbidden(ch: char) -> bool {
    is_hostile(ch) && ch != '\u{85}' || matches!(ch, '\u{fffe}' | '\u{ffff}' | '\u{e000}')
}

/// Whether a character is a control character or changes the direction of a text. In a title or a terminal it would
/// show a reader something else than what is written.
fn is_hostile(ch: char) -> bool {
    ch.is_control() && !matches!(ch, '\n' | '\t')
        || matches!(ch, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
