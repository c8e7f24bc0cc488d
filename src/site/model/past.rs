//! How targets stood on earlier days: on those of past summaries, and at the end of last month.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::links::TargetBlocks;
use crate::engine::progress::{PastReadings, Readings, read_past};
use crate::model::{Archive, Day, Detail, PlanIx, RecordIx};
use crate::site::model::lookup::Lookup;

/// The last day of the month before the day of judgement.
pub(super) fn last_month_end(readings: &Readings) -> Option<Day> {
    (readings.as_of != Day::first()).then(|| readings.as_of.month_start().before())
}

/// How the targets that past summaries show stood on the days of these, and how those that run stood at the end of last
/// month.
pub(super) fn past_readings(
    archive: &Archive,
    readings: &Readings,
    blocks: &TargetBlocks,
    lookup: &Lookup,
) -> BTreeMap<Day, PastReadings> {
    let mut plans_by_day: BTreeMap<Day, BTreeSet<PlanIx>> = BTreeMap::new();
    if let Some(day) = last_month_end(readings) {
        plans_by_day.insert(day, running_plans(archive, readings, day, lookup));
    }
    for (index, record) in archive.records.iter().enumerate() {
        let (Detail::Summary(_), Some(day)) = (&record.detail, record.day) else { continue };
        if readings.as_of <= day || !lookup.is_shown(RecordIx(index)) {
            continue;
        }
        let plans = plans_by_day.entry(day).or_default();
        for block in blocks.get(&RecordIx(index)).into_iter().flatten().flatten() {
            if lookup.is_plan_shown(block.plan) {
                plans.insert(block.plan);
            }
        }
        let Some(term) = lookup.term(RecordIx(index)) else { continue };
        let term = archive.calendar.term(term).period;
        for reading in &lookup.readings_of_school[record.school.0] {
            let reading = &readings.targets[*reading];
            if reading.range.cut(term).is_some() {
                plans.insert(reading.plan);
            }
        }
    }
    read_past(archive, &plans_by_day)
}

/// The plans whose targets may stand otherwise on the day of judgement than on an earlier day.
fn running_plans(
    archive: &Archive,
    readings: &Readings,
    day: Day,
    lookup: &Lookup,
) -> BTreeSet<PlanIx> {
    let mut plans = BTreeSet::new();
    for (index, plan) in archive.plans.iter().enumerate() {
        let is_running = day < plan.period.last && plan.period.first <= readings.as_of;
        if is_running && lookup.is_plan_shown(PlanIx(index)) {
            plans.insert(PlanIx(index));
        }
    }
    plans
}
