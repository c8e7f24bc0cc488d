//! Files that are made to exhaust their reader: refused with a message, within bounds of time and memory.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{small_with, write};

const VISIT: &str = "content/学校/shiyan/活动/2024-04-10.md";
const FRONT: &str = "标题: 四月送教\n日期: 2024-04-10\n类型: 送教下乡\n";
/// Against hangs only: each takes a second or two, on any machine far less than this.
const PATIENCE: Duration = Duration::from_secs(600);
/// The memory that a run may have, in KB.
const MEMORY: usize = 1_000_000;

/// Runs a command with bounded memory. Returns its exit code and its messages.
fn run(root: &std::path::Path, args: &str) -> (Option<i32>, String) {
    let script = format!("ulimit -v {MEMORY}; exec '{}' {args}", env!("CARGO_BIN_EXE_guidang"));
    let mut child = Command::new("sh")
        .args(["-c", &script])
        .current_dir(root)
        .env("RAYON_NUM_THREADS", "2")
        .stdout(Stdio::null())
        .stderr(fs::File::create(root.join("stderr")).unwrap())
        .spawn()
        .unwrap();
    let began = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if PATIENCE < began.elapsed() {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("it hangs");
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    (status.code(), String::from_utf8_lossy(&fs::read(root.join("stderr")).unwrap()).into_owned())
}

/// Asserts that `check` refuses the files with this code, in few words.
#[track_caller]
fn refused(files: &[(&str, &[u8])], code: &str) {
    let root = small_with(files);
    let (status, messages) = run(root.path(), "check");
    let shown: String = messages.chars().take(2000).collect();
    assert_eq!(status, Some(1), "{shown}");
    assert!(messages.contains(&format!("错误[{code}]")), "{shown}");
    assert!(messages.len() < 40_000, "{} bytes of messages", messages.len());
}

/// Asserts that the site is built.
#[track_caller]
fn built(files: &[(&str, &[u8])]) {
    let root = small_with(files);
    let (status, messages) = run(root.path(), "build");
    assert_eq!(status, Some(0), "{}", messages.chars().take(2000).collect::<String>());
}

fn visit(front: &str, body: &str) -> Vec<u8> {
    format!("---\n{FRONT}{front}---\n{body}").into_bytes()
}

#[cfg(target_os = "linux")]
#[test]
fn yaml_bombs_are_refused() {
    for open in ["[".repeat(80_000), "{a: ".repeat(20_000), format!("\n  {}", "- ".repeat(40_000))]
    {
        refused(&[(VISIT, &visit(&format!("参加人: {open}\n"), ""))], "nesting");
    }
    let mut aliases = String::from("a: &a [x]\n");
    for anchor in 'b'..='i' {
        let before = char::from(anchor as u8 - 1);
        let nine = vec![format!("*{before}"); 9].join(",");
        aliases.push_str(&format!("{anchor}: &{anchor} [{nine}]\n"));
    }
    refused(&[(VISIT, &visit(&aliases, ""))], "unsupported-yaml");
    let keys: String = (0..1_000_000).map(|number| format!("k{number}: 1\n")).collect();
    refused(&[("content/指标.yaml", keys.as_bytes())], "too-large");
    let keys: String = (0..20_000).map(|number| format!("k{number}: 1\n")).collect();
    refused(&[(VISIT, &visit(&keys, ""))], "unknown-field");
    refused(&[(VISIT, &visit(&format!("地点: {}\n", "长".repeat(35_000_000)), ""))], "too-large");
}

#[cfg(target_os = "linux")]
#[test]
fn markdown_bombs_are_built_or_refused() {
    refused(&[(VISIT, &visit("", &"x".repeat(100_000_000)))], "too-large");
    for body in [
        "*".repeat(100_000),
        "> ".repeat(50_000),
        "[".repeat(100_000),
        "![".repeat(50_000),
        "- ".repeat(50_000),
        "<a ".repeat(50_000),
        "`".repeat(100_001),
        "**a ".repeat(50_000),
        "# 标题\n\n".repeat(20_000),
        format!("|{}\n|{}\n", "a|".repeat(20_000), "-|".repeat(20_000)),
        "[a]: b\n".repeat(20_000),
        "a\u{301}".repeat(100_000),
    ] {
        built(&[(VISIT, &visit("", &body))]);
    }
    refused(
        &[(VISIT, &visit("", &format!("```chart\n{}\n```\n", "[".repeat(100_000))))],
        "nesting",
    );
}

const LEDGER: &str = "content/学校/shiyan/台账/l.md";
const TABLE: &str = "content/学校/shiyan/台账/l.csv";
const LEDGER_TEXT: &[u8] = "---\n标题: 台账\n表: l.csv\n列: [{名称: 日期, 作为: 日期}, {名称: 送教课时, 作为: 数据}]\n---\n".as_bytes();

#[cfg(target_os = "linux")]
#[test]
fn tables_of_endless_columns_and_cells_are_refused() {
    let columns = format!("日期,送教课时{}\n", ",x".repeat(1_000_000));
    refused(&[(LEDGER, LEDGER_TEXT), (TABLE, columns.as_bytes())], "too-large");
    let cell = format!("日期,送教课时\n2024-04-01,{}\n", "9".repeat(10_000_000));
    refused(&[(LEDGER, LEDGER_TEXT), (TABLE, cell.as_bytes())], "bad-value");
    let quoted = format!("日期,送教课时\n2024-04-01,\"{}\n", "9\n".repeat(4_000_000));
    refused(&[(LEDGER, LEDGER_TEXT), (TABLE, quoted.as_bytes())], "bad-value");
}

#[cfg(target_os = "linux")]
#[test]
fn tables_of_many_rows_are_built_and_of_too_many_refused() {
    let rows = format!("日期,送教课时\n{}", "2024-04-01,1\n".repeat(60_000));
    built(&[(LEDGER, LEDGER_TEXT), (TABLE, rows.as_bytes())]);
    let rows = format!("日期,送教课时\n{}", "2024-04-01,1\n".repeat(1_500_100));
    refused(&[(LEDGER, LEDGER_TEXT), (TABLE, rows.as_bytes())], "too-large");
    refused(&[(LEDGER, LEDGER_TEXT), (TABLE, &vec![b'9'; 200_000_000])], "too-large");
}

#[cfg(target_os = "linux")]
#[test]
fn deeply_nested_folders_and_long_names_are_built() {
    let root = small_with(&[("content/学校/shiyan/活动/x/index.md", &visit("", ""))]);
    let mut tower = "content/学校/shiyan/活动/x".to_owned();
    for _ in 0..300 {
        tower.push_str("/深");
    }
    write(root.path(), &format!("{tower}/a.txt"), b"x");
    let han = "长".repeat(85);
    write(root.path(), &format!("content/学校/shiyan/活动/x/{han}"), b"x");
    for number in 0..10_000 {
        write(root.path(), &format!("content/学校/shiyan/活动/x/{number}.txt"), b"x");
    }
    let (status, messages) = run(root.path(), "build");
    assert_eq!(status, Some(0), "{}", messages.chars().take(2000).collect::<String>());
}

/// A file that is too large by its metadata is refused without reading it.
#[cfg(target_os = "linux")]
#[test]
fn huge_records_are_refused_unread_and_huge_attachments_are_copied() {
    let root = small_with(&[(VISIT, b"")]);
    fs::File::create(root.path().join(VISIT)).unwrap().set_len(20 << 30).unwrap();
    let (status, messages) = run(root.path(), "check");
    assert_eq!(status, Some(1), "{messages}");
    assert!(messages.contains("2024-04-10.md:1:1: 错误[too-large]"), "{messages}");
    // An attachment may be large: it is copied a piece at a time.
    let root = small_with(&[("content/学校/shiyan/活动/x/index.md", &visit("", ""))]);
    let mut film =
        fs::File::create(root.path().join("content/学校/shiyan/活动/x/录像.mp4")).unwrap();
    film.write_all(b"film").unwrap();
    film.set_len(1_100_000_000).unwrap();
    let (status, messages) = run(root.path(), "build");
    assert_eq!(status, Some(0), "{messages}");
}
