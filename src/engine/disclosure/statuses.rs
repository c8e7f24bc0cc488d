//! Statuses that tell something about a suppressed figure are withheld with it.

use super::suppressed::{SuppressedFigures, Suppression};
use crate::engine::progress::{PeriodReading, Readings, TargetReading};
use crate::model::{Archive, Day, Exact, Status, Target};

/// Readings as they were before statuses were withheld, by their index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrueReadings(Vec<(usize, TargetReading)>);

impl TrueReadings {
    /// The readings with every status, for what is not published: the seal of a term.
    #[must_use]
    pub fn restored(&self, readings: &Readings) -> Readings {
        let mut restored = readings.clone();
        for (index, reading) in &self.0 {
            if let Some(published) = restored.targets.get_mut(*index) {
                *published = reading.clone();
            }
        }
        restored
    }
}

/// Withholds every status that would narrow a suppressed figure, with what was expected beside it. Periods whose status is
/// withheld count neither as met nor as due.
pub(super) fn withhold(
    archive: &Archive,
    readings: &mut Readings,
    suppressed: &SuppressedFigures,
) -> TrueReadings {
    let as_of = readings.as_of;
    let threshold = Exact::whole(archive.site.small_cell.into());
    let mut before = Vec::new();
    for (index, reading) in readings.targets.iter_mut().enumerate() {
        let plan = archive.plan(reading.plan);
        let target = &plan.targets[reading.target];
        let mut telling = Vec::new();
        for (number, period) in reading.periods.iter().enumerate() {
            if let Some(why) = suppressed.figure(index, number)
                && tells(period, why, target, &threshold, as_of)
            {
                telling.push(number);
            }
        }
        if !telling.is_empty() {
            before.push((index, reading.clone()));
            withhold_periods(reading, &telling, as_of);
        }
    }
    TrueReadings(before)
}

/// Whether the status of a period depends on what its suppressed figure is.
fn tells(
    period: &PeriodReading,
    why: Suppression,
    target: &Target,
    threshold: &Exact,
    as_of: Day,
) -> bool {
    if matches!(period.status, Status::NotDue | Status::Waived | Status::Unquantified) {
        return false;
    }
    let Some(value) = target.value else { return false };
    let is_closed = period.period.last <= as_of;
    if why != Suppression::Primary || !is_closed {
        return true;
    }
    // Everybody knows that the figure lies between 0 and the threshold. A target at or beyond one of these ends is met
    // or missed by all such figures alike.
    let value = value.exact();
    Exact::whole(0) < value && value < *threshold
}

fn withhold_periods(reading: &mut TargetReading, telling: &[usize], as_of: Day) {
    for number in telling {
        let period = &mut reading.periods[*number];
        let (is_met, is_closed) = (period.status == Status::Met, period.period.last <= as_of);
        reading.periods_met -= usize::from(is_met);
        reading.periods_due -= usize::from(is_met || is_closed);
        period.status = Status::Withheld;
        period.expected = None;
    }
    // One lost period decides the whole, whatever the withheld ones are.
    let is_lost_anyway = reading
        .periods
        .iter()
        .any(|period| matches!(period.status, Status::Missed | Status::Breached));
    if !is_lost_anyway {
        reading.status = Status::Withheld;
    }
}
