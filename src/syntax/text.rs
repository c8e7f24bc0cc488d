//! Character widths and Unicode normalisation of typed text.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The commonest family names of one character.
pub(crate) const FAMILY_NAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范廖贾夏韦付邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";

/// Replaces full-width digits, letters and signs by their ASCII forms, drops zero-width characters, and trims white
/// space at both ends: `１，２００ ` becomes `1,200`.
pub(crate) fn fold_width(text: &str) -> Cow<'_, str> {
    // The first bytes of what is replaced or dropped.
    if !text.bytes().any(|byte| matches!(byte, 0xc2 | 0xe2 | 0xe3 | 0xef)) {
        return Cow::Borrowed(text.trim());
    }
    let mut folded = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '\u{ff01}'..='\u{ff5e}' => {
                folded.push(char::from_u32(ch as u32 - 0xfee0).unwrap_or(ch));
            }
            '\u{3000}' | '\u{a0}' => folded.push(' '),
            _ if is_invisible(ch) => {}
            _ => folded.push(ch),
        }
    }
    Cow::Owned(folded.trim().to_owned())
}

/// Whether a character is invisible, means nothing in most texts and comes along when a text is pasted from WeChat, Word
/// or the web: U+00AD, 200B–200F, 2060, FEFF (docs/domain.md §4.4).
#[must_use]
pub fn is_invisible(ch: char) -> bool {
    matches!(ch, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Whether a character shows nothing, whatever it stands between: those of [`is_invisible`], joiners, fillers and selectors.
fn is_hidden(ch: char) -> bool {
    is_invisible(ch)
        || matches!(ch,
            '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{2061}'..='\u{2064}'
            | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{e0000}'..='\u{e01ef}')
}

/// The first character of a text that shows nothing. What chooses the form of an emoji is not meant.
pub(crate) fn hidden_in(text: &str) -> Option<char> {
    let mut before = ' ';
    for ch in text.chars() {
        let is_of_emoji =
            matches!(ch, '\u{fe0e}' | '\u{fe0f}' | '\u{200d}') && !before.is_alphanumeric();
        if is_hidden(ch) && !is_of_emoji {
            return Some(ch);
        }
        before = ch;
    }
    None
}

/// The text without characters that show nothing.
pub(crate) fn without_hidden(text: &str) -> String {
    text.chars().filter(|ch| !is_hidden(*ch)).collect()
}

/// Whether a character can make a name or a line show something else than what is written: control characters and line
/// ends, invisible ones, and those that change the direction of a text, as in `总结<RLO>dm.exe`.
#[must_use]
pub fn is_deceptive(ch: char) -> bool {
    ch.is_control()
        || is_invisible(ch)
        || matches!(ch, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

/// The text without invisible characters.
#[must_use]
pub fn without_invisible(text: &str) -> String {
    text.chars().filter(|ch| !is_invisible(*ch)).collect()
}

/// Whether a character is ASCII or a common Han character. Nearly all names consist of these, and NFC leaves them
/// unchanged.
#[must_use]
pub fn is_plain(ch: char) -> bool {
    ch.is_ascii() || matches!(ch, '\u{4E00}'..='\u{9FFF}')
}

/// The text in NFC, the form in which ids are compared.
#[must_use]
pub fn nfc(text: &str) -> String {
    nfc_of(text).into_owned()
}

/// The text in NFC, borrowed when it already is.
#[must_use]
pub fn nfc_of(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        IsNormalized::No | IsNormalized::Maybe => Cow::Owned(text.nfc().collect()),
    }
}

/// Whether a text says that there is nothing: 无, /, —.
pub(crate) fn is_nothing(text: &str) -> bool {
    const WORDS: [&str; 6] = ["无", "没有", "暂无", "空", "none", "n/a"];
    let lower = text.trim().to_lowercase();
    let is_dash = !lower.is_empty() && lower.chars().all(|ch| "-－—–/／\\".contains(ch));
    is_dash || WORDS.contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_deceive_are_known() {
        for ch in [
            '\n', '\u{7f}', '\u{85}', '\u{ad}', '\u{200b}', '\u{2028}', '\u{202e}', '\u{2066}',
            '\u{feff}',
        ] {
            assert!(is_deceptive(ch), "{ch:?}");
        }
        for ch in ['a', ' ', '校', '·', '\u{3000}', '—', '“', '😀'] {
            assert!(!is_deceptive(ch), "{ch:?}");
        }
        assert_eq!(hidden_in("讲\u{34f}座"), Some('\u{34f}'));
        assert_eq!(hidden_in("讲座\u{3164}"), Some('\u{3164}'));
        assert_eq!(hidden_in("❤\u{fe0f}讲座"), None);
        assert_eq!(without_hidden("讲\u{34f}座\u{200b}"), "讲座");
        assert!(is_invisible('\u{feff}') && !is_invisible('\n') && !is_invisible('\u{202e}'));
    }
}
