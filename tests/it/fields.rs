//! The fields of a visit's form, of a pair and of a school (docs/content-model.md §2), from the file to the page.

use crate::support::{guidang, small_with, stderr, write};

const VISIT: &str = "content/学校/shiyan/活动/2024-04-10.md";
const GOOD: &str = "标题: 四月送教\n日期: 2024-04-10\n类型: 送教下乡";
const PAIR: &str = "content/结对/shiyan-qinghe/结对.yaml";
const SCHOOL: &str = "content/学校/qinghe/学校.yaml";
/// The visit of the small archive, with a problem.
const FOUND: &str = "content/学校/shiyan/活动/2024-03-15-送教.md";
const FOUND_TEXT: &str = "---\n标题: 第一次送教\n日期: 2024-03-15\n类型: 送教下乡\n对象校: 清河园\n措施: 开学对接\n数据:\n  送教课时: 4\n问题整改:\n  - 问题: 玩教具不足\n---\n\n上了两节示范课。\n";

/// A path and the bytes of its file.
type File = (&'static str, Vec<u8>);

fn visit(front: &str) -> Vec<u8> {
    format!("---\n{front}\n---\n").into_bytes()
}

/// Cases of `messages.rs`: a name, and the files that are wrong.
pub fn cases() -> Vec<(&'static str, Vec<File>)> {
    let v = |name, front: &str| (name, vec![(VISIT, visit(front))]);
    let with_found = |name, front: &str| {
        (name, vec![(VISIT, visit(front)), (FOUND, FOUND_TEXT.as_bytes().to_vec())])
    };
    let pair = |name, line: &str, files: Vec<File>| {
        let text =
            format!("名称: 实验—清河\n帮扶校: 实幼\n受援校: 清河园\n开始: 2024-03-01\n{line}\n");
        let mut all = vec![(PAIR, text.into_bytes())];
        all.extend(files);
        (name, all)
    };
    let school = |line: &str| {
        format!("名称: 清河镇中心幼儿园\n学段: 幼儿园\n简称: [清河园]\n{line}\n").into_bytes()
    };
    vec![
        v("follow-up-without-problem", &format!("{GOOD}\n问题整改:\n  - 责任人: 王园长")),
        v("follow-up-is-text", &format!("{GOOD}\n问题整改: 玩教具不足")),
        v(
            "follow-up-due-before",
            &format!("{GOOD}\n问题整改:\n  - 问题: 玩教具不足\n    期限: 2023-05-01"),
        ),
        v(
            "follow-up-done-before",
            &format!("{GOOD}\n问题整改:\n  - 问题: 玩教具不足\n    销号: 2023-05-01"),
        ),
        v(
            "follow-up-done-later",
            &format!("{GOOD}\n问题整改:\n  - 问题: 玩教具不足\n    销号: 2142-05-01"),
        ),
        v("follow-up-key-in-visit", &format!("{GOOD}\n存在问题: 玩教具不足")),
        v(
            "too-many-follow-ups",
            &format!("{GOOD}\n问题整改:\n{}", "  - 问题: 玩教具不足\n".repeat(201)),
        ),
        v("closes-unknown-record", &format!("{GOOD}\n销号:\n  - 记录: schools/x/visits/y")),
        with_found(
            "closes-near-record",
            &format!("{GOOD}\n销号:\n  - 记录: 学校/shiyan/活动/2024-03-15-送教课"),
        ),
        with_found(
            "closes-unknown-problem",
            &format!("{GOOD}\n销号:\n  - 记录: 第一次送教\n    问题: 玩具教不足"),
        ),
        with_found(
            "closes-other-problem",
            &format!("{GOOD}\n销号:\n  - 记录: 第一次送教\n    问题: 屋顶漏水"),
        ),
        (
            "closes-ambiguous",
            vec![
                (VISIT, visit(&format!("{GOOD}\n销号:\n  - 记录: 第一次送教"))),
                (FOUND, FOUND_TEXT.as_bytes().to_vec()),
                (
                    "content/学校/shiyan/活动/2024-03-16.md",
                    FOUND_TEXT.replace("措施: 开学对接\n", "").replace("03-15", "03-16").into(),
                ),
            ],
        ),
        v("closes-nothing", &format!("{GOOD}\n销号:\n  - 记录: 学校/shiyan/活动/2024-03-15-送教")),
        with_found(
            "closes-later",
            "标题: 二月送教\n日期: 2024-02-28\n类型: 送教下乡\n销号:\n  - 记录: 第一次送教",
        ),
        v("closes-own", &format!("{GOOD}\n问题整改: [问题: 教案不齐]\n销号:\n  - 记录: 四月送教")),
        v("closes-without-record", &format!("{GOOD}\n销号:\n  - 问题: 玩教具不足")),
        v("other-is-field", &format!("{GOOD}\n其他:\n  活动地点: 礼堂\n  天气: 晴")),
        v("other-is-measure", &format!("{GOOD}\n其他:\n  送教课时: 4")),
        v("other-without-label", &format!("{GOOD}\n其他:\n  \"\": 晴")),
        v("other-twice", &format!("{GOOD}\n其他:\n  天气: 晴\n  \"天气 \": 雨")),
        v("other-is-list", &format!("{GOOD}\n其他: [晴]")),
        v("other-holds-list", &format!("{GOOD}\n其他:\n  天气: [晴]")),
        v("other-person", &format!("{GOOD}\n其他:\n  家长电话: 13812345678")),
        v("follow-up-person", &format!("{GOOD}\n问题整改:\n  - 问题: 11010519491231002X 未入园")),
        pair("agreement-missing", "协议: 协议.pdf", vec![]),
        pair(
            "agreement-near",
            "协议: 协议.pdf",
            vec![("content/结对/shiyan-qinghe/结对协议.pdf", b"%PDF-1.4\n".to_vec())],
        ),
        pair("agreement-outside", "协议: ../协议.pdf", vec![]),
        pair(
            "agreement-not-named",
            "",
            vec![("content/结对/shiyan-qinghe/结对协议.pdf", b"%PDF-1.4\n".to_vec())],
        ),
        ("merged-unknown", vec![(SCHOOL, school("并入: 县一小"))]),
        ("merged-into-its-helper", vec![(SCHOOL, school("停办: 2024-08-31\n并入: 实幼"))]),
        ("merged-itself", vec![(SCHOOL, school("并入: 清河园"))]),
        (
            "merged-circle",
            vec![
                (SCHOOL, school("并入: 实幼")),
                (
                    "content/学校/shiyan/学校.yaml",
                    "名称: 云岭县实验幼儿园\n学段: 幼儿园\n简称: [实幼]\n并入: 清河园\n".into(),
                ),
            ],
        ),
    ]
}

fn check(files: &[(&str, &str)]) -> String {
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    stderr(&guidang(small_with(&files).path(), &["check", "--lang", "zh"]))
}

#[test]
fn the_labels_of_forms_stand_for_the_new_fields() {
    let text = "---\n活动主题: 听评课\n活动时间: 2024年4月10日8:00—11:30\n活动类型: 听评课\n活动形式: 上门\n听课学科: 语文\n听课班级: 三（2）班\n授课内容: 荷花\n活动主持人: 李老师\n反馈意见: 很好\n受援校需求: 音乐课示范\n整改清单:\n  - 存在问题: 教案不齐\n    整改责任人: 王园长\n    整改时限: 2024-05-01\n    销号日期: 2024-04-28\n---\n";
    let said = check(&[(VISIT, text)]);
    assert!(said.contains("0个错误，0个警告"), "{said}");
}

#[test]
fn a_record_is_closed_by_id_path_or_title() {
    for name in [
        "学校/shiyan/活动/2024-03-15-送教",
        "content/学校/shiyan/活动/2024-03-15-送教.md",
        "./2024-03-15-送教.md",
        "../活动/2024-03-15-送教",
        "第一次送教",
    ] {
        let closing = format!("---\n{GOOD}\n销号:\n  - 记录: {name}\n    问题: 玩教具 不足\n---\n");
        let said = check(&[(FOUND, FOUND_TEXT), (VISIT, &closing)]);
        assert!(said.contains("0个错误，0个警告"), "{name}: {said}");
    }
}

#[test]
fn that_a_closed_record_cannot_be_read_is_said_once() {
    let broken = FOUND_TEXT.replace("日期: 2024-03-15", "日期: 2024-13-15");
    for name in ["学校/shiyan/活动/2024-03-15-送教", "第一次送教"] {
        let closing = format!("---\n{GOOD}\n销号:\n  - 记录: {name}\n---\n");
        let said = check(&[(FOUND, &broken), (VISIT, &closing)]);
        assert_eq!(said.matches("错误[").count(), 1, "{name}: {said}");
    }
}

#[test]
fn an_agreement_may_be_any_file_beside_the_pair() {
    let pair = "名称: 实验—清河\n形式: 教育集团\n帮扶校: 实幼\n受援校: 清河园\n开始: 2024-03-01\n协议: 结对协议.pdf\n";
    let root = small_with(&[(PAIR, pair.as_bytes())]);
    write(root.path(), "content/结对/shiyan-qinghe/结对协议.pdf", b"%PDF-1.4\n");
    let said = stderr(&guidang(root.path(), &["check", "--lang", "zh"]));
    assert!(!said.contains("stray-file") && !said.contains("错误["), "{said}");
}

/// A visit with everything that its form asks.
const FULL: &str = "---\n标题: 四月听评课\n日期: 2024-04-10\n时间: 8:00—11:30\n类型: 听评课\n形式: 上门\n学科: 语文\n年级: [三年级, 四年级]\n课题: 荷花\n对象校: 清河园\n地点: 礼堂\n主持人: 李老师\n主讲人: 王老师、张老师\n参加人: [赵老师]\n参加人数: 24\n记录人: 钱老师\n帮扶需求: 音乐课示范\n对方意见: |\n  很好\n  盼再来\n其他:\n  天气状况: 小雨转晴\n说明: 原定上周\n数据:\n  送教课时: 2\n---\n\n上课、评课。\n";

fn built(files: &[(&str, &str)]) -> tempfile::TempDir {
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    let root = small_with(&files);
    let built = guidang(root.path(), &["build", "-q"]);
    assert!(built.status.success(), "{}", stderr(&built));
    root
}

fn page(root: &std::path::Path, path: &str) -> String {
    std::fs::read_to_string(root.join("output").join(path)).unwrap_or_else(|_| panic!("no {path}"))
}

/// That these texts stand in a page, in this order.
#[track_caller]
fn in_order(page: &str, texts: &[&str]) {
    let mut rest = page;
    for text in texts {
        let (_, after) = rest.split_once(text).unwrap_or_else(|| panic!("{text} in {page}"));
        rest = after;
    }
}

#[test]
fn the_page_of_a_visit_reads_like_the_form_on_paper_too() {
    let root = built(&[(VISIT, FULL)]);
    let facts = [
        "8:00—11:30",
        "礼堂",
        "清河镇中心幼儿园",
        "听评课",
        "上门",
        "语文",
        "三年级、四年级",
        "荷花",
        "李老师",
        "王老师、张老师",
        "赵老师",
        "24人",
        "钱老师",
        "天气状况",
        "小雨转晴",
        "原定上周",
    ];
    let path = "schools/shiyan/visits/2024-04-10.html";
    let shown = page(root.path(), path);
    let (_, side) = shown.split_once("<aside").unwrap();
    in_order(side, &facts);
    for text in ["音乐课示范", "<p>很好", "<p>盼再来"] {
        assert!(shown.contains(text), "{text}");
    }
    in_order(
        &shown,
        &["上课、评课", "音乐课示范", "帮扶校（签字）", "实验幼儿园", "受援校（签字）", "清河镇"],
    );
}

#[test]
fn a_record_says_all_that_it_serves() {
    let summary =
        "---\n标题: 春季总结\n学期: 2023—2024学年第二学期\n日期: 2024-07-01\n---\n\n总结。\n";
    let problem = FULL.replace("其他:", "问题整改:\n  - 问题: 教案不齐\n其他:");
    let root = built(&[
        (VISIT, &problem.replace("对象校:", "措施: 开学对接\n对象校:")),
        ("content/学校/shiyan/总结/2024-07-01.md", summary),
    ]);
    let shown = page(root.path(), "schools/shiyan/visits/2024-04-10.html");
    let (_, serves) = shown.split_once("serves-title").unwrap();
    let (serves, _) = serves.split_once("</section>").unwrap();
    in_order(
        serves,
        &[
            "用于",
            "计划",
            "（1项目标）",
            "措施",
            "开学对接会",
            "四有检查",
            "云岭县实验幼儿园",
            "实验—清河",
            "总结",
            "春季总结",
            "问题整改台账",
        ],
    );
}

#[test]
fn an_agreement_is_published_and_the_pair_links_to_it() {
    let pair = "名称: 实验—清河\n形式: 教育集团\n帮扶校: 实幼\n受援校: 清河园\n开始: 2024-03-01\n协议: 协议书.csv\n";
    let root = built(&[(PAIR, pair), ("content/结对/shiyan-qinghe/协议书.csv", "条款\n送教\n")]);
    let shown = page(root.path(), "pairs/shiyan-qinghe/index.html");
    assert!(shown.contains("教育集团") && shown.contains("协议书.csv</a>"), "{shown}");
    let files = crate::support::files(&root.path().join("output"));
    assert!(files.keys().any(|path| path.starts_with("pairs/shiyan-qinghe/agreement/")));
}

#[test]
fn a_merged_school_and_the_school_it_went_to_name_each_other() {
    let school =
        "名称: 清河镇中心幼儿园\n学段: 幼儿园\n简称: [清河园]\n停办: 2024-06-30\n并入: 实幼\n";
    let root = built(&[(SCHOOL, school)]);
    let merged = page(root.path(), "schools/qinghe/index.html");
    in_order(&merged, &["并入", "../shiyan/index.html"]);
    let other = page(root.path(), "schools/shiyan/index.html");
    in_order(&other, &["并入本校的学校", "清河镇中心幼儿园"]);
}

#[test]
fn schools_are_listed_by_township_and_never_ranked() {
    let of = |name: &str, township: &str| format!("名称: {name}\n学段: 小学\n乡镇: {township}\n");
    let root = built(&[
        ("content/学校/a1/学校.yaml", &of("甲小学", "石门乡")),
        ("content/学校/b2/学校.yaml", &of("乙小学", "清河镇")),
        ("content/学校/c3/学校.yaml", &of("丙小学", "石门乡")),
    ]);
    for path in ["schools.html", "index.html"] {
        let shown = page(root.path(), path);
        in_order(&shown, &["甲小学", "丙小学", "乙小学", "云岭县实验幼儿园"]);
    }
}
