//! The schools that a visit goes to, and the pair that it belongs to (docs/content-model.md §4).

use super::map_reader::MapReader;
use super::names::{PAIR, TO};
use super::references::References;
use crate::diagnostics::{Misreading, Problem, SpannedProblem};
use crate::model::{
    Datum, Day, MeasureIx, Pair, PairIx, PairOf, PlanOwner, Reads, RecordKind, RecordType, SchoolIx,
};
use crate::syntax::span::Spanned;

/// The pair of the record, as named or as it follows from schools and day, and the schools that were visited.
pub(super) fn pair_and_schools(
    map: &MapReader<'_>,
    visit: &SchoolVisit<'_>,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) -> (PairOf, Vec<SchoolIx>) {
    let before = problems.len();
    let name = map.text(&PAIR, problems);
    let named = name.as_ref().and_then(|name| references.pair(name, problems));
    let (mut to, mut visited) = (Vec::new(), Vec::new());
    for name in map.texts_unless(&TO, &|name| references.has_school(name), problems) {
        let span = name.span;
        if let Some(value) = references.school(&name, problems) {
            to.push(Spanned { value, span });
            visited.push(value);
        }
    }
    let pair = match (named, visit.day) {
        (Some(pair), _) => PairOf::One(pair),
        (None, Some(day)) if name.is_none() => {
            pair_for(references, visit.school, &visited, day.value)
        }
        (None, _) => PairOf::None,
    };
    if problems.len() == before && pair == PairOf::None {
        problems.extend(outside_pairs(map, &to, visit, references));
    }
    (pair, visited)
}

/// The pair that a school's record of a day belongs to, when no pair is named.
fn pair_for(references: &References, school: SchoolIx, to: &[SchoolIx], day: Day) -> PairOf {
    let mut fitting = None;
    for (index, pair) in references.pairs.iter().enumerate() {
        if pair.active_on(day) && pair.joins(school, to) && fitting.replace(PairIx(index)).is_some()
        {
            return PairOf::Several;
        }
    }
    fitting.map_or(PairOf::None, PairOf::One)
}

/// What decides whether a visit counts for a pair.
pub(super) struct SchoolVisit<'v> {
    /// The school that records it.
    pub(super) school: SchoolIx,
    pub(super) day: Option<&'v Spanned<Day>>,
    pub(super) data: &'v [(MeasureIx, Datum)],
    pub(super) types: &'v [RecordType],
}

/// Of a visit without a pair: that it goes to the school that records it, or to schools that are in no pair with it although
/// a plan of its pairs would count such a visit.
fn outside_pairs(
    map: &MapReader<'_>,
    to: &[Spanned<SchoolIx>],
    visit: &SchoolVisit<'_>,
    references: &References,
) -> Option<SpannedProblem> {
    let day = visit.day?.value;
    if references.incomplete.pairs || references.incomplete.schools || map.has(&PAIR) {
        return None;
    }
    let mut counting = Vec::new();
    let mut partners: Vec<String> = Vec::new();
    for (index, pair) in references.pairs.iter().enumerate() {
        if !pair.active_on(day) || !pair.holds(visit.school) {
            continue;
        }
        if counts_such(references, PairIx(index), visit, day) {
            counting.push(pair.name.clone());
        }
        add_partners(&mut partners, pair, visit.school, references);
    }
    let mut found = Vec::new();
    for school in to {
        if school.value != visit.school {
            found.push(references.schools[school.value.0].name.clone());
        }
    }
    let span = to.first()?.span;
    if found.is_empty() {
        let found = references.schools[visit.school.0].name.clone();
        return Some((span, Problem::Misread(Misreading::OwnSchool { found, partners })));
    }
    if counting.is_empty() {
        return None;
    }
    let (found, pairs) = (found.join("、"), counting);
    Some((span, Problem::Misread(Misreading::OutsidePairs { found, pairs, partners })))
}

/// Adds the names of the other schools of a pair, each once.
fn add_partners(
    partners: &mut Vec<String>,
    pair: &Pair,
    school: SchoolIx,
    references: &References,
) {
    for other in pair.helpers.iter().chain(&pair.helped) {
        let name = &references.schools[other.0].name;
        if *other != school && !partners.contains(name) {
            partners.push(name.clone());
        }
    }
}

/// Whether a plan of a pair reads a figure of a visit, or counts visits of its types, on its day.
fn counts_such(references: &References, pair: PairIx, visit: &SchoolVisit<'_>, day: Day) -> bool {
    for plan in &references.plans {
        if plan.owner != PlanOwner::Pair(pair) || plan.draft || !plan.period.contains(day) {
            continue;
        }
        for target in &plan.targets {
            let indicator = references.indicators.list.get(target.indicator.0);
            if indicator.is_some_and(|indicator| reads(&indicator.reads, visit)) {
                return true;
            }
        }
    }
    false
}

/// Whether what an indicator reads is in a visit.
fn reads(reads: &Reads, visit: &SchoolVisit<'_>) -> bool {
    match reads {
        Reads::Records { kind, types } => {
            *kind == RecordKind::Visit && (types.is_empty() || has_type(visit.types, types))
        }
        Reads::Measure(measure) => has_figure(visit, *measure),
        Reads::Ratio { numerator, denominator } => {
            has_figure(visit, *numerator) || has_figure(visit, *denominator)
        }
    }
}

fn has_type(own: &[RecordType], counted: &[RecordType]) -> bool {
    for of_type in own {
        for other in counted {
            if of_type.is(other) {
                return true;
            }
        }
    }
    false
}

fn has_figure(visit: &SchoolVisit<'_>, measure: MeasureIx) -> bool {
    for (own, _) in visit.data {
        if *own == measure {
            return true;
        }
    }
    false
}
