//! Tables as counties hand them out, imported as ledgers: titles and lines above the head, heads of two rows, remarks
//! below, sheets that are empty or of another kind.

use std::fs;
use std::path::Path;

use crate::spreadsheets::{C, Rows, xlsx};
use crate::support::{files, guidang, small_with, stderr};

/// Imports a workbook of one sheet: the exit code, the text of the record written, and what was said.
fn imported(root: &Path, rows: Rows<'_>, args: &[&str]) -> (Option<i32>, String, String) {
    let before = files(&root.join("content"));
    fs::write(root.join("资助.xlsx"), xlsx(&[("表1", rows)])).unwrap();
    let output = guidang(root, &[&["import", "资助.xlsx", "--school", "实幼"], args].concat());
    let mut after = files(&root.join("content"));
    after.retain(|path, _| !before.contains_key(path) && path.ends_with(".md"));
    let text = after.into_values().map(|bytes| String::from_utf8(bytes).unwrap()).collect();
    (output.status.code(), text, stderr(&output))
}

const T: fn(&'static str) -> C = C::Text;

/// The group 送教 stands above its two parts, 日期 over both rows.
const TWO_ROWS: [&[C]; 2] = [
    &[C::Text("日期"), C::Text("送教课时"), C::Text("资助人数"), C::Text(""), C::Text("备注")],
    &[C::Text(""), C::Text(""), C::Text("男"), C::Text("女")],
];

#[test]
fn a_head_of_two_rows_below_titles_is_read_and_counts() {
    let root = small_with(&[]);
    let rows: Rows<'_> = &[
        (1, &[T("清河小学2024年春季资助统计表")]),
        (2, &[T("填报单位：清河小学"), T(""), T("填报时间：2024年6月")]),
        (3, TWO_ROWS[0]),
        (4, TWO_ROWS[1]),
        (5, &[C::Day(45_366), C::Number(2.0), C::Number(3.0), C::Number(4.0), T("寄宿")]),
        (6, &[C::Day(45_397), C::Number(1.5), C::Number(2.0), C::Number(5.0)]),
        (7, &[T("合计"), C::Number(3.5), C::Number(5.0), C::Number(9.0)]),
        (8, &[T("制表人：某某"), T(""), T("审核人：某某")]),
    ];
    let (code, text, said) = imported(root.path(), rows, &[]);
    assert_eq!(code, Some(0), "{said}");
    let expected = "---\n标题: 清河小学2024年春季资助统计表\n表: 清河小学2024年春季资助统计表.xlsx\n列:\n  - 名称: 日期\n    作为: 日期\n  - 名称: 送教课时\n    作为: 数据\n  - 名称: 资助人数 男\n    作为: 文字\n  - 名称: 资助人数 女\n    作为: 文字\n  - 名称: 备注\n    作为: 文字\n---\n";
    assert_eq!(text, expected);
    for part in
        ["填报单位：清河小学", "填报时间：2024年6月", "合计", "制表人：某某", "审核人：某某"]
    {
        assert!(said.contains(part), "{part} is said: {said}");
    }
    // 4 of the visit in the archive, 3.5 of the table.
    let status = guidang(root.path(), &["status", "--format", "json"]);
    let status = String::from_utf8_lossy(&status.stdout);
    assert!(status.contains("\"actual\":\"7.5\""), "{status}");
    let check = guidang(root.path(), &["check"]);
    assert!(check.status.success(), "{}", stderr(&check));
    let english = imported(root.path(), rows, &["--lang", "en", "-n"]).2;
    assert!(english.contains("rows that are no entries"), "{english}");
}

