//! Before → after, a repair a row.

use encoding_rs::{GB18030, UTF_16LE};

use super::{punct, record, run, yaml};
use crate::format::FileShape;

#[test]
fn full_width_colons() {
    yaml("标题：送教\n", "标题: 送教\n", "colon 1");
    yaml("标题： 送教\n", "标题: 送教\n", "colon 1");
    yaml("标题：　送教\n", "标题: 送教\n", "colon 1");
    yaml("标题 ：送教\n", "标题: 送教\n", "colon 1");
    yaml("标题: a\n地点：乡：村\n", "标题: a\n地点: 乡：村\n", "colon 2");
    yaml("title：a\n", "title: a\n", "colon 1");
    yaml("主管：李\n", "主管: 李\n", "colon 1"); // no known key, but nothing else can stand there
    yaml("标题：送教 # 甲：乙\n", "标题: 送教 # 甲：乙\n", "colon 1");
    yaml("材料：[a.pdf, b.pdf]\n", "材料: [a.pdf, b.pdf]\n", "colon 1");
    yaml("标题：\"甲\"\n", "标题: \"甲\"\n", "colon 1");
    yaml("说明：|\n  日期：五\n", "说明: |\n  日期：五\n", "colon 1");
}

#[test]
fn full_width_colons_below_a_key() {
    yaml(
        "数据：\n  送教课时：２\n  满意度：９８．５％\n",
        "数据:\n  送教课时: 2\n  满意度: 98.5%\n",
        "colon 1, colon 2, width 2, colon 3, width 3",
    );
    yaml("领导小组: # 三人\n  组长：王\n", "领导小组: # 三人\n  组长: 王\n", "colon 2");
    yaml(
        "目标:\n  - 指标：课时\n    值：10\n  - 指标：册数\n    不适用：\n      理由：无\n",
        "目标:\n  - 指标: 课时\n    值: 10\n  - 指标: 册数\n    不适用:\n      理由: 无\n",
        "colon 2, colon 3, colon 4, colon 5, colon 6",
    );
    yaml(
        "措施:\n- 名称：送教\n  次数：２\n",
        "措施:\n- 名称: 送教\n  次数: 2\n",
        "colon 2, colon 3, width 3",
    );
    yaml("权限:\n  a: all\n  乙：all\n", "权限:\n  a: all\n  乙: all\n", "colon 3");
}

#[test]
fn missing_spaces() {
    yaml("标题:送教\n", "标题: 送教\n", "space 1");
    yaml("日期:2024/3/5\n", "日期: 2024-03-05\n", "space 1, date 1");
    yaml("日期:　2024-03-05\n", "日期: 2024-03-05\n", "space 1");
    yaml(
        "标题:\t甲\n数据:\n  课时:\t２\n",
        "标题: 甲\n数据:\n  课时: 2\n",
        "space 1, space 3, width 3",
    );
    yaml("网址:https://a.cn/b:c\n", "网址: https://a.cn/b:c\n", "space 1");
    yaml("数据:\n  课时:2\n", "数据:\n  课时: 2\n", "space 2");
    yaml(
        "列:\n  - 名称:日期\n    作为:日期\n",
        "列:\n  - 名称: 日期\n    作为: 日期\n",
        "space 2, space 3",
    );
}

#[test]
fn indentation() {
    yaml("数据:\n\t课时: 2\n", "数据:\n  课时: 2\n", "tab 2");
    yaml("数据:\n\t课时：2\n", "数据:\n  课时: 2\n", "tab 2, colon 2");
    yaml(
        "领导小组:\n    组长: 王\n数据:\n\t课时: 2\n",
        "领导小组:\n    组长: 王\n数据:\n    课时: 2\n",
        "tab 4",
    );
    yaml(
        "目标:\n\t- 指标: a\n\t  值: 1\n\t- 指标: b\n\t\t值: 2\n",
        "目标:\n  - 指标: a\n    值: 1\n  - 指标: b\n    值: 2\n",
        "tab 2, tab 3, tab 4, tab 5",
    );
    yaml("数据:\n\t# 注：一\n\t课时: 2\n", "数据:\n  # 注：一\n  课时: 2\n", "tab 2, tab 3");
    yaml("数据:\n　课时: 2\n", "数据:\n  课时: 2\n", "indent 2");
    yaml(
        "数据:\n　　课时: 2\n　　册数：3\n",
        "数据:\n    课时: 2\n    册数: 3\n",
        "indent 2, indent 3, colon 3",
    );
    yaml("数据:\n  课时: 2\n\u{a0}\u{a0}册数: 3\n", "数据:\n  课时: 2\n  册数: 3\n", "indent 3");
    yaml(
        "说明: |\n\t第一\n\n\t第二：a\n标题: b\n",
        "说明: |\n  第一\n\n  第二：a\n标题: b\n",
        "tab 2, tab 4",
    );
    yaml("材料:\n\t- a.pdf\n", "材料:\n  - a.pdf\n", "tab 2");
}

