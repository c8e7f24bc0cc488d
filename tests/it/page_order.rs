//! Counts lead to what they count; the pages of schools and pairs say first what is asked first.

use std::collections::BTreeMap;

use crate::support::{files, guidang, small_with, stderr};

const SITE: &str = "标题: 云岭县结对帮扶档案\n截至日: 2024-05-20\n学期:\n  - 名称: 2023—2024学年第二学期\n    开始: 2024-02-26\n    结束: 2024-07-05\n";
const VISIT: &str = "---\n标题: 第一次送教\n日期: 2024-03-15\n类型: 送教下乡\n对象校: 清河园\n材料: [签到册, 教案]\n数据:\n  送教课时: 4\n---\n\n上课。\n";
const OTHER: &str =
    "---\n标题: 园内教研\n日期: 2024-04-15\n类型: 教研\n结对: 无\n---\n\n本园自己的教研。\n";
const PLAN: &str = "---\n标题: 2024年结对计划\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n  - {编号: 帮扶1-送教, 指标: 送教课时, 值: 10, 范围: 帮扶方, 说明: 按月送教到园}\n  - {指标: 看活动次数, 值: 2}\n措施:\n  - 编号: 开学对接\n    名称: 开学对接会\n---\n\n计划正文。\n";

fn pages() -> BTreeMap<String, String> {
    let other = OTHER.replace("结对: 无\n", "");
    let root = small_with(&[
        ("content/site.yaml", SITE.as_bytes()),
        ("content/结对/shiyan-qinghe/计划/2024.md", PLAN.as_bytes()),
        ("content/学校/shiyan/活动/2024-03-15-送教.md", VISIT.as_bytes()),
        (
            "content/学校/qinghe/计划/2024.md",
            "---\n标题: 本园计划\n开始: 2024-03-01\n结束: 2024-06-30\n---\n\n正文。\n".as_bytes(),
        ),
        ("content/学校/mulan/学校.yaml", "名称: 木兰小学\n学段: 小学\n".as_bytes()),
        ("content/学校/mulan/活动/2024-04-15.md", other.as_bytes()),
    ]);
    let built = guidang(root.path(), &["build", "-q", "-o", "out"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let mut pages = BTreeMap::new();
    for (path, bytes) in files(&root.path().join("out")) {
        if path.ends_with(".html") {
            pages.insert(path, String::from_utf8(bytes).unwrap());
        }
    }
    pages
}

/// The words stand in this order on the page.
fn assert_in_order(page: &str, words: &[&str]) {
    let mut from = 0;
    for word in words {
        let found = page[from..].find(word);
        from += found.unwrap_or_else(|| panic!("{word} does not follow in {words:?}"));
    }
}

#[test]
fn every_gap_leads_to_what_is_missing() {
    let pages = pages();
    let (path, term) = pages.iter().find(|(path, _)| path.starts_with("four-haves/")).unwrap();
    let matrix = &pages["four-haves.html"];
    for anchor in ["school-mulan", "materials-school-shiyan"] {
        assert!(matrix.contains(&format!("{path}#{anchor}\"")), "{anchor} from the matrix");
        assert!(term.contains(&format!("id=\"{anchor}\"")), "{anchor} on the page of the term");
    }
    assert!(term.contains(r##"href="#materials-school-shiyan""##));
    let missing = term.split(r#"id="materials-school-shiyan""#).nth(1).unwrap();
    assert_in_order(missing, &["第一次送教", "缺签到册", "缺教案"]);
    for words in ["有缺项", "木兰小学", "至少有10天在本学期之内", r##"href="#rule-1""##]
    {
        assert!(term.contains(words), "{words}");
    }
    let school = &pages["schools/mulan/index.html"];
    assert!(school.contains(&format!("../../{path}#school-mulan\"")), "from the school");
}

#[test]
fn a_pair_shows_both_sides_and_nothing_of_others() {
    let pages = pages();
    let pair = &pages["pairs/shiyan-qinghe/index.html"];
    assert_in_order(
        pair,
        &[
            "class=\"both-sides\"",
            "受援方",
            "计划没有为这一方单列任务",
            "帮扶方",
            "按月送教到园",
            "双方共同的目标",
            "看活动次数",
            "开学对接会",
        ],
    );
    assert!(pair.contains("第一次送教") && !pair.contains("园内教研"));
}

#[test]
fn a_school_begins_with_this_term_and_ends_with_its_file() {
    let pages = pages();
    let school = &pages["schools/shiyan/index.html"];
    assert_in_order(
        school,
        &[
            "id=\"this-term\"",
            "第一次送教",
            "id=\"targets-title\"",
            "id=\"months-title\"",
            "id=\"haves-title\"",
            "id=\"visits-title\"",
            "id=\"profile-title\"",
            "学段",
        ],
    );
    assert!(school.contains(r##"href="#visits-term-1""##), "the count leads to the visits");
}
