//! Forms as counties print them and teachers fill them in.

mod conservation;

use super::*;
use crate::diagnostics::ImportRefusal;
use crate::parse;
use crate::source::MemorySource;
use crate::syntax::docx::tests::{docx, p, tbl};

/// An archive with two schools and an indicator.
pub(super) fn archive() -> Archive {
    let source: MemorySource = [
        ("content/site.yaml", "标题: 示范县\n学期:\n  - 名称: 2025—2026学年第二学期\n    开始: 2026-02-21\n    结束: 2026-07-05\n"),
        (
            "content/指标.yaml",
            "指标:\n  - 名称: 送教课时\n    单位: 课时\n    方向: 不低于\n    汇总: 合计\n  - 名称: 送教次数\n    单位: 次\n    方向: 不低于\n    汇总: 次数\n    统计记录: 活动\n    类型: 送教下乡\n",
        ),
        ("content/学校/jinqiu/学校.yaml", "名称: 金秋小学\n学段: 小学\n"),
        ("content/学校/bochang/学校.yaml", "名称: 博昌小学\n学段: 小学\n简称: 博小\n"),
    ]
    .into_iter()
    .collect();
    parse::archive(&source).unwrap().archive
}

fn imported(name: &str, bytes: &[u8], kind: Option<ImportKind>) -> Result<Imported, ImportRefusal> {
    let (archive, labels) = (archive(), ChosenLabels::default());
    import(name, bytes, &ImportContext { archive: &archive, school: None, kind, labels: &labels })
}

/// The texts of the records of a document.
fn texts(body: &str) -> Vec<String> {
    let imported = imported("送教.docx", &docx(body, &[]), Some(ImportKind::Visit)).unwrap();
    imported.records.into_iter().map(|record| record.text).collect()
}

#[test]
fn a_form_of_four_columns_becomes_a_visit() {
    let body = p("送教下乡活动记录表")
        + &tbl(&[
            &["活动主题", "纸杯建构", "活动时间", "2026年3月5日（星期四）8:30—11:30"],
            &["活 动 地 点：", "大班", "活动形式", "☑送教下乡 □讲座"],
            &["帮扶学校", "金秋小学", "受援学校", "博小"],
            &["送教课时（节）", "2", "天 气", "晴"],
        ]);
    let [text] = &texts(&body)[..] else { panic!() };
    let front = "---\n标题: 纸杯建构\n日期: 2026年3月5日\n时间: \"8:30—11:30\"\n类型: 送教下乡\n对象校: 博小\n地点: 大班\n\
                 其他:\n  天气: 晴\n数据:\n  送教课时: 2\n---\n";
    assert_eq!(text, front);
}

#[test]
fn labels_above_their_values_and_lines_are_read() {
    let above =
        p("学校：博昌小学") + &tbl(&[&["日期", "类型", "标题"], &["2026-03-05", "讲座", "读书"]]);
    assert!(texts(&above)[0].starts_with("---\n标题: 读书\n日期: 2026-03-05\n类型: 讲座\n---"));
    let lines = p("学校：博昌小学")
        + &p("活动主题：读书　　活动时间：2026年3月5日")
        + &p("活动类型：讲座；主持人：王芳")
        + &p("大家都说好：有趣。");
    let text = &texts(&lines)[0];
    assert!(
        text.starts_with("---\n标题: 读书\n日期: 2026年3月5日\n类型: 讲座\n主持人: 王芳\n---"),
        "{text}"
    );
    assert!(text.ends_with("\n大家都说好：有趣。\n"), "{text}");
}

#[test]
fn a_label_above_a_wide_cell_heads_its_text() {
    let table = tbl(&[
        &["学校", "博昌小学"],
        &["活动时间", "2026-03-05"],
        &["活动内容"],
        &["听课。"],
        &["活动名称：听课"],
    ]);
    let text = &texts(&table)[0];
    assert!(text.contains("标题: 听课\n") && text.ends_with("## 活动内容\n\n听课。\n"), "{text}");
}

/// What a visit with this list of problems says of the first of them, after its owner.
#[track_caller]
fn assert_follow_up(list: &[&[&str]], expected: &str) {
    let visit = tbl(&[&["学校", "博昌小学"], &["活动时间", "2026-03-05"]]);
    let text = &texts(&(visit + &tbl(list)))[0];
    let expected = format!(
        "问题整改:\n  - 问题: 器材少\n    整改措施: 补充\n    责任人: 李明\n{expected}  - 问题: 无区角\n---"
    );
    assert!(text.contains(&expected), "{text}");
}

