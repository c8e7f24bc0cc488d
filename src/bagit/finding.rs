//! What can be wrong with a bag, as data; `words.rs` says it.

use super::{Algorithm, PathTrouble, Version};

/// How bad something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The bag is not valid.
    Error,
    /// It is valid, but worth a look.
    Warning,
}

/// Something wrong with a bag. Paths are relative to the bag.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the fields of a variant are what its words name")]
pub enum Finding {
    /// No `bagit.txt` (RFC 8493 §2.1.1): no bag, or half of one.
    NoDeclaration,
    /// `bagit.txt` is not the two lines that it must be.
    BadDeclaration { line: usize },
    /// A version that is not known; judged as 1.0.
    UnknownVersion { found: String },
    /// An encoding of the tag files that is not known.
    UnknownEncoding { found: String },
    /// A tag file begins with a byte order mark (§2.1.1 forbids it in bagit.txt).
    ByteOrderMark { file: String },
    /// A tag file is no text in the encoding of the bag.
    NotText { file: String },
    /// A tag file is too large to be read.
    TagTooLarge { file: String },
    /// No folder `data/` (§2.1.2).
    NoPayload,
    /// No payload manifest (§2.1.3), or none whose checksums are known.
    NoManifest,
    /// A manifest with checksums that are not known here: it is not judged.
    NotChecked { file: String },
    /// A line that is none of a manifest or of fetch.txt.
    BadLine { file: String, line: usize },
    /// A manifest or fetch.txt names a path that may not be followed (§5.1).
    UnsafePath { file: String, line: usize, path: String, why: PathTrouble },
    /// A payload manifest or fetch.txt names something outside `data/`, or a tag manifest something in it.
    WrongPlace { file: String, line: usize, path: String },
    /// One path twice in a manifest (§2.1.3).
    DoubledLine { file: String, line: usize, path: String },
    /// `*` or `./` before a path, as md5sum and find write it: the habit of older bags.
    Marked { file: String, line: usize, version: Version },
    /// A `%` that is not percent-encoded (§2.1.3).
    BarePercent { file: String, line: usize, path: String },
    /// A file that a manifest names is not there (§3).
    Missing { path: String, file: String },
    /// A file that fetch.txt names is not there: the bag is incomplete until it is fetched.
    NotFetched { path: String },
    /// fetch.txt names a file that a payload manifest does not.
    FetchNotListed { path: String, file: String },
    /// A file is not what it was.
    Changed { path: String, algorithm: Algorithm },
    /// A file of the payload that no payload manifest names.
    Added { path: String },
    /// A file of the payload that this manifest does not name, though another does (§3: each must, since 1.0).
    NotListed { path: String, file: String },
    /// A tag file that no tag manifest names: nothing tells whether it was changed.
    NotProtected { path: String },
    /// No tag manifest at all: allowed (§2.2.1), but a bag of ours always has two.
    NoTagManifest { is_ours: bool },
    /// A tag manifest does not name a payload manifest (§2.2.1: it must).
    ManifestNotListed { path: String, file: String },
    /// A line of bag-info.txt without a label.
    BadInfo { line: usize },
    /// Payload-Oxum twice (§2.2.2).
    TwoOxums,
    /// Payload-Oxum is not `bytes.files`.
    BadOxum { found: String },
    /// Payload-Oxum is not what lies in `data/`.
    Oxum { said: (u64, u64), found: (u64, u64) },
    /// A name in another Unicode form than its manifest has it (§6.1.1): the file was found all the same.
    OtherForm { path: String, listed: String },
    /// Two names that differ by their Unicode form only: one system's twins are another's one file.
    Twins { path: String, other: String },
    /// Two names that differ by case only.
    SameButCase { path: String, other: String },
    /// A name that Windows cannot hold.
    NotPortable { path: String },
    /// A link, which leads who knows where.
    Link { path: String },
    /// A device, a pipe, a socket.
    Special { path: String },
    /// A name that is no text.
    NameNotText { path: String },
    /// An entry of a zip or tar file whose name leaves the bag.
    UnsafeName { path: String, why: PathTrouble },
    /// Two entries of a zip or tar file with one name.
    DoubledName { path: String },
    /// A zip or tar file that does not hold exactly one folder (§4).
    NotOneFolder,
    /// A file that cannot be read.
    Unreadable { path: String, why: String },
    /// A zip or tar file that is damaged.
    Broken { why: String },
    /// It unpacks to more than it says: reading was stopped.
    TooMuch,
}

impl Finding {
    /// A stable word for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Finding::NoDeclaration => "no-declaration",
            Finding::BadDeclaration { .. } => "bad-declaration",
            Finding::UnknownVersion { .. } => "unknown-version",
            Finding::UnknownEncoding { .. } => "unknown-encoding",
            Finding::ByteOrderMark { .. } => "byte-order-mark",
            Finding::NotText { .. } => "not-text",
            Finding::TagTooLarge { .. } => "tag-file-too-large",
            Finding::NoPayload => "no-payload",
            Finding::NoManifest => "no-manifest",
            Finding::NotChecked { .. } => "not-checked",
            Finding::BadLine { .. } => "bad-line",
            Finding::UnsafePath { .. } => "unsafe-path",
            Finding::WrongPlace { .. } => "wrong-place",
            Finding::DoubledLine { .. } => "doubled-line",
            Finding::Marked { .. } => "marked-path",
            Finding::BarePercent { .. } => "bare-percent",
            Finding::Missing { .. } => "missing",
            Finding::NotFetched { .. } => "not-fetched",
            Finding::FetchNotListed { .. } => "fetch-not-listed",
            Finding::Changed { .. } => "changed",
            Finding::Added { .. } => "added",
            Finding::NotListed { .. } => "not-listed",
            Finding::NotProtected { .. } => "not-protected",
            Finding::NoTagManifest { .. } => "no-tag-manifest",
            Finding::ManifestNotListed { .. } => "manifest-not-listed",
            Finding::BadInfo { .. } => "bad-info",
            Finding::TwoOxums => "two-oxums",
            Finding::BadOxum { .. } => "bad-oxum",
            Finding::Oxum { .. } => "oxum",
            Finding::OtherForm { .. } => "other-form",
            Finding::Twins { .. } => "twins",
            Finding::SameButCase { .. } => "same-but-case",
            Finding::NotPortable { .. } => "not-portable",
            Finding::Link { .. } => "link",
            Finding::Special { .. } => "special-file",
            Finding::NameNotText { .. } => "name-not-text",
            Finding::UnsafeName { .. } => "unsafe-name",
            Finding::DoubledName { .. } => "doubled-name",
            Finding::NotOneFolder => "not-one-folder",
            Finding::Unreadable { .. } => "unreadable",
            Finding::Broken { .. } => "broken-container",
            Finding::TooMuch => "too-much",
        }
    }

    /// Whether the bag is not valid for it.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Finding::NotChecked { .. }
            | Finding::BarePercent { .. }
            | Finding::NotProtected { .. }
            | Finding::NoTagManifest { is_ours: false }
            | Finding::OtherForm { .. }
            | Finding::SameButCase { .. }
            | Finding::NotPortable { .. }
            | Finding::Marked { version: Version::Old, .. } => Severity::Warning,
            Finding::ByteOrderMark { file } if file != "bagit.txt" => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
