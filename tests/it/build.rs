//! Builds: from the binary alone, with the same bytes everywhere, and either whole or not at all.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{SMALL, archive, files, guidang, small_with, stderr, stdout, write};

/// `init` and `build` with nothing but the binary.
#[test]
fn the_binary_alone_creates_an_archive_and_builds_it() {
    for (lang, empty) in [("zh", false), ("en", false), ("zh", true), ("en", true)] {
        let temp = tempfile::tempdir().unwrap();
        let binary = temp.path().join("guidang");
        fs::copy(env!("CARGO_BIN_EXE_guidang"), &binary).unwrap();
        let run = |args: &[&str]| {
            Command::new(&binary)
                .args(args)
                .current_dir(temp.path())
                .env_remove("LANG")
                .env_remove("LC_ALL")
                .output()
                .unwrap()
        };
        let mut args = vec!["init", "x", "--lang", lang];
        args.extend(empty.then_some("--empty"));
        let initialised = run(&args);
        assert!(initialised.status.success(), "{}", stderr(&initialised));
        let checked = run(&["check", "--strict", "--root", "x"]);
        assert!(checked.status.success(), "{lang} {empty}: {}", stderr(&checked));
        let built = run(&["build", "--root", "x"]);
        assert!(built.status.success(), "{}", stderr(&built));
        assert!(stdout(&built).contains("index.html"), "the message says which file to open");
        let site = files(&temp.path().join("x/output"));
        assert!(site.contains_key("index.html"));
        if !empty {
            let charts = site
                .values()
                .filter(|value| String::from_utf8_lossy(value).contains("<svg class=\"chart"))
                .count();
            assert!(charts >= 2, "{charts} pages with charts");
        }
        let again = run(&["init", "x"]);
        assert_eq!(again.status.code(), Some(2), "a folder that is not empty is not written to");
    }
}

#[test]
fn every_kind_of_new_record_checks_clean() {
    for lang in ["zh", "en"] {
        let root = archive(&[]);
        guidang(root.path(), &["init", "a", "--lang", lang]);
        let dir = root.path().join("a");
        let school =
            fs::read_dir(dir.join(if lang == "zh" { "content/学校" } else { "content/schools" }))
                .unwrap()
                .next()
                .unwrap()
                .unwrap();
        let school = school.file_name().into_string().unwrap();
        for kind in ["visit", "summary", "ledger", "resource", "honour", "question", "plan"] {
            let created =
                guidang(&dir, &["new", kind, "--school", &school, "--title", "试写: 一条“记录”"]);
            assert!(created.status.success(), "{kind}: {}", stderr(&created));
            let path = stdout(&created).lines().next().unwrap().to_owned();
            assert!(dir.join(&path).is_file(), "{path}");
            let again =
                guidang(&dir, &["new", kind, "--school", &school, "--title", "试写: 一条“记录”"]);
            assert_eq!(again.status.code(), Some(2), "{kind} is never overwritten");
        }
        let named = guidang(&dir, &["new", "活动", "--school", &school, "--title", "走访"]);
        assert!(named.status.success(), "kinds have Chinese names too: {}", stderr(&named));
        let checked = guidang(&dir, &["check"]);
        assert_eq!(checked.status.code(), Some(0), "{}", stderr(&checked));
    }
}

/// The same input gives the same bytes, wherever and however it is built.
#[test]
fn the_same_input_gives_the_same_bytes() {
    let sites: Vec<_> = [
        ("a", "UTC", "C", "1"),
        ("另一个 文件夹", "Asia/Shanghai", "zh_CN.UTF-8", "2"),
        ("c", "America/New_York", "en_US.UTF-8", "7"),
    ]
    .into_iter()
    .map(|(name, zone, locale, threads)| {
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path().join(name);
        // Written in another order each time, so that the disk's order differs too.
        let mut sample = SMALL.to_vec();
        if threads == "2" {
            sample.reverse();
        }
        sample.iter().for_each(|(path, text)| write(&root, path, text.as_bytes()));
        let output = Command::new(env!("CARGO_BIN_EXE_guidang"))
            .args(["build", "--root"])
            .arg(&root)
            .env("TZ", zone)
            .env("LC_ALL", locale)
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
        files(&root.join("output"))
    })
    .collect();
    for site in &sites[1..] {
        assert_eq!(site.keys().collect::<Vec<_>>(), sites[0].keys().collect::<Vec<_>>());
        for (path, bytes) in site {
            assert_eq!(Some(bytes), sites[0].get(path), "{path}");
        }
    }
}

