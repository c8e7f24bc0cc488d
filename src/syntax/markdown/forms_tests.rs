//! Bodies as people type them: line breaks of forms, emphasis beside any sign, links without a text, bare addresses.

use proptest::prelude::*;

use super::blocks::{Block, BlockCallbacks, blocks};
use super::{LinkKind, outline, render};

fn html(body: &str) -> String {
    let mut resolve = |href: &str, _: LinkKind| Some(href.to_owned());
    render(body, &mut resolve, &mut |_, _| None).html.trim_end().to_owned()
}

#[track_caller]
fn check(rows: &[(&str, &str)]) {
    for (body, want) in rows {
        assert_eq!(html(body), *want, "{body:?}");
    }
}

fn printed(body: &str) -> Vec<Block> {
    let mut count = 0;
    blocks(
        body,
        BlockCallbacks {
            note: &mut |_| {
                count += 1;
                Some(count)
            },
            picture: &mut |_| None,
            block: &mut |_| None,
        },
    )
}

/// The text of each block, a line break as ⏎, a reference as its number.
fn printed_text(body: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for block in printed(body) {
        let mut text = block.marker.clone();
        for run in &block.runs {
            text.push_str(&run.text);
            if run.ends_line {
                text.push('⏎');
            }
            if let Some(note) = run.note {
                text.push_str(&format!("[{note}]"));
            }
        }
        texts.push(text);
    }
    texts
}

#[test]
fn line_breaks_of_forms_are_kept() {
    check(&[
        (
            "活动时间：2024年4月10日\n活动地点：清河小学\n主持人：李老师",
            "<p>活动时间：2024年4月10日<br>\n活动地点：清河小学<br>\n主持人：李老师</p>",
        ),
        (
            "一、活动内容\n上了两节示范课。\n二、活动效果\n（一）优点\n1、目标清楚；\n2、环节紧凑。",
            "<p>一、活动内容<br>\n上了两节示范课。<br>\n二、活动效果<br>\n（一）优点<br>\n1、目标清楚；<br>\n2、环节紧凑。</p>",
        ),
        ("甲\n**时间**：上午", "<p>甲<br>\n<strong>时间</strong>：上午</p>"),
        ("甲\n**时间：**上午", "<p>甲<br>\n<strong>时间：</strong>上午</p>"),
        ("甲\n时　间：上午", "<p>甲<br>\n时　间：上午</p>"),
        ("甲\n　备注：无", "<p>甲<br>\n备注：无</p>"),
        ("**活动内容**\n上了两节课", "<p><strong>活动内容</strong><br>\n上了两节课</p>"),
        ("甲\n●乙\n·丙\n■丁", "<p>甲<br>\n●乙<br>\n·丙<br>\n■丁</p>"),
        ("甲\n①乙\n（1）丙\n1．丁", "<p>甲<br>\n①乙<br>\n（1）丙<br>\n1．丁</p>"),
        ("**他说好。**\n大家鼓掌", "<p><strong>他说好。</strong><br>\n大家鼓掌</p>"),
        (
            "如下：\n![甲](a.jpg)",
            "<p>如下：<br>\n<img src=\"a.jpg\" alt=\"甲\" loading=\"lazy\" decoding=\"async\"></p>",
        ),
        ("好吗？\n好！\n行", "<p>好吗？<br>\n好！<br>\n行</p>"),
        // Lines that were broken within a sentence are joined.
        ("我们在清河小学\n上了两节课，\n听了三节课", "<p>我们在清河小学上了两节课，听了三节课</p>"),
        ("到校人数为\n3.5倍", "<p>到校人数为\n3.5倍</p>"),
        ("Two sentences.\nOn two lines", "<p>Two sentences.\nOn two lines</p>"),
    ]);
}

#[test]
fn labels_and_typed_headings_end_a_list() {
    check(&[
        (
            "存在问题:\n1. 课堂\n2. 参与\n整改措施:\n1. 备课",
            "<p>存在问题:</p>\n<ol>\n<li>课堂</li>\n<li>参与</li>\n</ol>\n<p>整改措施:</p>\n<ol>\n<li>备课</li>\n</ol>",
        ),
        ("- 甲\n二、效果\n好", "<ul>\n<li>甲</li>\n</ul>\n<p>二、效果<br>\n好</p>"),
        ("- 甲\n说明：见附件\n- 乙", "<ul>\n<li>甲<br>\n说明：见附件</li>\n<li>乙</li>\n</ul>"),
        ("- 甲\n续行", "<ul>\n<li>甲续行</li>\n</ul>"),
    ]);
}

#[test]
fn paper_keeps_the_line_breaks_of_forms() {
    assert_eq!(printed_text("5. 甲\n7. 乙\n8. 丙"), ["5.甲", "7.乙", "8.丙"]);
    assert_eq!(
        printed_text("主持人  王老师\n记录人  李老师\n\n＊听课\n＊评课\n\n    2024年"),
        ["主持人  王老师⏎记录人  李老师", "＊听课⏎＊评课", "2024年"]
    );
    assert_eq!(
        printed_text("活动时间：上午\n活动地点：礼堂\n\n我们\n上课。\n大家"),
        ["活动时间：上午⏎活动地点：礼堂", "我们上课。⏎大家"]
    );
}

