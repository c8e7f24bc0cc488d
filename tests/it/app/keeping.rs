//! Files next to records, the trash, copies, tables, tasks, and the first start.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::client::App;
use super::encoded;
use crate::support::{SMALL, archive, files, guidang, small_with, stdout, write};

const VISIT: &str = "content/学校/shiyan/活动/2024-03-15-送教.md";

/// The smallest picture that there is.
const PICTURE: &[u8] = include_bytes!("../../../src/photo/blank.png");

fn upload(app: &App, name: &str, bytes: &[u8]) -> Value {
    let answer = app.post_bytes(
        &format!("upload?name={}", encoded(name)),
        "application/octet-stream",
        bytes,
    );
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn visit(title: &str) -> Value {
    json!({"school": "shiyan", "kind": "visit", "body": "上课。",
        "values": {"title": title, "date": "2024-04-02", "type": "送教下乡"}})
}

/// The call that saves a file as it was opened.
fn opened(app: &App, path: &str) -> Value {
    let mut opened = app.told(&format!("record?path={}", encoded(path)));
    let call = opened.as_object_mut().unwrap();
    for name in ["raw", "unknown", "problems", "page", "files", "raw_only", "rows"] {
        call.remove(name);
    }
    opened
}

#[test]
fn photos_are_kept_next_to_their_record() {
    let root = archive(SMALL);
    let app = App::start(root.path()).ready();
    let sent = upload(&app, "照片1.png", PICTURE);
    let shown = app.get(sent["url"].as_str().unwrap().strip_prefix("/_guidang/edit/api/").unwrap());
    assert!(shown.head.contains("image/png") && shown.body == PICTURE);
    let mut call = visit("带照片");
    call["uploads"] = json!([{"id": sent["id"], "name": "照片1.png"}]);
    call["files"] = json!(["照片1.png"]);
    assert_eq!(app.done("check", &call)["problems"], json!([]));
    let path = app.done("save", &call)["path"].as_str().unwrap().to_owned();
    assert_eq!(path, "content/学校/shiyan/活动/2024-04-02-带照片/index.md");
    let folder = root.path().join("content/学校/shiyan/活动/2024-04-02-带照片");
    assert_eq!(fs::read(folder.join("照片1.png")).unwrap(), PICTURE);
    assert_eq!(app.post("save", &call).status, 404, "what was sent is used once");

    // The same name a second time, and names that no system keeps.
    let again = upload(&app, "照片1.PNG", PICTURE);
    let mut call = opened(&app, &path);
    call["uploads"] = json!([{"id": again["id"], "name": "照片1.png"}]);
    assert_eq!(app.post("save", &call).status, 409);
    for name in [
        "../a.png",
        "a/b.png",
        "nul.png",
        ".a.png",
        "index.md",
        "a.md",
        "a\u{202e}.png",
        "a:b.png",
        "",
    ] {
        call["uploads"][0]["name"] = json!(name);
        assert_eq!(app.post("save", &call).status, 400, "{name}");
    }
    for id in ["", "../../etc/passwd", "0", &"0".repeat(32)] {
        call["uploads"] = json!([{"id": id, "name": "b.png"}]);
        assert_eq!(app.post("save", &call).status, 404, "{id}");
    }
    for name in ["../a.png", "con", "a\nb", ""] {
        let answer = app.post_bytes(
            &format!("upload?name={}", encoded(name)),
            "application/octet-stream",
            b"a",
        );
        assert_eq!(answer.status, 400, "{name}");
    }

    // A photo goes to the trash, another one comes; a record in one file gets a folder.
    call["uploads"] = json!([{"id": again["id"], "name": "b.png"}]);
    call["remove"] = json!(["照片1.png"]);
    call["body"] = json!("![合影](照片1.png)");
    let checked = app.done("check", &call);
    assert!(checked["problems"].to_string().contains("broken-link"), "{checked}");
    call["body"] = json!("![合影](b.png)");
    let checked = app.done("check", &call);
    assert_eq!(checked["has_errors"], false, "{checked}");
    app.done("save", &call);
    assert!(!folder.join("照片1.png").exists() && folder.join("b.png").exists());
    let sent = upload(&app, "签到册.png", PICTURE);
    let mut call = opened(&app, VISIT);
    call["uploads"] = json!([{"id": sent["id"], "name": "签到册.png"}]);
    let before = fs::read(root.path().join(VISIT)).unwrap();
    let moved = app.done("save", &call)["path"].as_str().unwrap().to_owned();
    assert_eq!(moved, VISIT.replace(".md", "/index.md"));
    assert_eq!(fs::read(root.path().join(&moved)).unwrap(), before);
    assert!(!root.path().join(VISIT).exists());
    app.until("trash", |trash| {
        trash["records"][0]["path"].as_str().is_some_and(|path| path.ends_with("照片1.png"))
    });
    assert!(guidang(root.path(), &["check"]).status.success());
}

#[test]
fn what_is_thrown_away_comes_back() {
    let root = archive(SMALL);
    let app = App::start(root.path()).ready();
    let before = files(&root.path().join("content"));
    app.done("trash", &json!({"path": VISIT}));
    assert!(!root.path().join(VISIT).exists());
    app.until("records?kind=visit", |records| records["total"] == 0);
    let trash = app.told("trash");
    let entry = &trash["records"][0];
    assert_eq!(
        (entry["title"].as_str(), entry["path"].as_str()),
        (Some("第一次送教"), Some(VISIT))
    );
    assert!(guidang(root.path(), &["check"]).status.success(), "the trash is no content");
    assert_eq!(app.done("restore", &json!({"name": entry["name"]}))["path"], VISIT);
    assert_eq!(files(&root.path().join("content")), before);
    assert_eq!(app.post("restore", &json!({"name": entry["name"]})).status, 404);
    for name in
        ["../x", "2024-01-01/../../content/site.yaml", "/etc/passwd", "", "x", "2024-01-01/没有.md"]
    {
        let status = app.post("restore", &json!({"name": name})).status;
        assert!([400, 404].contains(&status), "{name}: {status}");
    }
    for path in ["content/site.yaml", "content/指标.yaml"] {
        assert_eq!(app.post("trash", &json!({"path": path})).status, 422);
    }
    assert_eq!(app.post("trash", &json!({"path": "content/../x.md"})).status, 400);
    assert_eq!(files(&root.path().join("content")), before);
    let copied = app.done("copy", &json!({"path": VISIT}))["path"].as_str().unwrap().to_owned();
    let text = fs::read_to_string(root.path().join(&copied)).unwrap();
    assert!(text.contains("标题: 第一次送教（副本）\n") && text.contains("草稿: 是\n"), "{text}");
    app.until("today", |today| today["drafts"] == 1);
    assert!(guidang(root.path(), &["check"]).status.success());
}

#[test]
fn a_long_trash_shows_what_was_thrown_away_last() {
    let root = archive(SMALL);
    for number in 0..20 {
        let day = 1 + number * 7 % 20;
        for file in 0..30 {
            let path = format!("回收站/2024-01-{day:02}/学校/shiyan/活动/{file}.md");
            write(root.path(), &path, b"");
        }
    }
    let trash = App::start(root.path()).ready().told("trash");
    let records = trash["records"].as_array().unwrap();
    let days = [0, 479, 480, 499].map(|at| records[at]["day"].as_str().unwrap());
    assert_eq!(days, ["2024-01-20", "2024-01-05", "2024-01-04", "2024-01-04"]);
    assert_eq!(records.len(), 500);
}

#[test]
fn a_ledger_has_its_table_in_the_page() {
    let root = archive(SMALL);
    let app = App::start(root.path()).ready();
    let ledger = json!({"school": "shiyan", "kind": "ledger",
        "values": {"title": "资助", "columns": [{"name": "日期", "as": "日期"}, {"name": "送教课时", "as": "数据"}]},
        "rows": [["日期", "送教课时"], ["2024-05-06", "1"], ["", ""]]});
    let checked = app.done("check", &ledger);
    assert_eq!(checked["problems"], json!([]), "{checked}");
    assert_eq!(checked["counts"][0]["words"], "计入：送教课时 4/10 → 5/10");
    let path = app.done("save", &ledger)["path"].as_str().unwrap().to_owned();
    let table = root.path().join(path.replace(".md", ".csv"));
    assert_eq!(fs::read_to_string(&table).unwrap(), "日期,送教课时\n2024-05-06,1\n");
    fs::write(&table, "\u{feff}日期,送教课时\r\n2024-05-06,1\r\n").unwrap();
    let shown = app.told(&format!("record?path={}", encoded(&path)));
    let mut call = opened(&app, &path);
    call["rows"] = shown["rows"].clone();
    app.done("save", &call);
    assert_eq!(fs::read_to_string(&table).unwrap(), "\u{feff}日期,送教课时\r\n2024-05-06,1\r\n");
    call["rows"][1][1] = json!("2");
    app.done("save", &call);
    assert_eq!(fs::read_to_string(&table).unwrap(), "\u{feff}日期,送教课时\r\n2024-05-06,2\r\n");
    assert_eq!(app.post("save", &call).status, 409, "the table is another by now");
    app.until("records?kind=ledger", |records| records["total"] == 1);
    app.done("trash", &json!({"path": path}));
    assert!(!table.exists());
}

#[test]
fn tasks_are_the_commands_of_the_program() {
    let root = archive(SMALL);
    let app = App::start(root.path()).ready();
    let run = |call: &Value| {
        let job = app.done("do", call)["job"].as_str().unwrap().to_owned();
        app.until(&format!("job?id={job}"), |job| job["state"] != "running")
    };
    assert_eq!(run(&json!({"action": "check"}))["state"], "done");
    let built = run(&json!({"action": "build"}));
    assert_eq!(built["state"], "done", "{built}");
    assert!(root.path().join("output/index.html").is_file());
    let start = app.told("start");
    assert_eq!(start["terms"][0]["name"], "2023—2024学年第二学期");
    let sealed = run(&json!({"action": "seal", "term": "2023—2024学年第二学期"}));
    assert_eq!(sealed["state"], "done", "{sealed}");
    let records =
        app.until("records?kind=visit", |records| !records["records"][0]["page"].is_null());
    let page = records["records"][0]["page"].as_str().unwrap();
    let printed = run(&json!({"action": "print", "path": VISIT}));
    assert_eq!(printed["result"]["page"].as_str(), Some(page), "a visit is printed from its page");
    let printed = run(&json!({"action": "print", "term": "2023—2024学年第二学期"}));
    assert!(printed["result"]["page"].as_str().unwrap().starts_with("print/four-haves/"));
    for call in [
        json!({"action": "seal"}),
        json!({"action": "rm"}),
        json!({"action": "close", "term": "--help"}),
        json!({}),
    ] {
        assert_eq!(app.post("do", &call).status, 400, "{call}");
    }
    fs::write(root.path().join(VISIT), "---\n标题: a\n---\n").unwrap();
    let failed = run(&json!({"action": "build"}));
    assert_eq!(failed["state"], "failed");
    assert!(!failed["lines"].as_array().unwrap().is_empty());
}

#[test]
fn a_first_start_makes_an_archive_or_opens_one() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::start(folder.path());
    let start = app.told("start?lang=zh");
    assert!(start["archive"].is_null() && 5 < start["presets"].as_array().unwrap().len());
    assert_eq!(app.get("records").status, 404);
    let there = archive(SMALL);
    for (call, body, status) in [
        ("begin", json!({"folder": "归档"}), 404),
        ("begin", json!({"folder": "/tmp/../etc/x"}), 404),
        ("begin", json!({"folder": there.path()}), 409),
        ("begin", json!({"folder": folder.path().join("x"), "preset": "没有"}), 409),
        ("open", json!({"folder": folder.path()}), 422),
        ("open", json!({"folder": ""}), 404),
    ] {
        let answer = app.post(call, &body);
        assert_eq!(answer.status, status, "{call} {body}: {}", answer.text());
        assert!(!answer.json()["error"].as_str().unwrap().is_empty());
    }
    let listed = app.told(&format!("folders?in={}", encoded(&there.path().display().to_string())));
    assert_eq!(listed["folders"][0]["name"], "content");
    let new = folder.path().join("我的档案");
    let preset = start["presets"][0]["name"].as_str().unwrap();
    app.done(
        "begin",
        &json!({"folder": new, "title": "云岭: 档案", "preset": preset, "lang": "zh"}),
    );
    let start = app.told("start");
    assert_eq!(start["archive"]["title"], "云岭: 档案");
    assert!(new.join("content").is_dir());
    let output = guidang(&new, &["check"]);
    assert!(output.status.success(), "{}", stdout(&output));
    assert_eq!(app.post("open", &json!({"folder": there.path()})).status, 409);

    let app = App::start(folder.path());
    app.done("open", &json!({"folder": there.path().join("content")}));
    assert_eq!(app.told("start")["archive"]["title"], "云岭县结对帮扶档案");
    assert_eq!(app.told("records?kind=visit")["total"], 1);
}

