//! What tells one thing from another without keeping it: for copies that are kept from build to build.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Half a SHA-256. The same only within one release of the program: it follows the order of fields.
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

    /// Of the bytes of a file.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Digest {
        Digester(Sha256::new_with_prefix(bytes)).end()
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
pub struct Digester(Sha256);

impl Digester {
    /// Of all that was taken in.
    #[must_use]
    pub fn end(self) -> Digest {
        let mut half = [0; 16];
        half.copy_from_slice(&self.0.finalize()[..16]);
        Digest(half)
    }
}

impl Hasher for Digester {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
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
