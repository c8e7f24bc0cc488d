//! Everything that can be wrong with content, as data. The words come from `zh.rs` and `en.rs`.

use super::{Code, FileNameTrouble, FilingTrouble, NotAllowed, SealTrouble, SourceTrouble};
use crate::model::DayError;
use crate::syntax::yaml::{YamlFeature, YamlTrouble};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is built.
    Error,
    /// Told, and built all the same (unless `--strict`).
    Warning,
}

/// The shape of a YAML value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A text or number.
    Text,
    /// A list of values.
    List,
    /// A map of keys and values.
    Map,
}

/// What a reference names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// A school.
    School,
    /// A pair.
    Pair,
    /// A plan.
    Plan,
    /// An action of a plan.
    Action,
    /// A target of a plan.
    Target,
    /// A term.
    Term,
    /// An indicator.
    Indicator,
}

/// A key in both spellings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// `date`
    pub en: &'static str,
    /// `日期`
    pub zh: &'static str,
}

/// Why a text is not a number that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberTrouble {
    /// `约10`, `10余`, `若干`.
    Inexact,
    /// `三次`, with the number meant when it is certain.
    Han(Option<u32>),
    /// `200套` where another unit counts.
    OtherUnit {
        /// The number before it, ten thousandfold where it stands before 万.
        number: String,
        /// What stands after it.
        found: String,
        /// The unit that counts; empty when the figure has none.
        unit: String,
    },
    /// `1.1E+17`.
    Exponent,
    /// More digits than a figure may have.
    TooLong,
    /// Below the least that makes sense.
    TooSmall(i64),
    /// Above the most that makes sense.
    TooLarge(i64),
    /// A whole number is needed.
    NotWhole,
    /// Anything else.
    Shape,
}

/// What is wrong with the bytes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EncodingTrouble {
    /// Read as GB18030: works, but UTF-8 is better.
    ReadAsGb18030,
    /// Read as UTF-16.
    ReadAsUtf16,
    /// Not text at all.
    Binary,
    /// Two encodings in one file, or cut in the middle of a character.
    Mixed,
    /// None that is known.
    Unknown,
}

/// Why something is not counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotCounted {
    /// A data key that no indicator reads.
    UnknownMeasure {
        /// The key.
        found: String,
        /// The nearest that is read.
        nearest: Option<String>,
    },
    /// Several pairs fit the record, so it belongs to none.
    SeveralPairs {
        /// Their ids.
        pairs: Vec<String>,
    },
    /// A record dated outside the plan that it names, by itself or by an action.
    OutsidePlan {
        /// The plan's title.
        plan: String,
        /// The plan's first day.
        first: String,
        /// The plan's last day.
        last: String,
    },
    /// A type that is nearly one that an indicator counts.
    NearlyType {
        /// The type.
        found: String,
        /// The one that is counted.
        nearest: String,
    },
    /// A row of a ledger that carries data and no date.
    RowWithoutDate,
    /// A row of sums that differs from what the rows come to.
    SumDiffers {
        /// 合计, 小计.
        label: String,
        /// What it says.
        stated: String,
        /// What the rows come to.
        rows: String,
        /// How far they are apart.
        apart: String,
    },
    /// A column of a ledger that carries data no indicator reads.
    UnreadColumn {
        /// Its name.
        column: String,
    },
}

/// What is wrong with a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTrouble {
    /// There is no such file.
    NoFile {
        /// The nearest that there is, as a link.
        nearest: Option<String>,
    },
    /// The file has no such heading.
    NoAnchor {
        /// The nearest heading.
        nearest: Option<String>,
    },
    /// Not http, https, mailto or a relative path.
    Scheme,
    /// It leaves the content folder.
    Leaves,
    /// The record it leads to is a draft.
    Draft,
}

