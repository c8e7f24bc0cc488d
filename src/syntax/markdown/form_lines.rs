//! Lines of forms and reports: those that begin with a label or a typed number, and those that end where a line ends.
//!
//! People press Enter after `活动地点：清河小学` and after `一、活动内容`, and expect the next line to begin there
//! (docs/content-model.md §6).

use super::chars::is_indent;

/// The fewest and the most Han characters of a label.
const LABEL_HAN: (usize, usize) = (2, 8);
/// The most characters of a label with the spaces and signs in it: `参 加 人 员`.
const MAX_LABEL: usize = 20;
/// The most characters of a line's beginning that decide about its break.
pub(super) const LINE_START: usize = 2 * MAX_LABEL;
/// A line of fewer characters may be a heading typed as text.
pub(super) const HEADING_BELOW: usize = 24;

/// Whether the break before a line that begins with `start` is kept: it begins with a label, a typed number or a bullet.
pub(super) fn begins_form_line(start: &str) -> bool {
    let start = start.trim_start_matches(is_indent);
    typed_number(start).is_some()
        || begins_with_bullet(start)
        || start.starts_with('【')
        || label(start).is_some()
}

/// Whether the break after a text is kept: a sentence or an introduction ends there.
pub(super) fn ends_line(text: &str) -> bool {
    let is_closing = |ch: char| {
        is_indent(ch)
            || ch == '\u{FE0F}' // the form of an emoji
            || matches!(ch, '”' | '’' | '）' | ')' | '」' | '』' | '】' | '》' | '〉' | '〕' | '"')
    };
    let mut chars = text.trim_end_matches(is_closing).chars().rev();
    match chars.next() {
        Some('。' | '；' | '：' | '！' | '？') => true,
        // Half-width signs after Han characters, typed without switching the input method.
        Some(':' | ';' | '!' | '?' | '.') => chars.next().is_some_and(is_han),
        last => last.is_some_and(is_symbol),
    }
}

/// Whether a whole line is a heading typed as text, which ends where its line ends: `一、活动内容`.
pub(super) fn is_typed_heading(line: &str) -> bool {
    let line = line.trim_matches(is_indent);
    let Some(number) = typed_number(line).filter(|number| number.contains(is_numeral)) else {
        return false;
    };
    let title = &line[number.len()..];
    !title.is_empty() && !title.contains(['，', '。', '；', '：', '！', '？', ',', ';', ':'])
}

/// Whether a line below a list ends the list: a typed heading, or a label with nothing after it (`整改措施：`).
pub(super) fn ends_list(line: &str) -> bool {
    let is_heading = typed_number(line).is_some_and(|number| number.contains(is_numeral));
    is_heading || label(line).is_some_and(|rest| rest.trim_end().is_empty())
}

pub(super) fn is_han(ch: char) -> bool {
    matches!(ch, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '〇' | '\u{20000}'..='\u{323AF}')
}

pub(super) fn is_numeral(ch: char) -> bool {
    matches!(
        ch,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '〇' | '零'
    )
}

pub(super) fn is_digit(ch: char) -> bool {
    ch.is_ascii_digit() || matches!(ch, '０'..='９')
}

/// What follows the label at the start of a line: `活动时间：…`, `时　间：…`, `备注:`.
pub(super) fn label(line: &str) -> Option<&str> {
    let mut han = 0;
    for (count, (at, ch)) in line.char_indices().enumerate() {
        match ch {
            '：' | ':' if (LABEL_HAN.0..=LABEL_HAN.1).contains(&han) => {
                return line.get(at + ch.len_utf8()..);
            }
            _ if MAX_LABEL <= count => return None,
            _ if is_han(ch) => han += 1,
            '、' | '（' | '）' | '(' | ')' | '／' | '/' if 0 < han => {}
            _ if is_indent(ch) && 0 < han => {}
            _ => return None,
        }
    }
    None
}

