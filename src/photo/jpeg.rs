//! JPEG: segments before the image data. Those of applications, and comments, are metadata.

use std::borrow::Cow;

use super::number;

/// The beginning of an EXIF block with the orientation and nothing else: one entry, tag 0x0112.
pub(super) const ORIENTATION_HEAD: [u8; 24] =
    *b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01";

const START_OF_SCAN: u8 = 0xda;
const END: u8 = 0xd9;

/// The picture without metadata; `None` when it is broken before its data begins.
pub(super) fn clean(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    let (mut out, mut at, mut has_metadata) = (bytes[..2].to_vec(), 2, false);
    let mut orientation = None;
    let mut segments: Vec<&[u8]> = Vec::new();
    loop {
        let marker = *bytes.get(at + 1)?;
        if bytes[at] != 0xff {
            return None;
        }
        if marker == 0xff {
            at += 1; // fill bytes
            continue;
        }
        if marker == START_OF_SCAN || marker == END {
            break;
        }
        let length = number(bytes.get(at + 2..at + 4)?);
        let segment = bytes.get(at..at + 2 + length.max(2))?;
        if is_metadata(segment) {
            has_metadata = true;
            orientation = orientation.or_else(|| orientation_in(segment));
        } else {
            segments.push(segment);
        }
        at += segment.len();
    }
    // Some phones append another picture or a film, with metadata of its own.
    let end = end_of_picture(bytes, at);
    if !has_metadata && end == bytes.len() {
        return Some(bytes.into());
    }
    if let Some(orientation) = orientation.filter(|value| (2..=8).contains(value)) {
        out.extend([0xff, 0xe1, 0, 34]);
        out.extend(ORIENTATION_HEAD);
        out.extend([0, orientation, 0, 0, 0, 0, 0, 0]);
    }
    for segment in segments {
        out.extend_from_slice(segment);
    }
    out.extend_from_slice(&bytes[at..end]);
    Some(out.into())
}

/// Whether a segment is a comment, or of an application other than JFIF (0), the colour profile (2) and Adobe's colours
/// (14).
fn is_metadata(segment: &[u8]) -> bool {
    let data = segment.get(4..).unwrap_or_default();
    match segment[1] {
        0xe0 => !data.starts_with(b"JFIF\0"),
        0xe2 => !data.starts_with(b"ICC_PROFILE\0"),
        0xee => !data.starts_with(b"Adobe"),
        0xe1..=0xef | 0xfe => true,
        _ => false,
    }
}

/// Where the image data ends: behind the first end marker.
fn end_of_picture(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while at + 1 < bytes.len() {
        if bytes[at] == 0xff && bytes[at + 1] == END {
            return at + 2;
        }
        at += 1;
    }
    bytes.len()
}

/// The orientation in an EXIF segment, 1 to 8.
fn orientation_in(segment: &[u8]) -> Option<u8> {
    let tiff = segment.get(4..)?.strip_prefix(b"Exif\0\0")?;
    let big = tiff.starts_with(b"MM");
    let read = |at: usize, length: usize| {
        let mut part = tiff.get(at..at.checked_add(length)?)?.to_vec();
        if !big {
            part.reverse();
        }
        Some(number(&part))
    };
    let first = read(4, 4)?;
    let entries = read(first, 2)?.min(200);
    let entry =
        (0..entries).map(|entry| first + 2 + entry * 12).find(|at| read(*at, 2) == Some(0x0112))?;
    u8::try_from(read(entry + 8, 2)?).ok()
}
