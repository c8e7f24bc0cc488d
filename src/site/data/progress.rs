//! `data/progress.json` (INTERFACE.md §4).

use serde::Serialize;

use super::{Selection, published_ids, push_json, push_lines};
use crate::engine::disclosure::SuppressedFigures;
use crate::engine::progress::{ActionReading, JudgedScope, PeriodReading, Readings, TargetReading};
use crate::model::{ActionStatus, Archive, Exact, Status};

/// Decimals of figures, and of what was to be expected.
pub(super) const PLACES: u32 = 6;
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
    /// There is a figure, but it is withheld.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    suppressed: bool,
}

#[derive(Serialize)]
struct ActionJson<'a> {
    plan: &'a str,
    action: &'a str,
    status: ActionStatus,
    records: Vec<&'a str>,
}

/// The file, with those targets and actions only.
pub(super) fn json(
    archive: &Archive,
    readings: &Readings,
    withheld: &SuppressedFigures,
    only: Selection<'_>,
) -> Vec<u8> {
    let mut out = b"{\"as_of\":".to_vec();
    push_json(&mut out, &readings.as_of.to_string());
    out.extend_from_slice(b",\n\"targets\":");
    let targets = readings.targets.iter().enumerate().filter(|(_, it)| (only.target)(it));
    push_lines(&mut out, targets.map(|(at, it)| target(archive, readings, withheld, at, it)));
    out.extend_from_slice(b",\n\"actions\":");
    push_lines(
        &mut out,
        readings
            .actions
            .iter()
            .filter(|it| (only.action)(it))
            .map(|it| action(archive, readings, it)),
    );
    out.extend_from_slice(b"}\n");
    out
}

fn target<'a>(
    archive: &'a Archive,
    readings: &Readings,
    withheld: &SuppressedFigures,
    at: usize,
    reading: &TargetReading,
) -> TargetJson<'a> {
    let plan = archive.plan(reading.plan);
    let target = &plan.targets[reading.target];
    let indicator = archive.indicator(target.indicator);
    let period = |(number, it): (usize, &PeriodReading)| {
        let suppressed = withheld.is_suppressed(at, number);
        let records = it.entries.iter().map(|it| it.record);
        PeriodJson {
            start: it.period.first.to_string(),
            end: it.period.last.to_string(),
            actual: figure(it.actual.as_ref().filter(|_| !suppressed), PLACES),
            expected: figure(it.expected.as_ref(), EXPECTED_PLACES),
            status: it.status,
            records: published_ids(archive, readings.as_of, records),
            suppressed,
        }
    };
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
        value: target.value.map(|it| it.exact().rounded(PLACES)),
        every: target.every.map(|it| it.code()),
        status: reading.status,
        periods_met: reading.periods_met,
        periods_due: reading.periods_due,
        periods: reading.periods.iter().enumerate().map(period).collect(),
    }
}

fn figure(exact: Option<&Exact>, places: u32) -> Option<String> {
    exact.map(|it| it.rounded(places))
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
