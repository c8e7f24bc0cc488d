//! MP3, AAC and FLAC: tags before and behind the sound.

use std::borrow::Cow;

use super::bytes::number;
use super::format::{MediaFormat, format_of};

/// The size of a tag of the first version, behind the sound.
const OLD_TAG: usize = 128;
/// The size of the end of a tag of APE.
const APE_END: usize = 32;

/// MP3 or AAC without tags; `None` when no sound is found between them.
pub(super) fn clean_frames(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    let mut rest = bytes;
    while rest.starts_with(b"ID3") {
        let head = rest.get(..10)?;
        if head[6..10].iter().any(|byte| 0x80 <= *byte) {
            return None;
        }
        let size = head[6..10].iter().fold(0, |size, byte| size << 7 | usize::from(*byte));
        let footer = if head[5] & 0x10 == 0 { 0 } else { 10 };
        rest = rest.get(10 + size + footer..)?;
        // Some programs leave zeros behind a tag.
        let zeros = rest.iter().take_while(|byte| **byte == 0).count();
        rest = &rest[zeros..];
    }
    while let Some(shorter) = without_last_tag(rest) {
        rest = shorter;
    }
    let is_sound = format_of(rest) == Some(MediaFormat::Mp3) && !rest.starts_with(b"ID3");
    is_sound.then(|| rest.into())
}

/// The bytes without the tag at their end, if there is one.
fn without_last_tag(bytes: &[u8]) -> Option<&[u8]> {
    if let Some(at) = bytes.len().checked_sub(OLD_TAG)
        && bytes[at..].starts_with(b"TAG")
    {
        return Some(&bytes[..at]);
    }
    if let Some(at) = bytes.len().checked_sub(APE_END)
        && bytes[at..].starts_with(b"APETAGEX")
    {
        let size = u32::from_le_bytes(bytes[at + 12..at + 16].try_into().ok()?) as usize;
        let from = bytes.len().checked_sub(size.max(APE_END))?;
        // A tag may have a head of the same size, which it does not count.
        let head = from.checked_sub(APE_END).filter(|head| bytes[*head..].starts_with(b"APETAGEX"));
        return Some(&bytes[..head.unwrap_or(from)]);
    }
    if bytes.ends_with(b"LYRICS200") {
        let digits = bytes.get(bytes.len().checked_sub(15)?..bytes.len() - 9)?;
        let size: usize = std::str::from_utf8(digits).ok()?.parse().ok()?;
        return bytes.get(..bytes.len().checked_sub(15 + size)?);
    }
    None
}

/// FLAC with the blocks that make the sound; `None` when it is broken.
pub(super) fn clean_flac(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    const KEPT: [u8; 2] = [0, 3]; // the form of the sound, and places to jump to
    let (mut out, mut at, mut last) = (bytes[..4].to_vec(), 4, None);
    loop {
        let head = bytes.get(at..at + 4)?;
        let (is_last, kind) = (head[0] & 0x80 != 0, head[0] & 0x7f);
        let end = at + 4 + number(&head[1..4]);
        let block = bytes.get(at..end)?;
        if KEPT.contains(&kind) {
            last = Some(out.len());
            out.push(kind);
            out.extend_from_slice(&block[1..]);
        }
        at = end;
        if is_last {
            break;
        }
    }
    *out.get_mut(last?)? |= 0x80;
    out.extend_from_slice(&bytes[at..]);
    Some(if out == bytes { bytes.into() } else { out.into() })
}
