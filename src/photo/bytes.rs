//! Numbers in the bytes of pictures.

/// A big-endian number.
pub(super) fn number(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte))
}
