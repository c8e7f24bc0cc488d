use proptest::prelude::*;

use super::*;

fn html(body: &str) -> String {
    let mut resolve = |href: &str, _| Some(href.to_owned());
    render(body, &mut resolve, &mut |_, _| None).html.trim_end().to_owned()
}

#[track_caller]
fn check(rows: &[(&str, &str)]) {
    for (body, want) in rows {
        assert_eq!(html(body), *want, "{body:?}");
    }
}

#[test]
fn emphasis_works_next_to_chinese_punctuation() {
    check(&[
        ("**重点。**然后", "<p><strong>重点。</strong>然后</p>"),
        ("他说**“重点”**很好", "<p>他说<strong>“重点”</strong>很好</p>"),
        ("**「重点」**在前", "<p><strong>「重点」</strong>在前</p>"),
        ("这是**重点（一）**的说明", "<p>这是<strong>重点（一）</strong>的说明</p>"),
        ("~~删除。~~之后", "<p><del>删除。</del>之后</p>"),
        ("*强调，*然后", "<p><em>强调，</em>然后</p>"),
        ("见**《计划》**第三条", "<p>见<strong>《计划》</strong>第三条</p>"),
        ("***全部！***完成", "<p><em><strong>全部！</strong></em>完成</p>"),
        ("达**30%**以上", "<p>达<strong>30%</strong>以上</p>"),
        ("**甲**、**乙**", "<p><strong>甲</strong>、<strong>乙</strong></p>"),
        ("**重点**", "<p><strong>重点</strong></p>"),
        ("a **b** c", "<p>a <strong>b</strong> c</p>"),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
        ("每组5*3人，另有2*6人", "<p>每组5*3人，另有2*6人</p>"),
        ("教室9米*7米，操场60米*40米", "<p>教室9米*7米，操场60米*40米</p>"),
        ("5*3, 2*6", "<p>5*3, 2*6</p>"),
        ("（2+1）*4，（3+1）*5", "<p>（2+1）*4，（3+1）*5</p>"),
        ("`5*3和2*6`", "<p><code>5*3和2*6</code></p>"),
        ("共*3*次", "<p>共<em>3</em>次</p>"),
        ("`**“x”**好`", "<p><code>**“x”**好</code></p>"),
        (r"\*\*重点。\*\*然后", "<p>**重点。**然后</p>"),
        ("| 甲 |\n|---|\n| 说**“乙”**好 |", TABLE),
        ("63%~68%，100~150元", "<p>63%~68%，100~150元</p>"),
        ("（~甲~）", "<p>（~甲~）</p>"),
    ]);
}

const TABLE: &str = "<div class=\"table-wrap\" tabindex=\"0\" role=\"region\" aria-label=\"甲\"><table>\n<thead><tr><th scope=\"col\">甲</th></tr></thead>\n<tbody>\n<tr><td>说<strong>“乙”</strong>好</td></tr>\n</tbody></table></div>";

#[test]
fn line_breaks_between_chinese_characters_are_not_spaces() {
    check(&[
        ("教学\n督查", "<p>教学督查</p>"),
        ("教学，\n督查", "<p>教学，督查</p>"),
        ("教学\nQQ", "<p>教学\nQQ</p>"),
        ("two\nwords", "<p>two\nwords</p>"),
        ("教学\n**督查**", "<p>教学<strong>督查</strong></p>"),
        ("**教学**\n[督查](a.md)", "<p><strong>教学</strong><a href=\"a.md\">督查</a></p>"),
        ("他说“好”\n大家", "<p>他说“好”大家</p>"),
        ("“a”\n“b”", "<p>“a”\n“b”</p>"),
        ("한국\n말", "<p>한국\n말</p>"),
        ("甲  \n乙", "<p>甲<br>\n乙</p>"),
        ("甲\n`乙`", "<p>甲<code>乙</code></p>"),
        ("# 甲\n- 乙\n  丙", "<h2 id=\"甲\">甲</h2>\n<ul>\n<li>乙丙</li>\n</ul>"),
    ]);
}

