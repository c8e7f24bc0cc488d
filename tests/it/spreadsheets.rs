//! Ledgers whose tables are spreadsheets, and CSV as spreadsheets write it.

use std::io::{Cursor, Write as _};

use crate::support::{files, guidang, small_with, stderr, stdout};

const LEDGER: &str = "content/学校/qinghe/台账/送教.md";
const XLSX: &str = "content/学校/qinghe/台账/送教.xlsx";
const CSV: &str = "content/学校/qinghe/台账/送教.csv";

/// A cell of a sheet.
pub enum C {
    Text(&'static str),
    Number(f64),
    /// A serial number in the format of dates.
    Day(u32),
    /// A share that is shown as a percentage.
    Percent(f64),
    /// A text in the cell of this name, wherever it stands in the list.
    At(&'static str),
    /// A formula, and the result that was kept with it.
    Formula(&'static str, Option<&'static str>),
}

/// The rows of a sheet, each with its number.
pub type Rows<'r> = &'r [(u32, &'r [C])];

/// An `.xlsx` with sheets of rows, each with its name.
pub fn xlsx(sheets: &[(&str, Rows<'_>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |path: &str, text: String| {
        zip.start_file(path, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    let (mut list, mut relations, mut types) = (String::new(), String::new(), String::new());
    for (index, (name, rows)) in sheets.iter().enumerate() {
        let number = index + 1;
        list += &format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>");
        relations += &format!(
            "<Relationship Id=\"rId{number}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
        types += &format!(
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
        );
        let mut data = String::new();
        for (row, cells) in *rows {
            data += &format!("<row r=\"{row}\">");
            for (column, cell) in cells.iter().enumerate() {
                let at = format!("{}{row}", char::from(b'A' + column as u8));
                data += &match cell {
                    C::At(name) => {
                        format!("<c r=\"{name}\" t=\"inlineStr\"><is><t>x</t></is></c>")
                    }
                    C::Text("") => String::new(),
                    C::Text(text) => {
                        format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
                    }
                    C::Number(number) => format!("<c r=\"{at}\"><v>{number}</v></c>"),
                    C::Day(serial) => format!("<c r=\"{at}\" s=\"1\"><v>{serial}</v></c>"),
                    C::Percent(share) => format!("<c r=\"{at}\" s=\"2\"><v>{share}</v></c>"),
                    C::Formula(formula, None) => {
                        format!("<c r=\"{at}\"><f>{formula}</f><v></v></c>")
                    }
                    C::Formula(formula, Some(result)) => {
                        let kind = if result.is_empty() { " t=\"str\"" } else { "" };
                        format!("<c r=\"{at}\"{kind}><f>{formula}</f><v>{result}</v></c>")
                    }
                };
            }
            data += "</row>";
        }
        put(
            &format!("xl/worksheets/sheet{number}.xml"),
            format!(
                "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{data}</sheetData></worksheet>"
            ),
        );
    }
    put(
        "xl/workbook.xml",
        format!(
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{list}</sheets></workbook>"
        ),
    );
    put("xl/styles.xml", "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"31\"/><xf numFmtId=\"10\"/></cellXfs></styleSheet>".to_owned());
    relations += "<Relationship Id=\"rId99\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>";
    put(
        "xl/_rels/workbook.xml.rels",
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>"
        ),
    );
    put("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>".to_owned());
    put(
        "[Content_Types].xml",
        format!(
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>{types}</Types>"
        ),
    );
    zip.finish().unwrap().into_inner()
}

fn ledger(table: &str, more: &str) -> Vec<u8> {
    format!("---\n标题: 送教台账\n表: {table}\n{more}列:\n  - 名称: 日期\n    作为: 日期\n  - 名称: 送教课时\n    作为: 数据\n  - 名称: 教师\n    作为: 保密\n---\n").into_bytes()
}

const HEAD: &[C] = &[C::Text("日期"), C::Text("教师"), C::Text("送教课时")];

/// The name of a case of `messages.rs`, and the files that are wrong.
pub type Case = (&'static str, Vec<(&'static str, Vec<u8>)>);

/// Cases of `messages.rs`.
pub fn cases() -> Vec<Case> {
    let table = xlsx(&[("三月", &[(1, HEAD)])]);
    let formula: Rows<'_> =
        &[(1, HEAD), (2, &[C::Day(45_366), C::Text("王老师"), C::Formula("1+1", None)])];
    let formulas = xlsx(&[("三月", formula)]);
    let far = xlsx(&[("三月", &[(1, HEAD), (1_048_576, &[C::At("XFD1048576")])])]);
    let far_ledger = ledger("送教.xlsx", "");
    let whole = ledger("送教.xlsx", "");
    let rows: Rows<'_> = &[(1, HEAD), (2, &[C::Day(45_366), C::Text("王老师"), C::Number(2.0)])];
    let several = xlsx(&[("三月", rows), ("四月", rows), ("五月", rows)]);
    let ledger = ledger("送教.xlsx", "工作表: 四月\n");
    vec![
        ("spreadsheet-unread-sheets", vec![(LEDGER, whole.clone()), (XLSX, several)]),
        ("spreadsheet-far-cell", vec![(LEDGER, far_ledger), (XLSX, far)]),
        ("spreadsheet-formula", vec![(LEDGER, whole), (XLSX, formulas)]),
        ("spreadsheet-unread", vec![(XLSX, table.clone())]),
        ("spreadsheet-no-such-sheet", vec![(LEDGER, ledger), (XLSX, table)]),
    ]
}

/// Checks the small archive with a ledger: the exit code, and what was said.
fn check(table: &str, more: &str, path: &str, bytes: &[u8]) -> (Option<i32>, String) {
    let root = small_with(&[(LEDGER, &ledger(table, more)), (path, bytes)]);
    let output = guidang(root.path(), &["check"]);
    (output.status.code(), stderr(&output))
}

#[test]
fn a_spreadsheet_counts_like_a_csv() {
    let table = xlsx(&[(
        "三月",
        &[
            (1, &[C::Text("2024年春季送教登记表")]),
            (3, HEAD),
            (4, &[C::Day(45_366), C::Text("王老师"), C::Number(2.0)]),
            (5, &[C::Text("2024年3月16日"), C::Text("李老师"), C::Number(0.1 + 0.2)]),
            (6, &[C::Text("合计"), C::Text(""), C::Number(2.3)]),
            (7, &[C::Text("制表人：某某")]),
        ],
    )]);
    let root = small_with(&[(LEDGER, &ledger("送教.xlsx", "")), (XLSX, &table)]);
    let output = guidang(root.path(), &["check", "--strict"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let status = stdout(&guidang(root.path(), &["status", "--format", "json"]));
    assert!(status.contains("\"actual\":\"6.3\""), "{status}");

    // The file itself, and what its secret column says, are in no page.
    assert_eq!(guidang(root.path(), &["build"]).status.code(), Some(0));
    for (path, bytes) in files(&root.path().join("output")) {
        assert!(!path.ends_with(".xlsx"), "{path}");
        assert!(!String::from_utf8_lossy(&bytes).contains("王老师"), "{path}");
    }
    // Its public columns are, as CSV, and the page leads there.
    let pages = files(&root.path().join("output"));
    let (_, csv) = pages
        .iter()
        .find(|(path, _)| path.contains("/ledgers/") && path.ends_with(".csv"))
        .unwrap();
    assert_eq!(
        String::from_utf8_lossy(csv),
        "\u{feff}日期,送教课时\n2024-03-15,2\n2024-03-16,0.3\n"
    );
}

#[test]
fn findings_name_the_cell() {
    let table = xlsx(&[(
        "表1",
        &[
            (2, HEAD),
            (3, &[C::Day(45_366), C::Text("王老师"), C::Text("两节")]),
            (14, &[C::Text("3月6日"), C::Text("李老师"), C::Number(2.0)]),
            (15, &[C::Day(45_366), C::Text("李老师"), C::Number(2.0), C::Text("多一格")]),
        ],
    )]);
    let (code, messages) = check("送教.xlsx", "", XLSX, &table);
    assert_eq!(code, Some(1));
    for place in [
        "送教.xlsx!C3: 错误[bad-value]",
        "送教.xlsx!A14: 错误[bad-date]",
        "送教.xlsx!D15: 错误[bad-value]",
    ] {
        assert!(messages.contains(place), "{place}\n{messages}");
    }
}

#[test]
fn a_sheet_and_the_row_of_its_header_can_be_named() {
    let rows: &[(u32, &[C])] =
        &[(4, HEAD), (5, &[C::Day(45_366), C::Text("王老师"), C::Number(2.0)])];
    let other: &[(u32, &[C])] = &[(1, &[C::Text("说明")])];
    let table = xlsx(&[("说明", other), ("三月", rows)]);
    for (more, expected) in [
        ("工作表: 三月\n", Some(0)),
        ("工作表: 三月\n表头行: 4\n", Some(0)),
        ("工作表: 三月\n表头行: 5\n", Some(1)),
        ("sheet: 三月\nheader_row: 4\n", Some(0)),
        ("", Some(1)),
        ("工作表: 四月\n", Some(1)),
    ] {
        let (code, messages) = check("送教.xlsx", more, XLSX, &table);
        assert_eq!(code, expected, "{more}\n{messages}");
        if more.contains("四月") {
            assert!(messages.contains("没有名为“四月”的工作表"), "{messages}");
            assert!(messages.contains("现有的工作表：说明、三月"), "{messages}");
        }
    }
}

#[test]
fn personal_data_in_any_cell_of_a_spreadsheet_is_found() {
    let table = xlsx(&[(
        "表1",
        &[(1, HEAD), (2, &[C::Day(45_366), C::Text("11010519491231002X"), C::Number(2.0)])],
    )]);
    let (code, messages) = check("送教.xlsx", "", XLSX, &table);
    assert_eq!(code, Some(1));
    assert!(messages.contains("送教.xlsx!B2: 错误[personal-data]"), "{messages}");
    assert!(!messages.contains("19491231"), "{messages}");
}

#[test]
fn files_that_are_no_spreadsheets_are_refused_politely() {
    for bytes in [&b""[..], b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0broken", b"date,x\n"] {
        let (code, messages) = check("送教.xlsx", "", XLSX, bytes);
        assert_eq!(code, Some(1), "{messages}");
        assert!(messages.contains("这个表格打不开"), "{messages}");
        let about = messages.lines().filter(|line| line.starts_with(XLSX)).count();
        assert_eq!(about, 1, "one message about the file: {messages}");
    }
    let page = "<html><table><tr><td>日期</td></tr></table></html>";
    let (_, messages) = check("送教.xls", "", "content/学校/qinghe/台账/送教.xls", page.as_bytes());
    assert!(messages.contains("其实是网页"), "{messages}");
    // A spreadsheet that no ledger names is not lost in silence.
    let table = xlsx(&[("表1", &[(1, HEAD)])]);
    let root = small_with(&[("content/学校/qinghe/台账/散.xlsx", &table)]);
    let messages = stderr(&guidang(root.path(), &["check"]));
    assert!(messages.contains("没有台账用到这个表格"), "{messages}");
}

/// What stands next to a visit is published, whatever the visit's folder is called.
#[test]
fn a_workbook_next_to_a_visit_that_cannot_be_read_is_reported() {
    let visit = "---\n标题: 送教\n日期: 2024-04-11\n类型: 送教下乡\n---\n\n正文。\n";
    for folder in ["名单", "台账"] {
        let record = format!("content/学校/qinghe/活动/{folder}/index.md");
        let book = format!("content/学校/qinghe/活动/{folder}/名单.xls");
        let old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old";
        let root = small_with(&[(&record, visit.as_bytes()), (&book, old)]);
        let messages = stderr(&guidang(root.path(), &["check"]));
        assert!(messages.contains("有1个附件没法查看文字"), "{folder}: {messages}");
    }
}

/// A part of a zip that inflates to more than is ever read, and a cell at the far end of a sheet.
#[test]
fn a_spreadsheet_cannot_exhaust_the_memory() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    zip.start_file("xl/workbook.xml", options).unwrap();
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..300 {
        zip.write_all(&zeros).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    let (code, messages) = check("送教.xlsx", "", XLSX, &bomb);
    assert_eq!(code, Some(1));
    assert!(messages.contains("[too-large]"), "{messages}");
}

/// Every kind of row and cell that Excel writes into a CSV from a printed form.
#[test]
fn csv_as_spreadsheets_write_it() {
    let csv = "\u{feff}2024年送教登记表,,\r\n日期,教师,\"送教\n课时（课时）\"\r\n2024/3/15,王老师,\"1,200\"\r\n2024/3/16,李老师,1\u{a0}200\r\n2024/3/17,李老师,￥30\r\n2024/3/18,李老师, -   \r\n本页合计,,2430\r\n2024/3/19,李老师,10\r\n合计（课时）,,2440\r\n制表人：某某,审核人：某某,\r\n,,\r\n";
    let (code, messages) = check("送教.csv", "", CSV, csv.as_bytes());
    assert_eq!(code, Some(0), "{messages}");
    assert_eq!(messages.matches("警告[").count(), 1, "{messages}");
    assert!(messages.contains("“-”当作空白"), "{messages}");
    for encoded in [
        encoding_rs::GB18030.encode(csv.trim_start_matches('\u{feff}')).0.into_owned(),
        [0xff, 0xfe]
            .into_iter()
            .chain(csv.trim_start_matches('\u{feff}').encode_utf16().flat_map(u16::to_le_bytes))
            .collect(),
    ] {
        let (code, messages) = check("送教.csv", "", CSV, &encoded);
        assert_eq!(code, Some(0), "{messages}");
    }
}

#[test]
fn a_csv_that_cannot_be_trusted_is_an_error_at_its_place() {
    for (csv, place, word) in [
        (
            "日期,教师,送教课时\n2024-03-01,甲,1\n2024-03-02,\"乙,2\n2024-03-03,丙,3\n",
            "csv:3:12: 错误[bad-value]",
            "双引号一直没有结束",
        ),
        (
            "日期,教师,送教课时\n2024-03-02,\"乙,2\n2024-03-03,丙,3\n2024-03-04,\"丁,4\n",
            "csv:2:12: 错误[bad-value]",
            "双引号一直没有结束",
        ),
        (
            "日期,教师,送教课时\n<<<<<<< HEAD\n2024-03-02,乙,2\n=======\n2024-03-02,乙,3\n>>>>>>> b\n",
            "csv:2:1: 错误[yaml-syntax]",
            "合并冲突标记",
        ),
    ] {
        let (code, messages) = check("送教.csv", "", CSV, csv.as_bytes());
        assert_eq!(code, Some(1));
        assert!(messages.contains(place) && messages.contains(word), "{messages}");
        assert_eq!(messages.matches("错误[").count(), 1, "{messages}");
    }
    // Blank lines and both kinds of line ends are counted as an editor does.
    let spaced = "日期,教师,送教课时\r\n\r\n2024-03-01,甲,1\r\n\r\n\r\n2024-03-02,乙,两节\r\n";
    let (_, messages) = check("送教.csv", "", CSV, spaced.as_bytes());
    assert!(messages.contains("csv:6:14: 错误[bad-value]"), "{messages}");
    let short = "日期,教师,送教课时\n2024-03-02,2\n";
    let (code, messages) = check("送教.csv", "", CSV, short.as_bytes());
    assert_eq!(code, Some(0));
    assert!(messages.contains("只有2格，表头有3格"), "{messages}");
}

/// A spreadsheet keeps `0.955` where the person who wrote it sees `95.50%`.
#[test]
fn a_percentage_counts_as_it_is_shown() {
    let indicators = "指标:\n  - {名称: 优秀率, 单位: \"%\", 方向: 不低于, 汇总: 最新}\n  - {名称: 送教课时, 单位: 课时, 方向: 不低于, 汇总: 合计}\n";
    let plan = "---\n标题: 质量计划\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n  - {指标: 优秀率, 值: 95}\n---\n";
    let ledger = "---\n标题: 质量台账\n表: 送教.xlsx\n列:\n  - {名称: 日期, 作为: 日期}\n  - {名称: 优秀率, 作为: 数据}\n---\n";
    let head: &[C] = &[C::Text("日期"), C::Text("优秀率")];
    let table = xlsx(&[("三月", &[(1, head), (2, &[C::Day(45_366), C::Percent(0.955)])])]);
    let root = small_with(&[
        ("content/指标.yaml", indicators.as_bytes()),
        ("content/学校/qinghe/计划/质量.md", plan.as_bytes()),
        (LEDGER, ledger.as_bytes()),
        (XLSX, &table),
    ]);
    let output = guidang(root.path(), &["status", "--format", "json", "--school", "qinghe"]);
    let text = stdout(&output);
    assert!(text.contains("95.5"), "{text}{}", stderr(&output));
    assert!(!text.contains("0.955"), "{text}");
}

#[test]
fn a_sheet_with_figures_that_no_ledger_reads_is_named() {
    let rows: Rows<'_> = &[(1, HEAD), (2, &[C::Day(45_366), C::Text("王老师"), C::Number(2.0)])];
    let notes: Rows<'_> = &[(1, &[C::Text("填表说明")]), (2, &[C::Number(1.0)])];
    let table = xlsx(&[("三月", rows), ("四月", rows), ("说明", notes), ("空表", &[])]);
    let (code, found) = check("送教.xlsx", "", XLSX, &table);
    assert_eq!(code, Some(0), "{found}");
    assert!(found.contains("工作表“四月”，其中的数不计入"), "{found}");
    assert!(!found.contains("说明”") && !found.contains("空表"), "{found}");
    // The other one is named when a ledger reads the second.
    let (_, found) = check("送教.xlsx", "工作表: 四月\n", XLSX, &table);
    assert!(found.contains("工作表“三月”，其中的数不计入"), "{found}");
    let second = ledger("送教.xlsx", "工作表: 四月\n");
    let root = small_with(&[
        (LEDGER, &ledger("送教.xlsx", "")),
        ("content/学校/qinghe/台账/四月.md", &second),
        (XLSX, &table),
    ]);
    let output = guidang(root.path(), &["check"]);
    assert!(!stderr(&output).contains("工作表“"), "{}", stderr(&output));
}
