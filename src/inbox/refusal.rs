//! Why something that was handed in is not taken, before the checks of the archive have their say.

use crate::diagnostics::ImportRefusal;

/// Why a hand-in is given back.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of a variant are what its words name")]
pub enum Refusal {
    /// The zip file cannot be read.
    Damaged,
    /// The zip file asks for a password.
    Encrypted,
    /// A name that leads out of the package, or that no system can hold.
    UnsafeName { path: String },
    /// A link or a device.
    NoFile { path: String },
    /// Two files of one name.
    Doubled { path: String },
    /// Bytes that the list of the zip file does not name.
    Hidden,
    /// More files or bytes than are unpacked.
    TooMuch,
    /// A file that is larger than the archive takes.
    FileTooLarge { path: String, size: u64, limit: u64 },
    /// A hidden file, which the archive would not look at.
    HiddenFile { path: String },
    /// Neither 送交.json nor index.md.
    NoRecord,
    /// Several records, each in its folder.
    Several { count: usize },
    /// 送交.json cannot be read.
    BadManifest,
    /// 送交.json is of a later version.
    LaterVersion,
    /// A file that 送交.json names is not there.
    Missing { path: String },
    /// A file differs from what 送交.json says.
    Changed { path: String },
    /// A file that 送交.json does not name.
    Unlisted { path: String },
    /// The record is another school's.
    OtherSchool { school: String },
    /// 送交.json names a place that is no record's.
    NoSuchPlace { record: String },
    /// The text does not say what kind of record it is.
    UnknownKind,
    /// A Word or Excel file that cannot be imported.
    Import(ImportRefusal),
    /// A Word or Excel file with several records.
    SeveralInDocument { count: usize },
    /// A file of an old office program.
    OldOffice { ending: String },
    /// A packed file that is no zip file.
    OtherPacker { ending: String },
    /// Any other file.
    OtherFile { ending: String },
    /// The record was edited in the archive since it was taken.
    EditedHere { record: String },
    /// The record is in the archive, and did not come by the inbox.
    NotByInbox { record: String },
    /// The record has another name now.
    Renamed { record: String, now: String },
}
