//! Which figures are added, and which stay apart.

use super::*;

const OWN: &str = "plans/2024";
const PAIR: &str = "pairs/p/plans/2024";

/// `[basis] counties: sum least–most (without, withheld)` of every total of the only indicator.
fn totals(counties: Vec<Vec<Value>>) -> Vec<String> {
    let federation = federation(counties);
    assert!(federation.counties.iter().all(|it| it.data.is_ok()), "{federation:?}");
    let [rollup] = &federation.rollups[..] else {
        panic!("{} indicators", federation.rollups.len())
    };
    let text = |it: Option<crate::model::Figure>| it.map_or("-".into(), |it| it.to_string());
    let line = |it: &Total| {
        format!(
            "[{}] {}: {} {}–{} ({}, {})",
            it.basis.code(),
            it.counties,
            text(it.sum),
            text(it.least),
            text(it.most),
            it.without,
            it.suppressed
        )
    };
    rollup.totals.iter().map(line).collect()
}

fn withheld(plan: &str, scope: &str) -> Value {
    let mut it = target(plan, scope, json!(null));
    it["periods"][0]["suppressed"] = json!(true);
    it
}

fn changed(key: &str, value: &str) -> Value {
    let mut it = target(OWN, "joint", json!("7"));
    it[key] = json!(value);
    it
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
fn no_total_tells_a_withheld_figure() {
    let own = |figure: &str| vec![target(OWN, "joint", json!(figure))];
    let hidden = vec![withheld(OWN, "joint")];
    assert_eq!(totals(vec![own("12"), hidden, own("3")]), ["[archive] 3: - 3–12 (0, 1)"]);
    // A figure that stands beside the mark is not believed.
    let mut both = withheld(OWN, "joint");
    both["periods"][0]["actual"] = json!("4");
    assert_eq!(totals(vec![own("12"), vec![both]]), ["[archive] 2: - 12–12 (0, 1)"]);
    // Of a sum over schools one part is withheld: so is the sum.
    let schools = vec![target(OWN, "a", json!("6")), withheld(OWN, "b")];
    assert_eq!(totals(vec![own("12"), schools]), ["[archive] 2: - 12–12 (0, 1)"]);
}

#[test]
fn an_entry_is_never_counted_twice() {
    let own = || target(OWN, "joint", json!("12"));
    // The pair's plan counts some of the same entries: the archive's own figure stands for all.
    assert_eq!(
        totals(vec![vec![own(), target(PAIR, "joint", json!("5"))]]),
        ["[archive] 1: 12 12–12 (0, 0)"]
    );
    let schools = vec![target(OWN, "a", json!("6")), target(OWN, "b", json!("2"))];
    assert_eq!(totals(vec![schools]), ["[archive] 1: 8 8–8 (0, 0)"]);
    let pair = vec![target(PAIR, "a", json!("6")), target(PAIR, "b", json!("2"))];
    assert_eq!(totals(vec![pair]), ["[pairs] 1: 8 8–8 (0, 0)"]);
    // Two targets of one plan, or all schools together beside one of them: listed.
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
    // The same name counted in two ways.
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
fn aspirational_targets_are_kept_out() {
    let mut hoped = target(PAIR, "joint", json!("5"));
    hoped["target"] = json!("力争项");
    let one = federation(vec![vec![hoped]]);
    assert_eq!(one.rollups, []);
    assert_eq!(one.counties[0].data.as_ref().unwrap().statuses().iter().sum::<usize>(), 0);
}

#[test]
fn the_same_data_under_two_names_is_taken_once() {
    let mut it = federation(vec![vec![], vec![]]);
    let sources = Sources {
        file: "content/sources.yaml".into(),
        stale_after: 31,
        list: it.counties.iter().map(|it| it.source.clone()).collect(),
    };
    let data = it.counties.remove(0).data;
    let twice = Federation::new(&sources, vec![data.clone(), data]);
    assert_eq!(twice.counties[1].data, Err(WhyMissing::SameAs { name: "0".into() }));
    let told = twice.diagnostics("content/sources.yaml");
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].span.start.line, told[0].problem.code().word()), (3, "missing-source"));
}

#[test]
fn missing_archives_come_first_then_the_worst() {
    let with = |status: &str| vec![changed("status", status)];
    let mut it = federation(vec![with("met"), with("missed"), vec![], with("behind"), with("met")]);
    it.counties[4].data = Err(WhyMissing::NotThere { path: "x".into() });
    assert_eq!(it.worst_first(), [4, 1, 3, 0, 2]);
    let day = |text| Day::parse(text).unwrap();
    assert_eq!(it.reported(4, day("2024-07-01")), Reported::Missing);
    assert_eq!(it.reported(0, day("2024-07-31")), Reported::Fresh);
    assert_eq!(it.reported(0, day("2024-08-01")), Reported::Stale);
    assert_eq!(it.counties[0].age(day("2024-06-01")), Some(0), "newer than the portal's day");
}
