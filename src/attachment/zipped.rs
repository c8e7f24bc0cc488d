//! Files in packages: documents of office programs, and packages of other files.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use flate2::read::MultiGzDecoder;
use rustc_hash::FxHashMap;
use zip::ZipArchive;

use super::looker::{Looker, Unread};
use super::{office, plain, sheet};
use crate::diagnostics::AttachmentPlace;

/// The most files of a package that are looked into.
const MAX_FILES: usize = 5000;
/// The most bytes of one file in a package.
const MAX_PART: usize = 64 * 1024 * 1024;

/// A package, and the names of its files.
pub(super) struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// In the order of their names, with numbers in their order.
    pub(super) names: Vec<String>,
    /// The place of each in the package.
    places: FxHashMap<String, usize>,
}

/// Looks into a package.
pub(super) fn look(looker: &mut Looker, bytes: &[u8], depth: usize) {
    let Ok(zip) = ZipArchive::new(Cursor::new(bytes)) else {
        return looker.note_unread(Unread::Document);
    };
    looker.search(&String::from_utf8_lossy(zip.comment()), &AttachmentPlace::Somewhere);
    if hides_entries(bytes, zip.len()) {
        looker.note_unread(Unread::Document);
    }
    if MAX_FILES < zip.len() {
        looker.note_unread(Unread::TooLarge);
    }
    let mut names: Vec<String> = Vec::new();
    let mut places = FxHashMap::default();
    for (place, name) in zip.file_names().take(MAX_FILES).enumerate() {
        // A name in an unknown encoding: the file is read all the same.
        let name = name.map_or_else(|_| format!("{place}"), Cow::into_owned);
        places.insert(name.clone(), place);
        names.push(name);
    }
    names.sort_by_key(|name| (name.len(), name.clone()));
    let mut package = Package { zip, names, places };
    let has = |name: &str| package.names.iter().any(|known| known == name);
    let is_sheet = has("xl/workbook.xml");
    let is_text = has("word/document.xml") || has("ppt/presentation.xml") || has("content.xml");
    for name in &package.names {
        looker.search(name, &AttachmentPlace::Name);
        looker.search(name.rsplit('/').next().unwrap_or(name), &AttachmentPlace::Name);
    }
    if is_sheet {
        sheet::look(looker, &mut package);
    }
    if is_sheet || is_text {
        office::look(looker, &mut package);
    }
    let is_office = is_sheet || is_text;
    for name in package.names.clone() {
        // The parts of an office document that are files of their own.
        let is_own = name.contains("/embeddings/")
            || name.starts_with("Object")
            || !is_machinery(&name) && !is_markup(&name);
        if name.ends_with('/') || is_office && !is_own || looker.is_full() {
            continue;
        }
        if let Some(bytes) = package.bytes(looker, &name) {
            looker.push_packed(bytes, depth + 1);
        }
    }
}

/// How a package ends, and the most bytes from there to the end of its file.
const END: &[u8] = b"PK\x05\x06";
const MAX_END: usize = 22 + 65_535;

/// The place of the end of a package in the last bytes of a file.
fn end_of(bytes: &[u8]) -> Option<usize> {
    let from = bytes.len().saturating_sub(MAX_END);
    Some(from + memchr::memmem::rfind(bytes.get(from..)?, END)?)
}

/// Whether a package stands behind other bytes: programs unpack it all the same.
pub(super) fn is_at_end(bytes: &[u8]) -> bool {
    end_of(bytes).is_some()
}

/// Whether a package lists more files than have names of their own: of two with one name only the last is read here, and
/// other programs take the first.
fn hides_entries(bytes: &[u8], known: usize) -> bool {
    let listed = end_of(bytes).and_then(|end| bytes.get(end + 10..end + 12));
    match listed {
        Some(&[low, high]) => {
            let listed = u16::from_le_bytes([low, high]);
            listed != u16::MAX && usize::from(listed) != known
        }
        _ => false,
    }
}

/// Searches what the head of a packed file says of it: its name and a comment, which end with a zero.
fn search_head(looker: &mut Looker, bytes: &[u8]) {
    const EXTRA: u8 = 4;
    let flags = bytes.get(3).copied().unwrap_or_default();
    let mut at = 10;
    if flags & EXTRA != 0 {
        if let Some(&[low, high]) = bytes.get(at..at + 2) {
            at += usize::from(u16::from_le_bytes([low, high]));
        }
        at += 2;
    }
    for flag in [8, 16] {
        if flags & flag != 0 {
            let rest = bytes.get(at..).unwrap_or_default();
            let end = memchr::memchr(0, rest).unwrap_or(rest.len());
            let text = plain::decoded(rest.get(..end).unwrap_or_default()).unwrap_or_default();
            looker.search(&text, &AttachmentPlace::Name);
            at += end + 1;
        }
    }
}

/// Looks into a file that is packed by itself: `.csv.gz`, `.tar.gz`.
pub(super) fn unpack_gzip(looker: &mut Looker, bytes: &[u8], depth: usize) {
    search_head(looker, bytes);
    let limit = looker.budget().min(MAX_PART);
    let mut unpacked = Vec::new();
    let read = MultiGzDecoder::new(bytes).take(limit as u64 + 1).read_to_end(&mut unpacked);
    if limit < unpacked.len() {
        looker.note_too_large(limit);
        unpacked.truncate(limit);
    } else if read.is_err() {
        looker.note_unread(Unread::Document);
    }
    if looker.take(unpacked.len()) {
        looker.push_packed(unpacked, depth + 1);
    }
}

/// Whether a file of an office document is one that its markup was searched for.
fn is_markup(name: &str) -> bool {
    name == "mimetype" || [".xml", ".rels", ".vml"].iter().any(|ending| name.ends_with(ending))
}

/// Whether a file of an office document is a picture, a font, or settings of a program.
fn is_machinery(name: &str) -> bool {
    const ENDINGS: [&str; 18] = [
        "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "svm", "wdp", "bin",
        "odttf", "fntdata", "ttf", "rdf", "mp4", "mp3",
    ];
    let lower = name.to_ascii_lowercase();
    lower.rsplit_once('.').is_none_or(|(_, ending)| ENDINGS.contains(&ending))
}

impl Package<'_> {
    /// The bytes of a file, as far as the budget goes; `None` when it cannot be read.
    pub(super) fn bytes(&mut self, looker: &mut Looker, name: &str) -> Option<Vec<u8>> {
        let limit = looker.budget().min(MAX_PART);
        let place = self.places.get(name)?;
        let Ok(file) = self.zip.by_index(*place) else {
            // With a password, damaged, or packed in a way that is not known.
            looker.note_unread(Unread::Document);
            return None;
        };
        let mut bytes = Vec::new();
        // The size that a package declares may be a lie.
        let read = file.take(limit as u64 + 1).read_to_end(&mut bytes);
        if limit < bytes.len() {
            looker.note_too_large(limit);
            bytes.truncate(limit);
        } else if read.is_err() {
            looker.note_unread(Unread::Document);
        }
        looker.take(bytes.len()).then_some(bytes)
    }

    /// The text of a file.
    pub(super) fn text(&mut self, looker: &mut Looker, name: &str) -> Option<String> {
        let bytes = self.bytes(looker, name)?;
        plain::decoded(&bytes)
    }
}
