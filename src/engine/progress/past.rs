//! How plans stood on earlier days, for documents that keep the figures of their own day (docs/content-model.md §5).

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::entries::Entries;
use super::{Readings, TargetReading, target};
use crate::model::{Archive, Day, PlanIx};

/// How the targets of some plans stood on one earlier day.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PastReadings {
    /// That day.
    pub as_of: Day,
    /// As in [`Readings::of_plan`]: whom a plan judges, and when, does not depend on the day.
    by_plan: BTreeMap<PlanIx, Vec<TargetReading>>,
}

impl PastReadings {
    /// The target reading with that index in [`Readings::targets`]; `None` if its plan was not judged.
    #[must_use]
    pub fn target(&self, readings: &Readings, index: usize) -> Option<&TargetReading> {
        let plan = readings.targets.get(index)?.plan;
        let first = readings.targets.partition_point(|reading| reading.plan < plan);
        self.by_plan.get(&plan)?.get(index - first)
    }

    /// Calls `change` with each target reading and its index in [`Readings::targets`].
    pub fn change_each(
        &mut self,
        readings: &Readings,
        mut change: impl FnMut(usize, &mut TargetReading),
    ) {
        for (plan, targets) in &mut self.by_plan {
            let first = readings.targets.partition_point(|reading| reading.plan < *plan);
            for (index, reading) in targets.iter_mut().enumerate() {
                change(first + index, reading);
            }
        }
    }
}

/// Judges plans on earlier days. The entries are sorted once for all days.
#[must_use]
pub fn read_past(
    archive: &Archive,
    plans_by_day: &BTreeMap<Day, BTreeSet<PlanIx>>,
) -> BTreeMap<Day, PastReadings> {
    let Some(latest) = plans_by_day.keys().next_back() else { return BTreeMap::new() };
    let entries = Entries::of(archive, *latest);
    let days: Vec<(&Day, &BTreeSet<PlanIx>)> = plans_by_day.iter().collect();
    let judged = days.into_par_iter().map(|(day, plans)| {
        let mut by_plan: BTreeMap<PlanIx, Vec<TargetReading>> = BTreeMap::new();
        for reading in target::read_plans(archive, &entries, plans, *day).0 {
            by_plan.entry(reading.plan).or_default().push(reading);
        }
        (*day, PastReadings { as_of: *day, by_plan })
    });
    judged.collect::<Vec<_>>().into_iter().collect()
}
