//! The wall of tiles at few and at many schools, and what pages say of figures that are not public.

use serde_json::Value;

use super::PageValues;
use super::sample::{Sample, bare, sample};
use crate::site::{Options, Site, Theme};

/// The values of a page, judged on a day, and its HTML.
fn page(sample: &Sample, day: &str, path: &str) -> (Value, String) {
    let checked = sample.checked_on(day);
    let site = Site::new(&checked.archive, &checked.readings, &checked.blocks, Options::default());
    let page = site.page(path).unwrap_or_else(|| panic!("no page {path}"));
    let theme = Theme::load("themes/own", Vec::new()).unwrap_or_else(|_| panic!("the theme"));
    let html = site.render(&page, &theme).unwrap_or_else(|_| panic!("{path} is not rendered"));
    (site.visit(&page, PageValues), html)
}

const MANY: &str = "indicators:
  - {name: 送教课时, unit: 课时, direction: at_least, aggregate: sum}
  - {name: 听课, unit: 节, direction: at_least, aggregate: sum}
  - {name: 家访, unit: 次, direction: at_least, aggregate: sum}
  - {name: 讲座, unit: 场, direction: at_least, aggregate: sum}
";

/// Schools in townships of ten, each with four targets; those of the township 乡3 do nothing.
pub(super) fn county(schools: usize) -> Sample {
    let mut sample = Sample::default()
        .with("site.yaml", "title: 大县\nlanguage: zh-CN\n")
        .with("indicators.yaml", MANY)
        .with(
            "plans/2024.md",
            "---\ntitle: 年度计划\nstart: 2024-03-01\nend: 2024-07-05\ntargets:\n  - {indicator: 送教课时, value: 10, scope: each}\n  - {indicator: 听课, value: 5, scope: each}\n  - {indicator: 家访, value: 6, scope: each}\n  - {indicator: 讲座, value: 2, scope: each}\n---\n计划。\n",
        );
    for school in 0..schools {
        let township = school / 10;
        let text = format!("name: 第{school}小学\nlevel: primary\ntownship: 乡{township}\n");
        sample = sample.with(&format!("schools/s{school:03}/school.yaml"), &text);
        if township != 3 {
            let visit = "---\ntitle: 活动\ndate: 2024-03-20\ntype: 送教\ndata: {送教课时: 10, 听课: 5, 家访: 6, 讲座: 2}\n---\n活动。\n";
            sample = sample.with(&format!("schools/s{school:03}/visits/a.md"), visit);
        }
    }
    sample
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

#[test]
fn few_schools_are_a_table_of_tiles_that_lead_to_their_accounts() {
    let (home, html) = page(&sample("zh-CN"), "2024-06-10", "index.html");
    let wall = &home["wall"];
    assert!(1 < list(&wall["heads"]).len(), "{wall}");
    let open = list(&wall["groups"]).iter().filter(|group| group["open"] == true).count();
    assert_eq!(open, list(&wall["groups"]).len());
    let places: Vec<&str> =
        list(&wall["groups"]).iter().filter_map(|group| group["township"].as_str()).collect();
    assert_eq!(places.iter().filter(|place| **place == "浙源乡").count(), 1, "{places:?}");
    for row in list(&wall["groups"]).iter().flat_map(|group| list(&group["rows"])) {
        assert_eq!(list(&row["cells"]).len(), list(&wall["heads"]).len());
        for tile in list(&row["cells"]).iter().flat_map(list) {
            assert!(tile["href"].as_str().unwrap().contains('#'), "{tile}");
            assert_eq!(tile["mark"].as_str().unwrap().chars().count(), 1, "{tile}");
        }
    }
    assert!(html.contains("<table class=\"wall\">"), "{html}");
}

#[test]
fn many_schools_are_lines_of_tiles_and_only_the_worst_township_is_unfolded() {
    let (home, html) = page(&county(300), "2024-06-10", "index.html");
    let wall = &home["wall"];
    assert!(list(&wall["heads"]).is_empty());
    let groups = list(&wall["groups"]);
    assert_eq!(groups.len(), 30);
    let open: Vec<&str> = groups
        .iter()
        .filter(|group| group["open"] == true)
        .filter_map(|group| group["township"].as_str())
        .collect();
    assert_eq!(open, ["乡3"]);
    let section = html.split("class=\"wall-section\"").nth(1).unwrap();
    let section = section.split("</section>").next().unwrap();
    assert_eq!(section.matches("滞滞滞滞</i>").count(), 10);
    assert_eq!(section.matches("达达达达</i>").count(), 290);
    // 1,200 tiles: light enough for a telephone.
    assert!(section.len() < 60_000, "{} bytes", section.len());
    assert!(section.matches('<').count() / 2 < 1_800, "{} elements", section.matches('<').count());
}

#[test]
fn one_school_needs_no_wall() {
    let (home, html) = page(&county(1), "2024-06-10", "index.html");
    assert!(list(&home["wall"]["groups"]).is_empty());
    assert!(!html.contains("wall-section") && html.contains("href=\"plans.html\">4个目标</a>"));
}

#[test]
fn what_is_short_is_told_with_the_days_that_are_left() {
    let (school, _) = page(&county(40), "2024-06-10", "schools/s030/index.html");
    let items = list(&school["todo"]["groups"][0]["items"]);
    let told: Vec<[&str; 3]> = items
        .iter()
        .map(|item| ["short", "left", "due"].map(|key| item[key].as_str().unwrap_or_default()))
        .collect();
    assert!(told.contains(&["还差10课时", "余25天", "2024年7月5日"]), "{told:?}");
    assert!(told.contains(&["还差2场", "余25天", "2024年7月5日"]), "{told:?}");
}

#[test]
fn a_withheld_figure_is_not_told_by_what_it_is_short_of() {
    let plan = "---\ntitle: 年度计划\nstart: 2024-03-01\nend: 2024-12-31\ntargets:\n  - {indicator: 劝返, value: 10, every: month, scope: each}\n---\n计划。\n";
    let indicators = "indicators:\n  - {name: 劝返, unit: 人, direction: at_least, aggregate: sum, sensitive: true}\n";
    let visit = "---\ntitle: 劝返\ndate: 2024-05-20\ntype: 家访\ndata: {劝返: 3}\n---\n劝返。\n";
    let small = bare("zh-CN")
        .with("indicators.yaml", indicators)
        .with("schools/a/school.yaml", "name: 甲校\nlevel: primary\n")
        .with("schools/b/school.yaml", "name: 乙校\nlevel: primary\n")
        .with("plans/2024.md", plan)
        .with("schools/a/visits/a.md", visit);
    // The month is over and the figure is small: that it was missed is public, the figure is not.
    for day in ["2024-05-31", "2024-05-25", "2024-06-20"] {
        for path in ["index.html", "schools/a/index.html", "plans/2024.html", "print/brief.html"] {
            let (_, html) = page(&small, day, path);
            for told in ["还差7人", "3人", "差7"] {
                assert!(!html.contains(told), "{told} in {path} on {day}");
            }
        }
    }
    let (school, _) = page(&small, "2024-05-31", "schools/a/index.html");
    let items = list(&school["todo"]["groups"][0]["items"]);
    let item = items.iter().find(|item| item["what"]["text"] == "劝返").expect("the target");
    assert_eq!((&item["short"], item["status"]["code"].as_str()), (&Value::Null, Some("missed")));
}