#[test]
fn rows_of_problems_become_follow_ups() {
    assert_follow_up(
        &[
            &["序号", "存在问题", "整改措施", "责任人", "整改期限", "验收"],
            &["1", "器材少", "补充", "李明", "2026-04-01", "待验收"],
            &["2", "无区角", "", "", "", ""],
        ],
        "    期限: 2026-04-01\n    说明: \"验收：待验收\"\n",
    );
}

/// 销号 is also the key of a visit that settles earlier problems; in a list it is the day of each.
#[test]
fn a_list_of_problems_says_when_each_was_settled() {
    assert_follow_up(
        &[
            &["问题", "整改措施", "责任人", "期限", "销号", "说明"],
            &["器材少", "补充", "李明", "2026-04-01", "2026-03-20", "已验收"],
            &["无区角", "", "", "", "", ""],
        ],
        "    期限: 2026-04-01\n    销号: 2026-03-20\n    说明: 已验收\n",
    );
}

#[test]
fn several_visits_in_one_document_are_several_records() {
    let visit = |title: &str, day: &str| {
        p(&format!("{title}记录表"))
            + &tbl(&[&["学校", "博昌小学"], &["活动主题", title], &["活动时间", day]])
            + &p("照片略")
    };
    let texts = texts(&(visit("听课", "2026-03-05") + &visit("评课", "2026-03-12")));
    assert_eq!(texts.len(), 2);
    assert!(texts[0].contains("标题: 听课") && !texts[0].contains("评课"), "{}", texts[0]);
    assert!(texts[1].contains("2026-03-12") && texts[1].contains("照片略"), "{}", texts[1]);
}

#[test]
fn text_keeps_its_shape_and_its_signs() {
    let body = p("学校：博昌小学")
        + &p("标题：听课")
        + &p("# 不是标题 *星* [方] &lt;b&gt;")
        + &p("- 不是列表")
        + &p("1. 是编号")
        + "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">重点： </w:t></w:r><w:r><w:t>内容</w:t></w:r></w:p>"
        + &tbl(&[&["班级", "人|数"], &["大一", "30"], &["大二", ""]]);
    let text = &texts(&body)[0];
    let expected = "\\# 不是标题 \\*星\\* \\[方\\] \\<b>\n\n\\- 不是列表\n\n1. 是编号\n\n**重点：** 内容\n\n| 班级 | 人\\|数 |\n| --- | --- |\n| 大一 | 30 |\n| 大二 |  |\n";
    assert!(text.ends_with(expected), "{text}");
}

#[test]
fn a_summary_is_told_by_its_title() {
    let body = p("博昌小学2025—2026学年第二学期工作总结")
        + &p("学校：博昌小学")
        + &p("本学期开展送教。")
        + &p("2026年7月1日");
    let imported = imported("总结.docx", &docx(&body, &[]), None).unwrap();
    let [record] = &imported.records[..] else { panic!() };
    assert_eq!(record.kind, RecordKind::Summary);
    let front = "---\n标题: 博昌小学2025—2026学年第二学期工作总结\n学期: 2025—2026学年第二学期\n日期: 2026年7月1日\n---\n";
    assert!(record.text.starts_with(front), "{}", record.text);
    assert_eq!(record.day, Day::new(2026, 7, 1));
}

#[test]
fn a_table_with_a_visit_a_row_becomes_visits() {
    let csv = "金秋小学送教安排\n序号,日期,活动主题,类型,学校,天气\n1,2026-03-05,听课,送教下乡,博昌小学,晴\n2,2026-03-12,评课,送教下乡,博昌小学,\n合计,2次,,,,\n制表人：王芳,,,,,\n";
    let imported = imported("安排.csv", csv.as_bytes(), None).unwrap();
    assert_eq!(imported.records.len(), 2);
    assert!(imported.records[0].text.contains("其他:\n  天气: 晴"), "{}", imported.records[0].text);
    assert_eq!(imported.records[1].origins[1], Some(ImportPlace::Cell(4, 3)));
    let left: Vec<String> =
        vec!["金秋小学送教安排".into(), "合计 2次".into(), "制表人：王芳".into()];
    assert!(imported.notes.contains(&ImportNote::RowsLeftOut(left)), "{:?}", imported.notes);
    assert!(imported.notes.contains(&ImportNote::LeftOut("序号".into(), "1、2".into())));
}

