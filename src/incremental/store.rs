//! The store: artifacts of one build that the next one can use, each with the digest of the inputs it was made from.
//!
//! Everything is in the folder `.guidang-cache/` of an archive:
//!
//! ```text
//! .gitignore          *
//! archive.lock        locked while a command writes the archive's own files
//! v2/                 this version of the layout; whatever else is in the folder is removed
//!   records/<shard>   records as they were parsed
//!   photos/<digest>   the reduced copies of a photo, by its content
//!   attachments       the files next to records that were looked into
//!   sites/<digest>/   one for each site, by the path of its output:
//!     build           what was rendered from which inputs, and the files of the site
//!     report          what the build printed, for builds in which nothing changed
//!     path            the path of the output, so that the folder can be removed after the site
//!     lock            locked while a build uses the folder
//!     site/           the shadow tree: hard links to the files of the site
//! ```
//!
//! Each artifact is one file: a line that names the format, a checksum of the rest, the digest of the inputs, the bytes.
//! It is written under another name and renamed, so that another process reads the old one or the new one. A file that
//! is damaged or of another format counts as missing, and one that cannot be written fails nothing.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use crate::model::Digest;
use crate::output::{LOCK_FILE, ShadowTree};
use crate::parse::CacheStorage;

/// First bytes of every artifact.
const FORMAT: &[u8] = b"guidang artifact 1\n";
/// The folder with this version of the layout.
const VERSION: &str = "v2";
const IGNORE: &str = ".gitignore";
const SITES: &str = "sites";
/// The end of the names of files that are being written.
const TEMPORARY: &str = ".tmp";
/// A file that was not written to for so long belongs to a killed process.
const ABANDONED: Duration = Duration::from_secs(3600);

/// The store of one archive. Its folder need not exist yet.
#[derive(Debug, Clone)]
pub struct Store {
    /// `.guidang-cache`
    folder: PathBuf,
}

/// The name of an artifact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArtifactKey {
    /// A shard of the parsed records.
    Records(usize),
    /// The reduced copies of a photo, by the digest of its bytes and of how copies are made.
    Photo(Digest),
    /// The last build of a site, by the digest of its path.
    Build(Digest),
    /// What the last build of a site reported, by the digest of its path.
    Report(Digest),
    /// The files next to records that hold nothing personal.
    Attachments,
}

impl Store {
    /// The name of the folder, in the archive's root.
    pub const FOLDER: &str = ".guidang-cache";

    /// The store in this folder, which is created by the first write.
    #[must_use]
    pub fn at(folder: PathBuf) -> Store {
        Store { folder }
    }

    /// The artifact of a key, if it was made from these inputs.
    #[must_use]
    pub fn get(&self, key: ArtifactKey, inputs: Digest) -> Option<Vec<u8>> {
        let (made_from, artifact) = self.load(key)?;
        (made_from == inputs).then_some(artifact)
    }

    /// The artifact of a key, and the digest of the inputs that it was made from.
    #[must_use]
    pub fn load(&self, key: ArtifactKey) -> Option<(Digest, Vec<u8>)> {
        decode(fs::read(self.path(key)).ok()?)
    }

    /// Stores an artifact. Where that fails, the next build makes it again.
    pub fn put(&self, key: ArtifactKey, inputs: Digest, artifact: &[u8]) {
        let _ = self.write(&self.path(key), &encode(inputs, artifact));
    }

    /// Removes an artifact. False means that it may still be there.
    #[must_use]
    pub fn remove(&self, key: ArtifactKey) -> bool {
        let path = self.path(key);
        fs::remove_file(&path).is_ok() || !path.exists()
    }

    /// The folder with everything that belongs to one site.
    pub(super) fn site_folder(&self, site: Digest) -> PathBuf {
        self.sites_folder().join(site.to_string())
    }

    /// The folder with the folders of all sites.
    pub(super) fn sites_folder(&self) -> PathBuf {
        self.folder.join(VERSION).join(SITES)
    }

    fn path(&self, key: ArtifactKey) -> PathBuf {
        let folder = self.folder.join(VERSION);
        match key {
            ArtifactKey::Records(shard) => folder.join("records").join(shard.to_string()),
            ArtifactKey::Photo(photo) => folder.join("photos").join(photo.to_string()),
            ArtifactKey::Build(site) => self.site_folder(site).join("build"),
            ArtifactKey::Attachments => folder.join("attachments"),
            ArtifactKey::Report(site) => self.site_folder(site).join("report"),
        }
    }

