//! Covers what would tell a covered figure: the other parts of a total, or the total itself.

use std::collections::BTreeMap;

use super::primary::{FigureKey, SensitiveFigure, Values, Withheld, measures};
use crate::engine::progress::{EntryRef, JudgedScope};
use crate::model::{Aggregate, Exact, MeasureIx, Period};

/// Covers more until nothing covered can be worked out from what is shown by taking one figure from another.
pub(crate) fn suppress(
    values: &Values<'_>,
    figures: &[SensitiveFigure<'_>],
    withheld: &mut Withheld,
) {
    let groups = Groups::of(figures);
    loop {
        let before = withheld.len();
        groups.cover_twins(withheld);
        for (total, parts) in &groups.sums {
            beside_parts(total, parts, withheld);
        }
        for figure in figures {
            beside_entries(values, figure, withheld);
        }
        if withheld.len() == before {
            return; // each turn covers more, so this comes to an end
        }
    }
}

type Part<'a> = (FigureKey, &'a Exact);

struct Groups<'a> {
    /// The same figure, asked for by several targets.
    twins: Vec<Vec<FigureKey>>,
    /// Totals and their parts.
    sums: Vec<(FigureKey, Vec<Part<'a>>)>,
}

impl<'a> Groups<'a> {
    fn of(figures: &'a [SensitiveFigure<'a>]) -> Groups<'a> {
        let mut twins: BTreeMap<_, Vec<FigureKey>> = BTreeMap::new();
        let mut by_plan: BTreeMap<_, Vec<&SensitiveFigure<'_>>> = BTreeMap::new();
        for it in figures {
            let pooled = (it.scope == JudgedScope::Joint).then_some(it.plan);
            let name = it.indicator.name.as_str();
            twins.entry((name, it.scope, pooled, it.reading.period)).or_default().push(it.key);
            by_plan.entry((it.plan, name)).or_default().push(it);
        }
        let twins = twins.into_values().filter(|it| it.len() > 1).collect();
        let sums = by_plan.values().flat_map(|it| sums_of(it)).collect();
        Groups { twins, sums }
    }

    fn cover_twins(&self, withheld: &mut Withheld) {
        for twins in &self.twins {
            if twins.iter().any(|(target, period)| withheld.figure(*target, *period)) {
                twins.iter().for_each(|it| withheld.cover_figure(*it));
            }
        }
    }
}

/// The totals among the figures of one indicator in one plan: of schools, and of shorter periods.
fn sums_of<'a>(figures: &[&'a SensitiveFigure<'a>]) -> Vec<(FigureKey, Vec<Part<'a>>)> {
    let mut of_schools: BTreeMap<Period, Vec<Part<'_>>> = BTreeMap::new();
    let mut of_periods: BTreeMap<JudgedScope, Vec<(Period, Part<'_>)>> = BTreeMap::new();
    for it in figures {
        let part = (it.key, it.actual);
        if it.scope != JudgedScope::Joint {
            of_schools.entry(it.reading.period).or_default().push(part);
        }
        of_periods.entry(it.scope).or_default().push((it.reading.period, part));
    }
    let mut sums = Vec::new();
    for it in figures {
        let (aggregate, whole) = (it.indicator.aggregate, it.reading.period);
        if it.scope == JudgedScope::Joint && adds_up(aggregate) {
            sums.push((it.key, of_schools.get(&whole).cloned().unwrap_or_default()));
        }
        if adds_up_over_time(aggregate) {
            let within = |period: Period| period != whole && whole.cut(period) == Some(period);
            let parts = of_periods[&it.scope].iter().filter(|(period, _)| within(*period));
            sums.push((it.key, parts.map(|(_, part)| *part).collect()));
        }
    }
    sums
}

/// Whether a joint figure tells something about the schools' own: all do but the extremes.
fn adds_up(aggregate: Aggregate) -> bool {
    !matches!(aggregate, Aggregate::Min | Aggregate::Max)
}

fn adds_up_over_time(aggregate: Aggregate) -> bool {
    aggregate.is_cumulative() || matches!(aggregate, Aggregate::Mean | Aggregate::Ratio)
}

fn beside_parts(total: &FigureKey, parts: &[Part<'_>], withheld: &mut Withheld) {
    let hidden = |it: &FigureKey, withheld: &Withheld| withheld.figure(it.0, it.1);
    let covered = parts.iter().filter(|(key, _)| hidden(key, withheld)).count();
    if hidden(total, withheld) || covered != 1 {
        return;
    }
    let zero = Exact::whole(0);
    let shown = parts.iter().filter(|(key, value)| !hidden(key, withheld) && **value != zero);
    match shown.min_by_key(|(key, value)| (*value, *key)) {
        Some((key, _)) => withheld.cover_figure(*key),
        None => withheld.cover_figure(*total),
    }
}

/// A shown total with one covered entry, or a covered total whose entries are all shown, gives a figure away. Of the
/// latest values a figure is a total too: of one entry a school.
fn beside_entries(values: &Values<'_>, figure: &SensitiveFigure<'_>, withheld: &mut Withheld) {
    let all = || figure.reading.entries.iter().collect();
    let entries: Vec<&EntryRef> = match figure.indicator.aggregate {
        Aggregate::Sum | Aggregate::Mean | Aggregate::Ratio => all(),
        Aggregate::Last | Aggregate::LastRatio => {
            values.last_of_each_school(&figure.reading.entries)
        }
        Aggregate::Min | Aggregate::Max => return beside_extremes(values, figure, withheld),
        Aggregate::Count | Aggregate::Distinct => return,
    };
    let total_covered = withheld.figure(figure.key.0, figure.key.1);
    let counts: Vec<(usize, Option<(EntryRef, MeasureIx)>)> = measures(figure.indicator)
        .into_iter()
        .map(|measure| {
            let mut covered = 0;
            let mut smallest: Option<(Exact, EntryRef)> = None;
            for it in &entries {
                if withheld.entry(it.record, it.row, measure).is_some() {
                    covered += 1;
                    continue;
                }
                let value = values.value(it.record, it.row, measure);
                let Some(value) = value.filter(|it| *it != Exact::whole(0)) else { continue };
                if smallest.as_ref().is_none_or(|(least, _)| value < *least) {
                    smallest = Some((value, **it));
                }
            }
            (covered, smallest.map(|(_, it)| (it, measure)))
        })
        .collect();
    if total_covered {
        let any_covered = counts.iter().any(|(covered, _)| *covered > 0);
        if let (false, Some((_, Some((at, measure))))) = (any_covered, counts.first()) {
            withheld.cover_entry(*at, *measure);
        }
        return;
    }
    for (covered, smallest) in counts {
        match smallest {
            Some((at, measure)) if covered == 1 => withheld.cover_entry(at, measure),
            None if covered == 1 => withheld.cover_figure(figure.key),
            Some(_) | None => {}
        }
    }
}

/// An extreme is the value of some entry: neither is shown without the other.
fn beside_extremes(values: &Values<'_>, figure: &SensitiveFigure<'_>, withheld: &mut Withheld) {
    for measure in measures(figure.indicator) {
        let is_extreme = |it: &&EntryRef| {
            values.value(it.record, it.row, measure).as_ref() == Some(figure.actual)
        };
        let same: Vec<&EntryRef> = figure.reading.entries.iter().filter(is_extreme).collect();
        if same.iter().any(|it| withheld.entry(it.record, it.row, measure).is_some()) {
            withheld.cover_figure(figure.key);
        }
        if withheld.figure(figure.key.0, figure.key.1) {
            same.iter().for_each(|it| withheld.cover_entry(**it, measure));
        }
    }
}
