//! Targets put together: whom they judge, period by period, and how they stand as a whole (MODEL.md §4–§5).

use rayon::prelude::*;

use super::aggregate::{conflicts, figure};
use super::entries::Entries;
use super::judge::{Goal, PeriodState, judge};
use super::periods::{elapsed, periods};
use super::{Finding, JudgedScope, PeriodReading, TargetReading};
use crate::model::{
    Archive, Day, Figure, Indicator, Plan, PlanIx, PlanOwner, SchoolIx, Scope, Status, Target,
};

/// Every target of every plan that is no draft: by plan, then as in the plan, then by scope.
pub(super) fn read(
    archive: &Archive,
    entries: &Entries<'_>,
    as_of: Day,
) -> (Vec<TargetReading>, Vec<Finding>) {
    let plans = archive.plans.iter().enumerate().filter(|(_, plan)| !plan.draft);
    let targets: Vec<(PlanIx, usize)> = plans
        .flat_map(|(at, plan)| (0..plan.targets.len()).map(move |target| (PlanIx(at), target)))
        .collect();
    let read: Vec<(Vec<TargetReading>, Vec<Finding>)> = targets
        .into_par_iter()
        .map(|(plan, target)| TargetEvaluator::new(archive, entries, plan, target, as_of).read())
        .collect();
    let (readings, findings): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    (readings.into_iter().flatten().collect(), findings.into_iter().flatten().collect())
}

/// A target with its periods as they stand on the day: the same for every scope.
struct TargetEvaluator<'a> {
    archive: &'a Archive,
    entries: &'a Entries<'a>,
    plan: PlanIx,
    place: usize,
    target: &'a Target,
    indicator: &'a Indicator,
    goal: Goal,
    stretches: Vec<PeriodState>,
}

impl<'a> TargetEvaluator<'a> {
    fn new(
        archive: &'a Archive,
        entries: &'a Entries<'a>,
        at: PlanIx,
        place: usize,
        as_of: Day,
    ) -> TargetEvaluator<'a> {
        let plan = archive.plan(at);
        let target = &plan.targets[place];
        let indicator = archive.indicator(target.indicator);
        let (site, calendar) = (&archive.site, &archive.calendar);
        let stretches = periods(calendar, plan.period, target.every, site.min_period_days)
            .into_iter()
            .map(|it| PeriodState::new(it, elapsed(calendar, it, as_of), as_of))
            .collect();
        let goal = Goal {
            aggregate: indicator.aggregate,
            direction: indicator.direction,
            value: target.value.map(Figure::exact),
            baseline: target.baseline.map(Figure::exact),
            pace: target.pace,
            waived: target.waived.is_some(),
            allowance: site.pace_allowance.exact(),
        };
        TargetEvaluator { archive, entries, plan: at, place, target, indicator, goal, stretches }
    }

    fn read(&self) -> (Vec<TargetReading>, Vec<Finding>) {
        if self.stretches.is_empty() {
            return (Vec::new(), vec![Finding::NoPeriod { plan: self.plan, target: self.place }]);
        }
        let scopes = judged(self.archive, self.archive.plan(self.plan), &self.target.scope);
        let read: Vec<(TargetReading, Vec<Finding>)> =
            scopes.into_par_iter().map(|(scope, schools)| self.reading(scope, &schools)).collect();
        let (readings, findings): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        (readings, findings.into_iter().flatten().collect())
    }

    fn reading(&self, scope: JudgedScope, schools: &[SchoolIx]) -> (TargetReading, Vec<Finding>) {
        let mut findings = Vec::new();
        let periods: Vec<PeriodReading> =
            self.stretches.iter().map(|it| self.period(it, schools, &mut findings)).collect();
        let passed = || self.stretches.iter().zip(&periods);
        let statuses: Vec<Status> = periods.iter().map(|it| it.status).collect();
        let met = |it: &Status| *it == Status::Met;
        let reading = TargetReading {
            plan: self.plan,
            target: self.place,
            scope,
            status: standing(&self.stretches, &statuses),
            periods_met: statuses.iter().filter(|it| met(it)).count(),
            periods_due: passed().filter(|(at, it)| at.closed || met(&it.status)).count(),
            periods,
        };
        (reading, findings)
    }

    fn period(
        &self,
        stretch: &PeriodState,
        schools: &[SchoolIx],
        findings: &mut Vec<Finding>,
    ) -> PeriodReading {
        let selected = self.entries.select(self.plan, self.indicator, schools, stretch.period);
        findings.extend(conflicts(self.indicator, &selected.carried));
        findings.extend(selected.pairless.into_iter().map(|(at, pairs)| Finding::NotCounted {
            record: at.record,
            row: at.row,
            pairs,
            plan: self.plan,
        }));
        let actual = figure(self.indicator, &selected.carried);
        let judgement = judge(&self.goal, stretch, actual.as_ref());
        let mut entries: Vec<_> = selected.carried.iter().map(|it| it.at).collect();
        entries.sort_unstable();
        entries.dedup();
        entries.shrink_to_fit();
        let (status, expected) = (judgement.status, judgement.expected);
        PeriodReading { period: stretch.period, actual, expected, status, entries }
    }
}

/// Whom a scope judges, by school id, each with the schools whose entries make its figure.
fn judged(archive: &Archive, plan: &Plan, scope: &Scope) -> Vec<(JudgedScope, Vec<SchoolIx>)> {
    let pair = match plan.owner {
        PlanOwner::Pair(pair) => Some(archive.pair(pair)),
        PlanOwner::Archive | PlanOwner::School(_) => None,
    };
    let mut schools = match scope {
        Scope::Joint | Scope::Each => archive.schools_of(plan),
        Scope::Helper => pair.map(|it| it.helper).into_iter().collect(),
        Scope::Helped => pair.map(|it| it.helped.clone()).unwrap_or_default(),
        Scope::Schools(schools) => schools.clone(),
    };
    schools.sort_unstable();
    schools.dedup();
    match scope {
        Scope::Joint => vec![(JudgedScope::Joint, schools)],
        Scope::Each | Scope::Helper | Scope::Helped | Scope::Schools(_) => {
            schools.into_iter().map(|it| (JudgedScope::School(it), vec![it])).collect()
        }
    }
}

/// The target's own status (MODEL.md §5): that of its only period, or what its periods come to together.
pub(super) fn standing(stretches: &[PeriodState], statuses: &[Status]) -> Status {
    if let [only] = statuses {
        return *only;
    }
    let any = |wanted: Status| statuses.contains(&wanted);
    let all = |wanted: Status| statuses.iter().all(|it| *it == wanted);
    let over = stretches.last().is_some_and(|it| it.closed);
    let both = || stretches.iter().zip(statuses);
    // A target is waived, or left without a value, for all its periods.
    if any(Status::Waived) {
        Status::Waived
    } else if any(Status::Unquantified) {
        Status::Unquantified
    } else if all(Status::NotDue) {
        Status::NotDue
    } else if any(Status::Missed) || any(Status::Breached) {
        if over { Status::Missed } else { Status::Breached }
    } else if both().any(|(at, it)| at.closed && *it == Status::NoData) {
        Status::NoData
    } else if over {
        Status::Met
    } else {
        let now = both().find(|(at, _)| at.begun && !at.closed);
        match now {
            // It is not over, so either this is the last period or later ones remain.
            Some((at, Status::Met)) if stretches.last() != Some(at) => Status::OnTrack,
            Some((_, status)) => *status,
            None => Status::OnTrack,
        }
    }
}
