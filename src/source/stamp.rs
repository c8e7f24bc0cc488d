//! File stamps: metadata that tells whether a file changed since it was read, without reading it.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

/// A file whose modification is more recent than this gets no stamp: the coarsest file systems count time in steps of
/// two seconds, so it may change once more without a new time.
const UNSETTLED: Duration = Duration::from_secs(3);

/// Size, modification time, change time and file number of a file. Equal stamps mean equal bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FileStamp(pub [u64; 4]);

impl FileStamp {
    /// The stamp of a file; `None` when the file changed only just before `now`, when its times are in the future, or
    /// when the system does not give them.
    #[must_use]
    pub fn of(metadata: &Metadata, now: SystemTime) -> Option<FileStamp> {
        let modified = metadata.modified().ok()?;
        if now.duration_since(modified).ok()? < UNSETTLED {
            return None;
        }
        let since_epoch = modified.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        let nanos = since_epoch.as_nanos() as u64;
        Some(FileStamp([metadata.len(), nanos, change_time(metadata)?, file_number(metadata)]))
    }
}

/// When anything about the file changed, its name and permissions included, in nanoseconds. Unlike the modification
/// time, programs cannot set it.
#[cfg(unix)]
fn change_time(metadata: &Metadata) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    let nanos = metadata.ctime().checked_mul(1_000_000_000)?.checked_add(metadata.ctime_nsec())?;
    u64::try_from(nanos).ok()
}

#[cfg(not(unix))]
fn change_time(metadata: &Metadata) -> Option<u64> {
    let since_epoch = metadata.created().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(since_epoch.as_nanos() as u64)
}

/// The inode number: another file under the same name has another one.
#[cfg(unix)]
fn file_number(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn file_number(_: &Metadata) -> u64 {
    0
}
