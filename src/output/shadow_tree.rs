//! A second tree of a site's files, hard links to the same bytes, kept where nobody looks: `<folder>/site/`.
//!
//! When few files of a site change, they are put into this tree, the two trees change places in one step, and the files
//! are linked into the other one too. So a change costs what it is large, and is still all or nothing. Whether both trees
//! are as they were left is told by an [`TreeManifest`], kept elsewhere: without it, or where anything differs from it,
//! nothing here is used. A run that is killed while it changes a tree must have put the inventory away before.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::output::{IGNORE, MARKER, Output};
use super::staging::remove;
use super::{platform, site_path};
use crate::error::{Error, Operation, UsageError};

/// What tells a file or folder from another, and from itself after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct FileStamp([u64; 4]);

/// Two trees of the same files, as they were left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreeManifest {
    /// By path, sorted, the root first.
    folders: Vec<Folder>,
}

/// A folder of both trees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Folder {
    /// Nothing, or `schools/`.
    path: String,
    in_site: FileStamp,
    in_mirror: FileStamp,
    /// By name, sorted.
    files: Vec<(String, FileStamp)>,
    /// How many folders are in it.
    folders: usize,
}

/// The mirror of a site, ours alone as long as this value lives.
pub struct ShadowTree {
    /// The tree.
    site: PathBuf,
    /// What it is a mirror of.
    output: Output,
    /// Locked.
    _lock: File,
}

impl ShadowTree {
    /// The mirror that lies in `folder`, of the site in `output`; none when another run has it, or it cannot be had.
    ///
    /// # Errors
    /// A usage fault for an output that is not ours to replace.
    pub fn open(
        folder: &Path,
        output: &Path,
        sources: &[&Path],
    ) -> Result<Option<ShadowTree>, Error> {
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
        Ok(Some(ShadowTree { site: folder.join("site"), output, _lock: lock }))
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
    pub fn make(&self) -> Option<TreeManifest> {
        let made = self.try_make().ok();
        if made.is_none() {
            remove(&self.site);
        }
        made
    }

    fn try_make(&self) -> io::Result<TreeManifest> {
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
        Ok(TreeManifest { folders })
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
        let linking = platform::Linking::new(&from, &to)?;
        let link = |name: String| linking.link(&name).map(|it| (name, FileStamp(it)));
        let files: io::Result<Vec<_>> = files.into_par_iter().with_min_len(16).map(link).collect();
        drop(linking); // folders within folders are many
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
    pub fn is_as(&self, inventory: &TreeManifest) -> bool {
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

    /// Begins to change the site. `about_to` is called before anything is touched, and says whether the inventory could be
    /// put away: without that nothing must be.
    pub fn change<'m>(
        &'m self,
        inventory: TreeManifest,
        about_to: &'m (dyn Fn() -> bool + Sync),
    ) -> Change<'m> {
        Change {
            mirror: self,
            folders: inventory.folders.into_iter().map(|it| (it.path.clone(), it)).collect(),
            about_to,
            begun: OnceLock::new(),
            put: Mutex::default(),
            dropped: Vec::new(),
            is_over: false,
        }
    }
}

/// Changes of a site that become visible all at once. Dropped before that, the site is as it was, and the mirror is gone.
pub struct Change<'m> {
    mirror: &'m ShadowTree,
    /// By path.
    folders: BTreeMap<String, Folder>,
    about_to: &'m (dyn Fn() -> bool + Sync),
    /// Whether the mirror may be written to; nothing: nobody asked yet.
    begun: OnceLock<bool>,
    /// Every path that was put, and whether its bytes are new.
    put: Mutex<BTreeMap<String, bool>>,
    dropped: Vec<String>,
    is_over: bool,
}

