//! Reads a YAML map field by field. Each method takes a key, reports what is wrong at its place, and returns the typed
//! value. Reading goes on after an error, so that one run reports everything.

use std::ops::RangeInclusive;

use super::dates::date_problem;
use super::lists::items;
use super::map_keys::MapKeys;
use super::names::{
    BY_WAIVER, DATE, END, Fields, INDICATOR, NAME, PROBLEM, REASON, RECORD, START, TEXT, YES_NO,
    is_known_key, nearest_key,
};
use super::scalars::{figure_of, scalar, text_of, wrong_shape};
use super::values::{holds_placeholder, is_placeholder};
use crate::diagnostics::{
    BilingualName, Misreading, NumberProblem, Oddity, Problem, Shape, SpannedProblem,
    YamlSyntaxError,
};
use crate::model::{Day, Figure};
use crate::syntax::span::{Span, Spanned};
use crate::syntax::text::fold_width;
use crate::syntax::yaml::{Node, NodeKind};

/// A map whose keys are known.
pub(crate) struct MapReader<'t> {
    span: Span,
    entries: Vec<MapEntry<'t>>,
    /// The fields that unknown keys were probably meant to be.
    meant: Vec<BilingualName>,
    /// Whether the map can have a start and an end.
    has_range: bool,
}

/// A key and its value.
pub(super) struct MapEntry<'t> {
    pub(super) key: BilingualName,
    pub(super) key_span: Span,
    pub(super) value: &'t Node,
}

