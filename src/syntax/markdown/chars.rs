//! Classes of characters: Chinese text, punctuation, indents.

/// The mark inserted next to emphasis: a private-use character that Markdown treats as a letter.
pub(super) const MARK: char = '\u{E000}';

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

/// Whether a character is punctuation or a symbol in Markdown's rules for emphasis. Too many are better than too few:
/// a mark next to any other character changes nothing.
pub(super) fn is_punct(ch: char) -> bool {
    ch.is_ascii_punctuation()
        || matches!(ch,
            '\u{A1}'..='\u{A9}' | '\u{AB}'..='\u{B1}' | '\u{B4}' | '\u{B6}'..='\u{B8}' | '\u{BB}' | '\u{BF}' | '×' | '÷'
            | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{20A0}'..='\u{20CF}' | '\u{2100}'..='\u{214F}'
            | '\u{2190}'..='\u{2BFF}' | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{303D}'
            | '\u{30A0}' | '\u{30FB}' | '\u{3200}'..='\u{33FF}' | '\u{FE10}'..='\u{FE19}' | '\u{FE30}'..='\u{FE6B}'
            | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}'
            | '\u{FFE0}'..='\u{FFE6}')
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