#[test]
fn a_build_with_errors_writes_nothing() {
    let root = small_with(&[]);
    assert!(guidang(root.path(), &["build"]).status.success());
    let before = files(&root.path().join("output"));
    write(root.path(), "content/学校/shiyan/活动/bad.md", "---\n标题：坏\n---\n".as_bytes());
    let output = guidang(root.path(), &["build"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(files(&root.path().join("output")), before);
    let fresh = guidang(root.path(), &["build", "-o", "other"]);
    assert_eq!(fresh.status.code(), Some(1));
    assert!(!root.path().join("other").exists());
}

#[test]
fn strict_mode_fails_on_warnings() {
    let root = small_with(&[("content/通知.txt", b"x")]);
    assert_eq!(guidang(root.path(), &["check"]).status.code(), Some(0));
    assert_eq!(guidang(root.path(), &["check", "--strict"]).status.code(), Some(1));
    assert_eq!(guidang(root.path(), &["build", "--strict"]).status.code(), Some(1));
    assert!(!root.path().join("output").exists());
}

#[test]
fn usage_errors_exit_with_2_and_write_errors_with_3() {
    let root = small_with(&[]);
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(guidang(empty.path(), &["check"]).status.code(), Some(2), "no content here");
    assert_eq!(guidang(root.path(), &["biuld"]).status.code(), Some(2), "no such command");
    assert_eq!(
        guidang(root.path(), &["build", "-o", "content"]).status.code(),
        Some(2),
        "over the content"
    );
    write(root.path(), "mine/letter.txt", b"x");
    let output = guidang(root.path(), &["build", "-o", "mine"]);
    assert_eq!(output.status.code(), Some(2), "a folder that is no site");
    assert_eq!(files(&root.path().join("mine")).len(), 1);
    write(root.path(), "file", b"x");
    assert_eq!(
        guidang(root.path(), &["build", "-o", "file/site"]).status.code(),
        Some(3),
        "below a file"
    );
    assert_eq!(guidang(root.path(), &["--help"]).status.code(), Some(0));
    assert_eq!(guidang(root.path(), &["--version"]).status.code(), Some(0));
}

#[test]
fn the_root_is_found_upward_and_flags_work_on_both_sides() {
    let root = small_with(&[]);
    let below = root.path().join("content/学校/shiyan");
    assert_eq!(guidang(&below, &["check"]).status.code(), Some(0));
    let root = root.path().to_str().unwrap();
    for args in [["--root", root, "check"], ["check", "--root", root]] {
        assert_eq!(guidang(Path::new("/"), &args).status.code(), Some(0));
    }
}

#[test]
fn status_shows_the_worst_first() {
    let root = small_with(&[]);
    let output = guidang(root.path(), &["status", "--as-of", "2024-06-30"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stdout(&output).contains("滞后"), "{}", stdout(&output));
    let json: serde_json::Value =
        serde_json::from_slice(&guidang(root.path(), &["status", "--format", "json"]).stdout)
            .unwrap();
    assert_eq!(json["targets"].as_array().unwrap().len(), 1);
    let csv = stdout(&guidang(root.path(), &["status", "--format", "csv", "--school", "实幼"]));
    assert!(csv.starts_with("\u{feff}状态,对象,目标,"), "{csv}");
    let wrong = guidang(root.path(), &["status", "--school", "实小"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("实幼"), "{}", stderr(&wrong));
}
