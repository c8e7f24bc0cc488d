//! What the figures show to be wrong in an archive. `engine::lint` turns findings into diagnostics.

use std::collections::BTreeMap;

use super::EntryRef;
use crate::model::{Day, MeasureIx, PairIx, PlanIx, RecordIx, SchoolIx};

/// Something that prevents a figure, or makes it doubtful.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// `no-period`, an error: no period of the plan is long enough to ask for the target's value.
    NoPeriod {
        /// The plan.
        plan: PlanIx,
        /// The index of the target in the plan.
        target: usize,
    },
    /// `conflicting-values`, an error: two entries of one school and one day give different values where a target
    /// asks for the latest. Reported once for each school, day and measure.
    Conflict {
        /// The school.
        school: SchoolIx,
        /// The day.
        day: Day,
        /// The data key; for a ratio the numerator, or the denominator where only that differs.
        measure: MeasureIx,
        /// The entry that comes first by record and row.
        first: EntryRef,
        /// The first one after it with another value.
        second: EntryRef,
    },
    /// `not-counted`, a warning: several pairs fit the record, so it belongs to none, and a plan of one of them
    /// would have counted it. Reported once for each record.
    NotCounted {
        /// The record.
        record: RecordIx,
        /// For a ledger, the first such row (from 0).
        row: Option<u32>,
        /// The pairs that fit, by id.
        pairs: Vec<PairIx>,
        /// The first plan that would have counted it.
        plan: PlanIx,
    },
    /// `not-counted`, a warning: a visit names an action of a pair's plan but does not belong to the pair. Reported once
    /// for each record.
    ActionOfOtherPair {
        /// The visit.
        record: RecordIx,
        /// The first such plan.
        plan: PlanIx,
    },
}

/// Sorts findings, and keeps the first about each subject: missing periods, then conflicts, then what is not counted.
pub(super) fn deduplicate(mut findings: Vec<Finding>) -> Vec<Finding> {
    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    enum Subject {
        NoPeriod(PlanIx, usize),
        Conflict(SchoolIx, Day, MeasureIx),
        NotCounted(RecordIx),
        ActionOfOtherPair(RecordIx),
    }
    findings.sort();
    let mut first = BTreeMap::new();
    for finding in findings {
        let subject = match &finding {
            Finding::NoPeriod { plan, target } => Subject::NoPeriod(*plan, *target),
            Finding::Conflict { school, day, measure, .. } => {
                Subject::Conflict(*school, *day, *measure)
            }
            Finding::NotCounted { record, .. } => Subject::NotCounted(*record),
            Finding::ActionOfOtherPair { record, .. } => Subject::ActionOfOtherPair(*record),
        };
        first.entry(subject).or_insert(finding);
    }
    first.into_values().collect()
}
