//! What the import of a Word or Excel file has to say: where a part of a record came from, what was not taken into it,
//! and why a file cannot be read (docs/interface.md §6.1).

/// Where a part of a record stood in the file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ImportPlace {
    /// A paragraph, counted from 1.
    Paragraph(u32),
    /// A line `标签：值`.
    Line(String),
    /// The value of a label in a table; the table is counted from 1.
    TableLabel {
        /// The number of the table.
        table: u32,
        /// The label.
        label: String,
    },
    /// A table, counted from 1.
    Table(u32),
    /// A row of a table.
    TableRow {
        /// The number of the table.
        table: u32,
        /// The row, counted from 1.
        row: u32,
    },
    /// A cell of a spreadsheet, by its row and column from 1.
    Cell(u32, u32),
    /// A note below the text.
    Footnote(u32),
    /// The name of the file.
    FileName,
}

/// What was noticed while a file was read. Everything that is not in the record is named by one of these.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ImportNote {
    /// The name of the form, which is no part of the record.
    FormName(String),
    /// Labels with nothing beside them.
    Blank(Vec<String>),
    /// Boxes that are not ticked: the label, and the choices.
    Unticked(String, Vec<String>),
    /// Labels that no key fits; they are in `other`, or in the text.
    OtherLabels(Vec<String>),
    /// A label that was read as a key that it only resembles.
    LabelRead {
        /// The label as printed.
        label: String,
        /// The key, in Chinese.
        key: String,
    },
    /// A label that a person chose to leave out, and its text.
    LeftOut(String, String),
    /// What stands behind a date and is no time of day.
    AfterDate(String),
    /// A label that names the record's own school.
    OwnSchool(String, String),
    /// The lines at the top and the bottom of the pages.
    Margins(Vec<String>),
    /// Remarks of reviewers.
    Comments(Vec<String>),
    /// Texts of boxes and shapes over the cells of a workbook.
    Shapes(Vec<String>),
    /// Texts of the document that Word does not show.
    Hidden(Vec<String>),
    /// How many charts and files of other programs are only in the original.
    Embedded(usize),
    /// Sheets that are only in the original: hidden, without a header, or of another kind than those before.
    OtherSheets(Vec<String>),
    /// Sheets with nothing in them.
    EmptySheets(Vec<String>),
    /// The file holds macros, and is not attached.
    Macros,
    /// A picture that cannot be attached: its metadata cannot be removed, or it is missing.
    PictureLost(String),
    /// The title was taken from the first line.
    TitleFromText(String),
    /// The title was taken from the name of the file.
    TitleFromName(String),
    /// The type was found in the title.
    TypeFromTitle(String),
    /// The term was found in the text.
    TermFromText(String),
    /// The date was taken from the end of the text.
    DateFromEnd(String),
    /// The original is attached to the first of several records.
    OriginalWithFirst,
    /// The very file was imported before, and is kept there.
    ImportedBefore(String),
    /// There is a record of the same school, day and title: its path.
    SameDayAndTitle(String),
    /// The very file was given twice at once.
    GivenTwice,
    /// The original holds or may hold figures of a sensitive indicator and is not attached.
    OriginalLeftOut,
    /// The roles that the columns of a table were given, as `name: role`.
    ColumnsRead(Vec<String>),
    /// A table without entries below or between: lines of a sheet that are in no record.
    RowsLeftOut(Vec<String>),
    /// Rows of a ledger's table that are no entries: titles, totals, who made the table and who checked it.
    RowsNotCounted(Vec<String>),
}

/// Why a file cannot be imported.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ImportRefusal {
    /// `.doc`, `.wps`: an old format.
    OldWord,
    /// `.et`, or an old spreadsheet that cannot be read.
    OldSheet,
    /// `.odt`, `.rtf`.
    OtherText,
    /// A presentation.
    Slides,
    /// It opens with a password only.
    Protected,
    /// A picture, a film or a sound.
    Picture,
    /// A PDF.
    Pdf,
    /// An old spreadsheet (`.xls`) that is damaged.
    Damaged,
    /// Damaged, or of a kind that is not known.
    Unreadable,
    /// More than is ever read.
    TooLarge,
    /// A cell far to the right of all that is read.
    FarCell(String),
    /// It has no text.
    Empty,
    /// It does not say whose record it is; the names of some schools.
    NeedsSchool(Vec<String>),
    /// A table without a row of column names.
    NoHeader,
    /// A table with a column a month.
    MonthColumns,
    /// Cells with formulas whose results were not kept; the first of them.
    NoResult(Vec<String>),
    /// A Word document without a table was to become a ledger.
    NotATable,
    /// A label that was chosen for a key that does not exist.
    UnknownKey {
        /// The key as written.
        key: String,
        /// Keys that exist.
        known: Vec<String>,
    },
}
