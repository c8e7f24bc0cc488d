//! Turns the findings of the progress engine into diagnostics with a place in a file.

use crate::diagnostics::{Diagnostic, NotCounted, Problem, Span};
use crate::engine::progress::Finding;
use crate::model::{Archive, Detail, PlanOwner, RecordIx};

/// The diagnostic of one finding.
pub(super) fn diagnostic(finding: &Finding, archive: &Archive) -> Diagnostic {
    match finding {
        Finding::NoPeriod { plan, target } => {
            let plan = archive.plan(*plan);
            let target = &plan.targets[*target];
            let problem = Problem::NoPeriod { target: target.id.clone() };
            Diagnostic::new(&plan.file, target.at, problem)
        }
        Finding::Conflict { day, measure, first, second, .. } => {
            let (file, span) = place(archive, second.record, second.row);
            let (first_file, first_span) = place(archive, first.record, first.row);
            let problem = Problem::ConflictingValues {
                measure: archive.measures[measure.0 as usize].clone(),
                day: day.to_string(),
                file: first_file.to_owned(),
                line: first_span.start.line,
            };
            Diagnostic::new(file, span, problem)
        }
        Finding::ActionOfOtherPair { record, plan } => {
            let (file, span) = place(archive, *record, None);
            let pair = match archive.plan(*plan).owner {
                PlanOwner::Pair(pair) => archive.pair(pair).name.clone(),
                PlanOwner::Archive | PlanOwner::School(_) => String::new(),
            };
            let problem = Problem::NotCounted(NotCounted::ActionOfOtherPair { pair });
            Diagnostic::new(file, span, problem)
        }
        Finding::NotCounted { record, row, pairs, .. } => {
            let (file, span) = place(archive, *record, *row);
            let pairs = pairs.iter().map(|pair| archive.pair(*pair).id.clone()).collect();
            let problem = Problem::NotCounted(NotCounted::SeveralPairs { pairs });
            Diagnostic::new(file, span, problem)
        }
    }
}

/// The file of an entry and its place there: for a row of a ledger, its line in the table.
fn place(archive: &Archive, record: RecordIx, row: Option<u32>) -> (&str, Span) {
    let record = archive.record(record);
    match (&record.detail, row) {
        (Detail::Ledger(ledger), Some(row)) => {
            let line = ledger.lines.get(row as usize).copied().unwrap_or(0);
            (&ledger.table, Span::new(line, 1, 0))
        }
        _ => (&record.file, record.at),
    }
}
