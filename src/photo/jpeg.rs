//! JPEG: segments before and between the image data. Those of applications, and comments, are metadata.

use std::borrow::Cow;

use super::bytes::number;
use super::icc;

/// The beginning of an EXIF block with the orientation and nothing else: one entry, tag 0x0112.
pub(super) const ORIENTATION_HEAD: [u8; 24] =
    *b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01";

const START_OF_SCAN: u8 = 0xda;
const END: u8 = 0xd9;
const PROFILE: &[u8] = b"ICC_PROFILE\0";
/// The bytes of a profile that one segment can hold.
const PROFILE_PART: usize = 65_000;

/// What a picture consists of.
#[derive(Default)]
struct Parts<'b> {
    orientation: Option<u8>,
    /// The parts of the colour profile by their numbers.
    profile: Vec<(u8, &'b [u8])>,
    /// The segments that are kept, and the image data, in their order.
    kept: Vec<Cow<'b, [u8]>>,
}

/// The picture without metadata; `None` when it is broken before its data begins. Some phones append another picture or
/// a film behind the end, with metadata of its own: it is left out.
pub(super) fn clean(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    let parts = read(bytes)?;
    let mut out = bytes[..2].to_vec();
    if let Some(orientation) = parts.orientation.filter(|value| (2..=8).contains(value)) {
        out.extend([0xff, 0xe1, 0, 34]);
        out.extend(ORIENTATION_HEAD);
        out.extend([0, orientation, 0, 0, 0, 0, 0, 0]);
    }
    let mut profile = profile_segments(parts.profile);
    for part in parts.kept {
        // The profile stands behind the segment of JFIF, which comes first.
        if !is_jfif(&part) {
            out.append(&mut profile);
        }
        out.extend_from_slice(&part);
    }
    Some(if out == bytes { bytes.into() } else { out.into() })
}

fn read(bytes: &[u8]) -> Option<Parts<'_>> {
    let mut parts = Parts::default();
    let (mut at, mut has_data) = (2, false);
    loop {
        let Some(marker) = marker(bytes, &mut at) else {
            // Cut off, or broken: what was read of the image data is the picture.
            return has_data.then_some(parts);
        };
        if matches!(marker, 0 | 1 | 0xd0..=0xd8) {
            return has_data.then_some(parts); // these stand in image data only, or have no length
        }
        if marker == END {
            parts.kept.push(bytes[at..at + 2].into());
            return Some(parts);
        }
        let is_whole = bytes.get(at + 2..at + 4).map(number);
        let segment = is_whole.and_then(|length| bytes.get(at..at + 2 + length.max(2)));
        let Some(segment) = segment else { return has_data.then_some(parts) };
        parts.add(segment);
        at += segment.len();
        if marker == START_OF_SCAN {
            let end = end_of_scan(bytes, at);
            parts.kept.push(bytes[at..end].into());
            (at, has_data) = (end, true);
        }
    }
}

/// The marker at a place, which may stand behind fill bytes.
fn marker(bytes: &[u8], at: &mut usize) -> Option<u8> {
    loop {
        if *bytes.get(*at)? != 0xff {
            return None;
        }
        match *bytes.get(*at + 1)? {
            0xff => *at += 1,
            marker => return Some(marker),
        }
    }
}

impl<'b> Parts<'b> {
    fn add(&mut self, segment: &'b [u8]) {
        let data = segment.get(4..).unwrap_or_default();
        match segment[1] {
            // The picture in a JFIF segment is a small copy of what the picture was before it was cut.
            0xe0 if data.starts_with(b"JFIF\0") && data.len() == 14 && data[12..] == [0, 0] => {
                self.kept.push(segment.into());
            }
            0xe0 if data.starts_with(b"JFIF\0") && 14 <= data.len() => {
                let mut small = vec![0xff, 0xe0, 0, 16];
                small.extend_from_slice(&data[..12]);
                small.extend([0, 0]);
                self.kept.push(small.into());
            }
            0xe1 => self.orientation = self.orientation.or_else(|| orientation_in(segment)),
            0xe2 if data.starts_with(PROFILE) => {
                if let Some((number, rest)) = data[PROFILE.len()..].split_first() {
                    self.profile.push((*number, rest.get(1..).unwrap_or_default()));
                }
            }
            0xee if data.starts_with(b"Adobe") && 12 <= data.len() => {
                let mut colours = vec![0xff, 0xee, 0, 14];
                colours.extend_from_slice(&data[..12]);
                self.kept.push(colours.into());
            }
            0xe0..=0xef | 0xfe => {}
            _ => self.kept.push(segment.into()),
        }
    }
}

fn is_jfif(part: &[u8]) -> bool {
    part.starts_with(&[0xff, 0xe0])
}

/// The segments of the colour profile, without its texts; empty when it is broken.
fn profile_segments(mut parts: Vec<(u8, &[u8])>) -> Vec<u8> {
    parts.sort_by_key(|(number, _)| *number);
    let whole: Vec<u8> = parts.iter().flat_map(|(_, part)| part.iter().copied()).collect();
    let Some(profile) = icc::colours_only(&whole) else { return Vec::new() };
    let mut segments = Vec::new();
    let count = profile.len().div_ceil(PROFILE_PART);
    let Ok(count) = u8::try_from(count) else { return Vec::new() };
    for (number, part) in (1..).zip(profile.chunks(PROFILE_PART)) {
        let length = u16::try_from(2 + PROFILE.len() + 2 + part.len()).unwrap_or(u16::MAX);
        segments.extend([0xff, 0xe2]);
        segments.extend(length.to_be_bytes());
        segments.extend_from_slice(PROFILE);
        segments.extend([number, count]);
        segments.extend_from_slice(part);
    }
    segments
}

/// Where the data of a scan end: at the next marker that is not part of them.
fn end_of_scan(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(next) = memchr::memchr(0xff, bytes.get(at..).unwrap_or_default()) {
        at += next;
        match bytes.get(at + 1) {
            Some(0 | 0xd0..=0xd7) => at += 2,
            Some(0xff) => at += 1,
            Some(_) => return at,
            None => break,
        }
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
