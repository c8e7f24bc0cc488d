//! Tables as Excel and WPS save them: read right, or refused with the row.

use std::fs;

use crate::support::{guidang, small_with, stderr};

const LEDGER: &str = "content/学校/shiyan/台账/送教.md";
const TABLE: &str = "content/学校/shiyan/台账/送教.csv";
const HEAD: &str = "---\n标题: 送教台账\n表: 送教.csv\n列:\n  - {名称: 日期, 作为: 日期}\n  - {名称: 送教课时, 作为: 数据}\n  - {名称: 学员编号, 作为: 保密}\n---\n";

/// The total of a table and the small archive's 4 lessons, and the diagnostics of the table: `行:列 代码`.
#[track_caller]
fn check(table: &[u8], total: Option<&str>, messages: &[&str]) {
    let root = small_with(&[(LEDGER, HEAD.as_bytes()), (TABLE, table)]);
    let output = guidang(root.path(), &["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let line = |diagnostic: &serde_json::Value| {
        let (severity, code) =
            (diagnostic["severity"].as_str().unwrap(), diagnostic["code"].as_str().unwrap());
        format!("{}:{} {severity} {code}", diagnostic["line"], diagnostic["column"])
    };
    let got: Vec<String> = report["diagnostics"].as_array().unwrap().iter().map(line).collect();
    assert_eq!(got, messages, "{}", report);
    let built = guidang(root.path(), &["build", "--as-of", "2024-06-30"]);
    assert_eq!(built.status.success(), total.is_some(), "{}", stderr(&built));
    if let Some(total) = total {
        let progress = fs::read_to_string(root.path().join("output/data/progress.json")).unwrap();
        assert!(progress.contains(&format!("\"actual\":\"{total}\"")), "{total}: {progress}");
    }
}

fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

const PLAIN: &str = "日期,送教课时,学员编号\n2024-03-05,2,甲\n2024-04-05,3,乙\n";

#[test]
fn tables_in_any_encoding_line_ending_and_delimiter_are_read() {
    check(PLAIN.as_bytes(), Some("9"), &[]);
    check(&[b"\xef\xbb\xbf", PLAIN.as_bytes()].concat(), Some("9"), &[]);
    check(PLAIN.replace('\n', "\r\n").as_bytes(), Some("9"), &[]);
    check(PLAIN.replace('\n', "\r").as_bytes(), Some("9"), &[]);
    check(&gbk(PLAIN), Some("9"), &["1:1 warning encoding"]);
    let wide: Vec<u8> =
        "\u{feff}".encode_utf16().chain(PLAIN.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    check(&wide, Some("9"), &["1:1 warning encoding"]);
    check(PLAIN.replace(',', ";").as_bytes(), Some("9"), &[]);
    check(PLAIN.replace(',', "\t").as_bytes(), Some("9"), &[]);
    let mixed = [PLAIN.as_bytes(), "2024-05-06,1,".as_bytes(), b"\xc1\xaa\xcd\xa8\n"].concat();
    check(&mixed, None, &["4:1 error encoding"]);
}

#[test]
fn titles_above_the_header_and_blank_rows_are_skipped() {
    check(
        format!("2024年送教登记表,,\n,,\n单位：云岭县实验幼儿园,,\n{PLAIN},,\n\n").as_bytes(),
        Some("9"),
        &[],
    );
    let wrong = format!("2024年送教登记表,,\n{}", PLAIN.replace("3,乙", "约3,乙"));
    check(wrong.as_bytes(), None, &["4:12 error bad-value"]);
}

#[test]
fn total_rows_are_not_counted_and_are_compared() {
    check(format!("{PLAIN}合计,5,\n").as_bytes(), Some("9"), &[]);
    check(format!("{PLAIN}合　计：,5,\n").as_bytes(), Some("9"), &[]);
    check(format!("{PLAIN}总计,6,\n").as_bytes(), Some("9"), &["4:4 warning not-counted"]);
    // The label may stand behind the figure.
    check(format!("{PLAIN},5,合计\n").as_bytes(), Some("9"), &[]);
    check(format!("{PLAIN},6,合计\n").as_bytes(), Some("9"), &["4:2 warning not-counted"]);
    check("日期,送教课时,学员编号\n2024-03-05,2,合计\n".as_bytes(), Some("6"), &[]);
    let parts =
        "日期,送教课时,学员编号\n2024-03-05,2,甲\n小计,2,\n2024-04-05,3,乙\n小计,4,\n合计,5,\n";
    check(parts.as_bytes(), Some("9"), &["5:4 warning not-counted"]);
}

#[test]
fn blank_cells_are_not_zero_and_merged_cells_leave_rows_without_a_date() {
    check("日期,送教课时,学员编号\n2024-03-05,,甲\n2024-04-05,3,\n".as_bytes(), Some("7"), &[]);
    check(
        "日期,送教课时,学员编号\n2024-03-05,2,甲\n,3,乙\n".as_bytes(),
        Some("6"),
        &["3:2 warning not-counted"],
    );
}

#[test]
fn dates_saved_by_spreadsheets_are_read() {
    check("日期,送教课时,学员编号\n45366,2,甲\n".as_bytes(), Some("6"), &["2:1 warning bad-date"]);
    check(
        "日期,送教课时,学员编号\n2024/3/15 0:00,2,甲\n2024-03-16 08:30:00,1,乙\n".as_bytes(),
        Some("7"),
        &[],
    );
    check("日期,送教课时,学员编号\n3月15日,2,甲\n".as_bytes(), None, &["2:1 error bad-date"]);
    check("日期,送教课时,学员编号\n123,2,甲\n".as_bytes(), None, &["2:1 error bad-date"]);
}

#[test]
fn numbers_saved_by_spreadsheets_are_read() {
    check("日期,送教课时,学员编号\n2024-03-05,\"1,200\",甲\n".as_bytes(), Some("1204"), &[]);
    check("日期,送教课时,学员编号\n2024-03-05,２课时,甲\n".as_bytes(), Some("6"), &[]);
    check(
        "日期,送教课时,学员编号\n2024-03-05,1.1E+17,甲\n".as_bytes(),
        None,
        &["2:12 error bad-value"],
    );
    check(
        "日期,送教课时,学员编号\n2024-03-05,2,1.1E+17\n".as_bytes(),
        None,
        &["2:14 error bad-value"],
    );
    for broken in ["=SUM(B2:B3)", "#REF!", "#N/A", "1.2万", "两节"] {
        let table = format!("日期,送教课时,学员编号\n2024-03-05,{broken},甲\n");
        check(table.as_bytes(), None, &["2:12 error bad-value"]);
    }
}

/// What follows from the lack of a header is not reported beside it; what a sheet could not show is named.
#[test]
fn a_table_without_a_header_and_cells_that_show_nothing_are_told_once() {
    for table in ["2024-03-05,2,甲\n2024-03-06,3,乙\n", "日期 送教课时 学员编号\n2024-03-05 2 甲\n"]
    {
        check(table.as_bytes(), None, &["1:1 error missing-field"]);
    }
    let head = "日期,送教课时,学员编号\n";
    check(format!("{head}########,2,甲\n").as_bytes(), None, &["2:1 error bad-value"]);
    let narrow = "2024-03-05,###,甲\n2024-03-06,2,###\n";
    check(format!("{head}{narrow}").as_bytes(), None, &["2:12 error bad-value"]);
    let root = small_with(&[(LEDGER, HEAD.as_bytes()), (TABLE, b"2024-03-05,2,a\n")]);
    let messages = stderr(&guidang(root.path(), &["check"]));
    assert!(messages.contains("日期,送教课时,学员编号"), "{messages}");
    let dates = format!("{head}2024年3月20日星期三,2,甲\n2024-03-05至03-06,2,甲\n");
    let root = small_with(&[(LEDGER, HEAD.as_bytes()), (TABLE, dates.as_bytes())]);
    let messages = stderr(&guidang(root.path(), &["check"]));
    assert!(messages.contains("2024-03-20") && messages.contains("只能写一天"), "{messages}");
}

/// A table that is far too large is refused by its size without being read.
#[test]
fn a_table_of_ten_gigabytes_is_not_read() {
    let root = small_with(&[(LEDGER, HEAD.as_bytes()), (TABLE, b"")]);
    fs::File::create(root.path().join(TABLE)).unwrap().set_len(10 << 30).unwrap();
    let output = guidang(root.path(), &["check"]);
    assert!(stderr(&output).contains("送教.csv:1:1: 错误[too-large]"), "{}", stderr(&output));
}
