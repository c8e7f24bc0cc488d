//! The program started by a double click, or with a folder: the page opens, is found again, and ends.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::support::{SMALL, archive, guidang, stderr};

/// The timeout of a failing test; no duration is asserted.
const PATIENCE: Duration = Duration::from_secs(60);

/// A person of this machine: a home with a browser that notes the addresses it was to open.
struct Person {
    home: tempfile::TempDir,
}

impl Person {
    fn new() -> Person {
        let home = tempfile::tempdir().unwrap();
        let opener = home.path().join("bin/xdg-open");
        fs::create_dir_all(opener.parent().unwrap()).unwrap();
        fs::create_dir(home.path().join("tmp")).unwrap();
        let note = home.path().join("opened");
        fs::write(&opener, format!("#!/bin/sh\necho \"$1\" >> '{}'\n", note.display())).unwrap();
        let is_done = Command::new("chmod").arg("+x").arg(&opener).status().unwrap().success();
        assert!(is_done);
        Person { home }
    }

    /// The program without a terminal, as a file manager starts it.
    fn starts(&self, folder: &Path, args: &[&str]) -> Child {
        let path = std::env::var("PATH").unwrap_or_default();
        Command::new(env!("CARGO_BIN_EXE_guidang"))
            .args(args)
            .current_dir(folder)
            .env("PATH", format!("{}:{path}", self.home.path().join("bin").display()))
            .env("HOME", self.home.path())
            .env("TMPDIR", self.home.path().join("tmp"))
            .env_remove("XDG_STATE_HOME")
            .env_remove("LANG")
            .env_remove("LC_ALL")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }

