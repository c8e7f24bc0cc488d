//! What can be wrong with content, and where.

/// A place in a file: line and column, both from 1; columns count characters. Line 0: the file as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pos {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub col: u32,
}

/// A stretch of characters within one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Where it begins.
    pub start: Pos,
    /// How many characters it has in that line.
    pub len: u32,
}
