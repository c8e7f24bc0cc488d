//! MODEL.md §5, the rules 1–5, line by line.

use super::build::{day, period};
use crate::engine::progress::judge::{Goal, PeriodState, judge};
use crate::model::{Aggregate, Aggregate::*, Direction, Direction::*, Exact, Figure, Pace};

fn exact(text: &str) -> Exact {
    Figure::parse(text).unwrap().exact()
}

/// A target over the 100 days from 1 January to 9 April 2024.
struct Asked {
    goal: Goal,
}

fn asked(aggregate: Aggregate, direction: Direction, value: &str) -> Asked {
    let value = (value != "-").then(|| exact(value));
    let allowance = exact("0.1");
    let (baseline, pace, waived) = (None, Pace::Linear, false);
    Asked { goal: Goal { aggregate, direction, value, baseline, pace, waived, allowance } }
}

impl Asked {
    fn from(mut self, base: &str) -> Asked {
        self.goal.baseline = Some(exact(base));
        self
    }

    fn deadline(mut self) -> Asked {
        self.goal.pace = Pace::Deadline;
        self
    }

    fn waived(mut self) -> Asked {
        self.goal.waived = true;
        self
    }

    fn allowing(mut self, allowance: &str) -> Asked {
        self.goal.allowance = exact(allowance);
        self
    }

    /// After so many of the 100 days, with a figure or `-`: `status expected`.
    #[track_caller]
    fn check(&self, days: i64, actual: &str, expected: &str) {
        let whole = period("01-01..04-09");
        let mut as_of = day("2023-12-31");
        (0..days).for_each(|_| as_of = as_of.next());
        let stretch = PeriodState::new(whole, Exact::share(days, 100), as_of);
        let actual = (actual != "-").then(|| exact(actual));
        let judged = judge(&self.goal, &stretch, actual.as_ref());
        let due = judged.expected.map_or("-".into(), |it| it.rounded(4));
        assert_eq!(format!("{} {due}", judged.status.code()), expected, "{days} days, {actual:?}");
    }
}

#[test]
fn rule_1_some_are_not_judged() {
    for aggregate in Aggregate::ALL {
        for direction in [AtLeast, AtMost] {
            let it = |value| asked(aggregate, direction, value).from("5");
            it("10").waived().check(50, "10", "waived -");
            it("-").waived().check(50, "-", "waived -");
            it("-").check(50, "10", "unquantified -");
            it("-").check(0, "-", "unquantified -");
            it("10").check(0, "10", "not_due -");
        }
    }
}

#[test]
fn rule_1_no_value_for_want_of_evidence() {
    for aggregate in [Sum, Count, Distinct] {
        asked(aggregate, AtMost, "0").check(50, "-", "no_data 0");
        asked(aggregate, AtLeast, "10").check(50, "-", "no_data 5");
        asked(aggregate, AtLeast, "10").check(100, "-", "no_data 10");
        asked(aggregate, AtLeast, "10").deadline().check(50, "-", "no_data -");
    }
}

#[test]
fn rule_2_at_least() {
    for aggregate in [Sum, Count, Distinct] {
        let ten = asked(aggregate, AtLeast, "10");
        ten.check(1, "10", "met 0.1"); // at once: what was done stays done
        ten.check(100, "10", "met 10");
        ten.check(100, "9.99", "missed 10");
        ten.check(99, "9", "on_track 9.9"); // 9.9 makes 9 due
        ten.check(99, "8.1", "at_risk 9.9"); // exactly 9·0.9
        ten.check(99, "8.09", "behind 9.9");
        ten.check(9, "0", "on_track 0.9");
        ten.check(10, "0", "behind 1");
        ten.check(10, "0.9", "at_risk 1");
        let wide = asked(aggregate, AtLeast, "10").allowing("0.2");
        wide.check(50, "4", "at_risk 5");
        wide.check(50, "3.9", "behind 5");
        asked(aggregate, AtLeast, "10").allowing("0").check(50, "4.9", "behind 5");
        let deadline = asked(aggregate, AtLeast, "10").deadline();
        deadline.check(99, "0", "on_track -");
        deadline.check(99, "10", "met -");
        deadline.check(100, "9", "missed -");
        asked(aggregate, AtLeast, "0").check(1, "0", "met 0");
    }
}

