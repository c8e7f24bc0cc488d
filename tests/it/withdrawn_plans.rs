//! A plan past its 公示至: nothing of it is published any more, and what it counts is counted all the same.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::Path;

use crate::support::{files, guidang, small_with, stderr, stdout, write};

const PLAN: &str = "content/计划/公示.md";
const PLAN_TEXT: &str = "---\n标题: 限期公示的计划\n开始: 2024-03-01\n结束: 2024-06-30\n目标:\n  - 指标: 图书册数\n    值: 40\n    责任人: 赵明远\n措施:\n  - 编号: 秘密措施\n    名称: 只公示一个月的措施\n    完成时间: 2024-06-01\n公示至: 2024-07-10\n---\n\n只公示到七月十日的正文。\n";
const VISIT: &str = "content/学校/qinghe/活动/2024-05-06.md";
const VISIT_TEXT: &str = "---\n标题: 送书\n日期: 2024-05-06\n类型: 捐赠\n计划: 计划/公示\n措施: 秘密措施\n数据:\n  图书册数: 30\n---\n\n书已上架，见[原计划](../../../计划/公示.md)。\n";
const SUMMARY: &str = "content/学校/qinghe/总结/2024.md";
const SUMMARY_TEXT: &str = "---\n标题: 学期总结\n学期: 2023—2024学年第二学期\n日期: 2024-07-01\n---\n\n互相听课。\n\n```chart\n目标: {计划: 计划/公示, 指标: 图书册数}\n图: 子弹图\n```\n";

/// What only the plan says.
const OF_PLAN: [&str; 5] =
    ["限期公示的计划", "只公示一个月的措施", "秘密措施", "七月十日的正文", "赵明远"];

fn archive() -> tempfile::TempDir {
    let root = small_with(&[
        (PLAN, PLAN_TEXT.as_bytes()),
        (VISIT, VISIT_TEXT.as_bytes()),
        (SUMMARY, SUMMARY_TEXT.as_bytes()),
    ]);
    // A plan that judges the same figure and leaves the visit out, because that names the other plan.
    write(
        root.path(),
        "content/学校/qinghe/计划/2024.md",
        "---\n标题: 清河园计划\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n  - 指标: 图书册数\n    值: 10\n---\n\n正文。\n".as_bytes(),
    );
    let indicators = "指标:\n  - 名称: 送教课时\n    单位: 课时\n    方向: 不低于\n    汇总: 合计\n  - 名称: 在校人数\n    单位: 人\n    方向: 不低于\n    汇总: 最新\n  - 名称: 看活动次数\n    单位: 次\n    方向: 不低于\n    汇总: 次数\n    统计记录: 活动\n    类型: 看一日活动\n  - 名称: 图书册数\n    单位: 册\n    方向: 不低于\n    汇总: 合计\n";
    write(root.path(), "content/指标.yaml", indicators.as_bytes());
    root
}

/// The site on a day.
fn built(root: &Path, day: &str, more: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let output = guidang(root, &[&["build", "--as-of", day, "-o", "网站"], more].concat());
    assert!(output.status.success(), "{}", stderr(&output));
    files(&root.join("网站"))
}

/// The files of the site in which a text stands.
fn where_is<'s>(site: &'s BTreeMap<String, Vec<u8>>, text: &str) -> Vec<&'s str> {
    let mut found = Vec::new();
    for (path, bytes) in site {
        if memchr::memmem::find(bytes, text.as_bytes()).is_some() {
            found.push(path.as_str());
        }
    }
    found
}

#[test]
fn forms_for_schools_do_not_offer_it_after_its_last_day() {
    let root = archive();
    for (day, is_offered) in [("2024-07-10", true), ("2024-07-12", false)] {
        let later = format!("---\n标题: 听课\n日期: {day}\n类型: 听课\n---\n\n听课。\n");
        write(root.path(), "content/学校/qinghe/活动/后来.md", later.as_bytes());
        let form = root.path().join("表.docx");
        let args = ["template", "visit", "--school", "qinghe", "--force", "-o"];
        let made = guidang(root.path(), &[&args[..], &[form.to_str().unwrap()]].concat());
        assert!(made.status.success(), "{}", stderr(&made));
        let mut package = zip::ZipArchive::new(fs::File::open(&form).unwrap()).unwrap();
        let mut text = String::new();
        package.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text.contains("限期公示的计划"), is_offered, "{day}");
    }
}

