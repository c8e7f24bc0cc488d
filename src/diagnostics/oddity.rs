//! What can be read but is probably not what was meant (docs/content-model.md §6), and slips that have a name of their
//! own.

use super::{BilingualName, Code, Severity};

/// Something that would be lost or misread in silence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Oddity {
    /// odd-date: a day later than today.
    FutureDay {
        /// The day.
        day: String,
        /// Today.
        today: String,
    },
    /// odd-date: a day so late that it alone decides on which day everything is judged.
    DecidesAsOf {
        /// The day.
        day: String,
        /// The latest day apart from it; `None` when there is none.
        next: Option<String>,
    },
    /// odd-date: the name of the file begins with another day.
    FileNameDay {
        /// The day in the name.
        in_name: String,
        /// The day of the record.
        day: String,
    },
    /// odd-date: a problem that should have been settled before the visit found it.
    DueBeforeFound {
        /// 期限.
        due: String,
        /// The day of the visit.
        found: String,
    },
    /// odd-date: a problem that was settled before the visit found it.
    DoneBeforeFound {
        /// 销号.
        done: String,
        /// The day of the visit.
        found: String,
    },
    /// odd-date: a problem that is said to have been settled on a day that has not come.
    SettledLater {
        /// 销号.
        done: String,
        /// Today.
        today: String,
    },
    /// odd-date: a visit that settles a problem that a later one found.
    ClosesLater {
        /// The title of the visit that found it.
        title: String,
        /// Its day.
        day: String,
    },
    /// odd-value: a visit that settles a problem of its own, as if it were that of an earlier one.
    ClosesOwn,
    /// odd-value: a key of its own among what else a form asks.
    OtherIsField {
        /// The label.
        found: String,
        /// The key.
        field: BilingualName,
    },
    /// bad-value: an entry of `other` without a label.
    OtherWithoutLabel,
    /// too-large: a list with too many entries.
    LongList {
        /// The most allowed.
        most: usize,
    },
    /// unknown-reference: a record without problems that another one settles.
    ClosesNothing {
        /// Its title.
        found: String,
    },
    /// wrong-type: an item of a list of maps that is only a text.
    ItemIsText {
        /// The text.
        found: String,
        /// The field that it probably is.
        field: BilingualName,
        /// Whether it stands alone next to its key, without a list.
        is_alone: bool,
    },
    /// bad-value: a school on both sides of a pair.
    HelpsItself {
        /// Its name.
        school: String,
    },
    /// bad-value: a school that became a part of itself.
    MergedIntoItself {
        /// Its name.
        school: String,
    },
    /// odd-value: a pair that has no last day, though all its helped schools became parts of its helpers.
    PairIsOneSchool {
        /// The helped school that ended last.
        helped: String,
        /// The helper that it became a part of.
        helper: String,
        /// The last day of the helped school.
        closed: String,
    },
    /// odd-value: a school that became a part of another one and has no last day.
    MergedNotClosed {
        /// The other school.
        into: String,
    },
    /// odd-value: above the most that an indicator expects of one entry.
    AboveMax {
        /// The indicator.
        indicator: String,
        /// The value.
        value: String,
        /// 单条上限.
        most: String,
    },
    /// odd-value: two texts of a distinct count that differ by one character.
    NearText {
        /// The data key.
        measure: String,
        /// The text.
        found: String,
        /// The other one.
        other: String,
        /// The file of the other one.
        file: String,
    },
    /// odd-value: `标题: 第2次送教 #三年级`. When the value is required and nothing is left of it, an error.
    CutAtHash {
        /// What is read.
        kept: String,
        /// What was cut off.
        cut: String,
        /// Whether the key needs a value and has none left.
        required: bool,
    },
    /// bad-value: what a spreadsheet shows where a column is too narrow or a formula failed: `####`, `#REF!`.
    SheetError {
        /// The text.
        found: String,
    },
    /// bad-value: a formula in a spreadsheet whose result was not kept, so that there is nothing to read.
    NoResult,
    /// too-large: a cell of a spreadsheet far to the right of all that is read.
    FarCell {
        /// Its name.
        cell: String,
    },
    /// missing-field: a table without any of the columns that its ledger lists.
    NoHeader {
        /// The names of the columns, as the header would have them.
        columns: String,
    },
    /// missing-field: a table with a column a month whose ledger does not say so.
    UnsaidMonths {
        /// The first month, as its head names it.
        first: String,
        /// The last month.
        last: String,
    },
    /// missing-field: `months` where the head of the table has no month.
    NoMonths,
    /// bad-value: `months` at a column that is none of dates.
    MonthsOfNoDate,
    /// bad-value: a row below months that says for none of the ledger's columns what its figures are.
    RowOfNoColumn {
        /// Its first text.
        found: String,
    },
    /// odd-value: a row of a table with fewer cells than its header.
    ShortRow {
        /// The cells of the row.
        cells: usize,
        /// The cells of the header.
        columns: usize,
    },
    /// odd-value: `王芳 李明`.
    NamesBySpaces {
        /// The text.
        found: String,
        /// The names with separators.
        meant: String,
    },
    /// odd-value: `全体教师` where names are counted.
    GroupAsName {
        /// The text.
        found: String,
    },
    /// odd-value: `【王芳、李明】`.
    NamesInBrackets {
        /// The text.
        found: String,
        /// The names with separators.
        meant: String,
    },
    /// bad-value: a full-width comma between the cells of a CSV.
    WideSeparator {
        /// The sign.
        found: char,
    },
    /// bad-value: a quote in a CSV that never closes.
    OpenCellQuote,
    /// bad-value: a cell of a CSV that goes on behind its closing quote: `"甲"乙`.
    TextAfterQuote {
        /// The text.
        text: String,
    },
    /// bad-value: a space before the quote that opens a cell of a CSV.
    SpaceBeforeQuote,
    /// odd-value: a dash in the place of a number, which is read as nothing.
    DashForNothing {
        /// The dash.
        found: String,
    },
    /// encoding: a table that cannot be read as a spreadsheet.
    NoSpreadsheet {
        /// Whether it is a web page under another name.
        is_page: bool,
    },
    /// unknown-reference: a sheet that the spreadsheet does not have.
    NoSheet {
        /// The name; empty where the file has no sheet at all.
        found: String,
        /// The sheets that it has.
        sheets: Vec<String>,
    },
    /// bad-value: a date where a time of day belongs.
    ClockIsDate {
        /// The text.
        found: String,
        /// The day.
        day: String,
    },
    /// bad-value: no time of day.
    BadClock {
        /// The text.
        found: String,
    },
    /// odd-value: a file that is published next to figures of a sensitive indicator.
    SensitiveFile {
        /// The name of the file.
        name: String,
        /// The indicator.
        indicator: String,
    },
    /// odd-value: an amount of money beside a number of people that is too small to be published.
    MoneyBeside {
        /// The indicator of the amount.
        amount: String,
        /// The sensitive indicator.
        count: String,
    },
    /// placeholder: a record of which only headings are written.
    OnlyHeadings,
    /// odd-value: a stretch of the day that ends before it begins.
    ClockBackwards {
        /// The text.
        found: String,
    },
    /// odd-value: one problem twice among those that a visit found.
    ProblemTwice {
        /// The problem.
        found: String,
        /// The line where it stands first.
        line: u32,
    },
    /// bad-value: no id that something can have had.
    NoFormerId {
        /// The text.
        found: String,
        /// An id of the right kind.
        example: &'static str,
    },
    /// bad-date: several days that do not follow each other, in the place of one: 9月18日、25日.
    SeparateDays {
        /// The text.
        found: String,
        /// The days.
        days: Vec<String>,
    },
    /// bad-date: several days where one belongs.
    SeveralDays {
        /// The text.
        found: String,
        /// The first day.
        start: String,
        /// The last day.
        end: String,
        /// Whether the record can have a start and an end.
        has_range: bool,
    },
    /// unknown-field: a key with an invisible character.
    InvisibleInKey {
        /// The key without it.
        key: String,
        /// Its code point.
        character: u32,
    },
    /// yaml-syntax: lines below a key that are not indented.
    NotIndented {
        /// The key above.
        parent: String,
        /// The first of the lines.
        found: String,
    },
    /// duplicate-key: a key that stands above in another spelling.
    OtherSpelling {
        /// The key as written.
        found: String,
        /// The key as written first.
        first: String,
        /// Its line.
        line: u32,
    },
    /// unknown-field: a figure that belongs below `data`.
    BelongsInData {
        /// The data key.
        found: String,
        /// Whether an indicator reads it.
        is_known: bool,
        /// Those that indicators read and that are meant, if it is none of them.
        meant: Vec<String>,
    },
    /// unknown-field: what needs no key.
    BelongsElsewhere {
        /// The key.
        found: String,
        /// Where it goes.
        place: Elsewhere,
    },
}

