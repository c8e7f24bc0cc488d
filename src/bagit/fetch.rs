//! `fetch.txt`: files of the payload that are stored elsewhere (RFC 8493 §2.2.3). They are never fetched here: a bag
//! without them is reported as incomplete.

use super::manifest::lines;
use super::path::decode;
use super::{Finding, Version};

pub(super) const FILE: &str = "fetch.txt";

/// A line: a file of the payload that can be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FetchEntry {
    /// The line number, from 1.
    pub(super) line: usize,
    pub(super) path: String,
}

/// Parses `URL LENGTH PATH`, the length in bytes or `-`. Malformed lines are reported and left out.
pub(super) fn parse(text: &str, version: Version) -> (Vec<FetchEntry>, Vec<Finding>) {
    let (mut entries, mut findings) = (Vec::new(), Vec::new());
    for (line, text) in lines(text) {
        match fetch_path(text) {
            Some(path) => entries.push(FetchEntry { line, path: decode(path, version) }),
            None => findings.push(Finding::BadLine { file: FILE.to_owned(), line }),
        }
    }
    (entries, findings)
}

/// The path of a well-formed line.
fn fetch_path(line: &str) -> Option<&str> {
    const BLANK: [char; 2] = [' ', '\t'];
    let (url, rest) = line.split_once(BLANK)?;
    let (length, rest) = rest.trim_start_matches(BLANK).split_once(BLANK)?;
    let path = rest.trim_start_matches(BLANK);
    let is_length = length == "-" || length.parse::<u64>().is_ok();
    (url.contains(':') && is_length && !path.is_empty()).then_some(path)
}
