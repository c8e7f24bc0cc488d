//! Statuses that tell something about a suppressed figure are withheld with it.

use super::suppressed::{SuppressedFigures, Suppression};
use crate::engine::progress::{PastReadings, PeriodReading, Readings, TargetReading};
use crate::model::{Archive, Day, Exact, Status, Target};

/// The readings without every status that would narrow a suppressed figure, and without what was expected beside it; `None`
/// when there is none. Periods whose status is withheld count neither as met nor as due.
pub(super) fn withhold(
    archive: &Archive,
    readings: &Readings,
    suppressed: &SuppressedFigures,
) -> Option<Readings> {
    let as_of = readings.as_of;
    let threshold = Exact::whole(archive.site.small_cell.into());
    let mut published: Option<Readings> = None;
    for (index, reading) in readings.targets.iter().enumerate() {
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
            let published = published.get_or_insert_with(|| readings.clone());
            withhold_periods(&mut published.targets[index], &telling, as_of);
        }
    }
    published
}

/// Withholds the statuses that documents of an earlier day would show of figures that are suppressed now, or that differ
/// from those of now: these are not shown either, because the difference may describe a few people.
pub fn withhold_past(
    archive: &Archive,
    readings: &Readings,
    suppressed: &SuppressedFigures,
    past: &mut PastReadings,
) {
    let as_of = past.as_of;
    past.change_each(readings, |index, reading| {
        let target = &archive.plan(reading.plan).targets[reading.target];
        if !archive.indicator(target.indicator).sensitive {
            return;
        }
        let mut telling = Vec::new();
        for (number, period) in reading.periods.iter().enumerate() {
            let today = readings.targets.get(index).and_then(|today| today.periods.get(number));
            let is_same = today.is_some_and(|today| today.entries == period.entries);
            let is_judged = !is_settled(period.status) && target.value.is_some();
            if is_judged && (!is_same || suppressed.is_suppressed(index, number)) {
                telling.push(number);
            }
        }
        if !telling.is_empty() {
            withhold_periods(reading, &telling, as_of);
        }
    });
}

/// Whether a status does not depend on any figure.
fn is_settled(status: Status) -> bool {
    matches!(status, Status::NotDue | Status::Waived | Status::Unquantified)
}

/// Whether the status of a period depends on what its suppressed figure is.
fn tells(
    period: &PeriodReading,
    why: Suppression,
    target: &Target,
    threshold: &Exact,
    as_of: Day,
) -> bool {
    if is_settled(period.status) {
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
    let current = reading.periods.iter().rposition(|period| period.period.first <= as_of);
    if current.is_some_and(|current| telling.contains(&current)) {
        reading.current = Status::Withheld;
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
