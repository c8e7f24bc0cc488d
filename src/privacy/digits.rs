//! A text → the stretches of it that hold enough digits to be a number of somebody, normalised with a map back.

/// The fewest digits of anything that is looked for.
const FEWEST: usize = 11;
/// A stretch is cut here: nothing that is looked for is nearly as long.
const LONGEST: usize = 4096;
/// A token of so many hexadecimal digits is a checksum, not a number of somebody.
const CHECKSUM: usize = 32;

/// A stretch of digits and what may stand among them, in ASCII, without what nobody sees.
#[derive(Debug)]
pub(super) struct Run {
    /// The characters: digits, X, and ` `, `-` or `+` between.
    pub(super) chars: Vec<char>,
    /// Where each begins and ends in the text.
    pub(super) spans: Vec<(usize, usize)>,
    /// The character before, normalised.
    pub(super) before: Option<(char, usize)>,
}

/// The stretches, in order. One pass; a text without long numbers costs a look at each byte.
pub(super) fn runs(text: &str) -> impl Iterator<Item = Run> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = next_start(bytes, at)?;
            let (digits, end) = extent(text, start);
            at = end;
            if FEWEST <= digits && has_shape(&bytes[start..end]) && !is_checksum(bytes, start, end)
            {
                return Some(run(text, start, end));
            }
        }
    })
}

/// Where the next digit may be, from a place on: a look at sixteen bytes at once.
fn next_start(bytes: &[u8], from: usize) -> Option<usize> {
    let is_start = |it: &u8| it.is_ascii_digit() | (*it == 0xef);
    let rest = bytes.get(from..)?;
    let mut chunks = rest.chunks_exact(16);
    let none =
        chunks.by_ref().take_while(|it| !it.iter().fold(false, |any, it| any | is_start(it)));
    let skipped = none.count() * 16;
    let at = rest[skipped..].iter().position(is_start)?;
    Some(from + skipped + at)
}

/// How many digits a stretch has, and where it ends (at least one character on).
fn extent(text: &str, start: usize) -> (usize, usize) {
    plain_extent(text.as_bytes(), start).unwrap_or_else(|| any_extent(text, start))
}

/// The same by bytes, for most of a site's text: a stretch of ASCII, ended by what can belong to none.
fn plain_extent(bytes: &[u8], start: usize) -> Option<(usize, usize)> {
    let is_part = |it: &u8| matches!(it, b'0'..=b'9' | b' ' | b'-' | b'+' | b'x' | b'X');
    let part = bytes[start..].iter().take(LONGEST).take_while(|it| is_part(it)).count();
    let next = bytes.get(start + part);
    // Beginnings of the characters beyond ASCII in `normal`.
    let is_end = next.is_none_or(|it| !matches!(it, 0xc2 | 0xe2 | 0xe3 | 0xef) && !is_part(it));
    if part == 0 || !is_end {
        return None;
    }
    let digits = bytes[start..start + part].iter().filter(|it| it.is_ascii_digit()).count();
    Some((digits, start + part))
}

fn any_extent(text: &str, start: usize) -> (usize, usize) {
    let (mut digits, mut end) = (0, start);
    for (offset, it) in text[start..].char_indices() {
        if LONGEST < offset {
            break;
        }
        match normal(it) {
            Some(Some('0'..='9')) => digits += 1,
            Some(_) if 0 < digits => {}
            _ => {
                // A stretch begins with a digit: anything else is stepped over.
                end = start + offset + if digits == 0 { it.len_utf8() } else { 0 };
                return (digits, end);
            }
        }
        end = start + offset + it.len_utf8();
    }
    (digits, end)
}

fn run(text: &str, start: usize, end: usize) -> Run {
    let before = text[..start].char_indices().rev().find_map(|(at, it)| match normal(it) {
        Some(None) => None,
        Some(Some(plain)) => Some((plain, at)),
        None => Some((wide(it), at)),
    });
    let mut run = Run { chars: Vec::new(), spans: Vec::new(), before };
    for (offset, it) in text[start..end].char_indices() {
        if let Some(Some(plain)) = normal(it) {
            let at = start + offset;
            run.chars.push(plain);
            run.spans.push((at, at + it.len_utf8()));
        }
    }
    run
}

/// What may stand in a stretch, in ASCII; `Some(None)` for what nobody sees.
fn normal(it: char) -> Option<Option<char>> {
    Some(match it {
        '0'..='9' | ' ' | '-' | '+' => Some(it),
        'x' | 'X' => Some('X'),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => Some(' '),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{ad}' => None,
        '０'..='９' | 'Ｘ' | 'ｘ' | '－' | '＋' => Some(wide(it).to_ascii_uppercase()),
        _ => return None,
    })
}

/// A full-width character as ASCII.
fn wide(it: char) -> char {
    match it {
        '！'..='～' => char::from_u32(u32::from(it) - 0xfee0).unwrap_or(it),
        _ => it,
    }
}

/// Whether the digits of a stretch stand together as those of a number do: [`FEWEST`] side by side, or as the last groups of
/// a number in groups, which have four and four digits (`138-1234-5678`) or eight and four. Days and names of records
/// (`2024-08-05-7937`) do not. Of a stretch that is not ASCII it is not known.
fn has_shape(stretch: &[u8]) -> bool {
    let (mut before, mut now) = (0, 0);
    for it in stretch {
        match it {
            b'0'..=b'9' | b'x' | b'X' => now += 1,
            b' ' | b'-' | b'+' if now == 0 => {}
            b' ' | b'-' | b'+' => (before, now) = (now, 0),
            _ => return true,
        }
        // A group may go on: then it is looked at in vain.
        if FEWEST <= now || now == 4 && matches!(before, 4 | 8) {
            return true;
        }
    }
    false
}

/// Whether a stretch is part of a long token of hexadecimal digits.
fn is_checksum(bytes: &[u8], start: usize, end: usize) -> bool {
    let is_hex = |it: &&u8| it.is_ascii_hexdigit();
    let before = bytes[..start].iter().rev().take(CHECKSUM).take_while(is_hex).count();
    let own = bytes[start..end].iter().take_while(is_hex).count();
    let after = bytes[start + own..].iter().take(CHECKSUM).take_while(is_hex).count();
    0 < before + after && CHECKSUM <= before + own + after
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_has_no_shape_holds_no_number(text in "[0-9]([0-9]{1,8}|[ -]|[xX+]){0,9}") {
            let run = run(&text, 0, text.len());
            let mut found = Vec::new();
            super::super::numbers::find(&run, &mut found);
            prop_assert!(found.is_empty() || has_shape(text.as_bytes()), "{text}");
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
        fn by_bytes_as_by_characters(text in "[0-9](\\PC|[0-9 xX+-]|\u{ad}|\u{3000}|\u{2013}|７){0,40}") {
            if let Some(found) = plain_extent(text.as_bytes(), 0) {
                prop_assert_eq!(found, any_extent(&text, 0));
            }
        }
    }
}
