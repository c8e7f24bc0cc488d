//! A map of the marked tree, read field by field: each reader takes a key, tells what is wrong at its place, and
//! gives the typed value. Reading goes on after an error, so that one run tells everything.

use super::names::{Fields, KNOWN_KEYS, YES_NO, home_of, nearest_key};
use super::values::{holds_placeholder, is_placeholder, number};
use crate::diagnostics::{Key, NumberTrouble, Problem, Shape, Span, YamlTrouble};
use crate::model::{Day, Figure, Period};
use crate::syntax::ime_slips;
use crate::syntax::text::{fold_width, nfc};
use crate::syntax::yaml::{Found, Kind, Node};

/// A value and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spanned<T> {
    pub(crate) it: T,
    pub(crate) at: Span,
}

/// A map whose keys are known.
pub(crate) struct MapReader<'t> {
    at: Span,
    entries: Vec<(Key, Span, &'t Node)>,
}

impl<'t> MapReader<'t> {
    /// Sorts the keys of a map into the known ones, and tells the unknown ones and those written in both spellings.
    /// None when the value is no map.
    pub(crate) fn new(
        node: &'t Node,
        fields: Fields,
        found: &mut Vec<Found>,
    ) -> Option<MapReader<'t>> {
        let Kind::Map(map) = &node.kind else {
            found.push(not_the_shape(node, Shape::Map));
            return None;
        };
        let mut entries: Vec<(Key, Span, &Node)> = Vec::new();
        for (key, value) in map {
            let text = key.text().unwrap_or_default();
            let Some(known) = fields.iter().find(|it| it.is(text)) else {
                found.push((key.at, unknown(text, fields)));
                continue;
            };
            if let Some((_, first, _)) = entries.iter().find(|(it, ..)| it == known) {
                let problem =
                    Problem::DuplicateKey { found: text.to_owned(), line: first.start.line };
                found.push((key.at, problem));
                continue;
            }
            entries.push((*known, key.at, value));
        }
        // A map has no stretch of its own that is good to point at: its first key does.
        let at = entries.first().map_or(Span { len: 0, ..node.at }, |(_, at, _)| *at);
        Some(MapReader { at, entries })
    }

    /// Where the map begins.
    pub(crate) fn at(&self) -> Span {
        self.at
    }

    /// Where a key stands, or else where the map begins.
    pub(crate) fn at_key(&self, key: &Key) -> Span {
        self.entries.iter().find(|(it, ..)| it == key).map_or(self.at, |(_, at, _)| *at)
    }

    /// The value of a key, unless nothing was written.
    pub(crate) fn node(&self, key: &Key) -> Option<&'t Node> {
        self.entries
            .iter()
            .find(|(it, ..)| it == key)
            .map(|(_, _, node)| *node)
            .filter(|it| !it.is_empty())
    }

    /// Whether the key is written, be it with an empty value.
    pub(crate) fn has(&self, key: &Key) -> bool {
        self.node(key).is_some()
    }

    /// Tells that a required key is missing.
    pub(crate) fn missing(&self, key: Key, example: &'static str, found: &mut Vec<Found>) {
        let at = self.entries.iter().find(|(it, ..)| *it == key).map_or(self.at, |(_, at, _)| *at);
        found.push((at, Problem::MissingField { key, example }));
    }

    /// A text, placeholders left out.
    pub(crate) fn text(&self, key: &Key, found: &mut Vec<Found>) -> Option<Spanned<String>> {
        text_of(self.node(key)?, found)
    }

    /// A text without its place.
    pub(crate) fn words(&self, key: &Key, found: &mut Vec<Found>) -> Option<String> {
        self.text(key, found).map(|it| it.it)
    }

    /// A text that must be there.
    pub(crate) fn required(
        &self,
        key: Key,
        example: &'static str,
        found: &mut Vec<Found>,
    ) -> Option<Spanned<String>> {
        if !self.has(&key) {
            self.missing(key, example, found);
            return None;
        }
        let before = found.len();
        let text = self.text(&key, found);
        if text.is_none()
            && found[before..].iter().all(|(_, it)| matches!(it, Problem::Placeholder { .. }))
        {
            self.missing(key, example, found);
        }
        text
    }

    /// A list of texts; one text alone is a list of one, or of several joined by `、`.
    pub(crate) fn texts(&self, key: &Key, found: &mut Vec<Found>) -> Vec<Spanned<String>> {
        let Some(node) = self.node(key) else { return Vec::new() };
        match &node.kind {
            Kind::Seq(items) => items
                .iter()
                .filter(|it| !it.is_empty())
                .filter_map(|it| text_of(it, found))
                .collect(),
            Kind::Scalar { .. } => {
                let Some(Spanned { it, at }) = text_of(node, found) else { return Vec::new() };
                let parts =
                    it.split(['、', '，', '；', ';']).map(str::trim).filter(|it| !it.is_empty());
                parts.map(|it| Spanned { it: it.to_owned(), at }).collect()
            }
            Kind::Map(_) => {
                found.push(not_the_shape(node, Shape::List));
                Vec::new()
            }
        }
    }

    /// A list of texts without their places.
    pub(crate) fn list(&self, key: &Key, found: &mut Vec<Found>) -> Vec<String> {
        self.texts(key, found).into_iter().map(|it| it.it).collect()
    }

    /// A list of texts in which one text alone is never cut: names of actions, documents.
    pub(crate) fn whole_texts(&self, key: &Key, found: &mut Vec<Found>) -> Vec<Spanned<String>> {
        match self.node(key).map(|it| (it, &it.kind)) {
            Some((node, Kind::Scalar { .. })) => text_of(node, found).into_iter().collect(),
            _ => self.texts(key, found),
        }
    }

    /// A date.
    pub(crate) fn day(&self, key: &Key, found: &mut Vec<Found>) -> Option<Spanned<Day>> {
        let node = self.node(key)?;
        let Spanned { it: text, at } = scalar(node, found)?;
        if holds_placeholder(&text) {
            found.push((at, Problem::Placeholder { found: text }));
            return None;
        }
        match Day::parse(&fold_width(&text)) {
            Ok(it) => Some(Spanned { it, at }),
            Err(why) => {
                found.push((at, Problem::BadDate { found: text, why }));
                None
            }
        }
    }

    /// A date that must be there.
    pub(crate) fn required_day(&self, key: Key, found: &mut Vec<Found>) -> Option<Spanned<Day>> {
        let before = found.len();
        let day = self.day(&key, found);
        if day.is_none()
            && found[before..].iter().all(|(_, it)| matches!(it, Problem::Placeholder { .. }))
        {
            self.missing(key, "2024-03-15", found);
        }
        day
    }

    /// A stretch from one key to another; `end` may be open.
    pub(crate) fn range(
        &self,
        start: Option<Spanned<Day>>,
        end: Option<Spanned<Day>>,
        found: &mut Vec<Found>,
    ) -> Option<Period> {
        let (start, end) = (start?, end?);
        let period = Period::new(start.it, end.it);
        if period.is_none() {
            found.push((
                end.at,
                Problem::BadRange { start: start.it.to_string(), end: end.it.to_string() },
            ));
        }
        period
    }

    /// An exact number, with one of these units or none.
    pub(crate) fn figure(
        &self,
        key: &Key,
        units: &[&str],
        found: &mut Vec<Found>,
    ) -> Option<Spanned<Figure>> {
        figure_of(self.node(key)?, units, found)
    }

    /// A whole number within bounds.
    pub(crate) fn whole(
        &self,
        key: &Key,
        bounds: std::ops::RangeInclusive<u32>,
        unit: &str,
        found: &mut Vec<Found>,
    ) -> Option<u32> {
        let node = self.node(key)?;
        let Spanned { it, at } = figure_of(node, &[unit], found)?;
        let text = it.to_string();
        let why = match text.parse::<i64>() {
            Err(_) => NumberTrouble::NotWhole,
            Ok(number) if number < i64::from(*bounds.start()) => {
                NumberTrouble::TooSmall(i64::from(*bounds.start()))
            }
            Ok(number) if number > i64::from(*bounds.end()) => {
                NumberTrouble::TooLarge(i64::from(*bounds.end()))
            }
            Ok(number) => return u32::try_from(number).ok(),
        };
        found.push((at, Problem::BadNumber { found: text, why }));
        None
    }

    /// One of a table of choices.
    pub(crate) fn choice<T: Copy>(
        &self,
        key: &Key,
        choices: &'static [(Key, T)],
        found: &mut Vec<Found>,
    ) -> Option<T> {
        let Spanned { it: text, at } = self.text(key, found)?;
        let folded = fold_width(&text);
        let chosen = choices.iter().find(|(it, _)| it.is(&folded)).map(|(_, it)| *it);
        if chosen.is_none() {
            let allowed: Vec<Key> = choices.iter().map(|(it, _)| *it).collect();
            let nearest = nearest_key(&folded, allowed.iter());
            found.push((at, Problem::BadChoice { found: text, nearest, allowed }));
        }
        chosen
    }

    /// One of a table of choices that must be there.
    pub(crate) fn required_choice<T: Copy>(
        &self,
        key: Key,
        choices: &'static [(Key, T)],
        found: &mut Vec<Found>,
    ) -> Option<T> {
        if !self.has(&key) {
            self.missing(key, choices.first().map_or("", |(it, _)| it.zh), found);
            return None;
        }
        self.choice(&key, choices, found)
    }

    /// Yes or no; no without.
    pub(crate) fn flag(&self, key: &Key, found: &mut Vec<Found>) -> bool {
        let Some(Spanned { it: text, at }) = self.text(key, found) else { return false };
        match YES_NO.iter().find(|(it, _)| it.is(&fold_width(&text))) {
            Some((_, yes)) => *yes,
            None => {
                found.push((at, Problem::BadFlag { found: text }));
                false
            }
        }
    }

    /// A list of maps.
    pub(crate) fn forms(
        &self,
        key: &Key,
        fields: Fields,
        found: &mut Vec<Found>,
    ) -> Vec<MapReader<'t>> {
        let Some(node) = self.node(key) else { return Vec::new() };
        let Kind::Seq(items) = &node.kind else {
            found.push(not_the_shape(node, Shape::List));
            return Vec::new();
        };
        items
            .iter()
            .filter(|it| !it.is_empty())
            .filter_map(|it| MapReader::new(it, fields, found))
            .collect()
    }

    /// A map.
    pub(crate) fn form(
        &self,
        key: &Key,
        fields: Fields,
        found: &mut Vec<Found>,
    ) -> Option<MapReader<'t>> {
        MapReader::new(self.node(key)?, fields, found)
    }
}

