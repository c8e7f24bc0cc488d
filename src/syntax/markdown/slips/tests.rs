use proptest::prelude::*;

use super::super::render;
use super::{Slip, SlipKind, slips};

/// The kinds of the slips of a body, with what to write.
fn found(body: &str) -> Vec<(SlipKind, String)> {
    slips(body).into_iter().map(|slip| (slip.kind, slip.write)).collect()
}

#[track_caller]
fn one(body: &str, kind: SlipKind, write: &str) {
    assert_eq!(found(body), [(kind, write.to_owned())], "{body:?}");
}

#[track_caller]
fn none(bodies: &[&str]) {
    for body in bodies {
        assert_eq!(found(body), [], "{body:?}");
    }
}

#[test]
fn pictures_and_links_in_wide_brackets() {
    use SlipKind::{Image, Link};
    one("！[现场](照片1.jpg)", Image, "![现场](照片1.jpg)");
    one("！[现场]（照片1.jpg）", Image, "![现场](照片1.jpg)");
    one("![现场]（照片1.jpg）", Image, "![现场](照片1.jpg)");
    one("![现场]（照片1.jpg)", Image, "![现场](照片1.jpg)");
    one("![现场](照片1.jpg）", Image, "![现场](照片1.jpg)");
    one("![现场] (照片 1.jpg)", Image, "![现场](照片 1.jpg)");
    one("！【照片】（上课.PNG）", Image, "![照片](上课.PNG)");
    one("！【照片】（见附件）", Image, "![照片](见附件)");
    one("![现场][照片1.jpg]", Image, "![现场](照片1.jpg)");
    one("! [现场](照片1.jpg)", Image, "![现场](照片1.jpg)");
    one("！[]()", Image, "![]()");
    one("![]（）", Image, "![]()");
    one("说明：！[现场]（a(1).jpg）。", Image, "![现场](a(1).jpg)");
    one("[教案]（教案 1.docx）", Link, "[教案](教案 1.docx)");
    one("【教案】（教案.docx）", Link, "[教案](教案.docx)");
    one("[教案] (教案.docx)", Link, "[教案](教案.docx)");
    one("见[通知]（https://edu.example/1）。", Link, "[通知](https://edu.example/1)");
    none(&[
        "![现场](照片1.jpg)",
        "真好！[计划](计划.md)",
        "真好! [现场](照片1.jpg)",
        "![现场][一]",
        "[现场][照片1.jpg]",
        "真好！【注】（李老师摄）",
        "圆满成功！[1]（见下）",
        "[注]（见下文）",
        "【活动】（3月）",
        "[1] (https://edu.example/1)",
        "【来源】（https://edu.example/1）",
        "- [x] (a.pdf)",
        "`！[现场](照片1.jpg)`",
        "```\n！[现场](照片1.jpg)\n```",
        "[[a](b.md)](c.md)",
        "] (a.jpg)",
    ]);
}

#[test]
fn headings_without_a_space_and_with_a_wide_sign() {
    use SlipKind::Heading;
    one("＃ 活动经过", Heading, "# 活动经过");
    one("＃二、经过", Heading, "# 二、经过");
    one("＃＃经过", Heading, "## 经过");
    one("#一、经过", Heading, "# 一、经过");
    one("##经过", Heading, "## 经过");
    one("#经过", Heading, "# 经过");
    one("#　经过", Heading, "# 经过");
    one("甲\n＃ 经过\n乙", Heading, "# 经过");
    one("　　＃ 经过", Heading, "# 经过");
    one("    ＃ 经过", Heading, "# 经过");
    none(&[
        "# 经过",
        "#1 教室",
        "#3号楼",
        "＃3号楼",
        "#家校共育#",
        "#家访 #送教",
        "＃家校共育＃",
        "#hashtag",
        "参加#家访的老师",
        "#",
        "```\n＃ 经过\n```",
    ]);
}

#[test]
fn bold_between_wide_stars() {
    use SlipKind::Bold;
    one("＊＊重点＊＊", Bold, "**重点**");
    one("这是＊＊重点＊＊内容", Bold, "**重点**");
    one("这是**重点＊＊内容", Bold, "**重点**");
    one("：＊＊重点：**内容", Bold, "**重点：**");
    none(&[
        "**重点**",
        "张＊＊同学和李＊＊同学",
        "张＊＊、王＊＊到校",
        "家长李＊＊与王＊＊",
        "138＊＊＊＊1234",
        "13＊＊12＊＊",
        "＊注：",
        "＊＊ 甲 ＊＊",
        "`＊＊甲＊＊`",
    ]);
}

