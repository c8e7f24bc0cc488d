//! Which figures of sensitive indicators are withheld: small ones, and those that would tell a small one
//! (MODEL.md §6, DOMAIN.md §4.3).
//!
//! A figure above 0 and below the site's `small_cell` is covered. So is a rate when what it counts, or all but
//! that, is so few. Where exactly one part of a shown total is covered, the smallest other part is covered too;
//! where there is no other part, the total is. Pages, charts and exports all ask here.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::engine::progress::{EntryRef, JudgedScope, PeriodReading, Readings};
use crate::model::{
    Aggregate, Archive, Cell, Datum, Detail, Digest, Exact, Indicator, MeasureIx, PlanIx, Reads,
    RecordIx,
};

/// Why a figure is withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Suppression {
    /// It is small: shown as `＜5`.
    Primary,
    /// A small one could be worked out from it: shown as withheld.
    Complementary,
}

type EntryKey = (RecordIx, Option<u32>, MeasureIx);
/// A reading's place in [`Readings::targets`], and the place of the period in it.
pub(crate) type FigureKey = (usize, usize);

/// What is withheld of an archive's figures on one day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Withheld {
    figures: FxHashMap<FigureKey, Suppression>,
    entries: FxHashMap<EntryKey, Suppression>,
    sensitive: FxHashSet<MeasureIx>,
}

impl Withheld {
    /// Whether the figure of a period (its place in the target's reading) of a reading is withheld.
    #[must_use]
    pub fn figure(&self, target: usize, period: usize) -> bool {
        self.figures.contains_key(&(target, period))
    }

    /// Why the figure of a period is withheld, if it is.
    #[must_use]
    pub fn figure_cover(&self, target: usize, period: usize) -> Option<Suppression> {
        self.figures.get(&(target, period)).copied()
    }

    /// Why a figure in a record or a ledger's row is withheld, if it is.
    #[must_use]
    pub fn entry(
        &self,
        record: RecordIx,
        row: Option<u32>,
        measure: MeasureIx,
    ) -> Option<Suppression> {
        self.entries.get(&(record, row, measure)).copied()
    }

    /// Whether a sensitive indicator reads this data key. Its texts, and its figures in tables of records, are then
    /// not to be shown as they are.
    #[must_use]
    pub fn is_sensitive(&self, measure: MeasureIx) -> bool {
        self.sensitive.contains(&measure)
    }

    /// Finds out what is to be withheld. Quick when no indicator is sensitive.
    #[must_use]
    pub fn find(archive: &Archive, readings: &Readings) -> Withheld {
        let mut withheld = Withheld::default();
        let sensitive = archive.indicators.iter().filter(|it| it.sensitive);
        withheld.sensitive.extend(sensitive.flat_map(measures));
        let values = Values { archive, limit: i64::from(archive.site.small_cell) };
        let figures = figures(archive, readings);
        values.cover_entries(&mut withheld);
        for it in &figures {
            withheld.figures.extend(values.cover_of(it).map(|cover| (it.key, cover)));
        }
        super::complementary::suppress(&values, &figures, &mut withheld);
        withheld
    }

    /// Of all that is withheld. `record`: what a record is told from others by.
    #[must_use]
    pub fn digest(&self, record: impl Fn(RecordIx) -> Digest) -> Digest {
        let mut figures: Vec<_> = self.figures.iter().collect();
        let mut entries: Vec<_> =
            self.entries.iter().map(|((at, row, of), it)| ((record(*at), row, of), it)).collect();
        let mut sensitive: Vec<_> = self.sensitive.iter().collect();
        figures.sort_unstable_by_key(|it| it.0);
        entries.sort_unstable_by_key(|it| it.0);
        sensitive.sort_unstable();
        Digest::of(&(figures, entries, sensitive))
    }

    /// Covers the figure of a period, unless it is covered already.
    pub(crate) fn cover_figure(&mut self, key: FigureKey) {
        self.figures.entry(key).or_insert(Suppression::Complementary);
    }

    /// Covers a figure in a record or row, unless it is covered already.
    pub(crate) fn cover_entry(&mut self, at: EntryRef, measure: MeasureIx) {
        self.entries.entry((at.record, at.row, measure)).or_insert(Suppression::Complementary);
    }

    /// How much is covered.
    pub(crate) fn len(&self) -> usize {
        self.figures.len() + self.entries.len()
    }
}

/// The figure of one period of a sensitive indicator.
pub(crate) struct SensitiveFigure<'a> {
    pub(crate) key: FigureKey,
    pub(crate) plan: PlanIx,
    pub(crate) indicator: &'a Indicator,
    pub(crate) scope: JudgedScope,
    pub(crate) actual: &'a Exact,
    pub(crate) reading: &'a PeriodReading,
}

