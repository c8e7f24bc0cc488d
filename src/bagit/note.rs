//! `data/source/guidang-bag.json`: how far the sources of a bag reach, where they are a part of an archive. Without it a
//! term's pages would be judged on another day, and schools or terms that are not in the bag would seem to lack papers.

use serde::{Deserialize, Serialize};

use crate::engine::progress::{Completeness, Owner, Readings};
use crate::model::{Archive, Day, PairIx, SchoolIx};

/// Its name, beside `content/`.
pub const NOTE: &str = "guidang-bag.json";

/// What a bag of a part is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The day on which everything is judged.
    pub as_of: String,
    /// The term, by name; none for all of them.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub term: Option<String>,
    /// The school, by its folder; none for all of them.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub school: Option<String>,
    /// Rows of the four-haves matrix, by owner and term, that some paper outside the bag would change: the plan of a
    /// whole county, for one.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub untold: Vec<(String, String)>,
}

impl Note {
    /// Reads it.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Note> {
        let note: Note = serde_json::from_slice(bytes).ok()?;
        note.day().map(|_| note)
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text.into_bytes()
    }

    /// The day on which everything is judged.
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        Day::parse(&self.as_of).ok()
    }

    /// The owner and the term of a row.
    #[must_use]
    pub fn key<'a>(archive: &'a Archive, row: &Completeness) -> (&'a str, &'a str) {
        let owner = match row.owner {
            Owner::School(it) => &archive.school(it).id,
            Owner::Pair(it) => &archive.pair(it).id,
        };
        (owner, &archive.calendar.term(row.term).name)
    }

    /// Leaves those rows of the four-haves matrix whose papers are in the bag.
    pub fn narrow(&self, archive: &Archive, readings: &mut Readings) {
        let term = archive.calendar.terms().find(|it| Some(&it.1.name) == self.term.as_ref());
        let school = archive.schools.iter().position(|it| Some(&it.id) == self.school.as_ref());
        let is_of = |owner: Owner, of: SchoolIx| match owner {
            Owner::School(it) => it == of,
            Owner::Pair(PairIx(it)) => archive.pairs[it].holds(of),
        };
        readings.completeness.retain(|row| {
            let (owner, of_term) = Note::key(archive, row);
            let is_untold = self.untold.iter().any(|it| (&*it.0, &*it.1) == (owner, of_term));
            !is_untold
                && term.is_none_or(|(at, _)| row.term == at)
                && school.is_none_or(|at| is_of(row.owner, SchoolIx(at)))
        });
    }
}
