//! Events of the YAML parser → the tree.

use rustc_hash::FxHashMap;
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, StrInput};

use super::error::{YamlError, YamlFeature, YamlSyntaxError};
use super::node::{Node, NodeKind};
use super::{MAX_DEPTH, YamlDocument, is_hostile};
use crate::syntax::span::{Span, Spanned};

/// Builds the tree of one text.
pub(super) struct SpannedParser<'a> {
    parser: Parser<'a, StrInput<'a>>,
    first_line: u32,
    depth: usize,
    duplicate_keys: Vec<Spanned<YamlError>>,
}

/// Why the parser stopped.
pub(super) enum ParseFailure {
    /// The text is not YAML.
    Scan(ScanError),
    /// The text is YAML that is not allowed.
    Rejected(Spanned<YamlError>),
}

impl ParseFailure {
    fn rejected(span: Span, error: YamlError) -> ParseFailure {
        ParseFailure::Rejected(Spanned { value: error, span })
    }

    fn unsupported(span: Span, feature: YamlFeature) -> ParseFailure {
        ParseFailure::rejected(span, YamlError::Unsupported(feature))
    }

    /// What was wrong, in our terms.
    pub(super) fn into_error(self, yaml: &str, first_line: u32) -> Spanned<YamlError> {
        let error = match self {
            ParseFailure::Rejected(error) => return error,
            ParseFailure::Scan(error) => error,
        };
        let (line, col) = (error.marker().line().max(1), error.marker().col());
        let text = yaml.lines().nth(line - 1).unwrap_or_default();
        let mut value = scan_error(error.info(), text.chars().nth(col));
        let is_deeper =
            line > 1 && yaml.lines().nth(line - 2).is_some_and(|above| is_shifted(text, above));
        if is_deeper && value == YamlError::Syntax(YamlSyntaxError::ColonInValue) {
            value = YamlError::Syntax(YamlSyntaxError::Indentation);
        }
        let other = YamlError::Syntax(YamlSyntaxError::Other);
        if value == other && begins_further_in(yaml, text) {
            value = YamlError::Syntax(YamlSyntaxError::Indentation);
        }
        Spanned { value, span: Span::new(first_line + line as u32 - 1, col as u32 + 1, 1) }
    }
}

/// Whether a line is indented a little more than the one above, which is a key with its value: it was meant to stand
/// below it, not in it.
fn is_shifted(line: &str, above: &str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let has_value = above.split_once(": ").is_some_and(|(_, value)| !value.trim().is_empty());
    has_value && indent(above) < indent(line)
}

/// Whether the first line of a text is indented and a later one is not: they do not stand below each other.
fn begins_further_in(yaml: &str, line: &str) -> bool {
    let first = yaml.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    first.is_some_and(|first| first.starts_with(' '))
        && !line.starts_with(' ')
        && line.contains(':')
}

/// Classifies the message of the YAML parser; `ch` is the character at its place.
fn scan_error(message: &str, ch: Option<char>) -> YamlError {
    let mentions = |words: &[&str]| words.iter().any(|word| message.contains(word));
    if mentions(&["recursion", "depth"]) {
        return YamlError::TooDeep { limit: MAX_DEPTH };
    }
    if mentions(&["alias", "anchor"]) {
        return YamlError::Unsupported(YamlFeature::Anchor);
    }
    if mentions(&["tag"]) {
        return YamlError::Unsupported(YamlFeature::Tag);
    }
    let starts_no_token = mentions(&["cannot start any token", "unexpected character"]);
    YamlError::Syntax(if mentions(&["quote", "end of stream in quoted", "quoted scalar"]) {
        YamlSyntaxError::OpenQuote
    } else if mentions(&["mapping values are not allowed"]) {
        YamlSyntaxError::ColonInValue
    } else if let (true, Some(ch)) = (starts_no_token, ch) {
        if ch == '\t' { YamlSyntaxError::TabIndent } else { YamlSyntaxError::Special(ch) }
    } else if mentions(&["flow", "',' or ']'", "',' or '}'"]) {
        YamlSyntaxError::OpenBracket
    } else if mentions(&[
        "block mapping",
        "block collection",
        "indent",
        "expected <block end>",
        "key",
    ]) {
        YamlSyntaxError::Indentation
    } else {
        YamlSyntaxError::Other
    })
}

