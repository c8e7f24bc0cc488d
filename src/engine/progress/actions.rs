//! Whether the planned measures (措施) are carried out (docs/content-model.md §5, *Actions*).

use std::collections::BTreeMap;

use super::entries::fitting_pairs;
use super::{ActionReading, Finding};
use crate::model::{
    Action, ActionRef, ActionStatus, Archive, Day, Detail, PairOf, Plan, PlanIx, PlanOwner, Record,
    RecordIx, SchoolIx,
};

/// Judges every action of every plan that is no draft, in the order of the plans. The findings are visits that would
/// carry out an action but do not, or not clearly, belong to its pair.
pub(super) fn read(archive: &Archive, as_of: Day) -> (Vec<ActionReading>, Vec<Finding>) {
    let (mut visits_by_action, findings) = visits(archive, as_of);
    let mut readings = Vec::new();
    for (index, plan) in archive.plans.iter().enumerate() {
        if plan.draft {
            continue;
        }
        for (number, action) in plan.actions.iter().enumerate() {
            let action_ref = ActionRef { plan: PlanIx(index), action: number };
            let mut visits = visits_by_action.remove(&action_ref).unwrap_or_default();
            visits.sort_unstable();
            visits.dedup();
            let days: Vec<Day> = visits.iter().map(|(day, _)| *day).collect();
            let status = judge(action, plan.period.last, as_of, &days);
            let records = visits.into_iter().map(|(_, record)| record).collect();
            readings.push(ActionReading { action: action_ref, status, records });
        }
    }
    (readings, findings)
}

/// The status of an action that visits up to `as_of` carried out on `days`, in order of time.
pub(super) fn judge(action: &Action, plan_end: Day, as_of: Day, days: &[Day]) -> ActionStatus {
    let times = action.times.max(1) as usize;
    let overdue = match action.by {
        Some(by) => as_of > by,
        None => as_of >= plan_end,
    };
    match (days.get(times - 1), action.by) {
        (Some(day), Some(by)) if *day > by => ActionStatus::DoneLate,
        (Some(_), _) => ActionStatus::Done,
        (None, _) if overdue => ActionStatus::Overdue,
        (None, _) if !days.is_empty() => ActionStatus::InProgress,
        (None, _) => ActionStatus::Pending,
    }
}

type VisitsByAction = BTreeMap<ActionRef, Vec<(Day, RecordIx)>>;

/// The visits that carry out each action: rules 1–4 of docs/content-model.md §4, within the plan.
fn visits(archive: &Archive, as_of: Day) -> (VisitsByAction, Vec<Finding>) {
    let mut visits_by_action = VisitsByAction::new();
    let mut findings = Vec::new();
    for (index, record) in archive.records.iter().enumerate() {
        let (Detail::Visit(visit), Some(day)) = (&record.detail, record.day) else { continue };
        if record.draft || day > as_of {
            continue;
        }
        for action in &visit.actions {
            let plan = archive.plan(action.plan);
            let fits = plan.period.contains(day)
                && record.plan.is_none_or(|named| named == action.plan)
                && is_in_scope(archive, plan, record.school);
            if !fits || plan.draft {
                continue;
            }
            match belongs_to_pair(archive, plan, record, day) {
                Belongs::Yes => {
                    visits_by_action.entry(*action).or_default().push((day, RecordIx(index)))
                }
                Belongs::No => findings.push(Finding::ActionOfOtherPair {
                    record: RecordIx(index),
                    plan: action.plan,
                }),
                Belongs::Unclear => findings.push(Finding::NotCounted {
                    record: RecordIx(index),
                    row: None,
                    pairs: fitting_pairs(archive, record, day),
                    plan: action.plan,
                }),
            }
        }
    }
    (visits_by_action, findings)
}

/// Whether the plan applies to the school.
fn is_in_scope(archive: &Archive, plan: &Plan, school: SchoolIx) -> bool {
    match plan.owner {
        PlanOwner::Archive => true,
        PlanOwner::School(own) => own == school,
        PlanOwner::Pair(pair) => archive.pair(pair).holds(school),
    }
}

/// Whether a record belongs to a pair.
enum Belongs {
    Yes,
    No,
    /// Several pairs fit the record, and the plan's is one of them.
    Unclear,
}

/// Whether a record belongs to the pair of a plan (rule 4); a plan of no pair takes all.
fn belongs_to_pair(archive: &Archive, plan: &Plan, record: &Record, day: Day) -> Belongs {
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
