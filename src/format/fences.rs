//! Where the front matter of a `.md` begins and ends: two lines `---`, or lines that were surely meant as such.

use super::head::bare;
use super::invisible::stripped;
use super::yaml;
use crate::parse::names::is_known_key;
use crate::syntax::yaml::{self as syntax_yaml, NodeKind};

/// The three parts of a `.md`, by bytes: up to and with the first fence, the YAML, the rest from the second fence on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parts {
    /// No front matter: all of it is a text.
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

/// Finds them. Lines that only look like fences count when the usual ones lead nowhere.
pub(super) fn parts(text: &str) -> Parts {
    let exact = exact(text);
    match meant(text) {
        Some(meant) if !holds_record(text, exact) && holds_record(text, meant) => meant,
        _ => exact,
    }
}

/// A fence as it is read, invisible characters apart.
pub(super) fn is_fence(line: &str) -> bool {
    stripped(line).trim_end() == "---"
}

/// `——`, `－－－`, `----`, `***` (DOMAIN.md §5).
fn is_like_fence(line: &str) -> bool {
    let clean = stripped(line);
    let line = clean.trim_end();
    let all = |marks: &[char]| line.chars().all(|it| marks.contains(&it));
    let length = line.chars().count();
    length >= 2 && all(&['-', '－', '—', '–', '―', '─', '−']) || length >= 3 && all(&['*', '＊'])
}

/// As the parser finds them, save that a fence may hold invisible characters when no clean one is there.
fn exact(text: &str) -> Parts {
    let Some(yaml) = opened(text, &is_fence) else { return Parts::Text };
    let clean = |line: &str| line.trim_end() == "---";
    closed(text, yaml, &clean).or_else(|| closed(text, yaml, &is_fence)).unwrap_or(Parts::Unclear)
}

/// The same with lines that look like fences. One that ends the YAML must not stand apart: it could divide a text.
fn meant(text: &str) -> Option<Parts> {
    let like = |line: &str| is_fence(line) || is_like_fence(line);
    let yaml = opened(text, &like)?;
    let parts = closed(text, yaml, &like)?;
    let Parts::Both { fence, body, .. } = parts else { return None };
    let apart = text[yaml..fence].lines().any(|it| it.trim().is_empty());
    (is_fence(&text[fence..body]) || !apart).then_some(parts)
}

/// After the first line that is not blank, if it is a fence.
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

/// The next fence.
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
    let repaired = yaml::repaired(&text[yaml..fence], 1);
    let document = syntax_yaml::parse(&repaired.text, 1, &is_known_key);
    document.is_ok_and(|document| match &document.root.kind {
        NodeKind::Map(entries) => {
            entries.first().and_then(|(key, _)| key.text()).is_some_and(|it| is_known_key(bare(it)))
        }
        NodeKind::Scalar { .. } | NodeKind::Seq(_) => false,
    })
}
