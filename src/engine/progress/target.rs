//! Evaluates targets: whom they judge, each of their periods, and their status as a whole
//! (docs/content-model.md §4–§5).

use rayon::prelude::*;

use super::aggregate::{conflicts, figure};
use super::entries::Entries;
use super::judge::{Goal, Judgement, PeriodState, judge};
use super::periods::{elapsed, periods};
use super::{EntryRef, Finding, JudgedScope, PeriodReading, TargetReading};
use crate::model::{
    Archive, Day, Figure, Indicator, Plan, PlanIx, PlanOwner, SchoolIx, Scope, Status, Target,
};

/// Evaluates every target of every plan that is no draft: by plan, then as in the plan, then by scope.
pub(super) fn read(
    archive: &Archive,
    entries: &Entries<'_>,
    as_of: Day,
) -> (Vec<TargetReading>, Vec<Finding>) {
    let mut targets = Vec::new();
    for (index, plan) in archive.plans.iter().enumerate() {
        if !plan.draft {
            targets.extend((0..plan.targets.len()).map(|target| (PlanIx(index), target)));
        }
    }
    let evaluated: Vec<_> = targets
        .into_par_iter()
        .map(|(plan, target)| {
            TargetEvaluator::new(archive, entries, plan, target, as_of).evaluate()
        })
        .collect();
    let mut readings = Vec::new();
    let mut findings = Vec::new();
    for (of_target, wrong) in evaluated {
        readings.extend(of_target);
        findings.extend(wrong);
    }
    (readings, findings)
}

/// A target and the state of its periods on the day, which are the same for every scope.
struct TargetEvaluator<'a> {
    archive: &'a Archive,
    entries: &'a Entries<'a>,
    plan: PlanIx,
    target_index: usize,
    target: &'a Target,
    indicator: &'a Indicator,
    goal: Goal,
    states: Vec<PeriodState>,
}

impl<'a> TargetEvaluator<'a> {
    fn new(
        archive: &'a Archive,
        entries: &'a Entries<'a>,
        plan_ix: PlanIx,
        target_index: usize,
        as_of: Day,
    ) -> TargetEvaluator<'a> {
        let plan = archive.plan(plan_ix);
        let target = &plan.targets[target_index];
        let indicator = archive.indicator(target.indicator);
        let (site, calendar) = (&archive.site, &archive.calendar);
        let mut states = Vec::new();
        for period in periods(calendar, plan.period, target.every, site.min_period_days) {
            states.push(PeriodState::new(period, elapsed(calendar, period, as_of), as_of));
        }
        let goal = Goal {
            aggregate: indicator.aggregate,
            direction: indicator.direction,
            value: target.value.map(Figure::exact),
            baseline: target.baseline.map(Figure::exact),
            pace: target.pace,
            waived: target.waived.is_some(),
            allowance: site.pace_allowance.exact(),
        };
        TargetEvaluator {
            archive,
            entries,
            plan: plan_ix,
            target_index,
            target,
            indicator,
            goal,
            states,
        }
    }

    fn evaluate(&self) -> (Vec<TargetReading>, Vec<Finding>) {
        if self.states.is_empty() {
            let finding = Finding::NoPeriod { plan: self.plan, target: self.target_index };
            return (Vec::new(), vec![finding]);
        }
        let scopes = judged_scopes(self.archive, self.archive.plan(self.plan), &self.target.scope);
        let evaluated: Vec<_> = scopes
            .into_par_iter()
            .map(|(scope, schools)| self.evaluate_scope(scope, &schools))
            .collect();
        let mut readings = Vec::with_capacity(evaluated.len());
        let mut findings = Vec::new();
        for (reading, wrong) in evaluated {
            readings.push(reading);
            findings.extend(wrong);
        }
        (readings, findings)
    }

    fn evaluate_scope(
        &self,
        scope: JudgedScope,
        schools: &[SchoolIx],
    ) -> (TargetReading, Vec<Finding>) {
        let mut findings = Vec::new();
        let mut periods = Vec::with_capacity(self.states.len());
        let mut statuses = Vec::with_capacity(self.states.len());
        let (mut periods_met, mut periods_due) = (0, 0);
        for state in &self.states {
            let period = self.evaluate_period(state, schools, &mut findings);
            let is_met = period.status == Status::Met;
            periods_met += usize::from(is_met);
            periods_due += usize::from(is_met || state.closed);
            statuses.push(period.status);
            periods.push(period);
        }
        let reading = TargetReading {
            plan: self.plan,
            target: self.target_index,
            scope,
            status: overall_status(&self.states, &statuses),
            periods_met,
            periods_due,
            periods,
        };
        (reading, findings)
    }

    fn evaluate_period(
        &self,
        state: &PeriodState,
        schools: &[SchoolIx],
        findings: &mut Vec<Finding>,
    ) -> PeriodReading {
        let selected = self.entries.select(self.plan, self.indicator, schools, state.period);
        findings.extend(conflicts(self.indicator, &selected.contributions));
        for (entry, pairs) in selected.of_several_pairs {
            let EntryRef { record, row, .. } = entry;
            findings.push(Finding::NotCounted { record, row, pairs, plan: self.plan });
        }
        let actual = figure(self.indicator, &selected.contributions);
        let Judgement { status, expected } = judge(&self.goal, state, actual.as_ref());
        let mut entries = Vec::with_capacity(selected.contributions.len());
        for contribution in &selected.contributions {
            entries.push(contribution.at);
        }
        entries.sort_unstable();
        entries.dedup();
        entries.shrink_to_fit();
        PeriodReading { period: state.period, actual, expected, status, entries }
    }
}