#[test]
fn typed_indents_are_dropped() {
    check(&[
        ("　　第一段\n　　第二段", "<p>第一段</p>\n<p>第二段</p>"),
        ("　　第一段\n续行", "<p>第一段续行</p>"),
        ("第一段\n　\n第二段", "<p>第一段</p>\n<p>第二段</p>"),
        ("    一、目标\n\n    二、措施", "<p>一、目标</p>\n<p>二、措施</p>"),
        ("- 甲\n\n    乙", "<ul>\n<li><p>甲</p>\n<p>乙</p>\n</li>\n</ul>"),
        ("    2024年3月，我们去送教。", "<p>2024年3月，我们去送教。</p>"),
        ("\t3名教师\n\n\tQQ群", "<p>3名教师</p>\n<p>QQ群</p>"),
        ("甲\n\n    （1）乙\n    （2）丙", "<p>甲</p>\n<p>（1）乙<br>\n（2）丙</p>"),
        ("# 标题\n    2月起", "<h2 id=\"标题\">标题</h2>\n<p>2月起</p>"),
        ("        let x", "<p>let x</p>"),
        ("    [见](a.md)**甲**", "<p><a href=\"a.md\">见</a><strong>甲</strong></p>"),
        ("甲\n    ---", "<p>甲\n---</p>"),
        ("    第一段\n    第二段", "<p>第一段</p>\n<p>第二段</p>"),
        (">=3节", "<p>&gt;=3节</p>"),
        (
            "    ```\n      x\n    ```\n乙",
            "<pre tabindex=\"0\"><code>  x\n</code></pre>\n<p>乙</p>",
        ),
        ("```\n    x\n-       y\n```", "<pre tabindex=\"0\"><code>    x\n-       y\n</code></pre>"),
        ("```\n    中文\n```", "<pre tabindex=\"0\"><code>    中文\n</code></pre>"),
        ("　　**第一**", "<p><strong>第一</strong></p>"),
        ("- 甲\n　　乙", "<ul>\n<li>甲<br>\n乙</li>\n</ul>"),
    ]);
}

#[test]
fn typed_indents_around_lists_make_no_code() {
    let items = "<ol>\n<li>甲</li>\n<li>乙</li>\n</ol>";
    check(&[
        ("    1. 甲\n    2. 乙", items),
        ("\t1. 甲\n\t2. 乙", items),
        ("1.     甲\n2.\t\t乙", items),
        ("如下\n    - 甲", "<p>如下</p>\n<ul>\n<li>甲</li>\n</ul>"),
        (
            "- 甲\n        - 乙\n        - 丙",
            "<ul>\n<li>甲<ul>\n<li>乙</li>\n<li>丙</li>\n</ul>\n</li>\n</ul>",
        ),
        ("- 甲\n\n          2月", "<ul>\n<li><p>甲</p>\n<p>2月</p>\n</li>\n</ul>"),
        ("- 甲\n\n  2月", "<ul>\n<li><p>甲</p>\n<p>2月</p>\n</li>\n</ul>"),
        ("1. 甲\n\n  2月\n\n    QQ", "<ol>\n<li>甲</li>\n</ol>\n<p>2月</p>\n<p>QQ</p>"),
        ("- 甲\n\n乙\n\n    2月", "<ul>\n<li>甲</li>\n</ul>\n<p>乙</p>\n<p>2月</p>"),
        ("    1. 甲\n    2. 乙\n\n    A班", &format!("{items}\n<p>A班</p>")),
        (
            "- 甲\n    - 乙\n\n      2月",
            "<ul>\n<li>甲<ul>\n<li><p>乙</p>\n<p>2月</p>\n</li>\n</ul>\n</li>\n</ul>",
        ),
        (
            "- 甲\n  ```\n      x\n  ```",
            "<ul>\n<li>甲<pre tabindex=\"0\"><code>    x\n</code></pre>\n</li>\n</ul>",
        ),
    ]);
}

