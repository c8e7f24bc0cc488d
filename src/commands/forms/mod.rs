//! The commands that write documents of Word and Excel.

pub(super) mod document;
pub(super) mod fill;
pub(super) mod template;
