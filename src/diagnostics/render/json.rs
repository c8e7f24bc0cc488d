//! Diagnostics as JSON, for programs (docs/interface.md §2).

use serde::Serialize;

use super::{severity_code, visible};
use crate::diagnostics::{Diagnostic, count};
use crate::model::Lang;
use crate::privacy::redact;

#[derive(Serialize)]
struct JsonReport {
    diagnostics: Vec<JsonDiagnostic>,
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct JsonDiagnostic {
    code: &'static str,
    severity: &'static str,
    file: String,
    line: u32,
    column: u32,
    message: String,
    help: Option<String>,
}

impl JsonDiagnostic {
    fn new(diagnostic: &Diagnostic, lang: Lang) -> JsonDiagnostic {
        let message = diagnostic.message(lang);
        JsonDiagnostic {
            code: diagnostic.problem.code().word(),
            severity: severity_code(diagnostic.problem.severity()),
            file: redact(&diagnostic.file).into_owned(),
            line: diagnostic.span.start.line,
            column: diagnostic.span.start.col,
            message: visible(&message.text),
            help: message.help.as_deref().map(visible),
        }
    }
}

/// `{"diagnostics":[…],"errors":n,"warnings":n}` and a line end.
#[must_use]
pub fn json(diagnostics: &[Diagnostic], lang: Lang) -> String {
    let (errors, warnings) = count(diagnostics);
    let mut report = JsonReport { diagnostics: Vec::new(), errors, warnings };
    for diagnostic in diagnostics {
        report.diagnostics.push(JsonDiagnostic::new(diagnostic, lang));
    }
    let mut text = serde_json::to_string(&report).unwrap_or_default();
    text.push('\n');
    text
}
