//! Writes the files of an archive that the program itself keeps: numbers.yaml and the seals.

use std::fs;
use std::path::Path;

use crate::engine::filing;
use crate::error::{Error, Operation};
use crate::incremental::Store;
use crate::model::{Archive, GivenNumber};
use crate::output::ArchiveWriter;

/// The only writer of an archive until it is dropped. A command takes it before it reads what it is going to change.
pub(crate) fn lock_archive(root: &Path, command: &str) -> Result<ArchiveWriter, Error> {
    ArchiveWriter::lock(root, &root.join(Store::FOLDER), command)
}

/// Writes a file of a repository's own folder completely or not at all.
pub(super) fn write_register(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(Error::io(Operation::Save, folder))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    ArchiveWriter::unlocked(folder)?.replace(&name, bytes)
}

/// Adds file numbers to numbers.yaml; without any the file is left alone.
pub(crate) fn save_numbers(
    writer: &ArchiveWriter,
    archive: &Archive,
    given: &[GivenNumber],
) -> Result<(), Error> {
    if given.is_empty() {
        return Ok(());
    }
    let all = [archive.numbers.as_slice(), given].concat();
    writer.replace(filing::PATH, &filing::bytes(&all))
}
