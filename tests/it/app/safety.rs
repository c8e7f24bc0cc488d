//! Attacks on the app: from another site in the same browser, from another user of the machine, by what is sent.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::json;

use super::client::{App, PATIENCE};
use crate::support::{SMALL, archive, files, small_with};

const VISIT: &str = "content/学校/shiyan/活动/2024-03-15-送教.md";

/// A save that would write a new record if it were let in.
fn save() -> String {
    json!({"school": "shiyan", "kind": "visit", "values": {"title": "a", "date": "2024-04-01", "type": "送教"}}).to_string()
}

/// The headers of the page, with one replaced or, when it has no value, left out.
fn with(app: &App, name: &str, value: &str) -> Vec<String> {
    let mut headers = app.page_headers();
    headers.push("Content-Type: application/json".to_owned());
    headers.push(format!("Content-Length: {}", save().len()));
    headers.retain(|header| !header.starts_with(&format!("{name}:")));
    if !value.is_empty() {
        headers.push(format!("{name}: {value}"));
    }
    headers
}

#[test]
fn no_other_site_and_no_other_user_changes_or_reads_anything() {
    let root = archive(SMALL);
    let app = App::start(root.path()).ready();
    let before = files(&root.path().join("content"));
    let right = app.cookie();
    let last = if right.ends_with('0') { '1' } else { '0' };
    let wrong = format!("{}{last}", &right[..right.len() - 1]);
    let port = app.host.rsplit(':').next().unwrap();
    for (name, value, status) in [
        ("Origin", "http://evil.example", 403),
        ("Origin", "null", 403),
        ("Origin", "http://127.0.0.1:1", 403),
        ("Origin", &format!("https://{}", app.host), 403),
        ("Origin", "", 403),
        ("Host", "evil.example", 403),
        ("Host", &format!("evil.example:{port}"), 403),
        ("Host", "", 403),
        ("Sec-Fetch-Site", "cross-site", 403),
        ("Sec-Fetch-Site", "same-site", 403),
        ("Cookie", "", 403),
        ("Cookie", &wrong, 403),
        ("Cookie", &format!("guidang-{port}="), 403),
        ("Cookie", &format!("x={}", app.secret), 403),
        ("X-Guidang", "", 403),
        ("Content-Type", "text/plain", 415),
        ("Content-Type", "application/x-www-form-urlencoded", 415),
        ("Content-Type", "multipart/form-data; boundary=a", 415),
        ("Content-Type", "", 415),
        ("Content-Length", "", 411),
        ("Content-Length", "-1", 411),
        ("Content-Length", "1e3", 411),
        ("Transfer-Encoding", "chunked", 411),
        ("Content-Length", "99999999999999999999", 413),
    ] {
        let headers = with(&app, name, value);
        let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
        let answer = app.ask("POST /_guidang/edit/api/save", &headers, save().as_bytes());
        assert_eq!(answer.status, status, "{name}: {value}");
    }
    // What only asks is not told either, and a page of the preview neither.
    for path in [
        "/_guidang/edit/api/records",
        "/_guidang/edit/",
        "/_guidang/edit/core.js",
        "/",
        "/_guidang/events",
        "/_guidang/edit/api/events",
    ] {
        for headers in [
            vec![format!("Host: {}", app.host)],
            vec![format!("Host: {}", app.host), format!("Cookie: {wrong}")],
            vec!["Host: evil.example".to_owned(), format!("Cookie: {}", app.cookie())],
            vec![
                format!("Host: {}", app.host),
                format!("Cookie: {}", app.cookie()),
                "Sec-Fetch-Site: same-site".to_owned(),
            ],
            vec![
                format!("Host: {}", app.host),
                format!("Cookie: {}", app.cookie()),
                "Origin: http://evil.example".to_owned(),
            ],
        ] {
            let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
            let answer = app.ask(&format!("GET {path}"), &headers, b"");
            assert_eq!(answer.status, 403, "{path} {headers:?}");
            assert!(!answer.text().contains("送教"));
        }
    }
    assert_eq!(files(&root.path().join("content")), before);
}

