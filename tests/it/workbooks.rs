//! `export --xlsx` and the ready forms for `fill`, as openpyxl and python-docx read them.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{guidang, python_with, rich, small_with, stderr, stdout, write};

fn python(folder: &Path, script: &str, args: &[&str]) -> Option<String> {
    let python = python_with("docx, openpyxl", "GUIDANG_OFFICE")?;
    let output =
        Command::new(python).arg("-c").arg(script).args(args).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{script}: {}", stderr(&output));
    Some(stdout(&output))
}

const READ: &str = r#"
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
for sheet in book.worksheets:
    print('S', sheet.title, sheet.freeze_panes, sheet.auto_filter.ref)
    for row in sheet.iter_rows():
        print(' | '.join('' if cell.value is None else cell.data_type + ':' + str(cell.value) for cell in row))
"#;

#[track_caller]
fn run(root: &Path, args: &[&str]) {
    let output = guidang(root, args);
    assert!(output.status.success(), "{args:?}: {}", stderr(&output));
}

#[test]
fn the_workbook_of_an_archive_has_real_dates_and_numbers_and_nothing_withheld() {
    let root = rich();
    for (path, text) in [
        (
            "content/学校/qinghe/台账/资助.md",
            "---\n标题: \"资助[发放]:甲/乙\"\n表: 资助.csv\n列:\n  - {名称: 日期, 作为: 日期}\n  - {名称: 资助人数, 作为: 数据}\n  - {名称: 项目, 作为: 文字}\n  - {名称: 姓名, 作为: 保密}\n---\n",
        ),
        (
            "content/学校/qinghe/台账/资助.csv",
            "日期,资助人数,项目,姓名\n2024-04-01,1,=1+1,甲乙丙\n2024-05-01,40,营养餐,丁戊己\n",
        ),
        (
            "content/学校/qinghe/活动/2024-05-06.md",
            "---\n标题: '=HYPERLINK(\"http://a\",\"b\")'\n日期: 2024-05-06\n类型: 送教下乡\n参加人数: 12\n数据:\n  送教课时: 2.5\n问题整改:\n  - {问题: \"+缺书\", 期限: 2024-06-01}\n---\n\n看课。\n",
        ),
    ] {
        write(root.path(), path, text.as_bytes());
    }
    run(root.path(), &["export", "--xlsx", "档案.xlsx"]);
    let Some(text) = python(root.path(), READ, &["档案.xlsx"]) else { return };
    for expected in [
        "S 目标 A2 A1:K",
        "S 活动 A2",
        "d:2024-05-06 00:00:00 |  | s:清河镇中心幼儿园 | s:=HYPERLINK(\"http://a\",\"b\") | s:送教下乡",
        " | n:12 | ",
        " | n:2.5",
        "S 问题整改 A2 A1:M2",
        "s:+缺书 |  |  | d:2024-06-01 00:00:00 |  |  | s:逾期",
        "S 四有检查 A2",
        "S 资助发放甲乙 清河镇中心幼儿园 A2 A1:C3",
        "d:2024-05-01 00:00:00 | ",
        "s:=1+1",
        "s:＜5",
    ] {
        assert!(text.contains(expected), "{expected}\n---\n{text}");
    }
    for hidden in ["甲乙丙", "丁戊己", "f:", "n:1 ", "姓名"] {
        assert!(!text.contains(hidden), "{hidden}\n---\n{text}");
    }
    let first = fs::read(root.path().join("档案.xlsx")).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1100));
    run(root.path(), &["export", "--xlsx", "档案.xlsx", "--force"]);
    assert!(first == fs::read(root.path().join("档案.xlsx")).unwrap());
}

#[test]
fn a_workbook_has_the_figures_of_the_pages() {
    let root = rich();
    run(root.path(), &["export", "--xlsx", "a.xlsx"]);
    let status = guidang(root.path(), &["status", "--format", "csv"]);
    let Some(text) = python(root.path(), READ, &["a.xlsx"]) else { return };
    let targets = text.lines().skip(2).take_while(|line| !line.starts_with("S ")).count();
    assert_eq!(targets, stdout(&status).lines().count() - 1, "{text}");
    assert!(text.contains("n:10 | n:7 | s:课时"), "{text}");
}

