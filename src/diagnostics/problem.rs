//! Everything that can be wrong with content, as data. The texts are in `messages/`.

use super::{
    AttachmentPlace, BilingualName, Code, EncodingProblem, FileNameProblem, FilingProblem,
    LinkProblem, Misreading, NotAllowed, NotCounted, NumberProblem, Oddity, PictureProblem,
    PushedText, ReferenceKind, SealProblem, Shape, SourceProblem, Stray,
};
use crate::model::DayError;
use crate::privacy::Fingerprint;
use crate::syntax::markdown::SlipKind;
use crate::syntax::yaml::{YamlFeature, YamlSyntaxError};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is built.
    Error,
    /// Reported, but the site is built (unless `--strict`).
    Warning,
}

/// What is wrong: one variant per rule. Both languages match every variant, so a new one does not compile until both
/// have a text for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// yaml-syntax
    Yaml(YamlSyntaxError),
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
    /// missing-field: an image without alternative text.
    ImageWithoutAlt,
    /// missing-attachment: an attachment that is not shown; broken-link: an image that is no picture.
    Picture {
        /// The file's name.
        name: String,
        /// Why.
        why: PictureProblem,
    },
    /// unknown-field
    UnknownField {
        /// The key as written.
        found: String,
        /// The nearest that may stand here.
        nearest: Option<&'static str>,
        /// Where it belongs, when it is a field of something else.
        elsewhere: Option<BilingualName>,
        /// What may stand here.
        allowed: Vec<BilingualName>,
    },
    /// unknown-field: a column of the CSV that `columns` does not describe.
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
        key: BilingualName,
        /// What could be written.
        example: &'static str,
    },
    /// missing-field: a folder without its school.yaml or pair.yaml.
    MissingFile {
        /// The file, in both spellings.
        file: BilingualName,
    },
    /// missing-field: a school.yaml, pair.yaml, site.yaml or indicators.yaml under another name.
    MisnamedFile {
        /// Its name.
        found: String,
        /// The name to write.
        wanted: BilingualName,
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
        why: NumberProblem,
    },
    /// bad-value: not one of a list.
    BadChoice {
        /// The text.
        found: String,
        /// What may be written.
        allowed: Vec<BilingualName>,
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
    /// bad-value: levels that no school of a target's scope has.
    ScopeKeepsNoSchool,
    /// bad-value: a scale of an indicator that is no ratio.
    ScaleWithoutRatio,
    /// bad-value: a scale of a ratio in percent.
    ScaleOfPercent,
    /// unmarked-sensitive: an indicator that reads what a sensitive one reads, and is not marked as sensitive.
    UnmarkedSensitive {
        /// The indicator.
        indicator: String,
        /// The data key that both read.
        measure: String,
        /// The sensitive indicator.
        sensitive: String,
    },
    /// unmarked-sensitive: `sensitive` on a number of records, which everybody can count.
    SensitiveCount {
        /// The indicator.
        indicator: String,
    },
    /// bad-value: a theme that does not exist.
    NoTheme {
        /// Its name.
        found: String,
    },
    /// bad-value: more than one date column.
    SecondDateColumn,
    /// bad-date
    BadDate {
        /// The year of the record, for the example of a text without one.
        year: Option<i32>,
        /// The text.
        found: String,
        /// Why.
        why: DayError,
    },
    /// bad-date, a warning: a date that a spreadsheet saved as a number; it is read.
    SerialDate {
        /// The number.
        found: String,
        /// The day.
        day: String,
    },
    /// bad-value: a long number of which a spreadsheet kept only the first digits.
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
    /// duplicate-id, a warning: two schools of a pair probably report the same visit.
    SameVisit {
        /// The file of the other.
        file: String,
    },
    /// duplicate-id: a file that an office program or file manager named as a copy of another one in its folder.
    CopyOf {
        /// The name of the other one.
        original: String,
    },
    /// duplicate-id: a school goes by the full name of another one.
    SameSchoolName {
        /// The name.
        name: String,
        /// The file of the other school.
        file: String,
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
    /// duplicate-id: a second target of an indicator, without an id of its own
    SecondTarget {
        /// The indicator.
        found: String,
        /// The line of the first target.
        line: u32,
    },
    /// unknown-reference
    UnknownReference {
        /// What it should name.
        named: ReferenceKind,
        /// The text.
        found: String,
        /// The nearest existing one.
        nearest: Option<String>,
        /// Those that exist, when they are few.
        known: Vec<String>,
    },
    /// unknown-reference: it exists, but does not apply to the record's school.
    NotForSchool {
        /// What it names.
        named: ReferenceKind,
        /// The text.
        found: String,
        /// The school.
        school: String,
    },
    /// ambiguous-reference
    AmbiguousReference {
        /// What it should name.
        named: ReferenceKind,
        /// The text.
        found: String,
        /// What fits.
        candidates: Vec<String>,
    },
    /// encoding
    Encoding(EncodingProblem),
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
        why: LinkProblem,
    },
    /// missing-attachment
    MissingAttachment {
        /// The file as written.
        found: String,
        /// The nearest existing one.
        nearest: Option<String>,
    },
    /// unsafe-path
    UnsafePath {
        /// The path as written.
        found: String,
    },
    /// unsafe-path: a name that not every system can hold.
    FileName(FileNameProblem),
    /// not-allowed: what the server refuses of a push.
    NotAllowed(NotAllowed),
    /// What is probably not meant, and slips that have a name of their own.
    Odd(Oddity),
    /// What is read as something else than was meant.
    Misread(Misreading),
    /// sealed
    Sealed(SealProblem),
    /// What is wrong with file numbers, or with the rule for them.
    Filing(FilingProblem),
    /// What is wrong with sources.yaml, or with an archive that it names.
    Source(SourceProblem),
    /// personal-data. The value is masked before it is stored here.
    PersonalData {
        /// What it seems to be.
        kind: BilingualName,
        /// With bullets in the middle.
        masked: String,
        /// Whether it is beyond doubt.
        certain: bool,
        /// What site.yaml can let through.
        print: Fingerprint,
    },
    /// personal-data: in the text of a file next to a record.
    PersonalAttachment {
        /// What it seems to be.
        kind: BilingualName,
        /// With bullets in the middle.
        masked: String,
        /// Whether it is beyond doubt.
        certain: bool,
        /// What site.yaml can let through.
        print: Fingerprint,
        /// Where it stands in the file.
        place: AttachmentPlace,
    },
    /// too-large: an attachment that unpacks to more than is looked through.
    UnpacksTooLarge,
    /// personal-data: documents next to records that cannot be searched, named once.
    NotLookedInto {
        /// How many there are, this one included.
        count: usize,
        /// The kind of each, by its ending, the commonest first: `doc`, 3.
        endings: Vec<(String, usize)>,
    },
    /// personal-data: files next to records that were not looked into, as those before them were too many.
    LeftOut {
        /// How many there are of one school or pair, this one included.
        count: usize,
    },
    /// personal-data: a text that site.yaml lets through is nowhere.
    UnusedAllowance,
    /// personal-data: in an earlier commit of a push, but no longer in the last one.
    PersonalHistory {
        /// What it seems to be.
        kind: BilingualName,
        /// With bullets in the middle.
        masked: String,
        /// What site.yaml can let through.
        print: Fingerprint,
    },
    /// personal-data: in a text of a push that stands in no file.
    PersonalPush {
        /// Where it stands.
        place: PushedText,
        /// What it seems to be.
        kind: BilingualName,
        /// With bullets in the middle.
        masked: String,
        /// What site.yaml can let through.
        print: Fingerprint,
    },
    /// personal-data: a column that identifies people.
    PersonalColumn {
        /// Its name.
        column: String,
    },
    /// raw-html
    RawHtml {
        /// The tag as written.
        found: String,
    },
    /// encoding, a warning: valid UTF-8 that makes little sense, and would make sense in GBK.
    MistakenGbk {
        /// The first word, read as UTF-8.
        found: String,
        /// That word, read as GBK.
        meant: String,
    },
    /// markdown-slip
    MarkdownSlip {
        /// What it was meant to be.
        kind: SlipKind,
        /// The text as written.
        found: String,
        /// What to write instead; of a table its first two lines.
        write: String,
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
    /// placeholder, an error: a plan with targets whose days are not filled in, so that nothing of it is judged.
    UnjudgedPlan {
        /// The text.
        found: String,
    },
}

impl Problem {
    /// The stable code of the rule (docs/interface.md §2).
    #[must_use]
    #[rustfmt::skip] // a table
    pub fn code(&self) -> Code {
        match self {
            Problem::Yaml(_) => Code::YamlSyntax,
            Problem::UnsupportedYaml(_) => Code::UnsupportedYaml,
            Problem::Nesting { .. } => Code::Nesting,
            Problem::TooLarge { .. } | Problem::LargePhoto { .. } | Problem::UnpacksTooLarge => Code::TooLarge,
            Problem::UnknownField { .. } | Problem::UnknownColumn { .. } => Code::UnknownField,
            Problem::MissingField { .. }
            | Problem::MissingColumn { .. } | Problem::MissingFile { .. }
            | Problem::MisnamedFile { .. }
            | Problem::NoDateColumn | Problem::ImageWithoutAlt => Code::MissingField,
            Problem::WrongType { .. } => Code::WrongType,
            Problem::BadNumber { .. }
            | Problem::BadChoice { .. } | Problem::BadFlag { .. }
            | Problem::BadAddress { .. }
            | Problem::ScopeNeedsPair { .. } | Problem::AcrossNeeded { .. }
            | Problem::ScopeKeepsNoSchool | Problem::ScaleWithoutRatio | Problem::ScaleOfPercent
            | Problem::NoTheme { .. } | Problem::SecondDateColumn
            | Problem::LostNumber { .. } | Problem::ExtraCell { .. } => Code::BadValue,
            Problem::BadDate { .. } | Problem::SerialDate { .. } => Code::BadDate,
            Problem::BadRange { .. } => Code::BadRange,
            Problem::DuplicateKey { .. } => Code::DuplicateKey,
            Problem::DuplicateId { .. }
            | Problem::SecondTarget { .. } | Problem::SameSchoolName { .. }
            | Problem::SameVisit { .. } | Problem::CopyOf { .. } => Code::DuplicateId,
            Problem::UnknownReference { .. } | Problem::NotForSchool { .. } => Code::UnknownReference,
            Problem::AmbiguousReference { .. } => Code::AmbiguousReference,
            Problem::Encoding(_) | Problem::MistakenGbk { .. } => Code::Encoding,
            Problem::ConflictingValues { .. } => Code::ConflictingValues,
            Problem::NoPeriod { .. } => Code::NoPeriod,
            Problem::NotCounted(_) => Code::NotCounted,
            Problem::StrayFile(_) => Code::StrayFile,
            Problem::BrokenLink { .. } => Code::BrokenLink,
            Problem::Picture { why: PictureProblem::NotAPicture, .. } => Code::BrokenLink,
            Problem::MissingAttachment { .. } | Problem::Picture { .. } => Code::MissingAttachment,
            Problem::UnsafePath { .. } | Problem::FileName(_) => Code::UnsafePath,
            Problem::NotAllowed(_) => Code::NotAllowed,
            Problem::Odd(oddity) => oddity.code(),
            Problem::Misread(misreading) => misreading.code(),
            Problem::Sealed(_) => Code::Sealed,
            Problem::Filing(problem) => problem.code(),
            Problem::Source(problem) => problem.code(),
            Problem::PersonalData { .. }
            | Problem::PersonalHistory { .. } | Problem::PersonalPush { .. }
            | Problem::PersonalAttachment { .. } | Problem::PersonalColumn { .. }
            | Problem::UnusedAllowance
            | Problem::NotLookedInto { .. } | Problem::LeftOut { .. } => Code::PersonalData,
            Problem::RawHtml { .. } => Code::RawHtml,
            Problem::MarkdownSlip { .. } => Code::MarkdownSlip,
            Problem::OverlappingTerms { .. } => Code::OverlappingTerms,
            Problem::UnmarkedSensitive { .. } | Problem::SensitiveCount { .. } => Code::UnmarkedSensitive,
            Problem::Placeholder { .. } | Problem::UnjudgedPlan { .. } => Code::Placeholder,
        }
    }

    /// Whether it stops the build.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Problem::Source(problem) => problem.severity(),
            Problem::Odd(oddity) => oddity.severity(),
            Problem::Misread(misreading) => misreading.severity(),
            Problem::NotCounted(_)
            | Problem::SensitiveCount { .. }
            | Problem::LargePhoto { .. }
            | Problem::Picture { .. }
            | Problem::ImageWithoutAlt
            | Problem::SameVisit { .. }
            | Problem::StrayFile(
                Stray::Nowhere
                | Stray::BesidePair
                | Stray::Office
                | Stray::Spreadsheet
                | Stray::NotIndex { .. }
                | Stray::Deep { .. }
                | Stray::Unattached { .. }
                | Stray::Ending { .. }
                | Stray::Folder { .. }
                | Stray::Litter
                | Stray::Unclaimed
                | Stray::NotAFile,
            )
            | Problem::FileName(FileNameProblem::Percent)
            | Problem::RawHtml { .. }
            | Problem::MarkdownSlip { .. }
            | Problem::MistakenGbk { .. }
            | Problem::Placeholder { .. }
            | Problem::SerialDate { .. }
            | Problem::PersonalData { certain: false, .. }
            | Problem::UnusedAllowance
            | Problem::PersonalAttachment { certain: false, .. }
            | Problem::NotLookedInto { .. }
            | Problem::LeftOut { .. }
            | Problem::Filing(
                FilingProblem::NoFonds
                | FilingProblem::Gone { .. }
                | FilingProblem::Differs { .. }
                | FilingProblem::Fonds { .. },
            )
            | Problem::Encoding(EncodingProblem::ReadAsGb18030 | EncodingProblem::ReadAsUtf16) => {
                Severity::Warning
            }
            _ => Severity::Error,
        }
    }
}
