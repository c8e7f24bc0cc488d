//! What a seal notices after the term is closed, and what it does not.

use super::*;
use crate::engine::lint::Checked;
use crate::source::MemorySource;

const VISIT: &str = "content/schools/a/visits/2024-03-15/index.md";
const LEDGER: &str = "content/schools/a/ledgers/l.md";
const TABLE: &str = "content/schools/a/ledgers/l.csv";
const INDICATORS: &str = "content/indicators.yaml";

fn files() -> MemorySource {
    let files = [
        (
            "content/site.yaml",
            "标题: 档案\n截至日: 2024-09-30\n学期:\n- {名称: 春, 开始: 2024-02-26, 结束: 2024-07-05}\n- {名称: 秋, 开始: 2024-09-02, 结束: 2025-01-17}\n",
        ),
        (
            INDICATORS,
            "指标:\n- {名称: 送教课时, 单位: 课时, 方向: 不低于, 汇总: 合计}\n- {名称: 补助, 单位: 元, 方向: 不低于, 汇总: 合计}\n",
        ),
        ("content/schools/a/school.yaml", "名称: 甲校\n学段: 小学\n"),
        (
            "content/schools/a/plans/p.md",
            "---\n标题: 计划\n开始: 2024-02-26\n结束: 2025-01-17\n目标:\n- {指标: 送教课时, 值: 4, 每: 学期}\n---\n",
        ),
        (VISIT, "---\n标题: 送教\n日期: 2024-03-15\n类型: 送教\n数据: {送教课时: 4}\n---\n正文\n"),
        ("content/schools/a/visits/2024-03-15/签到.txt", "三人\n"),
        (
            "content/schools/a/visits/2024-09-15.md",
            "---\n标题: 秋季\n日期: 2024-09-15\n类型: 送教\n---\n",
        ),
        (
            LEDGER,
            "---\n标题: 台账\n表: l.csv\n列: [{名称: 日期, 作为: 日期}, {名称: 补助, 作为: 数据}]\n---\n",
        ),
        (TABLE, "日期,补助\n2024-04-01,100\n2024-09-20,200\n"),
    ];
    files.into_iter().collect()
}

fn checked(files: &MemorySource) -> Checked {
    let checked = crate::engine::lint::check(crate::parse::archive(files).unwrap(), None);
    assert_eq!(crate::diagnostics::count(&checked.diagnostics).0, 0, "{:?}", checked.diagnostics);
    checked
}

fn sealed_spring() -> MemorySource {
    let mut files = files();
    let Checked { archive, readings, .. } = checked(&files);
    let seal = take(&files, &archive, &readings, TermIx(0)).unwrap();
    assert_eq!(
        seal.records.keys().collect::<Vec<_>>(),
        ["schools/a/ledgers/l", "schools/a/visits/2024-03-15"]
    );
    assert_eq!(seal.figures.len(), 1, "{:?}", seal.figures);
    files.0.insert(path(&archive, TermIx(0)), bytes(&seal));
    files
}

/// Checks what is reported after an edit of the sealed archive: the file and the kind of problem.
#[track_caller]
fn assert_trouble(edit: impl FnOnce(&mut MemorySource), want: &[(&str, &str)]) {
    let mut files = sealed_spring();
    edit(&mut files);
    let Checked { archive, readings, .. } = checked(&files);
    let (_, diagnostics) = check(&files, &archive, &readings, &Unread::of(&[])).unwrap();
    let mut reported = Vec::new();
    for diagnostic in &diagnostics {
        let Problem::Sealed(problem) = &diagnostic.problem else { panic!("{diagnostic:?}") };
        let text = format!("{problem:?}");
        let name = text.split([' ', '{']).next().unwrap().to_owned();
        reported.push((diagnostic.file.to_string(), name));
    }
    let mut expected = Vec::new();
    for (file, problem) in want {
        expected.push(((*file).to_owned(), (*problem).to_owned()));
    }
    assert_eq!(reported, expected);
}

/// Checks what is reported after a text in one file is replaced.
#[track_caller]
fn assert_replaced(path: &str, old: &str, new: &str, want: &[(&str, &str)]) {
    assert_trouble(|files| replace(files, path, old, new), want);
}

