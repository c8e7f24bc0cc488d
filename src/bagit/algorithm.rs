//! The checksums that a manifest may hold (RFC 8493 §2.4).

use md5::Md5;
use sha1::Sha1;
use sha2::digest::DynDigest;
use sha2::{Sha224, Sha256, Sha384, Sha512};

/// A checksum that can be computed here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// Only for bags made by other programs: no protection against intent.
    Md5,
    /// Only for bags made by other programs.
    Sha1,
    /// Only for bags made by other programs.
    Sha224,
    /// Used in our own bags.
    Sha256,
    /// Only for bags made by other programs.
    Sha384,
    /// Used in our own bags.
    Sha512,
}

impl Algorithm {
    /// All algorithms.
    pub const ALL: [Algorithm; 6] = [
        Algorithm::Md5,
        Algorithm::Sha1,
        Algorithm::Sha224,
        Algorithm::Sha256,
        Algorithm::Sha384,
        Algorithm::Sha512,
    ];
    /// The algorithms of the bags that guidang writes.
    pub const OURS: [Algorithm; 2] = [Algorithm::Sha256, Algorithm::Sha512];

    /// The name as it appears in the name of a manifest: `sha256`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Algorithm::Md5 => "md5",
            Algorithm::Sha1 => "sha1",
            Algorithm::Sha224 => "sha224",
            Algorithm::Sha256 => "sha256",
            Algorithm::Sha384 => "sha384",
            Algorithm::Sha512 => "sha512",
        }
    }

    /// The algorithm of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Algorithm> {
        Algorithm::ALL.into_iter().find(|algorithm| algorithm.name() == name)
    }

    /// The number of hexadecimal digits of a checksum.
    #[must_use]
    pub fn digits(self) -> usize {
        match self {
            Algorithm::Md5 => 32,
            Algorithm::Sha1 => 40,
            Algorithm::Sha224 => 56,
            Algorithm::Sha256 => 64,
            Algorithm::Sha384 => 96,
            Algorithm::Sha512 => 128,
        }
    }

    fn start(self) -> Box<dyn DynDigest + Send> {
        match self {
            Algorithm::Md5 => Box::new(Md5::default()),
            Algorithm::Sha1 => Box::new(Sha1::default()),
            Algorithm::Sha224 => Box::new(Sha224::default()),
            Algorithm::Sha256 => Box::new(Sha256::default()),
            Algorithm::Sha384 => Box::new(Sha384::default()),
            Algorithm::Sha512 => Box::new(Sha512::default()),
        }
    }
}

/// The checksums of one file, in lower case.
pub type Checksums = Vec<(Algorithm, String)>;

/// Computes several checksums of one file in one pass.
pub struct MultiHasher(Vec<(Algorithm, Box<dyn DynDigest + Send>)>);

impl MultiHasher {
    /// Begins these checksums.
    #[must_use]
    pub fn new(algorithms: &[Algorithm]) -> MultiHasher {
        MultiHasher(algorithms.iter().map(|algorithm| (*algorithm, algorithm.start())).collect())
    }

    /// Adds the next bytes of the file.
    pub fn update(&mut self, bytes: &[u8]) {
        for (_, hash) in &mut self.0 {
            hash.update(bytes);
        }
    }

    /// The checksums of all bytes that were added.
    #[must_use]
    pub fn finish(self) -> Checksums {
        self.0.into_iter().map(|(algorithm, hash)| (algorithm, hex(&hash.finalize()))).collect()
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