/// The text of a scalar; a whole value in curly quotes, lists and maps are told.
fn scalar(node: &Node, found: &mut Vec<Found>) -> Option<Spanned<String>> {
    let Kind::Scalar { text, plain } = &node.kind else {
        found.push(not_the_shape(node, Shape::Text));
        return None;
    };
    let trimmed = text.trim();
    if let Some(inner) = plain.then(|| in_curly_quotes(trimmed)).flatten() {
        found.push((node.at, Problem::Yaml(YamlTrouble::CurlyQuotes { inner: inner.to_owned() })));
        return None;
    }
    Some(Spanned { it: nfc(trimmed), at: node.at })
}

/// A scalar as words: placeholders are told and left out.
pub(crate) fn text_of(node: &Node, found: &mut Vec<Found>) -> Option<Spanned<String>> {
    let text = scalar(node, found)?;
    if is_placeholder(&text.it) {
        found.push((text.at, Problem::Placeholder { found: text.it }));
        return None;
    }
    (!text.it.is_empty()).then_some(text)
}

/// A scalar as an exact number.
pub(crate) fn figure_of(
    node: &Node,
    units: &[&str],
    found: &mut Vec<Found>,
) -> Option<Spanned<Figure>> {
    let Spanned { it: text, at } = scalar(node, found)?;
    if holds_placeholder(&text) {
        found.push((at, Problem::Placeholder { found: text }));
        return None;
    }
    match number(&text, units) {
        Ok(it) => Some(Spanned { it, at }),
        Err(why) => {
            found.push((at, Problem::BadNumber { found: text, why }));
            None
        }
    }
}

