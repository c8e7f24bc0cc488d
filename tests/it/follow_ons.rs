//! An error that only follows from another is left out (docs/content-model.md §6): one slip, one error.

use guidang::diagnostics::{Diagnostic, Problem, Severity};
use guidang::engine::lint;
use guidang::l10n::Lang;
use guidang::source::MemorySource;

const SITE: &str = "content/站点.yaml";
const INDICATORS: &str = "content/指标.yaml";
const SCHOOL: &str = "content/学校/qinghe/学校.yaml";
const PAIR: &str = "content/结对/p/结对.yaml";
const PLAN: &str = "content/结对/p/计划/2024.md";

/// An archive in which every file names things that stand in others.
const FILES: &[(&str, &str)] = &[
    (
        SITE,
        "标题: 档案\n学期:\n  - 名称: 2023—2024学年第二学期\n    开始: 2024-02-26\n    结束: 2024-07-05\n",
    ),
    (INDICATORS, "指标:\n  - 名称: 送教课时\n    单位: 课时\n    方向: 不低于\n    汇总: 合计\n"),
    ("content/学校/shiyan/学校.yaml", "名称: 云岭县实验幼儿园\n学段: 幼儿园\n简称: [实幼]\n"),
    (SCHOOL, "名称: 清河镇中心幼儿园\n学段: 幼儿园\n简称: [清河园]\n"),
    (PAIR, "名称: 实验—清河\n帮扶校: 实幼\n受援校: 清河园\n开始: 2024-03-01\n"),
    (
        PLAN,
        "---\n标题: 2024年结对计划\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n  - 指标: 送教课时\n    值: 10\n    每: 学期\n措施:\n  - 编号: 对接\n    名称: 开学对接会\n---\n计划正文。\n",
    ),
    (
        "content/学校/shiyan/活动/2024-03-15.md",
        "---\n标题: 送教\n日期: 2024-03-15\n类型: 送教下乡\n对象校: 清河园\n措施: 对接\n计划: 2024年结对计划\n结对: 实验—清河\n数据:\n  送教课时: 4\n---\n上了两节课。\n",
    ),
    (
        "content/学校/shiyan/总结/上.md",
        "---\n标题: 总结\n学期: 2023—2024学年第二学期\n日期: 2024-04-01\n计划: 2024年结对计划\n结对: 实验—清河\n---\n做了。\n\n```chart\n目标: {计划: 2024年结对计划, 指标: 送教课时}\n```\n",
    ),
    ("content/权限.yaml", "权限:\n  ju: 全部\n  qing: [清河园, 实验—清河]\n"),
];

/// The errors of the archive with `old` replaced by `new` in one file.
fn errors(file: &str, old: &str, new: &str) -> Vec<Diagnostic> {
    let mut files: MemorySource =
        FILES.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    let text = FILES.iter().find(|(path, _)| *path == file).unwrap().1;
    assert!(text.contains(old), "{old}");
    files.0.insert(file.to_owned(), text.replacen(old, new, 1).into_bytes());
    let mut found = lint::check(guidang::parse::archive(&files).unwrap(), None).diagnostics;
    found.retain(|found| found.problem.severity() == Severity::Error);
    found
}

#[test]
fn one_slip_is_one_error() {
    assert!(errors(SITE, "标题: 档案", "标题: 全县档案").is_empty());
    for (file, old, new) in [
        (SITE, "  - 名称: 2023—2024学年第二学期\n    开始", "  - 开始"),
        (SITE, "结束: 2024-07-05", "结束: 7月5日"),
        (SITE, "    开始: 2024", "    开始：2024"),
        (SITE, "标题: ", "标题："),
        (INDICATORS, "    单位: 课时\n", ""),
        (INDICATORS, "方向: 不低于", "方向: 不少于"),
        (INDICATORS, "汇总: 合计", "汇总: 总和"),
        (INDICATORS, "名称: ", "名称："),
        (SCHOOL, "学段: 幼儿园\n", ""),
        (SCHOOL, "学段: 幼儿园", "学段: 幼稚园"),
        (SCHOOL, "学段: ", "学段："),
        (SCHOOL, "名称: 清河", "名称: \"清河"),
        (SCHOOL, "名称: 清河镇中心幼儿园\n", ""),
        (PAIR, "开始: 2024-03-01\n", ""),
        (PAIR, "开始: 2024-03-01", "开始: 3月1日"),
        (PAIR, "帮扶校: 实幼", "帮扶校: 实验园"),
        (PAIR, "受援校: 清河园\n", ""),
        (PAIR, "名称: ", "名称："),
        (PLAN, "标题: 2024年结对计划\n", ""),
        (PLAN, "标题: ", "标题："),
        (PLAN, "开始: 2024-03-01", "开始: 3月1日"),
        (PLAN, "指标: 送教课时", "指标: 送教时数"),
        (PLAN, "值: 10", "值: 约10"),
        (PLAN, "每: 学期", "每: 每期"),
        (PLAN, "    名称: 开学对接会\n", ""),
        (PLAN, "    名称: 开", "    名称：开"),
    ] {
        let found = errors(file, old, new);
        let told = guidang::diagnostics::github(&found, Lang::Zh);
        assert_eq!(found.len(), 1, "{file}: {new}\n{told}");
        assert_eq!(&*found[0].file, file, "{new}\n{told}");
    }
}

