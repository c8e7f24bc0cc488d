//! `move` and git: short records keep their history, and a git that fails stops a move before anything is moved.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{files, git, guidang, small_with, stderr, stdout, write};

fn commit(root: &Path, title: &str) {
    git(root, &["add", "-A", "content"]);
    git(root, &["commit", "-qm", title]);
}

fn content(root: &Path) -> BTreeMap<String, Vec<u8>> {
    files(&root.join("content"))
}

#[track_caller]
fn moved(root: &Path, old: &str, new: &str) -> String {
    let output = guidang(root, &["move", old, new]);
    assert!(output.status.success(), "{old} → {new}: {}", stderr(&output));
    stdout(&output) + &stderr(&output)
}

const SHORT: &str = "---\n标题: 访\n日期: 2024-03-20\n类型: 访\n---\n";

#[test]
fn git_follows_a_short_record_through_three_moves() {
    let (path, english) =
        ("content/学校/shiyan/活动/2024-03-20-songjiao.md", "content/学校/qinghe/visits/v.md");
    let long = "---\ntitle: Visit\ndate: 2024-03-21\ntype: visit\nplace: the old hall\n---\n\nWe taught two lessons, and the teachers of both schools talked about them for an hour.\n";
    let root = small_with(&[(path, SHORT.as_bytes()), (english, long.as_bytes())]);
    let root = root.path();
    git(root, &["init", "-q"]);
    commit(root, "first");
    for (old, new) in [
        ("schools/shiyan/visits/2024-03-20-songjiao", "2024-03-20-exchange"),
        ("schools/shiyan/visits/2024-03-20-exchange", "2024-03-20-visit"),
        ("schools/shiyan/visits/2024-03-20-visit", "2024-03-20"),
        ("schools/qinghe/visits/v", "2024-03-21-visit"),
        ("schools/qinghe/visits/2024-03-21-visit", "schools/shiyan/visits/2024-03-21"),
        ("schools/shiyan/visits/2024-03-21", "2024-03-21-lessons"),
    ] {
        let said = moved(root, old, new);
        assert!(!said.contains("git log"), "{said}");
        commit(root, "moved");
        let checked = guidang(root, &["check"]);
        assert!(checked.status.success(), "{}", stderr(&checked));
    }
    for path in ["2024-03-20", "2024-03-21-lessons"] {
        let file = format!("content/学校/shiyan/活动/{path}.md");
        let log = git(root, &["log", "--follow", "--format=%s", "--", &file]);
        assert_eq!(log, "moved\nmoved\nmoved\nfirst\n", "{file}");
    }
    // Each old id has a line of its own, and is good.
    let text = fs::read_to_string(root.join("content/学校/shiyan/活动/2024-03-20.md")).unwrap();
    assert_eq!(
        text,
        SHORT.replacen(
            "类型: 访\n",
            "类型: 访\n曾用名:\n  - 2024-03-20-songjiao\n  - 学校/shiyan/活动/2024-03-20-exchange\n  - 学校/shiyan/活动/2024-03-20-visit\n",
            1
        )
    );
    for old in ["2024-03-20-songjiao", "2024-03-20-exchange"] {
        let id = format!("schools/shiyan/visits/{old}");
        let refused = guidang(root, &["move", &id, "2024-03-20"]);
        assert!(stderr(&refused).contains("已经在这个位置"), "{}", stderr(&refused));
    }
}

#[test]
fn a_name_alone_is_spelled_out_when_its_record_leaves_the_folder() {
    let root = small_with(&[("content/学校/shiyan/活动/一.md", SHORT.as_bytes())]);
    let root = root.path();
    moved(root, "schools/shiyan/visits/一", "二");
    moved(root, "schools/shiyan/visits/二", "schools/qinghe/visits/三");
    let text = fs::read_to_string(root.join("content/学校/qinghe/visits/三.md")).unwrap();
    assert!(text.contains("  - 学校/shiyan/活动/一\n  - 学校/shiyan/活动/二\n"), "{text}");
    // Back in its first place it was not there formerly.
    moved(root, "schools/qinghe/visits/三", "schools/shiyan/visits/一");
    let text = fs::read_to_string(root.join("content/学校/shiyan/活动/一.md")).unwrap();
    assert!(!text.contains("活动/一\n"), "{text}");
    let checked = guidang(root, &["check"]);
    assert!(checked.status.success(), "{}", stderr(&checked));
}

