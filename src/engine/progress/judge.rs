//! How a figure stands on a day (MODEL.md §5): the rules 1–5, as one plain function.

use crate::model::{Aggregate, Day, Direction, Exact, Pace, Period, Status};

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Goal {
    /// How the figure comes about: it decides which rule holds.
    pub(super) aggregate: Aggregate,
    /// Which way it is judged.
    pub(super) direction: Direction,
    /// t; none where the plan names no figure.
    pub(super) value: Option<Exact>,
    /// b.
    pub(super) baseline: Option<Exact>,
    /// How it is to grow.
    pub(super) pace: Pace,
    /// Whether it was waived.
    pub(super) waived: bool,
    /// τ.
    pub(super) allowance: Exact,
}

/// A period as it stands on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PeriodState {
    /// Its days.
    pub(super) period: Period,
    /// E, from 0 to 1.
    pub(super) elapsed: Exact,
    /// Whether its first day has come.
    pub(super) begun: bool,
    /// Whether its last day has come.
    pub(super) closed: bool,
}

impl PeriodState {
    /// The period on that day, of which the share `elapsed` has passed.
    pub(super) fn new(period: Period, elapsed: Exact, as_of: Day) -> PeriodState {
        PeriodState { period, elapsed, begun: period.first <= as_of, closed: period.last <= as_of }
    }
}

/// The outcome for one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Judgement {
    /// How it stands.
    pub(super) status: Status,
    /// What was to be expected by now.
    pub(super) expected: Option<Exact>,
}

/// Judges what one period has come to; `actual` is none where there is no value (MODEL.md §5, rule 1 first).
pub(super) fn judge(goal: &Goal, stretch: &PeriodState, actual: Option<&Exact>) -> Judgement {
    let unjudged = |status| Judgement { status, expected: None };
    if goal.waived {
        return unjudged(Status::Waived);
    }
    let Some(value) = &goal.value else { return unjudged(Status::Unquantified) };
    if !stretch.begun {
        return unjudged(Status::NotDue);
    }
    let expected = expected(goal, value, stretch);
    let status = match actual {
        Some(actual) => status(goal, value, stretch, actual, expected.as_ref()),
        None => Status::NoData,
    };
    Judgement { status, expected }
}

/// t·E of a growing figure; b + (t − b)·E of a level with a baseline.
fn expected(goal: &Goal, value: &Exact, stretch: &PeriodState) -> Option<Exact> {
    match rule(goal) {
        Rule::Growing => (goal.pace == Pace::Linear).then(|| value * &stretch.elapsed),
        Rule::Level => {
            goal.baseline.as_ref().map(|base| base + &(&(value - base) * &stretch.elapsed))
        }
        Rule::OneGood | Rule::OneBad => None,
    }
}

fn status(
    goal: &Goal,
    value: &Exact,
    stretch: &PeriodState,
    actual: &Exact,
    expected: Option<&Exact>,
) -> Status {
    match (rule(goal), goal.direction) {
        (Rule::Growing, Direction::AtLeast) => enough(goal, value, stretch, actual, expected),
        (Rule::Growing, Direction::AtMost) => not_too_much(value, stretch, actual, expected),
        (Rule::Level, _) => level(goal, value, stretch, actual, expected),
        (Rule::OneGood, _) => match satisfied(goal, actual, value) {
            true => Status::Met,
            false if stretch.closed => Status::Missed,
            false => Status::Behind,
        },
        (Rule::OneBad, _) => match (satisfied(goal, actual, value), stretch.closed) {
            (true, true) => Status::Met,
            (true, false) => Status::OnTrack,
            (false, true) => Status::Missed,
            (false, false) => Status::Breached,
        },
    }
}

/// Rule 2, `at_least`: met at once, for what was done stays done.
fn enough(
    goal: &Goal,
    value: &Exact,
    stretch: &PeriodState,
    actual: &Exact,
    expected: Option<&Exact>,
) -> Status {
    if actual >= value {
        return Status::Met;
    }
    if stretch.closed {
        return Status::Missed;
    }
    let Some(due) = expected.map(Exact::floor) else { return Status::OnTrack };
    let allowed = &due * &(&Exact::whole(1) - &goal.allowance);
    if *actual >= due {
        Status::OnTrack
    } else if *actual >= allowed {
        Status::AtRisk
    } else {
        Status::Behind
    }
}

/// Rule 2, `at_most`: a ceiling on what may be used up.
fn not_too_much(
    value: &Exact,
    stretch: &PeriodState,
    actual: &Exact,
    expected: Option<&Exact>,
) -> Status {
    match (actual > value, stretch.closed) {
        (true, true) => Status::Missed,
        (true, false) => Status::Breached,
        (false, true) => Status::Met,
        (false, false) if expected.is_some_and(|due| *actual > due.ceil()) => Status::AtRisk,
        (false, false) => Status::OnTrack,
    }
}

/// Rule 3: a level that can go up and down, so that only the last day decides.
fn level(
    goal: &Goal,
    value: &Exact,
    stretch: &PeriodState,
    actual: &Exact,
    expected: Option<&Exact>,
) -> Status {
    match (satisfied(goal, actual, value), stretch.closed) {
        (true, true) => return Status::Met,
        (false, true) => return Status::Missed,
        (true, false) => return Status::OnTrack,
        (false, false) => {}
    }
    let (Some(way), Some(base)) = (expected, &goal.baseline) else { return Status::Behind };
    let allowed = &goal.allowance * &(value - base).abs();
    if satisfied(goal, actual, way) {
        Status::OnTrack
    } else if (actual - way).abs() <= allowed {
        Status::AtRisk
    } else {
        Status::Behind
    }
}

/// Whether the figure is at least as good as a mark.
fn satisfied(goal: &Goal, actual: &Exact, mark: &Exact) -> bool {
    match goal.direction {
        Direction::AtLeast => actual >= mark,
        Direction::AtMost => actual <= mark,
    }
}

/// The rules of MODEL.md §5.
enum Rule {
    /// 2: sum, count, distinct.
    Growing,
    /// 3: mean, last, ratio, last_ratio.
    Level,
    /// 4: one good value is enough.
    OneGood,
    /// 5: one bad value is final.
    OneBad,
}

fn rule(goal: &Goal) -> Rule {
    match (goal.aggregate, goal.direction) {
        (Aggregate::Sum | Aggregate::Count | Aggregate::Distinct, _) => Rule::Growing,
        (Aggregate::Mean | Aggregate::Last | Aggregate::Ratio | Aggregate::LastRatio, _) => {
            Rule::Level
        }
        (Aggregate::Max, Direction::AtLeast) | (Aggregate::Min, Direction::AtMost) => Rule::OneGood,
        (Aggregate::Min, Direction::AtLeast) | (Aggregate::Max, Direction::AtMost) => Rule::OneBad,
    }
}
