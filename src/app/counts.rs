//! Which targets a record counts for, and how far they are with it: «计入：送教课时 6/10 → 8/10».

use std::collections::BTreeMap;

use serde::Serialize;

use crate::engine::progress::{JudgedScope, PeriodReading, TargetReading};
use crate::l10n::app_messages::counted;
use crate::l10n::terms;
use crate::model::{Archive, Exact, Period, RecordIx};
use crate::project::Snapshot;

/// The most targets that are named.
const MOST: usize = 50;

/// What a record does for a target.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Count {
    target: String,
    plan: String,
    /// The school, where the target is judged for it alone.
    school: Option<String>,
    unit: String,
    before: String,
    after: String,
    goal: Option<String>,
    words: String,
}

/// What identifies a target in two states of an archive.
type TargetKey<'a> = (&'a str, &'a str, Option<&'a str>);

fn key_of<'a>(archive: &'a Archive, reading: &TargetReading) -> Option<TargetKey<'a>> {
    let plan = archive.plan(reading.plan);
    let target = plan.targets.get(reading.target)?;
    let school = match reading.scope {
        JudgedScope::Joint => None,
        JudgedScope::School(school) => Some(&*archive.school(school).id),
    };
    Some((&plan.id, &target.id, school))
}

/// The targets whose figures the file at a path changes, or that it counts for.
pub(super) fn counts(before: &Snapshot, after: &Snapshot, path: &str) -> Vec<Count> {
    let records = &after.archive.records;
    let own = records.iter().position(|record| record.file == path).map(RecordIx);
    let mut known: BTreeMap<TargetKey<'_>, &TargetReading> = BTreeMap::new();
    for reading in &before.true_readings().targets {
        if let Some(key) = key_of(&before.archive, reading) {
            known.insert(key, reading);
        }
    }
    let mut counts = Vec::new();
    for reading in &after.true_readings().targets {
        let Some(key) = key_of(&after.archive, reading) else { continue };
        let old = known.get(&key).copied();
        for period in &reading.periods {
            let is_own = own.is_some_and(|own| rests_on(period, own));
            let old = old.and_then(|old| figure_in(old, period.period));
            let has_changed = old.is_some_and(|old| old != &period.actual);
            if is_own || has_changed {
                counts.push(count(after, reading, period, old.unwrap_or(&None)));
            }
            if counts.len() == MOST {
                return counts;
            }
        }
    }
    counts
}

fn rests_on(period: &PeriodReading, record: RecordIx) -> bool {
    period.entries.iter().any(|entry| entry.record == record)
}

/// The figure of a period that has the same days, or at least the same first day.
fn figure_in(reading: &TargetReading, period: Period) -> Option<&Option<Exact>> {
    let found = reading.periods.iter().find(|known| known.period.first == period.first);
    found.map(|known| &known.actual)
}

fn count(
    after: &Snapshot,
    reading: &TargetReading,
    period: &PeriodReading,
    old: &Option<Exact>,
) -> Count {
    let archive = &after.archive;
    let (plan, lang) = (archive.plan(reading.plan), archive.site.language);
    let target = &plan.targets[reading.target];
    let indicator = archive.indicator(target.indicator);
    let shown = |figure: &Option<Exact>| match figure {
        Some(figure) => terms::grouped(&terms::number(figure, &indicator.unit)),
        None => "0".to_owned(),
    };
    let (old, new) = (shown(old), shown(&period.actual));
    let goal = target.value.map(|value| terms::grouped(&value.to_string()));
    let words = counted(&target.id, &old, &new, goal.as_deref(), lang);
    Count {
        target: target.id.clone(),
        plan: plan.title.clone(),
        school: match reading.scope {
            JudgedScope::Joint => None,
            JudgedScope::School(school) => Some(archive.school(school).name.clone()),
        },
        unit: indicator.unit.to_string(),
        before: old,
        after: new,
        goal,
        words,
    }
}
