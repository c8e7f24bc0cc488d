//! A record dated outside the plan that it names, so that the plan does not count it.

use crate::diagnostics::{Diagnostic, NotCounted, Problem};
use crate::model::{Archive, Detail, PlanIx, Record};

/// Reports the first plan, named by the record or by one of its actions, that does not contain its day.
pub(super) fn outside_plan(archive: &Archive, record: &Record) -> Option<Diagnostic> {
    let day = record.day?;
    let mut named: Vec<PlanIx> = record.plan.into_iter().collect();
    if let Detail::Visit(visit) = &record.detail {
        for action in &visit.actions {
            named.push(action.plan);
        }
    }
    let outside = named.into_iter().find(|plan| !archive.plan(*plan).period.contains(day))?;
    let plan = archive.plan(outside);
    let problem = Problem::NotCounted(NotCounted::OutsidePlan {
        plan: plan.title.clone(),
        first: plan.period.first.to_string(),
        last: plan.period.last.to_string(),
    });
    Some(Diagnostic::new(&record.file, record.at, problem))
}
