//! The scope of a bag: the whole archive, a term, a school, or a school's term.

use crate::model::{Archive, Day, Detail, Period, Plan, PlanOwner, Record, SchoolIx, TermIx};

/// What a bag is asked to hold; the whole archive when both are `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BagScope {
    /// A term.
    pub term: Option<TermIx>,
    /// A school.
    pub school: Option<SchoolIx>,
}

impl BagScope {
    /// Whether the scope is the whole archive.
    #[must_use]
    pub fn is_everything(self) -> bool {
        self == BagScope::default()
    }

    /// The days of the term with the holiday after it; `None` without a term.
    fn span(self, archive: &Archive) -> Option<Period> {
        let term = archive.calendar.term(self.term?).period;
        let mut starts = archive.calendar.terms().map(|(_, other)| other.period.first);
        let last = match starts.find(|start| term.first < *start) {
            Some(next) => next.before(),
            None => term.last,
        };
        Period::new(term.first, last)
    }

    /// The day on which the bag is evaluated: the archive's; for a term that is over, the last day before the next one, or
    /// the day of its last summary if that came later.
    #[must_use]
    pub fn day(self, archive: &Archive, as_of: Day) -> Day {
        let Some(span) = self.span(archive) else { return as_of };
        let mut last = span.last;
        for record in &archive.records {
            if matches!(record.detail, Detail::Summary(_))
                && record.term == self.term
                && !record.draft
                && let Some(day) = record.day
            {
                last = last.max(day);
            }
        }
        as_of.min(last)
    }

    /// Whether a plan is asked for.
    pub(super) fn includes_plan(self, archive: &Archive, plan: &Plan) -> bool {
        if let Some(span) = self.span(archive)
            && span.cut(plan.period).is_none()
        {
            return false;
        }
        let Some(school) = self.school else { return true };
        match plan.owner {
            PlanOwner::Archive => false,
            PlanOwner::School(own) => own == school,
            PlanOwner::Pair(pair) => archive.pair(pair).holds(school),
        }
    }

    /// Whether a record is asked for.
    pub(super) fn includes_record(self, archive: &Archive, record: &Record) -> bool {
        if let Some(span) = self.span(archive)
            && record.term != self.term
            && !has_day_in(record, span)
        {
            return false;
        }
        let Some(school) = self.school else { return true };
        let is_visited = match &record.detail {
            Detail::Visit(visit) => visit.to.contains(&school),
            _ => false,
        };
        let is_of_pair = match record.pair.one() {
            Some(pair) => archive.pair(pair).holds(school),
            None => false,
        };
        record.school == school || is_visited || is_of_pair
    }
}

fn has_day_in(record: &Record, span: Period) -> bool {
    let mut days: Vec<Day> = [record.first_day, record.day].into_iter().flatten().collect();
    if let Detail::Ledger(ledger) = &record.detail {
        days.extend(ledger.days.iter().flatten());
    }
    days.iter().any(|day| span.contains(*day))
}
