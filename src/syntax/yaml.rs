//! YAML → a marked tree: every key and value with its place, every duplicate key told, limits kept.
//!
//! The gate knows nothing of schools. Scalars stay the text that was written: `2024.10`, `no` and `0012` are never
//! guessed at (MODEL.md §6). A text that a second YAML reader refuses is refused too, so that what guidang accepts
//! can be read by other programs, today and later.

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};
use serde::de::IgnoredAny;

use crate::diagnostics::{Pos, Problem, Span, YamlFeature, YamlTrouble};
use crate::parse::names::KNOWN_KEYS;
use crate::syntax::ime_slips;

/// The deepest nesting allowed (MODEL.md §6).
pub(crate) const MAX_DEPTH: usize = 32;
/// The most bytes of YAML in one file (MODEL.md §6).
pub(crate) const MAX_BYTES: usize = 256 * 1024;

/// A value with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) at: Span,
    pub(crate) kind: Kind,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Scalar { text: String, plain: bool },
    Seq(Vec<Node>),
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// The text of a scalar.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            Kind::Seq(_) | Kind::Map(_) => None,
        }
    }

    /// A plain scalar with nothing in it: `标题:`.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(&self.kind, Kind::Scalar { text, plain: true } if text.is_empty())
    }
}

/// A problem and its place, before the file is known.
pub(crate) type Found = (Span, Problem);

/// Reads YAML that begins on line `first_line` of its file. None when it cannot be read at all; then the reason is in
/// the problems.
pub(crate) fn tree(yaml: &str, first_line: u32, found: &mut Vec<Found>) -> Option<Node> {
    if yaml.len() > MAX_BYTES {
        found.push((Span::new(first_line, 1, 0), Problem::TooLarge { limit: MAX_BYTES as u64 }));
        return None;
    }
    if let Some((at, it)) = control_character(yaml) {
        let span = Span::new(first_line + at.line - 1, at.col, 1);
        found.push((span, Problem::Yaml(YamlTrouble::ControlCharacter(it as u32))));
        return None;
    }
    let mut gate = SpannedParser {
        parser: Parser::new_from_str(yaml),
        first_line,
        depth: 0,
        found: Vec::new(),
    };
    let read = gate.document();
    let mut doubles = std::mem::take(&mut gate.found);
    let refused = match read {
        Ok(node) => match ime_slips::suspicious(&node) {
            true => None,
            false => {
                found.append(&mut doubles);
                return second_opinion(yaml, first_line, node, found);
            }
        },
        Err(refusal) => Some(refusal),
    };
    let habits = ime_slips::lint(yaml, first_line, &KNOWN_KEYS);
    match refused {
        _ if !habits.is_empty() => found.extend(habits),
        Some(refusal) => found.push(refusal.explained(yaml, first_line)),
        None => found.push((Span::new(first_line, 1, 0), Problem::Yaml(YamlTrouble::Other))),
    }
    None
}

/// A file that either YAML reader refuses is refused.
fn second_opinion(yaml: &str, first_line: u32, node: Node, found: &mut Vec<Found>) -> Option<Node> {
    let Err(error) = serde_yaml::from_str::<IgnoredAny>(yaml) else { return Some(node) };
    if error.to_string().contains("duplicate") {
        return Some(node); // told by the gate, with its place
    }
    let place = error.location().map_or((1, 1), |it| (it.line() as u32, it.column() as u32));
    let habits = ime_slips::lint(yaml, first_line, &KNOWN_KEYS);
    if habits.is_empty() {
        found.push((
            Span::new(first_line + place.0.max(1) - 1, place.1.max(1), 1),
            Problem::Yaml(YamlTrouble::Other),
        ));
    }
    found.extend(habits);
    None
}

/// The first character that YAML forbids in a text.
fn control_character(yaml: &str) -> Option<(Pos, char)> {
    let bad = |it: char| {
        is_hostile(it) && it != '\u{85}' || matches!(it, '\u{fffe}' | '\u{ffff}' | '\u{e000}')
    };
    if yaml.bytes().all(|it| matches!(it, b' '..=b'~' | b'\n')) {
        return None;
    }
    yaml.lines().enumerate().find_map(|(line, text)| {
        let (col, it) = text.chars().enumerate().find(|(_, it)| bad(*it))?;
        Some((Pos { line: line as u32 + 1, col: col as u32 + 1 }, it))
    })
}