#[test]
fn headings_notes_tasks_and_images() {
    check(&[
        ("###### 深", "<h2 id=\"深\">深</h2>"),
        (
            "## 一\n#### 1\n### （一）\n## 二",
            "<h2 id=\"一\">一</h2>\n<h3 id=\"s-1\">1</h3>\n<h3 id=\"一-2\">（一）</h3>\n<h2 id=\"二\">二</h2>",
        ),
        (
            "# Goals 2024\n## Goals 2024",
            "<h2 id=\"s-goals-2024\">Goals 2024</h2>\n<h3 id=\"s-goals-2024-2\">Goals 2024</h3>",
        ),
        (
            "# 一、**目标**\n[见](#一、目标)",
            "<h2 id=\"一-目标\">一、<strong>目标</strong></h2>\n<p><a href=\"#%E4%B8%80-%E7%9B%AE%E6%A0%87\">见</a></p>",
        ),
        ("![照片](a b)", "<p>![照片](a b)</p>"),
        (
            "![照片](<a b.jpg> \"题\")",
            "<p><img src=\"a%20b.jpg\" alt=\"照片\" title=\"题\" loading=\"lazy\" decoding=\"async\"></p>",
        ),
        (
            "![照片](http://a.cn/x.jpg)",
            "<p><a href=\"http://a.cn/x.jpg\" rel=\"noopener noreferrer\">照片</a></p>",
        ),
        ("[![甲](http://a.cn/x.jpg)](y.md)", "<p><a href=\"y.md\">甲</a></p>"),
        (
            "- [x] 甲\n- [ ] 乙",
            "<ul>\n<li><span class=\"task\">☑</span> 甲</li>\n<li><span class=\"task\">☐</span> 乙</li>\n</ul>",
        ),
        (
            "甲[^a]乙[^无]\n\n[^a]: 注",
            "<p>甲<sup class=\"note\" id=\"fnref-1\"><a href=\"#fn-1\">[1]</a></sup>乙[^无]</p>\n<section class=\"notes\"><ol>\n<li id=\"fn-1\"><p>注</p>\n<a class=\"back\" href=\"#fnref-1\">↩</a>\n</li>\n</ol></section>",
        ),
        ("<b>甲</b>&lt;i&gt;", "<p>&lt;b&gt;甲&lt;/b&gt;&lt;i&gt;</p>"),
        ("<script>\nalert(1)\n</script>", "<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;</p>"),
        ("1. 甲\n1. 乙", "<ol>\n<li>甲</li>\n<li>乙</li>\n</ol>"),
        (
            "5. 甲\n7. 乙\n8. 丙",
            "<ol start=\"5\">\n<li>甲</li>\n<li value=\"7\">乙</li>\n<li>丙</li>\n</ol>",
        ),
        ("3. 甲", "<ol start=\"3\">\n<li>甲</li>\n</ol>"),
    ]);
}

#[test]
fn addresses() {
    for (href, kind) in [
        ("https://a.cn/x", AddressKind::Web),
        ("HTTP://a.cn", AddressKind::Web),
        ("mailto:a@b.cn", AddressKind::Mail),
        ("../x.md", AddressKind::Local),
        ("#目标", AddressKind::Local),
        ("附件%20一.pdf", AddressKind::Local),
        ("会议:记录.pdf", AddressKind::Local),
        ("%E4%BC%9A%E8%AE%AE:记录.pdf", AddressKind::Local),
        ("（javascript:", AddressKind::Local),
        ("%EF%BC%88javascript:", AddressKind::Local),
        ("a/b:c", AddressKind::Local),
        ("100%.pdf", AddressKind::Local),
        ("javascript:alert(1)", AddressKind::Refused),
        ("java\tscript:alert(1)", AddressKind::Refused),
        ("\u{1}javascript:alert(1)", AddressKind::Refused),
        ("JaVaScRiPt:alert(1)", AddressKind::Refused),
        (" \u{a0}javascript:x", AddressKind::Refused),
        ("\u{200b}javascript:x", AddressKind::Refused),
        ("java\u{200b}script:x", AddressKind::Refused),
        ("java\nscript:x", AddressKind::Refused),
        ("javascript%3Aalert(1)", AddressKind::Refused),
        ("javascript%253Aalert(1)", AddressKind::Refused),
        ("%6aavascript:x", AddressKind::Refused),
        ("data:text/html,x", AddressKind::Refused),
        ("vbscript:x", AddressKind::Refused),
        ("file:///etc/passwd", AddressKind::Refused),
        ("//host/x", AddressKind::Refused),
        ("\\\\host\\x", AddressKind::Refused),
        ("/\\host", AddressKind::Refused),
        ("\\/host", AddressKind::Refused),
        ("%FFjavascript:x", AddressKind::Refused),
        ("%2f%2fhost", AddressKind::Refused),
        ("%5c%5chost", AddressKind::Refused),
        ("/\t/host", AddressKind::Refused),
        ("http:host", AddressKind::Refused),
        ("blob:x", AddressKind::Refused),
        ("", AddressKind::Refused),
        ("  ", AddressKind::Refused),
    ] {
        assert_eq!(address_kind(href), kind, "{href:?}");
    }
}

