//! Which files of a bag are tag files that are read, and how much of them.

use super::{declaration, fetch, info};

/// The most bytes of a tag file: a manifest of a million files.
pub const TAG_FILE_LIMIT: u64 = 256 * 1024 * 1024;

/// Whether a file of a bag is one that [`Bag::read`](super::Bag::read) needs.
#[must_use]
pub fn is_tag_file(path: &str) -> bool {
    matches!(path, declaration::FILE | info::FILE | fetch::FILE) || manifest_kind(path).is_some()
}

/// The most bytes that are read of a tag file.
#[must_use]
pub fn tag_file_limit(path: &str) -> u64 {
    match path {
        declaration::FILE => 4096,
        info::FILE => 4 * 1024 * 1024,
        _ => TAG_FILE_LIMIT,
    }
}

/// Which files a manifest lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ManifestKind {
    /// The files in `data/`.
    Payload,
    /// All others.
    Tag,
}

/// The kind of a manifest and the name of its algorithm; `None` for other files.
pub(super) fn manifest_kind(path: &str) -> Option<(ManifestKind, &str)> {
    let stem = path.strip_suffix(".txt")?;
    if stem.contains('/') {
        None
    } else if let Some(algorithm) = stem.strip_prefix("manifest-") {
        Some((ManifestKind::Payload, algorithm))
    } else {
        Some((ManifestKind::Tag, stem.strip_prefix("tagmanifest-")?))
    }
}

pub(super) fn is_tag_manifest(path: &str) -> bool {
    matches!(manifest_kind(path), Some((ManifestKind::Tag, _)))
}

pub(super) fn is_payload_manifest(path: &str) -> bool {
    matches!(manifest_kind(path), Some((ManifestKind::Payload, _)))
}
