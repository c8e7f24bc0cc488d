//! Evaluates targets: whom they judge, each of their periods, and their status as a whole
//! (docs/content-model.md §4–§5).

use std::borrow::Cow;
use std::collections::BTreeSet;

use rayon::prelude::*;

use super::aggregate::{conflicts, figure};
use super::entries::{Entries, Selection};
use super::judge::{Goal, Judgement, PeriodState, judge};
use super::periods::{elapsed, periods};
use super::{EntryRef, Finding, JudgedScope, PeriodReading, TargetReading};
use crate::model::{
    Archive, Day, Figure, Indicator, Level, Period, Plan, PlanIx, PlanOwner, SchoolIx, Scope,
    Status, Target,
};

/// Evaluates every target of every plan that is no draft: by plan, then as in the plan, then by scope.
pub(super) fn read(
    archive: &Archive,
    entries: &Entries<'_>,
    as_of: Day,
) -> (Vec<TargetReading>, Vec<Finding>) {
    read_plans(archive, entries, &(0..archive.plans.len()).map(PlanIx).collect(), as_of)
}

/// Evaluates every target of some plans, as [`read`] does. The entries may reach beyond the day.
pub(super) fn read_plans(
    archive: &Archive,
    entries: &Entries<'_>,
    plans: &BTreeSet<PlanIx>,
    as_of: Day,
) -> (Vec<TargetReading>, Vec<Finding>) {
    let mut targets = Vec::new();
    for plan in plans {
        let plan_data = archive.plan(*plan);
        if !plan_data.draft {
            targets.extend((0..plan_data.targets.len()).map(|target| (*plan, target)));
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

/// A target and the day on which it is judged.
struct TargetEvaluator<'a> {
    archive: &'a Archive,
    entries: &'a Entries<'a>,
    plan: PlanIx,
    target_index: usize,
    target: &'a Target,
    indicator: &'a Indicator,
    goal: Goal,
    as_of: Day,
}

/// Whom a scope judges, the schools whose entries make its figure, and the days over which they are judged.
struct ScopeRange {
    scope: JudgedScope,
    schools: Vec<SchoolIx>,
    range: Period,
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
        let goal = Goal {
            aggregate: indicator.aggregate,
            direction: indicator.direction,
            value: target.value.map(Figure::exact),
            baseline: target.baseline.map(Figure::exact),
            pace: target.pace,
            waived: target.waived.as_ref().is_some_and(|waiver| waiver.from.is_none()),
            allowance: archive.site.pace_allowance.exact(),
        };
        TargetEvaluator {
            archive,
            entries,
            plan: plan_ix,
            target_index,
            target,
            indicator,
            goal,
            as_of,
        }
    }

    fn evaluate(&self) -> (Vec<TargetReading>, Vec<Finding>) {
        let plan = self.archive.plan(self.plan);
        let plan_states = self.states(plan.period);
        if plan_states.is_empty() {
            let finding = Finding::NoPeriod { plan: self.plan, target: self.target_index };
            return (Vec::new(), vec![finding]);
        }
        let evaluated: Vec<_> = scope_ranges(self.archive, plan, self.target)
            .into_par_iter()
            .filter_map(|scope| {
                // Most ranges are the whole plan.
                let states = match scope.range == plan.period {
                    true => Cow::Borrowed(&plan_states),
                    false => Cow::Owned(self.states(scope.range)),
                };
                // A pair or school that did not exist long enough is not judged.
                (!states.is_empty()).then(|| self.evaluate_scope(&scope, &states))
            })
            .collect();
        let mut readings = Vec::with_capacity(evaluated.len());
        let mut findings = Vec::new();
        for (reading, wrong) in evaluated {
            readings.push(reading);
            findings.extend(wrong);
        }
        (readings, findings)
    }

    /// The periods of a range as they stand on the day. Waived ones are left out, unless all are waived.
    fn states(&self, range: Period) -> Vec<PeriodState> {
        let calendar = &self.archive.calendar;
        let waived_from = self.target.waived.as_ref().and_then(|waiver| waiver.from);
        let mut states = Vec::new();
        for period in periods(calendar, range, self.target.every, self.archive.site.min_period_days)
        {
            let share = elapsed(calendar, period, self.as_of);
            let mut state = PeriodState::new(period, share, self.as_of);
            state.waived = waived_from.is_some_and(|from| from <= period.first);
            states.push(state);
        }
        if states.iter().any(|state| !state.waived) {
            states.retain(|state| !state.waived);
        }
        states
    }

    fn evaluate_scope(
        &self,
        scope: &ScopeRange,
        states: &[PeriodState],
    ) -> (TargetReading, Vec<Finding>) {
        let mut findings = Vec::new();
        let mut periods = Vec::with_capacity(states.len());
        let mut judged = Vec::with_capacity(states.len());
        let (mut periods_met, mut periods_due) = (0, 0);
        for state in states {
            let period = self.evaluate_period(state, &scope.schools, &mut findings);
            let is_met = period.status == Status::Met;
            periods_met += usize::from(is_met);
            periods_due += usize::from(is_met || state.closed);
            judged.push((state, period.status));
            periods.push(period);
        }
        let status = overall_status(&judged);
        let reading = TargetReading {
            plan: self.plan,
            target: self.target_index,
            scope: scope.scope,
            range: scope.range,
            status,
            current: match self.target.every {
                Some(_) => current_status(&judged, status),
                None => status,
            },
            open: self.as_of < scope.range.last,
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
        let counted = Period::new(state.period.first, state.period.last.min(self.as_of));
        let selected = match counted {
            Some(days) => self.entries.select(self.plan, self.indicator, schools, days),
            None => Selection::default(),
        };
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

/// Whom a target judges, by school id, and over which days (docs/content-model.md §4, *Effective range*). Pairs and schools
/// that did not exist within the plan are left out.
fn scope_ranges(archive: &Archive, plan: &Plan, target: &Target) -> Vec<ScopeRange> {
    let pair = match plan.owner {
        PlanOwner::Pair(pair) => Some(archive.pair(pair)),
        PlanOwner::Archive | PlanOwner::School(_) => None,
    };
    let range = match pair {
        Some(pair) => pair.cut(plan.period),
        None => Some(plan.period),
    };
    let Some(range) = range else { return Vec::new() };
    let schools = judged_schools(archive, plan, target);
    if target.scope == Scope::Joint {
        return vec![ScopeRange { scope: JudgedScope::Joint, schools, range }];
    }
    let mut ranges = Vec::with_capacity(schools.len());
    for school in schools {
        if let Some(range) = archive.school(school).cut(range) {
            let (scope, schools) = (JudgedScope::School(school), vec![school]);
            ranges.push(ScopeRange { scope, schools, range });
        }
    }
    ranges
}

/// The schools whose entries a target counts, together or each apart, in order.
pub(super) fn judged_schools(archive: &Archive, plan: &Plan, target: &Target) -> Vec<SchoolIx> {
    let pair = match plan.owner {
        PlanOwner::Pair(pair) => Some(archive.pair(pair)),
        PlanOwner::Archive | PlanOwner::School(_) => None,
    };
    let mut schools = match (&target.scope, pair) {
        (Scope::Joint | Scope::Each, _) => archive.schools_of(plan),
        (Scope::Helper, Some(pair)) => pair.helpers.clone(),
        (Scope::Helped, Some(pair)) => pair.helped.clone(),
        (Scope::Helper | Scope::Helped, None) => Vec::new(),
        (Scope::Schools(schools), _) => schools.clone(),
    };
    schools.sort_unstable();
    schools.dedup();
    schools.retain(|school| is_judged(target, archive.school(*school).level));
    schools
}

/// Whether a target is about schools of a level. The bureau is no school, unless it is named.
fn is_judged(target: &Target, level: Level) -> bool {
    match target.levels.as_slice() {
        [] => target.scope != Scope::Each || level != Level::Bureau,
        levels => level.is_among(levels),
    }
}

/// The status of a target as a whole (docs/content-model.md §5): what its periods amount to together.
pub(super) fn overall_status(judged: &[(&PeriodState, Status)]) -> Status {
    let has = |wanted: Status| judged.iter().any(|(_, status)| *status == wanted);
    let Some((last, last_status)) = judged.last() else { return Status::Waived };
    // A target is waived, or left without a value, for all its periods.
    if has(Status::Waived) {
        return Status::Waived;
    }
    if has(Status::Unquantified) {
        return Status::Unquantified;
    }
    if judged.len() == 1 {
        return *last_status;
    }
    if judged.iter().all(|(_, status)| *status == Status::NotDue) {
        return Status::NotDue;
    }
    if has(Status::Missed) || has(Status::Breached) {
        return if last.closed { Status::Missed } else { Status::Breached };
    }
    if judged.iter().any(|(state, status)| state.closed && *status == Status::NoData) {
        return Status::NoData;
    }
    if last.closed {
        return Status::Met;
    }
    match judged.iter().find(|(state, _)| state.begun && !state.closed) {
        // The target is not over, so a period that is met may be followed by others that are not.
        Some((state, Status::Met)) if state != last => Status::OnTrack,
        Some((_, status)) => *status,
        None => Status::OnTrack,
    }
}

/// Where a target with several periods stands now: its status in the last period that has begun.
pub(super) fn current_status(judged: &[(&PeriodState, Status)], whole: Status) -> Status {
    if matches!(whole, Status::Waived | Status::Unquantified) {
        return whole;
    }
    match judged.iter().rfind(|(state, _)| state.begun) {
        Some((_, status)) => *status,
        None => Status::NotDue,
    }
}
