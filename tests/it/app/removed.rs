//! Records that are removed or renamed while somebody works on them, and what comes back from the trash.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::client::App;
use super::encoded;
use crate::support::{SMALL, archive, files, guidang, stderr, write};

const VISIT: &str = "content/学校/shiyan/活动/2024-03-15-送教.md";

/// The call that saves a file as it was opened, with the text that it had.
fn opened(app: &App, path: &str) -> Value {
    let mut call = app.told(&format!("record?path={}", encoded(path)));
    call["base"] = call["raw"].clone();
    let fields = call.as_object_mut().unwrap();
    for name in ["raw", "unknown", "problems", "page", "files", "raw_only"] {
        fields.remove(name);
    }
    call
}

#[track_caller]
fn must_be_sound(root: &Path) {
    let output = guidang(root, &["check"]);
    assert!(output.status.success(), "{}", stderr(&output));
}

#[test]
fn a_record_that_was_removed_while_it_was_edited_is_written_again() {
    let root = archive(SMALL);
    let text = fs::read_to_string(root.path().join(VISIT)).unwrap();
    let text = text.replace("标题:", "# 一条批注\n标题:");
    fs::write(root.path().join(VISIT), &text).unwrap();
    let app = App::start(root.path()).ready();
    let mut call = opened(&app, VISIT);
    app.done("trash", &json!({"path": VISIT}));
    call["values"]["place"] = json!("多功能厅");
    assert_eq!(app.done("check", &call)["has_errors"], false);
    assert_eq!(app.done("save", &call)["path"], VISIT);
    let written = fs::read_to_string(root.path().join(VISIT)).unwrap();
    assert!(written.contains("# 一条批注\n") && written.contains("地点: 多功能厅\n"), "{written}");
    must_be_sound(root.path());

    // Meanwhile it got a folder of its own: it is the same record, and nothing is overwritten unseen.
    let call = opened(&app, VISIT);
    fs::remove_file(root.path().join(VISIT)).unwrap();
    let in_folder = VISIT.replace(".md", "/index.md");
    write(root.path(), &in_folder, text.as_bytes());
    let refused = app.post("save", &call);
    assert_eq!(refused.status, 409);
    assert_eq!(refused.json()["theirs"]["path"], in_folder);
    assert!(!root.path().join(VISIT).exists());
    // Without the text that was opened nothing is written again.
    fs::remove_dir_all(root.path().join(VISIT.trim_end_matches(".md"))).unwrap();
    let mut blind = call.clone();
    blind.as_object_mut().unwrap().remove("base");
    assert_eq!(app.post("save", &blind).status, 404);
}

#[test]
fn what_comes_back_never_takes_the_id_of_another_record() {
    let root = archive(SMALL);
    let app = App::start(root.path()).ready();
    app.done("trash", &json!({"path": VISIT}));
    let in_folder = VISIT.replace(".md", "/index.md");
    write(
        root.path(),
        &in_folder,
        "---\n标题: 又一次\n日期: 2024-03-15\n类型: 讲座\n---\n".as_bytes(),
    );
    let name = app.told("trash")["records"][0]["name"].clone();
    let back = app.done("restore", &json!({"name": name}));
    assert_eq!(
        (&back["path"], &back["is_renamed"]),
        (&json!(VISIT.replace(".md", "-2.md")), &json!(true))
    );
    must_be_sound(root.path());
    let gone = app.post("restore", &json!({"name": name}));
    assert_eq!(gone.status, 404);
}

