//! The texts of attachments are found by the search, as far as readers of the file see them, and only where the file is
//! published.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;

use crate::support::{guidang, small_with, stderr};

/// A package of files, as those of Word and Excel are.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in parts {
        zip.start_file(*path, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const BODY: &str = "<w:document><w:body><w:p><w:r><w:t>稻草人</w:t></w:r><w:r><w:t>教案正文</w:t></w:r></w:p><w:p><w:del><w:r><w:delText>划掉的话</w:delText></w:r></w:del></w:p><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏着的字</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>活动目标</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";
const COMMENTS: &str =
    "<w:comments><w:comment><w:p><w:r><w:t>私下的批注</w:t></w:r></w:p></w:comment></w:comments>";
const BOOK: &str = "<workbook><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"藏\" sheetId=\"2\" state=\"hidden\" r:id=\"r2\"/></sheets></workbook>";
const LINKS: &str = "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Target=\"worksheets/sheet2.xml\"/></Relationships>";

fn sheet(text: &str) -> String {
    format!(
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{text}</t></is></c></row></sheetData></worksheet>"
    )
}

/// All texts that the search of a site knows.
fn known(site: &Path) -> String {
    let mut all = String::new();
    for entry in fs::read_dir(site.join("search")).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().unwrap().to_string_lossy().starts_with("text-") {
            all.push_str(&fs::read_to_string(path).unwrap());
        }
    }
    all
}

fn record(title: &str, more: &str) -> Vec<u8> {
    format!("---\n标题: {title}\n日期: 2024-04-11\n类型: 送教\n{more}---\n\n正文。\n").into_bytes()
}

#[test]
fn texts_of_published_attachments_are_found_and_no_others() {
    let word = package(&[("word/document.xml", BODY), ("word/comments.xml", COMMENTS)]);
    let excel = package(&[
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", LINKS),
        ("xl/worksheets/sheet1.xml", &sheet("签到人数")),
        ("xl/worksheets/sheet2.xml", &sheet("藏起来的表")),
        ("xl/worksheets/sheet3.xml", &sheet("没有列出的表")),
    ]);
    let long = format!("开头一句\n{}\n末尾一句\n", "中间的话，".repeat(4000));
    let folder = "content/学校/shiyan/活动";
    let visit = record("开放课", "");
    let draft = record("草稿课", "草稿: 是\n");
    let past = record("过期课", "公示至: 2024-04-20\n");
    let root = small_with(&[
        (&format!("{folder}/2024-04-11-课/index.md"), &visit),
        (&format!("{folder}/2024-04-11-课/教案.docx"), &word),
        (&format!("{folder}/2024-04-11-课/签到.xlsx"), &excel),
        (&format!("{folder}/2024-04-11-课/记录.txt"), "操场上的风筝\n".as_bytes()),
        (&format!("{folder}/2024-04-11-课/长.txt"), long.as_bytes()),
        (&format!("{folder}/2024-04-11-草/index.md"), &draft),
        (&format!("{folder}/2024-04-11-草/说明.txt"), "草稿附件的话\n".as_bytes()),
        (&format!("{folder}/2024-04-11-过期/index.md"), &past),
        (&format!("{folder}/2024-04-11-过期/说明.txt"), "过期附件的话\n".as_bytes()),
        (
            "content/学校/qinghe/台账/名单.md",
            "---\n标题: 名单\n表: 名单.csv\n列:\n  - 名称: 日期\n    作为: 日期\n  - 名称: 户编码\n    作为: 保密\n---\n\n台账。\n".as_bytes(),
        ),
        ("content/学校/qinghe/台账/名单.csv", "日期,户编码\n2024-04-11,村东第一户\n".as_bytes()),
    ]);
    let build = || {
        let built = guidang(root.path(), &["build", "-q", "--as-of", "2024-06-30"]);
        assert!(built.status.success(), "{}", stderr(&built));
        known(&root.path().join("output"))
    };
    let texts = build();
    for text in ["稻草人教案正文", "活动目标", "签到人数", "操场上的风筝", "开头一句"]
    {
        assert!(texts.contains(text), "{text} is not found");
    }
    for text in [
        "藏着的字",
        "划掉的话",
        "私下的批注",
        "藏起来的表",
        "没有列出的表",
        "末尾一句",
        "草稿附件的话",
        "过期附件的话",
        "村东第一户",
    ] {
        assert!(!texts.contains(text), "{text} is found");
    }
    // A build that rests on the one before knows a change of an attachment alone.
    let path = root.path().join(format!("{folder}/2024-04-11-课/记录.txt"));
    fs::write(&path, "操场上的陀螺\n").unwrap();
    let texts = build();
    assert!(texts.contains("操场上的陀螺") && !texts.contains("操场上的风筝"));
    assert!(texts.contains("稻草人教案正文"), "what did not change stays");
    fs::remove_dir_all(root.path().join("output")).unwrap();
    let _ = fs::remove_dir_all(root.path().join(".guidang-cache"));
    assert!(build() == texts, "a clean build knows the same");
}

/// What `allow` lets through is published, and still no way into the search for the rest of such a file.
#[test]
fn a_file_with_personal_data_gives_the_search_nothing() {
    let site = "标题: 档案\n截至日: 2024-06-30\n允许:\n  - 文本: \"11010519491231002X\"\n    理由: 标准里的例子\n";
    let visit = record("例课", "");
    let root = small_with(&[
        ("content/site.yaml", site.as_bytes()),
        ("content/学校/shiyan/活动/2024-04-11-例/index.md", &visit),
        (
            "content/学校/shiyan/活动/2024-04-11-例/说明.txt",
            "证件号码的写法如11010519491231002X，另有一句话\n".as_bytes(),
        ),
    ]);
    let built = guidang(root.path(), &["build", "-q"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let texts = known(&root.path().join("output"));
    assert!(!texts.contains("另有一句话") && !texts.contains("11010519491231002X"));
    assert!(texts.contains("说明.txt"));
}