    /// Writes a file of the store, completely or not at all.
    pub(super) fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let folder = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder)?;
        let ignore = self.folder.join(IGNORE);
        if !ignore.exists() {
            fs::write(ignore, "*\n")?; // the .gitignore of an older archive does not name this folder
        }
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}{TEMPORARY}", std::process::id()));
        let temporary = folder.join(name);
        let written = fs::File::create(&temporary)
            .and_then(|mut file| file.write_all(bytes))
            .and_then(|()| fs::rename(&temporary, path));
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        written
    }

    /// Removes the temporary files that killed processes left.
    fn remove_temporaries(&self) {
        let version = self.folder.join(VERSION);
        remove_temporaries_in(&version.join("records"));
        remove_temporaries_in(&version.join("photos"));
        for site in fs::read_dir(self.sites_folder()).into_iter().flatten().flatten() {
            remove_temporaries_in(&site.path());
        }
    }

    /// Removes what other versions of the program stored. Sites that a running program of such a version uses stay.
    pub(super) fn remove_other_versions(&self) {
        self.remove_temporaries();
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        for entry in entries.flatten() {
            let (name, path) = (entry.file_name(), entry.path());
            if name == VERSION || name == IGNORE || name == LOCK_FILE {
                continue;
            }
            if name == SITES {
                remove_sites(&path);
            } else if path.join(SITES).exists() {
                remove_sites(&path.join(SITES));
                remove_all_but_sites(&path);
            } else if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                let _ = fs::remove_dir_all(&path);
            } else {
                let _ = fs::remove_file(&path);
            }
        }
    }
}

