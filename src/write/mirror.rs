//! A second tree of a site's files, hard links to the same bytes, kept where nobody looks: `<folder>/site/`.
//!
//! When few files of a site change, they are put into this tree, the two trees change places in one step, and the files
//! are linked into the other one too. So a change costs what it is large, and is still all or nothing. Whether both trees
//! are as they were left is told by an [`Inventory`], kept elsewhere: without it, or where anything differs from it,
//! nothing here is used. A run that is killed while it changes a tree must have put the inventory away before.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::output::Output;
use super::platform;
use super::staging::remove;
use crate::fault::{Doing, Fault};

/// What tells a file or folder from another, and from itself after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Mark([u64; 4]);

/// Two trees of the same files, as they were left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inventory {
    /// By path, sorted, the root first.
    folders: Vec<Folder>,
}

/// A folder of both trees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Folder {
    /// Nothing, or `schools/`.
    path: String,
    in_site: Mark,
    in_mirror: Mark,
    /// By name, sorted.
    files: Vec<(String, Mark)>,
    /// How many folders are in it.
    folders: usize,
}

/// The mirror of a site, ours alone as long as this value lives.
pub struct Mirror {
    /// The tree.
    site: PathBuf,
    /// What it is a mirror of.
    output: Output,
    /// Locked.
    _lock: File,
}

impl Mirror {
    /// The mirror that lies in `folder`, of the site in `output`; none when another run has it, or it cannot be had.
    ///
    /// # Errors
    /// A usage fault for an output that is not ours to replace.
    pub fn open(folder: &Path, output: &Path, sources: &[&Path]) -> Result<Option<Mirror>, Fault> {
        let output = Output::find(output, sources)?;
        output.must_be_ours()?;
        let locked = || {
            fs::create_dir_all(folder)?;
            let lock = OpenOptions::new()
                .create(true)
                .truncate(false)
                .write(true)
                .open(folder.join("lock"))?;
            lock.try_lock().map_err(io::Error::from)?;
            Ok::<File, io::Error>(lock)
        };
        let Ok(lock) = locked() else { return Ok(None) };
        Ok(Some(Mirror { site: folder.join("site"), output, _lock: lock }))
    }

    /// Throws away a mirror that is not wanted any more, unless another run has it.
    pub fn discard(folder: &Path) {
        let lock = OpenOptions::new().write(true).open(folder.join("lock"));
        if lock.is_ok_and(|it| it.try_lock().is_ok()) {
            remove(folder);
        }
    }

    /// Makes the tree anew. None where the system cannot: the disk knows no second names, or is another one.
    #[must_use]
    pub fn make(&self) -> Option<Inventory> {
        let made = self.try_make().ok();
        if made.is_none() {
            remove(&self.site);
        }
        made
    }

    fn try_make(&self) -> io::Result<Inventory> {
        remove(&self.site);
        fs::create_dir(&self.site)?;
        // Where two trees cannot change places, a second one is of no use.
        let other = self.site.with_extension("other");
        fs::create_dir(&other)?;
        let exchanged = platform::exchange(&self.site, &other);
        fs::remove_dir(&other)?;
        exchanged?;
        let mut folders = self.link_below("")?;
        folders.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        Ok(Inventory { folders })
    }

    /// Links the files of one folder of the site, then those of the folders in it.
    fn link_below(&self, path: &str) -> io::Result<Vec<Folder>> {
        let (from, to) = (self.output.real.join(path), self.site.join(path));
        let (mut below, mut files) = (Vec::new(), Vec::new());
        for entry in fs::read_dir(&from)? {
            let entry = entry?;
            let (name, kind) = (entry.file_name().into_string(), entry.file_type()?);
            let name = name.map_err(|_| io::ErrorKind::InvalidData)?;
            match (kind.is_dir(), kind.is_file()) {
                (true, _) => below.push(format!("{path}{name}/")),
                (_, true) => files.push(name),
                _ => return Err(io::ErrorKind::InvalidData.into()),
            }
        }
        let link = |name: String| {
            fs::hard_link(from.join(&name), to.join(&name))?;
            let mark = mark(&to.join(&name).symlink_metadata()?)?;
            Ok((name, mark))
        };
        let files: io::Result<Vec<_>> = files.into_par_iter().with_min_len(16).map(link).collect();
        let mut files = files?;
        files.sort_unstable();
        below.iter().try_for_each(|it| fs::create_dir(self.site.join(it)))?;
        let inside: io::Result<Vec<_>> = below.par_iter().map(|it| self.link_below(it)).collect();
        let mut all: Vec<Folder> = inside?.into_iter().flatten().collect();
        all.push(Folder {
            path: path.to_owned(),
            in_site: folder_mark(&from)?,
            in_mirror: folder_mark(&to)?,
            files,
            folders: below.len(),
        });
        Ok(all)
    }

