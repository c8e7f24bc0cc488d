//! Colour profiles: only what changes colours is kept. Profiles have room for texts, dates and the names of devices.

use super::bytes;

/// The tags that change colours.
const TAGS: [&[u8; 4]; 24] = [
    b"rXYZ", b"gXYZ", b"bXYZ", b"wtpt", b"bkpt", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"chad",
    b"cicp", b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"gamt", b"D2B0", b"D2B1",
    b"D2B2", b"B2D0", b"B2D1", b"B2D2",
];
/// The types of their contents.
const TYPES: [&[u8; 4]; 9] =
    [b"XYZ ", b"curv", b"para", b"sf32", b"mft1", b"mft2", b"mAB ", b"mBA ", b"cicp"];
const HEADER: usize = 128;
/// The parts of the header that say when and with what the profile was made.
const PERSONAL: [std::ops::Range<usize>; 4] = [4..8, 24..36, 48..56, 80..128];
const MOST_TAGS: usize = 100;

/// The profile with its colours alone; `None` when it is none.
pub(super) fn colours_only(profile: &[u8]) -> Option<Vec<u8>> {
    let mut header = profile.get(..HEADER)?.to_vec();
    if profile.get(36..40) != Some(b"acsp") {
        return None;
    }
    for range in PERSONAL {
        header[range].fill(0);
    }
    let count = number(profile, HEADER)?.min(MOST_TAGS);
    let (mut table, mut data) = (Vec::new(), Vec::new());
    let mut kept: Vec<(usize, usize, usize)> = Vec::new();
    let entries = profile.get(HEADER + 4..)?.chunks_exact(12).take(count);
    let tags: Vec<&[u8]> = entries.filter(|entry| is_one_of(&entry[..4], &TAGS)).collect();
    let first = HEADER + 4 + 12 * tags.len();
    for entry in &tags {
        let (at, length) = (number(entry, 4)?, number(entry, 8)?);
        let content = profile.get(at..at.checked_add(length)?)?;
        if !content.get(..4).is_some_and(|kind| is_one_of(kind, &TYPES)) {
            return None;
        }
        // Tags may share their content.
        let shared = kept.iter().find(|(from, size, _)| (*from, *size) == (at, length));
        let place = match shared {
            Some((_, _, place)) => *place,
            None => {
                let place = first + data.len();
                data.extend_from_slice(content);
                data.resize(data.len().next_multiple_of(4), 0);
                kept.push((at, length, place));
                place
            }
        };
        table.extend_from_slice(&entry[..4]);
        table.extend(u32::try_from(place).ok()?.to_be_bytes());
        table.extend_from_slice(&entry[8..12]);
    }
    let size = u32::try_from(first + data.len()).ok()?;
    header[..4].copy_from_slice(&size.to_be_bytes());
    let count = u32::try_from(tags.len()).ok()?.to_be_bytes();
    Some([&header[..], &count, &table, &data].concat())
}

fn is_one_of(name: &[u8], names: &[&[u8; 4]]) -> bool {
    names.iter().any(|known| name == &known[..])
}

fn number(profile: &[u8], at: usize) -> Option<usize> {
    Some(bytes::number(profile.get(at..at + 4)?))
}
