//! Forms of `template`, filled in with python-docx and openpyxl, come back through `import` as what was filled in.

use std::path::Path;
use std::process::Command;

use crate::support::{files, guidang, python_with, small_with, stderr, stdout};

fn python(folder: &Path, script: &str) -> Option<String> {
    let python = python_with("docx, openpyxl", "GUIDANG_OFFICE")?;
    let output = Command::new(python).arg("-c").arg(script).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{script}: {}", stderr(&output));
    Some(stdout(&output))
}

#[track_caller]
fn run(root: &Path, args: &[&str]) -> String {
    let output = guidang(root, args);
    assert!(output.status.success(), "{args:?}: {}{}", stderr(&output), stdout(&output));
    stderr(&output)
}

/// The text of the one record that an import added.
#[track_caller]
fn imported(root: &Path, file: &str, args: &[&str]) -> String {
    let before = files(&root.join("content"));
    let mut all = vec!["import", file];
    all.extend(args);
    run(root, &all);
    let mut after = files(&root.join("content"));
    after.retain(|path, _| !before.contains_key(path) && path.ends_with(".md"));
    assert_eq!(after.len(), 1, "{:?}", after.keys());
    String::from_utf8(after.into_values().next().unwrap()).unwrap()
}

/// Fills in a document of Word as a teacher does: the value goes into the cell behind its label.
const FILL_WORD: &str = r#"
import docx
from docx.oxml.ns import qn
document = docx.Document('表.docx')
def put(cell, text):
    # A drop-down is replaced by what is chosen.
    for paragraph in cell.paragraphs:
        for control in paragraph._p.findall(qn('w:sdt')):
            paragraph._p.remove(control)
    cell.paragraphs[-1].add_run(text)
for table in document.tables:
    for row in table.rows:
        cells = []
        for cell in row.cells:
            if not cells or cells[-1]._tc is not cell._tc:
                cells.append(cell)
        for label, value in zip(cells, cells[1:]):
            if label.text.strip() in VALUES:
                put(value, VALUES[label.text.strip()])
        if len(cells) == 1 and cells[0].paragraphs[0].text in VALUES:
            put(cells[0], VALUES[cells[0].paragraphs[0].text])
document.save('填.docx')
"#;

#[test]
fn a_form_for_a_visit_comes_back_as_it_was_filled_in() {
    let root = small_with(&[]);
    run(root.path(), &["template", "visit", "--school", "实幼", "-o", "表.docx"]);
    let values = "VALUES = {'标题': '第二次送教', '日期': '2024年4月10日', '时间': '14:30', '类型': '送教下乡', '形式': '上门', '对象校': '清河园', \
                  '地点': '多功能厅', '主持人': '赵园长', '主讲人': '王老师、李老师', '记录人': '孙老师', '参加人数': '12', '受益人数': '40', '经费': '200', \
                  '学科': '语言', '年级': '大班', '课题': '小蝌蚪', '帮扶需求': '缺绘本', '对方意见': '很好', '参加人': '王老师、李老师', '材料': '签到册', \
                  '送教课时': '4', '活动过程': '上了两节课。', '活动效果': '会用教具。', '措施': '开学对接', '说明': ''}\n";
    let Some(_) = python(root.path(), &format!("{values}{FILL_WORD}")) else { return };
    let text = imported(root.path(), "填.docx", &[]);
    for expected in [
        "标题: 第二次送教",
        "2024-04-10",
        "14:30",
        "类型: 送教下乡",
        "形式: 上门",
        "地点: 多功能厅",
        "主持人: 赵园长",
        "王老师",
        "李老师",
        "记录人: 孙老师",
        "参加人数: 12",
        "受益人数: 40",
        "经费: 200",
        "学科: 语言",
        "年级: 大班",
        "课题: 小蝌蚪",
        "帮扶需求: 缺绘本",
        "对方意见: 很好",
        "签到册",
        "送教课时: 4",
        "开学对接",
        "## 活动过程",
        "上了两节课。",
        "## 活动效果",
        "会用教具。",
    ] {
        let expected = expected.replace("2024-04-10", "日期: 2024");
        assert!(text.contains(&expected), "{expected}\n---\n{text}");
    }
    // Nothing of the form itself is taken for something that was filled in.
    for extra in ["其他", "签字", "年　　月", "结对帮扶活动记录表", "不写学生姓名"]
    {
        assert!(!text.contains(extra), "{extra}\n---\n{text}");
    }
    let checked = run(root.path(), &["check"]);
    assert!(!checked.contains("错误["), "{checked}");
}

