//! docs/content-model.md §4, *Aggregates*: all nine, for one school and jointly.

use super::build::{check, findings, period};
use crate::engine::progress::{EntryRef, Finding};
use crate::model::{Aggregate, MeasureIx, RecordIx, SchoolIx};

/// Checks the figures of March 2024 without judging them: jointly, and of the schools a and b.
#[track_caller]
fn figures(indicator: &str, records: &str, joint: &str, a: &str, b: &str) {
    let name = indicator.split_whitespace().next().unwrap();
    let text = format!(
        "school a
        school b
        indicator {indicator}
        plan all 03-01..03-31
        target {name} -
        target {name} - scope=each
        {records}"
    );
    let expected = [
        format!("joint unquantified {joint}"),
        format!("a unquantified {a}"),
        format!("b unquantified {b}"),
    ];
    check(&text, "03-31", &expected.each_ref().map(String::as_str));
}

#[test]
fn sum_adds_all_values() {
    let indicator = "x sum at_least";
    figures(indicator, "", "0/- []", "0/- []", "0/- []");
    let records = "visit a 03-01 x=0.1
        visit b 03-02 x=0.2
        visit a 03-31 x=-3
        visit a 03-05";
    figures(indicator, records, "-2.7/- [0 1 2]", "-2.9/- [0 2]", "0.2/- [1]");
}

#[test]
fn count_counts_records_and_dated_rows() {
    let records = "visit a 03-01 type=送教
        visit b 03-02 type=家访
        honour a 03-03
        visit a 03-05 x=1";
    figures("x count at_least of=visit/", records, "3/- [0 1 3]", "2/- [0 3]", "1/- [1]");
    figures("x count at_least of=visit/送教", records, "1/- [0]", "1/- [0]", "0/- []");
    figures("x count at_most of=honour/", records, "1/- [2]", "1/- [2]", "0/- []");
    // Every dated row of a ledger counts.
    let ledger = "ledger a y:data
        row 03-01 -
        row - 2
        row 03-02 3";
    figures("x count at_least of=ledger/", ledger, "2/- [0+0 0+2]", "2/- [0+0 0+2]", "0/- []");
}

#[test]
fn distinct_counts_different_texts_of_each_school() {
    let indicator = "x distinct at_least";
    let records = "visit a 03-01 x=户1|户2|户1
        visit a 03-02 x=户2
        visit b 03-03 x=户1
        ledger a y:text x:secret
        row 03-04 甲 户3
        row 03-05 乙 户2
        row 03-06 丙 -
        ledger b x:text
        row 03-07 户4";
    figures(indicator, records, "5/- [0 1 2 3+0 3+1 4+0]", "3/- [0 1 3+0 3+1]", "2/- [2 4+0]");
    figures(indicator, "", "0/- []", "0/- []", "0/- []");
}

#[test]
fn mean_min_and_max_take_all_values() {
    let records = "visit a 03-01 x=1
        visit a 03-02 x=2
        visit b 03-03 x=4
        visit a 03-03";
    figures("x mean at_least", records, "2.3333/- [0 1 2]", "1.5/- [0 1]", "4/- [2]");
    figures("x min at_least", records, "1/- [0 1 2]", "1/- [0 1]", "4/- [2]");
    figures("x max at_least", records, "4/- [0 1 2]", "2/- [0 1]", "4/- [2]");
    for aggregate in ["mean", "min", "max", "last"] {
        figures(&format!("x {aggregate} at_least"), "", "-/- []", "-/- []", "-/- []");
    }
}

#[test]
fn last_is_the_value_of_the_latest_day() {
    let records = "visit a 03-09 x=7
        visit b 03-08 x=2
        visit a 03-02 x=5
        visit b 03-07 x=1";
    for (across, joint) in [("sum", "9"), ("mean", "4.5"), ("min", "2"), ("max", "7")] {
        let indicator = format!("x last at_least across={across}");
        let joint = format!("{joint}/- [2 3 1 0]");
        figures(&indicator, records, &joint, "7/- [2 0]", "2/- [3 1]");
    }
    // A school without a value does not count as 0.
    let one = "visit a 03-09 x=7";
    figures("x last at_least across=mean", one, "7/- [0]", "7/- [0]", "-/- []");
}

#[test]
fn ratio_needs_both_numbers_in_one_entry() {
    let records = "visit a 03-01 x=1:4
        visit a 03-02 x.n=5
        visit a 03-03 x.d=5
        visit b 03-04 x=2:2
        visit a 03-05 x=1:0";
    figures("x ratio at_least", records, "0.6667/- [0 3 4]", "0.5/- [0 4]", "1/- [3]");
    figures("x ratio at_least unit=%", records, "66.6667/- [0 3 4]", "50/- [0 4]", "100/- [3]");
    figures("x ratio at_least", "visit a 03-01 x=3:0", "-/- [0]", "-/- [0]", "-/- []");
}

#[test]
fn last_ratio_is_that_of_the_latest_day() {
    let records = "visit a 03-05 x=1:4
        visit a 03-02 x=9:9
        visit b 03-04 x=2:2
        visit a 03-06 x.n=5";
    figures("x last_ratio at_least", records, "0.5/- [1 2 0]", "0.25/- [1 0]", "1/- [2]");
    figures("x last_ratio at_least unit=%", records, "50/- [1 2 0]", "25/- [1 0]", "100/- [2]");
    let none = "visit a 03-05 x=1:0
        visit b 03-05 x=0:3";
    figures("x last_ratio at_most", none, "0.3333/- [0 1]", "-/- [0]", "0/- [1]");
}

