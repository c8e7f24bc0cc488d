//! Labels in English at the beginning of a line or after the mark of a list: `Home address: 3 East Street`.

use std::ops::Range;

use super::found::PersonalDataMatch;
use super::label::Family;
use super::labelled::told;

/// The labels, in lower case.
const LABELS: [(&str, Family); 24] = [
    ("passport", Family::Number),
    ("passport no", Family::Number),
    ("passport number", Family::Number),
    ("diagnosis", Family::Circumstance),
    ("home address", Family::Address),
    ("family address", Family::Address),
    ("residential address", Family::Address),
    ("date of birth", Family::Birth),
    ("birth date", Family::Birth),
    ("birthday", Family::Birth),
    ("id number", Family::Number),
    ("id card", Family::Number),
    ("identity card", Family::Number),
    ("identity number", Family::Number),
    ("bank account", Family::Number),
    ("bank card", Family::Number),
    ("phone number", Family::Number),
    ("mobile number", Family::Number),
    ("guardian", Family::Name),
    ("guardian's name", Family::Name),
    ("father's name", Family::Name),
    ("mother's name", Family::Name),
    ("parent's name", Family::Name),
    ("medical history", Family::Circumstance),
];
/// What a value begins with that withholds it.
const WITHHELD: [&str; 9] = ["n/a", "none", "withheld", "not ", "see ", "-", "…", "xx", "no "];
/// The most bytes of a label and of a value; what is longer is prose.
const MAX_LABEL: usize = 40;
const MAX_VALUE: usize = 80;

/// The values after English labels, in order.
pub(super) fn labelled(text: &str) -> Vec<PersonalDataMatch> {
    let mut matches = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some((label, value)) = value_in(line) {
            let span = start + value.start..start + value.end;
            let value = text.get(span.clone()).unwrap_or_default();
            matches.push(told(label, span, value));
        }
        start += line.len();
    }
    matches
}

/// The label of a line and the place of its value in it.
fn value_in(line: &str) -> Option<(&'static str, Range<usize>)> {
    let is_mark =
        |ch: char| ch.is_ascii_whitespace() || matches!(ch, '*' | '_' | '-' | '>' | '|' | '"');
    let begin = line.trim_start_matches(is_mark);
    // Most lines are in Chinese.
    if !begin.starts_with(|ch: char| ch.is_ascii_alphabetic()) {
        return None;
    }
    let head = begin.bytes().take(MAX_LABEL).position(|byte| matches!(byte, b':' | b'|'))?;
    let label =
        begin.get(..head)?.trim_end_matches(is_mark).trim_end_matches('.').to_ascii_lowercase();
    let (label, family) = LABELS.iter().find(|(known, _)| *known == label)?;
    let rest = begin.get(head + 1..)?.trim_start_matches(is_mark);
    let end = rest.find(['\n', '\r', '|', ';']).unwrap_or(rest.len());
    let value = rest.get(..end)?.trim_end_matches(is_mark);
    let from = line.len() - rest.len();
    reveals(*family, value).then(|| (*label, from..from + value.len()))
}

fn reveals(family: Family, value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let is_withheld = WITHHELD.iter().any(|word| lower.starts_with(word));
    if value.len() < 3 || MAX_VALUE < value.len() || is_withheld || value.contains(['•', '*']) {
        return false;
    }
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    match family {
        Family::Number => 6 <= digits && !value.starts_with('0'),
        Family::Birth => 2 <= digits,
        Family::Name => digits == 0 && value.starts_with(|ch: char| ch.is_uppercase()),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_labels_tell_as_chinese_ones_do() {
        for text in [
            "Home address: 3 East Street, Qinghe",
            "- **Home address:** 3 East Street",
            "| Guardian | Zhang Mou |",
            "guardian: Zhang Mou\n",
            "Date of birth: 2 March 2015",
            "ID number: 110105 1949",
            "> Mother's name: Li Mou",
        ] {
            assert_eq!(labelled(text).len(), 1, "{text}");
        }
        for text in [
            "Home address: not published",
            "Guardian: n/a",
            "Guardians: 38",
            "Phone number: 0736-1234567",
            "The home address: of the school is public",
            "Guardian: ",
            "Home address",
            "家庭住址: 略",
        ] {
            assert_eq!(labelled(text).len(), 0, "{text}");
        }
        let text = "a\n- Home address: 3 East Street\n";
        assert_eq!(&text[labelled(text)[0].span.clone()], "3 East Street");
    }
}
