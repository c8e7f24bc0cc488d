//! What people type into the search: days, quotation marks, brackets, short names, file numbers, words run together.

use serde_json::json;

use crate::browser;
use crate::support::{guidang, rich, stderr, write};

const NOTICE: &str = "---\n标题: 学习《关于“双减”的意见》\n日期: 2024-04-10\n类型: 学习\n---\n\n传达教办〔2024〕12号文件，由阿依·买某老师领学。\n";
const MENTION: &str =
    "---\n标题: 实幼来访\n日期: 2024-05-08\n类型: 走访\n---\n\n2024/4/10约定，实幼今日来访。\n";

const BOOKS: &str =
    "---\n标题: 购书\n日期: 2024-05-09\n类型: 捐赠\n---\n\n为清河镇中心幼儿园购书1,500册。\n";

const READING: &str = "---\n标题: 在“阅读”课上送教\n日期: 2024-05-13\n类型: 走访\n---\n\n依青教字〔2024〕5号，读《草房子》。\n";
const JULY: &str =
    "---\n标题: 第5次送教\n日期: 2024-07-02\n类型: 走访\n---\n\n自2024年05月03日至31日筹备。\n";
const HOLIDAYS: &str =
    "---\n标题: 教研\n日期: 2024-07-20\n类型: 走访\n---\n\n评2023.11的课，5月12人参加。\n";

/// Runs cases against the rich archive with some more records.
#[track_caller]
fn check(cases: &serde_json::Value, test: &str) {
    let root = rich();
    write(root.path(), "content/学校/qinghe/活动/学习.md", NOTICE.as_bytes());
    write(root.path(), "content/学校/qinghe/活动/来访.md", MENTION.as_bytes());
    write(root.path(), "content/学校/qinghe/活动/购书.md", BOOKS.as_bytes());
    write(root.path(), "content/学校/qinghe/活动/阅读.md", READING.as_bytes());
    write(root.path(), "content/学校/qinghe/活动/第五次.md", JULY.as_bytes());
    write(root.path(), "content/学校/qinghe/活动/教研.md", HOLIDAYS.as_bytes());
    let pair = "名称: 清河园与实幼同行\n帮扶校: 实幼\n受援校: 清河园\n开始: 2024-03-01\n";
    write(root.path(), "content/结对/tongxing/结对.yaml", pair.as_bytes());
    let school = "名称: 清河镇中心幼儿园\n学段: 幼儿园\n简称: [清河园]\n曾用名: [河湾幼儿园]\n";
    write(root.path(), "content/学校/qinghe/学校.yaml", school.as_bytes());
    let site = root.path().join("网站");
    let built = guidang(root.path(), &["build", "-q", "-o", site.to_str().unwrap()]);
    assert!(built.status.success(), "{}", stderr(&built));
    let list = root.path().join("cases.json");
    std::fs::write(&list, cases.to_string()).unwrap();
    let Some(mut script) = browser::script("search-words.mjs", test) else { return };
    browser::must_be_fine(&script.arg(&site).arg(&list).output().unwrap());
}

#[test]
fn a_day_is_found_in_any_spelling() {
    let mut cases = Vec::new();
    for query in [
        "2024-04-10",
        "2024/4/10",
        "2024.4.10",
        "2024年4月10日",
        "2024年04月10日",
        "２０２４-4-10",
        "20240410",
    ] {
        // The two visits of that day, and the one whose text names it.
        cases.push(json!({"query": query, "total": 3}));
    }
    cases.push(json!({"query": "4月10日", "total": 3}));
    cases.push(json!({"query": "2024-05-08", "first": "实幼来访", "total": 1}));
    cases.push(json!({"query": "2024-04-11", "total": 0}));
    check(&json!(cases), "a_day_is_found_in_any_spelling");
}

#[test]
fn a_day_is_found_with_little_of_it() {
    let mut cases = Vec::new();
    for query in [
        "2024-05-13",
        "2024年5月13号",
        "24年5月13日",
        "24-5-13",
        "24.05.13",
        "240513",
        "5月13号",
        "05月13日",
        "05-13",
        "5.13",
        "5/13",
    ] {
        cases.push(json!({"query": query, "first": "在“阅读”课上送教", "total": 1}));
    }
    cases.push(json!({"query": "05-14", "total": 0}));
    cases.push(json!({"query": "5月3号", "first": "第5次送教", "total": 1}));
    cases.push(json!({"query": "12人", "first": "教研", "total": 1}));
    check(&json!(cases), "a_day_is_found_with_little_of_it");
}

#[test]
fn a_month_is_found_in_any_spelling() {
    let mut cases = Vec::new();
    for query in [
        "2024-5",
        "2024-05",
        "2024.5",
        "2024.05",
        "2024/5",
        "2024/05",
        "2024年5月",
        "2024年05月",
        "2024年5月份",
        "24年5月",
        "202405",
    ] {
        // Its three records, and the one of July whose text names it.
        cases.push(json!({"query": query, "first": "在“阅读”课上送教", "total": 4}));
    }
    for query in ["2023-11", "2023年11月", "2023.11", "202311"] {
        cases.push(json!({"query": query, "first": "教研", "total": 1}));
    }
    check(&json!(cases), "a_month_is_found_in_any_spelling");
}

