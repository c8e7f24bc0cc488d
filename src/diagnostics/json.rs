//! Diagnostics for programs (INTERFACE.md §2).

use serde::Serialize;

use super::{Diagnostic, Severity, count, visible};
use crate::l10n::Lang;
use crate::privacy::redact;

#[derive(Serialize)]
struct Report {
    diagnostics: Vec<Row>,
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct Row {
    code: &'static str,
    severity: &'static str,
    file: String,
    line: u32,
    column: u32,
    message: String,
    help: Option<String>,
}

/// `{"diagnostics":[…],"errors":n,"warnings":n}` and a line end.
#[must_use]
pub fn json(diagnostics: &[Diagnostic], lang: Lang) -> String {
    let row = |it: &Diagnostic| {
        let words = it.words(lang);
        Row {
            code: it.problem.code().word(),
            severity: severity(it.problem.severity()),
            file: redact(&it.file).into_owned(),
            line: it.span.start.line,
            column: it.span.start.col,
            message: visible(&words.message),
            help: words.help.as_deref().map(visible),
        }
    };
    let (errors, warnings) = count(diagnostics);
    let report = Report { diagnostics: diagnostics.iter().map(row).collect(), errors, warnings };
    let mut text = serde_json::to_string(&report).unwrap_or_default();
    text.push('\n');
    text
}

/// Workflow commands that GitHub, Gitea and Forgejo show beside the line.
#[must_use]
pub fn github(diagnostics: &[Diagnostic], lang: Lang) -> String {
    let line = |it: &Diagnostic| {
        let words = it.words(lang);
        let help = words.help.map(|help| format!("\n{}", visible(&help))).unwrap_or_default();
        let (severity, place) = (severity(it.problem.severity()), it.span.start);
        let (code, message) = (it.problem.code().word(), visible(&words.message));
        let message = data(&format!("[{code}] {message}{help}"));
        format!(
            "::{severity} file={},line={},col={}::{message}\n",
            property(&visible(&redact(&it.file))),
            place.line,
            place.col
        )
    };
    diagnostics.iter().map(line).collect()
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
