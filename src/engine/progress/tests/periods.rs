//! docs/content-model.md §5, *Periods of a target*.

use super::build::{day, period};
use crate::engine::progress::periods::{elapsed, periods};
use crate::model::{Calendar, Every, Period, Term};

fn calendar(terms: &[&str]) -> Calendar {
    let mut parsed = Vec::new();
    for term in terms {
        parsed.push(Term { name: String::new(), period: period(term), code: String::new() });
    }
    Calendar::new(parsed)
}

const TERMS: [&str; 2] = ["2023-09-01..2024-01-20", "2024-02-21..2024-07-05"];

#[track_caller]
fn check(plan: &str, every: Option<Every>, least: i64, expected: &[&str]) {
    let mut shown = Vec::new();
    for Period { first, last } in periods(&calendar(&TERMS), period(plan), every, least) {
        shown.push(format!("{first}..{last}"));
    }
    assert_eq!(shown, expected, "{plan} {every:?} {least}");
}

#[test]
fn without_every_the_plan_is_the_period_however_short() {
    check("2024-03-01..2024-03-01", None, 10, &["2024-03-01..2024-03-01"]);
    check("2024-08-01..2024-08-03", None, 10, &["2024-08-01..2024-08-03"]);
}

#[test]
fn terms_are_cut_to_the_plan_and_short_pieces_are_left_out() {
    let every = Some(Every::Term);
    let both = ["2024-01-11..2024-01-20", "2024-02-21..2024-03-01"];
    check("2024-01-11..2024-03-01", every, 10, &both);
    check("2024-01-12..2024-03-01", every, 10, &both[1..]); // nine days
    check("2024-01-11..2024-02-29", every, 10, &both[..1]);
    check("2024-01-21..2024-02-20", every, 1, &[]); // a holiday
}

#[test]
fn weeks_run_from_monday_to_sunday_and_ask_for_three_days_of_term() {
    let every = Some(Every::Week);
    // Friday to the next Wednesday; the first piece has three days.
    let two = ["2024-03-01..2024-03-03", "2024-03-04..2024-03-06"];
    check("2024-03-01..2024-03-06", every, 10, &two);
    check("2024-03-02..2024-03-06", every, 10, &two[1..]);
    // The term ends on a Saturday, and begins on a Wednesday.
    check("2024-01-15..2024-01-31", every, 10, &["2024-01-15..2024-01-21"]);
    check("2024-02-19..2024-02-25", every, 10, &["2024-02-19..2024-02-25"]);
    check("2024-01-22..2024-02-18", every, 10, &[]);
}

#[test]
fn quarters_are_those_of_the_calendar_and_ask_for_days_of_term() {
    let every = Some(Every::Quarter);
    check(
        "2023-12-01..2024-07-31",
        every,
        10,
        &["2023-12-01..2023-12-31", "2024-01-01..2024-03-31", "2024-04-01..2024-06-30"],
    );
    check("2024-07-01..2024-09-30", every, 6, &[]); // five days of term
    check("2024-07-01..2024-09-30", every, 5, &["2024-07-01..2024-09-30"]);
}

#[test]
fn school_years_run_to_the_end_of_august() {
    let every = Some(Every::Year);
    check(
        "2023-03-01..2024-09-10",
        every,
        10,
        &["2023-03-01..2023-08-31", "2023-09-01..2024-08-31", "2024-09-01..2024-09-10"],
    );
    check("2024-08-25..2024-09-09", every, 10, &[]);
    check("2024-08-22..2024-09-09", every, 10, &["2024-08-22..2024-08-31"]);
    // Days of a holiday are days of a school year.
    check("2024-07-10..2024-07-30", every, 10, &["2024-07-10..2024-07-30"]);
    check("1900-01-01..1900-02-01", every, 10, &["1900-01-01..1900-02-01"]);
    check("2199-12-01..2199-12-31", every, 10, &["2199-12-01..2199-12-31"]);
}

#[test]
fn a_month_needs_enough_days_of_term() {
    let every = Some(Every::Month);
    // January has 20 days of term, February 9, July 5.
    check(
        "2024-01-01..2024-07-31",
        every,
        10,
        &[
            "2024-01-01..2024-01-31",
            "2024-03-01..2024-03-31",
            "2024-04-01..2024-04-30",
            "2024-05-01..2024-05-31",
            "2024-06-01..2024-06-30",
        ],
    );
    check(
        "2024-02-01..2024-03-09",
        every,
        9,
        &["2024-02-01..2024-02-29", "2024-03-01..2024-03-09"],
    );
    check("2024-01-12..2024-02-10", every, 10, &[]); // nine days of term
}

#[test]
fn the_share_that_has_passed_counts_days_of_term() {
    let calendar = calendar(&TERMS);
    for (within, as_of, share) in [
        ("2024-03-01..2024-03-10", "2024-02-29", "0"),
        ("2024-03-01..2024-03-10", "2024-03-01", "0.1"), // the day itself counts
        ("2024-03-01..2024-03-10", "2024-03-09", "0.9"),
        ("2024-03-01..2024-03-10", "2024-03-10", "1"),
        ("2024-03-01..2024-03-10", "2025-03-10", "1"),
        ("2024-01-11..2024-03-01", "2024-01-20", "0.5"), // 10 of 20 days of term
        ("2024-01-11..2024-03-01", "2024-02-20", "0.5"), // holidays do not count
        ("2024-01-11..2024-03-01", "2024-02-21", "0.55"),
        ("2024-06-26..2024-07-31", "2024-07-05", "1"), // the rest is a holiday
        ("2024-08-01..2024-08-10", "2024-08-04", "0.4"), // no term at all: every day counts
    ] {
        let found = elapsed(&calendar, period(within), day(as_of)).rounded(6);
        assert_eq!(found, share, "{within} on {as_of}");
    }
}
