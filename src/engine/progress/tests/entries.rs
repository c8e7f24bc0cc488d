//! docs/content-model.md §4, rules 1–4: which entries a target counts.

use super::build::{archive, check, day, findings};
use crate::engine::progress::{Finding, read};
use crate::model::{Exact, PairIx, PlanIx, RecordIx};

/// Schools a–d; a helps b and c.
const PAIR: &str = "school a
    school b
    school c
    school d
    indicator x sum at_least
    pair a b,c 2024-03-01..2024-06-30";

#[track_caller]
fn assert_sum(plan: &str, records: &str, expected: &str) {
    let text = format!("{PAIR}\n{plan}\ntarget x -\nplan all 03-01..07-31\n{records}");
    check(&text, "05-31", &[&format!("joint unquantified {expected}")]);
}

#[test]
fn rule_1_entries_after_the_day_and_drafts_do_not_count() {
    let records = "visit a 03-01 x=1
        visit a 02-29 x=10
        visit a 05-31 x=2
        visit a 06-01 x=20
        visit a 04-01 x=40 draft
        ledger a x:data
        row 04-01 4
        row 06-01 80
        row 02-01 80
        row - 80";
    assert_sum("plan a 03-01..06-30", records, "7/- [0 5+0 2]"); // not after as_of
    assert_sum("plan a 03-01..05-30", records, "5/- [0 5+0]"); // not after the plan
}

#[test]
fn rule_2_an_entry_counts_for_the_school_of_its_folder() {
    let records = "visit a 04-01 x=1 to=b
        visit b 04-01 x=2 to=a";
    assert_sum("plan a 03-01..06-30", records, "1/- [0]");
    assert_sum("plan all 03-01..06-30", records, "3/- [0 1]");
}

#[test]
fn rule_3_a_record_that_names_a_plan_counts_for_it_alone() {
    let records = "visit a 04-01 x=1
        visit a 04-02 x=2 plan=0
        visit a 04-03 x=4 plan=1";
    assert_sum("plan a 03-01..06-30", records, "3/- [0 1]");
}

#[test]
fn rule_4_the_plan_of_a_pair_counts_only_entries_of_the_pair() {
    let records = "visit a 04-01 x=1
        visit a 04-02 x=2 to=b
        visit c 04-03 x=4 to=a
        visit a 04-04 x=8 to=d
        visit a 02-01 x=16 pair=0
        visit d 04-05 x=32 to=a
        ledger b x:data
        row 04-06 64
        row 02-06 128";
    assert_sum("plan pair0 2024-01-01..2024-06-30", records, "71/- [0 1 2 6+0]");
}

#[test]
fn rule_4_an_entry_that_several_pairs_fit_is_a_finding() {
    let text = "school a
        school b
        school c
        indicator x sum at_least
        indicator y sum at_least
        pair a b 2024-03-01..
        pair a c 2024-04-01..
        plan pair0 03-01..06-30
        target x -
        target x - scope=each every=month
        plan a 03-01..06-30
        visit a 04-02 x=1
        visit a 04-03 x=2 to=b
        visit a 04-04 x=4 pair=0
        visit a 03-05 x=8
        visit a 04-06 y=16
        visit a 04-07 x=32 plan=1
        visit a 07-01 x=64
        visit a 04-08 x=1 draft
        ledger a x:data
        row 03-07 128
        row 04-07 256
        row 04-08 512";
    let (readings, findings) = read(&archive(text), day("06-30"));
    assert_eq!(readings.targets[0].periods[0].actual, Some(Exact::whole(142)));
    let pairs = vec![PairIx(0), PairIx(1)];
    let not_counted = |record, row| Finding::NotCounted {
        record: RecordIx(record),
        row,
        pairs: pairs.clone(),
        plan: PlanIx(0),
    };
    assert_eq!(findings, [not_counted(0, None), not_counted(8, Some(1))]);
}

#[test]
fn an_entry_that_no_target_of_a_pair_reads_is_no_finding() {
    let text = "school a
        school b
        school c
        indicator x sum at_least
        pair a b 2024-03-01..
        pair a c 2024-03-01..
        plan a 03-01..06-30
        target x -
        plan pair1 03-01..06-30
        target x - scope=helped
        plan pair1 03-01..06-30 draft
        target x -
        visit a 04-02 x=1";
    assert_eq!(findings(text, "06-30"), []);
}
