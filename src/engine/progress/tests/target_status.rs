//! docs/content-model.md §5, *The target's own status*.

use super::build::{check, day, findings, period};
use crate::engine::progress::Finding;
use crate::engine::progress::judge::PeriodState;
use crate::engine::progress::target::overall_status;
use crate::model::{Exact, PlanIx, Status, Status::*};

/// Periods are January to March, one month each, with a week's gap before every one of them but the first.
#[track_caller]
fn assert_overall(as_of: &str, statuses: &[Status], expected: Status) {
    let periods = ["01-01..01-31", "02-08..02-29", "03-08..03-31"];
    let mut states = Vec::new();
    for text in &periods[..statuses.len()] {
        states.push(PeriodState::new(period(text), Exact::whole(0), day(as_of)));
    }
    let judged: Vec<_> = states.iter().zip(statuses.iter().copied()).collect();
    assert_eq!(overall_status(&judged), expected, "{statuses:?} on {as_of}");
}

#[test]
fn the_first_rule_that_applies_decides() {
    assert_overall("02-10", &[Waived, Waived, Waived], Waived);
    assert_overall("02-10", &[Unquantified, Unquantified, Unquantified], Unquantified);
    assert_overall("2023-12-31", &[NotDue, NotDue, NotDue], NotDue);
    // A lost period cannot be won back: the target is missed once it is over.
    assert_overall("02-10", &[Missed, OnTrack, NotDue], Breached);
    assert_overall("02-10", &[Met, Breached, NotDue], Breached);
    assert_overall("03-31", &[Missed, Met, Met], Missed);
    assert_overall("03-31", &[NoData, Met, Missed], Missed);
    // Closed without data.
    assert_overall("02-10", &[NoData, OnTrack, NotDue], NoData);
    assert_overall("03-31", &[Met, NoData, Met], NoData);
    assert_overall("02-10", &[Met, NoData, NotDue], NoData); // not closed, but it is the period of the day
    // All is over and nothing was lost.
    assert_overall("03-31", &[Met, Met, Met], Met);
    assert_overall("04-30", &[Met, Met, Met], Met);
    // The period of the day.
    assert_overall("02-10", &[Met, Behind, NotDue], Behind);
    assert_overall("02-10", &[Met, AtRisk, NotDue], AtRisk);
    assert_overall("02-10", &[Met, Met, NotDue], OnTrack); // a later period remains
    assert_overall("03-10", &[Met, Met, Met], Met); // none remains
    // Between periods.
    assert_overall("02-01", &[Met, NotDue, NotDue], OnTrack);
    assert_overall("02-29", &[Met, Met, NotDue], OnTrack);
}

#[test]
fn a_single_period_decides_alone() {
    for status in Status::ALL {
        assert_overall("01-10", &[status], status);
    }
}

#[test]
fn periods_met_and_due_are_counted() {
    let archive = "school a
        indicator hours sum at_least
        plan a 03-01..06-30
        target hours 3 every=month
        visit a 03-10 hours=3
        visit a 04-10 hours=2
        visit a 05-01 hours=3";
    check(
        archive,
        "02-01",
        &["joint not_due 0/0: not_due 0/- [] | not_due 0/- [] | not_due 0/- [] | not_due 0/- []"],
    );
    check(
        archive,
        "04-15",
        &["joint on_track 1/1: met 3/3 [0] | on_track 2/1 [1] | not_due 0/- [] | not_due 0/- []"],
    );
    check(
        archive,
        "05-01",
        &["joint breached 2/3: met 3/3 [0] | missed 2/3 [1] | met 3/0 [2] | not_due 0/- []"],
    );
    check(
        archive,
        "06-30",
        &["joint missed 2/4: met 3/3 [0] | missed 2/3 [1] | met 3/3 [2] | missed 0/3 []"],
    );
}

#[test]
fn figures_are_computed_even_if_nothing_is_judged() {
    let archive = "school a
        indicator hours sum at_least
        plan a 03-01..06-30
        target hours 3 waived every=year
        target hours -
        visit a 03-10 hours=3";
    check(archive, "04-01", &["joint waived 0/0: waived 3/- [0]", "joint unquantified 3/- [0]"]);
    check(archive, "06-30", &["joint waived 0/1: waived 3/- [0]", "joint unquantified 3/- [0]"]);
}

#[test]
fn a_target_without_periods_is_a_finding() {
    let archive = "school a
        indicator hours sum at_least
        plan a 07-10..08-20
        target hours 3
        target hours 3 every=month
        target hours 3 every=term scope=each
        plan a 07-10..08-20 draft
        target hours 3 every=term";
    check(archive, "07-20", &["joint on_track 0/0 []"]);
    let none = |target| Finding::NoPeriod { plan: PlanIx(0), target };
    assert_eq!(findings(archive, "07-20"), [none(1), none(2)]);
}