#[test]
fn a_record_too_short_for_git_is_named_with_the_way_to_its_history() {
    let root = small_with(&[("content/学校/shiyan/活动/2024-03-20-songjiao.md", SHORT.as_bytes())]);
    let root = root.path();
    git(root, &["init", "-q"]);
    commit(root, "first");
    let said = moved(
        root,
        "schools/shiyan/visits/2024-03-20-songjiao",
        "schools/qinghe/visits/2024-03-20",
    );
    assert!(said.contains("git log -- content/学校/shiyan/活动/2024-03-20-songjiao.md"), "{said}");
}

#[test]
fn a_list_of_old_ids_in_any_form_becomes_one_line_an_item() {
    let path = "content/学校/shiyan/活动/戊.md";
    for (list, lines) in [
        ("曾用名: 甲 # 旧\n", "曾用名: # 旧\n  - 甲\n"),
        ("曾用名: [甲, 乙]\n", "曾用名:\n  - 甲\n  - 乙\n"),
        ("曾用名:\n- 甲\n- 乙\n", "曾用名:\n- 甲\n- 乙\n"),
        ("曾用名:\n", "曾用名:\n"),
        ("曾用名: 己\n", "曾用名:\n"),
        ("曾用名:\n  - 甲 # 一\n  - 己\n", "曾用名:\n  - 甲 # 一\n"),
    ] {
        let text = SHORT.replace("类型", &format!("{list}类型"));
        let root = small_with(&[(path, text.as_bytes())]);
        let root = root.path();
        moved(root, "schools/shiyan/visits/戊", "己");
        let item = if lines.contains("\n- ") { "- " } else { "  - " };
        let wanted = SHORT.replace("类型", &format!("{lines}{item}学校/shiyan/活动/戊\n类型"));
        let found = fs::read_to_string(root.join("content/学校/shiyan/活动/己.md")).unwrap();
        let short = wanted.replace("学校/shiyan/活动/戊", "戊");
        assert!(found == wanted || found == short, "{list}: {found}");
        let checked = guidang(root, &["check"]);
        assert!(checked.status.success(), "{}", stderr(&checked));
    }
}

#[test]
fn a_git_that_fails_stops_the_move_before_anything_is_moved() {
    let root = small_with(&[]);
    let root = root.path();
    git(root, &["init", "-q"]);
    commit(root, "first");
    let before = content(root);
    let refused = |what: &str, words: &str| {
        let output = guidang(root, &["move", "shiyan", "b"]);
        assert_eq!(output.status.code(), Some(3), "{what}: {}", stderr(&output));
        assert!(stderr(&output).contains(words), "{what}: {}", stderr(&output));
        assert_eq!(content(root), before, "{what}");
    };
    write(root, ".git/index.lock", b"");
    refused("another git program writes", "index.lock");
    fs::remove_file(root.join(".git/index.lock")).unwrap();
    let index = fs::read(root.join(".git/index")).unwrap();
    write(root, ".git/index", b"no index");
    refused("a broken index", "没有搬：git不能用");
    write(root, ".git/index", &index);
    let head = fs::read(root.join(".git/HEAD")).unwrap();
    fs::remove_file(root.join(".git/HEAD")).unwrap();
    refused("no repository any more", "没有搬：git不能用");
    write(root, ".git/HEAD", &head);
    // No git program.
    let output = Command::new(env!("CARGO_BIN_EXE_guidang"))
        .args(["move", "shiyan", "b"])
        .current_dir(root)
        .env("PATH", root)
        .env("LC_ALL", "zh_CN.UTF-8")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    assert!(stderr(&output).contains("请先安装git"), "{}", stderr(&output));
    assert_eq!(content(root), before);
    moved(root, "shiyan", "b");
}

