//! What the places of a form stand for.

use crate::model::{Day, PairIx, PlanIx, RecordIx, SchoolIx, TermIx};

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::forms) enum FormValue {
    /// There is none: a dash, as on the pages.
    Missing,
    Text(String),
    /// A figure: as the pages show it, and as a plain decimal for a cell.
    Number {
        shown: String,
        plain: String,
    },
    Day(Day),
    Thing(FormThing),
    List(Vec<FormThing>),
}

/// A thing that has values of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::forms) enum FormThing {
    Site,
    School(SchoolIx),
    Pair(PairIx),
    Plan(PlanIx),
    Term(TermIx),
    Record(RecordIx),
    /// By the index of its reading.
    Target(usize),
    /// By the index of its reading.
    Action(usize),
    /// A problem of a visit, by its index.
    FollowUp(RecordIx, usize),
    /// A row of a ledger.
    Row(RecordIx, u32),
    /// A text of a list.
    Name(String),
    /// The figures of a record, by their keys.
    Data(RecordIx),
    /// What a record has beyond the fields, by its labels.
    Other(RecordIx),
    /// The text of a record, by its headings.
    RecordText(RecordIx),
    /// The text of a plan.
    PlanText(PlanIx),
}

/// The most digits that a number of a spreadsheet keeps.
const MAX_DIGITS: usize = 15;

/// Whether a spreadsheet keeps every digit of a number: one that is more exact stays a text.
pub(in crate::forms) fn keeps_digits(plain: &str) -> bool {
    plain.chars().filter(char::is_ascii_digit).count() <= MAX_DIGITS
}

impl FormValue {
    /// A text that may be missing or empty.
    pub(super) fn text(text: Option<&str>) -> FormValue {
        match text.map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => FormValue::Text(text.to_owned()),
            None => FormValue::Missing,
        }
    }

    pub(super) fn day(day: Option<Day>) -> FormValue {
        day.map_or(FormValue::Missing, FormValue::Day)
    }

    pub(super) fn count(count: Option<u32>) -> FormValue {
        match count {
            Some(count) => FormValue::Number { shown: count.to_string(), plain: count.to_string() },
            None => FormValue::Missing,
        }
    }

    /// A thing that may be missing.
    pub(super) fn thing(thing: Option<FormThing>) -> FormValue {
        match thing {
            Some(thing) => FormValue::Thing(thing),
            None => FormValue::Missing,
        }
    }

    /// Texts as a list of names.
    pub(super) fn names(names: &[String]) -> FormValue {
        FormValue::List(names.iter().cloned().map(FormThing::Name).collect())
    }

    pub(super) fn schools(schools: impl Iterator<Item = SchoolIx>) -> FormValue {
        FormValue::List(schools.map(FormThing::School).collect())
    }
}