#[test]
fn rule_2_at_most() {
    for aggregate in [Sum, Count, Distinct] {
        let ten = asked(aggregate, AtMost, "10");
        ten.check(50, "10.01", "breached 5");
        ten.check(100, "10.01", "missed 10");
        ten.check(100, "10", "met 10");
        ten.check(51, "6", "on_track 5.1"); // 5.1 allows 6
        ten.check(51, "6.01", "at_risk 5.1");
        ten.check(50, "5", "on_track 5");
        ten.check(50, "5.01", "at_risk 5");
        let deadline = asked(aggregate, AtMost, "10").deadline();
        deadline.check(1, "10", "on_track -");
        deadline.check(1, "11", "breached -");
        deadline.check(100, "10", "met -");
        asked(aggregate, AtMost, "0").check(50, "0", "on_track 0");
        asked(aggregate, AtMost, "0").check(50, "1", "breached 0");
    }
}

#[test]
fn rule_3_without_a_baseline() {
    for aggregate in [Mean, Last, Ratio, LastRatio] {
        let ninety = asked(aggregate, AtLeast, "90");
        ninety.check(50, "-", "no_data -");
        ninety.check(100, "-", "no_data -");
        ninety.check(100, "90", "met -");
        ninety.check(100, "89.999999999", "missed -");
        ninety.check(50, "90", "on_track -");
        ninety.check(50, "89", "behind -");
        asked(aggregate, AtMost, "2").check(50, "2", "on_track -");
        asked(aggregate, AtMost, "2").check(100, "2.1", "missed -");
        asked(aggregate, AtMost, "2").deadline().check(50, "2.1", "behind -");
    }
}

#[test]
fn rule_3_with_a_baseline() {
    for aggregate in [Mean, Last, Ratio, LastRatio] {
        let up = asked(aggregate, AtLeast, "90").from("80"); // x = 85 after half the days
        up.check(50, "-", "no_data 85");
        up.check(50, "90", "on_track 85");
        up.check(50, "85", "on_track 85");
        up.check(50, "84", "at_risk 85"); // τ·|t−b| = 1
        up.check(50, "83.99", "behind 85");
        up.check(100, "89", "missed 90");
        up.check(100, "95", "met 90");
        let down = asked(aggregate, AtMost, "2").from("4"); // x = 3
        down.check(50, "3", "on_track 3");
        down.check(50, "3.2", "at_risk 3");
        down.check(50, "3.21", "behind 3");
        down.check(50, "1", "on_track 3");
        asked(aggregate, AtLeast, "90").from("80").deadline().check(50, "85", "on_track 85");
        // Held, not raised: the baseline is the target already.
        asked(aggregate, AtLeast, "90").from("90").check(50, "89", "behind 90");
    }
}

#[test]
fn rule_4_one_good_value_is_enough() {
    for (it, good, bad) in
        [(asked(Max, AtLeast, "90"), "90", "89"), (asked(Min, AtMost, "5"), "5", "6")]
    {
        let it = it.from("1");
        it.check(50, "-", "no_data -");
        it.check(100, "-", "no_data -");
        it.check(1, good, "met -");
        it.check(100, good, "met -");
        it.check(50, bad, "behind -");
        it.check(100, bad, "missed -");
        it.deadline().check(50, bad, "behind -");
    }
}

#[test]
fn rule_5_one_bad_value_is_final() {
    for (it, good, bad) in
        [(asked(Min, AtLeast, "5"), "5", "4"), (asked(Max, AtMost, "45"), "45", "46")]
    {
        let it = it.from("1");
        it.check(50, "-", "no_data -");
        it.check(100, "-", "no_data -");
        it.check(50, good, "on_track -");
        it.check(100, good, "met -");
        it.check(50, bad, "breached -");
        it.check(100, bad, "missed -");
        it.deadline().check(50, bad, "breached -");
    }
}
