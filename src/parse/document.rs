//! A file's bytes → its front matter as a marked tree, and its text.

use crate::diagnostics::{EncodingTrouble, Key, Problem, Span, YamlTrouble};
use crate::privacy;
use crate::source::{DecodeError, Encoding, decode};
use crate::syntax::ime_slips;
use crate::syntax::yaml::{self, Found, Kind, Node};

/// The most bytes of a record (a ledger's table has its own limit).
pub(crate) const MAX_RECORD: usize = 8 * 1024 * 1024;

/// A record as read: typed by `record.rs` and `plan.rs`.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) id: String,
    pub(crate) file: String,
    pub(crate) front: Node,
    pub(crate) body: Text,
    pub(crate) attachments: Vec<String>,
}

/// The text below the front matter.
#[derive(Debug, Default)]
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) first_line: u32,
}

/// Bytes → text, with a warning for anything but UTF-8.
pub(crate) fn text(bytes: &[u8], limit: usize, found: &mut Vec<Found>) -> Option<String> {
    if bytes.len() > limit {
        found.push((Span::first(), Problem::TooLarge { limit: limit as u64 }));
        return None;
    }
    match decode(bytes) {
        Ok(decoded) => {
            found.extend(personal(&decoded.text));
            let trouble = match decoded.encoding {
                Encoding::Utf8 => return Some(decoded.text),
                Encoding::Gb18030 => EncodingTrouble::ReadAsGb18030,
                Encoding::Utf16Le | Encoding::Utf16Be => EncodingTrouble::ReadAsUtf16,
            };
            found.push((Span::first(), Problem::Encoding(trouble)));
            Some(decoded.text)
        }
        Err(error) => {
            let (trouble, line) = match error {
                DecodeError::Binary { line } => (EncodingTrouble::Binary, line),
                DecodeError::Mixed { line } => (EncodingTrouble::Mixed, line),
                DecodeError::Unknown { line } => (EncodingTrouble::Unknown, line),
            };
            found.push((Span::new(line as u32, 1, 0), Problem::Encoding(trouble)));
            None
        }
    }
}

/// Personal data anywhere in a file, comments and secret columns included: what is committed stays in the history.
fn personal(text: &str) -> Vec<Found> {
    let (mut line, mut start, mut at) = (1, 0, 0);
    let mut out = Vec::new();
    for it in privacy::scan(text) {
        for (end, _) in text[at..it.span.start].match_indices('\n') {
            line += 1;
            start = at + end + 1;
        }
        at = it.span.start;
        let column = text[start..at].chars().count() as u32 + 1;
        let length = text[it.span].chars().count() as u32;
        let problem = personal_data(it.kind, it.masked);
        out.push((Span::new(line, column, length), problem));
    }
    out
}

/// What is told of personal data.
#[must_use]
pub fn personal_data(kind: privacy::Kind, masked: String) -> Problem {
    let (en, zh) = kind.names();
    Problem::PersonalData { what: Key { en, zh }, masked, certain: kind.is_certain() }
}

/// A file that is all YAML.
pub(crate) fn yaml(bytes: &[u8], found: &mut Vec<Found>) -> Option<Node> {
    let text = text(bytes, MAX_RECORD, found)?;
    yaml::tree(&text, 1, found)
}

/// A file with front matter: the tree and the text below it.
pub(crate) fn front_matter(bytes: &[u8], found: &mut Vec<Found>) -> Option<(Node, Text)> {
    let text = text(bytes, MAX_RECORD, found)?;
    let is_fence = |line: &str| line.trim_end() == "---";
    let mut lines = text.split_inclusive('\n');
    let mut skipped = 0;
    let mut at = 0;
    let opened = loop {
        match lines.next() {
            Some(line) if line.trim().is_empty() => {
                skipped += 1;
                at += line.len();
            }
            Some(line) => break is_fence(line).then(|| at + line.len()),
            None => break None,
        }
    };
    let Some(start) = opened else {
        found.push((Span::new(skipped + 1, 1, 0), Problem::Yaml(YamlTrouble::NoFrontMatter)));
        return None;
    };
    let first_line = skipped + 2;
    let (mut end, mut line_count) = (start, 0);
    for line in text[start..].split_inclusive('\n') {
        if is_fence(line) {
            let body = text[end + line.len()..].to_owned();
            let node = yaml::tree(&text[start..end], first_line, found)?;
            if matches!(&node.kind, Kind::Seq(_)) {
                found.push((
                    node.at,
                    Problem::WrongType {
                        found: crate::diagnostics::Shape::List,
                        wanted: crate::diagnostics::Shape::Map,
                    },
                ));
                return None;
            }
            conflict_markers(&body, first_line + line_count + 1, found);
            return Some((node, Text { text: body, first_line: first_line + line_count + 1 }));
        }
        end += line.len();
        line_count += 1;
    }
    found.push((Span::new(skipped + 1, 1, 3), Problem::Yaml(YamlTrouble::OpenFrontMatter)));
    None
}

/// Marks of a merge conflict in a text are never meant.
fn conflict_markers(body: &str, first_line: u32, found: &mut Vec<Found>) {
    if body.contains("<<<<<<< ") {
        let markers = ime_slips::lint(body, first_line, &|_| false);
        found.extend(
            markers.into_iter().filter(|(_, it)| *it == Problem::Yaml(YamlTrouble::ConflictMarker)),
        );
    }
}
