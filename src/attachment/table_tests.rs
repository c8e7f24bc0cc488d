//! Tables and forms in texts and documents, as programs and people write them.

use super::tests::{sheet, word};
use super::*;

/// The kinds of what is found in a file.
fn found(bytes: &[u8]) -> Vec<&'static str> {
    let findings = look_into(bytes).findings;
    let certain = findings.iter().filter(|finding| finding.found.kind.is_certain());
    certain.map(|finding| finding.found.kind.names().1).collect()
}

#[test]
fn the_head_of_a_table_in_a_text_is_found() {
    let head = "序号,姓名,困难类别\n1,张小明,低保\n";
    for text in [
        head.to_owned(),
        format!("甲县第一小学资助名单\n{head}"),
        format!("甲县第一小学资助名单,,\n\n填报人：王老师,,\n{head}"),
        format!("sep=,\n{head}"),
        format!("\n\n{head}"),
        head.replace('\n', "\r"),
        head.replace('\n', "\r\n"),
        head.replace(',', ";"),
        head.replace(',', "|"),
        format!("名单\n{}", head.replace(',', "\t")),
        "\"姓名\",\"困难类别\"\r\"张小明\",\"低保\"\r".to_owned(),
        "序号,学生,,家庭\n,姓名,班级,困难类别\n1,张小明,三1,低保\n".to_owned(),
        "姓名,张小明\n困难类别,低保\n".to_owned(),
    ] {
        assert_eq!(found(text.as_bytes()), ["姓名"], "{text:?}");
    }
    let home = "名单,,\n序号,姓名,家庭住址\n1,张小明,上塘村三组\n";
    assert_eq!(found(home.as_bytes()), ["家庭住址"]);
    let phone = "姓名,电话\n张小明,1.3812345678E+10\n";
    assert_eq!(found(phone.as_bytes()), ["手机号"]);
    for text in [
        "名单,,\n序号,姓名,班级\n1,张小明,三1\n",
        "日期,内容,人数\n2024-03-01,核对家庭住址,5\n",
        "姓名,李芳\n职务,教师\n",
        "金额,日期\n1.25E+3,2024-03-01\n",
        "sep=;\n",
        ",,,\n,,,\n",
    ] {
        assert_eq!(found(text.as_bytes()), [""; 0], "{text:?}");
    }
}

fn paragraphs(texts: &[&str]) -> String {
    texts.iter().map(|text| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")).collect()
}

/// A table of Word.
fn table(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| format!("<w:tc>{}</w:tc>", paragraphs(&[text]));
    let row =
        |cells: &&[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

#[test]
fn forms_in_documents_are_read_across_cells_and_paragraphs() {
    for (body, kind) in [
        (
            table(&[&["姓名", "张小明", "困难类别", "低保"], &["班级", "三1", "金额", "625"]]),
            "姓名",
        ),
        (table(&[&["学生姓名", "张小明"], &["困难类别", "低保"]]), "姓名"),
        (table(&[&["姓名：张小明", "困难类别：低保"]]), "姓名"),
        (table(&[&["学生姓名", "", "张小明"], &["困难类别", "", "低保"]]), "姓名"),
        (paragraphs(&["家庭住址：", "上塘村三组12号"]), "家庭住址"),
        (paragraphs(&["138", "12345678"]), "手机号"),
        (paragraphs(&["姓名：张小明", "困难类别：低保"]), "姓名"),
    ] {
        assert_eq!(found(&word(&body)), [kind], "{body}");
    }
    for body in [
        table(&[&["姓名", "李芳", "职务", "教师"], &["单位", "甲校", "分管", "教学"]]),
        paragraphs(&["138。", "12345678"]),
        paragraphs(&["姓名：李芳", "职务：教师"]),
    ] {
        assert_eq!(found(&word(&body)), [""; 0], "{body}");
    }
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\" t=\"s\"><v>3</v></c></row>";
    let shared =
        "<si><t>姓名</t></si><si><t>张小明</t></si><si><t>困难类别</t></si><si><t>低保</t></si>";
    assert_eq!(found(&sheet(rows, shared)), ["姓名"]);
}

/// A paragraph keeps its number, so that people find it.
#[test]
fn what_is_found_names_its_paragraph() {
    let body = paragraphs(&["送教", "家长电话13812345678", "完"]);
    let look = look_into(&word(&body));
    let place = crate::diagnostics::AttachmentPlace::Paragraph(2);
    assert_eq!(look.findings[0].place, place);
}
