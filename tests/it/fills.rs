//! `fill`: forms made by other programs, filled in from an archive and read back by these programs.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::{guidang, python_with, rich, small_with, stderr, stdout, write};

/// Runs a script of Python with modules for Word and Excel in a folder; gives what it prints.
fn python(folder: &Path, script: &str) -> Option<String> {
    let python = python_with("docx, openpyxl", "GUIDANG_OFFICE")?;
    let output = Command::new(python).arg("-c").arg(script).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{script}: {}", stderr(&output));
    Some(stdout(&output))
}

fn fill(root: &Path, form: &str, args: &[&str]) -> Output {
    let output = format!("填好-{form}");
    let mut all = vec!["fill", form, "-o", &output, "--force"];
    all.extend(args);
    guidang(root, &all)
}

#[track_caller]
fn filled(root: &Path, form: &str, args: &[&str]) {
    let output = fill(root, form, args);
    assert!(output.status.success(), "{}", stderr(&output));
}

/// The small archive with a second visit whose texts try to break out of their places.
fn hostile() -> tempfile::TempDir {
    small_with(&[(
        "content/学校/shiyan/活动/2024-04-10-讲座.md",
        "---\n标题: \"=1+1 <w:t>&amp;{{ 学校.名称 }}\"\n日期: 2024-04-10\n类型: 讲座\n参加人数: 1200\n主讲人: 王老师、李老师\n参加人: [甲老师, 乙老师]\n数据:\n  送教课时: 2.5\n其他:\n  交通方式: 自驾\n问题整改:\n  - {问题: 缺图书角, 责任人: 赵老师, 期限: 2024-04-01}\n---\n\n## 活动过程\n\n讲了**两**节。\n\n第二段。\n\n## 活动效果\n\n好。\n"
            .as_bytes(),
    )])
}

const READ_WORD: &str = r#"
import sys, docx
document = docx.Document(sys.argv[1] if len(sys.argv) > 1 else '填好-表.docx')
for paragraph in document.paragraphs:
    print('P', paragraph.text)
for table in document.tables:
    print('T')
    for row in table.rows:
        print(' | '.join(cell.text for cell in row.cells))
for section in document.sections:
    print('H', ''.join(p.text for p in section.header.paragraphs))
"#;

#[test]
fn a_document_of_word_is_filled_in_where_its_places_are() {
    let root = hostile();
    let form = r#"
import docx
document = docx.Document()
document.sections[0].header.paragraphs[0].text = '{{ 站点.标题 }}'
paragraph = document.add_paragraph('学校：')
# Word splits a text over runs as it pleases.
for part in ['{', '{ 学校', '.名', '称 }', '}（', '{{term.name}}', '）']:
    paragraph.add_run(part).bold = part == '.名'
document.add_paragraph('{{ 记录.日期.年 }}年{{ 记录.日期.月 }}月，{{ record.date }}，{{记录.地点}}')
document.add_paragraph('{{#每 记录.参加人}}{{序号}}.{{名称}} {{/每}}')
table = document.add_table(rows=0, cols=4)
def row(*texts):
    for cell, text in zip(table.add_row().cells, texts):
        cell.text = text
row('序号', '日期', '活动', '主讲')
row('{{#每 活动}}{{ 序号 }}', '{{ 日期.数字日期 }}', '{{ 标题 }}', '{{ 主讲人 }}{{/每}}')
row('合计', '{{ 活动.数量 }}', '{{ 目标.送教课时.实际 }}/{{ 目标.送教课时.值 }}', '{{ 目标.送教课时.状态 }}')
row('过程', '{{ 记录.正文.活动过程 }}', '{{ 记录.其他.交通方式 }}', '{{ 记录.数据.送教课时 }} {{ 记录.参加人数 }}')
row('{{#each targets}}', '{{ id }}', '{{ owner }}', '{{/each}}')
row('{{#每 问题整改}}{{ 问题 }}', '{{ 责任人 }}', '{{ 状态 }}', '{{ 记录.标题 }}{{/每}}')
row('{{#每 荣誉}}{{ 标题 }}', '{{ 日期 }}', '{{ 级别 }}', '{{/每}}')
document.save('表.docx')
"#;
    let Some(_) = python(root.path(), form) else { return };
    filled(root.path(), "表.docx", &["--record", "2024-04-10-讲座"]);
    let text = python(root.path(), READ_WORD).unwrap();
    for expected in [
        "H 云岭县结对帮扶档案",
        "P 学校：云岭县实验幼儿园（2023—2024学年第二学期）",
        "P 2024年4月，2024年4月10日，—",
        "P 1.甲老师 2.乙老师 ",
        "序号 | 日期 | 活动 | 主讲\n1 | 2024-03-15 | 第一次送教 | —\n2 | 2024-04-10 | =1+1 <w:t>&amp;{{ 学校.名称 }} | 王老师、李老师\n",
        "合计 | 2 | 6.5课时/10课时 | ",
        "过程 | 讲了两节。\n第二段。 | 自驾 | 2.5 1,200",
        "\n | 送教课时 | — | \n",
        "缺图书角 | 赵老师 | 逾期 | =1+1",
        // An empty list leaves a blank row.
        "\n |  |  | \n",
    ] {
        assert!(text.contains(expected), "{expected}\n---\n{text}");
    }
    assert!(!text.contains("{{ 日期") && !text.contains("{{#"), "{text}");
}

