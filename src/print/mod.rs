//! Output of printed documents in other formats than pages.

#[cfg(feature = "pdf")]
pub mod pdf;