#[test]
fn harmful_addresses_are_printed_as_text() {
    for body in [
        "[甲](javascript:alert(1))",
        "[甲](<java\tscript:alert(1)>)",
        "[甲](&#106;avascript:alert(1))",
        "[甲](&#x6A;avascript&colon;alert(1))",
        "[甲](java&Tab;script:alert(1))",
        "[甲](java&NewLine;script:x)",
        "[甲](%6Aavascript:x)",
        "[甲](data:text/html;base64,PHNjcmlwdD4=)",
        "[甲](//host/x)",
        r"[甲](\\\\host\\x)",
        "[甲](file:///c:/x)",
        "[甲][r]\n\n[r]: vbscript:x",
        "![甲](javascript:alert(1))",
        "![甲](//host/x.png)",
        "[甲]()",
    ] {
        assert_eq!(html(body), "<p>甲</p>", "{body:?}");
    }
    assert_eq!(html("<javascript:alert(1)>"), "<p>javascript:alert(1)</p>");
    let back = |_: &str, _| Some("javascript:x".to_owned());
    assert_eq!(render("[甲](b.md)", &mut { back }, &mut |_, _| None).html, "<p>甲</p>\n");
}

#[test]
fn callbacks_decide_about_links_and_blocks() {
    let mut asked = Vec::new();
    let mut resolve = |href: &str, kind| {
        asked.push((href.to_owned(), kind));
        (href != "gone.md").then(|| format!("../{href}"))
    };
    let mut block =
        |info: &str, content: &str| (info == "图").then(|| format!("<svg>{}</svg>", content.len()));
    let body = "[甲](a.md) [乙](gone.md) ![丙](c.png)\n\n``` 图\nx: 1\n```\n\n```\ny\n```";
    let made = render(body, &mut resolve, &mut block).html;
    let want = "<p><a href=\"../a.md\">甲</a> 乙 <img src=\"../c.png\" alt=\"丙\" loading=\"lazy\" decoding=\"async\"></p>\n<svg>5</svg><pre tabindex=\"0\"><code>y\n</code></pre>\n";
    assert_eq!(made, want);
    assert_eq!(asked.len(), 3);
    assert_eq!(asked[2], ("c.png".to_owned(), LinkKind::Image));
}

#[test]
fn a_small_copy_links_to_its_image() {
    let mut copy = |href: &str| {
        let src = format!("{}small.jpg", if href == "b.jpg" { "https://e.example/" } else { "" });
        (href != "c.jpg").then_some(SmallImage { src, width: 1280, height: 960 })
    };
    let mut made = |body: &str| {
        let mut same = |href: &str, _| Some(href.to_owned());
        render_with_copies(body, &mut same, &mut |_, _| None, &mut copy).html
    };
    let img = "<img src=\"small.jpg\" alt=\"甲\" width=\"1280\" height=\"960\" loading=\"lazy\" decoding=\"async\">";
    assert_eq!(made("![甲](a.jpg)"), format!("<p><a href=\"a.jpg\">{img}</a></p>\n"));
    assert_eq!(made("[![甲](a.jpg)](d.md)"), format!("<p><a href=\"d.md\">{img}</a></p>\n"));
    for other in ["b.jpg", "c.jpg"] {
        let plain = format!(
            "<p><img src=\"{other}\" alt=\"甲\" loading=\"lazy\" decoding=\"async\"></p>\n"
        );
        assert_eq!(made(&format!("![甲]({other})")), plain);
    }
}

