//! Workbooks with several sheets: `import` reads all that are of one kind, and names the others.

use std::fs;

use crate::spreadsheets::{C, Rows, xlsx};
use crate::support::{files, guidang, small_with, stderr};

const VISITS: &[C] = &[C::Text("日期"), C::Text("标题"), C::Text("类型"), C::Text("送教课时")];

/// Imports a workbook with these sheets into the small archive: its new files by path, and what was said.
#[track_caller]
fn imported(sheets: &[(&str, Rows<'_>)], args: &[&str]) -> (Vec<(String, String)>, String) {
    let root = small_with(&[]);
    let before = files(&root.path().join("content"));
    fs::write(root.path().join("一年.xlsx"), xlsx(sheets)).unwrap();
    let all = [&["import", "一年.xlsx", "--school", "实幼"], args].concat();
    let output = guidang(root.path(), &all);
    assert!(output.status.success(), "{}", stderr(&output));
    let check = guidang(root.path(), &["check"]);
    assert!(check.status.success(), "{}", stderr(&check));
    let mut new = Vec::new();
    for (path, bytes) in files(&root.path().join("content")) {
        if !before.contains_key(&path) {
            new.push((path, String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    (new, stderr(&output))
}

#[test]
fn every_month_of_a_workbook_of_visits_is_read() {
    let march: Rows<'_> = &[
        (1, VISITS),
        (2, &[C::Day(45356), C::Text("三月送教"), C::Text("送教下乡"), C::Number(2.0)]),
    ];
    let april: Rows<'_> = &[
        (1, VISITS),
        (2, &[C::Day(45390), C::Text("四月送教"), C::Text("送教下乡"), C::Number(3.0)]),
        (3, &[C::Day(45397), C::Text("四月回访"), C::Text("送教下乡"), C::Number(1.0)]),
    ];
    let remarks: Rows<'_> = &[(1, &[C::Text("本表由教导处填写。")])];
    let sheets = [("三月", march), ("空表", &[]), ("四月", april), ("说明", remarks)];
    let (new, said) = imported(&sheets, &[]);
    let records: Vec<&String> =
        new.iter().filter(|(path, _)| path.ends_with(".md")).map(|(_, text)| text).collect();
    assert_eq!(records.len(), 3, "{new:?}");
    for part in ["三月送教", "四月送教", "四月回访"] {
        assert!(records.iter().any(|text| text.contains(part)), "{part}");
    }
    let originals = new.iter().filter(|(path, _)| path.ends_with(".xlsx")).count();
    assert_eq!(originals, 1, "the workbook stands beside its first record");
    assert!(said.contains("没有读的工作表：说明"), "{said}");
    assert_eq!(said.matches("原件附在第一条记录").count(), 1, "{said}");
    let (_, english) = imported(&sheets, &["--lang", "en"]);
    assert!(english.contains("sheets that were not read: 说明"), "{english}");
}

#[test]
fn every_sheet_of_a_register_becomes_a_ledger_of_its_own() {
    const HEAD: &[C] = &[C::Text("日期"), C::Text("姓名"), C::Text("送教课时")];
    let first: Rows<'_> = &[(1, HEAD), (2, &[C::Day(45356), C::Text("某人"), C::Number(2.0)])];
    let second: Rows<'_> = &[(1, HEAD), (2, &[C::Day(45390), C::Text("某人"), C::Number(3.0)])];
    let (new, _) = imported(&[("上学期", first), ("下学期", second)], &["--as", "ledger"]);
    let texts: Vec<&(String, String)> =
        new.iter().filter(|(path, _)| path.ends_with(".md")).collect();
    assert_eq!(texts.len(), 2, "{new:?}");
    let second = texts.iter().find(|(_, text)| text.contains("工作表: 下学期\n"));
    let (path, text) = second.expect("the second sheet is named");
    assert!(text.contains("标题: 一年（下学期）\n") && text.contains("保密"), "{path}: {text}");
    assert!(texts.iter().any(|(_, text)| !text.contains("工作表")), "the first needs no name");
}
