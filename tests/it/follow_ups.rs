//! Problems found at visits (docs/content-model.md §5, *Follow-ups*): how they stand, where they are listed, who settles
//! them.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{files, guidang, small_with, stderr, stdout, write};

const FOUND: &str = "content/学校/shiyan/活动/2024-03-15-送教.md";
const SETTLING: &str = "content/学校/qinghe/活动/2024-05-20-回访.md";

/// A visit of one school to another that found four problems.
const FOUND_TEXT: &str = "---\n标题: 第一次送教\n日期: 2024-03-15\n类型: 送教下乡\n对象校: 清河园\n措施: 开学对接\n数据:\n  送教课时: 4\n问题整改:\n  - 问题: 玩教具不足\n    整改措施: 从实幼调剂一批\n    责任人: 王园长\n    期限: 2024-04-30\n  - 问题: 教案不齐\n    期限: 2024-06-30\n    说明: 只缺大班\n  - 问题: =SUM(A1)\n    销号: 2024-03-20\n  - 问题: 区角太少\n---\n\n上了两节示范课。\n";
/// A visit of the other school that settles the first of them.
const SETTLING_TEXT: &str = "---\n标题: 五月回访\n日期: 2024-05-20\n类型: 看一日活动\n对象校: 实幼\n销号:\n  - 记录: 学校/shiyan/活动/2024-03-15-送教\n    问题: 玩教具 不足\n---\n\n已经配齐。\n";

fn archive(more: &[(&str, &str)]) -> tempfile::TempDir {
    let root = small_with(&[(FOUND, FOUND_TEXT.as_bytes())]);
    for (path, text) in more {
        write(root.path(), path, text.as_bytes());
    }
    root
}

/// The status of each problem on a day, in the order of the report.
fn statuses(root: &Path, day: &str) -> Vec<(String, String, Option<String>)> {
    let args = ["status", "--follow-ups", "--format", "json", "--as-of", day];
    let report = guidang(root, &args);
    assert!(report.status.success(), "{}", stderr(&report));
    let report: Value = serde_json::from_str(&stdout(&report)).unwrap();
    assert_eq!(report["as_of"], day);
    let mut found = Vec::new();
    for row in report["follow_ups"].as_array().unwrap() {
        let text = |key: &str| row[key].as_str().unwrap().to_owned();
        let done = row["done"].as_str().map(str::to_owned);
        found.push((text("problem"), text("status"), done));
    }
    found
}

fn expected(rows: &[(&str, &str, &str)]) -> Vec<(String, String, Option<String>)> {
    let done = |done: &str| (!done.is_empty()).then(|| done.to_owned());
    rows.iter().map(|(one, two, day)| ((*one).into(), (*two).into(), done(day))).collect()
}

#[test]
fn problems_are_open_overdue_or_done_as_of_the_day() {
    let root = archive(&[(SETTLING, SETTLING_TEXT)]);
    let on = |day| statuses(root.path(), day);
    assert_eq!(on("2024-03-14"), []);
    assert_eq!(
        on("2024-03-15"),
        expected(&[
            ("玩教具不足", "open", ""),
            ("教案不齐", "open", ""),
            ("=SUM(A1)", "open", ""),
            ("区角太少", "open", ""),
        ])
    );
    // The last day on which it is in time is no day too late.
    assert_eq!(on("2024-04-30")[0].1, "open");
    assert_eq!(on("2024-05-01")[0], expected(&[("玩教具不足", "overdue", "")])[0]);
    assert_eq!(
        on("2024-05-20"),
        expected(&[
            ("教案不齐", "open", ""),
            ("区角太少", "open", ""),
            ("玩教具不足", "done", "2024-05-20"),
            ("=SUM(A1)", "done", "2024-03-20"),
        ])
    );
    assert_eq!(on("2024-07-01")[0], expected(&[("教案不齐", "overdue", "")])[0]);
}

