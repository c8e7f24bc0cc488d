//! The pairs of each school, so that the pair of a ledger row is found without a look at every pair of the archive.

use crate::model::{Archive, Day, PairIx, PairOf, SchoolIx};

/// The pairs that hold each school, by id.
pub(super) struct SchoolPairs<'a> {
    archive: &'a Archive,
    pairs: Vec<Vec<PairIx>>,
}

impl<'a> SchoolPairs<'a> {
    /// The pairs of every school of an archive.
    pub(super) fn of(archive: &'a Archive) -> SchoolPairs<'a> {
        let mut pairs = vec![Vec::new(); archive.schools.len()];
        for (index, pair) in archive.pairs.iter().enumerate() {
            for school in pair.schools() {
                pairs[school.0].push(PairIx(index));
            }
        }
        SchoolPairs { archive, pairs }
    }

    /// The pair of something that a school did alone on a day, as a ledger row tells it: the one pair of the school that
    /// is active on that day (docs/content-model.md §4 rule 4).
    pub(super) fn of_row(&self, school: SchoolIx, day: Day) -> PairOf {
        let of_school = self.pairs[school.0].iter();
        let mut fitting = of_school.filter(|pair| self.archive.pair(**pair).active_on(day));
        match (fitting.next(), fitting.next()) {
            (Some(pair), None) => PairOf::One(*pair),
            (Some(_), Some(_)) => PairOf::Several,
            (None, _) => PairOf::None,
        }
    }
}
