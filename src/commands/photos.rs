//! Copies of photos, kept from build to build in `.guidang-cache/photos/`. The folder may be deleted at any time, what is
//! damaged in it is not used, and where it cannot be written the copies are made anew: only the time differs.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, PoisonError};

use super::origin::{Origin, is_in_bag};
use crate::photo::entry::{key, pack, unpack};
use crate::photo::shrink::{MOST_MEMORY, Shrunk, measure};

const CACHE: &str = ".guidang-cache";

/// Makes copies, or finds those of before.
pub(super) struct Photos {
    /// None: nothing is kept.
    folder: Option<PathBuf>,
    memory: Memory,
}

impl Photos {
    /// An archive in a folder keeps its copies there, unless the folder lies in a bag. One in a repository does so where somebody made the folder:
    /// nothing is put into a repository unasked.
    pub(super) fn of(origin: &Origin) -> Photos {
        let cache = origin.root().join(CACHE);
        let is_kept = match origin {
            Origin::Folder(root) => !is_in_bag(root),
            Origin::Revision { .. } => cache.is_dir(),
        };
        Photos { folder: is_kept.then_some(cache), memory: Memory::default() }
    }

    /// The copies of a cleaned picture; none when it is no picture that can be decoded.
    pub(super) fn shrunk(&self, cleaned: &[u8]) -> Option<Shrunk> {
        let picture = measure(cleaned)?;
        let Some(cache) = &self.folder else {
            return self.memory.lend(picture.memory(), || picture.shrink());
        };
        let key = key(cleaned);
        let place = cache.join("photos").join(&key[..2]).join(&key[2..]);
        if let Some(kept) = fs::read(&place).ok().and_then(|it| unpack(&key, &it)) {
            return Some(kept);
        }
        let made = self.memory.lend(picture.memory(), || picture.shrink())?;
        // Worth keeping is what took work; and that it could not be kept is no failure of the build.
        if made.page.is_some() || made.list.is_some() {
            let _ = keep(cache, &place, &pack(&key, &made));
        }
        Some(made)
    }
}

/// Writes a file whole: under another name first, for another build may read it at this moment.
fn keep(cache: &Path, place: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = place.parent().unwrap_or(cache);
    fs::create_dir_all(folder)?;
    let ignore = cache.join(".gitignore");
    if !ignore.exists() {
        fs::write(ignore, "*\n")?; // archives that are older than the folder do not ignore it
    }
    let mut name = place.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let passing = folder.join(name);
    let written = fs::File::create(&passing)
        .and_then(|mut it| it.write_all(bytes))
        .and_then(|()| fs::rename(&passing, place));
    if written.is_err() {
        let _ = fs::remove_file(&passing);
    }
    written
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
