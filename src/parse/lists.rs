//! A text that lists several things → its items (docs/content-model.md §2, *Lists*).

use crate::diagnostics::{Oddity, Problem, SpannedProblem};
use crate::syntax::span::Spanned;
use crate::syntax::text::FAMILY_NAMES;

const SEPARATORS: [char; 5] = ['、', '，', ',', '；', ';'];
/// What stands behind a name.
const TITLES: [&str; 9] =
    ["老师", "教师", "校长", "园长", "主任", "书记", "同学", "副校长", "教研员"];
const OPENING: &str = "（([【《〈「『〔{";
const CLOSING: &str = "）)]】》〉」』〕}";

/// The items of a text: it is split at `、，,；;`, never inside brackets. Brackets that are not closed do not count.
pub(crate) fn items(text: &str) -> Vec<&str> {
    match typed_lines(text) {
        Some(lines) => lines.into_iter().flat_map(separated).collect(),
        None => separated(text),
    }
}

/// The lines of a list that was typed with dashes without a space, or with numbers, and that YAML reads as one text:
/// `-王芳 -李明`, `1. 王芳 2. 李明`, `1、王芳`.
fn typed_lines(text: &str) -> Option<Vec<&str>> {
    let is_dashed = text.starts_with(['-', '－', '·', '•', '●']);
    if !is_dashed && !text.starts_with(['1', '１', '（', '(']) {
        return None;
    }
    let (mut lines, mut number) = (Vec::new(), 1);
    let mut rest = behind_mark(text, is_dashed, number)?;
    loop {
        let next = rest.match_indices(char::is_whitespace).find_map(|(at, space)| {
            let after = behind_mark(&rest[at + space.len()..], is_dashed, number + 1)?;
            Some((at, after))
        });
        match next {
            Some((at, after)) => {
                lines.push(rest[..at].trim());
                rest = after;
                number += 1;
            }
            None => {
                lines.push(rest.trim());
                return Some(lines);
            }
        }
    }
}

/// What stands behind the mark of a typed line: a dash right before a word, or its number.
fn behind_mark(text: &str, is_dashed: bool, number: usize) -> Option<&str> {
    let rest = if is_dashed {
        text.strip_prefix(['-', '－', '·', '•', '●'])?
    } else {
        let inside = text.trim_start_matches(['（', '(']);
        let digits = inside.find(|ch: char| !ch.is_ascii_digit())?;
        if inside.get(..digits)? != number.to_string() {
            return None;
        }
        inside.get(digits..)?.strip_prefix(['.', '．', '、', '）', ')'])?.trim_start()
    };
    // `3.5班` and `-2` are no lines of a list, nor is `（1）班`.
    (rest.starts_with(char::is_alphabetic) && !is_part_of_name(rest)).then_some(rest)
}

/// Whether a number before a text belongs to it: it does in `（1）班`, not in `（1）班级管理`.
fn is_part_of_name(text: &str) -> bool {
    match text.strip_prefix(['班', '组', '号']) {
        Some(rest) => !rest.starts_with(char::is_alphabetic),
        None => false,
    }
}

/// The items of a text that is no list of typed lines.
fn separated(text: &str) -> Vec<&str> {
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
    if let Some((first, second)) = joined_by_word(found) {
        let (found, meant) = (found.to_owned(), format!("{first}、{second}"));
        problems.push((text.span, Problem::Odd(Oddity::NamesBySpaces { found, meant })));
        return;
    }
    let names: Vec<&str> = found.split(is_other_sign).filter(|name| !name.is_empty()).collect();
    // 李 老 师 is one person, typed wide.
    let is_spread = names.iter().all(|name| name.chars().count() == 1);
    if is_spread && is_person(&names.concat()) {
        return;
    }
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

/// Words between two names.
const JOINING: [&str; 5] = ["以及", "和", "与", "及", "或"];
/// The most characters of a text that is taken for several names.
const LONGEST_JOINED: usize = 80;

/// The names of a text that have other signs between them than a list has, or words: `讲座/走访`, `甲校和乙校`. `is_name`
/// tells what is one name, since 和 can be a part of it.
pub(crate) fn joined_names<'a>(
    text: &'a str,
    is_name: &dyn Fn(&str) -> bool,
) -> Option<Vec<&'a str>> {
    if LONGEST_JOINED < text.chars().count() {
        return None;
    }
    let mut by_signs = Vec::new();
    for name in text.split(is_other_sign) {
        if JOINING.contains(&name) {
            continue;
        }
        if is_name(name) {
            by_signs.push(name);
        } else if !name.is_empty() {
            by_signs.clear();
            break;
        }
    }
    if 2 <= by_signs.len() {
        return Some(by_signs);
    }
    for word in JOINING {
        for (at, _) in text.match_indices(word) {
            let (first, rest) = (&text[..at], &text[at + word.len()..]);
            if !is_name(first) {
                continue;
            }
            if let Some(mut names) = joined_names(rest, is_name) {
                names.insert(0, first);
                return Some(names);
            }
            if is_name(rest) {
                return Some(vec![first, rest]);
            }
        }
    }
    None
}

