//! Reduced copies of photos, kept from build to build in `.guidang-cache/photos/`.

use std::fs;
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, PoisonError};

use super::build_cache::BuildCache;
use crate::photo::entry::{key, pack, unpack};
use crate::photo::shrink::{MOST_MEMORY, Shrunk, measure};

/// Makes reduced copies of photos, or finds those that an earlier build made.
pub(crate) struct PhotoCache {
    /// `None` means that nothing is kept.
    cache: Option<BuildCache>,
    memory: MemoryBudget,
}

impl PhotoCache {
    /// Keeps the copies in this cache, if there is one.
    pub(crate) fn new(cache: Option<BuildCache>) -> PhotoCache {
        PhotoCache { cache, memory: MemoryBudget::default() }
    }

    /// The copies of a picture without metadata; `None` when it cannot be decoded.
    pub(crate) fn shrunk(&self, cleaned: &[u8]) -> Option<Shrunk> {
        let picture = measure(cleaned)?;
        let Some(cache) = &self.cache else {
            return self.memory.reserve(picture.memory(), || picture.shrink());
        };
        let key = key(cleaned);
        let path = copies_path(cache, &key);
        let packed = fs::read(&path).ok();
        if let Some(cached) = packed.and_then(|bytes| unpack(&key, &bytes)) {
            return Some(cached);
        }
        let shrunk = self.memory.reserve(picture.memory(), || picture.shrink())?;
        // Only a copy is worth keeping. A cache that cannot be written does not fail the build.
        if shrunk.page.is_some() || shrunk.list.is_some() {
            let _ = cache.write(&path, &pack(&key, &shrunk));
        }
        Some(shrunk)
    }
}

fn copies_path(cache: &BuildCache, key: &str) -> PathBuf {
    cache.folder("photos").join(&key[..2]).join(&key[2..])
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
