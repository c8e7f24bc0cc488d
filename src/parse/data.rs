//! `data` of a record, and what no indicator counts (docs/content-model.md §2).

use super::indicators::MeasureUse;
use super::lists::{items, joined_names, report_group, report_joined_names};
use super::map_reader::MapReader;
use super::meanings::meant_measures;
use super::names::{ATTENDANCE, BENEFICIARIES, COST, DATA, VISIT_FIELDS, few_names};
use super::references::References;
use super::scalars::{figure_of, text_of};
use super::values::{is_placeholder, number};
use crate::diagnostics::{
    BilingualName, Misreading, NotCounted, NumberProblem, Oddity, Problem, Shape, SpannedProblem,
};
use crate::model::{Datum, Figure, MeasureIx, Reads, RecordKind, RecordType, VisitAmount};
use crate::syntax::span::{Span, Spanned};
use crate::syntax::text::{hidden_in, is_nothing, nfc, without_hidden, without_invisible};
use crate::syntax::yaml::{Node, NodeKind, YamlSyntaxError};

/// The similarity (0 to 1) from which a type is taken for a misspelt one.
const SIMILAR_TYPE: f64 = 0.7;

/// The figures of a record.
#[derive(Default)]
pub(crate) struct Data {
    /// Those that an indicator reads.
    pub(crate) read: Vec<(MeasureIx, Datum)>,
    /// The keys of those that none reads.
    pub(crate) unread: Vec<String>,
}

/// `data`: data key → a number, or texts for a `distinct` indicator.
pub(crate) fn data(
    node: &Node,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) -> Data {
    let NodeKind::Map(entries) = &node.kind else {
        // Reports that the value is not a map.
        MapReader::new(node, &[], problems);
        return Data::default();
    };
    let indicators = &references.indicators;
    let mut data = Data::default();
    for (key, value) in entries {
        let name = nfc(key.text().unwrap_or_default().trim());
        if let Some(measure) = indicators.by_key.get(&name).copied() {
            if !value.is_empty()
                && let Some(datum) = datum(value, measure, references, problems)
            {
                data.read.push((measure, datum));
            }
        } else if !references.incomplete.indicators {
            if value.is_empty()
                && let Some(problem) = colon_in_key(&name, references)
            {
                problems.push((key.span, problem));
                continue;
            }
            let problem = match ratio_as_key(&name, references) {
                Some(problem) => problem,
                None => unknown_measure(&name, references),
            };
            problems.push((key.span, problem));
            if !value.is_empty() && !value.text().is_some_and(is_placeholder) {
                data.unread.push(name);
            }
        }
    }
    data
}

/// The problem of a key in braces that holds its value, behind a full-width colon or one without a space:
/// `{送教课时：2}`, `{送教课时:2}`.
fn colon_in_key(name: &str, references: &References) -> Option<Problem> {
    let (key, value) = name.split_once(['：', ':'])?;
    let (key, value) = (key.trim().to_owned(), value.trim().to_owned());
    if value.is_empty() || !references.indicators.by_key.contains_key(&key) {
        return None;
    }
    Some(Problem::Yaml(match name.contains('：') {
        true => YamlSyntaxError::WideColon { key, value },
        false => YamlSyntaxError::NoSpace { key, value },
    }))
}

/// The problem of a data key that no indicator reads.
fn unknown_measure(name: &str, references: &References) -> Problem {
    let indicators = &references.indicators;
    let clean = without_hidden(name);
    if let Some(character) = hidden_in(name)
        && indicators.by_key.contains_key(&clean)
    {
        let (character, is_reference) = (character as u32, false);
        return Problem::Misread(Misreading::InvisibleInText { clean, character, is_reference });
    }
    let found = name.to_owned();
    let (nearest, known) = match meant_measures(name, &indicators.measures).as_slice() {
        [] => (None, few_names(indicators.measures.iter().map(String::as_str))),
        [one] => (Some((*one).to_owned()), Vec::new()),
        several => (None, few_names(several.iter().copied())),
    };
    let field = VISIT_FIELDS.iter().find(|field| field.zh == clean || field.en == clean).copied();
    Problem::NotCounted(NotCounted::UnknownMeasure { found, nearest, known, field })
}

/// The problem of a data key that is the name of a ratio, which is worked out from two others.
fn ratio_as_key(name: &str, references: &References) -> Option<Problem> {
    let indicators = &references.indicators;
    let indicator = indicators.list.get(indicators.by_name.get(name)?.0)?;
    let Reads::Ratio { numerator, denominator } = indicator.reads else { return None };
    let key = |measure: MeasureIx| indicators.measures.get(measure.0 as usize).cloned();
    let (part, whole) = (key(numerator)?, key(denominator)?);
    Some(Problem::Misread(Misreading::RatioAsKey { found: name.to_owned(), part, whole }))
}