impl<'t> MapReader<'t> {
    /// Looks up the keys of a map among `fields`. Unknown keys and keys written in both spellings are reported. `None`
    /// when the value is not a map.
    pub(crate) fn new(
        node: &'t Node,
        fields: Fields,
        problems: &mut Vec<SpannedProblem>,
    ) -> Option<MapReader<'t>> {
        let NodeKind::Map(map) = &node.kind else {
            problems.push(wrong_shape(node, Shape::Map));
            return None;
        };
        if let Some(problem) = wide_colon(map) {
            problems.push(problem);
            return None;
        }
        let MapKeys { entries, meant } = MapKeys::of(map, fields, problems);
        report_second_colons(&entries, problems);
        // A map may span many lines, so its first key is pointed at.
        let span = match entries.first() {
            Some(first) => first.key_span,
            None => Span { len: 0, ..node.span },
        };
        let has_range = fields.contains(&START) && fields.contains(&END);
        Some(MapReader { span, entries, meant, has_range })
    }

    /// Where the map begins.
    pub(crate) fn span(&self) -> Span {
        self.span
    }

    /// The span of a key, or where the map begins if the key is absent.
    pub(crate) fn key_span(&self, key: &BilingualName) -> Span {
        self.entry(key).map_or(self.span, |entry| entry.key_span)
    }

    /// The span of the value of a key, or where the map begins if the key is absent.
    pub(crate) fn value_span(&self, key: &BilingualName) -> Span {
        self.entry(key).map_or(self.span, |entry| entry.value.span)
    }

    fn entry(&self, key: &BilingualName) -> Option<&MapEntry<'t>> {
        self.entries.iter().find(|entry| entry.key == *key)
    }

    /// The value of a key; `None` when the key is absent or its value empty.
    pub(crate) fn node(&self, key: &BilingualName) -> Option<&'t Node> {
        let value = self.entry(key)?.value;
        (!value.is_empty()).then_some(value)
    }

    /// Whether the key has a value.
    pub(crate) fn has(&self, key: &BilingualName) -> bool {
        self.node(key).is_some()
    }

    /// Reports that a required key is missing, unless that follows from a problem that is reported already: an unknown
    /// key that was meant to be this one, or a value that was cut off as a comment.
    pub(crate) fn report_missing(
        &self,
        key: BilingualName,
        example: &'static str,
        problems: &mut Vec<SpannedProblem>,
    ) {
        if self.meant.contains(&key) {
            return;
        }
        if let Some(entry) = self.entry(&key) {
            for (span, problem) in problems.iter_mut() {
                if span.start.line == entry.key_span.start.line
                    && let Problem::Odd(Oddity::CutAtHash { required, .. }) = problem
                {
                    *required = true;
                    return;
                }
            }
        }
        problems.push((self.key_span(&key), Problem::MissingField { key, example }));
    }

    /// A text with its span; `None` for a placeholder, which is reported.
    pub(crate) fn text(
        &self,
        key: &BilingualName,
        problems: &mut Vec<SpannedProblem>,
    ) -> Option<Spanned<String>> {
        text_of(self.node(key)?, problems)
    }

    /// A text without its span.
    pub(crate) fn string(
        &self,
        key: &BilingualName,
        problems: &mut Vec<SpannedProblem>,
    ) -> Option<String> {
        Some(self.text(key, problems)?.value)
    }

    /// A text that must be present.
    pub(crate) fn required_text(
        &self,
        key: BilingualName,
        example: &'static str,
        problems: &mut Vec<SpannedProblem>,
    ) -> Option<Spanned<String>> {
        if !self.has(&key) {
            self.report_missing(key, example, problems);
            return None;
        }
        let before = problems.len();
        let text = self.text(&key, problems);
        if text.is_none() && problems.len() == before {
            self.report_missing(key, example, problems);
        }
        text
    }

    /// A text that is a placeholder, as it is written.
    pub(crate) fn placeholder(&self, key: &BilingualName) -> Option<Spanned<String>> {
        let text = scalar(self.node(key)?, &mut Vec::new())?;
        is_placeholder(&text.value).then_some(text)
    }

    /// A list of texts. Every text is split at `、，,；;` outside brackets.
    pub(crate) fn texts(
        &self,
        key: &BilingualName,
        problems: &mut Vec<SpannedProblem>,
    ) -> Vec<Spanned<String>> {
        self.texts_unless(key, &|_| false, problems)
    }

    /// A list of texts, split as by [`MapReader::texts`] unless a text `is_whole`, as the name of something is.
    pub(crate) fn texts_unless(
        &self,
        key: &BilingualName,
        is_whole: &dyn Fn(&str) -> bool,
        problems: &mut Vec<SpannedProblem>,
    ) -> Vec<Spanned<String>> {
        let mut texts = Vec::new();
        for Spanned { value, span } in self.unsplit_texts(key, problems) {
            if is_whole(&value) {
                texts.push(Spanned { value, span });
                continue;
            }
            for item in items(&value) {
                texts.push(Spanned { value: item.to_owned(), span });
            }
        }
        texts
    }

    /// A list of texts without their spans.
    pub(crate) fn strings(
        &self,
        key: &BilingualName,
        problems: &mut Vec<SpannedProblem>,
    ) -> Vec<String> {
        self.texts(key, problems).into_iter().map(|text| text.value).collect()
    }

    /// A list of texts that are never split: names of documents.
    pub(crate) fn unsplit_texts(
        &self,
        key: &BilingualName,
        problems: &mut Vec<SpannedProblem>,
    ) -> Vec<Spanned<String>> {
        let mut texts = Vec::new();
        let Some(node) = self.node(key) else { return texts };
        match &node.kind {
            NodeKind::Seq(items) => {
                for item in items.iter().filter(|item| !item.is_empty()) {
                    texts.extend(text_of(item, problems));
                }
            }
            NodeKind::Scalar { .. } => texts.extend(text_of(node, problems)),
            NodeKind::Map(_) => problems.push(wrong_shape(node, Shape::List)),
        }
        texts
    }

    /// A date.
    pub(crate) fn day(
        &self,
        key: &BilingualName,
        problems: &mut Vec<SpannedProblem>,
    ) -> Option<Spanned<Day>> {
        let Spanned { value: text, span } = scalar(self.node(key)?, problems)?;
        if holds_placeholder(&text) {
            problems.push((span, Problem::Placeholder { found: text }));
            return None;
        }
        match Day::parse(&fold_width(&text)) {
            Ok(day) => Some(Spanned { value: day, span }),
            Err(why) => {
                let has_range = self.has_range && *key == DATE;
                problems.push((span, date_problem(text, why, has_range)));
                None
            }
        }
    }

    /// A date that must be present.
    pub(crate) fn required_day(
        &self,
        key: BilingualName,
        problems: &mut Vec<SpannedProblem>,
    ) -> Option<Spanned<Day>> {
        let before = problems.len();
        let day = self.day(&key, problems);
        if day.is_none() && problems.len() == before {
            self.report_missing(key, "2024-03-15", problems);
        }
        day
    }

    /// An exact number, with one of these units or without a unit.
    pub(crate) fn figure(
        &self,
        key: &BilingualName,
        units: &[&str],
        problems: &mut Vec<SpannedProblem>,
    ) -> Option<Spanned<Figure>> {
        figure_of(self.node(key)?, units, problems)
    }

    /// A whole number within bounds.
    pub(crate) fn integer(
        &self,
        key: &BilingualName,
        bounds: RangeInclusive<u32>,
        unit: &str,
        problems: &mut Vec<SpannedProblem>,
    ) -> Option<u32> {
        let Spanned { value, span } = figure_of(self.node(key)?, &[unit], problems)?;
        let text = value.to_string();
        let (least, most) = (i64::from(*bounds.start()), i64::from(*bounds.end()));
        let why = match text.parse::<i64>() {
            Err(_) => NumberProblem::NotWhole,
            Ok(number) if number < least => NumberProblem::TooSmall(least),
            Ok(number) if number > most => NumberProblem::TooLarge(most),
            Ok(number) => return u32::try_from(number).ok(),
        };
        problems.push((span, Problem::BadNumber { found: text, why }));
        None
    }

    /// One of a table of choices.
    pub(crate) fn choice<T: Copy>(
        &self,
        key: &BilingualName,
        choices: &'static [(BilingualName, T)],
        problems: &mut Vec<SpannedProblem>,
    ) -> Option<T> {
        let Spanned { value: text, span } = self.text(key, problems)?;
        let folded = fold_width(&text);
        if let Some((_, value)) = choices.iter().find(|(name, _)| name.is(&folded)) {
            return Some(*value);
        }
        let allowed: Vec<BilingualName> = choices.iter().map(|(name, _)| *name).collect();
        let nearest = nearest_key(&folded, allowed.iter());
        problems.push((span, Problem::BadChoice { found: text, nearest, allowed }));
        None
    }

    /// One of a table of choices that must be present.
    pub(crate) fn required_choice<T: Copy>(
        &self,
        key: BilingualName,
        choices: &'static [(BilingualName, T)],
        problems: &mut Vec<SpannedProblem>,
    ) -> Option<T> {
        if !self.has(&key) {
            let example = choices.first().map_or("", |(name, _)| name.zh);
            self.report_missing(key, example, problems);
            return None;
        }
        self.choice(&key, choices, problems)
    }

    /// Yes or no; an absent key means no.
    pub(crate) fn flag(&self, key: &BilingualName, problems: &mut Vec<SpannedProblem>) -> bool {
        let Some(Spanned { value: text, span }) = self.text(key, problems) else { return false };
        match YES_NO.iter().find(|(name, _)| name.is(&fold_width(&text))) {
            Some((_, value)) => *value,
            None => {
                problems.push((span, Problem::BadFlag { found: text }));
                false
            }
        }
    }

    /// A list of maps.
    pub(crate) fn maps(
        &self,
        key: &BilingualName,
        fields: Fields,
        problems: &mut Vec<SpannedProblem>,
    ) -> Vec<MapReader<'t>> {
        let mut maps = Vec::new();
        let Some(node) = self.node(key) else { return maps };
        let NodeKind::Seq(items) = &node.kind else {
            let alone = text_item(node, fields, true);
            problems.push(alone.unwrap_or_else(|| wrong_shape(node, Shape::List)));
            return maps;
        };
        for item in items.iter().filter(|item| !item.is_empty()) {
            if let Some(problem) = text_item(item, fields, false) {
                problems.push(problem);
                continue;
            }
            maps.extend(MapReader::new(item, fields, problems));
        }
        maps
    }

    /// A map within this one.
    pub(crate) fn map(
        &self,
        key: &BilingualName,
        fields: Fields,
        problems: &mut Vec<SpannedProblem>,
    ) -> Option<MapReader<'t>> {
        let node = self.node(key)?;
        if let NodeKind::Scalar { text, .. } = &node.kind
            && fields.contains(&REASON)
            && matches!(wrong_shape(node, Shape::Map), (_, Problem::WrongType { .. }))
        {
            let (found, field) = (text.trim().to_owned(), REASON);
            let others = vec![BY_WAIVER];
            let misreading = Misreading::TextForFields { found, field, others };
            problems.push((node.span, Problem::Misread(misreading)));
            return None;
        }
        MapReader::new(node, fields, problems)
    }
}

