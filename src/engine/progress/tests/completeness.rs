//! MODEL.md §5, *Four-haves check*.

use super::build::readings;
use crate::engine::progress::{Completeness, Owner};

/// Terms 0 and 1 before the holiday in summer, 2 after it.
const ARCHIVE: &str = "terms 2023-09-01..2024-01-20 2024-02-21..2024-07-05 2024-09-01..2025-01-20
    school a
    school b
    school c
    pair a b 2024-02-01..2024-07-31";

/// `a1 plans[0 2] acting[0] visits[] summaries[3]`
fn shown(row: &Completeness) -> String {
    let owner = match row.owner {
        Owner::School(at) => ["a", "b", "c"][at.0],
        Owner::Pair(_) => "pair",
    };
    let numbers = |it: Vec<usize>| it.iter().map(usize::to_string).collect::<Vec<_>>().join(" ");
    let plans = |it: &[crate::model::PlanIx]| numbers(it.iter().map(|it| it.0).collect());
    let records = |it: &[crate::model::RecordIx]| numbers(it.iter().map(|it| it.0).collect());
    format!(
        "{owner}{} plans[{}] acting[{}] visits[{}] summaries[{}]",
        row.term.0,
        plans(&row.plans),
        plans(&row.with_actions),
        records(&row.visits),
        records(&row.summaries),
    )
}

#[track_caller]
fn check(lines: &str, as_of: &str, expected: &[&str]) {
    let readings = readings(&format!("{ARCHIVE}\n{lines}"), as_of);
    let rows: Vec<String> = readings.completeness.iter().map(shown).collect();
    assert_eq!(rows, expected, "{lines} on {as_of}");
}

#[test]
fn a_row_for_every_owner_and_term_from_the_first_paper_on() {
    check("", "05-01", &[]);
    check("plan a 2025-09-01..2025-09-30", "05-01", &[]);
    check(
        "visit a 2024-03-01",
        "2024-08-31",
        &[
            "a1 plans[] acting[] visits[0] summaries[]",
            "b1 plans[] acting[] visits[] summaries[]",
            "c1 plans[] acting[] visits[] summaries[]",
            "pair1 plans[] acting[] visits[0] summaries[]",
        ],
    );
}

#[test]
fn plans_count_for_those_they_are_about() {
    check(
        "plan all 03-01..06-30
        action
        plan pair0 07-05..12-31
        plan b 2024-07-06..2024-08-31
        plan c 2023-01-01..2023-09-01
        action
        plan a 2023-01-01..2025-01-01 draft",
        "2024-09-01",
        &[
            "a0 plans[] acting[] visits[] summaries[]",
            "a1 plans[0 1] acting[0] visits[] summaries[]",
            "a2 plans[1] acting[] visits[] summaries[]",
            "b0 plans[] acting[] visits[] summaries[]",
            "b1 plans[0 1] acting[0] visits[] summaries[]",
            "b2 plans[1] acting[] visits[] summaries[]",
            "c0 plans[3] acting[3] visits[] summaries[]",
            "c1 plans[0] acting[0] visits[] summaries[]",
            "c2 plans[] acting[] visits[] summaries[]",
            "pair1 plans[1] acting[] visits[] summaries[]",
        ],
    );
}

#[test]
fn visits_by_their_day_and_summaries_by_their_term() {
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
            "a0 plans[] acting[] visits[] summaries[4]",
            "a1 plans[] acting[] visits[] summaries[]",
            "b0 plans[] acting[] visits[0] summaries[]",
            "b1 plans[] acting[] visits[1] summaries[3]",
            "c0 plans[] acting[] visits[] summaries[]",
            "c1 plans[] acting[] visits[] summaries[]",
            "pair1 plans[] acting[] visits[1] summaries[3]",
        ],
    );
}

#[track_caller]
fn lacking(materials: &str, files: &str, expected: &[&str]) {
    let line = format!("visit c 2024-03-01 materials={materials} files={files}");
    let readings = readings(&format!("{ARCHIVE}\n{line}"), "2024-03-01");
    let rows = readings.completeness.iter();
    let missing: Vec<&str> =
        rows.flat_map(|it| &it.missing_materials).map(|it| it.material.as_str()).collect();
    assert_eq!(missing, expected, "{line}");
}

#[test]
fn materials_are_looked_for_among_the_attachments() {
    lacking("签到册|教案", "schools/c/visits/x/签到册1.pdf", &["教案"]);
    lacking("签到册", "schools/c/签到册/x/a.pdf", &["签到册"]); // a folder is no file
    lacking("教案Ａ", "v/教案a.docx", &[]);
    lacking("照片|图片|photos|活动照片", "v/IMG_001.JPG", &[]);
    lacking("照片", "v/IMG_001.pdf", &["照片"]);
    lacking("照片", "v/照片.zip", &[]);
    lacking("签到册", "v/IMG_001.jpg", &["签到册"]);
}