#[test]
fn pictures_with_one_pair_of_brackets_or_an_open_one() {
    use SlipKind::Image;
    one("！［现场］（照片.jpg）", Image, "![现场](照片.jpg)");
    one("［现场］ (照片.jpg)", SlipKind::Link, "[现场](照片.jpg)");
    one("![照片](1.jpg", Image, "![照片](1.jpg)");
    one("活动现场！【照片】（1.PNG", Image, "![照片](1.PNG)");
    one("![照片 1.jpg]", Image, "![照片 1](照片 1.jpg)");
    one("！（1.jpg）", Image, "![1](1.jpg)");
    one("见!(1.jpg)。", Image, "![1](1.jpg)");
    none(&[
        "![现场](1.jpg)",
        "![1.jpg](1.jpg)",
        "![1.jpg][a]\n\n[a]: 1.jpg",
        "好！（掌声）",
        "太好了！（见1.jpg和2.jpg的说明",
        "`![1.jpg]`",
        "![现场](<照片 1.jpg>)",
    ]);
    let began = std::time::Instant::now();
    for text in ["![", "](", "![a](", "！（", "![a.jpg"] {
        let _ = slips(&text.repeat(25_000));
    }
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
}

#[test]
fn tables_that_are_none() {
    use SlipKind::{TabRows, Table, WideTable};
    one("|项目|数|\n|甲|1|", Table, "| 项目 | 数 |\n|---|---|");
    one("|项目|数|\n|---|\n|甲|1|", Table, "| 项目 | 数 |\n|---|---|");
    one("|---|---|\n\n", Table, "| … | … |\n|---|---|");
    one("｜项目｜数｜\n｜甲｜1｜", WideTable, "| 项目 | 数 |\n|---|---|");
    one("|项目｜数|\n|---|---|\n|甲|1|", WideTable, "| 项目 | 数 |\n|---|---|");
    one("项目\t数量\n甲\t1", TabRows, "| 项目 | 数量 |\n|---|---|");
    none(&[
        "|项目|数|\n|---|---|\n|甲|1|",
        "下表：\n|项目|数|\n|---|---|\n|甲|1|",
        "- 甲\n\n  |项目|数|\n  |---|---|\n  |甲|1|",
        "语文｜数学｜英语",
        "首页|新闻|通知",
        "1.\t家访\n2.\t送教",
        "时间：\t上午\n地点：\t礼堂",
        "甲\t乙",
        "\t甲\n\t乙",
        "```\n|项目|数|\n|甲|1|\n```",
    ]);
}

#[test]
fn lists_quotes_and_fences() {
    use SlipKind::{Fence, List, OpenFence, Quote};
    one("－ 家访", List, "- 家访");
    one("-家访\n-送教", List, "- 家访");
    one("＞ 原文", Quote, "> 原文");
    one("```chart\n目标: a", OpenFence, "```");
    one("甲\n~~~~\n乙", OpenFence, "~~~~");
    assert_eq!(
        found("‘‘‘chart\n目标: a\n’’’"),
        [(Fence, "```chart".to_owned()), (Fence, "```".to_owned())]
    );
    assert_eq!(
        found("···图\n目标: a\n···"),
        [(Fence, "```图".to_owned()), (Fence, "```".to_owned())]
    );
    one("｀｀｀chart\n目标: a", Fence, "```chart");
    none(&[
        "- 家访\n- 送教",
        "-家访",
        "-5℃\n-6℃",
        "——张老师",
        "```chart\n目标: a\n```",
        "```chart\n目标: a\n````\n",
        "> ```\n> x\n> ```",
        "- ```\n  x\n  ```",
        "···",
        "“‘好’”",
        "甲···图",
    ]);
}

#[test]
fn a_place_is_that_of_the_slip() {
    let body = "第一行\n\n说**“好”**：！[现场](a.jpg)\r\n";
    let [slip] = &slips(body)[..] else { panic!("{:?}", slips(body)) };
    assert_eq!((slip.at.line, slip.at.col, slip.at.len), (3, 10, 12));
    assert_eq!(&body[slip.range.clone()], "！[现场](a.jpg)");
}

