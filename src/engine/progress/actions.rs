//! How far the planned measures (措施) are carried out (MODEL.md §5, *Actions*).

use std::collections::BTreeMap;

use super::entries::fitting_pairs;
use super::{ActionReading, Finding};
use crate::model::{
    Action, ActionRef, ActionStatus, Archive, Day, Detail, PairOf, Plan, PlanIx, PlanOwner, Record,
    RecordIx, SchoolIx,
};

/// Every action of every plan that is no draft, in the order of the plans; and the visits that were to carry one out
/// but belong to no certain pair.
pub(super) fn read(archive: &Archive, as_of: Day) -> (Vec<ActionReading>, Vec<Finding>) {
    let (mut carried_out, findings) = visits(archive, as_of);
    let plans = archive.plans.iter().enumerate().filter(|(_, plan)| !plan.draft);
    let actions = plans.flat_map(|(at, plan)| {
        (0..plan.actions.len()).map(move |action| (plan, ActionRef { plan: PlanIx(at), action }))
    });
    let readings = actions
        .map(|(plan, action)| {
            let mut visits = carried_out.remove(&action).unwrap_or_default();
            visits.sort_unstable();
            visits.dedup();
            let days: Vec<Day> = visits.iter().map(|(day, _)| *day).collect();
            let status = judge(&plan.actions[action.action], plan.period.last, as_of, &days);
            let records = visits.into_iter().map(|(_, record)| record).collect();
            ActionReading { action, status, records }
        })
        .collect();
    (readings, findings)
}

/// How an action stands, whose visits up to `as_of` were on `days`, in order of time.
pub(super) fn judge(action: &Action, plan_end: Day, as_of: Day, days: &[Day]) -> ActionStatus {
    let times = action.times.max(1) as usize;
    let overdue = action.by.map_or(as_of >= plan_end, |by| as_of > by);
    match (days.get(times - 1), action.by) {
        (Some(day), Some(by)) if *day > by => ActionStatus::DoneLate,
        (Some(_), _) => ActionStatus::Done,
        (None, _) if overdue => ActionStatus::Overdue,
        (None, _) => ActionStatus::Pending,
    }
}

type CarriedOut = BTreeMap<ActionRef, Vec<(Day, RecordIx)>>;

/// The visits that carry each action out: rules 1–4 of MODEL.md §4, within the plan.
fn visits(archive: &Archive, as_of: Day) -> (CarriedOut, Vec<Finding>) {
    let mut carried_out = CarriedOut::new();
    let mut findings = Vec::new();
    for (at, record) in archive.records.iter().enumerate() {
        let (Detail::Visit(visit), Some(day)) = (&record.detail, record.day) else { continue };
        if record.draft || day > as_of {
            continue;
        }
        for action in &visit.actions {
            let plan = archive.plan(action.plan);
            let fits = plan.period.contains(day)
                && record.plan.is_none_or(|named| named == action.plan)
                && holds(archive, plan, record.school);
            if !fits || plan.draft {
                continue;
            }
            match of_pair(archive, plan, record, day) {
                Belongs::Yes => carried_out.entry(*action).or_default().push((day, RecordIx(at))),
                Belongs::No => {}
                Belongs::Unclear => findings.push(Finding::NotCounted {
                    record: RecordIx(at),
                    row: None,
                    pairs: fitting_pairs(archive, record, day),
                    plan: action.plan,
                }),
            }
        }
    }
    (carried_out, findings)
}

/// Whether the school is in the plan's scope.
fn holds(archive: &Archive, plan: &Plan, school: SchoolIx) -> bool {
    match plan.owner {
        PlanOwner::Archive => true,
        PlanOwner::School(own) => own == school,
        PlanOwner::Pair(pair) => archive.pair(pair).holds(school),
    }
}

enum Belongs {
    Yes,
    No,
    /// Several pairs fit the record, the plan's among them.
    Unclear,
}

/// Rule 4.
fn of_pair(archive: &Archive, plan: &Plan, record: &Record, day: Day) -> Belongs {
    match (plan.owner, record.pair) {
        (PlanOwner::Pair(pair), PairOf::One(own)) if pair != own => Belongs::No,
        (PlanOwner::Pair(_), PairOf::None) => Belongs::No,
        (PlanOwner::Pair(pair), PairOf::Several) => {
            if fitting_pairs(archive, record, day).contains(&pair) {
                Belongs::Unclear
            } else {
                Belongs::No
            }
        }
        _ => Belongs::Yes,
    }
}
