//! Summarises many statuses: counts and the worst one, never an average (docs/content-model.md §5, last paragraph).

use super::{ActionReading, JudgedScope, Readings, TargetReading};
use crate::model::{ActionStatus, Archive, Day, PlanIx, PlanOwner, SchoolIx, Status};

/// How many targets have each status. Aspirational targets (力争) are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RollUp {
    counts: [usize; Status::ALL.len()],
}

impl RollUp {
    /// Counts the statuses of readings, without aspirational ones.
    #[must_use]
    pub fn of<'a>(
        archive: &Archive,
        readings: impl IntoIterator<Item = &'a TargetReading>,
    ) -> RollUp {
        let mut roll_up = RollUp::default();
        for reading in readings {
            if !archive.plan(reading.plan).targets[reading.target].aspirational {
                roll_up.counts[reading.status as usize] += 1;
            }
        }
        roll_up
    }

    /// How many targets have this status.
    #[must_use]
    pub fn count(&self, status: Status) -> usize {
        self.counts[status as usize]
    }

    /// The statuses that occur, worst first, with how often they do.
    pub fn counts(&self) -> impl Iterator<Item = (Status, usize)> + '_ {
        Status::ALL.into_iter().zip(self.counts).filter(|(_, count)| *count > 0)
    }

    /// How many targets there are in all.
    #[must_use]
    pub fn total(&self) -> usize {
        self.counts.iter().sum()
    }

    /// How many targets need attention.
    #[must_use]
    pub fn needing_attention(&self) -> usize {
        self.counts().filter(|(status, _)| status.needs_attention()).map(|(_, count)| count).sum()
    }

    /// The worst status of all; `None` if nothing is judged.
    #[must_use]
    pub fn worst(&self) -> Option<Status> {
        self.counts().next().map(|(status, _)| status)
    }
}

/// The worst of some statuses.
pub fn worst(statuses: impl IntoIterator<Item = Status>) -> Option<Status> {
    statuses.into_iter().min()
}

/// How many actions have each status, worst first.
#[must_use]
pub fn action_counts<'a>(
    readings: impl IntoIterator<Item = &'a ActionReading>,
) -> [(ActionStatus, usize); ActionStatus::ALL.len()] {
    let mut counts = ActionStatus::ALL.map(|status| (status, 0));
    for reading in readings {
        counts[reading.status as usize].1 += 1;
    }
    counts
}

impl TargetReading {
    /// How it stands: now while it is open, and as a whole once it is over (docs/content-model.md §5).
    #[must_use]
    pub fn standing(&self) -> Status {
        if self.open { self.current } else { self.status }
    }

    /// The periods that were missed on a day, in order of time. Of an open target the current period is not among them:
    /// how that stands is how the target stands.
    #[must_use]
    pub fn missed_before(&self, as_of: Day) -> Vec<usize> {
        let current = self.periods.iter().rposition(|judged| judged.period.first <= as_of);
        let mut missed = Vec::new();
        for (index, judged) in self.periods.iter().enumerate() {
            let is_current = self.open && current == Some(index);
            if judged.status == Status::Missed && !is_current {
                missed.push(index);
            }
        }
        missed
    }
}

impl Readings {
    /// The target readings of one plan, as in the plan, then by scope.
    #[must_use]
    pub fn of_plan(&self, plan: PlanIx) -> &[TargetReading] {
        let from = self.targets.partition_point(|reading| reading.plan < plan);
        let to = self.targets.partition_point(|reading| reading.plan <= plan);
        &self.targets[from..to]
    }

    /// The readings of one target of a plan, by scope.
    #[must_use]
    pub fn of_target(&self, plan: PlanIx, target: usize) -> &[TargetReading] {
        let of_plan = self.of_plan(plan);
        let from = of_plan.partition_point(|reading| reading.target < target);
        let to = of_plan.partition_point(|reading| reading.target <= target);
        &of_plan[from..to]
    }

    /// The action readings of one plan, as in the plan.
    #[must_use]
    pub fn actions_of(&self, plan: PlanIx) -> &[ActionReading] {
        let from = self.actions.partition_point(|reading| reading.action.plan < plan);
        let to = self.actions.partition_point(|reading| reading.action.plan <= plan);
        &self.actions[from..to]
    }

    /// The target readings about one school: those that judge it alone, and the joint ones of its own plans.
    pub fn of_school<'a>(
        &'a self,
        archive: &'a Archive,
        school: SchoolIx,
    ) -> impl Iterator<Item = &'a TargetReading> {
        self.targets.iter().filter(move |reading| match reading.scope {
            JudgedScope::School(judged) => judged == school,
            JudgedScope::Joint => archive.plan(reading.plan).owner == PlanOwner::School(school),
        })
    }
}
