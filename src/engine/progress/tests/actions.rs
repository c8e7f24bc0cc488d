//! docs/content-model.md §5, *Actions*.

use super::build::{findings, readings};
use crate::engine::progress::Finding;
use crate::model::{PairIx, PlanIx, RecordIx};

const SCHOOLS: &str = "school a
    school b
    school c
    pair a b 2024-01-01..
    pair a c 2024-04-01..";

#[track_caller]
fn assert_status(plan: &str, action: &str, visits: &str, as_of: &str, expected: &str) {
    let text = format!("{SCHOOLS}\nplan {plan}\naction {action}\nplan a 03-01..06-30\n{visits}");
    let readings = readings(&text, as_of);
    let [reading] = readings.actions.as_slice() else { panic!("one action") };
    let records: Vec<String> = reading.records.iter().map(|record| record.0.to_string()).collect();
    let shown = format!("{} [{}]", reading.status.code(), records.join(" "));
    assert_eq!(shown, expected, "{plan}, {action}, {visits} on {as_of}");
}

#[test]
fn an_action_is_done_late_in_progress_pending_or_overdue() {
    let visits = "visit a 05-10 action=0.0
        visit a 04-10 action=0.0
        visit a 06-10 action=0.0";
    let plan = "a 03-01..06-30";
    assert_status(plan, "", visits, "04-09", "pending []");
    assert_status(plan, "", visits, "04-10", "done [1]");
    assert_status(plan, "times=2", visits, "04-10", "in_progress [1]");
    assert_status(plan, "times=2", visits, "05-10", "done [1 0]");
    assert_status(plan, "times=4", visits, "06-29", "in_progress [1 0 2]");
    assert_status(plan, "times=4", visits, "06-30", "overdue [1 0 2]"); // without `by` the end decides
    assert_status(plan, "by=04-10", visits, "06-30", "done [1 0 2]");
    assert_status(plan, "by=04-09", visits, "06-30", "done_late [1 0 2]");
    assert_status(plan, "by=05-09 times=2", visits, "06-30", "done_late [1 0 2]");
    assert_status(plan, "by=04-09", visits, "04-09", "pending []"); // the day itself is in time
    assert_status(plan, "by=04-08", visits, "04-09", "overdue []");
    assert_status(plan, "by=07-31 times=4", visits, "07-31", "in_progress [1 0 2]");
}

#[test]
fn only_visits_that_the_plan_counts_carry_out_an_action() {
    let plan = "a 03-01..06-30";
    for nothing in [
        "visit a 02-29 action=0.0",
        "visit a 07-01 action=0.0",
        "visit a 04-01 action=0.0 draft",
        "visit a 04-01 action=0.0 plan=1",
        "visit b 04-01 action=0.0",
        "visit a 04-01",
        "honour a 04-01",
    ] {
        assert_status(plan, "", nothing, "07-31", "overdue []");
    }
    assert_status(plan, "times=2", "visit a 04-01 action=0.0|0.0", "07-31", "overdue [0]"); // named twice
    assert_status("all 03-01..06-30", "", "visit c 04-01 action=0.0", "04-01", "done [0]");
    assert_status("pair0 03-01..06-30", "", "visit a 04-01 action=0.0 to=b", "04-01", "done [0]");
    assert_status("pair0 03-01..06-30", "", "visit a 04-01 action=0.0 to=c", "04-01", "pending []");
    assert_status("pair0 03-01..06-30", "", "visit a 03-31 action=0.0", "04-01", "done [0]");
    assert_status("pair0 03-01..06-30", "", "visit a 04-01 action=0.0", "04-01", "pending []");
}

#[test]
fn the_actions_of_draft_plans_are_not_judged() {
    let text = format!("{SCHOOLS}\nplan a 03-01..06-30 draft\naction\nvisit a 04-01 action=0.0");
    assert_eq!(readings(&text, "04-01").actions, []);
}

#[test]
fn a_visit_that_several_pairs_fit_is_a_finding() {
    let text = format!("{SCHOOLS}\nplan pair0 03-01..06-30\naction\nvisit a 04-01 action=0.0");
    let expected = Finding::NotCounted {
        record: RecordIx(0),
        row: None,
        pairs: vec![PairIx(0), PairIx(1)],
        plan: PlanIx(0),
    };
    assert_eq!(findings(&text, "04-01"), [expected]);
}

#[test]
fn a_visit_that_names_an_action_of_a_pair_it_is_not_of_is_a_finding() {
    let text = format!("{SCHOOLS}\nplan pair0 03-01..06-30\naction\nvisit a 04-01 action=0.0 to=c");
    let expected = Finding::ActionOfOtherPair { record: RecordIx(0), plan: PlanIx(0) };
    assert_eq!(findings(&text, "04-01"), [expected]);
}
