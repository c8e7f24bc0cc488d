//! Documents keep the figures of their own day, and pages speak of what is open now.

use std::fs;
use std::path::Path;

use crate::support::{guidang, small_with, stderr, stdout, write};

const INDICATORS: &str = "content/指标.yaml";
const PLAN: &str = "content/结对/shiyan-qinghe/计划/2024.md";
const SUMMARY: &str = "content/学校/shiyan/总结/期中.md";

fn text(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

/// A visit of five lessons.
fn visit(day: &str) -> (String, Vec<u8>) {
    let path = format!("content/学校/shiyan/活动/{day}-课.md");
    let front = format!("标题: 示范课{day}\n日期: {day}\n类型: 送教下乡\n对象校: 清河园");
    (path, text(&format!("---\n{front}\n数据:\n  送教课时: 5\n---\n\n如期送教。\n")))
}

/// An archive with a summary of the middle of the term, and visits on these days.
fn archive(visits: &[&str], target: &str) -> tempfile::TempDir {
    let plan = format!(
        "---\n标题: 2024年结对计划\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n{target}---\n\n送教到园。\n"
    );
    let summary = "---\n标题: 期中小结\n学期: 2023-2024-2\n日期: 2024-05-01\n---\n\n## 完成情况\n\n```table\n目标: {计划: 2024年结对计划, 指标: 送教课时}\n```\n";
    let indicators = "指标:\n  - {名称: 送教课时, 单位: 课时, 方向: 不低于, 汇总: 合计}\n";
    let mut files = vec![
        (INDICATORS.to_owned(), text(indicators)),
        (PLAN.to_owned(), text(&plan)),
        (SUMMARY.to_owned(), text(summary)),
    ];
    files.extend(visits.iter().map(|day| visit(day)));
    let changes: Vec<(&str, &[u8])> =
        files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    let root = small_with(&changes);
    for old in ["content/学校/shiyan/活动", "content/学校/qinghe/活动"] {
        let Ok(folder) = fs::read_dir(root.path().join(old)) else { continue };
        for file in folder {
            let path = file.unwrap().path();
            if !path.to_str().unwrap().ends_with("-课.md") {
                let _ =
                    if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
            }
        }
    }
    root
}

const HOURS: &str = "  - 指标: 送教课时\n    值: 40\n";
const MONTHLY: &str = "  - 指标: 送教课时\n    值: 5\n    每: 月\n    范围: 帮扶方\n";

fn build(root: &Path) {
    let output = guidang(root, &["build"]);
    assert!(output.status.success(), "{}", stderr(&output));
}

/// The page and the printed version of the summary.
fn documents(root: &Path) -> [String; 2] {
    build(root);
    let mut found = [String::new(), String::new()];
    let output = root.join("output");
    for (at, top) in [(0, "schools"), (1, "print")] {
        let mut folders = vec![output.join(top)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.to_str().unwrap().ends_with("qizhong.html") {
                    found[at] = fs::read_to_string(path).unwrap();
                }
            }
        }
    }
    found
}

/// The part of a page that holds the document.
fn body(html: &str) -> &str {
    let from = html.find("<main").unwrap();
    let end = html.find("<footer").unwrap_or(html.len());
    &html[from..end]
}

#[test]
fn a_summary_keeps_the_figures_of_its_own_day() {
    let early = archive(&["2024-03-10", "2024-04-10"], HOURS);
    let [page, print] = documents(early.path());
    assert!(page.contains("截至2024年5月1日") && page.contains("10课时"), "{page}");
    let late = archive(&["2024-03-10", "2024-04-10", "2024-05-10", "2024-10-10"], HOURS);
    let [later_page, later_print] = documents(late.path());
    for html in [&later_page, &later_print] {
        let shown = body(html);
        assert!(shown.contains("截至2024年5月1日"), "{shown}");
        assert!(shown.contains("10课时") && !shown.contains("20课时"), "{shown}");
        assert!(!shown.contains("示范课2024-05-10"), "a later record: {shown}");
    }
    assert_eq!(body(&print), body(&later_print));
    // The page of the plan speaks of today.
    let plan = guidang(late.path(), &["status"]);
    assert!(stdout(&plan).contains("20课时"), "{}", stdout(&plan));
}