fn pieces() -> impl Strategy<Value = String> {
    let pieces = [
        "！",
        "!",
        "[",
        "]",
        "【",
        "】",
        "(",
        ")",
        "（",
        "）",
        "a.jpg",
        "甲",
        "＃",
        "#",
        " ",
        "\u{3000}",
        "\n",
        "\r\n",
        "＊＊",
        "**",
        "＊",
        "|",
        "｜",
        "---",
        "\t",
        "－ ",
        "-",
        "＞ ",
        "```",
        "‘‘‘",
        "···",
        "chart",
        "`",
        "    ",
        "> ",
        "- ",
        "1. ",
        "https://a.cn/x",
        "张",
        "：",
        "。",
        "一、",
        "\u{e000}",
        "\u{1cd3}",
        "📌",
    ];
    let piece = prop::sample::select(pieces.to_vec());
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// The body with each certain slip replaced.
fn repaired(body: &str, slips: &[Slip]) -> String {
    let (mut out, mut copied) = (String::new(), 0);
    for slip in slips.iter().filter(|slip| slip.is_certain) {
        if copied <= slip.range.start {
            out.push_str(&body[copied..slip.range.start]);
            out.push_str(&slip.write);
            copied = slip.range.end;
        }
    }
    out.push_str(&body[copied..]);
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn places_are_within_the_body_and_repairs_end(body in prop_oneof![pieces(), any::<String>()]) {
        let lines: Vec<&str> = body.split('\n').collect();
        for slip in slips(&body) {
            prop_assert!(body.get(slip.range.clone()).is_some(), "{:?}", slip);
            let line = lines[slip.at.line as usize - 1].chars().count() as u32;
            prop_assert!(slip.at.col + slip.at.len <= line + 1, "{:?} in {:?}", slip, body);
        }
        let mut text = body;
        for _ in 0..20 {
            let next = repaired(&text, &slips(&text));
            let _ = render(&next, &mut |href, _| Some(href.to_owned()), &mut |_, _| None);
            if next == text {
                return Ok(());
            }
            text = next;
        }
        prop_assert!(false, "repairs never end: {:?}", text);
    }
}

/// None of these takes long, however often it is repeated.
#[test]
fn bombs_take_no_time() {
    let started = std::time::Instant::now();
    for piece in [
        "！[",
        "[a](",
        "（",
        "[a]（",
        "＊＊",
        "张＊＊",
        "|",
        "|\n",
        "｜",
        "\t",
        "a\tb\n",
        "＃",
        "#甲\n",
        "- ",
        "－ a\n",
        "‘‘‘chart\n",
        "···",
        "```\n",
        "https://a.cn/_",
        "://",
        "http://a.cn(",
        "](a b",
        "![a](a b.c",
        "】",
        "活动时间：\n",
        "一、\n",
        "**📌",
        "*_",
    ] {
        let body = piece.repeat(40_000 / piece.len());
        let _ = slips(&body);
        let _ = render(&body, &mut |href, _| Some(href.to_owned()), &mut |_, _| None);
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn bold_text_with_space_inside_its_stars() {
    use SlipKind::SpacedBold;
    one("** 重点 **：家访", SpacedBold, "**重点**");
    one("**重点 **家访", SpacedBold, "**重点**");
    one("- **重点 **家访", SpacedBold, "**重点**");
    one("> 一\n> **重点 **家访", SpacedBold, "**重点**");
    one("- 家访 **重点 **之后", SpacedBold, "**重点**");
    one("本周** 重点**家访", SpacedBold, "**重点**");
    one("**\u{3000}重点**", SpacedBold, "**重点**");
    none(&[
        "**重点** 和 **难点** 都讲了",
        "**重点**",
        "2 ** 3 ** 4",
        "张** 同学和李** 同学",
        "`** 重点 **`",
        "** 重点",
        "* * *",
    ]);
    // Such text is not bold, and the text to write is.
    for (body, is_bold) in
        [("** 重点 **：家访", false), ("**重点 **家访", false), ("**重点**：家访", true)]
    {
        let html = render(body, &mut |_, _| None, &mut |_, _| None).html;
        assert_eq!(html.contains("<strong>"), is_bold, "{body}");
    }
}

#[test]
fn bold_text_with_stars_on_one_side() {
    use SlipKind::OpenBold;
    for (body, write) in [
        ("**重点", "**重点**"),
        ("今天**重点：送教。", "**重点**"),
        ("- **重点：家访\n- 其他", "**重点**"),
        ("第一**要点**，再**讲解", "**讲解**"),
        ("| 项目 | 数 |\n|--|--|\n| **家访 | 3 |", "**家访**"),
        ("> **重点家访", "**重点家访**"),
        ("重点**：家访", "**重点**"),
        ("本周的重点**：家访", "**本周的重点**"),
        ("**重点家访\n\n难点**：送教", "**重点家访**"),
    ] {
        let open = found(body);
        assert_eq!(open.first(), Some(&(OpenBold, write.to_owned())), "{body}");
        let html = render(body, &mut |_, _| None, &mut |_, _| None).html;
        assert!(html.contains("**"), "{body}: {html}");
    }
    none(&[
        "**跨\n行**的重点",
        "**重点**",
        "**重点：**家访",
        "张**同学",
        "王**：到",
        "2**3的积",
        "单价**",
        "`**重点`",
        "```\n**重点\n```",
        "\\**重点",
        "** 重点",
    ]);
    assert!(slips(&"**重点\n\n".repeat(20_000)).len() <= 20_000);
}

#[test]
fn headings_that_are_too_deep_and_quotations_without_a_space() {
    one("####### 经过", SlipKind::DeepHeading, "###### 经过");
    one("＞他说得好", SlipKind::Quote, "> 他说得好");
    one("－经过\n－效果", SlipKind::List, "- 经过");
    none(&["###### 经过", "#######", "＞5人", "－5度"]);
}

#[test]
fn lines_of_dashes_below_a_sentence() {
    one("上午听课。\n---\n下午评课。", SlipKind::Underline, "---");
    none(&["上午听课。\n\n---\n下午评课。", "经过\n---", "```\n上午。\n---\n```", "上午。\n- -"]);
}

#[test]
fn links_the_wrong_way_round() {
    use SlipKind::Link;
    one("见(教育局)[https://a.example]", Link, "[教育局](https://a.example)");
    one("（教案）[教案.docx]", Link, "[教案](教案.docx)");
    none(&["(见附件)[1]", "[a](b.md)[c](d.md)", "()[a.docx]", "(甲)[a.docx](b)", "`(甲)[a.docx]`"]);
    none(&[&")[a.docx]".repeat(2_000)]);
}

#[test]
fn names_of_pictures_in_brackets_alone() {
    use SlipKind::BarePicture;
    one("[照片1.jpg]", BarePicture, "![照片1](照片1.jpg)");
    one("【照片1.PNG】", BarePicture, "![照片1](照片1.PNG)");
    one("《照片/1.jpeg》", BarePicture, "![1](照片/1.jpeg)");
    none(&["[照片]", "见[照片1.jpg]", "[教案.docx]", "[a.jpg](a.jpg)", "`[a.jpg]`", "[.jpg]"]);
}

#[test]
fn cells_that_a_table_would_leave_out() {
    use SlipKind::ExtraCells;
    one("|甲|乙|\n|-|-|\n|1|2|3|\n", ExtraCells, "3");
    one("甲 | 乙 | 丙\n--|--|--\n1 | 2 | 3 | 4 | 5\n", ExtraCells, "4 | 5");
    none(&[
        "|甲|乙|\n|--|--|\n|1|2||\n",
        "|甲|乙|\n|--|--|\n|1|a\\|b|\n",
        "```\n|甲|乙|\n|--|--|\n|1|2|3|\n```",
    ]);
}

#[test]
fn rows_with_other_cells_than_the_header_are_named() {
    use SlipKind::{BelowTable, ExtraCells, MissingCells};
    let body = "科目 | 课时\n---|---\n语文 | 3 | 王芳\n数学 |\n";
    assert_eq!(found(body), [(ExtraCells, "王芳".to_owned()), (MissingCells, "2".to_owned())]);
    one("| 科目 | 课时 |\n|---|---|\n| 语文 |\n", MissingCells, "2");
    one("| 科目 | 课时 |\n|---|---|\n| 语文 | 3 |\n合计3课时。\n", BelowTable, "");
    none(&[
        "| 科目 | 课时 |\n|---|---|\n| 语文 | |\n| 数学 | 3 |\n\n合计3课时。\n",
        "| 科目 |\n|---|\n| 语文 |\n",
        "科目 | 课时\n---|---\n语文 | 3\n数学 | 4\n- 合计\n",
        "```\n| 科目 | 课时 |\n|---|---|\n| 语文 |\n```\n",
        "甲乙\n---\n丙丁\n",
    ]);
}

#[test]
fn what_would_be_printed_as_typed_is_named() {
    use SlipKind::{Damaged, Image, List, OpenNote, OtherSigns, Pasted, Underline};
    one("这是==重点==的事", OtherSigns, "**重点**");
    one("重点是==重点==", OtherSigns, "**重点**");
    one("++重点++", OtherSigns, "**重点**");
    one("原定～～周三～～周四", OtherSigns, "~~周三~~");
    one("～～删去～～", OtherSigns, "~~删去~~");
    one("说明[^3]。", OpenNote, "[^3]: ");
    one("名单\u{fffd}如下", Damaged, "");
    one("名单锟斤拷如下", Damaged, "");
    one("现场见[图片]", Pasted, "");
    one("[动画表情]", Pasted, "");
    one("*听课\n*评课\n", List, "- 听课");
    one("+听课\n+评课\n", List, "- 听课");
    one("地点：大坪小学\n---\n下午\n", Underline, "---");
    one("![[a.png]]", Image, "![a](a.png)");
    none(&[
        "[图片](a.jpg)",
        "[文件]: a.docx\n",
        "`[图片]`",
        "\\[图片]",
        "本周**重点**：家访。",
        "张**同学",
        "`**重点`",
        "__重点__",
        "谢谢～～大家辛苦了～～",
        "a == b == c",
        "========",
        "C++和C++",
        "a__b__c",
        "说明[^3]。\n\n[^3]: 见附件\n",
        "`[^3]`",
        "辛苦了[^_^]",
        "*听课*\n*评课*\n",
        "第一节\n---\n",
        "2**3",
    ]);
    let many = "**甲 [^1] __乙 ".repeat(3000);
    assert!(slips(&many).len() <= 9000);
}

#[test]
fn tables_without_outer_bars_and_tables_that_are_drawn() {
    use SlipKind::{DrawnTable, Table, WideTable};
    let head = "| 时间 | 地点 |\n|---|---|";
    one("时间 | 地点\n上午 | 三楼", Table, head);
    one("时间｜地点\n上午｜三楼", WideTable, head);
    one("时间 ¦ 地点\n上午 ¦ 三楼", DrawnTable, head);
    one(
        "+----+----+\n| 时间 | 地点 |\n+----+----+\n| 上午 | 三楼 |\n+----+----+",
        DrawnTable,
        head,
    );
    one("| 时间 | 地点 |\n|------+------|\n| 上午 | 三楼 |", DrawnTable, head);
    one("┌──┬──┐\n│时间│地点│\n├──┼──┤\n│上午│三楼│\n└──┴──┘", DrawnTable, head);
    one("│时间│地点│\n│上午│三楼│", DrawnTable, head);
    one("- 家访\n-送教", SlipKind::List, "- 送教");
    none(&[
        "时间 | 地点\n---|---\n上午 | 三楼",
        "清河小学｜春季送教",
        "清河小学|春季送教\n\n清河小学|秋季送教",
        "|x|\n|y",
        "├──",
        "─────",
        "+86",
    ]);
}

#[test]
fn names_of_blocks_that_are_not_known() {
    use SlipKind::BlockName;
    one("```进度图\n目标: 走访\n```", BlockName, "```图");
    one("~~~月历\n目标: 走访\n~~~", BlockName, "~~~图");
    one("```统计表\n目标: 走访\n```", BlockName, "```表");
    one("```Charts\n```", BlockName, "```图");
    one("```\n目标：走访\n```", BlockName, "```图");
    one("```yaml\ntarget: 走访\n```", BlockName, "```图");
    none(&[
        "```图表\n目标: 走访\n```",
        "```表格\n目标: 走访\n```",
        "```\nx: 1\n```",
        "```text\n甲\n```",
    ]);
}