#[test]
fn findings_in_an_imported_ledger_name_their_cells() {
    let root = small_with(&[]);
    let rows: Rows<'_> = &[
        (1, &[T("送教台账")]),
        (3, &[T("日期"), T("教师"), T("送教课时")]),
        (5, &[C::Day(45_366), T("某人"), T("约3")]),
        (14, &[T("3月6日"), T("某人"), C::Number(2.0)]),
    ];
    let (code, _, said) = imported(root.path(), rows, &["--as", "ledger"]);
    assert_eq!(code, Some(1));
    for place in ["资助.xlsx!C5: 错误[bad-value]", "资助.xlsx!A14: 错误[bad-date]"] {
        assert!(said.contains(place), "{place}: {said}");
    }
    // The lines of a text are counted as in the original, and its cells by their number.
    let csv = "送教台账,,\n\n日期,教师,送教课时\n\n2024-03-15,\"某,人\",约3\n3月6日,某人,2\n";
    fs::write(root.path().join("资助.csv"), csv).unwrap();
    let output =
        guidang(root.path(), &["import", "资助.csv", "--as", "ledger", "--school", "实幼"]);
    let said = stderr(&output);
    for place in ["资助.csv!C5: 错误[bad-value]", "资助.csv!A6: 错误[bad-date]"] {
        assert!(said.contains(place), "{place}: {said}");
    }
}

/// A table of months has labels of a visit in its head, and becomes none.
#[test]
fn a_head_of_two_rows_never_becomes_a_visit() {
    let root = small_with(&[]);
    let rows: Rows<'_> = &[
        (1, &[T("地点"), T("主持人"), T("参加人数"), T(""), T("日期")]),
        (2, &[T(""), T(""), T("教师"), T("学生"), T("")]),
        (3, &[T("大班"), T("某人"), C::Number(3.0), C::Number(20.0), C::Day(45_366)]),
    ];
    let (code, text, said) = imported(root.path(), rows, &[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(text.contains("名称: 参加人数 教师\n") && text.contains("名称: 日期\n"), "{text}");
}

#[test]
fn a_table_with_a_column_a_month_of_no_known_year_is_refused_with_what_to_do() {
    let root = small_with(&[]);
    let rows: Rows<'_> = &[
        (1, &[T("送教统计表")]),
        (2, &[T("项目"), T("3月"), T("4月"), T("5月")]),
        (3, &[T("送教课时"), C::Number(2.0), C::Number(3.0), C::Number(2.0)]),
    ];
    let (code, _, said) = imported(root.path(), rows, &["--as", "ledger"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("一个月占一列") && said.contains("写明年份"), "{said}");
    let english = imported(root.path(), rows, &["--as", "ledger", "--lang", "en"]).2;
    assert!(english.contains("a column a month"), "{english}");
    // A month is no day: each is an error at its cell, with what to write.
    let rows: Rows<'_> = &[
        (1, &[T("月份"), T("送教课时")]),
        (2, &[T("2024年3月"), C::Number(2.0)]),
        (3, &[T("2024年4月"), C::Number(3.0)]),
    ];
    let (code, _, said) = imported(root.path(), rows, &["--as", "ledger"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("资助.xlsx!A2: 错误[bad-date]"), "{said}");
}

#[test]
fn empty_sheets_and_sheets_that_are_not_read_are_named() {
    let root = small_with(&[]);
    let head: &[C] = &[C::Text("日期"), C::Text("姓名"), C::Text("送教课时")];
    let table: Rows<'_> = &[(1, head), (2, &[C::Day(45_356), C::Text("某人"), C::Number(2.0)])];
    let remarks: Rows<'_> = &[(1, &[C::Text("本表由教导处填写")])];
    let book = xlsx(&[("三月", table), ("四月", &[]), ("说明", remarks)]);
    fs::write(root.path().join("一年.xlsx"), book).unwrap();
    let args = ["import", "一年.xlsx", "--as", "ledger", "--school", "实幼"];
    let said = stderr(&guidang(root.path(), &[&args[..], &["-n"]].concat()));
    assert!(said.contains("空白的工作表：四月"), "{said}");
    assert!(said.contains("没有读的工作表：说明"), "{said}");
    let english = stderr(&guidang(root.path(), &[&args[..], &["-n", "--lang", "en"]].concat()));
    assert!(english.contains("empty sheets: 四月"), "{english}");
}