#[test]
fn a_draft_neither_finds_nor_settles_anything() {
    let draft = SETTLING_TEXT.replace("---\n标题", "---\n草稿: 是\n标题");
    let root = archive(&[(SETTLING, &draft)]);
    assert_eq!(statuses(root.path(), "2024-06-01")[0].1, "overdue");
    let root = archive(&[(FOUND, &FOUND_TEXT.replace("---\n标题", "---\n草稿: 是\n标题"))]);
    assert_eq!(statuses(root.path(), "2024-06-01"), []);
}

#[test]
fn a_visit_without_a_named_problem_settles_all_of_them() {
    let all = SETTLING_TEXT.replace("    问题: 玩教具 不足\n", "");
    let root = archive(&[(SETTLING, &all)]);
    let settled = statuses(root.path(), "2024-06-01");
    assert!(settled.iter().all(|(_, status, _)| status == "done"), "{settled:?}");
    // What was settled before keeps its own day.
    assert_eq!(settled[3], expected(&[("=SUM(A1)", "done", "2024-03-20")])[0]);
}

#[test]
fn the_reports_are_text_and_tables_in_both_languages() {
    let root = archive(&[(SETTLING, SETTLING_TEXT)]);
    let report = |args: &[&str]| {
        let all = [&["status", "--follow-ups", "--as-of", "2024-07-01"], args].concat();
        stdout(&guidang(root.path(), &all))
    };
    let text = report(&[]);
    assert!(text.starts_with("截至2024-07-01，问题4项：逾期1、整改中1、已销号2\n"), "{text}");
    assert!(text.contains("逾期    教案不齐  期限2024-06-30  云岭县实验幼儿园"), "{text}");
    assert!(report(&["--lang", "en"]).contains("done    "), "{}", report(&["--lang", "en"]));
    let csv = report(&["--format", "csv"]);
    assert!(
        csv.starts_with("\u{feff}记录,学校,日期,问题,整改措施,责任人,期限,销号,状态\n"),
        "{csv}"
    );
    assert!(csv.contains("'=SUM(A1)") && csv.contains(",已销号\n"), "{csv}");
    assert!(report(&["--format", "markdown"]).contains("| 状态 |"));
    // The school that was visited has them too, others have not.
    assert_eq!(report(&["--school", "清河园", "--format", "csv"]), csv);
    let other = "名称: 石门小学\n学段: 小学\n";
    write(root.path(), "content/学校/shimen/学校.yaml", other.as_bytes());
    assert_eq!(report(&["--school", "石门小学"]), "没有问题整改\n");
    let wrong = guidang(root.path(), &["status", "--follow-ups", "--uncounted"]);
    assert_eq!(wrong.status.code(), Some(2));
}

fn build(root: &Path, day: &str) {
    let built = guidang(root, &["build", "-q", "--as-of", day]);
    assert!(built.status.success(), "{}", stderr(&built));
}

fn page(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join("output").join(path)).unwrap_or_else(|_| panic!("no {path}"))
}

