//! Formulas in spreadsheets whose results were not kept: programs that do not calculate write them, and their figures
//! must not vanish in silence.

use std::fs;
use std::process::Command;

use crate::spreadsheets::{C, Rows, xlsx};
use crate::support::{guidang, python_with, small_with, stderr, stdout};

const LEDGER: &str = "content/学校/qinghe/台账/送教.md";
const TABLE: &str = "content/学校/qinghe/台账/送教.xlsx";
const HEAD: &[C] = &[C::Text("日期"), C::Text("教师"), C::Text("送教课时")];

fn ledger(table: &str) -> String {
    format!(
        "---\n标题: 送教台账\n表: {table}\n列:\n  - 名称: 日期\n    作为: 日期\n  - 名称: 送教课时\n    作为: 数据\n  - 名称: 教师\n    作为: 文字\n---\n"
    )
}

#[test]
fn a_formula_without_a_kept_result_is_an_error_at_its_cell() {
    let table = xlsx(&[(
        "表1",
        &[
            (1, HEAD),
            (2, &[C::Day(45_366), C::Text("王老师"), C::Formula("1+1", None)]),
            (3, &[C::Formula("A2+1", None), C::Formula("B2", None), C::Formula("1+2", Some("3"))]),
            (4, &[C::Text("合计"), C::Text(""), C::Formula("SUM(C2:C3)", None)]),
            (5, &[C::Text("制表人：某某"), C::Text(""), C::Formula("TODAY()", None)]),
        ],
    )]);
    let root = small_with(&[(LEDGER, ledger("送教.xlsx").as_bytes()), (TABLE, &table)]);
    let output = guidang(root.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    for cell in ["C2", "A3", "B3"] {
        let place = format!("送教.xlsx!{cell}: 错误[bad-value]: 这一格是公式，公式没有保存结果");
        assert!(said.contains(&place), "{place}\n{said}");
    }
    assert_eq!(said.matches("错误[").count(), 3, "totals and remarks are no entries: {said}");
    let english = stderr(&guidang(root.path(), &["check", "--lang", "en"]));
    assert!(english.contains("a formula whose result was not kept"), "{english}");
}

/// A result that is an empty text was kept.
#[test]
fn a_formula_that_shows_nothing_is_an_empty_cell() {
    let table = xlsx(&[(
        "表1",
        &[(1, HEAD), (2, &[C::Day(45_366), C::Formula("&quot;&quot;", Some("")), C::Number(2.0)])],
    )]);
    let root = small_with(&[(LEDGER, ledger("送教.xlsx").as_bytes()), (TABLE, &table)]);
    let output = guidang(root.path(), &["check", "--strict"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

/// A row of totals of our own form has no kept result either.
#[test]
fn an_import_names_the_cells_of_formulas_without_results() {
    const VISITS: &[C] = &[C::Text("日期"), C::Text("标题"), C::Text("类型"), C::Text("送教课时")];
    let rows: Rows<'_> = &[
        (1, VISITS),
        (2, &[C::Day(45_390), C::Text("送教"), C::Text("送教下乡"), C::Formula("1+1", None)]),
        (3, &[C::Text("合计"), C::Text(""), C::Text(""), C::Formula("SUM(D2:D2)", None)]),
    ];
    for kind in [&["--as", "ledger"][..], &[]] {
        let root = small_with(&[]);
        fs::write(root.path().join("送教.xlsx"), xlsx(&[("表1", rows)])).unwrap();
        let args = [&["import", "送教.xlsx", "--school", "实幼"], kind].concat();
        let output = guidang(root.path(), &args);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        let said = stderr(&output);
        assert!(said.contains("D2") && said.contains("公式没有保存结果"), "{kind:?}: {said}");
        assert!(!said.contains("NO_RESULT"), "{kind:?}: {said}");
        assert!(!said.contains("D3") && said.contains("没有写任何文件"), "{kind:?}: {said}");
    }
}

/// What openpyxl writes, once saved by LibreOffice, has results.
#[test]
fn a_workbook_of_openpyxl_is_refused_until_a_program_has_calculated_it() {
    let root = small_with(&[(LEDGER, ledger("送教.xlsx").as_bytes())]);
    let Some(python) = python_with("docx, openpyxl", "GUIDANG_OFFICE") else { return };
    let script = "import openpyxl, datetime, sys\nbook = openpyxl.Workbook()\nsheet = book.active\nsheet.append(['日期', '教师', '送教课时'])\nsheet.append([datetime.date(2024, 3, 15), '王老师', '=1+1.5'])\nsheet.append(['合计', None, '=SUM(C2:C2)'])\nbook.save(sys.argv[1])\n";
    let made = Command::new(python).args(["-c", script]).arg(root.path().join(TABLE)).output();
    assert!(made.unwrap().status.success());
    let output = guidang(root.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("送教.xlsx!C2: 错误[bad-value]"), "{}", stderr(&output));
    assert!(stdout(&output).is_empty());
}