#[test]
fn a_term_is_found_by_every_form_of_its_name() {
    let term = "2023—2024学年第二学期";
    let mut cases = Vec::new();
    for query in [
        "2023—2024学年第二学期",
        "2023-2024-2",
        "2024年春季学期",
        "2024春",
        "2023-2024学年下学期",
        "23-24学年下期",
    ] {
        cases.push(json!({"query": query, "first": term, "holds": ["第一次送教", "家访", "学期总结", "购书"], "lacks": ["送教课时"]}));
    }
    cases.push(json!({"query": "2023年秋季学期", "lacks": ["家访", "教研"]}));
    cases.push(json!({"query": "2024年春季学期 购书", "first": "购书", "total": 1}));
    cases.push(json!({"query": "2024年春季学期购书", "first": "购书", "parts": ["2024年春季学期", "购书"]}));
    cases.push(json!({"query": "2030年春季学期", "total": 0}));
    check(&json!(cases), "a_term_is_found_by_every_form_of_its_name");
}

#[test]
fn quotation_marks_brackets_and_dots_are_folded() {
    let first = "学习《关于“双减”的意见》";
    let mut cases = Vec::new();
    for query in [
        "\"双减\"",
        "“双减”",
        "「双减」",
        "[2024]12号",
        "(2024)12号",
        "〔2024〕12号",
        "【2024】12号",
        "教办2024",
        "教办2024年12号",
        "教办2024第12号",
        "教办〔2024〕",
        "教办[2024",
        "《双减》",
        "关于双减的意见",
        "学习关于双减的意见",
        "阿依买某",
        "阿依・买某",
        "阿依•买某",
    ] {
        cases.push(json!({"query": query, "first": first, "total": 1}));
    }
    check(&json!(cases), "quotation_marks_brackets_and_dots_are_folded");
}

#[test]
fn exact_and_short_names_come_first() {
    let cases = json!([
        {"query": "云岭县实验幼儿园", "first": "云岭县实验幼儿园"},
        {"query": "清河镇中心幼儿园", "first": "清河镇中心幼儿园"},
        {"query": "实幼", "first": "云岭县实验幼儿园"},
        {"query": "清河园", "first": "清河镇中心幼儿园"},
        {"query": "河湾幼儿园", "first": "清河镇中心幼儿园"},
        {"query": "送教课时", "first": "送教课时"},
        {"query": "实验—清河", "first": "实验—清河"},
        {"query": "实验-清河", "first": "实验—清河"},
        {"query": "全县计划", "first": "全县计划"},
        {"query": "清河园与实幼同行", "first": "清河园与实幼同行"},
    ]);
    check(&cases, "exact_and_short_names_come_first");
}

#[test]
fn a_text_is_found_by_every_name_of_a_school_in_it() {
    // The school, the visit to it, and the text that has its short name only.
    let cases = json!([
        {"query": "云岭县实验幼儿园来访", "first": "实幼来访", "total": 1},
        {"query": "云岭县实验幼儿园今日", "first": "实幼来访", "total": 1},
        {"query": "实幼今日来访", "first": "实幼来访", "total": 1},
        {"query": "河湾幼儿园购书", "first": "购书", "total": 1},
        {"query": "清河园购书", "first": "购书", "total": 1},
        {"query": "清河镇中心幼儿园购书", "first": "购书", "total": 1},
        {"query": "清河园绝无此语", "total": 0},
    ]);
    check(&cases, "a_text_is_found_by_every_name_of_a_school_in_it");
}

#[test]
fn numbers_are_found_with_and_without_commas() {
    let mut cases = Vec::new();
    for query in ["1500", "1,500", "１５００", "１，５００", "1500册"] {
        cases.push(json!({"query": query, "first": "购书", "total": 1}));
    }
    cases.push(json!({"query": "500册", "total": 0}));
    check(&json!(cases), "numbers_are_found_with_and_without_commas");
}

#[test]
fn file_numbers_are_found_whole_and_in_part() {
    let first = "第一次送教";
    let cases = json!([
        {"query": "J012-WS·2024-D30-SYY-0001", "first": first, "total": 1},
        {"query": "j012-ws•2024-d30-syy-0001", "first": first, "total": 1},
        {"query": "D30-SYY-0001", "first": first, "total": 1},
        {"query": "SYY-0001", "total": 2},
    ]);
    check(&cases, "file_numbers_are_found_whole_and_in_part");
}

#[test]
fn words_run_together_are_taken_apart_and_the_page_says_so() {
    let cases = json!([
        {"query": "领学双减", "first": "学习《关于“双减”的意见》", "parts": ["领学", "双减"]},
        {"query": "家访清河", "first": "家访", "parts": ["家访", "清河"]},
        {"query": "阅读课草房子", "first": "在“阅读”课上送教", "parts": ["阅读课", "草房子"]},
        {"query": "草房子课送教", "first": "在“阅读”课上送教", "parts": ["草房子", "课", "送教"]},
        {"query": "草房子，阅读课家访", "total": 0},
        {"query": "绝无此语也", "total": 0},
    ]);
    check(&cases, "words_run_together_are_taken_apart_and_the_page_says_so");
}
