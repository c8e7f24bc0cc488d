//! AVI and WAV: chunks in a RIFF file. Texts, dates and the notes of cameras are blanked or left out.

use std::borrow::Cow;

use super::webp::chunks;

/// The chunks of sound that are kept.
const OF_SOUND: [&[u8; 4]; 3] = [b"fmt ", b"fact", b"data"];
/// The chunks of a film that are kept, by the list that they are in.
const OF_FILM: [(&[u8], &[&[u8; 4]]); 4] = [
    (b"AVI ", &[b"idx1"]),
    (b"AVIX", &[b"idx1"]),
    (b"hdrl", &[b"avih"]),
    (b"strl", &[b"strh", b"strf", b"indx", b"vprp"]),
];

/// The sound without metadata; `None` when it is broken.
pub(super) fn clean_sound(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    let mut out = bytes.get(..12)?.to_vec();
    for chunk in chunks(bytes.get(12..)?) {
        let (name, data) = chunk?;
        if OF_SOUND.iter().any(|kept| name == &kept[..]) {
            out.extend_from_slice(name);
            out.extend(u32::try_from(data.len()).ok()?.to_le_bytes());
            out.extend_from_slice(data);
            out.resize(out.len().next_multiple_of(2), 0);
        }
    }
    let size = u32::try_from(out.len() - 8).ok()?;
    out[4..8].copy_from_slice(&size.to_le_bytes());
    Some(if out == bytes { bytes.into() } else { out.into() })
}

/// The film without metadata: chunks that are not needed become ones of junk, so that everything else stays in its
/// place. `None` when it is broken.
pub(super) fn clean_film(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    let mut out = bytes.to_vec();
    let mut at = 0;
    // Long films have several parts.
    while at < bytes.len() {
        let end = end_of(bytes, at, bytes.len())?;
        if bytes.get(at..at + 4) != Some(b"RIFF") {
            return None;
        }
        blank(&mut out, bytes.get(at + 8..at + 12)?, at + 12, end)?;
        at = end;
    }
    Some(if out == bytes { bytes.into() } else { out.into() })
}

/// Blanks the chunks of a list that are not needed.
fn blank(out: &mut [u8], list: &[u8], from: usize, end: usize) -> Option<()> {
    let (_, kept) = OF_FILM.iter().find(|(of, _)| *of == list)?;
    let mut at = from;
    while at < end {
        let next = end_of(out, at, end)?;
        let name: [u8; 4] = out.get(at..at + 4)?.try_into().ok()?;
        let list = out.get(at + 8..at + 12).map(<[u8]>::to_vec);
        match (&name, list.as_deref()) {
            (b"LIST", Some(inner @ (b"hdrl" | b"strl"))) => blank(out, inner, at + 12, next)?,
            (b"LIST", Some(b"movi" | b"odml")) => {}
            _ if kept.iter().any(|kept| name == **kept) => {}
            _ => {
                out.get_mut(at..at + 4)?.copy_from_slice(b"JUNK");
                out.get_mut(at + 8..next)?.fill(0);
            }
        }
        at = next;
    }
    Some(())
}

/// Where a chunk ends, with its padding.
fn end_of(bytes: &[u8], at: usize, limit: usize) -> Option<usize> {
    let length = u32::from_le_bytes(bytes.get(at + 4..at + 8)?.try_into().ok()?) as usize;
    let end = at.checked_add(8)?.checked_add(length)?;
    match end {
        _ if limit < end => None,
        _ => Some(end.next_multiple_of(2).min(limit)),
    }
}
