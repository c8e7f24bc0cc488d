//! What a form is about: what was chosen, and what follows from that.

use crate::model::{Archive, Day, PairIx, PlanIx, PlanOwner, RecordIx, SchoolIx, TermIx};

/// What was chosen on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FormChoice {
    /// `--record`
    pub record: Option<RecordIx>,
    /// `--school`
    pub school: Option<SchoolIx>,
    /// `--pair`
    pub pair: Option<PairIx>,
    /// `--plan`
    pub plan: Option<PlanIx>,
    /// `--term`
    pub term: Option<TermIx>,
}

impl FormChoice {
    /// The choice with what follows from it: the school of the record, the only pair of the school, its only plan, the
    /// term of the day.
    pub(super) fn completed(mut self, archive: &Archive, as_of: Day) -> FormChoice {
        if let Some(record) = self.record {
            let record = archive.record(record);
            self.school = self.school.or(Some(record.school));
            self.pair = self.pair.or(record.pair.one());
            let published = record.plan.filter(|plan| archive.plan(*plan).is_published(as_of));
            self.plan = self.plan.or(published);
            self.term = self.term.or(record.term);
        }
        if let Some(plan) = self.plan {
            match archive.plan(plan).owner {
                PlanOwner::School(school) => self.school = self.school.or(Some(school)),
                PlanOwner::Pair(pair) => self.pair = self.pair.or(Some(pair)),
                PlanOwner::Archive => {}
            }
        }
        self.term = self.term.or(archive.calendar.term_of(as_of));
        let day = match self.term {
            Some(term) => archive.calendar.term(term).period.last.min(as_of),
            None => as_of,
        };
        if self.pair.is_none()
            && let Some(school) = self.school
        {
            self.pair = only_pair(archive, school, day);
        }
        if self.plan.is_none() {
            self.plan = self.only_plan(archive, day, as_of);
        }
        self
    }

    /// Whether the form is about a school, or about none.
    pub(super) fn fits_school(self, school: SchoolIx) -> bool {
        self.school.is_none() || self.school == Some(school)
    }

    /// The one plan on a day: of the pair, else of the school, else of the whole archive. It must be published on the day
    /// of judgement.
    fn only_plan(self, archive: &Archive, day: Day, as_of: Day) -> Option<PlanIx> {
        let owners = [
            self.pair.map(PlanOwner::Pair),
            self.school.map(PlanOwner::School),
            Some(PlanOwner::Archive),
        ];
        for owner in owners.into_iter().flatten() {
            let mut plans = Vec::new();
            for (index, plan) in archive.plans.iter().enumerate() {
                if plan.owner == owner && plan.is_published(as_of) && plan.period.contains(day) {
                    plans.push(PlanIx(index));
                }
            }
            match plans.as_slice() {
                [] => {}
                [plan] => return Some(*plan),
                _ => return None,
            }
        }
        None
    }
}

/// The one pair that a school is in on a day.
fn only_pair(archive: &Archive, school: SchoolIx, day: Day) -> Option<PairIx> {
    archive.pair_for(school, &[], day).one()
}
