//! Places in a file: positions, spans, and values with their spans.

use serde::{Deserialize, Serialize};

/// A position in a file. Columns count characters, not bytes.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Pos {
    /// The line, from 1; 0 stands for the file as a whole.
    pub line: u32,
    /// The column in characters, from 1.
    pub col: u32,
}

/// A run of characters within one line.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Span {
    /// Where it begins.
    pub start: Pos,
    /// Its length in characters.
    pub len: u32,
}

impl Span {
    /// The span of `len` characters that begins at a line and a column.
    #[must_use]
    pub fn new(line: u32, col: u32, len: u32) -> Span {
        Span { start: Pos { line, col }, len }
    }

    /// The empty span at the beginning of a file.
    #[must_use]
    pub fn first() -> Span {
        Span::new(1, 1, 0)
    }
}

/// A value and the place it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub span: Span,
}
