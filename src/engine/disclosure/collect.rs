//! Collects the cells of sensitive measures, and every figure that is published of them.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::quantity::{Formula, ShownFigure};
use super::recorded::RecordFigures;
use super::suppressed::{EntryKey, FigureName, SuppressedFigures};
use super::system::{System, UNIT};
use super::text_limits::{self, Texts};
use crate::engine::progress::{EntryRef, Readings};
use crate::model::{Across, Aggregate, Archive, Exact, Indicator, MeasureIx, Reads, SchoolIx};

/// The number of different texts of a school in some entries. These numbers are cells of their own.
type TextsKey = (MeasureIx, SchoolIx, Vec<EntryRef>);

/// Everything that is published of sensitive measures.
pub(super) struct Collected {
    pub(super) system: System,
    /// Figures that rest on nothing the system knows, such as numbers of records: where they are shown, their value in
    /// the unit of cells, and the measures of their indicator.
    pub(super) apart: Vec<(FigureName, i128, Vec<MeasureIx>)>,
    cell_of: FxHashMap<EntryKey, u32>,
}

impl Collected {
    /// The sum that a figure is over some entries, and by what it is divided; `None` for figures that are no sums of
    /// figures in records.
    pub(super) fn sum_over(
        &self,
        archive: &Archive,
        indicator: &Indicator,
        entries: &[EntryRef],
    ) -> Option<(Formula, i128)> {
        let Reads::Measure(measure) = indicator.reads else { return None };
        let number = i128::try_from(entries.len()).ok()?.max(1);
        let lasts = RecordFigures::new(archive).last_of_each_school(entries);
        let (chosen, divisor) = match (indicator.aggregate, indicator.across) {
            (Aggregate::Sum, _) => (entries, 1),
            (Aggregate::Mean, _) => (entries, number),
            (Aggregate::Last, None | Some(Across::Sum)) => (lasts.as_slice(), 1),
            _ => return None,
        };
        Some((Formula::Total(cells(&self.cell_of, chosen, measure)), divisor))
    }
}

/// The cells of a measure in entries, in order.
fn cells(cell_of: &FxHashMap<EntryKey, u32>, entries: &[EntryRef], measure: MeasureIx) -> Vec<u32> {
    let keys = entries.iter().map(|entry| (entry.record, entry.row, measure));
    let mut cells: Vec<u32> = keys.filter_map(|key| cell_of.get(&key).copied()).collect();
    cells.sort_unstable();
    cells.dedup();
    cells
}

/// Collects cells and figures of an archive, on all days for which one site shows figures.
pub(super) fn collect(
    archive: &Archive,
    days: &[&Readings],
    suppressed: &SuppressedFigures,
) -> Collected {
    let mut collector = Collector {
        archive,
        recorded: RecordFigures::new(archive),
        system: System {
            threshold: i128::from(archive.site.small_cell) * UNIT,
            ..System::default()
        },
        cell_of: FxHashMap::default(),
        texts_of: FxHashMap::default(),
        sums: Vec::new(),
        apart: Vec::new(),
    };
    collector.read_entries(suppressed);
    collector.read_pairs();
    for (day, readings) in days.iter().enumerate() {
        collector.read_figures(day, readings);
    }
    collector.finish()
}

/// Collects the figures of one archive.
pub(super) struct Collector<'a> {
    pub(super) archive: &'a Archive,
    pub(super) recorded: RecordFigures<'a>,
    pub(super) system: System,
    pub(super) cell_of: FxHashMap<EntryKey, u32>,
    texts_of: FxHashMap<TextsKey, u32>,
    /// Quantities over several cells.
    pub(super) sums: Vec<(Formula, ShownFigure)>,
    apart: Vec<(FigureName, i128, Vec<MeasureIx>)>,
}

