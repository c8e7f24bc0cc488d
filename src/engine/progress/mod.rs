//! The progress engine: computes from an archive and a day how every target and action stands
//! (docs/content-model.md §4–§5).
//!
//! The engine is pure: it knows no files, no templates and no clock. Statuses are decided on exact fractions; only
//! output is rounded. The steps: [`entries`] selects what the schools did, [`periods`] determines when it is asked for,
//! [`aggregate`] computes one figure from it, [`judge`] gives that figure a status, and [`target`] combines them;
//! [`actions`] judges the plans' measures (措施), and [`completeness`] makes the completeness check (四有).

mod actions;
mod aggregate;
mod completeness;
mod coverage;
mod entries;
mod exclusions;
mod finding;
mod judge;
mod past;
mod periods;
mod readings;
mod rollup;
mod school_pairs;
mod target;
#[cfg(test)]
pub(crate) mod tests;
mod uncounted;
mod uses;
mod written;

use crate::model::{Archive, Day};

pub use coverage::{Coverage, Covered};
pub use exclusions::{ExclusionReason, days_apart, exclusion_reason};
pub use finding::Finding;
pub use past::{PastReadings, read_past};
pub use readings::{
    ActionReading, Completeness, EntryRef, JudgedScope, MissingMaterial, Owner, PeriodReading,
    Readings, TargetReading,
};
pub use rollup::{RollUp, action_counts, worst};
pub use uncounted::{UncountedFigure, UncountedReason, uncounted_figures};
pub use uses::{FigureUse, FigureUses};
pub use written::{is_unfilled, is_unfilled_plan};

/// Judges everything on one day. Returns the readings, and what is wrong with the figures.
///
/// The caller chooses the day: `--as-of`, else site.yaml, else [`Archive::latest_day`].
#[must_use]
pub fn read(archive: &Archive, as_of: Day) -> (Readings, Vec<Finding>) {
    let ((targets, mut findings), ((actions, not_counted), completeness)) = rayon::join(
        || target::read(archive, &entries::Entries::of(archive, as_of), as_of),
        || (actions::read(archive, as_of), completeness::read(archive, as_of)),
    );
    findings.extend(not_counted);
    let readings = Readings { as_of, targets, actions, completeness, withdrawn: Vec::new() };
    (readings, finding::deduplicate(findings))
}
