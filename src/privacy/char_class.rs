//! What a character means inside a number: digits of every script and style, look-alikes, separators, nothing at all.

use unicode_normalization::char::is_combining_mark;

use super::han_set::HanSet;

/// What a character means inside a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CharClass {
    /// A digit, of whatever script or style.
    Digit(u8),
    /// A number of two digits in one character: ⑬.
    Pair(u8),
    /// A letter that is taken for a digit when it stands among digits: O for 0, l for 1.
    DigitLetter(u8),
    /// A circle: zero among Chinese digits, as in 二○二四, and a separator elsewhere.
    Circle,
    /// The check digit X, or a letter that looks like it.
    X,
    /// Nothing that is seen.
    Nothing,
    /// A plus sign.
    Plus,
    /// What people write between groups of digits.
    Gap(Separator),
    /// A dot in the middle: a separator alone, a mask when repeated.
    Bullet,
    /// Anything else ends a number.
    Other,
}

/// What stands between two groups of digits, from the usual to the far-fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Separator {
    /// The groups touch: a group that ends with X and the next.
    None,
    /// White space on a line.
    Space,
    /// A hyphen or dash.
    Dash,
    /// A dot.
    Dot,
    /// A slash, an underscore, a colon, a mark of Markdown.
    Mark,
    /// A bracket.
    Bracket,
    /// The end of a line.
    Line,
    /// A border of table cells, or another sign of punctuation.
    Border,
    /// 年, 月 or 日, which stand in the birthday of a resident's number at most.
    Date,
}

/// The zeros of all scripts that have decimal digits (general category Nd); nine more digits follow each.
const ZEROS: [u32; 75] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6,
    0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50,
    0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0,
    0x11650, 0x116c0, 0x116d0, 0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50,
    0x11da0, 0x11f50, 0x16130, 0x16a60, 0x16ac0, 0x16b50, 0x16d70, 0x1ccf0, 0x1d7ce, 0x1d7d8,
    0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1e950, 0x1fbf0,
];

/// The Chinese characters that are read as digits.
pub(super) static HAN_DIGITS: HanSet = HanSet::of(&[
    '零', '一', '壹', '幺', '二', '贰', '貳', '三', '叁', '參', '四', '肆', '五', '伍', '六', '陆',
    '陸', '七', '柒', '八', '捌', '九', '玖',
]);

/// The class of a character.
#[inline]
pub(super) fn class_of(ch: char) -> CharClass {
    match ch {
        '\0'..='\x7f' => class_of_ascii(ch as u8),
        '\u{4e00}'..='\u{9fff}' => han(ch),
        '\u{3001}'..='\u{303f}' | '\u{ff01}'..='\u{ff65}' => wide(ch),
        _ => rare(ch),
    }
}

/// The class of a character of ASCII.
#[inline]
pub(super) fn class_of_ascii(byte: u8) -> CharClass {
    ASCII.get(usize::from(byte)).copied().unwrap_or(CharClass::Other)
}

/// The classes of ASCII.
static ASCII: [CharClass; 128] = {
    let mut classes = [CharClass::Other; 128];
    let mut byte = 0_u8;
    while byte < 128 {
        classes[byte as usize] = ascii(byte as char);
        byte += 1;
    }
    classes
};

const fn ascii(ch: char) -> CharClass {
    match ch {
        '0'..='9' => CharClass::Digit(ch as u8 - b'0'),
        ' ' => CharClass::Gap(Separator::Space),
        // Cells of a row stand apart by tabs.
        '\t' => CharClass::Gap(Separator::Border),
        '\n' | '\r' => CharClass::Gap(Separator::Line),
        '-' => CharClass::Gap(Separator::Dash),
        '.' => CharClass::Gap(Separator::Dot),
        '/' | '_' | ':' | '*' | '~' | '`' | '^' | '\\' => CharClass::Gap(Separator::Mark),
        '(' | ')' | '[' | ']' | '{' | '}' => CharClass::Gap(Separator::Bracket),
        '+' => CharClass::Plus,
        'x' | 'X' => CharClass::X,
        'o' | 'O' => CharClass::DigitLetter(0),
        'l' | 'I' => CharClass::DigitLetter(1),
        'a'..='z' | 'A'..='Z' => CharClass::Other,
        _ if ch.is_ascii_control() => CharClass::Nothing,
        _ => CharClass::Gap(Separator::Border),
    }
}

