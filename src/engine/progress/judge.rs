//! Gives a figure its status on a day, by the rules 1–5 of docs/content-model.md §5.

use crate::model::{Aggregate, Day, Direction, Exact, Pace, Period, Status};

/// What a target asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Goal {
    /// How entries become the figure: this decides which rule applies.
    pub(super) aggregate: Aggregate,
    /// Which way it is judged.
    pub(super) direction: Direction,
    /// t; `None` if the plan names no figure.
    pub(super) value: Option<Exact>,
    /// b, the figure at the beginning.
    pub(super) baseline: Option<Exact>,
    /// How the figure is expected to grow.
    pub(super) pace: Pace,
    /// Whether it was waived for all its periods.
    pub(super) waived: bool,
    /// τ, the tolerance of being behind: a share of what is due.
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
    /// Whether it starts on or after the day from which the target is waived.
    pub(super) waived: bool,
}

impl PeriodState {
    /// The state of a period on a day on which the share `elapsed` of it has passed.
    pub(super) fn new(period: Period, elapsed: Exact, as_of: Day) -> PeriodState {
        let (begun, closed) = (period.first <= as_of, period.last <= as_of);
        PeriodState { period, elapsed, begun, closed, waived: false }
    }
}

/// The outcome for one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Judgement {
    /// How it stands.
    pub(super) status: Status,
    /// What the figure was compared with.
    pub(super) expected: Option<Exact>,
}

/// Judges the figure of one period; without a value, `actual` is `None`. Rule 1 of docs/content-model.md §5 comes
/// first.
pub(super) fn judge(goal: &Goal, state: &PeriodState, actual: Option<&Exact>) -> Judgement {
    if goal.waived || state.waived {
        return Judgement { status: Status::Waived, expected: None };
    }
    let Some(value) = &goal.value else {
        return Judgement { status: Status::Unquantified, expected: None };
    };
    if !state.begun {
        return Judgement { status: Status::NotDue, expected: None };
    }
    let expected = expected(goal, value, state);
    let status = match actual {
        Some(actual) => status(goal, value, state, actual, expected.as_ref()),
        None => Status::NoData,
    };
    Judgement { status, expected }
}

/// What the figure is compared with. For a growing figure t·E in whole units, and t once the period is closed; for a
/// level with a baseline b + (t − b)·E.
fn expected(goal: &Goal, value: &Exact, state: &PeriodState) -> Option<Exact> {
    match rule(goal) {
        Rule::Growing if goal.pace == Pace::Deadline => None,
        Rule::Growing if state.closed => Some(value.clone()),
        Rule::Growing => {
            let due = value * &state.elapsed;
            Some(match goal.direction {
                Direction::AtLeast => due.floor(),
                Direction::AtMost => due.ceil(),
            })
        }
        Rule::Level => {
            let base = goal.baseline.as_ref()?;
            Some(base + &(&(value - base) * &state.elapsed))
        }
        Rule::OneGood | Rule::OneBad => None,
    }
}

fn status(
    goal: &Goal,
    value: &Exact,
    state: &PeriodState,
    actual: &Exact,
    expected: Option<&Exact>,
) -> Status {
    match (rule(goal), goal.direction) {
        (Rule::Growing, Direction::AtLeast) => judge_growing(goal, value, state, actual, expected),
        (Rule::Growing, Direction::AtMost) => judge_ceiling(value, state, actual, expected),
        (Rule::Level, _) => judge_level(goal, value, state, actual, expected),
        (Rule::OneGood, _) => match satisfied(goal, actual, value) {
            true => Status::Met,
            false if state.closed => Status::Missed,
            false => Status::Behind,
        },
        (Rule::OneBad, _) => match (satisfied(goal, actual, value), state.closed) {
            (true, true) => Status::Met,
            (true, false) => Status::OnTrack,
            (false, true) => Status::Missed,
            (false, false) => Status::Breached,
        },
    }
}

/// Rule 2, `at_least`: met as soon as it is reached, because what is done stays done.
fn judge_growing(
    goal: &Goal,
    value: &Exact,
    state: &PeriodState,
    actual: &Exact,
    expected: Option<&Exact>,
) -> Status {
    if actual >= value {
        return Status::Met;
    }
    if state.closed {
        return Status::Missed;
    }
    let Some(due) = expected else { return Status::OnTrack };
    let allowed = due * &(&Exact::whole(1) - &goal.allowance);
    if actual >= due {
        Status::OnTrack
    } else if *actual >= allowed {
        Status::AtRisk
    } else {
        Status::Behind
    }
}

/// Rule 2, `at_most`: a ceiling for a growing figure.
fn judge_ceiling(
    value: &Exact,
    state: &PeriodState,
    actual: &Exact,
    expected: Option<&Exact>,
) -> Status {
    match (actual > value, state.closed) {
        (true, true) => Status::Missed,
        (true, false) => Status::Breached,
        (false, true) => Status::Met,
        (false, false) if expected.is_some_and(|due| actual > due) => Status::AtRisk,
        (false, false) => Status::OnTrack,
    }
}

/// Rule 3: a level can rise and fall, so only the last day decides.
fn judge_level(
    goal: &Goal,
    value: &Exact,
    state: &PeriodState,
    actual: &Exact,
    expected: Option<&Exact>,
) -> Status {
    match (satisfied(goal, actual, value), state.closed) {
        (true, true) => return Status::Met,
        (false, true) => return Status::Missed,
        (true, false) => return Status::OnTrack,
        (false, false) => {}
    }
    let (Some(due), Some(base)) = (expected, &goal.baseline) else { return Status::Behind };
    let allowed = &goal.allowance * &(value - base).abs();
    if satisfied(goal, actual, due) {
        Status::OnTrack
    } else if (actual - due).abs() <= allowed {
        Status::AtRisk
    } else {
        Status::Behind
    }
}

/// Whether the figure is at least as good as a mark, in the direction of the goal.
fn satisfied(goal: &Goal, actual: &Exact, mark: &Exact) -> bool {
    match goal.direction {
        Direction::AtLeast => actual >= mark,
        Direction::AtMost => actual <= mark,
    }
}

/// The rules of docs/content-model.md §5.
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