#[test]
fn the_file_of_a_form_is_edited_and_not_built_again() {
    let root = hostile();
    let form = r#"
import docx, zipfile
from docx.shared import Cm
document = docx.Document()
table = document.add_table(rows=2, cols=3)
table.rows[0].height = Cm(2)
table.cell(0, 0).merge(table.cell(0, 1)).text = '学校'
table.cell(0, 2).text = '{{ 学校.名称 }}'
document.save('表.docx')
"#;
    let Some(_) = python(root.path(), form) else { return };
    filled(root.path(), "表.docx", &["--school", "qinghe"]);
    let compare = r#"
import zipfile
old, new = zipfile.ZipFile('表.docx'), zipfile.ZipFile('填好-表.docx')
assert old.namelist() == new.namelist()
for name in old.namelist():
    a, b = old.read(name).decode('utf-8', 'replace'), new.read(name).decode('utf-8', 'replace')
    if a != b:
        print(name, b == a.replace('<w:t>{{ 学校.名称 }}</w:t>', '<w:t xml:space="preserve">清河镇中心幼儿园</w:t>'))
"#;
    assert_eq!(python(root.path(), compare).unwrap(), "word/document.xml True\n");
    let first = fs::read(root.path().join("填好-表.docx")).unwrap();
    filled(root.path(), "表.docx", &["--school", "qinghe"]);
    assert!(first == fs::read(root.path().join("填好-表.docx")).unwrap());
}

const READ_EXCEL: &str = r#"
import openpyxl
book = openpyxl.load_workbook('填好-表.xlsx')
for sheet in book.worksheets:
    print('S', sheet.title, sheet.dimensions, sorted(str(r) for r in sheet.merged_cells.ranges), sheet.auto_filter.ref, sheet.print_area)
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                print(cell.coordinate, cell.data_type, repr(cell.value), cell.number_format, sheet.row_dimensions[cell.row].height)
    for check in sheet.data_validations.dataValidation:
        print('check', check.sqref)
"#;

#[test]
fn a_workbook_keeps_its_formats_and_what_is_below_repeated_rows_follows() {
    let root = hostile();
    let form = r#"
import openpyxl
from openpyxl.worksheet.datavalidation import DataValidation
book = openpyxl.Workbook()
sheet = book.active
sheet.title = '统计'
sheet['A1'] = '{{ 学校.名称 }}活动统计'
sheet.merge_cells('A1:D1')
for at, text in zip('ABCD', ['序号', '日期', '活动', '课时']):
    sheet[at + '2'] = text
for at, text in zip('ABCD', ['{{#每 活动}}{{序号}}', '{{日期}}', '{{标题}}', '{{数据.送教课时}}']):
    sheet[at + '3'] = text
sheet['E3'] = '=D3*2'
sheet['F3'] = '{{/每}}'
sheet['B3'].number_format = 'yyyy-mm-dd'
sheet['D3'].number_format = '0.00'
sheet.row_dimensions[3].height = 33
sheet.merge_cells('G3:H3')
sheet['A5'] = '合计'
sheet['D5'] = '=SUM(D3:D3)'
sheet.merge_cells('A5:C5')
sheet['A6'] = '截至{{截至日}}'
sheet.print_area = 'A1:H6'
sheet.auto_filter.ref = 'A2:D3'
check = DataValidation(type='decimal', operator='greaterThan', formula1='0')
check.add('D3:D3')
sheet.add_data_validation(check)
other = book.create_sheet('说明')
other['A1'] = "=统计!D5+统计!D3"
other['B2'] = '{{ 学校.学生数 }}'
book.save('表.xlsx')
"#;
    let Some(_) = python(root.path(), form) else { return };
    filled(root.path(), "表.xlsx", &["--school", "shiyan"]);
    let text = python(root.path(), READ_EXCEL).unwrap();
    for expected in [
        "S 统计 A1:H7 ['A1:D1', 'A6:C6', 'G3:H3', 'G4:H4'] A2:D4 '统计'!$A$1:$H$7",
        "A1 s '云岭县实验幼儿园活动统计'",
        "A3 n 1 General 33.0",
        "B3 d datetime.datetime(2024, 3, 15, 0, 0) yyyy-mm-dd 33.0",
        "D3 n 4 0.00",
        "A4 n 2 General 33.0",
        "B4 d datetime.datetime(2024, 4, 10, 0, 0)",
        "C4 s '=1+1 <w:t>&amp;{{ 学校.名称 }}'",
        "D4 n 2.5 0.00",
        "E3 f '=D3*2'",
        "E4 f '=D4*2'",
        "A6 s '合计'",
        "D6 f '=SUM(D3:D4)'",
        "A7 s '截至2024年4月10日'",
        "check D3:D4",
        "A1 f '=统计!D6+统计!D3'",
        "B2 s '—'",
    ] {
        assert!(text.contains(expected), "{expected}\n---\n{text}");
    }
}

