//! access.yaml: lists as one text, and schools and pairs by the paths of their folders or by their names.

use crate::support::{guidang, small_with, stderr, stdout};

fn checked(access: &str) -> (bool, String) {
    let root = small_with(&[("content/权限.yaml", access.as_bytes())]);
    let output = guidang(root.path(), &["check", "--strict"]);
    (output.status.success(), stdout(&output) + &stderr(&output))
}

#[test]
fn schools_and_pairs_are_named_in_any_way_and_lists_may_be_one_text() {
    for names in [
        "shiyan、qinghe",
        "shiyan，云岭县实验幼儿园; 结对/shiyan-qinghe",
        "[schools/shiyan, 学校/qinghe/, content/学校/qinghe, pairs/shiyan-qinghe]",
        "学校/shiyan、pairs/shiyan-qinghe",
        "[实幼、清河镇中心幼儿园]",
    ] {
        let (is_clean, told) = checked(&format!("权限:\n  zhang: {names}\n"));
        assert!(is_clean, "{names}: {told}");
    }
    // Each of them may change what it names.
    let root = small_with(&[(
        "content/权限.yaml",
        "权限:\n  zhang: shiyan、schools/qinghe\n  wang: 学校/qinghe\n  li: 结对/shiyan-qinghe\n"
            .as_bytes(),
    )]);
    let merged = guidang(root.path(), &["move", "--merge", "qinghe", "shiyan", "-n"]);
    assert!(merged.status.success(), "{}", stderr(&merged));
    assert!(stderr(&merged).contains("wang、zhang仍可改"), "{}", stderr(&merged));
}

#[test]
fn a_name_in_a_list_that_nothing_has_is_an_error() {
    for names in ["shiyan、qinghee", "schools/nobody", "[学校/shiyan/visits]", "schools/"] {
        let (is_clean, told) = checked(&format!("权限:\n  zhang: {names}\n"));
        assert!(!is_clean && told.contains("[unknown-reference]"), "{names}: {told}");
    }
}

#[test]
fn what_names_a_folder_follows_a_move() {
    let root = small_with(&[(
        "content/权限.yaml",
        "权限:\n  zhang: 学校/shiyan、qinghe\n  wang: [content/学校/shiyan, 结对/shiyan-qinghe]\n"
            .as_bytes(),
    )]);
    for args in [["shiyan", "县实幼"], ["pairs/shiyan-qinghe", "县-清"]] {
        let moved = guidang(root.path(), &[&["move"][..], &args].concat());
        assert!(moved.status.success(), "{}", stderr(&moved));
    }
    let text = std::fs::read_to_string(root.path().join("content/权限.yaml")).unwrap();
    assert_eq!(
        text,
        "权限:\n  zhang: 学校/县实幼、qinghe\n  wang: [content/学校/县实幼, 结对/县-清]\n"
    );
}
