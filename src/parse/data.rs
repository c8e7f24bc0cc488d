//! `data` of a record, and what no indicator counts (docs/content-model.md §2).

use super::map_reader::MapReader;
use super::names::nearest_owned;
use super::references::References;
use super::scalars::{figure_of, text_of};
use super::values::number;
use crate::diagnostics::{NotCounted, Problem, Shape, SpannedProblem};
use crate::model::{Datum, MeasureIx, Reads, RecordKind};
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
        NodeKind::Scalar { text, .. }
            if uses.texts && (!uses.number || number(text, &units).is_err()) =>
        {
            Some(Datum::Texts(vec![text_of(value, problems)?.value]))
        }
        NodeKind::Scalar { .. } => Some(Datum::Number(figure_of(value, &units, problems)?.value)),
        NodeKind::Seq(_) | NodeKind::Map(_) => {
            let is_list = matches!(value.kind, NodeKind::Seq(_));
            let found = if is_list { Shape::List } else { Shape::Map };
            let wanted = if uses.texts { Shape::List } else { Shape::Text };
            problems.push((value.span, Problem::WrongType { found, wanted }));
            None
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
    let mut nearest = None;
    for indicator in &references.indicators.list {
        let Reads::Records { kind: counted_kind, of_type: Some(counted) } = &indicator.reads else {
            continue;
        };
        if *counted_kind != kind {
            continue;
        }
        if *counted == of_type.value {
            return;
        }
        if nearest.is_none()
            && strsim::normalized_damerau_levenshtein(counted.as_str(), of_type.value.as_str())
                >= SIMILAR_TYPE
        {
            nearest = Some(counted.clone());
        }
    }
    if let Some(nearest) = nearest {
        let why = NotCounted::NearlyType { found: of_type.value.clone(), nearest };
        problems.push((of_type.span, Problem::NotCounted(why)));
    }
}
