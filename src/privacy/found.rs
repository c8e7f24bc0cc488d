//! What was found: its kind, its place, its mask.

use std::fmt;
use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::FxHasher;

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
