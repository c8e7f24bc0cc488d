//! Broken and hostile files of Word and Excel: `import` says one thing about each, quickly, and writes nothing.

use std::fs;
use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use crate::spreadsheets::{C, xlsx};
use crate::support::{files, guidang, small_with, stderr};

/// A package with these parts.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in parts {
        zip.start_file(*path, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook with another text in the place of one of its parts.
fn changed(book: &[u8], part: &str, text: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        std::io::copy(&mut file, &mut bytes).unwrap();
        parts.push(if name == part { (name, text.to_vec()) } else { (name, bytes) });
    }
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    package(&parts)
}

/// A part of a package.
fn part(package: &[u8], name: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let mut bytes = Vec::new();
    std::io::copy(&mut archive.by_name(name).unwrap(), &mut bytes).unwrap();
    bytes
}

/// A package with one more part.
fn with_macros(book: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new_append(Cursor::new(book.to_vec())).unwrap();
    zip.start_file("xl/vbaProject.bin", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(b"x").unwrap();
    zip.finish().unwrap().into_inner()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

#[test]
fn each_hostile_file_is_refused_with_one_message() {
    let head: &[C] = &[C::Text("日期"), C::Text("标题"), C::Text("类型")];
    let book =
        xlsx(&[("一", &[(1, head), (2, &[C::Day(45356), C::Text("送教"), C::Text("送教")])])]);
    let far = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData></worksheet>";
    let entities = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&b;</t></is></c></row></sheetData></worksheet>";
    let word = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>";
    let locked = [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(),
        &[0; 504],
        &"EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
        &[0; 2000],
    ]
    .concat();
    let old: Vec<u8> =
        (0..200_000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let unused = String::from_utf8(part(&book, SHEET)).unwrap();
    let unused = unused.replacen("<worksheet", "<!DOCTYPE a [<!ENTITY a \"b\">]><worksheet", 1);
    let cases: [(&str, Vec<u8>, &str); 10] = [
        ("半截.xlsx", book[..book.len() / 2].to_vec(), "文件读不懂"),
        ("远格.xlsx", changed(&book, SHEET, far.as_bytes()), "XFD1048576这一格有内容"),
        ("样式.xlsx", changed(&book, "xl/styles.xml", &vec![b' '; 17 << 20]), "文件太大"),
        ("实体.xlsx", changed(&book, SHEET, entities.as_bytes()), "文件读不懂"),
        ("声明.xlsx", changed(&book, SHEET, unused.as_bytes()), "文件读不懂"),
        ("加密.xlsx", locked, "有打开密码"),
        ("乱.xls", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &old].concat(), "文件已损坏"),
        ("图.docx", [b"\x89PNG\r\n\x1a\n".as_slice(), &old].concat(), "这是图片或音视频"),
        (
            "实体.docx",
            package(&[(
                "word/document.xml",
                format!("<!DOCTYPE a [<!ENTITY a \"b\">]>{word}").as_bytes(),
            )]),
            "文件读不懂",
        ),
        ("空.docx", package(&[("word/document.xml", b"<w:document/>")]), "没有可以导入的文字"),
    ];
    let root = small_with(&[]);
    let before = files(&root.path().join("content"));
    for (name, bytes, message) in cases {
        fs::write(root.path().join(name), bytes).unwrap();
        let started = Instant::now();
        let output = guidang(root.path(), &["import", name, "--school", "实幼"]);
        assert!(started.elapsed() < Duration::from_secs(20), "{name} takes long");
        assert_eq!(output.status.code(), Some(1), "{name}: {}", stderr(&output));
        let said = stderr(&output);
        assert!(said.contains(message) && !said.contains("panicked"), "{name}: {said}");
        let about = said.lines().filter(|line| line.starts_with(name)).count();
        assert_eq!(about, 1, "one message about {name}: {said}");
        assert_eq!(files(&root.path().join("content")), before, "{name}");
    }
}

/// A form is filled in as a tree of its tags, which takes far more memory than its text.
#[test]
fn a_form_of_endless_tags_is_refused_before_it_is_read() {
    let root = small_with(&[]);
    let tags = "<w:p/>".repeat(600_000);
    let text = format!("<w:document><w:body>{tags}{{{{ 学校.名称 }}}}</w:body></w:document>");
    let form = package(&[("word/document.xml", text.as_bytes())]);
    fs::write(root.path().join("表.docx"), form).unwrap();
    let args = ["fill", "表.docx", "--school", "实幼", "-o", "填.docx"];
    let output = guidang(root.path(), &args);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("“表.docx”太大了"), "{}", stderr(&output));
    assert!(!root.path().join("填.docx").exists());
}

/// A web page under the name of a spreadsheet is what many systems export: it is read.
#[test]
fn a_web_page_named_as_a_spreadsheet_and_a_form_with_macros_are_read() {
    let root = small_with(&[]);
    let page = "<html><table><tr><td>日期</td><td>标题</td><td>类型</td></tr><tr><td>2024-04-12</td><td>送教</td><td>送教下乡</td></tr></table></html>";
    fs::write(root.path().join("导出.xls"), page).unwrap();
    let output = guidang(root.path(), &["import", "导出.xls", "--school", "实幼"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let text = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>活动主题：回访　活动时间：2024年4月19日　活动类型：送教下乡</w:t></w:r></w:p></w:body></w:document>";
    let form = package(&[("word/document.xml", text.as_bytes()), ("word/vbaProject.bin", b"x")]);
    fs::write(root.path().join("宏.docx"), form).unwrap();
    let output = guidang(root.path(), &["import", "宏.docx", "--school", "实幼"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stderr(&output).contains("文件带有宏，没有作为附件"), "{}", stderr(&output));
    let kept = files(&root.path().join("content"));
    assert!(!kept.keys().any(|path| path.ends_with("宏.docx")), "the macros are not kept");
}

/// The macros of a workbook are not published: it is not attached, and the table of a ledger is kept as a text.
#[test]
fn the_macros_of_a_workbook_are_not_kept() {
    let root = small_with(&[]);
    let visit: &[C] = &[C::Text("日期"), C::Text("标题"), C::Text("类型")];
    let row: &[C] = &[C::Day(45356), C::Text("送教"), C::Text("送教下乡")];
    let ledger: &[C] = &[C::Text("日期"), C::Text("品名"), C::Text("数量")];
    let entry: &[C] = &[C::Day(45356), C::Text("桌子"), C::Number(5.0)];
    for (name, book) in [
        ("活动.xlsx", xlsx(&[("一", &[(1, visit), (2, row)])])),
        ("台账.xlsx", xlsx(&[("一", &[(1, ledger), (2, entry), (3, entry)])])),
    ] {
        fs::write(root.path().join(name), with_macros(&book)).unwrap();
        let output = guidang(root.path(), &["import", name, "--school", "实幼"]);
        assert!(output.status.success(), "{name}: {}", stderr(&output));
        assert!(
            stderr(&output).contains("文件带有宏，没有作为附件"),
            "{name}: {}",
            stderr(&output)
        );
    }
    let kept = files(&root.path().join("content"));
    for (path, bytes) in &kept {
        assert!(!path.ends_with(".xlsx") && !bytes.starts_with(b"PK"), "{path}");
    }
    assert!(kept.keys().any(|path| path.ends_with("台账.csv")), "{:?}", kept.keys());
}
