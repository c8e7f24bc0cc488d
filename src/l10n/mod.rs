//! User-facing words: the two languages of guidang, labels and sentences of the pages, the texts of errors.
//!
//! The texts of diagnostics live in `diagnostics::messages`, next to the problems that they describe.

pub mod bagit;
pub(crate) mod format;
pub(crate) mod labels;
pub(crate) mod phrases;
pub mod terms;

pub use crate::model::Lang;
