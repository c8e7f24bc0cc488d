//! Texts that people take for the same although they are typed differently (docs/content-model.md §2, §4).

use std::borrow::Cow;

use pinyin::ToPinyin;
use unicode_normalization::UnicodeNormalization;

use super::text::{is_invisible, is_plain};

/// Whether a character is Han, in the main block, the extensions or the blocks of compatibility forms and radicals.
#[must_use]
pub fn is_han(ch: char) -> bool {
    matches!(ch,
        '\u{2e80}'..='\u{2fdf}' | '\u{3005}' | '\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303b}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_middle_dot(ch: char) -> bool {
    matches!(
        ch,
        '\u{b7}'
            | '\u{387}'
            | '\u{2022}'
            | '\u{2027}'
            | '\u{2219}'
            | '\u{22c5}'
            | '\u{30fb}'
            | '\u{ff65}'
    )
}

/// A text of a `distinct` measure in the form in which texts are compared: NFKC, all middle dots alike, without
/// invisible characters, without white space beside Han and at the ends.
#[must_use]
pub fn fold_text(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.chars().all(|ch| is_plain(ch) && !ch.is_whitespace()) {
        return Cow::Borrowed(text);
    }
    let visible = text.chars().filter(|ch| !is_invisible(*ch)).nfkc();
    let visible = visible.filter(|ch| !is_invisible(*ch));
    let dotted = visible.map(|ch| if is_middle_dot(ch) { '\u{b7}' } else { ch });
    Cow::Owned(without_space_at_han(dotted))
}

/// A text without white space beside Han characters and at its ends.
fn without_space_at_han(chars: impl Iterator<Item = char>) -> String {
    let mut kept = String::new();
    // White space that is kept only if the next character is not Han.
    let mut pending = String::new();
    let mut last = None;
    for ch in chars {
        if ch.is_whitespace() {
            if last.is_some_and(|last| !is_han(last)) {
                pending.push(ch);
            }
            continue;
        }
        if !is_han(ch) {
            kept.push_str(&pending);
        }
        pending.clear();
        kept.push(ch);
        last = Some(ch);
    }
    kept
}

/// Whether two Han characters are typed alike, in pinyin without tones.
#[must_use]
pub fn sounds_alike(one: char, other: char) -> bool {
    match (one.to_pinyin(), other.to_pinyin()) {
        (Some(one), Some(other)) => one.plain() == other.plain(),
        _ => false,
    }
}

const BRACKETS: [(char, char); 4] = [('（', '）'), ('(', ')'), ('【', '】'), ('[', ']')];

/// A type of records in the form in which types are compared: without white space, invisible characters, and what stands
/// in brackets at its end.
#[must_use]
pub fn fold_type(text: &str) -> String {
    let visible = text.chars().filter(|ch| !ch.is_whitespace() && !is_invisible(*ch));
    let visible: String = visible.collect();
    let mut folded = visible.as_str();
    while let Some(before) = before_brackets(folded) {
        folded = before;
    }
    folded.to_owned()
}

/// The text before the brackets at its end; `None` if there are none, or nothing is before them.
fn before_brackets(text: &str) -> Option<&str> {
    let last = text.chars().next_back()?;
    if !BRACKETS.iter().any(|(_, close)| *close == last) {
        return None;
    }
    let mut depth = 0usize;
    for (start, ch) in text.char_indices().rev() {
        if BRACKETS.iter().any(|(_, close)| *close == ch) {
            depth += 1;
        } else if BRACKETS.iter().any(|(open, _)| *open == ch) {
            depth -= 1;
            if depth == 0 {
                return Some(&text[..start]).filter(|before| !before.is_empty());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_look_the_same_are_the_same() {
        for (one, other) in [
            ("李老师", " 李 老师 "),
            ("李老师", "李\u{200b}老师"),
            ("买买提·艾力", "买买提•艾力"),
            ("买买提·艾力", "买买提 ・ 艾力"),
            ("买买提·艾力", "买买提･艾力"),
            ("五(3)班", "五（3）班"),
            ("Ａ组", "A 组"),
            ("第 3 组", "第3组"),
            ("\u{feff}王芳", "王芳\u{ad}"),
        ] {
            assert_eq!(fold_text(one), fold_text(other), "{one} {other}");
        }
        assert_eq!(fold_text("  Tom Lee "), "Tom Lee");
        assert_ne!(fold_text("Tom Lee"), fold_text("TomLee"));
        assert_ne!(fold_text("李老师"), fold_text("王老师"));
        assert_eq!(fold_text(" \u{200b}\u{3000}"), "");
    }

    #[test]
    fn types_are_compared_without_space_and_brackets_at_the_end() {
        for text in [
            "讲座",
            "讲 座",
            "讲座（线上）",
            "讲座 (线上) 【一】",
            "讲\u{200b}座",
            "讲座（线上（二））",
        ] {
            assert_eq!(fold_type(text), "讲座", "{text}");
        }
        for (text, folded) in [
            ("（线上）", "（线上）"),
            ("讲座）", "讲座）"),
            ("（线上）讲座", "（线上）讲座"),
            ("", ""),
        ] {
            assert_eq!(fold_type(text), folded, "{text}");
        }
    }
}
