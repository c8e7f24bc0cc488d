//! `data/source/guidang-bag.json`: the scope of a bag that holds part of an archive. Without it the pages of a term would be
//! evaluated on another day, and schools or terms that are not in the bag would seem incomplete.

use serde::{Deserialize, Serialize};

use crate::engine::progress::{Completeness, Owner, Readings};
use crate::model::{Archive, Day, SchoolIx};

/// The name of the file, next to `content/`.
pub const NOTE_FILE: &str = "guidang-bag.json";

/// Which part of an archive a bag holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BagNote {
    /// The day on which everything is evaluated.
    pub as_of: String,
    /// The term, by name; `None` means all terms.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub term: Option<String>,
    /// The school, by its folder; `None` means all schools.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub school: Option<String>,
    /// Rows of the completeness check (四有), by owner and term, that depend on a document outside the bag, such as the plan
    /// of a whole county.
    #[serde(rename = "untold", skip_serializing_if = "Vec::is_empty", default)]
    pub undecided_rows: Vec<(String, String)>,
}

impl BagNote {
    /// Parses the file; `None` if it is malformed.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<BagNote> {
        let note: BagNote = serde_json::from_slice(bytes).ok()?;
        note.day()?;
        Some(note)
    }

    /// The bytes of the file.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text.into_bytes()
    }

    /// The day on which everything is evaluated.
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        Day::parse(&self.as_of).ok()
    }

    /// The owner and the term of a row.
    #[must_use]
    pub fn row_key<'a>(archive: &'a Archive, row: &Completeness) -> (&'a str, &'a str) {
        let owner = match row.owner {
            Owner::School(school) => &archive.school(school).id,
            Owner::Pair(pair) => &archive.pair(pair).id,
        };
        (owner, &archive.calendar.term(row.term).name)
    }

    /// Removes the rows of the completeness check (四有) that the bag alone cannot decide.
    pub fn narrow(&self, archive: &Archive, readings: &mut Readings) {
        let mut terms = archive.calendar.terms();
        let term = terms.find(|(_, term)| Some(&term.name) == self.term.as_ref());
        let term = term.map(|(index, _)| index);
        let mut schools = archive.schools.iter();
        let school = schools.position(|school| Some(&school.id) == self.school.as_ref());
        let school = school.map(SchoolIx);
        readings.completeness.retain(|row| {
            term.is_none_or(|term| row.term == term)
                && school.is_none_or(|school| is_of_school(archive, row.owner, school))
                && !self.is_undecided(archive, row)
        });
    }

    fn is_undecided(&self, archive: &Archive, row: &Completeness) -> bool {
        let key = BagNote::row_key(archive, row);
        self.undecided_rows.iter().any(|(owner, term)| (owner.as_str(), term.as_str()) == key)
    }
}

fn is_of_school(archive: &Archive, owner: Owner, school: SchoolIx) -> bool {
    match owner {
        Owner::School(own) => own == school,
        Owner::Pair(pair) => archive.pair(pair).holds(school),
    }
}
