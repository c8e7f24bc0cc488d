//! What one archive publishes of itself, checked.

use crate::model::{Aggregate, Day, Direction, Every, Figure, Period, Status};

/// An archive's published data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// 标题.
    pub title: String,
    /// 单位.
    pub organisation: Option<String>,
    /// The day that everything in it is judged on.
    pub as_of: Day,
    /// The day of its newest record.
    pub latest_record: Option<Day>,
    /// What it holds.
    pub counts: Counts,
    /// Its indicators.
    pub indicators: Vec<PublishedIndicator>,
    /// Its plans.
    pub plans: Vec<PublishedPlan>,
    /// Every target for each judged scope, in its own order: by plan.
    pub targets: Vec<PublishedTarget>,
    /// The SHA-256 of the bytes it was read from.
    pub digest: [u8; 32],
}

/// How many things an archive holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
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
    /// Whether it is to be reached or kept.
    pub direction: Direction,
    /// How entries become a figure.
    pub aggregate: Aggregate,
    /// Its page, from the root of its site: a plain relative path.
    pub href: Option<String>,
}

/// Whose plan it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlanOf {
    /// The whole archive's.
    Archive,
    /// A pair's, by its place in its archive.
    Pair(u32),
    /// A school's, by its place in its archive.
    School(u32),
}

/// A plan of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedPlan {
    /// 标题.
    pub title: String,
    /// Whose.
    pub of: PlanOf,
    /// The name of that pair or school; empty of the archive's.
    pub owner: String,
    /// Its page, from the root of its site: a plain relative path.
    pub href: Option<String>,
}

/// A figure as it was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// This much.
    Figure(Figure),
    /// There is no value.
    None,
    /// There is one, and it is withheld.
    Suppressed,
}

/// A target of a plan, for one judged scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedTarget {
    /// The place of its plan.
    pub plan: usize,
    /// Its id within the plan.
    pub id: String,
    /// The name of the school that is judged; none of all pooled.
    pub school: Option<String>,
    /// The place of its indicator.
    pub indicator: usize,
    /// What is asked for.
    pub value: Option<Figure>,
    /// How often.
    pub every: Option<Every>,
    /// How it stands.
    pub status: Status,
    /// 力争: shown, and kept out of roll-ups.
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
    /// What was to be expected by now.
    pub expected: Option<Figure>,
    /// How it stands.
    pub status: Status,
}

impl Published {
    /// How many targets have each status, in the order of [`Status::ALL`]; aspirational ones are kept out.
    #[must_use]
    pub fn statuses(&self) -> [usize; Status::ALL.len()] {
        let mut counts = [0; Status::ALL.len()];
        for it in self.targets.iter().filter(|it| !it.aspirational) {
            counts[it.status as usize] += 1;
        }
        counts
    }

    /// The period of a target that runs on the archive's own day, else the last one before, else the first.
    #[must_use]
    pub fn current<'t>(&self, target: &'t PublishedTarget) -> &'t PublishedPeriod {
        let begun = target.periods.iter().rposition(|it| it.period.first <= self.as_of);
        &target.periods[begun.unwrap_or(0)]
    }

    /// The period that explains a target's own status: the latest that was lost, where one was.
    #[must_use]
    pub fn telling<'t>(&self, target: &'t PublishedTarget) -> &'t PublishedPeriod {
        let tells = |period: &&PublishedPeriod| match target.status {
            Status::Missed | Status::Breached => {
                matches!(period.status, Status::Missed | Status::Breached)
            }
            Status::NoData => period.status == Status::NoData,
            _ => false,
        };
        target.periods.iter().rfind(tells).unwrap_or_else(|| self.current(target))
    }
}
