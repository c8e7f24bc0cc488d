//! `template`: blank forms of Word and Excel, as other programs read them.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{archive, guidang, python_with, small_with, stderr, stdout};

/// Runs a script of Python with modules for Word and Excel; gives what it prints.
fn python(script: &str, args: &[&Path]) -> Option<String> {
    let python = python_with("docx, openpyxl", "GUIDANG_OFFICE")?;
    let output = Command::new(python).arg("-c").arg(script).args(args).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    Some(stdout(&output))
}

/// Prints the paragraphs and the cells of a document, each cell of a row once, drop-downs with their choices.
const READ_WORD: &str = r#"
import sys, docx
from docx.oxml.ns import qn
document = docx.Document(sys.argv[1])
for paragraph in document.paragraphs:
    print('P', paragraph.style.name, paragraph.text.strip())
for table in document.tables:
    grid = [int(column.get(qn('w:w'))) for column in table._tbl.tblGrid.findall(qn('w:gridCol'))]
    print('T', sum(grid))
    for row in table.rows:
        cells = []
        for cell in row._tr.findall(qn('w:tc')):
            text = ''.join(t.text or '' for t in cell.iter(qn('w:t'))).strip()
            items = [i.get(qn('w:value')) for i in cell.iter(qn('w:listItem'))]
            cells.append(text + ('<' + ','.join(items) + '>' if items else ''))
        print(' | '.join(cells))
"#;

const READ_EXCEL: &str = r#"
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
sheet = book.worksheets[0]
print('sheet', sheet.title, [s.sheet_state for s in book.worksheets], sheet.freeze_panes, sheet.protection.sheet)
for row in sheet.iter_rows(min_row=1, max_row=4, values_only=True):
    print(' | '.join('' if cell is None else str(cell) for cell in row))
print('locked', sheet['A3'].protection.locked, sheet['A4'].protection.locked)
for check in sheet.data_validations.dataValidation:
    print('check', check.sqref, check.type, check.formula1)
print('mark', book.custom_doc_props.props[0].value, book.defined_names['guidang_form'].value)
"#;

fn template(root: &Path, args: &[&str], name: &str) -> std::path::PathBuf {
    let mut all = vec!["template"];
    all.extend(args);
    all.extend(["-o", name]);
    let output = guidang(root, &all);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stderr(&output).contains("写好了："), "{}", stderr(&output));
    root.join(name)
}