fn replace(files: &mut MemorySource, path: &str, old: &str, new: &str) {
    let text = String::from_utf8(files.0[path].clone()).unwrap();
    assert!(text.contains(old), "{path}");
    files.0.insert(path.to_owned(), text.replace(old, new).into_bytes());
}

const SEAL: &str = "content/seals/2023-2024-2.json";

#[test]
fn what_does_not_belong_to_the_term_may_change() {
    assert_trouble(|_| {}, &[]);
    assert_replaced(TABLE, "09-20,200", "09-20,300\n2024-09-21,1", &[]);
    assert_replaced("content/schools/a/visits/2024-09-15.md", "秋季", "改了", &[]);
    // The same text with other line ends.
    assert_replaced(VISIT, "\n", "\r\n", &[]);
}

/// A former id does not stand in for a record that was sealed beside the one that claims it.
#[test]
fn a_sealed_record_that_is_deleted_is_missed_though_another_claims_its_id() {
    let claim = |files: &mut MemorySource| {
        files.0.remove(LEDGER);
        files.0.remove(TABLE);
        let text = String::from_utf8(files.0[VISIT].clone()).unwrap();
        let text = text.replacen("---\n", "---\nformerly: [schools/a/ledgers/l]\n", 1);
        files.0.insert(VISIT.to_owned(), text.into_bytes());
    };
    assert_trouble(claim, &[(SEAL, "Gone")]);
}

#[test]
fn every_change_of_a_closed_term_is_reported_at_its_file() {
    assert_replaced(VISIT, "正文", "改了", &[(VISIT, "Changed")]);
    assert_replaced(TABLE, "04-01,100", "04-01,101", &[(LEDGER, "Changed")]);
    assert_replaced(
        TABLE,
        "2024-04-01,100",
        "2024-04-01,100\n2024-05-01,1",
        &[(LEDGER, "Changed")],
    );
    assert_replaced("content/schools/a/visits/2024-03-15/签到.txt", "三", "四", &[(VISIT, "File")]);
    assert_trouble(
        |files| drop(files.0.remove("content/schools/a/visits/2024-03-15/签到.txt")),
        &[(VISIT, "File")],
    );
    assert_replaced(VISIT, "类型", "草稿: 是\n类型", &[(SEAL, "Gone")]);
    assert_trouble(|files| drop(files.0.remove(VISIT)), &[(SEAL, "Gone")]);
    let new = "content/schools/a/visits/2024-05-05.md";
    let text = "---\n标题: 补\n日期: 2024-05-05\n类型: 送教\n---\n";
    assert_trouble(|files| drop(files.0.insert(new.into(), text.into())), &[(new, "Added")]);
}

#[test]
fn a_correction_requires_a_new_seal() {
    assert_replaced(VISIT, "类型", "更正: 多算一节\n类型", &[(VISIT, "NotResealed")]);
    let new = "content/schools/a/visits/2024-05-05.md";
    let text = "---\n标题: 补\n日期: 2024-05-05\n类型: 送教\n更正: 漏记\n---\n";
    assert_trouble(|files| drop(files.0.insert(new.into(), text.into())), &[(new, "NotResealed")]);
}

#[test]
fn changes_of_plans_indicators_and_the_calendar_show_in_the_seal() {
    let plan = "content/schools/a/plans/p.md";
    assert_replaced(plan, "值: 4", "值: 3", &[(SEAL, "Figure")]);
    assert_replaced(INDICATORS, "汇总: 合计}\n- {名称: 补助", "汇总: 最高}\n- {名称: 补助", &[]);
    assert_replaced(
        INDICATORS,
        "不低于, 汇总: 合计}\n- {名称: 补助",
        "不超过, 汇总: 合计}\n- {名称: 补助",
        &[],
    );
    assert_replaced(
        INDICATORS,
        "方向: 不低于, 汇总: 合计}\n- {名称: 补助",
        "计量: 节, 方向: 不低于, 汇总: 合计}\n- {名称: 补助",
        &[(SEAL, "Figure")],
    );
    assert_replaced("content/site.yaml", "2024-07-05", "2024-07-06", &[(SEAL, "Term")]);
    assert_replaced(SEAL, "{", "[", &[(SEAL, "Unreadable")]);
}
