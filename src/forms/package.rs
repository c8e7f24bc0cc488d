//! The zip package that a document of Word or Excel is.

use std::io::{self, Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// A part of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// Its path, such as `word/document.xml`.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

impl Part {
    pub(super) fn new(name: &str, text: impl Into<String>) -> Part {
        Part { name: name.to_owned(), bytes: text.into().into_bytes() }
    }
}

/// A package of parts in their order. Every time in it is the first that a zip can hold, so that the same parts give the
/// same bytes.
pub(super) fn packed(parts: &[Part]) -> io::Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts {
        zip.start_file(part.name.as_str(), options)?;
        zip.write_all(&part.bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The most parts of a form, the most bytes of one, and of all together.
const MAX_PARTS: usize = 2000;
const MAX_PART: u64 = 32 * 1024 * 1024;
const MAX_BYTES: u64 = 96 * 1024 * 1024;
/// The most tags of all parts: a tree of them takes a hundred times the memory of its text.
const MAX_TAGS: usize = 500_000;

/// Why a file is no form that can be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PackageProblem {
    /// An older format of Word, Excel or WPS, or a document with a password, which looks the same.
    OldOrEncrypted,
    /// No package at all, or a damaged one.
    NoDocument,
    /// Larger than a form can be.
    TooLarge,
    /// Its XML is not as Word and Excel write it.
    BadXml,
}

/// The part of a name.
pub(super) fn part_named<'p>(parts: &'p [Part], name: &str) -> Option<&'p Part> {
    parts.iter().find(|part| part.name == name)
}

/// The part of a name, to be changed.
pub(super) fn part_named_mut<'p>(parts: &'p mut [Part], name: &str) -> Option<&'p mut Part> {
    parts.iter_mut().find(|part| part.name == name)
}

/// The problem of a package that cannot be read, whatever is wrong with it.
fn broken<E>(_: E) -> PackageProblem {
    PackageProblem::NoDocument
}

/// The parts of a package, in its order. A part that is named twice, or whose size is a lie, makes it no document.
pub(super) fn unpacked(bytes: &[u8]) -> Result<Vec<Part>, PackageProblem> {
    const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    if bytes.starts_with(OLE) {
        return Err(PackageProblem::OldOrEncrypted);
    }
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if MAX_PARTS < zip.len() {
        return Err(PackageProblem::TooLarge);
    }
    let mut parts: Vec<Part> = Vec::with_capacity(zip.len());
    let (mut whole, mut tags) = (0, 0);
    for index in 0..zip.len() {
        let file = zip.by_index(index).map_err(broken)?;
        let name = file.name().map_err(broken)?.into_owned();
        if name.ends_with('/') {
            continue;
        }
        if part_named(&parts, &name).is_some() {
            return Err(PackageProblem::NoDocument);
        }
        let mut content = Vec::new();
        let limit = MAX_PART.min(MAX_BYTES - whole);
        let read = file.take(limit + 1).read_to_end(&mut content);
        read.map_err(broken)?;
        whole += content.len() as u64;
        if limit < content.len() as u64 || MAX_BYTES <= whole {
            return Err(PackageProblem::TooLarge);
        }
        if may_be_xml(&content) {
            tags += content.iter().filter(|byte| **byte == b'<').count();
        }
        if MAX_TAGS < tags {
            return Err(PackageProblem::TooLarge);
        }
        parts.push(Part { name, bytes: content });
    }
    Ok(parts)
}

/// Whether a part could be XML, whatever its name is: the relations of a package may call the document anything.
fn may_be_xml(content: &[u8]) -> bool {
    let text = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content);
    text.trim_ascii_start().starts_with(b"<")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tree of tags takes a hundred times the memory of its text.
    #[test]
    fn tags_are_counted_whatever_the_name_of_their_part_is() {
        let tags = "<a/>".repeat(MAX_TAGS + 1);
        for name in ["word/document.xml", "word/document", "word/document.png"] {
            let bytes = packed(&[Part::new(name, format!("\u{feff} {tags}"))]).unwrap();
            assert_eq!(unpacked(&bytes), Err(PackageProblem::TooLarge), "{name}");
        }
        // A picture is full of such bytes.
        let picture = format!("\u{1}{tags}");
        assert!(unpacked(&packed(&[Part::new("word/media/a.png", picture)]).unwrap()).is_ok());
    }
}
