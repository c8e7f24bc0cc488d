//! Splits a text into the stretches that hold enough digits to be somebody's number. Their characters are normalised,
//! with a map back to the text.

use std::iter;

/// The fewest digits of any number that is looked for.
const MIN_DIGITS: usize = 11;
/// A stretch is cut at this length: no number that is looked for is nearly as long.
const MAX_BYTES: usize = 4096;
/// A token of so many hexadecimal digits is a checksum, not somebody's number.
const CHECKSUM_DIGITS: usize = 32;

/// A stretch of digits and separators, in ASCII, without invisible characters.
#[derive(Debug)]
pub(super) struct DigitRun {
    /// The characters: digits, X, and ` `, `-` or `+` between.
    pub(super) chars: Vec<char>,
    /// The bytes of each character in the text.
    pub(super) spans: Vec<(usize, usize)>,
    /// The character before the run, normalised, and its byte in the text.
    pub(super) before: Option<(char, usize)>,
}

/// The stretches, in order. One pass; a text without long numbers costs one look at each byte.
pub(super) fn runs(text: &str) -> impl Iterator<Item = DigitRun> + '_ {
    let mut at = 0;
    iter::from_fn(move || next_run(text, &mut at))
}

/// The next stretch from `at` on. Moves `at` behind it.
fn next_run(text: &str, at: &mut usize) -> Option<DigitRun> {
    let bytes = text.as_bytes();
    loop {
        let start = next_start(bytes, *at)?;
        let (digits, end) = extent(text, start);
        *at = end;
        if MIN_DIGITS <= digits && has_shape(&bytes[start..end]) && !is_checksum(bytes, start, end)
        {
            return Some(run(text, start, end));
        }
    }
}

/// The place of the next byte that can begin a digit. Looks at sixteen bytes at once.
fn next_start(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let mut skipped = 0;
    for chunk in rest.chunks_exact(16) {
        if has_start(chunk) {
            break;
        }
        skipped += 16;
    }
    let at = rest[skipped..].iter().position(is_start)?;
    Some(from + skipped + at)
}

/// Whether any of the bytes can begin a digit. Without branches, so that it becomes vector instructions.
fn has_start(chunk: &[u8]) -> bool {
    let mut any = false;
    for byte in chunk {
        any |= is_start(byte);
    }
    any
}

/// An ASCII digit, or the first byte of a full-width one.
fn is_start(byte: &u8) -> bool {
    byte.is_ascii_digit() | (*byte == 0xef)
}

/// The number of digits of a stretch, and where it ends (at least one character further).
fn extent(text: &str, start: usize) -> (usize, usize) {
    plain_extent(text.as_bytes(), start).unwrap_or_else(|| any_extent(text, start))
}

/// [`extent`] by bytes, for most texts of a site: a stretch of ASCII that ends at a byte which can belong to none.
fn plain_extent(bytes: &[u8], start: usize) -> Option<(usize, usize)> {
    let mut end = start;
    let mut digits = 0;
    for byte in bytes[start..].iter().take(MAX_BYTES) {
        if !is_ascii_part(*byte) {
            break;
        }
        digits += usize::from(byte.is_ascii_digit());
        end += 1;
    }
    if end == start {
        return None;
    }
    match bytes.get(end) {
        // The first bytes of the characters beyond ASCII in `normal`.
        Some(0xc2 | 0xe2 | 0xe3 | 0xef) => None,
        Some(byte) if is_ascii_part(*byte) => None,
        _ => Some((digits, end)),
    }
}

/// Whether a byte can stand in a stretch.
fn is_ascii_part(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b' ' | b'-' | b'+' | b'x' | b'X')
}

/// [`extent`] by characters.
fn any_extent(text: &str, start: usize) -> (usize, usize) {
    let (mut digits, mut end) = (0, start);
    for (offset, ch) in text[start..].char_indices() {
        if MAX_BYTES < offset {
            break;
        }
        match normal(ch) {
            Some(Some('0'..='9')) => digits += 1,
            Some(_) if 0 < digits => {}
            _ => {
                // A stretch begins with a digit: any other character is stepped over.
                end = start + offset + if digits == 0 { ch.len_utf8() } else { 0 };
                return (digits, end);
            }
        }
        end = start + offset + ch.len_utf8();
    }
    (digits, end)
}

