//! What the pages of records rest on: where that has not changed, they need not be looked at again.

use std::hash::Hash;

use super::site::Site;
use crate::model::{Digest, Digester, RecordIx, TermIx};

impl Site<'_> {
    /// Of all that the pages of a record, on the screen and on paper, may say besides what the records of its own school
    /// say: what is set for the whole archive, plans, how targets stand, and which records there are. Other archives
    /// that are rolled up and files beside records are left out.
    #[must_use]
    pub fn grounds(&self) -> Digest {
        let mut digester = Digester::default();
        let archive = self.archive;
        (&archive.site, &archive.calendar, &archive.measures, &archive.indicators)
            .hash(&mut digester);
        (&archive.schools, &archive.pairs, &archive.plans).hash(&mut digester);
        (&archive.numbering, &archive.numbers, self.seals).hash(&mut digester);
        self.readings.hash(&mut digester);
        self.withheld.digest().hash(&mut digester);
        for (at, (record, path)) in archive.records.iter().zip(&self.routes.records).enumerate() {
            let at = RecordIx(at);
            let place = (self.lookup.is_shown(at), self.lookup.term(at));
            (&record.id, record.kind(), record.school, path, place).hash(&mut digester);
        }
        let terms = self.archive.calendar.terms().count();
        let used: Vec<bool> = (0..terms).map(|it| self.is_term_used(TermIx(it))).collect();
        used.hash(&mut digester);
        digester.end()
    }
}
