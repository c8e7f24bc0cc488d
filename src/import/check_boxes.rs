//! Check boxes among the choices of a form: `☑送教 □讲座`, `送教（√） 讲座（ ）`.

const UNTICKED: [char; 5] = ['□', '☐', '○', '〇', '◻'];
const TICKED: [char; 10] = ['☑', '☒', '√', '✓', '✔', '■', '●', '◉', '⊠', '☐'];

/// The choices of a value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Choices {
    pub(super) ticked: Vec<String>,
    pub(super) unticked: Vec<String>,
}

/// The choices of a text; `None` when it has no boxes. A tick alone is 是.
pub(super) fn choices(text: &str) -> Option<Choices> {
    if let Some(choices) = bracketed(text) {
        return Some(choices);
    }
    let text = text.replace("□√", "☑").replace("√□", "☑").replace("□✓", "☑");
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
        if name.is_empty() || !(is_tick || mark.is_empty()) {
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
            ("□上门 □线上", &[], &["上门", "线上"]),
        ] {
            assert_eq!(of(text), Some((owned(ticked), owned(unticked))), "{text}");
        }
    }

    #[test]
    fn a_sign_in_a_sentence_is_no_box() {
        for text in ["送教下乡", "教师讲解√2的意义", "三年级（2）班", "送教（语文）", ""]
        {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
