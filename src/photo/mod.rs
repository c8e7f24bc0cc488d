//! Removes metadata from photos: where, when and with which phone they were taken (docs/domain.md §4.2).
//!
//! Pure: bytes in, bytes out. A picture is not decoded; its blocks of metadata are left out, and the rest stays as it is. A
//! JPEG keeps its orientation, which belongs to the picture. Only `shrink` decodes pictures, to make reduced copies.

mod jpeg;
mod png;
pub mod shrink;
mod webp;

use std::borrow::Cow;

/// A file that may be published, or may not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cleaned<'b> {
    /// A picture without metadata, or a file of another kind.
    Clean(Cow<'b, [u8]>),
    /// It has metadata that cannot be removed: a broken picture, or a format that is not supported.
    Unclean,
}

/// The bytes of an attachment as they may be published. Its format is recognised by its bytes, not by its name.
#[must_use]
pub fn clean(bytes: &[u8]) -> Cleaned<'_> {
    let cleaned = if bytes.starts_with(b"\xff\xd8") {
        jpeg::clean(bytes)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        png::clean(bytes)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        webp::clean(bytes)
    } else if is_other_picture(bytes) {
        return if has_metadata(bytes) { Cleaned::Unclean } else { Cleaned::Clean(bytes.into()) };
    } else {
        return Cleaned::Clean(bytes.into());
    };
    match cleaned {
        Some(cleaned) if !has_position(&cleaned) => Cleaned::Clean(cleaned),
        _ => Cleaned::Unclean,
    }
}

/// Whether it is HEIC or AVIF, as phones write, TIFF, as scanners write, or GIF.
fn is_other_picture(bytes: &[u8]) -> bool {
    bytes.get(4..8) == Some(b"ftyp")
        || bytes.starts_with(b"II*\0")
        || bytes.starts_with(b"MM\0*")
        || bytes.starts_with(b"GIF8")
}

fn has_metadata(bytes: &[u8]) -> bool {
    let is_tiff = bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*");
    is_tiff || has_position(bytes)
}

/// Whether any metadata is left that could contain a position: EXIF or XMP.
fn has_position(bytes: &[u8]) -> bool {
    let marks = [&b"Exif\0\0II*\0"[..], b"http://ns.adobe.com/xap/", b"<x:xmpmeta", b"GPSLatitude"];
    marks.iter().any(|mark| contains(bytes, mark)) || has_foreign_exif(bytes)
}

/// Whether there is an EXIF block in big-endian order other than the one with nothing but the orientation.
fn has_foreign_exif(bytes: &[u8]) -> bool {
    let mark = b"Exif\0\0MM\0*";
    memchr::memmem::find_iter(bytes, mark)
        .any(|at| !bytes[at..].starts_with(&jpeg::ORIENTATION_HEAD))
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    memchr::memmem::find(bytes, part).is_some()
}

/// A big-endian number.
fn number(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte))
}

/// One transparent pixel, which is published instead of a broken picture so that no link is dead.
pub const BLANK: &[u8] = include_bytes!("blank.png");

/// Whether a file that begins with these bytes may be a picture. 16 bytes are enough.
#[must_use]
pub fn may_be_picture(head: &[u8]) -> bool {
    head.starts_with(b"\xff\xd8")
        || head.starts_with(b"\x89PNG")
        || head.starts_with(b"RIFF")
        || is_other_picture(head)
}

#[cfg(test)]
mod tests;
