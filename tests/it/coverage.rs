//! The sample archive expresses every requirement of the four source plans (`docs/coverage.csv`), and every place that
//! the table names exists.

use std::collections::BTreeSet;
use std::path::Path;

use guidang::parse;
use guidang::source::FolderSource;
use guidang::source::Source;

use crate::support::{files, sample_site};

/// The rows of the four plans: 35, 31, 21 and 32 of them.
const ROWS: [(u32, u32); 4] = [(1, 35), (2, 31), (3, 21), (4, 32)];

#[test]
fn the_sample_expresses_every_requirement_of_the_source_plans() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let archive = parse::archive(&FolderSource::open(root, "content").unwrap()).unwrap().archive;
    let pages: BTreeSet<String> = files(sample_site()).into_keys().collect();
    let mut table = csv::Reader::from_path(root.join("docs/coverage.csv")).unwrap();
    let mut seen = BTreeSet::new();
    for row in table.records() {
        let row = row.unwrap();
        let (number, kind, place) = (&row[0], &row[2], &row[3]);
        seen.insert(number.to_owned());
        let plan_of = |place: &str| {
            let (plan, id) = place.split_once('#').unwrap_or_else(|| panic!("{number}: {place}"));
            let plan = archive
                .plans
                .iter()
                .find(|value| value.id == plan)
                .unwrap_or_else(|| panic!("{number}: no plan {plan}"));
            (plan, id.to_owned())
        };
        let there = match kind {
            "record" => {
                archive.records.iter().any(|record| record.id == place)
                    || archive.plans.iter().any(|plan| plan.id == place)
            }
            "target" => {
                let (plan, id) = plan_of(place);
                plan.targets.iter().any(|target| target.id == id)
            }
            "action" => {
                let (plan, id) = plan_of(place);
                plan.actions.iter().any(|action| action.id == id)
            }
            "indicator" => archive.indicators.iter().any(|indicator| indicator.name == place),
            "school" => {
                archive.schools.iter().any(|school| place.rsplit('/').next() == Some(&school.id))
            }
            "pair" => archive.pairs.iter().any(|pair| pair.id == place),
            "page" => pages.contains(place),
            other => panic!("{number}: no kind {other}"),
        };
        assert!(there, "{number}: {kind} {place} is not there");
    }
    let all =
        ROWS.iter().flat_map(|(plan, rows)| (1..=*rows).map(move |row| format!("{plan}-{row:02}")));
    assert_eq!(seen, all.collect::<BTreeSet<_>>());
}

#[test]
fn the_sample_is_as_large_and_varied_as_documented() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tree = FolderSource::open(root, "content").unwrap();
    let parsed = parse::archive(&tree).unwrap();
    let checked = guidang::engine::lint::check(parsed, None);
    let archive = &checked.archive;
    assert!(archive.schools.len() >= 12 && archive.pairs.len() >= 3 && archive.plans.len() >= 8);
    assert!(
        archive.records.len() + archive.plans.len() >= 250 && archive.calendar.terms().count() == 8
    );
    for status in guidang::model::Status::ALL {
        if status == guidang::model::Status::Withheld {
            continue; // a status is withheld where figures are published, not where they are judged
        }
        assert!(
            checked.readings.targets.iter().any(|target| target.status == status),
            "{status:?} occurs"
        );
    }
    for status in guidang::model::ActionStatus::ALL {
        assert!(
            checked.readings.actions.iter().any(|action| action.status == status),
            "{status:?} occurs"
        );
    }
    for aggregate in guidang::model::Aggregate::ALL {
        assert!(
            archive.indicators.iter().any(|indicator| indicator.aggregate == aggregate),
            "{aggregate:?} occurs"
        );
    }
    let rows: usize = tree
        .paths()
        .iter()
        .filter(|path| path.ends_with(".csv"))
        .map(|path| tree.bytes(path).unwrap().iter().filter(|byte| **byte == b'\n').count())
        .sum();
    assert!(rows >= 2_000, "{rows} rows of ledgers");
}

/// The check of results of the second plan: six items of the helped side, five of the helping side, each with its
/// status and evidence; what a side adds to its numbered items is listed among the other targets.
#[test]
fn the_pair_plan_shows_its_two_checklists() {
    let page = "pairs/jiguanyuan-bailuyuan/plans/2024-jieduibangfujihua.html";
    let text = std::fs::read_to_string(sample_site().join(page)).unwrap();
    let lists: Vec<&str> = text.split("<section class=\"checklist\">").skip(1).collect();
    assert_eq!(lists.len(), 2);
    for (list, (title, items)) in lists.iter().zip([("受援方", 6), ("帮扶方", 5)]) {
        let list = list.split("</section>").next().unwrap();
        let rows: Vec<&str> = list.split("<tr><th scope=\"row\"").skip(1).collect();
        assert!(list.contains(title), "{title}");
        assert_eq!(rows.len(), items, "{title}");
        for row in rows {
            assert!(row.contains("class=\"status"), "a status in {row}");
            let (_, evidence) = row.split_once("c-evidence").unwrap();
            assert!(evidence.contains("<a href="), "evidence in {row}");
        }
    }
    assert!(text.contains("捐赠图书"), "the target that no list numbers");
}
