//! MODEL.md §5, *The target's own status*.

use super::build::{check, day, findings, period};
use crate::engine::progress::Finding;
use crate::engine::progress::judge::PeriodState;
use crate::engine::progress::target::standing;
use crate::model::{Exact, PlanIx, Status, Status::*};

/// Periods are January to March, one month each, with a week's gap before every one of them but the first.
#[track_caller]
fn on(as_of: &str, statuses: &[Status], expected: Status) {
    let periods = ["01-01..01-31", "02-08..02-29", "03-08..03-31"];
    let stretches: Vec<PeriodState> = periods[..statuses.len()]
        .iter()
        .map(|it| PeriodState::new(period(it), Exact::whole(0), day(as_of)))
        .collect();
    assert_eq!(standing(&stretches, statuses), expected, "{statuses:?} on {as_of}");
}

#[test]
fn the_first_line_that_fits() {
    on("02-10", &[Waived, Waived, Waived], Waived);
    on("02-10", &[Unquantified, Unquantified, Unquantified], Unquantified);
    on("2023-12-31", &[NotDue, NotDue, NotDue], NotDue);
    // A period lost is lost: the whole is missed once it is over.
    on("02-10", &[Missed, OnTrack, NotDue], Breached);
    on("02-10", &[Met, Breached, NotDue], Breached);
    on("03-31", &[Missed, Met, Met], Missed);
    on("03-31", &[NoData, Met, Missed], Missed);
    // Closed without data.
    on("02-10", &[NoData, OnTrack, NotDue], NoData);
    on("03-31", &[Met, NoData, Met], NoData);
    on("02-10", &[Met, NoData, NotDue], NoData); // not closed, but it is the period of the day
    // All is over and nothing was lost.
    on("03-31", &[Met, Met, Met], Met);
    on("04-30", &[Met, Met, Met], Met);
    // The period of the day.
    on("02-10", &[Met, Behind, NotDue], Behind);
    on("02-10", &[Met, AtRisk, NotDue], AtRisk);
    on("02-10", &[Met, Met, NotDue], OnTrack); // a later period remains
    on("03-10", &[Met, Met, Met], Met); // none remains
    // Between periods.
    on("02-01", &[Met, NotDue, NotDue], OnTrack);
    on("02-29", &[Met, Met, NotDue], OnTrack);
}

#[test]
fn one_period_speaks_for_itself() {
    for status in Status::ALL {
        on("01-10", &[status], status);
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
        &["joint on_track 1/1: met 3/3 [0] | on_track 2/1.5 [1] | not_due 0/- [] | not_due 0/- []"],
    );
    check(
        archive,
        "05-01",
        &["joint breached 2/3: met 3/3 [0] | missed 2/3 [1] | met 3/0.0968 [2] | not_due 0/- []"],
    );
    check(
        archive,
        "06-30",
        &["joint missed 2/4: met 3/3 [0] | missed 2/3 [1] | met 3/3 [2] | missed 0/3 []"],
    );
}

#[test]
fn actual_is_worked_out_where_nothing_is_judged() {
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
fn no_period_at_all_is_a_finding() {
    let archive = "school a
        indicator hours sum at_least
        plan a 07-10..08-20
        target hours 3
        target hours 3 every=month
        target hours 3 every=term scope=each
        plan a 07-10..08-20 draft
        target hours 3 every=term";
    check(archive, "07-20", &["joint on_track 0/0.7857 []"]);
    let none = |target| Finding::NoPeriod { plan: PlanIx(0), target };
    assert_eq!(findings(archive, "07-20"), [none(1), none(2)]);
}
