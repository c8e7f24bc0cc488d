//! What `guidang fmt` does to one file: bytes as an editor saved them → the same record as guidang likes it written.
//!
//! Only what is certain is repaired. The words of a record are never touched: comments, blank lines, texts in quotes,
//! block scalars and bodies come out as they went in, invisible characters of pasted texts apart. YAML that could be
//! read before reads the same afterwards (`meaning.rs` looks, and otherwise nothing is changed). Pure: no file is
//! touched here.

mod carry;
mod entries;
mod fences;
mod flow;
mod head;
mod invisible;
mod levels;
mod lines;
mod meaning;
mod parts;
mod place;
mod punct;
mod values;
mod yaml;

#[cfg(test)]
mod tests;

use crate::source::{DecodeError, Encoding, decode};

/// What a file is, by its ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// All of it YAML: `site.yaml`.
    Yaml,
    /// A `.md`: YAML between two lines `---`, then a text.
    FrontMatter,
    /// A table: only its encoding and line ends are changed.
    Csv,
}

/// What is asked for beyond the certain repairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Half-width marks between Han characters of a body become full-width ones: `你好,世界` → `你好，世界`.
    pub punct: bool,
}

/// A file as it should be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formatted {
    /// The text; its bytes in UTF-8 are the new file.
    pub text: String,
    /// What was changed, the whole file first, then line by line. Empty exactly when the new bytes are the old ones.
    pub changes: Vec<Change>,
    /// The first line that YAML could still not be read at, were it repaired: then nothing was repaired in it.
    pub left: Option<u32>,
}

/// A piece of a file as it should be written.
#[derive(Debug, Default)]
struct Piece {
    text: String,
    changes: Vec<Change>,
    left: Option<u32>,
}

/// One thing that was changed; lines count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It was saved in this encoding, and is UTF-8 now.
    Encoding(Encoding),
    /// CRLF or lone CR became LF, or the last line got its end.
    LineEnds,
    /// The mark at the beginning of the file was dropped.
    Bom,
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
    /// Characters that nobody sees were dropped.
    Invisible {
        /// The line.
        line: u32,
    },
    /// `“标题”: 送教` → `标题: 送教`, `地点: “礼堂”` → `地点: 礼堂`: a key or a whole value stood in curly quotes.
    CurlyQuotes {
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
    /// The line, if it is about one.
    #[must_use]
    pub fn line(&self) -> Option<u32> {
        match *self {
            Change::Encoding(_) | Change::LineEnds | Change::Bom => None,
            Change::Fence { line }
            | Change::WideColon { line }
            | Change::MissingSpace { line }
            | Change::TabIndent { line }
            | Change::WideIndent { line }
            | Change::WideDigits { line }
            | Change::DateForm { line }
            | Change::Invisible { line }
            | Change::CurlyQuotes { line }
            | Change::Punct { line } => Some(line),
        }
    }
}

/// Rewrites a file.
///
/// # Errors
/// When its bytes are no text, with the line.
pub fn format(bytes: &[u8], shape: Shape, options: Options) -> Result<Formatted, DecodeError> {
    let decoded = decode(bytes)?;
    let mut changes = Vec::new();
    if decoded.encoding != Encoding::Utf8 {
        changes.push(Change::Encoding(decoded.encoding));
    }
    let text = decoded.text.trim_start_matches(BOM);
    let had_mark = bytes.starts_with(UTF8_MARK) || text.len() < decoded.text.len();

    let Piece { mut text, changes: in_lines, left } = match shape {
        Shape::Yaml => yaml::repaired(text, 1),
        Shape::FrontMatter => parts::repaired(text, options),
        Shape::Csv => Piece { text: text.to_owned(), ..Piece::default() },
    };
    let unended = !text.is_empty() && !text.ends_with('\n');
    if unended {
        text.push('\n');
    }
    match reads_back(&text) {
        false => text.insert(0, BOM),
        true if had_mark => changes.push(Change::Bom),
        true => {}
    }
    if unended || has_carriage_return(bytes, decoded.encoding) {
        changes.push(Change::LineEnds);
    }
    changes.extend(sorted(in_lines));
    Ok(Formatted { text, changes, left })
}

const BOM: char = '\u{feff}';
const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Line by line, each kind once a line.
fn sorted(mut changes: Vec<Change>) -> Vec<Change> {
    changes.sort_by_key(Change::line);
    let mut once: Vec<Change> = Vec::with_capacity(changes.len());
    for it in changes {
        let same_line = once.iter().rev().take_while(|other| other.line() == it.line());
        if !same_line.into_iter().any(|other| *other == it) {
            once.push(it);
        }
    }
    once
}

/// Whether a text without mark will be taken for UTF-8 again. A few words in Cyrillic or with accents and nothing
/// else look like GBK (`decode.rs`): only such a file keeps its mark, or gets one.
fn reads_back(text: &str) -> bool {
    text.is_ascii()
        || text.chars().any(|it| it.len_utf8() > 2)
        || decode(text.as_bytes()).is_ok_and(|it| it.text == text)
}

fn has_carriage_return(bytes: &[u8], encoding: Encoding) -> bool {
    match encoding {
        Encoding::Utf8 | Encoding::Gb18030 => bytes.contains(&b'\r'),
        Encoding::Utf16Le => bytes.chunks(2).any(|it| it == [b'\r', 0]),
        Encoding::Utf16Be => bytes.chunks(2).any(|it| it == [0, b'\r']),
    }
}
