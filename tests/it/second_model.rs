//! The keys that the rules of progress need, from files to figures.

use std::fs;

use serde_json::Value;

use crate::support::{guidang, small_with, stderr, stdout};

const INDICATORS: &str = "content/指标.yaml";
const PAIR: &str = "content/结对/shiyan-qinghe/结对.yaml";
const PLAN: &str = "content/结对/shiyan-qinghe/计划/2024.md";
const VISIT: &str = "content/学校/shiyan/活动/2024-03-15-送教.md";

fn plan(targets: &str) -> Vec<u8> {
    format!("---\n标题: 2024年结对计划\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n{targets}---\n")
        .into_bytes()
}

fn visit(front: &str) -> Vec<u8> {
    format!("---\n标题: 送教\n日期: 2024-03-15\n类型: 送教下乡\n对象校: 清河园\n{front}---\n")
        .into_bytes()
}

/// The progress of an archive that checks clean, on the last day of April.
#[track_caller]
fn progress(files: &[(&str, Vec<u8>)]) -> Value {
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(path, bytes)| (*path, bytes.as_slice())).collect();
    let root = small_with(&files);
    let check = guidang(root.path(), &["check", "--strict"]);
    assert!(check.status.success(), "{}", stderr(&check));
    let args = ["status", "--format", "json", "--as-of", "2024-04-30"];
    serde_json::from_slice(&guidang(root.path(), &args).stdout).unwrap()
}

/// `scope actual status` of each target.
fn figures(progress: &Value) -> Vec<String> {
    let mut figures = Vec::new();
    for target in progress["targets"].as_array().unwrap() {
        let period = &target["periods"][0];
        let [scope, actual, status] = [&target["scope"], &period["actual"], &period["status"]]
            .map(|value| value.as_str().unwrap_or("-").to_owned());
        figures.push(format!("{scope} {actual} {status}"));
    }
    figures
}

#[test]
fn attendance_and_cost_are_figures_that_indicators_read_by_either_name() {
    let indicators = "指标:\n  - {名称: 参训人次, 单位: 人, 方向: 不低于, 汇总: 合计, 计量: 参加人数}\n  - {名称: 受益, 单位: 人, 方向: 不低于, 汇总: 合计, 计量: beneficiaries}\n  - {名称: 经费, 单位: 元, 方向: 不超过, 汇总: 合计}\n";
    let targets =
        "  - {指标: 参训人次, 值: 20}\n  - {指标: 受益, 值: 300}\n  - {指标: 经费, 值: 1000}\n";
    let found = progress(&[
        (INDICATORS, indicators.into()),
        (PLAN, plan(targets)),
        (VISIT, visit("参加人数: 18人\n受益人数: 300\ncost: 1,200元\n")),
    ]);
    let expected = ["joint 18 on_track", "joint 300 met", "joint 1200 breached"];
    assert_eq!(figures(&found), expected);
}

#[test]
fn several_helpers_and_former_names_are_schools_of_the_pair() {
    let hours = "指标:\n  - {名称: 送教课时, 单位: 课时, 方向: 不低于, 汇总: 合计}\n";
    let found = progress(&[
        (INDICATORS, hours.into()),
        (
            "content/学校/shiyan/学校.yaml",
            "名称: 云岭县实验幼儿园\n学段: 幼儿园\n简称: [实幼]\n曾用名: [云岭县机关幼儿园]\n开办: 2024-03-10\n".into(),
        ),
        ("content/学校/nanshan/学校.yaml", "名称: 南山幼儿园\n学段: 幼儿园\n停办: 2024-04-20\n".into()),
        (PAIR, "名称: 实验、南山—清河\n帮扶校: [云岭县机关幼儿园, 南山幼儿园]\n受援校: 清河园\n开始: 2024-03-01\n".into()),
        (PLAN, plan("  - {指标: 送教课时, 值: 4, 范围: 帮扶方}\n")),
        (VISIT, visit("数据: {送教课时: 4}\n")),
    ]);
    assert_eq!(figures(&found), ["nanshan 0 missed", "shiyan 4 met"]);
    let periods: Vec<(&str, &str)> = found["targets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|target| &target["periods"][0])
        .map(|period| (period["start"].as_str().unwrap(), period["end"].as_str().unwrap()))
        .collect();
    assert_eq!(periods, [("2024-03-01", "2024-04-20"), ("2024-03-10", "2024-12-31")]);
}

#[test]
fn a_school_that_has_a_name_now_goes_before_one_that_had_it() {
    let root = small_with(&[(
        "content/学校/shiyan/学校.yaml",
        "名称: 云岭县实验幼儿园\n学段: 幼儿园\n简称: [实幼]\n曾用名: [清河园]\n".as_bytes(),
    )]);
    let check = guidang(root.path(), &["check"]);
    assert!(check.status.success(), "{}", stderr(&check));
}

#[test]
fn negative_figures_count_where_the_indicator_says_so() {
    let indicators =
        "指标:\n  - {名称: 人数增减, 单位: 人, 方向: 不低于, 汇总: 合计, 可为负: 是}\n";
    let found = progress(&[
        (INDICATORS, indicators.into()),
        (PLAN, plan("  - {指标: 人数增减, 值: 0}\n")),
        (VISIT, visit("数据: {人数增减: -3}\n")),
    ]);
    assert_eq!(figures(&found), ["joint -3 behind"]);
}

#[test]
fn a_school_without_a_written_word_lacks_what_it_only_began() {
    let root = small_with(&[(
        "content/学校/qinghe/总结/新总结.md",
        "---\n标题: 新总结\n学期: 2023-2024-2\n日期: 2024-07-05\n---\n\n## 完成情况\n\n## 存在问题\n".as_bytes(),
    )]);
    for (as_of, summary) in [("2024-07-04", Value::Null), ("2024-07-05", Value::Bool(false))] {
        let build = guidang(root.path(), &["build", "--as-of", as_of]);
        assert!(build.status.success(), "{}", stderr(&build));
        let rows: Value = serde_json::from_slice(
            &fs::read(root.path().join("output/data/completeness.json")).unwrap(),
        )
        .unwrap();
        let row = rows.as_array().unwrap().iter().find(|row| row["owner"] == "qinghe").unwrap();
        assert_eq!(row["summary"], summary, "on {as_of}");
    }
    let home = fs::read_to_string(root.path().join("output/index.html")).unwrap();
    assert!(home.contains("缺总结"), "{}", stdout(&guidang(root.path(), &["check"])));
}