#[test]
fn nothing_is_changed_by_asking_and_no_call_is_answered_twice_over() {
    let root = archive(SMALL);
    let app = App::start(root.path()).ready();
    let before = files(&root.path().join("content"));
    for call in
        ["save", "check", "trash", "copy", "upload", "do", "begin", "open", "restore", "import"]
    {
        let answer = app.get(&format!("{call}?path=content/site.yaml&name=a"));
        assert!([200, 404].contains(&answer.status), "{call}");
    }
    for call in ["start", "records", "record", "lists", "nothing"] {
        assert_eq!(app.post(call, &json!({})).status, 404, "{call}");
    }
    let answer = app.ask("PUT /_guidang/edit/api/save", &[&format!("Host: {}", app.host)], b"");
    assert_eq!(answer.status, 405);
    assert_eq!(app.post_bytes("save", "application/json", b"{\"values\":").status, 400);
    assert_eq!(app.post_bytes("save", "application/json", &[b'['; 100_000]).status, 400);
    assert_eq!(files(&root.path().join("content")), before);
}

#[test]
fn the_secret_is_given_for_the_printed_address_only() {
    let root = archive(SMALL);
    let app = App::start(root.path()).ready();
    let enter = |key: &str| {
        let host = format!("Host: {}", app.host);
        app.ask(&format!("GET /_guidang/enter?key={key}"), &[&host], b"")
    };
    assert_eq!(app.secret.len(), 64);
    for key in ["", "0", &app.secret[..63], &format!("{}0", app.secret), &"0".repeat(64)] {
        let answer = enter(key);
        assert_eq!(answer.status, 403, "{key}");
        assert!(!answer.head.contains("Set-Cookie"));
    }
    let answer = enter(&app.secret);
    assert_eq!(answer.status, 302);
    let cookie = format!("Set-Cookie: {}; HttpOnly; SameSite=Strict; Path=/", app.cookie());
    assert!(answer.head.contains(&cookie), "{}", answer.head);
    assert!(answer.head.contains("Location: /_guidang/edit/"));
    let headers = app.page_headers();
    let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
    let page = app.ask("GET /_guidang/edit/", &headers, b"");
    assert_eq!(page.status, 200);
    for wanted in
        ["frame-ancestors 'none'", "Cache-Control: no-store", "default-src 'self'", "nosniff"]
    {
        assert!(page.head.contains(wanted), "{wanted}: {}", page.head);
    }
    let start = app.get("start");
    assert!(!start.text().contains(&app.secret));
}