    /// Whether both trees are as they were left. One thread looks, as others have work of their own meanwhile.
    #[must_use]
    pub fn is_as(&self, inventory: &Inventory) -> bool {
        inventory.folders.iter().all(|it| self.has(it).unwrap_or(false))
    }

    /// Whether a folder is as it was left. What the site has is looked at file by file; the mirror has the same files as
    /// long as nothing was put into its folders or taken out.
    fn has(&self, folder: &Folder) -> io::Result<bool> {
        let here = self.output.real.join(&folder.path);
        let is_same = folder_mark(&here)? == folder.in_site
            && folder_mark(&self.site.join(&folder.path))? == folder.in_mirror;
        let (mut files, mut folders) = (0, 0);
        for entry in fs::read_dir(&here)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders += 1;
                continue;
            }
            let name = entry.file_name();
            let at =
                folder.files.binary_search_by(|it| it.0.as_bytes().cmp(name.as_encoded_bytes()));
            let Ok(at) = at else { return Ok(false) };
            if mark(&entry.metadata()?)? != folder.files[at].1 {
                return Ok(false);
            }
            files += 1;
        }
        Ok(is_same && (files, folders) == (folder.files.len(), folder.folders))
    }

    /// A file of the site.
    #[must_use]
    pub fn read(&self, path: &str) -> Option<Vec<u8>> {
        fs::read(self.output.real.join(path)).ok()
    }

    /// Replaces files of the site, all at once: path, bytes. The inventory must have been put away. Comes back the
    /// inventory of the trees as they are then, where they can still be told to be the same.
    ///
    /// # Errors
    /// When the disk refuses; the site is then as it was.
    pub fn replace(
        &self,
        mut inventory: Inventory,
        changed: &[(String, Vec<u8>)],
    ) -> Result<Option<Inventory>, Fault> {
        let (site, mirror) = (&self.output.real, &self.site);
        changed.par_iter().try_for_each(|(path, bytes)| {
            write_anew(&mirror.join(path), bytes)
                .map_err(Fault::io(Doing::Write, self.output.shown.join(path)))
        })?;
        // Somebody may have put files there since.
        self.output.must_be_ours()?;
        if let Ok(old) = fs::metadata(site) {
            // As a new site gets them; where that cannot be set, so be it.
            let _ = fs::set_permissions(mirror, old.permissions());
        }
        platform::exchange(mirror, site).map_err(Fault::io(Doing::Swap, &self.output.shown))?;
        let synced = || -> io::Result<Inventory> {
            let root = inventory.folders.first().map(|it| it.in_site);
            if root != Some(folder_mark(mirror)?) {
                return Err(io::ErrorKind::NotFound.into()); // another run's site came out
            }
            changed.par_iter().try_for_each(|(path, _)| {
                fs::remove_file(mirror.join(path))?;
                fs::hard_link(site.join(path), mirror.join(path))
            })?;
            for (path, _) in changed {
                let kept = inventory.at(path).ok_or(io::ErrorKind::NotFound)?;
                *kept = mark(&site.join(path).symlink_metadata()?)?;
            }
            let touched: BTreeSet<&str> =
                changed.iter().map(|it| folder_of(&it.0)).chain([""]).collect();
            for it in &mut inventory.folders {
                std::mem::swap(&mut it.in_site, &mut it.in_mirror); // the trees changed places
                if touched.contains(it.path.as_str()) {
                    it.in_site = folder_mark(&site.join(&it.path))?;
                    it.in_mirror = folder_mark(&mirror.join(&it.path))?;
                }
            }
            Ok(inventory)
        };
        let synced = synced().ok();
        if synced.is_none() {
            remove(mirror);
        }
        Ok(synced)
    }
}

impl Inventory {
    /// What is known of a file.
    fn at(&mut self, path: &str) -> Option<&mut Mark> {
        let folder = folder_of(path);
        let name = &path[folder.len()..];
        let at = self.folders.binary_search_by(|it| it.path.as_str().cmp(folder)).ok()?;
        let files = &mut self.folders[at].files;
        let at = files.binary_search_by(|it| it.0.as_str().cmp(name)).ok()?;
        Some(&mut files[at].1)
    }
}

/// The folder that a file lies in: nothing, or `schools/`.
fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..=at])
}

/// A new file in the place of a link: the bytes behind the link are the site's too.
fn write_anew(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::remove_file(path)?;
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(bytes)
}

/// Of a file: that its bytes are as they were.
fn mark(about: &fs::Metadata) -> io::Result<Mark> {
    if !about.is_file() {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let [modified, changed, number] = platform::times(about)?;
    Ok(Mark([about.len(), modified, changed, number]))
}

/// Of a folder: that the same names stand in it.
fn folder_mark(path: &Path) -> io::Result<Mark> {
    let about = path.symlink_metadata()?;
    if !about.is_dir() {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let [modified, _, number] = platform::times(&about)?;
    Ok(Mark([0, modified, 0, number]))
}
