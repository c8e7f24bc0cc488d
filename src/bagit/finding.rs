//! What can be wrong with a bag, as data; `l10n/bagit.rs` has the words.

use super::{Algorithm, PathProblem, PayloadSize, Version};

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The bag is not valid.
    Error,
    /// The bag is valid, but this is worth a look.
    Warning,
}

/// Something wrong with a bag. Paths are relative to the bag.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the fields of a variant are what its words name")]
pub enum Finding {
    /// There is no `bagit.txt` (RFC 8493 §2.1.1): this is no bag, or half of one.
    NoDeclaration,
    /// `bagit.txt` is not the two lines that it must be.
    BadDeclaration { line: usize },
    /// An unknown version; the bag is verified as 1.0.
    UnknownVersion { found: String },
    /// An unknown encoding of the tag files.
    UnknownEncoding { found: String },
    /// A tag file begins with a byte order mark (§2.1.1 forbids it in bagit.txt).
    ByteOrderMark { file: String },
    /// A tag file is not text in the encoding of the bag.
    NotText { file: String },
    /// A tag file is too large to read.
    TagTooLarge { file: String },
    /// There is no folder `data/` (§2.1.2).
    NoPayload,
    /// There is no payload manifest (§2.1.3), or none with a known algorithm.
    NoManifest,
    /// A manifest with an algorithm that is unknown here: it is not checked.
    NotChecked { file: String },
    /// A malformed line of a manifest or of fetch.txt.
    BadLine { file: String, line: usize },
    /// A manifest or fetch.txt names a path that may not be followed (§5.1).
    UnsafePath { file: String, line: usize, path: String, why: PathProblem },
    /// A payload manifest or fetch.txt names something outside `data/`, or a tag manifest something in it.
    WrongPlace { file: String, line: usize, path: String },
    /// A path that a manifest lists twice (§2.1.3).
    /// Harmless before 1.0 when both lines have the same checksum.
    DoubledLine { file: String, line: usize, path: String, is_harmless: bool },
    /// `*` or `./` before a path, as md5sum and find write it: the habit of older bags.
    Marked { file: String, line: usize, version: Version },
    /// A `%` that is not percent-encoded (§2.1.3).
    BarePercent { file: String, line: usize, path: String },
    /// A file that a manifest lists does not exist (§3).
    Missing { path: String, file: String },
    /// A file that fetch.txt lists does not exist: the bag is incomplete until it is fetched.
    NotFetched { path: String },
    /// fetch.txt lists a file that a payload manifest does not.
    FetchNotListed { path: String, file: String },
    /// The checksum of a file differs from its manifest.
    Changed { path: String, algorithm: Algorithm },
    /// A file of the payload that no payload manifest lists.
    Added { path: String },
    /// A file of the payload that this manifest does not list, though another does (§3: each must, since 1.0).
    NotListed { path: String, file: String },
    /// A tag file that no tag manifest lists: nothing shows whether it was changed.
    NotProtected { path: String },
    /// There is no tag manifest: allowed (§2.2.1), but our own bags always have two.
    NoTagManifest { is_ours: bool },
    /// A tag manifest does not list a payload manifest (§2.2.1: it must).
    ManifestNotListed { path: String, file: String },
    /// A line of bag-info.txt without a label.
    BadInfo { line: usize },
    /// bag-info.txt has Payload-Oxum twice (§2.2.2).
    TwoOxums,
    /// Payload-Oxum is not `bytes.files`.
    BadOxum { found: String },
    /// Payload-Oxum differs from the contents of `data/`.
    Oxum { declared: PayloadSize, found: PayloadSize },
    /// A name in another Unicode normalization form than in its manifest (§6.1.1): the file was found all the same.
    OtherForm { path: String, listed: String },
    /// Two names that differ in their Unicode normalization form only: on some systems they are one file.
    Twins { path: String, other: String },
    /// Two names that differ by case only.
    SameButCase { path: String, other: String },
    /// A name that Windows does not allow.
    NotPortable { path: String },
    /// A symbolic link, which is not followed.
    Link { path: String },
    /// A device, a pipe or a socket.
    Special { path: String },
    /// A name that is not UTF-8.
    NameNotText { path: String },
    /// Names in a zip or tar file that are not UTF-8 and were read as GB18030.
    NamesInGb18030 { count: usize, example: String },
    /// A file that a system adds by itself; no manifest lists it, and it is passed over.
    Litter { path: String },
    /// Bytes of a zip file that its directory does not speak of.
    HiddenBytes { at: u64, count: u64 },
    /// A file in a zip file whose own header differs from the directory, or overlaps another file.
    LyingHeader { path: String },
    /// An entry of a zip or tar file whose name leaves the bag.
    UnsafeName { path: String, why: PathProblem },
    /// Two entries of a zip or tar file with the same name.
    DoubledName { path: String },
    /// A zip or tar file that does not hold exactly one folder (§4).
    NotOneFolder,
    /// A file that cannot be read.
    Unreadable { path: String, why: String },
    /// A zip or tar file that is damaged.
    Broken { why: String },
    /// The file unpacks to far more than it declares: reading was stopped.
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
            Finding::NamesInGb18030 { .. } => "names-in-gb18030",
            Finding::Litter { .. } => "litter",
            Finding::HiddenBytes { .. } => "hidden-bytes",
            Finding::LyingHeader { .. } => "lying-header",
            Finding::UnsafeName { .. } => "unsafe-name",
            Finding::DoubledName { .. } => "doubled-name",
            Finding::NotOneFolder => "not-one-folder",
            Finding::Unreadable { .. } => "unreadable",
            Finding::Broken { .. } => "broken-container",
            Finding::TooMuch => "too-much",
        }
    }

    /// Whether the finding makes the bag invalid.
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
            | Finding::NamesInGb18030 { .. }
            | Finding::Litter { .. }
            | Finding::DoubledLine { is_harmless: true, .. }
            | Finding::Marked { version: Version::Old, .. } => Severity::Warning,
            Finding::ByteOrderMark { file } if file != "bagit.txt" => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