/// Reports values that begin with a second colon, of the input method: `类型: ：送教`.
fn report_second_colons(entries: &[MapEntry<'_>], problems: &mut Vec<SpannedProblem>) {
    for MapEntry { key, value, .. } in entries {
        let NodeKind::Scalar { text, plain: true } = &value.kind else { continue };
        let Some(sign) = text.chars().next().filter(|first| "：；︰∶".contains(*first)) else {
            continue;
        };
        let rest = text.trim_start_matches(['：', '；', '︰', '∶', ' ', '\u{3000}']);
        let (key, rest) = (key.zh.to_owned(), rest.to_owned());
        let error = YamlSyntaxError::SignForColon { sign, key, value: rest };
        problems.push((value.span, Problem::Yaml(error)));
    }
}

/// The first full-width colon between a known key and its value in braces: `{指标：送教课时, 值：10}`.
fn wide_colon(map: &[(Node, Node)]) -> Option<SpannedProblem> {
    for (key, value) in map {
        let text = key.text().unwrap_or_default();
        if let Some((before, after)) = text.split_once('：')
            && value.is_empty()
            && is_known_key(before)
        {
            let start = key.span.start;
            let span = Span::new(start.line, start.col + before.chars().count() as u32, 1);
            let (key, value) = (before.to_owned(), after.trim().to_owned());
            return Some((span, Problem::Yaml(YamlSyntaxError::WideColon { key, value })));
        }
    }
    None
}

/// The problem of an item, or of the only one next to the key, that is a text where a map is wanted, unless a slip
/// explains it.
fn text_item(item: &Node, fields: Fields, is_alone: bool) -> Option<SpannedProblem> {
    let NodeKind::Scalar { text, .. } = &item.kind else { return None };
    let is_plain = matches!(wrong_shape(item, Shape::Map), (_, Problem::WrongType { .. }));
    let main = [NAME, INDICATOR, RECORD, PROBLEM, TEXT];
    let field = *main.iter().find(|field| fields.contains(field)).filter(|_| is_plain)?;
    Some((
        item.span,
        Problem::Odd(Oddity::ItemIsText { found: text.trim().to_owned(), field, is_alone }),
    ))
}
