//! Ownership, unchanged files, and what a killed run leaves.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{MARKER, Stage, is_safe, platform};
use crate::fault::Fault;

fn write_site(output: &Path, files: &[(&str, &str)]) -> Result<(), Fault> {
    let stage = Stage::open(output, &[])?;
    for (path, text) in files {
        stage.put(path, text.as_bytes())?;
    }
    stage.publish()
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|it| it.file_type().is_file());
    let name = |it: &Path| it.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
    entries.map(|it| (name(it.path()), fs::read_to_string(it.path()).unwrap())).collect()
}

fn beside(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder.parent().unwrap())
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| it != folder)
        .collect()
}

#[test]
fn a_site_replaces_the_one_before_whole() {
    let root = tempfile::tempdir().unwrap();
    let output = root.path().join("site");
    write_site(&output, &[("index.html", "1"), ("a/old.html", "x")]).unwrap();
    write_site(&output, &[("index.html", "2"), ("b/new.html", "y")]).unwrap();
    let names: Vec<String> = files(&output).into_keys().collect();
    assert_eq!(names, [MARKER, "b/new.html", "index.html"]);
    assert_eq!(beside(&output), Vec::<PathBuf>::new(), "nothing is left beside it");
}

#[test]
fn a_folder_that_is_not_ours_is_left_alone() {
    let root = tempfile::tempdir().unwrap();
    let output = root.path().join("docs");
    fs::create_dir(&output).unwrap();
    fs::write(output.join("thesis.doc"), "years of work").unwrap();
    assert!(matches!(write_site(&output, &[("index.html", "1")]), Err(Fault::NotOurs { .. })));
    assert_eq!(files(&output).len(), 1);
    let file = root.path().join("file");
    fs::write(&file, "x").unwrap();
    assert!(matches!(write_site(&file, &[]), Err(Fault::NotOurs { .. })));
    let sources = [root.path().join("content")];
    fs::create_dir(&sources[0]).unwrap();
    for over in [
        root.path().to_owned(),
        sources[0].clone(),
        sources[0].join("x"),
        root.path().join("a/../content"),
    ] {
        assert!(matches!(Stage::open(&over, &sources), Err(Fault::OverSource { .. })), "{over:?}");
    }
}

#[test]
fn a_lone_gitignore_is_carried_over() {
    let root = tempfile::tempdir().unwrap();
    let output = root.path().join("output");
    fs::create_dir(&output).unwrap();
    fs::write(output.join(".gitignore"), "*\n").unwrap();
    write_site(&output, &[("index.html", "1")]).unwrap();
    write_site(&output, &[("index.html", "1")]).unwrap();
    assert_eq!(files(&output)[".gitignore"], "*\n");
}

#[test]
fn an_unchanged_file_keeps_its_time() {
    let root = tempfile::tempdir().unwrap();
    let output = root.path().join("site");
    write_site(&output, &[("same.html", "1"), ("other.html", "1")]).unwrap();
    let long_ago =
        std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    for name in ["same.html", "other.html", MARKER] {
        fs::File::options()
            .append(true)
            .open(output.join(name))
            .unwrap()
            .set_modified(long_ago)
            .unwrap();
    }
    write_site(&output, &[("same.html", "1"), ("other.html", "2")]).unwrap();
    let time = |name: &str| fs::metadata(output.join(name)).unwrap().modified().unwrap();
    assert_eq!((time("same.html"), time(MARKER)), (long_ago, long_ago));
    assert_ne!(time("other.html"), long_ago);
}

#[test]
fn without_an_exchange_two_renames_do() {
    let root = tempfile::tempdir().unwrap();
    let (new, old) = (root.path().join("new"), root.path().join("old"));
    fs::create_dir(&new).unwrap();
    fs::create_dir(&old).unwrap();
    fs::write(new.join("a"), "new").unwrap();
    fs::write(old.join("a"), "old").unwrap();
    platform::two_renames(&new, &old).unwrap();
    assert_eq!(
        (fs::read_to_string(old.join("a")).unwrap(), fs::read_to_string(new.join("a")).unwrap()),
        ("new".into(), "old".into())
    );
}

#[test]
fn a_site_moved_aside_by_a_killed_run_comes_back() {
    let root = tempfile::tempdir().unwrap();
    let output = root.path().join("site");
    write_site(&output, &[("index.html", "1")]).unwrap();
    fs::rename(&output, root.path().join(".site.guidang-1-0-0-aside")).unwrap();
    drop(Stage::open(&output, &[]).unwrap());
    assert_eq!(files(&output)["index.html"], "1");
}

#[test]
fn paths_that_a_site_must_not_have() {
    for path in [
        "", "/a", "../a", "a/../b", "a//b", "a\\b", "con.html", "a/NUL", "lpt1.txt", "a:b", "a.",
        "a ", "a\nb",
    ] {
        assert!(!is_safe(path), "{path:?}");
    }
    assert!(
        is_safe("schools/a/visits/2024-03-15.html")
            && is_safe(".guidang")
            && is_safe("console.html")
    );
}

/// Killed at any moment, a run leaves a site that is wholly old or wholly new.
#[test]
fn a_kill_leaves_a_whole_site() {
    const PAGES: usize = 60;
    let page = |it: usize| format!("p/{it}.html");
    if let Some(output) = std::env::var_os("GUIDANG_TEST_KILL") {
        for run in 0.. {
            let text = run.to_string();
            let pages: Vec<String> = (0..PAGES).map(page).collect();
            let site: Vec<(&str, &str)> =
                pages.iter().map(|it| (it.as_str(), text.as_str())).collect();
            let _ = write_site(Path::new(&output), &site);
        }
    }
    let root = tempfile::tempdir().unwrap();
    let output = root.path().join("site");
    write_site(
        &output,
        &(0..PAGES)
            .map(page)
            .map(|it| (it, "first"))
            .collect::<Vec<_>>()
            .iter()
            .map(|(a, b)| (a.as_str(), *b))
            .collect::<Vec<_>>(),
    )
    .unwrap();
    for round in 0..40u64 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "write::tests::a_kill_leaves_a_whole_site", "--nocapture"])
            .env("GUIDANG_TEST_KILL", &output)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_micros(3_000 + round * 977));
        child.kill().unwrap();
        child.wait().unwrap();
        let site = files(&output);
        assert_eq!(site.len(), PAGES + 1, "round {round}");
        let mut texts: Vec<&String> =
            site.iter().filter(|(name, _)| name.starts_with("p/")).map(|(_, it)| it).collect();
        texts.dedup();
        assert_eq!(texts.len(), 1, "round {round}: one run's pages only");
    }
    write_site(&output, &[("index.html", "last")]).unwrap();
    assert_eq!(files(&output).len(), 2);
    assert_eq!(beside(&output), Vec::<PathBuf>::new(), "the next run tidies up");
}
