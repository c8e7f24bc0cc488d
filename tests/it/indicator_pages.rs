//! The page of an indicator: its meaning, the schools side by side, its course over the terms, and its table.

use std::collections::BTreeMap;

use crate::support::{files, guidang, small_with, stderr};

const SITE: &str = "标题: 云岭县结对帮扶档案\n单位: 云岭县教育局\n截至日: 2024-05-31\n学期:\n  - 名称: 2023—2024学年第一学期\n    开始: 2023-09-01\n    结束: 2024-01-20\n  - 名称: 2023—2024学年第二学期\n    开始: 2024-02-26\n    结束: 2024-07-05\n";
const INDICATORS: &str = "指标:\n  - 名称: 送教课时\n    单位: 课时\n    方向: 不低于\n    汇总: 合计\n    说明: 到受援学校实际上课的课时。\n  - 名称: 资助人数\n    单位: 人\n    方向: 不低于\n    汇总: 合计\n    敏感: 是\n";
/// A pair whose plan asks for nothing here, and its visit without figures.
const PAIR_PLAN: &str = "---\n标题: 2024年结对计划\n开始: 2024-03-01\n结束: 2024-12-31\n措施:\n  - 编号: 开学对接\n    名称: 开学对接会\n---\n\n计划正文。\n";
const COUNTY: &str = "---\n标题: 全县计划\n开始: 2023-09-01\n结束: 2024-07-05\n目标:\n  - {指标: 送教课时, 值: 1000, 每: 学期, 范围: 各校}\n  - {指标: 资助人数, 值: 3, 范围: 各校}\n---\n";

fn visit(title: &str, day: &str, data: &str) -> String {
    format!("---\n标题: {title}\n日期: {day}\n类型: 送教下乡\n数据:\n{data}---\n\n上课。\n")
}

