//! Schools stand by township and in the order of the site, never by how they stand.

use serde_json::Value;

use super::PageValues;
use super::sample::Sample;
use crate::model::SchoolIx;
use crate::site::fragments::townships::townships;
use crate::site::{Options, Site};

/// Four schools in two townships, the first of which does best, and the visits of the first.
fn archive() -> Sample {
    let mut sample = Sample::default()
        .with("site.yaml", "title: 示范县\nlanguage: zh-CN\n")
        .with(
            "indicators.yaml",
            "indicators:\n  - {name: 送教课时, unit: 课时, direction: at_least, aggregate: sum}\n  - {name: 听课, unit: 节, direction: at_least, aggregate: sum}\n",
        )
        .with(
            "plans/2024.md",
            "---\ntitle: 计划\nstart: 2024-03-01\nend: 2024-07-05\ntargets:\n  - {indicator: 送教课时, value: 10, scope: each}\n  - {indicator: 听课, value: 10, scope: each}\n---\n计划。\n",
        )
        .with("pairs/p/pair.yaml", "name: 结对\nhelper: a\nhelped: b\nstart: 2024-01-01\n");
    let schools = [
        ("a", "甲乡", "10", "1"),
        ("b", "乙乡", "10", "10"),
        ("c", "甲乡", "1", "1"),
        ("d", "乙乡", "1", "1"),
    ];
    for (id, township, lessons, visited) in schools {
        let school = format!("name: {id}校\nlevel: primary\ntownship: {township}\n");
        let visit = format!(
            "---\ntitle: 活动\ndate: 2024-03-20\ntype: 送教\ndata: {{送教课时: {lessons}, 听课: {visited}}}\n---\n活动。\n"
        );
        sample = sample
            .with(&format!("schools/{id}/school.yaml"), &school)
            .with(&format!("schools/{id}/visits/a.md"), &visit);
    }
    let visit = "---\ntitle: 结对活动\ndate: 2024-03-21\ntype: 送教\nMORE---\n活动。\n";
    sample
        .with("schools/a/visits/b.md", &visit.replace("MORE", "pair: 结对\n"))
        .with("schools/a/visits/c.md", &visit.replace("MORE", "to: b\n"))
}

/// The values of a page; of the first indicator's without a path.
fn page(path: &str) -> Value {
    let checked = archive().checked_on("2024-07-05");
    let site = Site::new(&checked.archive, &checked.readings, &checked.blocks, Options::default());
    let path = if path.is_empty() { &site.routes.indicators[0] } else { path };
    let page = site.page(path).unwrap_or_else(|| panic!("no page {path}"));
    site.visit(&page, PageValues)
}

fn texts<'a>(rows: &'a Value, pointer: &str) -> Vec<&'a str> {
    let rows = rows.as_array().unwrap();
    rows.iter().map(|row| row.pointer(pointer).and_then(Value::as_str).unwrap()).collect()
}

#[test]
fn an_indicator_ranks_no_school() {
    let page = page("");
    assert_eq!(texts(&page["plots"][0]["rows"], "/link/text"), ["a校", "c校", "b校", "d校"]);
    let all = page["rows"].as_array().unwrap().len() + page["past"].as_array().unwrap().len();
    assert_eq!(all, 4);
    let rows =
        if page["rows"].as_array().unwrap().is_empty() { &page["past"] } else { &page["rows"] };
    assert_eq!(texts(rows, "/scope"), ["a校", "c校", "b校", "d校"]);
}

#[test]
fn an_answer_names_schools_in_the_order_of_the_site() {
    let home = page("index.html");
    let mut said = String::new();
    for piece in home["answer"]["sentence"].as_array().unwrap() {
        said.push_str(piece["text"].as_str().unwrap());
    }
    assert!(said.contains("涉及a校（1）、c校（2）、d校（2）"), "{said}");
    assert!(!said.contains("最集中"), "{said}");
}

/// A list without the first school of a township has its townships in the order of the whole site all the same.
#[test]
fn parts_of_the_site_have_its_order_of_townships() {
    let checked = archive().checked_on("2024-07-05");
    let archive = &checked.archive;
    let [b, c]: [SchoolIx; 2] = ["b", "c"]
        .map(|id| SchoolIx(archive.schools.iter().position(|school| school.id == id).unwrap()));
    let of_part = townships(archive, &[b, c]);
    let names: Vec<_> = of_part.iter().map(|(name, _)| name.unwrap()).collect();
    assert_eq!(names, ["甲乡", "乙乡"]);
}

#[test]
fn each_school_of_a_side_signs_for_itself() {
    let mut sample = archive();
    let visit = "---\ntitle: 联合教研\ndate: 2024-03-22\ntype: 教研\npair: 结对\nto: [b, c, d]\n---\n研讨。\n";
    sample = sample.with("schools/a/visits/d.md", visit);
    let checked = sample.checked_on("2024-07-05");
    let site = Site::new(&checked.archive, &checked.readings, &checked.blocks, Options::default());
    let values = site.visit(&site.page("schools/a/visits/d.html").unwrap(), PageValues);
    let signed = &values["signature"]["sides"];
    assert_eq!(texts(signed, "/schools"), ["a校", "b校", "c校", "d校"]);
    let others = "其他参加校（签字）";
    assert_eq!(texts(signed, "/label"), ["帮扶校（签字）", "受援校（签字）", others, others]);
}

#[test]
fn only_a_visit_that_names_another_side_names_it_where_it_is_signed() {
    let sides = |path: &str| {
        let mut said = Vec::new();
        for side in page(path)["signature"]["sides"].as_array().unwrap() {
            said.push(format!(
                "{}{}",
                side["label"].as_str().unwrap(),
                side["schools"].as_str().unwrap()
            ));
        }
        said
    };
    assert_eq!(sides("schools/a/visits/a.html"), ["本校（签字）a校", "相关人员（签字）"]);
    for path in ["schools/a/visits/b.html", "schools/a/visits/c.html"] {
        let signed = sides(path);
        assert_eq!(signed.len(), 2, "{signed:?}");
        assert!(!signed.concat().contains("相关人员"), "{signed:?}");
    }
}
