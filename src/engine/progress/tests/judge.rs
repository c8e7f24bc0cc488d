//! docs/content-model.md §5, the rules 1–5, line by line.

use super::build::{day, period};
use crate::engine::progress::judge::{Goal, PeriodState, judge};
use crate::model::{Aggregate, Aggregate::*, Direction, Direction::*, Exact, Figure, Pace};

fn exact(text: &str) -> Exact {
    Figure::parse(text).unwrap().exact()
}

/// A target over the 100 days from 1 January to 9 April 2024.
struct GoalOver100Days {
    goal: Goal,
}

fn goal(aggregate: Aggregate, direction: Direction, value: &str) -> GoalOver100Days {
    let value = (value != "-").then(|| exact(value));
    let allowance = exact("0.1");
    let (baseline, pace, waived) = (None, Pace::Linear, false);
    GoalOver100Days {
        goal: Goal { aggregate, direction, value, baseline, pace, waived, allowance },
    }
}

impl GoalOver100Days {
    fn from(mut self, base: &str) -> GoalOver100Days {
        self.goal.baseline = Some(exact(base));
        self
    }

    fn deadline(mut self) -> GoalOver100Days {
        self.goal.pace = Pace::Deadline;
        self
    }

    fn waived(mut self) -> GoalOver100Days {
        self.goal.waived = true;
        self
    }

    fn allowing(mut self, allowance: &str) -> GoalOver100Days {
        self.goal.allowance = exact(allowance);
        self
    }

    /// After so many of the 100 days, with a figure or `-`: `status expected`.
    #[track_caller]
    fn check(&self, days: i64, actual: &str, expected: &str) {
        let whole = period("01-01..04-09");
        let mut as_of = day("2023-12-31");
        for _ in 0..days {
            as_of = as_of.next();
        }
        let state = PeriodState::new(whole, Exact::share(days, 100), as_of);
        let actual = (actual != "-").then(|| exact(actual));
        let judged = judge(&self.goal, &state, actual.as_ref());
        let due = judged.expected.map_or("-".to_owned(), |due| due.rounded(4));
        assert_eq!(format!("{} {due}", judged.status.code()), expected, "{days} days, {actual:?}");
    }
}

#[test]
fn rule_1_waived_unquantified_and_later_periods_are_not_judged() {
    for aggregate in Aggregate::ALL {
        for direction in [AtLeast, AtMost] {
            let ten = goal(aggregate, direction, "10").from("5");
            let without_value = goal(aggregate, direction, "-").from("5");
            ten.check(0, "10", "not_due -");
            without_value.check(50, "10", "unquantified -");
            without_value.check(0, "-", "unquantified -");
            ten.waived().check(50, "10", "waived -");
            without_value.waived().check(50, "-", "waived -");
        }
    }
}

#[test]
fn rule_1_a_period_without_a_value_has_no_data() {
    for aggregate in [Sum, Count, Distinct] {
        goal(aggregate, AtMost, "0").check(50, "-", "no_data 0");
        goal(aggregate, AtLeast, "10").check(50, "-", "no_data 5");
        goal(aggregate, AtLeast, "10").check(100, "-", "no_data 10");
        goal(aggregate, AtLeast, "10").deadline().check(50, "-", "no_data -");
    }
}

#[test]
fn rule_2_a_growing_figure_is_met_as_soon_as_it_is_reached() {
    for aggregate in [Sum, Count, Distinct] {
        let ten = goal(aggregate, AtLeast, "10");
        ten.check(1, "10", "met 0"); // at once: what is done stays done
        ten.check(100, "10", "met 10");
        ten.check(100, "9.99", "missed 10");
        ten.check(99, "9", "on_track 9"); // 9.9 makes 9 due
        ten.check(99, "8.1", "at_risk 9"); // exactly 9·0.9
        ten.check(99, "8.09", "behind 9");
        ten.check(9, "0", "on_track 0");
        ten.check(10, "0", "behind 1");
        ten.check(10, "0.9", "at_risk 1");
        let wide = goal(aggregate, AtLeast, "10").allowing("0.2");
        wide.check(50, "4", "at_risk 5");
        wide.check(50, "3.9", "behind 5");
        goal(aggregate, AtLeast, "10").allowing("0").check(50, "4.9", "behind 5");
        let deadline = goal(aggregate, AtLeast, "10").deadline();
        deadline.check(99, "0", "on_track -");
        deadline.check(99, "10", "met -");
        deadline.check(100, "9", "missed -");
        goal(aggregate, AtLeast, "0").check(1, "0", "met 0");
    }
}

