//! What looks like a fault and is none, or may be none.

use super::{left, punct, record, run, yaml};
use crate::format::{Change, FileShape, Options, format};

#[test]
fn colons_inside_values() {
    left("时间: 12：30\n");
    left("标题: 通知：开会\n");
    left("标题: 通知:开会\n");
    left("网址: https://a.cn:80/b\n");
    left("说明: 日期：五\n  标题：六\n  日期:2024\n");
    left("说明:\n  日期：五\n  标题：六\n");
    left("标题：通知: 开会\n"); // a key that holds a wide colon, to YAML
    left("标题：\"甲\"乙\n");
    left("标题：[通知]开会\n");
    left("标题：*甲*\n");
    left("标题：：甲\n");
    left("标题：#1\n");
    left("12:30\n");
    left("https://a.cn/b\n");
}

#[test]
fn texts_in_lists_and_brackets() {
    left("参加人:\n  - 组长：王老师\n  - 成员:李老师\n");
    left("材料:\n  - 附件：签到表.pdf\n");
    left("数据: {课时：2, 指标:3}\n");
    left("人: [\n  标题：a,\n  日期:2024, # 注]\n  \"]：\"]\n标题: b\n");
    left("目标:\n  - 甲：乙\n"); // not a key of a target
    left("目标:\n  - 指标：\"甲\n      乙：丙\"\n"); // quotes that end later: not sure
}

#[test]
fn comments_and_blank_lines() {
    left("# 备注：甲\n\n标题: a # 日期：五\n  # 标题:b\n\n\n");
    left("\n   \n# a\n");
    left("数据:\n　　# 甲\n");
}

#[test]
fn block_scalars_and_quotes() {
    left("说明: |\n  日期：2024年3月5日\n\n  标题:b\n   - 指标：c\n标题: d\n");
    left("说明: >-\n    日期：五\n  标题：六\n");
    left("说明: |2 # 注\n    日期：五\n");
    left("- |\n  日期：五\n- >\n 标题：六\n");
    left("措施:\n  - 说明: |\n      日期：五\n    名称: a\n");
    left("标题: \"甲\n  日期：２０２４\n\n  乙\"\n地点: b\n");
    left("标题: 'it''s\n\n  日期：五'\n");
    left("日期: \"2024年3月5日\"\n值: '１２'\n");
    left("标题: “双减”与“五项管理”\n");
    left("标题: “双减”工作\n");
    left("\"“标题”\": a\n");
    left("标题: “甲\"乙：丙: 丁”\n");
    left("数据:\n  地点: “礼堂”\n");
    left("参加人: “李老师”、“王老师”\n");
    left("标题: \"甲\u{200b}乙\"\n");
}

#[test]
fn values_that_are_no_number_or_date() {
    left("标题: ２０２４\n"); // a title, an id: may be referred to
    left("编号: ０１\n");
    left("日期: 2024年3月\n");
    left("日期: 2024-3-5 9:30\n");
    left("日期: 5/3/2024\n");
    left("日期: 3月5日\n");
    left("日期: 2024-02-30\n");
    left("日期: 20xx-03-15\n");
    left("日期: 2024年3月5日至6日\n");
    left("日期: 2024年3月5日\n  下午\n");
    left("数据:\n  课时: 约１０\n  地点: １号楼\n  人: １，２\n  日: 2024年3月5日\n");
    left("列:\n  - 名称: 日期\n    作为: 日期\n");
}

#[test]
fn indentation_that_could_mean_several_things() {
    left("数据:\n \t课时: 2\n");
    left("数据:\n 课时: 2\n目标:\n\t- 指标: a\n"); // steps of 1: a Tab is anything
    left("标题: a\n\t日期: b\n");
    left("标题: a\n　日期: b\n");
    left("数据:\n  a: 1\n说明: |\n    第一\n\t第二\n");
    left("说明:\n　　第一段\n");
}

#[test]
fn documents_and_unfinished_texts() {
    left("--- \n标题: a\n...\n");
    left("标题: [a\n日期：b\n");
    left("标题: \"a\n日期：b\n");
    left("说明: &a\n  标题：b\n");
    left("标题: a\n\u{200b}---\n");
    yaml("---\n标题：a\n", "---\n标题: a\n", "colon 2");
}

#[test]
fn bodies() {
    let text =
        "---\n标题: a\n---\n\n日期：2024年3月5日\n标题:b\n\t甲\n　　乙，１２\n\n---\n键：值\n";
    record(text, text, "");
    let text = "没有开头\n标题：a\n---\n日期：b\n---\n";
    record(text, text, "");
    let text = "---\n标题：a\n没有结尾\n";
    record(text, text, "");
    record("\n\n---\n标题：a\n---", "\n\n---\n标题: a\n---\n", "ends, colon 4");
    let text = "👨\u{200d}👩\u{200d}👧\nئۇ\u{200d}يغ\n";
    record(text, text, "");
}

#[test]
fn fields_without_fences_keep_their_colons() {
    punct("标题:送教\n\n甲,乙\n", "标题:送教\n\n甲,乙\n");
    punct("---\n标题:送教\n\n甲,乙\n", "---\n标题:送教\n\n甲,乙\n");
}

/// A line of dashes may divide a text; only before and after keys it is a fence.
#[test]
fn dashes_that_are_no_fence() {
    for text in [
        "——\n\n一首诗。\n\n——\n",
        "甲\n——\n标题: a\n——\n",
        "---\n标题: a\n---\n\n甲\n\n——\n乙\n",
        "---\n标题: a\n\n# 经过\n\n——\n",
        "——\n出处: 某书\n——\n",
        "---\n标题: a\n说明: |\n  ——\n---\n",
        "-\n标题: a\n-\n",
    ] {
        record(text, text, "");
    }
}

/// What could still not be read after the repair is not repaired, and said so.
#[test]
fn what_cannot_be_read_is_left_with_its_line() {
    let text = "---\n标题：a\n日期: 2024\n  乙: @甲\n---\n\n正\u{200b}文\n";
    let done = format(text.as_bytes(), FileShape::FrontMatter, Options::default()).unwrap();
    assert_eq!(done.text, text.replace('\u{200b}', ""));
    assert_eq!((done.left, done.changes), (Some(4), vec![Change::Invisible { line: 7 }]));
    let fine = format("标题：a\n".as_bytes(), FileShape::Yaml, Options::default()).unwrap();
    assert_eq!(fine.left, None);
}

#[test]
fn marks_that_stay() {
    for text in [
        "上午10:30,a,b\n",
        "`甲,乙`与 http://a.cn/甲,乙 [甲,乙](丙,丁.md)\n",
        "```\n甲,乙\n```\n\n    甲,乙\n",
        "| 甲,乙 | 丙 |\n|---|---|\n| 甲:乙 | 丙 |\n",
        "甲, 乙 (a) 1,200 甲\\(乙\\)丙\n",
        "**重点:**甲\n",
        "甲),乙(\n".replace(',', "，").as_str(),
        "![甲,乙](a.jpg)\n",
    ] {
        let text = format!("---\n标题: a\n---\n{text}");
        punct(&text, &text);
    }
}

#[test]
fn tables_keep_their_cells() {
    let csv = "\u{feff}日期,课时：2\n2024年3月5日,１２\n\"a\u{200b},标题：b\"\n";
    assert_eq!(run(csv.as_bytes(), FileShape::Csv, true), (csv.to_owned(), String::new()));
}
