//! GIF: blocks. Comments, texts and those of applications are metadata, except the one that lets a film repeat.

use std::borrow::Cow;

/// The applications whose block says how often a film repeats.
const REPEATS: [&[u8]; 2] = [b"NETSCAPE2.0", b"ANIMEXTS1.0"];
const EXTENSION: u8 = 0x21;
const IMAGE: u8 = 0x2c;
const END: u8 = 0x3b;
const CONTROL: u8 = 0xf9;
const APPLICATION: u8 = 0xff;

/// The picture without metadata; `None` when it is broken before its end.
pub(super) fn clean(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    let head = 13 + colour_table(*bytes.get(10)?);
    let mut out = bytes.get(..head)?.to_vec();
    let mut at = head;
    loop {
        let end = match *bytes.get(at)? {
            END => {
                out.push(END);
                break;
            }
            IMAGE => {
                let table = colour_table(*bytes.get(at + 9)?);
                let end = end_of_blocks(bytes, at + 10 + table + 1)?;
                out.extend_from_slice(&bytes[at..end]);
                end
            }
            EXTENSION => {
                let end = end_of_blocks(bytes, at + 2)?;
                let block = &bytes[at..end];
                match block[1] {
                    CONTROL => out.extend_from_slice(block),
                    APPLICATION if is_repeat(block) => out.extend_from_slice(block),
                    _ => {}
                }
                end
            }
            _ => return None,
        };
        at = end;
    }
    Some(if out == bytes { bytes.into() } else { out.into() })
}

/// Whether a block of an application is the one for repeating: a name, three bytes, the end.
fn is_repeat(block: &[u8]) -> bool {
    let name = block.get(3..14);
    name.is_some_and(|name| REPEATS.contains(&name)) && block.len() == 19
}

/// The bytes of the colour table that a byte of flags announces.
fn colour_table(flags: u8) -> usize {
    match flags & 0x80 {
        0 => 0,
        _ => 3 << ((flags & 7) + 1),
    }
}

/// Where the blocks that begin at a place end: behind the empty one.
fn end_of_blocks(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}
