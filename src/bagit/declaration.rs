//! `bagit.txt`: the version of the bag and the encoding of its tag files (RFC 8493 §2.1.1).

use encoding_rs::Encoding;

use super::manifest::lines;
use super::{Finding, Version};

pub(super) const FILE: &str = "bagit.txt";

const VERSION: &str = "BagIt-Version";
const ENCODING: &str = "Tag-File-Character-Encoding";

/// What a bag declares about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Declaration {
    pub(super) version: Version,
    pub(super) encoding: &'static Encoding,
}

impl Default for Declaration {
    fn default() -> Declaration {
        Declaration { version: Version::One, encoding: encoding_rs::UTF_8 }
    }
}

/// Parses the file. Whatever is wrong with it, the rest of the bag can still be verified.
pub(super) fn parse(bytes: &[u8]) -> (Declaration, Vec<Finding>) {
    let mut declaration = Declaration::default();
    let mut findings = Vec::new();
    let mut bytes = bytes;
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        bytes = rest;
        findings.push(Finding::ByteOrderMark { file: FILE.to_owned() });
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        findings.push(Finding::BadDeclaration { line: 1 });
        return (declaration, findings);
    };
    let lines: Vec<&str> = lines(text).map(|(_, line)| line).collect();
    match lines.first().and_then(|line| field(line, VERSION)) {
        Some(field) => match field.value {
            "1.0" => {}
            "0.93" | "0.94" | "0.95" | "0.96" | "0.97" => declaration.version = Version::Old,
            _ => findings.push(Finding::UnknownVersion { found: field.value.to_owned() }),
        },
        None => findings.push(Finding::BadDeclaration { line: 1 }),
    }
    match lines.get(1).and_then(|line| field(line, ENCODING)) {
        Some(field) => match Encoding::for_label(field.value.as_bytes()) {
            Some(encoding) => declaration.encoding = encoding,
            None => findings.push(Finding::UnknownEncoding { found: field.value.to_owned() }),
        },
        None => findings.push(Finding::BadDeclaration { line: 2 }),
    }
    if declaration.version == Version::One
        && let Some(index) = lines.iter().take(2).position(|line| is_loose(line))
    {
        findings.push(Finding::BadDeclaration { line: index + 1 });
    }
    if lines.len() > 2 {
        findings.push(Finding::BadDeclaration { line: 3 });
    }
    (declaration, findings)
}

/// Whether a line is one of the two fields, but not written as version 1.0 wants it.
fn is_loose(line: &str) -> bool {
    [VERSION, ENCODING]
        .iter()
        .any(|label| matches!(field(line, label), Some(field) if !field.is_exact))
}

struct DeclaredField<'a> {
    value: &'a str,
    /// Written as 1.0 wants it: a colon, one space, the value, nothing else.
    is_exact: bool,
}

fn field<'a>(line: &'a str, label: &str) -> Option<DeclaredField<'a>> {
    let (found, rest) = line.split_once(':')?;
    let value = rest.trim_matches([' ', '\t']);
    if found.trim_matches([' ', '\t']) != label || value.is_empty() {
        return None;
    }
    let is_exact = found == label && rest.strip_prefix(' ') == Some(value);
    Some(DeclaredField { value, is_exact })
}
