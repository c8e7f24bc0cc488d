//! `guidang serve` as a browser and an editor meet it: the real binary, real HTTP, real files.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::browser;
use crate::support::{SMALL, archive, files, guidang, small_with, start_server, stderr, write};

/// The timeout of a failing test; no duration is asserted.
const PATIENCE: Duration = Duration::from_secs(90);

const PLAN: &str = "content/结对/shiyan-qinghe/计划/2024.md";
const VISIT: &str = "content/学校/shiyan/活动/2024-03-15-送教.md";
const SITE: &str = "content/site.yaml";

/// A server of an archive, with its own port and its own folder for temporary files.
struct Serving {
    child: Child,
    host: String,
    scratch: tempfile::TempDir,
}

impl Serving {
    fn start(root: &Path, more: &[&str]) -> Serving {
        let scratch = tempfile::tempdir().unwrap();
        let args = [&["serve", "--port", "0", "-q"][..], more].concat();
        let (child, line) = start_server(root, &args, scratch.path());
        let host = line.split("http://").nth(1).unwrap().trim().trim_end_matches('/').to_owned();
        assert!(host.starts_with("127.0.0.1:"), "{line}");
        Serving { child, host, scratch }
    }

    /// The response to these request lines: status, head and body.
    fn ask(&self, head: &str) -> (u16, String, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(format!("{}\r\n\r\n", head.replace('\n', "\r\n")).as_bytes()).unwrap();
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        let end = all.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(all[..end].to_vec()).unwrap();
        (head[9..12].parse().unwrap(), head, all[end + 4..].to_vec())
    }

    fn get(&self, path: &str) -> (u16, String) {
        let (status, _, body) = self.ask(&format!("GET {path} HTTP/1.1\nHost: {}", self.host));
        (status, String::from_utf8(body).unwrap())
    }

    /// The events that a page receives.
    fn listen(&self) -> Events {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        let head = format!("GET /_guidang/events HTTP/1.1\r\nHost: {}\r\n\r\n", self.host);
        stream.write_all(head.as_bytes()).unwrap();
        let (sender, events) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                if let Some(event) = line.strip_prefix("data: ") {
                    let Ok(()) = sender.send(serde_json::from_str(event).unwrap()) else { return };
                }
            }
        });
        Events(events)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Events(Receiver<Value>);

impl Events {
    /// The next event that satisfies the condition; editors and slow disks may cause others before it.
    #[track_caller]
    fn wait(&self, what: &str, is_wanted: impl Fn(&Value) -> bool) -> Value {
        let until = Instant::now() + PATIENCE;
        let mut last = None;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.0.recv_timeout(left) {
                Ok(event) if is_wanted(&event) => return event,
                Ok(event) => last = Some(event),
                Err(_) => panic!("{what} never came; the last was {last:?}"),
            }
        }
    }

    #[track_caller]
    fn good(&self) -> usize {
        number(&self.wait("a good build", |value| value["report"].is_null()))
    }

    /// The number of the first good build after which the page satisfies the condition. Builds of files that are
    /// written only in part may come before it.
    #[track_caller]
    fn until(&self, serving: &Serving, path: &str, is_wanted: impl Fn(u16, &str) -> bool) -> usize {
        let shows = |_: &Value| {
            let (status, page) = serving.get(path);
            is_wanted(status, &page)
        };
        number(&self.wait("the page", |value| value["report"].is_null() && shows(value)))
    }

    /// The problems of the next failure that has one in this place.
    #[track_caller]
    fn bad(&self, place: &str) -> Vec<Value> {
        let is_there =
            |problem: &Value| problem["place"].as_str().is_some_and(|at| at.contains(place));
        let event = self.wait(place, |event| {
            let problems = event["report"]["problems"].as_array();
            problems.is_some_and(|problems| problems.iter().any(is_there))
        });
        event["report"]["problems"].as_array().unwrap().clone()
    }
}

/// The number of the build that rendered the site.
fn number(event: &Value) -> usize {
    event["site"].as_str().unwrap().rsplit_once('-').unwrap().1.parse().unwrap()
}

