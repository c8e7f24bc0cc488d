//! The figures that disclosure control looks at, and the set of those that are suppressed.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::engine::progress::{EntryRef, JudgedScope, PeriodReading, Readings};
use crate::model::{
    Archive, Cell, Datum, Detail, Digest, Exact, Indicator, MeasureIx, PlanIx, Reads, RecordIx,
};

/// Why a figure is suppressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Suppression {
    /// The figure itself is small: shown as `＜5`.
    Primary,
    /// A small figure could be worked out from it: shown as withheld.
    Complementary,
}

/// A figure in a record (no row) or in a row of a ledger.
pub(super) type EntryKey = (RecordIx, Option<u32>, MeasureIx);

/// The key of a measure's figure in an entry.
pub(super) fn entry_key(entry: &EntryRef, measure: MeasureIx) -> EntryKey {
    (entry.record, entry.row, measure)
}

/// The index of a reading in [`Readings::targets`], and the index of the period in it.
pub(super) type FigureKey = (usize, usize);

/// The figures of an archive that are suppressed on one day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SuppressedFigures {
    figures: FxHashMap<FigureKey, Suppression>,
    entries: FxHashMap<EntryKey, Suppression>,
    sensitive: FxHashSet<MeasureIx>,
}

impl SuppressedFigures {
    /// Nothing is suppressed yet; the data keys of the sensitive indicators are known.
    pub(super) fn of_indicators(indicators: &[Indicator]) -> SuppressedFigures {
        let mut suppressed = SuppressedFigures::default();
        for indicator in indicators {
            if indicator.sensitive {
                suppressed.sensitive.extend(measures(indicator));
            }
        }
        suppressed
    }

    /// Whether the figure of a period is suppressed. `target`: the index of the reading, `period`: of the period in it.
    #[must_use]
    pub fn is_suppressed(&self, target: usize, period: usize) -> bool {
        self.figures.contains_key(&(target, period))
    }

    /// Why the figure of a period is suppressed; `None` if it is shown.
    #[must_use]
    pub fn figure(&self, target: usize, period: usize) -> Option<Suppression> {
        self.figures.get(&(target, period)).copied()
    }

    /// Why a figure in a record or in a row of a ledger is suppressed; `None` if it is shown.
    #[must_use]
    pub fn entry(
        &self,
        record: RecordIx,
        row: Option<u32>,
        measure: MeasureIx,
    ) -> Option<Suppression> {
        self.entries.get(&(record, row, measure)).copied()
    }

    /// Whether a sensitive indicator reads this data key. Its texts, and its figures in tables of records, must then
    /// not be shown as they are.
    #[must_use]
    pub fn is_sensitive(&self, measure: MeasureIx) -> bool {
        self.sensitive.contains(&measure)
    }

    /// Whether no indicator is sensitive, so that nothing can be suppressed.
    pub(super) fn nothing_is_sensitive(&self) -> bool {
        self.sensitive.is_empty()
    }

    /// A digest of all that is suppressed. `record_digest` identifies a record across builds, as its index cannot.
    #[must_use]
    pub fn digest(&self, record_digest: impl Fn(RecordIx) -> Digest) -> Digest {
        let mut figures: Vec<_> = self.figures.iter().collect();
        let key = |(record, row, measure): &EntryKey| (record_digest(*record), *row, *measure);
        let mut entries: Vec<_> =
            self.entries.iter().map(|(entry, suppression)| (key(entry), suppression)).collect();
        let mut sensitive: Vec<_> = self.sensitive.iter().collect();
        figures.sort_unstable_by_key(|(key, _)| *key);
        entries.sort_unstable_by_key(|(key, _)| *key);
        sensitive.sort_unstable();
        Digest::of(&(figures, entries, sensitive))
    }

    /// Suppresses the figure of a period, unless it is suppressed already.
    pub(super) fn suppress_figure(&mut self, key: FigureKey, why: Suppression) {
        self.figures.entry(key).or_insert(why);
    }

    /// Suppresses a figure in a record or row, unless it is suppressed already.
    pub(super) fn suppress_entry(&mut self, key: EntryKey, why: Suppression) {
        self.entries.entry(key).or_insert(why);
    }

    /// Suppresses a figure in a record or row because it is small, even if there was a weaker reason before.
    pub(super) fn suppress_small_entry(&mut self, key: EntryKey) {
        self.entries.insert(key, Suppression::Primary);
    }

    /// How many figures are suppressed.
    pub(super) fn len(&self) -> usize {
        self.figures.len() + self.entries.len()
    }
}

/// The figure of one period of a sensitive indicator.
pub(super) struct SensitiveFigure<'a> {
    pub(super) key: FigureKey,
    pub(super) plan: PlanIx,
    pub(super) indicator: &'a Indicator,
    pub(super) scope: JudgedScope,
    pub(super) actual: &'a Exact,
    pub(super) reading: &'a PeriodReading,
}

/// The figures of all sensitive indicators, in the order of the readings.
pub(super) fn sensitive_figures<'a>(
    archive: &'a Archive,
    readings: &'a Readings,
) -> Vec<SensitiveFigure<'a>> {
    let mut figures = Vec::new();
    for (target, judged) in readings.targets.iter().enumerate() {
        let (plan, scope) = (judged.plan, judged.scope);
        let indicator = archive.indicator(archive.plan(plan).targets[judged.target].indicator);
        if !indicator.sensitive {
            continue;
        }
        for (period, reading) in judged.periods.iter().enumerate() {
            if let Some(actual) = &reading.actual {
                let key = (target, period);
                figures.push(SensitiveFigure { key, plan, indicator, scope, actual, reading });
            }
        }
    }
    figures
}

/// The data keys that an indicator reads.
pub(super) fn measures(indicator: &Indicator) -> Vec<MeasureIx> {
    match indicator.reads {
        Reads::Measure(measure) => vec![measure],
        Reads::Ratio { numerator, denominator } => vec![numerator, denominator],
        Reads::Records { .. } => Vec::new(),
    }
}

/// Looks up the figures that records and rows of ledgers carry.
pub(super) struct RecordFigures<'a> {
    archive: &'a Archive,
}

impl<'a> RecordFigures<'a> {
    pub(super) fn new(archive: &'a Archive) -> RecordFigures<'a> {
        RecordFigures { archive }
    }

    /// The figure that a record or row carries for a measure.
    pub(super) fn value(&self, (record, row, measure): EntryKey) -> Option<Exact> {
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

    /// The entries that count for the latest value: the last one of each school.
    pub(super) fn last_of_each_school<'e>(&self, entries: &'e [EntryRef]) -> Vec<&'e EntryRef> {
        let mut last = BTreeMap::new();
        for entry in entries {
            last.insert(self.archive.record(entry.record).school, entry);
        }
        last.into_values().collect()
    }
}
