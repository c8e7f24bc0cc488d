//! The staging folder beside the output: `.<output>.guidang-<pid>-<time>/`, holding
//!
//! - `lock`, locked as long as the run that made the folder lives,
//! - `site/`, the new site as it grows; after the exchange, the old site until it is removed,
//! - `old-<n>/`, the old site while it is set aside, where folders cannot be exchanged.
//!
//! A run that was killed leaves the folder behind with its lock released. The next run to open the
//! same output then puts a site that was set aside back, if its place is empty, and removes the rest.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use rayon::prelude::*;

use super::output::Output;
use super::platform;

/// A staging folder that is ours as long as this value lives; then it is removed.
pub(super) struct Staging {
    folder: PathBuf,
    output: PathBuf,
    lock: Option<File>,
}

impl Staging {
    /// Makes a staging folder no other run uses.
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

    /// Locks a folder just made; `None` when another run took it for a leftover and removed it.
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
            // A file system without locks has no cleaning up after killed runs either.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        let is_still_there = path.symlink_metadata().is_ok();
        let output = output.real.clone();
        Ok(is_still_there.then_some(Staging { folder, output, lock: Some(lock) }))
    }

    /// Where the new site grows.
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

/// Clears away what killed runs left beside this output. What cannot be removed is left for later.
pub(super) fn clear_leftovers(output: &Output) {
    let prefix = prefix(output);
    let Ok(entries) = fs::read_dir(&output.parent) else { return };
    for entry in entries.flatten() {
        let is_staging =
            entry.file_name().as_encoded_bytes().starts_with(prefix.as_encoded_bytes());
        if !is_staging || !entry.file_type().is_ok_and(|it| it.is_dir()) {
            continue;
        }
        let folder = entry.path();
        match OpenOptions::new().write(true).open(folder.join("lock")) {
            Ok(lock) => {
                if lock.try_lock().is_ok() {
                    clear(&folder, &output.real, Some(lock));
                }
            }
            // The lock is the first thing made and the last removed: without it the folder is
            // empty, or is not a staging folder and stays.
            Err(_) => drop(fs::remove_dir(&folder)),
        }
    }
}

/// Puts a site that was set aside back if its place is empty, and removes the staging folder. The
/// lock is held until its file is gone: else a run that has just made the folder could lock it.
fn clear(folder: &Path, output: &Path, lock: Option<File>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut old: Vec<PathBuf> = entries.flatten().map(|it| it.path()).collect();
    old.retain(|it| it.file_name().is_some_and(|it| it.as_encoded_bytes().starts_with(b"old-")));
    old.sort_unstable();
    for old in old.iter().rev() {
        if output.symlink_metadata().is_err() && platform::rename(old, output).is_err() {
            return; // the only whole copy: leave everything for the next run
        }
        remove(old);
    }
    remove(&folder.join("site"));
    let _ = fs::remove_file(folder.join("lock"));
    drop(lock);
    let _ = fs::remove_dir(folder);
}

/// Removes a folder and all in it, several folders at a time. Symbolic links are not followed.
pub(super) fn remove(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    entries.flatten().collect::<Vec<_>>().into_par_iter().for_each(|entry| {
        let path = entry.path();
        if entry.file_type().is_ok_and(|it| it.is_dir()) {
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
