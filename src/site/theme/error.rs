//! What is wrong with a theme's templates, and where.

use super::spot::TemplateSpot;
use crate::error::Error;
use crate::l10n::Lang;
use crate::parse::nearest_name;
use crate::privacy::redact;

/// Every error of a theme that could be found at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeError(pub(super) Vec<TemplateError>);

/// One error of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TemplateError {
    /// The template: `themes/qing/plan.html`, or `builtin/plan.html` of the built-in theme.
    pub(super) file: String,
    /// `None` if the error is about the file as a whole.
    pub(super) spot: Option<TemplateSpot>,
    pub(super) kind: ThemeErrorKind,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ThemeErrorKind {
    /// A value that the page does not have; `known` are the values available in its place.
    UnknownValue { path: String, suggestion: Option<String>, known: Vec<String> },
    /// A filter, component, template … that does not exist.
    UnknownName { kind: NameKind, name: String, suggestion: Option<String> },
    /// Templates that extend or include each other in a cycle.
    Cycle { names: Vec<String> },
    /// A template that extends the name it replaces, which is itself.
    ExtendsItself { name: String },
    /// The file is not UTF-8.
    NotUtf8,
    /// The template ends within a tag, block or component.
    UnexpectedEnd,
    /// A token that cannot stand there; `expected` is `None` for a value of any kind.
    Unexpected { found: String, expected: Option<String> },
    /// A value of a type that a filter or test does not take, in the engine's names of types.
    WrongType { found: String, expected: String },
    /// The engine's own message.
    Other(String),
}

/// What a template can refer to by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameKind {
    Filter,
    Test,
    Function,
    Component,
    Template,
    Block,
}

impl ThemeErrorKind {
    /// The error for a value that does not exist. `prefix` is the part of `path` that does, with its dot; `known` are
    /// the names that can follow it.
    pub(super) fn unknown_value(path: &str, prefix: &str, known: Vec<&str>) -> ThemeErrorKind {
        let name = path.strip_prefix(prefix).unwrap_or(path);
        let nearest = nearest_name(name, known.iter().copied());
        ThemeErrorKind::UnknownValue {
            path: path.to_owned(),
            suggestion: nearest.map(|name| format!("{prefix}{name}")),
            known: known.into_iter().map(|name| format!("{prefix}{name}")).collect(),
        }
    }
}

impl ThemeError {
    /// The errors in words, each with its position, the line, and carets under what is wrong.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let mut messages = Vec::new();
        for error in &self.0 {
            messages.push(redact(&error.message(lang)).into_owned());
        }
        messages.join("\n")
    }
}

impl TemplateError {
    fn message(&self, lang: Lang) -> String {
        let (label, message) = match lang {
            Lang::Zh => ("主题模板有误", self.kind.zh()),
            Lang::En => ("error in the theme", self.kind.en()),
        };
        let file = &self.file;
        match &self.spot {
            None if file.is_empty() => format!("{label}: {message}"),
            None => format!("{file}: {label}: {message}"),
            Some(spot) => {
                let (line, column, excerpt) = (spot.line, spot.column, spot.excerpt());
                format!("{file}:{line}:{column}: {label}: {message}{excerpt}")
            }
        }
    }
}

impl From<ThemeError> for Error {
    fn from(error: ThemeError) -> Error {
        Error::custom(error.message(Lang::Zh), error.message(Lang::En))
    }
}