impl Change<'_> {
    /// A file of the site with these bytes; one that has them already keeps its time.
    ///
    /// # Errors
    /// When the path does not work on every system or was given before, or the disk refuses.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        self.place(path, self.has(path, bytes), |to| to.write_all(bytes))
    }

    /// Keeps a file of the site that has these bytes; false where there is none, and nothing is done.
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
        let old = self.file(path).filter(|it| it.0[0] == bytes.len() as u64);
        old.is_some() && self.mirror.read(path).is_some_and(|it| it == bytes)
    }

    /// A copy of the file `from` at a path of the site.
    ///
    /// # Errors
    /// As [`Change::put`], or when `from` cannot be read.
    pub fn copy(&self, path: &str, from: &Path) -> Result<(), Error> {
        let mut source = File::open(from).map_err(Error::io(Operation::Read, from))?;
        self.place(path, false, |to| io::copy(&mut source, to).map(drop))
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
        let write = || {
            self.begin()?;
            let mut file = anew(&self.mirror.site, path)?;
            fill(&mut file)
        };
        let written = if is_same { Ok(()) } else { write() };
        written.map_err(Error::io(Operation::Write, self.mirror.output.shown.join(path)))
    }

    /// Whether anything is different from before.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        self.begun.get().is_some()
    }

    /// From here on the mirror is no mirror.
    fn begin(&self) -> io::Result<()> {
        let begun = *self.begun.get_or_init(|| (self.about_to)());
        if begun { Ok(()) } else { Err(io::ErrorKind::PermissionDenied.into()) }
    }

    /// What is known of a file of the site.
    fn file(&self, path: &str) -> Option<FileStamp> {
        let folder = folder_of(path);
        let files = &self.folders.get(folder)?.files;
        let name = &path[folder.len()..];
        files.binary_search_by(|it| it.0.as_str().cmp(name)).ok().map(|at| files[at].1)
    }

    /// Takes away every file that is not among these paths; what is the user's stays.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn keep_only(&mut self, paths: &FxHashSet<String>) -> Result<(), Error> {
        let all = self.folders.values().flat_map(|it| {
            let path = |name: &str| format!("{}{name}", it.path);
            it.files.iter().map(move |it| path(&it.0))
        });
        let is_ours = |it: &String| it != MARKER && it != IGNORE;
        self.dropped = all.filter(|it| !paths.contains(it.as_str()) && is_ours(it)).collect();
        for path in &self.dropped {
            let removed = self.begin().and_then(|()| take_away(&self.mirror.site, path));
            removed.map_err(Error::io(Operation::Write, self.mirror.output.shown.join(path)))?;
        }
        Ok(())
    }

    /// Exchanges the two trees and brings the other one up to date. Comes back the inventory of both as they are then, where
    /// they can still be told to be the same.
    ///
    /// # Errors
    /// When the disk refuses; the site is then as it was.
    pub fn publish(mut self) -> Result<Option<TreeManifest>, Error> {
        if self.begun.get().is_none() {
            self.is_over = true;
            let folders = std::mem::take(&mut self.folders).into_values().collect();
            return Ok(Some(TreeManifest { folders }));
        }
        let (output, mirror) = (&self.mirror.output, &self.mirror.site);
        // Somebody may have put files there since.
        output.must_be_ours()?;
        if let Ok(old) = fs::metadata(&output.real) {
            // As a new site gets them; where that cannot be set, so be it.
            let _ = fs::set_permissions(mirror, old.permissions());
        }
        platform::exchange(mirror, &output.real)
            .map_err(Error::io(Operation::Swap, &output.shown))?;
        let synced = self.sync().ok();
        self.is_over = synced.is_some();
        Ok(synced)
    }

    /// Makes the tree that was the site a mirror of the one that is.
    fn sync(&mut self) -> io::Result<TreeManifest> {
        let (site, mirror) = (&self.mirror.output.real, &self.mirror.site);
        let root = self.folders.get("").map(|it| it.in_site);
        if root != Some(folder_mark(mirror)?) {
            return Err(io::ErrorKind::NotFound.into()); // another run's site came out
        }
        let put = std::mem::take(self.put.get_mut().unwrap_or_else(PoisonError::into_inner));
        let written: Vec<String> =
            put.into_iter().filter(|it| it.1).map(|(path, _)| path).collect();
        let mut folders = std::mem::take(&mut self.folders);
        folders.values_mut().for_each(|it| std::mem::swap(&mut it.in_site, &mut it.in_mirror));
        let marks: io::Result<Vec<FileStamp>> = written
            .par_iter()
            .map(|path| {
                make_way(mirror, path)?;
                fs::hard_link(site.join(path), mirror.join(path))?;
                mark(&site.join(path).symlink_metadata()?)
            })
            .collect();
        for path in &self.dropped {
            take_away(mirror, path)?;
        }
        let mut touched: BTreeSet<&str> = BTreeSet::from([""]);
        for (path, is_put) in written
            .iter()
            .zip(marks?.into_iter().map(Some))
            .chain(self.dropped.iter().zip(std::iter::repeat(None)))
        {
            let folder = folder_of(path);
            let name = &path[folder.len()..];
            let files =
                &mut folders.entry(folder.to_owned()).or_insert_with(|| empty(folder)).files;
            match (files.binary_search_by(|it| it.0.as_str().cmp(name)), is_put) {
                (Ok(at), Some(mark)) => files[at].1 = mark,
                (Err(at), Some(mark)) => files.insert(at, (name.to_owned(), mark)),
                (Ok(at), None) => drop(files.remove(at)),
                (Err(_), None) => {}
            }
            let mut above = folder;
            while !above.is_empty() && touched.insert(above) {
                above = folder_of(&above[..above.len() - 1]);
            }
        }
        for path in touched {
            if site.join(path).symlink_metadata().is_err() {
                folders.remove(path);
                continue;
            }
            // Of a folder that holds folders only nothing is known yet.
            let it = folders.entry(path.to_owned()).or_insert_with(|| empty(path));
            it.in_site = folder_mark(&site.join(path))?;
            it.in_mirror = folder_mark(&mirror.join(path))?;
        }
        let mut inside: BTreeMap<String, usize> = BTreeMap::new();
        for path in folders.keys().filter(|it| !it.is_empty()) {
            *inside.entry(folder_of(&path[..path.len() - 1]).to_owned()).or_default() += 1;
        }
        for it in folders.values_mut() {
            it.folders = inside.get(&it.path).copied().unwrap_or_default();
        }
        Ok(TreeManifest { folders: folders.into_values().collect() })
    }
}

