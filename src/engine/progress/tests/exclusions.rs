//! Why a record does not count: the reason by each rule, and none where it counts.

use super::build::archive;
use crate::engine::progress::{ExclusionReason, exclusion_reason, read};
use crate::model::{Day, PlanIx};

/// School a helps b. Plan 0 is of the pair and counts x from April on; plan 1 is of the archive.
const ARCHIVE: &str = "school a
    school b
    school c
    indicator x sum at_least
    pair a b 2024-03-01..2024-06-30
    plan pair0 04-01..06-30
    target x 4
    plan all 03-01..07-31";

#[track_caller]
fn check(record: &str, expected: Option<ExclusionReason>) {
    let archive = archive(&format!("{ARCHIVE}\n{record}"));
    let (readings, _) = read(&archive, Day::parse("2024-05-31").unwrap());
    let got = exclusion_reason(&archive, &readings, &archive.records[0], 0);
    assert_eq!(got, expected, "{record}");
}

/// School b closed in May.
#[test]
fn a_record_of_a_time_when_its_school_or_pair_did_not_exist_is_excluded() {
    let text = "school a
        school b ..2024-04-30
        indicator x sum at_least
        pair a b 2024-03-01..2024-05-10
        plan all 04-01..06-30
        target x 4 scope=each
        plan pair0 04-01..06-30
        target x 4
        visit b 05-20 x=1 pair=0";
    let archive = archive(text);
    let (readings, _) = read(&archive, Day::parse("2024-06-30").unwrap());
    let why = |target| exclusion_reason(&archive, &readings, &archive.records[0], target);
    let closed = Day::parse("2024-04-30").unwrap();
    assert_eq!(why(1), Some(ExclusionReason::AfterClosing(closed)));
    match why(2) {
        Some(ExclusionReason::OutsidePair(period)) => {
            assert_eq!(format!("{} {}", period.first, period.last), "2024-04-01 2024-05-10");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_rule_excludes_records_for_its_reason() {
    check("visit a 04-10 x=1 to=b", None);
    check("visit a 04-10 to=b", None); // it has no such data
    check("visit a 04-10 x=1 to=b draft", None);
    check("visit a 06-10 x=1 to=b", Some(ExclusionReason::AfterAsOf));
    check("visit a 04-10 x=1 to=b plan=1", Some(ExclusionReason::NamesOtherPlan(PlanIx(1))));
    check("visit c 04-10 x=1", None); // the plan does not apply to that school
    check("visit a 04-10 x=1 to=c", Some(ExclusionReason::OtherPair));
    let period = archive(ARCHIVE).plans[0].period;
    check("visit a 03-10 x=1 to=b", Some(ExclusionReason::OutsidePlan(period)));
}