/// Whom a scope judges, by school id, each with the schools whose entries make its figure.
fn judged_scopes(
    archive: &Archive,
    plan: &Plan,
    scope: &Scope,
) -> Vec<(JudgedScope, Vec<SchoolIx>)> {
    let pair = match plan.owner {
        PlanOwner::Pair(pair) => Some(archive.pair(pair)),
        PlanOwner::Archive | PlanOwner::School(_) => None,
    };
    let mut schools = match (scope, pair) {
        (Scope::Joint | Scope::Each, _) => archive.schools_of(plan),
        (Scope::Helper, Some(pair)) => vec![pair.helper],
        (Scope::Helped, Some(pair)) => pair.helped.clone(),
        (Scope::Helper | Scope::Helped, None) => Vec::new(),
        (Scope::Schools(schools), _) => schools.clone(),
    };
    schools.sort_unstable();
    schools.dedup();
    match scope {
        Scope::Joint => vec![(JudgedScope::Joint, schools)],
        Scope::Each | Scope::Helper | Scope::Helped | Scope::Schools(_) => {
            schools.into_iter().map(|school| (JudgedScope::School(school), vec![school])).collect()
        }
    }
}

/// The status of a target as a whole (docs/content-model.md §5): that of its only period, or what its periods amount to
/// together.
pub(super) fn overall_status(states: &[PeriodState], statuses: &[Status]) -> Status {
    if let [only] = statuses {
        return *only;
    }
    // A target is waived, or left without a value, for all its periods.
    if statuses.contains(&Status::Waived) {
        return Status::Waived;
    }
    if statuses.contains(&Status::Unquantified) {
        return Status::Unquantified;
    }
    if statuses.iter().all(|status| *status == Status::NotDue) {
        return Status::NotDue;
    }
    let is_over = states.last().is_some_and(|state| state.closed);
    if statuses.contains(&Status::Missed) || statuses.contains(&Status::Breached) {
        return if is_over { Status::Missed } else { Status::Breached };
    }
    for (state, status) in states.iter().zip(statuses) {
        if state.closed && *status == Status::NoData {
            return Status::NoData;
        }
    }
    if is_over {
        return Status::Met;
    }
    let current = states.iter().zip(statuses).find(|(state, _)| state.begun && !state.closed);
    match current {
        // The target is not over, so a period that is met may be followed by others that are not.
        Some((state, Status::Met)) if states.last() != Some(state) => Status::OnTrack,
        Some((_, status)) => *status,
        None => Status::OnTrack,
    }
}
