//! Writes the files of an archive that the program itself keeps: numbers.yaml and the seals.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::engine::filing;
use crate::error::{Error, Operation};
use crate::model::{Archive, GivenNumber};

/// Writes a file completely or not at all.
pub(crate) fn write_register(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(Error::io(Operation::Save, folder))?;
    let temporary = folder.join(".seal.new");
    let mut file = fs::File::create(&temporary).map_err(Error::io(Operation::Save, &temporary))?;
    file.write_all(bytes).map_err(Error::io(Operation::Save, &temporary))?;
    drop(file);
    fs::rename(&temporary, path).map_err(Error::io(Operation::Save, path))
}

/// Adds file numbers to numbers.yaml; without any the file is left alone.
pub(crate) fn save_numbers(
    root: &Path,
    archive: &Archive,
    given: &[GivenNumber],
) -> Result<(), Error> {
    if given.is_empty() {
        return Ok(());
    }
    let all = [archive.numbers.as_slice(), given].concat();
    write_register(&root.join(filing::PATH), &filing::bytes(&all))
}