/// The number or letter typed at the start of a line: `一、`, `（一）`, `1、`, `1．`, `1.`, `（1）`, `1）`, `[1]`, `①`, `Ⅱ`, `A、`.
pub(super) fn typed_number(line: &str) -> Option<&str> {
    let first = line.chars().next()?;
    if matches!(first, '\u{2160}'..='\u{217F}' | '\u{2460}'..='\u{249B}' | '\u{24EA}'..='\u{24FF}' | '\u{2776}'..='\u{2793}' | '\u{3220}'..='\u{3229}' | '\u{3280}'..='\u{3289}')
    {
        return line.get(..first.len_utf8());
    }
    let open = line.strip_prefix(['（', '(', '[', '［', '〔', '【']);
    let rest = open.unwrap_or(line);
    let is_han_number = rest.starts_with(is_numeral);
    let is_letter = |ch: char| ch.is_ascii_alphabetic() || matches!(ch, 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
    let body = match is_han_number {
        true => rest.trim_start_matches(is_numeral),
        false if rest.starts_with(is_letter) => rest.strip_prefix(is_letter)?,
        false => rest.trim_start_matches(is_digit),
    };
    let digits = rest.get(..rest.len() - body.len())?;
    let count = digits.chars().count();
    if count == 0 || 3 < count {
        return None;
    }
    let mark = body.chars().next()?;
    let after = body.get(mark.len_utf8()..)?;
    let fits = match (open.is_some(), mark) {
        (_, '）' | ')') => !is_han_number || open.is_some(),
        (true, ']' | '］' | '〕' | '】') => true,
        (false, '、') => true,
        (false, '．') => !after.starts_with(is_digit),
        // `3.5个` is a figure, `1. ` an item of a list.
        (false, '.') => {
            !is_han_number
                && !after.starts_with(|ch: char| is_digit(ch) || ch.is_ascii_alphanumeric())
        }
        _ => false,
    };
    fits.then(|| &line[..line.len() - after.len()])
}

pub(super) fn begins_with_bullet(line: &str) -> bool {
    line.starts_with(|ch| is_bullet(ch) || is_symbol(ch))
}

/// Whether a character is a sign that people begin items with, and that is no arrow, figure or emoji.
fn is_bullet(ch: char) -> bool {
    matches!(
        ch,
        '·' | '•' | '・' | '‧' | '∙' | '⋅' | '‣' | '⁃' | '※' | '√' | '＊' | '§' | '\u{F000}'
            ..='\u{F0FF}'
    )
}

/// Whether a character is an arrow, a geometric figure, a dingbat or an emoji.
fn is_symbol(ch: char) -> bool {
    matches!(ch, '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}' | '\u{25A0}'..='\u{27BF}' | '\u{2900}'..='\u{297F}'
        | '\u{2B00}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

#[cfg(test)]
mod tests {
    use super::{begins_form_line, ends_line, ends_list, is_typed_heading};

    #[test]
    fn lines_of_forms_are_recognised() {
        for line in [
            "活动时间：2024年4月10日",
            "地点：",
            "时　间：上午",
            "时 间：",
            "参加人员、人数：12人",
            "备注: 无",
            "一、活动内容",
            "十二、其他",
            "（一）优点",
            "(二)不足",
            "1、目标清楚",
            "12．环节",
            "1.课堂",
            "（1）甲",
            "1）甲",
            "①甲",
            "⑴甲",
            "㈠甲",
            "·甲",
            "● 甲",
            "◆甲",
            "■甲",
            "▲甲",
            "　　一、甲",
        ] {
            assert!(begins_form_line(line), "{line}");
        }
        for line in [
            "继续讲课",
            "人：甲",
            "我们在会上一致认为的是：要",
            "3.5个课时",
            "2024年",
            "一节课",
            "一",
            "（注）",
            "1",
            "",
            "http://a.cn",
            "9:30到校",
            "1.a",
            "QQ群：1",
            "1234、甲",
            "A班",
            "e.g. 甲",
            "[甲]",
        ] {
            assert!(!begins_form_line(line), "{line}");
        }
    }

    #[test]
    fn signs_and_letters_begin_items() {
        for line in [
            "＊甲",
            "➤ 甲",
            "✅甲",
            "📌 甲",
            "\u{F06C} 甲",
            "[1]甲",
            "〔2〕甲",
            "Ⅱ、甲",
            "A、甲",
            "a.甲",
            "（B）甲",
            "【地点】清河小学",
        ] {
            assert!(begins_form_line(line), "{line}");
        }
    }

    #[test]
    fn ends_of_lines_are_recognised() {
        for text in [
            "好。",
            "如下：",
            "好；",
            "好！",
            "好？",
            "他说：“好。”",
            "（见附件。）",
            "问题:",
            "好！ ",
            "好.",
            "辛苦了👍",
            "❤️",
        ] {
            assert!(ends_line(text), "{text}");
        }
        for text in ["好", "好，", "好、", "“好”", "words.", "note:", "", "3:"] {
            assert!(!ends_line(text), "{text}");
        }
    }

    #[test]
    fn typed_headings_are_recognised() {
        for line in ["一、活动内容", "（二）不足", "　　三、下一步打算"] {
            assert!(is_typed_heading(line), "{line}");
        }
        for line in ["一、加强领导，成立", "1、目标", "一节课", "一、", "（1）甲"]
        {
            assert!(!is_typed_heading(line), "{line}");
        }
    }

    #[test]
    fn headings_and_bare_labels_end_a_list() {
        for line in ["整改措施:", "整改措施：", "二、效果", "（二）不足"] {
            assert!(ends_list(line), "{line}");
        }
        for line in ["说明：见附件", "（1）甲", "1、甲", "续行", "①甲"] {
            assert!(!ends_list(line), "{line}");
        }
    }
}
