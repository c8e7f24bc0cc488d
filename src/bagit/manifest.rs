//! Manifests: a checksum and a path a line (RFC 8493 §2.1.3 and §2.2.1).

use super::path::{decode, encode};
use super::{Finding, Version};

/// A line of a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its line, from 1.
    pub line: usize,
    /// The checksum, in small letters.
    pub sum: String,
    /// The path as it should be on disk.
    pub path: String,
    /// The path as it is written.
    pub written: String,
}

/// The line for a file, as version 1.0 wants it, with its end.
#[must_use]
pub fn line(sum: &str, path: &str) -> String {
    format!("{sum}  {}\n", encode(path))
}

/// Reads a manifest; `file` is its name, `digits` the length of its checksums. What is no line of one is told and left
/// out. LF, CR and CRLF end a line (§2.1.3).
#[must_use]
pub fn parse(
    text: &str,
    file: &str,
    digits: usize,
    version: Version,
) -> (Vec<Entry>, Vec<Finding>) {
    let (mut entries, mut findings) = (Vec::new(), Vec::new());
    for (number, text) in lines(text) {
        let bad = || Finding::BadLine { file: file.to_owned(), line: number };
        let Some((sum, written)) = text.split_once([' ', '\t']) else {
            findings.push(bad());
            continue;
        };
        let mut written = written.trim_start_matches([' ', '\t']);
        let is_sum = sum.len() == digits && sum.bytes().all(|it| it.is_ascii_hexdigit());
        if !is_sum || written.is_empty() {
            findings.push(bad());
            continue;
        }
        // md5sum marks files read as binary; find begins every path with a dot.
        let plain = written.strip_prefix('*').unwrap_or(written);
        let plain = plain.strip_prefix("./").unwrap_or(plain);
        if plain != written {
            findings.push(Finding::Marked { file: file.to_owned(), line: number, version });
            written = plain;
        }
        entries.push(Entry {
            line: number,
            sum: sum.to_ascii_lowercase(),
            path: decode(written, version),
            written: written.to_owned(),
        });
    }
    (entries, findings)
}

/// The lines of a tag file with their numbers, whatever ends them; none behind the last end.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = Some(text).filter(|it| !it.is_empty());
    let mut number = 0;
    std::iter::from_fn(move || {
        let text = rest?;
        number += 1;
        let (line, after) = match text.find(['\r', '\n']) {
            Some(at) if text[at..].starts_with("\r\n") => (&text[..at], &text[at + 2..]),
            Some(at) => (&text[..at], &text[at + 1..]),
            None => (text, ""),
        };
        rest = Some(after).filter(|it| !it.is_empty());
        Some((number, line))
    })
}
