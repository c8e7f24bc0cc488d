//! Finds personal data in texts and masks it (docs/content-model.md §7, docs/domain.md §4.4).
//!
//! Pure functions. A match gives the kind, the place in the text and a mask; the value itself never leaves this
//! module, not even in a `Debug` print. There is no clock: a birthday may be in any year from 1900 to 2100.

mod cells;
mod char_class;
mod checks;
mod context;
mod grouping;
mod label;
mod labelled;
mod mobile;
mod numbers;
mod stretch;
mod unit;
mod value;

use std::borrow::Cow;
use std::fmt;
use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::FxHasher;

use stretch::Reach;

pub use cells::{TableShape, TellingCell, telling_cells};
pub use label::{identifies, telling_column, telling_label};

/// How often a text with masks is searched again.
const MAX_ROUNDS: usize = 4;

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

    /// Whether a label announced it.
    #[must_use]
    pub fn is_labelled(self) -> bool {
        matches!(self, PersonalDataKind::Labelled(_))
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
    /// What tells it from other values.
    pub print: Fingerprint,
}

/// A digest of a value, by which equal ones are recognised however they are written. It is not shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint of a value without separators.
    #[must_use]
    pub fn of(value: &str) -> Fingerprint {
        let mut hasher = FxHasher::default();
        hasher.write(value.trim().as_bytes());
        Fingerprint(hasher.finish())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Fingerprint")
    }
}

/// Everything in a text that looks like personal data, in order, without overlap.
#[must_use]
pub fn scan(text: &str) -> Vec<PersonalDataMatch> {
    let numbers = numbers(text);
    let cells = cells::markdown(text);
    let labelled = labelled::labelled(text);
    let told = merged(cells, labelled);
    merged(numbers, told)
}

/// Two lists of matches as one, in order. Where two overlap, the one of the first list stays.
fn merged(first: Vec<PersonalDataMatch>, second: Vec<PersonalDataMatch>) -> Vec<PersonalDataMatch> {
    if first.is_empty() || second.is_empty() {
        return if first.is_empty() { second } else { first };
    }
    let mut all: Vec<PersonalDataMatch> = Vec::with_capacity(first.len() + second.len());
    let mut first = first.into_iter().peekable();
    let mut end = 0;
    for found in second {
        while let Some(earlier) = first.next_if(|known| known.span.start < found.span.end) {
            end = end.max(earlier.span.end);
            all.push(earlier);
        }
        if end <= found.span.start {
            end = found.span.end;
            all.push(found);
        }
    }
    all.extend(first);
    all.sort_by_key(|found| found.span.start);
    all
}

/// The match of a value that a label tells.
#[must_use]
pub fn told(label: &'static str, value: &str) -> PersonalDataMatch {
    labelled::told(label, 0..value.len(), value)
}

/// Only the numbers, without labelled values, in whatever spelling.
#[must_use]
pub fn numbers(text: &str) -> Vec<PersonalDataMatch> {
    numbers::find(text, Reach::Any)
}

/// Only the numbers that stand together or in groups with hyphens: for the finished output, in which figures of
/// different records may stand side by side and labels are ordinary words.
#[must_use]
pub fn printed_numbers(text: &str) -> Vec<PersonalDataMatch> {
    numbers::find(text, Reach::Hyphen)
}

/// The fingerprints of all that an exact text lets through: the numbers in it, the values after labels, itself.
#[must_use]
pub fn fingerprints(text: &str) -> Vec<Fingerprint> {
    let mut prints = vec![Fingerprint::of(text)];
    prints.extend(scan(text).iter().map(|found| found.print));
    prints
}

/// The numbers of a text that look like somebody's and are not, as what stands around them shows.
#[must_use]
pub fn explained_numbers(text: &str) -> Vec<Fingerprint> {
    numbers::explained(text)
}

/// The text with all personal data masked.
#[must_use]
pub fn redact(text: &str) -> Cow<'_, str> {
    let mut masked = Cow::Borrowed(text);
    // A mask may take away what a number beside it was part of.
    for _ in 0..MAX_ROUNDS {
        let matches = scan(&masked);
        if matches.is_empty() {
            break;
        }
        masked = Cow::Owned(with_masks(&masked, &matches));
    }
    masked
}

/// The text with the masks of these matches, which are in order.
#[must_use]
pub fn with_masks(text: &str, matches: &[PersonalDataMatch]) -> String {
    let (mut out, mut end) = (String::with_capacity(text.len()), 0);
    for found in matches {
        out.push_str(text.get(end..found.span.start).unwrap_or_default());
        out.push_str(&found.masked);
        // Lines keep their numbers.
        let hidden = text.get(found.span.clone()).unwrap_or_default();
        out.extend(hidden.chars().filter(|ch| *ch == '\n'));
        end = found.span.end;
    }
    out.push_str(text.get(end..).unwrap_or_default());
    out
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
mod corpus;
#[cfg(test)]
mod tests;
