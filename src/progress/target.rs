//! A plan's targets → their readings, period by period and as a whole (MODEL.md §5).

use super::entries::{Carried, Entries, Entry};
use super::judge::{Goal, judge};
use super::periods::{elapsed, periods};
use super::{EntryRef, Finding, JudgedScope, PeriodReading, TargetReading, aggregate};
use crate::model::{
    Aggregate, Archive, Day, Exact, Figure, Plan, PlanIx, PlanOwner, Reads, SchoolIx, Scope,
    Status, Target,
};

/// The readings of a plan's targets, as in the plan, then by scope.
pub(super) fn of_plan(
    archive: &Archive,
    entries: &Entries,
    plan: PlanIx,
    as_of: Day,
) -> (Vec<TargetReading>, Vec<Finding>) {
    let mut readings = Vec::new();
    let mut found = Vec::new();
    for (at, target) in archive.plan(plan).targets.iter().enumerate() {
        let reader = Reader { archive, entries, at: plan, plan: archive.plan(plan), target, as_of };
        let periods = reader.periods();
        if periods.is_empty() {
            found.push(Finding::NoPeriod { plan, target: at });
            continue;
        }
        for (scope, schools) in judged(archive, archive.plan(plan), &target.scope) {
            let periods: Vec<PeriodReading> = periods
                .iter()
                .map(|(period, elapsed)| reader.period(&schools, *period, elapsed, &mut found))
                .collect();
            let status = whole(target, &periods, as_of);
            let met = |it: &&PeriodReading| it.status == Status::Met;
            let due = |it: &&PeriodReading| it.period.last <= as_of || it.status == Status::Met;
            readings.push(TargetReading {
                plan,
                target: at,
                scope,
                status,
                periods_met: periods.iter().filter(met).count(),
                periods_due: periods.iter().filter(due).count(),
                periods,
            });
        }
    }
    (readings, found)
}

/// Whom a target judges, each with the schools whose entries make up the figure; by school id.
fn judged(archive: &Archive, plan: &Plan, scope: &Scope) -> Vec<(JudgedScope, Vec<SchoolIx>)> {
    let mut schools = match scope {
        Scope::Joint => return vec![(JudgedScope::Joint, archive.schools_of(plan))],
        Scope::Each => archive.schools_of(plan),
        Scope::Schools(schools) => schools.clone(),
        Scope::Helper | Scope::Helped => match plan.owner {
            PlanOwner::Pair(pair) if *scope == Scope::Helper => vec![archive.pair(pair).helper],
            PlanOwner::Pair(pair) => archive.pair(pair).helped.clone(),
            PlanOwner::Archive | PlanOwner::School(_) => Vec::new(),
        },
    };
    schools.sort();
    schools.dedup();
    schools.into_iter().map(|it| (JudgedScope::School(it), vec![it])).collect()
}

struct Reader<'a> {
    archive: &'a Archive,
    entries: &'a Entries,
    at: PlanIx,
    plan: &'a Plan,
    target: &'a Target,
    as_of: Day,
}

impl Reader<'_> {
    /// The target's periods, each with E.
    fn periods(&self) -> Vec<(crate::model::Period, Exact)> {
        let calendar = &self.archive.calendar;
        let all = periods(
            self.plan.period,
            self.target.every,
            calendar,
            self.archive.site.min_period_days,
        );
        all.into_iter().map(|it| (it, elapsed(it, calendar, self.as_of))).collect()
    }

    fn period(
        &self,
        schools: &[SchoolIx],
        period: crate::model::Period,
        elapsed: &Exact,
        found: &mut Vec<Finding>,
    ) -> PeriodReading {
        let indicator = self.archive.indicator(self.target.indicator);
        let plan = (self.at, self.plan.owner);
        let of = |it: &SchoolIx| {
            self.entries.counting(self.target.indicator, *it, plan, period).collect()
        };
        let by_school: Vec<Vec<&Entry>> = schools.iter().map(of).collect();
        if matches!(indicator.aggregate, Aggregate::Last | Aggregate::LastRatio) {
            self.conflicts(schools, &by_school, found);
        }
        let actual = aggregate::figure(indicator, &by_school);
        let exact = |it: Option<Figure>| it.map(Figure::exact);
        let (target, baseline) = (exact(self.target.value), exact(self.target.baseline));
        let goal = Goal {
            aggregate: indicator.aggregate,
            direction: indicator.direction,
            waived: self.target.waived.is_some(),
            target: target.as_ref(),
            baseline: baseline.as_ref(),
            pace: self.target.pace,
            allowance: &self.archive.site.pace_allowance.exact(),
            period,
            elapsed,
        };
        let (status, expected) = judge(&goal, actual.as_ref(), self.as_of);
        let mut entries: Vec<EntryRef> = by_school.iter().flatten().map(|it| it.at).collect();
        entries.sort();
        entries.dedup();
        PeriodReading { period, actual, expected, status, entries }
    }

    /// Two different values of one school on one date leave open which is the latest.
    fn conflicts(&self, schools: &[SchoolIx], by_school: &[Vec<&Entry>], found: &mut Vec<Finding>) {
        let measure = match self.archive.indicator(self.target.indicator).reads {
            Reads::Measure(measure) | Reads::Ratio { numerator: measure, .. } => measure,
            Reads::Records { .. } => return,
        };
        for (school, entries) in schools.iter().zip(by_school) {
            for two in entries.windows(2) {
                let [first, second] = two else { continue };
                if first.at.day == second.at.day
                    && first.carried != second.carried
                    && !matches!(first.carried, Carried::One)
                {
                    let (day, first, second) = (first.at.day, first.at, second.at);
                    found.push(Finding::Conflict { school: *school, day, measure, first, second });
                }
            }
        }
    }
}

/// The status of the target as a whole.
fn whole(target: &Target, periods: &[PeriodReading], as_of: Day) -> Status {
    if target.waived.is_some() {
        return Status::Waived;
    }
    if target.value.is_none() {
        return Status::Unquantified;
    }
    let (Some(only), Some(last)) = (periods.first(), periods.last()) else { return Status::NotDue };
    if target.every.is_none() {
        return only.status;
    }
    let over = last.period.last <= as_of;
    let any = |fits: &dyn Fn(&PeriodReading) -> bool| periods.iter().any(fits);
    if periods.iter().all(|it| it.status == Status::NotDue) {
        Status::NotDue
    } else if any(&|it| matches!(it.status, Status::Missed | Status::Breached)) {
        if over { Status::Missed } else { Status::Breached }
    } else if any(&|it| it.period.last <= as_of && it.status == Status::NoData) {
        Status::NoData
    } else if over {
        Status::Met
    } else {
        match periods.iter().find(|it| it.period.contains(as_of)) {
            Some(now) if now.status == Status::Met && now.period != last.period => Status::OnTrack,
            Some(now) => now.status,
            None => Status::OnTrack,
        }
    }
}
