//! How commands end.

use crate::diagnostics::{self, Diagnostic};

/// How a command ended (docs/interface.md §1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    Done,
    ContentErrors,
    /// The work is done but for something that the system refused, which was reported.
    Incomplete,
}

/// Errors fail; warnings do too, when asked.
pub(crate) fn exit(diagnostics: &[Diagnostic], strict: bool) -> Exit {
    let (errors, warnings) = diagnostics::count(diagnostics);
    if errors > 0 || strict && warnings > 0 { Exit::ContentErrors } else { Exit::Done }
}
