//! File stamps: whether a file has changed, without reading it.

use std::fs::Metadata;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// The length, times and number of a file. Two equal stamps of one path mean the same bytes.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct FileStamp {
    /// Bytes; 0 for a folder.
    length: u64,
    /// When the bytes were written, in nanoseconds since 1970. Anybody may set this time.
    modified: u64,
    /// When anything about the file changed, in nanoseconds since 1970. Nobody can set this time; 0 for a folder.
    changed: u64,
    /// The inode: another file under the same name has another number.
    number: u64,
}

/// A file that changed so lately may change once more without its times showing it: the coarsest file systems count
/// in steps of two seconds.
const UNSETTLED: Duration = Duration::from_secs(3);

impl FileStamp {
    /// A stamp of these figures; the times are in nanoseconds since 1970.
    #[must_use]
    pub fn new(length: u64, modified: u64, changed: u64, number: u64) -> FileStamp {
        FileStamp { length, modified, changed, number }
    }

    /// The stamp of a file that the program itself wrote.
    ///
    /// # Errors
    /// When it is no regular file, or the system does not report the times.
    pub fn of_file(about: &Metadata) -> io::Result<FileStamp> {
        if !about.is_file() {
            return Err(ErrorKind::InvalidData.into());
        }
        let [modified, changed, number] = exact_times(about)?;
        Ok(FileStamp { length: about.len(), modified, changed, number })
    }

    /// The stamp of a folder: two equal ones mean that the same names are in it.
    ///
    /// # Errors
    /// When it is no folder, or the system does not report the times.
    pub fn of_folder(path: &Path) -> io::Result<FileStamp> {
        let about = path.symlink_metadata()?;
        if !about.is_dir() {
            return Err(ErrorKind::InvalidData.into());
        }
        let [modified, _, number] = exact_times(&about)?;
        Ok(FileStamp { length: 0, modified, changed: 0, number })
    }

    /// The stamp of a file that other programs write. `None` means that it changed within the last three seconds, or
    /// that its times are in the future: it may change again without getting another stamp.
    #[must_use]
    pub fn of(about: &Metadata, now: SystemTime) -> Option<FileStamp> {
        let modified = about.modified().ok()?;
        if now.duration_since(modified).ok()? < UNSETTLED {
            return None;
        }
        let modified = nanoseconds(modified)?;
        let (changed, number) = change_time_and_number(about)?;
        Some(FileStamp { length: about.len(), modified, changed, number })
    }

    /// Whether the file has the bytes that it had when it got the other stamp: only its name, its rights or the number
    /// of its links may have changed.
    #[must_use]
    pub fn has_bytes_of(self, other: FileStamp) -> bool {
        FileStamp { changed: other.changed, ..self } == other
    }

    /// How many bytes the file has.
    #[must_use]
    pub fn length(self) -> u64 {
        self.length
    }
}

fn nanoseconds(time: SystemTime) -> Option<u64> {
    u64::try_from(time.duration_since(UNIX_EPOCH).ok()?.as_nanos()).ok()
}

/// When a file was written, when anything about it changed, and its number.
///
/// # Errors
/// [`ErrorKind::Unsupported`] where the system does not report them.
#[cfg(unix)]
fn exact_times(about: &Metadata) -> io::Result<[u64; 3]> {
    use std::os::unix::fs::MetadataExt;

    let modified = seconds_and_rest(about.mtime(), about.mtime_nsec())?;
    Ok([modified, seconds_and_rest(about.ctime(), about.ctime_nsec())?, about.ino()])
}

#[cfg(unix)]
fn seconds_and_rest(seconds: i64, rest: i64) -> io::Result<u64> {
    let nanoseconds = seconds.checked_mul(1_000_000_000).and_then(|whole| whole.checked_add(rest));
    nanoseconds.map(i64::cast_unsigned).ok_or_else(|| ErrorKind::Unsupported.into())
}

/// Not known well enough here.
#[cfg(not(unix))]
fn exact_times(_about: &Metadata) -> io::Result<[u64; 3]> {
    Err(ErrorKind::Unsupported.into())
}

#[cfg(unix)]
fn change_time_and_number(about: &Metadata) -> Option<(u64, u64)> {
    let [_, changed, number] = exact_times(about).ok()?;
    Some((changed, number))
}

/// Where there is no time of change, the time of creation: a program that replaces a file gives it another one.
#[cfg(not(unix))]
fn change_time_and_number(about: &Metadata) -> Option<(u64, u64)> {
    Some((nanoseconds(about.created().ok()?)?, 0))
}
