//! Word and Excel files → records (docs/interface.md §6.1).
//!
//! Pure: the bytes of a file and an archive in, the texts of records out, with the origin of every line and a note of
//! everything that is in none of them. Whether a record is right is for the parser to say, as of one written by hand:
//! `project` puts the records beside those of the archive and checks them there.

mod check_boxes;
mod chosen;
mod draft;
mod follow_ups;
mod form_table;
mod infer;
mod items;
mod label;
mod ledger;
mod ledger_head;
mod markdown;
mod marked_words;
mod month_ledger;
mod office;
mod original;
mod pictures;
mod record;
mod schools;
mod sheet;
mod sniff;
mod values;
mod web_table;
mod word;
mod word_ledger;
mod word_visits;
mod writer;

#[cfg(test)]
mod tests;

use crate::diagnostics::{ImportNote, ImportPlace};
use crate::model::{Archive, Day, RecordKind, SchoolIx};

pub use chosen::ChosenLabels;
pub use office::import;

/// What a file is to become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ImportKind {
    /// A visit: 活动.
    Visit,
    /// A summary: 总结.
    Summary,
    /// A ledger: 台账.
    Ledger,
    /// A visit a row.
    Visits,
    /// A visit with the problems found, a row each.
    FollowUps,
}

impl ImportKind {
    /// Every kind, in the order of the help text.
    pub const ALL: [ImportKind; 5] = [
        ImportKind::Visit,
        ImportKind::Summary,
        ImportKind::Ledger,
        ImportKind::Visits,
        ImportKind::FollowUps,
    ];

    /// The name on the command line.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            ImportKind::Visit => "visit",
            ImportKind::Summary => "summary",
            ImportKind::Ledger => "ledger",
            ImportKind::Visits => "visits",
            ImportKind::FollowUps => "follow-ups",
        }
    }

    /// The Chinese name on the command line.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            ImportKind::Visit => "活动",
            ImportKind::Summary => "总结",
            ImportKind::Ledger => "台账",
            ImportKind::Visits => "活动表",
            ImportKind::FollowUps => "问题整改",
        }
    }

    /// The kind with a name, English or Chinese.
    #[must_use]
    pub fn from_code(code: &str) -> Option<ImportKind> {
        ImportKind::ALL.into_iter().find(|kind| kind.code() == code || kind.chinese() == code)
    }
}

/// What a file is imported into.
#[derive(Debug, Clone, Copy)]
pub struct ImportContext<'a> {
    /// The archive.
    pub archive: &'a Archive,
    /// Whose records they are, when somebody said so.
    pub school: Option<SchoolIx>,
    /// What the file is to become; `None` lets the file tell.
    pub kind: Option<ImportKind>,
    /// What people have chosen for the labels of their forms.
    pub labels: &'a ChosenLabels,
}

/// What a file became.
#[derive(Debug, Default)]
pub struct Imported {
    /// The records, in the order of the file.
    pub records: Vec<ImportedRecord>,
    /// What concerns the file as a whole.
    pub notes: Vec<ImportNote>,
}

/// A record from a file.
#[derive(Debug)]
pub struct ImportedRecord {
    /// Its kind.
    pub kind: RecordKind,
    /// Whose it is.
    pub school: SchoolIx,
    /// Its title.
    pub title: String,
    /// Its day, when the file has a right one.
    pub day: Option<Day>,
    /// The text of its file.
    pub text: String,
    /// Where each line of the text came from; `None` for lines that came from nowhere.
    pub origins: Vec<Option<ImportPlace>>,
    /// The files next to it.
    pub files: Vec<ImportedFile>,
    /// What was noticed.
    pub notes: Vec<ImportNote>,
}

/// The name of a file without its ending.
pub(crate) fn stem_of(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, _)) => stem,
        None => name,
    }
}

/// The texts of a row that are not blank.
fn filled_cells(row: &[String]) -> Vec<&str> {
    let mut filled = Vec::with_capacity(row.len());
    for cell in row {
        let cell = cell.trim();
        if !cell.is_empty() {
            filled.push(cell);
        }
    }
    filled
}

/// A file next to a record.
#[derive(Debug)]
pub struct ImportedFile {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}
