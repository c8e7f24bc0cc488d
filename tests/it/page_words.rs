//! What the pages say: statuses with their reasons, rules, totals, figures, in Chinese and English.

use std::collections::BTreeMap;

use crate::support::{files, guidang, small_with, stderr};

/// The pages of the small archive with changes.
fn built(changes: &[(&str, &str)]) -> BTreeMap<String, String> {
    let changes: Vec<(&str, &[u8])> =
        changes.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    let root = small_with(&changes);
    let built = guidang(root.path(), &["build", "-q", "-o", "out"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let pages = files(&root.path().join("out")).into_iter();
    let pages = pages.filter(|(path, _)| path.ends_with(".html"));
    pages.map(|(path, html)| (path, String::from_utf8(html).unwrap())).collect()
}

/// The text of a page without tags and white space.
fn text(html: &str) -> String {
    let mut out = String::new();
    let mut in_tag = false;
    for ch in html.chars() {
        match ch {
            '<' => in_tag = true,
            '>' => in_tag = false,
            ch if in_tag || ch.is_whitespace() => {}
            ch => out.push(ch),
        }
    }
    out
}

const INDICATORS: &str = "content/指标.yaml";
const PLAN: &str = "content/结对/shiyan-qinghe/计划/2024.md";
const VISIT: &str = "content/学校/shiyan/活动/2024-03-15-送教.md";

/// A plan with targets, in the place of that of the small archive.
fn plan(targets: &str) -> String {
    format!(
        "---\n标题: 2024年结对计划\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n{targets}措施:\n  - 编号: 开学对接\n    名称: 开学对接会\n---\n\n计划正文。\n"
    )
}

#[test]
fn a_target_that_is_already_missed_says_why() {
    let indicators = "指标:\n  - 名称: 送教课时\n    单位: 课时\n    方向: 不超过\n    汇总: 合计\n  - 名称: 检查得分\n    单位: 分\n    方向: 不低于\n    汇总: 最低\n  - 名称: 走访次数\n    单位: 次\n    方向: 不低于\n    汇总: 次数\n    统计记录: 活动\n    类型: 走访\n";
    let targets = plan(
        "  - {指标: 送教课时, 值: 3}\n  - {指标: 检查得分, 值: 85}\n  - {指标: 走访次数, 值: 1, 每: 月}\n",
    );
    let visit = "---\n标题: 第一次送教\n日期: 2024-04-15\n类型: 送教下乡\n对象校: 清河园\n数据:\n  送教课时: 4\n  检查得分: 60\n---\n\n上课。\n";
    let pages = built(&[(INDICATORS, indicators), (PLAN, &targets), (VISIT, visit)]);
    let page = text(&pages["pairs/shiyan-qinghe/plans/2024.html"]);
    for words in ["已不达标（超过上限）", "已不达标（低于底线）"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(pages.values().all(|html| !html.contains("已突破")));
}

/// A target that asks for something each month and runs on is already missed as a whole once a month was missed, however
/// it stands now; the terminal gives the reasons as the pages do.
#[test]
fn a_target_with_a_missed_period_says_that_it_is_missed_as_a_whole() {
    let indicators = "指标:\n  - {名称: 送教课时, 单位: 课时, 方向: 不超过, 汇总: 合计}\n  - {名称: 检查得分, 单位: 分, 方向: 不低于, 汇总: 最低}\n  - {名称: 走访次数, 单位: 次, 方向: 不低于, 汇总: 次数, 统计记录: 活动, 类型: 走访}\n";
    let targets = plan(
        "  - {指标: 送教课时, 值: 3}\n  - {指标: 检查得分, 值: 85}\n  - {指标: 走访次数, 值: 1, 每: 月}\n",
    );
    let visit = "---\n标题: 走访\n日期: 2024-05-05\n类型: 走访\n对象校: 清河园\n数据:\n  送教课时: 4\n  检查得分: 60\n---\n\n上课。\n";
    let changes = [(INDICATORS, indicators), (PLAN, targets.as_str()), (VISIT, visit)];
    let pages = built(&changes);
    let page = text(&pages["pairs/shiyan-qinghe/plans/2024.html"]);
    assert!(page.contains("；全期已不达标（有周期未达成）"), "{page}");
    let root = small_with(&changes.map(|(path, text)| (path, text.as_bytes())));
    let status = guidang(root.path(), &["status"]);
    let said = String::from_utf8_lossy(&status.stdout);
    for words in [
        "已不达标（超过上限）",
        "已不达标（低于底线）",
        "往期2期未达成；全期已不达标（有周期未达成）",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let english = guidang(root.path(), &["status", "--lang", "en"]);
    let said = String::from_utf8_lossy(&english.stdout);
    for words in ["(over the limit)", "(below the floor)", "as a whole (a period was missed)"] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn rules_and_readings_are_worded_as_an_office_would() {
    let pages = built(&[]);
    let page = text(&pages["pairs/shiyan-qinghe/plans/2024.html"]);
    for words in ["每学期双方合计不少于10课时", "送教课时合计4课时，目标不少于10课时", "分期明细"]
    {
        assert!(page.contains(words) || words == "分期明细", "{words}: {page}");
    }
    let indicator = text(&pages["indicators/songjiaokeshi.html"]);
    assert!(indicator.contains("按记录中的“送教课时”累加，越多越好。"), "{indicator}");
    for old in ["没有git记录", "没有计入任何目标", "构成这一数字", "评判", "问题对话"]
    {
        let saying = pages.iter().find(|(_, html)| html.contains(old));
        assert!(saying.is_none(), "{old} in {:?}", saying.map(|(path, _)| path));
    }
    let about = text(&pages["about.html"]);
    assert!(about.contains("本档案未使用git") && about.contains("不计入目标进度"), "{about}");
}

#[test]
fn a_monthly_target_leads_with_how_many_months_are_met() {
    let targets = plan("  - {指标: 送教课时, 值: 1, 每: 月}\n");
    let later = "---\n标题: 家访\n日期: 2024-06-10\n类型: 走访\n---\n\n走访。\n";
    let pages = built(&[(PLAN, &targets), ("content/学校/shiyan/活动/家访.md", later)]);
    let page = &pages["pairs/shiyan-qinghe/plans/2024.html"];
    let said = text(page);
    assert!(said.contains("3个月达成1个（共"), "{said}");
    let (met, sentence) =
        (said.find("3个月达成1个").unwrap(), said.find("2024年6月送教课时").unwrap());
    assert!(met < sentence, "{said}");
    assert!(page.contains("：各周期"), "the strip");
    assert!(!page.contains("：累计进度"), "no running total of one month");
}

#[test]
fn thousands_stand_apart_in_figures_and_totals() {
    let ledger = "---\n标题: 每月台账\n表: 月报.csv\n列:\n  - {名称: 日期, 作为: 日期}\n  - {名称: 送教课时, 作为: 数据}\n  - {名称: 在校人数, 作为: 数据}\n  - {名称: 备注数, 作为: 数据}\n---\n";
    let table = "日期,送教课时,在校人数,备注数\n2024-03-05,1200,310,7\n2024-04-05,300,311,8\n";
    let pages = built(&[
        ("content/学校/qinghe/台账/月报.md", ledger),
        ("content/学校/qinghe/台账/月报.csv", table),
    ]);
    let page = &pages["schools/qinghe/ledgers/yuebao.html"];
    let foot = page.split("<tfoot>").nth(1).unwrap().split("</tfoot>").next().unwrap();
    assert!(text(foot).starts_with("合计1,500"), "{foot}");
    assert!(page.contains("1,200"), "{page}");
    let plan = text(&pages["pairs/shiyan-qinghe/plans/2024.html"]);
    assert!(plan.contains("1,504课时"), "{plan}");
}

#[test]
fn english_pages_count_and_space_as_english_does() {
    let site = "title: Yunling archive\nlanguage: en\nas_of: 2024-07-31\nterms:\n  - name: Spring 2024\n    start: 2024-02-26\n    end: 2024-07-05\n";
    let pages = built(&[("content/site.yaml", site)]);
    let home = &pages["index.html"];
    let words: Vec<&str> = home.split(['<', '>']).flat_map(str::split_whitespace).collect();
    let said = words.join(" ");
    for phrase in
        ["As of 31 Jul 2024", "Progress of targets", "Gaps in completeness", "Summary missing"]
    {
        assert!(said.contains(phrase), "{phrase}: {said}");
    }
    let said = text(home);
    assert!(said.contains("2schools·1pair·1plan·1record") && said.contains("1target"), "{said}");
    assert!(!said.contains("1pairs") && !said.contains("1plans") && !said.contains("1targets"));
}

#[test]
fn overdue_measures_are_to_be_done_on_the_home_page_and_on_those_of_the_schools() {
    let plan = "---\n标题: 2024年结对计划\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n  - 指标: 送教课时\n    值: 10\n措施:\n  - {编号: 开学对接, 名称: 开学对接会, 完成时间: 2024-03-10, 次数: 3, 负责人: 方老师}\n  - {编号: 年末总结, 名称: 年末总结会, 完成时间: 2024-12-20}\n---\n\n计划正文。\n";
    let visit = "---\n标题: 第一次送教\n日期: 2024-03-05\n类型: 送教下乡\n对象校: 清河园\n措施: 开学对接\n---\n\n上课。\n";
    let later = "---\n标题: 家访\n日期: 2024-06-10\n类型: 走访\n---\n\n走访。\n";
    let pages = built(&[(PLAN, plan), (VISIT, visit), ("content/学校/shiyan/活动/家访.md", later)]);
    for page in ["index.html", "schools/shiyan/index.html", "schools/qinghe/index.html"] {
        let said = text(&pages[page]);
        let section = said.split("现在要做的事").nth(1).expect("a list of what is to be done");
        let item = "逾期开学对接会还差2次1/3责任人：方老师已过92天2024年3月10日";
        assert!(section.contains(item), "{page}: {said}");
        assert!(!section.contains("年末总结会"), "{page}: {said}");
    }
}

#[test]
fn embedded_tables_and_annexes_name_whom_they_speak_of() {
    let targets = plan("  - {指标: 送教课时, 值: 2, 范围: 各校}\n");
    let summary = "---\n标题: 学期总结\n学期: 2023-2024-2\n日期: 2024-07-01\n计划: 2024年结对计划\n---\n\n见[第一次送教](../活动/2024-03-15-送教.md)。\n\n```表\n目标: {计划: 2024年结对计划, 指标: 送教课时}\n```\n\n```图\n目标: {计划: 2024年结对计划, 指标: 送教课时}\n图: 子弹图\n```\n";
    let pages = built(&[(PLAN, &targets), ("content/学校/shiyan/总结/2024.md", summary)]);
    for page in ["schools/shiyan/summaries/2024.html", "print/schools/shiyan/summaries/2024.html"] {
        let said = text(&pages[page]);
        assert!(2 <= said.matches("送教课时·云岭县实验幼儿园").count(), "{page}: {said}");
    }
    let printed = text(&pages["print/schools/shiyan/summaries/2024.html"]);
    assert!(printed.contains("《第一次送教》（2024年3月15日）"), "{printed}");
    let annexes = printed.split("本学期记录目录").nth(2).unwrap_or_default();
    assert!(annexes.contains("第一次送教") && !annexes.contains("schools/"), "{annexes}");
}
