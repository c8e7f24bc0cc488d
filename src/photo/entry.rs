//! Copies as they are kept between builds: one file for a picture, named by its content, that proves what it holds.

use sha2::{Digest, Sha256};

use super::shrink::{ALGORITHM, Copied, Format, Shrunk};

const PROOF: usize = 32;

/// The name under which the copies of a cleaned picture are kept: by its content and by how they are made.
#[must_use]
pub fn key(cleaned: &[u8]) -> String {
    let version = concat!("guidang ", env!("CARGO_PKG_VERSION"), " photo ");
    let mut digest = Sha256::new_with_prefix(version);
    digest.update(ALGORITHM);
    digest.update([0]);
    digest.update(cleaned);
    digest.finalize().iter().map(|it| format!("{it:02x}")).collect()
}

/// The file to keep.
#[must_use]
pub fn pack(key: &str, shrunk: &Shrunk) -> Vec<u8> {
    let mut body = [shrunk.width.to_be_bytes(), shrunk.height.to_be_bytes()].concat();
    for copy in [&shrunk.page, &shrunk.list] {
        let Some(it) = copy else {
            body.push(0);
            continue;
        };
        body.push(match it.format {
            Format::Jpeg => 1,
            Format::Png => 2,
        });
        body.extend(it.width.to_be_bytes());
        body.extend(it.height.to_be_bytes());
        body.extend((it.bytes.len() as u64).to_be_bytes());
        body.extend(&it.bytes);
    }
    [&proof(key, &body), &body[..]].concat()
}

/// What a kept file holds; none when it is damaged, or is another picture's.
#[must_use]
pub fn unpack(key: &str, kept: &[u8]) -> Option<Shrunk> {
    let (told, mut body) = kept.split_at_checked(PROOF)?;
    if told != proof(key, body) {
        return None;
    }
    let rest = &mut body;
    let (width, height) = (u32::from_be_bytes(take(rest)?), u32::from_be_bytes(take(rest)?));
    let (page, list) = (copy(rest)?, copy(rest)?);
    rest.is_empty().then_some(Shrunk { width, height, page, list })
}

/// One copy, or that there is none; the outer none means that it cannot be read.
fn copy(rest: &mut &[u8]) -> Option<Option<Copied>> {
    let format = match take::<1>(rest)? {
        [0] => return Some(None),
        [1] => Format::Jpeg,
        [2] => Format::Png,
        _ => return None,
    };
    let (width, height) = (u32::from_be_bytes(take(rest)?), u32::from_be_bytes(take(rest)?));
    let length = usize::try_from(u64::from_be_bytes(take(rest)?)).ok()?;
    let (bytes, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(Some(Copied { format, width, height, bytes: bytes.to_vec() }))
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (first, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(*first)
}

fn proof(key: &str, body: &[u8]) -> [u8; PROOF] {
    Sha256::new_with_prefix(key).chain_update(body).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_and_damage_shows() {
        let copied = |format, bytes: &[u8]| {
            Some(Copied { format, width: 320, height: 240, bytes: bytes.to_vec() })
        };
        for (page, list) in [
            (copied(Format::Jpeg, b"large"), copied(Format::Png, b"small")),
            (None, copied(Format::Png, b"")),
            (None, None),
        ] {
            let shrunk = Shrunk { width: 4000, height: 3000, page, list };
            let key = key(b"picture");
            let kept = pack(&key, &shrunk);
            assert_eq!(unpack(&key, &kept), Some(shrunk));
            assert_eq!(unpack(&super::key(b"another"), &kept), None);
            for at in 0..kept.len() {
                let mut damaged = kept.clone();
                damaged[at] ^= 1;
                assert_eq!(unpack(&key, &damaged), None, "{at}");
                assert_eq!(unpack(&key, &kept[..at]), None, "{at}");
            }
        }
    }
}