#[test]
fn rule_2_a_ceiling_is_breached_as_soon_as_it_is_exceeded() {
    for aggregate in [Sum, Count, Distinct] {
        let ten = goal(aggregate, AtMost, "10");
        ten.check(50, "10.01", "breached 5");
        ten.check(100, "10.01", "missed 10");
        ten.check(100, "10", "met 10");
        ten.check(51, "6", "on_track 6"); // 5.1 allows 6
        ten.check(51, "6.01", "at_risk 6");
        ten.check(50, "5", "on_track 5");
        ten.check(50, "5.01", "at_risk 5");
        let deadline = goal(aggregate, AtMost, "10").deadline();
        deadline.check(1, "10", "on_track -");
        deadline.check(1, "11", "breached -");
        deadline.check(100, "10", "met -");
        goal(aggregate, AtMost, "0").check(50, "0", "on_track 0");
        goal(aggregate, AtMost, "0").check(50, "1", "breached 0");
    }
}

#[test]
fn rule_3_a_level_without_a_baseline_is_behind_until_it_is_reached() {
    for aggregate in [Mean, Last, Ratio, LastRatio] {
        let ninety = goal(aggregate, AtLeast, "90");
        ninety.check(50, "-", "no_data -");
        ninety.check(100, "-", "no_data -");
        ninety.check(100, "90", "met -");
        ninety.check(100, "89.999999999", "missed -");
        ninety.check(50, "90", "on_track -");
        ninety.check(50, "89", "behind -");
        goal(aggregate, AtMost, "2").check(50, "2", "on_track -");
        goal(aggregate, AtMost, "2").check(100, "2.1", "missed -");
        goal(aggregate, AtMost, "2").deadline().check(50, "2.1", "behind -");
    }
}

#[test]
fn rule_3_a_level_with_a_baseline_is_expected_to_move_evenly() {
    for aggregate in [Mean, Last, Ratio, LastRatio] {
        let up = goal(aggregate, AtLeast, "90").from("80"); // x = 85 after half the days
        up.check(50, "-", "no_data 85");
        up.check(50, "90", "on_track 85");
        up.check(50, "85", "on_track 85");
        up.check(50, "84", "at_risk 85"); // τ·|t−b| = 1
        up.check(50, "83.99", "behind 85");
        up.check(100, "89", "missed 90");
        up.check(100, "95", "met 90");
        let down = goal(aggregate, AtMost, "2").from("4"); // x = 3
        down.check(50, "3", "on_track 3");
        down.check(50, "3.2", "at_risk 3");
        down.check(50, "3.21", "behind 3");
        down.check(50, "1", "on_track 3");
        goal(aggregate, AtLeast, "90").from("80").deadline().check(50, "85", "on_track 85");
        // Held, not raised: the baseline is the target already.
        goal(aggregate, AtLeast, "90").from("90").check(50, "89", "behind 90");
    }
}

#[test]
fn rule_4_one_good_value_is_enough() {
    for (goal, good, bad) in
        [(goal(Max, AtLeast, "90"), "90", "89"), (goal(Min, AtMost, "5"), "5", "6")]
    {
        let goal = goal.from("1");
        goal.check(50, "-", "no_data -");
        goal.check(100, "-", "no_data -");
        goal.check(1, good, "met -");
        goal.check(100, good, "met -");
        goal.check(50, bad, "behind -");
        goal.check(100, bad, "missed -");
        goal.deadline().check(50, bad, "behind -");
    }
}

#[test]
fn rule_5_one_bad_value_is_final() {
    for (goal, good, bad) in
        [(goal(Min, AtLeast, "5"), "5", "4"), (goal(Max, AtMost, "45"), "45", "46")]
    {
        let goal = goal.from("1");
        goal.check(50, "-", "no_data -");
        goal.check(100, "-", "no_data -");
        goal.check(50, good, "on_track -");
        goal.check(100, good, "met -");
        goal.check(50, bad, "breached -");
        goal.check(100, bad, "missed -");
        goal.deadline().check(50, bad, "breached -");
    }
}
