//! What is read as something else than was meant, or is meant for somewhere else (docs/content-model.md §6).

use super::{BilingualName, Code, Severity};

/// Something that would be counted or shown as what it is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misreading {
    /// bad-value: the head of a column of figures, or a line above the head, names another unit than the indicator's.
    HeadUnit {
        /// The column.
        column: String,
        /// The unit as written.
        found: String,
        /// The unit of the indicator.
        unit: String,
        /// How many of the indicator's unit it is, where that is known.
        factor: Option<u64>,
    },
    /// odd-date: a pair or a school that does not exist on any day of its own plan.
    NotInPlan {
        /// The pair or the school.
        owner: String,
        /// The plan.
        plan: String,
        /// Its first day.
        first: String,
        /// Its last day.
        last: String,
    },
    /// odd-date: the day of judgement of the site is later than today.
    AsOfLater {
        /// The day.
        day: String,
        /// Today.
        today: String,
    },
    /// odd-date: the day of judgement of the site is before all records and plans.
    AsOfEarlier {
        /// The day.
        day: String,
        /// The first day of a record or plan.
        first: String,
    },
    /// odd-date: a reply that is dated later than today.
    ReplyLater {
        /// The day.
        day: String,
        /// Today.
        today: String,
    },
    /// odd-date: a record is public only until a day before its own.
    PublicBefore {
        /// The last day on which it is public.
        until: String,
        /// The day of the record.
        day: String,
    },
    /// odd-value: a summary of a term that is neither that of its date nor the one before.
    OtherTerm {
        /// The term of the summary.
        found: String,
        /// The term of its date.
        own: String,
        /// Its date.
        day: String,
    },
    /// odd-value: a part that is more than the whole.
    PartAboveWhole {
        /// The indicator.
        indicator: String,
        /// The data key of the part.
        part: String,
        /// Its value.
        part_value: String,
        /// The data key of the whole.
        whole: String,
        /// Its value.
        whole_value: String,
    },
    /// odd-value: a fraction where all other figures of a percentage are percentages.
    FractionOfOne {
        /// The data key.
        measure: String,
        /// The value.
        found: String,
        /// The value as a percentage.
        meant: String,
    },
    /// odd-value: a row of totals in a table that has a day, and so counts as an entry.
    TotalWithDay {
        /// 合计, 小计.
        label: String,
    },
    /// not-counted: the name of a ratio, which is worked out from two data keys.
    RatioAsKey {
        /// The indicator.
        found: String,
        /// The data key of the part.
        part: String,
        /// The data key of the whole.
        whole: String,
    },
    /// bad-date: the same as above, where each row needs its own.
    Ditto {
        /// The sign or word.
        found: String,
    },
    /// unknown-reference: a term that there is not, with that of the date.
    NoSuchTerm {
        /// The text.
        found: String,
        /// The term of the date.
        own: String,
    },
    /// unknown-reference: a word for nothing where something is named.
    NothingNamed {
        /// The word.
        found: String,
    },
    /// bad-value: a school that a plan does not judge.
    SchoolOutsidePlan {
        /// The school.
        school: String,
        /// The schools that it judges.
        known: Vec<String>,
    },
    /// wrong-type: a text where fields belong.
    TextForFields {
        /// The text.
        found: String,
        /// The field that it probably is.
        field: BilingualName,
        /// Other fields that are required.
        others: Vec<BilingualName>,
    },
    /// odd-date: a date beside the first and the last day of several, of which the last counts.
    DateBesideRange {
        /// 日期.
        day: String,
        /// 开始.
        start: String,
        /// 结束.
        end: String,
    },
    /// odd-value: a visit to the school that records it.
    OwnSchool {
        /// The school as written.
        found: String,
        /// The other schools of its pairs.
        partners: Vec<String>,
    },
    /// not-counted: a visit to schools that are in no pair with the one that records it, although its pairs count such a
    /// visit.
    OutsidePairs {
        /// The schools as written.
        found: String,
        /// The pairs.
        pairs: Vec<String>,
        /// The other schools of the pairs.
        partners: Vec<String>,
    },
    /// not-counted: several types with another sign between them than a list has.
    JoinedTypes {
        /// The text.
        found: String,
        /// The types as a list.
        meant: String,
    },
    /// odd-value: a type of one record that is nearly one of several.
    RareType {
        /// The type.
        found: String,
        /// The other one.
        nearest: String,
        /// How many records have the other one.
        uses: usize,
    },
    /// placeholder: a plan of which only headings are written.
    UnfilledPlan,
    /// odd-value, or unknown-reference: a text with an invisible character, so that it is another one.
    InvisibleInText {
        /// The text without it.
        clean: String,
        /// Its code point.
        character: u32,
        /// Whether the text names something that there is without the character.
        is_reference: bool,
    },
    /// unknown-field: a word that people use for what other fields hold.
    OtherWord {
        /// The word.
        found: String,
        /// The fields, the likeliest first.
        fields: Vec<BilingualName>,
    },
    /// missing-field: a head whose names stand in curly quotes.
    QuotedHead {
        /// The head as it should be.
        meant: String,
    },
}

impl Misreading {
    /// The stable code of the rule.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Misreading::HeadUnit { .. } | Misreading::SchoolOutsidePlan { .. } => Code::BadValue,
            Misreading::RatioAsKey { .. }
            | Misreading::OutsidePairs { .. }
            | Misreading::JoinedTypes { .. } => Code::NotCounted,
            Misreading::UnfilledPlan => Code::Placeholder,
            Misreading::OtherWord { .. } => Code::UnknownField,
            Misreading::InvisibleInText { is_reference: true, .. } => Code::UnknownReference,
            Misreading::Ditto { .. } => Code::BadDate,
            Misreading::NoSuchTerm { .. } | Misreading::NothingNamed { .. } => {
                Code::UnknownReference
            }
            Misreading::TextForFields { .. } => Code::WrongType,
            Misreading::QuotedHead { .. } => Code::MissingField,
            Misreading::NotInPlan { .. }
            | Misreading::DateBesideRange { .. }
            | Misreading::AsOfLater { .. }
            | Misreading::AsOfEarlier { .. }
            | Misreading::ReplyLater { .. }
            | Misreading::PublicBefore { .. } => Code::OddDate,
            Misreading::OtherTerm { .. }
            | Misreading::OwnSchool { .. }
            | Misreading::RareType { .. }
            | Misreading::InvisibleInText { .. }
            | Misreading::PartAboveWhole { .. }
            | Misreading::TotalWithDay { .. }
            | Misreading::FractionOfOne { .. } => Code::OddValue,
        }
    }

    /// Whether it stops the build.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self.code() {
            Code::OddDate | Code::OddValue | Code::NotCounted | Code::Placeholder => {
                Severity::Warning
            }
            _ => Severity::Error,
        }
    }
}