/// The stretch between two places, normalised.
fn run(text: &str, start: usize, end: usize) -> DigitRun {
    let mut run =
        DigitRun { chars: Vec::new(), spans: Vec::new(), before: visible_before(text, start) };
    for (offset, ch) in text[start..end].char_indices() {
        if let Some(Some(plain)) = normal(ch) {
            let at = start + offset;
            run.chars.push(plain);
            run.spans.push((at, at + ch.len_utf8()));
        }
    }
    run
}

/// The last visible character before a place.
fn visible_before(text: &str, end: usize) -> Option<(char, usize)> {
    for (at, ch) in text[..end].char_indices().rev() {
        match normal(ch) {
            Some(None) => {}
            Some(Some(plain)) => return Some((plain, at)),
            None => return Some((to_ascii(ch), at)),
        }
    }
    None
}

/// A character of a stretch in ASCII; `Some(None)` for an invisible one, `None` for one that ends the stretch.
fn normal(ch: char) -> Option<Option<char>> {
    Some(match ch {
        '0'..='9' | ' ' | '-' | '+' => Some(ch),
        'x' | 'X' => Some('X'),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => Some(' '),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{ad}' => None,
        '０'..='９' | 'Ｘ' | 'ｘ' | '－' | '＋' => Some(to_ascii(ch).to_ascii_uppercase()),
        _ => return None,
    })
}

/// A full-width character in ASCII; any other as it is.
fn to_ascii(ch: char) -> char {
    match ch {
        '！'..='～' => char::from_u32(u32::from(ch) - 0xfee0).unwrap_or(ch),
        _ => ch,
    }
}

/// Whether the digits of a stretch are grouped as those of a number: [`MIN_DIGITS`] together, or last groups of four
/// and four digits (`138-1234-5678`) or eight and four. Dates and names of records (`2024-08-05-7937`) are not.
/// A stretch beyond ASCII always passes.
fn has_shape(stretch: &[u8]) -> bool {
    let (mut before, mut now) = (0, 0);
    for byte in stretch {
        match byte {
            b'0'..=b'9' | b'x' | b'X' => now += 1,
            b' ' | b'-' | b'+' if now == 0 => {}
            b' ' | b'-' | b'+' => (before, now) = (now, 0),
            _ => return true,
        }
        // The group can go on; then the stretch is searched in vain, which does no harm.
        if MIN_DIGITS <= now || now == 4 && matches!(before, 4 | 8) {
            return true;
        }
    }
    false
}

/// Whether a stretch is part of a long token of hexadecimal digits.
fn is_checksum(bytes: &[u8], start: usize, end: usize) -> bool {
    let own = count_hex(&bytes[start..end]);
    let rest = &bytes[start + own..];
    let after = count_hex(&rest[..rest.len().min(CHECKSUM_DIGITS)]);
    let mut before = 0;
    for byte in bytes[..start].iter().rev().take(CHECKSUM_DIGITS) {
        if !byte.is_ascii_hexdigit() {
            break;
        }
        before += 1;
    }
    0 < before + after && CHECKSUM_DIGITS <= before + own + after
}

/// The number of hexadecimal digits at the beginning.
fn count_hex(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_hexdigit()).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_stretch_without_the_shape_holds_no_number(text in "[0-9]([0-9]{1,8}|[ -]|[xX+]){0,9}") {
            let run = run(&text, 0, text.len());
            let mut matches = Vec::new();
            super::super::numbers::find(&run, &mut matches);
            prop_assert!(matches.is_empty() || has_shape(text.as_bytes()), "{text}");
        }

        #[test]
        fn numbers_in_groups_have_a_shape(mark in "[ -]", ends in "[0-9]{4}") {
            for text in [
                format!("138{mark}1234{mark}{ends}"),
                format!("+86{mark}138{mark}1234{mark}{ends}"),
                format!("110105{mark}19491231{mark}002X"),
                format!("6222{mark}0212{mark}3456{mark}{ends}"),
                format!("1381234{ends}"),
            ] {
                prop_assert!(has_shape(text.as_bytes()), "{text}");
            }
        }

        #[test]
        fn bytes_and_characters_give_the_same_extent(text in "[0-9](\\PC|[0-9 xX+-]|\u{ad}|\u{3000}|\u{2013}|７){0,40}") {
            if let Some(extent) = plain_extent(text.as_bytes(), 0) {
                prop_assert_eq!(extent, any_extent(&text, 0));
            }
        }
    }
}