#[test]
fn spans_of_an_outline_count_characters() {
    let body = "# 目标\n\n说**“好”**见[计划](../计划.md)和![](a.jpg)<br>\n\n<div>\nx\n</div>\n\n```chart\n目标: a\n```\n";
    let found = outline(body);
    let at = |line, col, len| BodySpan { line, col, len };
    assert_eq!(found.headings[0].at, at(1, 1, 4));
    assert_eq!(found.headings[0].heading.id, "目标");
    let links: Vec<_> = found.links.iter().map(|link| (link.href.as_str(), link.at)).collect();
    assert_eq!(links, [("../计划.md", at(3, 15, 8)), ("a.jpg", at(3, 29, 5))]);
    assert_eq!(found.images_without_alt, [at(3, 25, 10)]);
    assert_eq!(found.raw_html, [at(3, 35, 4), at(5, 1, 5)]);
    let block = FencedBlock { info: "chart".into(), content: "目标: a\n".into(), line: 9 };
    assert_eq!(found.blocks, [block]);
}

const TAGS: [&str; 30] = [
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "ul",
    "ol",
    "li",
    "div",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "em",
    "strong",
    "del",
    "code",
    "pre",
    "a",
    "img",
    "br",
    "hr",
    "sup",
    "span",
    "section",
    "_",
];
const ATTRIBUTES: [&str; 17] = [
    "value",
    "id",
    "class",
    "href",
    "src",
    "alt",
    "title",
    "rel",
    "start",
    "scope",
    "role",
    "tabindex",
    "aria-label",
    "loading",
    "decoding",
    "width",
    "height",
];

/// Reads HTML as strictly as it is written, and returns what does not belong there.
fn unexpected_markup(html: &str) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let name_end = rest.find(|ch: char| !ch.is_ascii_alphanumeric() && ch != '/')?;
        let name = &rest[..name_end];
        rest = &rest[name_end..];
        if let Some(name) = name.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Some(format!("</{name}> out of place"));
            }
            continue;
        }
        if !TAGS.contains(&name) {
            return Some(format!("<{name}>"));
        }
        while let Some(attribute) = rest.strip_prefix(' ') {
            let Some((key, value)) = attribute.split_once("=\"") else {
                return Some(format!("no value in <{name}>"));
            };
            let Some((value, after)) = value.split_once('"') else {
                return Some(format!("open value in <{name}>"));
            };
            let address = ["href", "src"].contains(&key)
                && super::address_kind(value) == AddressKind::Refused;
            if !ATTRIBUTES.contains(&key) || address || value.contains('<') {
                return Some(format!("{key}={value:?} in <{name}>"));
            }
            rest = after;
        }
        if !rest.starts_with('>') {
            return Some(format!("<{name} does not end"));
        }
        if !["br", "hr", "img"].contains(&name) {
            open.push(name);
        }
    }
    if html.contains(|ch: char| ch.is_ascii_control() && !['\n', '\t'].contains(&ch)) {
        Some("a control character".into())
    } else {
        open.pop().map(str::to_owned)
    }
}