#[test]
fn a_form_for_a_summary_comes_back_as_it_was_filled_in() {
    let root = small_with(&[]);
    run(root.path(), &["template", "summary", "--school", "qinghe", "-o", "表.docx"]);
    let values = "VALUES = {'标题': '春季总结', '日期': '2024-07-01', '学期': '2023—2024学年第二学期', '撰写人': '李老师', '审核人': '赵园长', \
                  '完成情况': '完成了。', '主要做法': '互相听课。'}\n";
    let Some(_) = python(root.path(), &format!("{values}{FILL_WORD}")) else { return };
    let text = imported(root.path(), "填.docx", &[]);
    for expected in [
        "标题: 春季总结",
        "学期: 2023—2024学年第二学期",
        "撰写人: 李老师",
        "审核人: 赵园长",
        "## 主要做法",
        "互相听课。",
    ] {
        assert!(text.contains(expected), "{expected}\n---\n{text}");
    }
    assert!(!text.contains("签字") && !text.contains("盖章"), "{text}");
}

#[test]
fn a_workbook_of_visits_comes_back_a_visit_a_row() {
    let root = small_with(&[]);
    run(root.path(), &["template", "visit", "--school", "qinghe", "-o", "表.xlsx"]);
    let script = r#"
import openpyxl, datetime
book = openpyxl.load_workbook('表.xlsx')
sheet = book.worksheets[0]
heads = {cell.value: cell.column for cell in sheet[3]}
for row, day in ((4, 10), (5, 11)):
    for head, value in {'标题': f'听课{day}', '学校': '清河镇中心幼儿园', '日期': datetime.date(2024, 4, day), '类型': '看一日活动', '送教课时': 1.5, '活动过程': '看了一天。'}.items():
        sheet.cell(row, heads[head]).value = value
book.save('填.xlsx')
"#;
    let Some(_) = python(root.path(), script) else { return };
    let before = files(&root.path().join("content"));
    // The mark in the workbook says what it is.
    run(root.path(), &["import", "填.xlsx"]);
    let mut after = files(&root.path().join("content"));
    after.retain(|path, _| !before.contains_key(path) && path.ends_with(".md"));
    assert_eq!(after.len(), 2, "{:?}", after.keys());
    for (day, text) in [10, 11].into_iter().zip(after.values()) {
        let text = String::from_utf8_lossy(text);
        for expected in
            [format!("标题: 听课{day}"), format!("日期: 2024-04-{day}"), "送教课时: 1.5".to_owned()]
        {
            assert!(text.contains(&expected), "{expected}\n---\n{text}");
        }
    }
}

/// The texts of the records that an import added.
#[track_caller]
fn added(root: &Path, file: &str) -> Vec<String> {
    let before = files(&root.join("content"));
    run(root, &["import", file]);
    let mut after = files(&root.join("content"));
    after.retain(|path, _| !before.contains_key(path) && path.ends_with(".md"));
    after.into_values().map(|bytes| String::from_utf8(bytes).unwrap()).collect()
}

