//! What formatting may change, and what it has changed.

use crate::source::Encoding;

/// Optional changes beyond the certain repairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Half-width marks between Han characters of a body become full-width ones: `你好,世界` → `你好，世界`.
    pub punct: bool,
}

/// A formatted piece of a file.
#[derive(Debug, Default)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) changes: Vec<Change>,
    pub(super) left: Option<u32>,
}

/// One change. Lines count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The file was in this encoding, and is UTF-8 now.
    Encoding(Encoding),
    /// CRLF or lone CR became LF, or the last line got a line end.
    LineEnds,
    /// The byte order mark was removed.
    Bom,
    /// A table got a byte order mark.
    BomAdded,
    /// `——`, `－－－` → `---`
    Fence {
        /// The line.
        line: u32,
    },
    /// `标题：送教` → `标题: 送教`
    WideColon {
        /// The line.
        line: u32,
    },
    /// `标题:送教` → `标题: 送教`
    MissingSpace {
        /// The line.
        line: u32,
    },
    /// Tabs before a key became spaces.
    TabIndent {
        /// The line.
        line: u32,
    },
    /// Full-width or no-break spaces before a key became spaces.
    WideIndent {
        /// The line.
        line: u32,
    },
    /// `１，２００` → `1,200`, `３０％` → `30%`
    WideDigits {
        /// The line.
        line: u32,
    },
    /// `2024年3月15日` → `2024-03-15`
    DateForm {
        /// The line.
        line: u32,
    },
    /// Invisible characters were removed.
    Invisible {
        /// The line.
        line: u32,
    },
    /// `“标题”: 送教` → `标题: 送教`, `地点: “礼堂”` → `地点: 礼堂`: a key or a whole value was in curly quotes.
    CurlyQuotes {
        /// The line.
        line: u32,
    },
    /// `！[现场](a.jpg)` → `![现场](a.jpg)`, `＃ 标题` → `# 标题`
    Markdown {
        /// The line.
        line: u32,
    },
    /// `活动主题: 送教` → `标题: 送教`
    Label {
        /// The line.
        line: u32,
    },
    /// `你好,世界` → `你好，世界`
    Punct {
        /// The line.
        line: u32,
    },
}

impl Change {
    /// The line; `None` if the change concerns the whole file.
    #[must_use]
    pub fn line(&self) -> Option<u32> {
        match *self {
            Change::Encoding(_) | Change::LineEnds | Change::Bom | Change::BomAdded => None,
            Change::Fence { line }
            | Change::WideColon { line }
            | Change::MissingSpace { line }
            | Change::TabIndent { line }
            | Change::WideIndent { line }
            | Change::WideDigits { line }
            | Change::DateForm { line }
            | Change::Invisible { line }
            | Change::CurlyQuotes { line }
            | Change::Markdown { line }
            | Change::Label { line }
            | Change::Punct { line } => Some(line),
        }
    }
}