/// Chinese characters: those that are read as digits, in ordinary and in official writing.
fn han(ch: char) -> CharClass {
    CharClass::Digit(match ch {
        '零' => 0,
        '一' | '壹' | '幺' => 1,
        '二' | '贰' | '貳' => 2,
        '三' | '叁' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return CharClass::Other,
    })
}

/// Full-width characters and the punctuation of Chinese.
fn wide(ch: char) -> CharClass {
    match ch {
        '\u{3007}' => CharClass::Digit(0),
        '\u{3021}'..='\u{3029}' => CharClass::Digit((ch as u32 - 0x3020) as u8),
        '\u{3030}' | '\u{301c}' => CharClass::Gap(Separator::Dash),
        '\u{302a}'..='\u{302f}' => CharClass::Nothing,
        '\u{3031}'..='\u{303f}' | '\u{3003}'..='\u{3006}' => CharClass::Other,
        '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301b}' => CharClass::Gap(Separator::Bracket),
        '\u{3001}'..='\u{303f}' => CharClass::Gap(Separator::Border),
        '\u{ff10}'..='\u{ff19}' => CharClass::Digit((ch as u32 - 0xff10) as u8),
        '\u{ff01}'..='\u{ff5e}' => match char::from_u32(ch as u32 - 0xfee0) {
            Some(plain) => class_of(plain),
            None => CharClass::Other,
        },
        '\u{ff65}' => CharClass::Gap(Separator::Dot),
        _ => CharClass::Gap(Separator::Border),
    }
}

/// All others, by ranges of Unicode.
fn rare(ch: char) -> CharClass {
    let code = ch as u32;
    match ch {
        '\u{a0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200a}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{2800}'
        // No browser breaks a line here.
        | '\u{85}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{3000}' => CharClass::Gap(Separator::Space),
        '\u{2010}'..='\u{2015}'
        | '\u{2212}'
        | '\u{2043}'
        | '\u{fe58}'
        | '\u{fe63}'
        | '\u{2500}'
        | '\u{2501}'
        | '\u{30fc}'
        | '\u{fe31}'
        | '\u{fe32}'
        | '\u{af}'
        | '\u{2e3a}'
        | '\u{2e3b}' => CharClass::Gap(Separator::Dash),
        '\u{b7}' | '\u{2024}' | '\u{2027}' | '\u{2219}' | '\u{22c5}' | '\u{30fb}' | '\u{2e31}'
        | '\u{387}' | '\u{fe52}' => CharClass::Gap(Separator::Dot),
        '\u{2022}' => CharClass::Bullet,
        '○' | '◯' => CharClass::Circle,
        '\u{2044}' | '\u{2215}' => CharClass::Gap(Separator::Mark),
        '\u{207d}' | '\u{207e}' | '\u{208d}' | '\u{208e}' => CharClass::Gap(Separator::Bracket),
        'Х' | 'х' | 'Χ' | 'χ' | '×' | '✕' | '✖' | '⨯' | '╳' | '❌' | 'ⅹ' | 'Ⅹ' | 'ⓧ' | 'Ⓧ' | '𐌗'
        | 'ˣ' | 'ₓ' => CharClass::X,
        'О' | 'о' | 'Ο' | 'ο' => CharClass::DigitLetter(0),
        'І' | 'Ι' | 'ӏ' | 'Ӏ' => CharClass::DigitLetter(1),
        '²' | '³' => CharClass::Digit((code - 0xb0) as u8),
        '¹' => CharClass::Digit(1),
        '\u{2070}' | '\u{2074}'..='\u{2079}' => CharClass::Digit((code - 0x2070) as u8),
        '\u{2080}'..='\u{2089}' => CharClass::Digit((code - 0x2080) as u8),
        '\u{2460}'..='\u{24ff}'
        | '\u{2776}'..='\u{2793}'
        | '\u{3220}'..='\u{3228}'
        | '\u{3280}'..='\u{3288}'
        | '\u{1f100}'..='\u{1f10c}' => enclosed(code),
        '\u{1d400}'..='\u{1d6a3}' if is_mathematical_x(code) => CharClass::X,
        '\u{1cced}' | '\u{1f147}' | '\u{1f167}' | '\u{1f187}' => CharClass::X,
        _ if is_invisible(ch) => CharClass::Nothing,
        _ => digit_of_script(ch),
    }
}

