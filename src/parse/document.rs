//! A file's bytes → its text, its YAML as a tree, and the text below the front matter.

use super::yaml;
use crate::diagnostics::{
    BilingualName, EncodingProblem, Problem, Shape, Span, SpannedProblem, YamlSyntaxError,
};
use crate::model::Body;
use crate::privacy;
use crate::source::{DecodeError, Encoding, decode, mistaken_gbk};
use crate::syntax::front_matter;
use crate::syntax::yaml::{Node, NodeKind, YamlError, find_in_lines};

/// The most bytes of a record. The table of a ledger has its own limit.
pub(crate) const MAX_RECORD: usize = 8 * 1024 * 1024;

/// A record or plan as it was read, before its fields are interpreted.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) id: String,
    pub(crate) file: String,
    pub(crate) front: Node,
    pub(crate) body: Body,
    pub(crate) attachments: Vec<String>,
}

/// Bytes → text, with a warning for any encoding but UTF-8. `None` when the bytes are not text or more than `limit`.
pub(crate) fn text(
    bytes: &[u8],
    limit: usize,
    problems: &mut Vec<SpannedProblem>,
) -> Option<String> {
    if bytes.len() > limit {
        problems.push((Span::first(), Problem::TooLarge { limit: limit as u64 }));
        return None;
    }
    match decode(bytes) {
        Ok(decoded) => {
            report_personal_data(&decoded.text, problems);
            let problem = match decoded.encoding {
                Encoding::Utf8 => {
                    if !bytes.starts_with(b"\xef\xbb\xbf")
                        && let Some((found, meant)) = mistaken_gbk(&decoded.text)
                    {
                        problems.push((Span::first(), Problem::MistakenGbk { found, meant }));
                    }
                    return Some(decoded.text);
                }
                Encoding::Gb18030 => EncodingProblem::ReadAsGb18030,
                Encoding::Utf16Le | Encoding::Utf16Be => EncodingProblem::ReadAsUtf16,
            };
            problems.push((Span::first(), Problem::Encoding(problem)));
            Some(decoded.text)
        }
        Err(error) => {
            let (problem, line) = match error {
                DecodeError::Binary { line } => (EncodingProblem::Binary, line),
                DecodeError::Mixed { line } => (EncodingProblem::Mixed, line),
                DecodeError::Unknown { line } => (EncodingProblem::Unknown, line),
            };
            problems.push((Span::new(line as u32, 1, 0), Problem::Encoding(problem)));
            None
        }
    }
}

/// Reports personal data anywhere in a file, comments and secret columns included: what is committed stays in the
/// history.
fn report_personal_data(text: &str, problems: &mut Vec<SpannedProblem>) {
    let (mut line, mut line_start, mut position) = (1, 0, 0);
    for finding in privacy::scan(text) {
        for (offset, _) in text[position..finding.span.start].match_indices('\n') {
            line += 1;
            line_start = position + offset + 1;
        }
        position = finding.span.start;
        let column = text[line_start..position].chars().count() as u32 + 1;
        let length = text[finding.span.clone()].chars().count() as u32;
        let problem = personal_data(finding);
        problems.push((Span::new(line, column, length), problem));
    }
}

/// The problem of personal data.
#[must_use]
pub fn personal_data(found: privacy::PersonalDataMatch) -> Problem {
    let privacy::PersonalDataMatch { kind, masked, print, .. } = found;
    let (en, zh) = kind.names();
    let certain = kind.is_certain();
    Problem::PersonalData { kind: BilingualName { en, zh }, masked, certain, print }
}

/// The tree of a file that is all YAML.
pub(crate) fn yaml(bytes: &[u8], problems: &mut Vec<SpannedProblem>) -> Option<Node> {
    let text = text(bytes, MAX_RECORD, problems)?;
    yaml::tree(&text, 1, problems)
}

/// The tree of a file's front matter, and the text below it.
pub(crate) fn front_matter(
    bytes: &[u8],
    problems: &mut Vec<SpannedProblem>,
) -> Option<(Node, Body)> {
    let text = text(bytes, MAX_RECORD, problems)?;
    let parts = match front_matter::split(&text) {
        Ok(parts) => parts,
        Err(error) => {
            problems.push((error.span, Problem::Yaml(error.value)));
            return None;
        }
    };
    let front = yaml::tree(parts.yaml, parts.yaml_line, problems)?;
    if matches!(&front.kind, NodeKind::Seq(_)) {
        problems.push((front.span, Problem::WrongType { found: Shape::List, wanted: Shape::Map }));
        return None;
    }
    let body = Body { text: parts.body.to_owned(), first_line: parts.body_line };
    report_conflict_markers(&body, problems);
    Some((front, body))
}

/// Reports the markers of a merge conflict, which are never meant as text.
fn report_conflict_markers(body: &Body, problems: &mut Vec<SpannedProblem>) {
    if !body.text.contains("<<<<<<< ") {
        return;
    }
    for slip in find_in_lines(&body.text, body.first_line, &|_| false) {
        if slip.value == YamlError::Syntax(YamlSyntaxError::ConflictMarker) {
            problems.push((slip.span, slip.value.into()));
        }
    }
}
