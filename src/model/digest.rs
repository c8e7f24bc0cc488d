//! What tells one thing from another without keeping it: for copies that are kept from build to build.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use twox_hash::XxHash3_128;

/// 128 bits by which two things can be told apart that nobody made alike on purpose. The same only within one release
/// of the program: it follows the order of fields.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Digest([u8; 16]);

impl Digest {
    /// Of a value, all its fields.
    #[must_use]
    pub fn of(it: &(impl Hash + ?Sized)) -> Digest {
        let mut digester = Digester::default();
        it.hash(&mut digester);
        digester.end()
    }

    /// Of the bytes of a file: half of their SHA-256.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Digest {
        let mut half = [0; 16];
        half.copy_from_slice(&Sha256::digest(bytes)[..16]);
        Digest(half)
    }

    /// Of bytes that we wrote ourselves, to see whether they are whole.
    #[must_use]
    pub fn of_own(bytes: &[u8]) -> Digest {
        Digest(XxHash3_128::oneshot(bytes).to_le_bytes())
    }

    /// One that was kept.
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

impl fmt::Debug for Digest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|it| write!(out, "{it:02x}"))
    }
}

/// Takes in many values, one after the other.
#[derive(Clone, Default)]
pub struct Digester(XxHash3_128);

impl Digester {
    /// Of all that was taken in.
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
        let half = self.clone().end().0;
        half[..8].iter().fold(0, |sum, it| sum << 8 | u64::from(*it))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_values_have_other_digests() {
        let all = [
            Digest::of(&("a", "b")),
            Digest::of(&("ab", "")),
            Digest::of(&("", "ab")),
            Digest::of(&vec!["a", "b"]),
            Digest::of(&Some("ab")),
            Digest::of_bytes(b"ab"),
        ];
        for (at, one) in all.iter().enumerate() {
            assert!(all[..at].iter().all(|it| it != one), "{at}");
        }
        assert_eq!(Digest::of(&("a", "b")), all[0]);
    }
}
