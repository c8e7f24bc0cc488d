//! Files that are named in a command: read only if they are files. Reading a pipe or a device would never end.

use std::fs::{self, File};
use std::path::Path;

use crate::error::{Error, Operation};

/// Opens a file.
///
/// # Errors
/// When it cannot be opened, or is a folder, a pipe or a device.
pub(crate) fn open(path: &Path) -> Result<File, Error> {
    let metadata = fs::metadata(path).map_err(Error::io(Operation::Read, path))?;
    if !metadata.is_file() {
        let path = path.display();
        return Err(Error::custom(
            format!("“{path}”不是文件，读不了。请给出文件的位置。"),
            format!("`{path}` is no file and cannot be read. Give the place of a file."),
        ));
    }
    File::open(path).map_err(Error::io(Operation::Read, path))
}
