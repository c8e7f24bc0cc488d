//! EDGE: reads bags from where they are stored: a folder, a `.zip`, a `.tar` or a `.tar.zst`; and packs them. Nothing is ever
//! unpacked onto the disk. It knows names and bytes and nothing of schools.

mod contents;
mod folder;
mod opened;
mod pack;
mod packed;
mod reading;
mod tar_file;
mod tar_guard;
mod zip_file;
mod zip_structure;
mod zstd;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

pub use contents::{ContentLimits, ZipContents, zip_contents};
pub use opened::{ChecksumResults, OpenedBag};
pub use pack::{BagFormat, pack};

use opened::{MOST_MORE, unpacked_limit};

use crate::bagit::{Algorithm, Finding};
use crate::error::{Error, Operation};

/// Where a bag is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Container {
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

impl Container {
    /// Recognizes a container by its contents; `None` if it is none of them.
    ///
    /// # Errors
    /// When there is nothing at the path, or it cannot be read.
    pub fn find(path: &Path) -> Result<Option<Container>, Error> {
        let metadata = fs::metadata(path).map_err(Error::io(Operation::Read, path))?;
        if metadata.is_dir() {
            return Ok(Some(Container::Folder(path.to_owned())));
        }
        if !metadata.is_file() {
            return Ok(None);
        }
        let file = File::open(path).map_err(Error::io(Operation::Read, path))?;
        let mut head = Vec::new();
        file.take(512).read_to_end(&mut head).map_err(Error::io(Operation::Read, path))?;
        let path = path.to_owned();
        Ok(if head.starts_with(b"PK") {
            Some(Container::Zip(path))
        } else if zstd::is_zstd(&head) {
            Some(Container::Tar { path, zstd: true })
        } else if head.get(257..262) == Some(b"ustar") {
            Some(Container::Tar { path, zstd: false })
        } else {
            None
        })
    }

    /// Lists the bag and reads its tag files.
    ///
    /// # Errors
    /// When the folder or file itself cannot be read; what is wrong inside is a finding.
    pub fn open(&self) -> Result<OpenedBag, Error> {
        match self {
            Container::Folder(path) => folder::open(path),
            Container::Zip(path) => zip_file::open(path),
            Container::Tar { path, zstd } => tar_file::open(path, *zstd),
        }
    }

    /// Computes the checksums that are needed. `declared` is the number of bytes that the bag declares: of a packed bag not
    /// much more is read.
    ///
    /// # Errors
    /// When the folder or file itself cannot be read; an unreadable file in it is a finding.
    pub fn checksums(
        &self,
        opened: &OpenedBag,
        needed: &BTreeMap<String, Vec<Algorithm>>,
        declared: Option<u64>,
    ) -> Result<ChecksumResults, Error> {
        let packed_file = match self {
            Container::Folder(folder) => return Ok(folder::checksums(folder, needed)),
            Container::Zip(path) | Container::Tar { path, .. } => path,
        };
        let mut total: u64 = 0;
        for path in needed.keys() {
            let size = opened.listing.files.get(path).copied().unwrap_or(0);
            total = total.saturating_add(size);
        }
        let most = match declared {
            Some(declared) => declared.saturating_add(MOST_MORE),
            None => unpacked_limit(packed_file),
        };
        if most < total {
            return Ok((BTreeMap::new(), vec![Finding::TooMuch]));
        }
        match self {
            Container::Folder(folder) => Ok(folder::checksums(folder, needed)),
            Container::Zip(path) => zip_file::checksums(path, opened, needed),
            Container::Tar { path, zstd } => tar_file::checksums(path, *zstd, opened, needed),
        }
    }
}

#[cfg(test)]
mod tests;
