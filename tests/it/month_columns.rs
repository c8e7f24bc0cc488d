//! Ledgers whose tables have a column a month: their figures count on the last day of each month.

use std::fs;

use crate::spreadsheets::{C, Case, Rows, xlsx};
use crate::support::{files, guidang, small_with, stderr, stdout};

const LEDGER: &str = "content/学校/qinghe/台账/送教.md";
const XLSX: &str = "content/学校/qinghe/台账/送教.xlsx";
const CSV: &str = "content/学校/qinghe/台账/送教.csv";
const T: fn(&'static str) -> C = C::Text;

/// A table with a row a class, below a title, with a total of each row and one of all.
const CLASSES: &str = "2024年送教统计表,,,,\n班级,3月,四月份,5月,合计\n一班,2,,3,5\n二班,1,1.5,,2.5\n合计,3,1.5,3,7.5\n制表人：某某,,,,\n";

fn ledger(table: &str, columns: &str) -> String {
    format!("---\n标题: 送教统计\n表: {table}\n列:\n{columns}---\n")
}

fn month_column(year: i32) -> String {
    format!("  - {{名称: 月份, 作为: 日期, 各月: {year}}}\n  - {{名称: 送教课时, 作为: 数据}}\n")
}

fn of_classes(year: i32) -> String {
    ledger("送教.csv", &format!("  - {{名称: 班级, 作为: 文字}}\n{}", month_column(year)))
}

/// Cases of `messages.rs`.
pub fn cases() -> Vec<Case> {
    let csv = |text: &str| (CSV, text.as_bytes().to_vec());
    let ledger_file = |text: String| (LEDGER, text.into_bytes());
    let unsaid = "  - {名称: 日期, 作为: 日期}\n  - {名称: 送教课时, 作为: 数据}\n";
    let of_text = "  - {名称: 日期, 作为: 日期}\n  - {名称: 送教课时, 作为: 数据, 各月: 2024}\n";
    let two = format!(
        "  - {{名称: 项目, 作为: 文字}}\n{}  - {{名称: 听课节数, 作为: 文字}}\n",
        month_column(2024)
    );
    vec![
        ("months-unsaid", vec![ledger_file(ledger("送教.csv", unsaid)), csv(CLASSES)]),
        ("months-missing", vec![ledger_file(of_classes(2024)), csv("班级,送教课时\n一班,2\n")]),
        (
            "months-of-no-date",
            vec![ledger_file(ledger("送教.csv", of_text)), csv("日期,送教课时\n2024-03-05,2\n")],
        ),
        (
            "months-row-of-no-column",
            vec![ledger_file(ledger("送教.csv", &two)), csv("项目,3月,4月,5月\n评课,2,3,1\n")],
        ),
    ]
}

/// The exit code of `check --strict`, what it said, and the status as JSON.
fn checked(changes: &[(&str, &[u8])]) -> (Option<i32>, String, String) {
    let root = small_with(changes);
    let output = guidang(root.path(), &["check", "--strict"]);
    let status = stdout(&guidang(root.path(), &["status", "--format", "json"]));
    (output.status.code(), stderr(&output), status)
}

#[test]
fn the_cells_of_months_count_on_the_last_day_of_each() {
    let root = small_with(&[(LEDGER, of_classes(2024).as_bytes()), (CSV, CLASSES.as_bytes())]);
    let output = guidang(root.path(), &["check", "--strict"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    // 4 of the visit in the archive, 7.5 of the table.
    let status = stdout(&guidang(root.path(), &["status", "--format", "json"]));
    assert!(status.contains("\"actual\":\"11.5\""), "{status}");
    assert_eq!(guidang(root.path(), &["build"]).status.code(), Some(0));
    let pages = files(&root.path().join("output"));
    let published = pages
        .iter()
        .find(|(path, _)| path.contains("/ledgers/") && path.ends_with(".csv"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .unwrap();
    let expected = "\u{feff}班级,月份,送教课时\n一班,2024-03-31,2\n一班,2024-05-31,3\n二班,2024-03-31,1\n二班,2024-04-30,1.5\n";
    assert_eq!(published, expected);
}

/// The months of a school year go on in the next one; a head may name the year of each.
#[test]
fn months_after_december_are_of_the_next_year() {
    for head in ["9月,12月,1月", "2023年9月,2023年12月,2024年1月", "2023-09,2023-12,2024-01-01"]
    {
        let table = format!("班级,{head}\n一班,1,2,3\n");
        let root = small_with(&[(LEDGER, of_classes(2023).as_bytes()), (CSV, table.as_bytes())]);
        assert_eq!(guidang(root.path(), &["build"]).status.code(), Some(0), "{head}");
        let pages = files(&root.path().join("output"));
        let all: String =
            pages.values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect();
        for row in ["一班,2023-09-30,1", "一班,2023-12-31,2", "一班,2024-01-31,3"] {
            assert!(all.contains(row), "{head}: {row}");
        }
    }
}

/// Rows may be measures: each fills in the column of its name.
#[test]
fn rows_of_measures_fill_in_their_columns() {
    let rows: Rows<'_> = &[
        (1, &[T("送教统计表")]),
        (3, &[T("项目"), T("3月"), T("4月"), T("全年")]),
        (4, &[T("送教课时"), C::Number(2.0), C::Number(3.0), C::Number(5.0)]),
        (5, &[T("听课节数"), C::Number(7.0), T("约8"), T("")]),
    ];
    let columns = format!(
        "  - {{名称: 项目, 作为: 文字}}\n{}  - {{名称: 听课节数, 作为: 文字}}\n",
        month_column(2024)
    );
    let table = xlsx(&[("表1", rows)]);
    let ledger = ledger("送教.xlsx", &columns);
    let (code, said, status) = checked(&[(LEDGER, ledger.as_bytes()), (XLSX, &table)]);
    assert_eq!(code, Some(0), "{said}");
    assert!(status.contains("\"actual\":\"9\""), "{status}");
}

#[test]
fn totals_that_differ_and_cells_that_are_wrong_are_named() {
    let wrong = CLASSES.replace("一班,2,,3,5", "一班,2,,三节,6").replace("合计,3", "合计,4");
    let (code, said, _) =
        checked(&[(LEDGER, of_classes(2024).as_bytes()), (CSV, wrong.as_bytes())]);
    assert_eq!(code, Some(1));
    for place in [
        "送教.csv:3:7: 错误[bad-value]",
        "送教.csv:3:10: 警告[not-counted]: “合计”为6，各行相加为2",
        "送教.csv:5:4: 警告[not-counted]: “合计”为4",
    ] {
        assert!(said.contains(place), "{place}: {said}");
    }
    let twice = CLASSES.replace("四月份", "2024年3月");
    let (code, said, _) =
        checked(&[(LEDGER, of_classes(2024).as_bytes()), (CSV, twice.as_bytes())]);
    assert_eq!(code, Some(1));
    assert!(said.contains("送教.csv:2:7: 错误[duplicate-key]"), "{said}");
}

/// Imports a workbook of one sheet: the exit code, the record's text, and what was said.
fn imported(rows: Rows<'_>) -> (Option<i32>, String, String) {
    let root = small_with(&[]);
    let before = files(&root.path().join("content"));
    fs::write(root.path().join("统计.xlsx"), xlsx(&[("表1", rows)])).unwrap();
    let output = guidang(root.path(), &["import", "统计.xlsx", "--school", "实幼"]);
    let mut after = files(&root.path().join("content"));
    after.retain(|path, _| !before.contains_key(path) && path.ends_with(".md"));
    let text = after.into_values().map(|bytes| String::from_utf8(bytes).unwrap()).collect();
    (output.status.code(), text, stderr(&output))
}

#[test]
fn an_import_says_what_the_months_are() {
    let classes: Rows<'_> = &[
        (1, &[T("2023—2024学年第二学期送教课时统计表")]),
        (2, &[T("班级"), T("3月"), T("4月"), T("5月"), T("合计")]),
        (3, &[T("一班"), C::Number(2.0), C::Number(3.0), C::Number(2.0), C::Number(7.0)]),
    ];
    let (code, text, said) = imported(classes);
    assert_eq!(code, Some(0), "{said}");
    let columns = "列:\n  - 名称: 班级\n    作为: 文字\n  - 名称: 月份\n    作为: 日期\n    各月: 2024\n  - 名称: 送教课时\n    作为: 数据\n---\n";
    assert!(text.ends_with(columns), "{text}");
    let measures: Rows<'_> = &[
        (1, &[T("项目"), T("2024年3月"), T("4月"), T("5月")]),
        (2, &[T("送教课时"), C::Number(2.0), C::Number(3.0), C::Number(2.0)]),
        (3, &[T("听课节数"), C::Number(8.0), C::Number(9.0), C::Number(9.0)]),
    ];
    let (code, text, said) = imported(measures);
    assert_eq!(code, Some(0), "{said}");
    let columns = "  - 名称: 送教课时\n    作为: 数据\n  - 名称: 听课节数\n    作为: 文字\n---\n";
    assert!(text.ends_with(columns), "{text}");
}