#[test]
fn a_measured_percentage_stays_as_it_is_written() {
    figures("x mean at_least unit=%", "visit a 03-05 x=98.5", "98.5/- [0]", "98.5/- [0]", "-/- []");
}

#[test]
fn an_indicator_that_asks_for_evidence_has_no_value_without_entries() {
    for (aggregate, value, some) in [("sum", "0", "0/- [0]"), ("distinct", "甲", "1/- [0]")] {
        let indicator = format!("x {aggregate} at_most evidence");
        figures(&indicator, "", "-/- []", "-/- []", "-/- []");
        figures(&indicator, &format!("visit a 03-01 x={value}"), some, some, "-/- []");
    }
    figures("x count at_most evidence of=visit/", "", "-/- []", "-/- []", "-/- []");
}

fn conflict(measure: u32, first: usize, second: usize) -> Vec<Finding> {
    let day = period("03-05..03-05").first;
    let (school, measure) = (SchoolIx(0), MeasureIx(measure));
    let first = EntryRef { day, record: RecordIx(first), row: None };
    let second = EntryRef { day, record: RecordIx(second), row: None };
    vec![Finding::Conflict { school, day, measure, first, second }]
}

#[track_caller]
fn conflicts(indicator: &str, records: &str, expected: &[Finding]) {
    let text = format!(
        "school a
        school b
        indicator {indicator}
        plan all 03-01..03-31
        target x 1
        target x 1 scope=each every=term
        plan a 03-01..03-31
        target x 1
        {records}"
    );
    assert_eq!(findings(&text, "03-31"), expected, "{indicator}: {records}");
}

#[test]
fn two_values_of_one_school_on_one_day_conflict() {
    let last = "x last at_least across=sum";
    let two = "visit a 03-05 x=7
        visit a 03-05 x=8";
    conflicts(last, two, &conflict(0, 0, 1));
    // Also on an older day: on that day it was the latest value.
    conflicts(last, &format!("{two}\nvisit a 03-09 x=1"), &conflict(0, 0, 1));
    conflicts(last, &format!("{two}\nvisit a 03-05 x=9"), &conflict(0, 0, 1));
    for fine in [
        "visit a 03-05 x=7\nvisit a 03-05 x=7.0",
        "visit a 03-05 x=7\nvisit b 03-05 x=8",
        "visit a 03-05 x=7\nvisit a 03-06 x=8",
        "visit a 03-05 x=7\nvisit a 03-05 x=8 draft",
        "visit a 04-05 x=7\nvisit a 04-05 x=8", // no target asks
        "visit a 03-05 x=7\nvisit a 03-05",
    ] {
        conflicts(last, fine, &[]);
    }
    for aggregate in Aggregate::ALL.into_iter().filter(|aggregate| *aggregate != Aggregate::Last) {
        conflicts(&format!("x {} at_least of=visit/", aggregate.code()), two, &[]);
    }
    let ratio = "x last_ratio at_least";
    conflicts(ratio, "visit a 03-05 x=1:2\nvisit a 03-05 x=2:2", &conflict(0, 0, 1));
    conflicts(ratio, "visit a 03-05 x=1:2\nvisit a 03-05 x=1:3", &conflict(1, 0, 1));
    conflicts(ratio, "visit a 03-05 x=1:2\nvisit a 03-05 x=1:2", &[]);
}

#[test]
fn a_scale_multiplies_a_ratio() {
    check(
        "school a
        indicator per100 ratio at_least scale=100
        indicator latest last_ratio at_least scale=1000
        plan a 03-01..06-30
        target per100 5
        target latest 5
        visit a 03-10 per100=1:30 latest=1:4
        visit a 03-11 per100=2:30 latest=1:8",
        "06-30",
        &["joint met 5/- [0 1]", "joint met 125/- [0 1]"],
    );
}

#[test]
fn a_record_of_several_types_counts_for_each_and_types_are_folded() {
    let archive = |of: &str, of_type: &str| {
        format!(
            "school a
            indicator visits count at_least of=visit/{of}
            plan a 03-01..06-30
            target visits 1
            visit a 03-10 type={of_type}"
        )
    };
    for (of, of_type) in [
        ("讲座", "讲座"),
        ("讲座", "送教|讲座"),
        ("讲座|家访", "家访"),
        ("讲座", "讲座（线上）"),
        ("讲座【县级】", "讲\u{200b}座"),
    ] {
        check(&archive(of, of_type), "06-30", &["joint met 1/1 [0]"]);
    }
    for (of, of_type) in [("讲座", "专题讲座"), ("讲座", "讲坐")] {
        check(&archive(of, of_type), "06-30", &["joint missed 0/1 []"]);
    }
}

#[test]
fn names_that_look_the_same_are_counted_once() {
    check(
        "school a
        indicator names distinct at_least
        plan a 03-01..06-30
        target names 3
        visit a 03-10 names=李老师|买买提·艾力|王老师
        visit a 03-11 names=李\u{200b}老师|买买提•艾力|\u{feff}王老师|\u{200b}",
        "06-30",
        &["joint met 3/3 [0 1]"],
    );
}

#[test]
fn a_count_that_asks_for_evidence_has_no_value_without_a_record() {
    check(
        "school a
        indicator accidents count at_most of=visit/事故 evidence
        plan a 03-01..06-30
        target accidents 0
        visit a 03-10 type=家访",
        "06-30",
        &["joint no_data -/0 []"],
    );
}