#[test]
fn the_app_is_for_this_machine_only() {
    let root = archive(SMALL);
    let output = crate::support::guidang(
        root.path(),
        &["serve", "--edit", "--host", "0.0.0.0", "--port", "0"],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(crate::support::stderr(&output).contains("--edit"));
}

#[test]
fn no_path_leads_out_of_the_content() {
    let root = archive(SMALL);
    fs::write(root.path().join("secret.md"), "---\n标题: 外面\n---\n").unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(
            root.path().join("secret.md"),
            root.path().join("content/学校/shiyan/活动/link.md"),
        )
        .unwrap();
        std::os::unix::fs::symlink(root.path(), root.path().join("content/学校/shiyan/总结"))
            .unwrap();
    }
    let app = App::start(root.path()).ready();
    for path in [
        "secret.md",
        "content/../secret.md",
        "content/学校/shiyan/活动/../../../../secret.md",
        "/etc/passwd",
        "content//etc/passwd",
        "C:/x.md",
        "content/学校/shiyan/活动/C:x.md",
        "content\\学校\\shiyan\\活动\\2024-03-15-送教.md",
        "content/学校/shiyan/活动/nul.md",
        "content/学校/shiyan/活动/COM1.md",
        "content/学校/shiyan/活动/a\u{202e}b.md",
        "content/学校/shiyan/活动/a\nb.md",
        "content/学校/shiyan/活动/a\0.md",
        "content/学校/shiyan/活动/.x.md",
        "content/学校/shiyan/活动/link.md",
        "content/学校/shiyan/总结/secret.md",
        "content",
        "",
        "content/site.yaml:x",
        "content/seals/2024.yaml",
        "content/access.txt",
    ] {
        let encoded: String = path.bytes().map(|byte| format!("%{byte:02X}")).collect();
        for call in ["record", "file"] {
            let answer = app.get(&format!("{call}?path={encoded}"));
            assert!([400, 404].contains(&answer.status), "{call} {path:?}: {}", answer.status);
        }
        let call = json!({"path": path, "kind": "visit", "raw": "---\n标题: 坏\n---\n", "digest": "0", "force": true});
        for name in ["check", "save"] {
            let answer = app.post(name, &call);
            assert!([400, 404].contains(&answer.status), "{name} {path:?}: {}", answer.status);
        }
    }
    for school in ["..", "../..", "shiyan/..", "/", "没有"] {
        let call = json!({"school": school, "kind": "visit", "values": {"title": "a", "date": "2024-04-01", "type": "送教"}});
        assert_eq!(app.post("save", &call).status, 422, "{school}");
    }
    // A title becomes a name that stays in its folder.
    for title in ["../../../x", "con", "a/b\\c:d", "\u{202e}abc", "..", "a\nb"] {
        let call = json!({"school": "shiyan", "kind": "visit", "force": true, "values": {"title": title, "date": "2024-04-01", "type": "送教"}});
        let saved = app.done("save", &call);
        let path = saved["path"].as_str().unwrap();
        assert!(path.starts_with("content/学校/shiyan/活动/2024-04-01-"), "{path}");
        assert_eq!(path.matches('/').count(), 4, "{path}");
    }
    assert_eq!(
        fs::read_to_string(root.path().join("secret.md")).unwrap(),
        "---\n标题: 外面\n---\n"
    );
    assert!(!root.path().join("x.md").exists());
}

#[test]
fn files_that_were_handed_in_never_run_as_pages_of_the_app() {
    let home = "content/学校/shiyan/活动/2024-05-01";
    let files: Vec<(String, &[u8])> = vec![
        (format!("{home}/index.md"), "---\n标题: 附件\n日期: 2024-05-01\n类型: 送教\n---\n\n[页](a.html) [图](b.svg) [码](c.js)\n".as_bytes()),
        (format!("{home}/a.html"), b"<script src=c.js></script>"),
        (format!("{home}/b.svg"), b"<svg xmlns='http://www.w3.org/2000/svg'><script href='c.js'/></svg>"),
        (format!("{home}/c.js"), b"fetch('/_guidang/edit/api/save')"),
    ];
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(path, bytes)| (path.as_str(), *bytes)).collect();
    let root = small_with(&files);
    let app = App::start(root.path()).ready();
    let records = app.until("records?q=2024-05-01", |records| records["total"] == 1);
    assert_eq!(records["records"][0]["errors"], 3, "files that run are no attachments: {records}");
    for name in ["a.html", "b.svg", "c.js"] {
        let answer = app.get(&format!("file?path={}", super::encoded(&format!("{home}/{name}"))));
        assert_eq!(answer.status, 200);
        let is_saved = answer.head.contains("Content-Type: application/octet-stream");
        assert!(is_saved && answer.head.contains("nosniff"), "{name}: {}", answer.head);
    }
}

#[test]
fn a_thousand_connections_do_not_keep_the_page_out() {
    let root = archive(SMALL);
    let app = App::start(root.path()).ready();
    let mut held = Vec::new();
    for number in 0..1000 {
        let Ok(mut stream) = TcpStream::connect(&app.host) else { continue };
        // Some say nothing, some begin a body and stop.
        if number % 2 == 0 {
            let mut headers = app.page_headers();
            headers.push("Content-Type: application/json".to_owned());
            headers.push("Content-Length: 1000".to_owned());
            let head = format!(
                "POST /_guidang/edit/api/check HTTP/1.1\r\n{}\r\n\r\n{{",
                headers.join("\r\n")
            );
            let _ = stream.write_all(head.as_bytes());
        }
        held.push(stream);
    }
    assert_eq!(app.told("records?kind=visit")["total"], 1);
    drop(held);
    assert_eq!(app.told("records?kind=visit")["total"], 1);
}

