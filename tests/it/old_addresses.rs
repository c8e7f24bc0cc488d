//! Every page that an archive had is still reached by its old address after anything was moved.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::support::{files, guidang, rich, stderr, write};

/// A rich archive with forms, problems, file numbers, and plans with a page for each target.
fn archive() -> tempfile::TempDir {
    let root = rich();
    let path = root.path();
    let site = fs::read_to_string(path.join("content/site.yaml")).unwrap() + "填报: 是\n";
    write(path, "content/site.yaml", site.as_bytes());
    let visit = "---\n标题: 检查\n日期: 2024-05-06\n类型: 检查\n对象校: shiyan\n结对: shiyan-qinghe\n问题整改:\n  - 问题: 教室灯坏了\n    期限: 2024-06-01\n---\n\n记录。\n";
    write(path, "content/学校/qinghe/活动/2024-05-06-检查.md", visit.as_bytes());
    for owner in ["学校/qinghe", "结对/shiyan-qinghe"] {
        let mut plan = format!("---\n标题: {owner}\n开始: 2024-03-01\n结束: 2024-06-30\n目标:\n");
        for number in 0..13 {
            let _ = writeln!(plan, "  - {{编号: 第{number}项, 指标: 送教课时, 值: {number}}}");
        }
        write(path, &format!("content/{owner}/计划/细.md"), (plan + "---\n\n正文。\n").as_bytes());
    }
    let numbered = guidang(path, &["number"]);
    assert!(numbered.status.success(), "{}", stderr(&numbered));
    root
}

fn pages(root: &Path) -> BTreeSet<String> {
    let built = guidang(root, &["build", "-q"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let mut pages = BTreeSet::new();
    for path in files(&root.join("output")).into_keys() {
        if path.ends_with(".html") {
            pages.insert(path);
        }
    }
    pages
}

#[test]
fn every_old_page_is_there_or_leads_to_the_new_one() {
    let root = archive();
    let root = root.path();
    let mut known = pages(root);
    for part in
        ["form/qinghe", "/target-", "catalogue/schools/qinghe/", "/brief.html", "follow-ups"]
    {
        assert!(known.iter().any(|page| page.contains(part)), "{part}: {known:?}");
    }
    for (old, new) in [
        ("schools/qinghe/plans/细", "粗"),
        ("pairs/shiyan-qinghe/plans/细", "粗"),
        ("schools/qinghe/visits/2024-05-06-检查", "2024-05-06"),
        ("qinghe", "清河"),
        ("shiyan", "实验"),
        ("pairs/shiyan-qinghe", "县-清河"),
    ] {
        let moved = guidang(root, &["move", old, new]);
        assert!(moved.status.success(), "{old}: {}", stderr(&moved));
        let now = pages(root);
        let lost: Vec<&String> = known.difference(&now).collect();
        assert!(lost.is_empty(), "{old}: {lost:?}");
        known.extend(now);
    }
    // What leads elsewhere leads to a page, not to another address of old.
    for page in &known {
        let text = fs::read_to_string(root.join("output").join(page)).unwrap();
        let Some((_, rest)) = text.split_once("http-equiv=\"refresh\" content=\"0; url=") else {
            continue;
        };
        let target = rest.split('"').next().unwrap();
        let target = root.join("output").join(page).parent().unwrap().join(target);
        let found = fs::read_to_string(&target).unwrap_or_else(|_| panic!("{page}"));
        assert!(!found.contains("http-equiv=\"refresh\""), "{page}");
    }
}
