//! What holds for any file.

use std::path::{Path, PathBuf};
use std::{env, fs};

use proptest::prelude::*;

use crate::format::{FileShape, Options, format, meaning};
use crate::source::decode;
use crate::syntax::text::is_invisible;
use crate::syntax::yaml;

const SHAPES: [FileShape; 3] = [FileShape::Yaml, FileShape::FrontMatter, FileShape::Csv];

const INDENTS: &[&str] =
    &["", "", "  ", "    ", "\t", "　", "\u{a0}", " ", "\t  ", "- ", "  - ", "\t- "];
const KEYS: &[&str] = &[
    "标题",
    "日期",
    "数据",
    "目标",
    "指标",
    "值",
    "甲",
    "“标题”",
    "\u{200b}说明",
    "\"标题\"",
    "\"“标题”\"",
    "列",
    "#",
    "",
];
const COLONS: &[&str] = &[": ", ":", "：", "： ", " ：", ":　", ":\t"];
const VALUES: &[&str] = &[
    "",
    "２",
    "2024年3月5日",
    "甲：乙",
    "甲: 乙",
    "|",
    ">-",
    "\"",
    "\"甲\u{200b}\"",
    "'甲",
    "[甲",
    "]",
    "{a：b}",
    "[a, b] # c：d",
    "“2024.3.5”",
    "“甲: 乙”",
    "‘@甲’",
    "３０％",
    "甲,乙",
    "送\u{200b}教",
    "---",
    "\u{200b}---",
    "- a",
    "é",
    "# 甲：乙",
    "12:30",
    "&a",
    "%",
    "`甲,乙`",
    "(甲),乙",
];

/// Lines as people write them, right and wrong, in any order.
fn lines() -> impl Strategy<Value = String> {
    let pick = |from: &'static [&'static str]| proptest::sample::select(from);
    let line = (pick(INDENTS), pick(KEYS), pick(COLONS), pick(VALUES), 0..12u8);
    let line = line.prop_map(|(indent, key, colon, value, kind)| match kind {
        0 => String::new(),
        1 => format!("{indent}{value}"),
        2 => "---".to_owned(),
        3 => format!("\u{200b}{value}"),
        4 => "——".to_owned(),
        _ => format!("{indent}{key}{colon}{value}"),
    });
    let ends = proptest::sample::select(&["\n", "\n", "\n", "\r\n", "\r"][..]);
    let ended = (line, ends).prop_map(|(line, end)| line + end);
    let first = proptest::sample::select(&["", "---\n", "——\n"][..]);
    (first, prop::collection::vec(ended, 0..14))
        .prop_map(|(first, lines)| first.to_owned() + &lines.concat())
}

