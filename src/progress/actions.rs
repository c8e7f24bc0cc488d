//! Planned measures, and the visits that carried them out (MODEL.md §5, *Actions*).

use std::collections::BTreeMap;

use super::ActionReading;
use crate::model::{
    Action, ActionRef, ActionStatus, Archive, Day, Detail, Plan, PlanIx, PlanOwner, Record,
    RecordIx,
};

/// The readings of the actions of these plans, as in the plans.
pub(super) fn of_plans(archive: &Archive, plans: &[PlanIx], as_of: Day) -> Vec<ActionReading> {
    let mut carried_out: BTreeMap<ActionRef, Vec<(Day, RecordIx)>> = BTreeMap::new();
    for (at, record) in archive.records.iter().enumerate() {
        let (Detail::Visit(visit), Some(day)) = (&record.detail, record.day) else { continue };
        if record.draft || as_of < day {
            continue;
        }
        for action in &visit.actions {
            if counts(archive, archive.plan(action.plan), action.plan, record, day) {
                let visits = carried_out.entry(*action).or_default();
                if !visits.contains(&(day, RecordIx(at))) {
                    visits.push((day, RecordIx(at)));
                }
            }
        }
    }
    let mut readings = Vec::new();
    for plan in plans {
        for (action, it) in archive.plan(*plan).actions.iter().enumerate() {
            let action = ActionRef { plan: *plan, action };
            let mut visits = carried_out.remove(&action).unwrap_or_default();
            visits.sort(); // records are sorted by id
            let status = status(it, archive.plan(*plan), &visits, as_of);
            readings.push(ActionReading {
                action,
                status,
                records: visits.into_iter().map(|(_, it)| it).collect(),
            });
        }
    }
    readings
}

/// Rules 1–4 of §4 for a school in the plan's scope, dated within the plan.
fn counts(archive: &Archive, plan: &Plan, at: PlanIx, record: &Record, day: Day) -> bool {
    let of_pair = match plan.owner {
        PlanOwner::Pair(pair) => {
            record.pair.one() == Some(pair) && archive.pair(pair).holds(record.school)
        }
        PlanOwner::School(school) => record.school == school,
        PlanOwner::Archive => true,
    };
    plan.period.contains(day) && record.plan.is_none_or(|it| it == at) && of_pair
}

fn status(action: &Action, plan: &Plan, visits: &[(Day, RecordIx)], as_of: Day) -> ActionStatus {
    match visits.get((action.times as usize).saturating_sub(1)) {
        Some((day, _)) if action.by.is_some_and(|by| by < *day) => ActionStatus::DoneLate,
        Some(_) => ActionStatus::Done,
        None => {
            let late = match action.by {
                Some(by) => by < as_of,
                None => plan.period.last <= as_of,
            };
            if late { ActionStatus::Overdue } else { ActionStatus::Pending }
        }
    }
}
