//! The parts of problems with what is written: YAML, numbers, encodings, references, links, files.

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

/// The kind of thing that a reference names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferenceKind {
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
    /// A record.
    Record,
    /// A problem that a visit found.
    FollowUp,
}

/// A name in both languages: a field, a value to choose from, a kind of personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BilingualName {
    /// `date`
    pub en: &'static str,
    /// `日期`
    pub zh: &'static str,
}

/// Why a text is not a valid number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberProblem {
    /// `约10`, `10余`, `若干`.
    Inexact,
    /// `三次`, with the number meant when it is certain.
    Han(Option<u32>),
    /// `1 060`, with the number meant.
    Grouped(String),
    /// `4。5`, with the number meant.
    Point(String),
    /// `1O`, letters for digits, with the number.
    Letters(String),
    /// `不少于10`, `10课时以上`, with the number.
    Bound(String),
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
    /// Below zero, in a record or a table, where no indicator allows it.
    Negative,
    /// A bare number where the names are counted that are written.
    NoName,
    /// Below the least value that makes sense.
    TooSmall(i64),
    /// Above the greatest value that makes sense.
    TooLarge(i64),
    /// A whole number is needed.
    NotWhole,
    /// Anything else.
    Shape,
}

/// What is wrong with the bytes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EncodingProblem {
    /// Read as GB18030: works, but UTF-8 is better.
    ReadAsGb18030,
    /// Read as UTF-16.
    ReadAsUtf16,
    /// Not text at all.
    Binary,
    /// Two encodings in one file, or cut in the middle of a character.
    Mixed,
    /// No known encoding.
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
        /// Those that are read, for the hint; empty when there are too many.
        known: Vec<String>,
        /// The key of a record that bears this name.
        field: Option<BilingualName>,
    },
    /// A figure among what else a form asks.
    MeasureInOther {
        /// The data key.
        found: String,
    },
    /// Several pairs fit the record, so it belongs to none.
    SeveralPairs {
        /// Their ids.
        pairs: Vec<String>,
    },
    /// A visit that names an action of a pair's plan, but does not belong to the pair.
    ActionOfOtherPair {
        /// The pair's name.
        pair: String,
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
    /// Figures on a day, or in a school, that no target of their indicators could count.
    NoTarget {
        /// The data keys.
        measures: Vec<String>,
        /// The school.
        school: String,
        /// The day, if it is the reason; else the school is.
        day: Option<String>,
        /// For a ledger, how many rows.
        rows: Option<usize>,
    },
    /// A row of a ledger that carries data and no date.
    RowWithoutDate,
    /// A total row that differs from the sum of the rows.
    SumDiffers {
        /// 合计, 小计.
        label: String,
        /// The total as written.
        stated: String,
        /// The sum of the rows.
        rows: String,
        /// The difference.
        apart: String,
    },
    /// Sheets of a ledger's spreadsheet that hold figures and that no ledger reads.
    UnreadSheets {
        /// Their names.
        sheets: Vec<String>,
        /// The name of the file.
        table: String,
    },
    /// A column of a ledger that carries data no indicator reads.
    UnreadColumn {
        /// Its name.
        column: String,
    },
}

/// What is wrong with a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkProblem {
    /// The file does not exist.
    NoFile {
        /// The nearest existing one, as a link.
        nearest: Option<String>,
    },
    /// The file has no such heading.
    NoAnchor {
        /// The nearest heading.
        nearest: Option<String>,
    },
    /// The file is in a folder without a record.
    Unattached {
        /// The folder.
        folder: String,
        /// The file of the record next to the folder that has its name.
        record: Option<String>,
    },
    /// Not http, https, mailto or a relative path.
    Scheme,
    /// It leaves the content folder.
    Leaves,
    /// The record it leads to is a draft.
    Draft,
}

/// Why an attachment is not shown as the picture, film or sound that its name promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureProblem {
    /// It lies on another site.
    Remote,
    /// It has no bytes.
    Empty,
    /// It is the placeholder of git LFS.
    LfsPointer,
    /// Its bytes are of no known format.
    Unknown,
    /// It is cut off: not everything was copied.
    Truncated,
    /// Its bytes are of another format, which browsers show all the same.
    OtherFormat {
        /// The format, such as `PNG`.
        found: &'static str,
    },
    /// Its bytes are of a format that no page shows as a picture.
    NotShown {
        /// The format, such as `MP4`.
        found: &'static str,
    },
    /// Its bytes are of a format whose metadata (place, author) cannot be removed.
    Notes {
        /// The format, such as `HEIC`.
        found: &'static str,
        /// The format to convert it to.
        wanted: &'static str,
    },
    /// It is too large to be looked through.
    TooLarge {
        /// The most bytes.
        limit: u64,
    },
    /// `![…](…)` names a file that is no picture.
    NotAPicture,
}

/// Why a file is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stray {
    /// In none of the known places.
    Nowhere,
    /// A word processor's or spreadsheet's file instead of a record.
    Office,
    /// A spreadsheet that no ledger names.
    Spreadsheet,
    /// A record in a folder of another name than `index.md`.
    NotIndex {
        /// The name of the file.
        found: String,
        /// Whether the folder has an `index.md` too.
        has_index: bool,
    },
    /// A record in a folder within a folder of records, as where they are sorted by month.
    Deep {
        /// The folder.
        folder: String,
    },
    /// A file in a folder without a record.
    Unattached {
        /// The folder.
        folder: String,
        /// The file of the record next to the folder that has its name.
        record: Option<String>,
    },
    /// Nearly the right extension: `.txt`, `.yml`, `.md.txt` and the like.
    Ending {
        /// The extension to write.
        wanted: &'static str,
    },
    /// A folder for records that is nearly named right.
    Folder {
        /// The name to write.
        nearest: String,
    },
    /// Next to records, but no record names it.
    Unclaimed,
    /// Next to a pair.yaml, and not the agreement that it names.
    BesidePair,
    /// Left by a system or an office program: it is passed over.
    Litter,
    /// A symbolic link or special file.
    NotAFile,
    /// A file that runs a program when it is opened: SVG, HTML, scripts.
    Active,
    /// A picture of a kind whose metadata (where it was taken) cannot be removed: HEIC, TIFF.
    Notes,
}

/// Where something stands in a file next to a record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AttachmentPlace {
    /// A line of a text, from 1.
    Line(u32),
    /// A paragraph of a document, from 1.
    Paragraph(u32),
    /// A slide, from 1.
    Slide(u32),
    /// A page, from 1.
    Page(u32),
    /// A cell of a sheet.
    Cell {
        /// The sheet.
        sheet: String,
        /// `C14`
        cell: String,
    },
    /// The name of a sheet or of a packed file.
    Name,
    /// Between other bytes.
    Somewhere,
}
