//! Computes one figure from the entries that contribute to it (docs/content-model.md §4, *Aggregates*). Nothing is
//! rounded.

use super::{EntryRef, Finding};
use crate::model::{Across, Aggregate, Exact, Figure, Indicator, Reads, SchoolIx, TextKey};

/// What one entry contributes to a figure. An entry with several texts makes several contributions, one after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Contribution {
    /// The school of the entry.
    pub(super) school: SchoolIx,
    /// The entry.
    pub(super) at: EntryRef,
    /// What it contributes.
    pub(super) kind: ContributionKind,
}

/// What is contributed. All contributions to one indicator are of the same kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ContributionKind {
    /// A number.
    Number(Figure),
    /// A numerator and its denominator.
    Ratio(Figure, Figure),
    /// A text, for `distinct`.
    Text(TextKey),
    /// The record itself, or a dated row of a ledger, for `count`.
    Record,
}

/// The figure of an indicator; `None` means that there is no value.
///
/// `contributions` are ordered by school, then by day. An indicator that asks for evidence has no value without any
/// entry: not even a sum of 0.
pub(super) fn figure(indicator: &Indicator, contributions: &[Contribution]) -> Option<Exact> {
    if indicator.evidence && contributions.is_empty() {
        return None;
    }
    let numbers = || contributions.iter().filter_map(number);
    match indicator.aggregate {
        Aggregate::Sum => Some(sum(numbers())),
        Aggregate::Count => Some(count(contributions.len())),
        Aggregate::Distinct => Some(count(distinct(contributions))),
        Aggregate::Mean => mean(numbers()),
        Aggregate::Min => numbers().min().map(Figure::exact),
        Aggregate::Max => numbers().max().map(Figure::exact),
        Aggregate::Last => across(indicator.across, last_of_each(contributions).filter_map(number)),
        Aggregate::Ratio => ratio(indicator, contributions.iter()),
        Aggregate::LastRatio => ratio(indicator, last_of_each(contributions)),
    }
}

/// Every pair of entries that give one school different values on one day, where the latest value is asked for.
/// Two entries with the same value do not contradict each other.
pub(super) fn conflicts(indicator: &Indicator, contributions: &[Contribution]) -> Vec<Finding> {
    if !matches!(indicator.aggregate, Aggregate::Last | Aggregate::LastRatio) {
        return Vec::new();
    }
    let mut conflicts = Vec::new();
    let of_one_day = contributions
        .chunk_by(|one, other| (one.school, one.at.day) == (other.school, other.at.day));
    for contributions in of_one_day {
        conflicts.extend(conflict(indicator, contributions));
    }
    conflicts
}

/// The conflict between the first contribution of a day and the first one that differs from it.
fn conflict(indicator: &Indicator, of_one_day: &[Contribution]) -> Option<Finding> {
    let (first, rest) = of_one_day.split_first()?;
    let second = rest.iter().find(|contribution| contribution.kind != first.kind)?;
    let measure = match (&indicator.reads, first.kind, second.kind) {
        (Reads::Measure(measure), ..) => *measure,
        (
            Reads::Ratio { denominator, .. },
            ContributionKind::Ratio(one, _),
            ContributionKind::Ratio(other, _),
        ) if one == other => *denominator,
        (Reads::Ratio { numerator, .. }, ..) => *numerator,
        (Reads::Records { .. }, ..) => return None,
    };
    let (school, day) = (first.school, first.at.day);
    Some(Finding::Conflict { school, day, measure, first: first.at, second: second.at })
}

fn number(contribution: &Contribution) -> Option<Figure> {
    match contribution.kind {
        ContributionKind::Number(figure) => Some(figure),
        ContributionKind::Ratio(..) | ContributionKind::Text(_) | ContributionKind::Record => None,
    }
}

fn count(number: usize) -> Exact {
    Exact::whole(i64::try_from(number).unwrap_or(i64::MAX))
}

fn sum(figures: impl Iterator<Item = Figure>) -> Exact {
    figures.sum::<Figure>().exact()
}

fn mean(figures: impl Iterator<Item = Figure>) -> Option<Exact> {
    let (mut total, mut number) = (Figure::ZERO, 0);
    for figure in figures {
        total = total + figure;
        number += 1;
    }
    Exact::ratio(&total.exact(), &count(number))
}

/// How many different pairs of school and text there are.
fn distinct(contributions: &[Contribution]) -> usize {
    let mut texts = Vec::with_capacity(contributions.len());
    for contribution in contributions {
        if let ContributionKind::Text(key) = contribution.kind {
            texts.push((contribution.school, key));
        }
    }
    texts.sort_unstable();
    texts.dedup();
    texts.len()
}

/// The contribution of the latest entry of each school.
fn last_of_each(contributions: &[Contribution]) -> impl Iterator<Item = &Contribution> {
    contributions
        .chunk_by(|one, other| one.school == other.school)
        .filter_map(<[Contribution]>::last)
}

/// Combines the latest values of several schools. A single value needs no rule; several without a rule have no value.
fn across(rule: Option<Across>, lasts: impl Iterator<Item = Figure>) -> Option<Exact> {
    let lasts: Vec<Figure> = lasts.collect();
    let figures = lasts.iter().copied();
    match (lasts.as_slice(), rule) {
        ([], _) => None,
        ([only], _) => Some(only.exact()),
        (_, None) => None,
        (_, Some(Across::Sum)) => Some(sum(figures)),
        (_, Some(Across::Mean)) => mean(figures),
        (_, Some(Across::Min)) => figures.min().map(Figure::exact),
        (_, Some(Across::Max)) => figures.max().map(Figure::exact),
    }
}

/// Σ numerator / Σ denominator, times 100 where the unit is `%`, or times the indicator's scale.
fn ratio<'a>(
    indicator: &Indicator,
    contributions: impl Iterator<Item = &'a Contribution>,
) -> Option<Exact> {
    let (mut part, mut whole) = (Figure::ZERO, Figure::ZERO);
    for contribution in contributions {
        if let ContributionKind::Ratio(numerator, denominator) = contribution.kind {
            part = part + numerator;
            whole = whole + denominator;
        }
    }
    let ratio = Exact::ratio(&part.exact(), &whole.exact())?;
    Some(match indicator.scale {
        _ if indicator.is_percent() => &ratio * &Exact::whole(100),
        Some(scale) => &ratio * &scale.exact(),
        None => ratio,
    })
}
