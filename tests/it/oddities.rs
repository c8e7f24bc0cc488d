//! What is probably not meant (docs/content-model.md §6): each kind with its message, and labels of forms.

use crate::support::{guidang, small_with, stderr, stdout};

const VISIT: &str = "content/学校/shiyan/活动/2024-04-10.md";
const GOOD: &str = "标题: 四月送教\n日期: 2024-04-10\n类型: 送教下乡";

const PLAN: &str = "content/结对/shiyan-qinghe/计划/2024.md";
const PLAN_TEXT: &str = "---\n标题: 2024年结对计划\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n  - 指标: 送教课时\n    值: 10\n措施:\n  - 编号: 开学对接\n    名称: 开学对接会\n---\n\n计划正文。\n";
const LEDGER: &str = "content/学校/shiyan/台账/送教.md";
const TABLE: &str = "content/学校/shiyan/台账/送教.csv";
const LEDGER_TEXT: &str = "---\n标题: 送教台账\n表: 送教.csv\n列:\n  - {名称: 日期, 作为: 日期}\n  - {名称: 备注, 作为: 文字}\n  - {名称: 送教课时, 作为: 数据}\n---\n";
/// The beginning of a picture.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Indicators with a limit for one entry, and of names.
const INDICATORS: &str = "指标:\n  - 名称: 送教课时\n    单位: 课时\n    方向: 不低于\n    汇总: 合计\n    单条上限: 20\n  - 名称: 教研教师\n    单位: 人\n    方向: 不低于\n    汇总: 去重计数\n";

