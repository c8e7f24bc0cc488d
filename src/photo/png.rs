//! PNG: chunks. Those that make the picture are kept; texts, times, profiles with names and unknown ones are not.

use std::borrow::Cow;

use super::bytes::number;

/// The chunks that are kept, and the most bytes that each needs.
const KEPT: [(&[u8; 4], usize); 15] = [
    (b"IHDR", 13),
    (b"PLTE", 768),
    (b"IDAT", usize::MAX),
    (b"IEND", 0),
    (b"tRNS", 256),
    (b"gAMA", 4),
    (b"cHRM", 32),
    (b"sRGB", 1),
    (b"cICP", 4),
    (b"sBIT", 4),
    (b"bKGD", 6),
    (b"pHYs", 9),
    (b"acTL", 8),
    (b"fcTL", 26),
    (b"fdAT", usize::MAX),
];

/// The picture without metadata, and without bytes behind its end; `None` when it is broken, or has an unknown chunk
/// without which it cannot be shown.
pub(super) fn clean(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    let (mut out, mut at) = (bytes[..8].to_vec(), 8);
    loop {
        let length = number(bytes.get(at..at + 4)?);
        let chunk = bytes.get(at..at.checked_add(length)?.checked_add(12)?)?;
        let kind = &chunk[4..8];
        match KEPT.iter().find(|(kept, _)| kind == &kept[..]) {
            Some((_, most)) if length <= *most => out.extend_from_slice(chunk),
            None if kind[0].is_ascii_uppercase() => return None,
            Some(_) | None => {}
        }
        at += chunk.len();
        if kind == b"IEND" {
            break;
        }
    }
    Some(if out.len() == bytes.len() { bytes.into() } else { out.into() })
}
