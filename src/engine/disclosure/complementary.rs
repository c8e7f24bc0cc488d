//! Complementary suppression: figures from which a suppressed one could be worked out.

use std::collections::BTreeMap;

use super::cells::{
    EntryKey, FigureKey, RecordFigures, SensitiveFigure, SuppressedFigures, Suppression, entry_key,
    measures,
};
use crate::engine::progress::{EntryRef, JudgedScope};
use crate::model::{Aggregate, Exact, MeasureIx, Period};

/// Suppresses more figures until no suppressed one follows from what is shown by subtracting figures from each other.
pub(super) fn suppress(
    recorded: &RecordFigures<'_>,
    figures: &[SensitiveFigure<'_>],
    suppressed: &mut SuppressedFigures,
) {
    let relations = Relations::between(figures);
    loop {
        let count_before = suppressed.len();
        relations.suppress_equal_figures(suppressed);
        for sum in &relations.sums {
            suppress_in_sum(sum, suppressed);
        }
        for figure in figures {
            suppress_entries(recorded, figure, suppressed);
        }
        if suppressed.len() == count_before {
            return; // each turn only adds to a finite set, so the loop ends
        }
    }
}

/// A figure and its value.
type Part<'a> = (FigureKey, &'a Exact);

/// A total and the figures that add up to it.
struct Sum<'a> {
    total: FigureKey,
    parts: Vec<Part<'a>>,
}

/// How figures follow from each other.
struct Relations<'a> {
    /// Figures that are the same one, asked for by several targets.
    equal: Vec<Vec<FigureKey>>,
    sums: Vec<Sum<'a>>,
}

impl<'a> Relations<'a> {
    fn between(figures: &'a [SensitiveFigure<'a>]) -> Relations<'a> {
        let mut equal: BTreeMap<_, Vec<FigureKey>> = BTreeMap::new();
        let mut by_plan: BTreeMap<_, Vec<&SensitiveFigure<'_>>> = BTreeMap::new();
        for figure in figures {
            // What is pooled over schools depends on the plan, a school's own figure does not.
            let pooled_by = (figure.scope == JudgedScope::Joint).then_some(figure.plan);
            let name = figure.indicator.name.as_str();
            let identity = (name, figure.scope, pooled_by, figure.reading.period);
            equal.entry(identity).or_default().push(figure.key);
            by_plan.entry((figure.plan, name)).or_default().push(figure);
        }
        let equal = equal.into_values().filter(|keys| keys.len() > 1).collect();
        let mut sums = Vec::new();
        for figures in by_plan.values() {
            sums.extend(sums_among(figures));
        }
        Relations { equal, sums }
    }

    fn suppress_equal_figures(&self, suppressed: &mut SuppressedFigures) {
        for keys in &self.equal {
            if keys.iter().any(|key| is_suppressed(suppressed, key)) {
                for key in keys {
                    suppressed.suppress_figure(*key, Suppression::Complementary);
                }
            }
        }
    }
}

fn is_suppressed(suppressed: &SuppressedFigures, (target, period): &FigureKey) -> bool {
    suppressed.is_suppressed(*target, *period)
}