impl<'a> SpannedParser<'a> {
    pub(super) fn new(yaml: &'a str, first_line: u32) -> SpannedParser<'a> {
        SpannedParser {
            parser: Parser::new_from_str(yaml),
            first_line,
            depth: 0,
            duplicate_keys: Vec::new(),
        }
    }

    /// Reads the one document of the text.
    pub(super) fn document(mut self) -> Result<YamlDocument, ParseFailure> {
        let root = self.root()?;
        Ok(YamlDocument { root, duplicate_keys: self.duplicate_keys })
    }

    fn root(&mut self) -> Result<Node, ParseFailure> {
        loop {
            match self.next()? {
                (Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _) => {}
                (Event::StreamEnd | Event::DocumentEnd, span) => {
                    return Ok(Node { span, kind: NodeKind::Map(Vec::new()) });
                }
                (event, span) => {
                    let node = self.node(event, span)?;
                    self.end()?;
                    return Ok(node);
                }
            }
        }
    }

    /// Reads to the end of the text, in which no second document may begin.
    fn end(&mut self) -> Result<(), ParseFailure> {
        loop {
            match self.next()? {
                (Event::StreamEnd, _) => return Ok(()),
                (Event::DocumentEnd | Event::Nothing, _) => {}
                (_, span) => {
                    return Err(ParseFailure::unsupported(span, YamlFeature::SecondDocument));
                }
            }
        }
    }

    fn next(&mut self) -> Result<(Event<'a>, Span), ParseFailure> {
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
            Some(Err(error)) => Err(ParseFailure::Scan(error)),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    fn node(&mut self, event: Event<'a>, span: Span) -> Result<Node, ParseFailure> {
        let (anchor, has_tag) = match &event {
            Event::Scalar(_, _, anchor, tag) => (*anchor, tag.is_some()),
            Event::SequenceStart(anchor, tag) | Event::MappingStart(anchor, tag) => {
                (*anchor, tag.is_some())
            }
            Event::Alias(_) => (1, false),
            _ => (0, false),
        };
        if anchor != 0 {
            return Err(ParseFailure::unsupported(span, YamlFeature::Anchor));
        }
        if has_tag {
            return Err(ParseFailure::unsupported(span, YamlFeature::Tag));
        }
        if self.depth >= MAX_DEPTH {
            return Err(ParseFailure::rejected(span, YamlError::TooDeep { limit: MAX_DEPTH }));
        }
        self.depth += 1;
        let kind = match event {
            Event::Scalar(text, style, ..) => {
                // An escape (`"\x1b"`) can hold what the file itself must not.
                if let Some(ch) = text.chars().find(|ch| is_hostile(*ch)) {
                    let error = YamlSyntaxError::ControlCharacter(ch as u32);
                    return Err(ParseFailure::rejected(span, YamlError::Syntax(error)));
                }
                NodeKind::Scalar { text: text.into_owned(), plain: style == ScalarStyle::Plain }
            }
            Event::SequenceStart(..) => NodeKind::Seq(self.items()?),
            Event::MappingStart(..) => NodeKind::Map(self.entries()?),
            _ => NodeKind::Scalar { text: String::new(), plain: true },
        };
        self.depth -= 1;
        Ok(Node { span, kind })
    }

    fn items(&mut self) -> Result<Vec<Node>, ParseFailure> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(items),
                (event, span) => items.push(self.node(event, span)?),
            }
        }
    }

    fn entries(&mut self) -> Result<Vec<(Node, Node)>, ParseFailure> {
        let mut entries: Vec<(Node, Node)> = Vec::new();
        let mut lines = FxHashMap::default();
        loop {
            let key = match self.next()? {
                (Event::MappingEnd, _) => return Ok(entries),
                (event, span) => self.node(event, span)?,
            };
            let (event, span) = self.next()?;
            let value = self.node(event, span)?;
            let Some(text) = key.text() else {
                return Err(ParseFailure::unsupported(key.span, YamlFeature::ComplexKey));
            };
            let text = text.to_owned();
            if let Some(line) = lines.get(&text) {
                // The first one is kept.
                let error = YamlError::DuplicateKey { key: text, line: *line };
                self.duplicate_keys.push(Spanned { value: error, span: key.span });
                continue;
            }
            lines.insert(text, key.span.start.line);
            entries.push((key, value));
        }
    }
}