#[test]
fn lists_rest_on_what_is_open_and_the_past_stands_apart() {
    // March was missed, April and May were met, June is met and open.
    let days = ["2024-04-10", "2024-05-10", "2024-06-10"];
    let root = archive(&days, MONTHLY);
    let status = guidang(root.path(), &["status", "--as-of", "2024-06-20"]);
    let shown = stdout(&status);
    assert!(shown.contains("目标1项：已达成1"), "{shown}");
    assert!(shown.contains("往期1期未达成"), "{shown}");
    let output = guidang(root.path(), &["build", "--as-of", "2024-06-20"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let home = fs::read_to_string(root.path().join("output/index.html")).unwrap();
    assert!(home.contains("<details class=\"past\">") && home.contains("往期未达成"), "{home}");
    // After the end of the plan nothing is open: what was missed is listed as such.
    let over = stdout(&guidang(root.path(), &["status", "--as-of", "2025-01-31"]));
    assert!(over.contains("都已结束") && over.contains("往期未达成（1项）"), "{over}");
}

#[test]
fn percentages_are_cut_in_every_place_alike() {
    let root = small_with(&[
        (INDICATORS, "指标:\n  - {名称: 优课率, 单位: \"%\", 方向: 不超过, 汇总: 比率, 分子: 优课数, 分母: 评课数}\n".as_bytes()),
        (PLAN, "---\n标题: 2024年结对计划\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n  - 指标: 优课率\n    值: 5\n---\n".as_bytes()),
        ("content/学校/shiyan/活动/2024-03-15-送教.md", "---\n标题: 评课\n日期: 2024-04-10\n类型: 评课\n对象校: 清河园\n数据: {优课数: 1, 评课数: 45}\n---\n".as_bytes()),
    ]);
    let status = stdout(&guidang(root.path(), &["status", "--as-of", "2024-06-30"]));
    let markdown =
        stdout(&guidang(root.path(), &["status", "--as-of", "2024-06-30", "--format", "markdown"]));
    let output = guidang(root.path(), &["build", "--as-of", "2024-06-30"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let plans = fs::read_to_string(root.path().join("output/plans.html")).unwrap();
    let mut pages = plans;
    for folder in ["pairs", "indicators"] {
        let Ok(entries) = fs::read_dir(root.path().join("output").join(folder)) else { continue };
        for entry in entries.filter_map(Result::ok).filter(|entry| entry.path().is_file()) {
            pages.push_str(&fs::read_to_string(entry.path()).unwrap());
        }
    }
    for shown in [&status, &markdown, &pages] {
        assert!(shown.contains("2.2%") && !shown.contains("2.3%"), "{shown}");
    }
}

#[test]
fn measures_are_to_be_done_until_their_day_and_overdue_after_it() {
    let plan = "---\n标题: 2024年结对计划\n开始: 2024-03-01\n结束: 2024-12-31\n措施:\n  - 名称: 开学对接会\n    完成时间: 2024-03-31\n    次数: 8\n---\n\n按期开展。\n";
    let visit = "---\n标题: 对接\n日期: 2024-03-20\n类型: 送教下乡\n对象校: 清河园\n措施: 开学对接会\n---\n\n对接。\n";
    let root = small_with(&[
        (PLAN, plan.as_bytes()),
        ("content/学校/shiyan/活动/2024-03-15-送教.md", visit.as_bytes()),
    ]);
    for (as_of, is_overdue, left) in
        [("2024-03-31", false, "当日到期"), ("2024-04-30", true, "已过30天")]
    {
        let output = guidang(root.path(), &["build", "--as-of", as_of]);
        assert!(output.status.success(), "{}", stderr(&output));
        let page = |path: &str| fs::read_to_string(root.path().join("output").join(path)).unwrap();
        assert_eq!(page("attention.html").contains("id=\"overdue\""), is_overdue, "{as_of}");
        for path in ["index.html", "schools/shiyan/index.html", "pairs/shiyan-qinghe/index.html"] {
            let html = page(path);
            for said in ["还差7次", "1 / 8", left] {
                assert!(html.contains(said), "{said} in {path} on {as_of}");
            }
        }
    }
    let status = guidang(root.path(), &["status", "--as-of", "2024-03-31", "--format", "json"]);
    assert!(stdout(&status).contains("\"in_progress\""), "{}", stdout(&status));
}

/// The number that a page gives of what was missed in the past; 0 where it says nothing of it.
fn missed_on(root: &Path, page: &str) -> usize {
    let html = fs::read_to_string(root.join("output").join(page)).unwrap();
    let Some((_, rest)) = html.split_once("往期未达成 <span class=\"quiet\">") else {
        return 0;
    };
    rest.split('<').next().unwrap().parse().unwrap()
}

/// The same number of `status`: its heading, and without one the open targets that were missed before.
fn missed_in_status(root: &Path, args: &[&str]) -> usize {
    let args = [&["status", "--as-of", "2024-06-20"], args].concat();
    let shown = stdout(&guidang(root, &args));
    match shown.split_once("往期未达成（") {
        Some((_, rest)) => rest.split('项').next().unwrap().parse().unwrap(),
        None => shown.lines().filter(|line| line.contains("  往期")).count(),
    }
}

#[test]
fn every_page_counts_alike_what_was_missed_in_the_past() {
    // March was missed of an open target; the county's plan is over, and so is one that is not published any more.
    let root = archive(&["2024-04-10", "2024-05-10", "2024-06-10"], MONTHLY);
    let indicators = "指标:\n  - {名称: 送教课时, 单位: 课时, 方向: 不低于, 汇总: 合计}\n  - {名称: 送教次数, 单位: 次, 方向: 不低于, 汇总: 次数, 统计记录: 活动, 类型: 送教下乡}\n";
    write(root.path(), INDICATORS, indicators.as_bytes());
    let spring = "---\n标题: 春季计划\n开始: 2024-03-01\n结束: 2024-05-31\n目标:\n  - {指标: 送教课时, 值: 40}\n  - {指标: 送教次数, 编号: 争取, 值: 40, 力争: 是}\n  - {指标: 送教次数, 值: 40, 范围: 各校}\n---\n\n正文。\n";
    write(root.path(), "content/计划/春季.md", spring.as_bytes());
    let own = "---\n标题: 园计划\n开始: 2024-03-01\n结束: 2024-05-31\n目标:\n  - {指标: 送教课时, 值: 40}\n公示至: 2024-06-15\n---\n\n正文。\n";
    write(root.path(), "content/学校/shiyan/计划/园.md", own.as_bytes());
    let output = guidang(root.path(), &["build", "--as-of", "2024-06-20"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let on = |page: &str| missed_on(root.path(), page);
    let said = |args: &[&str]| missed_in_status(root.path(), args);
    assert_eq!([on("index.html"), on("attention.html"), said(&[])], [4; 3]);
    assert_eq!([on("plans/chunji.html"), said(&["--plan", "春季计划"])], [3; 2]);
    assert_eq!(
        [on("pairs/shiyan-qinghe/plans/2024.html"), on("pairs/shiyan-qinghe/index.html")],
        [1; 2]
    );
    assert_eq!(said(&["--plan", "2024年结对计划"]), 1);
    // The county's target of all schools together is nobody's own.
    assert_eq!([on("schools/shiyan/index.html"), said(&["--school", "shiyan"])], [2, 3]);
    assert_eq!([on("schools/qinghe/index.html"), said(&["--school", "qinghe"])], [1, 2]);
}

#[test]
fn status_names_targets_by_their_indicators() {
    let targets = "  - {指标: 送教课时, 编号: t1, 值: 40}\n  - {指标: 送教课时, 值: 5, 每: 月}\n";
    let root = archive(&["2024-04-10"], targets);
    for format in ["text", "csv", "markdown"] {
        let shown =
            stdout(&guidang(root.path(), &["status", "--format", format, "--as-of", "2024-04-30"]));
        assert_eq!(shown.matches("送教课时（t1）").count(), 1, "{shown}");
        assert_eq!(shown.matches("送教课时").count(), 2, "{shown}");
    }
    let json = stdout(&guidang(root.path(), &["status", "--format", "json"]));
    assert!(json.contains("\"target\":\"t1\""), "ids for programs: {json}");
}

/// The signed annex counts visits by type, however the type was spelt (docs/content-model.md §2, visits).
#[test]
fn the_annex_of_a_summary_has_one_row_for_each_type() {
    let root = archive(&["2024-03-10"], HOURS);
    for (day, of_type) in [
        ("04-01", "家 访"),
        ("04-02", "家访"),
        ("04-03", "家访（线上）"),
        ("04-04", "[家访, 讲座]"),
    ] {
        let path = format!("content/学校/shiyan/活动/2024-{day}-家.md");
        let visit = format!(
            "---\n标题: 家访{day}\n日期: 2024-{day}\n类型: {of_type}\n---\n\n上门谈了孩子的学习。\n"
        );
        write(root.path(), &path, visit.as_bytes());
    }
    let [_, print] = documents(root.path());
    let annex = print.split("本学期活动分类统计</h2>").nth(1).expect("the annex");
    let annex = annex.split("</section>").next().unwrap();
    let mut rows = Vec::new();
    for row in annex.split("<tr>").skip(2) {
        rows.push(row.replace("<td class=\"right\">", " ").replace("<td>", ""));
    }
    let rows = rows.join("|");
    let rows: String = rows.split('<').next().unwrap().trim().to_owned();
    assert_eq!(rows, "家访 3条|家访、讲座 1条|送教下乡 1条|合计 5条");
}
