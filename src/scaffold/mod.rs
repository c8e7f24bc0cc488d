//! Texts for `guidang init` and `guidang new`: a small archive that checks clean, and records ready to fill.
//!
//! Pure: makes paths and contents; whoever calls writes them. The texts themselves are the files of `zh/` and `en/`
//! next to this one, with places such as `{today}` to fill.

mod blank;
mod fill;
mod sample;
#[cfg(test)]
mod tests;

pub use blank::{Blank, Home, NewKind, ledger_table, path, record};
pub use fill::{file_name, quote};
pub use sample::archive;
