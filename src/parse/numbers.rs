//! numbers.yaml: the file numbers given so far, one per line.
//!
//! guidang writes this file, and it may be long, so it is read line by line: the form that guidang writes, comments and
//! blank lines, and nothing else. Every such file is also valid YAML.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::document::text;
use super::names::{NUMBERS, NUMBERS_FIELDS, NUMBERS_FILE, RETIRED, nearest_key};
use crate::diagnostics::{FilingProblem, Problem, SpannedProblem, YamlSyntaxError};
use crate::model::{FileNumber, GivenNumber};
use crate::syntax::span::Span;
use crate::syntax::text::nfc;

/// The most bytes of numbers.yaml.
pub(crate) const MAX_NUMBERS: usize = 64 * 1024 * 1024;
/// The most characters of a damaged line in a message.
const MAX_QUOTED: usize = 60;

/// The numbers of a file, sorted. A damaged line is reported and skipped.
pub(crate) fn numbers(bytes: &[u8], problems: &mut Vec<SpannedProblem>) -> Vec<GivenNumber> {
    let Some(text) = text(bytes, MAX_NUMBERS, problems) else { return Vec::new() };
    let mut reader = NumbersReader {
        section: None,
        section_lines: [None, None],
        given: BTreeMap::new(),
        document_lines: FxHashMap::default(),
        problems,
    };
    for (index, line) in text.lines().enumerate() {
        reader.line(index as u32 + 1, line);
    }
    reader.given.into_values().collect()
}

/// The section of the file that is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Given,
    Retired,
    Unknown,
}

struct NumbersReader<'p> {
    section: Option<Section>,
    /// The line on which each section began, in the order of `NUMBERS_FIELDS`.
    section_lines: [Option<u32>; 2],
    given: BTreeMap<FileNumber, GivenNumber>,
    /// The line of each document that has a number.
    document_lines: FxHashMap<String, u32>,
    problems: &'p mut Vec<SpannedProblem>,
}

impl NumbersReader<'_> {
    fn line(&mut self, number: u32, line: &str) {
        let trimmed = line.trim();
        let indent = line.chars().take_while(|ch| ch.is_whitespace()).count() as u32;
        let whole_line = Span::new(number, indent + 1, trimmed.chars().count() as u32);
        if is_conflict_marker(line) {
            self.problems.push((whole_line, Problem::Yaml(YamlSyntaxError::ConflictMarker)));
            return;
        }
        if trimmed.is_empty() || trimmed.starts_with('#') {
            return;
        }
        if indent == 0 {
            self.heading(trimmed, whole_line);
            return;
        }
        match (self.section, parse_line(trimmed)) {
            (Some(Section::Unknown), _) => {}
            (Some(section), Some((key, document))) => {
                let len = key.to_string().chars().count() as u32;
                let span = Span { len, ..whole_line };
                self.add(key, document, section == Section::Retired, span);
            }
            _ => self.problems.push((whole_line, damaged_line(trimmed))),
        }
    }

    /// Reads a line that begins a section: `numbers:` or `retired:`.
    fn heading(&mut self, text: &str, span: Span) {
        let Some(key) = text.strip_suffix(':').map(str::trim_end) else {
            self.problems.push((span, damaged_line(text)));
            return;
        };
        let Some(index) = NUMBERS_FIELDS.iter().position(|field| field.is(key)) else {
            let nearest = nearest_key(key, NUMBERS_FIELDS.iter());
            let (found, allowed) = (key.to_owned(), NUMBERS_FIELDS.to_vec());
            let problem = Problem::UnknownField { found, nearest, elsewhere: None, allowed };
            self.problems.push((span, problem));
            self.section = Some(Section::Unknown);
            return;
        };
        if let Some(line) = self.section_lines[index] {
            self.problems.push((span, Problem::DuplicateKey { found: key.to_owned(), line }));
        }
        self.section_lines[index].get_or_insert(span.start.line);
        let is_given = NUMBERS_FIELDS[index] == NUMBERS;
        debug_assert!(is_given || NUMBERS_FIELDS[index] == RETIRED);
        self.section = Some(if is_given { Section::Given } else { Section::Retired });
    }

    fn add(&mut self, number: FileNumber, document: String, retired: bool, span: Span) {
        let line = span.start.line;
        if let Some(first) = self.given.get(&number) {
            let problem = duplicate(number.to_string(), first.line);
            self.problems.push((span, problem));
            return;
        }
        if !retired {
            if let Some(first) = self.document_lines.get(&document) {
                self.problems.push((span, duplicate(document.clone(), *first)));
            }
            self.document_lines.entry(document.clone()).or_insert(line);
        }
        let given = GivenNumber { number: number.clone(), document, retired, line };
        self.given.insert(number, given);
    }
}