impl Collector<'_> {
    /// Takes in the figures of all periods of sensitive indicators.
    fn read_figures(&mut self, day: usize, readings: &Readings) {
        for (target, reading) in readings.targets.iter().enumerate() {
            let plan = self.archive.plan(reading.plan);
            let indicator = self.archive.indicator(plan.targets[reading.target].indicator);
            if !indicator.sensitive {
                continue;
            }
            for (period, judged) in reading.periods.iter().enumerate() {
                if let Some(actual) = &judged.actual {
                    let name = FigureName::Period { day, target, period };
                    self.read_figure(name, indicator, &judged.entries, actual);
                }
            }
        }
    }

    fn read_figure(
        &mut self,
        name: FigureName,
        indicator: &Indicator,
        entries: &[EntryRef],
        actual: &Exact,
    ) {
        let Some((formula, divisor)) = self.formula(indicator, entries) else {
            let value = actual.scaled(9).unwrap_or(i128::MAX);
            self.apart.push((name, value, indicator.measures()));
            return;
        };
        let quantity = self.system.quantity(formula);
        let is_as_told = match &quantity.formula {
            // A share of nothing is 0, and a 0 is never suppressed.
            Formula::Share { part, .. } if part.is_empty() => return,
            Formula::Share { .. } => true,
            _ => {
                Exact::ratio(&whole(quantity.value), &whole(divisor * UNIT)).as_ref()
                    == Some(actual)
            }
        };
        if !is_as_told {
            self.apart.push((name, actual.scaled(9).unwrap_or(i128::MAX), indicator.measures()));
        } else if quantity.formula.cells().next().is_some() {
            self.sums.push((quantity.formula, ShownFigure { name, divisor }));
        }
    }

    /// How a figure follows from cells, and by what the sum of these is divided.
    fn formula(&mut self, indicator: &Indicator, entries: &[EntryRef]) -> Option<(Formula, i128)> {
        let lasts = self.recorded.last_of_each_school(entries);
        let chosen = match indicator.aggregate {
            Aggregate::Last | Aggregate::LastRatio => lasts.as_slice(),
            _ => entries,
        };
        let measure = match indicator.reads {
            Reads::Records { .. } => return None,
            Reads::Ratio { numerator, denominator } => {
                let part = self.cells(chosen, numerator);
                let whole = self.cells(chosen, denominator);
                return Some((Formula::Share { part, whole }, 1));
            }
            Reads::Measure(measure) => measure,
        };
        let across = match indicator.aggregate {
            Aggregate::Distinct => {
                return Some((Formula::Total(self.texts(entries, measure)), 1));
            }
            Aggregate::Count | Aggregate::Ratio | Aggregate::LastRatio => return None,
            Aggregate::Sum => Across::Sum,
            Aggregate::Mean => Across::Mean,
            Aggregate::Min => Across::Min,
            Aggregate::Max => Across::Max,
            Aggregate::Last => indicator.across.unwrap_or(Across::Sum),
        };
        let cells = self.cells(chosen, measure);
        let with_zero = cells.len() < chosen.len();
        let number = i128::try_from(chosen.len()).ok()?.max(1);
        Some(match across {
            Across::Sum => (Formula::Total(cells), 1),
            Across::Mean => (Formula::Total(cells), number),
            Across::Min => (Formula::Extreme { greatest: false, cells, with_zero }, 1),
            Across::Max => (Formula::Extreme { greatest: true, cells, with_zero }, 1),
        })
    }

    fn cells(&self, entries: &[EntryRef], measure: MeasureIx) -> Vec<u32> {
        cells(&self.cell_of, entries, measure)
    }

    /// The cells of the numbers of different texts in entries, one for each school.
    fn texts(&mut self, entries: &[EntryRef], measure: MeasureIx) -> Vec<u32> {
        let mut cells = Vec::new();
        for (school, number) in self.recorded.distinct_texts(entries, measure) {
            let mut own = entries.to_vec();
            own.retain(|entry| self.archive.record(entry.record).school == school);
            let key = (measure, school, own);
            let known = self.texts_of.get(&key).copied();
            let value = i128::try_from(number).unwrap_or_default() * UNIT;
            let cell = known.or_else(|| self.cell(value, Vec::new()));
            if let Some(cell) = cell {
                self.texts_of.insert(key, cell);
                cells.push(cell);
            }
        }
        cells.sort_unstable();
        cells
    }

    /// Takes in what everybody knows about numbers of different texts in periods that overlap.
    fn limit_texts(&mut self) {
        let mut by_school: BTreeMap<(MeasureIx, SchoolIx), Vec<Texts<'_>>> = BTreeMap::new();
        let mut all: Vec<_> = self.texts_of.iter().collect();
        all.sort_unstable();
        for ((measure, school, entries), cell) in all {
            by_school.entry((*measure, *school)).or_default().push((entries, *cell));
        }
        for mut sets in by_school.into_values() {
            sets.sort_unstable();
            self.system.limits.extend(text_limits::of_sets(&sets));
        }
    }

    /// Brings quantities that follow from the same cells in the same way together, and works out their values.
    fn finish(mut self) -> Collected {
        self.limit_texts();
        let mut known: FxHashMap<Formula, usize> = FxHashMap::default();
        for (index, quantity) in self.system.quantities.iter().enumerate() {
            known.insert(quantity.formula.clone(), index);
        }
        for (mut formula, shown) in std::mem::take(&mut self.sums) {
            if let Formula::Extreme { cells, with_zero: false, .. } = &formula
                && let [only] = cells[..]
            {
                formula = Formula::Total(vec![only]);
            }
            let next = self.system.quantities.len();
            let index = *known.entry(formula).or_insert_with_key(|formula| {
                let quantity = self.system.quantity(formula.clone());
                self.system.quantities.push(quantity);
                next
            });
            self.system.quantities[index].shown.push(shown);
        }
        self.set_steps();
        self.system.index();
        Collected { system: self.system, apart: self.apart, cell_of: self.cell_of }
    }
}

/// A number in the unit of cells as a fraction. Figures have at most 27 digits there, which two factors hold.
fn whole(number: i128) -> Exact {
    let (high, low) = (number / UNIT, number % UNIT);
    let part = |number: i128| Exact::whole(i64::try_from(number).unwrap_or(i64::MAX));
    &(&part(high) * &part(UNIT)) + &part(low)
}
