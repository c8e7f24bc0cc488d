//! Estimates the width of text from a table: no font is read, so that the layout is the same on every machine.

use unicode_width::UnicodeWidthChar;

/// Characters after which text is cut: no real label is longer, and a chart must not grow with pasted text.
const MAX_CHARS: usize = 400;

/// The width of `text` in ems of its font size: a Han character is 1.0.
pub(super) fn ems(text: &str) -> f64 {
    text.chars().map(em).sum()
}

/// The width of a character. Latin letters are those of Helvetica and Noto Sans, rounded up by class.
fn em(ch: char) -> f64 {
    match ch {
        '0'..='9' => 0.56,
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '!' | '|' | ' ' => 0.3,
        'f' | 't' | 'r' | 'I' | '(' | ')' | '[' | ']' | '/' | '\\' | '-' => 0.4,
        'm' | 'M' | 'w' | 'W' | '%' | '@' => 0.95,
        'a'..='z' => 0.58,
        'A'..='Z' => 0.74,
        '\u{20}'..='\u{7e}' => 0.6,
        _ if ch.is_whitespace() => 0.3, // `tidy` replaces it by a space
        _ => match ch.width_cjk() {
            None | Some(0) => 0.0,
            Some(1) => 0.62,
            Some(_) => 1.0,
        },
    }
}

/// `text` without characters that XML forbids or that change its direction; line breaks become spaces.
pub(super) fn tidy(text: &str) -> String {
    tidy_within(text, MAX_CHARS)
}

/// Tidies text of up to `limit` characters, see [`tidy`].
pub(super) fn tidy_within(text: &str, limit: usize) -> String {
    let spaced = text.chars().map(space_for_whitespace);
    let allowed: String = spaced.filter(is_allowed).take(limit).collect();
    allowed.trim().to_owned()
}

fn space_for_whitespace(ch: char) -> char {
    if ch.is_whitespace() { ' ' } else { ch }
}

/// Whether a character is neither a control, a direction mark nor a noncharacter.
fn is_allowed(ch: &char) -> bool {
    !ch.is_control()
        && !matches!(ch, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        && !matches!(ch, '\u{fffe}' | '\u{ffff}')
}

/// `text` cut to at most `room` ems, with `…` at the end if anything is missing; empty if not even `…` fits.
pub(super) fn fit(text: &str, room: f64) -> String {
    if ems(text) <= room {
        return text.to_owned();
    }
    let mut left = room - em('…');
    if left < 0.0 {
        return String::new();
    }
    let mut shown = String::new();
    for ch in text.chars() {
        left -= em(ch);
        if left < 0.0 {
            break;
        }
        shown.push(ch);
    }
    format!("{}…", shown.trim_end())
}
