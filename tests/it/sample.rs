//! The sample archive is one of today: it checks clean, its last school year is the present one, and it shows what
//! happens to schools, pairs and problems over the years.

use std::collections::BTreeSet;
use std::path::Path;

use guidang::engine::follow_ups::read_follow_ups;
use guidang::model::{Every, FollowUpStatus};
use guidang::parse;
use guidang::source::{FolderSource, Source};

use crate::support::{guidang, stderr, stdout};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_sample_checks_without_a_warning() {
    let checked = guidang(root(), &["check", "--strict"]);
    assert!(checked.status.success(), "{}{}", stdout(&checked), stderr(&checked));
}

#[test]
fn the_sample_shows_a_life_of_schools_and_pairs_up_to_today() {
    let tree = FolderSource::open(root(), "content").unwrap();
    let checked = guidang::engine::lint::check(parse::archive(&tree).unwrap(), None);
    let archive = &checked.archive;
    let terms: Vec<&str> = archive.calendar.terms().map(|(_, term)| term.name.as_str()).collect();
    assert_eq!(terms.last(), Some(&"2026—2027学年第一学期"));
    for year in ["2024", "2025", "2026"] {
        let of_year = archive
            .records
            .iter()
            .filter(|record| record.day.is_some_and(|day| day.to_string().starts_with(year)));
        assert!(30 <= of_year.count(), "records of {year}");
    }
    let kinds: BTreeSet<&str> =
        archive.pairs.iter().filter_map(|pair| pair.kind.as_deref()).collect();
    for kind in ["结对帮扶", "城乡教育共同体", "教育集团", "托管帮扶"] {
        assert!(kinds.contains(kind), "no pair is a {kind}");
    }
    let merged: Vec<_> =
        archive.schools.iter().filter(|school| school.merged_into.is_some()).collect();
    assert!(merged.iter().any(|school| school.closed.is_some()), "no school was merged");
    assert!(archive.schools.iter().any(|school| !school.formerly.is_empty()));
    assert!(
        archive.plans.iter().flat_map(|plan| &plan.targets).any(|target| {
            target.every == Some(Every::Week)
                && archive.indicators[target.indicator.0].name == "送教上门次数"
        }),
        "no weekly lessons at home"
    );
    assert!(tree.paths().iter().any(|path| path.ends_with(".xlsx")), "no ledger of Excel");
    let problems = read_follow_ups(archive, checked.readings.as_of);
    for status in [FollowUpStatus::Open, FollowUpStatus::Overdue, FollowUpStatus::Done] {
        assert!(problems.iter().any(|problem| problem.status == status), "{status:?}");
    }
    assert!(
        problems.iter().any(|problem| problem.closed_by.is_some()),
        "no later visit settles a problem"
    );
}
