//! EDGE: where a bag lies: a folder, a `.zip`, a `.tar` or a `.tar.zst`. Out come its names, its tag files and checksums;
//! nothing is ever unpacked onto the disk. Knows names and bytes and nothing of schools.

mod folder;
mod frames;
mod pack;
mod packed;
mod tar_file;
mod zip_file;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

pub use pack::{Format, pack};

use crate::bagit::{Algorithm, Finding, Hashes, Listing, Sums};
use crate::error::{Error, Operation};

/// A packed bag may unpack to so many times its size, and so much more, before it is taken for a bomb.
const MOST_TIMES: u64 = 1000;
const MOST_MORE: u64 = 64 * 1024 * 1024;

/// Where a bag lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Store {
    /// A folder.
    Folder(PathBuf),
    /// A zip file.
    Zip(PathBuf),
    /// A tar file, perhaps compressed with Zstandard.
    Tar {
        /// The file.
        path: PathBuf,
        /// Whether it is compressed.
        zstd: bool,
    },
}

/// What lies there.
#[derive(Debug, Default)]
pub struct Opened {
    /// The names.
    pub listing: Listing,
    /// The tag files; none in place of one that is too large.
    pub tags: BTreeMap<String, Option<Vec<u8>>>,
    /// The folder at the top of a packed bag, with `/`.
    base: String,
    /// Places in a zip file, by path.
    places: BTreeMap<String, usize>,
}

impl Store {
    /// The bag at a path, whatever it is by its first bytes; none when it is no bag's shape.
    ///
    /// # Errors
    /// When there is nothing there, or it cannot be read.
    pub fn find(path: &Path) -> Result<Option<Store>, Error> {
        let known = fs::metadata(path).map_err(Error::io(Operation::Read, path))?;
        if known.is_dir() {
            return Ok(Some(Store::Folder(path.to_owned())));
        }
        if !known.is_file() {
            return Ok(None);
        }
        let file = File::open(path).map_err(Error::io(Operation::Read, path))?;
        let mut head = Vec::new();
        file.take(512).read_to_end(&mut head).map_err(Error::io(Operation::Read, path))?;
        Ok(if head.starts_with(b"PK") {
            Some(Store::Zip(path.to_owned()))
        } else if frames::is_zstd(&head) {
            Some(Store::Tar { path: path.to_owned(), zstd: true })
        } else if head.get(257..262) == Some(b"ustar") {
            Some(Store::Tar { path: path.to_owned(), zstd: false })
        } else {
            None
        })
    }

    /// Lists it and reads its tag files.
    ///
    /// # Errors
    /// When the folder or file itself cannot be read; what is wrong inside is a finding.
    pub fn open(&self) -> Result<Opened, Error> {
        match self {
            Store::Folder(path) => folder::open(path),
            Store::Zip(path) => zip_file::open(path),
            Store::Tar { path, zstd } => tar_file::open(path, *zstd),
        }
    }

    /// Works out the checksums that are wanted. `said` are the bytes that the bag says it holds: of a packed one no more
    /// is read.
    ///
    /// # Errors
    /// When the folder or file itself cannot be read; a file of it that cannot is a finding.
    pub fn sums(
        &self,
        opened: &Opened,
        wanted: &BTreeMap<String, Vec<Algorithm>>,
        said: Option<u64>,
    ) -> Result<(BTreeMap<String, Sums>, Vec<Finding>), Error> {
        if let Store::Folder(path) = self {
            return Ok(folder::sums(path, wanted));
        }
        let size = |path: &String| opened.listing.files.get(path).copied().unwrap_or(0);
        let total = wanted.keys().map(size).fold(0, u64::saturating_add);
        let most = said.map_or_else(|| self.most(), |it| it.saturating_add(MOST_MORE));
        if most < total {
            return Ok((BTreeMap::new(), vec![Finding::TooMuch]));
        }
        match self {
            Store::Folder(path) => Ok(folder::sums(path, wanted)),
            Store::Zip(path) => zip_file::sums(path, opened, wanted),
            Store::Tar { path, zstd } => tar_file::sums(path, *zstd, &opened.base, wanted),
        }
    }

    fn most(&self) -> u64 {
        let (Store::Folder(path) | Store::Zip(path) | Store::Tar { path, .. }) = self;
        most_of(path)
    }
}

/// The most bytes that a packed file may unpack to.
fn most_of(path: &Path) -> u64 {
    let size = fs::metadata(path).map_or(0, |it| it.len());
    size.saturating_mul(MOST_TIMES).saturating_add(MOST_MORE)
}

/// The checksums of what a reader gives, which must be `size` bytes where that is known.
fn sums_of(reader: impl Read, algorithms: &[Algorithm], size: Option<u64>) -> io::Result<Sums> {
    let mut hashes = Hashes::new(algorithms);
    let mut reader = reader.take(size.map_or(u64::MAX, |it| it.saturating_add(1)));
    let mut part = vec![0; 128 * 1024];
    let mut read = 0;
    loop {
        match reader.read(&mut part) {
            Ok(0) => break,
            Ok(count) => {
                hashes.update(&part[..count]);
                read += count as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    match size {
        Some(size) if size != read => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(hashes.sums()),
    }
}

/// All of a tag file; none when it is larger than it may be.
fn tag_file(reader: impl Read, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    reader.take(most + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

#[cfg(test)]
mod tests;
