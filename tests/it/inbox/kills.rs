//! A run that is killed at any moment loses nothing and takes nothing twice; a watch takes what comes.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::desk::{DATE, Desk, Package, visit};
use crate::support::{stderr, stdout, write};

const KILLS: u32 = 40;

fn begin(root: &Path, args: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_guidang"))
        .args([&["receive", "收件箱", "--date", DATE], args].concat())
        .current_dir(root)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Numbers without a pattern, the same in every run.
fn random(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

/// Twelve hand-ins: new ones, a new version of a record, a text with attachments, one that goes back.
fn fill(desk: &Desk) -> BTreeMap<String, Vec<u8>> {
    let first = Package::visit("shiyan", "2024-03-10-送教", &visit("先前的", "2024-03-10", 1));
    desk.put("实幼/先前.zip", &first.zip());
    desk.receive(0);
    let mut want = desk.content();
    let second = Package::visit("shiyan", "2024-03-10-送教", &visit("先前的", "2024-03-10", 2));
    desk.put("实幼/更新.zip", &second.zip());
    for (path, bytes) in &second.files {
        want.insert(format!("学校/shiyan/活动/{path}"), bytes.clone());
    }
    for number in 0..8 {
        let folder = format!("2024-03-18-第{number}次");
        let package =
            Package::visit("shiyan", &folder, &visit(&format!("第{number}次"), "2024-03-18", 1));
        desk.put(&format!("实幼/{number}.zip"), &package.zip());
        for (path, bytes) in &package.files {
            want.insert(format!("学校/shiyan/活动/{path}"), bytes.clone());
        }
    }
    let text = visit("带附件", "2024-03-17", 1);
    desk.put("实幼/2024-03-17-附件.md", text.as_bytes());
    desk.put("实幼/2024-03-17-附件/1.png", &super::desk::png());
    desk.put("实幼/2024-03-17-附件/2.png", &super::desk::png());
    want.insert("学校/shiyan/活动/2024-03-17-附件/index.md".into(), text.into_bytes());
    want.insert("学校/shiyan/活动/2024-03-17-附件/1.png".into(), super::desk::png());
    want.insert("学校/shiyan/活动/2024-03-17-附件/2.png".into(), super::desk::png());
    desk.put("实幼/退.doc", b"x");
    want
}

#[test]
fn a_run_killed_at_any_moment_loses_and_doubles_nothing() {
    let (mut seed, mut killed, mut round) = (11, 0, 0);
    let mut length = 400_000;
    while killed < KILLS {
        round += 1;
        assert!(round < 400, "only {killed} were still running");
        let desk = Desk::new();
        let want = fill(&desk);
        // Up to three kills one after another, then a run to the end.
        for _ in 0..3 {
            let mut child = begin(desk.path(), &[]);
            std::thread::sleep(Duration::from_micros(random(&mut seed) % (length * 11 / 10)));
            match child.try_wait().unwrap() {
                None => killed += 1,
                Some(_) => length = (length * 9 / 10).max(1000),
            }
            child.kill().unwrap();
            child.wait().unwrap();
        }
        let output = desk.run(&[]);
        assert!(
            matches!(output.status.code(), Some(0 | 1)),
            "{}{}",
            stdout(&output),
            stderr(&output)
        );
        assert!(desk.content() == want, "round {round}: {:?}", desk.content().keys());
        let mut kept = desk.names("实幼");
        kept.retain(|name| !name.ends_with(".txt") && !name.ends_with(".html"));
        let mut all: Vec<String> =
            (0..8).map(|number| format!("已收/{DATE}/{number}.zip")).collect();
        for name in [
            "先前.zip",
            "更新.zip",
            "2024-03-17-附件.md",
            "2024-03-17-附件/1.png",
            "2024-03-17-附件/2.png",
        ] {
            all.push(format!("已收/{DATE}/{name}"));
        }
        all.push("退回/退.doc".to_owned());
        all.sort();
        kept.sort();
        assert_eq!(kept, all, "round {round}");
        let receipts = desk.names("实幼").iter().filter(|name| name.ends_with(".txt")).count();
        assert_eq!(receipts, 12, "round {round}: {:?}", desk.names("实幼"));
        let receipt = desk.text(&format!("实幼/已收/{DATE}/3.zip.回执.txt"));
        assert!(receipt.contains("已收入档案"), "{receipt}");
        let report = stdout(&desk.run(&["--report"]));
        assert!(report.contains("新收10份，更新1份，退回待改1份"), "round {round}: {report}");
    }
}

#[test]
fn a_watch_takes_what_comes() {
    let desk = Desk::new();
    let mut child = begin(desk.path(), &["--watch", "--every", "1"]);
    let package = Package::visit("shiyan", "2024-03-18-送教", &visit("送教", "2024-03-18", 1));
    // A file that is being copied: the half of it is not taken, and not handed back.
    let bytes = package.zip();
    let began = Instant::now();
    for end in (0..bytes.len()).step_by(bytes.len() / 6) {
        write(&desk.inbox(), "实幼/送教.zip", &bytes[..end]);
        std::thread::sleep(Duration::from_millis(300));
    }
    write(&desk.inbox(), "实幼/送教.zip", &bytes);
    let taken = desk.inbox().join(format!("实幼/已收/{DATE}/送教.zip"));
    while !taken.exists() && began.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(100));
    }
    assert!(taken.exists(), "{:?}", desk.names(""));
    assert!(child.try_wait().unwrap().is_none(), "still looking");
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!desk.inbox().join("实幼/退回").exists());
    assert!(desk.content().contains_key("学校/shiyan/活动/2024-03-18-送教/index.md"));
}