/// A path and the bytes of its file.
type File = (&'static str, Vec<u8>);

fn visit(front: &str) -> Vec<u8> {
    format!("---\n{front}\n---\n").into_bytes()
}

fn at(path: &'static str, front: &str) -> Vec<File> {
    vec![(path, visit(front))]
}

/// Cases of `messages.rs`: a name, and the files that are wrong.
pub fn cases() -> Vec<(&'static str, Vec<File>)> {
    let v = |name, front: &str| (name, at(VISIT, front));
    vec![
        v("odd-future-day", "标题: 四月送教\n日期: 2142-04-10\n类型: 送教下乡"),
        v("odd-deciding-day", "标题: 四月送教\n日期: 2025-04-10\n类型: 送教下乡"),
        (
            "odd-last-day",
            vec![
                (VISIT, visit("标题: 四月送教\n日期: 2025-04-10\n类型: 送教下乡")),
                (
                    "content/学校/shiyan/活动/2025-04-01.md",
                    visit("标题: 送教\n日期: 2025-04-01\n类型: 送教下乡"),
                ),
            ],
        ),
        v("odd-file-name-day", "标题: 四月送教\n日期: 2024-04-01\n类型: 送教下乡"),
        v("odd-hash", "标题: 第2次送教 #三年级\n日期: 2024-04-10\n类型: 送教下乡\n地点: #3号楼"),
        v("odd-hash-required", "标题: #3号楼\n日期: 2024-04-10\n类型: 送教下乡"),
        (
            "odd-groups",
            vec![
                ("content/指标.yaml", INDICATORS.into()),
                (
                    VISIT,
                    visit(&format!(
                        "{GOOD}\n主讲人: 王芳/李明\n数据:\n  送教课时: 2/3\n  教研教师: [李老师等18人, 全体教师, 王芳＋李明]"
                    )),
                ),
            ],
        ),
        v("odd-names", &format!("{GOOD}\n参加人: 王芳 李明 赵强\n主讲人: 【王芳，李明】")),
        (
            "csv-text-behind-quote",
            vec![
                (LEDGER, LEDGER_TEXT.into()),
                (TABLE, "日期,备注,送教课时\n2024-03-01,\"甲\"乙,1\n2024-03-02,丙,2\n".into()),
            ],
        ),
        (
            "csv-space-before-quote",
            vec![
                (LEDGER, LEDGER_TEXT.into()),
                (TABLE, "日期,备注,送教课时\n2024-03-01, \"甲,乙\",1\n2024-03-02,丙,2\n".into()),
            ],
        ),
        ("misnamed-school", vec![("content/学校/waixiao/学校.yml", "名称: 白石小学\n学段: 小学\n".into())]),
        (
            "folder-without-record",
            vec![
                ("content/学校/shiyan/活动/荷花.md", [visit(GOOD), "\n![荷花](荷花/1.png)\n".into()].concat()),
                ("content/学校/shiyan/活动/荷花/1.png", PNG.to_vec()),
                ("content/学校/shiyan/活动/荷花/签到册.docx", b"PK".to_vec()),
                ("content/学校/shiyan/活动/照片/2.png", PNG.to_vec()),
            ],
        ),
        ("open-bold", vec![(VISIT, [visit(GOOD), "\n**重点：送教。\n\n效果**：好。\n".into()].concat())]),
        (
            "wide-before-heading",
            vec![(VISIT, [visit(GOOD), "\n\u{3000}\u{3000}## 经过\n".into()].concat())],
        ),
        ("plan-without-days", vec![(PLAN, PLAN_TEXT.replace("2024-12-31", "20xx-12-31").into())]),
        ("plan-without-title", vec![(PLAN, PLAN_TEXT.replace("2024年结对计划", "待定").into())]),
        v("time-is-date", "标题: 四月送教\n时间: 2024年4月10日\n类型: 送教下乡"),
        v("time-is-no-time", &format!("{GOOD}\n时间: 第二节课")),
        (
            "only-headings",
            vec![(
                VISIT,
                [visit(GOOD), "\n## 活动过程\n\n<!-- 写这里 -->\n\n## 活动效果\n".into()].concat(),
            )],
        ),
        (
            "sensitive-file",
            vec![
                (
                    "content/指标.yaml",
                    INDICATORS.replace("    汇总: 合计\n", "    汇总: 合计\n    敏感: 是\n").into(),
                ),
                (
                    "content/学校/shiyan/活动/2024-04-10/index.md",
                    visit(&format!("{GOOD}\n数据:\n  送教课时: 2")),
                ),
                ("content/学校/shiyan/活动/2024-04-10/名单.csv", "班级,人数\n一班,2\n".into()),
            ],
        ),
        (
            "money-beside-few",
            vec![
                (
                    "content/指标.yaml",
                    "指标:\n  - {名称: 送教课时, 单位: 课时, 方向: 不低于, 汇总: 合计}\n  - {名称: 受助人数, 单位: 人, 方向: 不低于, 汇总: 合计, 敏感: 是}\n  - {名称: 资助金额, 单位: 元, 方向: 不低于, 汇总: 合计}\n".into(),
                ),
                (VISIT, visit(&format!("{GOOD}\n数据:\n  受助人数: 2\n  资助金额: 1250"))),
            ],
        ),
        (
            "merged-not-closed",
            vec![(
                "content/学校/shiyan/学校.yaml",
                "名称: 云岭县实验幼儿园\n学段: 幼儿园\n简称: [实幼]\n并入: qinghe\n".into(),
            )],
        ),
        v("names-are-fields", &format!("{GOOD}\n参加人: {{老师: 王芳}}")),
        (
            "term-without-day",
            vec![
                ("content/site.yaml", "标题: 档案\n".into()),
                ("content/学校/shiyan/总结/2024.md", visit("标题: 总结\n学期: 春天\n日期: 2024-13-45")),
            ],
        ),
        v("follow-ups-are-text", &format!("{GOOD}\n问题整改: 玩教具不足")),
        v("closes-is-text", &format!("{GOOD}\n销号:\n  - 学校/shiyan/活动/2024-03-15-送教")),
        v("schools-by-spaces", &format!("{GOOD}\n对象校: 清河园 实幼")),
        v("time-backwards", &format!("{GOOD}\n时间: 11:30—8:00")),
        v(
            "follow-up-twice",
            &format!(
                "{GOOD}\n问题整改:\n  - 问题: 玩教具不足\n  - 问题: 玩教具 不足\n    期限: 2024-05-01"
            ),
        ),
        v("several-days", "标题: 四月送教\n日期: 2024-04-10至04-12\n类型: 送教下乡"),
        v("several-days-time", "标题: 四月送教\n时间: 2024年4月10日—12日\n类型: 送教下乡"),
        v("several-days-public", &format!("{GOOD}\n公示至: 2024-05-01至2024-05-03")),
        (
            "several-days-plain",
            at("content/学校/shiyan/荣誉/a.md", "标题: 优秀园\n日期: 2024-04-10~2024-04-12\n"),
        ),
        v("weekday", "标题: 四月送教\n日期: 2024-04-10（星期三）\n类型: 送教下乡"),
        v("impossible-year", "标题: 四月送教\n日期: 2204-04-10\n类型: 送教下乡"),
        v("invisible-in-key", "标题: 四月送教\n日期: 2024-04-10\n\u{200b}类型: 送教下乡"),
        v("not-indented", &format!("{GOOD}\n数据:\n送教课时: 2\n在校人数: 300\n地点: 礼堂")),
        v("other-spelling-label", &format!("{GOOD}\n活动主题: 又一次")),
        v("measure-as-key", &format!("{GOOD}\n送教课时: 2")),
        v("figure-as-key", &format!("{GOOD}\n家访户数: 12户")),
        v("photo-as-key", &format!("{GOOD}\n照片: a.jpg")),
        v("remark-as-key", &format!("{GOOD}\n备注: 下次再来")),
        v(
            "no-target-day",
            "标题: 四月送教\n日期: 2023-04-10\n类型: 送教下乡\n数据:\n  送教课时: 2",
        ),
        (
            "no-target-school",
            vec![
                ("content/学校/waixiao/学校.yaml", "名称: 白石小学\n学段: 小学\n".into()),
                (
                    "content/学校/waixiao/台账/a.md",
                    visit(
                        "标题: 台账\n表: a.csv\n列:\n  - 名称: 日期\n    作为: 日期\n  - 名称: 送教课时\n    作为: 数据",
                    ),
                ),
                (
                    "content/学校/waixiao/台账/a.csv",
                    "日期,送教课时\n2024-04-01,2\n2024-04-02\n2024-04-03,-\n2024-04-04,无\n".into(),
                ),
            ],
        ),
        (
            "spreadsheet",
            vec![
                (
                    "content/学校/qinghe/台账/a.md",
                    visit("标题: 台账\n表: a.xlsx\n列:\n  - 名称: 日期\n    作为: 日期"),
                ),
                ("content/学校/qinghe/台账/a.xlsx", b"PK".to_vec()),
                (
                    "content/学校/qinghe/台账/b.md",
                    visit("标题: 台账\n表: b.xls\n列:\n  - 名称: 日期\n    作为: 日期"),
                ),
                ("content/学校/qinghe/台账/b.xls", b"<html><table>".to_vec()),
                ("content/学校/qinghe/台账/c.xlsx", b"PK".to_vec()),
            ],
        ),
        (
            "csv-wide-commas",
            vec![
                (
                    "content/学校/qinghe/台账/a.md",
                    visit(
                        "标题: 台账\n表: a.csv\n列:\n  - 名称: 日期\n    作为: 日期\n  - 名称: 备注\n    作为: 文字",
                    ),
                ),
                ("content/学校/qinghe/台账/a.csv", "日期，备注\n2024-04-01，甲\n".into()),
            ],
        ),
        (
            "csv-open-quote",
            vec![
                (
                    "content/学校/qinghe/台账/a.md",
                    visit(
                        "标题: 台账\n表: a.csv\n列:\n  - 名称: 日期\n    作为: 日期\n  - 名称: 备注\n    作为: 文字",
                    ),
                ),
                (
                    "content/学校/qinghe/台账/a.csv",
                    "日期,备注\n2024-04-01,\"甲\n2024-04-02,乙\n".into(),
                ),
            ],
        ),
        (
            "not-index",
            vec![
                ("content/学校/shiyan/活动/家访/家访.md", visit(GOOD)),
                ("content/学校/shiyan/活动/送教/index.md", visit(GOOD)),
                ("content/学校/shiyan/活动/送教/又一次.md", visit(GOOD)),
            ],
        ),
        (
            "missing-photo",
            vec![(
                VISIT,
                format!("---\n{GOOD}\n---\n![合影](合影.jpg)和![上课](照片\\1.jpg)。\n")
                    .into_bytes(),
            )],
        ),
        v("unknown-plan-listed", &format!("{GOOD}\n计划: 甲乙丙丁\n对象校: 大坪小学")),
        (
            "odd-above-max",
            vec![
                ("content/指标.yaml", INDICATORS.into()),
                (VISIT, visit(&format!("{GOOD}\n数据:\n  送教课时: 200"))),
                (
                    "content/学校/qinghe/台账/a.md",
                    visit(
                        "标题: 台账\n表: a.csv\n列:\n  - 名称: 日期\n    作为: 日期\n  - 名称: 送教课时\n    作为: 数据",
                    ),
                ),
                (
                    "content/学校/qinghe/台账/a.csv",
                    "日期,送教课时\n2024-04-01,21\n2024-04-02,20\n".into(),
                ),
            ],
        ),
        (
            "odd-near-names",
            vec![
                ("content/指标.yaml", INDICATORS.into()),
                (VISIT, visit(&format!("{GOOD}\n数据:\n  教研教师: 李晓明、王老师"))),
                (
                    "content/学校/shiyan/活动/2024-04-11.md",
                    visit(
                        "标题: 送教\n日期: 2024-04-11\n类型: 送教下乡\n数据:\n  教研教师: [李小明，王老师]",
                    ),
                ),
            ],
        ),
        v("type-contains", "标题: 看活动\n日期: 2024-04-10\n类型: 幼儿园看一日活动"),
        v("text-after-bracket", "标题: [送教]数学\n日期: 2024-04-10\n类型: 送教下乡"),
        v("title-in-brackets", "标题: [开学对接会照片]\n日期: 2024-04-10\n类型: 送教下乡"),
        (
            "html-table",
            vec![(
                VISIT,
                format!("---\n{GOOD}\n---\n<table><tr><td>1</td></tr></table>\n").into_bytes(),
            )],
        ),
        v("helper-label-in-visit", &format!("{GOOD}\n帮扶学校: 实幼")),
    ]
}

fn check(files: &[(&str, &[u8])]) -> (Option<i32>, String) {
    let root = small_with(files);
    let output = guidang(root.path(), &["check", "--strict"]);
    (output.status.code(), stderr(&output))
}

#[test]
fn labels_of_forms_are_keys() {
    for front in [
        "活动主题: 四月送教\n活动时间: 2024-04-10\n活动类型: 送教下乡\n活动地点: 礼堂\n参与人员: 王老师、李老师",
        "活动名称: 四月送教\n活动日期: 2024年4月10日\n活动形式: 送教下乡\n到会人数: 32\n出席人员: [王老师，李老师]",
        "主题: 四月送教\n活动时间: 2024年4月10日14:30—16:00\n类型: 送教下乡\n活动形式: 线上\n主讲教师: 王老师",
        "标题: 四月送教\n日期: 2024-04-10\n活动时间: 14:30\n类型: 送教下乡\n授课人: 王老师\n记录员: 李老师",
    ] {
        let (code, messages) = check(&[(VISIT, &visit(front))]);
        assert_eq!(code, Some(0), "{front}\n{messages}");
    }
    let pair = "名称: 实验—清河\n帮扶学校: 实幼\n被帮扶校: 清河园\n开始: 2024-03-01\n";
    let (code, messages) = check(&[("content/结对/shiyan-qinghe/结对.yaml", pair.as_bytes())]);
    assert_eq!(code, Some(0), "{messages}");
}

#[test]
fn a_label_next_to_its_key_is_written_twice() {
    for (front, found, first) in [
        (format!("{GOOD}\n活动名称: 又一次"), "活动名称", "标题"),
        (format!("活动主题: 又一次\n{GOOD}"), "标题", "活动主题"),
        (format!("{GOOD}\n活动时间: 2024-04-10 14:30"), "活动时间", "日期"),
        (format!("{GOOD}\n活动类型: 送教下乡"), "活动类型", "类型"),
        (format!("{GOOD}\n参加人员: 王老师\n出席人员: 王老师"), "出席人员", "参加人员"),
    ] {
        let (code, messages) = check(&[(VISIT, &visit(&front))]);
        assert_eq!(code, Some(1), "{front}");
        assert!(messages.contains("[duplicate-key]"), "{messages}");
        assert!(messages.contains(&format!("“{found}”与")), "{messages}");
        assert!(messages.contains(&format!("“{first}”是同一个字段")), "{messages}");
        assert_eq!(messages.matches("错误[").count(), 1, "{messages}");
    }
}

#[test]
fn labels_are_not_keys_where_they_mean_something_else() {
    // In `data` the names of measures are never relabelled; in site.yaml 主题 is the theme.
    let (code, messages) = check(&[(VISIT, &visit(&format!("{GOOD}\n数据:\n  活动主题: 2")))]);
    assert_eq!(code, Some(1), "{messages}");
    assert!(messages.contains("没有指标读取“活动主题”"), "{messages}");
}

/// Each slip yields one problem: what only follows from it is left out.
#[test]
fn one_slip_is_one_problem() {
    for front in [
        "标题: 四月送教\n日其: 2024-04-10\n类型: 送教下乡".to_owned(),
        "标题: 四月送教\n时间: 2024-04-10\n类型: 送教下乡".to_owned(),
        "标题: 四月送教\n日期: 2024-04-10\n\u{feff}类型: 送教下乡".to_owned(),
        "标题: #3号楼\n日期: 2024-04-10\n类型: 送教下乡".to_owned(),
        format!("{GOOD}\n数据:\n送教课时: 2\n在校人数: 300"),
    ] {
        let (_, messages) = check(&[(VISIT, &visit(&front))]);
        let problems = messages.matches("错误[").count() + messages.matches("警告[").count();
        assert_eq!(problems, 1, "{front}\n{messages}");
    }
}

/// A block that nothing closes is named at its fence; what follows is no line of it that was wrongly indented.
#[test]
fn an_unclosed_block_is_one_problem_at_its_fence() {
    let front = "标题: 总结\n学期: 2023—2024学年第二学期\n日期: 2024-03-30";
    for (block, count) in [
        ("```chart\n目标: 送教课时\n图: 子弹图\n\n后文：\n  甲\n 乙", 1),
        ("```table\n目标: 送教课时\n", 1),
        ("```chart\n目标: 送教课时\n```", 0),
        ("```chart\n目标: 送教课时\n图: 没有这种图\n```\n\n后文", 1),
    ] {
        let text = format!("---\n{front}\n---\n\n总结。\n\n{block}\n");
        let (_, messages) = check(&[("content/学校/qinghe/总结/2024-03-30.md", text.as_bytes())]);
        let lines: Vec<&str> = messages
            .lines()
            .filter(|line| line.contains(" 错误[") || line.contains(" 警告["))
            .collect();
        assert_eq!(lines.len(), count, "{block}\n{messages}");
        if !block.contains("```\n") && !block.ends_with("```") {
            assert!(lines[0].contains(".md:9:1: 警告[markdown-slip]"), "{messages}");
        }
    }
}

/// Every key that takes a list splits texts alike, written as one text or as items.
#[test]
fn lists_are_split_in_every_spelling() {
    let materials = |text: &str| {
        let front = format!("{GOOD}\n对象校: {text}");
        check(&[(VISIT, &visit(&front))])
    };
    for text in ["实幼、清河园", "[实幼、清河园]", "实幼,清河园", "实幼；清河园"]
    {
        let (code, messages) = materials(text);
        assert_eq!(code, Some(0), "{text}\n{messages}");
    }
    let (code, _) = materials("实幼（清河园、）");
    assert_eq!(code, Some(1));
    // A name that has a separator in it is one name.
    let named = "名称: 清河镇中心幼儿园\n学段: 幼儿园\n简称: [\"清河园\"]\n";
    let (code, messages) = check(&[
        ("content/学校/甲、乙/学校.yaml", named.replace("清河", "甲乙").as_bytes()),
        (VISIT, &visit(&format!("{GOOD}\n对象校: 甲、乙"))),
    ]);
    assert_eq!(code, Some(0), "{messages}");
}

/// The clock serves the warning alone, and can be set.
#[test]
fn today_can_be_set() {
    let root = small_with(&[]);
    let run = |seconds: &str| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_guidang"))
            .args(["check", "--lang", "zh"])
            .current_dir(root.path())
            .env("SOURCE_DATE_EPOCH", seconds)
            .output()
            .unwrap();
        stderr(&output)
    };
    assert!(run("1700000000").contains("比今天（2023-11-14）还晚"));
    assert!(!run("1800000000").contains("odd-date"));
}