/// The sums among the figures of one indicator in one plan: over schools, and over shorter periods.
fn sums_among<'a>(figures: &[&'a SensitiveFigure<'a>]) -> Vec<Sum<'a>> {
    let mut of_schools: BTreeMap<Period, Vec<Part<'_>>> = BTreeMap::new();
    let mut of_periods: BTreeMap<JudgedScope, Vec<(Period, Part<'_>)>> = BTreeMap::new();
    for figure in figures {
        let part = (figure.key, figure.actual);
        if figure.scope != JudgedScope::Joint {
            of_schools.entry(figure.reading.period).or_default().push(part);
        }
        of_periods.entry(figure.scope).or_default().push((figure.reading.period, part));
    }
    let mut sums = Vec::new();
    for figure in figures {
        let (aggregate, whole) = (figure.indicator.aggregate, figure.reading.period);
        if figure.scope == JudgedScope::Joint && adds_up_over_schools(aggregate) {
            let parts = of_schools.get(&whole).cloned().unwrap_or_default();
            sums.push(Sum { total: figure.key, parts });
        }
        if adds_up_over_time(aggregate) {
            let mut parts = Vec::new();
            for (period, part) in &of_periods[&figure.scope] {
                if *period != whole && whole.cut(*period) == Some(*period) {
                    parts.push(*part);
                }
            }
            sums.push(Sum { total: figure.key, parts });
        }
    }
    sums
}

/// Whether a joint figure reveals something about the schools' own: all do but the extremes.
fn adds_up_over_schools(aggregate: Aggregate) -> bool {
    !matches!(aggregate, Aggregate::Min | Aggregate::Max)
}

fn adds_up_over_time(aggregate: Aggregate) -> bool {
    aggregate.is_cumulative() || matches!(aggregate, Aggregate::Mean | Aggregate::Ratio)
}

/// If exactly one part of a shown total is suppressed, suppresses the smallest other part that is not 0, or the total
/// where there is none.
fn suppress_in_sum(sum: &Sum<'_>, suppressed: &mut SuppressedFigures) {
    if is_suppressed(suppressed, &sum.total) {
        return;
    }
    let mut suppressed_parts = 0;
    let mut smallest: Option<(&Exact, FigureKey)> = None;
    for (key, value) in &sum.parts {
        if is_suppressed(suppressed, key) {
            suppressed_parts += 1;
        } else if **value != Exact::whole(0) && smallest.is_none_or(|least| (*value, *key) < least)
        {
            smallest = Some((value, *key));
        }
    }
    if suppressed_parts == 1 {
        let key = smallest.map_or(sum.total, |(_, key)| key);
        suppressed.suppress_figure(key, Suppression::Complementary);
    }
}

/// Suppresses figures in the records behind a total: a shown total with exactly one suppressed entry gives that entry
/// away, and a suppressed total follows from entries that are all shown. For latest values, a figure is the total of
/// the last entry of each school.
fn suppress_entries(
    recorded: &RecordFigures<'_>,
    figure: &SensitiveFigure<'_>,
    suppressed: &mut SuppressedFigures,
) {
    let entries: Vec<&EntryRef> = match figure.indicator.aggregate {
        Aggregate::Sum | Aggregate::Mean | Aggregate::Ratio => {
            figure.reading.entries.iter().collect()
        }
        Aggregate::Last | Aggregate::LastRatio => {
            recorded.last_of_each_school(&figure.reading.entries)
        }
        Aggregate::Min | Aggregate::Max => return suppress_extremes(recorded, figure, suppressed),
        Aggregate::Count | Aggregate::Distinct => return,
    };
    let mut columns = Vec::new();
    for measure in measures(figure.indicator) {
        columns.push(EntryColumn::new(recorded, &entries, measure, suppressed));
    }
    if is_suppressed(suppressed, &figure.key) {
        let any_suppressed = columns.iter().any(|column| column.suppressed > 0);
        if let (false, Some(column)) = (any_suppressed, columns.first())
            && let Some(key) = column.smallest
        {
            suppressed.suppress_entry(key, Suppression::Complementary);
        }
        return;
    }
    for column in columns.iter().filter(|column| column.suppressed == 1) {
        match column.smallest {
            Some(key) => suppressed.suppress_entry(key, Suppression::Complementary),
            None => suppressed.suppress_figure(figure.key, Suppression::Complementary),
        }
    }
}

/// The values of one measure in the entries behind a figure.
struct EntryColumn {
    /// How many of them are suppressed.
    suppressed: usize,
    /// The first entry with the smallest value that is shown and not 0.
    smallest: Option<EntryKey>,
}

impl EntryColumn {
    fn new(
        recorded: &RecordFigures<'_>,
        entries: &[&EntryRef],
        measure: MeasureIx,
        suppressed: &SuppressedFigures,
    ) -> EntryColumn {
        let mut count = 0;
        let mut smallest: Option<(Exact, EntryKey)> = None;
        for entry in entries {
            if suppressed.entry(entry.record, entry.row, measure).is_some() {
                count += 1;
                continue;
            }
            let key = entry_key(entry, measure);
            let Some(value) = recorded.value(key) else { continue };
            if value == Exact::whole(0) {
                continue;
            }
            if smallest.as_ref().is_none_or(|(least, _)| value < *least) {
                smallest = Some((value, key));
            }
        }
        EntryColumn { suppressed: count, smallest: smallest.map(|(_, key)| key) }
    }
}

/// An extreme is the value of some entry: neither is shown without the other.
fn suppress_extremes(
    recorded: &RecordFigures<'_>,
    figure: &SensitiveFigure<'_>,
    suppressed: &mut SuppressedFigures,
) {
    for measure in measures(figure.indicator) {
        let mut extremes = figure.reading.entries.clone();
        extremes.retain(|entry| {
            recorded.value(entry_key(entry, measure)).as_ref() == Some(figure.actual)
        });
        if extremes.iter().any(|entry| suppressed.entry(entry.record, entry.row, measure).is_some())
        {
            suppressed.suppress_figure(figure.key, Suppression::Complementary);
        }
        if is_suppressed(suppressed, &figure.key) {
            for entry in extremes {
                suppressed.suppress_entry(entry_key(&entry, measure), Suppression::Complementary);
            }
        }
    }
}
