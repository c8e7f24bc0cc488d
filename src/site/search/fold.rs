//! A text as it is compared: NFKC, small letters, nothing invisible. `fold` in `static/search.js` does the same.

use unicode_normalization::UnicodeNormalization;

/// The folded text: `２０２４年ＰＰＴ` becomes `2024年ppt`.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // Common Han characters are what they are, and join with nothing: only what stands between them is worked on.
    while let Some(at) = rest.find(is_plain) {
        fold_stretch(&rest[..at], &mut out);
        let end = rest[at..].find(|it| !is_plain(it)).map_or(rest.len(), |it| at + it);
        out.push_str(&rest[at..end]);
        rest = &rest[end..];
    }
    fold_stretch(rest, &mut out);
    out
}

fn is_plain(it: char) -> bool {
    matches!(it, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

fn fold_stretch(text: &str, out: &mut String) {
    if text.is_ascii() {
        out.extend(text.chars().map(|it| it.to_ascii_lowercase()));
        return;
    }
    let folded: String = text.chars().filter(|it| !is_invisible(*it)).nfkc().collect();
    out.push_str(&folded.to_lowercase());
}

/// Soft hyphens, joiners, marks of direction, choices of a glyph: nobody types them when searching.
fn is_invisible(it: char) -> bool {
    matches!(
        it,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{E0100}'..='\u{E01EF}'
    )
}

/// What a character is to the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Of a script without spaces between words (Han, kana, Hangul, Yi): found by any part.
    Han,
    /// Of a word: found by its beginning.
    Word,
    /// Between words.
    Other,
}

/// The class of a folded character. The ranges are written out, so that an old browser that does not know the latest
/// Han characters agrees.
pub(super) fn class(it: char) -> Class {
    match it {
        _ if is_plain(it) => Class::Han, // nearly all, so asked first
        '\u{2E80}'..='\u{2FDF}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3021}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30A1}'..='\u{30FA}'
        | '\u{30FC}'
        | '\u{3105}'..='\u{312F}'
        | '\u{A000}'..='\u{A48C}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFD}' => Class::Han,
        _ if it.is_alphanumeric() => Class::Word,
        _ => Class::Other,
    }
}
