//! Character widths and Unicode normalisation of typed text.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

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
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {}
            _ => folded.push(ch),
        }
    }
    Cow::Owned(folded.trim().to_owned())
}

/// Whether a character is invisible and means nothing in most texts: U+00AD, 200B–200F, 2060, FEFF.
#[must_use]
pub fn is_invisible(ch: char) -> bool {
    matches!(ch, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
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
