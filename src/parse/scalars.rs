//! Single YAML values → texts, numbers and periods.

use super::names::is_known_key;
use super::values::{holds_placeholder, is_placeholder, number};
use crate::diagnostics::{Problem, Shape, SpannedProblem, YamlSyntaxError};
use crate::model::{Day, Figure, Period};
use crate::syntax::span::{Span, Spanned};
use crate::syntax::text::nfc;
use crate::syntax::yaml::{self, Node, NodeKind};

/// The days from `start` to `end`. `None` when one is absent, or when the end is before the start, which is reported.
pub(crate) fn period(
    start: Option<&Spanned<Day>>,
    end: Option<&Spanned<Day>>,
    problems: &mut Vec<SpannedProblem>,
) -> Option<Period> {
    let (start, end) = (start?, end?);
    let period = Period::new(start.value, end.value);
    if period.is_none() {
        let (start, last) = (start.value.to_string(), end.value.to_string());
        problems.push((end.span, Problem::BadRange { start, end: last }));
    }
    period
}

/// The text of a scalar. A value wholly in curly quotes, a list and a map are reported.
pub(crate) fn scalar(node: &Node, problems: &mut Vec<SpannedProblem>) -> Option<Spanned<String>> {
    let NodeKind::Scalar { text, plain } = &node.kind else {
        problems.push(wrong_shape(node, Shape::Text));
        return None;
    };
    let trimmed = text.trim();
    if *plain && let Some(inner) = in_curly_quotes(trimmed) {
        problems.push((node.span, curly_quotes(inner)));
        return None;
    }
    Some(Spanned { value: nfc(trimmed), span: node.span })
}

/// A scalar as a text. `None` for an empty text, and for a placeholder, which is reported.
pub(crate) fn text_of(node: &Node, problems: &mut Vec<SpannedProblem>) -> Option<Spanned<String>> {
    let text = scalar(node, problems)?;
    if is_placeholder(&text.value) {
        problems.push((text.span, Problem::Placeholder { found: text.value }));
        return None;
    }
    (!text.value.is_empty()).then_some(text)
}

/// A scalar as an exact number, with one of these units or without a unit.
pub(crate) fn figure_of(
    node: &Node,
    units: &[&str],
    problems: &mut Vec<SpannedProblem>,
) -> Option<Spanned<Figure>> {
    let Spanned { value: text, span } = scalar(node, problems)?;
    if holds_placeholder(&text) {
        problems.push((span, Problem::Placeholder { found: text }));
        return None;
    }
    match number(&text, units) {
        Ok(figure) => Some(Spanned { value: figure, span }),
        Err(why) => {
            problems.push((span, Problem::BadNumber { found: text, why }));
            None
        }
    }
}

/// The text within curly quotes, when they enclose the whole text.
pub(crate) fn in_curly_quotes(text: &str) -> Option<&str> {
    let inner = match text.strip_prefix('“') {
        Some(rest) => rest.strip_suffix('”')?,
        None => text.strip_prefix('‘')?.strip_suffix('’')?,
    };
    (!inner.contains(['“', '”', '‘', '’'])).then_some(inner)
}

pub(crate) fn curly_quotes(inner: &str) -> Problem {
    Problem::Yaml(YamlSyntaxError::CurlyQuotes { inner: inner.to_owned() })
}

/// The problem of a value that has not the wanted shape: a slip of the input method when one explains it.
pub(crate) fn wrong_shape(node: &Node, wanted: Shape) -> SpannedProblem {
    if let (NodeKind::Scalar { text, .. }, Shape::Map | Shape::List) = (&node.kind, wanted)
        && let Some((before, error)) = yaml::find_in_text(text, &is_known_key)
    {
        let start = node.span.start;
        return (Span::new(start.line, start.col + before, 1), Problem::Yaml(error));
    }
    let found = match &node.kind {
        NodeKind::Scalar { .. } => Shape::Text,
        NodeKind::Seq(_) => Shape::List,
        NodeKind::Map(_) => Shape::Map,
    };
    (node.span, Problem::WrongType { found, wanted })
}
