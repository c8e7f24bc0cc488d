//! The county's own forms (表样), as far as records are concerned.

use super::RecordKind;

/// A form of Word or Excel in `content/forms/` that is filled in from one record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CountyForm {
    /// Its name: `送教记录表.docx`.
    pub name: String,
    /// The kinds of records that it is for.
    pub kinds: Vec<RecordKind>,
}
