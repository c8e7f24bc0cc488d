//! MODEL.md §4: whom a target judges, and in which order.

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
fn judged(owner: &str, scope: &str, expected: &[&str]) {
    let text = format!("{SCHOOLS}\nplan {owner} 03-01..06-30\ntarget x - {scope}\n{RECORDS}");
    check(&text, "06-30", expected);
}

#[test]
fn joint_pools_and_every_other_scope_judges_apart_by_id() {
    let (a, b, c) = ("a unquantified 1/- [0]", "b unquantified 2/- [1]", "c unquantified 4/- [2]");
    judged("all", "", &["joint unquantified 7/- [0 1 2]"]);
    judged("pair0", "", &["joint unquantified 7/- [0 1 2]"]);
    judged("b", "", &["joint unquantified 2/- [1]"]);
    judged("b", "scope=each", &[b]);
    judged("all", "scope=each", &[a, b, c]);
    judged("pair0", "scope=each", &[a, b, c]);
    judged("pair0", "scope=helper", &[b]);
    judged("pair0", "scope=helped", &[a, c]);
    judged("pair0", "scope=c,b", &[b, c]);
    judged("all", "scope=c,c", &[c]);
}

#[test]
fn plans_then_targets_then_scopes() {
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
