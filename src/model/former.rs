//! Ids that plans, records and pairs had before they were moved (docs/content-model.md §2, `formerly`).

use serde::{Deserialize, Serialize};

use crate::syntax::span::Span;

/// An id that something had, and where its file says so.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FormerId {
    /// The id in NFC, without `content/` and `.md`; of a pair its folder or `pairs/<folder>`.
    pub id: String,
    /// Where it is written.
    pub span: Span,
}