#[test]
fn numbers_and_dates() {
    yaml("日期: 2024年3月5日\n", "日期: 2024-03-05\n", "date 1");
    yaml("日期: 20240305\n", "日期: 2024-03-05\n", "date 1");
    yaml("日期: 二〇二四年三月五日\n", "日期: 2024-03-05\n", "date 1");
    yaml("开始: ２０２４．３．５\n", "开始: 2024-03-05\n", "width 1, date 1");
    yaml("结束: ２０２４－０３－１５\n", "结束: 2024-03-15\n", "width 1");
    yaml("公示至: 2024.12.1 # 一年\n", "公示至: 2024-12-01 # 一年\n", "date 1");
    yaml("截至日: 2024/3/5\n", "截至日: 2024-03-05\n", "date 1");
    yaml("措施:\n  - 完成时间: 2024年5月1日\n", "措施:\n  - 完成时间: 2024-05-01\n", "date 2");
    yaml("日期: “2024年3月5日”\n", "日期: 2024-03-05\n", "quotes 1, date 1");
    yaml("班级数: １２\n学生数: １，２００\n", "班级数: 12\n学生数: 1,200\n", "width 1, width 2");
    yaml(
        "目标:\n  - 值: ３０％\n    基线: －０．５\n",
        "目标:\n  - 值: 30%\n    基线: -0.5\n",
        "width 2, width 3",
    );
    yaml("“标题”：甲\n", "标题: 甲\n", "quotes 1, colon 1");
}

#[test]
fn curly_quotes() {
    yaml("地点: “礼堂”\n", "地点: 礼堂\n", "quotes 1");
    yaml("标题：‘甲’ # 注\n", "标题: 甲 # 注\n", "colon 1, quotes 1");
    yaml("标题: “甲: 乙”\n", "标题: \"甲: 乙\"\n", "quotes 1");
    yaml("标题: “@甲”\n", "标题: \"@甲\"\n", "quotes 1");
    yaml("目标:\n  - 指标: “课时”\n", "目标:\n  - 指标: 课时\n", "quotes 2");
}

#[test]
fn fences() {
    let want = "---\n标题: a\n---\n\n正文\n";
    record("——\n标题: a\n——\n\n正文\n", want, "fence 1, fence 3");
    record("－－－\n标题：a\n---\n\n正文\n", want, "fence 1, colon 2");
    record("---\n标题: a\n———— \n\n正文\n", want, "fence 3");
    record("--\n标题: a\n-----\n\n正文\n", want, "fence 1, fence 3");
    record("***\n标题: a\n***\n\n正文\n", want, "fence 1, fence 3");
    record(
        "\n—\u{200b}—\n标题: a\n—－-\n\n甲\n\n---\n",
        "\n---\n标题: a\n---\n\n甲\n\n---\n",
        "unseen 2, fence 2, fence 4",
    );
}

#[test]
fn invisible_characters() {
    yaml("\u{200b}标题\u{feff}: 送\u{200b}教\n", "标题: 送教\n", "unseen 1");
    yaml("标题\u{200b}：\u{200b}\n", "标题:\n", "colon 1, unseen 1");
    yaml("说明: |\n  a\u{ad}b\n# c\u{2060}\n", "说明: |\n  ab\n# c\n", "unseen 2, unseen 3");
    yaml(
        "人\u{200b}：[\"a\u{200b}\", b\u{200b}]\n",
        "人: [\"a\u{200b}\", b]\n",
        "colon 1, unseen 1",
    );
    record(
        "---\n标题: a\n---\n正\u{200b}文\n\n`a\u{200b}b`\n",
        "---\n标题: a\n---\n正文\n\n`ab`\n",
        "unseen 4, unseen 6",
    );
    record(
        "\u{200b}---\n标题：a\n---\u{200b}\nb\n",
        "---\n标题: a\n---\nb\n",
        "unseen 1, colon 2, unseen 3",
    );
}

