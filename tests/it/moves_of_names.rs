//! `move` where only the case of a name changes, and where `formerly` is a list over several lines.

use std::fs;
use std::path::Path;

use crate::support::{files, guidang, small_with, stderr};

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