/// The errors of the archive with files under other names, and with changed texts.
fn errors_with(renamed: &[(&str, &str)], changed: &[(&str, &str)]) -> Vec<Diagnostic> {
    let mut files: MemorySource =
        FILES.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    for (from, to) in renamed {
        let bytes = files.0.remove(*from).unwrap();
        files.0.insert((*to).to_owned(), bytes);
    }
    for (path, text) in changed {
        files.0.insert((*path).to_owned(), text.as_bytes().to_vec());
    }
    lint::check(guidang::parse::archive(&files).unwrap(), None).diagnostics
}

#[test]
fn a_file_under_another_name_is_the_only_thing_that_is_wrong() {
    for (file, name) in [
        (SCHOOL, "content/学校/qinghe/学校.yml"),
        (SCHOOL, "content/学校/qinghe/学校.yaml.txt"),
        (SCHOOL, "content/学校/qinghe/学校。yaml"),
        (SCHOOL, "content/学校/qinghe/School.yaml"),
        (SCHOOL, "content/学校/qinghe/清河园.yaml"),
        (PAIR, "content/结对/p/结对.yml"),
        (PAIR, "content/结对/p/结对.YAML"),
        (SITE, "content/站点.yml"),
        (SITE, "content/站点 .yaml"),
        (INDICATORS, "content/指标.yml"),
        (INDICATORS, "content/Indicators.yaml"),
    ] {
        let found = errors_with(&[(file, name)], &[]);
        let told = guidang::diagnostics::github(&found, Lang::Zh);
        assert_eq!(found.len(), 1, "{name}\n{told}");
        assert_eq!(found[0].problem.severity(), Severity::Error, "{told}");
        assert_eq!(&*found[0].file, name, "{told}");
    }
    // Where the file is there too, the other one is only stray.
    let site = "标题: 旧的\n";
    let found = errors_with(&[], &[("content/站点.yml", site), ("content/结对/p/旧.yml", site)]);
    assert!(found.iter().all(|found| found.problem.severity() == Severity::Warning), "{found:?}");
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn two_schools_of_one_name_are_wrong_once_each() {
    let same = "名称: 清河镇中心幼儿园\n学段: 幼儿园\n简称: [清河园]\n";
    let copied = ("content/学校/qinghe - 副本/学校.yaml", same);
    let named = (SCHOOL, "名称: 云岭县实验幼儿园\n学段: 幼儿园\n简称: [清河园]\n");
    let by_name =
        (PAIR, "名称: 实验—清河\n帮扶校: 云岭县实验幼儿园\n受援校: 清河园\n开始: 2024-03-01\n");
    for changed in [&[copied][..], &[named], &[named, by_name]] {
        let mut found = errors_with(&[], changed);
        found.retain(|found| found.problem.severity() == Severity::Error);
        let told = guidang::diagnostics::github(&found, Lang::Zh);
        assert_eq!(found.len(), 2, "{told}");
        let same_name = |problem: &Problem| matches!(problem, Problem::SameSchoolName { .. });
        assert!(found.iter().all(|found| same_name(&found.problem)), "{told}");
    }
}

#[test]
fn an_unknown_school_of_a_visit_is_the_only_thing_that_is_wrong() {
    let visit = FILES[6].1.replace("对象校: 清河园", "对象校: 大坪小学");
    for text in [visit.clone(), visit.replace("结对: 实验—清河\n", "")] {
        let found = errors_with(&[], &[(FILES[6].0, &text)]);
        let told = guidang::diagnostics::github(&found, Lang::Zh);
        assert_eq!(found.len(), 1, "{told}");
    }
}

/// What is wrong by itself is reported all the same.
#[test]
fn a_slip_in_what_refers_to_others_is_an_error() {
    for (file, old, new) in [
        ("content/学校/shiyan/总结/上.md", "指标: 送教课时}", "指标: 送教时数}"),
        ("content/学校/shiyan/总结/上.md", "{计划: 2024", "{计划: 2023"),
        ("content/学校/shiyan/活动/2024-03-15.md", "措施: 对接", "措施: 对接会"),
        ("content/权限.yaml", "清河园", "大坪园"),
        ("content/权限.yaml", "实验—清河", "实验—大坪"),
        (SITE, "开始: 2024-02-26\n    结束: 2024-07-05", "开始: 2023-02-26\n    结束: 2023-07-05"),
    ] {
        assert_eq!(errors(file, old, new).len(), 1, "{new}");
    }
}
