//! How wide text is, by a table: no font of the machine is asked, so every machine lays out alike.

use unicode_width::UnicodeWidthChar;

/// Longer text is cut: no label of a school is, and a chart must not grow with what is pasted in.
const LONGEST: usize = 400;

/// The width of `text` in ems of its font size: a Han character is 1.0.
pub(super) fn ems(text: &str) -> f64 {
    text.chars().map(em).sum()
}

/// One character. Latin letters are those of Helvetica and Noto Sans, rounded up by kind.
fn em(letter: char) -> f64 {
    match letter {
        '0'..='9' => 0.56,
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '!' | '|' | ' ' => 0.3,
        'f' | 't' | 'r' | 'I' | '(' | ')' | '[' | ']' | '/' | '\\' | '-' => 0.4,
        'm' | 'M' | 'w' | 'W' | '%' | '@' => 0.95,
        'a'..='z' => 0.58,
        'A'..='Z' => 0.74,
        '\u{20}'..='\u{7e}' => 0.6,
        _ if letter.is_whitespace() => 0.3, // `tidy` makes a blank of it
        _ => match letter.width_cjk() {
            None | Some(0) => 0.0,
            Some(1) => 0.62,
            Some(_) => 1.0,
        },
    }
}

/// `text` without what may not stand in XML or would turn its direction; line breaks become blanks.
pub(super) fn tidy(text: &str) -> String {
    tidy_within(text, LONGEST)
}

/// The same for text that may have `limit` characters.
pub(super) fn tidy_within(text: &str, limit: usize) -> String {
    let allowed = |letter: &char| {
        !letter.is_control()
            && !matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            && !matches!(letter, '\u{fffe}' | '\u{ffff}')
    };
    let blank = |letter: char| if letter.is_whitespace() { ' ' } else { letter };
    let kept: String = text.chars().map(blank).filter(allowed).take(limit).collect();
    kept.trim().to_owned()
}

/// `text` cut so that it is at most `room` ems wide, with `…` where something is missing.
///
/// Nothing at all fits into less than the `…` itself.
pub(super) fn fit(text: &str, room: f64) -> String {
    if ems(text) <= room {
        return text.to_owned();
    }
    let mut left = room - em('…');
    if left < 0.0 {
        return String::new();
    }
    let fits = |letter: &char| {
        left -= em(*letter);
        0.0 <= left
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}…", kept.trim_end())
}
