//! One figure from the entries that carry it (MODEL.md §4, *Aggregates*). Exact: nothing is rounded.

use super::{EntryRef, Finding};
use crate::model::{Across, Aggregate, Exact, Figure, Indicator, Reads, SchoolIx, TextKey};

/// What one entry gives to a figure. An entry with several texts gives several of these, one after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Contribution {
    /// Whose entry.
    pub(super) school: SchoolIx,
    /// Which.
    pub(super) at: EntryRef,
    /// What it is.
    pub(super) what: ContributionKind,
}

/// What is carried; one indicator reads always the same sort of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ContributionKind {
    /// A number.
    Number(Figure),
    /// A numerator and its denominator.
    Ratio(Figure, Figure),
    /// A text, for `distinct`.
    Text(TextKey),
    /// The record or ledger row itself, for `count`. Of a ledger each dated row counts as one.
    Record,
}

/// The figure of an indicator; none where there is no value.
///
/// `carried` comes school by school, each by day: the entries of one school, or of all the schools of a joint target.
/// An indicator that asks for evidence has no value without any entry, not even a sum of nothing.
pub(super) fn figure(indicator: &Indicator, carried: &[Contribution]) -> Option<Exact> {
    if indicator.evidence && carried.is_empty() {
        return None;
    }
    let numbers = || carried.iter().filter_map(number);
    match indicator.aggregate {
        Aggregate::Sum => Some(sum(numbers())),
        Aggregate::Count => Some(count(carried.len())),
        Aggregate::Distinct => Some(count(different(carried))),
        Aggregate::Mean => mean(numbers()),
        Aggregate::Min => numbers().min().map(Figure::exact),
        Aggregate::Max => numbers().max().map(Figure::exact),
        Aggregate::Last => across(indicator.across, last_of_each(carried).filter_map(number)),
        Aggregate::Ratio => ratio(indicator, carried.iter()),
        Aggregate::LastRatio => ratio(indicator, last_of_each(carried)),
    }
}

/// Every pair of entries that give one school different values on one day, where the latest value is asked for.
/// Two entries that say the same do not contradict each other.
pub(super) fn conflicts(indicator: &Indicator, carried: &[Contribution]) -> Vec<Finding> {
    if !matches!(indicator.aggregate, Aggregate::Last | Aggregate::LastRatio) {
        return Vec::new();
    }
    let same_day = |one: &Contribution, two: &Contribution| {
        (one.school, one.at.day) == (two.school, two.at.day)
    };
    let conflict = |day: &[Contribution]| {
        let (first, rest) = day.split_first()?;
        let second = rest.iter().find(|it| it.what != first.what)?;
        let measure = match (&indicator.reads, first.what, second.what) {
            (Reads::Measure(measure), ..) => *measure,
            (
                Reads::Ratio { denominator, .. },
                ContributionKind::Ratio(one, _),
                ContributionKind::Ratio(two, _),
            ) if one == two => *denominator,
            (Reads::Ratio { numerator, .. }, ..) => *numerator,
            (Reads::Records { .. }, ..) => return None,
        };
        let (school, day) = (first.school, first.at.day);
        Some(Finding::Conflict { school, day, measure, first: first.at, second: second.at })
    };
    carried.chunk_by(same_day).filter_map(conflict).collect()
}

fn number(carried: &Contribution) -> Option<Figure> {
    match carried.what {
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
    let (total, number) =
        figures.fold((Figure::ZERO, 0), |(total, number), it| (total + it, number + 1));
    Exact::ratio(&total.exact(), &count(number))
}

/// How many different (school, text) there are.
fn different(carried: &[Contribution]) -> usize {
    let text = |it: &Contribution| match it.what {
        ContributionKind::Text(key) => Some((it.school, key)),
        ContributionKind::Number(_) | ContributionKind::Ratio(..) | ContributionKind::Record => {
            None
        }
    };
    let mut texts: Vec<_> = carried.iter().filter_map(text).collect();
    texts.sort_unstable();
    texts.dedup();
    texts.len()
}

/// Of each school what its latest entry carries.
fn last_of_each(carried: &[Contribution]) -> impl Iterator<Item = &Contribution> {
    carried.chunk_by(|one, two| one.school == two.school).filter_map(<[Contribution]>::last)
}

/// The last values of several schools as one. One value needs no rule; several without a rule are no value.
fn across(rule: Option<Across>, lasts: impl Iterator<Item = Figure>) -> Option<Exact> {
    let lasts: Vec<Figure> = lasts.collect();
    let each = || lasts.iter().copied();
    match (lasts.as_slice(), rule) {
        ([], _) => None,
        ([only], _) => Some(only.exact()),
        (_, None) => None,
        (_, Some(Across::Sum)) => Some(sum(each())),
        (_, Some(Across::Mean)) => mean(each()),
        (_, Some(Across::Min)) => each().min().map(Figure::exact),
        (_, Some(Across::Max)) => each().max().map(Figure::exact),
    }
}

/// Σ numerator / Σ denominator, times 100 where the unit is `%`.
fn ratio<'a>(
    indicator: &Indicator,
    carried: impl Iterator<Item = &'a Contribution>,
) -> Option<Exact> {
    let parts = carried.filter_map(|it| match it.what {
        ContributionKind::Ratio(part, whole) => Some((part, whole)),
        ContributionKind::Number(_) | ContributionKind::Text(_) | ContributionKind::Record => None,
    });
    let (part, whole) =
        parts.fold((Figure::ZERO, Figure::ZERO), |(part, whole), it| (part + it.0, whole + it.1));
    let ratio = Exact::ratio(&part.exact(), &whole.exact())?;
    Some(if indicator.is_percent() { &ratio * &Exact::whole(100) } else { ratio })
}
