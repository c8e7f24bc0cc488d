//! A plan says what else is to be known of it, and why it was changed after it was signed.

use std::fs;

use crate::support::{SMALL, guidang, small_with, stderr};

#[test]
fn a_plan_shows_its_note_and_why_it_was_changed() {
    let (path, text) = SMALL.iter().find(|(path, _)| path.ends_with("计划/2024.md")).unwrap();
    for keys in [
        "说明: 与镇政府共同商定\n更正: 送教课时原写成8课时\n",
        "note: 与镇政府共同商定\ncorrection: 送教课时原写成8课时\n",
    ] {
        let text = text.replacen("目标:", &format!("{keys}目标:"), 1);
        let root = small_with(&[(path, text.as_bytes())]);
        let built = guidang(root.path(), &["build", "-q", "--strict"]);
        assert!(built.status.success(), "{}", stderr(&built));
        let plan = root.path().join("output/pairs/shiyan-qinghe/plans/2024.html");
        let page = fs::read_to_string(plan).unwrap();
        for part in ["说明", "与镇政府共同商定", "更正", "送教课时原写成8课时"]
        {
            assert!(page.contains(part), "{part}: {page}");
        }
    }
}