#[test]
fn a_workbook_of_summaries_comes_back_a_summary_a_row() {
    let root = small_with(&[]);
    run(root.path(), &["template", "summary", "--school", "qinghe", "-o", "表.xlsx"]);
    let script = r#"
import openpyxl, datetime
book = openpyxl.load_workbook('表.xlsx')
sheet = book.worksheets[0]
heads = {cell.value: cell.column for cell in sheet[3]}
known = {'标题': '春季总结', '学校': '清河镇中心幼儿园', '学期': '2023—2024学年第二学期', '日期': datetime.date(2024, 7, 1), '计划': '2024年结对计划', '结对': '实验—清河', '送教课时': 7}
for head, column in heads.items():
    sheet.cell(4, column).value = known.get(head, f'某{head}')
book.save('填.xlsx')
print(' '.join(head for head in heads if head not in known))
"#;
    let Some(heads) = python(root.path(), script) else { return };
    let [text] = &added(root.path(), "填.xlsx")[..] else { panic!("one summary") };
    for expected in [
        "标题: 春季总结",
        "学期: 2023—2024学年第二学期",
        "日期: 2024-07-01",
        "计划: 2024年结对计划",
        "结对: 实验—清河",
        "送教课时: 7",
    ] {
        assert!(text.contains(expected), "{expected}\n---\n{text}");
    }
    assert!(heads.contains("撰写人") && heads.contains("完成情况"), "{heads}");
    for head in heads.split_whitespace() {
        assert!(text.contains(&format!("某{head}")), "{head} is lost\n---\n{text}");
    }
    assert!(!text.contains("其他:"), "each column has its key or its heading\n---\n{text}");
    let checked = run(root.path(), &["check"]);
    assert!(!checked.contains("错误["), "{checked}");
}

/// The list of open problems goes out, what was settled comes back as a visit that settles it.
#[test]
fn a_list_of_problems_comes_back_as_what_was_settled() {
    let visit = "---\n标题: 走访\n日期: 2024-05-06\n类型: 送教下乡\n问题整改:\n  - 问题: 等候太久\n    责任人: 王老师\n    期限: 2024-06-30\n  - 问题: 灯坏了\n---\n\n走访。\n";
    for (form, script) in [
        (
            "表.xlsx",
            r#"
import openpyxl, datetime
book = openpyxl.load_workbook('表.xlsx')
sheet = book.worksheets[0]
heads = {cell.value: cell.column for cell in sheet[3]}
sheet.cell(4, heads['销号']).value = datetime.date(2024, 6, 20)
sheet.cell(4, heads['说明']).value = '分两批就餐'
book.save('填.xlsx')
"#,
        ),
        (
            "表.docx",
            r#"
import docx
document = docx.Document('表.docx')
table = document.tables[-1]
heads = [cell.text for cell in table.rows[0].cells]
table.rows[1].cells[heads.index('销号')].paragraphs[0].add_run('2024-06-20')
table.rows[1].cells[heads.index('说明')].paragraphs[0].add_run('分两批就餐')
document.save('填.docx')
"#,
        ),
    ] {
        let root = small_with(&[("content/学校/qinghe/活动/2024-05-06-走访.md", visit.as_bytes())]);
        run(root.path(), &["template", "follow-ups", "--school", "qinghe", "-o", form]);
        let Some(_) = python(root.path(), script) else { return };
        let [text] = &added(root.path(), &form.replace('表', "填"))[..] else { panic!("{form}") };
        for expected in ["标题: 问题整改销号", "日期: 2024-06-20", "等候太久", "分两批就餐"]
        {
            assert!(text.contains(expected), "{form}: {expected}\n---\n{text}");
        }
        let told = guidang(root.path(), &["status", "--follow-ups"]);
        let told = stdout(&told);
        assert!(told.contains("灯坏了"), "{form}: {told}");
        let open = told.lines().find(|line| line.contains("等候太久"));
        assert!(open.is_none_or(|line| line.contains("已销号")), "{form}: {told}");
    }
}

