//! Which figures are added, and which are not.

use super::*;
use crate::model::Figure;

const OWN: &str = "plans/2024";
const PAIR: &str = "pairs/p/plans/2024";

/// `[basis] counties: sum least–most (without, withheld)` of each total of the only indicator.
fn totals(counties: Vec<Vec<Value>>) -> Vec<String> {
    let federation = federation(counties);
    assert!(federation.counties.iter().all(|county| county.data.is_ok()), "{federation:?}");
    let [rollup] = &federation.rollups[..] else {
        panic!("{} indicators", federation.rollups.len())
    };
    let mut lines = Vec::new();
    for total in &rollup.totals {
        let (basis, counties) = (total.basis.code(), total.counties);
        let (sum, least, most) = (shown(total.sum), shown(total.least), shown(total.most));
        let (without, suppressed) = (total.without_value, total.suppressed);
        lines.push(format!("[{basis}] {counties}: {sum} {least}–{most} ({without}, {suppressed})"));
    }
    lines
}

fn shown(figure: Option<Figure>) -> String {
    figure.map_or("-".to_owned(), |figure| figure.to_string())
}

fn suppressed(plan: &str, scope: &str) -> Value {
    let mut target = target(plan, scope, json!(null));
    target["periods"][0]["suppressed"] = json!(true);
    target
}

fn changed(key: &str, value: &str) -> Value {
    let mut target = target(OWN, "joint", json!("7"));
    target[key] = json!(value);
    target
}

#[test]
fn sums_of_the_same_days_are_added() {
    let own = |figure: &str| vec![target(OWN, "joint", json!(figure))];
    assert_eq!(totals(vec![own("12"), own("0.5"), own("7")]), ["[archive] 3: 19.5 0.5–12 (0, 0)"]);
    let nothing = vec![target(OWN, "joint", json!(null))];
    assert_eq!(totals(vec![own("12"), nothing]), ["[archive] 2: 12 12–12 (1, 0)"]);
    let mut other_days = target(OWN, "joint", json!("5"));
    other_days["periods"][0]["end"] = json!("2024-11-30");
    assert_eq!(
        totals(vec![own("12"), own("1"), vec![other_days]]),
        ["[archive] 2: 13 1–12 (0, 0)", "[archive] 1: 5 5–5 (0, 0)"]
    );
}

#[test]
fn no_total_reveals_a_suppressed_figure() {
    let own = |figure: &str| vec![target(OWN, "joint", json!(figure))];
    let hidden = vec![suppressed(OWN, "joint")];
    assert_eq!(totals(vec![own("12"), hidden, own("3")]), ["[archive] 3: - 3–12 (0, 1)"]);
    // A figure next to the mark of suppression is ignored.
    let mut both = suppressed(OWN, "joint");
    both["periods"][0]["actual"] = json!("4");
    assert_eq!(totals(vec![own("12"), vec![both]]), ["[archive] 2: - 12–12 (0, 1)"]);
    // If one part of a sum over schools is suppressed, so is the sum.
    let schools = vec![target(OWN, "a", json!("6")), suppressed(OWN, "b")];
    assert_eq!(totals(vec![own("12"), schools]), ["[archive] 2: - 12–12 (0, 1)"]);
}

#[test]
fn an_entry_is_never_counted_twice() {
    let own = || target(OWN, "joint", json!("12"));
    // The pair's plan counts some of the same entries, so only the archive's own figure counts.
    assert_eq!(
        totals(vec![vec![own(), target(PAIR, "joint", json!("5"))]]),
        ["[archive] 1: 12 12–12 (0, 0)"]
    );
    let schools = vec![target(OWN, "a", json!("6")), target(OWN, "b", json!("2"))];
    assert_eq!(totals(vec![schools]), ["[archive] 1: 8 8–8 (0, 0)"]);
    let pair = vec![target(PAIR, "a", json!("6")), target(PAIR, "b", json!("2"))];
    assert_eq!(totals(vec![pair]), ["[pairs] 1: 8 8–8 (0, 0)"]);
    // Two targets of one plan, or all schools together and one of them, are listed.
    let mut second = own();
    second["target"] = json!("送教课时（二）");
    let rows = federation(vec![vec![own(), second]]).rollups[0].rows.len();
    assert_eq!(rows, 2);
    let both = vec![own(), target(OWN, "a", json!("6"))];
    assert_eq!(federation(vec![both]).rollups[0].rows.len(), 2);
}

#[test]
fn only_sums_and_counts_are_added() {
    for (aggregate, sum) in [("sum", "14"), ("count", "14"), ("distinct", "-"), ("ratio", "-")] {
        let county = || vec![changed("aggregate", aggregate)];
        assert_eq!(totals(vec![county(), county()]), [format!("[archive] 2: {sum} 7–7 (0, 0)")]);
    }
    // The same name is counted in two ways.
    let two = vec![vec![changed("aggregate", "sum")], vec![changed("aggregate", "max")]];
    assert_eq!(totals(two), ["[archive] 2: - 7–7 (0, 0)"]);
}

#[test]
fn another_unit_or_direction_is_another_indicator() {
    for (key, value) in [("unit", "节"), ("direction", "at_most"), ("indicator", "送教节数")] {
        let two = federation(vec![vec![changed("every", "term")], vec![changed(key, value)]]);
        assert_eq!(two.rollups.len(), 2, "{key}");
    }
}

#[test]
fn aspirational_targets_are_not_rolled_up() {
    let mut hoped = target(PAIR, "joint", json!("5"));
    hoped["target"] = json!("力争项");
    let one = federation(vec![vec![hoped]]);
    assert_eq!(one.rollups, []);
    assert_eq!(one.counties[0].data.as_ref().unwrap().statuses().iter().sum::<usize>(), 0);
}

#[test]
fn the_same_data_under_two_names_count_once() {
    let mut federation = federation(vec![vec![], vec![]]);
    let list = federation.counties.iter().map(|county| county.source.clone()).collect();
    let data = federation.counties.remove(0).data;
    let twice = Federation::new(&sources(list), vec![data.clone(), data]);
    assert_eq!(twice.counties[1].data, Err(WhyMissing::SameAs { name: "0".into() }));
    let diagnostics = twice.diagnostics("content/sources.yaml");
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(
        (diagnostics[0].span.start.line, diagnostics[0].problem.code().word()),
        (3, "missing-source")
    );
}

#[test]
fn missing_archives_come_first_then_the_worst() {
    let with = |status: &str| vec![changed("status", status)];
    let mut federation =
        federation(vec![with("met"), with("missed"), vec![], with("behind"), with("met")]);
    federation.counties[4].data = Err(WhyMissing::NotThere { path: "x".into() });
    assert_eq!(federation.worst_first(), [4, 1, 3, 0, 2]);
    let day = |text| Day::parse(text).unwrap();
    assert_eq!(federation.reported(4, day("2024-07-01")), Reported::Missing);
    assert_eq!(federation.reported(0, day("2024-07-31")), Reported::Fresh);
    assert_eq!(federation.reported(0, day("2024-08-01")), Reported::Stale);
    assert_eq!(
        federation.counties[0].age(day("2024-06-01")),
        Some(0),
        "newer than the day of the portal"
    );
}
