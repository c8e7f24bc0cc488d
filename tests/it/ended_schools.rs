//! Schools that were closed, merged or renamed: their pages, their forms, and names that two schools have.

use std::path::Path;

use crate::support::{guidang, read, small_with, stderr, stdout, write};

const SCHOOL: &str = "content/学校/qinghe/学校.yaml";

fn add(root: &Path, path: &str, lines: &str) {
    let text = read(root, path) + lines;
    write(root, path, text.as_bytes());
}

fn built(root: &Path) {
    let built = guidang(root, &["build", "-q"]);
    assert!(built.status.success(), "{}", stderr(&built));
}

#[test]
fn a_school_that_ended_is_marked_and_hands_in_nothing() {
    let root = small_with(&[]);
    let root = root.path();
    add(root, "content/site.yaml", "填报: 是\n截至日: 2024-09-15\n");
    add(root, SCHOOL, "停办: 2024-09-15\n");
    built(root);
    assert!(root.join("output/form/qinghe.html").is_file(), "its last day");
    let text = read(root, SCHOOL).replace("2024-09-15", "2024-08-31") + "并入: shiyan\n";
    write(root, SCHOOL, text.as_bytes());
    built(root);
    let list = read(root, "output/schools.html");
    assert!(list.contains("停办 2024年8月31日") || list.contains("停办 2024-08-31"), "{list}");
    assert!(list.contains("并入 <a href"), "{list}");
    assert!(!root.join("output/form/qinghe.html").exists());
    assert!(root.join("output/form/shiyan.html").is_file());
    let forms = read(root, "output/form/index.html");
    assert!(forms.contains("shiyan.html") && !forms.contains("qinghe.html"), "{forms}");
}

/// Whoever closed a school by mistake learns that from the figures that count no longer.
#[test]
fn a_figure_after_the_last_day_of_its_school_says_so_everywhere() {
    let visit = "---\n标题: 十月送教\n日期: 2024-10-15\n类型: 送教下乡\n数据: {送教课时: 2}\n---\n\n两节。\n";
    let plan = |start: &str| {
        format!(
            "---\n标题: 县计划\n开始: {start}\n结束: 2024-12-31\n目标:\n  - {{指标: 送教课时, 值: 5, 范围: 各校}}\n---\n\n送教。\n"
        )
    };
    // The plan is cut by the closing; nothing is left of it; or it ended, too.
    for start in ["2024-03-01", "2024-09-01"] {
        let root = small_with(&[
            ("content/学校/qinghe/活动/2024-10-15-送教.md", visit.as_bytes()),
            ("content/计划/县.md", plan(start).as_bytes()),
        ]);
        let root = root.path();
        add(root, SCHOOL, "停办: 2024-08-31\n");
        built(root);
        let status = stdout(&guidang(root, &["status", "--uncounted"]));
        let page = read(root, "output/schools/qinghe/visits/2024-10-15-songjiao.html");
        let list = read(root, "output/uncounted.html");
        for told in [&status, &page, &list] {
            assert!(told.contains("学校已于2024年8月31日停办"), "{start}: {told}");
        }
    }
    // Before the first day likewise.
    let root = small_with(&[
        ("content/学校/qinghe/活动/2024-10-15-送教.md", visit.as_bytes()),
        ("content/计划/县.md", plan("2024-03-01").as_bytes()),
    ]);
    let root = root.path();
    add(root, SCHOOL, "开办: 2024-11-01\n");
    built(root);
    let status = stdout(&guidang(root, &["status", "--uncounted"]));
    assert!(status.contains("学校2024年11月1日才开办"), "{status}");
}

#[test]
fn a_merged_school_without_a_last_day_is_a_warning() {
    let root = small_with(&[]);
    let root = root.path();
    add(root, SCHOOL, "并入: shiyan\n");
    let checked = guidang(root, &["check"]);
    assert!(checked.status.success(), "{}", stderr(&checked));
    let told = stdout(&checked) + &stderr(&checked);
    assert!(told.contains("警告[odd-value]: 写了并入“shiyan”，没有写“停办”"), "{told}");
    add(root, SCHOOL, "停办: 2024-08-31\n");
    let checked = guidang(root, &["check"]);
    let told = stdout(&checked) + &stderr(&checked);
    assert!(told.contains("这个结对两边成了同一所学校，却没有写“结束”"), "{told}");
    add(root, "content/结对/shiyan-qinghe/结对.yaml", "结束: 2024-08-31\n");
    let checked = guidang(root, &["check", "--strict"]);
    assert!(checked.status.success(), "{}", stderr(&checked));
}

#[test]
fn an_old_name_that_another_school_has_now_is_an_error_at_its_place() {
    for name in ["shiyan", "云岭县实验幼儿园"] {
        let root = small_with(&[]);
        let root = root.path();
        add(root, SCHOOL, &format!("曾用名: [老园, {name}]\n"));
        let checked = guidang(root, &["check"]);
        assert_eq!(checked.status.code(), Some(1), "{name}");
        let told = stdout(&checked) + &stderr(&checked);
        let line = read(root, SCHOOL).lines().count();
        let place = format!("{SCHOOL}:{line}:11: 错误[duplicate-id]");
        assert!(told.contains(&place), "{told}");
        assert!(told.contains("shiyan/学校.yaml"), "{told}");
    }
    // What a closed school was called may be the old name of the one that went on.
    let root = small_with(&[]);
    let root = root.path();
    add(root, SCHOOL, "停办: 2024-08-31\n并入: shiyan\n");
    let name = read(root, SCHOOL).lines().next().unwrap().replace("名称: ", "");
    add(root, "content/学校/shiyan/学校.yaml", &format!("曾用名: [{name}]\n"));
    let checked = guidang(root, &["check"]);
    assert!(checked.status.success(), "{}", stderr(&checked));
}
