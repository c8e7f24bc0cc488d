//! An opened bag: its names and tag files, and how much of it may be read.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::bagit::{Checksums, Finding, Listing};

/// A packed bag may unpack to this many times its size, and this many bytes more, before it is taken for a bomb.
const MOST_TIMES: u64 = 1000;
pub(super) const MOST_MORE: u64 = 64 * 1024 * 1024;

/// The contents of a container.
#[derive(Debug, Default)]
pub struct OpenedBag {
    /// The names and sizes.
    pub listing: Listing,
    /// The tag files; `None` stands for one that is too large.
    pub tag_files: BTreeMap<String, Option<Vec<u8>>>,
    /// The folder at the top of a packed bag, with `/`.
    pub(super) base: String,
    /// Indexes of entries in a zip or tar file, by path.
    pub(super) indexes: BTreeMap<String, usize>,
}

/// The checksums that were computed, and findings about files that could not be read.
pub type ChecksumResults = (BTreeMap<String, Checksums>, Vec<Finding>);

/// The most bytes that a packed file may unpack to.
pub(super) fn unpacked_limit(path: &Path) -> u64 {
    let size = fs::metadata(path).map_or(0, |metadata| metadata.len());
    size.saturating_mul(MOST_TIMES).saturating_add(MOST_MORE)
}
