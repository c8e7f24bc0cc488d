//! An update of a site that becomes visible all at once.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::location::{IGNORE, MARKER};
use super::shadow_tree::ShadowTree;
use super::staging::remove;
use super::tree_manifest::{ManifestUpdate, TreeManifest, folder_of};
use super::{platform, site_path};
use crate::error::{Error, Operation, UsageError};
use crate::source::FileStamp;

/// Changes of a site that become visible all at once. Dropped before that, the site is as it was, and a shadow tree that
/// was written to is removed.
pub struct Change<'m> {
    trees: &'m ShadowTree,
    manifest: ManifestUpdate,
    /// Removes the stored manifest; returns whether it could.
    forget: &'m (dyn Fn() -> bool + Sync),
    /// Whether the shadow tree may be written to; empty until the first write.
    begun: OnceLock<bool>,
    /// Every path that was put, and whether its bytes are new.
    put: Mutex<BTreeMap<String, bool>>,
    removed: Vec<String>,
    is_over: bool,
}

impl<'m> Change<'m> {
    pub(super) fn new(
        trees: &'m ShadowTree,
        manifest: TreeManifest,
        forget: &'m (dyn Fn() -> bool + Sync),
    ) -> Change<'m> {
        Change {
            trees,
            manifest: ManifestUpdate::new(manifest),
            forget,
            begun: OnceLock::new(),
            put: Mutex::default(),
            removed: Vec::new(),
            is_over: false,
        }
    }

    /// Writes a file of the site. A file that has these bytes already keeps its modification time.
    ///
    /// # Errors
    /// When the path does not work on every system or was given before, or the disk refuses.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        self.place(path, self.has(path, bytes), |file| file.write_all(bytes))
    }

    /// Keeps a file of the site that has these bytes. False means that there is none, and that nothing was done.
    ///
    /// # Errors
    /// As [`Change::put`].
    pub fn keep(&self, path: &str, bytes: &[u8]) -> Result<bool, Error> {
        let is_same = self.has(path, bytes);
        if is_same {
            self.place(path, true, |_| Ok(()))?;
        }
        Ok(is_same)
    }

    fn has(&self, path: &str, bytes: &[u8]) -> bool {
        let length = self.manifest.file(path).map(FileStamp::length);
        length == Some(bytes.len() as u64) && self.trees.read(path).is_some_and(|old| old == bytes)
    }

    /// Copies the file `from` to a path of the site.
    ///
    /// # Errors
    /// As [`Change::put`], or when `from` cannot be read.
    pub fn copy(&self, path: &str, from: &Path) -> Result<(), Error> {
        let mut source = File::open(from).map_err(Error::io(Operation::Read, from))?;
        self.place(path, false, |file| io::copy(&mut source, file).map(drop))
    }

    fn place(
        &self,
        path: &str,
        is_same: bool,
        fill: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> Result<(), Error> {
        if !site_path::is_sound(path) || path.eq_ignore_ascii_case(MARKER) {
            return Err(UsageError::SitePath { path: path.to_owned() }.into());
        }
        let mut put = self.put.lock().unwrap_or_else(PoisonError::into_inner);
        if put.insert(path.to_owned(), !is_same).is_some() {
            return Err(UsageError::SameSitePath { path: path.to_owned() }.into());
        }
        drop(put);
        if is_same {
            return Ok(());
        }
        self.write(path, fill).map_err(Error::io(Operation::Write, self.shown(path)))
    }

    fn write(&self, path: &str, fill: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
        self.begin()?;
        fill(&mut create_replacing(&self.trees.shadow, path)?)
    }

    fn shown(&self, path: &str) -> std::path::PathBuf {
        self.trees.output.shown.join(path)
    }

    /// Whether anything differs from the site as it was.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        self.begun.get().is_some()
    }

    /// From here on the two trees differ, so that the stored manifest must be gone.
    fn begin(&self) -> io::Result<()> {
        let may_write = *self.begun.get_or_init(|| (self.forget)());
        if may_write { Ok(()) } else { Err(ErrorKind::PermissionDenied.into()) }
    }

    /// Removes every file that is not among these paths, except the user's own.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn keep_only(&mut self, paths: &FxHashSet<String>) -> Result<(), Error> {
        let mut removed = Vec::new();
        for folder in self.manifest.folders() {
            for (name, _) in &folder.files {
                let path = format!("{}{name}", folder.path);
                if path != MARKER && path != IGNORE && !paths.contains(&path) {
                    removed.push(path);
                }
            }
        }
        for path in &removed {
            self.begin()
                .and_then(|()| remove_with_empty_parents(&self.trees.shadow, path))
                .map_err(Error::io(Operation::Write, self.shown(path)))?;
        }
        self.removed = removed;
        Ok(())
    }

    /// Exchanges the two trees, then brings the other one up to date. Returns the manifest of both; `None` where they
    /// may differ.
    ///
    /// # Errors
    /// When the disk refuses; the site is as it was then.
    pub fn publish(mut self) -> Result<Option<TreeManifest>, Error> {
        let empty = ManifestUpdate::new(TreeManifest { folders: Vec::new() });
        let mut manifest = std::mem::replace(&mut self.manifest, empty);
        if !self.has_begun() {
            self.is_over = true;
            return Ok(Some(manifest.unchanged()));
        }
        let (output, shadow) = (&self.trees.output, &self.trees.shadow);
        // Somebody may have put files there since.
        output.must_be_ours()?;
        if let Ok(old) = fs::metadata(&output.real) {
            // A new site has the permissions of the old one; where they cannot be set, it has its own.
            let _ = fs::set_permissions(shadow, old.permissions());
        }
        let old_root = manifest.folders().next().map(|root| root.in_site);
        platform::exchange(shadow, &output.real)
            .map_err(Error::io(Operation::Swap, &output.shown))?;
        let synced = self.synchronize(&mut manifest, old_root);
        let finished = synced.and_then(|()| manifest.finish(&output.real, shadow)).ok();
        self.is_over = finished.is_some();
        Ok(finished)
    }

    /// Makes the tree that was the site a shadow of the one that is.
    fn synchronize(
        &mut self,
        manifest: &mut ManifestUpdate,
        old_root: Option<FileStamp>,
    ) -> io::Result<()> {
        let (site, shadow) = (&self.trees.output.real, &self.trees.shadow);
        if old_root != Some(FileStamp::of_folder(shadow)?) {
            return Err(ErrorKind::NotFound.into()); // what was exchanged is the site of another process
        }
        manifest.exchange()?;
        let put = std::mem::take(self.put.get_mut().unwrap_or_else(PoisonError::into_inner));
        let written: Vec<String> =
            put.into_iter().filter(|(_, is_new)| *is_new).map(|(path, _)| path).collect();
        let stamps: io::Result<Vec<FileStamp>> =
            written.par_iter().map(|path| link_again(site, shadow, path)).collect();
        for (path, stamp) in written.iter().zip(stamps?) {
            manifest.set(path, Some(stamp));
        }
        for path in &self.removed {
            remove_with_empty_parents(shadow, path)?;
            manifest.set(path, None);
        }
        Ok(())
    }
}

