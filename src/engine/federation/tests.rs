//! Which data of another archive are refused, and which figures are added.

mod damage;
mod sums;

use super::*;
use crate::diagnostics::Span;
use crate::model::CountySource;
use serde_json::{Value, json};

/// An archive with a plan of its own and one of a pair.
fn archive() -> Value {
    json!({
        "format": "guidang-data", "version": 1, "title": "青峦县结对帮扶档案",
        "organisation": "青峦县教育局", "language": "zh-CN", "as_of": "2024-06-30",
        "latest_record": "2024-06-28",
        "counts": {"schools": 2, "pairs": 1, "plans": 2, "records": 40},
        "indicators": [
            {"name": "送教课时", "unit": "课时", "direction": "at_least", "aggregate": "sum",
             "sensitive": false, "href": "indicators/songjiao.html"},
        ],
        "schools": [{"id": "a", "name": "甲校", "href": "schools/a/index.html"},
                    {"id": "b", "name": "乙校", "href": "schools/b/index.html"}],
        "pairs": [{"id": "pairs/p", "name": "甲—乙", "href": "pairs/p/index.html"}],
        "plans": [
            {"id": "plans/2024", "title": "2024年计划", "start": "2024-01-01",
             "end": "2024-12-31", "school": null, "pair": null, "href": "plans/2024.html",
             "aspirational": []},
            {"id": "pairs/p/plans/2024", "title": "结对计划", "start": "2024-01-01",
             "end": "2024-12-31", "school": null, "pair": "pairs/p",
             "href": "pairs/p/plans/2024.html#target-x", "aspirational": ["力争项"]},
        ],
    })
}

/// A target of the archive's own plan with this figure.
fn target(plan: &str, scope: &str, actual: Value) -> Value {
    json!({
        "plan": plan, "target": "送教课时", "scope": scope, "indicator": "送教课时",
        "unit": "课时", "direction": "at_least", "aggregate": "sum", "value": "10",
        "every": null, "status": "met", "periods_met": 1, "periods_due": 1,
        "periods": [{"start": "2024-01-01", "end": "2024-12-31", "actual": actual,
                     "expected": "5", "status": "met", "records": ["schools/a/visits/x"]}],
    })
}

fn progress(targets: Vec<Value>) -> Value {
    json!({"as_of": "2024-06-30", "targets": targets, "actions": []})
}

fn read_both(archive: &Value, progress: &Value) -> Result<Published, WhyMissing> {
    let (archive, progress) = (archive.to_string(), progress.to_string());
    read(CountyFiles { archive: archive.as_bytes(), progress: progress.as_bytes() })
}

/// Archives named `0`, `1` …, each with these targets.
fn federation(counties: Vec<Vec<Value>>) -> Federation {
    let mut list = Vec::new();
    let mut read = Vec::new();
    for (index, targets) in counties.into_iter().enumerate() {
        list.push(CountySource {
            name: index.to_string(),
            folder: index.to_string(),
            url: None,
            at: Span::new(index as u32 + 2, 3, 1),
        });
        let mut archive = archive();
        archive["title"] = json!(format!("第{index}县"));
        read.push(read_both(&archive, &progress(targets)));
    }
    Federation::new(&sources(list), read)
}

fn sources(list: Vec<CountySource>) -> Sources {
    Sources { file: "content/sources.yaml".into(), stale_after: 31, list }
}

/// Archives with everything that a page can show: a pair's plan next to the archive's own, a suppressed figure, targets
/// that no other archive has, and one archive that is missing.
pub(crate) fn sample() -> Federation {
    let own = |figure: &str| target("plans/2024", "joint", json!(figure));
    let mut behind = target("pairs/p/plans/2024", "a", json!("3"));
    behind["status"] = json!("behind");
    let mut hidden = target("plans/2024", "joint", json!(null));
    hidden["periods"][0]["suppressed"] = json!(true);
    let mut sum = federation(vec![vec![own("12"), behind], vec![own("7")], vec![]]);
    let hidden = federation(vec![vec![], vec![hidden]]).counties.remove(1).data;
    for (county, url) in sum.counties.iter_mut().zip([Some("https://a.example/"), None, None]) {
        county.source.url = url.map(str::to_owned);
        county.source.name = format!("第{}县", county.source.name);
    }
    let mut rates = target("plans/2024", "joint", json!("90"));
    (rates["indicator"], rates["unit"]) = (json!("优课率"), json!("%"));
    (rates["target"], rates["aggregate"]) = (json!("优课率"), json!("ratio"));
    let mut visits = target("plans/2024", "joint", json!("40"));
    (visits["indicator"], visits["target"]) = (json!("家访户数"), json!("家访户数"));
    let rates = federation(vec![vec![rates, visits]]).counties.remove(0).data;
    let mut list: Vec<CountySource> =
        sum.counties.iter().map(|county| county.source.clone()).collect();
    for name in ["第3县", "第4县"] {
        list.push(CountySource { name: name.into(), ..list[1].clone() });
    }
    let missing = Err(WhyMissing::NotThere { path: "counties/2/archive.json".into() });
    let first = sum.counties.remove(0).data;
    let second = sum.counties.remove(0).data;
    Federation::new(&sources(list), vec![first, second, missing, hidden, rates])
}
