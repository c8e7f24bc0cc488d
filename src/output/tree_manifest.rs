//! What tells that the files of a site, and of its shadow tree, are as a build left them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::source::FileStamp;

/// The files and folders of a site as they were left, and of its shadow tree if there is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreeManifest {
    /// Sorted by path, the root first.
    pub(super) folders: Vec<FolderManifest>,
}

/// A folder of the site.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct FolderManifest {
    /// Empty for the root, or `schools/`.
    pub(super) path: String,
    /// The stamp of the folder in the site.
    pub(super) in_site: FileStamp,
    /// The stamp of the folder in the shadow tree; `None` means that there is no such tree.
    pub(super) in_shadow: Option<FileStamp>,
    /// Its files by name, sorted.
    pub(super) files: Vec<(String, FileStamp)>,
    /// How many folders are in it.
    pub(super) folders: usize,
}

/// The names in a folder of a tree.
pub(super) struct FolderNames {
    /// Sorted.
    pub(super) files: Vec<String>,
    pub(super) folders: Vec<String>,
}

impl FolderNames {
    /// Lists a folder.
    ///
    /// # Errors
    /// When it cannot be listed, or holds anything but files and folders with names in UTF-8.
    pub(super) fn list(folder: &Path) -> io::Result<FolderNames> {
        let mut names = FolderNames { files: Vec::new(), folders: Vec::new() };
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            let name = entry.file_name().into_string().map_err(|_| ErrorKind::InvalidData)?;
            if kind.is_dir() {
                names.folders.push(name);
            } else if kind.is_file() {
                names.files.push(name);
            } else {
                return Err(ErrorKind::InvalidData.into());
            }
        }
        names.files.sort_unstable();
        Ok(names)
    }
}

impl TreeManifest {
    /// Takes down the files of a site that was just built.
    ///
    /// # Errors
    /// When the tree cannot be read, or the system does not report when files change.
    pub(super) fn of_site(site: &Path) -> io::Result<TreeManifest> {
        let mut folders = of_folders(site, "")?;
        folders.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        Ok(TreeManifest { folders })
    }

    /// Whether there is a shadow tree.
    #[must_use]
    pub fn has_shadow(&self) -> bool {
        self.folders.iter().all(|folder| folder.in_shadow.is_some())
    }

    /// whether a site, and its shadow tree if there is one, is unchanged since this manifest.
    pub(super) fn matches(&self, site: &Path, shadow: &Path) -> bool {
        self.folders.iter().all(|folder| folder.matches(site, shadow).unwrap_or(false))
    }

    /// [`TreeManifest::matches`], on all threads.
    pub(super) fn matches_in_parallel(&self, site: &Path, shadow: &Path) -> bool {
        let folders = self.folders.par_iter();
        folders.all(|folder| folder.matches(site, shadow).unwrap_or(false))
    }
}

/// The manifests of a folder and of all folders in it.
fn of_folders(site: &Path, path: &str) -> io::Result<Vec<FolderManifest>> {
    let here = site.join(path);
    let names = FolderNames::list(&here)?;
    let mut files = Vec::with_capacity(names.files.len());
    for name in names.files {
        let stamp = FileStamp::of_file(&here.join(&name).symlink_metadata()?)?;
        files.push((name, stamp));
    }
    let inside: io::Result<Vec<Vec<FolderManifest>>> =
        names.folders.par_iter().map(|name| of_folders(site, &format!("{path}{name}/"))).collect();
    let mut all: Vec<FolderManifest> = inside?.into_iter().flatten().collect();
    all.push(FolderManifest {
        path: path.to_owned(),
        in_site: FileStamp::of_folder(&here)?,
        in_shadow: None,
        files,
        folders: names.folders.len(),
    });
    Ok(all)
}

impl FolderManifest {
    /// A folder of which nothing is known yet but its path.
    pub(super) fn new(path: &str) -> FolderManifest {
        FolderManifest { path: path.to_owned(), ..FolderManifest::default() }
    }

    /// The stamp of a file.
    pub(super) fn file(&self, name: &str) -> Option<FileStamp> {
        let at = self.files.binary_search_by(|(other, _)| other.as_str().cmp(name)).ok()?;
        Some(self.files[at].1)
    }

