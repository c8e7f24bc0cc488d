//! A child's name in one line of a form, and what the family's hardship is in another.

use std::ops::Range;

use super::found::PersonalDataMatch;
use super::label::{is_about_hardship, is_name_label};
use super::labelled::told;
use super::value::{is_name, is_withheld};

/// The most lines between the name and the hardship: the lines of one form.
const MAX_LINES: usize = 12;
/// The most characters of a label.
const MAX_LABEL: usize = 12;

/// The names in lines of forms that also tell of hardship.
pub(super) fn named(text: &str) -> Vec<PersonalDataMatch> {
    let mut matches = Vec::new();
    let has_label = ["姓", "学生：", "学生:", "受助", "资助对象", "资助学生"];
    if !text.contains(['：', ':'])
        || !has_label.iter().any(|word| text.contains(word))
        || !is_about_hardship(text)
    {
        return matches;
    }
    // The names that no hardship was found for yet, and the last line that told of hardship.
    let mut waiting: Vec<(usize, Range<usize>)> = Vec::new();
    let mut told_at: Option<usize> = None;
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        for span in parts(line) {
            let Some((label, value)) = labelled_value(line, span) else { continue };
            let (label, span) = (label.as_str(), at + value.start..at + value.end);
            let value = text.get(span.clone()).unwrap_or_default();
            if is_name_label(label) && is_name(value) {
                waiting.push((number, span));
            } else if is_about_hardship(label) && tells(value) {
                told_at = Some(number);
            }
        }
        at += line.len();
        waiting.retain(|(line, _)| number - line <= MAX_LINES);
        if told_at.is_some_and(|told| number - told <= MAX_LINES) {
            for (_, span) in waiting.drain(..) {
                let value = text.get(span.clone()).unwrap_or_default();
                matches.push(told("姓名", span, value));
            }
        }
    }
    matches
}

/// Whether what follows after a label about hardship says something of one family.
fn tells(value: &str) -> bool {
    let counts = value.chars().any(char::is_numeric) && value.contains(['人', '户', '名', '次']);
    !value.is_empty() && !counts && !is_withheld(value) && !value.starts_with(['否', '没'])
}

/// The parts of a line between marks: several fields may stand in one line.
fn parts(line: &str) -> Vec<Range<usize>> {
    let (mut parts, mut from, mut has_colon, mut was_space) = (Vec::new(), 0, false, false);
    for (at, ch) in line.char_indices() {
        let is_mark = matches!(ch, '，' | ',' | '；' | ';' | '。' | '|' | '\n');
        let begins_space = ch.is_whitespace() && !was_space;
        was_space = ch.is_whitespace();
        let rest = line.get(at..).unwrap_or_default();
        if is_mark || has_colon && begins_space && begins_label(rest) {
            parts.push(from..at);
            (from, has_colon) = (at + ch.len_utf8(), false);
        }
        has_colon |= matches!(ch, '：' | ':');
    }
    parts.push(from..line.len());
    parts
}

/// Whether a label and its colon follow after white space: `学生：王小明 家庭情况：单亲`.
fn begins_label(text: &str) -> bool {
    let mut rest = text.trim_start().chars().take(MAX_LABEL + 1);
    let end = rest.find(|ch| ch.is_whitespace() || matches!(ch, '：' | ':'));
    matches!(end, Some('：' | ':'))
}

/// The label of a part without marks and spaces, and where its value stands in the line.
fn labelled_value(line: &str, part: Range<usize>) -> Option<(String, Range<usize>)> {
    let text = line.get(part.clone())?;
    let (label, value) = text.split_once(['：', ':'])?;
    let is_mark =
        |ch: char| ch.is_whitespace() || matches!(ch, '*' | '_' | '-' | '"' | '“' | '”' | '>');
    let label: String = label.chars().filter(|ch| !is_mark(*ch)).take(MAX_LABEL + 1).collect();
    let before = value.len() - value.trim_start_matches(is_mark).len();
    let value = value.trim_matches(is_mark);
    let start = part.end - (text.len() - text.find(['：', ':'])?) + colon_length(text) + before;
    (label.chars().count() <= MAX_LABEL).then(|| (label, start..start + value.len()))
}

fn colon_length(text: &str) -> usize {
    let colon = text.chars().find(|ch| matches!(ch, '：' | ':'));
    colon.map_or(0, char::len_utf8)
}
