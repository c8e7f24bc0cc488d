//! The kind of a file, and what was found in it.

use super::looker::{AttachmentLook, Looker, Unread};
use super::{mail, pdf, plain, zipped};

/// The most bytes of an attachment that is looked into.
const MAX_FILE: usize = 128 * 1024 * 1024;
/// How deep files may be packed in each other: a sheet in a document in an archive.
const MAX_DEPTH: usize = 3;

/// Looks into an attachment.
#[must_use]
pub fn look_into(bytes: &[u8]) -> AttachmentLook {
    let mut left = usize::MAX;
    look_within(bytes, &mut left)
}

/// [`look_into`], with at most `left` bytes unpacked; what was unpacked is subtracted from `left`, which several
/// attachments share.
#[must_use]
pub fn look_within(bytes: &[u8], left: &mut usize) -> AttachmentLook {
    let mut looker = Looker::new(bytes.len(), *left);
    let before = looker.budget();
    look(&mut looker, bytes, 0);
    while let Some((packed, depth)) = looker.next_packed() {
        look(&mut looker, &packed, depth);
    }
    let unpacked = before - looker.budget();
    *left = left.saturating_sub(unpacked);
    AttachmentLook { unpacked: unpacked as u64, ..looker.into_look() }
}

/// The text that readers of an attachment see, up to so many bytes: paragraphs, rows of tables, pages. What was struck
/// out or hidden, comments, properties and hidden sheets are left out; there is none of a file that holds personal data.
#[must_use]
pub fn shown_text(bytes: &[u8], most: usize) -> String {
    let mut looker = Looker::keeping(bytes.len(), most);
    look(&mut looker, bytes, 0);
    looker.into_shown()
}

/// Looks into a file, which is packed so deep in others.
fn look(looker: &mut Looker, bytes: &[u8], depth: usize) {
    if MAX_DEPTH < depth || MAX_FILE < bytes.len() {
        return looker.note_unread(Unread::TooLarge);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        zipped::look(looker, bytes, depth);
    } else if is_pdf(bytes) {
        pdf::look(looker, bytes, depth);
    } else if is_media(bytes) {
        looker.note_unread(Unread::Media);
    } else if bytes.starts_with(b"\x1f\x8b\x08") {
        zipped::unpack_gzip(looker, bytes, depth);
    } else if is_packed(bytes) {
        looker.note_unread(Unread::Document);
    } else if bytes.starts_with(b"{\\rtf") {
        plain::rich_text(looker, bytes);
    } else if !bytes.starts_with(b"\xd0\xcf\x11\xe0")
        && let Some(text) = plain::decoded(bytes)
    {
        plain::look(looker, &text);
        mail::look(looker, &text, depth);
    } else {
        // Old Word, Excel, WPS: their texts lie between other bytes.
        plain::binary(looker, bytes);
        looker.note_unread(Unread::Document);
    }
    if !bytes.starts_with(b"PK") && !is_media(bytes) && zipped::is_at_end(bytes) {
        zipped::look(looker, bytes, depth);
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
    let begins_so = is_bitmap || is_other || bytes.get(4..8) == Some(b"ftyp");
    begins_so && !is_like_text(bytes)
}

/// Whether the first bytes could stand in a text: `GIF89a` and `ID3` may begin one too.
fn is_like_text(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    let is_control =
        |byte: &u8| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c) || *byte == 0xff;
    !head.iter().any(is_control)
}

/// In so many bytes every picture, film and sound has one that no text has.
const HEAD: usize = 64;

/// Whether these are the bytes of a package that is not opened.
fn is_packed(bytes: &[u8]) -> bool {
    const STARTS: [&[u8]; 11] = [
        b"Rar!",
        b"7z\xbc\xaf",
        b"BZh",
        b"\xfd7zXZ",
        b"\x28\xb5\x2f\xfd",
        b"\x04\x22\x4d\x18",
        b"\x1f\x9d",
        b"\x5d\0\0",
        b"LZIP",
        b"MSCF",
        b"\x60\xea",
    ];
    STARTS.iter().any(|start| bytes.starts_with(start)) && !is_like_text(bytes)
}