#[test]
fn an_export_needs_a_kind_and_a_right_name() {
    let root = small_with(&[]);
    for (args, message) in [
        (&["export"][..], "还要写明："),
        (&["export", "--xlsx", "a.csv"], "请以 .docx（Word）或 .xlsx（Excel）结尾"),
        (&["export", "--xlsx", "a.docx"], "请以 .xlsx 结尾"),
        (&["export", "--xlsx", "a.xlsx", "--parquet", "b"], "一起用"),
    ] {
        let output = guidang(root.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(stderr(&output).contains(message), "{args:?}: {}", stderr(&output));
    }
}

/// An archive with all that the ready forms ask for.
pub fn with_everything() -> tempfile::TempDir {
    small_with(&[
        (
            "content/学校/shiyan/台账/资助发放.md",
            "---\n标题: 资助发放\n表: 资助发放.csv\n列:\n  - {名称: 日期, 作为: 日期}\n  - {名称: 资助项目, 作为: 文字}\n  - {名称: 人数, 作为: 数据}\n  - {名称: 金额, 作为: 数据}\n  - {名称: 备注, 作为: 文字}\n---\n"
                .as_bytes(),
        ),
        (
            "content/学校/shiyan/台账/资助发放.csv",
            "日期,资助项目,人数,金额,备注\n2024-04-01,营养餐,40,4000,\n2024-05-01,寄宿补助,20,2000,无\n".as_bytes(),
        ),
        (
            "content/学校/shiyan/总结/2024.md",
            "---\n标题: 学期总结\n学期: 2023-2024-2\n日期: 2024-06-30\n撰写人: 李老师\n---\n\n## 做法\n\n互相听课。\n".as_bytes(),
        ),
    ])
}

#[test]
fn every_ready_form_is_filled_in_without_a_question() {
    let root = with_everything();
    for (name, form, choice, expected) in [
        ("送教下乡活动记录表", "a.docx", &["--record", "2024-03-15-送教"][..], "上了两节示范课"),
        ("结对帮扶考核表", "b.docx", &["--pair", "实验—清河"], "4课时"),
        ("学期工作总结", "c.docx", &["--record", "学期总结"], "互相听课"),
        ("资助发放登记表", "d.xlsx", &["--school", "shiyan"], "SUM(D4:D5)"),
        ("帮扶活动统计表", "e.xlsx", &[], "第一次送教"),
    ] {
        run(root.path(), &["template", "表样", name, "-o", form]);
        let output = format!("填-{form}");
        let mut args = vec!["fill", form, "-o", &output];
        args.extend(choice);
        run(root.path(), &args);
        let script = r#"
import sys, zipfile
if sys.argv[1].endswith('docx'):
    import docx
    docx.Document(sys.argv[1])
else:
    import openpyxl
    openpyxl.load_workbook(sys.argv[1])
package = zipfile.ZipFile(sys.argv[1])
print(''.join(package.read(name).decode() for name in package.namelist() if name.endswith('.xml')))
"#;
        let Some(text) = python(root.path(), script, &[&output]) else { return };
        assert!(text.contains(expected), "{name}: {text}");
        assert!(!text.contains("{{") && !text.contains("guidang-form"), "{name}: {text}");
    }
    // A term without visits leaves one blank row.
    let site = "标题: 云岭县结对帮扶档案\n学期:\n  - {名称: 2023—2024学年第一学期, 开始: 2023-09-01, 结束: 2024-01-20}\n  - {名称: 2023—2024学年第二学期, 开始: 2024-02-26, 结束: 2024-07-05}\n";
    write(root.path(), "content/site.yaml", site.as_bytes());
    run(root.path(), &["fill", "e.xlsx", "--term", "2023-2024-1", "-o", "空.xlsx"]);
    let output = guidang(root.path(), &["template", "表样", "考核表", "-o", "x.docx"]);
    assert!(stderr(&output).contains("现成的有：送教下乡活动记录表、"), "{}", stderr(&output));
    let output = guidang(root.path(), &["template", "form", "学期工作总结", "-o", "x.xlsx"]);
    assert!(stderr(&output).contains("是 .docx 文件"), "{}", stderr(&output));
}