#[test]
fn what_stands_beside_the_cells_of_a_workbook_is_noted_once() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for name in ["三月", "四月"] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        sheet.write_row(0, 0, ["学校", "日期", "标题", "类型"]).unwrap();
        sheet.write_row(1, 0, ["博昌小学", "2026-03-05", "读书", "讲座"]).unwrap();
        sheet.insert_note(1, 2, &rust_xlsxwriter::Note::new(name)).unwrap();
    }
    let imported = imported("活动.xlsx", &book.save_to_buffer().unwrap(), None).unwrap();
    let mut comments = 0;
    for note in &imported.notes {
        comments += usize::from(matches!(note, ImportNote::Comments(_)));
    }
    assert_eq!((imported.records.len(), comments), (2, 1), "{:?}", imported.notes);
}

#[test]
fn a_page_named_xls_becomes_a_ledger() {
    let page = "<html><table><tr><td colspan=4>2026年春季资助发放</td></tr><tr><td>日期</td><td>姓名</td><td>送教课时</td><td>备注</td></tr><tr><td>2026-03-01</td><td>李某</td><td>3</td><td>无</td></tr></table></html>";
    let (archive, labels) = (archive(), ChosenLabels::default());
    let context =
        ImportContext { archive: &archive, school: Some(SchoolIx(0)), kind: None, labels: &labels };
    let imported = import("资助.xls", page.as_bytes(), &context).unwrap();
    let record = &imported.records[0];
    let expected = "---\n标题: 2026年春季资助发放\n表: 2026年春季资助发放.csv\n列:\n  - 名称: 日期\n    作为: 日期\n  - 名称: 姓名\n    作为: 保密\n  - 名称: 送教课时\n    作为: 数据\n  - 名称: 备注\n    作为: 文字\n---\n";
    assert_eq!(record.text, expected);
    assert_eq!(record.files[0].name, "2026年春季资助发放.csv");
    assert!(String::from_utf8_lossy(&record.files[0].bytes).contains("2026-03-01,李某,3,无"));
}

#[test]
fn a_chosen_label_is_kept_and_used() {
    let mut labels = ChosenLabels::default();
    labels.choose("活动负责人：", "主持人").unwrap();
    labels.choose("天气", "略过").unwrap();
    assert!(
        matches!(labels.choose("甲", "主持"), Err(ImportRefusal::UnknownKey { known, .. }) if known == ["主持人"])
    );
    let text = labels.added_to("");
    assert_eq!(ChosenLabels::read(&text), labels);
    let by_hand = "# 县里的表\n标签:\n  甲: 正文 # 说明\n";
    let mut more = ChosenLabels::read(by_hand);
    more.choose("乙", "地点").unwrap();
    assert_eq!(more.added_to(by_hand), format!("{by_hand}  乙: 地点\n"));
    let archive = archive();
    let context =
        ImportContext { archive: &archive, school: Some(SchoolIx(0)), kind: None, labels: &labels };
    let body = tbl(&[&["活动时间", "2026-03-05"], &["活动负责人", "王芳"], &["天气", "晴"]]);
    let record = import("a.docx", &docx(&body, &[]), &context).unwrap().records.remove(0);
    assert!(record.text.contains("主持人: 王芳") && !record.text.contains('晴'), "{}", record.text);
    assert!(record.notes.contains(&ImportNote::LeftOut("天气".into(), "晴".into())));
}

#[test]
fn only_what_is_ticked_becomes_a_value() {
    for (cell, said) in [
        ("√送教  讲座  教研", &["讲座", "教研"][..]),
        ("√送教、讲座、教研", &["讲座", "教研"]),
        ("送教√  讲座", &["讲座"]),
        ("1.送教√ 2.讲座", &["讲座"]),
        ("√送教", &[]),
    ] {
        let body = p("学校：博昌小学")
            + &tbl(&[&["活动主题", "读书"], &["活动时间", "2026-03-05"], &["活动类型", cell]]);
        let mut imported = imported("a.docx", &docx(&body, &[]), None).unwrap();
        let record = imported.records.remove(0);
        assert!(record.text.contains("\n类型: 送教\n"), "{cell}: {}", record.text);
        let mut unticked = Vec::new();
        for note in &record.notes {
            if let ImportNote::Unticked(_, names) = note {
                unticked.extend(names.iter().map(String::as_str));
            }
        }
        assert_eq!(unticked, said, "{cell}");
    }
}

