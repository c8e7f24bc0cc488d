//! What the progress engine found, with its place in a file.

use crate::diagnostics::{Diagnostic, NotCounted, Problem, Span};
use crate::engine::progress::{EntryRef, Finding};
use crate::model::{Archive, Detail};

/// The diagnostics of one finding.
pub(super) fn diagnostics(finding: &Finding, archive: &Archive) -> Vec<Diagnostic> {
    match finding {
        Finding::NoPeriod { plan, target } => {
            let plan = archive.plan(*plan);
            let target = &plan.targets[*target];
            let problem = Problem::NoPeriod { target: target.id.clone() };
            vec![Diagnostic::new(&plan.file, target.at, problem)]
        }
        Finding::Conflict { day, measure, first, second, .. } => {
            let (file, span) = place(archive, *second);
            let (other, at) = place(archive, *first);
            let problem = Problem::ConflictingValues {
                measure: archive.measures[measure.0 as usize].clone(),
                day: day.to_string(),
                file: other,
                line: at.start.line,
            };
            vec![Diagnostic::new(&file, span, problem)]
        }
        Finding::NotCounted { record, row, pairs, .. } => {
            let record_ = archive.record(*record);
            let (file, span) = match (&record_.detail, row) {
                (Detail::Ledger(ledger), Some(row)) => {
                    let line = ledger.lines.get(*row as usize).copied().unwrap_or(0);
                    (ledger.table.clone(), Span::new(line, 1, 0))
                }
                _ => (record_.file.clone(), record_.at),
            };
            let pairs = pairs.iter().map(|it| archive.pair(*it).id.clone()).collect();
            let problem = Problem::NotCounted(NotCounted::SeveralPairs { pairs });
            vec![Diagnostic::new(&file, span, problem)]
        }
    }
}

/// The file and place of an entry.
fn place(archive: &Archive, entry: EntryRef) -> (String, Span) {
    let record = archive.record(entry.record);
    match (&record.detail, entry.row) {
        (Detail::Ledger(ledger), Some(row)) => {
            let line = ledger.lines.get(row as usize).copied().unwrap_or(0);
            (ledger.table.clone(), Span::new(line, 1, 0))
        }
        _ => (record.file.clone(), record.at),
    }
}