    /// The address that the browser was to open as the `count`th.
    #[track_caller]
    fn opened(&self, count: usize) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let text = fs::read_to_string(self.home.path().join("opened")).unwrap_or_default();
            if let Some(line) = text.lines().nth(count - 1).filter(|_| text.ends_with('\n')) {
                return line.to_owned();
            }
            assert!(Instant::now() < until, "no page number {count}: {text}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The folder in which the app remembers.
    fn memory(&self) -> PathBuf {
        self.home.path().join(".local/state/guidang")
    }
}

/// Sends a call of the page, and answers with its body.
fn call(address: &str, name: &str, body: Option<&str>) -> String {
    use std::io::{Read, Write};
    let (host, secret) = address
        .strip_prefix("http://")
        .and_then(|rest| rest.split_once("/_guidang/enter?key="))
        .unwrap();
    let port = host.rsplit(':').next().unwrap();
    let mut head = format!(
        "{} /_guidang/edit/api/{name} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: guidang-{port}={secret}\r\nX-Guidang: 1\r\n",
        if body.is_some() { "POST" } else { "GET" }
    );
    let body = body.unwrap_or_default();
    if !body.is_empty() {
        head.push_str(&format!(
            "Content-Type: application/json\r\nContent-Length: {}\r\n",
            body.len()
        ));
    }
    let mut stream = std::net::TcpStream::connect(host).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(format!("{head}\r\n{body}").as_bytes()).unwrap();
    let mut all = String::new();
    let _ = stream.read_to_string(&mut all);
    assert!(all.starts_with("HTTP/1.1 200"), "{name}: {all}");
    all.split_once("\r\n\r\n").unwrap().1.to_owned()
}

#[track_caller]
fn ends(mut child: Child) {
    let until = Instant::now() + PATIENCE;
    loop {
        match child.try_wait().unwrap() {
            Some(status) => return assert!(status.success(), "{status}"),
            None if until < Instant::now() => {
                let _ = child.kill();
                panic!("it runs on");
            }
            None => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}

#[test]
fn a_double_click_shows_one_app_which_ends_when_it_is_told_to() {
    let person = Person::new();
    let root = archive(SMALL);
    let above = root.path().parent().unwrap();
    let name = root.path().file_name().unwrap().to_str().unwrap();
    // A folder is named without ./, as by dropping it on the program.
    let first = person.starts(above, &[name]);
    let address = person.opened(1);
    assert!(address.contains("/_guidang/enter?key="), "{address}");
    // A second double click, in the archive and elsewhere: the page of the first is shown.
    ends(person.starts(&root.path().join("content"), &[]));
    assert_eq!(person.opened(2), address);
    ends(person.starts(person.home.path(), &[]));
    assert_eq!(person.opened(3), address);
    call(&address, "quit", Some("{}"));
    ends(first);
    let left = |ending: &str| {
        let names = fs::read_dir(person.memory()).unwrap().flatten();
        names.filter(|entry| entry.path().extension().is_some_and(|found| found == ending)).count()
    };
    assert_eq!((left("address"), left("lock"), left("txt")), (0, 0, 1));
    assert_eq!(fs::read_dir(person.home.path().join("tmp")).unwrap().count(), 0);
    // The archive is offered by the next start, which has no other one at hand.
    let next = person.starts(person.home.path(), &[]);
    let address = person.opened(4);
    let start: serde_json::Value = serde_json::from_str(&call(&address, "start", None)).unwrap();
    let real = root.path().canonicalize().unwrap();
    assert_eq!(start["recent"], serde_json::json!([real]));
    assert!(start["archive"].is_null());
    call(&address, "quit", Some("{}"));
    ends(next);
}

#[test]
fn why_the_program_did_not_start_is_shown_where_nobody_sees_a_terminal() {
    let person = Person::new();
    let root = archive(SMALL);
    // A move was interrupted, and where others would lock the archive there is a folder.
    fs::create_dir_all(root.path().join(".guidang-cache/archive.lock")).unwrap();
    fs::create_dir_all(root.path().join(".guidang-move")).unwrap();
    fs::write(root.path().join(".guidang-move/journal.json"), "{}").unwrap();
    let mut child = person.starts(root.path(), &[]);
    let page = person.opened(1);
    let status = child.wait().unwrap();
    assert!(!status.success());
    let text = fs::read_to_string(page).unwrap();
    assert!(text.contains("归档没有打开") && !text.contains("<b>"), "{text}");
}

/// What a command line says about a word that is neither a command nor a folder.
fn said(args: &[&str]) -> Output {
    guidang(Path::new(env!("CARGO_MANIFEST_DIR")), args)
}

#[test]
fn a_word_that_is_neither_a_command_nor_a_folder_is_told_to_be_neither() {
    for (args, words) in [
        (&["档案馆"][..], "没有“档案馆”这个命令，也没有这个文件夹"),
        (&["--lang", "en", "nowhere"], "and no folder of that name"),
    ] {
        let output = said(args);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(words), "{}", stderr(&output));
    }
}

#[test]
fn a_folder_in_which_nothing_can_be_saved_is_told_plainly() {
    let root = archive(SMALL);
    let script = "mount --bind \"$1\" \"$1\" && mount -o remount,ro,bind \"$1\" && cd \"$1\" && exec \"$2\" serve --edit --port 0 -q";
    let scratch = tempfile::tempdir().unwrap();
    let mut child = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", script, "sh"])
        .arg(root.path())
        .arg(env!("CARGO_BIN_EXE_guidang"))
        .env("TMPDIR", scratch.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let out = child.stdout.take().unwrap();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(out), &mut line).unwrap();
    let Some(at) = line.find("http://") else {
        let _ = child.wait();
        eprintln!("SKIPPED: this machine lets no test mount a folder (unshare)");
        return;
    };
    let until = Instant::now() + PATIENCE;
    let start = loop {
        let text = call(line[at..].trim(), "start", None);
        let start: serde_json::Value = serde_json::from_str(&text).unwrap();
        if !start["archive"].is_null() || until < Instant::now() {
            break start;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    let _ = child.kill();
    let _ = child.wait();
    assert_eq!(start["archive"]["read_only"], true, "{start}");
    assert!(start["words"]["read_only"].as_str().unwrap().contains("复制到“文档”"));
}