impl Drop for Change<'_> {
    fn drop(&mut self) {
        if !self.is_over && self.begun.get().is_some() {
            remove(&self.mirror.site);
        }
    }
}

fn empty(path: &str) -> Folder {
    let nothing = FileStamp([0; 4]);
    let path = path.to_owned();
    Folder { path, in_site: nothing, in_mirror: nothing, files: Vec::new(), folders: 0 }
}

/// The folder that a file lies in: nothing, or `schools/`.
fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..=at])
}

/// A new file in the place of a link, if there is one: the bytes behind the link are the site's too.
fn anew(tree: &Path, path: &str) -> io::Result<File> {
    make_way(tree, path)?;
    OpenOptions::new().write(true).create_new(true).open(tree.join(path))
}

/// Sees to it that the folder of a file is there and the file is not.
fn make_way(tree: &Path, path: &str) -> io::Result<()> {
    match fs::remove_file(tree.join(path)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(tree.join(folder_of(path)))
        }
        done => done,
    }
}

/// Removes a file, and the folders that are empty then.
fn take_away(tree: &Path, path: &str) -> io::Result<()> {
    fs::remove_file(tree.join(path))?;
    let mut folder = folder_of(path);
    while !folder.is_empty() && fs::remove_dir(tree.join(folder)).is_ok() {
        folder = folder_of(&folder[..folder.len() - 1]);
    }
    Ok(())
}

/// Of a file: that its bytes are as they were.
fn mark(about: &fs::Metadata) -> io::Result<FileStamp> {
    if !about.is_file() {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let [modified, changed, number] = platform::times(about)?;
    Ok(FileStamp([about.len(), modified, changed, number]))
}

/// Of a folder: that the same names stand in it.
fn folder_mark(path: &Path) -> io::Result<FileStamp> {
    let about = path.symlink_metadata()?;
    if !about.is_dir() {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let [modified, _, number] = platform::times(&about)?;
    Ok(FileStamp([0, modified, 0, number]))
}
