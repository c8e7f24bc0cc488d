//! Reduced copies of photos, kept from build to build in the store.

use std::sync::{Condvar, Mutex, PoisonError};

use super::store::{ArtifactKey, Store};
use crate::model::Digest;
use crate::photo::shrink::{ALGORITHM, MOST_MEMORY, Shrunk, measure};

/// Makes reduced copies of photos, or finds those that an earlier build made.
pub(crate) struct PhotoCache {
    /// `None` means that nothing is kept.
    store: Option<Store>,
    memory: MemoryBudget,
}

impl PhotoCache {
    /// Keeps the copies in this store, if there is one.
    pub(crate) fn new(store: Option<Store>) -> PhotoCache {
        PhotoCache { store, memory: MemoryBudget::default() }
    }

    /// The copies of a picture without metadata; `None` when it cannot be decoded.
    pub(crate) fn shrunk(&self, cleaned: &[u8]) -> Option<Shrunk> {
        let picture = measure(cleaned)?;
        let Some(store) = &self.store else {
            return self.memory.reserve(picture.memory(), || picture.shrink());
        };
        let (key, inputs) = photo_key(cleaned);
        if let Some(artifact) = store.get(key, inputs)
            && let Ok(shrunk) = postcard::from_bytes(&artifact)
        {
            return Some(shrunk);
        }
        let shrunk = self.memory.reserve(picture.memory(), || picture.shrink())?;
        // A picture without copies took no work.
        if shrunk.page.is_some() || shrunk.list.is_some() {
            let artifact = postcard::to_stdvec(&shrunk).unwrap_or_default();
            store.put(key, inputs, &artifact);
        }
        Some(shrunk)
    }
}

/// Under which key the copies of a picture without metadata are stored, and the digest of what they are made from: the
/// picture's bytes, and how this program makes copies.
#[must_use]
pub fn photo_key(cleaned: &[u8]) -> (ArtifactKey, Digest) {
    let inputs = Digest::of(&(env!("CARGO_PKG_VERSION"), ALGORITHM, Digest::of_bytes(cleaned)));
    (ArtifactKey::Photo(inputs), inputs)
}

/// Memory for decoded pictures, shared by all threads: many small pictures at once, or a few huge ones.
#[derive(Default)]
struct MemoryBudget {
    used: Mutex<u64>,
    freed: Condvar,
}

impl MemoryBudget {
    /// Runs `work` once `bytes` are free, or nothing else is running.
    fn reserve<T>(&self, bytes: u64, work: impl FnOnce() -> T) -> T {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        while 0 < *used && MOST_MEMORY < *used + bytes {
            used = self.freed.wait(used).unwrap_or_else(PoisonError::into_inner);
        }
        *used += bytes;
        drop(used);
        let result = work(); // does not panic: the decoders are contained
        *self.used.lock().unwrap_or_else(PoisonError::into_inner) -= bytes;
        self.freed.notify_all();
        result
    }
}
