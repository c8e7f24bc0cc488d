//! Formats one file, as `guidang fmt` does: bytes as an editor saved them in, the record in its normal form out.
//!
//! Only slips that are certain are repaired. Comments, blank lines, quoted texts, block scalars and bodies stay as they
//! are, except for invisible characters of pasted texts. YAML that could be read before reads the same afterwards
//! (`meaning.rs` checks that; if it does not, nothing is changed). Pure functions: no file is touched here.

mod carry;
mod entries;
mod fences;
mod flow;
mod head;
mod invisible;
mod levels;
mod lines;
mod meaning;
pub(crate) mod messages;
mod parts;
mod place;
mod punct;
mod values;
mod yaml;

#[cfg(test)]
mod tests;

use crate::source::{DecodeError, Encoding, decode};

/// What a file is, by its extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// All of it YAML: `site.yaml`.
    Yaml,
    /// A `.md`: YAML between two lines `---`, then a text.
    FrontMatter,
    /// A table: only its encoding and line ends are changed.
    Csv,
}

/// Optional changes beyond the certain repairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Half-width marks between Han characters of a body become full-width ones: `你好,世界` → `你好，世界`.
    pub punct: bool,
}

/// A formatted file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formatted {
    /// The text; its bytes in UTF-8 are the new file.
    pub text: String,
    /// What was changed: first in the whole file, then line by line. Empty exactly if the bytes are unchanged.
    pub changes: Vec<Change>,
    /// The first line of the YAML that cannot be read even after the repairs. If there is one, the YAML is unchanged.
    pub left: Option<u32>,
}

/// A formatted piece of a file.
#[derive(Debug, Default)]
struct Piece {
    text: String,
    changes: Vec<Change>,
    left: Option<u32>,
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

/// Formats a file.
///
/// # Errors
/// If the bytes are not text; the error names the line.
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

/// Sorts changes by line and drops repetitions within a line.
fn sorted(mut changes: Vec<Change>) -> Vec<Change> {
    changes.sort_by_key(Change::line);
    let mut once: Vec<Change> = Vec::with_capacity(changes.len());
    for change in changes {
        let mut same_line = once.iter().rev().take_while(|other| other.line() == change.line());
        if !same_line.any(|other| *other == change) {
            once.push(change);
        }
    }
    once
}

/// Whether a text without byte order mark will be recognised as UTF-8. A few words in Cyrillic or with accents and
/// nothing else look like GBK (`decode.rs`): only such a file keeps its mark, or gets one.
fn reads_back(text: &str) -> bool {
    text.is_ascii()
        || text.chars().any(|ch| ch.len_utf8() > 2)
        || decode(text.as_bytes()).is_ok_and(|decoded| decoded.text == text)
}

fn has_carriage_return(bytes: &[u8], encoding: Encoding) -> bool {
    match encoding {
        Encoding::Utf8 | Encoding::Gb18030 => bytes.contains(&b'\r'),
        Encoding::Utf16Le => bytes.chunks(2).any(|unit| unit == [b'\r', 0]),
        Encoding::Utf16Be => bytes.chunks(2).any(|unit| unit == [0, b'\r']),
    }
}