#[test]
fn a_plan_is_published_until_its_last_day_and_not_after() {
    let root = archive();
    let checked = guidang(root.path(), &["check", "--strict"]);
    assert!(checked.status.success(), "{}", stderr(&checked));

    let site = built(root.path(), "2024-07-10", &[]);
    let pages = where_is(&site, "七月十日的正文");
    assert!(pages.iter().any(|page| page.starts_with("plans/")), "{pages:?}");
    let page = pages.iter().find(|page| page.starts_with("plans/")).unwrap();
    let text = String::from_utf8_lossy(&site[*page]);
    assert!(text.contains("公示至") && text.contains("2024年7月10日"), "{text}");
    let shown = site.len();

    for more in [&[][..], &["--drafts"]] {
        let site = built(root.path(), "2024-07-11", more);
        for text in OF_PLAN {
            assert_eq!(where_is(&site, text), [""; 0], "{text} {more:?}");
        }
        assert!(!site.contains_key(*page) && site.len() < shown);
        // The visit that names it is there, as a record that is counted.
        assert!(site.contains_key("schools/qinghe/visits/2024-05-06.html"));
        let uncounted = site.get("uncounted.html").map(|page| String::from_utf8_lossy(page));
        assert!(!uncounted.is_some_and(|page| page.contains("送书")), "it is counted");
        assert!(!where_is(&site, "属于另一个计划").is_empty(), "why the other plan leaves it out");
    }
}

#[test]
fn what_is_withdrawn_is_judged_and_reported_to_nobody_else() {
    let root = archive();
    let on = |day: &str, more: &[&str]| {
        let all = [&["status", "--as-of", day], more].concat();
        let output = guidang(root.path(), &all);
        assert!(output.status.success(), "{}", stderr(&output));
        stdout(&output)
    };
    assert!(on("2024-07-10", &[]).contains("图书册数"));
    let rows = on("2024-07-11", &["--format", "csv"]);
    assert!(!rows.contains("限期公示的计划") && rows.contains("清河园计划"), "{rows}");
    let rows = on("2024-07-11", &["--uncounted", "--format", "csv"]);
    assert_eq!(rows.lines().count(), 1, "its figures are counted: {rows}");
    // The seal of the term holds its figures as they are.
    let site = "标题: 云岭县结对帮扶档案\n截至日: 2024-07-11\n学期:\n  - 名称: 2023—2024学年第二学期\n    开始: 2024-02-26\n    结束: 2024-07-05\n";
    write(root.path(), "content/site.yaml", site.as_bytes());
    let sealed = guidang(root.path(), &["seal", "2023-2024-2", "--date", "2024-07-31"]);
    assert!(sealed.status.success(), "{}", stderr(&sealed));
    let seal = std::fs::read_to_string(root.path().join("content/seals/2023-2024-2.json")).unwrap();
    assert!(
        seal.contains("计划/公示 | 图书册数 | joint | 2024-03-01/2024-06-30\": \"30 / 40 missed\""),
        "{seal}"
    );
}

#[test]
fn a_wrong_last_day_is_told_at_its_place() {
    let root = archive();
    write(root.path(), PLAN, PLAN_TEXT.replace("2024-07-10", "2024-07-32").as_bytes());
    let checked = guidang(root.path(), &["check"]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(stderr(&checked).contains("公示.md:13:6"), "{}", stderr(&checked));
}

#[test]
fn no_form_is_filled_in_from_it_and_its_successor_names_it_by_its_id() {
    let root = archive();
    let root = root.path();
    write(
        root,
        "content/学校/qinghe/活动/2024-07-12.md",
        "---\n标题: 草\n日期: 2024-07-12\n类型: 听课\n草稿: 是\n---\n\n听课。\n".as_bytes(),
    );
    for (choice, day, is_refused) in [
        (["--plan", "计划/公示"], "2024-07-10", false),
        (["--plan", "计划/公示"], "2024-07-12", true),
        (["--record", "学校/qinghe/活动/2024-07-12"], "2024-07-12", true),
    ] {
        let args = ["fill", "没有的表.docx", "-o", "表.docx", "--as-of", day];
        let output = guidang(root, &[&args[..], &choice].concat());
        assert!(!output.status.success());
        let told = stderr(&output);
        assert_eq!(told.contains("网站上不公布，也不能填进表里"), is_refused, "{choice:?}: {told}");
        assert!(!told.contains("限期公示的计划"), "{told}");
    }
    let turned = guidang(root, &["rollover", "2024"]);
    assert!(turned.status.success(), "{}", stderr(&turned));
    let mut bases = 0;
    for (path, bytes) in files(&root.join("content")) {
        let text = String::from_utf8(bytes).unwrap();
        if text.contains("依据:\n  - \"计划/公示\"\n") {
            bases += 1;
        }
        assert!(!text.contains("（计划/公示）"), "{path}: {text}");
    }
    assert_eq!(bases, 1, "{}", stdout(&turned));
    let again = guidang(root, &["rollover", "2024"]);
    assert!(again.status.success() && stdout(&again).contains("公示"), "{}", stdout(&again));
}
