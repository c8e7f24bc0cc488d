//! Formats one file, as `guidang fmt` does: bytes as an editor saved them in, the record in its normal form out.
//!
//! Only slips that are certain are repaired. Comments, blank lines, quoted texts, block scalars and bodies stay as they
//! are, except for invisible characters of pasted texts and full-width signs of Markdown. YAML that could be read before reads the same afterwards
//! (`meaning.rs` checks that; if it does not, nothing is changed). Pure functions: no file is touched here.

mod carry;
mod changes;
mod entries;
mod fences;
mod flow;
mod head;
mod invisible;
mod labels;
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

pub use changes::{Change, Options};

use crate::source::{DecodeError, Encoding, decode, mistaken_gbk};
use changes::Piece;
use labels::LabelSet;

/// What a file is, by its extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileShape {
    /// All of it YAML: `site.yaml`.
    Yaml,
    /// A `.md`: YAML between two lines `---`, then a text.
    FrontMatter,
    /// A table: only its encoding and line ends are changed. It gets a byte order mark, by which Excel knows UTF-8.
    Csv,
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

/// Formats a file.
///
/// # Errors
/// If the bytes are not text; the error names the line.
pub fn format(bytes: &[u8], shape: FileShape, options: Options) -> Result<Formatted, DecodeError> {
    let decoded = decode(bytes)?;
    let mut changes = Vec::new();
    if decoded.encoding != Encoding::Utf8 {
        changes.push(Change::Encoding(decoded.encoding));
    }
    let text_of_file = decoded.text.trim_start_matches(BOM);
    let had_mark = bytes.starts_with(UTF8_MARK) || text_of_file.len() < decoded.text.len();

    let Piece { mut text, changes: in_lines, left } = match shape {
        FileShape::Yaml => yaml::repaired(text_of_file, 1, LabelSet::Pair),
        FileShape::FrontMatter => parts::repaired(text_of_file, options),
        FileShape::Csv => Piece { text: text_of_file.to_owned(), ..Piece::default() },
    };
    let unended = !text.is_empty() && !text.ends_with('\n');
    if unended {
        text.push('\n');
    }
    let marked = match shape {
        // Excel reads a CSV without the mark as GBK.
        FileShape::Csv => !text.is_empty(),
        // What would be doubted without its mark keeps it.
        FileShape::Yaml | FileShape::FrontMatter => had_mark && mistaken_gbk(&text).is_some(),
    };
    let has_several = bytes.starts_with(UTF8_MARK) && text_of_file.len() < decoded.text.len();
    match (marked, bytes.starts_with(UTF8_MARK)) {
        (true, false) => changes.push(Change::BomAdded),
        (true, true) if has_several => changes.push(Change::Bom),
        (false, _) if had_mark => changes.push(Change::Bom),
        _ => {}
    }
    if marked {
        text.insert(0, BOM);
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

fn has_carriage_return(bytes: &[u8], encoding: Encoding) -> bool {
    match encoding {
        Encoding::Utf8 | Encoding::Gb18030 => bytes.contains(&b'\r'),
        Encoding::Utf16Le => bytes.chunks(2).any(|unit| unit == [b'\r', 0]),
        Encoding::Utf16Be => bytes.chunks(2).any(|unit| unit == [0, b'\r']),
    }
}
