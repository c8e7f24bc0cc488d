//! The checksums that a manifest may hold (RFC 8493 §2.4).

use md5::Md5;
use sha1::Sha1;
use sha2::digest::DynDigest;
use sha2::{Sha256, Sha512};

/// A checksum that can be worked out here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// Only for bags of others: no protection against intent.
    Md5,
    /// Only for bags of others.
    Sha1,
    /// Ours.
    Sha256,
    /// Ours.
    Sha512,
}

impl Algorithm {
    /// Every one.
    pub const ALL: [Algorithm; 4] =
        [Algorithm::Md5, Algorithm::Sha1, Algorithm::Sha256, Algorithm::Sha512];
    /// Those of the bags that guidang writes.
    pub const OURS: [Algorithm; 2] = [Algorithm::Sha256, Algorithm::Sha512];

    /// As it stands in the name of a manifest: `sha256`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Algorithm::Md5 => "md5",
            Algorithm::Sha1 => "sha1",
            Algorithm::Sha256 => "sha256",
            Algorithm::Sha512 => "sha512",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Algorithm> {
        Algorithm::ALL.into_iter().find(|it| it.name() == name)
    }

    /// How many hexadecimal digits a checksum has.
    #[must_use]
    pub fn digits(self) -> usize {
        match self {
            Algorithm::Md5 => 32,
            Algorithm::Sha1 => 40,
            Algorithm::Sha256 => 64,
            Algorithm::Sha512 => 128,
        }
    }

    fn start(self) -> Box<dyn DynDigest + Send> {
        match self {
            Algorithm::Md5 => Box::new(Md5::default()),
            Algorithm::Sha1 => Box::new(Sha1::default()),
            Algorithm::Sha256 => Box::new(Sha256::default()),
            Algorithm::Sha512 => Box::new(Sha512::default()),
        }
    }
}

/// The checksums of one file, in small letters.
pub type Sums = Vec<(Algorithm, String)>;

/// Several checksums of one file, worked out in one reading.
pub struct Hashes(Vec<(Algorithm, Box<dyn DynDigest + Send>)>);

impl Hashes {
    /// Begins these.
    #[must_use]
    pub fn new(algorithms: &[Algorithm]) -> Hashes {
        Hashes(algorithms.iter().map(|it| (*it, it.start())).collect())
    }

    /// Takes the next bytes of the file.
    pub fn update(&mut self, bytes: &[u8]) {
        for (_, hash) in &mut self.0 {
            hash.update(bytes);
        }
    }

    /// The checksums of all that was taken.
    #[must_use]
    pub fn sums(self) -> Sums {
        let hex = |bytes: &[u8]| bytes.iter().map(|it| format!("{it:02x}")).collect();
        self.0.into_iter().map(|(algorithm, hash)| (algorithm, hex(&hash.finalize()))).collect()
    }
}
