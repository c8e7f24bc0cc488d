//! Check boxes among the choices of a form: `☑送教 □讲座`, `送教（√） 讲座（ ）`.

use super::marked_words::marked_words;

const UNTICKED: [char; 5] = ['□', '☐', '○', '〇', '◻'];
const TICKED: [char; 9] = ['☑', '☒', '√', '✓', '✔', '■', '●', '◉', '⊠'];

const OPENING: [char; 4] = ['（', '(', '[', '［'];
const CLOSING: [char; 4] = ['）', ')', ']', '］'];
/// The most bytes of a list of choices.
const MAX_TEXT: usize = 4096;
/// The most characters of the name of a choice that stands before its box.
const MAX_NAME: usize = 12;

/// The choices of a value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Choices {
    pub(super) ticked: Vec<String>,
    pub(super) unticked: Vec<String>,
}

/// The choices of a text; `None` when it has no boxes. A tick alone is 是.
pub(super) fn choices(text: &str) -> Option<Choices> {
    if MAX_TEXT < text.len() {
        return None;
    }
    if let Some(choices) = bracketed(text) {
        return Some(choices);
    }
    let text = boxes_of_brackets(text);
    let text = text.replace("□√", "☑").replace("√□", "☑").replace("□✓", "☑");
    if !text.contains(is_unticked)
        && let Some(choices) = marked_words(&text)
    {
        return Some(choices);
    }
    if let Some(choices) = boxes_behind(&text) {
        return Some(choices);
    }
    let has_box = text.contains(is_unticked) || text.contains(['☑', '☒', '✔', '✓', '√', '■']);
    if !has_box || !is_list(&text) {
        return None;
    }
    let mut choices = Choices::default();
    let mut rest = text.as_str();
    while let Some(at) = rest.find(is_box) {
        let mark = rest[at..].chars().next()?;
        let after = &rest[at + mark.len_utf8()..];
        let end = after.find(is_box).unwrap_or(after.len());
        let name = after[..end].trim_matches(is_separator).to_owned();
        let is_tick = !is_unticked(mark);
        if name.is_empty() {
            if is_tick {
                choices.ticked.push("是".to_owned());
            }
        } else if is_tick {
            choices.ticked.push(name);
        } else {
            choices.unticked.push(name);
        }
        rest = &after[end..];
    }
    Some(choices)
}

fn is_unticked(ch: char) -> bool {
    UNTICKED.contains(&ch)
}

fn is_box(ch: char) -> bool {
    UNTICKED.contains(&ch) || TICKED.contains(&ch)
}

fn is_separator(ch: char) -> bool {
    ch.is_whitespace() || matches!(ch, '、' | '，' | ',' | '；' | ';' | '/')
}

/// Whether a text is a list of choices: it begins with a box. A text in which a sign stands somewhere is none.
fn is_list(text: &str) -> bool {
    text.trim_start().starts_with(is_box)
}

/// A text with boxes for the brackets that are used as such: `（√）讲座 （ ）送教`, `讲座[√]`, `讲座（□）`.
fn boxes_of_brackets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(OPENING) {
        let (before, from) = rest.split_at(open);
        out.push_str(before);
        let inner = from.trim_start_matches(OPENING);
        let end = inner.find(CLOSING).unwrap_or(inner.len());
        let mark = inner[..end].trim();
        let is_tick = matches!(mark, "√" | "✓" | "✔" | "☑" | "■");
        let is_box = is_tick || mark.chars().all(is_unticked);
        let close = inner[end..].chars().next().map_or(0, char::len_utf8);
        if is_box && 0 < close {
            out.push(if is_tick { '☑' } else { '□' });
            rest = &inner[end + close..];
        } else {
            let width = from.len() - inner.len();
            out.push_str(&from[..width]);
            rest = inner;
        }
    }
    out.push_str(rest);
    out
}

