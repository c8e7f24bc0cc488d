//! The published data of one archive, after they were checked.

use crate::model::{Aggregate, Day, Direction, Every, Figure, Period, Status};

/// An archive's published data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// 标题.
    pub title: String,
    /// 单位.
    pub organisation: Option<String>,
    /// The day on which everything in it is judged.
    pub as_of: Day,
    /// The day of its newest record.
    pub latest_record: Option<Day>,
    /// How much it contains.
    pub counts: PublishedCounts,
    /// Its indicators.
    pub indicators: Vec<PublishedIndicator>,
    /// Its plans.
    pub plans: Vec<PublishedPlan>,
    /// Every target for each judged scope, in the order published: by plan.
    pub targets: Vec<PublishedTarget>,
    /// The SHA-256 of the bytes it was read from.
    pub digest: [u8; 32],
}

/// How many schools, pairs, plans and records an archive has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PublishedCounts {
    /// Schools.
    pub schools: u32,
    /// Pairs.
    pub pairs: u32,
    /// Plans, without drafts.
    pub plans: u32,
    /// Records that are published.
    pub records: u32,
}

/// An indicator of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedIndicator {
    /// `送教课时`
    pub name: String,
    /// `课时`
    pub unit: String,
    /// Whether a target is to be reached or not to be exceeded.
    pub direction: Direction,
    /// How entries become a figure.
    pub aggregate: Aggregate,
    /// Its page, from the root of its site: a plain relative path.
    pub href: Option<String>,
}

/// Whose plan it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlanOf {
    /// The whole archive.
    Archive,
    /// A pair, by its index in that archive.
    Pair(u32),
    /// A school, by its index in that archive.
    School(u32),
}

/// A plan of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedPlan {
    /// 标题.
    pub title: String,
    /// Whose plan it is.
    pub of: PlanOf,
    /// The name of that pair or school; empty for the archive's own plan.
    pub owner: String,
    /// Its page, from the root of its site: a plain relative path.
    pub href: Option<String>,
}

/// A figure as it was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// There is a value.
    Figure(Figure),
    /// There is no value.
    None,
    /// There is a value, but the archive has suppressed it.
    Suppressed,
}

/// A target of a plan, for one judged scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedTarget {
    /// The index of its plan.
    pub plan: usize,
    /// Its id within the plan.
    pub id: String,
    /// The name of the judged school; `None` for all schools pooled.
    pub school: Option<String>,
    /// The index of its indicator.
    pub indicator: usize,
    /// What is asked for.
    pub value: Option<Figure>,
    /// How often it is asked for.
    pub every: Option<Every>,
    /// How it stands as a whole.
    pub status: Status,
    /// How it stands now, where that is published.
    pub current: Option<Status>,
    /// Whether its days are not over yet, where that is published.
    pub open: Option<bool>,
    /// 力争: shown, but not in roll-ups.
    pub aspirational: bool,
    /// Its periods in order of time; at least one.
    pub periods: Vec<PublishedPeriod>,
}

/// A period of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublishedPeriod {
    /// Its days.
    pub period: Period,
    /// The figure.
    pub actual: Amount,
    /// What was to be expected by that day.
    pub expected: Option<Figure>,
    /// How it stands.
    pub status: Status,
}

impl Published {
    /// How many targets have each status, in the order of [`Status::ALL`]; aspirational ones are not counted.
    #[must_use]
    pub fn statuses(&self) -> [usize; Status::ALL.len()] {
        let mut counts = [0; Status::ALL.len()];
        for target in &self.targets {
            if !target.aspirational {
                counts[self.standing(target) as usize] += 1;
            }
        }
        counts
    }

    /// Whether the days of a target are not over yet.
    #[must_use]
    pub fn is_open(&self, target: &PublishedTarget) -> bool {
        let last = target.periods.last().map(|judged| judged.period.last);
        target.open.unwrap_or_else(|| last.is_some_and(|last| self.as_of < last))
    }

    /// How a target stands: now while it is open, and as a whole once it is over.
    #[must_use]
    pub fn standing(&self, target: &PublishedTarget) -> Status {
        match (self.is_open(target), target.current, target.every) {
            (false, ..) => target.status,
            (true, Some(current), _) => current,
            (true, None, None) => target.status,
            (true, None, Some(_)) => match target.status {
                Status::Waived | Status::Unquantified | Status::NotDue => target.status,
                _ => self.current(target).status,
            },
        }
    }

    /// The place of a target in lists: open ones first, the worst first.
    #[must_use]
    pub fn rank(&self, target: &PublishedTarget) -> (bool, Status) {
        (!self.is_open(target), self.standing(target))
    }

    /// How many open targets have each status; if all are over, how many of all.
    #[must_use]
    pub fn open_statuses(&self) -> [usize; Status::ALL.len()] {
        let mut counts = [0; Status::ALL.len()];
        for target in &self.targets {
            if !target.aspirational && self.is_open(target) {
                counts[self.standing(target) as usize] += 1;
            }
        }
        if counts.iter().all(|count| *count == 0) { self.statuses() } else { counts }
    }

    /// The period of a target that includes the archive's own day, else the last one before it, else the first.
    #[must_use]
    pub fn current<'t>(&self, target: &'t PublishedTarget) -> &'t PublishedPeriod {
        let begun = target.periods.iter().rposition(|judged| judged.period.first <= self.as_of);
        &target.periods[begun.unwrap_or(0)]
    }

    /// The period that explains how a target stands: the current one while it is open, then the latest lost one, if one is
    /// lost.
    #[must_use]
    pub fn representative<'t>(&self, target: &'t PublishedTarget) -> &'t PublishedPeriod {
        let explains: fn(Status) -> bool = match target.status {
            _ if self.is_open(target) => return self.current(target),
            Status::Missed | Status::Breached => {
                |status| matches!(status, Status::Missed | Status::Breached)
            }
            Status::NoData => |status| status == Status::NoData,
            _ => return self.current(target),
        };
        let latest = target.periods.iter().rfind(|judged| explains(judged.status));
        latest.unwrap_or_else(|| self.current(target))
    }
}
