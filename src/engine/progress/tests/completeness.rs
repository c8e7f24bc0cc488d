//! docs/content-model.md §5, the completeness check (四有).

use super::build::readings;
use crate::engine::progress::{Completeness, Owner};
use crate::model::{PlanIx, RecordIx};

/// Terms 0 and 1 before the holiday in summer, 2 after it.
const ARCHIVE: &str = "terms 2023-09-01..2024-01-20 2024-02-21..2024-07-05 2024-09-01..2025-01-20
    school a
    school b
    school c
    indicator x sum at_least
    pair a b 2024-02-01..2024-07-31";

/// `a1 plans[0 2] acting[0] records[] summaries[3]`
fn shown(row: &Completeness) -> String {
    let owner = match row.owner {
        Owner::School(school) => ["a", "b", "c"][school.0],
        Owner::Pair(_) => "pair",
    };
    let plans = |plans: &[PlanIx]| joined(plans.iter().map(|plan| plan.0));
    let records = |records: &[RecordIx]| joined(records.iter().map(|record| record.0));
    format!(
        "{owner}{} plans[{}] acting[{}] records[{}] summaries[{}]{}",
        row.term.0,
        plans(&row.plans),
        plans(&row.with_actions),
        records(&row.records),
        records(&row.summaries),
        if row.summary_due { "" } else { " running" },
    )
}

fn joined(numbers: impl Iterator<Item = usize>) -> String {
    let numbers: Vec<String> = numbers.map(|number| number.to_string()).collect();
    numbers.join(" ")
}

#[track_caller]
fn check(lines: &str, as_of: &str, expected: &[&str]) {
    let readings = readings(&format!("{ARCHIVE}\n{lines}"), as_of);
    let rows: Vec<String> = readings.completeness.iter().map(shown).collect();
    assert_eq!(rows, expected, "{lines} on {as_of}");
}

#[test]
fn every_owner_and_term_has_a_row_from_the_first_document_on() {
    check("", "05-01", &[]);
    check("plan a 2025-09-01..2025-09-30", "05-01", &[]);
    check(
        "visit a 2024-03-01",
        "2024-08-31",
        &[
            "a1 plans[] acting[] records[0] summaries[]",
            "b1 plans[] acting[] records[] summaries[]",
            "c1 plans[] acting[] records[] summaries[]",
            "pair1 plans[] acting[] records[0] summaries[]",
        ],
    );
}

#[test]
fn plans_count_for_the_owners_they_apply_to() {
    check(
        "site county
        plan all 03-01..06-30
        action
        plan pair0 06-20..12-31
        plan b 2024-07-06..2024-08-31
        plan c 2023-01-01..2023-09-10
        action
        plan a 2023-01-01..2025-01-01 draft",
        "2024-09-01",
        &[
            "a0 plans[] acting[] records[] summaries[]",
            "a1 plans[0 1] acting[0] records[] summaries[]",
            "a2 plans[1] acting[] records[] summaries[] running",
            "b0 plans[] acting[] records[] summaries[]",
            "b1 plans[0 1] acting[0] records[] summaries[]",
            "b2 plans[1] acting[] records[] summaries[] running",
            "c0 plans[3] acting[3] records[] summaries[]",
            "c1 plans[0] acting[0] records[] summaries[]",
            "c2 plans[] acting[] records[] summaries[] running",
            "pair1 plans[1] acting[] records[] summaries[]",
        ],
    );
}

#[test]
fn visits_count_by_their_day_and_summaries_by_their_term() {
    check(
        "visit b 2024-02-10 to=a
        visit b 2024-07-20
        visit b 2024-07-01 draft
        summary b 2024-07-10 term=1
        summary a 2024-02-20 term=0 pair=0
        summary a 2024-07-31 term=1
        honour a 2024-07-01",
        "2024-07-20",
        &[
            "a0 plans[] acting[] records[] summaries[4]",
            "a1 plans[] acting[] records[] summaries[]",
            "b0 plans[] acting[] records[0] summaries[]",
            "b1 plans[] acting[] records[1] summaries[3]",
            "c0 plans[] acting[] records[] summaries[]",
            "c1 plans[] acting[] records[] summaries[]",
            "pair1 plans[] acting[] records[1] summaries[3]",
        ],
    );
}