#[test]
fn emphasis_works_next_to_emoji_radicals_and_other_emphasis() {
    check(&[
        ("本周**📌重点：**家访。", "<p>本周<strong>📌重点：</strong>家访。</p>"),
        (
            "详**⻅附件**说明，第**⻚3**页。",
            "<p>详<strong>⻅附件</strong>说明，第<strong>⻚3</strong>页。</p>",
        ),
        ("删除**_所有行_**。", "<p>删除<strong><em>所有行</em></strong>。</p>"),
        ("删除**_所有行_**了", "<p>删除<strong><em>所有行</em></strong>了</p>"),
        ("删除**~~所有行~~**了", "<p>删除<strong><del>所有行</del></strong>了</p>"),
        ("删除~~**所有行**~~了", "<p>删除<del><strong>所有行</strong></del>了</p>"),
        ("⚠️**“注意”**⚠️", "<p>⚠️<strong>“注意”</strong>⚠️</p>"),
        ("送教**“两节”**2次", "<p>送教<strong>“两节”</strong>2次</p>"),
        ("增长**30%**2个", "<p>增长<strong>30%</strong>2个</p>"),
        (
            "用**`x`**命令，见**[计划](a.md)**第",
            "<p>用<strong><code>x</code></strong>命令，见<strong><a href=\"a.md\">计划</a></strong>第</p>",
        ),
        ("_**重点**_家访", "<p><em><strong>重点</strong></em>家访</p>"),
        ("*__重点__*家访", "<p><em><strong>重点</strong></em>家访</p>"),
        ("是__重点__的", "<p>是<strong>重点</strong>的</p>"),
        ("是__“重点”__的", "<p>是<strong>“重点”</strong>的</p>"),
        ("__重点：__家访", "<p><strong>重点：</strong>家访</p>"),
        ("_重点_家访", "<p><em>重点</em>家访</p>"),
        ("**_重点：_**家访", "<p><strong><em>重点：</em></strong>家访</p>"),
        ("~~__重点__~~家访", "<p><del><strong>重点</strong></del>家访</p>"),
        (
            "学校_班级_姓名，_照片_1.jpg，__init__方法，a__甲__b",
            "<p>学校_班级_姓名，_照片_1.jpg，__init__方法，a__甲__b</p>",
        ),
        ("这是_重点_。文件_说明_.docx", "<p>这是<em>重点</em>。文件_说明_.docx</p>"),
        ("文件名a_b_c和报告_终稿_v2", "<p>文件名a_b_c和报告_终稿_v2</p>"),
        ("`除**_x_**。`", "<p><code>除**_x_**。</code></p>"),
        ("x\u{1cd3}y\u{e001}z**“甲”**乙", "<p>xyz<strong>“甲”</strong>乙</p>"),
    ]);
}

#[test]
fn addresses_may_have_spaces() {
    check(&[
        (
            "![现场](照片 1.jpg)",
            "<p><img src=\"%E7%85%A7%E7%89%87%201.jpg\" alt=\"现场\" loading=\"lazy\" decoding=\"async\"></p>",
        ),
        ("[教案](教案 (1).docx)", "<p><a href=\"%E6%95%99%E6%A1%88%20(1).docx\">教案</a></p>"),
        ("[教案](a b.docx \"题\")", "<p><a href=\"a%20b.docx\" title=\"题\">教案</a></p>"),
        (
            "[上次](上次 记录.md#效果)",
            "<p><a href=\"%E4%B8%8A%E6%AC%A1%20%E8%AE%B0%E5%BD%95.md#%E6%95%88%E6%9E%9C\">上次</a></p>",
        ),
        ("[注](见 下文)", "<p>[注](见 下文)</p>"),
        ("`[a](b c.docx)`", "<p><code>[a](b c.docx)</code></p>"),
        ("```\n[a](b c.docx)\n```", "<pre tabindex=\"0\"><code>[a](b c.docx)\n</code></pre>"),
    ]);
    let found = outline("见[教案](教案 1.docx)");
    assert_eq!(found.links[0].href, "教案 1.docx");
    assert_eq!((found.links[0].at.col, found.links[0].at.len), (7, 9));
}

#[test]
fn links_without_a_text_show_their_address() {
    check(&[
        (
            "[](https://h.test/c)",
            "<p><a href=\"https://h.test/c\" rel=\"noopener noreferrer\" class=\"address\">https://h.test/c</a></p>",
        ),
        ("[ ](计划.md)", "<p><a href=\"%E8%AE%A1%E5%88%92.md\">计划.md</a></p>"),
        (
            "[![](https://h.test/a.png)](https://h.test/c)",
            "<p><a href=\"https://h.test/c\" rel=\"noopener noreferrer\" class=\"address\">https://h.test/c</a></p>",
        ),
        (
            "[![](a.png)](https://h.test/c)",
            "<p><a href=\"https://h.test/c\" rel=\"noopener noreferrer\"><img src=\"a.png\" alt=\"\" loading=\"lazy\" decoding=\"async\"></a></p>",
        ),
        ("[](javascript:x)", "<p></p>"),
    ]);
    assert_eq!(printed_text("见[](https://h.test/c)"), ["见https://h.test/c"]);
    assert_eq!(
        printed_text("[![](https://h.test/a.png)](https://h.test/c)"),
        ["https://h.test/a.png[1]"]
    );
    assert_eq!(printed_text("见[通知](https://h.test/c)"), ["见通知[1]"]);
    assert_eq!(printed_text("见https://h.test/c"), ["见https://h.test/c"]);
}

