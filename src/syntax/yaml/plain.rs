//! YAML in which nothing can be read in two ways: keys with short values, lists and maps one level deep. Most records
//! hold no other, and a second parser need not be asked about it.

/// The most bytes of a line.
const MAX_LINE: usize = 512;

/// What may follow below a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Below {
    /// Keys at the beginning of a line.
    Keys,
    /// Keys, or a list or a map of the key above.
    Anything,
    /// Keys, or more entries of a map with these spaces before them.
    Entries(usize),
    /// Keys, or more items of a list with these spaces before them.
    Items(usize),
}

/// Whether a text is plain. What is plain is YAML for every parser.
pub(super) fn is_plain(yaml: &str) -> bool {
    let mut below = Below::Keys;
    for line in yaml.split('\n') {
        if line.is_empty() {
            continue;
        }
        match below_line(line, below) {
            Some(next) => below = next,
            None => return false,
        }
    }
    true
}

/// What may follow below a line; `None` if the line is not plain.
fn below_line(line: &str, below: Below) -> Option<Below> {
    if MAX_LINE < line.len() {
        return None;
    }
    let text = line.trim_start_matches(' ');
    let indent = line.len() - text.len();
    if let Some(item) = text.strip_prefix("- ") {
        let fits = below == Below::Anything || below == Below::Items(indent);
        return (fits && is_value(item)).then_some(Below::Items(indent));
    }
    let (key, value) = text.split_once(':')?;
    if !is_key(key) {
        return None;
    }
    if value.is_empty() {
        return (indent == 0).then_some(Below::Anything);
    }
    let is_value = value.strip_prefix(' ').is_some_and(is_value);
    let is_entry = below == Below::Anything || below == Below::Entries(indent);
    match (indent, is_value) {
        (_, false) => None,
        (0, true) => Some(Below::Keys),
        (_, true) => is_entry.then_some(Below::Entries(indent)),
    }
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && chars(key, b"_")
}

/// Whether a value is a text on its line or a list of such texts in brackets.
fn is_value(value: &str) -> bool {
    let value = value.trim_matches(' ');
    let Some(rest) = value.strip_prefix('[') else {
        return begins_plain(value) && chars(value, b" _./()+%-,");
    };
    let Some(items) = rest.strip_suffix(']') else { return false };
    items.is_empty()
        || items.split(',').all(|item| {
            let item = item.trim_matches(' ');
            begins_plain(item) && chars(item, b" _./()+%-")
        })
}

/// Whether a text begins with a letter, a digit or a Chinese character.
fn begins_plain(text: &str) -> bool {
    let first = text.as_bytes().first();
    first.is_some_and(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())
}

/// Whether a text consists of letters, digits, Chinese characters and punctuation, and these signs.
fn chars(text: &str, signs: &[u8]) -> bool {
    let mut bytes = text.as_bytes();
    loop {
        bytes = match bytes {
            [] => return true,
            [first, rest @ ..] if first.is_ascii_alphanumeric() || signs.contains(first) => rest,
            // U+4000 to U+9FFF; ，：（）and other full-width signs; 、。《》【】.
            [0xe4..=0xe9, _, _, rest @ ..] => rest,
            [0xef, 0xbc, 0x81..=0xbf, rest @ ..] => rest,
            [0xe3, 0x80, 0x81..=0x91, rest @ ..] => rest,
            // “ ” ‘ ’ — …
            [0xe2, 0x80, 0x94 | 0x98 | 0x99 | 0x9c | 0x9d | 0xa6, rest @ ..] => rest,
            _ => return false,
        };
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::de::IgnoredAny;

    use super::super::parser::SpannedParser;
    use super::*;

    #[test]
    fn records_as_schools_write_them_are_plain() {
        for text in [
            "",
            "标题: 第2次送教（上）\n日期: 2024-08-02\n类型: 看一日活动\n",
            "参加人: [王老师, 李老师]\n材料: []\n",
            "数据:\n  送教课时: 4\n  评课节数: 0.5\n地点: 多功能室\n",
            "参加人:\n- 王芳\n- 李明\n材料:\n  - 教案\n  - 照片\n",
            "数据:\n标题: 空的\n",
        ] {
            assert!(is_plain(text), "{text}");
        }
    }

    #[test]
    fn whatever_needs_a_parser_is_not_plain() {
        for text in [
            "标题: a: b",
            "标题: a #b",
            "标题: \"a\"",
            "标题: 'a'",
            "标题:a",
            "标题: -",
            "标题: - a",
            "标题: [a",
            "标题: [a, ]",
            "标题: [[a]]",
            "标题: a]\n  b",
            "标题: &a b",
            "标题: *a",
            "标题: |\n  a",
            "标题: ~",
            "标题: ?",
            "标题: 甲\n  乙: 丙",
            "标题: 甲\n- 乙",
            "- 甲",
            "  标题: 甲",
            "数据:\n  甲: 1\n   乙: 2",
            "数据:\n  甲: 1\n - 乙",
            "数据:\n  甲:\n    乙: 1",
            "数据:\n\t甲: 1",
            "---",
            "...",
            "甲",
            "标题: 甲\u{85}乙",
            "标题: 甲\u{2028}乙",
            "标题: \u{feff}",
            "标题: 甲\r",
        ] {
            assert!(!is_plain(text), "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        /// Both parsers take what is plain.
        #[test]
        fn what_is_plain_is_yaml(lines in prop::collection::vec(
            "( {0,3})(- )?(标题|a|数据|- |)(: |:|： )?(\\[)?[甲a1，。“”—%() ,.\\-+/_:\\]#?]{0,5}( )?", 0..6)) {
            let yaml = lines.join("\n");
            if is_plain(&yaml) {
                let read = serde_yaml::from_str::<IgnoredAny>(&yaml);
                let is_taken = read.as_ref().is_ok() || read.unwrap_err().to_string().contains("duplicate");
                prop_assert!(is_taken, "{yaml:?}");
                prop_assert!(SpannedParser::new(&yaml, 1).document().is_ok(), "{yaml:?}");
            }
        }
    }
}
