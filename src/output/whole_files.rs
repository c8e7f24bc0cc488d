//! Files outside of a site that are written whole or not at all: printed documents.
//!
//! The bytes go to a file with a random name beside the place, which stays locked as long as its process runs. What a
//! killed process left there is removed by the next one that writes into the folder.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::platform;
use super::temporary_name::{is_temporary, temporary_name};

/// Writes files whole.
#[derive(Debug, Default)]
pub struct WholeFiles {
    /// The folders from which leftovers were removed.
    cleared: Mutex<BTreeSet<PathBuf>>,
}

impl WholeFiles {
    /// Writes a file, in place of an older one if there is one. Its folder is created if need be.
    ///
    /// # Errors
    /// When the disk refuses. The old file stays then.
    pub fn put(&self, place: &Path, bytes: &[u8]) -> io::Result<()> {
        let folder = place.parent().unwrap_or(Path::new(""));
        fs::create_dir_all(folder)?;
        let mut cleared = self.cleared.lock().unwrap_or_else(PoisonError::into_inner);
        if cleared.insert(folder.to_owned()) {
            clear_leftovers(folder);
        }
        drop(cleared);
        let temporary = folder.join(temporary_name());
        let written = write_and_move(&temporary, place, bytes);
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        written
    }
}

fn write_and_move(temporary: &Path, place: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(temporary)?;
    // On a file system without locks a leftover of this process may be taken for one of a killed one.
    let _ = file.try_lock();
    file.write_all(bytes)?;
    file.sync_all()?;
    // Windows moves no file that is locked.
    drop(file);
    platform::rename(temporary, place)
}

/// Removes the temporary files of killed processes.
fn clear_leftovers(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if !is_file || !is_temporary(&name.to_string_lossy()) {
            continue;
        }
        let path = entry.path();
        if let Ok(file) = File::options().write(true).open(&path)
            && file.try_lock().is_ok()
        {
            drop(file);
            let _ = fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = entries.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_a_killed_process_left_is_removed_and_nothing_else() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("pdf");
        fs::create_dir_all(folder.join(".guidang-00000000000000ff.tmp")).unwrap();
        let running = ".guidang-0123456789abcdef.tmp";
        for name in [running, ".guidang-fedcba9876543210.tmp", ".guidang-x.tmp", "other.tmp"] {
            fs::write(folder.join(name), "half").unwrap();
        }
        let lock = File::options().write(true).open(folder.join(running)).unwrap();
        lock.lock().unwrap();
        let files = WholeFiles::default();
        files.put(&folder.join("a.pdf"), b"one").unwrap();
        files.put(&folder.join("a.pdf"), b"two").unwrap();
        assert_eq!(fs::read(folder.join("a.pdf")).unwrap(), b"two");
        let left =
            [".guidang-00000000000000ff.tmp", running, ".guidang-x.tmp", "a.pdf", "other.tmp"];
        assert_eq!(names(&folder), left);
    }

    #[test]
    fn a_file_that_cannot_be_written_leaves_nothing() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("a.pdf")).unwrap();
        assert!(WholeFiles::default().put(&home.path().join("a.pdf"), b"x").is_err());
        assert_eq!(names(home.path()), ["a.pdf"]);
    }
}
