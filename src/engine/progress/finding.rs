//! What the figures themselves show to be wrong in an archive; the checker makes diagnostics of it.

use std::collections::BTreeMap;

use super::EntryRef;
use crate::model::{Day, MeasureIx, PairIx, PlanIx, RecordIx, SchoolIx};

/// Something that stands in the way of a figure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// `no-period`, an error: no stretch of the plan is long enough to ask for the target's value.
    NoPeriod {
        /// The plan.
        plan: PlanIx,
        /// The place of the target in the plan.
        target: usize,
    },
    /// `conflicting-values`, an error: two entries of one school and one day give different values where a target
    /// asks for the latest. Told once for each school, day and measure.
    Conflict {
        /// The school.
        school: SchoolIx,
        /// The day.
        day: Day,
        /// The data key; of a ratio the numerator, or the denominator where only that differs.
        measure: MeasureIx,
        /// The entry that comes first by record and row.
        first: EntryRef,
        /// The first one after it with another value.
        second: EntryRef,
    },
    /// `not-counted`, a warning: several pairs fit the record, so it belongs to none, and a plan of one of them
    /// would have counted it. Told once for each record.
    NotCounted {
        /// The record.
        record: RecordIx,
        /// Of a ledger, the first such row (from 0).
        row: Option<u32>,
        /// The pairs that fit, by id.
        pairs: Vec<PairIx>,
        /// The first plan that would have counted it.
        plan: PlanIx,
    },
}

/// Every finding once, sorted: no periods, then conflicts, then what is not counted.
pub(super) fn each_once(mut findings: Vec<Finding>) -> Vec<Finding> {
    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    enum About {
        NoPeriod(PlanIx, usize),
        Conflict(SchoolIx, Day, MeasureIx),
        NotCounted(RecordIx),
    }
    findings.sort();
    let mut once = BTreeMap::new();
    for finding in findings {
        let about = match &finding {
            Finding::NoPeriod { plan, target } => About::NoPeriod(*plan, *target),
            Finding::Conflict { school, day, measure, .. } => {
                About::Conflict(*school, *day, *measure)
            }
            Finding::NotCounted { record, .. } => About::NotCounted(*record),
        };
        once.entry(about).or_insert(finding);
    }
    once.into_values().collect()
}
