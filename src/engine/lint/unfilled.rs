//! Records that `guidang new` wrote and nobody filled in: they do not count, which is reported.

use crate::diagnostics::{Diagnostic, Misreading, Oddity, Problem, Span};
use crate::engine::progress::{is_unfilled, is_unfilled_plan};
use crate::model::{Archive, Body, Record};

/// Reports a record that nobody filled in, at the first line of its text.
pub(super) fn unfilled(record: &Record) -> Option<Diagnostic> {
    if !is_unfilled(record) {
        return None;
    }
    let problem = Problem::Odd(Oddity::OnlyHeadings);
    Some(Diagnostic::new(&record.file, first_line(&record.body), problem))
}

/// Reports the plans that nobody filled in, at the first lines of their texts.
pub(super) fn unfilled_plans(archive: &Archive) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for plan in archive.plans.iter().filter(|plan| !plan.draft && is_unfilled_plan(plan)) {
        let problem = Problem::Misread(Misreading::UnfilledPlan);
        diagnostics.push(Diagnostic::new(&plan.file, first_line(&plan.body), problem));
    }
    diagnostics
}

/// The first line of a body that is not blank.
fn first_line(body: &Body) -> Span {
    let blank = body.text.lines().take_while(|line| line.trim().is_empty()).count();
    let line = body.first_line.saturating_add(u32::try_from(blank).unwrap_or(0));
    Span::new(line, 1, 0)
}
