//! How the documents are divided into files.

use serde::{Deserialize, Serialize};

use super::document::Document;
use super::script;
use crate::model::Digest;

/// Documents in one `text-N.js`.
pub(super) const TEXTS_PER_FILE: usize = 32;
/// Documents in one `docs-N.js`.
pub(super) const TITLES_PER_FILE: usize = 2048;
/// Documents in one segment of the index, within which a `u16` numbers them.
pub(super) const DOCUMENTS_PER_SEGMENT: usize = 512;
const _: () = assert!(DOCUMENTS_PER_SEGMENT.is_multiple_of(TEXTS_PER_FILE));

/// Bytes of titles and texts for which one shard of the index is made.
const TEXT_PER_SHARD: usize = 48 << 10;
const MAX_SHARDS: usize = 1024;

/// What must be known of an index on disk to update it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexHeader {
    /// The digest of the paths of all documents.
    pub(super) paths: Digest,
    pub(super) documents: usize,
    /// Bytes of all texts.
    pub(super) texts: usize,
    /// The number of `index-N.js` files.
    pub(super) shards: usize,
}

impl IndexHeader {
    /// The header for documents sorted by path, whose texts take `texts` bytes.
    pub(super) fn new(documents: &[Document<'_>], texts: usize) -> IndexHeader {
        let paths: Vec<&str> = documents.iter().map(|document| document.path).collect();
        let titles: usize = documents.iter().map(|document| document.title.len()).sum();
        let shards = shards_for(titles + texts);
        IndexHeader { paths: Digest::of(&paths), documents: documents.len(), texts, shards }
    }

    /// The paths of all files.
    pub fn files(&self) -> impl Iterator<Item = String> {
        let numbered = [
            ("docs", self.documents.div_ceil(TITLES_PER_FILE)),
            ("text", self.documents.div_ceil(TEXTS_PER_FILE)),
            ("index", self.shards),
        ];
        let mut paths = Vec::new();
        for (name, count) in numbered {
            for number in 0..count {
                paths.push(script::path(name, Some(number)));
            }
        }
        paths.push(script::path("meta", None));
        paths.into_iter()
    }
}

/// The number of shards for `size` bytes of titles and texts: a power of two, so that it seldom changes as the archive
/// grows.
fn shards_for(size: usize) -> usize {
    (size / TEXT_PER_SHARD).next_power_of_two().min(MAX_SHARDS)
}
