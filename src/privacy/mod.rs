//! Personal data in texts: found, and masked (MODEL.md §7, DOMAIN.md §4.4).
//!
//! Pure. What is found is told by its kind, its place in the text and a mask; the value itself leaves this module in
//! nothing, not even in a `Debug` print. No clock: a birthday may lie in any year from 1900 to 2100.

mod digits;
mod label;
mod numbers;

use std::borrow::Cow;
use std::ops::Range;

pub use label::{identifies, telling_column, telling_label};

/// What something seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 居民身份证号, with a right check digit.
    Resident,
    /// The same with a wrong one, or the old one of 15 digits: a mistyped number still tells who it is.
    PerhapsResident,
    /// 学籍号.
    Student,
    /// 残疾人证号.
    Disability,
    /// 手机号.
    Mobile,
    /// 银行卡号.
    BankCard,
    /// A value behind a telling label, such as 家庭住址.
    Labelled(&'static str),
}

impl Kind {
    /// Whether it is beyond doubt: an error then, else a warning.
    #[must_use]
    pub fn is_certain(self) -> bool {
        self != Kind::PerhapsResident
    }

    /// Its names in English and Chinese.
    #[must_use]
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Kind::Resident => ("a resident identity number", "身份证号"),
            Kind::PerhapsResident => ("a resident identity number", "身份证号"),
            Kind::Student => ("a student number", "学籍号"),
            Kind::Disability => ("a disability certificate number", "残疾人证号"),
            Kind::Mobile => ("a mobile number", "手机号"),
            Kind::BankCard => ("a bank card number", "银行卡号"),
            Kind::Labelled(label) => ("what a telling label introduces", label),
        }
    }
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Find {
    /// What it seems to be.
    pub kind: Kind,
    /// Its bytes in the text.
    pub span: Range<usize>,
    /// What may be shown of it: `1199••••••••••002X`.
    pub masked: String,
}

/// Everything in a text that looks like personal data, in order, without overlap.
#[must_use]
pub fn scan(text: &str) -> Vec<Find> {
    let mut found = numbers(text);
    for it in label::labelled(text) {
        let overlaps =
            |other: &Find| other.span.start < it.span.end && it.span.start < other.span.end;
        if !found.iter().any(overlaps) {
            found.push(it);
        }
    }
    found.sort_by_key(|it| it.span.start);
    found
}

/// Only the numbers: for the finished output, in which labels are words like others.
#[must_use]
pub fn numbers(text: &str) -> Vec<Find> {
    let mut found = Vec::new();
    for run in digits::runs(text) {
        numbers::find(&run, &mut found);
    }
    found
}

/// The text with everything masked that was found in it.
#[must_use]
pub fn redact(text: &str) -> Cow<'_, str> {
    let found = scan(text);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for it in found {
        out.push_str(&text[at..it.span.start]);
        out.push_str(&it.masked);
        at = it.span.end;
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// The first and last characters of a number, bullets between.
fn mask(digits: &str, head: usize, tail: usize) -> String {
    let all: Vec<char> = digits.chars().collect();
    let hidden = all.len().saturating_sub(head + tail);
    let (first, last) = (&all[..head.min(all.len())], &all[all.len() - tail.min(all.len())..]);
    first
        .iter()
        .copied()
        .chain(std::iter::repeat_n('•', hidden))
        .chain(last.iter().copied())
        .collect()
}

#[cfg(test)]
mod tests;