/// Digits in circles, brackets and squares.
fn enclosed(code: u32) -> CharClass {
    let value = match code {
        0x2460..=0x2473 => code - 0x2460 + 1,
        0x2474..=0x2487 => code - 0x2474 + 1,
        0x2488..=0x249b => code - 0x2488 + 1,
        0x24ea | 0x24ff => 0,
        0x24eb..=0x24f4 => code - 0x24eb + 11,
        0x24f5..=0x24fe => code - 0x24f5 + 1,
        0x24cd | 0x24e7 => return CharClass::X,
        0x2776..=0x277f => code - 0x2776 + 1,
        0x2780..=0x2789 => code - 0x2780 + 1,
        0x278a..=0x2793 => code - 0x278a + 1,
        0x3220..=0x3228 => code - 0x3220 + 1,
        0x3280..=0x3288 => code - 0x3280 + 1,
        0x1f100 | 0x1f10b | 0x1f10c => 0,
        0x1f101..=0x1f10a => code - 0x1f101,
        _ => return CharClass::Other,
    };
    if value < 10 { CharClass::Digit(value as u8) } else { CharClass::Pair(value as u8) }
}

/// Whether a mathematical letter is an x, in any of the thirteen alphabets of 52 letters.
fn is_mathematical_x(code: u32) -> bool {
    matches!((code - 0x1d400) % 52, 23 | 49)
}

/// A decimal digit of another script, or a sign that is no letter.
fn digit_of_script(ch: char) -> CharClass {
    let code = ch as u32;
    let after = ZEROS.partition_point(|zero| *zero <= code);
    if let Some(zero) = after.checked_sub(1).and_then(|at| ZEROS.get(at))
        && code - zero < 10
    {
        return CharClass::Digit((code - zero) as u8);
    }
    if ch.is_alphanumeric() || 0x2_0000 <= code {
        return CharClass::Other;
    }
    CharClass::Gap(Separator::Border)
}

/// Characters that are not seen: default ignorable ones, controls, marks that combine with the one before.
fn is_invisible(ch: char) -> bool {
    matches!(ch,
        '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
        || is_combining_mark(ch)
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    /// Whatever Unicode's compatibility form makes a digit or an x of is one here too.
    #[test]
    fn compatibility_forms_of_digits_are_digits() {
        for ch in '\u{80}'..='\u{1ffff}' {
            let plain: String = ch.nfkc().collect();
            match plain.as_str() {
                "X" | "x" => assert_eq!(class_of(ch), CharClass::X, "{ch} {:x}", ch as u32),
                digit if digit.len() == 1 && digit.as_bytes()[0].is_ascii_digit() => {
                    assert_eq!(class_of(ch), CharClass::Digit(digit.as_bytes()[0] - b'0'), "{ch}");
                }
                _ => {}
            }
        }
    }

    #[test]
    fn signs_that_are_not_seen_are_nothing() {
        for ch in [
            '\u{34f}',
            '\u{180e}',
            '\u{3164}',
            '\u{e0020}',
            '\u{ad}',
            '\u{200b}',
            '\u{301}',
            '\u{20e3}',
            '\u{fe0f}',
        ] {
            assert_eq!(class_of(ch), CharClass::Nothing, "{:x}", ch as u32);
        }
    }

    #[test]
    fn the_zeros_are_sorted_and_numeric() {
        assert!(ZEROS.is_sorted());
        for zero in ZEROS {
            assert_eq!(class_of(char::from_u32(zero).unwrap()), CharClass::Digit(0), "{zero:x}");
        }
    }
}
