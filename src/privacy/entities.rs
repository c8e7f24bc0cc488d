//! Entities of HTML and escapes of YAML and JSON in a text, replaced by what a reader sees: `家庭&#20303;址&#65306;`,
//! `家庭\u4f4f址`.

use std::ops::Range;

/// The most bytes of an entity.
pub(super) const MAX_ENTITY: usize = 12;

/// A text without entities, with the way back.
pub(super) struct PlainText {
    pub(super) text: String,
    /// Where a piece begins in the text, and where in the source; as many bytes follow in both.
    pieces: Vec<(usize, usize)>,
}

impl PlainText {
    /// The bytes of the source that a range of the text stands for.
    pub(super) fn source(&self, range: &Range<usize>) -> Range<usize> {
        self.source_offset(range.start)..self.source_offset(range.end)
    }

    fn source_offset(&self, offset: usize) -> usize {
        let after = self.pieces.partition_point(|(start, _)| *start <= offset);
        let piece = after.checked_sub(1).and_then(|index| self.pieces.get(index));
        piece.map_or(offset, |(start, source)| source + (offset - start))
    }
}

/// A text with its entities and escapes replaced; `None` when it has none.
pub(super) fn plain_text(source: &str) -> Option<PlainText> {
    memchr::memchr2(b'&', b'\\', source.as_bytes())?;
    let mut plain = PlainText { text: String::with_capacity(source.len()), pieces: Vec::new() };
    let mut end = 0;
    for (at, sign) in source.match_indices(['&', '\\']) {
        let Some(rest) = source.get(at..).filter(|_| end <= at) else { continue };
        let replaced = if sign == "&" { entity(rest) } else { escape(rest) };
        let Some((ch, length)) = replaced else { continue };
        plain.text.push_str(source.get(end..at)?);
        plain.text.push(ch);
        end = at + length;
        plain.pieces.push((plain.text.len(), end));
    }
    plain.text.push_str(source.get(end..)?);
    (!plain.pieces.is_empty()).then_some(plain)
}

/// The character of the entity that a text begins with, and the bytes of the entity.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(MAX_ENTITY).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let ch = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => match name {
            "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
            "colon" => ':',
            "shy" | "zwj" | "zwnj" => '\u{ad}',
            _ => return None,
        },
    };
    Some((ch, end + 1))
}

/// The character of the entity with a number: `20303`, `x4f4f`.
pub(super) fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?)
}

/// The character with a code of hexadecimal digits and nothing else: `4f4f`.
pub(super) fn of_hex(hex: &str) -> Option<char> {
    let is_hex = hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    let code = u32::from_str_radix(hex, 16).ok().filter(|_| is_hex)?;
    char::from_u32(code)
}

/// The character of the escape that a text begins with, and the bytes of the escape.
fn escape(text: &str) -> Option<(char, usize)> {
    let digits = match text.as_bytes().get(1)? {
        b'x' => 2,
        b'u' => 4,
        b'U' => 8,
        _ => return None,
    };
    let ch = of_hex(text.get(2..2 + digits)?)?;
    Some((ch, 2 + digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back_to_the_source() {
        let source = "甲&#20303;乙&x;&#x3a;丙";
        let plain = plain_text(source).unwrap();
        assert_eq!(plain.text, "甲住乙&x;:丙");
        for (part, want) in
            [("甲", "甲"), ("住", "&#20303;"), ("乙", "乙"), (":", "&#x3a;"), ("丙", "丙")]
        {
            let at = plain.text.find(part).unwrap();
            assert_eq!(&source[plain.source(&(at..at + part.len()))], want);
        }
        let source = "\\u5bb6庭\\U00004f4f\\u5740";
        let plain = plain_text(source).unwrap();
        assert_eq!(plain.text, "家庭住址");
        let whole = 0..plain.text.len();
        assert_eq!(plain.source(&whole), 0..source.len());
        for none in ["C:\\users", "\\", "\\u", "\\ud800", "\\u12"] {
            assert!(plain_text(none).is_none(), "{none}");
        }
        for none in ["甲", "a & b", "&", "&;", "&#;", "&#99999999;", "&#xd800;"] {
            assert!(plain_text(none).is_none(), "{none}");
        }
    }
}
