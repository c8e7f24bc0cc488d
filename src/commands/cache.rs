//! `.guidang-cache/`: what is kept from run to run beside an archive, to save time. It may be deleted at any moment; what
//! is damaged in it is not used, and where it cannot be written everything is made anew.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::origin::{Origin, is_in_bag};
use crate::model::Digest;
use crate::parse::CacheStorage;

const CACHE: &str = ".guidang-cache";

/// The folder of an archive.
#[derive(Debug, Clone)]
pub(super) struct Cache(PathBuf);

impl Cache {
    /// An archive in a folder has one, unless the folder lies in a bag. One in a repository has one where somebody made the folder:
    /// nothing is put into a repository unasked.
    pub(super) fn of(origin: &Origin) -> Option<Cache> {
        let cache = origin.root().join(CACHE);
        let is_kept = match origin {
            Origin::Folder(root) => !is_in_bag(root),
            Origin::Revision { .. } => cache.is_dir(),
        };
        is_kept.then_some(Cache(cache))
    }

    /// A folder in it, which need not exist.
    pub(super) fn folder(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Keeps a file whole: under another name first, for another run may read it at this moment.
    pub(super) fn keep(&self, place: &Path, bytes: &[u8]) -> io::Result<()> {
        let folder = place.parent().unwrap_or(&self.0);
        fs::create_dir_all(folder)?;
        let ignore = self.0.join(".gitignore");
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
}

/// Records as they were read.
pub(super) struct Records {
    cache: Cache,
    /// Who waits for all of them to be read.
    waiting: Sender<()>,
}

impl Records {
    /// Those of an archive, and what tells when all have been read, or will not be.
    pub(super) fn of(cache: Cache) -> (Records, Receiver<()>) {
        let (waiting, read) = channel();
        (Records { cache, waiting }, read)
    }

    fn place(&self, name: &str) -> PathBuf {
        self.cache.folder("records").join(name)
    }
}

impl CacheStorage for Records {
    fn load(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.place(name)).ok()
    }

    fn save(&self, name: &str, bytes: &[u8]) {
        // That it could not be kept is no failure of the run.
        let _ = self.cache.keep(&self.place(name), bytes);
    }

    fn finished(&self) {
        let _ = self.waiting.send(()); // nobody may wait
    }
}

/// What tells this program from another one, or another release of it: what others kept is not used.
pub(super) fn program() -> Digest {
    let stamp = std::env::current_exe().and_then(|it| {
        let about = it.metadata()?;
        Ok((it, about.len(), about.modified()?))
    });
    Digest::of(&(env!("CARGO_PKG_VERSION"), stamp.ok()))
}
