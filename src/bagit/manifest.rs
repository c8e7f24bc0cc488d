//! Manifests: a checksum and a path a line (RFC 8493 §2.1.3 and §2.2.1).

use super::path::{decode, encode};
use super::{Finding, Version};
use crate::syntax::ascii::is_hex;

/// A line of a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestEntry {
    /// The line number, from 1.
    pub line: usize,
    /// The checksum, in lower case.
    pub sum: String,
    /// The path as it should be on disk.
    pub path: String,
    /// The path as it is written.
    pub written: String,
}

/// The line for a file as version 1.0 wants it, with its line end.
#[must_use]
pub fn manifest_line(sum: &str, path: &str) -> String {
    format!("{sum}  {}\n", encode(path))
}

/// Parses a manifest; `file` is its name, `digits` the length of its checksums. Malformed lines are reported and left out.
/// LF, CR and CRLF end a line (§2.1.3).
#[must_use]
pub fn parse_manifest(
    text: &str,
    file: &str,
    digits: usize,
    version: Version,
) -> (Vec<ManifestEntry>, Vec<Finding>) {
    let (mut entries, mut findings) = (Vec::new(), Vec::new());
    for (line, text) in lines(text) {
        let Some((sum, written)) = checksum_and_path(text, digits) else {
            findings.push(Finding::BadLine { file: file.to_owned(), line });
            continue;
        };
        // md5sum marks files that it read as binary; find begins every path with a dot.
        let plain = written.strip_prefix('*').unwrap_or(written);
        let plain = plain.strip_prefix("./").unwrap_or(plain);
        if plain != written {
            findings.push(Finding::Marked { file: file.to_owned(), line, version });
        }
        entries.push(ManifestEntry {
            line,
            sum: sum.to_ascii_lowercase(),
            path: decode(plain, version),
            written: plain.to_owned(),
        });
    }
    (entries, findings)
}

fn checksum_and_path(line: &str, digits: usize) -> Option<(&str, &str)> {
    let (sum, path) = line.split_once([' ', '\t'])?;
    let path = path.trim_start_matches([' ', '\t']);
    let is_sum = sum.len() == digits && is_hex(sum);
    (is_sum && !path.is_empty()).then_some((sum, path))
}

/// The lines of a tag file with their numbers, whatever ends them. Nothing follows the last line end.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    let mut number = 0;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        number += 1;
        let (line, after) = match rest.find(['\r', '\n']) {
            Some(end) if rest[end..].starts_with("\r\n") => (&rest[..end], &rest[end + 2..]),
            Some(end) => (&rest[..end], &rest[end + 1..]),
            None => (rest, ""),
        };
        rest = after;
        Some((number, line))
    })
}