/// A page as it was built.
fn without_script(page: &[u8]) -> Vec<u8> {
    let page = std::str::from_utf8(page).unwrap();
    let script = page.find("<script src=\"/_guidang/reload.js\"").unwrap();
    let end = page[script..].find("</script>\n").unwrap() + "</script>\n".len();
    format!("{}{}", &page[..script], &page[script + end..]).into_bytes()
}

fn of_small(path: &str) -> &'static str {
    SMALL.iter().find(|file| file.0 == path).unwrap().1
}

/// Saves as careful editors do: to a temporary file next to the record, which then replaces it.
fn save_by_rename(root: &Path, path: &str, text: &str) {
    let (file, temporary) = (root.join(path), root.join(format!("{path}.new~")));
    fs::write(&temporary, text).unwrap();
    fs::rename(&temporary, &file).unwrap();
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn pages_are_served_and_nothing_else() {
    let root = small_with(&[("content/学校/shiyan/活动/2024-04-02-a/index.md", b"---\n\xe6\xa0\x87\xe9\xa2\x98: A\n\xe6\x97\xa5\xe6\x9c\x9f: 2024-04-02\n\xe7\xb1\xbb\xe5\x9e\x8b: \xe9\x80\x81\xe6\x95\x99\xe4\xb8\x8b\xe4\xb9\xa1\n\xe5\xaf\xb9\xe8\xb1\xa1\xe6\xa0\xa1: \xe6\xb8\x85\xe6\xb2\xb3\xe5\x9b\xad\n---\n\n[v](v.txt)\n"), ("content/学校/shiyan/活动/2024-04-02-a/v.txt", b"0123456789")]);
    let built = guidang(root.path(), &["build"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let published = files(&root.path().join("output"));
    let mut serving = Serving::start(root.path(), &[]);
    let host = serving.host.clone();
    let own = format!("Host: {host}");

    let (status, head, body) = serving.ask(&format!("GET / HTTP/1.1\n{own}"));
    assert_eq!(status, 200);
    for header in [
        "Content-Type: text/html; charset=utf-8",
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
        "Content-Security-Policy: default-src 'self'",
    ] {
        assert!(head.contains(header), "{head}");
    }
    assert_eq!(without_script(&body), published["index.html"], "the page is the built one");
    assert!(!String::from_utf8_lossy(&published["index.html"]).contains("_guidang"));

    let (status, head, nothing) = serving.ask(&format!("HEAD / HTTP/1.1\n{own}"));
    assert_eq!((status, nothing.len()), (200, 0));
    assert!(head.contains(&format!("Content-Length: {}", body.len())), "{head}");
    for (name, bytes) in published.iter().filter(|file| !file.0.starts_with('.')) {
        let (status, _, body) = serving.ask(&format!("GET /{name} HTTP/1.1\n{own}"));
        let body = if name.ends_with(".html") { without_script(&body) } else { body };
        assert_eq!((status, &body), (200, bytes), "{name}");
    }
    for name in ["reload.js", "reload.css"] {
        assert_eq!(serving.get(&format!("/_guidang/{name}")).0, 200);
    }

    // A part of a file.
    let text = published.keys().find(|path| path.ends_with("v.txt")).expect("the attachment");
    let ask = |range: &str| serving.ask(&format!("GET /{text} HTTP/1.1\n{own}\nRange: {range}"));
    let (status, head, body) = ask("bytes=2-4");
    assert_eq!((status, &body[..]), (206, &b"234"[..]));
    assert!(head.contains("Content-Range: bytes 2-4/10"), "{head}");
    assert_eq!(ask("bytes=10-").0, 416);

    // A folder with an index redirects to it.
    let (folder, _) = text.split_once('/').unwrap();
    let (status, head, _) = serving.ask(&format!("GET /{folder} HTTP/1.1\n{own}"));
    assert_eq!(status, 302);
    assert!(head.ends_with(&format!("Location: /{folder}/")), "{head}");

    // The error page is in the archive's language.
    let (status, missing) = serving.get("/nothing.html");
    assert_eq!(status, 404);
    assert!(missing.contains("没有这一页") && missing.contains("reload.js"));

    // Requests for another host are refused.
    for host in ["evil.example", "localhost.evil.example", "evil.example:80", ""] {
        let (status, _, body) = serving.ask(&format!("GET / HTTP/1.1\nHost: {host}"));
        assert_eq!(status, 403, "{host}");
        assert!(!String::from_utf8(body).unwrap().contains("云岭"));
        assert_eq!(serving.ask(&format!("GET /_guidang/events HTTP/1.1\nHost: {host}")).0, 403);
    }
    for host in ["localhost", "LocalHost:1", "[::1]:4000", "127.0.0.1"] {
        assert_eq!(serving.ask(&format!("GET / HTTP/1.1\nHost: {host}")).0, 200, "{host}");
    }
    fs::write(serving.scratch.path().join("secret.txt"), "secret").unwrap();
    for path in [
        "/../secret.txt",
        "/../../secret.txt",
        "/%2e%2e/%2e%2e/secret.txt",
        "/..%2f..%2fsecret.txt",
        "/..%5c..%5csecret.txt",
        "/static/../../../secret.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/index.html%00.css",
        "/.guidang",
        "/_guidang/../index.html",
        "/_guidang/nothing",
    ] {
        assert_eq!(serving.get(path).0, 404, "{path}");
    }
    assert_eq!(serving.ask(&format!("POST / HTTP/1.1\n{own}")).0, 405);
    for odd in ["GET http://evil.example/ HTTP/1.1", "GET / HTTP/3", "nonsense"] {
        assert_eq!(serving.ask(&format!("{odd}\n{own}")).0, 400, "{odd}");
    }
    assert_eq!(serving.ask(&format!("GET / HTTP/1.1\n{own}\nX: {}", "x".repeat(40_000))).0, 400);

    let port = host.rsplit_once(':').unwrap().1;
    let second = guidang(root.path(), &["serve", "--port", port]);
    assert_eq!(second.status.code(), Some(3));
    let message = stderr(&second);
    assert!(message.contains(&host) && message.contains("--port"), "{message}");

    assert_eq!(files(&root.path().join("output")), published, "what is published stays");
    fs::remove_file(serving.scratch.path().join("secret.txt")).unwrap();
    assert_eq!(entries(serving.scratch.path()).len(), 1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let made = &entries(serving.scratch.path())[0];
        assert_eq!(fs::metadata(made).unwrap().permissions().mode() & 0o777, 0o700);
        let asked = Command::new("kill").args(["-INT", &serving.child.id().to_string()]).status();
        assert!(asked.unwrap().success());
        assert_eq!(serving.child.wait().unwrap().code(), Some(0));
        assert_eq!(entries(serving.scratch.path()), [] as [PathBuf; 0], "nothing is left behind");
    }
}

#[test]
fn the_preview_shows_changes_errors_and_fixes() {
    let root = archive(SMALL);
    let built = guidang(root.path(), &["build", "-q"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let published = files(&root.path().join("output"));
    let serving = Serving::start(root.path(), &[]);
    let events = serving.listen();
    let first = events.good();
    assert!(
        serving.get("/").1.contains(&format!("-{first}\"></script>")),
        "the page knows its site"
    );

    let renamed = of_small(SITE).replace("云岭县", "青山县");
    write(root.path(), SITE, renamed.as_bytes());
    let second = events.until(&serving, "/", |_, page| page.contains("青山县结对帮扶档案"));
    assert!(first < second);

    // Temporary files of editors are no change: the next report is of the next real change.
    for name in [".2024.md.swp", "2024.md~", "4913", ".#2024.md"] {
        write(root.path(), &format!("content/结对/shiyan-qinghe/计划/{name}"), b"x");
    }
    fs::remove_file(root.path().join("content/结对/shiyan-qinghe/计划/4913")).unwrap();
    fs::remove_file(root.path().join("content/结对/shiyan-qinghe/计划/2024.md~")).unwrap();

    let broken = of_small(VISIT).replace("日期: 2024-03-15", "日期: 2024-02-30");
    write(root.path(), VISIT, broken.as_bytes());
    let problems = events.bad(&format!("{VISIT}:3:5"));
    assert_eq!(problems[0]["code"], "bad-date");
    assert!(problems[0]["message"].as_str().unwrap().contains("2024-02-30"));
    assert!(problems[0]["help"].is_string());
    let (status, page) = serving.get("/");
    assert_eq!(status, 200, "the last good page stays");
    assert!(page.contains("青山县结对帮扶档案"));

    // A page that is opened now receives the report at once.
    serving.listen().bad(&format!("{VISIT}:3:5"));

    // A personal number is reported without being shown.
    let telling = of_small(VISIT).replace("上了两节示范课。", "联系人电话13812345678。");
    write(root.path(), VISIT, telling.as_bytes());
    let problems = Value::from(events.bad(VISIT)).to_string();
    if !problems.contains("personal-data") {
        let problems = Value::from(events.bad(VISIT)).to_string();
        assert!(problems.contains("personal-data"), "{problems}");
    }
    assert!(!problems.contains("13812345678"), "{problems}");

    save_by_rename(root.path(), VISIT, &of_small(VISIT).replace("第一次送教", "改好的送教"));
    let third = events.until(&serving, "/visits.html", |_, page| page.contains("改好的送教"));
    assert!(second < third);

    save_by_rename(root.path(), SITE, of_small(SITE));
    events.until(&serving, "/", |_, page| page.contains("云岭县结对帮扶档案"));
    assert_eq!(files(&root.path().join("output")), published, "what is published stays");
}

#[test]
fn pages_that_nobody_requests_are_checked_too() {
    // The template parses; only rendering shows that a title is no number.
    let root = small_with(&[("themes/default/about.html", b"{{ page.title - 1 }}")]);
    let built = guidang(root.path(), &["build", "--lang", "en"]);
    assert_eq!(built.status.code(), Some(2), "{}", stderr(&built));
    let serving = Serving::start(root.path(), &[]);
    let events = serving.listen();
    let messages =
        events.wait("the trouble", |value| value["report"].to_string().contains("about.html"));
    assert!(messages["report"]["note"].as_str().unwrap().contains("不能发布"), "{messages}");
    assert_eq!(serving.get("/").0, 200, "other pages can be seen");
    let (status, page) = serving.get("/about.html");
    assert_eq!(status, 503);
    assert!(page.contains("about.html"), "{page}");
    write(root.path(), "themes/default/about.html", b"fixed");
    events.until(&serving, "/about.html", |status, page| status == 200 && page.contains("fixed"));
}

#[test]
fn the_preview_serves_current_attachments() {
    let folder = "content/学校/shiyan/活动/2024-04-02-a";
    let record =
        "---\n标题: A\n日期: 2024-04-02\n类型: 送教下乡\n对象校: 清河园\n---\n\n[v](v.txt)\n";
    let (text, page) = (format!("{folder}/v.txt"), format!("{folder}/index.md"));
    let root = small_with(&[(&page, record.as_bytes()), (&text, b"old words")]);
    let serving = Serving::start(root.path(), &[]);
    let events = serving.listen();
    events.good();
    let built = guidang(root.path(), &["build", "-q"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let published = files(&root.path().join("output"));
    let path = format!("/{}", published.keys().find(|path| path.ends_with("v.txt")).unwrap());
    assert_eq!(serving.get(&path), (200, "old words".to_owned()));
    write(root.path(), &text, b"new words"); // as long as the old ones
    events.until(&serving, &path, |_, text| text == "new words");
    write(root.path(), &text, "家长电话13812345678".as_bytes());
    events.bad("v.txt");
    assert_eq!(serving.get(&path), (200, "new words".to_owned()), "what must not be seen is not");
    write(root.path(), &text, b"third words");
    events.until(&serving, &path, |_, text| text == "third words");
    fs::remove_file(root.path().join(&text)).unwrap();
    write(root.path(), &page, record.replace("[v](v.txt)", "").as_bytes());
    events.until(&serving, &path, |status, _| status == 404);
}

#[test]
fn the_preview_follows_removed_folders_and_many_files_at_once() {
    let root = archive(SMALL);
    let serving = Serving::start(root.path(), &[]);
    let events = serving.listen();
    events.good();

    let school = root.path().join("content/学校/qinghe");
    fs::remove_dir_all(&school).unwrap();
    events.bad("content/结对/shiyan-qinghe/结对.yaml");
    for (path, text) in SMALL.iter().filter(|file| file.0.contains("qinghe/学校")) {
        write(root.path(), path, text.as_bytes());
    }
    events.good();
    // The new folder is watched as the old one was.
    let file = "content/学校/qinghe/学校.yaml";
    write(root.path(), file, of_small(file).replace("清河镇中心", "清河镇第一").as_bytes());
    events.until(&serving, "/schools.html", |_, page| page.contains("清河镇第一幼儿园"));

    // The whole content is moved away and written again.
    fs::rename(root.path().join("content"), root.path().join("away")).unwrap();
    events.wait("that there is no content", |value| !value["report"].is_null());
    assert_eq!(serving.get("/").0, 200);
    for (path, text) in SMALL {
        write(root.path(), path, text.as_bytes());
    }
    events.until(&serving, "/schools.html", |_, page| page.contains("清河镇中心幼儿园"));
    write(root.path(), SITE, of_small(SITE).replace("云岭县", "青山县").as_bytes());
    let before = events.until(&serving, "/", |_, page| page.contains("青山县"));

    for i in 0..300 {
        let path = format!("content/学校/shiyan/活动/2024-04-{:02}-{i}.md", i % 30 + 1);
        let text = of_small(VISIT).replace("第一次送教", &format!("送教之{i}号"));
        write(root.path(), &path, text.as_bytes());
    }
    write(root.path(), PLAN, of_small(PLAN).replace("2024年结对计划", "最后的计划").as_bytes());
    // A build that began in the middle of it may have seen the plan and not yet the last visits.
    let after = events.until(&serving, "/plans.html", |_, page| {
        let records = serving.get("/data/records.json").1;
        page.contains("最后的计划")
            && ["送教之0号", "送教之150号", "送教之299号"]
                .iter()
                .all(|value| records.contains(value))
    });
    assert!(after - before < 100, "{} builds for 300 files", after - before);
}

#[test]
fn a_first_build_that_fails_shows_its_errors() {
    let broken = of_small(VISIT)
        .replace("第一次送教", "<b>送教")
        .replace("措施: 开学对接", "措施: <img src=x onerror=alert(1)>");
    let root = small_with(&[(VISIT, broken.as_bytes())]);
    let serving = Serving::start(root.path(), &["--lang", "en"]);
    let events = serving.listen();
    let problems = events.bad(VISIT);
    assert!(problems[0]["message"].as_str().unwrap().contains("<img"), "{problems:?}");
    for path in ["/", "/schools.html"] {
        let (status, page) = serving.get(path);
        assert_eq!(status, 503);
        assert!(page.contains(VISIT) && page.contains("reload.js"), "{page}");
        assert!(page.contains("&lt;img") && !page.contains("<img"), "{page}");
    }
    write(root.path(), VISIT, of_small(VISIT).as_bytes());
    events.until(&serving, "/", |status, _| status == 200);
    let (status, page) = serving.get("/nothing");
    assert_eq!(status, 404);
    assert!(page.contains("There is no such page"));
}

#[test]
fn a_reloaded_page_keeps_its_scroll_position() {
    let long = "一段很长的记录。\n\n".repeat(200);
    let root = small_with(&[(VISIT, format!("{}{long}", of_small(VISIT)).as_bytes())]);
    let Some(mut script) =
        browser::script("serve.mjs", "a_reloaded_page_keeps_its_scroll_position")
    else {
        return;
    };
    let serving = Serving::start(root.path(), &[]);
    let output =
        script.arg(format!("http://{}", serving.host)).arg(root.path().join(VISIT)).output();
    browser::must_be_fine(&output.unwrap());
}

#[test]
fn half_open_connections_lock_nobody_out() {
    let root = archive(SMALL);
    let serving = Serving::start(root.path(), &[]);
    let mut held = Vec::new();
    for _ in 0..300 {
        let mut stream = TcpStream::connect(&serving.host).unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\n").unwrap();
        held.push(stream);
    }
    let (status, page) = serving.get("/index.html");
    assert_eq!(status, 200, "{page}");
}
