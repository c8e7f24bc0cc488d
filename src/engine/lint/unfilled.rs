//! Records that `guidang new` wrote and nobody filled in: they do not count, which is reported.

use crate::diagnostics::{Diagnostic, Oddity, Problem, Span};
use crate::engine::progress::is_unfilled;
use crate::model::Record;

/// Reports a record that nobody filled in, at the first line of its text.
pub(super) fn unfilled(record: &Record) -> Option<Diagnostic> {
    if !is_unfilled(record) {
        return None;
    }
    let blank = record.body.text.lines().take_while(|line| line.trim().is_empty()).count();
    let line = record.body.first_line.saturating_add(u32::try_from(blank).unwrap_or(0));
    let problem = Problem::Odd(Oddity::OnlyHeadings);
    Some(Diagnostic::new(&record.file, Span::new(line, 1, 0), problem))
}