/// The choices of `讲座☑ 送教□`: each box stands behind its name.
fn boxes_behind(text: &str) -> Option<Choices> {
    let text = text.trim();
    let begins = text.starts_with(is_box);
    if begins || !text.ends_with(is_box) {
        return None;
    }
    let mut choices = Choices::default();
    let mut rest = text;
    while let Some(at) = rest.find(is_box) {
        let mark = rest[at..].chars().next()?;
        let name = rest[..at].trim_matches(is_separator);
        let is_short = (1..=MAX_NAME).contains(&name.chars().count());
        // A tick alone may end a sentence; an empty box never does.
        if !is_short || name.contains(['。', '：', ':']) {
            return None;
        }
        match is_unticked(mark) {
            true => choices.unticked.push(name.to_owned()),
            false => choices.ticked.push(name.to_owned()),
        }
        rest = &rest[at + mark.len_utf8()..];
    }
    let is_list = 1 < choices.ticked.len() + choices.unticked.len() || text.ends_with(['☑', '□']);
    is_list.then_some(choices)
}

/// The choices of `送教（√） 讲座（ ）`.
fn bracketed(text: &str) -> Option<Choices> {
    let mut choices = Choices::default();
    let mut rest = text;
    while let Some(open) = rest.find(['（', '(']) {
        let width = rest[open..].chars().next()?.len_utf8();
        let close = rest[open..].find(['）', ')'])? + open;
        let mark = rest[open + width..close].trim();
        let name = rest[..open].trim_matches(is_separator).to_owned();
        let is_tick = matches!(mark, "√" | "✓" | "✔" | "☑");
        // 讲座 送教（√）: several names before one tick.
        if name.is_empty() || name.contains(is_separator) || !(is_tick || mark.is_empty()) {
            return None;
        }
        if is_tick {
            choices.ticked.push(name);
        } else {
            choices.unticked.push(name);
        }
        rest = &rest[close + rest[close..].chars().next()?.len_utf8()..];
    }
    let is_whole = rest.trim_matches(is_separator).is_empty();
    (is_whole && !choices.ticked.is_empty()).then_some(choices)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<(Vec<String>, Vec<String>)> {
        choices(text).map(|choices| (choices.ticked, choices.unticked))
    }

    fn owned(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn ticked_boxes_are_told_from_empty_ones() {
        for (text, ticked, unticked) in [
            ("☑送教下乡  □专题讲座 □家访", &["送教下乡"][..], &["专题讲座", "家访"][..]),
            ("□送教 √讲座", &["讲座"], &["送教"]),
            ("□√送教 □讲座", &["送教"], &["讲座"]),
            ("☒线上、☐线下", &["线上"], &["线下"]),
            ("送教（√）  讲座（ ）", &["送教"], &["讲座"]),
            ("√", &["是"], &[]),
            ("讲座☑ 送教□", &["讲座"], &["送教"]),
            ("讲座 □、送教 √", &["送教"], &["讲座"]),
            ("同意☑", &["同意"], &[]),
            ("讲座（□） 送教（☑）", &["送教"], &["讲座"]),
            ("（√）讲座 （ ）送教", &["讲座"], &["送教"]),
            ("[√] 讲座 [  ] 送教", &["讲座"], &["送教"]),
            ("讲座[ ] 送教[√]", &["送教"], &["讲座"]),
            ("□上门 □线上", &[], &["上门", "线上"]),
            ("√上门  电话 线上", &["上门"], &["电话", "线上"]),
            ("送教（√） 讲座 走访", &["送教"], &["讲座", "走访"]),
            ("讲座 送教（√）", &["送教"], &["讲座"]),
            ("√上门", &["上门"], &[]),
        ] {
            assert_eq!(of(text), Some((owned(ticked), owned(unticked))), "{text}");
        }
    }

    #[test]
    fn a_sign_in_a_sentence_is_no_box() {
        for text in [
            "送教下乡",
            "教师讲解√2的意义",
            "三年级（2）班",
            "送教（语文）",
            "按时完成√",
            "教师讲解：分数√",
            "",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
