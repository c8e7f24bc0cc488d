//! The reverse index: from a record to the figures that it counts in.

use super::{PeriodReading, Readings, TargetReading};
use crate::model::RecordIx;

/// One figure that a record counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureUse {
    /// The index of the reading in [`Readings::targets`].
    pub target: usize,
    /// The index of the period in [`TargetReading::periods`].
    pub period: usize,
}

impl FigureUse {
    /// The reading and its period.
    #[must_use]
    pub fn of(self, readings: &Readings) -> (&TargetReading, &PeriodReading) {
        let target = &readings.targets[self.target];
        (target, &target.periods[self.period])
    }
}

/// For every record, the figures that it counts in, in the order of the readings. Built once for all pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureUses {
    /// For each record, where its uses begin in `uses`; and the end of the last.
    starts: Vec<usize>,
    uses: Vec<FigureUse>,
    /// For each target and period, how many records make up the figure.
    record_counts: Vec<Vec<usize>>,
}

impl FigureUses {
    /// Indexes the readings of an archive with `record_count` records.
    #[must_use]
    pub fn of(readings: &Readings, record_count: usize) -> FigureUses {
        let mut by_record: Vec<(RecordIx, FigureUse)> = Vec::new();
        let mut record_counts = Vec::with_capacity(readings.targets.len());
        for (target, reading) in readings.targets.iter().enumerate() {
            let mut of_periods = Vec::with_capacity(reading.periods.len());
            for (period, judged) in reading.periods.iter().enumerate() {
                // All rows of one ledger are one use of it.
                let mut records: Vec<_> = judged.entries.iter().map(|entry| entry.record).collect();
                records.sort_unstable();
                records.dedup();
                of_periods.push(records.len());
                for record in records {
                    by_record.push((record, FigureUse { target, period }));
                }
            }
            record_counts.push(of_periods);
        }
        by_record.sort_unstable();
        let mut starts = Vec::with_capacity(record_count + 1);
        for index in 0..=record_count {
            starts.push(by_record.partition_point(|(record, _)| record.0 < index));
        }
        let uses = by_record.into_iter().map(|(_, figure)| figure).collect();
        FigureUses { starts, uses, record_counts }
    }

    /// How many records make up a figure. The rows of one ledger are one record.
    #[must_use]
    pub fn records(&self, figure: FigureUse) -> usize {
        self.record_counts[figure.target][figure.period]
    }

    /// The figures that a record counts in; empty for a record that nothing counts.
    #[must_use]
    pub fn counting(&self, record: RecordIx) -> &[FigureUse] {
        match (self.starts.get(record.0), self.starts.get(record.0 + 1)) {
            (Some(start), Some(end)) => &self.uses[*start..*end],
            _ => &[],
        }
    }
}
