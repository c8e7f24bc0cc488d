//! Sealing a term again: every difference from its seal needs a reason.

use super::{Correction, Seal, SealFile};
use crate::diagnostics::{self, Diagnostic, Problem, SealProblem};
use crate::model::Archive;

/// Carries the day and the corrections of the previous seal over to the new one, and adds a correction for each difference.
/// Returns the differences that nobody explains. `reason` explains any of them, and a record may explain its own change.
pub fn carry_over(
    new: &mut Seal,
    previous: SealFile,
    differences: &[Diagnostic],
    archive: &Archive,
    reason: Option<&str>,
) -> Vec<Diagnostic> {
    let day = std::mem::replace(&mut new.sealed, previous.seal.sealed);
    new.corrections = previous.seal.corrections;
    let mut unexplained = Vec::new();
    for difference in differences {
        let Problem::Sealed(problem) = &difference.problem else { continue };
        let record = archive.records.iter().find(|record| record.file == *difference.file);
        let subject = match (problem, record) {
            (SealProblem::Figure { figure, .. }, _) => figure.clone(),
            (SealProblem::Gone { record, .. }, _) => record.clone(),
            (_, Some(record)) => record.id.clone(),
            (_, None) => difference.file.to_string(),
        };
        let own_reason = match (problem, record) {
            (SealProblem::NotResealed { .. }, Some(record)) => record.correction.as_deref(),
            _ => None,
        };
        match own_reason.or(reason) {
            Some(reason) => {
                let reason = reason.to_owned();
                new.corrections.push(Correction { day: day.clone(), subject, reason });
            }
            None => unexplained.push(difference.clone()),
        }
    }
    diagnostics::sort(&mut unexplained);
    unexplained
}
