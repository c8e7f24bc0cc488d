//! numbers.yaml: the numbers given so far, a line each.
//!
//! guidang writes this file, and it may be long, so it is read line by line: the shape that is written, comments and
//! blank lines, and nothing else. Every such file is YAML too.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::document::text;
use super::names::{NUMBERS, NUMBERS_FIELDS, NUMBERS_FILE, RETIRED, nearest_key};
use crate::diagnostics::{FilingTrouble, Problem, Span, YamlTrouble};
use crate::model::{FileNumber, GivenNumber};
use crate::syntax::text::nfc;
use crate::syntax::yaml::Found;

/// The most bytes of numbers.yaml.
pub(crate) const MAX_NUMBERS: usize = 64 * 1024 * 1024;

/// The numbers of a file, in their order. Of a damaged line nothing is taken.
pub(crate) fn numbers(bytes: &[u8], found: &mut Vec<Found>) -> Vec<GivenNumber> {
    let Some(text) = text(bytes, MAX_NUMBERS, found) else { return Vec::new() };
    let mut reader = Reader { section: None, lines: [None, None], ..Reader::default() };
    for (at, line) in text.lines().enumerate() {
        reader.line(at as u32 + 1, line, found);
    }
    reader.given.into_values().collect()
}

/// Which section is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Given,
    Retired,
    Unknown,
}

#[derive(Default)]
struct Reader {
    section: Option<Section>,
    /// Where each section began.
    lines: [Option<u32>; 2],
    given: BTreeMap<FileNumber, GivenNumber>,
    papers: FxHashMap<String, u32>,
}

impl Reader {
    fn line(&mut self, number: u32, line: &str, found: &mut Vec<Found>) {
        let trimmed = line.trim();
        let indent = line.chars().take_while(|it| it.is_whitespace()).count() as u32;
        let whole = Span::new(number, indent + 1, trimmed.chars().count() as u32);
        if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|it| line.starts_with(it)) {
            found.push((whole, Problem::Yaml(YamlTrouble::ConflictMarker)));
        } else if trimmed.is_empty() || trimmed.starts_with('#') {
        } else if indent == 0 {
            self.heading(trimmed, whole, found);
        } else if self.section != Some(Section::Unknown) {
            match self.section.and_then(|it| Some((it, entry(trimmed)?))) {
                Some((section, (key, paper))) => {
                    let at = Span::new(number, indent + 1, key.to_string().chars().count() as u32);
                    self.entry(key, paper, section == Section::Retired, at, found);
                }
                None => found.push((whole, damaged(trimmed))),
            }
        }
    }

    fn heading(&mut self, text: &str, at: Span, found: &mut Vec<Found>) {
        let Some(key) = text.strip_suffix(':').map(str::trim_end) else {
            found.push((at, damaged(text)));
            return;
        };
        let place = NUMBERS_FIELDS.iter().position(|it| it.is(key));
        let Some(place) = place else {
            let nearest = nearest_key(key, NUMBERS_FIELDS.iter());
            let (allowed, text) = (NUMBERS_FIELDS.to_vec(), key.to_owned());
            found.push((
                at,
                Problem::UnknownField { found: text, nearest, elsewhere: None, allowed },
            ));
            self.section = Some(Section::Unknown);
            return;
        };
        if let Some(line) = self.lines[place] {
            found.push((at, Problem::DuplicateKey { found: key.to_owned(), line }));
        }
        self.lines[place].get_or_insert(at.start.line);
        let is_given = NUMBERS_FIELDS[place] == NUMBERS;
        debug_assert!(is_given || NUMBERS_FIELDS[place] == RETIRED);
        self.section = Some(if is_given { Section::Given } else { Section::Retired });
    }

    fn entry(
        &mut self,
        number: FileNumber,
        paper: String,
        retired: bool,
        at: Span,
        found: &mut Vec<Found>,
    ) {
        let line = at.start.line;
        let mut twice = |what: &str, line| {
            let (text, file) = (what.to_owned(), format!("content/{NUMBERS_FILE}"));
            found.push((at, Problem::DuplicateId { found: text, file, line }));
        };
        if let Some(first) = self.given.get(&number) {
            twice(&number.to_string(), first.line);
            return;
        }
        if !retired {
            if let Some(first) = self.papers.get(&paper) {
                twice(&paper, *first);
            }
            self.papers.entry(paper.clone()).or_insert(line);
        }
        self.given.insert(number.clone(), GivenNumber { number, paper, retired, line });
    }
}

fn damaged(text: &str) -> Problem {
    let found = text.chars().take(60).collect();
    Problem::Filing(FilingTrouble::Line { found })
}

/// `Z109-WS·2011-Y-0001: schools/a/visits/x`
fn entry(text: &str) -> Option<(FileNumber, String)> {
    let (number, value) = text.split_once(": ")?;
    let paper = nfc(&scalar(value.trim())?);
    (!paper.is_empty()).then_some((FileNumber::parse(number)?, paper))
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
        let mut found = Vec::new();
        let given = numbers(text.as_bytes(), &mut found);
        let line = |it: &GivenNumber| {
            format!("{} {}{}", it.number, it.paper, if it.retired { " †" } else { "" })
        };
        let told = |(at, it): &(Span, Problem)| (at.start.line, it.code().word());
        (given.iter().map(line).collect(), found.iter().map(told).collect())
    }

    #[test]
    fn what_is_written_is_read_and_so_are_comments_and_quotes() {
        let (given, told) = read(
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
        assert_eq!(told, []);
        assert_eq!(read(""), (vec![], vec![]));
        assert_eq!(read("numbers:\n"), (vec![], vec![]));
    }

    #[test]
    fn whatever_is_damaged_is_told_at_its_line() {
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
            let (kept, told) = read(&format!("{given}{text}"));
            assert_eq!(told, [(line, code)], "{text}");
            assert_eq!(kept[0], "Z-WS·2024-Y-0001 a", "{text}");
        }
        assert_eq!(read("  Z-WS·2024-Y-0001: a\n").1, [(1, "bad-value")]);
        assert_eq!(numbers(&[0, 1, 2, 255], &mut Vec::new()), []);
    }
}
