//! Entries → one figure (MODEL.md §4, *Aggregates*). Exact throughout.

use std::collections::BTreeSet;

use super::entries::{Carried, Entry};
use crate::model::{Across, Aggregate, Exact, Figure, Indicator};

/// The figure over the entries of each school (each sorted by day); none where there is no value.
pub(super) fn figure(indicator: &Indicator, schools: &[Vec<&Entry>]) -> Option<Exact> {
    let all = || schools.iter().flatten();
    if indicator.evidence && all().next().is_none() {
        return None;
    }
    let numbers = || all().filter_map(|it| number(it));
    let count = all().count() as i64;
    match indicator.aggregate {
        Aggregate::Sum => Some(sum(numbers())),
        Aggregate::Count => Some(Exact::whole(count)),
        Aggregate::Distinct => Some(Exact::whole(distinct(schools))),
        Aggregate::Mean => Exact::ratio(&sum(numbers()), &Exact::whole(count)),
        Aggregate::Min => numbers().min().map(Figure::exact),
        Aggregate::Max => numbers().max().map(Figure::exact),
        Aggregate::Last => {
            across(indicator.across, schools.iter().filter_map(|it| number(it.last()?)).collect())
        }
        Aggregate::Ratio => ratio(indicator, all().copied()),
        Aggregate::LastRatio => {
            ratio(indicator, schools.iter().filter_map(|it| it.last().copied()))
        }
    }
}

fn number(entry: &Entry) -> Option<Figure> {
    match entry.carried {
        Carried::Number(figure) => Some(figure),
        Carried::One | Carried::Ratio(..) | Carried::Text(_) => None,
    }
}

fn sum(figures: impl Iterator<Item = Figure>) -> Exact {
    figures.sum::<Figure>().exact()
}

/// The number of different (school, text).
fn distinct(schools: &[Vec<&Entry>]) -> i64 {
    let of_school = |entries: &Vec<&Entry>| {
        let texts = entries.iter().filter_map(|it| match it.carried {
            Carried::Text(key) => Some(key),
            Carried::One | Carried::Number(_) | Carried::Ratio(..) => None,
        });
        texts.collect::<BTreeSet<_>>().len() as i64
    };
    schools.iter().map(of_school).sum()
}

/// The last values of several schools as one; of one school, its own.
fn across(how: Option<Across>, lasts: Vec<Figure>) -> Option<Exact> {
    let count = Exact::whole(lasts.len() as i64);
    match how {
        _ if lasts.len() < 2 => lasts.first().map(|it| it.exact()),
        Some(Across::Sum) | None => Some(sum(lasts.into_iter())),
        Some(Across::Mean) => Exact::ratio(&sum(lasts.into_iter()), &count),
        Some(Across::Min) => lasts.into_iter().min().map(Figure::exact),
        Some(Across::Max) => lasts.into_iter().max().map(Figure::exact),
    }
}

/// Σ numerator / Σ denominator; in percent when the unit says so.
fn ratio<'a>(indicator: &Indicator, entries: impl Iterator<Item = &'a Entry>) -> Option<Exact> {
    let mut sums = (Figure::ZERO, Figure::ZERO);
    for entry in entries {
        if let Carried::Ratio(numerator, denominator) = entry.carried {
            sums = (sums.0 + numerator, sums.1 + denominator);
        }
    }
    let ratio = Exact::ratio(&sums.0.exact(), &sums.1.exact())?;
    Some(if indicator.is_percent() { &ratio * &Exact::whole(100) } else { ratio })
}
