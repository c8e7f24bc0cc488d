//! Diagnostics as workflow commands, which GitHub, Gitea and Forgejo show next to the line.

use std::fmt::Write as _;

use super::{masked, severity_code, visible};
use crate::diagnostics::Diagnostic;
use crate::model::Lang;

/// A workflow command for each diagnostic, one a line.
#[must_use]
pub fn github(diagnostics: &[Diagnostic], lang: Lang) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        push_command(&mut out, diagnostic, lang);
    }
    out
}

fn push_command(out: &mut String, diagnostic: &Diagnostic, lang: Lang) {
    let message = diagnostic.message(lang);
    let code = diagnostic.problem.code().word();
    let mut text = format!("[{code}] {}", visible(&message.text));
    if let Some(help) = message.help {
        text.push('\n');
        text.push_str(&visible(&help));
    }
    let start = diagnostic.span.start;
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "::{} file={},line={},col={}::{}",
        severity_code(diagnostic.problem.severity()),
        escape_property(&masked(&diagnostic.file)),
        start.line,
        start.col,
        escape_data(&text)
    );
}

/// Escapes the data of a command: a line end would end the command.
fn escape_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of a command, in which `:` and `,` are separators too.
fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}