/// What a stray file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stray {
    /// In none of the known places.
    Nowhere,
    /// A word processor's or spreadsheet's file in place of a record.
    Office,
    /// `.txt`, `.yml`, `.md.txt` and the like: nearly right.
    Ending {
        /// The ending to write.
        wanted: &'static str,
    },
    /// A folder for records that is nearly named right.
    Folder {
        /// The name to write.
        nearest: String,
    },
    /// Beside records, and no record names it.
    Unclaimed,
    /// A symbolic link or special file.
    NotAFile,
    /// A file that runs a program when it is opened: SVG, HTML, scripts.
    Active,
    /// A picture of a kind whose notes (where it was taken) cannot be taken out: HEIC, TIFF.
    Notes,
}

/// What is wrong. One variant a rule; both languages match them all, so a new one does not compile until both can say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// yaml-syntax
    Yaml(YamlTrouble),
    /// unsupported-yaml
    UnsupportedYaml(YamlFeature),
    /// nesting
    Nesting {
        /// The deepest allowed.
        limit: usize,
    },
    /// too-large
    TooLarge {
        /// The most bytes (or rows, columns) allowed.
        limit: u64,
    },
    /// too-large: a photo that slows down everybody who fetches the archive.
    LargePhoto {
        /// The file's name.
        name: String,
        /// Its bytes.
        size: u64,
    },
    /// missing-field: an image without a word for those who cannot see it.
    ImageWithoutAlt,
    /// unknown-field
    UnknownField {
        /// The key as written.
        found: String,
        /// The nearest that may stand here.
        nearest: Option<&'static str>,
        /// Where it belongs, when it is a field of something else.
        elsewhere: Option<Key>,
        /// What may stand here.
        allowed: Vec<Key>,
    },
    /// unknown-field: a column that the CSV has and `columns` has not.
    UnknownColumn {
        /// The header.
        found: String,
        /// The CSV file.
        table: String,
    },
    /// bad-value: a row of a CSV with more cells than its header.
    ExtraCell {
        /// The text of the cell.
        found: String,
    },
    /// missing-field: a column that `columns` names and the CSV lacks.
    MissingColumn {
        /// The name.
        column: String,
        /// The CSV file.
        table: String,
        /// The nearest header.
        nearest: Option<String>,
    },
    /// missing-field
    MissingField {
        /// The key.
        key: Key,
        /// What could be written.
        example: &'static str,
    },
    /// missing-field: a folder without its school.yaml or pair.yaml.
    MissingFile {
        /// The file, in both spellings.
        file: Key,
    },
    /// missing-field: a ledger's table without a date column, so nothing is counted.
    NoDateColumn,
    /// wrong-type
    WrongType {
        /// What was found.
        found: Shape,
        /// What is wanted.
        wanted: Shape,
    },
    /// bad-value: not a number.
    BadNumber {
        /// The text.
        found: String,
        /// Why.
        why: NumberTrouble,
    },
    /// bad-value: not one of a list.
    BadChoice {
        /// The text.
        found: String,
        /// What may be written.
        allowed: Vec<Key>,
        /// The nearest.
        nearest: Option<&'static str>,
    },
    /// bad-value: neither yes nor no.
    BadFlag {
        /// The text.
        found: String,
    },
    /// bad-value: `edit_url` without `{path}`, `base_url` that is no http address …
    BadAddress {
        /// The text.
        found: String,
    },
    /// bad-value: a scope that only a pair's plan can have.
    ScopeNeedsPair {
        /// The scope as written.
        found: String,
    },
    /// bad-value: a `last` indicator in a joint target needs `across`.
    AcrossNeeded {
        /// The indicator.
        indicator: String,
    },
    /// bad-value: a theme that is not there.
    NoTheme {
        /// Its name.
        found: String,
    },
    /// bad-value: more than one date column.
    SecondDateColumn,
    /// bad-date
    BadDate {
        /// The text.
        found: String,
        /// Why.
        why: DayError,
    },
    /// bad-date, read all the same: a date that a spreadsheet saved as a number.
    SerialDate {
        /// The number.
        found: String,
        /// The day.
        day: String,
    },
    /// bad-value: a long number of which a spreadsheet kept the beginning only.
    LostNumber {
        /// `1.1E+17`.
        found: String,
    },
    /// bad-range
    BadRange {
        /// The first day, as written.
        start: String,
        /// The last day, before it.
        end: String,
    },
    /// duplicate-key
    DuplicateKey {
        /// The key as written.
        found: String,
        /// The line of the first.
        line: u32,
    },
    /// duplicate-id, a warning: two schools of a pair tell of what is probably one visit.
    SameVisit {
        /// The file of the other.
        file: String,
    },
    /// duplicate-id: a file that an office program or file manager named as a copy of one beside it.
    CopyOf {
        /// The name of the one beside it.
        original: String,
    },
    /// duplicate-id
    DuplicateId {
        /// What.
        found: String,
        /// The file of the first.
        file: String,
        /// Its line there; 0: the file as a whole.
        line: u32,
    },
    /// unknown-reference
    UnknownReference {
        /// What it should name.
        named: Named,
        /// The text.
        found: String,
        /// The nearest there is.
        nearest: Option<String>,
    },
    /// unknown-reference: it is there, but does not apply to the record's school.
    NotForSchool {
        /// What it names.
        named: Named,
        /// The text.
        found: String,
        /// The school.
        school: String,
    },
    /// ambiguous-reference
    AmbiguousReference {
        /// What it should name.
        named: Named,
        /// The text.
        found: String,
        /// What fits.
        candidates: Vec<String>,
    },
    /// encoding
    Encoding(EncodingTrouble),
    /// conflicting-values
    ConflictingValues {
        /// The data key.
        measure: String,
        /// The day.
        day: String,
        /// The other file.
        file: String,
        /// Its line; 0 when unknown.
        line: u32,
    },
    /// no-period
    NoPeriod {
        /// The target.
        target: String,
    },
    /// not-counted
    NotCounted(NotCounted),
    /// stray-file
    StrayFile(Stray),
    /// broken-link
    BrokenLink {
        /// The link as written.
        href: String,
        /// Why.
        why: LinkTrouble,
    },
    /// missing-attachment
    MissingAttachment {
        /// The file as written.
        found: String,
        /// The nearest that is there.
        nearest: Option<String>,
    },
    /// unsafe-path
    UnsafePath {
        /// The path as written.
        found: String,
    },
    /// unsafe-path: a name that not every system can hold.
    FileName(FileNameTrouble),
    /// not-allowed: what the server refuses of a push.
    NotAllowed(NotAllowed),
    /// sealed
    Sealed(SealTrouble),
    /// What is wrong with numbers of papers, or the rule for them.
    Filing(FilingTrouble),
    /// What is wrong with sources.yaml, or with an archive that it names.
    Source(SourceTrouble),
    /// personal-data: masked before it comes here.
    PersonalData {
        /// What it seems to be.
        what: Key,
        /// With bullets in the middle.
        masked: String,
        /// Whether it is beyond doubt.
        certain: bool,
    },
    /// personal-data: in an earlier commit of a push, and not in the last any more.
    PersonalHistory {
        /// What it seems to be.
        what: Key,
        /// With bullets in the middle.
        masked: String,
    },
    /// personal-data: a column that tells of somebody.
    PersonalColumn {
        /// Its name.
        column: String,
    },
    /// raw-html
    RawHtml {
        /// The tag as written.
        found: String,
    },
    /// overlapping-terms
    OverlappingTerms {
        /// The other term.
        other: String,
    },
    /// placeholder
    Placeholder {
        /// The text.
        found: String,
    },
}

