//! How forms stand on paper once they are filled in: which rows a page may end below, and for whom they are.

use std::fs;
use std::io::Read;
use std::path::Path;

use crate::support::{guidang, small_with, stderr};

/// The text of a part of a form.
fn part(root: &Path, form: &str, name: &str) -> String {
    let file = fs::File::open(root.join(form)).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[track_caller]
fn run(root: &Path, args: &[&str]) {
    let output = guidang(root, args);
    assert!(output.status.success(), "{args:?}: {}", stderr(&output));
}

/// A county with a third school and a plan that asks every school for six things; the pair has no plan of its own.
fn county() -> tempfile::TempDir {
    let mut plan = "---\n标题: 全县计划\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n".to_owned();
    for number in 1..=6 {
        plan.push_str(&format!(
            "  - 编号: 第{number}项\n    指标: 送教课时\n    值: {number}\n    范围: 各校\n"
        ));
    }
    plan.push_str("---\n");
    let root = small_with(&[
        ("content/计划/2024.md", plan.as_bytes()),
        ("content/学校/liuxi/学校.yaml", "名称: 柳溪乡中心小学\n学段: 小学\n".as_bytes()),
    ]);
    fs::remove_file(root.path().join("content/结对/shiyan-qinghe/计划/2024.md")).unwrap();
    let visit = root.path().join("content/学校/shiyan/活动/2024-03-15-送教.md");
    let text = fs::read_to_string(&visit).unwrap().replace("措施: 开学对接\n", "");
    fs::write(visit, text).unwrap();
    root
}

#[test]
fn a_page_may_end_between_repeated_rows_but_not_below_their_head() {
    let root = county();
    run(root.path(), &["template", "form", "结对帮扶考核表", "-o", "表.docx"]);
    run(root.path(), &["fill", "表.docx", "--pair", "实验—清河", "-o", "填.docx"]);
    let text = part(root.path(), "填.docx", "word/document.xml");
    let rows: Vec<&str> = text.split("<w:tr>").filter(|row| row.contains("第")).collect();
    assert_eq!(rows.len(), 12, "six targets of two schools: {text}");
    let kept = rows.iter().filter(|row| row.contains("<w:keepNext/>")).count();
    assert_eq!(kept, 1, "only the last row stays with the signatures: {text}");
    assert!(rows[11].contains("<w:keepNext/>"), "{}", rows[11]);
    let head = text.split("<w:tr>").find(|row| row.contains("<w:tblHeader/>")).unwrap();
    assert!(head.contains("<w:keepNext/>"), "the head would stand alone: {head}");
}

#[test]
fn the_targets_of_a_pair_are_those_of_its_schools_by_name() {
    let root = county();
    run(root.path(), &["template", "form", "结对帮扶考核表", "-o", "表.docx"]);
    run(root.path(), &["fill", "表.docx", "--pair", "实验—清河", "-o", "填.docx"]);
    let text = part(root.path(), "填.docx", "word/document.xml");
    let rows: Vec<&str> = text.split("<w:tr>").filter(|row| row.contains("第")).collect();
    for school in ["云岭县实验幼儿园", "清河镇中心幼儿园"] {
        assert_eq!(rows.iter().filter(|row| row.contains(school)).count(), 6, "{school}: {text}");
    }
    assert!(!text.contains("柳溪乡中心小学"), "it is in no pair: {text}");
}

#[test]
fn a_form_that_asks_for_other_columns_names_those_of_the_ledger() {
    let ledger = "---\n标题: 资助发放\n表: 资助.csv\n列:\n  - {名称: 发放日期, 作为: 日期}\n  - {名称: 资助项目, 作为: 文字}\n  - {名称: 姓名, 作为: 保密}\n---\n";
    let root = small_with(&[
        ("content/学校/qinghe/台账/资助.md", ledger.as_bytes()),
        (
            "content/学校/qinghe/台账/资助.csv",
            "发放日期,资助项目,姓名\n2024-04-01,寄宿,甲乙丙\n".as_bytes(),
        ),
    ]);
    run(root.path(), &["template", "form", "资助发放登记表", "-o", "表.xlsx"]);
    for (lang, expected) in [
        ("zh", "没有“日期”这个值。台账“资助发放”能填的列有：发放日期、资助项目。"),
        (
            "en",
            "there is no value `日期`. The ledger “资助发放” has these columns: 发放日期, 资助项目.",
        ),
    ] {
        let args = ["fill", "表.xlsx", "--school", "qinghe", "-o", "填.xlsx", "--lang", lang];
        let output = guidang(root.path(), &args);
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains(expected), "{}", stderr(&output));
        assert!(!stderr(&output).contains("姓名"), "{}", stderr(&output));
    }
}

/// The register of aid has the columns of the ledger of payments that a preset brings.
#[test]
fn the_register_of_aid_fits_the_ledgers_of_presets() {
    for (preset, lang, form, school) in [
        ("zizhu", "zh", "资助发放登记表", "清河小学"),
        ("fupin-xiaoxue", "zh", "资助发放登记表", "清河小学"),
        ("zizhu", "en", "aid-register", "qinghe"),
    ] {
        let root = tempfile::tempdir().unwrap();
        run(root.path(), &["init", "a", "--preset", preset, "--lang", lang]);
        let archive = root.path().join("a");
        run(&archive, &["template", "form", form, "-o", "表.xlsx", "--lang", lang]);
        run(&archive, &["fill", "表.xlsx", "--school", school, "-o", "填.xlsx", "--lang", lang]);
        let sheet = part(&archive, "填.xlsx", "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("<v>14375</v>"), "{preset} {lang}: {sheet}");
        assert!(sheet.contains("SUM(C4:C4)"), "{preset} {lang}: {sheet}");
    }
}

/// A blank table of a ledger stands on one page, signatures and all.
#[test]
fn a_blank_ledger_is_ruled_for_one_page() {
    let ledger = "---\n标题: 听评课\n表: 听.csv\n列:\n  - {名称: 日期, 作为: 日期}\n  - {名称: 课题, 作为: 文字}\n---\n";
    let root = small_with(&[
        ("content/学校/qinghe/台账/听.md", ledger.as_bytes()),
        ("content/学校/qinghe/台账/听.csv", "日期,课题\n2024-04-01,小蝌蚪\n".as_bytes()),
    ]);
    run(root.path(), &["template", "ledger", "听评课", "--school", "qinghe", "-o", "听.xlsx"]);
    let book = part(root.path(), "听.xlsx", "xl/workbook.xml");
    // Title, note, head and 24 rows: LibreOffice and Excel put 27 rows of this height on a page across.
    assert!(book.contains("$A$1:$B$27"), "{book}");
}