/// Where something goes that has no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Elsewhere {
    /// A file: in the folder of the record.
    Folder,
    /// A remark: in the text.
    Body,
}

impl Oddity {
    /// The stable code of the rule.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Oddity::FutureDay { .. }
            | Oddity::DecidesAsOf { .. }
            | Oddity::FileNameDay { .. }
            | Oddity::DueBeforeFound { .. }
            | Oddity::DoneBeforeFound { .. }
            | Oddity::SettledLater { .. }
            | Oddity::ClosesLater { .. } => Code::OddDate,
            Oddity::AboveMax { .. }
            | Oddity::MergedNotClosed { .. }
            | Oddity::PairIsOneSchool { .. }
            | Oddity::ClosesOwn
            | Oddity::OtherIsField { .. }
            | Oddity::NearText { .. }
            | Oddity::CutAtHash { .. }
            | Oddity::ShortRow { .. }
            | Oddity::DashForNothing { .. }
            | Oddity::NamesBySpaces { .. }
            | Oddity::ClockBackwards { .. }
            | Oddity::SensitiveFile { .. }
            | Oddity::MoneyBeside { .. }
            | Oddity::ProblemTwice { .. }
            | Oddity::GroupAsName { .. }
            | Oddity::NamesInBrackets { .. } => Code::OddValue,
            Oddity::OnlyHeadings => Code::Placeholder,
            Oddity::NoHeader { .. } | Oddity::UnsaidMonths { .. } | Oddity::NoMonths => {
                Code::MissingField
            }
            Oddity::ItemIsText { .. } => Code::WrongType,
            Oddity::OpenCellQuote
            | Oddity::TextAfterQuote { .. }
            | Oddity::SpaceBeforeQuote
            | Oddity::SheetError { .. }
            | Oddity::NoResult
            | Oddity::MonthsOfNoDate
            | Oddity::RowOfNoColumn { .. }
            | Oddity::WideSeparator { .. }
            | Oddity::ClockIsDate { .. }
            | Oddity::BadClock { .. }
            | Oddity::OtherWithoutLabel
            | Oddity::MergedIntoItself { .. }
            | Oddity::HelpsItself { .. }
            | Oddity::NoFormerId { .. } => Code::BadValue,
            Oddity::LongList { .. } | Oddity::FarCell { .. } => Code::TooLarge,
            Oddity::SeveralDays { .. } | Oddity::SeparateDays { .. } => Code::BadDate,
            Oddity::InvisibleInKey { .. }
            | Oddity::BelongsInData { .. }
            | Oddity::BelongsElsewhere { .. } => Code::UnknownField,
            Oddity::NoSpreadsheet { .. } => Code::Encoding,
            Oddity::NoSheet { .. } | Oddity::ClosesNothing { .. } => Code::UnknownReference,
            Oddity::NotIndented { .. } => Code::YamlSyntax,
            Oddity::OtherSpelling { .. } => Code::DuplicateKey,
        }
    }

    /// Whether it stops the build.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Oddity::CutAtHash { required, .. } if *required => Severity::Error,
            _ if matches!(self.code(), Code::OddDate | Code::OddValue | Code::Placeholder) => {
                Severity::Warning
            }
            _ => Severity::Error,
        }
    }
}

/// The name of an invisible character.
#[must_use]
pub(super) fn invisible_name(character: u32) -> Option<BilingualName> {
    let (en, zh) = match character {
        0x34f => ("combining grapheme joiner", "字形连接符"),
        0x3164 | 0xffa0 | 0x115f | 0x1160 => ("blank Korean letter", "韩文空白字母"),
        0x2061..=0x2064 => ("invisible operator", "看不见的运算符"),
        0x2800 => ("blank Braille sign", "空白盲文"),
        0xfe00..=0xfe0f | 0xe0100..=0xe01ef => ("variation selector", "异体选择符"),
        0xad => ("soft hyphen", "软连字符"),
        0x200b => ("zero-width space", "零宽空格"),
        0x200c => ("zero-width non-joiner", "零宽不连字"),
        0x200d => ("zero-width joiner", "零宽连字"),
        0x200e | 0x200f => ("direction mark", "方向标记"),
        0x2060 => ("word joiner", "零宽不断行"),
        0xfeff => ("byte order mark", "字节顺序标记"),
        _ => return None,
    };
    Some(BilingualName { en, zh })
}
