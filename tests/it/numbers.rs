//! File numbers through the binary: assigned once, never changed, printed in catalogues.

use std::fs;
use std::path::Path;

use crate::support::{guidang, small_with, stderr, stdout, write};

const SITE: &str = "标题: 云岭县结对帮扶档案\n单位: 云岭县教育局\n截至日: 2024-07-31\n档号:\n  全宗号: J012\n  机构: {实幼: SYY, 清河园: QHY}\n  每盒件数: 2\n学期:\n  - 名称: 2023—2024学年第二学期\n    开始: 2024-02-26\n    结束: 2024-07-05\n";
const LOCK: &str = "content/numbers.yaml";

fn visit(day: &str, more: &str) -> String {
    format!("---\n标题: 送教{day}\n日期: {day}\n类型: 送教下乡\n{more}---\n")
}

fn archive() -> tempfile::TempDir {
    small_with(&[
        ("content/site.yaml", SITE.as_bytes()),
        ("content/学校/shiyan/活动/2024-05-10.md", visit("2024-05-10", "").as_bytes()),
        ("content/学校/qinghe/活动/草稿.md", visit("2024-04-01", "草稿: 是\n").as_bytes()),
    ])
}

/// The entries of numbers.yaml.
fn numbers(root: &Path) -> Vec<String> {
    let text = fs::read_to_string(root.join(LOCK)).unwrap_or_default();
    let lines = text.lines().filter(|line| line.starts_with("  "));
    lines.map(|line| line.trim().to_owned()).collect()
}

#[track_caller]
fn done(root: &Path, args: &[&str]) -> String {
    let output = guidang(root, args);
    assert!(output.status.success(), "{args:?}: {}", stderr(&output));
    stdout(&output)
}

#[test]
fn file_numbers_are_assigned_once_and_an_earlier_record_moves_none() {
    let root = archive();
    let root = root.path();
    let messages = done(root, &["number", "--dry-run"]);
    assert!(
        messages
            .contains("J012-WS·2024-D30-SYY-0001  学校/shiyan/活动/2024-03-15-送教  第一次送教")
    );
    assert!(!root.join(LOCK).exists(), "a dry run writes nothing");
    done(root, &["number"]);
    let first = numbers(root);
    assert_eq!(
        first,
        [
            "J012-WS·2024-Y-SYY-0001: 结对/shiyan-qinghe/计划/2024",
            "J012-WS·2024-D30-SYY-0001: 学校/shiyan/活动/2024-03-15-送教",
            "J012-WS·2024-D30-SYY-0002: 学校/shiyan/活动/2024-05-10",
        ]
    );
    // They go into the catalogue of a bag.
    done(root, &["archive", "-o", "包"]);
    let list = fs::read_to_string(root.join("包/data/catalogue/catalogue.csv")).unwrap();
    assert!(list.contains("1,J012-WS·2024-Y-SYY-0001,实验—清河,2024年结对计划,"), "{list}");
    assert!(list.contains(",,清河镇中心幼儿园,送教2024-04-01,2024-04-01,活动（草稿）,"), "{list}");
    fs::remove_dir_all(root.join("包")).unwrap();
    // The record is earlier than all others, and first by name.
    write(root, "content/学校/shiyan/活动/0.md", visit("2024-01-02", "").as_bytes());
    fs::remove_file(root.join("content/学校/shiyan/活动/2024-05-10.md")).unwrap();
    let output = guidang(root, &["number"]);
    assert!(stderr(&output).contains("档号J012-WS·2024-D30-SYY-0002的记录"), "{}", stderr(&output));
    let mut want = first.clone();
    want.push("J012-WS·2024-D30-SYY-0003: 学校/shiyan/活动/0".into());
    assert_eq!(numbers(root), want);
    let before = fs::read(root.join(LOCK)).unwrap();
    assert_eq!(done(root, &["number"]), "");
    assert_eq!(fs::read(root.join(LOCK)).unwrap(), before);
    assert_eq!(guidang(root, &["check"]).status.code(), Some(0));
    assert_eq!(guidang(root, &["check", "--strict"]).status.code(), Some(1));
    let text = String::from_utf8(before).unwrap();
    let gone = "  J012-WS·2024-D30-SYY-0002: 学校/shiyan/活动/2024-05-10\n";
    let retired = text.replace(gone, "") + "retired:\n" + gone;
    write(root, LOCK, retired.as_bytes());
    done(root, &["check", "--strict"]);
    let fmt = guidang(root, &["fmt", "--check"]);
    assert!(!stdout(&fmt).contains("numbers"), "already formatted: {}", stdout(&fmt));
}