#[test]
fn a_file_that_comes_slowly_is_not_cut_off_by_others() {
    let root = archive(SMALL);
    let app = App::start(root.path()).ready();
    let mut headers = app.page_headers();
    headers.push("Content-Type: application/octet-stream".to_owned());
    headers.push("Content-Length: 8".to_owned());
    let head = format!(
        "POST /_guidang/edit/api/upload?name=a.jpg HTTP/1.1\r\n{}\r\n\r\nhalf",
        headers.join("\r\n")
    );
    let mut sender = TcpStream::connect(&app.host).unwrap();
    sender.write_all(head.as_bytes()).unwrap();
    // Its head has been read once the beginning of the file lies in the cache.
    let uploads = root.path().join(".guidang-cache/uploads");
    let until = Instant::now() + PATIENCE;
    while fs::read_dir(&uploads).map_or(0, Iterator::count) == 0 {
        assert!(Instant::now() < until);
        std::thread::sleep(Duration::from_millis(5));
    }
    let others: Vec<TcpStream> = (0..100).map(|_| TcpStream::connect(&app.host).unwrap()).collect();
    assert_eq!(app.told("records?kind=visit")["total"], 1);
    sender.write_all(b"half").unwrap();
    let mut answer = String::new();
    sender.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    drop(others);
}

#[test]
fn a_gigabyte_is_refused_before_it_is_read() {
    let root = archive(SMALL);
    let app = App::start(root.path()).ready();
    for (call, content_type) in
        [("upload?name=a.jpg", "application/octet-stream"), ("save", "application/json")]
    {
        let mut headers = app.page_headers();
        headers.push(format!("Content-Type: {content_type}"));
        headers.push("Content-Length: 1073741824".to_owned());
        let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
        let answer =
            app.ask(&format!("POST /_guidang/edit/api/{call}"), &headers, &[b'x'; 100_000]);
        assert_eq!(answer.status, 413, "{call}");
    }
    let kept: u64 = files(root.path()).values().map(|bytes| bytes.len() as u64).sum();
    let scratch: u64 = files(app.scratch()).values().map(|bytes| bytes.len() as u64).sum();
    assert!(kept + scratch < 10_000_000, "{kept} {scratch}");
}

#[test]
fn a_record_that_is_too_long_to_be_opened_again_is_not_written() {
    let root = archive(SMALL);
    let app = App::start(root.path()).ready();
    let before = files(&root.path().join("content"));
    let call = json!({"school": "shiyan", "kind": "visit", "force": true, "body": "长".repeat(1_500_000),
        "values": {"title": "a", "date": "2024-04-01", "type": "送教"}});
    assert_eq!(app.post("save", &call).status, 413);
    assert_eq!(files(&root.path().join("content")), before);
}

#[test]
fn a_personal_number_is_named_without_being_repeated() {
    let root = archive(SMALL);
    let app = App::start(root.path()).ready();
    let call = json!({"school": "shiyan", "kind": "visit", "body": "身份证号11010519491231002X",
        "values": {"title": "a", "date": "2024-04-01", "type": "送教", "host": "身份证号11010519491231002X"}});
    let checked = app.done("check", &call);
    let problems = checked["problems"].to_string();
    assert!(problems.contains("\"field\":\"host\""), "{problems}");
    assert!(!problems.contains("19491231"), "{problems}");
    let refused = app.post("save", &call);
    assert_eq!(refused.status, 422);
    assert!(!refused.text().contains("19491231"));
    assert!(fs::read_to_string(root.path().join(VISIT)).is_ok());
}
