//! What the pages of records rest on: where that has not changed, they need not be looked at again.

use std::hash::Hash;

use super::site::Site;
use crate::model::{Digest, Digester, PlanIx, Provenance, RecordIx, TermIx};

impl Site<'_> {
    /// Of what is set for the whole archive: site, calendar, indicators, schools, pairs, plans and which of them are shown,
    /// numbers, closed terms, the day of judgement, and why nobody knows who handed in what, where that is so.
    #[must_use]
    pub fn settings(&self) -> Digest {
        let mut digester = Digester::default();
        let archive = self.archive;
        (&archive.site, &archive.calendar, &archive.measures, &archive.indicators)
            .hash(&mut digester);
        (&archive.schools, &archive.pairs, &archive.plans).hash(&mut digester);
        (&archive.numbering, &archive.numbers, self.seals, self.readings.as_of).hash(&mut digester);
        let plans = 0..archive.plans.len();
        let shown: Vec<bool> = plans.map(|it| self.lookup.is_plan_shown(PlanIx(it))).collect();
        let unknown = match self.provenance {
            Some(Provenance::Unknown(why)) => Some(why),
            Some(Provenance::Known(_)) | None => None,
        };
        (shown, unknown).hash(&mut digester);
        digester.end()
    }

    /// Of all that the pages of a record, on the screen and on paper, may say besides what the records of its own school
    /// say: what is set for the whole archive, how targets stand, which records there are, and what lies beside them.
    /// Other archives that are rolled up and the bytes of files beside records are left out.
    #[must_use]
    pub fn grounds(&self) -> Digest {
        let mut digester = Digester::default();
        (self.settings(), self.readings, self.withheld.digest()).hash(&mut digester);
        for (at, it) in self.archive.records.iter().enumerate() {
            let at = RecordIx(at);
            let place =
                (&self.routes.records[at.0], self.lookup.is_shown(at), self.lookup.term(at));
            (&it.id, it.kind(), it.school, &it.attachments, place).hash(&mut digester);
        }
        let terms = 0..self.archive.calendar.terms().count();
        let used: Vec<bool> = terms.map(|it| self.is_term_used(TermIx(it))).collect();
        used.hash(&mut digester);
        digester.end()
    }
}
