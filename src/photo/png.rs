//! PNG: chunks. Those of text, time and EXIF are metadata.

use std::borrow::Cow;

use super::number;

const METADATA: [&[u8]; 5] = [b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"];

/// The picture without metadata, and without bytes behind its end; `None` when it is broken.
pub(super) fn clean(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    let (mut out, mut at) = (bytes[..8].to_vec(), 8);
    loop {
        let length = number(bytes.get(at..at + 4)?);
        let chunk = bytes.get(at..at.checked_add(length)?.checked_add(12)?)?;
        let kind = &chunk[4..8];
        if !METADATA.contains(&kind) {
            out.extend_from_slice(chunk);
        }
        at += chunk.len();
        if kind == b"IEND" {
            break;
        }
    }
    Some(if out.len() == bytes.len() { bytes.into() } else { out.into() })
}
