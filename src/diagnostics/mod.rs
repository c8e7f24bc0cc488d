//! What can be wrong with content, where it is, and how it is reported.
//!
//! A [`Diagnostic`] is data. `messages/` holds its texts in both languages, `render/` the output formats (text,
//! JSON, workflow commands), `explain/` the long explanation of each code.

mod code;
pub mod explain;
mod filing;
mod import;
mod input;
mod messages;
mod misreading;
mod oddity;
mod problem;
mod render;
mod source;
mod submission;

use std::sync::Arc;

pub use code::Code;
pub use filing::FilingProblem;
pub use import::{ImportNote, ImportPlace, ImportRefusal};
pub use input::{
    AttachmentPlace, BilingualName, EncodingProblem, LinkProblem, NotCounted, NumberProblem,
    PictureProblem, ReferenceKind, Shape, Stray,
};
pub use messages::Message;
pub use misreading::Misreading;
pub use oddity::{Elsewhere, Oddity};
pub use problem::{Problem, Severity};
pub use render::{Style, github, json, masked, place, text, visible};
pub use source::{SourceProblem, WhyMissing};
pub use submission::{
    FileNameProblem, NotAllowed, ObjectProblem, PushedText, ReferenceProblem, SealProblem,
};

pub use crate::syntax::span::{Pos, Span};
pub use crate::syntax::yaml::{YamlFeature, YamlSyntaxError};

use crate::model::Lang;

/// A problem and its place in a file that the caller knows.
pub type SpannedProblem = (Span, Problem);

/// Something wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file, relative to the root, with `/`.
    pub file: Arc<str>,
    /// The place in the file.
    pub span: Span,
    /// What is wrong.
    pub problem: Problem,
}

impl Diagnostic {
    /// A problem at a place.
    #[must_use]
    pub fn new(file: &str, span: Span, problem: Problem) -> Diagnostic {
        Diagnostic { file: file.into(), span, problem }
    }

    /// The message in a language.
    #[must_use]
    pub fn message(&self, lang: Lang) -> Message {
        self.problem.message(lang)
    }
}

/// Sorts by file, line and column, and drops repeated diagnostics.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| a.file.cmp(&b.file).then_with(|| sort_key(a).cmp(&sort_key(b))));
    diagnostics.dedup();
}

fn sort_key(diagnostic: &Diagnostic) -> (Pos, Severity, Code) {
    let problem = &diagnostic.problem;
    (diagnostic.span.start, problem.severity(), problem.code())
}

/// The numbers of errors and of warnings.
#[must_use]
pub fn count(diagnostics: &[Diagnostic]) -> (usize, usize) {
    let mut errors = 0;
    for diagnostic in diagnostics {
        if diagnostic.problem.severity() == Severity::Error {
            errors += 1;
        }
    }
    (errors, diagnostics.len() - errors)
}