#[test]
fn encodings_and_line_ends() {
    let table = |bytes: &[u8], text: &str, changes: &str| {
        for shape in [FileShape::Yaml, FileShape::FrontMatter] {
            assert_eq!(
                run(bytes, shape, false),
                (text.to_owned(), changes.to_owned()),
                "{shape:?}"
            );
        }
    };
    table(b"", "", "");
    table(b"\n\n", "\n\n", "");
    table(b"a", "a\n", "ends");
    table(b"a\r\nb\rc\n", "a\nb\nc\n", "ends");
    table(b"\xEF\xBB\xBF", "", "bom");
    table(b"\xEF\xBB\xBFa\r\n", "a\n", "bom, ends");
    table("\u{feff}\u{feff}a\n".as_bytes(), "a\n", "bom");
    table(&GB18030.encode("名称\n学校\n").0, "名称\n学校\n", "Gb18030");
    table(&GB18030.encode("学校记录").0, "学校记录\n", "Gb18030, ends");
    table(&utf16("学校\n"), "学校\n", "Utf16Le");
    table(&utf16("\u{410d}\n"), "\u{410d}\n", "Utf16Le"); // holds a byte 0D
    table(&utf16("学校\r\n"), "学校\n", "Utf16Le, ends");
    table("\u{feff}caf\u{e9}\n".as_bytes(), "caf\u{e9}\n", "bom");
    table("120 m²; fees ¥500. café\n".as_bytes(), "120 m²; fees ¥500. café\n", "");
    // Its mark says that this is no Chinese in GBK.
    table("\u{feff}ѧУ\n".as_bytes(), "\u{feff}ѧУ\n", "");
    // A guess is never written back.
    table(b"\xd1\xa7\xd0\xa3\n", "ѧУ\n", "");
    let gbk = GB18030.encode("---\r\n标题：送教\r\n---\r\n正文：a").0;
    assert_eq!(
        run(&gbk, FileShape::FrontMatter, false),
        ("---\n标题: 送教\n---\n正文：a\n".into(), "Gb18030, ends, colon 2".into())
    );
}

#[test]
fn tables_have_a_byte_order_mark() {
    for (bytes, text, changes) in [
        (b"".to_vec(), "", ""),
        (b"\xEF\xBB\xBF".to_vec(), "", "bom"),
        (b"a,b\n".to_vec(), "\u{feff}a,b\n", "bom added"),
        ("\u{feff}日期,课时\n".into(), "\u{feff}日期,课时\n", ""),
        ("\u{feff}\u{feff}a\n".into(), "\u{feff}a\n", "bom"),
        ("\u{feff}a\r\n".into(), "\u{feff}a\n", "ends"),
        (
            GB18030.encode("日期,课时\r\n").0.into(),
            "\u{feff}日期,课时\n",
            "Gb18030, bom added, ends",
        ),
        (utf16("日期\n"), "\u{feff}日期\n", "Utf16Le, bom added"),
        ("café\n".into(), "\u{feff}café\n", "bom added"),
    ] {
        assert_eq!(run(&bytes, FileShape::Csv, false), (text.to_owned(), changes.to_owned()));
    }
}

#[test]
fn certain_slips_of_markdown_are_repaired() {
    let head = "---\n标题: a\n---\n";
    for (before, after, lines) in [
        ("！[现场]（照片1.jpg）\n", "![现场](照片1.jpg)\n", "markdown 4"),
        ("\n＃ 经过\n＊＊重点＊＊\n", "\n# 经过\n**重点**\n", "markdown 5, markdown 6"),
        ("－ 甲\n", "- 甲\n", "markdown 4"),
        ("‘‘‘chart\n目标: ＃ a\n’’’\n", "```chart\n目标: ＃ a\n```\n", "markdown 4, markdown 6"),
        // What may be something else stays.
        ("#家访\n", "#家访\n", ""),
        ("张＊＊同学和李＊＊同学\n", "张＊＊同学和李＊＊同学\n", ""),
        ("|甲|乙|\n|1|2|\n", "|甲|乙|\n|1|2|\n", ""),
        ("`＃ 甲 ＊＊乙＊＊`\n", "`＃ 甲 ＊＊乙＊＊`\n", ""),
    ] {
        record(&format!("{head}{before}"), &format!("{head}{after}"), lines);
    }
}

fn utf16(text: &str) -> Vec<u8> {
    assert_eq!(UTF_16LE.name(), "UTF-16LE");
    let units = text.encode_utf16().flat_map(u16::to_le_bytes);
    [0xFF, 0xFE].into_iter().chain(units).collect()
}

#[test]
fn marks_between_han_characters() {
    for (before, after) in [
        ("你好,世界:送教;结束!\n", "你好，世界：送教；结束！\n"),
        ("送教(城关),下乡吗?是\n", "送教（城关），下乡吗？是\n"),
        ("## 一,概况\n\n- 甲;乙\n", "## 一，概况\n\n- 甲；乙\n"),
    ] {
        let record = |body: &str| format!("---\n标题: a\n---\n{body}");
        punct(&record(before), &record(after));
    }
    punct("---\n说明: 甲,乙\n---\n甲,乙\n", "---\n说明: 甲,乙\n---\n甲，乙\n");
}
