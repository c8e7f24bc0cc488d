//! Digests: the one hash of everything that is cached between runs.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_128;

/// An XXH3 hash of 128 bits, which distinguishes values unless somebody made them collide on purpose. It is stable within one
/// release of the program only, as it follows the order of fields.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Digest([u8; 16]);

impl Digest {
    /// The digest of a value with all its fields.
    #[must_use]
    pub fn of(value: &(impl Hash + ?Sized)) -> Digest {
        let mut digester = Digester::default();
        value.hash(&mut digester);
        digester.end()
    }

    /// The digest of bytes, such as those of a file.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Digest {
        Digest(XxHash3_128::oneshot(bytes).to_le_bytes())
    }

    /// A digest that was written as bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Digest {
        Digest(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(self) -> [u8; 16] {
        self.0
    }
}

/// 32 hexadecimal digits.
impl fmt::Display for Digest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// Digests many values, one after the other.
#[derive(Clone, Default)]
pub struct Digester(XxHash3_128);

impl Digester {
    /// The digest of everything that was hashed.
    #[must_use]
    pub fn end(self) -> Digest {
        Digest(self.0.finish_128().to_le_bytes())
    }
}

impl Hasher for Digester {
    fn write(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }

    fn finish(&self) -> u64 {
        let digest = self.clone().end().0;
        digest[..8].iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_values_have_different_digests() {
        let all = [
            Digest::of(&("a", "b")),
            Digest::of(&("ab", "")),
            Digest::of(&("", "ab")),
            Digest::of(&vec!["a", "b"]),
            Digest::of(&Some("ab")),
            Digest::of_bytes(b"ab"),
        ];
        for (at, one) in all.iter().enumerate() {
            assert!(!all[..at].contains(one), "{at}");
        }
        assert_eq!(Digest::of(&("a", "b")), all[0]);
    }
}
