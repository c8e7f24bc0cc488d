//! The kind of a file, by its bytes. A name decides only between kinds that look alike.

use std::io::Cursor;

use crate::attachment::is_media;
use crate::diagnostics::ImportRefusal;

/// A file that can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OfficeFile {
    /// `.docx`.
    Word,
    /// `.xlsx`, `.xls`, `.ods`.
    Sheet,
    /// A web page with a table, which old systems name `.xls`.
    WebPage,
    /// A table as text: `.csv`.
    Csv,
}

/// The most bytes at the beginning of a file that tell whether it is a web page.
const HEAD: usize = 1024;
/// The first bytes of the files of office programs before 2007.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The kind of a file.
///
/// # Errors
/// Why it cannot be imported.
pub(super) fn sniff(name: &str, bytes: &[u8]) -> Result<OfficeFile, ImportRefusal> {
    let name = name.to_lowercase();
    if bytes.starts_with(COMPOUND) {
        return compound(&name, bytes);
    }
    if bytes.starts_with(b"PK") {
        return package(bytes);
    }
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(HEAD)).unwrap_or(bytes));
    let head = head.trim_start_matches('\u{feff}').trim_start().to_lowercase();
    if head.starts_with("{\\rtf") {
        return Err(ImportRefusal::OtherText);
    }
    if head.contains("%pdf-") {
        return Err(ImportRefusal::Pdf);
    }
    if is_media(bytes) {
        return Err(ImportRefusal::Picture);
    }
    if ["<html", "<table", "<!doctype html", "mime-version"].iter().any(|mark| head.contains(mark))
    {
        return Ok(OfficeFile::WebPage);
    }
    if name.ends_with(".csv") && !bytes.contains(&0) {
        return Ok(OfficeFile::Csv);
    }
    Err(if bytes.is_empty() { ImportRefusal::Empty } else { ImportRefusal::Unreadable })
}

/// A file of an office program before 2007, or one with a password.
fn compound(name: &str, bytes: &[u8]) -> Result<OfficeFile, ImportRefusal> {
    let holds = |stream: &str| {
        let wide: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &wide).is_some()
    };
    if holds("EncryptedPackage") {
        return Err(ImportRefusal::Protected);
    }
    if name.ends_with(".et") {
        return Err(ImportRefusal::OldSheet);
    }
    if holds("WordDocument") || name.ends_with(".doc") || name.ends_with(".wps") {
        return Err(ImportRefusal::OldWord);
    }
    if holds("PowerPoint Document") {
        return Err(ImportRefusal::Slides);
    }
    Ok(OfficeFile::Sheet)
}

/// A package of parts.
fn package(bytes: &[u8]) -> Result<OfficeFile, ImportRefusal> {
    let Ok(zip) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return Err(ImportRefusal::Unreadable);
    };
    let has = |name: &str| zip.index_for_name(name).is_some();
    if has("xl/workbook.xml") {
        Ok(OfficeFile::Sheet)
    } else if has("ppt/presentation.xml") {
        Err(ImportRefusal::Slides)
    } else if has("content.xml") {
        let is_text = memchr::memmem::find(
            bytes.get(..bytes.len().min(HEAD)).unwrap_or(bytes),
            b"opendocument.text",
        );
        if is_text.is_some() { Err(ImportRefusal::OtherText) } else { Ok(OfficeFile::Sheet) }
    } else if has("word/document.xml") || has("[Content_Types].xml") {
        Ok(OfficeFile::Word)
    } else {
        Err(ImportRefusal::Unreadable)
    }
}