/// All that is said of one file.
fn holds(bytes: &[u8]) {
    for shape in SHAPES {
        for punct in [false, true] {
            let Ok(once) = format(bytes, shape, Options { punct }) else { continue };
            let twice = format(once.text.as_bytes(), shape, Options { punct }).unwrap();
            assert_eq!(twice.text, once.text, "{shape:?}");
            assert!(twice.changes.is_empty(), "{shape:?} {:?}", twice.changes);
            assert_eq!(once.changes.is_empty(), once.text.as_bytes() == bytes, "{shape:?}");
            let text = decode(bytes).unwrap().text;
            let count = |text: &str| text.matches('\n').count();
            let ended = usize::from(!once.text.is_empty() && !text.ends_with('\n'));
            assert_eq!(count(&once.text), count(&text) + ended, "lines");
            if shape == FileShape::Yaml && once.changes.iter().any(|change| change.line().is_some())
            {
                let before = text.trim_start_matches('\u{feff}');
                assert!(meaning::is_unchanged(before, &once.text), "{before:?} {:?}", once.text);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn formatting_any_bytes_keeps_its_promises(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        holds(&bytes);
    }

    #[test]
    fn formatting_any_text_keeps_its_promises(text in any::<String>()) {
        holds(text.as_bytes());
    }

    #[test]
    fn formatting_any_lines_keeps_its_promises(text in lines()) {
        holds(text.as_bytes());
    }

    #[test]
    fn bodies_keep_their_characters(body in lines()) {
        let before = format!("---\n标题：a\n---\n{body}");
        let after = format(before.as_bytes(), FileShape::FrontMatter, Options::default()).unwrap().text;
        let (_, kept) = after.split_once("\n---\n").unwrap();
        let seen = |text: &str| -> String {
            let text = text.replace("\r\n", "\n").replace('\r', "\n");
            text.chars().filter(|ch| !is_invisible(*ch)).collect()
        };
        let mut want = seen(&body);
        if !want.is_empty() && !want.ends_with('\n') {
            want.push('\n');
        }
        prop_assert_eq!(seen(kept), want);
    }

    #[test]
    fn texts_below_a_key_are_kept(text in "[日期标题：: a1２\u{200b}#|-]{0,30}") {
        for before in [format!("说明: |\n  甲{text}\n标题: b\n"), format!("说明: '{text}'\n标题: b\n")] {
            let after = format(before.as_bytes(), FileShape::Yaml, Options::default()).unwrap().text;
            prop_assert_eq!(after.replace('\u{200b}', ""), before.replace('\u{200b}', ""));
        }
    }
}

/// Documents that parse, with all that might be mistaken for a fault.
fn sound() -> impl Strategy<Value = String> {
    const VALUES: &[&str] = &[
        "２",
        "2024年3月5日",
        "甲：乙",
        "甲:乙",
        "\"甲：乙\"",
        "'甲: 乙'",
        "[甲：乙, \"：\"]",
        "{甲：乙}",
        "|\n        甲：乙\n        标题:b",
        ">-\n          日期：五\n\n          六",
        "甲 # 乙：丙",
        "\"甲\n        标题：乙\"",
        "甲\n        标题：乙",
        "[甲,\n        日期：五]",
        "",
        "３０％",
        "\n        标题：甲",
        "\n        - 标题：甲\n        - 日期:五",
        "\n        送教：２",
        "\n        标题: 日期：五\n        值: ２",
    ];
    const KEYS: &[&str] =
        &["标题", "日期", "领导", "目标", "值", "说明", "甲", "甲：乙", "\"丙\"", "材料"];
    let entry = (
        proptest::sample::subsequence(KEYS, 1..6),
        prop::collection::vec(proptest::sample::select(VALUES), 6),
        0..4usize,
        any::<bool>(),
    );
    entry.prop_map(|(keys, values, indent, blank)| {
        let gap = if blank { "\n# 备注：甲\n" } else { "" };
        let lines = keys
            .iter()
            .zip(values)
            .map(|(key, value)| format!("{}{key}: {value}\n{gap}", " ".repeat(indent)));
        lines.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_parses_keeps_its_lines(text in sound()) {
        holds(text.as_bytes());
        prop_assert!(yaml::parse(&text, 1, &|_| false).is_ok(), "{text}");
        let after = format(text.as_bytes(), FileShape::Yaml, Options::default()).unwrap().text;
        for (before, after) in text.lines().zip(after.lines()) {
            let plain = |line: &str| line.contains('２') || line.contains("2024") || line.contains("３０");
            prop_assert!(before == after || plain(before), "{before} → {after}");
        }
    }
}

/// The files of the sample archive with their shapes, sorted by path.
fn samples() -> Vec<(PathBuf, FileShape, Vec<u8>)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("content")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let shape = match path.extension().and_then(|extension| extension.to_str()) {
                _ if path.is_dir() => {
                    folders.push(path);
                    continue;
                }
                Some("md") => FileShape::FrontMatter,
                Some("yaml") => FileShape::Yaml,
                Some("csv") => FileShape::Csv,
                _ => continue,
            };
            let bytes = fs::read(&path).unwrap();
            files.push((path, shape, bytes));
        }
    }
    files.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(files.len() > 100);
    files
}

/// It is written well already: at most numbers, dates and encodings are brought to one form.
#[test]
fn the_sample_archive() {
    for (path, shape, bytes) in samples() {
        holds(&bytes);
        let done = format(&bytes, shape, Options::default()).unwrap();
        let words: Vec<String> = done.changes.iter().map(super::word).collect();
        let plain = |change: &String| {
            ["date", "width", "bom", "ends", "Gb"].iter().any(|word| change.starts_with(word))
        };
        assert!(words.iter().all(plain), "{}: {words:?}", path.display());
    }
}

/// Typed with a Chinese input method and Tabs, it comes out as if typed well.
#[test]
fn the_sample_archive_typed_badly() {
    for (path, shape, bytes) in samples() {
        // Below an unknown key nobody can say what a text was meant as; numbers.yaml is typed by nobody.
        let untyped = ["access.yaml", "numbers.yaml"].iter().any(|name| path.ends_with(name));
        if shape == FileShape::Csv || untyped {
            continue;
        }
        let well = format(&bytes, shape, Options::default()).unwrap().text;
        let badly = typed_badly(&well, shape);
        assert_ne!(well, badly, "{}", path.display());
        let repaired = format(badly.as_bytes(), shape, Options::default()).unwrap().text;
        assert_eq!(repaired, well, "{}", path.display());
    }
}

/// BilingualName colons become wide, and two spaces a Tab, in the YAML.
fn typed_badly(text: &str, shape: FileShape) -> String {
    let mut fences = 0;
    let line = |line: &str| {
        fences += usize::from(line == "---");
        if line.starts_with('#') || shape == FileShape::FrontMatter && fences != 1 || line == "---"
        {
            return line.to_owned();
        }
        let rest = line.trim_start_matches(' ');
        let tabs = "\t".repeat((line.len() - rest.len()) / 2);
        match rest.split_once(':') {
            Some((key, value)) => format!("{tabs}{key}：{}", value.trim_start()),
            None => tabs + rest,
        }
    };
    let lines: Vec<String> = text.split('\n').map(line).collect();
    lines.join("\n")
}
