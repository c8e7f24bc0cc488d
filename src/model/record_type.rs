//! The type of a record (类型), and when two types are the same (docs/content-model.md §2, visits).

use serde::{Deserialize, Serialize};

use crate::syntax::fold::fold_type;

/// A type, as written and as it is compared: `讲座（线上）` and `讲 座` are both 讲座.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RecordType {
    /// As written.
    pub name: String,
    /// What is compared.
    folded: String,
}

impl RecordType {
    /// A type as it is written.
    #[must_use]
    pub fn new(name: String) -> RecordType {
        let folded = fold_type(&name);
        RecordType { name, folded }
    }

    /// Whether both are the same type.
    #[must_use]
    pub fn is(&self, other: &RecordType) -> bool {
        self.folded == other.folded
    }

    /// What is compared.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.folded
    }
}