#[track_caller]
fn assert_missing(materials: &str, files: &str, expected: &[&str]) {
    let line = format!("visit c 2024-03-01 materials={materials} files={files}");
    let readings = readings(&format!("{ARCHIVE}\n{line}"), "2024-03-01");
    let mut missing = Vec::new();
    for row in &readings.completeness {
        for material in &row.missing_materials {
            missing.push(material.material.as_str());
        }
    }
    assert_eq!(missing, expected, "{line}");
}

#[test]
fn materials_are_looked_for_among_the_attachments() {
    assert_missing("签到册|教案", "schools/c/visits/x/签到册1.pdf", &["教案"]);
    assert_missing("签到册", "schools/c/签到册/x/a.pdf", &["签到册"]); // a folder is not a file
    assert_missing("教案Ａ", "v/教案a.docx", &[]);
    assert_missing("照片|图片|photos|活动照片", "v/IMG_001.JPG", &[]);
    assert_missing("照片", "v/IMG_001.pdf", &["照片"]);
    assert_missing("照片", "v/照片.zip", &[]);
    assert_missing("签到册", "v/IMG_001.jpg", &["签到册"]);
}

#[test]
fn what_new_writes_counts_for_nothing() {
    check(
        "plan a 2024-03-01..2024-07-05 blank
        visit a 2024-03-10 blank
        summary a 2024-06-10 term=1 blank
        plan b 2024-03-01..2024-07-05 blank
        target x 2
        visit b 2024-03-10 blank x=2
        visit c 2024-03-10 blank files=v/a.jpg",
        "2024-06-30",
        &[
            "a1 plans[] acting[] records[] summaries[] running",
            "b1 plans[1] acting[] records[2] summaries[] running",
            "c1 plans[] acting[] records[3] summaries[] running",
            "pair1 plans[] acting[] records[2] summaries[] running",
        ],
    );
}

#[test]
fn a_ledger_counts_in_the_terms_of_its_rows() {
    check(
        "ledger b x:data
        row 2023-10-10 1
        row 2024-03-10 2
        row 2024-03-11 2
        row 2024-10-10 3",
        "2024-07-05",
        &[
            "a0 plans[] acting[] records[] summaries[]",
            "a1 plans[] acting[] records[] summaries[]",
            "b0 plans[] acting[] records[0] summaries[]",
            "b1 plans[] acting[] records[0] summaries[]",
            "c0 plans[] acting[] records[] summaries[]",
            "c1 plans[] acting[] records[] summaries[]",
            "pair1 plans[] acting[] records[0] summaries[]",
        ],
    );
}

#[test]
fn plans_of_the_archive_count_where_the_site_says_so() {
    let lines = "plan all 03-01..06-30\naction";
    let without = "c1 plans[] acting[] records[] summaries[]";
    let with = "c1 plans[0] acting[0] records[] summaries[]";
    for (site, expected) in [("", without), ("site county\n", with)] {
        let readings = readings(&format!("{ARCHIVE}\n{site}{lines}"), "2024-07-05");
        let of_c = readings.completeness.iter().map(shown).find(|row| row.starts_with('c'));
        assert_eq!(of_c.as_deref(), Some(expected));
    }
}

#[test]
fn a_plan_covers_a_term_from_ten_days_on() {
    for (days, expected) in [("06-27..08-31", "[]"), ("06-26..08-31", "[0]")] {
        let readings = readings(&format!("{ARCHIVE}\nplan c {days}"), "2024-07-05");
        let of_c = readings.completeness.iter().map(shown).find(|row| row.starts_with('c'));
        assert!(of_c.unwrap().contains(&format!("plans{expected}")), "{days}");
    }
}

#[test]
fn a_school_has_no_row_for_a_term_without_it() {
    let archive = "terms 2023-09-01..2024-01-20 2024-02-21..2024-07-05
        school a ..2024-01-31
        school b 2024-03-01..
        visit a 2023-10-10";
    let readings = readings(archive, "2024-07-05");
    let rows: Vec<String> = readings.completeness.iter().map(shown).collect();
    assert_eq!(
        rows,
        ["a0 plans[] acting[] records[0] summaries[]", "b1 plans[] acting[] records[] summaries[]"]
    );
}
