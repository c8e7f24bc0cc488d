//! The page of a month: what happened in it, everywhere and by school; and the cells that lead to it.

use std::collections::BTreeMap;

use crate::support::{files, guidang, small_with, stderr, write};

const SITE: &str = "标题: 云岭县结对帮扶档案\n截至日: 2024-05-20\n学期:\n  - 名称: 2023—2024学年第二学期\n    开始: 2024-02-26\n    结束: 2024-07-05\n";
const PLAN: &str = "---\n标题: 全县计划\n开始: 2024-03-01\n结束: 2024-06-30\n目标:\n  - {指标: 看活动次数, 值: 1, 每: 月, 范围: 各校}\n---\n";
const SEEN: &str = "---\n标题: 看园里的一天\n日期: 2024-04-10\n类型: 看一日活动\n问题整改:\n  - {问题: 户外时间不足, 期限: 2024-05-01}\n---\n\n看了一天。\n";

fn pages(root: &std::path::Path) -> BTreeMap<String, String> {
    let built = guidang(root, &["build", "-q", "-o", "out"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let mut pages = BTreeMap::new();
    for (path, bytes) in files(&root.join("out")) {
        if path.ends_with(".html") {
            pages.insert(path, String::from_utf8(bytes).unwrap());
        }
    }
    pages
}

#[test]
fn a_month_tells_what_happened_everywhere_and_by_school() {
    let root = small_with(&[
        ("content/site.yaml", SITE.as_bytes()),
        ("content/计划/2024.md", PLAN.as_bytes()),
        ("content/学校/qinghe/活动/2024-04-10.md", SEEN.as_bytes()),
        (
            "content/学校/shiyan/荣誉/2024-04-18.md",
            "---\n标题: 优秀教研组\n日期: 2024-04-18\n---\n".as_bytes(),
        ),
    ]);
    let pages = pages(root.path());
    let month = &pages["months/2024-04.html"];
    for words in ["2024年4月", "看园里的一天", "优秀教研组", "户外时间不足", "本月发现的问题"]
    {
        assert!(month.contains(words), "{words}");
    }
    assert!(!month.contains("第一次送教"), "only what happened in the month");
    let missed = month.split(r#"id="monthly-title""#).nth(1).expect("the monthly targets");
    let missed = missed.split("</table>").next().unwrap();
    assert!(
        missed.contains("云岭县实验幼儿园") && !missed.contains("清河镇中心幼儿园"),
        "{missed}"
    );
    assert!(month.contains(r#"href="2024-03.html""#), "the month before");
    // A cell of the school's months leads to the records of that month, and so does the calendar.
    let cell = r##"href="../../months/2024-04.html#school-qinghe""##;
    assert!(pages["schools/qinghe/index.html"].contains(cell));
    assert!(month.contains(r#"id="school-qinghe""#));
    let calendar = pages.iter().find(|(path, _)| path.starts_with("calendar/")).unwrap().1;
    assert!(calendar.contains(r#"href="../months/2024-04.html""#));
}

#[test]
fn a_full_month_continues_on_further_pages() {
    let root = small_with(&[("content/site.yaml", SITE.as_bytes())]);
    for school in ["shiyan", "qinghe"] {
        for number in 0..130 {
            let path = format!("content/学校/{school}/荣誉/2024-04-{number}.md");
            let text = format!("---\n标题: 奖状{school}{number}\n日期: 2024-04-18\n---\n");
            write(root.path(), &path, text.as_bytes());
        }
    }
    let pages = pages(root.path());
    let (first, second) = (&pages["months/2024-04.html"], &pages["months/2024-04-2.html"]);
    let on = |page: &str, school: &str| page.matches(&format!(">奖状{school}")).count();
    assert_eq!((on(first, "qinghe"), on(first, "shiyan")), (130, 0));
    assert_eq!((on(second, "qinghe"), on(second, "shiyan")), (0, 130));
    assert!(
        first.contains(r##"href="2024-04-2.html#school-shiyan""##),
        "a way to the other school"
    );
}