#[test]
fn hostile_bodies_yield_only_known_tags() {
    for body in [
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "[a](x \"\\\" onclick=\\\"alert(1)\")",
        "[a](x\"onclick=\"y)",
        "![a\" onerror=\"x](y.png)",
        "```\"><script>\nx\n```",
        "# <script>x</script>",
        "[^\"><b>]: x\n\n[^\"><b>]",
        "| <b> |\n|---|\n| \"<i> |",
        "<!-- x --> <![CDATA[x]]> <?php x ?> <!DOCTYPE x>",
        "&lt;script&gt; &#60;b&#62; &amp;lt;",
        "\0\u{1}\u{7f}\u{fffe}",
        "[a](<x\u{e000}y>) \u{e000}**“\u{e000}”**\u{e000}",
        "<a href=\"javascript:x\">y</a>\n\n<style>x</style>",
    ] {
        let made = html(body);
        assert_eq!(unexpected_markup(&made), None, "{body:?} made {made:?}");
        assert!(!made.contains('\u{e000}'), "{body:?}");
    }
}

/// Each of these made some Markdown parser run for minutes or overflow its stack.
#[test]
fn bombs_yield_little_html() {
    let many = |piece: &str| piece.repeat(60_000 / piece.len());
    let steps: String = (0..300).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
    let bombs = [
        many(">"),
        many("> "),
        many("- "),
        many("1. "),
        many("* a\n"),
        many(">a\n\n"),
        format!("{}\n{}", many("> - "), many("a\n")),
        many("["),
        many("[a]("),
        many("![a]("),
        format!("{}{}", many("!["), many("](a)")),
        many("*a **a "),
        many("**a _b "),
        format!("{0}a{0}", many("*")),
        many("`a``b"),
        many("<!--"),
        many("<a b"),
        many("&#1;"),
        many("|a"),
        format!("{}\n{}\n{}", many("|a"), many("|-"), many("|\n")),
        many("# a\n"),
        many("[^a]"),
        many("[^a]: b\n"),
        format!("[a]: {}\n\n{}", many("x"), many("[a]")),
        many("[a](b&amp;c)"),
        many("a\n　　b\n"),
        many("**“a”**"),
        steps,
        many("\t"),
        many("~~~\n"),
    ];
    for body in bombs {
        let made = html(&body);
        let found = outline(&body);
        let name: String = body.chars().take(20).collect();
        assert_eq!(unexpected_markup(&made), None, "{name:?}");
        assert!(found.links.len() <= body.len());
        assert!(made.len() <= 100 * body.len(), "{name:?} yields {} bytes", made.len());
    }
}

#[test]
fn nesting_is_limited_to_16_quotes() {
    let made = html(&format!("{} 甲", "> ".repeat(100)));
    assert_eq!(made.matches("<blockquote>").count(), 16);
    assert!(made.contains('甲'));
    assert_eq!(html(&"- ".repeat(60)), "<hr>");
}

fn scraps() -> impl Strategy<Value = String> {
    let scraps = [
        "**",
        "*",
        "~~",
        "~",
        "_",
        "`",
        "```",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "# ",
        "　　",
        "    ",
        "|",
        "---",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "<",
        ">",
        "</",
        "\"",
        "'",
        "=",
        "&",
        "&#",
        ";",
        "javascript:",
        "http://",
        "//",
        "\\",
        "甲",
        "乙。",
        "“",
        "”",
        "（",
        "a",
        "[^a]",
        ": ",
        "\t",
        "\r",
        "\0",
        "\u{e000}",
        "\u{3000}",
        "<!--",
        "onclick",
        "[x] ",
        "🀄",
        "é",
    ];
    let scrap = prop::sample::select(scraps.to_vec());
    prop::collection::vec(scrap, 0..60).prop_map(|scraps| scraps.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_yields_only_known_tags(body in prop_oneof![scraps(), any::<String>()]) {
        let made = html(&body);
        prop_assert_eq!(unexpected_markup(&made), None, "{}", made);
        let found = outline(&body);
        let lines: Vec<&str> = body.split('\n').collect();
        for at in found.links.iter().map(|link| link.at).chain(found.raw_html).chain(found.images_without_alt) {
            let line = lines[at.line as usize - 1].chars().count() as u32;
            prop_assert!(at.col + at.len <= line + 1, "{:?} in {:?}", at, body);
        }
    }
}
