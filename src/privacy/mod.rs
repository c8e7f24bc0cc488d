//! Finds personal data in texts and masks it (docs/content-model.md §7, docs/domain.md §4.4).
//!
//! Pure functions. A match gives the kind, the place in the text and a mask; the value itself never leaves this
//! module, not even in a `Debug` print. There is no clock: a birthday may be in any year from 1900 to 2100.

mod digits;
mod label;
mod numbers;

use std::borrow::Cow;
use std::ops::Range;

pub use label::{identifies, telling_column, telling_label};

/// What a match seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PersonalDataKind {
    /// 居民身份证号 with a correct check digit.
    Resident,
    /// 居民身份证号 with a wrong check digit, or the old one of 15 digits: even a mistyped number identifies a person.
    PerhapsResident,
    /// 学籍号.
    Student,
    /// 残疾人证号.
    Disability,
    /// 手机号.
    Mobile,
    /// 银行卡号.
    BankCard,
    /// A value after a label that announces personal data, such as 家庭住址.
    Labelled(&'static str),
}

impl PersonalDataKind {
    /// Whether it is beyond doubt. If so, it is an error, otherwise a warning.
    #[must_use]
    pub fn is_certain(self) -> bool {
        self != PersonalDataKind::PerhapsResident
    }

    /// Its names in English and Chinese.
    #[must_use]
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            PersonalDataKind::Resident | PersonalDataKind::PerhapsResident => {
                ("a resident identity number", "身份证号")
            }
            PersonalDataKind::Student => ("a student number", "学籍号"),
            PersonalDataKind::Disability => ("a disability certificate number", "残疾人证号"),
            PersonalDataKind::Mobile => ("a mobile number", "手机号"),
            PersonalDataKind::BankCard => ("a bank card number", "银行卡号"),
            PersonalDataKind::Labelled(label) => ("what a telling label introduces", label),
        }
    }
}

/// Personal data found in a text, without its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonalDataMatch {
    /// What it seems to be.
    pub kind: PersonalDataKind,
    /// Its bytes in the text.
    pub span: Range<usize>,
    /// What may be shown of it: `1199••••••••••002X`.
    pub masked: String,
}

/// Everything in a text that looks like personal data, in order, without overlap.
#[must_use]
pub fn scan(text: &str) -> Vec<PersonalDataMatch> {
    let mut matches = numbers(text);
    for labelled in label::labelled(text) {
        if !matches.iter().any(|known| overlap(&known.span, &labelled.span)) {
            matches.push(labelled);
        }
    }
    matches.sort_by_key(|found| found.span.start);
    matches
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Only the numbers, without labelled values: for the finished output, in which labels are ordinary words.
#[must_use]
pub fn numbers(text: &str) -> Vec<PersonalDataMatch> {
    let mut matches = Vec::new();
    for run in digits::runs(text) {
        numbers::find(&run, &mut matches);
    }
    matches
}

/// The text with all personal data masked.
#[must_use]
pub fn redact(text: &str) -> Cow<'_, str> {
    let matches = scan(text);
    if matches.is_empty() {
        return Cow::Borrowed(text);
    }
    let (mut out, mut end) = (String::with_capacity(text.len()), 0);
    for found in matches {
        out.push_str(&text[end..found.span.start]);
        out.push_str(&found.masked);
        end = found.span.end;
    }
    out.push_str(&text[end..]);
    Cow::Owned(out)
}

/// The first and last characters of a number, with bullets between.
fn mask(number: &str, head: usize, tail: usize) -> String {
    let chars: Vec<char> = number.chars().collect();
    let hidden = chars.len().saturating_sub(head + tail);
    let mut masked: String = chars[..head.min(chars.len())].iter().collect();
    masked.extend(std::iter::repeat_n('•', hidden));
    masked.extend(&chars[chars.len() - tail.min(chars.len())..]);
    masked
}

#[cfg(test)]
mod tests;
