//! What plans and records have in common: both are documents with a text and attachments.

use super::ids::{PlanIx, RecordIx};

/// A plan or a record of an archive, by its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentIx {
    /// A plan.
    Plan(PlanIx),
    /// A record.
    Record(RecordIx),
}
