//! Digests by which the inbox recognises files.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// SHA-256 of bytes, in hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The digest of a file of the archive. Git on Windows changes line ends of texts, which is no edit.
pub(super) fn of_content(path: &str, bytes: &[u8]) -> String {
    let is_text = ["md", "csv", "yaml", "txt"].contains(&super::names::ending(path).as_str());
    if !is_text || !bytes.contains(&b'\r') {
        return sha256(bytes);
    }
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().peekable();
    while let Some(byte) = rest.next() {
        if *byte != b'\r' || rest.peek() != Some(&&b'\n') {
            plain.push(*byte);
        }
    }
    sha256(&plain)
}
