//! A child's name in one line of a form, and what the family's hardship is in another.

use std::ops::Range;

use super::cells::NAME;
use super::form_names::{FormNames, MAX_LABEL};
use super::found::PersonalDataMatch;
use super::label::{is_about_hardship, is_name_label};
use super::labelled::told;
use super::value::is_name;
use super::words::holds_any;

/// The names in lines of forms that also tell of hardship.
pub(super) fn named(text: &str) -> Vec<PersonalDataMatch> {
    let mut matches = Vec::new();
    let has_label = ["姓", "学生", "受助", "对象"];
    if !text.contains(['：', ':', '>', '=', '＝'])
        || !holds_any(text, &has_label)
        || !is_about_hardship(text)
    {
        return matches;
    }
    let mut names = FormNames::new();
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        for span in parts(line) {
            let Some((label, value)) = labelled_value(line, span) else { continue };
            let span = at + value.start..at + value.end;
            let value = text.get(span.clone()).unwrap_or_default();
            let (name, remark) = value.split_once(['（', '(']).unwrap_or((value, ""));
            let name = name.trim_end();
            if is_name_label(&label) && is_name(name) {
                let span = span.start..span.start + name.len();
                if is_about_hardship(remark) || remark.contains("孤儿") {
                    names.add_told(span);
                } else {
                    names.add_field(number, &label, name, span);
                }
            } else {
                names.add_field(number, &label, value, span);
            }
        }
        at += line.len();
        names.end_line(number);
    }
    let mut found = names.into_found();
    found.sort_by_key(|span| span.start);
    for span in found {
        let value = text.get(span.clone()).unwrap_or_default();
        matches.push(told(NAME, span, value));
    }
    matches
}

/// The parts of a line between marks: several fields may stand in one line.
fn parts(line: &str) -> Vec<Range<usize>> {
    let (mut parts, mut from, mut has_colon, mut was_space) = (Vec::new(), 0, false, false);
    for (at, ch) in line.char_indices() {
        let is_mark = matches!(
            ch,
            '，' | ',' | '；' | ';' | '。' | '|' | '\n' | '{' | '}' | '[' | ']' | '<' | '&'
        );
        let begins_space = ch.is_whitespace() && !was_space;
        was_space = ch.is_whitespace();
        let rest = line.get(at..).unwrap_or_default();
        if is_mark || has_colon && begins_space && begins_label(rest) {
            parts.push(from..at);
            (from, has_colon) = (at + ch.len_utf8(), false);
        }
        has_colon |= matches!(ch, '：' | ':' | '=' | '＝');
    }
    parts.push(from..line.len());
    parts
}

/// Whether a label and its colon follow after white space: `学生：王小明 家庭情况：单亲`.
fn begins_label(text: &str) -> bool {
    let mut rest = text.trim_start().chars().take(MAX_LABEL + 1);
    let end = rest.find(|ch| ch.is_whitespace() || matches!(ch, '：' | ':' | '=' | '＝'));
    matches!(end, Some('：' | ':' | '=' | '＝'))
}

/// The label of a part without marks and spaces, and where its value stands in the line.
fn labelled_value(line: &str, part: Range<usize>) -> Option<(String, Range<usize>)> {
    let text = line.get(part.clone())?;
    // A key of JSON, a field of a form, or an element of XML.
    let colon = match text.find(['：', ':', '=', '＝']) {
        Some(colon) => colon,
        None => text.find('>').filter(|at| 0 < *at)?,
    };
    let (label, value) = text.split_at_checked(colon)?;
    let value = value.get(value.chars().next()?.len_utf8()..)?;
    let is_mark =
        |ch: char| ch.is_whitespace() || matches!(ch, '*' | '_' | '-' | '"' | '“' | '”' | '>');
    let label: String = label.chars().filter(|ch| !is_mark(*ch)).take(MAX_LABEL + 1).collect();
    let value_length = value.len();
    let before = value_length - value.trim_start_matches(is_mark).len();
    let value = value.trim_matches(is_mark);
    let start = part.start + text.len() - value_length + before;
    (label.chars().count() <= MAX_LABEL).then(|| (label, start..start + value.len()))
}
