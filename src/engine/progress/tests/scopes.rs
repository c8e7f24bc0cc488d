//! docs/content-model.md §4: whom a target judges, and in which order.

use super::build::check;

const SCHOOLS: &str = "school a
    school b
    school c
    indicator x sum at_least
    pair b c,a 2024-01-01..";
const RECORDS: &str = "visit a 04-01 x=1
    visit b 04-02 x=2
    visit c 04-03 x=4";

#[track_caller]
fn assert_judged(owner: &str, scope: &str, expected: &[&str]) {
    let text = format!("{SCHOOLS}\nplan {owner} 03-01..06-30\ntarget x - {scope}\n{RECORDS}");
    check(&text, "06-30", expected);
}

#[test]
fn joint_pools_schools_and_every_other_scope_judges_them_one_by_one() {
    let (a, b, c) = ("a unquantified 1/- [0]", "b unquantified 2/- [1]", "c unquantified 4/- [2]");
    assert_judged("all", "", &["joint unquantified 7/- [0 1 2]"]);
    assert_judged("pair0", "", &["joint unquantified 7/- [0 1 2]"]);
    assert_judged("b", "", &["joint unquantified 2/- [1]"]);
    assert_judged("b", "scope=each", &[b]);
    assert_judged("all", "scope=each", &[a, b, c]);
    assert_judged("pair0", "scope=each", &[a, b, c]);
    assert_judged("pair0", "scope=helper", &[b]);
    assert_judged("pair0", "scope=helped", &[a, c]);
    assert_judged("pair0", "scope=c,b", &[b, c]);
    assert_judged("all", "scope=c,c", &[c]);
}

#[test]
fn readings_are_ordered_by_plan_then_target_then_scope() {
    let text = format!(
        "{SCHOOLS}
        indicator y sum at_least
        plan a 03-01..06-30
        target y -
        target x - scope=each
        plan all 03-01..06-30 draft
        target x -
        plan all 03-01..06-30
        target x - scope=b,a
        target y -
        {RECORDS}"
    );
    check(
        &text,
        "06-30",
        &[
            "joint unquantified 0/- []",
            "a unquantified 1/- [0]",
            "a unquantified 1/- [0]",
            "b unquantified 2/- [1]",
            "joint unquantified 0/- []",
        ],
    );
}