#[test]
fn a_school_and_a_ledger_are_one_thing_in_the_trash() {
    let root = archive(SMALL);
    let app = App::start(root.path()).ready();
    let before = files(&root.path().join("content"));
    let ledger = json!({"school": "shiyan", "kind": "ledger",
        "values": {"title": "资助", "columns": [{"name": "日期", "as": "日期"}, {"name": "送教课时", "as": "数据"}]},
        "rows": [["日期", "送教课时"], ["2024-05-06", "1"]]});
    let path = app.done("save", &ledger)["path"].as_str().unwrap().to_owned();
    let table = root.path().join(path.replace(".md", ".csv"));
    app.done("trash", &json!({"path": path}));
    let trash = app.told("trash");
    assert_eq!(trash["records"].as_array().unwrap().len(), 1, "{trash}");
    app.done("restore", &json!({"name": trash["records"][0]["name"]}));
    assert!(table.is_file() && root.path().join(&path).is_file());
    app.done("trash", &json!({"path": path}));
    app.until("records?kind=ledger", |records| records["total"] == 0);

    let school = "content/学校/shiyan/学校.yaml";
    let said = app.told(&format!("leaving?path={}", encoded(school)));
    assert!(1 <= said["records"].as_u64().unwrap(), "{said}");
    assert!(said["named_by"][0]["path"].as_str().unwrap().contains("结对"), "{said}");
    app.done("trash", &json!({"path": school}));
    let trash = app.told("trash");
    let records = trash["records"].as_array().unwrap();
    assert_eq!(records.len(), 2, "{trash}");
    let entry = records.iter().find(|entry| entry["path"] == "content/学校/shiyan").unwrap();
    assert_eq!(
        (&entry["holds"], entry["title"].as_str()),
        (&said["records"], Some("云岭县实验幼儿园"))
    );
    // A record of it cannot come back before it.
    let other = records.iter().find(|other| other["name"] != entry["name"]).unwrap();
    assert_eq!(app.post("restore", &json!({"name": other["name"]})).status, 409);
    app.done("restore", &json!({"name": entry["name"]}));
    assert_eq!(files(&root.path().join("content")), before);
}

#[test]
fn a_file_is_named_by_its_day() {
    let root = archive(SMALL);
    let app = App::start(root.path()).ready();
    // A copy is nobody's yet: its file follows the day at once.
    let copy = app.done("copy", &json!({"path": VISIT}))["path"].as_str().unwrap().to_owned();
    let mut call = opened(&app, &copy);
    call["values"]["date"] = json!("2024-04-20");
    call["values"]["draft"] = json!("");
    let path = app.done("save", &call)["path"].as_str().unwrap().to_owned();
    assert_eq!(path, copy.replace("2024-03-15", "2024-04-20"));
    assert!(!root.path().join(&copy).exists());

    // A record that is known keeps its old name as `move` does, once somebody asks for it.
    let mut call = opened(&app, VISIT);
    call["values"]["date"] = json!("2024-03-18");
    let saved = app.done("save", &call);
    assert_eq!(
        (saved["path"].as_str(), &saved["problems"][0]["fix"]),
        (Some(VISIT), &json!("rename"))
    );
    app.until(&format!("record?path={}", encoded(VISIT)), |record| {
        record["problems"].to_string().contains("rename")
    });
    let job = app.done("do", &json!({"action": "rename", "path": VISIT}))["job"].clone();
    let job =
        app.until(&format!("job?id={}", job.as_str().unwrap()), |job| job["state"] != "running");
    assert_eq!(job["state"], "done", "{job}");
    let new = VISIT.replace("2024-03-15", "2024-03-18");
    assert_eq!(job["result"]["record"], new);
    assert!(root.path().join(&new).is_file() && !root.path().join(VISIT).exists());
    must_be_sound(root.path());
    assert_eq!(app.post("do", &json!({"action": "rename", "path": new})).status, 409);
    assert_eq!(app.post("do", &json!({"action": "rename", "path": "content/../x.md"})).status, 404);
}

#[test]
fn a_wrong_cell_of_a_ledger_is_said_with_its_place() {
    let root = archive(SMALL);
    let app = App::start(root.path()).ready();
    let mut ledger = json!({"school": "shiyan", "kind": "ledger",
        "values": {"title": "资助", "columns": [{"name": "日期", "as": "日期"}, {"name": "送教课时", "as": "数据"}]},
        "rows": [["日期", "送教课时"], ["", ""], ["2024-05-06", "约6"], ["2024-02-30", "1"]]});
    let cells = |checked: &Value| {
        let problems = checked["problems"].as_array().unwrap().clone();
        problems.iter().map(|problem| problem["cell"].clone()).collect::<Vec<Value>>()
    };
    assert_eq!(cells(&app.done("check", &ledger)), [json!([2, 1]), json!([3, 0])]);
    ledger["rows"] = json!([["日期", "送教课时"], ["2024-05-06", "6"]]);
    let path = app.done("save", &ledger)["path"].as_str().unwrap().to_owned();
    // What was wrong on the disk before is shown too.
    let table = path.replace(".md", ".csv");
    write(root.path(), &table, "日期,送教课时\n2024-05-06,6\n2024-05-07,六节\n".as_bytes());
    app.until(&format!("record?path={}", encoded(&path)), |record| record["rows"][2][1] == "六节");
    let mut call = opened(&app, &path);
    call["values"]["title"] = json!("资助二");
    assert_eq!(cells(&app.done("check", &call)), [json!([2, 1])]);
}
