//! WebP: chunks in a RIFF file. EXIF and XMP are metadata.

use std::borrow::Cow;

/// The picture without metadata; `None` when it is broken.
pub(super) fn clean(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    let (mut out, mut at) = (bytes.get(..12)?.to_vec(), 12);
    while at < bytes.len() {
        let name = bytes.get(at..at + 4)?;
        let length = u32::from_le_bytes(bytes.get(at + 4..at + 8)?.try_into().ok()?) as usize;
        let padded = length.checked_add(length % 2)?;
        let end = at.checked_add(8)?.checked_add(padded)?.min(bytes.len());
        let chunk = bytes.get(at..end).filter(|chunk| 8 + length <= chunk.len())?;
        if !matches!(name, b"EXIF" | b"XMP ") {
            let from = out.len();
            out.extend_from_slice(chunk);
            if let Some(flags) = out.get_mut(from + 8).filter(|_| name == b"VP8X") {
                *flags &= !0b1100; // no EXIF and no XMP follows
            }
        }
        at = end;
    }
    let size = u32::try_from(out.len() - 8).ok()?;
    out[4..8].copy_from_slice(&size.to_le_bytes());
    Some(if out == bytes { bytes.into() } else { out.into() })
}
