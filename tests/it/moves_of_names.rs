//! Names that `move` and `new` give: in another case, with signs, in one of two folders, or of something that had the name.

use std::fs;
use std::path::Path;

use crate::support::{files, guidang, rich, small_with, stderr, stdout, write};

#[track_caller]
fn moved(root: &Path, args: &[&str]) {
    let all = [&["move"], args].concat();
    let output = guidang(root, &all);
    assert!(output.status.success(), "{args:?}: {}", stderr(&output));
    let checked = guidang(root, &["check"]);
    assert!(checked.status.success(), "{args:?}: {}", stderr(&checked));
}

#[test]
fn a_name_may_change_in_its_case_alone() {
    let root = small_with(&[]);
    moved(root.path(), &["shiyan", "Shiyan"]);
    moved(root.path(), &["schools/Shiyan/visits/2024-03-15-送教", "2024-03-15-送教A"]);
    moved(root.path(), &["schools/Shiyan/visits/2024-03-15-送教A", "2024-03-15-送教a"]);
    let paths: Vec<String> = files(&root.path().join("content")).into_keys().collect();
    assert!(paths.iter().any(|path| path == "学校/Shiyan/活动/2024-03-15-送教a.md"), "{paths:?}");
    assert!(!paths.iter().any(|path| path.contains("/shiyan/")), "{paths:?}");
    // What another one has is taken, in whatever case.
    let refused = guidang(root.path(), &["move", "Shiyan", "QINGHE"]);
    assert_eq!(refused.status.code(), Some(2), "{}", stderr(&refused));
    assert!(stderr(&refused).contains("已经有了，没有搬"), "{}", stderr(&refused));
}

#[test]
fn a_list_of_old_names_over_several_lines_stays_whole() {
    let path = "content/学校/shiyan/学校.yaml";
    for list in ["[\n  老园,\n  b, # 2020年以前\n]\n", "[老园,\n  b]\n", "[ b,\n]\n"] {
        let text = format!("名称: 云岭县实验幼儿园\n学段: 幼儿园\n曾用名: {list}简称: [实幼]\n");
        let root = small_with(&[(path, text.as_bytes())]);
        // To a new name, to one that it had, and back.
        for (from, to) in [("shiyan", "c"), ("c", "b"), ("b", "shiyan")] {
            moved(root.path(), &[from, to]);
        }
        let text = fs::read_to_string(root.path().join(path)).unwrap();
        let formerly = text.split("曾用名:").nth(1).unwrap().split("简称").next().unwrap();
        assert!(formerly.contains('b') && formerly.contains('c'), "{list}: {text}");
        assert!(!formerly.contains("shiyan"), "{list}: {text}");
        assert_eq!(list.contains("老园"), formerly.contains("老园"), "{list}: {text}");
    }
}

#[test]
fn a_former_name_is_given_to_nothing_new() {
    let root = small_with(&[]);
    let root = root.path();
    moved(root, &["shiyan", "县实幼"]);
    moved(root, &["schools/县实幼/visits/2024-03-15-送教", "第一次"]);
    moved(root, &["pairs/shiyan-qinghe", "县-清河"]);
    moved(root, &["pairs/县-清河/plans/2024", "二四"]);
    let before = files(&root.join("content"));
    let visit = ["visit", "--school", "qinghe", "--date", "2024-03-15", "--title"];
    for (args, words) in [
        (&["school", "--school", "shiyan", "--title", "新园"][..], "“shiyan”是“云岭县实验幼儿园”"),
        (&["school", "--title", "shiyan"], "content/学校/县实幼/学校.yaml）原来的名称"),
        (&["school", "--school", "SHIYAN"], "请用 --school 另写一个文件夹名"),
        (&["school", "--school", "县实幼"], "文件夹“县实幼”已经是“云岭县实验幼儿园”的"),
        (&["pair", "--pair", "shiyan-qinghe"], "“shiyan-qinghe”是“实验—清河”"),
        (
            &["visit", "--school", "县实幼", "--date", "2024-03-15", "--title", "送教"],
            "是“第一次送教”（content/学校/县实幼/活动/第一次.md）原来的位置",
        ),
        (&["plan", "--pair", "县-清河", "--title", "2024"], "是“2024年结对计划”"),
        (&["school", "--school", "a/b"], "不能用作文件或文件夹的名称"),
        (&["school", "--school", "con"], "con、nul、com1"),
        (&["school", "--school", "100%"], "%"),
    ] {
        let output = guidang(root, &[&["new"], args].concat());
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(words), "{args:?}: {}", stderr(&output));
        assert_eq!(files(&root.join("content")), before, "{args:?}");
    }
    let made = guidang(root, &[&["new"], &visit[..], &["送教"]].concat());
    assert!(made.status.success(), "another school may have that name: {}", stderr(&made));
}

