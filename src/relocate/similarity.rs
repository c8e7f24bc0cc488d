//! Whether git knows a file again that was moved and changed in one commit.
//!
//! Git compares pieces of a text: lines, or 64 bytes of a longer one. A file is taken for another one that has gone when at
//! least half of the longer of the two is in both.

use std::collections::BTreeMap;

/// The longest piece, in bytes.
const PIECE: usize = 64;

/// Whether git takes one text for the other.
pub(super) fn is_alike(old: &[u8], new: &[u8]) -> bool {
    let old_pieces = pieces(old);
    let new_pieces = pieces(new);
    let mut common = 0;
    for (piece, count) in &old_pieces {
        let other = new_pieces.get(piece).copied().unwrap_or_default();
        common += other.min(*count) * piece.len();
    }
    old.len().max(new.len()) <= 2 * common
}

/// How often a text has each piece.
fn pieces(text: &[u8]) -> BTreeMap<&[u8], usize> {
    let mut pieces: BTreeMap<&[u8], usize> = BTreeMap::new();
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        for piece in line.chunks(PIECE) {
            *pieces.entry(piece).or_default() += 1;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_longer_text_must_be_in_both() {
        assert!(is_alike(b"ab\ncd\n", b"ab\ncd\nefghi\n"));
        assert!(!is_alike(b"ab\ncd\n", b"ab\ncd\nefghijk\n"));
        assert!(!is_alike(b"ab\ncd\n", b"ab cd\n"));
        assert!(!is_alike(b"ab\nab\n", b"ab\nxy\nz\n"));
        assert!(is_alike(b"", b""));
    }
}