    /// Whether the folder is unchanged. In the site every file is looked at; the shadow tree has the same files as
    /// long as no name was added to its folders or removed.
    fn matches(&self, site: &Path, shadow: &Path) -> io::Result<bool> {
        let here = site.join(&self.path);
        if FileStamp::of_folder(&here)? != self.in_site {
            return Ok(false);
        }
        if let Some(stamp) = self.in_shadow
            && FileStamp::of_folder(&shadow.join(&self.path))? != stamp
        {
            return Ok(false);
        }
        let (mut files, mut folders) = (0, 0);
        for entry in fs::read_dir(&here)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders += 1;
                continue;
            }
            let name = entry.file_name();
            let stamp = name.to_str().and_then(|name| self.file(name));
            if stamp != Some(FileStamp::of_file(&entry.metadata()?)?) {
                return Ok(false);
            }
            files += 1;
        }
        Ok((files, folders) == (self.files.len(), self.folders))
    }

    /// Adds a file, changes its stamp, or with `None` removes it.
    fn set(&mut self, name: &str, stamp: Option<FileStamp>) {
        let at = self.files.binary_search_by(|(other, _)| other.as_str().cmp(name));
        match (at, stamp) {
            (Ok(at), Some(stamp)) => self.files[at].1 = stamp,
            (Err(at), Some(stamp)) => self.files.insert(at, (name.to_owned(), stamp)),
            (Ok(at), None) => drop(self.files.remove(at)),
            (Err(_), None) => {}
        }
    }
}

/// A manifest while files of both trees change: its folders by path.
pub(super) struct ManifestUpdate {
    folders: BTreeMap<String, FolderManifest>,
    /// Folders of which the names in them may have changed.
    touched: BTreeSet<String>,
}

impl ManifestUpdate {
    pub(super) fn new(manifest: TreeManifest) -> ManifestUpdate {
        let mut folders = BTreeMap::new();
        for folder in manifest.folders {
            folders.insert(folder.path.clone(), folder);
        }
        ManifestUpdate { folders, touched: BTreeSet::from([String::new()]) }
    }

    pub(super) fn folders(&self) -> impl Iterator<Item = &FolderManifest> {
        self.folders.values()
    }

    /// The stamp of a file of the site.
    pub(super) fn file(&self, path: &str) -> Option<FileStamp> {
        let folder = folder_of(path);
        self.folders.get(folder)?.file(&path[folder.len()..])
    }

    /// Adds a file, changes its stamp, or with `None` removes it.
    pub(super) fn set(&mut self, path: &str, stamp: Option<FileStamp>) {
        let folder = folder_of(path);
        let entry =
            self.folders.entry(folder.to_owned()).or_insert_with(|| FolderManifest::new(folder));
        entry.set(&path[folder.len()..], stamp);
        let mut above = folder;
        while !above.is_empty() && self.touched.insert(above.to_owned()) {
            above = folder_of(&above[..above.len() - 1]);
        }
    }

    /// What was the site is now the shadow tree, and the other way round.
    ///
    /// # Errors
    /// When there is no shadow tree in the manifest.
    pub(super) fn exchange(&mut self) -> io::Result<()> {
        for folder in self.folders.values_mut() {
            let in_shadow = folder.in_shadow.ok_or(ErrorKind::NotFound)?;
            folder.in_shadow = Some(folder.in_site);
            folder.in_site = in_shadow;
        }
        Ok(())
    }

    /// The manifest of both trees, whose touched folders get new stamps.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub(super) fn finish(mut self, site: &Path, shadow: &Path) -> io::Result<TreeManifest> {
        for path in std::mem::take(&mut self.touched) {
            if site.join(&path).symlink_metadata().is_err() {
                self.folders.remove(&path);
                continue;
            }
            // A folder that holds nothing but folders may be new.
            let folder = FolderManifest::new(&path);
            let folder = self.folders.entry(path.clone()).or_insert(folder);
            folder.in_site = FileStamp::of_folder(&site.join(&path))?;
            folder.in_shadow = Some(FileStamp::of_folder(&shadow.join(&path))?);
        }
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for path in self.folders.keys().filter(|path| !path.is_empty()) {
            *counts.entry(folder_of(&path[..path.len() - 1]).to_owned()).or_default() += 1;
        }
        for folder in self.folders.values_mut() {
            folder.folders = counts.get(&folder.path).copied().unwrap_or_default();
        }
        Ok(TreeManifest { folders: self.folders.into_values().collect() })
    }

    /// The manifest, of which nothing changed.
    pub(super) fn unchanged(self) -> TreeManifest {
        TreeManifest { folders: self.folders.into_values().collect() }
    }
}

/// The folder of a file: empty, or `schools/`.
pub(super) fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..=at])
}
