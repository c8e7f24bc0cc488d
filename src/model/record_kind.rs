//! The kinds of records.

use serde::{Deserialize, Serialize};

/// The kinds of records that schools write, without plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RecordKind {
    /// 活动.
    Visit,
    /// 总结.
    Summary,
    /// 台账.
    Ledger,
    /// 资源.
    Resource,
    /// 荣誉.
    Honour,
    /// 问题.
    Question,
}

impl RecordKind {
    /// Every kind.
    pub const ALL: [RecordKind; 6] = [
        RecordKind::Visit,
        RecordKind::Summary,
        RecordKind::Ledger,
        RecordKind::Resource,
        RecordKind::Honour,
        RecordKind::Question,
    ];

    /// Whether records of this kind are documents on paper, each with a PDF.
    #[must_use]
    pub fn is_document(self) -> bool {
        matches!(self, RecordKind::Summary | RecordKind::Visit)
    }

    /// Whether records of this kind have a page for printing, with annexes. The others are printed from their own pages.
    #[must_use]
    pub fn has_printed_page(self) -> bool {
        self == RecordKind::Summary
    }

    /// The English code: `visit`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            RecordKind::Visit => "visit",
            RecordKind::Summary => "summary",
            RecordKind::Ledger => "ledger",
            RecordKind::Resource => "resource",
            RecordKind::Honour => "honour",
            RecordKind::Question => "question",
        }
    }
}
