//! The set of figures that are suppressed on one day.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{Archive, Day, Digest, MeasureIx, RecordIx};

/// Why a figure is suppressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Suppression {
    /// The figure itself is small: shown as `＜5`.
    Primary,
    /// A small figure could be worked out from it: shown as withheld.
    Complementary,
}

/// A figure in a record (no row) or in a row of a ledger.
pub(super) type EntryKey = (RecordIx, Option<u32>, MeasureIx);

/// The index of a reading in `Readings::targets`, and the index of the period in it.
type FigureKey = (usize, usize);

/// The rows of a ledger over which a column is summed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SummedRows {
    /// All rows.
    All,
    /// The rows of a month, by its first day; `None`: the rows without a day.
    Month(Option<Day>),
}

/// The sum of a ledger's column.
pub(super) type SumKey = (RecordIx, MeasureIx, SummedRows);

/// The figures of an archive that are suppressed on one day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SuppressedFigures {
    figures: FxHashMap<FigureKey, Suppression>,
    entries: FxHashMap<EntryKey, Suppression>,
    sums: FxHashMap<SumKey, Suppression>,
    sensitive: FxHashSet<MeasureIx>,
}

impl SuppressedFigures {
    /// Nothing is suppressed yet; the data keys of the sensitive indicators are known.
    pub(super) fn of_archive(archive: &Archive) -> SuppressedFigures {
        let mut suppressed = SuppressedFigures::default();
        for indicator in &archive.indicators {
            if indicator.sensitive {
                suppressed.sensitive.extend(indicator.measures());
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

    /// Why the sum of a ledger's column is suppressed; `None` if it is shown.
    #[must_use]
    pub fn sum(
        &self,
        record: RecordIx,
        measure: MeasureIx,
        rows: SummedRows,
    ) -> Option<Suppression> {
        self.sums.get(&(record, measure, rows)).copied()
    }

    /// Whether a sensitive indicator reads this data key. Its texts, and its figures in tables of records, must then
    /// not be shown as they are.
    #[must_use]
    pub fn is_sensitive(&self, measure: MeasureIx) -> bool {
        self.sensitive.contains(&measure)
    }

    /// A digest of all that is suppressed. `record_digest` identifies a record across builds, as its index cannot.
    #[must_use]
    pub fn digest(&self, record_digest: impl Fn(RecordIx) -> Digest) -> Digest {
        let mut figures: Vec<_> = self.figures.iter().collect();
        let entry = |((record, row, measure), why): (&EntryKey, &Suppression)| {
            (record_digest(*record), *row, *measure, *why)
        };
        let sum = |((record, measure, rows), why): (&SumKey, &Suppression)| {
            (record_digest(*record), *measure, *rows, *why)
        };
        let mut entries: Vec<_> = self.entries.iter().map(entry).collect();
        let mut sums: Vec<_> = self.sums.iter().map(sum).collect();
        let mut sensitive: Vec<_> = self.sensitive.iter().collect();
        figures.sort_unstable();
        entries.sort_unstable();
        sums.sort_unstable();
        sensitive.sort_unstable();
        Digest::of(&(figures, entries, sums, sensitive))
    }

    /// Whether no indicator is sensitive, so that nothing can be suppressed.
    pub(super) fn nothing_is_sensitive(&self) -> bool {
        self.sensitive.is_empty()
    }

    /// Suppresses a figure of any kind. What is about another day than this one is left out.
    pub(super) fn suppress(&mut self, day: usize, name: FigureName, why: Suppression) {
        match name {
            FigureName::Entry(key) => self.entries.insert(key, why),
            FigureName::Sum(key) => self.sums.insert(key, why),
            FigureName::Period { day: of_figure, target, period } if of_figure == day => {
                self.figures.insert((target, period), why)
            }
            FigureName::Period { .. } => None,
        };
    }

    /// Whether a figure of any kind is suppressed.
    pub(super) fn has(&self, name: FigureName) -> bool {
        match name {
            FigureName::Entry(key) => self.entries.contains_key(&key),
            FigureName::Period { target, period, .. } => self.is_suppressed(target, period),
            FigureName::Sum(key) => self.sums.contains_key(&key),
        }
    }

    /// Whether any figure of a measure in a record or row is suppressed.
    pub(super) fn has_entry_of(&self, measures: &[MeasureIx]) -> bool {
        self.entries.keys().any(|(_, _, measure)| measures.contains(measure))
    }
}

/// Where a figure is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum FigureName {
    /// In a record or in a row of a ledger.
    Entry(EntryKey),
    /// As the figure of a period of a target, on one of the days that the site shows.
    Period { day: usize, target: usize, period: usize },
    /// As the sum of a ledger's column.
    Sum(SumKey),
}
