//! Replaces one file of the records in one step.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::platform;
use crate::error::{Error, Operation};

/// Replaces the bytes of a file and keeps its permissions. A process that is killed at any moment leaves the old file or
/// the new one. A symbolic link is refused.
///
/// # Errors
/// When the disk refuses, or the path is no file. The file is unchanged then.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let old = fs::symlink_metadata(path).map_err(Error::io(Operation::Save, path))?;
    if !old.is_file() {
        let error = io::Error::from(io::ErrorKind::InvalidInput);
        return Err(Error::io(Operation::Save, path)(error));
    }
    let temporary = temporary_path(path);
    let result = write_new(&temporary, bytes, old.permissions())
        .and_then(|()| platform::rename(&temporary, path));
    if result.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    result.map_err(Error::io(Operation::Save, path))
}

/// A name in the same folder that is never read as a record, because it begins with a dot.
fn temporary_path(path: &Path) -> PathBuf {
    path.with_file_name(format!(".guidang-{}.tmp", std::process::id()))
}

fn write_new(path: &Path, bytes: &[u8], permissions: fs::Permissions) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.set_permissions(permissions)?;
    file.sync_all()
}
