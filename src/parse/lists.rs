//! A text that lists several things → its items (docs/content-model.md §2, *Lists*).

use crate::diagnostics::{Oddity, Problem, SpannedProblem};
use crate::syntax::span::Spanned;

const SEPARATORS: [char; 5] = ['、', '，', ',', '；', ';'];
/// What stands behind a name.
const TITLES: [&str; 9] =
    ["老师", "教师", "校长", "园长", "主任", "书记", "同学", "副校长", "教研员"];
const OPENING: &str = "（([【《〈「『〔{";
const CLOSING: &str = "）)]】》〉」』〕}";

/// The items of a text: it is split at `、，,；;`, never inside brackets. Brackets that are not closed do not count.
pub(crate) fn items(text: &str) -> Vec<&str> {
    if !text.contains(SEPARATORS) {
        return vec![text];
    }
    match split(text, true) {
        Some(items) => items,
        None => split(text, false).unwrap_or_default(),
    }
}

/// Splits a text; `None` when it has a bracket without its partner and `with_brackets`.
fn split(text: &str, with_brackets: bool) -> Option<Vec<&str>> {
    let (mut items, mut start, mut depth) = (Vec::new(), 0, 0usize);
    for (index, ch) in text.char_indices() {
        if with_brackets && OPENING.contains(ch) {
            depth += 1;
        } else if with_brackets && CLOSING.contains(ch) {
            depth = depth.checked_sub(1)?;
        } else if depth == 0 && SEPARATORS.contains(&ch) {
            items.push(text[start..index].trim());
            start = index + ch.len_utf8();
        }
    }
    items.push(text[start..].trim());
    items.retain(|item| !item.is_empty());
    (depth == 0).then_some(items)
}

/// Reports names that are separated by spaces or stand in brackets, so that several people are read as one.
pub(crate) fn report_joined_names(text: &Spanned<String>, problems: &mut Vec<SpannedProblem>) {
    let found = text.value.as_str();
    if let Some(inner) = in_brackets(found) {
        let meant = items(inner).join("、");
        let problem = Problem::Odd(Oddity::NamesInBrackets { found: found.to_owned(), meant });
        problems.push((text.span, problem));
        return;
    }
    let names: Vec<&str> = found.split(is_other_sign).filter(|name| !name.is_empty()).collect();
    if names.len() < 2 || !names.iter().all(|name| is_name(name)) {
        return;
    }
    let people = people(&names);
    if people.len() < 2 {
        return;
    }
    let meant = people.join("、");
    let problem = Problem::Odd(Oddity::NamesBySpaces { found: found.to_owned(), meant });
    problems.push((text.span, problem));
}

/// The people whom parts of a text name: two single characters are a name that was spread out (王 芳), and a title
/// belongs to the name before it (钱 老师).
fn people(parts: &[&str]) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    for part in parts {
        let is_single = |name: &str| name.chars().count() == 1;
        match people.last_mut() {
            Some(last) if TITLES.contains(part) || is_single(last) && is_single(part) => {
                last.push_str(part);
            }
            _ => people.push((*part).to_owned()),
        }
    }
    people
}

/// Reports a text that is no name of one person but counts as one: `全体教师`, `李老师等18人`.
pub(crate) fn report_group(text: &Spanned<String>, problems: &mut Vec<SpannedProblem>) {
    let found = text.value.trim();
    let is_all = ["全体", "全校", "全部", "所有"].iter().any(|word| found.starts_with(word));
    let has_number = found.chars().any(char::is_numeric);
    let counts = has_number && ["人", "名", "位"].iter().any(|word| found.ends_with(word));
    let goes_on = found.ends_with('等') || found.ends_with("等人");
    if is_all || counts || goes_on {
        let problem = Problem::Odd(Oddity::GroupAsName { found: found.to_owned() });
        problems.push((text.span, problem));
    }
}

/// Whether a sign stands between names that is no separator of lists.
fn is_other_sign(ch: char) -> bool {
    ch.is_whitespace()
        || matches!(ch, '/' | '／' | '\\' | '+' | '＋' | '&' | '＆' | '|' | '｜' | '。' | '.')
}

/// The text within brackets around a whole text: `【王芳、李明】`.
fn in_brackets(text: &str) -> Option<&str> {
    let inner = match text.strip_prefix('【') {
        Some(rest) => rest.strip_suffix('】')?,
        None => text.strip_prefix('（')?.strip_suffix('）')?,
    };
    (!inner.contains(['【', '】', '（', '）']) && !inner.trim().is_empty()).then_some(inner)
}

/// Whether a text looks like the name of a person: one to four Han characters.
fn is_name(text: &str) -> bool {
    let is_han = |ch: char| matches!(ch, '\u{3400}'..='\u{9fff}' | '·');
    text.chars().count() <= 4 && text.chars().all(is_han)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::span::Span;

    #[test]
    fn lists_are_split_outside_brackets() {
        for (text, expected) in [
            ("王老师", &["王老师"][..]),
            ("王老师、李老师，赵老师", &["王老师", "李老师", "赵老师"]),
            ("a, b;c；", &["a", "b", "c"]),
            ("王老师（语文、班主任）、李老师", &["王老师（语文、班主任）", "李老师"]),
            ("《甲、乙》；丙", &["《甲、乙》", "丙"]),
            ("王老师（语文、李老师", &["王老师（语文", "李老师"]),
            ("、，", &[]),
        ] {
            assert_eq!(items(text), expected, "{text}");
        }
    }

    #[test]
    fn names_without_separators_are_reported() {
        let reported = |text: &str| {
            let mut problems = Vec::new();
            let text = Spanned { value: text.to_owned(), span: Span::first() };
            report_joined_names(&text, &mut problems);
            problems.len() == 1
        };
        assert!(reported("王芳 李明 赵强") && reported("【王芳，李明】") && reported("王芳　李明"));
        assert!(reported("王芳/李明") && reported("王芳＋李明") && reported("王芳 / 李明"));
        assert!(!reported("3/4班") && !reported("王芳（语文/数学）"));
        assert!(!reported("钱 老师") && reported("钱 老师 孙老师") && reported("张 三 李明"));
        assert!(!reported("王 芳") && !reported("王芳老师和同学们 共20人") && !reported("王芳"));
    }
}
