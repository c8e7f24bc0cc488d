//! The text of a problem.

/// The text of a problem, in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What was found.
    pub text: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl Message {
    pub(super) fn new(text: impl Into<String>, help: impl Into<String>) -> Message {
        Message { text: text.into(), help: Some(help.into()) }
    }
}