/// `fmt` writes the standard key for a label, unless the key is there too.
#[test]
fn labels_are_formatted_as_keys() {
    let front = "活动主题: 四月送教\n活动时间: 2024年4月10日\n活动形式: 送教下乡\n参加人员： 王老师\n数据:\n  送教课时: 2";
    let pair = "名称: 实验—清河\n支援学校: 实幼\n受扶校: 清河园\n开始: 2024-03-01\n";
    let twice = "标题: 送教\n主题: 又一次\n日期: 2024-04-11\n类型: 送教下乡\n活动形式: 线上\n活动时间: 14:30";
    let root = small_with(&[
        (VISIT, &visit(front)),
        ("content/学校/shiyan/活动/2024-04-11.md", &visit(twice)),
        ("content/结对/shiyan-qinghe/结对.yaml", pair.as_bytes()),
    ]);
    let output = guidang(root.path(), &["fmt"]);
    let read = |path: &str| std::fs::read_to_string(root.path().join(path)).unwrap();
    assert_eq!(
        read(VISIT),
        "---\n标题: 四月送教\n日期: 2024-04-10\n类型: 送教下乡\n参加人: 王老师\n数据:\n  送教课时: 2\n---\n",
        "{}",
        stderr(&output)
    );
    assert_eq!(
        read("content/学校/shiyan/活动/2024-04-11.md"),
        "---\n标题: 送教\n主题: 又一次\n日期: 2024-04-11\n类型: 送教下乡\n形式: 线上\n活动时间: 14:30\n---\n"
    );
    assert_eq!(
        read("content/结对/shiyan-qinghe/结对.yaml"),
        "名称: 实验—清河\n帮扶校: 实幼\n受援校: 清河园\n开始: 2024-03-01\n"
    );
}

