//! Presets whose plans have one name: both plans are there, and each is added once.

use std::fs;
use std::path::Path;

use crate::support::{guidang, stderr, stdout};

fn plans(root: &Path, folder: &str) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root.join(folder)).unwrap() {
        names.push(entry.unwrap().file_name().into_string().unwrap());
    }
    names.sort();
    names
}

#[track_caller]
fn added(root: &Path, args: &[&str]) -> String {
    let all = [&["preset", "add"], args].concat();
    let output = guidang(root, &all);
    assert!(output.status.success(), "{args:?}: {}", stderr(&output));
    let checked = guidang(root, &["check", "--strict"]);
    assert!(checked.status.success(), "{args:?}: {}{}", stdout(&checked), stderr(&checked));
    stdout(&output)
}

#[test]
fn presets_with_one_name_for_their_plans_are_both_added_once() {
    for (lang, first, second, folder, pair) in [
        ("zh", "fupin-xiaoxue", "fupin-zhongxue", "content/计划", ""),
        ("en", "fupin-zhongxue", "fupin-xiaoxue", "content/plans", ""),
        ("zh", "jiedui-youeryuan", "jiedui-xiaoxue", "content/结对/实验-博昌/计划", "实验-博昌"),
    ] {
        let home = tempfile::tempdir().unwrap();
        let root = home.path().join("archive");
        let name = root.to_str().unwrap();
        let made = guidang(home.path(), &["init", name, "--preset", first, "--lang", lang]);
        assert!(made.status.success(), "{}", stderr(&made));
        let of_pair = if pair.is_empty() { vec![] } else { vec!["--pair", pair] };
        let told = added(&root, &[&[second][..], &of_pair].concat());
        let both = plans(&root, folder);
        assert_eq!(both.len(), 2, "{second}: {both:?}: {told}");
        let new = both.iter().find(|name| told.contains(name.as_str()));
        assert!(new.is_some(), "{told}");
        for preset in [first, second] {
            added(&root, &[&[preset][..], &of_pair].concat());
        }
        assert_eq!(plans(&root, folder), both, "{second}: each is there once");
    }
}
