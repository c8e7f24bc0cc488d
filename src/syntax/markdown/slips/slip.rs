//! What a slip is, and the lines in which slips are sought.

use std::ops::Range;

use super::super::span_map::BodySpan;

/// What a slip was meant to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SlipKind {
    /// A picture: `！[现场](照片1.jpg)`, `![现场]（照片1.jpg）`.
    Image,
    /// A link to a file or a page: `[教案]（教案.docx）`.
    Link,
    /// A heading: `＃ 标题`, `#标题`.
    Heading,
    /// Bold text: `＊＊重点＊＊`.
    Bold,
    /// Bold text with white space inside its stars: `** 重点 **`.
    SpacedBold,
    /// Bold text that never ends, or never begins: `**重点：家访`.
    OpenBold,
    /// A heading of more than six signs.
    DeepHeading,
    /// The name of a picture in brackets alone: `[照片1.jpg]`.
    BarePicture,
    /// A row of a table with more cells than its header. What to write is the cells that would be lost.
    ExtraCells,
    /// A row of a table with fewer cells than its header. What to write is how many the header has.
    MissingCells,
    /// A line right below a table, which becomes a row of the table.
    BelowTable,
    /// Signs that other programs read: `==重点==`, `～～删去～～`.
    OtherSigns,
    /// A block of figures in the text of a plan, which shows none.
    BlockOfPlan,
    /// A block for a chart or a table of figures whose name is not known: ```` ```进度图 ````.
    BlockName,
    /// A reference to a note that is not there: `[^3]`.
    OpenNote,
    /// What a chat leaves of a picture, a film or a file when its text is copied: `[图片]`.
    Pasted,
    /// What is left of text that was read in a wrong encoding: U+FFFD, 锟斤拷.
    Damaged,
    /// A table whose second line is missing or does not fit.
    Table,
    /// A table with full-width lines between its cells: `｜甲｜乙｜`.
    WideTable,
    /// A table that is drawn: `+---+`, `│ 甲 │`.
    DrawnTable,
    /// Rows of cells between tabs, as Word and Excel paste them.
    TabRows,
    /// A line of dashes right below a sentence, which makes a heading of it.
    Underline,
    /// A list: `－ 家访`, `-家访`.
    List,
    /// A quotation: `＞ 原文`.
    Quote,
    /// The line above or below a block: `‘‘‘chart`, `···`.
    Fence,
    /// A block that is never closed.
    OpenFence,
}

/// Something that was meant as Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// What it was meant to be.
    pub kind: SlipKind,
    /// Its bytes in the body, within one line.
    pub range: Range<usize>,
    /// Its place.
    pub at: BodySpan,
    /// What to write instead; of a table, what to write as its first and second line.
    pub write: String,
    /// Whether `write` may replace the range without asking.
    pub is_certain: bool,
}

impl Slip {
    pub(super) fn new(
        kind: SlipKind,
        range: Range<usize>,
        write: String,
        is_certain: bool,
    ) -> Slip {
        Slip { kind, range, at: BodySpan::default(), write, is_certain }
    }
}

/// A line of a body.
#[derive(Debug, Clone, Copy)]
pub(super) struct BodyLine<'a> {
    /// Where its text begins in the body.
    pub(super) start: usize,
    /// Its text, without the white space and the `>` before it and without white space at its end.
    pub(super) text: &'a str,
    /// Whether four or more columns of white space stand before it.
    pub(super) is_deep: bool,
    /// The bytes of the white space before it that holds full-width or no-break spaces, so that nothing in it begins a
    /// block; 0 for any other.
    pub(super) wide_indent: usize,
}