#[test]
fn bare_addresses_are_links() {
    let link = |address: &str| {
        format!("<a href=\"{address}\" rel=\"noopener noreferrer\" class=\"address\">{address}</a>")
    };
    for (body, want) in [
        ("详见https://h.test/c。好", format!("<p>详见{}。好</p>", link("https://h.test/c"))),
        ("（http://h.test/a(b)）", format!("<p>（{}）</p>", link("http://h.test/a(b)"))),
        ("(http://h.test/a).", format!("<p>({}).</p>", link("http://h.test/a"))),
        ("https://h.test/_a_/b_c*d", format!("<p>{}</p>", link("https://h.test/_a_/b_c*d"))),
        ("**https://h.test/a**后", format!("<p><strong>{}</strong>后</p>", link("https://h.test/a"))),
        (
            "甲https://h.test/a乙https://h.test/b，丙",
            format!("<p>甲{}乙{}，丙</p>", link("https://h.test/a"), link("https://h.test/b")),
        ),
        (
            "https://h.test/?a=1&b=2",
            "<p><a href=\"https://h.test/?a=1&amp;b=2\" rel=\"noopener noreferrer\" class=\"address\">https://h.test/?a=1&amp;b=2</a></p>".to_owned(),
        ),
        ("`https://h.test/a`", "<p><code>https://h.test/a</code></p>".to_owned()),
        ("xhttps://h.test", "<p>xhttps://h.test</p>".to_owned()),
        ("https:// 无", "<p>https:// 无</p>".to_owned()),
        ("ftp://h.test/a", "<p>ftp://h.test/a</p>".to_owned()),
        ("[https://h.test/a](b.md)", "<p><a href=\"b.md\">https://h.test/a</a></p>".to_owned()),
        ("<https://h.test/a>", format!("<p>{}</p>", link("https://h.test/a"))),
    ] {
        assert_eq!(html(body), want, "{body:?}");
    }
    let found = outline("详见https://h.test/c。");
    assert_eq!(found.links[0].href, "https://h.test/c");
    assert_eq!((found.links[0].at.col, found.links[0].at.len), (3, 16));
}

/// Characters that may stand next to emphasis in Chinese text: Han, radicals, signs, emoji, kana, letters, digits.
fn neighbour() -> impl Strategy<Value = String> {
    let signs = "。，、；：？！“”‘’（）《》〈〉【】「」『』〔〕—…·～￥％＋－＝／〇①㈠㊀℃№→■★√▲●〒々〆ぁァー㍿︰﹏＊＃＆";
    let emoji = [
        "📌",
        "⚠️",
        "✅",
        "👩‍🏫",
        "👍🏽",
        "1️⃣",
        "🇨🇳",
        "❤",
        "☑",
        "🅰",
        "Ⓐ",
        "⻅",
        "⻚",
        "⼀",
        "㇀",
        "〆",
        "𠮷",
        "豈",
    ];
    prop_oneof![
        prop::sample::select(signs.chars().collect::<Vec<_>>()).prop_map(String::from),
        prop::sample::select(emoji.to_vec()).prop_map(str::to_owned),
        prop::char::range('一', '龥').prop_map(String::from),
        prop::char::range('\u{2e80}', '\u{2fd5}').prop_map(String::from),
        prop::char::range('\u{3001}', '\u{33ff}').prop_map(String::from),
        prop::char::range('\u{1f300}', '\u{1faff}').prop_map(String::from),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bold_is_bold_between_any_neighbours(
        before in prop::option::of(neighbour()),
        first in neighbour(),
        inner in "[甲乙a1 ]{0,4}",
        last in neighbour(),
        after in prop::option::of(neighbour()),
    ) {
        let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
        let content = format!("{first}{inner}{last}");
        let made = html(&format!("甲{before}**{content}**{after}"));
        prop_assert!(made.contains(&format!("<strong>{content}</strong>")), "{}", made);
    }

    /// No text is lost or doubled by line breaks, whatever the lines begin and end with.
    #[test]
    fn line_breaks_keep_every_character(lines in prop::collection::vec("[一二甲乙（）1、：。；·●a .]{1,6}", 1..6)) {
        let body = lines.join("\n");
        let seen = |text: &str| -> String {
            text.replace("<br>", "").replace("<p>", "").replace("</p>", "").chars().filter(|ch| !ch.is_whitespace()).collect()
        };
        let made = html(&body);
        let is_plain = !made.contains("<ol") && !made.contains("<ul") && !made.contains("<pre");
        if is_plain {
            prop_assert_eq!(seen(&made), seen(&body));
        }
    }
}
