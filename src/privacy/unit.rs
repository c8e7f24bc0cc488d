//! One character of a text as its reader will see it, with the bytes that it takes: a character, an entity of HTML, an
//! escape of YAML or JSON, a tag.

use std::borrow::Cow;

use super::char_class::{CharClass, HAN_DIGITS, Separator, class_of, class_of_ascii};
use super::entities::{MAX_ENTITY, numbered, of_hex};

/// The most bytes of a tag or of the target of a link that is stepped over.
const MAX_TAG: usize = 200;

/// A character as its reader sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) class: CharClass,
    /// The bytes that it takes in the text.
    pub(super) length: usize,
}

/// The unit at a place, which must be at the beginning of a character; `None` at the end.
#[inline]
pub(super) fn unit_at(text: &str, at: usize) -> Option<Unit> {
    let byte = *text.as_bytes().get(at)?;
    match byte {
        b'&' | b'\\' | b'%' | b'<' | b']' => special_unit(text, at),
        0..0x80 => Some(Unit { class: class_of_ascii(byte), length: 1 }),
        _ => wide_unit(text, at),
    }
}

/// The unit at a place with a character beyond ASCII.
fn wide_unit(text: &str, at: usize) -> Option<Unit> {
    let rest = text.get(at..)?;
    if HAN_DIGITS.contains(rest.as_bytes()) == Some(false) {
        return Some(Unit { class: CharClass::Other, length: 3 });
    }
    let ch = rest.chars().next()?;
    Some(Unit { class: class_of(ch), length: ch.len_utf8() })
}

/// The unit at a place with a sign that may begin an entity, an escape or a tag.
fn special_unit(text: &str, at: usize) -> Option<Unit> {
    let byte = *text.as_bytes().get(at)?;
    let special = match byte {
        b'&' => entity(text, at),
        b'\\' => Some(escape(text, at)),
        b'%' => percent(text, at),
        b'<' => tag(text, at),
        b']' => link_target(text, at),
        _ => None,
    };
    special.or_else(|| Some(Unit { class: class_of_ascii(byte), length: 1 }))
}

/// `&#49;`, `&#x31;`, `&nbsp;`.
fn entity(text: &str, at: usize) -> Option<Unit> {
    let bytes = text.as_bytes();
    let end = bytes.iter().skip(at).take(MAX_ENTITY).position(|byte| *byte == b';')?;
    let name = text.get(at + 1..at + end)?;
    let ch = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => named(name)?,
    };
    Some(Unit { class: class_of(ch), length: end + 1 })
}

/// The entities with a name that can stand in a number.
fn named(name: &str) -> Option<char> {
    Some(match name {
        "nbsp" | "ensp" | "emsp" | "thinsp" | "emsp13" | "emsp14" | "numsp" | "puncsp"
        | "hairsp" | "Tab" => ' ',
        "shy" | "zwj" | "zwnj" | "lrm" | "rlm" | "ZeroWidthSpace" | "NoBreak" => '\u{ad}',
        "NewLine" => '\n',
        "hyphen" | "dash" | "ndash" | "mdash" | "horbar" | "minus" => '-',
        "period" | "middot" | "centerdot" | "sdot" => '.',
        "lpar" | "rpar" | "lbrack" | "rbrack" => '(',
        "sol" | "bsol" | "lowbar" | "colon" | "ast" | "midast" | "grave" => '/',
        "plus" => '+',
        "vert" | "verbar" | "comma" | "semi" | "quot" | "apos" | "num" => ',',
        "bull" | "bullet" => '•',
        "times" | "cross" => '×',
        "sup1" => '1',
        "sup2" => '2',
        "sup3" => '3',
        _ => return None,
    })
}

/// `\x31`, `\u0031`, `\'31`, the break of a line in YAML, a mark that Markdown shows as it is.
fn escape(text: &str, at: usize) -> Unit {
    let backslash = Unit { class: CharClass::Gap(Separator::Mark), length: 1 };
    let Some(kind) = text.as_bytes().get(at + 1) else { return backslash };
    let digits = match kind {
        b'x' | b'\'' => 2,
        b'u' => 4,
        b'U' => 8,
        b'n' | b'r' | b't' if has_digit_at(text, at + 2) => {
            return Unit { class: CharClass::Gap(Separator::Line), length: 2 };
        }
        b'\n' => return Unit { class: CharClass::Gap(Separator::Line), length: 2 },
        // Markdown and YAML show what follows; it is looked at next.
        _ => return Unit { class: CharClass::Nothing, length: 1 },
    };
    match text.get(at + 2..at + 2 + digits).and_then(of_hex) {
        Some(ch) => Unit { class: class_of(ch), length: 2 + digits },
        None => backslash,
    }
}

fn has_digit_at(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_some_and(u8::is_ascii_digit)
}

/// `%31` in a web address.
fn percent(text: &str, at: usize) -> Option<Unit> {
    let hex = text.get(at + 1..at + 3)?;
    if !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let code = u8::from_str_radix(hex, 16).ok()?;
    let class = if code.is_ascii() { class_of(char::from(code)) } else { CharClass::Other };
    Some(Unit { class, length: 3 })
}

/// A tag of HTML: a border for a cell, a line for a block, nothing for a mark within a line. `</td><td>` may stand
/// between two cells; comments are not seen.
fn tag(text: &str, at: usize) -> Option<Unit> {
    let bytes = text.as_bytes();
    let first = *bytes.get(at + 1)?;
    if !matches!(first, b'a'..=b'z' | b'A'..=b'Z' | b'/' | b'!') {
        return None;
    }
    let length = bytes.iter().skip(at).take(MAX_TAG).position(|byte| *byte == b'>')? + 1;
    let inside = text.get(at + 1..at + length - 1)?.trim_start_matches('/');
    let end = inside.find(|ch: char| !ch.is_ascii_alphanumeric()).unwrap_or(inside.len());
    let class = match lower_case(inside.get(..end)?).as_ref() {
        "td" | "th" => CharClass::Gap(Separator::Border),
        "br" | "p" | "div" | "li" | "tr" | "ul" | "ol" | "table" | "tbody" | "thead" | "caption"
        | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr" | "dl" | "dt" | "dd" | "pre"
        | "blockquote" | "section" | "figure" | "figcaption" | "details" | "summary" | "option"
        | "button" | "label" | "legend" | "path" | "rect" | "line" | "circle" | "svg" | "g"
        // Figures of a chart: each stands at a place of its own.
        | "text" => CharClass::Gap(Separator::Line),
        _ => CharClass::Nothing,
    };
    Some(Unit { class, length })
}

/// A name of ASCII in lower case, as nearly every name is already.
fn lower_case(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Cow::Owned(name.to_ascii_lowercase());
    }
    Cow::Borrowed(name)
}

/// The end of a link, `](address)`, of which only the text is seen.
fn link_target(text: &str, at: usize) -> Option<Unit> {
    let bytes = text.as_bytes();
    if bytes.get(at + 1) != Some(&b'(') {
        return None;
    }
    let length = bytes.iter().skip(at).take(MAX_TAG).position(|byte| *byte == b')')? + 1;
    text.is_char_boundary(at + length).then_some(Unit { class: CharClass::Nothing, length })
}
