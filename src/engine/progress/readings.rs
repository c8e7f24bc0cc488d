//! The results of the progress engine: how targets, actions and the completeness check stand on one day.

use crate::model::{
    ActionRef, ActionStatus, Archive, Day, Exact, PairIx, Period, PlanIx, RecordIx, SchoolIx,
    Status, TermIx,
};

/// How everything stands on one day.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Readings {
    /// The day on which everything is judged (截至日).
    pub as_of: Day,
    /// One for each target and judged scope: by plan, then as in the plan, then by scope.
    pub targets: Vec<TargetReading>,
    /// One for each action: by plan, then as in the plan.
    pub actions: Vec<ActionReading>,
    /// The completeness check (四有): by owner, then by term.
    pub completeness: Vec<Completeness>,
    /// In readings for the public: those of plans whose 公示至 is over. They are shown nowhere, but what they count is
    /// counted.
    pub withdrawn: Vec<TargetReading>,
}

impl Readings {
    /// The readings without those of plans that are published no longer on their day; `None` when there is no such plan.
    #[must_use]
    pub fn without_withdrawn(&self, archive: &Archive) -> Option<Readings> {
        let is_withdrawn = |plan: PlanIx| archive.plan(plan).is_withdrawn(self.as_of);
        if !archive.plans.iter().any(|plan| plan.is_withdrawn(self.as_of)) {
            return None;
        }
        let mut published = self.clone();
        let (withdrawn, targets) =
            published.targets.into_iter().partition(|reading| is_withdrawn(reading.plan));
        (published.withdrawn, published.targets) = (withdrawn, targets);
        published.actions.retain(|reading| !is_withdrawn(reading.action.plan));
        Some(published)
    }
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
    /// The index of the target in the plan.
    pub target: usize,
    /// Whom it is about.
    pub scope: JudgedScope,
    /// The days over which it is judged: those of its plan in which the pair and the school exist.
    pub range: Period,
    /// How it stands as a whole.
    pub status: Status,
    /// How it stands now: in the period of the day, or else in the last one before it.
    pub current: Status,
    /// Whether its range is not over yet.
    pub open: bool,
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
    /// The figure; `None` means that there is no value.
    pub actual: Option<Exact>,
    /// The figure that it was compared with on that day (docs/content-model.md §5).
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
    /// For a ledger, the row (from 0).
    pub row: Option<u32>,
}

/// One action of one plan.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ActionReading {
    /// Which action.
    pub action: ActionRef,
    /// How it stands.
    pub status: ActionStatus,
    /// The visits that carried it out by that day: by day, then id.
    pub records: Vec<RecordIx>,
}

/// Whose documents the completeness check (四有) looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// A school.
    School(SchoolIx),
    /// A pair.
    Pair(PairIx),
}

/// 有计划、有措施、有记录、有总结 of one owner in one term (docs/content-model.md §5).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Completeness {
    /// Whose.
    pub owner: Owner,
    /// In which term.
    pub term: TermIx,
    /// The plans that cover the term and say something.
    pub plans: Vec<PlanIx>,
    /// Those of the plans that have actions.
    pub with_actions: Vec<PlanIx>,
    /// The visits of the term that say something, and the ledgers with rows in it.
    pub records: Vec<RecordIx>,
    /// The summaries of the term that have a text.
    pub summaries: Vec<RecordIx>,
    /// Whether the term is over, so that a summary is due.
    pub summary_due: bool,
    /// Materials that its visits list and that are not attached.
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
