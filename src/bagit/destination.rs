//! Where a new bag is put. It is written next to that place and moved there when it is complete; a bag is never overwritten.

use std::fs;
use std::path::{Path, PathBuf};

use super::container::{BagFormat, pack};
use super::is_portable;
use super::write_folder::not_portable;
use crate::error::{Error, Operation, UsageError};
use crate::model::Day;
use crate::output::WorkFolder;
use crate::syntax::text::nfc;

/// The place of a new bag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// The path as the user gave it.
    pub output: PathBuf,
    parent: PathBuf,
    /// The bag's folder: the output's name without its extension.
    name: String,
    format: BagFormat,
}

impl Destination {
    /// Checks that a bag can be put at `output`. Without a format the extension decides. Nothing may be written into the
    /// `sources`.
    ///
    /// # Errors
    /// When something is there already, the name is not portable, or the place is inside the sources.
    pub fn new(
        output: PathBuf,
        format: Option<BagFormat>,
        sources: &[PathBuf],
    ) -> Result<Destination, Error> {
        let absolute = std::path::absolute(&output).map_err(Error::io(Operation::Pack, &output))?;
        let (Some(parent), Some(file)) = (absolute.parent(), absolute.file_name()) else {
            return Err(UsageError::MountPoint { path: output }.into());
        };
        let format = format.unwrap_or_else(|| match output.file_name() {
            Some(name) => BagFormat::of(&name.to_string_lossy()),
            None => BagFormat::Folder,
        });
        let is_free = match absolute.symlink_metadata() {
            Ok(_) => format == BagFormat::Folder && is_empty_folder(&absolute),
            Err(_) => true,
        };
        if !is_free {
            return Err(exists(&output));
        }
        let name = bag_name(&nfc(&file.to_string_lossy()), format).to_owned();
        if !is_portable(&name) {
            return Err(not_portable(&name));
        }
        fs::create_dir_all(parent).map_err(Error::io(Operation::Pack, &output))?;
        let parent = parent.canonicalize().map_err(Error::io(Operation::Pack, &output))?;
        for folder in sources {
            if folder.canonicalize().is_ok_and(|folder| parent.starts_with(folder)) {
                return Err(UsageError::Overlaps { output, sources: folder.clone() }.into());
            }
        }
        Ok(Destination { output, parent, name, format })
    }

    /// A temporary folder next to the destination, and the folder for the bag in it. What a killed process left is removed.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn stage(&self) -> Result<(WorkFolder, PathBuf), Error> {
        let prefix = format!(".guidang-bag-{}-", self.name);
        let temporary = WorkFolder::create(&self.parent, &prefix)
            .map_err(Error::io(Operation::Pack, &self.output))?;
        let folder = temporary.path().join(&self.name);
        Ok((temporary, folder))
    }

    /// Packs the complete bag if it is to be one file, and moves it to its place.
    ///
    /// # Errors
    /// When it cannot be packed, or something has appeared at the destination in the meantime.
    pub fn publish(&self, temporary: &Path, folder: &Path, day: Day) -> Result<(), Error> {
        let to =
            std::path::absolute(&self.output).map_err(Error::io(Operation::Save, &self.output))?;
        let from = match self.format {
            BagFormat::Folder => {
                let _ = fs::remove_dir(&to); // an empty one may be in the way
                folder.to_owned()
            }
            BagFormat::Zip | BagFormat::TarZst => {
                let packed = temporary.join(format!("packed{}", self.format.extension()));
                pack(folder, &packed, self.format, (day.year(), day.month(), day.day()))?;
                packed
            }
        };
        if to.symlink_metadata().is_ok() {
            return Err(exists(&self.output));
        }
        fs::rename(&from, &to).map_err(Error::io(Operation::Save, &self.output))
    }
}

/// The name of a packed bag without its extension, where it has one.
fn bag_name(file: &str, format: BagFormat) -> &str {
    if format == BagFormat::Folder {
        return file;
    }
    for extension in [".zip", ".tar.zst", ".tzst"] {
        if let Some(name) = file.strip_suffix(extension) {
            return if name.is_empty() { file } else { name };
        }
    }
    file
}

fn is_empty_folder(path: &Path) -> bool {
    match fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_none(),
        Err(_) => false,
    }
}

fn exists(output: &Path) -> Error {
    let path = output.display();
    Error::custom(
        format!("“{path}”已经存在，没有改动：档案包只新建，不覆盖。请用-o换一个位置。"),
        format!(
            "\"{path}\" exists already and was left alone: a bag is never overwritten. Choose another place with -o."
        ),
    )
}
