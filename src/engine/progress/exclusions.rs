//! Why a record does not count for a target that it might be thought to count for (MODEL.md §4, rules 1–4 turned round).

use super::{JudgedScope, Readings};
use crate::model::{
    Archive, Day, Detail, Indicator, PairOf, Period, PlanIx, PlanOwner, Reads, Record,
};

/// The rule that stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExclusionReason {
    /// Dated after the day of judgement.
    AfterAsOf,
    /// It names another plan, and belongs to that alone.
    NamesOtherPlan(PlanIx),
    /// The plan is of a pair that the record does not belong to.
    OtherPair,
    /// Several pairs fit it, so it belongs to none.
    SeveralPairs,
    /// Dated outside the plan.
    OutsidePlan(Period),
    /// Dated within the plan, and in none of the stretches that the target asks for.
    BetweenPeriods,
    /// It carries one of the two numbers of a rate.
    Incomplete,
}

/// Why a record does not count for a reading; none when it does count, or carries nothing of the kind, or is of a school
/// that the reading is not about. Ledgers are left to their rows.
#[must_use]
pub fn exclusions(
    archive: &Archive,
    readings: &Readings,
    record: &Record,
    target: usize,
) -> Option<ExclusionReason> {
    let reading = &readings.targets[target];
    let plan = archive.plan(reading.plan);
    let indicator = archive.indicator(plan.targets[reading.target].indicator);
    let is_about = match reading.scope {
        JudgedScope::School(it) => it == record.school,
        JudgedScope::Joint => match plan.owner {
            PlanOwner::Archive => true,
            PlanOwner::School(it) => it == record.school,
            PlanOwner::Pair(it) => archive.pair(it).holds(record.school),
        },
    };
    let day = record.day?;
    let carried = carried(record, indicator)?;
    if record.draft || !is_about {
        return None;
    }
    if readings.as_of < day {
        return Some(ExclusionReason::AfterAsOf);
    }
    if let Some(named) = record.plan.filter(|it| *it != reading.plan) {
        return Some(ExclusionReason::NamesOtherPlan(named));
    }
    if let PlanOwner::Pair(pair) = plan.owner {
        match record.pair {
            PairOf::One(own) if own == pair => {}
            PairOf::Several => return Some(ExclusionReason::SeveralPairs),
            PairOf::One(_) | PairOf::None => return Some(ExclusionReason::OtherPair),
        }
    }
    if !plan.period.contains(day) {
        return Some(ExclusionReason::OutsidePlan(plan.period));
    }
    if !reading.periods.iter().any(|it| it.period.contains(day)) {
        return Some(ExclusionReason::BetweenPeriods);
    }
    (carried == Contribution::InPart).then_some(ExclusionReason::Incomplete)
}

#[derive(PartialEq, Eq)]
enum Contribution {
    Whole,
    InPart,
}

/// Whether a record carries what an indicator reads.
fn carried(record: &Record, indicator: &Indicator) -> Option<Contribution> {
    if matches!(record.detail, Detail::Ledger(_)) {
        return None;
    }
    let has = |measure| record.datum(measure).is_some();
    match &indicator.reads {
        Reads::Measure(measure) => has(*measure).then_some(Contribution::Whole),
        Reads::Ratio { numerator, denominator } => match (has(*numerator), has(*denominator)) {
            (true, true) => Some(Contribution::Whole),
            (false, false) => None,
            _ => Some(Contribution::InPart),
        },
        Reads::Records { kind, of_type } => {
            let typed = record.of_type.as_deref().map(str::trim);
            let fits = record.kind() == *kind
                && of_type.as_deref().is_none_or(|asked| typed == Some(asked.trim()));
            fits.then_some(Contribution::Whole)
        }
    }
}

/// How far a day lies from a stretch of days; 0 within it.
#[must_use]
pub fn distance(day: Day, period: Period) -> i64 {
    if day < period.first {
        period.first.days_since(day)
    } else {
        day.days_since(period.last).max(0)
    }
}