/// Control characters, and those that turn the direction of a text: whoever reads one in a title or a terminal is
/// shown something else than what is there.
fn is_hostile(it: char) -> bool {
    it.is_control() && !matches!(it, '\n' | '\t')
        || matches!(it, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

struct SpannedParser<'a> {
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    first_line: u32,
    depth: usize,
    found: Vec<Found>,
}

enum YamlError {
    Scan(ScanError),
    Told(Span, Problem),
}

impl<'a> SpannedParser<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Span), YamlError> {
        match self.parser.next() {
            Some(Ok((event, span))) => {
                let (start, end) = (span.start, span.end);
                let len = if start.line() == end.line() {
                    end.col().saturating_sub(start.col())
                } else {
                    1
                };
                let line = self.first_line + start.line().max(1) as u32 - 1;
                Ok((event, Span::new(line, start.col() as u32 + 1, len as u32)))
            }
            Some(Err(error)) => Err(YamlError::Scan(error)),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    fn document(&mut self) -> Result<Node, YamlError> {
        loop {
            match self.next()? {
                (Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _) => {}
                (Event::StreamEnd | Event::DocumentEnd, at) => {
                    return Ok(Node { at, kind: Kind::Map(Vec::new()) });
                }
                (event, at) => {
                    let node = self.node(event, at)?;
                    self.finish()?;
                    return Ok(node);
                }
            }
        }
    }

    fn finish(&mut self) -> Result<(), YamlError> {
        loop {
            match self.next()? {
                (Event::StreamEnd, _) => return Ok(()),
                (Event::DocumentEnd | Event::Nothing, _) => {}
                (_, at) => {
                    return Err(YamlError::Told(
                        at,
                        Problem::UnsupportedYaml(YamlFeature::SecondDocument),
                    ));
                }
            }
        }
    }

    fn node(&mut self, event: Event<'a>, at: Span) -> Result<Node, YamlError> {
        let (anchor, tag) = match &event {
            Event::Scalar(_, _, anchor, tag) => (*anchor, tag.is_some()),
            Event::SequenceStart(anchor, tag) | Event::MappingStart(anchor, tag) => {
                (*anchor, tag.is_some())
            }
            Event::Alias(_) => (1, false),
            _ => (0, false),
        };
        if anchor != 0 {
            return Err(YamlError::Told(at, Problem::UnsupportedYaml(YamlFeature::Anchor)));
        }
        if tag {
            return Err(YamlError::Told(at, Problem::UnsupportedYaml(YamlFeature::Tag)));
        }
        if self.depth >= MAX_DEPTH {
            return Err(YamlError::Told(at, Problem::Nesting { limit: MAX_DEPTH }));
        }
        self.depth += 1;
        let kind = match event {
            Event::Scalar(text, style, ..) => {
                // Escapes (`"\x1b"`) say what the file itself must not.
                if let Some(it) = text.chars().find(|it| is_hostile(*it)) {
                    let problem = Problem::Yaml(YamlTrouble::ControlCharacter(it as u32));
                    return Err(YamlError::Told(at, problem));
                }
                Kind::Scalar { text: text.into_owned(), plain: style == ScalarStyle::Plain }
            }
            Event::SequenceStart(..) => Kind::Seq(self.items()?),
            Event::MappingStart(..) => Kind::Map(self.entries()?),
            _ => Kind::Scalar { text: String::new(), plain: true },
        };
        self.depth -= 1;
        Ok(Node { at, kind })
    }

    fn items(&mut self) -> Result<Vec<Node>, YamlError> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(items),
                (event, at) => items.push(self.node(event, at)?),
            }
        }
    }

    fn entries(&mut self) -> Result<Vec<(Node, Node)>, YamlError> {
        let mut entries: Vec<(Node, Node)> = Vec::new();
        let mut lines = rustc_hash::FxHashMap::default();
        loop {
            let key = match self.next()? {
                (Event::MappingEnd, _) => return Ok(entries),
                (event, at) => self.node(event, at)?,
            };
            let (event, at) = self.next()?;
            let value = self.node(event, at)?;
            let Some(text) = key.text() else {
                return Err(YamlError::Told(
                    key.at,
                    Problem::UnsupportedYaml(YamlFeature::ComplexKey),
                ));
            };
            let text = text.to_owned();
            if let Some(line) = lines.get(&text) {
                self.found.push((key.at, Problem::DuplicateKey { found: text, line: *line }));
                continue; // the first stands
            }
            lines.insert(text, key.at.start.line);
            entries.push((key, value));
        }
    }
}

impl YamlError {
    fn explained(self, yaml: &str, first_line: u32) -> Found {
        let error = match self {
            YamlError::Told(at, problem) => return (at, problem),
            YamlError::Scan(error) => error,
        };
        let line = error.marker().line().max(1);
        let at = Span::new(first_line + line as u32 - 1, error.marker().col() as u32 + 1, 1);
        let info = error.info();
        let text = yaml.lines().nth(line - 1).unwrap_or_default();
        let under = text.chars().nth(error.marker().col());
        let has = |words: &[&str]| words.iter().any(|it| info.contains(it));
        let trouble = if info.contains("recursion") || info.contains("depth") {
            return (at, Problem::Nesting { limit: MAX_DEPTH });
        } else if has(&["alias", "anchor"]) {
            return (at, Problem::UnsupportedYaml(YamlFeature::Anchor));
        } else if has(&["tag"]) {
            return (at, Problem::UnsupportedYaml(YamlFeature::Tag));
        } else if has(&["quote", "end of stream in quoted", "quoted scalar"]) {
            YamlTrouble::OpenQuote
        } else if has(&["mapping values are not allowed"]) {
            YamlTrouble::ColonInValue
        } else if let (true, Some(it)) =
            (has(&["cannot start any token", "unexpected character"]), under)
        {
            if it == '\t' { YamlTrouble::TabIndent } else { YamlTrouble::Special(it) }
        } else if has(&["flow", "',' or ']'", "',' or '}'"]) {
            YamlTrouble::OpenBracket
        } else if has(&[
            "block mapping",
            "block collection",
            "indent",
            "expected <block end>",
            "key",
        ]) {
            YamlTrouble::Indentation
        } else {
            YamlTrouble::Other
        };
        (at, Problem::Yaml(trouble))
    }
}
