//! The folder `.guidang-cache/` of an archive.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::model::Digest;
use crate::parse::CacheStorage;

/// The cache folder of one archive. It need not exist yet.
#[derive(Debug, Clone)]
pub(crate) struct BuildCache(PathBuf);

impl BuildCache {
    /// The name of the folder, in the archive's root.
    pub(crate) const FOLDER: &str = ".guidang-cache";

    /// The cache in this folder, which is created by the first write.
    pub(crate) fn at(folder: PathBuf) -> BuildCache {
        BuildCache(folder)
    }

    /// A folder in the cache, which need not exist.
    pub(super) fn folder(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Writes a file under a temporary name and renames it, because another process may be reading it.
    pub(super) fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let folder = path.parent().unwrap_or(&self.0);
        fs::create_dir_all(folder)?;
        let ignore = self.0.join(".gitignore");
        if !ignore.exists() {
            fs::write(ignore, "*\n")?; // the .gitignore of an older archive does not name this folder
        }
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.tmp", std::process::id()));
        let temporary = folder.join(name);
        let written = fs::File::create(&temporary)
            .and_then(|mut file| file.write_all(bytes))
            .and_then(|()| fs::rename(&temporary, path));
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        written
    }
}

/// Parsed records in the cache folder.
pub(crate) struct RecordStorage {
    cache: BuildCache,
    /// Signals that all records have been read.
    finished: Sender<()>,
}

impl RecordStorage {
    /// The records of an archive, and a receiver that wakes once all have been read or never will be.
    pub(crate) fn new(cache: BuildCache) -> (RecordStorage, Receiver<()>) {
        let (finished, all_read) = channel();
        (RecordStorage { cache, finished }, all_read)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.cache.folder("records").join(name)
    }
}

impl CacheStorage for RecordStorage {
    fn load(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.path(name)).ok()
    }

    fn save(&self, name: &str, bytes: &[u8]) {
        // A cache that cannot be written does not fail the build.
        let _ = self.cache.write(&self.path(name), bytes);
    }

    fn finished(&self) {
        let _ = self.finished.send(()); // the receiver may be gone
    }
}

/// Digest of this executable (path, size, time) and its version: what another executable cached is not used.
pub(crate) fn program_digest() -> Digest {
    let stamp = std::env::current_exe().and_then(|path| {
        let metadata = path.metadata()?;
        Ok((path, metadata.len(), metadata.modified()?))
    });
    Digest::of(&(env!("CARGO_PKG_VERSION"), stamp.ok()))
}