fn is_conflict_marker(line: &str) -> bool {
    ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|marker| line.starts_with(marker))
}

fn duplicate(found: String, line: u32) -> Problem {
    Problem::DuplicateId { found, file: format!("content/{NUMBERS_FILE}"), line }
}

fn damaged_line(text: &str) -> Problem {
    let found = text.chars().take(MAX_QUOTED).collect();
    Problem::Filing(FilingProblem::Line { found })
}

/// `Z109-WS·2011-Y-0001: schools/a/visits/x` → the number and the id of the document.
fn parse_line(text: &str) -> Option<(FileNumber, String)> {
    let (number, value) = text.split_once(": ")?;
    let document = nfc(&scalar(value.trim())?);
    (!document.is_empty()).then_some((FileNumber::parse(number)?, document))
}

/// A value as YAML writes it, plain or in quotes.
fn scalar(value: &str) -> Option<String> {
    if value.starts_with('"') {
        return serde_json::from_str(value).ok();
    }
    if let Some(rest) = value.strip_prefix('\'') {
        return Some(rest.strip_suffix('\'')?.replace("''", "'"));
    }
    let plain = value.split(" #").next().unwrap_or_default().trim_end();
    Some(plain.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, Vec<(u32, &'static str)>) {
        let mut problems = Vec::new();
        let mut lines = Vec::new();
        for given in numbers(text.as_bytes(), &mut problems) {
            let mark = if given.retired { " †" } else { "" };
            lines.push(format!("{} {}{mark}", given.number, given.document));
        }
        let mut codes = Vec::new();
        for (span, problem) in problems {
            codes.push((span.start.line, problem.code().word()));
        }
        (lines, codes)
    }

    #[test]
    fn numbers_may_have_comments_and_quotes() {
        let (given, problems) = read(
            "# 勿改\n\nnumbers:\n  Z-WS·2024-Y-0002: schools/a/plans/x\n  Z-WS·2024-Y-0001: \"学校/a/活动/x: y\" \n  Z-WS·2024-Y-0003: 'it''s' \n\n注销:\n  Z-WS·2024-Y-0004: schools/gone # 撤销\n",
        );
        assert_eq!(
            given,
            [
                "Z-WS·2024-Y-0001 学校/a/活动/x: y",
                "Z-WS·2024-Y-0002 schools/a/plans/x",
                "Z-WS·2024-Y-0003 it's",
                "Z-WS·2024-Y-0004 schools/gone †",
            ]
        );
        assert_eq!(problems, []);
        assert_eq!(read(""), (vec![], vec![]));
        assert_eq!(read("numbers:\n"), (vec![], vec![]));
    }

    #[test]
    fn damage_is_reported_at_its_line() {
        let given = "numbers:\n  Z-WS·2024-Y-0001: a\n";
        for (text, line, code) in [
            ("  Z-WS·2024-Y-0001: b\n", 3, "duplicate-id"),
            ("  Z-WS·2024-Y-0002: a\n", 3, "duplicate-id"),
            ("retired:\n  Z-WS·2024-Y-0001: b\n", 4, "duplicate-id"),
            ("numbers:\n", 3, "duplicate-key"),
            ("  Z-WS·2024-Y-1: b\n", 3, "bad-value"),
            ("  Z-WS·2024-D5-0001: b\n", 3, "bad-value"),
            ("  Z-WS·2024-Y-0002:\n", 3, "bad-value"),
            ("  Z-WS·2024-Y-0002: ''\n", 3, "bad-value"),
            ("  Z-WS·2024-Y-0002: \"b\n", 3, "bad-value"),
            ("  - b\n", 3, "bad-value"),
            ("nonsense\n", 3, "bad-value"),
            ("removed:\n  Z-WS·2024-Y-0002: b\n", 3, "unknown-field"),
            ("<<<<<<< HEAD\n", 3, "yaml-syntax"),
        ] {
            let (numbers, problems) = read(&format!("{given}{text}"));
            assert_eq!(problems, [(line, code)], "{text}");
            assert_eq!(numbers[0], "Z-WS·2024-Y-0001 a", "{text}");
        }
        assert_eq!(read("  Z-WS·2024-Y-0001: a\n").1, [(1, "bad-value")]);
        assert_eq!(numbers(&[0, 1, 2, 255], &mut Vec::new()), []);
    }
}
