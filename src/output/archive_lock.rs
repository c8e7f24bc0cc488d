//! The lock of an archive: one program at a time writes its files.
//!
//! The lock is held by the system and released when the process ends, however it ends, so that a lock of a dead process
//! is no obstacle. The file tells who holds it, and which temporary files it has begun; the next holder removes those
//! that a killed process left.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::Duration;

use crate::error::{Error, Operation, UsageError};

/// The name of the lock's file, in the folder of the cache.
pub const LOCK_FILE: &str = "archive.lock";
/// How often a held lock is tried again, and after which pause: three seconds in all.
const ATTEMPTS: usize = 60;
const PAUSE: Duration = Duration::from_millis(50);
/// The most bytes that are read of a lock's file: the paths of ten thousand temporary files.
const MAX_BYTES: u64 = 4 << 20;

/// The lock, held as long as this value exists.
#[derive(Debug)]
pub(super) struct ArchiveLock {
    file: Mutex<File>,
    /// The temporary files that the last holder began, by their paths below the root.
    pub(super) leftovers: Vec<String>,
}

impl ArchiveLock {
    /// Takes the lock whose file is in `folder`, for a command such as `seal`; waits for three seconds.
    pub(super) fn take(folder: &Path, command: &str) -> Result<ArchiveLock, Error> {
        let failed = |error| Error::io(Operation::Save, folder)(error);
        prepare(folder)?;
        let path = folder.join(LOCK_FILE);
        let mut file = open(&path)?;
        if !lock(&file) {
            return Err(UsageError::Locked { holder: holder(&mut file) }.into());
        }
        let text = read(&mut file).unwrap_or_default();
        let leftovers = text.lines().skip(1).map(str::to_owned).collect();
        restart(&mut file, command).map_err(failed)?;
        Ok(ArchiveLock { file: Mutex::new(file), leftovers })
    }

    /// Notes a temporary file before it is created.
    pub(super) fn note(&self, path: &str) -> io::Result<()> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        writeln!(file, "{path}")
    }
}

impl Drop for ArchiveLock {
    fn drop(&mut self) {
        // What remains in the file is only shown while somebody holds the lock, and names no file that still exists.
        let _ = self.file.get_mut().unwrap_or_else(PoisonError::into_inner).set_len(0);
    }
}

/// Creates the folder, which git is not to add.
fn prepare(folder: &Path) -> Result<(), Error> {
    match folder.symlink_metadata() {
        Ok(about) if about.is_dir() => return Ok(()),
        Ok(_) => return Err(UsageError::IsALink { path: folder.to_owned() }.into()),
        Err(_) => {}
    }
    fs::create_dir_all(folder).map_err(Error::io(Operation::Save, folder))?;
    let ignore = folder.join(".gitignore");
    match File::create_new(&ignore).and_then(|mut file| file.write_all(b"*\n")) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(Error::io(Operation::Save, ignore)(error))
        }
        _ => Ok(()),
    }
}

fn open(path: &PathBuf) -> Result<File, Error> {
    if path.symlink_metadata().is_ok_and(|about| !about.is_file()) {
        return Err(UsageError::IsALink { path: path.clone() }.into());
    }
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(
        &mut options,
        rustix::fs::OFlags::NOFOLLOW.bits().cast_signed(),
    );
    options.open(path).map_err(Error::io(Operation::Save, path))
}

/// Whether the lock could be taken. A file system that knows no locks is written to without one.
fn lock(file: &File) -> bool {
    for attempt in 0..ATTEMPTS {
        match file.try_lock() {
            Ok(()) | Err(TryLockError::Error(_)) => return true,
            Err(TryLockError::WouldBlock) if attempt + 1 < ATTEMPTS => sleep(PAUSE),
            Err(TryLockError::WouldBlock) => {}
        }
    }
    false
}

/// Who holds a lock, such as `seal, 4711`; empty where the system lets nobody read a locked file.
fn holder(file: &mut File) -> String {
    let text = read(file).unwrap_or_default();
    let line = text.lines().next().unwrap_or_default();
    line.chars().filter(|ch| ch.is_ascii_alphanumeric() || ", -".contains(*ch)).take(40).collect()
}

fn read(file: &mut File) -> io::Result<String> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.take(MAX_BYTES).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn restart(file: &mut File, command: &str) -> io::Result<()> {
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    writeln!(file, "{command}, {}", std::process::id())
}