fn datum(
    value: &Node,
    measure: MeasureIx,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) -> Option<Datum> {
    let uses = references.indicators.uses(measure);
    let units: Vec<&str> = uses.units.iter().map(String::as_str).collect();
    match &value.kind {
        NodeKind::Seq(nodes) if uses.texts => {
            let mut texts = Vec::new();
            for node in nodes {
                push_names(node, &mut texts, problems);
            }
            Some(Datum::Texts(texts))
        }
        NodeKind::Scalar { text, .. } if uses.texts && number(text, &units).is_err() => {
            let mut texts = Vec::new();
            push_names(value, &mut texts, problems);
            (!texts.is_empty()).then_some(Datum::Texts(texts))
        }
        // A number where names are wanted counts as nobody.
        NodeKind::Scalar { text, .. } if uses.texts && !uses.number => {
            let found = text.trim().to_owned();
            problems.push((value.span, Problem::BadNumber { found, why: NumberProblem::NoName }));
            None
        }
        NodeKind::Scalar { .. } => {
            let Spanned { value: figure, span } = figure_of(value, &units, problems)?;
            if figure.is_negative() && !uses.signed {
                problems.push((span, negative(figure)));
                return None;
            }
            problems.extend(above_most(figure, uses).map(|problem| (span, problem)));
            Some(Datum::Number(figure))
        }
        NodeKind::Seq(_) | NodeKind::Map(_) => {
            let is_list = matches!(value.kind, NodeKind::Seq(_));
            let found = if is_list { Shape::List } else { Shape::Map };
            let wanted = if uses.texts { Shape::List } else { Shape::Text };
            problems.push((value.span, Problem::WrongType { found, wanted }));
            None
        }
    }
}

/// That a figure is negative although no indicator that reads it allows this.
pub(crate) fn negative(figure: Figure) -> Problem {
    Problem::BadNumber { found: figure.to_string(), why: NumberProblem::Negative }
}

/// That a figure is above the most that an indicator expects of one entry.
pub(crate) fn above_most(figure: Figure, uses: &MeasureUse) -> Option<Problem> {
    let (most, indicator) = uses.most.as_ref().filter(|(most, _)| *most < figure)?;
    let (indicator, value, most) = (indicator.clone(), figure.to_string(), most.to_string());
    Some(Problem::Odd(Oddity::AboveMax { indicator, value, most }))
}

const AMOUNTS: [(BilingualName, VisitAmount, &str); 3] = [
    (ATTENDANCE, VisitAmount::Attendance, "人"),
    (BENEFICIARIES, VisitAmount::Beneficiaries, "人"),
    (COST, VisitAmount::Cost, "元"),
];

/// The figures of a visit that have keys of their own. Those that an indicator reads, by either spelling of the key, are
/// added to `data`.
pub(crate) fn amounts(
    map: &MapReader<'_>,
    data: &mut Vec<(MeasureIx, Datum)>,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) -> Vec<(VisitAmount, Figure)> {
    let indicators = &references.indicators;
    let mut amounts = Vec::new();
    for (key, amount, unit) in AMOUNTS {
        let Some(Spanned { value, span }) = map.figure(&key, &[unit], problems) else { continue };
        let measures = [key.en, key.zh].map(|name| indicators.by_key.get(name).copied());
        let is_signed = measures.iter().flatten().any(|measure| indicators.uses(*measure).signed);
        if value.is_negative() && !is_signed {
            problems.push((span, negative(value)));
            continue;
        }
        for measure in measures.iter().flatten() {
            let above = above_most(value, indicators.uses(*measure));
            problems.extend(above.map(|problem| (span, problem)));
        }
        for measure in measures.into_iter().flatten() {
            if data.iter().any(|(known, _)| *known == measure) {
                let line = map.key_span(&DATA).start.line;
                let found = indicators.measures[measure.0 as usize].clone();
                problems.push((map.key_span(&key), Problem::DuplicateKey { found, line }));
            } else if indicators.uses(measure).number {
                data.push((measure, Datum::Number(value)));
            }
        }
        amounts.push((amount, value));
    }
    amounts
}

/// Adds the names that a value lists.
fn push_names(node: &Node, names: &mut Vec<String>, problems: &mut Vec<SpannedProblem>) {
    let Some(text) = text_of(node, problems) else { return };
    for item in items(&text.value) {
        if is_nothing(item) {
            continue;
        }
        problems.extend(hidden_problem(item, text.span));
        let item = Spanned { value: item.to_owned(), span: text.span };
        report_joined_names(&item, problems);
        report_group(&item, problems);
        names.push(item.value);
    }
}

