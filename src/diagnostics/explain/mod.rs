//! What each rule is, why it is there, and a small example before and after: the texts of `guidang explain` and of
//! `docs/diagnostics.zh-CN.md`. The tables are `zh.rs` and `en.rs`, matched without `_`, so that a new code does not
//! compile until both languages explain it; `tests/it/explain.rs` proves every example with the real program.

/// A file of an example in UTF-8.
macro_rules! file {
    ($path:expr, $text:expr) => {
        File { path: $path, text: $text, stored: Stored::Utf8 }
    };
}

mod en;
mod page;
mod zh;

use super::Code;
use crate::l10n::Lang;
pub use page::{list, page, reference};

/// What is to be said about a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// The rule in one line.
    pub rule: &'static str,
    /// What follows from breaking it, and what to do about it.
    pub why: &'static str,
    /// What must be so for the example to be told.
    pub scene: Scene,
    /// Files that yield the code.
    pub before: &'static [File],
    /// The same files, mended.
    pub after: &'static [File],
}

/// A file of an example, whole. A small archive is around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct File {
    /// From the root, with `/`.
    pub path: &'static str,
    /// All that is in it.
    pub text: &'static str,
    /// How the text becomes bytes.
    pub stored: Stored,
}

/// How a text of an example becomes bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// As UTF-8.
    Utf8,
    /// In the encoding of old Windows programs.
    Gbk,
    /// `……` stands for 300 KB of text.
    Long,
}

/// What must be so for an example to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scene {
    /// Nothing: `guidang check` tells it.
    Checked,
    /// The term of the example was closed by `guidang seal` with the mended files in it.
    Sealed,
    /// The server tells it, of what this account submits.
    Submitted(&'static str),
}

/// What is to be said about a code.
#[must_use]
pub fn explanation(code: Code, lang: Lang) -> Explanation {
    match lang {
        Lang::Zh => zh::explanation(code),
        Lang::En => en::explanation(code),
    }
}

/// Told by `guidang check`.
fn checked(
    rule: &'static str,
    why: &'static str,
    before: &'static [File],
    after: &'static [File],
) -> Explanation {
    Explanation { rule, why, scene: Scene::Checked, before, after }
}