#[test]
fn a_form_for_a_visit_has_the_labels_and_choices_of_the_archive() {
    let root = small_with(&[]);
    let form = template(root.path(), &["visit", "--school", "实幼"], "活动.docx");
    let Some(text) = python(READ_WORD, &[&form]) else { return };
    for expected in [
        "P Title 结对帮扶活动记录表",
        "标题 | ",
        "学校 | 云岭县实验幼儿园 | 日期 | ",
        "<看一日活动,送教下乡>",
        "<清河镇中心幼儿园>",
        "<实验—清河>",
        "<2024年结对计划>",
        "<开学对接>",
        "送教课时 | ",
        "活动过程",
        "P Signature 填表人（签字）：",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    // The head counts of pupils is read by no target of the school's plans.
    assert!(!text.contains("在校人数"), "{text}");
    for width in text.lines().filter_map(|line| line.strip_prefix("T ")) {
        assert_eq!(width, "9072", "{text}");
    }
}

#[test]
fn a_workbook_for_visits_checks_what_is_written() {
    let root = small_with(&[]);
    let form =
        template(root.path(), &["活动", "--school", "qinghe", "--pair", "实验—清河"], "活动.xlsx");
    let Some(text) = python(READ_EXCEL, &[&form]) else { return };
    for expected in [
        "sheet 结对帮扶活动记录表 ['visible', 'hidden'] A4 True",
        "标题 | 学校 | 日期 | 时间 | 类型 | 形式",
        " | 清河镇中心幼儿园 | ",
        "locked True False",
        "date",
        "list '选项'!$E$1:$E$2",
        "mark visit;v1;qinghe \"visit;v1;qinghe\"",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
}

/// A ledger with columns of every kind.
fn with_ledger() -> tempfile::TempDir {
    small_with(&[
        (
            "content/学校/qinghe/台账/资助.md",
            "---\n标题: 资助发放\n表: 资助.csv\n列:\n  - {名称: 日期, 作为: 日期}\n  - {名称: 送教课时, 作为: 数据}\n  - {名称: 年级, 作为: 文字}\n  - {名称: 姓名, 作为: 保密}\n---\n"
                .as_bytes(),
        ),
        ("content/学校/qinghe/台账/资助.csv", "日期,送教课时,年级,姓名\n2024-03-20,2,大班,甲乙\n".as_bytes()),
    ])
}

#[test]
fn a_ledger_gives_a_table_with_its_columns_and_none_of_its_rows() {
    let root = with_ledger();
    let form = template(root.path(), &["ledger", "资助发放"], "资助.xlsx");
    if let Some(text) = python(READ_EXCEL, &[&form]) {
        assert!(text.contains("日期 | 送教课时 | 年级 | 姓名"), "{text}");
        assert!(text.contains("mark ledger;v1; \"ledger;v1;\""), "{text}");
        assert!(!text.contains("大班") && !text.contains("甲乙"), "{text}");
    }
    let form = template(root.path(), &["台账", "资助"], "资助.docx");
    if let Some(text) = python(READ_WORD, &[&form]) {
        assert!(text.contains("T 14004\n日期 | 送教课时 | 年级 | 姓名\n"), "{text}");
    }
    let output = guidang(root.path(), &["template", "ledger", "-o", "b.xlsx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("档案里有：资助发放、资助"), "{}", stderr(&output));
    let output = guidang(root.path(), &["template", "ledger", "资助发", "-o", "b.xlsx"]);
    assert!(stderr(&output).contains("是不是“资助发放”"), "{}", stderr(&output));
}

#[test]
fn a_form_for_a_summary_offers_the_terms_that_have_begun() {
    let root = small_with(&[]);
    let form = template(root.path(), &["summary", "--plan", "2024年结对计划"], "总结.docx");
    let Some(text) = python(READ_WORD, &[&form]) else { return };
    assert!(text.contains("<2023—2024学年第二学期>"), "{text}");
    assert!(text.contains("计划 | 2024年结对计划"), "{text}");
    assert!(text.contains("主要做法") && text.contains("审核人"), "{text}");
}

#[test]
fn forms_are_the_same_bytes_each_time() {
    let root = with_ledger();
    for (kind, name) in [
        (&["visit"][..], "a.docx"),
        (&["visit"], "a.xlsx"),
        (&["follow-ups"], "b.xlsx"),
        (&["ledger", "资助"], "c.xlsx"),
    ] {
        let first = fs::read(template(root.path(), kind, name)).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(1100));
        let mut args = kind.to_vec();
        args.push("--force");
        assert!(first == fs::read(template(root.path(), &args, name)).unwrap(), "{name}");
    }
}

#[test]
fn forms_speak_the_language_of_the_archive() {
    let root = archive(&[
        ("content/site.yaml", "title: A\nlanguage: en\n"),
        ("content/schools/a/school.yaml", "name: First <School> & \"Co\"\nlevel: primary\n"),
    ]);
    let output = guidang(root.path(), &["template", "visit", "--school", "a", "-o", "visit.docx"]);
    assert!(stderr(&output).contains("written: "), "{}", stderr(&output));
    let Some(text) = python(READ_WORD, &[&root.path().join("visit.docx")]) else { return };
    assert!(text.contains("school | First <School> & \"Co\" | date | "), "{text}");
    assert!(text.contains("What was done"), "{text}");
    assert!(!text.chars().any(|ch| ('\u{4e00}'..='\u{9fff}').contains(&ch)), "{text}");
}

#[test]
fn a_file_is_never_replaced_without_a_word() {
    let root = small_with(&[("b.docx", b"mine")]);
    let run = |args: &[&str]| guidang(root.path(), args);
    let output = run(&["template", "visit", "-o", "b.docx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("“b.docx”已经存在，没有改动"), "{}", stderr(&output));
    assert_eq!(fs::read(root.path().join("b.docx")).unwrap(), b"mine");
    for (args, message) in [
        (&["template", "visit", "-o", "b.pdf"][..], "请以 .docx（Word）或 .xlsx（Excel）结尾"),
        (&["template", "visit", "-o", "no/b.docx"], "没有“no”这个文件夹"),
        (&["template", "visit", "x", "-o", "c.docx"], "“x”多写了"),
        (&["template", "visit", "--school", "实", "-o", "c.docx"], "没有名为“实”的学校"),
        (&["template", "visit", "--plan", "2023", "-o", "c.docx"], "没有名为“2023”的计划"),
    ] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(stderr(&output).contains(message), "{args:?}: {}", stderr(&output));
    }
    assert!(!root.path().join("c.docx").exists());
}

#[test]
fn a_form_for_follow_ups_lists_what_is_open() {
    let root = small_with(&[(
        "content/学校/shiyan/活动/2024-03-16.md",
        "---\n标题: 走访\n日期: 2024-03-16\n类型: 走访\n问题整改:\n  - {问题: 缺图书角, 整改措施: 调配图书, 期限: 2024-05-01}\n  - {问题: 门锁坏, 销号: 2024-03-16}\n---\n\n看了各班。\n"
            .as_bytes(),
    )]);
    let form = template(root.path(), &["follow-ups", "--school", "shiyan"], "整改.docx");
    if let Some(text) = python(READ_WORD, &[&form]) {
        assert!(
            text.contains("记录 | 发现日期 | 问题 | 整改措施 | 责任人 | 期限 | 销号 | 说明"),
            "{text}"
        );
        assert!(
            text.contains(
                "学校/shiyan/活动/2024-03-16 | 2024-03-16 | 缺图书角 | 调配图书 |  | 2024-05-01 |"
            ),
            "{text}"
        );
        assert!(!text.contains("门锁坏"), "{text}");
    }
    let form = template(root.path(), &["问题整改", "--school", "shiyan"], "整改.xlsx");
    if let Some(text) = python(READ_EXCEL, &[&form]) {
        assert!(text.contains("2024-05-01 00:00:00"), "{text}");
    }
    let form = template(root.path(), &["follow-ups", "--school", "qinghe"], "清河.docx");
    if let Some(text) = python(READ_WORD, &[&form]) {
        assert!(!text.contains("缺图书角"), "{text}");
    }
}
