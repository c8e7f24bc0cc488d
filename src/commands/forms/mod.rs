//! The commands that write documents of Word and Excel.

mod document;
pub(super) mod template;
