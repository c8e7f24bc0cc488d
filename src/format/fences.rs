//! Finds the front matter of a `.md`: it is between two lines `---`, or lines that were certainly meant as such.

use super::head::bare;
use super::invisible::stripped;
use super::labels::LabelSet;
use super::yaml;
use crate::parse::names::is_known_key;
use crate::syntax::yaml::{self as syntax_yaml, NodeKind};

/// The parts of a `.md`, by bytes: everything up to the first fence, the YAML, the rest from the second fence on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parts {
    /// No front matter: the whole file is text.
    Text,
    /// A first fence without a second: nobody can tell where the YAML ends.
    Unclear,
    /// Front matter and a text.
    Both {
        /// Where the YAML begins.
        yaml: usize,
        /// Where the second fence begins.
        fence: usize,
        /// Where the text begins.
        body: usize,
    },
}

/// Finds the parts. Lines that only look like fences count if the exact ones enclose no record.
pub(super) fn parts(text: &str) -> Parts {
    let exact = exact(text);
    match meant(text) {
        Some(meant) if !holds_record(text, exact) && holds_record(text, meant) => meant,
        _ => exact,
    }
}

/// Whether a line is a fence when invisible characters are ignored.
pub(super) fn is_fence(line: &str) -> bool {
    stripped(line).trim_end() == "---"
}

/// Whether a line looks like a fence: `——`, `－－－`, `----`, `***` (docs/domain.md §5).
fn is_like_fence(line: &str) -> bool {
    let clean = stripped(line);
    let line = clean.trim_end();
    let length = line.chars().count();
    let dashes = line.chars().all(|ch| matches!(ch, '-' | '－' | '—' | '–' | '―' | '─' | '−'));
    let stars = line.chars().all(|ch| matches!(ch, '*' | '＊'));
    length >= 2 && dashes || length >= 3 && stars
}

/// A fence without invisible characters.
fn is_clean_fence(line: &str) -> bool {
    line.trim_end() == "---"
}

fn may_be_fence(line: &str) -> bool {
    is_fence(line) || is_like_fence(line)
}

/// The parts as the parser finds them. A second fence may hold invisible characters if there is no clean one.
fn exact(text: &str) -> Parts {
    let Some(yaml) = opened(text, &is_fence) else { return Parts::Text };
    closed(text, yaml, &is_clean_fence)
        .or_else(|| closed(text, yaml, &is_fence))
        .unwrap_or(Parts::Unclear)
}

/// The parts by lines that look like fences. If a blank line is in the YAML, the second fence must be an exact one:
/// otherwise it could be a line that divides the text.
fn meant(text: &str) -> Option<Parts> {
    let yaml = opened(text, &may_be_fence)?;
    let parts = closed(text, yaml, &may_be_fence)?;
    let Parts::Both { fence, body, .. } = parts else { return None };
    let has_blank_line = text[yaml..fence].lines().any(|line| line.trim().is_empty());
    (is_fence(&text[fence..body]) || !has_blank_line).then_some(parts)
}

/// The place after the first line that is not blank, if that line is a fence.
fn opened(text: &str, is_fence: &dyn Fn(&str) -> bool) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        if is_fence(line) {
            return Some(at);
        } else if !stripped(line).trim().is_empty() {
            return None;
        }
    }
    None
}

/// The parts that end with the next fence.
fn closed(text: &str, yaml: usize, is_fence: &dyn Fn(&str) -> bool) -> Option<Parts> {
    let mut fence = yaml;
    for line in text[yaml..].split_inclusive('\n') {
        if is_fence(line) {
            return Some(Parts::Both { yaml, fence, body: fence + line.len() });
        }
        fence += line.len();
    }
    None
}

/// Whether the YAML, once repaired, is a map that begins with a known key.
fn holds_record(text: &str, parts: Parts) -> bool {
    let Parts::Both { yaml, fence, .. } = parts else { return false };
    let repaired = yaml::repaired(&text[yaml..fence], 1, LabelSet::Record);
    let Ok(document) = syntax_yaml::parse(&repaired.text, 1, &is_known_key) else { return false };
    let NodeKind::Map(entries) = &document.root.kind else { return false };
    match entries.first().and_then(|(key, _)| key.text()) {
        Some(key) => is_known_key(bare(key)),
        None => false,
    }
}