#[test]
fn a_place_that_names_nothing_is_an_error_there() {
    let root = hostile();
    let form = r#"
import docx, openpyxl
document = docx.Document()
document.add_paragraph('好')
document.add_paragraph('{{ 学校.名子 }}{{ 结队.名称 }}')
table = document.add_table(rows=3, cols=2)
table.cell(1, 0).text = '{{ 记录.标题 }}'
table.cell(1, 1).text = '{{ 学校.名称'
table.cell(2, 1).text = '{{#每 学校.名称}}{{/每}}{{#每 活动}}'
document.save('表.docx')
book = openpyxl.Workbook()
book.active['B3'] = '{{ 目标.课时.实际 }}'
book.create_sheet('二')['C4'] = '{{/每}}{{}}'
book.save('表.xlsx')
"#;
    let Some(_) = python(root.path(), form) else { return };
    let output = fill(root.path(), "表.docx", &["--school", "qinghe"]);
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    for expected in [
        "表.docx 第2段: 错误: 没有“学校.名子”这个值，是不是“学校.名称”？",
        "表.docx 第2段: 错误: 没有“结队.名称”这个值，是不是“结对.名称”？",
        "表.docx 第1个表 第2行第1列: 错误: 填“记录.标题”要先说明是哪一个：请加上 --record。",
        "表.docx 第1个表 第2行第2列: 错误: “{{ 学校.名称”后面少了“}}”。",
        "表.docx 第1个表 第3行第2列: 错误: “学校.名称”不是列表",
        "表.docx 第1个表 第3行第2列: 错误: “{{#每 活动}}”没有结束",
        "6处填不上，没有写出文件。",
    ] {
        assert!(text.contains(expected), "{expected}\n---\n{text}");
    }
    assert!(!root.path().join("填好-表.docx").exists());
    let output = fill(root.path(), "表.xlsx", &["--lang", "en"]);
    let text = stderr(&output);
    for expected in [
        "表.xlsx!B3: error: there is no value `目标.课时.实际`",
        "表.xlsx!'二'!C4: error: `{{/each}}` has no",
        "表.xlsx!'二'!C4: error: `{{ }}` does not say",
    ] {
        assert!(text.contains(expected), "{expected}\n---\n{text}");
    }
}

#[test]
fn what_pages_withhold_stays_withheld() {
    let root = rich();
    write(
        root.path(),
        "content/学校/qinghe/台账/资助.md",
        "---\n标题: 资助发放\n表: 资助.csv\n列:\n  - {名称: 日期, 作为: 日期}\n  - {名称: 资助人数, 作为: 数据}\n  - {名称: 姓名, 作为: 保密}\n---\n".as_bytes(),
    );
    write(
        root.path(),
        "content/学校/qinghe/台账/资助.csv",
        "日期,资助人数,姓名\n2024-04-01,1,甲乙丙\n".as_bytes(),
    );
    let form = r#"
import openpyxl
book = openpyxl.Workbook()
sheet = book.active
sheet['A1'] = '{{ 目标.资助人数.实际 }}'
sheet['A2'] = '{{ 目标.资助人数.实际数 }}'
sheet['A3'] = '{{#每 台账.资助发放.行}}{{日期.数字日期}}'
sheet['B3'] = '{{资助人数}}{{/每}}'
sheet['A4'] = '{{#每 活动}}{{数据.资助人数}}{{/每}}'
book.save('表.xlsx')
sheet['A5'] = '{{#每 台账.资助发放.行}}{{姓名}}{{/每}}'
book.save('密.xlsx')
"#;
    let Some(_) = python(root.path(), form) else { return };
    filled(root.path(), "表.xlsx", &["--plan", "全县计划"]);
    let text = python(root.path(), READ_EXCEL).unwrap();
    assert!(text.contains("A1 s '＜5人'") && text.contains("A2 s '＜5"), "{text}");
    assert!(text.contains("A3 s '2024-04-01'") && text.contains("B3 s '＜5'"), "{text}");
    assert!(!text.contains(" n 1") && !text.contains(" n 2") && !text.contains(" n 3"), "{text}");
    let output = fill(root.path(), "密.xlsx", &["--plan", "全县计划"]);
    assert!(stderr(&output).contains("密.xlsx!A5: 错误: 没有“姓名”这个值"), "{}", stderr(&output));
}