fn figures<'a>(archive: &'a Archive, readings: &'a Readings) -> Vec<SensitiveFigure<'a>> {
    let mut figures = Vec::new();
    for (target, it) in readings.targets.iter().enumerate() {
        let indicator = archive.indicator(archive.plan(it.plan).targets[it.target].indicator);
        for (period, reading) in it.periods.iter().enumerate().filter(|_| indicator.sensitive) {
            let Some(actual) = &reading.actual else { continue };
            let (key, plan, scope) = ((target, period), it.plan, it.scope);
            figures.push(SensitiveFigure { key, plan, indicator, scope, actual, reading });
        }
    }
    figures
}

/// The data keys that an indicator reads.
pub(crate) fn measures(indicator: &Indicator) -> Vec<MeasureIx> {
    match indicator.reads {
        Reads::Measure(measure) => vec![measure],
        Reads::Ratio { numerator, denominator } => vec![numerator, denominator],
        Reads::Records { .. } => Vec::new(),
    }
}

/// Looks up the figures that records carry.
pub(crate) struct Values<'a> {
    archive: &'a Archive,
    limit: i64,
}

impl Values<'_> {
    fn is_small(&self, figure: &Exact) -> bool {
        Exact::whole(0) < *figure && *figure < Exact::whole(self.limit)
    }

    /// The figure that a record or row carries for a measure.
    pub(crate) fn value(
        &self,
        record: RecordIx,
        row: Option<u32>,
        measure: MeasureIx,
    ) -> Option<Exact> {
        let record = self.archive.record(record);
        let figure = match (&record.detail, row) {
            (Detail::Ledger(ledger), Some(row)) => {
                match ledger.row(row as usize)[ledger.column_of(measure)?] {
                    Cell::Number(figure) => figure,
                    Cell::Empty | Cell::Text(_) | Cell::Secret(_) => return None,
                }
            }
            _ => match record.datum(measure)? {
                Datum::Number(figure) => *figure,
                Datum::Texts(_) => return None,
            },
        };
        Some(figure.exact())
    }

    /// Covers small figures in records; of a numerator and its denominator, also where the rest is small.
    fn cover_entries(&self, withheld: &mut Withheld) {
        let sensitive = self.archive.indicators.iter().filter(|it| it.sensitive);
        let groups: Vec<Vec<MeasureIx>> = sensitive.map(measures).collect();
        for (at, record) in self.archive.records.iter().enumerate() {
            if withheld.sensitive.is_empty() {
                return;
            }
            let rows: Vec<Option<u32>> = match &record.detail {
                Detail::Ledger(ledger) => (0..ledger.days.len() as u32).map(Some).collect(),
                _ => vec![None],
            };
            for (row, group) in rows.iter().flat_map(|row| groups.iter().map(move |it| (*row, it)))
            {
                let key = |measure: &MeasureIx| (RecordIx(at), row, *measure);
                let value = |measure: &MeasureIx| self.value(RecordIx(at), row, *measure);
                for measure in group {
                    if value(measure).is_some_and(|it| self.is_small(&it)) {
                        withheld.entries.insert(key(measure), Suppression::Primary);
                    }
                }
                if let [numerator, denominator] = &group[..]
                    && let (Some(part), Some(whole)) = (value(numerator), value(denominator))
                    && self.is_small(&(&whole - &part))
                {
                    withheld.entries.entry(key(numerator)).or_insert(Suppression::Complementary);
                }
            }
        }
    }

    /// Why a period's figure is to be covered for its own sake.
    fn cover_of(&self, figure: &SensitiveFigure<'_>) -> Option<Suppression> {
        let Reads::Ratio { numerator, denominator } = figure.indicator.reads else {
            return self.is_small(figure.actual).then_some(Suppression::Primary);
        };
        let entries = &figure.reading.entries;
        let entries = match figure.indicator.aggregate {
            Aggregate::LastRatio => self.last_of_each_school(entries),
            _ => entries.iter().collect(),
        };
        let total = |measure| {
            let values = entries.iter().filter_map(|it| self.value(it.record, it.row, measure));
            values.fold(Exact::whole(0), |sum, it| &sum + &it)
        };
        let (part, whole) = (total(numerator), total(denominator));
        let few = [&part, &whole, &(&whole - &part)].into_iter().any(|it| self.is_small(it));
        few.then_some(Suppression::Complementary)
    }

    /// The entries that count for the latest value: one a school.
    pub(crate) fn last_of_each_school<'e>(&self, entries: &'e [EntryRef]) -> Vec<&'e EntryRef> {
        let school = |it: &EntryRef| self.archive.record(it.record).school;
        let last: BTreeMap<_, _> = entries.iter().map(|it| (school(it), it)).collect();
        last.into_values().collect()
    }
}
