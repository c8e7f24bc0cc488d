//! User-facing words: the two languages of guidang, labels and sentences of the pages, the texts of errors.
//!
//! Texts about the types of one folder are next to those types: `diagnostics::messages`, `bagit::messages`,
//! `format::messages`.

pub(crate) mod answers;
pub mod app_messages;
pub mod app_words;
pub(crate) mod deadlines;
mod errors;
mod field_help;
pub(crate) mod labels;
pub(crate) mod phrases;
pub(crate) mod quotes;
pub mod terms;

pub use crate::model::Lang;

/// The text in the language asked for.
#[must_use]
pub fn pick<T>(lang: Lang, zh: T, en: T) -> T {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