#[test]
fn sealing_a_term_numbers_its_documents() {
    let root = archive();
    let root = root.path();
    write(root, "content/学校/shiyan/活动/later.md", visit("2023-11-20", "").as_bytes());
    let messages = done(root, &["seal", "2023-2024-2"]);
    assert!(messages.contains("编了3个档号：content/numbers.yaml"), "{messages}");
    assert_eq!(numbers(root).len(), 3);
    assert!(
        numbers(root).iter().all(|value| !value.contains("later")),
        "the record belongs to no term that is sealed"
    );
    done(root, &["check", "--strict"]);
    done(root, &["number"]);
    assert_eq!(numbers(root).len(), 4);
    done(root, &["check", "--strict"]);
    let without =
        small_with(&[("content/site.yaml", SITE.replace("全宗号: J012", "门类: WS").as_bytes())]);
    done(without.path(), &["seal", "2023-2024-2"]);
    assert!(!without.path().join(LOCK).exists());
}

#[test]
fn nothing_is_numbered_when_an_archive_cannot_be_numbered() {
    let root = small_with(&[]);
    let output = guidang(root.path(), &["number"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("全宗号: J012"), "{}", stderr(&output));
    let output = guidang(root.path(), &["number", "--lang", "en"]);
    assert!(stderr(&output).contains("fonds: J012"), "{}", stderr(&output));

    let root = archive();
    let damaged = "numbers:\n  J012-WS·2024-D30-SYY-0001: a\n  J012-WS·2024-D30-SYY-0001: b\n";
    write(root.path(), LOCK, damaged.as_bytes());
    let output = guidang(root.path(), &["number"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("content/numbers.yaml:3:3: 错误[duplicate-id]"),
        "{}",
        stderr(&output)
    );
    assert_eq!(fs::read(root.path().join(LOCK)).unwrap(), damaged.as_bytes());
    assert_eq!(guidang(root.path(), &["build"]).status.code(), Some(1));
}

#[test]
fn catalogues_folders_boxes_and_stamps_are_published() {
    let root = archive();
    let root = root.path();
    write(
        root,
        "content/学校/shiyan/活动/formula.md",
        visit("2024-06-01", "文号: \"=1+1\"\n页数: 3\n公示至: 2024-12-31\n")
            .replace("标题: 送教2024-06-01", "标题: \"@SUM(A1),甲\"")
            .as_bytes(),
    );
    write(
        root,
        "content/学校/shiyan/活动/hidden.md",
        visit("2024-06-02", "公示至: 2024-06-30\n")
            .replace("送教2024-06-02", "过期不再公开")
            .as_bytes(),
    );
    done(root, &["number"]);
    done(root, &["build", "-o", "site"]);
    let site = root.join("site");
    let page =
        |path: &str| fs::read_to_string(site.join(path)).unwrap_or_else(|_| panic!("{path}"));

    let csv = page("catalogue/2024-d30.csv");
    assert_eq!(
        csv,
        "\u{feff}序号,档号,文号,责任者,题名,日期,密级,页数,备注\n\
         1,J012-WS·2024-D30-SYY-0001,,云岭县实验幼儿园,第一次送教,20240315,,,\n\
         2,J012-WS·2024-D30-SYY-0002,,云岭县实验幼儿园,送教2024-05-10,20240510,,,\n\
         3,J012-WS·2024-D30-SYY-0003,'=1+1,云岭县实验幼儿园,\"'@SUM(A1),甲\",20240601,,3,\n"
    );
    assert_eq!(page("catalogue/schools/shiyan/2024.csv"), csv);
    let list = page("catalogue/2024-d30.html");
    for part in ["序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注"]
    {
        assert!(list.contains(&format!(">{part}<")), "{part}");
    }
    assert!(list.contains("J012-WS·2024-D30-SYY-0001") && list.contains("20240315"));
    let folders = page("catalogue/schools/shiyan/folders-2024.html");
    assert!(folders.contains("送教下乡") && folders.contains("结对协议"));
    let pairs = page("catalogue/pairs/shiyan-qinghe/2024.html");
    assert!(pairs.contains("J012-WS·2024-Y-SYY-0001"), "the plan of the pair");
    let boxes = page("catalogue/boxes-2024.html");
    assert!(boxes.contains("本盒共2件，件号0001—0002。") && boxes.contains("0003—0004"));
    for part in ["盒内文件情况说明", "整理人", "整理日期", "检查人", "检查日期", "起止件号", "盒号"]
    {
        assert!(boxes.contains(part), "{part}");
    }
    let record = page("schools/shiyan/visits/formula.html");
    assert!(record.contains("class=\"stamp\"") && record.contains("J012-WS·2024-D30-SYY-0003"));
    // Nothing that is not public is on any page or in any table.
    for (path, bytes) in crate::support::files(&site) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("过期不再公开"), "{path}");
    }
    // Without the rule for file numbers none of this is published.
    let plain = small_with(&[]);
    done(plain.path(), &["build", "-o", "site"]);
    assert!(!plain.path().join("site/catalogue").exists());
}

