//! One file of the records, replaced in one step.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::platform;
use crate::error::{Error, Operation};

/// Replaces what a file holds and keeps its permissions. Killed at any moment it leaves the old file or the new one;
/// a symbolic link is not followed but refused.
///
/// # Errors
/// When the disk refuses, or the path is no file; it is then as it was.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let old = fs::symlink_metadata(path).map_err(Error::io(Operation::Save, path))?;
    if !old.is_file() {
        let error = io::Error::from(io::ErrorKind::InvalidInput);
        return Err(Error::io(Operation::Save, path)(error));
    }
    let beside = beside(path);
    let done =
        write_new(&beside, bytes, old.permissions()).and_then(|()| platform::rename(&beside, path));
    if done.is_err() {
        let _ = fs::remove_file(&beside);
    }
    done.map_err(Error::io(Operation::Save, path))
}

/// A name in the same folder that is never read as a record: it begins with a dot.
fn beside(path: &Path) -> PathBuf {
    path.with_file_name(format!(".guidang-{}.tmp", std::process::id()))
}

fn write_new(path: &Path, bytes: &[u8], permissions: fs::Permissions) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.set_permissions(permissions)?;
    file.sync_all()
}
