//! Figures with a data key that no indicator reads are listed with those that no target counts (docs/content-model.md §6).

use crate::support::{guidang, small_with, stdout};

const VISIT: &str = "content/学校/shiyan/活动/2024-04-10.md";
const LEDGER: &str = "content/学校/qinghe/台账/设备.md";

/// A visit with two unread keys, an empty and an unfilled one, and a table with an unread column of two filled cells.
const FILES: &[(&str, &str)] = &[
    (
        VISIT,
        "---\n标题: 四月送教\n日期: 2024-04-10\n类型: 送教下乡\n参加人数: 30\n数据:\n  送教课时: 2\n  送教课是: 3\n  听课人次: 18\n  空着: \n  没填: 待定\n---\n",
    ),
    (
        LEDGER,
        "---\n标题: 设备\n表: 设备.csv\n列:\n  - {名称: 日期, 作为: 日期}\n  - {名称: 台数, 作为: 数据}\n  - {名称: 备注, 作为: 文字}\n---\n",
    ),
    (
        "content/学校/qinghe/台账/设备.csv",
        "日期,台数,备注\n2024-03-05,3,新\n2024-03-06,,旧\n2024-04-07,5,新\n,7,合并的格\n合计,15,\n",
    ),
];

fn archive() -> tempfile::TempDir {
    let files: Vec<(&str, &[u8])> =
        FILES.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    small_with(&files)
}

#[test]
fn unread_figures_are_listed_with_the_reason() {
    let root = archive();
    let run = |args: &[&str]| stdout(&guidang(root.path(), args));
    let text = run(&["status", "--uncounted"]);
    assert!(text.contains("有4处数不计入任何目标"), "{text}");
    assert!(text.contains("台数（1行）：这几行没有日期"), "{text}");
    assert!(text.contains("送教课是：没有指标读取“送教课是”，是不是“送教课时”？"), "{text}");
    assert!(text.contains("听课人次：没有指标读取“听课人次”\n"), "{text}");
    assert!(text.contains("台数（2行）：没有指标读取“台数”"), "{text}");
    let english = run(&["status", "--uncounted", "--lang", "en"]);
    assert!(english.contains("no indicator reads “送教课是”: is it “送教课时”?"), "{english}");
    // The number of people is a fact of the visit where no indicator reads it.
    assert!(!text.contains("参加人数"), "{text}");

    let gaps = run(&["close", "2023-2024-2", "-n"]);
    assert!(gaps.contains("没有指标读取“听课人次”"), "{gaps}");

    assert_eq!(guidang(root.path(), &["build"]).status.code(), Some(0));
    let page = std::fs::read_to_string(root.path().join("output/uncounted.html")).unwrap();
    for words in ["四月送教", "听课人次", "是不是“送教课时”？", "没有指标读取“台数”"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
}

/// A kept parse says the same of them, and a draft's are not listed.
#[test]
fn unread_figures_are_kept_and_those_of_drafts_left_out() {
    let root = archive();
    assert_eq!(guidang(root.path(), &["build"]).status.code(), Some(0));
    crate::support::write(root.path(), "content/site.yaml", "标题: 云岭县档案\n".as_bytes());
    assert_eq!(guidang(root.path(), &["build"]).status.code(), Some(0));
    let page = std::fs::read_to_string(root.path().join("output/uncounted.html")).unwrap();
    assert!(page.contains("没有指标读取“听课人次”"), "{page}");

    let text = FILES[0].1.replace("标题: 四月", "草稿: 是\n标题: 四月");
    crate::support::write(root.path(), VISIT, text.as_bytes());
    let text = stdout(&guidang(root.path(), &["status", "--uncounted"]));
    assert!(text.contains("有2处"), "{text}");
}
