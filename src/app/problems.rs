//! Problems as the page shows them: next to the field that they are about.

use std::collections::BTreeSet;

use serde::Serialize;

use super::paths::folder_of;
use crate::diagnostics::{self, Diagnostic, Oddity, Problem, Severity};
use crate::l10n::Lang;

/// A problem.
#[derive(Debug, Serialize)]
pub(super) struct FieldProblem {
    severity: &'static str,
    code: &'static str,
    /// The English key of its field; `None` for the text below and for other files.
    pub(super) field: Option<&'static str>,
    /// The file, where it is another one.
    path: Option<String>,
    line: u32,
    column: u32,
    pub(super) message: String,
    help: Option<String>,
    /// What the page can do about it: `rename` gives the file the name that its day asks for.
    fix: Option<&'static str>,
    /// The row, from 0, and the column of a ledger's table.
    pub(super) cell: Option<(usize, usize)>,
}

/// The lines of fields: English key, first line, line after the last.
pub(super) type FieldLines = [(&'static str, u32, u32)];

/// A problem of the file at a path, or of another file.
pub(super) fn field_problem(
    diagnostic: &Diagnostic,
    path: &str,
    lines: &FieldLines,
    lang: Lang,
) -> FieldProblem {
    let message = diagnostic.message(lang);
    let start = diagnostic.span.start;
    let is_own = &*diagnostic.file == path;
    let is_at = |lines: &&(&'static str, u32, u32)| lines.1 <= start.line && start.line < lines.2;
    let field = lines.iter().find(is_at).filter(|_| is_own);
    FieldProblem {
        severity: match diagnostic.problem.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        code: diagnostic.problem.code().word(),
        field: field.map(|(code, _, _)| *code),
        path: (!is_own).then(|| diagnostics::masked(&diagnostic.file)),
        line: start.line,
        column: start.col,
        message: diagnostics::visible(&message.text),
        help: message.help.map(|help| diagnostics::visible(&help)),
        fix: match &diagnostic.problem {
            Problem::Odd(Oddity::FileNameDay { .. }) if is_own => Some("rename"),
            _ => None,
        },
        cell: None,
    }
}

/// The problems of a file and of what is next to it.
pub(super) fn own_problems(
    diagnostics: &[Diagnostic],
    path: &str,
    lines: &FieldLines,
    lang: Lang,
) -> Vec<FieldProblem> {
    let own = diagnostics.iter().filter(|diagnostic| is_about(diagnostic, path));
    own.map(|diagnostic| field_problem(diagnostic, path, lines, lang)).collect()
}

/// Whether a problem is about a file, or about one next to a record that has a folder.
pub(super) fn is_about(diagnostic: &Diagnostic, path: &str) -> bool {
    let folder = folder_of(path);
    *diagnostic.file == *path
        || path.ends_with("/index.md")
            && diagnostic.file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Errors of other files that were not there before.
pub(super) fn new_elsewhere<'a>(
    before: &[Diagnostic],
    after: &'a [Diagnostic],
    path: &str,
) -> Vec<&'a Diagnostic> {
    let known: BTreeSet<(&str, String)> =
        before.iter().filter(|old| is_error(old)).map(identity).collect();
    let mut new = Vec::new();
    for diagnostic in after.iter().filter(|new| is_error(new) && !is_about(new, path)) {
        if !known.contains(&identity(diagnostic)) {
            new.push(diagnostic);
        }
    }
    new
}

pub(super) fn is_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.problem.severity() == Severity::Error
}

fn identity(diagnostic: &Diagnostic) -> (&str, String) {
    (&diagnostic.file, diagnostic.message(Lang::En).text)
}
