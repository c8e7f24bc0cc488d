//! docs/content-model.md §4, *Effective range* and `levels`; §5, weeks, quarters, partial waivers, `current` and `open`.

use super::build::{check, current, findings};
use crate::engine::progress::Finding;
use crate::model::PlanIx;

const HOURS: &str = "indicator hours sum at_least\n";

#[test]
fn a_pairs_plan_is_judged_while_the_pair_exists() {
    let archive = |pair: &str| {
        format!(
            "school a
            school b
            pair a b {pair}
            {HOURS}
            plan pair0 2024-03-01..2024-06-30
            target hours 8
            target hours 2 every=month scope=helped
            visit a 2024-03-05 to=b hours=3
            visit a 2024-03-20 to=b hours=4
            visit b 2024-05-10 pair=0 hours=2"
        )
    };
    check(
        &archive("2024-03-10..2024-04-30"),
        "2024-06-30",
        &["joint missed 4/8 [1]", "b missed 0/2: missed 0/2 [] | missed 0/2 []"],
    );
    // April has nine days of the pair: no piece of a month that counts.
    let short = ["joint missed 4/8 [1]", "b missed 0/1: missed 0/2 []"];
    check(&archive("2024-03-10..2024-04-09"), "2024-06-30", &short);
    // Of a pair that was over before the plan there is nothing to judge, and that is no error.
    check(&archive("2023-03-10..2024-02-28"), "2024-06-30", &[]);
    assert_eq!(findings(&archive("2023-03-10..2024-02-28"), "2024-06-30"), []);
    // In nine days there is no month, but the whole.
    check(&archive("2024-03-10..2024-03-18"), "2024-06-30", &["joint missed 0/8 []"]);
}

#[test]
fn schools_are_judged_apart_while_they_exist_but_pooled_always() {
    let archive = format!(
        "school a ..2024-04-20
        school b 2024-05-01..
        school c 2024-07-01..
        {HOURS}
        plan all 2024-03-01..2024-06-30
        target hours 8
        target hours 4 scope=each
        visit a 2024-04-25 hours=3
        visit b 2024-04-10 hours=5
        visit a 2024-04-20 hours=1"
    );
    check(
        &archive,
        "2024-06-30",
        &["joint met 9/8 [1 2 0]", "a missed 1/4 [2]", "b missed 0/4 []"],
    );
    assert_eq!(current(&archive, "2024-04-20"), ["on_track open", "missed", "not_due open"]);
}

#[test]
fn without_a_period_of_its_own_a_plan_is_an_error() {
    let archive =
        format!("school a\n{HOURS}plan a 2024-07-10..2024-08-20\ntarget hours 1 every=month");
    let expected = Finding::NoPeriod { plan: PlanIx(0), target: 0 };
    assert_eq!(findings(&archive, "2024-08-30"), [expected]);
}

#[test]
fn levels_keep_their_schools() {
    let archive = |target: &str| {
        format!(
            "school a level=kindergarten
            school b level=primary
            school c level=nine_year
            school d level=bureau
            {HOURS}
            plan all 2024-03-01..2024-06-30
            target hours 8 {target}
            visit a 2024-04-01 hours=1
            visit b 2024-04-01 hours=2
            visit c 2024-04-01 hours=4
            visit d 2024-04-01 hours=8"
        )
    };
    let all = ["joint met 15/8 [0 1 2 3]"];
    check(&archive(""), "2024-06-30", &all);
    check(&archive("levels=primary"), "2024-06-30", &["joint missed 6/8 [1 2]"]);
    check(&archive("levels=junior"), "2024-06-30", &["joint missed 4/8 [2]"]);
    check(&archive("levels=kindergarten|bureau"), "2024-06-30", &["joint met 9/8 [0 3]"]);
    // The bureau is no school, unless it is named.
    let three = ["a missed 1/8 [0]", "b missed 2/8 [1]", "c missed 4/8 [2]"];
    check(&archive("scope=each"), "2024-06-30", &three);
    let each = "scope=each levels=bureau|kindergarten";
    check(&archive(each), "2024-06-30", &["a missed 1/8 [0]", "d met 8/8 [3]"]);
    check(&archive("scope=d,b"), "2024-06-30", &["b missed 2/8 [1]", "d met 8/8 [3]"]);
    check(&archive("scope=d,b levels=primary"), "2024-06-30", &["b missed 2/8 [1]"]);
}

#[test]
fn periods_from_the_day_of_a_waiver_on_are_left_out() {
    let archive = |from: &str, every: &str| {
        format!(
            "school a
            {HOURS}
            plan a 2024-03-01..2024-06-30
            target hours 2 {every} waived={from}
            visit a 2024-03-10 hours=2
            visit a 2024-05-10 hours=2"
        )
    };
    let march = ["joint met 1/1: met 2/2 [0]"];
    check(&archive("2024-03-02", "every=month"), "2024-06-30", &march);
    check(&archive("2024-04-01", "every=month"), "2024-06-30", &march);
    assert_eq!(current(&archive("2024-04-01", "every=month"), "2024-05-31"), ["met open"]);
    let all = "joint waived 0/4: waived 2/- [0] | waived 0/- [] | waived 2/- [1] | waived 0/- []";
    check(&archive("2024-03-01", "every=month"), "2024-06-30", &[all]);
    check(&archive("2024-03-02", ""), "2024-06-30", &["joint met 4/2 [0 1]"]);
    check(&archive("2024-02-01", ""), "2024-06-30", &["joint waived 4/- [0 1]"]);
}

#[test]
fn a_target_stands_where_its_last_period_that_has_begun_stands() {
    // March 2 of 2, April 0, May none yet.
    let archive = |value: &str| {
        format!(
            "school a
            {HOURS}
            plan a 2024-03-01..2024-06-30
            target hours {value} every=month
            visit a 2024-03-10 hours=2"
        )
    };
    for (as_of, expected) in [
        ("2024-02-28", "not_due open"),
        ("2024-03-20", "met open"),
        ("2024-03-31", "met open"),
        ("2024-04-20", "behind open"),
        ("2024-04-30", "missed open"),
        ("2024-05-01", "on_track open"),
        ("2024-06-29", "behind open"),
        ("2024-06-30", "missed"),
        ("2024-12-31", "missed"),
    ] {
        assert_eq!(current(&archive("2"), as_of), [expected], "{as_of}");
    }
    assert_eq!(current(&archive("-"), "2024-04-20"), ["unquantified open"]);
    // Between terms: that of the term before.
    let terms = format!(
        "school a
        {HOURS}
        plan a 2023-09-01..2024-06-30
        target hours 2 every=term
        visit a 2023-10-10 hours=2"
    );
    assert_eq!(current(&terms, "2024-02-01"), ["met open"]);
    assert_eq!(current(&terms, "2024-02-21"), ["on_track open"]);
}