/// Two people with a word between them: `王芳和李明`, `王老师与李老师`. 李和平 is one.
fn joined_by_word(text: &str) -> Option<(&str, &str)> {
    for (at, word) in text.match_indices(['和', '与', '及', '跟']) {
        let (first, second) = (text[..at].trim(), text[at + word.len()..].trim());
        if is_person(first) && is_person(second) {
            return Some((first, second));
        }
    }
    None
}

/// Whether a text is a person by a common family name.
fn is_person(text: &str) -> bool {
    let has_title = TITLES.iter().any(|title| text.ends_with(title));
    let length = text.chars().count();
    text.starts_with(|ch| FAMILY_NAMES.contains(ch))
        && text.chars().all(|ch| matches!(ch, '\u{3400}'..='\u{9fff}'))
        && (has_title && length <= 6 || (2..=3).contains(&length))
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
    let counts = has_count(found);
    let goes_on = found.ends_with('等') || found.ends_with("等人");
    if is_all || counts || goes_on {
        let problem = Problem::Odd(Oddity::GroupAsName { found: found.to_owned() });
        problems.push((text.span, problem));
    }
}

/// Whether a text counts people: `李老师等18人`, 十八名教师.
fn has_count(text: &str) -> bool {
    let is_han_number = |ch| "一二两三四五六七八九十百几数多".contains(ch);
    ["人", "名", "位"].iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + word.len()..]);
            let is_digit = before.ends_with(char::is_numeric);
            // 第一名 and 三人行 are no counts of people.
            let is_end = after.is_empty() || TITLES.contains(&after) || after == "学生";
            is_end && !before.starts_with('第') && (is_digit || before.ends_with(is_han_number))
        })
    })
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
    fn typed_lines_are_items() {
        for (text, expected) in [
            ("-王芳 -李明 -赵强", &["王芳", "李明", "赵强"][..]),
            ("1. 王芳 2. 李明", &["王芳", "李明"]),
            ("1、王芳 2、李明、赵强", &["王芳", "李明", "赵强"]),
            ("（1）王芳 （2）李明", &["王芳", "李明"]),
            ("1.王芳", &["王芳"]),
            ("-2", &["-2"]),
            ("1.5班、2.5班", &["1.5班", "2.5班"]),
            ("2. 王芳", &["2. 王芳"]),
            ("（1）班、（2）班", &["（1）班", "（2）班"]),
            ("(1)班", &["(1)班"]),
            ("（1）班级管理 （2）家校沟通", &["班级管理", "家校沟通"]),
            ("·王芳 4. 李明", &["王芳 4. 李明"]),
        ] {
            assert_eq!(items(text), expected, "{text}");
        }
        let many = "1. 王 ".repeat(20_000);
        assert_eq!(items(&many).len(), 1);
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
        assert!(reported("王芳和李明") && reported("王老师与李老师"));
        assert!(!reported("李和平") && !reported("教师和家长") && !reported("王及第"));
        assert!(!reported("3/4班") && !reported("王芳（语文/数学）"));
        assert!(!reported("李 老 师") && reported("李 明 王 芳"));
        assert!(!reported("钱 老师") && reported("钱 老师 孙老师") && reported("张 三 李明"));
        assert!(!reported("王 芳") && !reported("王芳老师和同学们 共20人") && !reported("王芳"));
    }
}
