//! Writes the folder of a new bag.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::container::Container;
use super::{
    Algorithm, BagInfo, BagPlan, PayloadSize, info_text, is_portable, manifest_text, readme_text,
};
use crate::diagnostics;
use crate::error::{Error, Operation};
use crate::l10n::Lang;
use crate::source::Source;
use crate::syntax::text::nfc;

/// The folder of a bag while it is written.
pub struct BagFolder {
    path: PathBuf,
    /// Source files that were written, in lower case: some systems cannot tell two of them apart.
    names: BTreeSet<String>,
}

impl BagFolder {
    /// A bag at a path that does not exist yet.
    #[must_use]
    pub fn new(path: PathBuf) -> BagFolder {
        BagFolder { path, names: BTreeSet::new() }
    }

    /// The folder of the sources in the bag, an archive of its own.
    #[must_use]
    pub fn sources(&self) -> PathBuf {
        self.path.join("data").join("source")
    }

    /// The folder of the pages in the bag.
    #[must_use]
    pub fn site(&self) -> PathBuf {
        self.path.join("data").join("site")
    }

    /// Copies a source file unchanged, under its name in NFC.
    ///
    /// # Errors
    /// When not every system allows the name, or the file cannot be copied.
    pub fn copy_source(&mut self, path: &str, source: &dyn Source) -> Result<(), Error> {
        let Some(from) = source.on_disk(path) else {
            return self.write_source(path, &source.bytes(path)?);
        };
        let to = self.sources().join(self.take_name(path)?);
        let mut from = File::open(&from).map_err(Error::io(Operation::Read, &from))?;
        let mut file = create(&to)?;
        io::copy(&mut from, &mut file).map_err(Error::io(Operation::Save, &to))?;
        Ok(())
    }

    /// Writes a source file, under its name in NFC.
    ///
    /// # Errors
    /// When not every system allows the name, or the file cannot be written.
    pub fn write_source(&mut self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let name = self.take_name(path)?;
        write(&self.sources().join(name), bytes)
    }

    fn take_name(&mut self, path: &str) -> Result<String, Error> {
        let name = nfc(path);
        if !is_portable(&name) || !self.names.insert(name.to_lowercase()) {
            return Err(not_portable(path));
        }
        Ok(name)
    }

    /// Writes a file of the bag.
    ///
    /// # Errors
    /// When it exists or cannot be written.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        write(&self.path.join(path), bytes)
    }

    /// Writes everything outside `data/` but `bagit.txt`. Returns the size of the payload.
    ///
    /// # Errors
    /// When something cannot be read or written.
    pub fn write_tag_files(
        &self,
        plan: &BagPlan,
        revision: Option<&str>,
        lang: Lang,
    ) -> Result<PayloadSize, Error> {
        let payload = Container::Folder(self.path.clone()).open()?.listing.payload();
        let info = BagInfo {
            organisation: &plan.organisation,
            title: &plan.title,
            identifier: &plan.name,
            day: plan.day.to_string(),
            revision,
            payload,
        };
        self.write("bag-info.txt", info_text(&info).as_bytes())?;
        self.write("README.txt", readme_text(&plan.title, lang).as_bytes())?;
        self.write_manifests("manifest", true)?;
        self.write_manifests("tagmanifest", false)?;
        Ok(payload)
    }

    fn write_manifests(&self, prefix: &str, of_payload: bool) -> Result<(), Error> {
        let container = Container::Folder(self.path.clone());
        let opened = container.open()?;
        let mut needed: BTreeMap<String, Vec<Algorithm>> = BTreeMap::new();
        for path in opened.listing.files.keys() {
            if path.starts_with("data/") == of_payload {
                needed.insert(path.clone(), Algorithm::OURS.to_vec());
            }
        }
        let (sums, unread) = container.checksums(&opened, &needed, None)?;
        if let Some(finding) = unread.first() {
            let why = super::messages::message(finding, Lang::En);
            return Err(Error::io(Operation::Save, &self.path)(io::Error::other(why)));
        }
        for algorithm in Algorithm::OURS {
            let text = manifest_text(&sums, algorithm);
            self.write(&format!("{prefix}-{}.txt", algorithm.name()), text.as_bytes())?;
        }
        Ok(())
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    create(path)?.write_all(bytes).map_err(Error::io(Operation::Save, path))
}

fn create(path: &Path) -> Result<File, Error> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(Error::io(Operation::Save, folder))?;
    File::create_new(path).map_err(Error::io(Operation::Save, path))
}

pub(super) fn not_portable(path: &str) -> Error {
    let path = diagnostics::visible(path);
    Error::custom(
        format!(
            "“{path}”这个名称不是每个系统都能用（或只差大小写、Unicode写法），不能放进档案包。请改名。"
        ),
        format!(
            "not every system can hold the name \"{path}\" (or tell it from another), so it cannot go into a bag. Rename it."
        ),
    )
}
