//! The staging folder next to the output: `.<output>.guidang-<pid>-<time>/`, holding
//!
//! - `lock`, locked as long as the process that made the folder runs,
//! - `site/`, the new site while it is written; after the exchange, the old site until it is removed,
//! - `old-<n>/`, the old site while it is set aside, where folders cannot be exchanged.
//!
//! A process that was killed leaves the folder with its lock released. The next one that opens the same output moves a
//! site that was set aside back, if its place is empty, and removes the rest.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use rayon::prelude::*;

use super::location::Output;
use super::platform;

/// A staging folder that is ours as long as this value lives; then it is removed.
pub(super) struct Staging {
    folder: PathBuf,
    output: PathBuf,
    lock: Option<File>,
}

impl Staging {
    /// Creates a staging folder that no other process uses.
    pub(super) fn claim(output: &Output) -> io::Result<Staging> {
        loop {
            let age = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
            let mut name = prefix(output);
            name.push(format!("{}-{age:x}", std::process::id()));
            let folder = output.parent.join(name);
            match fs::create_dir(&folder) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                made => made?,
            }
            if let Some(staging) = Staging::lock(folder, output)? {
                fs::create_dir(staging.site())?;
                return Ok(staging);
            }
        }
    }

    /// Locks a folder that was just created; `None` when another process took it for a leftover and removed it.
    fn lock(folder: PathBuf, output: &Output) -> io::Result<Option<Staging>> {
        let path = folder.join("lock");
        let lock = match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(lock) => lock,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                let _ = fs::remove_dir(&folder);
                return Err(error);
            }
        };
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => return Ok(None),
            // On a file system without locks, leftovers are not removed either.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        let is_still_there = path.symlink_metadata().is_ok();
        let output = output.real.clone();
        Ok(is_still_there.then_some(Staging { folder, output, lock: Some(lock) }))
    }

    /// The new site.
    pub(super) fn site(&self) -> PathBuf {
        self.folder.join("site")
    }

    /// Where the old site is set aside; `n` grows with each attempt.
    pub(super) fn old(&self, n: usize) -> PathBuf {
        self.folder.join(format!("old-{n:04}"))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        clear(&self.folder, &self.output, self.lock.take());
    }
}

/// Removes what killed processes left next to this output, as far as it can be removed.
pub(super) fn clear_leftovers(output: &Output) {
    let prefix = prefix(output);
    let Ok(entries) = fs::read_dir(&output.parent) else { return };
    for entry in entries.flatten() {
        let is_staging =
            entry.file_name().as_encoded_bytes().starts_with(prefix.as_encoded_bytes());
        if !is_staging || !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        let folder = entry.path();
        match OpenOptions::new().write(true).open(folder.join("lock")) {
            Ok(lock) => {
                if lock.try_lock().is_ok() {
                    clear(&folder, &output.real, Some(lock));
                }
            }
            // The lock is created first and removed last: a folder without it is empty, or is no staging folder and stays.
            Err(_) => drop(fs::remove_dir(&folder)),
        }
    }
}

/// Moves a site that was set aside back if its place is empty, and removes the staging folder. The lock is held until its
/// file is gone: otherwise a process that has just created the folder could lock it.
fn clear(folder: &Path, output: &Path, lock: Option<File>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut old_sites = Vec::new();
    for entry in entries.flatten() {
        if entry.file_name().as_encoded_bytes().starts_with(b"old-") {
            old_sites.push(entry.path());
        }
    }
    old_sites.sort_unstable();
    for old in old_sites.iter().rev() {
        if output.symlink_metadata().is_err() && platform::rename(old, output).is_err() {
            return; // the only complete copy: leave everything for the next process
        }
        remove(old);
    }
    remove(&folder.join("site"));
    let _ = fs::remove_file(folder.join("lock"));
    drop(lock);
    let _ = fs::remove_dir(folder);
}

/// Removes a folder with everything in it, several folders at a time. Symbolic links are not followed.
pub(super) fn remove(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    entries.flatten().collect::<Vec<_>>().into_par_iter().for_each(|entry| {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            remove(&path);
        } else {
            let _ = fs::remove_file(&path);
        }
    });
    let _ = fs::remove_dir(folder);
}

fn prefix(output: &Output) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(output.real.file_name().unwrap_or_default());
    prefix.push(".guidang-");
    prefix
}
