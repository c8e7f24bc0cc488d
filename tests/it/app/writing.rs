//! Records written and edited through the app are what a person would have written.

use std::fs;

use serde_json::{Value, json};

use super::client::App;
use super::encoded;
use crate::support::{SMALL, archive, guidang, small_with, stdout};

const VISIT: &str = "content/学校/shiyan/活动/2024-03-15-送教.md";

fn fields(problems: &Value) -> Vec<&str> {
    let problems = problems.as_array().unwrap();
    problems.iter().filter_map(|problem| problem["field"].as_str()).collect()
}

#[test]
fn a_new_visit_is_checked_counted_and_saved() {
    let root = archive(SMALL);
    let app = App::start(root.path()).ready();
    let start = app.told("start");
    assert_eq!(start["archive"]["title"], "云岭县结对帮扶档案");
    let kinds: Vec<&str> = start["kinds"]
        .as_array()
        .unwrap()
        .iter()
        .map(|kind| kind["kind"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        [
            "visit",
            "summary",
            "ledger",
            "resource",
            "honour",
            "question",
            "plan",
            "school",
            "pair",
            "indicators",
            "site"
        ]
    );
    let lists = app.told("lists?school=shiyan");
    assert_eq!(lists["lists"]["to"], json!(["清河镇中心幼儿园"]));
    assert_eq!(lists["data"], json!([{"key": "送教课时", "unit": "课时", "what": "送教课时"}]));
    assert_eq!(lists["targets"][0]["actual"], "4");

    let mut visit = json!({
        "school": "shiyan", "kind": "visit",
        "values": {"title": "第二次送教", "date": "2024-13-01", "type": "送教下乡",
                   "data": [{"key": "送教课时", "value": "2"}]},
        "body": "又上了一节课。",
    });
    let checked = app.done("check", &visit);
    assert_eq!(fields(&checked["problems"]), ["date"], "{checked}");
    assert_eq!(app.post("save", &visit).status, 422);

    visit["values"]["date"] = json!("2024-04-01");
    visit["values"]["to"] = json!("清河源");
    assert_eq!(fields(&app.done("check", &visit)["problems"]), ["to"]);
    visit["values"]["to"] = json!("清河园");
    let checked = app.done("check", &visit);
    assert_eq!(checked["problems"], json!([]), "{checked}");
    assert_eq!(checked["counts"][0]["words"], "计入：送教课时 4/10 → 6/10");
    let saved = app.done("save", &visit);
    let path = "content/学校/shiyan/活动/2024-04-01-第二次送教.md";
    assert_eq!(saved["path"], path);
    assert_eq!(
        fs::read_to_string(root.path().join(path)).unwrap(),
        "---\n标题: 第二次送教\n日期: 2024-04-01\n类型: 送教下乡\n对象校: 清河园\n数据:\n  送教课时: 2\n---\n\n又上了一节课。\n"
    );
    let records = app.until("records?kind=visit", |records| records["total"] == 2);
    assert_eq!(records["records"][0]["title"], "第二次送教");
    assert_eq!(app.told(&format!("records?q={}", encoded("示范课")))["total"], 1);
    assert_eq!(app.done("save", &visit)["path"], path.replace(".md", "-2.md"));
    let output = guidang(root.path(), &["check"]);
    assert!(output.status.success(), "{}", stdout(&output));
}

#[test]
fn an_edited_record_keeps_every_other_byte() {
    let old = "---\r\n标题: 第一次送教   # 照通知\r\n日期: 2024-03-15\r\n类型: '送教下乡'\r\n对象校: 清河园\r\n数据:\r\n  送教课时: 4\r\n---\r\n\r\n## 经过\r\n";
    let root = small_with(&[(VISIT, old.as_bytes())]);
    let app = App::start(root.path()).ready();
    let opened = app.told(&format!("record?path={}", encoded(VISIT)));
    assert_eq!(opened["values"]["title"], "第一次送教");
    assert_eq!(opened["values"]["data"], json!([{"key": "送教课时", "value": "4"}]));
    let mut call = json!({
        "path": VISIT, "kind": "visit", "values": opened["values"], "body": opened["body"],
        "digest": opened["digest"],
    });
    call["values"]["data"][0]["value"] = json!("8");
    let checked = app.done("check", &call);
    assert_eq!(checked["counts"][0]["words"], "计入：送教课时 4/10 → 8/10");
    app.done("save", &call);
    let now = fs::read_to_string(root.path().join(VISIT)).unwrap();
    assert_eq!(now, old.replace("课时: 4", "课时: 8"));
    // The same window knows the old text only: nothing is written over what it has not seen.
    call["values"]["title"] = json!("别的");
    let refused = app.post("save", &call);
    assert_eq!(refused.status, 409);
    assert_eq!(refused.json()["theirs"]["raw"], now.replace("\r\n", "\n"));
    assert_eq!(fs::read_to_string(root.path().join(VISIT)).unwrap(), now);
    call["digest"] = refused.json()["theirs"]["digest"].clone();
    call["values"] = json!({});
    call["raw"] = json!(now.replace("\r\n", "\n").replace("经过", "过程"));
    app.done("save", &call);
    let raw = fs::read_to_string(root.path().join(VISIT)).unwrap();
    assert_eq!(raw, now.replace("经过", "过程"));
}

#[test]
fn schools_plans_and_indicators_are_edited_too() {
    let root = archive(SMALL);
    let app = App::start(root.path()).ready();
    let school = app.done(
        "save",
        &json!({
            "kind": "school",
            "values": {"name": "上良小学", "level": "小学", "pupils": "480"},
        }),
    );
    assert_eq!(school["path"], "content/学校/上良小学/学校.yaml");
    let text = fs::read_to_string(root.path().join("content/学校/上良小学/学校.yaml")).unwrap();
    assert_eq!(text, "名称: 上良小学\n学段: 小学\n学生数: 480\n");
    let path = "content/结对/shiyan-qinghe/计划/2024.md";
    let plan = app.told(&format!("record?path={}", encoded(path)));
    assert_eq!(
        plan["values"]["targets"],
        json!([{"indicator": "送教课时", "value": "10", "every": "学期"}])
    );
    let mut call = json!({"path": path, "kind": "plan", "values": plan["values"], "body": plan["body"], "digest": plan["digest"]});
    call["values"]["targets"][0]["value"] = json!("12");
    let more = json!({"indicator": "看活动次数", "value": "2"});
    call["values"]["targets"].as_array_mut().unwrap().push(more);
    app.done("save", &call);
    let text = fs::read_to_string(root.path().join(path)).unwrap();
    let before = SMALL.iter().find(|(known, _)| *known == path).unwrap().1;
    assert_eq!(
        text,
        before.replace(
            "值: 10\n    每: 学期\n",
            "值: 12\n    每: 学期\n  - 指标: 看活动次数\n    值: 2\n"
        )
    );
    let path = "content/指标.yaml";
    let opened = app.told(&format!("record?path={}", encoded(path)));
    let mut values = opened["values"].clone();
    values["indicators"][1]["note"] = json!("学籍系统的人数");
    app.done(
        "save",
        &json!({"path": path, "kind": "indicators", "values": values, "digest": opened["digest"]}),
    );
    let text = fs::read_to_string(root.path().join(path)).unwrap();
    assert!(
        text.contains("    汇总: 最新\n    说明: 学籍系统的人数\n  - 名称: 看活动次数"),
        "{text}"
    );
    let output = guidang(root.path(), &["check"]);
    assert!(output.status.success(), "{}", stdout(&output));
}
