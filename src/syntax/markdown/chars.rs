//! Classes of characters: Chinese text, punctuation, indents; and the marks that `prepare` inserts.

use std::borrow::Cow;

/// The mark inserted next to emphasis: a private-use character that Markdown treats as a letter.
pub(super) const MARK: char = '\u{E000}';
/// Stands for a space in an address (`照片 1.jpg`), which would end the address there.
pub(super) const SPACE_MARK: char = '\u{E001}';
/// The mark inserted next to emphasis that holds other emphasis: a sign that Markdown treats as punctuation, and that
/// nobody types (Vedic nihshvasa).
pub(super) const OUTER_MARK: char = '\u{1CD3}';

/// Stands for a star that is a sign of multiplication (`5*3人`), and begins no emphasis.
pub(super) const STAR_MARK: char = '\u{E002}';
/// All marks.
pub(super) const MARKS: [char; 4] = [MARK, SPACE_MARK, OUTER_MARK, STAR_MARK];

/// The text as it was written: without the marks that `prepare` inserted.
pub(super) fn without_marks(text: &str) -> Cow<'_, str> {
    if !text.contains(MARKS) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            MARK | OUTER_MARK => {}
            SPACE_MARK => clean.push(' '),
            STAR_MARK => clean.push('*'),
            other => clean.push(other),
        }
    }
    Cow::Owned(clean)
}

/// Whether a character is Han, kana, bopomofo, or the punctuation and full-width forms used with them: text without
/// spaces. Hangul is not, because Korean puts spaces between words.
pub(super) fn is_cjk(ch: char) -> bool {
    matches!(ch,
        '\u{2E80}'..='\u{2FDF}' | '\u{3000}'..='\u{312F}' | '\u{3190}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF9F}' | '\u{FFE0}'..='\u{FFE6}'
        | '\u{20000}'..='\u{3FFFD}')
}

/// Whether a character is punctuation that Chinese shares with other scripts: “ ” ‘ ’ — … ·
fn is_shared(ch: char) -> bool {
    matches!(ch, '‘' | '’' | '“' | '”' | '—' | '…' | '·')
}

/// Whether a line break between these characters is not a space between words: `教学⏎督查`, `很好”⏎他说`.
pub(super) fn joins(before: char, after: char) -> bool {
    match (is_cjk(before), is_cjk(after)) {
        (true, true) => true,
        (true, false) => is_shared(after),
        (false, true) => is_shared(before),
        (false, false) => false,
    }
}

/// Whether Markdown's rules for emphasis may treat a character as punctuation: any sign, symbol, radical or emoji. Too
/// many are better than too few: a mark next to a letter changes nothing.
pub(super) fn is_punct(ch: char) -> bool {
    match ch {
        '\u{4E00}'..='\u{9FFF}' => false,
        _ if ch.is_ascii() => ch.is_ascii_punctuation(),
        _ => !ch.is_whitespace(),
    }
}

/// Whether a character is a space that people type to indent a paragraph.
pub(super) fn is_indent(ch: char) -> bool {
    matches!(ch, '\u{3000}' | '\u{2003}' | '\u{A0}' | ' ' | '\t')
}

/// Whether a text begins like a paragraph that was typed with an indent of two characters: `　　第二段`.
pub(super) fn begins_indented(text: &str) -> bool {
    let is_wide_space = |ch: &char| matches!(ch, '\u{3000}' | '\u{2003}');
    text.chars().take_while(is_wide_space).count() >= 2
}
