//! `fetch.txt`: files of the payload that lie elsewhere (RFC 8493 §2.2.3). They are never fetched here: a bag without
//! them is told to be incomplete.

use super::manifest::lines;
use super::path::decode;
use super::{Finding, Version};

pub(super) const FILE: &str = "fetch.txt";

/// A line: where a file of the payload is to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) line: usize,
    pub(super) path: String,
}

/// Reads it: `URL LENGTH PATH`, the length in bytes or `-`.
pub(super) fn parse(text: &str, version: Version) -> (Vec<Wanted>, Vec<Finding>) {
    let (mut wanted, mut findings) = (Vec::new(), Vec::new());
    for (line, text) in lines(text) {
        let mut rest = text;
        let mut word = || {
            let (word, after) = rest.split_once([' ', '\t'])?;
            rest = after.trim_start_matches([' ', '\t']);
            Some(word)
        };
        let (url, length) = (word(), word());
        let is_length = |it: &str| it == "-" || it.parse::<u64>().is_ok();
        let is_url = |it: &str| it.contains(':');
        if url.is_some_and(is_url) && length.is_some_and(is_length) && !rest.is_empty() {
            wanted.push(Wanted { line, path: decode(rest, version) });
        } else {
            findings.push(Finding::BadLine { file: FILE.to_owned(), line });
        }
    }
    (wanted, findings)
}
