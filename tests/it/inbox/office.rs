//! Word and Excel files in the inbox become records as `import` reads them.

use std::fs;
use std::path::Path;

use super::desk::{Desk, zip};
use crate::support::{stderr, stdout};

const RECORD: &str = "学校/shiyan/活动/2024-03-15-纸杯建构";

fn office(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/office").join(name)).unwrap()
}

#[test]
fn a_word_form_is_taken_once_as_its_schools_record() {
    let desk = Desk::new();
    desk.put("实幼/visit.docx", &office("visit.docx"));
    let output = desk.run(&[]);
    let said = format!("{}{}", stdout(&output), stderr(&output));
    assert_eq!(stdout(&output), format!("收下 实幼/visit.docx → {RECORD}\n"), "{said}");
    let content = desk.content();
    let text = String::from_utf8(content[&format!("{RECORD}/index.md")].clone()).unwrap();
    assert!(text.contains("标题: 纸杯建构") && text.contains("送教课时: 2课时"), "{text}");
    assert!(content.contains_key(&format!("{RECORD}/visit.docx")), "the original is attached");
    desk.checks_clean();
    let receipt = desk.text("实幼/已收/2024-03-20/visit.docx.回执.txt");
    assert!(receipt.contains("计入：送教课时（2024年结对计划）"), "{receipt}");
    assert!(receipt.contains("没有填：负责人签字"), "what is in no line is named: {receipt}");
    desk.put("实幼/再交.docx", &office("visit.docx"));
    desk.put("实幼/visit.docx", &office("visit.docx"));
    let lines = desk.receive(0);
    // The attached original has another name: a new version of the same record, not a second record.
    assert_eq!(lines, format!("已有 实幼/visit.docx → {RECORD}\n更新 实幼/再交.docx → {RECORD}\n"));
    assert_eq!(desk.content().keys().filter(|path| path.ends_with("index.md")).count(), 1);
}

#[test]
fn a_form_that_is_wrong_names_the_place_in_the_document() {
    let desk = Desk::new();
    let (head, tail) = (
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl>"#,
        "</w:tbl></w:body></w:document>",
    );
    let row = |label: &str, value: &str| {
        let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
        format!("<w:tr>{}{}</w:tr>", cell(label), cell(value))
    };
    let rows = [("活动主题", "送教"), ("活动时间", "2024年2月30日"), ("活动类型", "送教下乡")];
    let rows: String = rows.iter().map(|(label, value)| row(label, value)).collect();
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let relations = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let document = zip(&[
        ("[Content_Types].xml", types.as_bytes().to_vec()),
        ("_rels/.rels", relations.as_bytes().to_vec()),
        ("word/document.xml", format!("{head}{rows}{tail}").into_bytes()),
    ]);
    let before = desk.content();
    desk.put("实幼/送教记录.docx", &document);
    let lines = desk.receive(1);
    assert!(lines.starts_with("退回 实幼/送教记录.docx"), "{lines}");
    let note = desk.text("实幼/退回/送教记录.docx.说明.txt");
    assert!(
        note.contains("送教记录.docx 第1个表“活动时间”：") && note.contains("2024年2月30日"),
        "{note}"
    );
    assert!(desk.content() == before);
}

#[test]
fn several_records_and_damaged_documents_come_back() {
    let desk = Desk::new();
    let before = desk.content();
    desk.put("实幼/visits.xlsx", &office("visits.xlsx"));
    desk.put("实幼/坏.docx", &office("visit.docx")[..900]);
    desk.put("实幼/旧.doc", b"\xd0\xcf\x11\xe0");
    let lines = desk.receive(1);
    assert_eq!(lines.matches("退回 ").count(), 3, "{lines}");
    assert!(desk.text("实幼/退回/visits.xlsx.说明.txt").contains("条记录，收件箱一次只收一条"));
    assert!(desk.text("实幼/退回/旧.doc.说明.txt").contains("另存为"));
    assert!(desk.content() == before);
}