/// Figures on a day, or in a school, that no target could count are reported, and listed.
#[test]
fn figures_that_no_target_counts_are_listed() {
    let figure = "数据:\n  送教课时: 2";
    let waixiao = "content/学校/waixiao/活动/2024-04-11.md";
    let root = small_with(&[
        (VISIT, &visit(&format!("标题: 四月送教\n日期: 2023-04-10\n类型: 送教下乡\n{figure}"))),
        ("content/学校/waixiao/学校.yaml", "名称: 白石小学\n学段: 小学\n".as_bytes()),
        (waixiao, &visit(&format!("标题: 五月送教\n日期: 2024-04-11\n类型: 送教下乡\n{figure}"))),
    ]);
    let messages = stderr(&guidang(root.path(), &["check"]));
    assert!(messages.contains("2023-04-10不在任何一个目标的考核期内"), "{messages}");
    assert!(messages.contains("没有一个目标考核白石小学"), "{messages}");
    assert_eq!(messages.matches("[not-counted]").count(), 2, "{messages}");

    let run = |args: &[&str]| crate::support::stdout(&guidang(root.path(), args));
    let text = run(&["status", "--uncounted"]);
    assert!(text.contains("有2处数不计入任何目标"), "{text}");
    assert!(text.contains("日期不在任何一个目标的考核期内"), "{text}");
    assert!(text.contains("考核这个数的目标都不考核这所学校"), "{text}");
    let json = run(&["status", "--uncounted", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["uncounted"].as_array().unwrap().len(), 2);
    assert_eq!(json["uncounted"][0]["measure"], "送教课时");
    let csv = run(&["status", "--uncounted", "--format", "csv", "--lang", "en"]);
    assert!(csv.starts_with("\u{feff}file,school,date"), "{csv}");
    let one = run(&["status", "--uncounted", "--school", "白石小学"]);
    assert!(one.contains("有1处"), "{one}");

    assert_eq!(guidang(root.path(), &["build"]).status.code(), Some(0));
    let page = std::fs::read_to_string(root.path().join("output/uncounted.html")).unwrap();
    assert!(page.contains("五月送教") && page.contains("不考核这所学校"), "{page}");
    let clean = small_with(&[]);
    let text = crate::support::stdout(&guidang(clean.path(), &["status", "--uncounted"]));
    assert!(text.starts_with("读到的数都计入了目标；"), "{text}");
}

#[test]
fn a_plan_with_targets_is_judged_or_refused() {
    let root = small_with(&[(PLAN, PLAN_TEXT.replace("2024年结对计划", "待定").as_bytes())]);
    let status = guidang(root.path(), &["status", "--as-of", "2024-06-30"]);
    assert!(stdout(&status).contains("4课时 / 10课时"), "{}", stdout(&status));
    for (days, code) in [("结束: 20xx-12-31", 1), ("结束: 20xx-12-31\n草稿: 是", 0)] {
        // The visit must not name a measure of a plan that is not there.
        let visit = "---\n标题: 送教\n日期: 2024-03-15\n类型: 送教下乡\n---\n";
        let plan = PLAN_TEXT.replace("结束: 2024-12-31", days);
        let root = small_with(&[
            (PLAN, plan.as_bytes()),
            ("content/学校/shiyan/活动/2024-03-15-送教.md", visit.as_bytes()),
        ]);
        let output = guidang(root.path(), &["check"]);
        assert_eq!(output.status.code(), Some(code), "{days}: {}", stderr(&output));
    }
}

#[test]
fn a_figure_in_braces_with_a_slip_of_the_colon_is_no_lost_figure() {
    for data in ["{送教课时：2}", "{送教课时:2}", "{ 送教课时： 2 }"] {
        let root = small_with(&[(VISIT, &visit(&format!("{GOOD}\n数据: {data}")))]);
        let output = guidang(root.path(), &["check"]);
        assert_eq!(output.status.code(), Some(1), "{data}: {}", stderr(&output));
        assert!(stderr(&output).contains("送教课时: 2"), "{data}: {}", stderr(&output));
    }
}

#[test]
fn texts_that_count_people_are_no_names() {
    for (names, is_count) in [
        ("十八人", true),
        ("18名教师", true),
        ("五位老师", true),
        ("李老师等三人", true),
        ("李 老 师", false),
        ("李 明", false),
        ("第一名", false),
    ] {
        let plan = PLAN_TEXT.replace("送教课时", "教研教师");
        let root = small_with(&[
            ("content/指标.yaml", INDICATORS.as_bytes()),
            (PLAN, plan.as_bytes()),
            (VISIT, &visit(&format!("{GOOD}\n数据: {{教研教师: [{names}]}}"))),
        ]);
        let output = guidang(root.path(), &["check"]);
        let is_named = stderr(&output).contains("不是一个人的名字");
        assert_eq!(is_named, is_count, "{names}: {}", stderr(&output));
    }
}

#[test]
fn slips_between_the_lines_are_named_once() {
    for (text, named) in [
        ("---\n标题: 送教\n时间: 4月10日\n类型: 送教下乡\n---\n", "哪一天写在“日期”里"),
        ("---\n标题: 送教\n日期: 2024-04-10\n\u{feff}类型: 送教下乡\n---\n", "U+FEFF"),
        ("---\n标题 送教\n日期: 2024-04-10\n类型: 送教下乡\n---\n", "请写成：标题: 送教"),
        ("---\n  标题: 送教\n日期: 2024-04-10\n类型: 送教下乡\n---\n", "缩进与上面不一致"),
    ] {
        let root = small_with(&[(VISIT, text.as_bytes())]);
        let output = guidang(root.path(), &["check"]);
        let found = stderr(&output);
        assert!(found.contains("1个错误，0个警告") && found.contains(named), "{text}{found}");
    }
}
