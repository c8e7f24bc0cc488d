//! Archive + day → [`Readings`]: what every target and action has come to (MODEL.md §4–§5).
//!
//! Pure: knows no files, no templates and no clock. Statuses are decided on exact fractions; rounding is for those
//! who print. The steps: [`entries`] finds what a school did, [`periods`] when it is asked for, [`aggregate`] makes
//! one figure of it, [`judge`] says how that stands, [`target`] puts them together; [`actions`] and
//! [`completeness`] look at the plans' measures and at the four haves.

mod actions;
mod aggregate;
mod completeness;
mod entries;
mod exclusions;
mod finding;
mod judge;
mod periods;
mod rollup;
mod target;
#[cfg(test)]
mod tests;
mod uses;

use crate::model::{
    ActionRef, ActionStatus, Archive, Day, Exact, PairIx, Period, PlanIx, RecordIx, SchoolIx,
    Status, TermIx,
};

pub use exclusions::{ExclusionReason, distance, exclusions};
pub use finding::Finding;
pub use rollup::{RollUp, action_counts, worst};
pub use uses::{Use, Uses};

/// Works out everything for one day, and what was found wrong with the figures on the way.
///
/// Which day is the caller's affair: `--as-of`, else site.yaml, else [`Archive::latest_day`].
#[must_use]
pub fn read(archive: &Archive, as_of: Day) -> (Readings, Vec<Finding>) {
    let of_targets = || target::read(archive, &entries::Entries::of(archive, as_of), as_of);
    let of_files = || (actions::read(archive, as_of), completeness::read(archive, as_of));
    let ((targets, mut findings), ((actions, left_out), completeness)) =
        rayon::join(of_targets, of_files);
    findings.extend(left_out);
    (Readings { as_of, targets, actions, completeness }, finding::each_once(findings))
}

/// Everything worked out for one day.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Readings {
    /// The day on which everything is judged (截至日).
    pub as_of: Day,
    /// One for each target and judged scope: by plan, then as in the plan, then by scope.
    pub targets: Vec<TargetReading>,
    /// One for each action: by plan, then as in the plan.
    pub actions: Vec<ActionReading>,
    /// The four-haves matrix: by owner, then by term.
    pub completeness: Vec<Completeness>,
}

/// Whom a target reading is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JudgedScope {
    /// All schools of the plan pooled.
    Joint,
    /// One school.
    School(SchoolIx),
}

/// One target of one plan, for one judged scope.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TargetReading {
    /// The plan.
    pub plan: PlanIx,
    /// The place of the target in the plan.
    pub target: usize,
    /// Whom it is about.
    pub scope: JudgedScope,
    /// How it stands as a whole.
    pub status: Status,
    /// Periods with status met.
    pub periods_met: usize,
    /// Periods that are closed or met.
    pub periods_due: usize,
    /// Its periods in order of time; at least one.
    pub periods: Vec<PeriodReading>,
}

/// One period of a target.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PeriodReading {
    /// Its days.
    pub period: Period,
    /// The figure; none where there is no value.
    pub actual: Option<Exact>,
    /// What was to be expected by now (MODEL.md §5).
    pub expected: Option<Exact>,
    /// How it stands.
    pub status: Status,
    /// The entries that make up the figure: by day, then record, then row.
    pub entries: Vec<EntryRef>,
}

/// One entry behind a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryRef {
    /// Its day.
    pub day: Day,
    /// The record.
    pub record: RecordIx,
    /// Of a ledger, the row (from 0).
    pub row: Option<u32>,
}

/// One action of one plan.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ActionReading {
    /// Which action.
    pub action: ActionRef,
    /// How it stands.
    pub status: ActionStatus,
    /// The visits that carried it out up to the day: by day, then id.
    pub records: Vec<RecordIx>,
}

/// Whose file is checked for the four haves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// A school.
    School(SchoolIx),
    /// A pair.
    Pair(PairIx),
}

/// 有计划、有措施、有记录、有总结 of one owner in one term (MODEL.md §5).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Completeness {
    /// Whose.
    pub owner: Owner,
    /// In which term.
    pub term: TermIx,
    /// The plans that cover the term.
    pub plans: Vec<PlanIx>,
    /// Of them, those with actions.
    pub with_actions: Vec<PlanIx>,
    /// The visits of the term.
    pub visits: Vec<RecordIx>,
    /// The summaries of the term.
    pub summaries: Vec<RecordIx>,
    /// Materials that its visits list and nobody attached.
    pub missing_materials: Vec<MissingMaterial>,
}

/// A material that a visit lists but that is not among its attachments.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MissingMaterial {
    /// The visit.
    pub record: RecordIx,
    /// What is missing, as the visit names it: `签到册`.
    pub material: String,
}
