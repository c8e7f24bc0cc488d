//! Sheets of spreadsheets that hold figures and that no ledger reads (docs/content-model.md §6).

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, NotCounted, Problem, Span};
use crate::model::{Archive, Detail, Ledger};

/// Reports such sheets, once a spreadsheet. A ledger that is a draft says that its sheet is known.
pub(super) fn unread_sheets(archive: &Archive) -> Vec<Diagnostic> {
    let mut ledgers_of: BTreeMap<&str, Vec<&Ledger>> = BTreeMap::new();
    for record in &archive.records {
        if let Detail::Ledger(ledger) = &record.detail {
            ledgers_of.entry(&ledger.table).or_default().push(ledger);
        }
    }
    let mut diagnostics = Vec::new();
    for (path, ledgers) in ledgers_of {
        let Some((first, others)) = ledgers.split_first() else { continue };
        // A sheet that all ledgers leave out is read by none.
        let mut sheets = first.other_sheets.clone();
        sheets.retain(|sheet| others.iter().all(|other| other.other_sheets.contains(sheet)));
        if !sheets.is_empty() {
            let table = path.rsplit('/').next().unwrap_or(path).to_owned();
            let problem = NotCounted::UnreadSheets { sheets, table };
            diagnostics.push(Diagnostic::new(path, Span::first(), Problem::NotCounted(problem)));
        }
    }
    diagnostics
}
