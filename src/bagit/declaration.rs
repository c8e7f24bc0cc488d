//! `bagit.txt`: which version, and in which encoding the tag files are (RFC 8493 §2.1.1).

use encoding_rs::Encoding;

use super::manifest::lines;
use super::{Finding, Version};

/// What a bag says of itself.
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

/// Reads it. Whatever is wrong, the rest of the bag can still be judged.
pub(super) fn parse(bytes: &[u8]) -> (Declaration, Vec<Finding>) {
    let mut declaration = Declaration::default();
    let mut findings = Vec::new();
    let (bytes, has_bom) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    if has_bom {
        findings.push(Finding::ByteOrderMark { file: "bagit.txt".to_owned() });
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        findings.push(Finding::BadDeclaration { line: 1 });
        return (declaration, findings);
    };
    let lines: Vec<&str> = lines(text).map(|(_, it)| it).collect();
    match lines.first().and_then(|it| field(it, "BagIt-Version")) {
        Some(found) => match found.value {
            "1.0" => {}
            "0.93" | "0.94" | "0.95" | "0.96" | "0.97" => declaration.version = Version::Old,
            _ => findings.push(Finding::UnknownVersion { found: found.value.to_owned() }),
        },
        None => findings.push(Finding::BadDeclaration { line: 1 }),
    }
    let is_strict = declaration.version == Version::One;
    match lines.get(1).and_then(|it| field(it, "Tag-File-Character-Encoding")) {
        Some(found) => match Encoding::for_label(found.value.as_bytes()) {
            Some(encoding) => declaration.encoding = encoding,
            None => findings.push(Finding::UnknownEncoding { found: found.value.to_owned() }),
        },
        None => findings.push(Finding::BadDeclaration { line: 2 }),
    }
    let loose = |it: &&str| {
        ["BagIt-Version", "Tag-File-Character-Encoding"]
            .iter()
            .any(|label| field(it, label).is_some_and(|it| !it.exact))
    };
    if is_strict && let Some(at) = lines.iter().take(2).position(loose) {
        findings.push(Finding::BadDeclaration { line: at + 1 });
    }
    if lines.len() > 2 {
        findings.push(Finding::BadDeclaration { line: 3 });
    }
    (declaration, findings)
}

struct Field<'a> {
    value: &'a str,
    /// Written as 1.0 wants it: a colon, one space, the value, nothing else.
    exact: bool,
}

fn field<'a>(line: &'a str, label: &str) -> Option<Field<'a>> {
    let (found, rest) = line.split_once(':')?;
    let value = rest.trim_matches([' ', '\t']);
    let exact = found == label && rest.strip_prefix(' ') == Some(value);
    let fits = found.trim_matches([' ', '\t']) == label && !value.is_empty();
    fits.then_some(Field { value, exact })
}