/// Removes the temporary files of a folder that no running process writes any more.
fn remove_temporaries_in(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if !entry.file_name().as_encoded_bytes().ends_with(TEMPORARY.as_bytes()) {
            continue;
        }
        let modified = entry.metadata().and_then(|about| about.modified());
        let age = modified.ok().and_then(|modified| modified.elapsed().ok());
        if age.is_some_and(|age| ABANDONED < age) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn remove_all_but_sites(version: &Path) {
    for entry in fs::read_dir(version).into_iter().flatten().flatten() {
        if entry.file_name() == SITES {
            continue;
        }
        let _ = fs::remove_dir_all(entry.path()).or_else(|_| fs::remove_file(entry.path()));
    }
    let _ = fs::remove_dir(version);
}

fn remove_sites(sites: &Path) {
    for entry in fs::read_dir(sites).into_iter().flatten().flatten() {
        ShadowTree::discard(&entry.path());
    }
    let _ = fs::remove_dir(sites);
}

/// The file of an artifact.
fn encode(inputs: Digest, artifact: &[u8]) -> Vec<u8> {
    let mut guarded = Vec::with_capacity(16 + artifact.len());
    guarded.extend_from_slice(&inputs.bytes());
    guarded.extend_from_slice(artifact);
    [FORMAT, &Digest::of_bytes(&guarded).bytes(), &guarded].concat()
}

/// The inputs and the artifact of a file; `None` when it is damaged or of another format.
fn decode(mut file: Vec<u8>) -> Option<(Digest, Vec<u8>)> {
    let (checksum, guarded) = file.strip_prefix(FORMAT)?.split_first_chunk()?;
    let (inputs, artifact) = guarded.split_first_chunk()?;
    if Digest::of_bytes(guarded) != Digest::from_bytes(*checksum) {
        return None;
    }
    let (inputs, length) = (Digest::from_bytes(*inputs), artifact.len());
    file.drain(..file.len() - length);
    Some((inputs, file))
}

/// The shards of the parsed records in the store.
pub(crate) struct RecordStorage {
    store: Store,
    /// Signals that all records have been parsed.
    finished: Sender<()>,
}

impl RecordStorage {
    /// The records of an archive, and a receiver that wakes once all have been parsed or never will be.
    pub(crate) fn new(store: Store) -> (RecordStorage, Receiver<()>) {
        let (finished, all_parsed) = channel();
        (RecordStorage { store, finished }, all_parsed)
    }
}

impl CacheStorage for RecordStorage {
    fn load(&self, shard: usize) -> Option<(Digest, Vec<u8>)> {
        self.store.load(ArtifactKey::Records(shard))
    }

    fn save(&self, shard: usize, inputs: Digest, bytes: &[u8]) {
        self.store.put(ArtifactKey::Records(shard), inputs, bytes);
    }

    fn finished(&self) {
        let _ = self.finished.send(()); // the receiver may be gone
    }
}

/// Digest of this executable (path, size, time) and its version: artifacts of another executable are not used.
pub(crate) fn program_digest() -> Digest {
    let stamp = std::env::current_exe().and_then(|path| {
        let metadata = path.metadata()?;
        Ok((path, metadata.len(), metadata.modified()?))
    });
    Digest::of(&(env!("CARGO_PKG_VERSION"), stamp.ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> (tempfile::TempDir, Store) {
        let home = tempfile::tempdir().unwrap();
        let store = Store::at(home.path().join(Store::FOLDER));
        (home, store)
    }

    const KEY: ArtifactKey = ArtifactKey::Records(7);

    #[test]
    fn an_artifact_is_found_with_its_inputs_only() {
        let (_home, store) = store();
        let inputs = Digest::of("inputs");
        assert_eq!(store.load(KEY), None);
        store.put(KEY, inputs, b"artifact");
        assert_eq!(store.get(KEY, inputs).as_deref(), Some(&b"artifact"[..]));
        assert_eq!(store.load(KEY), Some((inputs, b"artifact".to_vec())));
        assert_eq!(store.get(KEY, Digest::of("others")), None);
        assert_eq!(store.load(ArtifactKey::Records(8)), None);
        assert_eq!(store.load(ArtifactKey::Photo(inputs)), None);
        assert!(store.remove(KEY) && store.remove(KEY));
        assert_eq!(store.load(KEY), None);
    }

    #[test]
    fn a_file_with_any_byte_changed_or_missing_counts_as_missing() {
        let file = encode(Digest::of("inputs"), b"artifact");
        assert!(decode(file.clone()).is_some());
        for at in 0..file.len() {
            assert_eq!(decode(file[..at].to_vec()), None, "cut at {at}");
            let mut damaged = file.clone();
            damaged[at] ^= 1;
            assert_eq!(decode(damaged), None, "damaged at {at}");
        }
        assert_eq!(decode([&file[..], b"x"].concat()), None);
    }

    #[test]
    fn a_store_that_cannot_be_written_is_empty() {
        let (home, store) = store();
        fs::write(home.path().join(Store::FOLDER), "a file").unwrap();
        store.put(KEY, Digest::of("inputs"), b"artifact");
        assert_eq!(store.load(KEY), None);
    }

    #[test]
    fn temporary_files_of_killed_processes_are_removed() {
        let (home, store) = store();
        store.put(KEY, Digest::of("inputs"), b"artifact");
        let records = home.path().join(Store::FOLDER).join(VERSION).join("records");
        for name in ["7.1.tmp", "7.2.tmp"] {
            fs::write(records.join(name), "half").unwrap();
        }
        let old = fs::File::options().write(true).open(records.join("7.1.tmp")).unwrap();
        old.set_modified(std::time::SystemTime::now() - 2 * ABANDONED).unwrap();
        store.remove_other_versions();
        assert!(!records.join("7.1.tmp").exists(), "it was abandoned");
        assert!(records.join("7.2.tmp").exists(), "it may be written at this moment");
        assert!(store.load(KEY).is_some());
    }

    #[test]
    fn what_other_versions_stored_is_removed() {
        let (home, store) = store();
        store.put(KEY, Digest::of("inputs"), b"artifact");
        let folder = home.path().join(Store::FOLDER);
        for path in ["records/0", "photos/ab/cd", "sites/old/lock", "v1/x", "v3/sites/new/lock"] {
            store.write(&folder.join(path), b"x").unwrap();
        }
        store.write(&folder.join("sites/used/lock"), b"x").unwrap();
        let used = fs::File::open(folder.join("sites/used/lock")).unwrap();
        used.lock().unwrap();
        store.remove_other_versions();
        assert!(folder.join("sites/used").exists() && !folder.join("sites/old").exists());
        drop(used);
        store.remove_other_versions();
        let mut left: Vec<_> =
            fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, [IGNORE, VERSION]);
        assert!(store.load(KEY).is_some());
    }
}
