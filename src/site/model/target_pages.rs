//! Where the full account of a target is: on its plan's page, on a page of its own, or on the pages of schools.

use crate::engine::progress::{JudgedScope, Readings};
use crate::model::PlanIx;
use crate::site::model::lookup::{Lookup, readings_of};
use crate::site::model::site::Site;

/// A target that judges more schools than this has its details on the schools' pages.
const MANY_SCHOOLS: usize = 8;

/// The bytes that a plan's page may take for its figures; with more, each target has a page.
const HEAVY: usize = 36_000;

/// Whether the full accounts of a plan's targets take too many bytes for one page, estimated from their periods and
/// entries.
pub(crate) fn is_heavy(readings: &Readings, lookup: &Lookup, plan: PlanIx) -> bool {
    let mut bytes = 0;
    for reading in readings_of(readings, plan) {
        if lookup.siblings[reading].len() <= MANY_SCHOOLS {
            let periods = &readings.targets[reading].periods;
            let entries: usize = periods.iter().map(|period| period.entries.len()).sum();
            bytes += 3_000 + 500 * periods.len() + 220 * entries;
        }
    }
    HEAVY < bytes
}

impl Site<'_> {
    /// The anchor of a reading's full account, and the path of the page that holds it.
    pub(crate) fn reading_path(&self, reading: usize) -> String {
        let judged = &self.readings.targets[reading];
        let page = match judged.scope {
            JudgedScope::School(school) if self.is_on_school_pages(reading) => {
                &self.routes.schools[school.0]
            }
            _ if self.is_split(judged.plan) => {
                &self.routes.target_pages[judged.plan.0][judged.target]
            }
            _ => &self.routes.plans[judged.plan.0],
        };
        format!("{page}#{}", self.reading_anchor(reading))
    }

    /// The anchor of a reading within its page.
    pub(crate) fn reading_anchor(&self, reading: usize) -> String {
        let judged = &self.readings.targets[reading];
        let target = &self.routes.targets[judged.plan.0][judged.target];
        match judged.scope {
            JudgedScope::Joint => target.clone(),
            JudgedScope::School(_) if self.is_on_school_pages(reading) => {
                let plan =
                    self.routes.plans[judged.plan.0].trim_end_matches(".html").replace('/', "-");
                format!("{target}--{plan}")
            }
            JudgedScope::School(school) => {
                format!("{target}--{}", self.routes.school_names[school.0])
            }
        }
    }

    /// Whether a reading's details are on the school's page because its target judges many schools.
    pub(crate) fn is_on_school_pages(&self, reading: usize) -> bool {
        self.siblings(reading).len() > MANY_SCHOOLS
    }

    /// Whether a plan's targets have pages of their own.
    pub(crate) fn is_split(&self, plan: PlanIx) -> bool {
        self.split[plan.0]
    }

    /// Whether a target's details are on the schools' pages.
    pub(crate) fn is_target_on_school_pages(&self, plan: PlanIx, target: usize) -> bool {
        let mut readings = readings_of(self.readings, plan);
        match readings.find(|reading| self.readings.targets[*reading].target == target) {
            Some(first) => self.is_on_school_pages(first),
            None => false,
        }
    }

    /// The readings of the same target.
    pub(crate) fn siblings(&self, reading: usize) -> std::ops::Range<usize> {
        self.lookup.siblings[reading].clone()
    }
}
