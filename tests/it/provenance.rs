//! Who handed in which record and when, from the history of a real repository: moves keep it.

use std::fs;
use std::path::Path;
use std::process::Command;

use guidang::model::Provenance;
use guidang::source::git::Repository;

use crate::support::{guidang, small_with, stderr, write};

const VISIT: &str = "content/学校/shiyan/活动/2024-03-15-送教.md";

/// Runs git as a person of the archive, on a day.
fn git(root: &Path, day: &str, args: &[&str]) {
    let output = Command::new("git")
        .current_dir(root)
        .args(["-c", "user.name=李老师", "-c", "user.email=li@example.invalid"])
        .args(args)
        .env("GIT_AUTHOR_DATE", format!("{day}T10:00:00+0800"))
        .env("GIT_COMMITTER_DATE", format!("{day}T10:00:00+0800"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn commit(root: &Path, day: &str) {
    git(root, day, &["add", "-A"]);
    git(root, day, &["commit", "-q", "-m", "记录"]);
}

/// A small archive that was committed on the day after its visit.
fn archive() -> tempfile::TempDir {
    let root = small_with(&[]);
    git(root.path(), "2024-03-16", &["init", "-q", "-b", "main"]);
    commit(root.path(), "2024-03-16");
    root
}

/// The days on which a file was handed in and changed, the first one first.
fn days(root: &Path, path: &str) -> Vec<String> {
    let (repository, prefix) = Repository::of(root).unwrap();
    let provenance: Provenance = repository.provenance("HEAD", &prefix).unwrap();
    let history = provenance.history(path).unwrap_or_else(|| panic!("no history of {path}"));
    history.commits.iter().rev().map(|commit| commit.day.to_string()).collect()
}

fn moved(root: &Path, from: &str, to: &str) {
    fs::create_dir_all(root.join(to).parent().unwrap()).unwrap();
    fs::rename(root.join(from), root.join(to)).unwrap();
}

#[test]
fn a_record_that_becomes_a_folder_keeps_its_day() {
    let root = archive();
    let folder = "content/学校/shiyan/活动/2024-03-15-送教";
    moved(root.path(), VISIT, &format!("{folder}/index.md"));
    write(root.path(), &format!("{folder}/签到.txt"), b"x");
    commit(root.path(), "2024-10-11");
    assert_eq!(days(root.path(), &format!("{folder}/index.md")), ["2024-03-16"]);
    // Rewritten as it is moved back.
    fs::remove_file(root.path().join(format!("{folder}/index.md"))).unwrap();
    let rewritten =
        "---\n标题: 送教\n日期: 2024-03-15\n类型: 送教下乡\n---\n全部重写，另起一篇。\n";
    write(root.path(), VISIT, rewritten.as_bytes());
    commit(root.path(), "2024-11-01");
    assert_eq!(days(root.path(), VISIT), ["2024-03-16", "2024-11-01"]);
    let built = guidang(root.path(), &["build", "-q"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let page = page_of(&root.path().join("output"), "2024-03-15-songjiao");
    assert!(page.contains("李老师 2024年3月16日"), "{page}");
    assert!(!page.contains("事后补记"), "{page}");
}

/// The page of a record.
fn page_of(output: &Path, name: &str) -> String {
    let mut folders = vec![output.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if !path.ends_with("print") {
                    folders.push(path);
                }
            } else if path.ends_with(format!("visits/{name}.html")) {
                return fs::read_to_string(path).unwrap();
            }
        }
    }
    panic!("no page of {name}");
}

#[test]
fn a_renamed_record_and_a_renamed_school_keep_their_days() {
    let root = archive();
    moved(root.path(), VISIT, "content/学校/shiyan/活动/2024-03-15-送课.md");
    commit(root.path(), "2024-05-01");
    fs::rename(root.path().join("content/学校/shiyan"), root.path().join("content/学校/sy"))
        .unwrap();
    commit(root.path(), "2024-06-01");
    let path = root.path().join("content/学校/sy/活动/2024-03-15-送课.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text + "\n补一段。\n").unwrap();
    commit(root.path(), "2024-07-01");
    let today = "content/学校/sy/活动/2024-03-15-送课.md";
    assert_eq!(days(root.path(), today), ["2024-03-16", "2024-07-01"]);
}

#[test]
fn a_folder_renamed_with_all_its_records_rewritten_keeps_their_days() {
    let root = archive();
    fs::rename(root.path().join("content/学校/shiyan"), root.path().join("content/学校/sy"))
        .unwrap();
    let today = "content/学校/sy/活动/2024-03-15-送教.md";
    write(
        root.path(),
        today,
        "---\n标题: 另写\n日期: 2024-03-15\n类型: 讲座\n---\n全新的正文。\n".as_bytes(),
    );
    commit(root.path(), "2024-06-01");
    assert_eq!(days(root.path(), today), ["2024-03-16", "2024-06-01"]);
}

#[test]
fn a_new_record_does_not_inherit_the_day_of_a_deleted_one() {
    let root = archive();
    fs::remove_file(root.path().join(VISIT)).unwrap();
    let other = "content/学校/shiyan/活动/2024-09-20-讲座.md";
    write(
        root.path(),
        other,
        "---\n标题: 专题讲座\n日期: 2024-09-20\n类型: 讲座\n地点: 报告厅\n---\n请来了专家。\n"
            .as_bytes(),
    );
    commit(root.path(), "2024-12-01");
    assert_eq!(days(root.path(), other), ["2024-12-01"]);
}

#[test]
fn an_archive_below_the_top_of_its_repository_is_followed() {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("县/档案");
    for (path, text) in crate::support::SMALL {
        write(&root, path, text.as_bytes());
    }
    git(home.path(), "2024-03-16", &["init", "-q", "-b", "main"]);
    commit(home.path(), "2024-03-16");
    fs::rename(root.join("content/学校/shiyan"), root.join("content/学校/sy")).unwrap();
    commit(home.path(), "2024-06-01");
    assert_eq!(days(&root, "content/学校/sy/活动/2024-03-15-送教.md"), ["2024-03-16"]);
}
