//! WebP: chunks in a RIFF file. Those that make the picture are kept; EXIF, XMP and unknown ones are not.

use std::borrow::Cow;

use super::icc;

/// The chunks that make a picture or a frame of it.
const KEPT: [&[u8; 4]; 5] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM"];
/// The flags of the first chunk for a profile, EXIF and XMP.
const PROFILE_FLAG: u8 = 0b10_0000;
const METADATA_FLAGS: u8 = 0b1100;
/// The bytes of a frame before its chunks.
const FRAME_HEAD: usize = 16;

/// The picture without metadata; `None` when it is broken.
pub(super) fn clean(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    let mut out = bytes.get(..12)?.to_vec();
    let (mut flags_at, mut has_profile) = (None, false);
    for chunk in chunks(bytes.get(12..)?) {
        let (name, data) = chunk?;
        match name {
            b"VP8X" => flags_at = Some(out.len() + 8),
            b"ICCP" => {
                if let Some(profile) = icc::colours_only(data) {
                    add(&mut out, name, &profile)?;
                    has_profile = true;
                }
                continue;
            }
            b"ANMF" => {
                let mut frame = data.get(..FRAME_HEAD)?.to_vec();
                for inner in chunks(&data[FRAME_HEAD..]) {
                    let (name, data) = inner?;
                    if is_kept(name) {
                        add(&mut frame, name, data)?;
                    }
                }
                add(&mut out, name, &frame)?;
                continue;
            }
            _ => {}
        }
        if is_kept(name) {
            add(&mut out, name, data)?;
        }
    }
    if let Some(flags) = flags_at.and_then(|at| out.get_mut(at)) {
        *flags &= !METADATA_FLAGS;
        if !has_profile {
            *flags &= !PROFILE_FLAG;
        }
    }
    let size = u32::try_from(out.len() - 8).ok()?;
    out[4..8].copy_from_slice(&size.to_le_bytes());
    Some(if out == bytes { bytes.into() } else { out.into() })
}

fn is_kept(name: &[u8]) -> bool {
    KEPT.iter().any(|kept| name == &kept[..])
}

/// Adds a chunk with its padding.
fn add(out: &mut Vec<u8>, name: &[u8], data: &[u8]) -> Option<()> {
    out.extend_from_slice(name);
    out.extend(u32::try_from(data.len()).ok()?.to_le_bytes());
    out.extend_from_slice(data);
    out.resize(out.len().next_multiple_of(2), 0);
    Some(())
}

/// The name and the data of each chunk; `None` for one that is cut off, after which there are no more.
pub(super) fn chunks(mut bytes: &[u8]) -> impl Iterator<Item = Option<(&[u8], &[u8])>> {
    std::iter::from_fn(move || {
        if bytes.is_empty() {
            return None;
        }
        let chunk = chunk(bytes);
        bytes = match chunk {
            Some((_, data)) => {
                let end = 8 + data.len().next_multiple_of(2);
                bytes.get(end..).unwrap_or_default()
            }
            None => &[],
        };
        Some(chunk)
    })
}

fn chunk(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?) as usize;
    Some((&bytes[..4], bytes.get(8..8_usize.checked_add(length)?)?))
}
