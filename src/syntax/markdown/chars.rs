//! Which characters are Chinese, which are punctuation, which indent a paragraph.

/// The mark put beside emphasis: a private character that Markdown takes for a letter.
pub(super) const MARK: char = '\u{E000}';

/// Han, kana, bopomofo, and the punctuation and full-width forms that go with them: text without spaces.
/// Hangul is left out: Korean puts spaces between words.
pub(super) fn is_cjk(it: char) -> bool {
    matches!(it,
        '\u{2E80}'..='\u{2FDF}' | '\u{3000}'..='\u{312F}' | '\u{3190}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF9F}' | '\u{FFE0}'..='\u{FFE6}'
        | '\u{20000}'..='\u{3FFFD}')
}

/// Punctuation that Chinese shares with other scripts: “ ” ‘ ’ — … ·
fn is_shared(it: char) -> bool {
    matches!(it, '‘' | '’' | '“' | '”' | '—' | '…' | '·')
}

/// Whether a line break between these two is no word space: `教学⏎督查`, `很好”⏎他说`.
pub(super) fn joins(before: char, after: char) -> bool {
    let chinese = |it| is_cjk(it) || is_shared(it);
    chinese(before) && chinese(after) && (is_cjk(before) || is_cjk(after))
}

/// Punctuation and symbols, as Markdown's emphasis rules see them. Rather too many than too few: a mark beside a
/// character that is none changes nothing.
pub(super) fn is_punct(it: char) -> bool {
    it.is_ascii_punctuation()
        || matches!(it,
            '\u{A1}'..='\u{A9}' | '\u{AB}'..='\u{B1}' | '\u{B4}' | '\u{B6}'..='\u{B8}' | '\u{BB}' | '\u{BF}' | '×' | '÷'
            | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{20A0}'..='\u{20CF}' | '\u{2100}'..='\u{214F}'
            | '\u{2190}'..='\u{2BFF}' | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{303D}'
            | '\u{30A0}' | '\u{30FB}' | '\u{3200}'..='\u{33FF}' | '\u{FE10}'..='\u{FE19}' | '\u{FE30}'..='\u{FE6B}'
            | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}'
            | '\u{FFE0}'..='\u{FFE6}')
}

/// Spaces that people type to indent a paragraph by two characters.
pub(super) fn is_indent(it: char) -> bool {
    matches!(it, '\u{3000}' | '\u{2003}' | '\u{A0}' | ' ' | '\t')
}

/// Whether the text begins like a paragraph typed with an indent of two characters: `　　第二段`.
pub(super) fn begins_indented(text: &str) -> bool {
    let wide = |it: &char| matches!(it, '\u{3000}' | '\u{2003}');
    text.chars().take_while(wide).count() >= 2
}
