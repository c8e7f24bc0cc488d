//! `data` of a record, and what no indicator counts (docs/content-model.md §2).

use super::map_reader::MapReader;
use super::names::{ATTENDANCE, BENEFICIARIES, COST, DATA, nearest_owned};
use super::references::References;
use super::scalars::{figure_of, text_of};
use super::values::number;
use crate::diagnostics::{
    BilingualName, NotCounted, NumberProblem, Problem, Shape, SpannedProblem,
};
use crate::model::{Datum, Figure, MeasureIx, Reads, RecordKind, RecordType, VisitAmount};
use crate::syntax::span::Spanned;
use crate::syntax::text::nfc;
use crate::syntax::yaml::{Node, NodeKind};

/// The similarity (0 to 1) from which a type is taken for a misspelt one.
const SIMILAR_TYPE: f64 = 0.7;

/// `data`: data key → a number, or texts for a `distinct` indicator.
pub(crate) fn data(
    node: &Node,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) -> Vec<(MeasureIx, Datum)> {
    let NodeKind::Map(entries) = &node.kind else {
        // Reports that the value is not a map.
        MapReader::new(node, &[], problems);
        return Vec::new();
    };
    let indicators = &references.indicators;
    let mut data = Vec::new();
    for (key, value) in entries {
        let name = nfc(key.text().unwrap_or_default().trim());
        if let Some(measure) = indicators.by_key.get(&name).copied() {
            if !value.is_empty()
                && let Some(datum) = datum(value, measure, references, problems)
            {
                data.push((measure, datum));
            }
        } else if !references.incomplete.indicators {
            let nearest = nearest_owned(&name, indicators.measures.iter().map(String::as_str));
            let why = NotCounted::UnknownMeasure { found: name, nearest };
            problems.push((key.span, Problem::NotCounted(why)));
        }
    }
    data
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
        NodeKind::Seq(items) if uses.texts => {
            let mut texts = Vec::new();
            for item in items {
                texts.extend(text_of(item, problems).map(|text| text.value));
            }
            Some(Datum::Texts(texts))
        }
        NodeKind::Scalar { text, .. } if uses.texts && number(text, &units).is_err() => {
            Some(Datum::Texts(vec![text_of(value, problems)?.value]))
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

/// Reports a type that no indicator counts when an indicator counts records of a similar one.
pub(crate) fn report_similar_type(
    of_type: &Spanned<String>,
    kind: RecordKind,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) {
    let own = RecordType::new(of_type.value.clone());
    let mut nearest = None;
    for indicator in &references.indicators.list {
        let Reads::Records { kind: counted_kind, types } = &indicator.reads else { continue };
        if *counted_kind != kind {
            continue;
        }
        for counted in types {
            if counted.is(&own) {
                return;
            }
            let similarity = strsim::normalized_damerau_levenshtein(counted.folded(), own.folded());
            if nearest.is_none() && SIMILAR_TYPE <= similarity {
                nearest = Some(counted.name.clone());
            }
        }
    }
    if let Some(nearest) = nearest {
        let why = NotCounted::NearlyType { found: of_type.value.clone(), nearest };
        problems.push((of_type.span, Problem::NotCounted(why)));
    }
}
