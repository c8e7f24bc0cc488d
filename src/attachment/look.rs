//! The kind of a file, and what was found in it.

use rustc_hash::FxHashSet;

use super::{mail, pdf, plain, zipped};
use crate::diagnostics::AttachmentPlace;
use crate::privacy::{self, Fingerprint, PersonalDataMatch};

/// The most bytes of all that is unpacked from one attachment.
const BUDGET: usize = 192 * 1024 * 1024;
/// The most bytes of an attachment that is looked into.
const MAX_FILE: usize = 128 * 1024 * 1024;
/// How deep files may be packed in each other: a sheet in a document in an archive.
const MAX_DEPTH: usize = 3;
/// The most findings of one attachment; more say nothing new.
const MAX_FINDINGS: usize = 20;

/// Personal data in an attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentFinding {
    /// Where it stands.
    pub place: AttachmentPlace,
    /// What was found; its span is of no use outside the part.
    pub found: PersonalDataMatch,
}

/// Why a file, or a part of it, was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unread {
    /// A picture, a film, a sound: no text.
    Media,
    /// A document of a kind, or in a state, that cannot be read: old Word, a scan, a password, damage.
    Document,
    /// More than is unpacked.
    TooLarge,
}

/// What looking into an attachment found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AttachmentLook {
    /// The personal data, in the order of the file.
    pub findings: Vec<AttachmentFinding>,
    /// Why something was not read.
    pub unread: Option<Unread>,
}

/// Looks into an attachment.
#[must_use]
pub fn look_into(bytes: &[u8]) -> AttachmentLook {
    let mut looker =
        Looker { look: AttachmentLook::default(), seen: FxHashSet::default(), budget: BUDGET };
    looker.look(bytes, 0);
    looker.look
}

/// Collects what one attachment holds.
pub(super) struct Looker {
    look: AttachmentLook,
    /// What was reported: the same number in a cell and in its row is one finding.
    seen: FxHashSet<Fingerprint>,
    /// The bytes that may still be unpacked.
    budget: usize,
}

impl Looker {
    /// Looks into a file, which is packed so deep in others.
    pub(super) fn look(&mut self, bytes: &[u8], depth: usize) {
        if MAX_DEPTH < depth || MAX_FILE < bytes.len() {
            return self.note_unread(Unread::TooLarge);
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            zipped::look(self, bytes, depth);
        } else if is_pdf(bytes) {
            pdf::look(self, bytes);
        } else if is_media(bytes) {
            self.note_unread(Unread::Media);
        } else if is_packed(bytes) {
            self.note_unread(Unread::Document);
        } else if bytes.starts_with(b"{\\rtf") {
            plain::rich_text(self, bytes);
        } else if !bytes.starts_with(b"\xd0\xcf\x11\xe0")
            && let Some(text) = plain::decoded(bytes)
        {
            plain::look(self, &text);
            mail::look(self, &text, depth);
        } else {
            // Old Word, Excel, WPS: their texts lie between other bytes.
            plain::binary(self, bytes);
            self.note_unread(Unread::Document);
        }
    }

    /// Takes so many bytes from the budget; false when there are not so many left.
    pub(super) fn take(&mut self, bytes: usize) -> bool {
        match self.budget.checked_sub(bytes) {
            Some(left) => {
                self.budget = left;
                true
            }
            None => {
                self.budget = 0;
                self.note_unread(Unread::TooLarge);
                false
            }
        }
    }

    /// The bytes that may still be unpacked.
    pub(super) fn budget(&self) -> usize {
        self.budget
    }

    /// Notes that something was not read. A document counts for more than a picture in it.
    pub(super) fn note_unread(&mut self, unread: Unread) {
        self.look.unread = self.look.unread.max(Some(unread));
    }

    /// Whether nothing more needs to be searched.
    pub(super) fn is_full(&self) -> bool {
        MAX_FINDINGS <= self.look.findings.len()
    }

    /// Adds what stands in a text, which is all at one place.
    pub(super) fn search(&mut self, text: &str, place: &AttachmentPlace) {
        for found in privacy::scan(text) {
            self.add(found, place.clone());
        }
    }

    /// Searches a row of cells for numbers that stand in several of them.
    pub(super) fn search_across<T: AsRef<str>>(&mut self, cells: &[T], place: &AttachmentPlace) {
        let mut row = String::new();
        for cell in cells {
            row.push_str(cell.as_ref());
            row.push('|');
        }
        for found in privacy::numbers(&row) {
            if row.get(found.span.clone()).is_some_and(|text| text.contains('|')) {
                self.add(found, place.clone());
            }
        }
    }

    /// Adds a finding, unless the same was found before.
    pub(super) fn add(&mut self, found: PersonalDataMatch, place: AttachmentPlace) {
        if !self.is_full() && self.seen.insert(found.print) {
            self.look.findings.push(AttachmentFinding { place, found });
        }
    }
}

/// Whether these are the bytes of a PDF, which may have something before its first line.
fn is_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    memchr::memmem::find(head, b"%PDF-").is_some()
}

/// Whether bytes begin as a picture, a film or a sound does.
#[must_use]
pub fn is_media(bytes: &[u8]) -> bool {
    const STARTS: [&[u8]; 17] = [
        b"\xff\xd8\xff",
        b"\x89PNG",
        b"GIF8",
        b"RIFF",
        b"BM",
        b"II*\0",
        b"MM\0*",
        b"ID3",
        b"\xff\xfb",
        b"\xff\xf3",
        b"OggS",
        b"fLaC",
        b"\x1a\x45\xdf\xa3",
        b"\x30\x26\xb2\x75",
        b"FLV\x01",
        b"\0\0\x01\xba",
        b"#!AMR",
    ];
    // Two letters begin many a text; a bitmap has zeros soon after.
    let is_bitmap = bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]);
    let is_other = !bytes.starts_with(b"BM") && STARTS.iter().any(|start| bytes.starts_with(start));
    is_bitmap || is_other || bytes.get(4..8) == Some(b"ftyp")
}

/// Whether these are the bytes of a package that is not opened.
fn is_packed(bytes: &[u8]) -> bool {
    [&b"Rar!"[..], b"7z\xbc\xaf", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ"]
        .iter()
        .any(|start| bytes.starts_with(start))
}
