//! Which targets a status report is about.

use crate::engine::progress::{JudgedScope, TargetReading};
use crate::model::{Archive, PlanIx, SchoolIx};

/// A school, a plan, both or neither.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct TargetFilter {
    pub(crate) school: Option<SchoolIx>,
    /// The id or the title of a plan.
    pub(crate) plan: Option<String>,
}

impl TargetFilter {
    /// A filter that no target passes.
    pub(crate) fn nothing() -> TargetFilter {
        TargetFilter { school: None, plan: Some(String::new()) }
    }

    /// Whether a plan passes.
    pub(crate) fn has_plan(&self, plan: PlanIx, archive: &Archive) -> bool {
        let plan = archive.plan(plan);
        if let Some(name) = &self.plan
            && plan.id != *name
            && plan.title != *name
        {
            return false;
        }
        match self.school {
            Some(school) => archive.schools_of(plan).contains(&school),
            None => true,
        }
    }

    /// Whether a target passes.
    pub(crate) fn has_target(&self, reading: &TargetReading, archive: &Archive) -> bool {
        let is_of_school = match (self.school, reading.scope) {
            (Some(school), JudgedScope::School(judged)) => judged == school,
            _ => true,
        };
        is_of_school && self.has_plan(reading.plan, archive)
    }
}
