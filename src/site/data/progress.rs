//! Writes `data/progress.json` (docs/interface.md §4).

use serde::Serialize;

use super::common::{Selection, published_ids, push_json, push_lines};
use crate::engine::disclosure::{SuppressedFigures, Suppression};
use crate::engine::progress::{ActionReading, JudgedScope, PeriodReading, Readings};
use crate::model::{ActionStatus, Archive, Day, Every, Exact, Status};

/// Decimal places of figures.
pub(super) const PLACES: u32 = 6;
/// Decimal places of what was to be expected.
pub(super) const EXPECTED_PLACES: u32 = 4;

#[derive(Serialize)]
struct TargetJson<'a> {
    plan: &'a str,
    target: &'a str,
    scope: &'a str,
    indicator: &'a str,
    unit: &'a str,
    direction: &'static str,
    aggregate: &'static str,
    value: Option<String>,
    every: Option<&'static str>,
    status: Status,
    current: Status,
    open: bool,
    periods_met: usize,
    periods_due: usize,
    periods: Vec<PeriodJson<'a>>,
}

#[derive(Serialize)]
struct PeriodJson<'a> {
    start: String,
    end: String,
    actual: Option<String>,
    expected: Option<String>,
    status: Status,
    records: Vec<&'a str>,
    /// There is a figure, but it is suppressed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    suppressed: bool,
    /// It is suppressed because it is small itself.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    small: bool,
}

#[derive(Serialize)]
struct ActionJson<'a> {
    plan: &'a str,
    action: &'a str,
    status: ActionStatus,
    records: Vec<&'a str>,
}

/// The bytes of the file, with the selected targets and actions.
pub(super) fn json(
    archive: &Archive,
    readings: &Readings,
    suppressed: &SuppressedFigures,
    selection: Selection<'_>,
) -> Vec<u8> {
    let mut out = b"{\"as_of\":".to_vec();
    push_json(&mut out, &readings.as_of.to_string());
    out.extend_from_slice(b",\n\"targets\":");
    let mut targets = Vec::new();
    for (index, reading) in readings.targets.iter().enumerate() {
        if (selection.target)(reading) {
            targets.push(target(archive, readings, suppressed, index));
        }
    }
    push_lines(&mut out, targets);
    out.extend_from_slice(b",\n\"actions\":");
    let mut actions = Vec::new();
    for reading in &readings.actions {
        if (selection.action)(reading) {
            actions.push(action(archive, readings, reading));
        }
    }
    push_lines(&mut out, actions);
    out.extend_from_slice(b"}\n");
    out
}

fn target<'a>(
    archive: &'a Archive,
    readings: &Readings,
    suppressed: &SuppressedFigures,
    index: usize,
) -> TargetJson<'a> {
    let reading = &readings.targets[index];
    let plan = archive.plan(reading.plan);
    let target = &plan.targets[reading.target];
    let indicator = archive.indicator(target.indicator);
    let mut periods = Vec::with_capacity(reading.periods.len());
    for (number, judged) in reading.periods.iter().enumerate() {
        periods.push(period(archive, readings.as_of, judged, suppressed.figure(index, number)));
    }
    TargetJson {
        plan: &plan.id,
        target: &target.id,
        scope: match reading.scope {
            JudgedScope::Joint => "joint",
            JudgedScope::School(school) => &archive.school(school).id,
        },
        indicator: &indicator.name,
        unit: &indicator.unit,
        direction: indicator.direction.code(),
        aggregate: indicator.aggregate.code(),
        value: target.value.map(|value| value.exact().rounded(PLACES)),
        every: target.every.map(Every::code),
        status: reading.status,
        current: reading.current,
        open: reading.open,
        periods_met: reading.periods_met,
        periods_due: reading.periods_due,
        periods,
    }
}

fn period<'a>(
    archive: &'a Archive,
    as_of: Day,
    judged: &PeriodReading,
    suppressed: Option<Suppression>,
) -> PeriodJson<'a> {
    let actual = if suppressed.is_none() { judged.actual.as_ref() } else { None };
    let records = judged.entries.iter().map(|entry| entry.record);
    PeriodJson {
        start: judged.period.first.to_string(),
        end: judged.period.last.to_string(),
        actual: figure(actual, PLACES),
        expected: figure(judged.expected.as_ref(), EXPECTED_PLACES),
        status: judged.status,
        records: published_ids(archive, as_of, records),
        suppressed: suppressed.is_some(),
        small: suppressed == Some(Suppression::Primary),
    }
}

fn figure(exact: Option<&Exact>, places: u32) -> Option<String> {
    Some(exact?.rounded(places))
}

fn action<'a>(
    archive: &'a Archive,
    readings: &Readings,
    reading: &ActionReading,
) -> ActionJson<'a> {
    let plan = archive.plan(reading.action.plan);
    ActionJson {
        plan: &plan.id,
        action: &plan.actions[reading.action.action].id,
        status: reading.status,
        records: published_ids(archive, readings.as_of, reading.records.iter().copied()),
    }
}
