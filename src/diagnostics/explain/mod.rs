//! The explanation of each code: the rule, why it exists, and a small example before and after. These are the texts
//! of `guidang explain` and of `docs/diagnostics.zh-CN.md`.
//!
//! `zh.rs` and `en.rs` match every code, so a new code does not compile until both languages explain it.
//! `tests/it/explain.rs` proves every example with the real program.

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
use crate::model::Lang;
pub use page::{list, page, reference};

/// The explanation of a code, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// The rule in one line.
    pub rule: &'static str,
    /// Why the rule exists, and what to do.
    pub why: &'static str,
    /// The circumstances under which the example is reported.
    pub scene: Scene,
    /// Files for which the code is reported.
    pub before: &'static [File],
    /// The same files, corrected.
    pub after: &'static [File],
}

/// A whole file of an example. It is part of a small archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct File {
    /// From the root, with `/`.
    pub path: &'static str,
    /// The whole content.
    pub text: &'static str,
    /// How the text is encoded.
    pub stored: Stored,
}

/// How the text of an example is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// As UTF-8.
    Utf8,
    /// In the encoding of old Windows programs.
    Gbk,
    /// `……` stands for 300 KB of text.
    Long,
}

/// The circumstances under which an example is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scene {
    /// `guidang check` reports it.
    Checked,
    /// `guidang check` reports it after `guidang seal` closed the term with the corrected files.
    Sealed,
    /// The server reports it when this account submits the files.
    Submitted(&'static str),
}

/// The explanation of a code.
#[must_use]
pub fn explanation(code: Code, lang: Lang) -> Explanation {
    match lang {
        Lang::Zh => zh::explanation(code),
        Lang::En => en::explanation(code),
    }
}

/// An explanation whose example `guidang check` reports.
fn checked(
    rule: &'static str,
    why: &'static str,
    before: &'static [File],
    after: &'static [File],
) -> Explanation {
    Explanation { rule, why, scene: Scene::Checked, before, after }
}
