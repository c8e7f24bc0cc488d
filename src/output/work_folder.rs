//! Temporary folders that the next run removes if the process that made one is killed.
//!
//! A folder holds `lock`, locked as long as its process runs. The lock is created first and removed last.

use std::ffi::OsStr;
use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

const LOCK: &str = "lock";

/// A folder that is removed with this value. Only this user can read it.
#[derive(Debug)]
pub struct WorkFolder {
    folder: PathBuf,
    lock: Option<File>,
}

impl WorkFolder {
    /// Creates a folder in `parent` whose name begins with `prefix`. Folders of that prefix are removed if their process
    /// was killed.
    ///
    /// # Errors
    /// When the folder or its lock cannot be created.
    pub fn create(parent: &Path, prefix: &str) -> io::Result<WorkFolder> {
        loop {
            let age = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
            let folder = parent.join(format!("{prefix}{}-{age:x}", std::process::id()));
            match create_private_folder(&folder) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                created => created?,
            }
            // Another run may take the folder for a leftover as long as it has no lock.
            match File::create_new(folder.join(LOCK)) {
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => {
                    let _ = fs::remove_dir(&folder);
                    return Err(error);
                }
                Ok(lock) => {
                    // On a file system without locks nothing is taken for a leftover.
                    let _ = lock.try_lock();
                    if folder.join(LOCK).symlink_metadata().is_ok() {
                        clear_leftovers(parent, prefix, &folder);
                        return Ok(WorkFolder { folder, lock: Some(lock) });
                    }
                }
            }
        }
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.folder
    }
}

impl Drop for WorkFolder {
    fn drop(&mut self) {
        clear(&self.folder, self.lock.take());
    }
}

/// Creates a folder that nobody else can read.
///
/// # Errors
/// When it exists already, or cannot be created.
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    let builder = DirBuilder::new();
    #[cfg(unix)]
    let builder = {
        let mut private = builder;
        std::os::unix::fs::DirBuilderExt::mode(&mut private, 0o700);
        private
    };
    builder.create(path)
}

/// Removes the folders of killed processes. `own` belongs to this one, and tells whose folders are ours.
fn clear_leftovers(parent: &Path, prefix: &str, own: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let folder = entry.path();
        let name = entry.file_name();
        let is_candidate = name.as_encoded_bytes().starts_with(prefix.as_bytes())
            && entry.file_type().is_ok_and(|kind| kind.is_dir())
            && name != own.file_name().unwrap_or_default()
            && has_same_owner(&folder, own);
        if !is_candidate {
            continue;
        }
        match File::options().write(true).open(folder.join(LOCK)) {
            Ok(lock) => {
                if lock.try_lock().is_ok() {
                    clear(&folder, Some(lock));
                }
            }
            // A folder without a lock is empty, or is none of ours and stays.
            Err(_) => drop(fs::remove_dir(&folder)),
        }
    }
}

#[cfg(unix)]
fn has_same_owner(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    let owner = |path: &Path| path.symlink_metadata().map(|about| about.uid());
    matches!((owner(one), owner(other)), (Ok(one), Ok(other)) if one == other)
}

#[cfg(not(unix))]
fn has_same_owner(_one: &Path, _other: &Path) -> bool {
    true
}

/// Removes a folder; the lock is held until its file is gone.
fn clear(folder: &Path, lock: Option<File>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name() == OsStr::new(LOCK) {
            continue;
        }
        // Links are not followed.
        let _ = match entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            true => fs::remove_dir_all(entry.path()),
            false => fs::remove_file(entry.path()),
        };
    }
    let _ = fs::remove_file(folder.join(LOCK));
    drop(lock);
    let _ = fs::remove_dir(folder);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_removed_with_its_value_and_one_of_a_killed_process_by_the_next() {
        let home = tempfile::tempdir().unwrap();
        let count = || fs::read_dir(home.path()).unwrap().count();
        let used = WorkFolder::create(home.path(), "guidang-").unwrap();
        fs::create_dir(used.path().join("deep")).unwrap();
        fs::write(used.path().join("deep/file"), "x").unwrap();
        for name in ["guidang-1-killed", "guidang-2-killed", "other-3"] {
            fs::create_dir_all(home.path().join(name).join("deep/er")).unwrap();
            fs::write(home.path().join(name).join(LOCK), "").unwrap();
        }
        fs::create_dir_all(home.path().join("guidang-mine/without a lock")).unwrap();
        fs::create_dir(home.path().join("guidang-empty")).unwrap();
        let next = WorkFolder::create(home.path(), "guidang-").unwrap();
        assert!(used.path().join("deep/file").exists(), "it is in use");
        assert!(home.path().join("other-3").exists());
        assert!(home.path().join("guidang-mine").exists());
        assert_eq!(count(), 4);
        drop((used, next));
        assert_eq!(count(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_it_and_no_link_is_followed() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("outside")).unwrap();
        fs::write(home.path().join("outside/file"), "x").unwrap();
        let killed = home.path().join("guidang-1-killed");
        fs::create_dir(&killed).unwrap();
        fs::write(killed.join(LOCK), "").unwrap();
        symlink(home.path().join("outside"), killed.join("link")).unwrap();
        symlink(home.path().join("outside"), home.path().join("guidang-2-link")).unwrap();
        let folder = WorkFolder::create(home.path(), "guidang-").unwrap();
        assert_eq!(fs::metadata(folder.path()).unwrap().permissions().mode() & 0o777, 0o700);
        assert!(home.path().join("outside/file").exists());
        assert!(!killed.exists());
    }
}