#[test]
fn a_site_may_define_its_own_folders() {
    let own = SITE.replace(
        "  每盒件数: 2\n",
        "  目录:\n    - {名称: 一卷, 种类: [计划]}\n    - {名称: 二卷, 类型: 送教下乡}\n    - {名称: 三卷, 关键词: [没有]}\n",
    );
    let root = small_with(&[("content/site.yaml", own.as_bytes())]);
    done(root.path(), &["build", "-o", "site"]);
    let csv = root.path().join("site/catalogue/pairs/shiyan-qinghe/folders-2024.csv");
    assert_eq!(
        fs::read_to_string(csv).unwrap(),
        "\u{feff}卷号,卷,题名,日期,档号,备注\n\
         1,一卷,2024年结对计划,2024-03-01,,\n\
         2,二卷,第一次送教,2024-03-15,,\n\
         3,三卷,,,,缺\n"
    );
}

#[test]
fn personal_data_is_not_published_in_a_catalogue() {
    let root = archive();
    write(
        root.path(),
        LOCK,
        "numbers:\n  J012-WS·2024-D30-SYY-0001: \"学校/x/13000000000\"\n".as_bytes(),
    );
    let output = guidang(root.path(), &["build", "-o", "site"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(!stderr(&output).contains("13000000000"), "{}", stderr(&output));
}

#[test]
fn a_record_keeps_its_number_without_a_warning_when_the_archive_says_where_it_was() {
    let root = archive();
    let root = root.path();
    done(root, &["number"]);
    done(root, &["check", "--strict"]);
    done(root, &["move", "schools/shiyan/visits/2024-05-10", "schools/qinghe/visits/2024-05-10"]);
    assert!(numbers(root).iter().any(|line| line.contains("SYY-0002: 学校/qinghe/活动")));
    done(root, &["check", "--strict"]);
    // A school that is renamed later is the same one still.
    done(root, &["move", "shiyan", "县实幼"]);
    done(root, &["check", "--strict"]);
    // What no move recorded is still named.
    let moved = root.join("content/学校/qinghe/活动/2024-05-10.md");
    let text = fs::read_to_string(&moved).unwrap();
    let start = text.find("曾用名").unwrap();
    let end = start + text[start..].find("2024-05-10\n").unwrap() + "2024-05-10\n".len();
    fs::write(&moved, format!("{}{}", &text[..start], &text[end..])).unwrap();
    let checked = guidang(root, &["check", "--strict"]);
    assert!(stderr(&checked).contains("SYY-0002"), "{}", stderr(&checked));
}
