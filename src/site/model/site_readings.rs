//! What the readings of a site tell: which ones count, how they stand now, and how they stood before.

use std::borrow::Cow;
use std::cmp::Reverse;

use crate::engine::progress::{PastReadings, TargetReading};
use crate::model::{Detail, RecordIx, Status, Target};
use crate::site::model::site::Site;

impl Site<'_> {
    /// The target that a reading judges.
    pub(crate) fn target_of(&self, reading: usize) -> &Target {
        let reading = &self.readings.targets[reading];
        &self.archive.plan(reading.plan).targets[reading.target]
    }

    /// Whether a reading counts in roll-ups.
    pub(crate) fn is_rolled_up(&self, reading: usize) -> bool {
        !self.target_of(reading).aspirational
    }

    /// The figures of the day of a summary, if that is past.
    pub(crate) fn past_of(&self, record: RecordIx) -> Option<&PastReadings> {
        let record = self.archive.record(record);
        match record.detail {
            Detail::Summary(_) => self.past.get(&record.day?),
            _ => None,
        }
    }

    /// How targets stood at the end of last month, those that were over left out; `None` while nothing is dated.
    pub(crate) fn last_month(&self) -> Option<&PastReadings> {
        self.past.get(&self.last_month_end?)
    }

    /// How a reading stood at the end of last month; `None` while nothing is dated.
    pub(crate) fn status_last_month(&self, reading: usize) -> Option<Status> {
        let past = self.last_month()?.target(self.readings, reading);
        // What was over before that stands as it stood.
        Some(past.map_or_else(|| self.reading_status(reading), TargetReading::standing))
    }

    /// How a reading stands: now while it is open, and as a whole once it is over.
    pub(crate) fn reading_status(&self, reading: usize) -> Status {
        self.readings.targets[reading].standing()
    }

    /// Those readings that tell where things stand: the open ones; where none is open, all.
    pub(crate) fn standing<'r>(&self, readings: &'r [usize]) -> Cow<'r, [usize]> {
        let mut open = readings.to_vec();
        open.retain(|reading| self.readings.targets[*reading].open);
        if open.is_empty() { Cow::Borrowed(readings) } else { Cow::Owned(open) }
    }

    /// The readings of which periods that are over were missed, the latest first. They stand apart from what needs
    /// attention now.
    pub(crate) fn past_missed(&self, readings: impl Iterator<Item = usize>) -> Vec<usize> {
        let as_of = self.readings.as_of;
        let mut missed = Vec::new();
        for at in readings.filter(|reading| self.is_rolled_up(*reading)) {
            let reading = &self.readings.targets[at];
            if let Some(latest) = reading.missed_before(as_of).last() {
                missed.push((Reverse(reading.periods[*latest].period.last), at));
            }
        }
        missed.sort_unstable();
        missed.into_iter().map(|(_, at)| at).collect()
    }

    /// Sorts readings: open ones first, then the worst first, otherwise in their order.
    pub(crate) fn sort_worst_first(&self, readings: &mut [usize]) {
        readings.sort_by_key(|reading| {
            let is_over = !self.readings.targets[*reading].open;
            (is_over, self.reading_status(*reading), *reading)
        });
    }

    /// The open readings that a clerk should look at, worst first.
    pub(crate) fn attention(&self) -> Vec<usize> {
        let mut readings = Vec::new();
        for (at, reading) in self.readings.targets.iter().enumerate() {
            if reading.open && reading.current.needs_attention() && self.is_rolled_up(at) {
                readings.push(at);
            }
        }
        self.sort_worst_first(&mut readings);
        readings
    }
}
