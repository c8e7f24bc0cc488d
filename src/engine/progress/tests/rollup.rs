//! Roll-ups, and the index from records to figures.

use super::build::{archive, day};
use crate::engine::progress::{FigureUse, FigureUses, RollUp, action_counts, read, worst};
use crate::model::{ActionStatus, PlanIx, RecordIx, SchoolIx, Status};

const ARCHIVE: &str = "school a
    school b
    indicator x sum at_least
    plan a 03-01..06-30
    target x 4
    target x 100 aspirational
    action
    plan all 03-01..06-30
    target x 2 scope=each
    target x 2 every=month
    visit a 03-01 x=4
    ledger a x:data
    row 03-02 1
    row 03-03 1
    row 04-03 1";

fn shown(roll_up: RollUp) -> Vec<String> {
    let mut counts = Vec::new();
    for (status, count) in roll_up.counts() {
        counts.push(format!("{} {count}", status.code()));
    }
    counts
}

#[test]
fn a_roll_up_counts_statuses_without_aspirational_targets() {
    let archive = archive(ARCHIVE);
    let (readings, _) = read(&archive, day("06-30"));
    let all = RollUp::of(&archive, &readings.targets);
    assert_eq!(shown(all), ["missed 2", "met 2"]);
    assert_eq!((all.total(), all.needing_attention(), all.worst()), (4, 2, Some(Status::Missed)));
    let plan = RollUp::of(&archive, readings.of_plan(PlanIx(0)));
    assert_eq!((shown(plan), plan.worst()), (vec!["met 1".to_owned()], Some(Status::Met)));
    let school = |index| RollUp::of(&archive, readings.of_school(&archive, SchoolIx(index)));
    assert_eq!(
        (shown(school(0)), shown(school(1))),
        (vec!["met 2".into()], vec!["missed 1".into()])
    );
    assert_eq!(RollUp::default().worst(), None);
    assert_eq!(readings.of_target(PlanIx(1), 0).len(), 2);
    assert_eq!(action_counts(readings.actions_of(PlanIx(0)))[0], (ActionStatus::Overdue, 1));
    assert_eq!(readings.actions_of(PlanIx(1)), []);
}

#[test]
fn worst_is_the_first_in_the_order_of_statuses() {
    assert_eq!(worst([Status::Met, Status::Waived, Status::OnTrack]), Some(Status::OnTrack));
    assert_eq!(worst([]), None);
}

#[test]
fn figures_are_found_by_the_records_that_count_in_them() {
    let archive = archive(ARCHIVE);
    let (readings, _) = read(&archive, day("06-30"));
    let uses = FigureUses::of(&readings, archive.records.len());
    let of = |record| {
        let figures = uses.counting(RecordIx(record)).iter();
        figures.map(|figure| (figure.target, figure.period)).collect::<Vec<_>>()
    };
    assert_eq!(of(0), [(0, 0), (1, 0), (2, 0), (4, 0)]);
    assert_eq!(of(1), [(0, 0), (1, 0), (2, 0), (4, 0), (4, 1)]);
    assert_eq!(of(2), []);
    let (target, period) = FigureUse { target: 4, period: 1 }.of(&readings);
    assert_eq!((target.plan, period.entries.len()), (PlanIx(1), 1));
}