/// That a text has a character that shows nothing and makes it another text: those that are left out where texts are
/// compared do not.
pub(super) fn hidden_problem(text: &str, span: Span) -> Option<SpannedProblem> {
    let character = hidden_in(&without_invisible(text))? as u32;
    let (clean, is_reference) = (without_hidden(text), false);
    Some((span, Problem::Misread(Misreading::InvisibleInText { clean, character, is_reference })))
}

/// Says of unknown keys that an indicator reads them below `data`, or figures like them.
pub(crate) fn report_measures_as_keys(problems: &mut [SpannedProblem], references: &References) {
    for (_, problem) in problems {
        let is_open = matches!(
            problem,
            Problem::UnknownField { nearest: None, elsewhere: None, .. }
                | Problem::Odd(Oddity::BelongsInData { .. })
        );
        let found = match problem {
            Problem::UnknownField { found, .. }
            | Problem::Misread(Misreading::OtherWord { found, .. })
            | Problem::Odd(
                Oddity::BelongsInData { found, .. } | Oddity::BelongsElsewhere { found, .. },
            ) => found.clone(),
            _ => continue,
        };
        if references.indicators.by_key.contains_key(&found) {
            let meant = Vec::new();
            *problem = Problem::Odd(Oddity::BelongsInData { found, is_known: true, meant });
            continue;
        }
        let meant = few_names(meant_measures(&found, &references.indicators.measures).into_iter());
        if is_open && !meant.is_empty() {
            *problem = Problem::Odd(Oddity::BelongsInData { found, is_known: false, meant });
        }
    }
}

/// Reports a type that no indicator counts when an indicator counts records of a similar one.
pub(crate) fn report_similar_type(
    of_type: &Spanned<String>,
    kind: RecordKind,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) {
    let own = RecordType::new(of_type.value.clone());
    let counted = counted_types(references, kind);
    if counted.iter().any(|counted| counted.is(&own)) {
        return;
    }
    if let Some(meant) = joined_types(&own.name, &counted) {
        let found = of_type.value.clone();
        let misreading = Misreading::JoinedTypes { found, meant };
        problems.push((of_type.span, Problem::Misread(misreading)));
        return;
    }
    let is_near = |counted: &&&RecordType| is_near_type(own.folded(), counted.folded());
    if let Some(nearest) = counted.iter().find(is_near) {
        let nearest = nearest.name.clone();
        let why = NotCounted::NearlyType { found: of_type.value.clone(), nearest };
        problems.push((of_type.span, Problem::NotCounted(why)));
    }
}

/// The most characters of a type among others.
const LONGEST_TYPE: usize = 10;

/// Several types with other signs than those of lists between them, as a list, where at least one is counted:
/// `讲座/走访`, `讲座和走访`.
fn joined_types(found: &str, counted: &[&RecordType]) -> Option<String> {
    let names = joined_names(found, &may_be_type)?;
    for name in &names {
        let own = RecordType::new((*name).to_owned());
        for known in counted {
            if known.is(&own) {
                return Some(names.join("、"));
            }
        }
    }
    None
}

fn may_be_type(text: &str) -> bool {
    (2..=LONGEST_TYPE).contains(&text.chars().count())
}

/// The types of a kind of records that indicators count.
fn counted_types(references: &References, kind: RecordKind) -> Vec<&RecordType> {
    let mut counted = Vec::new();
    for indicator in &references.indicators.list {
        if let Reads::Records { kind: counted_kind, types } = &indicator.reads
            && *counted_kind == kind
        {
            counted.extend(types);
        }
    }
    counted
}

/// Whether two texts have enough characters in common to be near. Decides nearly always, and at once.
fn may_be_near(own: &str, counted: &str) -> bool {
    let (length, other) = (own.chars().count(), counted.chars().count());
    let common = own.chars().filter(|ch| counted.contains(*ch)).count();
    let longest = length.max(other);
    // At least so many characters must be changed.
    let apart = longest - common.min(longest);
    apart <= 1 || SIMILAR_TYPE <= 1.0 - apart as f64 / longest as f64
}

/// Whether a type is probably meant to be one that is counted: one contains the other, or they differ by one character
/// or little more.
fn is_near_type(own: &str, counted: &str) -> bool {
    let is_part = 2 <= own.chars().count().min(counted.chars().count())
        && (own.contains(counted) || counted.contains(own));
    is_part
        || may_be_near(own, counted)
            && (strsim::damerau_levenshtein(own, counted) == 1
                || SIMILAR_TYPE <= strsim::normalized_damerau_levenshtein(own, counted))
}
