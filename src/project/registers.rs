//! Writes the files of an archive that the program itself keeps: numbers.yaml and the seals.

use std::path::Path;

use crate::engine::filing;
use crate::error::Error;
use crate::incremental::Store;
use crate::model::{Archive, GivenNumber};
use crate::output::ArchiveWriter;

/// The only writer of an archive until it is dropped. A command takes it before it reads what it is going to change.
pub(crate) fn lock_archive(root: &Path, command: &str) -> Result<ArchiveWriter, Error> {
    ArchiveWriter::lock(root, &root.join(Store::FOLDER), command)
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
