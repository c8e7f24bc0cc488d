//! Normalises text for comparison: NFKC, lower case, nothing invisible. `fold` in `static/search-words.js` does the same.

use unicode_normalization::UnicodeNormalization;

use super::days::fold_days;
use super::numbers::fold_numbers;

/// The normalised text: `２０２４年ＰＰＴ` becomes `2024年ppt`. Brackets, dashes and middle dots are written in one way
/// each, and so are days and numbers: `〔2024〕`, `[2024]`; `2024-04-10`, `2024年4月10日`; `1,500`. Marks of quotations and
/// books are left out, and what opens the year of a document's number: `“双减”`, `《双减》`; `青教字〔2024〕5号`.
pub(super) fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // Common Han characters normalise to themselves and combine with nothing: only the text between them needs work.
    while let Some(start) = rest.find(is_common_han) {
        push_normalised(&rest[..start], &mut out, start != rest.len());
        let end = rest[start..].find(is_not_common_han).map_or(rest.len(), |offset| start + offset);
        out.push_str(&rest[start..end]);
        rest = &rest[end..];
    }
    push_normalised(rest, &mut out, false);
    let out = fold_days(&out).unwrap_or(out);
    // A number without its commas may read as a month: it is one then, however it is typed.
    match fold_numbers(&out) {
        Some(out) => fold_days(&out).unwrap_or(out),
        None => out,
    }
}

pub(super) fn is_common_han(ch: char) -> bool {
    matches!(ch, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

fn is_not_common_han(ch: char) -> bool {
    !is_common_han(ch)
}

/// Appends the text between two runs of Han characters; `is_before_han` says whether one follows.
fn push_normalised(text: &str, out: &mut String, is_before_han: bool) {
    // Nearly all text between Han characters: commas, full stops, figures.
    if text.chars().all(|ch| simple_form(ch).is_some_and(|ch| !may_be_left_out(fold_mark(ch)))) {
        out.extend(text.chars().filter_map(simple_form).map(fold_mark));
        return;
    }
    let composed: String = text.chars().filter(|ch| !is_invisible(*ch)).nfkc().collect();
    let lower = composed.to_lowercase();
    let folded: String = lower.chars().map(fold_mark).collect();
    let start = out.len();
    push_without_idle_marks(&folded, out, is_before_han);
    // A middle dot within a name is often left out: 阿依·买某.
    if is_before_han && out[start..] == *"·" && out[..start].ends_with(is_common_han) {
        out.truncate(start);
    }
}

fn is_quotation(ch: char) -> bool {
    matches!(ch, '"' | '<' | '>')
}

fn may_be_left_out(ch: char) -> bool {
    is_quotation(ch) || ch == '('
}

/// Appends a folded text without the marks that people leave out: those of quotations and books, unless they part two
/// words (`don't`), and what opens the year of a document's number.
fn push_without_idle_marks(text: &str, out: &mut String, is_before_han: bool) {
    let is_word = |ch: char| class(ch) == CharClass::Word;
    let mut follows_word = false;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = if is_quotation(first) {
            rest.find(|ch| !is_quotation(ch)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (part, after) = rest.split_at(end);
        let is_idle = match first {
            '(' => !follows_word && is_year(after, is_before_han),
            _ => is_quotation(first) && !(follows_word && after.starts_with(is_word)),
        };
        if !is_idle {
            out.push_str(part);
            follows_word = is_word(first);
        }
        rest = after;
    }
}

/// Whether a text begins with a year and the bracket behind it, or ends with one.
fn is_year(text: &str, is_before_han: bool) -> bool {
    let text = text.trim_start_matches(is_quotation);
    let Some((year, rest)) = text.split_at_checked(4) else { return false };
    let ends = match rest.trim_start_matches(is_quotation).chars().next() {
        None => !is_before_han,
        Some(next) => next == ')' || next.is_whitespace(),
    };
    ends && (year.starts_with("19") || year.starts_with("20"))
        && year.bytes().all(|byte| byte.is_ascii_digit())
}

/// The normal form of a character of which it is known without a table, and beside which no other changes.
fn simple_form(ch: char) -> Option<char> {
    match ch {
        '\0'..='\x7f' => Some(ch.to_ascii_lowercase()),
        '、' | '。' => Some(ch),
        // Full-width forms of ASCII.
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(ch) - 0xFEE0).map(|ch| ch.to_ascii_lowercase())
        }
        _ => None,
    }
}

/// One mark for all that stand for the same.
fn fold_mark(ch: char) -> char {
    match ch {
        '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '〝' | '〞' | '‘' | '’'
        | '‚' | '‛' | '\'' | '`' | '‹' | '›' => '"',
        '[' | '{' | '〔' | '【' | '〖' => '(',
        ']' | '}' | '〕' | '】' | '〗' => ')',
        '〈' | '《' => '<',
        '〉' | '》' => '>',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '~' | '∼' => '-',
        '•' | '・' | '‧' | '∙' | '⋅' => '·',
        other => other,
    }
}

/// Soft hyphens, joiners, direction marks and variation selectors: nobody types them when searching.
fn is_invisible(ch: char) -> bool {
    matches!(
        ch,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{E0100}'..='\u{E01EF}'
    )
}

/// How the tokenizer treats a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CharClass {
    /// Belongs to a script without spaces between words (Han, kana, Hangul, Yi): found by any part.
    Han,
    /// Part of a word: found by its beginning.
    Word,
    /// Separates words.
    Other,
}

/// The class of a normalised character. The ranges are written out, so that an old browser that does not know the
/// latest Han characters agrees.
pub(super) fn class(ch: char) -> CharClass {
    match ch {
        _ if is_common_han(ch) => CharClass::Han, // the most frequent case
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
        | '\u{20000}'..='\u{3FFFD}' => CharClass::Han,
        _ if ch.is_alphanumeric() => CharClass::Word,
        _ => CharClass::Other,
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::{normalise, simple_form};

    #[test]
    fn simple_forms_are_the_normal_forms() {
        for ch in '\0'..='\u{FFFF}' {
            if let Some(simple) = simple_form(ch) {
                let normal: String = ch.nfkc().collect();
                assert_eq!(simple.to_string(), normal.to_lowercase(), "{ch:?}");
            }
        }
        assert_eq!(normalise("，e\u{301}。"), ",é。", "what combines is composed");
    }

    #[test]
    fn marks_that_stand_for_the_same_are_one() {
        for (text, normalised) in [
            ("教办〔2024〕12号", "教办2024)12号"),
            ("教办［2024］12号", "教办2024)12号"),
            ("教办【2024】12号", "教办2024)12号"),
            ("教办[2024", "教办2024"),
            ("教办（2024年）12号", "教办(2024年)12号"),
            ("ppt(2024)", "ppt(2024)"),
            ("“双减”", "双减"),
            ("「双减」", "双减"),
            ("'双减'", "双减"),
            ("学习《关于“双减”的意见》", "学习关于双减的意见"),
            ("《K12》5", "k12>5"),
            ("don't", "don\"t"),
            ("阿·“依”", "阿依"),
            ("2023—2024学年", "2023-2024学年"),
            ("阿依·买某", "阿依买某"),
            ("阿依・买某", "阿依买某"),
            ("J012-WS•2024", "j012-ws·2024"),
            ("２０２４.4.10", "2024年4月10日"),
            ("１，５００", "1500"),
            ("1,500册", "1500册"),
            ("2,024.5元", "2024年5月元"),
        ] {
            assert_eq!(normalise(text), normalised, "{text}");
        }
    }
}