#[test]
fn problems_are_listed_for_the_archive_term_school_and_pair_and_on_both_records() {
    let root = archive(&[(SETTLING, SETTLING_TEXT)]);
    build(root.path(), "2024-07-01");
    for path in [
        "follow-ups.html",
        "follow-ups/2023-2024-2.html",
        "schools/shiyan/follow-ups.html",
        "schools/qinghe/follow-ups.html",
        "pairs/shiyan-qinghe/follow-ups.html",
    ] {
        let list = page(root.path(), path);
        let places: Vec<usize> = ["教案不齐", "区角太少", "玩教具不足", "=SUM(A1)"]
            .iter()
            .map(|problem| list.find(problem).unwrap_or_else(|| panic!("{path}: {problem}")))
            .collect();
        assert!(places.is_sorted(), "{path}: {places:?}");
        let printed = page(root.path(), &format!("print/{path}"));
        assert!(printed.contains("问题整改台账") && printed.contains("从实幼调剂一批"), "{path}");
    }
    for path in ["schools/qinghe/index.html", "pairs/shiyan-qinghe/index.html"] {
        let owner = page(root.path(), path);
        assert!(owner.contains("教案不齐") && owner.contains("follow-ups.html"), "{path}");
    }
    let home = page(root.path(), "index.html");
    assert!(home.contains("教案不齐") && !home.contains("区角太少"), "only overdue ones");
    let found = page(root.path(), "schools/shiyan/visits/2024-03-15-songjiao.html");
    assert!(found.contains("id=\"follow-up-1\"") && found.contains("五月回访"));
    let settling = page(root.path(), "schools/qinghe/visits/2024-05-20-huifang.html");
    assert!(settling.contains("本次销号的问题"));
    assert!(settling.contains("2024-03-15-songjiao.html#follow-up-1"));
    let csv = page(root.path(), "data/follow-ups.csv");
    let head = "\u{feff}record,school,date,problem,measure,owner,due,done,status\n";
    let first = "学校/shiyan/活动/2024-03-15-送教,shiyan,2024-03-15,玩教具不足,从实幼调剂一批,王园长,2024-04-30,2024-05-20,done\n";
    assert!(csv.starts_with(&format!("{head}{first}")), "{csv}");
    assert!(csv.contains(",'=SUM(A1),"), "{csv}");
    let package = page(root.path(), "data/datapackage.json");
    assert!(package.contains("follow-ups.csv"));
}

#[test]
fn a_site_without_problems_has_no_lists_of_them() {
    let root = small_with(&[]);
    build(root.path(), "2024-07-01");
    assert!(!page(root.path(), "index.html").contains("follow-ups"));
    let csv = page(root.path(), "data/follow-ups.csv");
    assert_eq!(csv, "\u{feff}record,school,date,problem,measure,owner,due,done,status\n");
}

#[test]
fn problems_of_records_that_are_no_longer_public_are_nowhere() {
    let until = FOUND_TEXT.replace("---\n标题", "---\n公示至: 2024-06-01\n标题");
    let root = archive(&[(FOUND, &until), (SETTLING, SETTLING_TEXT)]);
    build(root.path(), "2024-07-01");
    for (path, bytes) in files(&root.path().join("output")) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("教案不齐") && !text.contains("玩教具不足"), "{path}");
    }
}

#[test]
fn a_cached_build_equals_a_clean_one_when_another_school_settles_a_problem() {
    let root = archive(&[]);
    build(root.path(), "2024-07-01");
    write(root.path(), SETTLING, SETTLING_TEXT.as_bytes());
    build(root.path(), "2024-07-01");
    let cached = files(&root.path().join("output"));
    let clean = archive(&[(SETTLING, SETTLING_TEXT)]);
    build(clean.path(), "2024-07-01");
    for (path, bytes) in files(&clean.path().join("output")) {
        assert_eq!(cached.get(&path), Some(&bytes), "{path}");
    }
    // And back.
    fs::remove_file(root.path().join(SETTLING)).unwrap();
    build(root.path(), "2024-07-01");
    let clean = archive(&[]);
    build(clean.path(), "2024-07-01");
    assert_eq!(files(&root.path().join("output")), files(&clean.path().join("output")));
}

#[test]
fn the_bag_of_a_school_brings_the_visit_that_settles_its_problem() {
    let root = archive(&[(SETTLING, SETTLING_TEXT)]);
    let bag = root.path().join("bag");
    let args = ["archive", "--school", "shiyan", "-o", bag.to_str().unwrap()];
    let made = guidang(root.path(), &args);
    assert!(made.status.success(), "{}", stderr(&made));
    let inside = files(&bag);
    assert!(inside.keys().any(|path| path.ends_with("2024-05-20-回访.md")), "{:?}", inside.keys());
}
