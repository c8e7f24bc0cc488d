//! One period's figure → its status and what was to be expected by now (MODEL.md §5, rules 1–5).

use crate::model::{Aggregate, Day, Direction, Exact, Pace, Period, Status};

/// What one period is judged by.
#[derive(Debug, Clone)]
pub(super) struct Goal<'a> {
    pub(super) aggregate: Aggregate,
    pub(super) direction: Direction,
    pub(super) waived: bool,
    pub(super) target: Option<&'a Exact>,
    pub(super) baseline: Option<&'a Exact>,
    pub(super) pace: Pace,
    /// τ, from 0 to 1.
    pub(super) allowance: &'a Exact,
    pub(super) period: Period,
    /// E, from 0 to 1.
    pub(super) elapsed: &'a Exact,
}

/// The status on a day, and the expected figure where the rules know one.
pub(super) fn judge(
    goal: &Goal<'_>,
    actual: Option<&Exact>,
    as_of: Day,
) -> (Status, Option<Exact>) {
    if goal.waived {
        return (Status::Waived, None);
    }
    let Some(target) = goal.target else { return (Status::Unquantified, None) };
    if as_of < goal.period.first {
        return (Status::NotDue, None);
    }
    let expected = expected(goal, target);
    let closed = goal.period.last <= as_of;
    let status = match actual {
        None => Status::NoData,
        Some(actual) => match (goal.aggregate, goal.direction) {
            (Aggregate::Sum | Aggregate::Count | Aggregate::Distinct, Direction::AtLeast) => {
                growing(goal, target, actual, closed)
            }
            (Aggregate::Sum | Aggregate::Count | Aggregate::Distinct, Direction::AtMost) => {
                rationed(goal, target, actual, closed)
            }
            (Aggregate::Mean | Aggregate::Last | Aggregate::Ratio | Aggregate::LastRatio, _) => {
                level(goal, target, actual, expected.as_ref(), closed)
            }
            (Aggregate::Max, Direction::AtLeast) | (Aggregate::Min, Direction::AtMost) => {
                match (satisfied(goal.direction, actual, target), closed) {
                    (true, _) => Status::Met,
                    (false, true) => Status::Missed,
                    (false, false) => Status::Behind,
                }
            }
            (Aggregate::Min, Direction::AtLeast) | (Aggregate::Max, Direction::AtMost) => {
                match (satisfied(goal.direction, actual, target), closed) {
                    (false, true) => Status::Missed,
                    (false, false) => Status::Breached,
                    (true, true) => Status::Met,
                    (true, false) => Status::OnTrack,
                }
            }
        },
    };
    (status, expected)
}

/// Whether the figure satisfies the target as it stands.
fn satisfied(direction: Direction, actual: &Exact, target: &Exact) -> bool {
    match direction {
        Direction::AtLeast => target <= actual,
        Direction::AtMost => actual <= target,
    }
}

/// t·E for what grows; b + (t−b)·E for a level with a baseline.
fn expected(goal: &Goal<'_>, target: &Exact) -> Option<Exact> {
    match goal.aggregate {
        Aggregate::Sum | Aggregate::Count | Aggregate::Distinct => {
            (goal.pace == Pace::Linear).then(|| target * goal.elapsed)
        }
        Aggregate::Mean | Aggregate::Last | Aggregate::Ratio | Aggregate::LastRatio => {
            let baseline = goal.baseline?;
            Some(baseline + &(&(target - baseline) * goal.elapsed))
        }
        Aggregate::Min | Aggregate::Max => None,
    }
}

/// Rule 2, at_least: a total that can only grow.
fn growing(goal: &Goal<'_>, target: &Exact, actual: &Exact, closed: bool) -> Status {
    if target <= actual {
        return Status::Met;
    }
    if closed {
        return Status::Missed;
    }
    if goal.pace == Pace::Deadline {
        return Status::OnTrack;
    }
    let due = (target * goal.elapsed).floor();
    if due <= *actual {
        Status::OnTrack
    } else if &due * &(&Exact::whole(1) - goal.allowance) <= *actual {
        Status::AtRisk
    } else {
        Status::Behind
    }
}

/// Rule 2, at_most: a total that must last.
fn rationed(goal: &Goal<'_>, target: &Exact, actual: &Exact, closed: bool) -> Status {
    if target < actual {
        return if closed { Status::Missed } else { Status::Breached };
    }
    if closed {
        return Status::Met;
    }
    let over = goal.pace == Pace::Linear && (target * goal.elapsed).ceil() < *actual;
    if over { Status::AtRisk } else { Status::OnTrack }
}

/// Rule 3: a level that can rise and fall.
fn level(
    goal: &Goal<'_>,
    target: &Exact,
    actual: &Exact,
    expected: Option<&Exact>,
    closed: bool,
) -> Status {
    let satisfied = satisfied(goal.direction, actual, target);
    if closed {
        return if satisfied { Status::Met } else { Status::Missed };
    }
    if satisfied {
        return Status::OnTrack;
    }
    let (Some(expected), Some(baseline)) = (expected, goal.baseline) else { return Status::Behind };
    let short = match goal.direction {
        Direction::AtLeast => expected - actual,
        Direction::AtMost => actual - expected,
    };
    if short <= Exact::whole(0) {
        Status::OnTrack
    } else if short <= goal.allowance * &(target - baseline).abs() {
        Status::AtRisk
    } else {
        Status::Behind
    }
}
