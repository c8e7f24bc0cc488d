//! Figures and dates that would be counted or shown as what they are not (docs/content-model.md §6): each is named, and
//! what only looks like one is not.

use crate::support::{guidang, guidang_in_2026, small_with, stderr, stdout};

const LEDGER: &str = "content/学校/qinghe/台账/a.md";
const TABLE: &str = "content/学校/qinghe/台账/a.csv";
const VISIT: &str = "content/学校/shiyan/活动/2024-04-10.md";
const GOOD: &str = "标题: 四月送教\n日期: 2024-04-10\n类型: 送教下乡";

/// A ledger with a column of remarks.
const NOTED_LEDGER: &str = "---\n标题: 台账\n表: a.csv\n列:\n  - {名称: 日期, 作为: 日期}\n  - {名称: 备注, 作为: 文字}\n  - {名称: 资助金额, 作为: 数据}\n---\n";

/// Indicators in several units.
const INDICATORS: &str = "指标:\n  - {名称: 送教课时, 单位: 课时, 方向: 不低于, 汇总: 合计}\n  - {名称: 资助金额, 单位: 元, 方向: 不低于, 汇总: 合计}\n  - {名称: 优秀率, 单位: \"%\", 方向: 不低于, 汇总: 平均}\n  - {名称: 优课率, 单位: \"%\", 方向: 不低于, 汇总: 比率, 分子: 优课数, 分母: 评课数}\n  - {名称: 参训教师, 单位: 人, 方向: 不低于, 汇总: 去重计数}\n";

fn check(files: &[(&str, &str)]) -> String {
    let mut changes: Vec<(&str, &[u8])> = vec![("content/指标.yaml", INDICATORS.as_bytes())];
    changes.extend(files.iter().map(|(path, text)| (*path, text.as_bytes())));
    let root = small_with(&changes);
    stderr(&guidang_in_2026(root.path(), &["check"]))
}

/// What is answered to a ledger with these columns of figures and this table.
fn of_table(columns: &[&str], csv: &str) -> String {
    let mut ledger =
        String::from("---\n标题: 台账\n表: a.csv\n列:\n  - {名称: 日期, 作为: 日期}\n");
    for column in columns {
        ledger.push_str(&format!("  - {{名称: {column}, 作为: 数据}}\n"));
    }
    ledger.push_str("---\n");
    check(&[(LEDGER, &ledger), (TABLE, csv)])
}

fn of_visit(lines: &str) -> String {
    check(&[(VISIT, &format!("---\n{GOOD}\n{lines}\n---\n"))])
}

#[track_caller]
fn is_clean(messages: &str) {
    assert!(messages.contains("0个错误，0个警告"), "{messages}");
}