impl Drop for Change<'_> {
    fn drop(&mut self) {
        if !self.is_over && self.has_begun() {
            remove(&self.trees.shadow);
        }
    }
}

/// Links a file of the site into the shadow tree, in the place of an older one; returns its stamp after that.
fn link_again(site: &Path, shadow: &Path, path: &str) -> io::Result<FileStamp> {
    ensure_vacant(shadow, path)?;
    fs::hard_link(site.join(path), shadow.join(path))?;
    FileStamp::of_file(&site.join(path).symlink_metadata()?)
}

/// Creates a file in the place of a link, if there is one: the bytes behind the link are the site's too.
fn create_replacing(tree: &Path, path: &str) -> io::Result<File> {
    ensure_vacant(tree, path)?;
    OpenOptions::new().write(true).create_new(true).open(tree.join(path))
}

/// Removes a file if there is one, and else creates its folder.
fn ensure_vacant(tree: &Path, path: &str) -> io::Result<()> {
    match fs::remove_file(tree.join(path)) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            fs::create_dir_all(tree.join(folder_of(path)))
        }
        result => result,
    }
}

/// Removes a file, and the folders that are empty then.
fn remove_with_empty_parents(tree: &Path, path: &str) -> io::Result<()> {
    fs::remove_file(tree.join(path))?;
    let mut folder = folder_of(path);
    while !folder.is_empty() && fs::remove_dir(tree.join(folder)).is_ok() {
        folder = folder_of(&folder[..folder.len() - 1]);
    }
    Ok(())
}
