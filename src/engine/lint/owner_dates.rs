//! Pairs and schools whose dates meet no day of their plans, so that no target is judged (docs/content-model.md §4).

use crate::diagnostics::{Diagnostic, Misreading, Problem};
use crate::model::{Archive, Plan, PlanOwner};

/// Reports each pair and each school once, at its dates: a plan of its own that it does not meet, and a school that opens
/// after all its plans. One that was closed before a plan of its pair or of the county is nothing unusual.
pub(super) fn owner_dates(archive: &Archive) -> Vec<Diagnostic> {
    let mut of_pairs: Vec<Option<&Plan>> = vec![None; archive.pairs.len()];
    let mut of_schools: Vec<Option<&Plan>> = vec![None; archive.schools.len()];
    let mut latest: Vec<Option<&Plan>> = vec![None; archive.schools.len()];
    for plan in archive.plans.iter().filter(|plan| !plan.draft && !plan.targets.is_empty()) {
        match plan.owner {
            PlanOwner::Pair(pair) if archive.pair(pair).cut(plan.period).is_none() => {
                of_pairs[pair.0].get_or_insert(plan);
            }
            PlanOwner::School(school) if archive.school(school).cut(plan.period).is_none() => {
                of_schools[school.0].get_or_insert(plan);
            }
            _ => {}
        }
        for school in archive.schools_of(plan) {
            let known = &mut latest[school.0];
            if known.is_none_or(|known| known.period.last < plan.period.last) {
                *known = Some(plan);
            }
        }
    }
    let mut diagnostics = Vec::new();
    for (pair, plan) in archive.pairs.iter().zip(of_pairs) {
        if let Some(plan) = plan {
            let problem = not_in_plan(&pair.name, plan);
            diagnostics.push(Diagnostic::new(&pair.file, pair.dates_at, problem));
        }
    }
    for ((school, own), latest) in archive.schools.iter().zip(of_schools).zip(latest) {
        let opens_after = |plan: &&Plan| school.opened.is_some_and(|day| plan.period.last < day);
        if let Some(plan) = own.or(latest.filter(opens_after)) {
            let problem = not_in_plan(&school.name, plan);
            diagnostics.push(Diagnostic::new(&school.file, school.dates_at, problem));
        }
    }
    diagnostics
}

fn not_in_plan(owner: &str, plan: &Plan) -> Problem {
    Problem::Misread(Misreading::NotInPlan {
        owner: owner.to_owned(),
        plan: plan.title.clone(),
        first: plan.period.first.to_string(),
        last: plan.period.last.to_string(),
    })
}
