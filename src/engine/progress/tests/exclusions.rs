//! Why a record does not count: each rule that stands in the way, and silence where none does.

use super::build::archive;
use crate::engine::progress::{ExclusionReason, exclusions, read};
use crate::model::{Day, PlanIx};

/// Schools a, b; a helps b. Plan 0 of the pair asks for x every month from April on, plan 1 is another's.
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
    let got = exclusions(&archive, &readings, &archive.records[0], 0);
    assert_eq!(got, expected, "{record}");
}

#[test]
fn each_rule_turned_round() {
    check("visit a 04-10 x=1 to=b", None);
    check("visit a 04-10 to=b", None); // it carries nothing of the kind
    check("visit a 04-10 x=1 to=b draft", None);
    check("visit a 06-10 x=1 to=b", Some(ExclusionReason::AfterAsOf));
    check("visit a 04-10 x=1 to=b plan=1", Some(ExclusionReason::NamesOtherPlan(PlanIx(1))));
    check("visit c 04-10 x=1", None); // the plan is not about that school
    check("visit a 04-10 x=1 to=c", Some(ExclusionReason::OtherPair));
    let period = archive(ARCHIVE).plans[0].period;
    check("visit a 03-10 x=1 to=b", Some(ExclusionReason::OutsidePlan(period)));
}