#[test]
fn a_former_name_that_was_given_again_is_the_only_error() {
    for (folder, old, again) in [
        ("学校/县实幼", "学校/shiyan", "content/学校/shiyan/学校.yaml"),
        (
            "学校/qinghe/活动/访",
            "学校/qinghe/活动/2024-04-10",
            "content/学校/qinghe/活动/2024-04-10.md",
        ),
    ] {
        let root = rich();
        let root = root.path();
        let sealed = guidang(root, &["seal", "2023-2024-2", "--date", "2024-07-31"]);
        assert!(sealed.status.success(), "{}", stderr(&sealed));
        moved(root, &[old, folder]);
        let text = match again.ends_with(".yaml") {
            true => "名称: 新园\n学段: 幼儿园\n",
            false => "---\n标题: 又访\n日期: 2024-04-10\n类型: 送教下乡\n---\n\n又访。\n",
        };
        write(root, again, text.as_bytes());
        let checked = stderr(&guidang(root, &["check"]));
        let errors: Vec<&str> = checked.lines().filter(|line| line.contains("错误[")).collect();
        assert!(
            matches!(errors.as_slice(), [only] if only.contains("[duplicate-id]")),
            "{old}: {checked}"
        );
    }
}

/// The small archive with `qinghe` below `schools`, beside the other one below `学校`.
fn in_two_spellings() -> tempfile::TempDir {
    let root = small_with(&[]);
    let path = root.path();
    fs::create_dir(path.join("content/schools")).unwrap();
    fs::rename(path.join("content/学校/qinghe"), path.join("content/schools/qinghe")).unwrap();
    root
}

#[test]
fn a_new_record_goes_where_its_school_is() {
    let root = in_two_spellings();
    let root = root.path();
    let args = ["new", "visit", "--school", "清河园", "--date", "2024-05-06", "--title", "家访"];
    let made = guidang(root, &args);
    assert!(made.status.success(), "{}", stderr(&made));
    assert_eq!(stdout(&made), "content/schools/qinghe/活动/2024-05-06-家访.md\n");
    assert!(!root.join("content/学校/qinghe").exists());
}

#[test]
fn a_school_with_two_folders_moves_with_both() {
    let root = in_two_spellings();
    let root = root.path();
    let visit = "---\n标题: 家访\n日期: 2024-05-06\n类型: 送教下乡\n---\n\n家访两户。\n";
    write(root, "content/学校/qinghe/活动/家访.md", visit.as_bytes());
    let sealed = guidang(root, &["seal", "2023—2024学年第二学期", "--date", "2024-07-31"]);
    assert!(sealed.status.success(), "{}", stderr(&sealed));
    moved(root, &["qinghe", "清河"]);
    let after = files(&root.join("content"));
    assert!(after.contains_key("学校/清河/活动/家访.md"), "{:?}", after.keys());
    assert!(after.contains_key("schools/清河/学校.yaml"), "{:?}", after.keys());
    assert!(!after.keys().any(|path| path.contains("/qinghe/")), "{:?}", after.keys());
}

#[test]
fn a_name_may_hold_the_sign_that_begins_an_anchor() {
    let back = "content/学校/qinghe/活动/2024-05-10.md";
    let text = "---\n标题: 回访\n日期: 2024-05-10\n类型: 送教下乡\n---\n\n接[上次](../../shiyan/活动/2024-03-15-送教.md#经过)。\n";
    let root = small_with(&[(back, text.as_bytes())]);
    let root = root.path();
    moved(root, &["shiyan", "实#幼"]);
    moved(root, &["schools/实#幼/visits/2024-03-15-送教", "第#1次"]);
    let text = fs::read_to_string(root.join(back)).unwrap();
    assert!(text.contains("(../../实%23幼/活动/第%231次.md#经过)"), "{text}");
    let built = guidang(root, &["build"]);
    assert!(built.status.success(), "{}", stderr(&built));
    for (path, bytes) in files(&root.join("output")) {
        if path.ends_with(".html") {
            let page = String::from_utf8(bytes).unwrap();
            for attribute in page.split("href=\"").skip(1) {
                let address = attribute.split('"').next().unwrap();
                assert!(!address.contains("实#") && !address.contains("第#"), "{path}: {address}");
            }
        }
    }
}