/// What a move of a school leaves that was killed before it moved anything.
fn killed_move(root: &Path, from: &str, to: &str) {
    let mut moved = String::new();
    for line in git(root, &["-c", "core.quotePath=false", "ls-files", "--stage"]).lines() {
        let (entry, path) = line.split_once('\t').unwrap();
        if let Some(rest) = path.strip_prefix(from) {
            let nothing = "0".repeat(40);
            moved.push_str(&format!("0 {nothing}\t{path}\0{entry}\t{to}{rest}\0"));
        }
    }
    let journal = serde_json::json!({
        "renames": [[from, to]],
        "edits": [],
        "index": { "moved": moved, "changed": [], "touched": [from, to] },
    });
    write(root, ".guidang-move/journal.json", journal.to_string().as_bytes());
    write(root, ".guidang-move/.gitignore", b"*\n");
}

#[test]
fn a_finished_move_that_git_cannot_record_yet_is_told_until_it_can() {
    let root = small_with(&[]);
    let root = root.path();
    git(root, &["init", "-q"]);
    commit(root, "first");
    let (from, to) = ("content/学校/qinghe", "content/学校/清 河");
    killed_move(root, from, to);
    write(root, ".git/index.lock", b"");
    for round in 0..2 {
        let checked = guidang(root, &["check"]);
        let said = stderr(&checked);
        assert_eq!(said.contains("没有做完的改动已经接着做完"), round == 0, "{said}");
        assert!(
            said.contains("但git还没有记下")
                && said.contains("git add -A -- content/学校/qinghe \"content/学校/清 河\""),
            "{said}"
        );
        assert!(root.join(to).is_dir() && !root.join(from).exists());
    }
    fs::remove_file(root.join(".git/index.lock")).unwrap();
    let said = stderr(&guidang(root, &["check"]));
    assert!(said.contains("上一次的搬动git也记下了"), "{said}");
    let status = git(root, &["status", "--porcelain"]);
    assert!(status.lines().all(|line| line.starts_with("R  ")), "{status}");
    assert!(!root.join(".guidang-move").exists());
    assert!(!stderr(&guidang(root, &["check"])).contains("git"));
}

#[test]
fn what_somebody_staged_meanwhile_is_not_staged_back() {
    let root = small_with(&[]);
    let root = root.path();
    git(root, &["init", "-q"]);
    commit(root, "first");
    killed_move(root, "content/学校/qinghe", "content/学校/清河");
    write(root, ".git/index.lock", b"");
    guidang(root, &["check"]);
    fs::remove_file(root.join(".git/index.lock")).unwrap();
    let school = "content/学校/清河/学校.yaml";
    let text = fs::read_to_string(root.join(school)).unwrap() + "# 新\n";
    write(root, school, text.as_bytes());
    commit(root, "second");
    guidang(root, &["check"]);
    assert_eq!(git(root, &["status", "--porcelain"]), "");
}

#[test]
fn what_a_kill_left_while_the_journal_was_written_is_removed() {
    let root = small_with(&[]);
    let root = root.path();
    write(root, ".guidang-move/.gitignore", b"*\n");
    write(root, ".guidang-move/.guidang-0123456789abcdef.tmp", b"{");
    let checked = guidang(root, &["check"]);
    assert!(checked.status.success(), "{}", stderr(&checked));
    assert!(!root.join(".guidang-move").exists());
}

#[test]
fn a_path_with_spaces_is_quoted_in_what_to_run() {
    let record = "content/学校/shiyan/活动/2024-03-20 song (1).md";
    let root = small_with(&[(record, SHORT.as_bytes())]);
    let root = root.path();
    git(root, &["init", "-q"]);
    commit(root, "first");
    let old = "schools/shiyan/visits/2024-03-20 song (1)";
    let said = moved(root, old, "schools/qinghe/visits/2024-03-20");
    assert!(said.contains(&format!("git log -- \"{record}\"")), "{said}");
}
