//! What `--punct` never changes, whatever stands around it.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser};

use crate::format::punct::widened;
use crate::syntax::text::fold_width;

/// Texts of pieces that mean something to Markdown, next to marks that can be widened.
fn bodies() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "甲",
        "乙",
        "甲,乙",
        "甲:乙",
        "(甲)",
        ",",
        ":",
        ";",
        "?",
        "!",
        "(",
        ")",
        "`",
        "`甲,乙`",
        "[甲,乙](丙,丁.md)",
        "![甲](a.jpg)",
        "[甲]",
        "[^甲]",
        "[^甲]: ",
        "[甲]: ",
        "http://a.cn/甲,乙",
        "<http://a.cn/甲>",
        "甲@乙.cn",
        "<b>",
        "&amp;",
        "**",
        "~~",
        "\\",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\n# ",
        "\n- ",
        "\n1) ",
        "\n> ",
        "\n    ",
        "\n```\n",
        "\n| 甲,乙 | 丙 |\n|:-:|---|\n",
        "|",
        "。",
        "“",
        "”",
        "a",
        "1",
    ];
    let pieces = prop::collection::vec(proptest::sample::select(PIECES), 0..24);
    pieces.prop_map(|pieces| pieces.concat())
}

/// Everything but the letters of the prose: blocks, code, addresses, emphasis.
fn structure(body: &str) -> Vec<String> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS;
    let shown = |event: Event<'_>| match event {
        Event::Text(_) | Event::SoftBreak => None,
        other => Some(format!("{other:?}")),
    };
    Parser::new_ext(body, options).filter_map(shown).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_the_width_of_prose_changes(body in bodies()) {
        let (wide, lines) = widened(&body);
        prop_assert_eq!(fold_width(&wide), fold_width(&body));
        prop_assert_eq!(lines.is_empty(), wide == body);
        prop_assert_eq!(widened(&wide).0, wide.clone());
        let (before, after) = (structure(&body), structure(&wide));
        prop_assert_eq!(before, after, "{} → {}", body, wide);
    }
}
