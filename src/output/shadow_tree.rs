//! The shadow tree: a second tree of a site's files, hard links to the same bytes, in `<folder>/site/`.
//!
//! When few files of a site change, they are written to the shadow tree, the two trees are exchanged in one step, and
//! the files are linked into the other tree too. So an update costs what it changes, and is still all or nothing. A
//! [`TreeManifest`] that is stored elsewhere tells whether both trees are as they were left; without it, or where
//! anything differs from it, the shadow tree is not used. It is made when a second build wants to change the site.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::Published;
use super::change::Change;
use super::location::Output;
use super::platform;
use super::staging::remove;
use super::tree_manifest::{FolderManifest, TreeManifest};
use crate::error::Error;
use crate::source::FileStamp;

/// A site and its shadow tree, which no other process uses as long as this value exists.
pub struct ShadowTree {
    /// The shadow tree.
    pub(super) shadow: PathBuf,
    /// The site.
    pub(super) output: Output,
    /// Locked.
    _lock: File,
}

impl ShadowTree {
    /// The shadow tree in `folder` of the site in `output`; `None` when another process uses the folder, or it cannot
    /// be made.
    ///
    /// # Errors
    /// A usage error for an output that is not ours to replace.
    pub fn open(
        folder: &Path,
        output: &Path,
        sources: &[&Path],
    ) -> Result<Option<ShadowTree>, Error> {
        let output = Output::find(output, sources)?;
        output.must_be_ours()?;
        let Ok(lock) = lock(folder) else { return Ok(None) };
        Ok(Some(ShadowTree { shadow: folder.join("site"), output, _lock: lock }))
    }

    /// Removes a folder with a shadow tree, unless another process uses it.
    pub fn discard(folder: &Path) {
        let lock = OpenOptions::new().write(true).open(folder.join("lock"));
        if lock.is_ok_and(|lock| lock.try_lock().is_ok()) {
            remove(folder);
        }
    }

    /// The manifest of a published site, without a shadow tree: one that is there is removed. `None` where the system
    /// does not report when files change, or when another process has published another site there since.
    #[must_use]
    pub fn record_site(&self, published: &Published) -> Option<TreeManifest> {
        remove(&self.shadow);
        let manifest = TreeManifest::of_site(&self.output.real).ok()?;
        let root = manifest.folders.first()?;
        (published.root == Some(root.in_site)).then_some(manifest)
    }

    /// Whether the site, and the shadow tree if there is one, are as they were left. This uses one thread, as the
    /// others have work of their own meanwhile.
    #[must_use]
    pub fn matches(&self, manifest: &TreeManifest) -> bool {
        manifest.matches(&self.output.real, &self.shadow)
    }

    /// [`ShadowTree::matches`], on all threads.
    #[must_use]
    pub fn matches_in_parallel(&self, manifest: &TreeManifest) -> bool {
        manifest.matches_in_parallel(&self.output.real, &self.shadow)
    }

    /// Makes the shadow tree of a site that is as the manifest says; returns the manifest of both. `None` where the
    /// system cannot have one: the disk has no hard links, or is another one, or cannot exchange folders.
    #[must_use]
    pub fn make(&self, manifest: &TreeManifest) -> Option<TreeManifest> {
        let made = self.try_make(manifest).ok();
        if made.is_none() {
            remove(&self.shadow);
        }
        made
    }

    fn try_make(&self, manifest: &TreeManifest) -> io::Result<TreeManifest> {
        remove(&self.shadow);
        fs::create_dir(&self.shadow)?;
        self.must_be_exchangeable()?;
        for folder in manifest.folders.iter().skip(1) {
            fs::create_dir(self.shadow.join(&folder.path))?; // sorted: a folder comes before those in it
        }
        let linked: io::Result<Vec<FolderManifest>> =
            manifest.folders.par_iter().map(|folder| self.link_folder(folder)).collect();
        Ok(TreeManifest { folders: linked? })
    }

    /// Tries to exchange two empty folders: where that is impossible, a shadow tree is of no use.
    fn must_be_exchangeable(&self) -> io::Result<()> {
        let other = self.shadow.with_extension("other");
        fs::create_dir(&other)?;
        let exchanged = platform::exchange(&self.shadow, &other);
        fs::remove_dir(&other)?;
        exchanged
    }

    /// Links the files of one folder of the site. A link changes when "anything about the file" changed, so that the
    /// files get other stamps; their bytes must still be those of the manifest.
    fn link_folder(&self, folder: &FolderManifest) -> io::Result<FolderManifest> {
        let (site, shadow) = (self.output.real.join(&folder.path), self.shadow.join(&folder.path));
        let linker = platform::Linker::new(&site, &shadow)?;
        let mut files = Vec::with_capacity(folder.files.len());
        for (name, stamp) in &folder.files {
            let linked = linker.link(name)?;
            if !linked.has_bytes_of(*stamp) {
                return Err(io::ErrorKind::InvalidData.into());
            }
            files.push((name.clone(), linked));
        }
        Ok(FolderManifest {
            files,
            in_site: FileStamp::of_folder(&site)?,
            in_shadow: Some(FileStamp::of_folder(&shadow)?),
            ..folder.clone()
        })
    }

    /// A file of the site.
    #[must_use]
    pub fn read(&self, path: &str) -> Option<Vec<u8>> {
        fs::read(self.output.real.join(path)).ok()
    }

    /// Begins to change the site, of which the manifest says that it has a shadow tree. `forget` is called before
    /// anything is touched; it removes the stored manifest and returns whether it could. If not, nothing is touched.
    pub fn change<'m>(
        &'m self,
        manifest: TreeManifest,
        forget: &'m (dyn Fn() -> bool + Sync),
    ) -> Change<'m> {
        Change::new(self, manifest, forget)
    }
}

/// Locks a folder, which is created if need be.
fn lock(folder: &Path) -> io::Result<File> {
    fs::create_dir_all(folder)?;
    let lock =
        OpenOptions::new().create(true).truncate(false).write(true).open(folder.join("lock"))?;
    lock.try_lock().map_err(io::Error::from)?;
    Ok(lock)
}
