//! Photos without what they tell beside the picture: where and when, with which phone (DOMAIN.md §4.2).
//!
//! Pure: bytes in, bytes out. To clean a picture it is never decoded; its blocks of notes are left out, and all else stays
//! as it was. A JPEG keeps which side is up, as that belongs to the picture. Only `shrink` decodes, to make small copies.

mod jpeg;
mod png;
pub mod shrink;
mod webp;

use std::borrow::Cow;

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cleaned<'b> {
    /// A picture without notes, or a file of another kind.
    Clean(Cow<'b, [u8]>),
    /// It holds notes that cannot be taken out: a broken picture, or a kind that is not known well enough.
    Unclean,
}

/// The bytes of an attachment as they may be published. The name's ending counts for nothing, the bytes do.
#[must_use]
pub fn clean(bytes: &[u8]) -> Cleaned<'_> {
    let cleaned = if bytes.starts_with(b"\xff\xd8") {
        jpeg::clean(bytes)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        png::clean(bytes)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        webp::clean(bytes)
    } else if is_other_picture(bytes) {
        return if has_notes(bytes) { Cleaned::Unclean } else { Cleaned::Clean(bytes.into()) };
    } else {
        return Cleaned::Clean(bytes.into());
    };
    match cleaned {
        Some(cleaned) if !has_position(&cleaned) => Cleaned::Clean(cleaned),
        _ => Cleaned::Unclean,
    }
}

/// HEIC and AVIF from phones, TIFF from scanners, GIF.
fn is_other_picture(bytes: &[u8]) -> bool {
    bytes.get(4..8) == Some(b"ftyp")
        || bytes.starts_with(b"II*\0")
        || bytes.starts_with(b"MM\0*")
        || bytes.starts_with(b"GIF8")
}

fn has_notes(bytes: &[u8]) -> bool {
    let is_tiff = bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*");
    is_tiff || has_position(bytes)
}

/// Whether any notes are left that could hold a position: EXIF or XMP.
fn has_position(bytes: &[u8]) -> bool {
    let marks = [&b"Exif\0\0II*\0"[..], b"http://ns.adobe.com/xap/", b"<x:xmpmeta", b"GPSLatitude"];
    marks.iter().any(|it| holds(bytes, it)) || holds_foreign_exif(bytes)
}

/// An EXIF block in big-endian order that is not the small one that says which side is up.
fn holds_foreign_exif(bytes: &[u8]) -> bool {
    let mark = b"Exif\0\0MM\0*";
    memchr::memmem::find_iter(bytes, mark).any(|at| !bytes[at..].starts_with(&jpeg::UPRIGHT_HEAD))
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    memchr::memmem::find(bytes, part).is_some()
}

fn number(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |sum, it| sum << 8 | usize::from(*it))
}

/// What stands in place of a picture that is broken: one clear dot, so that no link leads nowhere.
pub const BLANK: &[u8] = include_bytes!("blank.png");

/// Whether a file that begins so may be a picture (its first 16 bytes are enough).
#[must_use]
pub fn may_be_picture(head: &[u8]) -> bool {
    head.starts_with(b"\xff\xd8")
        || head.starts_with(b"\x89PNG")
        || head.starts_with(b"RIFF")
        || is_other_picture(head)
}

#[cfg(test)]
mod tests;