fn in_curly_quotes(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('“').and_then(|it| it.strip_suffix('”'));
    let inner = inner.or_else(|| text.strip_prefix('‘').and_then(|it| it.strip_suffix('’')));
    inner.filter(|it| !it.contains(['“', '”', '‘', '’']))
}

/// What is wrong with a value of another shape; a habit of the input method, when one explains it.
pub(crate) fn not_the_shape(node: &Node, wanted: Shape) -> Found {
    if let (Kind::Scalar { text, .. }, Shape::Map | Shape::List) = (&node.kind, wanted)
        && let Some((before, trouble)) = ime_slips::of_text(text, &KNOWN_KEYS)
    {
        let start = node.at.start;
        return (Span::new(start.line, start.col + before, 1), Problem::Yaml(trouble));
    }
    let found = match &node.kind {
        Kind::Scalar { .. } => Shape::Text,
        Kind::Seq(_) => Shape::List,
        Kind::Map(_) => Shape::Map,
    };
    (node.at, Problem::WrongType { found, wanted })
}

fn unknown(text: &str, fields: Fields) -> Problem {
    if let Some(inner) = in_curly_quotes(text.trim()) {
        return Problem::Yaml(YamlTrouble::CurlyQuotes { inner: inner.to_owned() });
    }
    let elsewhere = home_of(text);
    let nearest = nearest_key(text, fields.iter()).filter(|_| elsewhere.is_none());
    Problem::UnknownField { found: text.to_owned(), nearest, elsewhere, allowed: fields.to_vec() }
}
