//! A move that is interrupted after any step is finished by the next run; a journal of somebody else does no harm.

use std::collections::BTreeMap;

use super::*;
use crate::relocate::{MoveInputs, relocate};

const FILES: &[(&str, &str)] = &[
    ("content/site.yaml", "标题: 档案\n截至日: 2024-06-30\n"),
    ("content/indicators.yaml", "指标: [{名称: 送教课时, 单位: 课时, 方向: 不低于, 汇总: 合计}]\n"),
    ("content/schools/a/school.yaml", "名称: 甲校\n学段: 小学\n"),
    ("content/schools/b/school.yaml", "名称: 乙校\n学段: 小学\n"),
    (
        "content/schools/a/visits/2024-03-15.md",
        "---\n标题: 送教\n日期: 2024-03-15\n类型: 送教\n对象校: b\n---\n\n![现场](现场.txt)\n",
    ),
    ("content/schools/a/visits/现场.txt", "三人\n"),
    (
        "content/schools/b/visits/2024-04-15.md",
        "---\n标题: 回访\n日期: 2024-04-15\n类型: 送教\n对象校: a\n---\n\n[第一次](../../a/visits/2024-03-15.md)\n",
    ),
];

fn archive() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in FILES {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text.replace("![现场]", "[现场]")).unwrap();
    }
    root
}

fn planned(root: &Path, old: &str, new: &str) -> MovePlan {
    let snapshot = crate::Project::at(root).load(None).unwrap();
    let inputs = MoveInputs {
        archive: &snapshot.archive,
        seals: &snapshot.seals,
        source: &*snapshot.source,
    };
    relocate(inputs, old, new).ok().unwrap()
}

/// All files of an archive but those of the cache.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            if name.starts_with(".guidang-cache") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(name, fs::read(path).unwrap());
            }
        }
    }
    files
}

#[test]
fn what_a_killed_move_left_beside_its_journal_is_cleared_by_the_next_run() {
    let root = archive();
    let before = files(root.path());
    let writer = lock_archive(root.path(), "move").unwrap();
    writer.replace(IGNORE, b"*\n").unwrap();
    recover(root.path()).unwrap();
    assert!(root.path().join(IGNORE).exists(), "another program is writing");
    drop(writer);
    recover(root.path()).unwrap();
    assert_eq!(files(root.path()), before);
    assert!(!root.path().join(FOLDER).exists());
}

#[test]
fn a_move_that_stops_after_any_step_is_finished_by_the_next_run() {
    for (old, new) in [("a", "甲"), ("schools/a/visits/2024-03-15", "schools/b/visits/送教")] {
        let whole = archive();
        let plan = planned(whole.path(), old, new);
        let writer = lock_archive(whole.path(), "move").unwrap();
        carry_out(&writer, whole.path(), &plan, None).unwrap();
        drop(writer);
        let after = files(whole.path());
        assert!(after.keys().all(|path| !path.starts_with(".guidang-move")), "{after:?}");
        let steps = plan.renames.len() + plan.edits.len();
        assert!(2 < steps);
        for most in 0..=steps {
            let root = archive();
            let root = root.path();
            let plan = planned(root, old, new);
            let writer = lock_archive(root, "move").unwrap();
            let journal = Journal::of(&plan, None);
            writer.replace(JOURNAL, &serde_json::to_vec(&journal).unwrap()).unwrap();
            apply(&writer, root, &journal, most, &mut Changed::default()).unwrap();
            drop(writer);
            recover(root).unwrap();
            assert_eq!(files(root), after, "{old} after {most} of {steps} steps");
        }
    }
}

#[test]
fn what_somebody_edited_meanwhile_is_kept() {
    let root = archive();
    let root = root.path();
    let plan = planned(root, "a", "甲");
    let writer = lock_archive(root, "move").unwrap();
    let edited = "content/schools/b/visits/2024-04-15.md";
    assert!(plan.edits.iter().any(|edit| edit.path == edited), "{plan:?}");
    fs::write(root.join(edited), "---\n标题: 别人改的\n---\n").unwrap();
    let outcome = carry_out(&writer, root, &plan, None).unwrap();
    assert_eq!(outcome.skipped, [edited]);
    assert_eq!(fs::read_to_string(root.join(edited)).unwrap(), "---\n标题: 别人改的\n---\n");
}

#[test]
fn files_that_belong_together_are_written_whatever_their_encoding() {
    let root = archive();
    let root = root.path();
    let (old, new) = ("content/numbers.yaml", "content/seal.json");
    // 标题 in GB18030, as an editor may have saved it.
    fs::write(root.join(old), [0xb1, 0xea, 0xcc, 0xe2]).unwrap();
    let writer = lock_archive(root, "close").unwrap();
    let texts = vec![(old, "号\n".as_bytes()), (new, "{}\n".as_bytes())];
    write_together(&writer, root, &FilesTogether { texts, ..FilesTogether::default() }).unwrap();
    assert_eq!(fs::read_to_string(root.join(old)).unwrap(), "号\n");
    assert_eq!(fs::read_to_string(root.join(new)).unwrap(), "{}\n");
    assert!(files(root).keys().all(|path| !path.starts_with(".guidang-move")));
}

