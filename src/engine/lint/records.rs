//! Records that people believe to count once, and that count twice or not at all.

use super::copies::copy_of_another;
use super::outside_plan::outside_plan;
use super::same_visit::Visits;
use super::unfilled::unfilled;
use crate::diagnostics::Diagnostic;
use crate::model::Archive;

/// Applies the rules for single records to all that are no drafts. All but copies are warnings: the figures follow the
/// rules, but perhaps not the intention.
pub(super) fn check(archive: &Archive) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut visits = Visits::default();
    for record in archive.records.iter().filter(|record| !record.draft) {
        diagnostics.extend(outside_plan(archive, record));
        diagnostics.extend(copy_of_another(archive, record));
        diagnostics.extend(unfilled(record));
        diagnostics.extend(visits.also_reported_by(record));
    }
    diagnostics
}
