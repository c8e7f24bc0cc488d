//! Removes metadata from pictures, films and sound: where, when, by whom and with which device they were taken
//! (docs/domain.md §4.2).
//!
//! Pure: bytes in, bytes out. Nothing is decoded; blocks of metadata are left out or blanked, and the rest stays as it is. A
//! JPEG keeps its orientation, and pictures keep their colours. Only `shrink` decodes pictures, to make reduced copies.

mod bytes;
mod format;
mod gif;
mod icc;
mod jpeg;
mod mp4;
mod png;
mod riff;
pub mod shrink;
mod sound;
mod webp;

use std::borrow::Cow;

pub use format::{MediaFormat, format_named, format_of};

use crate::syntax::file_name::medium_of;

/// A file that may be published, or may not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cleaned<'b> {
    /// A picture, film or sound without metadata, or a file of another kind.
    Clean(Cow<'b, [u8]>),
    /// It has metadata that cannot be removed: it is broken, or of a format that is not supported.
    Unclean,
}

/// The bytes of an attachment as they may be published. The format is recognised by the bytes; a file whose name promises
/// a picture, a film or sound must be one that is known.
#[must_use]
pub fn clean<'b>(name: &str, bytes: &'b [u8]) -> Cleaned<'b> {
    let Some(format) = format_of(bytes) else {
        let is_hidden = has_leading_zeros(bytes);
        let is_clean = medium_of(name).is_none() && !is_hidden;
        return if is_clean { Cleaned::Clean(bytes.into()) } else { Cleaned::Unclean };
    };
    let cleaned = match format {
        MediaFormat::Jpeg => jpeg::clean(bytes),
        MediaFormat::Png => png::clean(bytes),
        MediaFormat::WebP => webp::clean(bytes),
        MediaFormat::Gif => gif::clean(bytes),
        MediaFormat::Bmp => Some(bytes.into()),
        MediaFormat::Mp4 => mp4::clean(bytes),
        MediaFormat::Avi => riff::clean_film(bytes),
        MediaFormat::Wave => riff::clean_sound(bytes),
        MediaFormat::Mp3 => sound::clean_frames(bytes),
        MediaFormat::Flac => sound::clean_flac(bytes),
        MediaFormat::Tiff
        | MediaFormat::Heif
        | MediaFormat::Ogg
        | MediaFormat::Matroska
        | MediaFormat::Asf => None,
    };
    match cleaned {
        Some(cleaned) if !has_position(&cleaned) => Cleaned::Clean(cleaned),
        _ => Cleaned::Unclean,
    }
}

/// Whether zeros stand before a picture: some programs show it all the same.
fn has_leading_zeros(bytes: &[u8]) -> bool {
    let zeros = bytes.iter().take(ZEROS).take_while(|byte| **byte == 0).count();
    0 < zeros && format_of(&bytes[zeros..]).is_some()
}

/// So many zeros before a picture are looked behind.
const ZEROS: usize = 64;

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

/// One transparent pixel, which is published instead of a broken picture so that no link is dead.
pub const BLANK: &[u8] = include_bytes!("blank.png");

/// Whether a file must be cleaned, by its name and its first bytes. 16 are enough.
#[must_use]
pub fn must_be_cleaned(name: &str, head: &[u8]) -> bool {
    medium_of(name).is_some() || format_of(head).is_some() || head.first() == Some(&0)
}

#[cfg(test)]
mod tests;
