//! `import`: records from the files of Word and Excel that tests/office/make.py makes with other programs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::spreadsheets::{C, Rows, xlsx};
use crate::support::{files, guidang, python_with, small_with, stderr, stdout};

const VISIT: &str = "content/学校/shiyan/活动/2024-03-15-纸杯建构";

fn office(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/office").join(name)
}

/// Imports files, each given by its path.
fn import(root: &Path, paths: &[&Path], args: &[&str]) -> Output {
    let mut all = vec!["import"];
    all.extend(paths.iter().map(|path| path.to_str().unwrap()));
    all.extend(args);
    all.extend(["--school", "实幼"]);
    guidang(root, &all)
}

/// The folder of the visit in the small archive, whatever its school's folder is called.
fn visit_folder(root: &Path) -> PathBuf {
    let found = files(root).into_keys().find(|path| path.contains("2024-03-15-纸杯建构/index.md"));
    root.join(found.unwrap_or_else(|| VISIT.to_owned() + "/index.md")).parent().unwrap().to_owned()
}

#[test]
fn a_form_of_the_county_becomes_a_record_with_its_pictures_and_itself() {
    let root = small_with(&[]);
    let output = import(root.path(), &[&office("visit.docx")], &[]);
    assert!(output.status.success(), "{}", stderr(&output));
    let folder = visit_folder(root.path());
    let text = fs::read_to_string(folder.join("index.md")).unwrap();
    let expected = "---\n标题: 纸杯建构\n日期: 2024年3月15日\n时间: \"8:30—11:30\"\n类型: 送教下乡\n对象校: 清河镇中心幼儿园\n地点: 大班活动室\n\
                    参加人: 李明、周静、赵强强\n主讲人: 王芳\n问题整改:\n  - 问题: 区角材料偏少\n其他:\n  联系人: 周园长\n  天气: 晴\n数据:\n  送教课时: 2课时\n---\n\n\
                    ## 活动内容\n\n一、**听课**：大班《纸杯\\*建构》。\n\n![图1](图1.png)\n\n## 活动反思\n\n孩子们用纸杯搭高楼。\n\n- 补充纸杯\n- 补充纸板\n\n\
                    | 班级 | 幼儿 | 教师 |\n| --- | --- | --- |\n| 大一班 | 30 | 2 |\n";
    assert_eq!(text, expected);
    // Who took a picture is neither beside the record nor in the original.
    let picture = fs::read(folder.join("图1.png")).unwrap();
    assert!(picture.starts_with(b"\x89PNG") && !has(&picture, b"Somebody"));
    assert!(!has(&fs::read(folder.join("visit.docx")).unwrap(), b"Somebody"));
    let said = stderr(&output);
    for note in [
        "没有填：负责人签字",
        "“活动类型”没有勾选：专题讲座",
        "县教育局制",
        "放进了“其他”：联系人、天气",
        "写了1条记录、2个附件",
    ] {
        assert!(said.contains(note), "{note}: {said}");
    }
    assert!(stdout(&output).ends_with("index.md\n"));
    let check = guidang(root.path(), &["check"]);
    assert!(check.status.success(), "{}", stderr(&check));
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn nothing_is_overwritten_and_a_dry_run_writes_nothing() {
    let root = small_with(&[]);
    let before = files(root.path());
    let dry = import(root.path(), &[&office("visit.docx")], &["-n"]);
    assert!(dry.status.success(), "{}", stderr(&dry));
    assert_eq!(files(root.path()), before);
    let shown = stdout(&dry);
    for line in ["第1个表“活动主题”", "│ 标题: 纸杯建构", "附件：图1.png", "第2个表"]
    {
        assert!(shown.contains(line), "{line}: {shown}");
    }
    assert!(import(root.path(), &[&office("visit.docx")], &[]).status.success());
    // The same file again would be counted twice; under another name it is another visit.
    let before = files(root.path());
    let again = import(root.path(), &[&office("visit.docx")], &[]);
    assert!(again.status.success());
    let said = stderr(&again);
    assert!(said.contains("这份文件已经导入过，不再写成记录：content/"), "{said}");
    assert_eq!(files(root.path()), before);
    // Nor does its name make another visit of it.
    let copy = root.path().join("第二次.docx");
    fs::copy(office("visit.docx"), &copy).unwrap();
    let second = import(root.path(), &[&copy], &[]);
    assert!(stderr(&second).contains("这份文件已经导入过"), "{}", stderr(&second));
    assert!(!visit_folder(root.path()).with_file_name("2024-03-15-纸杯建构-2").exists());
}

#[test]
fn another_school_may_hand_in_the_same_file() {
    let root = small_with(&[]);
    assert!(import(root.path(), &[&office("visit.docx")], &[]).status.success());
    let file = office("visit.docx");
    let theirs = guidang(root.path(), &["import", file.to_str().unwrap(), "--school", "qinghe"]);
    assert!(theirs.status.success(), "{}", stderr(&theirs));
    assert!(stderr(&theirs).contains("写了1条记录"), "{}", stderr(&theirs));
    assert!(stdout(&theirs).contains("/qinghe/"), "{}", stdout(&theirs));
}

/// Whether the original stands beside the record or not, and whatever kind of file it is.
#[test]
fn the_same_file_never_becomes_two_records() {
    let root = small_with(&[("content/指标.yaml", SENSITIVE.as_bytes())]);
    let ledger = root.path().join("送教台账.csv");
    fs::write(&ledger, "日期,姓名,送教课时\n2024-04-12,李某,2\n").unwrap();
    let visit = office("visit.docx");
    for (file, kind) in [(&visit, "visit"), (&ledger, "ledger")] {
        // Given twice at once.
        let output = import(root.path(), &[file, file], &["--as", kind]);
        assert!(output.status.success(), "{}", stderr(&output));
        let said = stderr(&output);
        assert!(said.contains("同一份文件写了两次") && said.contains("写了1条记录"), "{said}");
        let before = files(root.path());
        let said = stderr(&import(root.path(), &[file], &["--as", kind]));
        assert!(said.contains("这份文件已经导入过") && said.contains("写了0条记录"), "{said}");
        assert_eq!(files(root.path()), before);
    }
    let english = stderr(&import(root.path(), &[&visit, &visit], &["--lang", "en", "-n"]));
    assert!(english.contains("given twice"), "{english}");
}

const SENSITIVE: &str =
    "指标:\n  - 名称: 送教课时\n    单位: 课时\n    方向: 不低于\n    汇总: 合计\n    敏感: 是\n";

/// What stands next to a record is published, so the original would show what its page withholds.
#[test]
fn an_original_with_figures_of_a_sensitive_indicator_is_not_attached() {
    let root = small_with(&[("content/指标.yaml", SENSITIVE.as_bytes())]);
    let output = import(root.path(), &[&office("visit.docx")], &[]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stderr(&output).contains("没有附在记录旁（附件会随网站公布）"), "{}", stderr(&output));
    let folder = visit_folder(root.path());
    assert!(folder.join("图1.png").exists() && !folder.join("visit.docx").exists());
}

#[test]
fn a_workbook_of_which_a_later_sheet_has_such_figures_is_not_attached() {
    const HEAD: &[C] = &[C::Text("日期"), C::Text("标题"), C::Text("类型"), C::Text("送教课时")];
    let march: Rows<'_> =
        &[(1, &HEAD[..3]), (2, &[C::Day(45356), C::Text("三月送教"), C::Text("送教下乡")])];
    let april: Rows<'_> = &[
        (1, HEAD),
        (2, &[C::Day(45390), C::Text("四月送教"), C::Text("送教下乡"), C::Number(3.0)]),
    ];
    let root = small_with(&[("content/指标.yaml", SENSITIVE.as_bytes())]);
    let book = root.path().join("一年.xlsx");
    fs::write(&book, xlsx(&[("三月", march), ("四月", april)])).unwrap();
    let output = import(root.path(), &[&book], &[]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(stderr(&output).matches("没有附在记录旁").count(), 1, "{}", stderr(&output));
    let content = files(&root.path().join("content"));
    assert!(content.keys().any(|path| path.contains("四月送教")));
    assert!(!content.keys().any(|path| path.ends_with(".xlsx")));
}

#[test]
fn nothing_is_written_when_something_is_wrong_and_the_label_is_named() {
    let root = small_with(&[]);
    let before = files(&root.path().join("content"));
    let table = root.path().join("错.csv");
    fs::write(&table, "日期,标题,类型,送教课时,对象校\n2024-04-12,听课,送教下乡,约3,没有的学校\n2024-13-01,评课,送教下乡,1,\n").unwrap();
    let output = import(root.path(), &[&office("visit.docx"), &table], &[]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    for place in [
        "错.csv!D2: 错误[bad-value]",
        "错.csv!E2: 错误[unknown-reference]",
        "错.csv!A3: 错误[bad-date]",
        "没有写任何文件",
    ] {
        assert!(said.contains(place), "{place}: {said}");
    }
    fs::remove_file(&table).unwrap();
    assert_eq!(files(&root.path().join("content")), before);
    let english = import(root.path(), &[&office("make.py")], &["--lang", "en"]);
    assert_eq!(english.status.code(), Some(1));
    assert!(
        stderr(&english).contains("make.py: error: the file cannot be read"),
        "{}",
        stderr(&english)
    );
}

#[test]
fn a_table_with_a_visit_a_row_becomes_records_that_count() {
    let root = small_with(&[]);
    let output = import(root.path(), &[&office("visits.xlsx")], &[]);
    assert!(output.status.success(), "{}", stderr(&output));
    let paths: Vec<String> = stdout(&output).lines().map(str::to_owned).collect();
    assert_eq!(paths.len(), 2);
    let first = fs::read_to_string(root.path().join(&paths[0]))
        .or_else(|_| fs::read_to_string(&paths[0]))
        .unwrap();
    assert!(
        first.contains("标题: 听课\n日期: 2024-04-12\n类型: 送教下乡\n")
            && first.contains("送教课时: 2\n"),
        "{first}"
    );
    let said = stderr(&output);
    for note in [
        "没有读的工作表：说明",
        "2024年春季送教安排",
        "合计",
        "“序号”没有写进记录：1、2",
        "原件附在第一条记录",
    ] {
        assert!(said.contains(note), "{note}: {said}");
    }
}

#[test]
fn a_spreadsheet_becomes_a_ledger_beside_its_table() {
    let root = small_with(&[]);
    let table = root.path().join("送教台账.csv");
    for row in ["2024-04-12,李某,2\n", "2024-04-13,李某,2\n"] {
        fs::write(&table, format!("日期,姓名,送教课时\n{row}")).unwrap();
        let output = import(root.path(), &[&table], &["--as", "ledger"]);
        assert!(output.status.success(), "{}", stderr(&output));
        assert!(
            stderr(&output).contains("日期：日期、姓名：保密、送教课时：数据"),
            "{}",
            stderr(&output)
        );
    }
    let ledgers: Vec<String> =
        files(root.path()).into_keys().filter(|path| path.contains("送教台账")).collect();
    assert_eq!(ledgers.len(), 5, "{ledgers:?}");
    let second = ledgers.iter().find(|path| path.ends_with("送教台账-2.md")).unwrap();
    assert!(fs::read_to_string(root.path().join(second)).unwrap().contains("表: 送教台账-2.csv\n"));
    assert!(guidang(root.path(), &["check"]).status.success());
}

#[test]
fn a_choice_for_a_label_is_kept_and_used_again() {
    let root = small_with(&[]);
    let args = ["--label", "天气=正文", "--label", "县教育局制=略过"];
    assert!(import(root.path(), &[&office("visit.docx")], &args).status.success());
    let labels = files(root.path()).into_keys().find(|path| path.ends_with("标签.yaml")).unwrap();
    assert!(fs::read_to_string(root.path().join(&labels)).unwrap().contains("  天气: 正文\n"));
    let again = import(root.path(), &[&office("visit.docx")], &["-n"]);
    assert!(stdout(&again).contains("## 天气"), "{}", stdout(&again));
    let check = guidang(root.path(), &["check"]);
    assert!(check.status.success() && !stderr(&check).contains("stray-file"), "{}", stderr(&check));
    let wrong = import(root.path(), &[&office("visit.docx")], &["--label", "天气=主持"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("主持人"), "{}", stderr(&wrong));
}

#[test]
fn personal_data_in_a_document_is_refused_and_never_shown() {
    let root = small_with(&[]);
    let table = root.path().join("名单.csv");
    fs::write(&table, "日期,标题,类型,学生身份证号\n2024-04-12,家访,送教下乡,11010519491231002X\n")
        .unwrap();
    let output = import(root.path(), &[&table], &["-n"]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output) + &stdout(&output);
    assert!(said.contains("personal-data") && !said.contains("11010519491231002X"), "{said}");
}

/// Fills the cell right of each label of a form, as a person does in Word; saves it under another name.
const FILL_WORD: &str = r#"
import sys, docx
document = docx.Document(sys.argv[1])
values = dict(pair.split('=') for pair in sys.argv[3:])
for table in document.tables:
    for row in table.rows:
        cells = row.cells
        for label, cell in zip(cells, cells[1:]):
            value = values.pop(label.text.strip().rstrip('*＊ '), None)
            if value is not None and cell._tc is not label._tc:
                cell._tc.clear_content()
                cell.add_paragraph(value)
assert not values, values
document.save(sys.argv[2])
"#;

#[test]
fn our_own_form_comes_back_without_a_question() {
    let root = small_with(&[]);
    let Some(python) = python_with("docx, openpyxl", "GUIDANG_OFFICE") else { return };
    let made = guidang(root.path(), &["template", "visit", "--school", "实幼", "-o", "表.docx"]);
    assert!(made.status.success(), "{}", stderr(&made));
    let values = [
        ("标题", "第二次送教"),
        ("日期", "2024-04-12"),
        ("类型", "送教下乡"),
        ("对象校", "清河镇中心幼儿园"),
        ("地点", "大班"),
        ("参加人", "王芳、李明"),
        ("参加人数", "12"),
        ("送教课时", "3"),
    ];
    let filled = Command::new(python)
        .args(["-c", FILL_WORD])
        .args([root.path().join("表.docx"), root.path().join("填好.docx")])
        .args(values.map(|(label, value)| format!("{label}={value}")))
        .output()
        .unwrap();
    assert!(filled.status.success(), "{}", stderr(&filled));
    let path = root.path().join("填好.docx");
    let output = guidang(root.path(), &["import", path.to_str().unwrap()]);
    assert!(output.status.success(), "{}", stderr(&output));
    let found =
        files(root.path()).into_keys().find(|path| path.contains("2024-04-12-第二次送教/index.md"));
    let text = fs::read_to_string(root.path().join(found.unwrap())).unwrap();
    for (label, value) in values {
        assert!(
            text.contains(&format!("{label}: {value}\n")),
            "{label}: {text}\n{}",
            stderr(&output)
        );
    }
    assert!(!text.contains("填好后交给县里"), "{text}");
}