/// Every file of the small archive with two schools: one reached its target in both terms, the other did not.
fn built(site: &str, extra: &[(&str, &str)]) -> BTreeMap<String, String> {
    let [plain, autumn, spring, other, aided] = [
        "---\n标题: 第一次送教\n日期: 2024-03-15\n类型: 送教下乡\n对象校: 清河园\n---\n\n上课。\n"
            .to_owned(),
        visit("秋季送教", "2023-10-12", "  送教课时: 1100\n"),
        visit("春季送教", "2024-03-12", "  送教课时: 1200\n"),
        visit("春季送教二", "2024-04-12", "  送教课时: 300\n  资助人数: 2\n"),
        visit("资助", "2024-04-20", "  资助人数: 40\n"),
    ];
    let mut changes = vec![
        ("content/site.yaml", site),
        ("content/指标.yaml", INDICATORS),
        ("content/计划/2024.md", COUNTY),
        ("content/结对/shiyan-qinghe/计划/2024.md", PAIR_PLAN),
        ("content/学校/shiyan/活动/2024-03-15-送教.md", &plain),
        ("content/学校/shiyan/活动/2023-10-12.md", &autumn),
        ("content/学校/shiyan/活动/2024-03-12.md", &spring),
        ("content/学校/qinghe/活动/2024-04-12.md", &other),
        ("content/学校/shiyan/活动/2024-04-20.md", &aided),
    ];
    changes.extend(extra);
    let changes: Vec<(&str, &[u8])> =
        changes.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    let root = small_with(&changes);
    let built = guidang(root.path(), &["build", "-q", "-o", "out"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let mut texts = BTreeMap::new();
    for (path, bytes) in files(&root.path().join("out")) {
        texts.insert(path, String::from_utf8_lossy(&bytes).into_owned());
    }
    texts
}

/// The line of a dot plot that names a school.
fn line<'p>(page: &'p str, school: &str) -> &'p str {
    let plot = page.split(r#"<ul class="dots">"#).nth(1).expect("a dot plot");
    let lines = plot.split("</ul>").next().unwrap().split("<li ");
    lines.into_iter().find(|line| line.contains(school)).unwrap_or_else(|| panic!("{school}"))
}

/// The share of the width at which an attribute stands: `cx="41.2%"`.
fn place(line: &str, attribute: &str) -> Option<f64> {
    let (_, rest) = line.split_once(&format!("{attribute}=\""))?;
    rest.split('%').next()?.parse().ok()
}

#[test]
fn schools_stand_side_by_side_with_the_line_of_the_target() {
    let pages = built(SITE, &[]);
    let page = &pages["indicators/songjiaokeshi.html"];
    for words in [
        "到受援学校实际上课的课时。",
        "按记录中的“送教课时”累加",
        "竖线是目标：不少于1,000课时",
        "云岭县教育局. 送教课时[DS/OL]//云岭县结对帮扶档案. 数据截至2024年5月31日. indicators/songjiaokeshi.html",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let (met, short) = (line(page, "云岭县实验幼儿园"), line(page, "清河镇中心幼儿园"));
    let goal = r#"class="goal" x1"#;
    assert_eq!(place(met, goal), place(short, goal), "one line for all");
    assert!(place(met, "cx") > place(met, goal), "{met}");
    assert!(place(short, "cx") < place(short, goal) && short.contains("gap"), "{short}");
    assert!(met.contains("1,200课时") && !met.contains("gap"), "{met}");
    assert!(
        page.find("清河镇中心幼儿园") < page.find("云岭县实验幼儿园"),
        "by township and school"
    );
}

#[test]
fn a_withheld_figure_has_no_dot_and_moves_no_scale() {
    let pages = built(SITE, &[]);
    let page = &pages["indicators/zizhurenshu.html"];
    let withheld = line(page, "清河镇中心幼儿园");
    assert!(withheld.contains("＜5人") && !withheld.contains("<circle"), "{withheld}");
    assert!(line(page, "云岭县实验幼儿园").contains("<circle"));
    assert!(page.contains("小于5的数不公开"));
    // Another small figure in its place leaves every drawing as it is.
    let other = visit("春季送教二", "2024-04-12", "  送教课时: 300\n  资助人数: 1\n");
    let changed = built(SITE, &[("content/学校/qinghe/活动/2024-04-12.md", &other)]);
    assert_eq!(*page, changed["indicators/zizhurenshu.html"]);
    let csv = &pages["indicators/zizhurenshu.csv"];
    assert!(csv.contains("清河镇中心幼儿园,全县计划,") && csv.contains(",＜5,"), "{csv}");
}

#[test]
fn the_terms_follow_each_other_in_a_drawing_a_table_and_a_file() {
    let pages = built(SITE, &[]);
    let page = &pages["indicators/songjiaokeshi.html"];
    let history = page.split(r#"id="history-title""#).nth(1).expect("a history");
    assert!(history.contains("class=\"panels\""));
    for cell in ["23秋", "24春", "1,100课时", "1,200课时", "300课时"] {
        assert!(history.contains(cell), "{cell}");
    }
    assert!(page.contains(r#"href="songjiaokeshi.csv""#));
    let csv = &pages["indicators/songjiaokeshi.csv"];
    assert!(
        csv.starts_with("\u{feff}对象,计划,周期,开始,结束,实际,应达,目标值,单位,状态"),
        "{csv}"
    );
    let periods = pages["data/progress.json"].matches("\"start\"").count();
    let rows = csv.lines().count() + pages["indicators/zizhurenshu.csv"].lines().count() - 2;
    assert_eq!(rows, periods, "one row for each period");
    assert!(
        csv.contains("云岭县实验幼儿园,全县计划,2023—2024学年第二学期,2024-02-26,2024-07-05,1200,")
    );
}

#[test]
fn targets_that_differ_are_compared_by_their_shares() {
    let own = "---\n标题: 本校计划\n开始: 2023-09-01\n结束: 2024-07-05\n目标:\n  - {指标: 送教课时, 值: 2400, 每: 学期}\n---\n";
    let english = format!("{SITE}语言: en\n");
    let pages = built(&english, &[("content/学校/shiyan/计划/2024.md", own)]);
    let page = &pages["indicators/songjiaokeshi.html"];
    assert!(page.contains("Targets differ"));
    let half = page.split("<li ").find(|line| line.contains("at least 2,400")).expect("its line");
    let goal = r#"class="goal" x1"#;
    let (figure, goal) = (place(half, "cx").unwrap(), place(half, goal).unwrap());
    assert!((figure - 1.5) * 2.0 - (goal - 1.5) < 0.3, "half of its target: {figure} of {goal}");
    assert!(page.contains("Figures as of"));
}
