//! Output formats of diagnostics: text for people, JSON for programs, workflow commands for code hosting.

mod github;
mod json;
mod text;

pub use github::github;
pub use json::json;
pub use text::{Style, masked, place, text, visible};

use super::Severity;

/// The name of a severity in formats for programs.
fn severity_code(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}
