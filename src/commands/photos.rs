//! Copies of photos, kept from build to build in `.guidang-cache/photos/`. The folder may be deleted at any time, what is
//! damaged in it is not used, and where it cannot be written the copies are made anew: only the time differs.

use std::fs;
use std::sync::{Condvar, Mutex, PoisonError};

use super::cache::Cache;
use super::origin::Origin;
use crate::photo::entry::{key, pack, unpack};
use crate::photo::shrink::{MOST_MEMORY, Shrunk, measure};

/// Makes copies, or finds those of before.
pub(super) struct Photos {
    /// None: nothing is kept.
    cache: Option<Cache>,
    memory: Memory,
}

impl Photos {
    /// Keeps them where the archive keeps what saves time.
    pub(super) fn of(origin: &Origin) -> Photos {
        Photos { cache: Cache::of(origin), memory: Memory::default() }
    }

    /// The copies of a cleaned picture; none when it is no picture that can be decoded.
    pub(super) fn shrunk(&self, cleaned: &[u8]) -> Option<Shrunk> {
        let picture = measure(cleaned)?;
        let Some(cache) = &self.cache else {
            return self.memory.lend(picture.memory(), || picture.shrink());
        };
        let key = key(cleaned);
        let place = cache.folder("photos").join(&key[..2]).join(&key[2..]);
        if let Some(kept) = fs::read(&place).ok().and_then(|it| unpack(&key, &it)) {
            return Some(kept);
        }
        let made = self.memory.lend(picture.memory(), || picture.shrink())?;
        // Worth keeping is what took work; and that it could not be kept is no failure of the build.
        if made.page.is_some() || made.list.is_some() {
            let _ = cache.keep(&place, &pack(&key, &made));
        }
        Some(made)
    }
}

/// Memory for decoded pictures, lent to threads: many small ones at once, or a few huge ones.
#[derive(Default)]
struct Memory {
    lent: Mutex<u64>,
    returned: Condvar,
}

impl Memory {
    fn lend<T>(&self, bytes: u64, work: impl FnOnce() -> T) -> T {
        let mut lent = self.lent.lock().unwrap_or_else(PoisonError::into_inner);
        while 0 < *lent && MOST_MEMORY < *lent + bytes {
            lent = self.returned.wait(lent).unwrap_or_else(PoisonError::into_inner);
        }
        *lent += bytes;
        drop(lent);
        let done = work(); // does not panic: the decoders are contained
        *self.lent.lock().unwrap_or_else(PoisonError::into_inner) -= bytes;
        self.returned.notify_all();
        done
    }
}