/// What stands below the heading of a section is what somebody wrote, also where it looks like labels.
#[test]
fn lines_in_a_section_of_a_form_stay_its_text() {
    let heading = |text: &str| {
        format!("<w:p><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let section = |name: &str, lines: &[&str]| {
        let lines: String = lines.iter().map(|line| p(line)).collect();
        format!(
            "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}{lines}</w:tc></w:tr>",
            heading(name)
        )
    };
    let rows = tbl(&[&["学校", "博昌小学"], &["标题", "读书"], &["日期", "2026-03-05"]]);
    let sections =
        section("活动过程", &["教学目标：认识春天", "地点：操场，三十人", "主持人：王芳"])
            + &section("活动效果", &["教学目标"]);
    let body = rows.replace("</w:tbl>", &format!("{sections}</w:tbl>"));
    let [text] = &texts(&body)[..] else { panic!() };
    assert!(text.starts_with("---\n标题: 读书\n日期: 2026-03-05\n---\n"), "{text}");
    let (process, effect) = text.split_once("## 活动效果").unwrap();
    assert!(process.contains("## 活动过程\n\n教学目标：认识春天"), "{text}");
    assert!(process.contains("地点：操场，三十人") && process.contains("主持人：王芳"), "{text}");
    assert_eq!((text.matches("### ").count(), effect.trim()), (2, "教学目标"), "{text}");
}

#[test]
fn labels_in_one_line_or_in_the_cell_of_their_value_are_read() {
    let line = p("学校：博昌小学") + &p("活动时间：2026年3月5日 地点：大班 主持人：王芳");
    let text = &texts(&line)[0];
    assert!(text.contains("日期: 2026年3月5日\n地点: 大班\n主持人: 王芳\n"), "{text}");
    let cells = p("学校：博昌小学")
        + &tbl(&[
            &["活动主题：读书", "活动时间：2026年3月5日"],
            &["地点：大班", "主持人：王芳"],
            &["大家到了：操场", "很好"],
        ]);
    let text = &texts(&cells)[0];
    let front = "标题: 读书\n日期: 2026年3月5日\n地点: 大班\n主持人: 王芳\n---";
    assert!(text.contains(front) && text.contains("大家到了：操场"), "{text}");
    // A sentence is no line of labels.
    let prose = p("学校：博昌小学") + &p("活动过程：我们先去看了 地点：操场");
    assert!(!texts(&prose)[0].contains("地点: "), "{}", texts(&prose)[0]);
}

/// The table of a ledger in Word becomes a text beside the record; rows that nobody filled in are none.
#[test]
fn a_table_of_word_becomes_a_ledger() {
    let body = p("添置设备台账")
        + &p("学校：博昌小学")
        + &tbl(&[&["日期", "品名", "数量"], &["2026-03-05", "桌子", "5"], &["", "", ""]])
        + &tbl(&[&["另一张表"]]);
    let (archive, labels) = (archive(), ChosenLabels::default());
    let context = ImportContext {
        archive: &archive,
        school: Some(SchoolIx(0)),
        kind: Some(ImportKind::Ledger),
        labels: &labels,
    };
    let imported = import("台账.docx", &docx(&body, &[]), &context).unwrap();
    let [record] = &imported.records[..] else { panic!() };
    assert!(record.text.contains("  - 名称: 日期\n    作为: 日期\n"), "{}", record.text);
    let [table] = &record.files[..] else { panic!() };
    let csv = String::from_utf8(table.bytes.clone()).unwrap();
    assert!(csv.contains("日期,品名,数量\n2026-03-05,桌子,5\n") && !csv.contains(",,"), "{csv}");
    assert!(imported.notes.contains(&ImportNote::RowsLeftOut(vec!["另一张表".into()])));
    let none = import("台账.docx", &docx(&p("没有表"), &[]), &context).err();
    assert_eq!(none, Some(ImportRefusal::NotATable));
}

/// A day in several rows of a table tells a ledger; a title may say so where a date stands above the table.
#[test]
fn a_table_of_word_with_days_is_a_ledger_without_being_told() {
    let table = tbl(&[
        &["日期", "品名", "数量"],
        &["2026-03-05", "桌子", "5"],
        &["2026年3月9日", "椅子", "20"],
    ]);
    let school = p("学校：博昌小学");
    for (lines, expected) in [
        (p("添置设备") + &school, RecordKind::Ledger),
        (p("添置设备台账") + &school + &p("日期：2026年6月30日"), RecordKind::Ledger),
        (p("学期工作总结") + &school, RecordKind::Summary),
        (p("参观") + &school + &p("活动时间：2026年6月30日"), RecordKind::Visit),
    ] {
        let bytes = docx(&(lines.clone() + &table), &[]);
        let (archive, labels) = (archive(), ChosenLabels::default());
        let context = ImportContext {
            archive: &archive,
            school: Some(SchoolIx(0)),
            kind: None,
            labels: &labels,
        };
        let imported = import("表.docx", &bytes, &context).unwrap();
        assert_eq!(imported.records[0].kind, expected, "{lines}");
    }
}

#[test]
fn files_of_other_kinds_are_refused_with_what_to_do() {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let compound =
        |stream: &str| [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &wide(stream)].concat();
    for (name, bytes, expected) in [
        ("a.doc", compound("WordDocument"), ImportRefusal::OldWord),
        ("a.wps", compound("x"), ImportRefusal::OldWord),
        ("a.et", compound("Workbook"), ImportRefusal::OldSheet),
        ("a.docx", compound("EncryptedPackage"), ImportRefusal::Protected),
        ("a.xls", compound("Workbook"), ImportRefusal::Damaged),
        ("a.docx", b"\x89PNG\r\n\x1a\n".to_vec(), ImportRefusal::Picture),
        ("a.docx", b"%PDF-1.7".to_vec(), ImportRefusal::Pdf),
        ("a.docx", b"{\\rtf1}".to_vec(), ImportRefusal::OtherText),
        ("a.docx", b"PK\x03\x04garbage".to_vec(), ImportRefusal::Unreadable),
        ("a.docx", Vec::new(), ImportRefusal::Empty),
        ("a.docx", docx("<w:p/>", &[]), ImportRefusal::Empty),
    ] {
        assert_eq!(imported(name, &bytes, None).err(), Some(expected), "{name}");
    }
    let no_school = imported("a.docx", &docx(&p("活动时间：2026-03-05"), &[]), None).err();
    assert_eq!(
        no_school,
        Some(ImportRefusal::NeedsSchool(vec!["博昌小学".into(), "金秋小学".into()]))
    );
}

#[test]
fn every_note_and_refusal_has_its_words() {
    use crate::l10n::Lang;
    let note = ImportNote::OtherLabels(vec!["身份证号110105194912310022".into()]);
    for lang in [Lang::Zh, Lang::En] {
        let message = note.message(lang);
        assert!(!message.text.contains("110105194912310022") && message.help.is_some());
        assert_eq!(ImportNote::Blank(vec!["签字".into()]).message(lang).help, None);
        assert!(ImportRefusal::OldWord.message(lang).help.unwrap().contains(".docx"));
    }
}

#[test]
fn a_key_that_stands_twice_with_the_same_value_is_one() {
    let body = p("学校：金秋小学　　地点：礼堂")
        + &tbl(&[&["日期", "2026-03-05", "地点", "礼堂"], &["标题", "读书", "类型", "讲座"]]);
    let [text] = &texts(&body)[..] else { panic!() };
    assert!(text.contains("地点: 礼堂") && !text.contains("其他"), "{text}");
    let other = body.replacen("礼堂", "操场", 1);
    let [text] = &texts(&other)[..] else { panic!() };
    assert!(text.contains("操场") && text.contains("礼堂") && text.contains("其他"), "{text}");
}

#[test]
fn no_empty_heading_is_left_where_a_table_of_problems_stood() {
    let heading =
        "<w:p><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr><w:r><w:t>问题整改</w:t></w:r></w:p>";
    let body = p("学校：金秋小学")
        + &tbl(&[&["日期", "2026-03-05", "标题", "读书"]])
        + heading
        + &tbl(&[&["问题", "整改措施", "责任人"], &["器材少", "补充", "李明"]]);
    let [text] = &texts(&body)[..] else { panic!() };
    assert!(text.contains("问题整改:\n  - 问题: 器材少"), "{text}");
    assert!(!text.contains("# 问题整改"), "{text}");
}

#[test]
fn a_value_that_is_also_the_label_of_another_row_is_a_value() {
    let body = p("学校：金秋小学")
        + &tbl(&[
            &["title", "Reading", "date", "2026-03-05"],
            &["type", "lesson", "subject", "语文"],
            &["lesson", "荷花", "place", "礼堂"],
        ]);
    let [text] = &texts(&body)[..] else { panic!() };
    assert!(text.contains("类型: lesson\n"), "{text}");
    assert!(text.contains("课题: 荷花\n") && text.contains("学科: 语文\n"), "{text}");
}
