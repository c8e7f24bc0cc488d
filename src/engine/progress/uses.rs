//! The way back: from a record to the figures that rest on it.

use super::{PeriodReading, Readings, TargetReading};
use crate::model::RecordIx;

/// One figure that a record counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Use {
    /// The place of the reading in [`Readings::targets`].
    pub target: usize,
    /// The place of the period in [`TargetReading::periods`].
    pub period: usize,
}

impl Use {
    /// The reading and its period.
    #[must_use]
    pub fn of(self, readings: &Readings) -> (&TargetReading, &PeriodReading) {
        let target = &readings.targets[self.target];
        (target, &target.periods[self.period])
    }
}

/// For every record the figures that it counts in, in the order of the readings. Made once for all pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uses {
    /// Where in `uses` each record's begin; one more at the end.
    starts: Vec<usize>,
    uses: Vec<Use>,
    /// How many records make up each figure.
    records: Vec<Vec<usize>>,
}

impl Uses {
    /// Turns the readings of an archive with so many records round.
    #[must_use]
    pub fn of(readings: &Readings, records: usize) -> Uses {
        let mut found: Vec<(RecordIx, Use)> = Vec::new();
        let mut counts = Vec::with_capacity(readings.targets.len());
        for (target, reading) in readings.targets.iter().enumerate() {
            let mut of_periods = Vec::with_capacity(reading.periods.len());
            for (period, it) in reading.periods.iter().enumerate() {
                // Rows of one ledger are one use of it.
                let mut records: Vec<RecordIx> = it.entries.iter().map(|at| at.record).collect();
                records.sort_unstable();
                records.dedup();
                of_periods.push(records.len());
                found.extend(records.into_iter().map(|at| (at, Use { target, period })));
            }
            counts.push(of_periods);
        }
        found.sort_unstable();
        let starts =
            (0..=records).map(|record| found.partition_point(|(at, _)| at.0 < record)).collect();
        let uses = found.into_iter().map(|(_, it)| it).collect();
        Uses { starts, uses, records: counts }
    }

    /// How many records make up a figure. The rows of one ledger are one record.
    #[must_use]
    pub fn records(&self, figure: Use) -> usize {
        self.records[figure.target][figure.period]
    }

    /// The figures that a record counts in; none for a record that nothing counts.
    #[must_use]
    pub fn counting(&self, record: RecordIx) -> &[Use] {
        match (self.starts.get(record.0), self.starts.get(record.0 + 1)) {
            (Some(from), Some(to)) => &self.uses[*from..*to],
            _ => &[],
        }
    }
}
