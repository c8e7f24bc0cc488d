//! Printed documents.

#[cfg(feature = "pdf")]
pub mod pdf;