/// A path and the bytes of its file.
type File = (&'static str, Vec<u8>);

/// Cases of `messages.rs`: a name, and the files that are wrong.
pub fn cases() -> Vec<(&'static str, Vec<File>)> {
    let visit = |lines: &str| format!("---\n{GOOD}\n{lines}\n---\n").into_bytes();
    let v = |name, lines: &str| {
        (name, vec![("content/指标.yaml", INDICATORS.into()), (VISIT, visit(lines))])
    };
    let body =
        |name, text: &str| (name, vec![(VISIT, format!("---\n{GOOD}\n---\n{text}").into_bytes())]);
    let dated = |name, day: &str| {
        (
            name,
            vec![(
                VISIT,
                format!("---\n标题: 送教\n日期: {day}\n类型: 送教下乡\n---\n").into_bytes(),
            )],
        )
    };
    let site = |name, day: &str| {
        (name, vec![("content/site.yaml", format!("标题: 档案\n截至日: {day}\n").into_bytes())])
    };
    let table = |name, csv: &str| {
        let ledger = "---\n标题: 台账\n表: a.csv\n列:\n  - {名称: 日期, 作为: 日期}\n  - {名称: 资助金额, 作为: 数据}\n---\n";
        (
            name,
            vec![
                ("content/指标.yaml", INDICATORS.into()),
                (LEDGER, ledger.into()),
                (TABLE, csv.into()),
            ],
        )
    };
    let plan = |name, target: &str| {
        let text = format!(
            "---\n标题: 2024年结对计划\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n{target}\n---\n正文\n"
        );
        (
            name,
            vec![
                ("content/学校/waixiao/学校.yaml", "名称: 白石小学\n学段: 小学\n".into()),
                ("content/结对/shiyan-qinghe/计划/2024.md", text.into_bytes()),
                ("content/学校/shiyan/活动/2024-03-15-送教.md", visit("")),
            ],
        )
    };
    let pair = |name, helped: &str, start: &str| {
        (
            name,
            vec![(
                "content/结对/shiyan-qinghe/结对.yaml",
                format!("名称: 实验—清河\n帮扶校: 实幼\n受援校: {helped}\n开始: {start}\n")
                    .into_bytes(),
            )],
        )
    };
    let summary = |name, term: &str| {
        let text = format!("---\n标题: 总结\n学期: {term}\n日期: 2024-04-20\n---\n正文\n");
        (
            name,
            vec![
                ("content/site.yaml", "标题: 档案\n".into()),
                ("content/学校/shiyan/总结/a.md", text.into_bytes()),
            ],
        )
    };
    vec![
        (
            "total-with-day",
            vec![
                ("content/指标.yaml", INDICATORS.into()),
                (LEDGER, NOTED_LEDGER.into()),
                (
                    TABLE,
                    "日期,备注,资助金额\n2024-04-01,甲,15\n2024-04-02,乙,20\n2024-04-30,合计,35\n".into(),
                ),
            ],
        ),
        table("unit-in-head", "日期,资助金额（万元）\n2024-04-01,1.5\n"),
        table("unit-of-other-kind-in-head", "日期,资助金额（人）\n2024-04-01,15\n"),
        table("quoted-head", "“日期”,“资助金额”\n2024-04-01,15\n"),
        table("wide-commas-in-row", "日期,资助金额\n2024-04-01，15\n同上,3\n"),
        pair("pair-not-in-plan", "清河园", "2062-03-01"),
        site("as-of-later", "2062-03-01"),
        site("as-of-earlier", "2012-03-01"),
        ("reply-later", vec![("content/学校/qinghe/问题/a.md", "---\n标题: 问\n日期: 2024-04-10\n回复:\n  - {学校: 实幼, 日期: 2042-04-10, 内容: 好}\n---\n".into())]),
        v("public-before", "公示至: 2023-12-31"),
        summary("summary-of-other-term", "2022年秋季学期"),
        summary("summary-of-no-term", "上学期"),
        v("part-above-whole", "数据:\n  优课数: 12\n  评课数: 10"),
        (
            "fraction-of-one",
            vec![
                ("content/指标.yaml", INDICATORS.into()),
                (VISIT, visit("数据:\n  优秀率: 0.985")),
                ("content/学校/shiyan/活动/2024-04-10a.md", visit("数据:\n  优秀率: 95")),
            ],
        ),
        v("ratio-as-key", "数据:\n  优课率: 3/10"),
        v("letter-in-number", "数据:\n  送教课时: 1O"),
        v("nothing-named", "措施: 无\n对象校: 无"),
        v("text-for-list", "问题整改: 板书潦草"),
        dated("day-with-hours", "2024年4月10日上午"),
        dated("day-in-english", "10 April 2024"),
        dated("hash-behind-day", "2024-04-10 #周三"),
        plan("school-outside-plan", "  - {指标: 送教课时, 值: 10, 范围: 白石小学}"),
        plan("waived-by-text", "  - {指标: 送教课时, 值: 10, 不适用: 疫情}"),
        plan("wide-colon-in-braces", "  - {指标：送教课时, 值：10}"),
        v("dash-without-space", "参加人:\n-王芳\n-李明"),
        v("text-not-indented", "对方意见: |\n很好"),
        plan("wide-braces", "  - ｛指标: 送教课时, 值: 10｝"),
        plan("open-brace", "  - {指标: 送教课时, 值: 10\n  - {指标: 资助金额, 值: 5}"),
        plan("block-of-plan", "  - {指标: 送教课时, 值: 10}\n---\n```图\n目标: 送教课时\n```"),
        body("tags", "第一行<br>第二行\n\n<img src=\"a.png\">\n\n<img>\n"),
        body(
            "typed-as-is",
            "本周**重点：家访。\n\n本周重点**：家访。\n\n这是==重点==的事。\n\n```进度图\n目标: 送教课时\n```\n\n说明[^3]。\n\n锟斤拷\n\n现场[图片]\n\n| 科目 | 课时 |\n|---|---|\n| 语文 |\n合计3课时。\n",
        ),
    ]
}

#[test]
fn a_unit_in_the_head_that_is_another_is_an_error() {
    for csv in [
        "日期,资助金额（万元）\n2024-04-01,1.5\n",
        "日期,资助金额(单位:万元)\n2024-04-01,1.5\n",
        "日期,资助金额（万）\n2024-04-01,1.5\n",
        "日期,资助金额 单位：万元\n2024-04-01,1.5\n",
        "单位：万元,\n日期,资助金额\n2024-04-01,1.5\n",
        "资助台账（单位：万元）,\n日期,资助金额\n2024-04-01,1.5\n",
    ] {
        let messages = of_table(&["资助金额"], csv);
        assert!(messages.contains("a.csv:1:") && messages.contains("bad-value"), "{csv}{messages}");
        assert!(
            messages.contains("乘以10000") && messages.contains("资助金额（元）"),
            "{messages}"
        );
    }
    let messages = of_table(&["送教课时"], "日期,送教课时（节）\n2024-04-01,2\n");
    assert!(messages.contains("单位写的是“节”，指标的单位是“课时”"), "{messages}");
    let messages = of_table(&["优秀率"], "日期,优秀率（‰）\n2024-04-01,20\n");
    assert!(messages.contains("“‰”"), "{messages}");
    // A line above the head speaks of the column with such a unit.
    let both = "单位：万元,,\n日期,送教课时,资助金额\n2024-04-01,2,1.5\n";
    let messages = of_table(&["送教课时", "资助金额"], both);
    assert!(messages.contains("1个错误") && messages.contains("“资助金额”"), "{messages}");
}

#[test]
fn own_units_and_remarks_in_the_head_are_harmless() {
    for csv in [
        "日期,资助金额（元）\n2024-04-01,1.5\n",
        "日期,资助金额（含物资）\n2024-04-01,1.5\n",
        "日期,资助金额（本月）\n2024-04-01,1.5\n",
        "单位：清河镇中心幼儿园,\n日期,资助金额\n2024-04-01,1.5\n",
        "金额单位：元,\n日期,资助金额\n2024-04-01,1.5\n",
        "单位：万元,\n日期,资助金额（元）\n2024-04-01,1.5\n",
    ] {
        is_clean(&of_table(&["资助金额"], csv));
    }
    is_clean(&of_table(
        &["送教课时", "资助金额"],
        "单位：元、课时,,\n日期,送教课时,资助金额\n2024-04-01,2,1.5\n",
    ));
}

#[test]
fn dates_of_a_pair_or_a_school_that_undo_its_plans_are_named() {
    let data = (
        "content/学校/shiyan/活动/2024-03-20.md",
        "---\n标题: 送教\n日期: 2024-03-20\n类型: 送教下乡\n对象校: 清河园\n数据:\n  送教课时: 3\n---\n",
    );
    let pair = (
        "content/结对/shiyan-qinghe/结对.yaml",
        "名称: 实验—清河\n帮扶校: 实幼\n受援校: 清河园\n开始: 2062-03-01\n",
    );
    let messages = check(&[data, pair]);
    assert!(
        messages.contains("结对.yaml:4:5: 警告[odd-date]: “实验—清河”的起止日期"),
        "{messages}"
    );
    assert!(messages.contains("不计入任何进度"), "{messages}");
    let root = small_with(&[(data.0, data.1.as_bytes()), (pair.0, pair.1.as_bytes())]);
    let text = stdout(&guidang(root.path(), &["status", "--uncounted"]));
    assert!(text.contains("日期不在结对“实验—清河”的起止日期（2062年3月1日起）内"), "{text}");
    let school = (
        "content/学校/qinghe/学校.yaml",
        "名称: 清河镇中心幼儿园\n学段: 幼儿园\n简称: [清河园]\n开办: 2042-09-01\n",
    );
    let messages = check(&[school]);
    assert!(messages.contains("学校.yaml:4:5: 警告[odd-date]"), "{messages}");
}

#[test]
fn days_that_move_all_progress_are_named() {
    let site = "标题: 云岭县结对帮扶档案\n截至日: ";
    let messages = check(&[("content/site.yaml", &format!("{site}2062-11-20\n"))]);
    assert!(
        messages.contains("site.yaml:2:6: 警告[odd-date]: 截至日2062-11-20比今天"),
        "{messages}"
    );
    let messages = check(&[("content/site.yaml", &format!("{site}2014-11-20\n"))]);
    assert!(messages.contains("比所有的记录和计划（最早2024-03-01）都早"), "{messages}");
    let question = "---\n标题: 问\n日期: 2024-04-10\n回复:\n  - {学校: 实幼, 日期: 2042-04-10, 内容: 好}\n---\n";
    let messages = check(&[("content/学校/qinghe/问题/a.md", question)]);
    assert!(messages.contains("“回复”的日期2042-04-10比今天"), "{messages}");

    // Two records with the same wrong year, with the default calendar too.
    let visit = |day: &str| format!("---\n标题: 送教\n日期: {day}\n类型: 送教下乡\n---\n");
    let (first, second) = (visit("2025-04-12"), visit("2025-04-15"));
    let wrong = [
        ("content/site.yaml", "标题: 云岭县结对帮扶档案\n"),
        ("content/学校/shiyan/活动/a.md", &first),
        ("content/学校/shiyan/活动/b.md", &second),
    ];
    let messages = check(&wrong);
    assert_eq!(messages.matches("比其余记录（最晚2024-03-15）晚得多").count(), 2, "{messages}");
}

#[test]
fn names_typed_line_by_line_are_apart() {
    let site = |lines: &str| {
        let text = format!("---\n{GOOD}\n{lines}\n---\n");
        let root =
            small_with(&[("content/指标.yaml", INDICATORS.as_bytes()), (VISIT, text.as_bytes())]);
        assert_eq!(guidang(root.path(), &["build"]).status.code(), Some(0), "{lines}");
        let page = root.path().join("output/schools/shiyan/visits/2024-04-10.html");
        std::fs::read_to_string(page).unwrap()
    };
    for lines in
        ["参加人:\n  -王芳\n  -李明", "参加人:\n  1. 王芳\n  2. 李明", "参加人: 1、王芳 2、李明"]
    {
        let records = site(lines);
        assert!(records.contains("王芳、李明"), "{lines}: {records}");
    }
    assert!(!site("参加人: 无").contains("参加人"), "nobody");
    let messages = of_visit("参加人: 王芳和李明");
    assert!(messages.contains("写成：王芳、李明"), "{messages}");
    is_clean(&of_visit("参加人: 李和平、教师和家长"));
}

#[test]
fn summaries_and_public_dates_far_from_their_own_are_named() {
    let summary =
        |term: &str, day: &str| format!("---\n标题: 总结\n学期: {term}\n日期: {day}\n---\n正文\n");
    let path = "content/学校/shiyan/总结/a.md";
    let site = ("content/site.yaml", "标题: 云岭县结对帮扶档案\n");
    let messages = check(&[site, (path, &summary("2022年秋季学期", "2024-03-20"))]);
    assert!(messages.contains("a.md:3:5: 警告[odd-value]"), "{messages}");
    assert!(messages.contains("写成：学期: 2023—2024学年第二学期"), "{messages}");
    is_clean(&check(&[site, (path, &summary("2023年秋季学期", "2024-03-20"))]));
    let messages = of_visit("公示至: 2023-12-31");
    assert!(
        messages.contains("警告[odd-date]: 公示至2023-12-31，比记录的日期2024-04-10还早"),
        "{messages}"
    );
}

#[test]
fn percentages_that_can_hardly_be_meant_are_named() {
    let messages = of_visit("数据:\n  优课数: 12\n  评课数: 10");
    assert!(messages.contains("“优课数”12比“评课数”10还多，“优课率”会超过100%"), "{messages}");
    is_clean(&of_visit("数据:\n  优课数: 10\n  评课数: 10"));
    let visit = |day: &str, figure: &str| {
        format!("---\n标题: 测评\n日期: {day}\n类型: 测评\n数据:\n  优秀率: {figure}\n---\n")
    };
    let with = |figure: &str| {
        check(&[
            ("content/学校/shiyan/活动/a.md", &visit("2024-03-20", "95")),
            ("content/学校/shiyan/活动/b.md", &visit("2024-03-21", "97.5")),
            ("content/学校/shiyan/活动/c.md", &visit("2024-03-22", figure)),
        ])
    };
    let messages = with("0.985");
    assert!(messages.contains("如果是98.5%，请写成：98.5%"), "{messages}");
    is_clean(&with("98.5"));
    is_clean(&with("0.1"));
}

#[test]
fn rows_of_totals_with_a_day_are_named_and_remarks_are_not() {
    for (note, is_total) in [
        ("合计", true),
        ("本月合计", true),
        ("累计", true),
        ("累计听课5节", false),
        ("合计3人", false),
        ("", false),
    ] {
        let csv = format!("日期,备注,资助金额\n2024-04-01,甲,15\n2024-04-02,{note},15\n");
        let found = check(&[(LEDGER, NOTED_LEDGER), (TABLE, &csv)]);
        assert_eq!(found.contains("又有日期"), is_total, "{note}: {found}");
    }
}

/// What a word means comes first, and its spelling only then.
#[test]
fn words_that_people_use_for_fields_are_told_by_what_they_mean() {
    for (line, meant) in [
        ("授课老师: 王芳", "主讲人: ……"),
        ("受援学校: 清河园", "对象校: ……"),
        ("签到表: 王芳、李明", "参加人: ……"),
        ("签到表: 签到表.jpg", "放进这条记录的文件夹"),
        ("班级: 大一班", "年级: ……"),
        ("人数: 30", "参加人数、受益人数"),
        ("整改问题: 玩教具不足", "  - 问题: 玩教具不足"),
        ("签到: 12人", "参加人数: ……"),
        ("地点（必填）: 礼堂", "是不是想写“地点”"),
        ("①地点: 礼堂", "是不是想写“地点”"),
        ("地点: ：礼堂", "请写成：地点: 礼堂"),
        ("对象校: 清河园 和 实幼", "是不是想写“清河园、实幼”"),
        ("活動地點: 礼堂", "地点: ……"),
        ("课时: 2", "例如“  送教课时: 2”"),
        ("学时: 2节", "例如“  送教课时: 2”"),
        ("数据:\n  课时: 2", "是不是想写“送教课时”"),
        ("数据:\n  送教课时数: 2", "是不是想写“送教课时”"),
        ("数据:\n  天数: 2", "现有：送教课时、资助金额"),
        ("对象校: 清河园和实幼", "是不是想写“清河园、实幼”"),
        ("对象校: 清河园/实幼", "是不是想写“清河园、实幼”"),
    ] {
        let messages = of_visit(line);
        assert!(messages.contains(meant), "{line}: {messages}");
    }
    assert!(!of_visit("活动时长: 2小时").contains("duplicate-key"), "a duration is no date");
    for (line, wrong) in
        [("课时: 2", "课题"), ("学时: 2", "学科"), ("人数: 3", "页数"), ("班次: 2", "班级")]
    {
        let messages = of_visit(line);
        assert!(!messages.contains(&format!("想写“{wrong}”")), "{line}: {messages}");
    }
}

#[test]
fn labels_in_brackets_or_traditional_characters_are_one_problem() {
    for label in ["【标题】", "標題", "（标题）", "标题；", "活動主題", "題目"] {
        let text = format!("---\n{label}: 送教\n日期: 2024-04-10\n类型: 送教下乡\n---\n");
        let messages = check(&[(VISIT, &text)]);
        assert!(messages.contains("标题"), "{messages}");
        assert!(messages.contains("1个错误"), "{label}: {messages}");
    }
    for line in
        ["類型；送教", "【类型】送教", "类型—送教", "类型（送教）", "类型: 送教\n地点。礼堂"]
    {
        let text = format!("---\n标题: 送教\n日期: 2024-04-10\n{line}\n---\n");
        let messages = check(&[(VISIT, &text)]);
        let is_told =
            messages.contains("请写成：类型: 送教") || messages.contains("请写成：地点: 礼堂");
        assert!(is_told && messages.contains("1个错误"), "{line}: {messages}");
    }
    // Signs within texts are no colons.
    for line in [
        "对方意见: 好；问题少。",
        "对方意见: |\n  问题；都改了\n  重点：家访",
        "地点: 礼堂（一楼）",
    ] {
        is_clean(&of_visit(line));
    }
}

#[test]
fn a_date_beside_the_days_of_a_range_is_named() {
    let visit = |lines: &str| {
        let text = format!("---\n标题: 送教\n{lines}\n类型: 送教下乡\n---\n");
        check(&[("content/学校/shiyan/活动/a.md", &text)])
    };
    let messages = visit("日期: 2024-04-10\n开始: 2024-04-08\n结束: 2024-04-09");
    assert!(messages.contains("a.md:3:5: 警告[odd-date]"), "{messages}");
    assert!(messages.contains("按“结束”2024-04-09计数，“日期”2024-04-10不起作用"), "{messages}");
    is_clean(&visit("日期: 2024-04-09\n开始: 2024-04-08\n结束: 2024-04-09"));
    is_clean(&visit("开始: 2024-04-08\n结束: 2024-04-09"));
}

#[test]
fn schools_that_keep_a_visit_out_of_its_pair_are_named() {
    let other = ("content/学校/waixiao/学校.yaml", "名称: 白石小学\n学段: 小学\n");
    let visit = |lines: &str| check(&[other, (VISIT, &format!("---\n{GOOD}\n{lines}\n---\n"))]);
    let figures = "数据:\n  送教课时: 2";
    let messages = visit(&format!("对象校: 白石小学\n{figures}"));
    assert!(
        messages.contains("警告[not-counted]: “白石小学”与记录所在的学校没有结对"),
        "{messages}"
    );
    let messages = visit("对象校: 实幼");
    assert!(
        messages.contains("警告[odd-value]") && messages.contains("记录所在的学校自己"),
        "{messages}"
    );
    is_clean(&visit(&format!("对象校: 清河园\n{figures}")));
    is_clean(&visit(&format!("对象校: 清河园、白石小学\n{figures}")));
    // Nothing is lost that a pair counts.
    is_clean(&visit("对象校: 白石小学"));
}

#[test]
fn types_that_one_record_has_by_a_slip_are_named() {
    let visits = |types: [&str; 3]| {
        let texts: Vec<(String, String)> = types
            .iter()
            .enumerate()
            .map(|(at, of_type)| {
                let day = format!("2024-04-1{at}");
                (
                    format!("content/学校/shiyan/活动/{day}.md"),
                    format!("---\n标题: 送\n日期: {day}\n类型: {of_type}\n---\n"),
                )
            })
            .collect();
        let files: Vec<(&str, &str)> =
            texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        check(&files)
    };
    for slip in ["送敎", "教送", "送叫"] {
        let messages = visits(["送教", "送教", slip]);
        assert!(
            messages.contains("警告[odd-value]") && messages.contains("请写成：送教"),
            "{messages}"
        );
    }
    for other in ["支教", "听课", "送教（线上）"] {
        is_clean(&visits(["送教", "送教", other]));
    }
    is_clean(&visits(["送教", "送敎", "送教"].map(|_| "送教")));
}