impl Problem {
    /// The stable word for it (INTERFACE.md §2).
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Problem::Yaml(_) => Code::YamlSyntax,
            Problem::UnsupportedYaml(_) => Code::UnsupportedYaml,
            Problem::Nesting { .. } => Code::Nesting,
            Problem::TooLarge { .. } | Problem::LargePhoto { .. } => Code::TooLarge,
            Problem::UnknownField { .. } | Problem::UnknownColumn { .. } => Code::UnknownField,
            Problem::MissingField { .. }
            | Problem::MissingColumn { .. }
            | Problem::MissingFile { .. }
            | Problem::NoDateColumn
            | Problem::ImageWithoutAlt => Code::MissingField,
            Problem::WrongType { .. } => Code::WrongType,
            Problem::BadNumber { .. }
            | Problem::BadChoice { .. }
            | Problem::BadFlag { .. }
            | Problem::BadAddress { .. }
            | Problem::ScopeNeedsPair { .. }
            | Problem::AcrossNeeded { .. }
            | Problem::NoTheme { .. }
            | Problem::SecondDateColumn
            | Problem::LostNumber { .. }
            | Problem::ExtraCell { .. } => Code::BadValue,
            Problem::BadDate { .. } | Problem::SerialDate { .. } => Code::BadDate,
            Problem::BadRange { .. } => Code::BadRange,
            Problem::DuplicateKey { .. } => Code::DuplicateKey,
            Problem::DuplicateId { .. } | Problem::SameVisit { .. } | Problem::CopyOf { .. } => {
                Code::DuplicateId
            }
            Problem::UnknownReference { .. } | Problem::NotForSchool { .. } => {
                Code::UnknownReference
            }
            Problem::AmbiguousReference { .. } => Code::AmbiguousReference,
            Problem::Encoding(_) => Code::Encoding,
            Problem::ConflictingValues { .. } => Code::ConflictingValues,
            Problem::NoPeriod { .. } => Code::NoPeriod,
            Problem::NotCounted(_) => Code::NotCounted,
            Problem::StrayFile(_) => Code::StrayFile,
            Problem::BrokenLink { .. } => Code::BrokenLink,
            Problem::MissingAttachment { .. } => Code::MissingAttachment,
            Problem::UnsafePath { .. } | Problem::FileName(_) => Code::UnsafePath,
            Problem::NotAllowed(_) => Code::NotAllowed,
            Problem::Sealed(_) => Code::Sealed,
            Problem::Filing(trouble) => trouble.code(),
            Problem::Source(trouble) => trouble.code(),
            Problem::PersonalData { .. }
            | Problem::PersonalHistory { .. }
            | Problem::PersonalColumn { .. } => Code::PersonalData,
            Problem::RawHtml { .. } => Code::RawHtml,
            Problem::OverlappingTerms { .. } => Code::OverlappingTerms,
            Problem::Placeholder { .. } => Code::Placeholder,
        }
    }

    /// Whether it stops the build.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Problem::Source(trouble) => trouble.severity(),
            Problem::NotCounted(_)
            | Problem::LargePhoto { .. }
            | Problem::ImageWithoutAlt
            | Problem::SameVisit { .. }
            | Problem::StrayFile(
                Stray::Nowhere
                | Stray::Office
                | Stray::Ending { .. }
                | Stray::Folder { .. }
                | Stray::Unclaimed
                | Stray::NotAFile,
            )
            | Problem::RawHtml { .. }
            | Problem::Placeholder { .. }
            | Problem::SerialDate { .. }
            | Problem::PersonalData { certain: false, .. }
            | Problem::Filing(
                FilingTrouble::NoFonds
                | FilingTrouble::Gone { .. }
                | FilingTrouble::Differs { .. }
                | FilingTrouble::Fonds { .. },
            )
            | Problem::Encoding(EncodingTrouble::ReadAsGb18030 | EncodingTrouble::ReadAsUtf16) => {
                Severity::Warning
            }
            _ => Severity::Error,
        }
    }
}
