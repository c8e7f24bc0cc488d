//! Files next to records that belong to no record.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::layout::{Layout, Place, folder_of, misnamed};
use super::ledger::is_table;
use crate::diagnostics::{Diagnostic, Problem, Severity, Span, Stray};
use crate::model::{Detail, Record, RecordKind};
use crate::syntax::workbook::is_spreadsheet;

/// The diagnostic for a file that neither a record nor a link claims.
#[must_use]
pub fn unclaimed(path: &str) -> Diagnostic {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stray = match misnamed(name) {
        _ if is_spreadsheet(name) => Stray::Spreadsheet,
        Some(stray) => stray,
        None => Stray::Unclaimed,
    };
    Diagnostic::new(path, Span::first(), Problem::StrayFile(stray))
}

/// The diagnostic for a file next to a pair.yaml that the pair does not name as its agreement.
pub(super) fn unclaimed_of_pair(path: &str) -> Diagnostic {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stray = match misnamed(name) {
        Some(Stray::Ending { wanted }) => Stray::Ending { wanted },
        _ => Stray::BesidePair,
    };
    Diagnostic::new(path, Span::first(), Problem::StrayFile(stray))
}

/// The loose files that no ledger claims. Tables next to a ledger that could not be read may belong to it, so they are
/// left out.
pub(super) fn loose_files(
    layout: &Layout,
    records: &[Arc<Record>],
    diagnostics: &[Diagnostic],
) -> Vec<String> {
    let mut tables = BTreeSet::new();
    for record in records {
        if let Detail::Ledger(ledger) = &record.detail {
            tables.insert(ledger.table.as_str());
        }
    }
    let unread_folders = folders_of_unread_ledgers(layout, records, diagnostics);
    let mut loose = Vec::new();
    for path in &layout.loose {
        let may_be_table = is_table(path) && unread_folders.contains(folder_of(path));
        if !tables.contains(path.as_str()) && !may_be_table {
            loose.push(path.clone());
        }
    }
    loose
}

fn folders_of_unread_ledgers<'l>(
    layout: &'l Layout,
    records: &[Arc<Record>],
    diagnostics: &[Diagnostic],
) -> BTreeSet<&'l str> {
    let read: BTreeSet<&str> = records.iter().map(|record| record.file.as_str()).collect();
    let mut wrong: BTreeSet<&str> = BTreeSet::new();
    for diagnostic in diagnostics {
        if diagnostic.problem.severity() == Severity::Error {
            wrong.insert(&diagnostic.file);
        }
    }
    let mut folders = BTreeSet::new();
    for file in &layout.records {
        let is_ledger = matches!(file.place, Place::Record(_, RecordKind::Ledger));
        let path = file.path.as_str();
        if is_ledger && (wrong.contains(path) || !read.contains(path)) {
            folders.insert(folder_of(path));
        }
    }
    folders
}