#[test]
fn copies_that_stop_after_any_step_are_finished_by_the_next_run() {
    let from = "content/schools/a/visits/现场.txt";
    let to = "content/schools/b/visits/新/现场.txt";
    for most in 0..=2 {
        let root = archive();
        let root = root.path();
        fs::write(root.join(from), [0xff, 0xd8, 0x00]).unwrap();
        let text = Edit { path: "content/new.md".to_owned(), old: None, new: "文\n".to_owned() };
        let copies = vec![(from.to_owned(), to.to_owned())];
        let journal = Journal { copies, edits: vec![text], ..Journal::default() };
        let writer = lock_archive(root, "rollover").unwrap();
        writer.replace(JOURNAL, &serde_json::to_vec(&journal).unwrap()).unwrap();
        apply(&writer, root, &journal, most, &mut Changed::default()).unwrap();
        drop(writer);
        recover(root).unwrap();
        let after = files(root);
        assert_eq!(after[to], [0xff, 0xd8, 0x00], "after {most} steps");
        assert_eq!(after["content/new.md"], "文\n".as_bytes());
        assert!(after.contains_key(from) && !root.join(FOLDER).exists());
    }
}

#[test]
fn a_place_that_was_taken_meanwhile_stops_the_move() {
    let root = archive();
    let root = root.path();
    let plan = planned(root, "schools/a/visits/2024-03-15", "schools/b/visits/送教");
    assert_eq!(plan.renames.len(), 2);
    fs::create_dir_all(root.join("content/schools/b/visits/现场.txt")).unwrap();
    let before = files(root);
    let writer = lock_archive(root, "move").unwrap();
    assert!(carry_out(&writer, root, &plan, None).is_err());
    assert_eq!(files(root), before);
}

#[test]
fn a_foreign_journal_touches_nothing_outside_content() {
    let long = "x".repeat(10);
    for journal in [
        "",
        "{}",
        "[1]",
        r#"{"renames":[["content/site.yaml","../site.yaml"]],"edits":[],"index":null}"#,
        r#"{"renames":[["content/site.yaml","content/../site.yaml"]],"edits":[],"index":null}"#,
        r#"{"renames":[["content","content/x"]],"edits":[],"index":null}"#,
        r#"{"renames":[],"edits":[{"path":"/etc/passwd","old":"","new":"x"}],"index":null}"#,
        r#"{"renames":[],"edits":[{"path":"content/a\\..\\b","old":"","new":"x"}],"index":null}"#,
        long.as_str(),
    ] {
        let root = archive();
        let root = root.path();
        let before = files(root);
        fs::create_dir(root.join(FOLDER)).unwrap();
        fs::write(root.join(JOURNAL), journal).unwrap();
        recover(root).unwrap();
        assert_eq!(files(root), before, "{journal}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_takes_the_whole_move_back() {
    let root = archive();
    let root = root.path();
    let plan = planned(root, "a", "甲");
    assert!(2 <= plan.edits.len(), "{plan:?}");
    // The writer follows no link, so that it refuses the last file.
    let last = root.join("content/schools/b/visits/2024-04-15.md");
    let aside = root.join("aside.md");
    fs::rename(&last, &aside).unwrap();
    std::os::unix::fs::symlink(&aside, &last).unwrap();
    let before = files(root);
    let writer = lock_archive(root, "move").unwrap();
    let error = carry_out(&writer, root, &plan, None).unwrap_err();
    assert!(error.to_string().contains("2024-04-15.md"), "{error}");
    assert_eq!(files(root), before);
    assert!(!root.join(FOLDER).exists());
}

#[cfg(unix)]
#[test]
fn folders_that_a_move_made_go_with_it_when_it_is_taken_back() {
    let root = archive();
    let root = root.path();
    let school = root.join("content/schools/c");
    fs::create_dir(&school).unwrap();
    fs::write(school.join("school.yaml"), "名称: 丙校\n学段: 小学\n").unwrap();
    let plan = planned(root, "schools/a/visits/2024-03-15", "schools/c/visits/送教");
    let last = root.join("content/schools/b/visits/2024-04-15.md");
    let aside = root.join("aside.md");
    fs::rename(&last, &aside).unwrap();
    std::os::unix::fs::symlink(&aside, &last).unwrap();
    let before = files(root);
    let writer = lock_archive(root, "move").unwrap();
    carry_out(&writer, root, &plan, None).unwrap_err();
    assert_eq!(files(root), before);
    assert!(!school.join("visits").exists());
    assert!(school.exists());
}

#[cfg(unix)]
#[test]
fn a_move_that_cannot_be_finished_says_so_until_it_can() {
    let root = archive();
    let root = root.path();
    let plan = planned(root, "a", "甲");
    let writer = lock_archive(root, "move").unwrap();
    let journal = Journal::of(&plan, None);
    writer.replace(JOURNAL, &serde_json::to_vec(&journal).unwrap()).unwrap();
    apply(&writer, root, &journal, 1, &mut Changed::default()).unwrap();
    drop(writer);
    let last = root.join("content/schools/b/visits/2024-04-15.md");
    let aside = root.join("aside.md");
    fs::rename(&last, &aside).unwrap();
    std::os::unix::fs::symlink(&aside, &last).unwrap();
    for _ in 0..2 {
        let error = recover(root).unwrap_err();
        assert_eq!(error.exit_code(), 3);
        let words = error.message(crate::l10n::Lang::Zh);
        assert!(words.contains("2024-04-15.md") && words.contains("中途停了"), "{words}");
        assert!(root.join(JOURNAL).exists());
    }
    fs::remove_file(&last).unwrap();
    fs::rename(&aside, &last).unwrap();
    recover(root).unwrap();
    let text = fs::read_to_string(&last).unwrap();
    assert!(text.contains("对象校: 甲"), "{text}");
    assert!(!root.join(FOLDER).exists());
}
