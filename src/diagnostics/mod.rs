//! What can be wrong with content, where, and how it is told.
//!
//! A [`Diagnostic`] is data; `zh.rs` and `en.rs` hold the words, `text.rs` and `json.rs` the shapes. Chosen at the very end.

mod code;
mod en;
pub mod explain;
mod filing;
mod json;
mod problem;
mod source;
mod submission;
mod text;
mod zh;

use std::borrow::Cow;
use std::sync::Arc;

pub use code::Code;
pub use filing::FilingTrouble;
pub use json::{github, json};
pub use problem::{
    EncodingTrouble, Key, LinkTrouble, Named, NotCounted, NumberTrouble, Problem, Severity, Shape,
    Stray,
};
pub use source::{SourceTrouble, WhyMissing};
pub use submission::{FileNameTrouble, NotAllowed, SealTrouble};
pub use text::{Style, place, text, visible};

pub use crate::syntax::span::{Pos, Span};
pub use crate::syntax::yaml::{YamlFeature, YamlTrouble};

use crate::l10n::Lang;
use crate::privacy;

/// A problem and its place in a file that the caller knows.
pub type SpannedProblem = (Span, Problem);

/// Something wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file, relative to the root, with `/`.
    pub file: Arc<str>,
    /// Where in it.
    pub span: Span,
    /// What.
    pub problem: Problem,
}

impl Diagnostic {
    /// Something wrong there.
    #[must_use]
    pub fn new(file: &str, span: Span, problem: Problem) -> Diagnostic {
        Diagnostic { file: file.into(), span, problem }
    }

    /// What it says in that language.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        self.problem.words(lang)
    }
}

impl Problem {
    /// What it says in that language.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        let mut words = match lang {
            Lang::Zh => zh::words(self),
            Lang::En => en::words(self),
        };
        // What was found is repeated to people, but never somebody's number.
        words.message = redacted(words.message);
        words.help = words.help.map(redacted);
        words
    }
}

impl WhyMissing {
    /// The reason alone, as the portal's own pages give it.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        redacted(match lang {
            Lang::Zh => zh::why_missing(self),
            Lang::En => en::why_missing(self),
        })
    }
}

/// The most characters of a message: whole files may stand in one cell.
const LONGEST: usize = 600;

fn redacted(text: String) -> String {
    let text = match text.char_indices().nth(LONGEST) {
        None => text,
        Some(_) => {
            let chars = text.chars().count();
            let (head, tail) =
                (text.chars().take(LONGEST / 2), text.chars().skip(chars - LONGEST / 4));
            head.chain("……".chars()).chain(tail).collect()
        }
    };
    match privacy::redact(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(masked) => masked,
    }
}

/// A problem in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// What was found.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// Sorts by file, line and column, and drops what is said twice.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        let place = |it: &Diagnostic| (it.span.start, it.problem.severity(), it.problem.code());
        a.file.cmp(&b.file).then_with(|| place(a).cmp(&place(b)))
    });
    diagnostics.dedup();
}

/// How many errors and how many warnings.
#[must_use]
pub fn count(diagnostics: &[Diagnostic]) -> (usize, usize) {
    let errors = diagnostics.iter().filter(|it| it.problem.severity() == Severity::Error).count();
    (errors, diagnostics.len() - errors)
}

/// Bytes in megabytes, rounded up: what is above a limit never reads as if it were within.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1024 * 1024);
    format!("{}.{}", tenths / 10, tenths % 10)
}