#[test]
fn files_that_are_no_forms_are_refused_with_what_to_do() {
    let root = small_with(&[
        ("旧.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"),
        ("图.docx", b"\x89PNG\r\n\x1a\n"),
        ("空.xlsx", b""),
    ]);
    for (form, message) in [
        ("旧.docx", "是旧格式，或者设了密码"),
        ("图.docx", "不是Word或Excel文件，或者已经损坏"),
        ("空.xlsx", "不是Word或Excel文件"),
        ("没有.docx", "没有.docx"),
        ("a.doc", "请以 .docx（Word）或 .xlsx（Excel）结尾"),
    ] {
        let output = fill(root.path(), form, &[]);
        assert!(matches!(output.status.code(), Some(2 | 3)), "{form}: {}", stderr(&output));
        assert!(stderr(&output).contains(message), "{form}: {}", stderr(&output));
    }
    let form = r#"
import docx, zipfile, io
document = docx.Document()
document.add_paragraph('没有要填的')
document.save('无.docx')
document.add_paragraph('{{ 学校.名称 }}')
document.save('有.docx')
good = zipfile.ZipFile('有.docx')
def copy(name, change):
    with zipfile.ZipFile(name, 'w', zipfile.ZIP_DEFLATED) as out:
        for part in good.namelist():
            out.writestr(part, change(part, good.read(part)))
text = 'word/document.xml'
copy('实体.docx', lambda n, b: b.replace(b'<w:document', b'<!DOCTYPE a [<!ENTITY b "c">]><w:document', 1) if n == text else b)
copy('断.docx', lambda n, b: b[:-20] if n == text else b)
copy('炸弹.docx', lambda n, b: b'<a>' + b' ' * 200_000_000 + b'</a>' if n == text else b)
copy('深.docx', lambda n, b: b'<a>' * 100_000 if n == text else b)
"#;
    let Some(_) = python(root.path(), form) else { return };
    for (form, message) in [
        ("无.docx", "里没有要填的地方"),
        ("实体.docx", "里面的内容读不懂"),
        ("断.docx", "里面的内容读不懂"),
        ("炸弹.docx", "太大了"),
        ("深.docx", "里面的内容读不懂"),
    ] {
        let output = fill(root.path(), form, &["--school", "qinghe"]);
        assert_eq!(output.status.code(), Some(2), "{form}: {}", stderr(&output));
        assert!(stderr(&output).contains(message), "{form}: {}", stderr(&output));
    }
}

#[test]
fn a_row_for_each_school_has_the_figures_of_that_school() {
    let root = small_with(&[
        (
            "content/计划/2024.md",
            "---\n标题: 全县计划\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n  - {指标: 送教课时, 值: 3, 范围: 各校}\n---\n\n全县。\n".as_bytes(),
        ),
        (
            "content/学校/qinghe/活动/2024-04-11.md",
            "---\n标题: 回访\n日期: 2024-04-11\n类型: 走访\n数据:\n  送教课时: 1\n---\n\n看课。\n".as_bytes(),
        ),
    ]);
    let form = r#"
import openpyxl
book = openpyxl.Workbook()
sheet = book.active
for at, text in zip('ABCDE', ['{{#每 各校}}{{序号}}', '{{名称}}', '{{目标.送教课时.实际数}}', '{{活动.数量}}', '{{#每 活动}}{{标题}};{{/每}}{{/每}}']):
    sheet[at + '1'] = text
book.save('表.xlsx')
"#;
    let Some(_) = python(root.path(), form) else { return };
    filled(root.path(), "表.xlsx", &["--plan", "全县计划"]);
    let text = python(root.path(), READ_EXCEL).unwrap();
    for expected in [
        "B1 s '清河镇中心幼儿园'",
        "C1 n 1 ",
        "D1 n 1 ",
        "E1 s '回访;'",
        "B2 s '云岭县实验幼儿园'",
        "C2 n 4 ",
        "E2 s '第一次送教;'",
    ] {
        assert!(text.contains(expected), "{expected}\n---\n{text}");
    }
}