#[test]
fn a_table_of_a_ledger_comes_back_as_a_ledger_with_the_same_columns() {
    let ledger = "---\n标题: 资助发放\n表: 资助.csv\n列:\n  - {名称: 日期, 作为: 日期}\n  - {名称: 项目, 作为: 文字}\n  - {名称: 送教课时, 作为: 数据}\n  - {名称: 姓名, 作为: 保密}\n---\n";
    let root = small_with(&[
        ("content/学校/shiyan/台账/资助.md", ledger.as_bytes()),
        ("content/学校/shiyan/台账/资助.csv", "日期,项目,送教课时,姓名\n".as_bytes()),
    ]);
    run(root.path(), &["template", "ledger", "资助发放", "--school", "shiyan", "-o", "表.xlsx"]);
    let script = r#"
import openpyxl, datetime
book = openpyxl.load_workbook('表.xlsx')
sheet = book.worksheets[0]
for row, values in enumerate([(datetime.date(2024, 4, 10), '寄宿', 1.5, '某甲'), (datetime.date(2024, 4, 11), '营养', 2, '某乙')]):
    for column, value in enumerate(values):
        sheet.cell(4 + row, 1 + column).value = value
book.save('填.xlsx')
"#;
    let Some(_) = python(root.path(), script) else { return };
    let [text] = &added(root.path(), "填.xlsx")[..] else { panic!("one ledger") };
    let columns = "列:\n  - 名称: 日期\n    作为: 日期\n  - 名称: 项目\n    作为: 文字\n  - 名称: 送教课时\n    作为: 数据\n  - 名称: 姓名\n    作为: 保密\n";
    assert!(text.contains(columns), "{text}");
    run(root.path(), &["build", "-q"]);
    let progress = std::fs::read_to_string(root.path().join("output/data/progress.json")).unwrap();
    assert!(progress.contains("7.5"), "4 of a visit, 3.5 of the ledger: {progress}");
}

/// A new problem has no earlier visit: the day on which it was found makes one.
#[test]
fn new_problems_of_a_list_become_a_visit_of_the_day_on_which_they_were_found() {
    let visit = "---\n标题: 走访\n日期: 2024-05-06\n类型: 送教下乡\n问题整改:\n  - 问题: 等候太久\n    期限: 2024-06-30\n---\n\n走访。\n";
    for (form, script) in [
        (
            "表.xlsx",
            r#"
import openpyxl, datetime
book = openpyxl.load_workbook('表.xlsx')
sheet = book.worksheets[0]
heads = {cell.value: cell.column for cell in sheet[3]}
assert sheet.cell(4, heads['发现日期']).value is not None
for row, problem in ((5, '灯坏了'), (6, '窗户漏风')):
    sheet.cell(row, heads['发现日期']).value = datetime.date(2024, 6, 3)
    sheet.cell(row, heads['问题']).value = problem
    sheet.cell(row, heads['责任人']).value = '王老师'
book.save('填.xlsx')
"#,
        ),
        (
            "表.docx",
            r#"
import docx
document = docx.Document('表.docx')
table = document.tables[-1]
heads = [cell.text for cell in table.rows[0].cells]
for row, problem in ((2, '灯坏了'), (3, '窗户漏风')):
    for head, text in (('发现日期', '2024-06-03'), ('问题', problem), ('责任人', '王老师')):
        table.rows[row].cells[heads.index(head)].paragraphs[0].add_run(text)
document.save('填.docx')
"#,
        ),
    ] {
        let root = small_with(&[("content/学校/qinghe/活动/2024-05-06-走访.md", visit.as_bytes())]);
        run(root.path(), &["template", "follow-ups", "--school", "qinghe", "-o", form]);
        let Some(_) = python(root.path(), script) else { return };
        let [text] = &added(root.path(), &form.replace('表', "填"))[..] else { panic!("{form}") };
        let expected = "标题: 问题整改\n日期: 2024-06-03\n类型: 问题整改\n问题整改:\n  - 问题: 灯坏了\n    责任人: 王老师\n  - 问题: 窗户漏风\n    责任人: 王老师\n";
        assert!(text.contains(expected), "{form}: {text}");
        assert!(!text.contains("等候太久"), "{form}: {text}");
    }
}
