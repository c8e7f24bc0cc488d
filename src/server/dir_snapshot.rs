//! Sizes and times of all files below some folders: what changed can be seen without the system's help.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use rustc_hash::FxHashMap;
use walkdir::{DirEntry, WalkDir};

use super::watch_event::is_ignored;

/// The files and folders below some folders at one moment.
#[derive(Debug, Default)]
pub(super) struct DirSnapshot {
    pub(super) entries: FxHashMap<PathBuf, PathState>,
    /// How long the walk took.
    pub(super) elapsed: Duration,
}

/// What tells a file from its earlier version; of a folder only that it exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PathState {
    Folder,
    File { size: u64, modified: Option<SystemTime> },
}

impl DirSnapshot {
    /// Walks the folders; none of them needs to exist.
    pub(super) fn of(folders: &[PathBuf]) -> DirSnapshot {
        let started = Instant::now();
        let mut snapshot = DirSnapshot::default();
        for folder in folders {
            snapshot.add(folder);
        }
        snapshot.elapsed = started.elapsed();
        snapshot
    }

    /// Adds a file or folder and everything in it.
    fn add(&mut self, path: &Path) {
        let walk = WalkDir::new(path).into_iter().filter_entry(is_watched);
        for entry in walk.flatten() {
            let state = match entry.metadata() {
                Ok(metadata) if !metadata.is_dir() => {
                    PathState::File { size: metadata.len(), modified: metadata.modified().ok() }
                }
                _ => PathState::Folder,
            };
            self.entries.insert(entry.into_path(), state);
        }
    }

    /// Looks again at a path that may have changed or gone.
    pub(super) fn refresh(&mut self, path: &Path) {
        if !matches!(self.entries.get(path), Some(PathState::File { .. })) {
            self.entries.retain(|known, _| !known.starts_with(path)); // it may have been a folder
        }
        self.entries.remove(path);
        self.add(path);
    }
}

fn is_watched(entry: &DirEntry) -> bool {
    entry.depth() == 0 || !is_ignored(entry.file_name())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A folder that changes, all its snapshots, and one that is refreshed after each change.
    struct Folder {
        path: PathBuf,
        snapshots: Vec<DirSnapshot>,
        refreshed: DirSnapshot,
    }

    impl Folder {
        /// Checks that the snapshot differs from all earlier ones, or does not, and that refreshing `changed` alone comes to
        /// the same entries.
        #[track_caller]
        fn check(&mut self, changed: &str, is_new: bool) {
            let now = DirSnapshot::of(std::slice::from_ref(&self.path));
            self.refreshed.refresh(&self.path.join(changed));
            assert_eq!(self.refreshed.entries, now.entries, "{changed}");
            let is_known = self.snapshots.iter().any(|earlier| earlier.entries == now.entries);
            assert_eq!(!is_known, is_new, "{changed}");
            self.snapshots.push(now);
        }

        fn write(&self, name: &str, text: &str) {
            fs::write(self.path.join(name), text).unwrap();
        }
    }

    #[test]
    fn snapshots_tell_names_sizes_and_times_apart() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("content");
        let refreshed = DirSnapshot::of(std::slice::from_ref(&path));
        let mut folder = Folder { path: path.clone(), snapshots: Vec::new(), refreshed };
        folder.check("", true);
        fs::create_dir(&path).unwrap();
        folder.check("", true);
        folder.write("a", "1");
        folder.check("a", true);
        folder.write("b", "1");
        folder.check("b", true);
        folder.write("a", "22");
        folder.check("a", true);
        let file = fs::File::options().write(true).open(path.join("a")).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
        folder.check("a", true);
        folder.check("a", false);
        folder.write(".a.swp", "x");
        folder.check("b", false);
        fs::create_dir_all(path.join("c/d")).unwrap();
        folder.write("c/d/e", "1");
        folder.check("c", true);
        fs::rename(path.join("c/d"), path.join("c/f")).unwrap();
        folder.check("c", true);
        fs::remove_dir_all(path.join("c/f")).unwrap();
        folder.check("c/f", true);
        fs::remove_file(path.join("b")).unwrap();
        folder.check("b", true);
    }
}