#[test]
fn a_change_on_the_disk_is_told() {
    let root = archive(SMALL);
    let app = App::start(root.path()).ready();
    let mut events = app.listen();
    let before = app.told(&format!("record?path={}", encoded(VISIT)));
    let other = fs::read_to_string(root.path().join(VISIT)).unwrap().replace("第一次", "头一次");
    fs::write(root.path().join(VISIT), &other).unwrap();
    let told = events.until("event: changed", |data| data.contains("2024-03-15"));
    assert!(told.contains(VISIT), "{told}");
    let mut call = json!({"path": VISIT, "kind": "visit", "values": before["values"], "body": before["body"], "digest": before["digest"]});
    call["values"]["place"] = json!("多功能厅");
    let refused = app.post("save", &call);
    assert_eq!((refused.status, refused.json()["theirs"]["raw"].as_str()), (409, Some(&*other)));
    assert_eq!(fs::read_to_string(root.path().join(VISIT)).unwrap(), other);
}

/// A kill at any moment of a save leaves the old text or the new one, whole, and the archive can be written again.
#[test]
fn a_kill_while_saving_loses_nothing() {
    let root = archive(SMALL);
    let old = fs::read_to_string(root.path().join(VISIT)).unwrap();
    let mut known = old.clone();
    for round in 0..3u64 {
        let mut app = App::start(root.path()).ready();
        let mut call = opened(&app, VISIT);
        call["body"] = json!(format!("第{round}次 {}", "很长的一段。".repeat(20_000)));
        let body = call.to_string();
        let mut headers = app.page_headers();
        headers.push("Content-Type: application/json".to_owned());
        headers.push(format!("Content-Length: {}", body.len()));
        let head =
            format!("POST /_guidang/edit/api/save HTTP/1.1\r\n{}\r\n\r\n", headers.join("\r\n"));
        let mut stream = std::net::TcpStream::connect(&app.host).unwrap();
        std::io::Write::write_all(&mut stream, head.as_bytes()).unwrap();
        std::io::Write::write_all(&mut stream, body.as_bytes()).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(7 * round * round));
        app.kill();
        let now = fs::read_to_string(root.path().join(VISIT)).unwrap();
        let is_new = now.contains(&format!("第{round}次")) && now.ends_with("很长的一段。\n");
        assert!(now == known || is_new, "neither the old nor the new text");
        known = now;
    }
    assert!(guidang(root.path(), &["check"]).status.success());
    let app = App::start(root.path()).ready();
    app.done("save", &opened(&app, VISIT));
    let left: Vec<String> = files(&root.path().join("content"))
        .into_keys()
        .filter(|name| name.contains(".tmp"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
    assert!(Path::new(VISIT).is_relative());
}

#[test]
fn a_filled_form_of_word_becomes_a_record_to_look_at() {
    let root = small_with(&[]);
    let form = root.path().join("表.docx");
    let output = guidang(
        root.path(),
        &["template", "visit", "--school", "shiyan", "-o", form.to_str().unwrap()],
    );
    if !output.status.success() {
        panic!("{}", crate::support::stderr(&output));
    }
    let app = App::start(root.path()).ready();
    let bytes = fs::read(&form).unwrap();
    let answer =
        app.post_bytes("import?school=shiyan&name=a.docx", "application/octet-stream", &bytes);
    assert!([200, 422].contains(&answer.status), "{}", answer.text());
    let answer = app.post_bytes(
        "import?school=shiyan&name=a.docx",
        "application/octet-stream",
        b"no document",
    );
    assert_eq!(answer.status, 422);
    assert!(!answer.json()["error"].as_str().unwrap().is_empty());
}
