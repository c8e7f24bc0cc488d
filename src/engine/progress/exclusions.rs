//! Why a record does not count for a target: the negation of rules 1–4 of docs/content-model.md §4.

use super::entries::is_of_type;
use super::{JudgedScope, Readings, TargetReading};
use crate::model::{
    Archive, Day, Detail, Indicator, PairOf, Period, PlanIx, PlanOwner, Reads, Record, SchoolIx,
};

/// The rule by which a record does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExclusionReason {
    /// The record is dated after the day of judgement.
    AfterAsOf,
    /// The record names another plan, so it counts for that one only.
    NamesOtherPlan(PlanIx),
    /// The plan is that of a pair to which the record does not belong.
    OtherPair,
    /// Several pairs fit the record, so it belongs to none.
    SeveralPairs,
    /// The record is dated outside the plan.
    OutsidePlan(Period),
    /// The record is dated within the plan, but when its pair did not exist; the part of the plan in which it did.
    OutsidePair(Period),
    /// The record is dated after its school was closed; the last day of the school.
    AfterClosing(Day),
    /// The record is dated before its school was opened; the first day of the school.
    BeforeOpening(Day),
    /// The record is dated within the plan, but in none of the target's periods.
    BetweenPeriods,
    /// The record has only one of the two numbers of a rate.
    Incomplete,
}

/// Why a record does not count for a reading. `None` means that it does count, has no such data, or is of a school that
/// the reading is not about; and for a ledger, whose rows count one by one.
#[must_use]
pub fn exclusion_reason(
    archive: &Archive,
    readings: &Readings,
    record: &Record,
    target: usize,
) -> Option<ExclusionReason> {
    let reading = &readings.targets[target];
    let plan = archive.plan(reading.plan);
    let indicator = archive.indicator(plan.targets[reading.target].indicator);
    let day = record.day?;
    let data = recorded_data(record, indicator)?;
    if record.draft || !is_about(archive, reading, record) {
        return None;
    }
    if readings.as_of < day {
        return Some(ExclusionReason::AfterAsOf);
    }
    if let Some(named) = record.plan.filter(|plan| *plan != reading.plan) {
        return Some(ExclusionReason::NamesOtherPlan(named));
    }
    if let PlanOwner::Pair(pair) = plan.owner {
        match record.pair {
            PairOf::One(own) if own == pair => {}
            PairOf::Several => return Some(ExclusionReason::SeveralPairs),
            PairOf::One(_) | PairOf::None => return Some(ExclusionReason::OtherPair),
        }
    }
    if let JudgedScope::School(school) = reading.scope
        && let Some(why) = outside_school(archive, school, day)
    {
        return Some(why);
    }
    if !plan.period.contains(day) {
        return Some(ExclusionReason::OutsidePlan(plan.period));
    }
    if !reading.range.contains(day) {
        return Some(ExclusionReason::OutsidePair(reading.range));
    }
    if !reading.periods.iter().any(|judged| judged.period.contains(day)) {
        return Some(ExclusionReason::BetweenPeriods);
    }
    (data == RecordedData::Partial).then_some(ExclusionReason::Incomplete)
}

/// Why a day is none of a school, if it is none: it was closed by then, or not yet opened.
#[must_use]
pub(super) fn outside_school(
    archive: &Archive,
    school: SchoolIx,
    day: Day,
) -> Option<ExclusionReason> {
    let school = archive.school(school);
    match (school.opened, school.closed) {
        (_, Some(closed)) if closed < day => Some(ExclusionReason::AfterClosing(closed)),
        (Some(opened), _) if day < opened => Some(ExclusionReason::BeforeOpening(opened)),
        _ => None,
    }
}

/// Whether a reading judges the school of a record.
fn is_about(archive: &Archive, reading: &TargetReading, record: &Record) -> bool {
    let levels = &archive.plan(reading.plan).targets[reading.target].levels;
    if !levels.is_empty() && !archive.school(record.school).level.is_among(levels) {
        return false;
    }
    match reading.scope {
        JudgedScope::School(school) => school == record.school,
        JudgedScope::Joint => match archive.plan(reading.plan).owner {
            PlanOwner::Archive => true,
            PlanOwner::School(school) => school == record.school,
            PlanOwner::Pair(pair) => archive.pair(pair).holds(record.school),
        },
    }
}

/// Whether a record has all the data that an indicator reads, or only one of two numbers.
#[derive(PartialEq, Eq)]
enum RecordedData {
    Complete,
    Partial,
}

/// Which of the data that an indicator reads a record has; `None` means that it has none.
fn recorded_data(record: &Record, indicator: &Indicator) -> Option<RecordedData> {
    if matches!(record.detail, Detail::Ledger(_)) {
        return None;
    }
    match &indicator.reads {
        Reads::Measure(measure) => record.datum(*measure).map(|_| RecordedData::Complete),
        Reads::Ratio { numerator, denominator } => {
            match (record.datum(*numerator), record.datum(*denominator)) {
                (Some(_), Some(_)) => Some(RecordedData::Complete),
                (None, None) => None,
                _ => Some(RecordedData::Partial),
            }
        }
        Reads::Records { kind, types } => {
            let is_counted = record.kind() == *kind && is_of_type(record, types);
            is_counted.then_some(RecordedData::Complete)
        }
    }
}

/// How many days a day is from those on which it would count, where the day is the reason why it does not.
#[must_use]
pub fn days_apart(why: ExclusionReason, day: Day) -> Option<i64> {
    match why {
        ExclusionReason::OutsidePlan(period) | ExclusionReason::OutsidePair(period) => {
            Some(distance(day, period))
        }
        ExclusionReason::AfterClosing(closed) => Some(day.days_since(closed)),
        ExclusionReason::BeforeOpening(opened) => Some(opened.days_since(day)),
        _ => None,
    }
}

/// How many days a day is before or after a period; 0 within it.
#[must_use]
fn distance(day: Day, period: Period) -> i64 {
    if day < period.first {
        period.first.days_since(day)
    } else {
        day.days_since(period.last).max(0)
    }
}
