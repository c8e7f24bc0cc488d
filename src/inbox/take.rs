//! Writes a record that was taken.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::hand_in::HandIn;
use crate::error::{Error, Operation};
use crate::output::ArchiveWriter;

/// Writes the files of a record: what belongs to the text first, then the text, so that the record appears whole; then
/// removes files that its new version no longer has. Doing so twice changes nothing.
pub(super) fn write(root: &Path, writer: &ArchiveWriter, hand_in: &HandIn) -> Result<(), Error> {
    let text = hand_in.text_path();
    let others = hand_in.files.iter().filter(|(path, _)| path.as_str() != text);
    let last = hand_in.files.iter().filter(|(path, _)| path.as_str() == text);
    for (path, bytes) in others.chain(last) {
        let is_written = fs::read(root.join(path)).is_ok_and(|held| held == *bytes);
        if !is_written {
            writer.replace(path, bytes)?;
        }
    }
    for path in &hand_in.existing {
        if hand_in.files.contains_key(path) {
            continue;
        }
        let path = root.join(path);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(Error::io(Operation::Save, path)(error));
            }
            _ => {}
        }
    }
    Ok(())
}
