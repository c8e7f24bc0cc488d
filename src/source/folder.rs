//! A folder on disk as a [`Source`].

use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;

use super::{DEEPEST, FileStamp, Source, has_litter, is_litter, slashed, too_deep};
use crate::error::{Error, Operation};
use crate::timings::{Phase, phase};

/// The files below a folder, as they were listed.
#[derive(Debug, Clone)]
pub struct FolderSource {
    root: PathBuf,
    /// Paths of files relative to the root, with `/`, sorted.
    files: Vec<String>,
    /// Links, special files and names that are not UTF-8. They are not read.
    others: Vec<String>,
    /// What systems and office programs left.
    litter: Vec<String>,
    /// The stamp of each file, in the order of `files`; all `None` when stamps were not requested.
    stamps: Vec<Option<FileStamp>>,
}

impl FolderSource {
    /// Lists `root/folder`. Names that begin with `.` or `_` and litter are skipped, links are not followed
    /// (docs/content-model.md §1).
    ///
    /// # Errors
    /// When a folder cannot be listed.
    pub fn open(root: &Path, folder: &str) -> Result<FolderSource, Error> {
        FolderSource::list(root, folder, None)
    }

    /// Lists `root/folder` as [`FolderSource::open`] does, with the stamp of every file.
    ///
    /// # Errors
    /// When a folder cannot be listed.
    pub fn open_with_stamps(root: &Path, folder: &str) -> Result<FolderSource, Error> {
        FolderSource::list(root, folder, Some(SystemTime::now()))
    }

    /// Updates the listing after only the files at these paths, relative to the root, have changed. `None` when more
    /// may have changed, such as a folder that was created or removed.
    #[must_use]
    pub fn updated<'p>(
        mut self,
        changed: impl IntoIterator<Item = &'p Path>,
    ) -> Option<FolderSource> {
        let now = SystemTime::now();
        for path in changed {
            let path = slashed(path)?;
            if path.split('/').any(|part| part.starts_with(['.', '_'])) {
                continue;
            }
            if has_litter(&path) {
                return None;
            }
            self.update_file(path, now)?;
        }
        Some(self)
    }

    /// Updates the entry of one path; `None` when the change is more than one of a file.
    fn update_file(&mut self, path: String, now: SystemTime) -> Option<()> {
        let metadata = fs::symlink_metadata(self.root.join(&path));
        let position = self.files.binary_search(&path);
        match (metadata, position) {
            (Ok(metadata), Ok(index)) if metadata.is_file() => {
                self.stamps[index] = FileStamp::of(&metadata, now);
            }
            (Ok(metadata), Err(index)) if metadata.is_file() && !self.others.contains(&path) => {
                self.files.insert(index, path);
                self.stamps.insert(index, FileStamp::of(&metadata, now));
            }
            (Err(error), Ok(index)) if error.kind() == io::ErrorKind::NotFound => {
                self.files.remove(index);
                self.stamps.remove(index);
            }
            // An editor's temporary file that is already gone, unless the path was a folder.
            (Err(error), Err(_)) if error.kind() == io::ErrorKind::NotFound => {
                let mut listed = self.files.iter().chain(&self.others);
                if listed.any(|file| file.starts_with(&path)) {
                    return None;
                }
            }
            _ => return None,
        }
        Some(())
    }

    fn list(root: &Path, folder: &str, now: Option<SystemTime>) -> Result<FolderSource, Error> {
        let mut listing = Listing::below(root.join(folder), folder.to_owned(), now)?;
        listing.files.par_sort_unstable_by(|a, b| a.0.cmp(&b.0));
        listing.others.sort();
        listing.litter.sort();
        let (files, stamps) = std::mem::take(&mut listing.files).into_iter().unzip();
        let Listing { others, litter, .. } = listing;
        Ok(FolderSource { root: root.to_owned(), files, others, litter, stamps })
    }
}

/// Folders with their paths from the root.
type Subfolders = Vec<(PathBuf, String)>;

/// Contents of folders, unsorted.
#[derive(Default)]
struct Listing {
    files: Vec<(String, Option<FileStamp>)>,
    others: Vec<String>,
    litter: Vec<String>,
}

impl Listing {
    /// Lists a folder, whose path from the root is `path`, and all folders below it. Stamps are taken when `now` is
    /// given. One level after the other: a chain of hundreds of folders would overflow the stack of a thread that
    /// recurses, and one of thousands costs time that grows with its square, so that it is refused.
    fn below(folder: PathBuf, path: String, now: Option<SystemTime>) -> Result<Listing, Error> {
        let mut all = Listing::default();
        let mut level = vec![(folder, path)];
        let mut depth = 0;
        while let Some((_, first)) = level.first() {
            depth += 1;
            if DEEPEST < depth {
                return Err(too_deep(first));
            }
            let listed: Result<Vec<(Listing, Subfolders)>, Error> = level
                .into_par_iter()
                .map(|(folder, path)| Listing::of(&folder, &path, now))
                .collect();
            level = Vec::new();
            for (listing, subfolders) in listed? {
                all.files.extend(listing.files);
                all.others.extend(listing.others);
                all.litter.extend(listing.litter);
                level.extend(subfolders);
            }
        }
        Ok(all)
    }

    /// Lists one folder; its subfolders are returned.
    fn of(
        folder: &Path,
        path: &str,
        now: Option<SystemTime>,
    ) -> Result<(Listing, Subfolders), Error> {
        let mut listing = Listing::default();
        let mut subfolders = Vec::new();
        let entries = match fs::read_dir(folder) {
            // A subfolder may be removed between listing its parent and opening it.
            Err(error) if error.kind() == io::ErrorKind::NotFound && path.contains('/') => {
                return Ok((listing, subfolders));
            }
            entries => entries.map_err(Error::io(Operation::List, folder))?,
        };
        for entry in entries {
            let entry = entry.map_err(Error::io(Operation::List, folder))?;
            subfolders.extend(listing.add(&entry, path, now)?);
        }
        Ok((listing, subfolders))
    }

    /// Adds a file of the folder at `parent`. A subfolder is returned, with its path from the root.
    fn add(
        &mut self,
        entry: &DirEntry,
        parent: &str,
        now: Option<SystemTime>,
    ) -> Result<Option<(PathBuf, String)>, Error> {
        let name = entry.file_name();
        if matches!(name.as_encoded_bytes().first(), Some(b'.' | b'_')) {
            return Ok(None);
        }
        let file_type = match entry.file_type() {
            // An editor's temporary file may be gone already.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            file_type => file_type.map_err(Error::io(Operation::List, entry.path()))?,
        };
        let path = format!("{parent}/{}", name.to_string_lossy());
        let is_text = name.to_str().is_some();
        if name.to_str().is_some_and(is_litter) {
            self.litter.push(path);
            return Ok(None);
        }
        if file_type.is_dir() && is_text {
            return Ok(Some((entry.path(), path)));
        }
        if file_type.is_file() && is_text {
            let stamp = match now {
                Some(now) => entry.metadata().ok().and_then(|file| FileStamp::of(&file, now)),
                None => None,
            };
            self.files.push((path, stamp));
        } else {
            self.others.push(path);
        }
        Ok(None)
    }
}

impl Source for FolderSource {
    fn paths(&self) -> Vec<&str> {
        self.files.iter().map(String::as_str).collect()
    }

    fn others(&self) -> Vec<&str> {
        self.others.iter().map(String::as_str).collect()
    }

    fn litter(&self) -> Vec<&str> {
        self.litter.iter().map(String::as_str).collect()
    }

    fn on_disk(&self, path: &str) -> Option<PathBuf> {
        Some(self.root.join(path))
    }

    fn size(&self, path: &str) -> Option<u64> {
        Some(fs::metadata(self.root.join(path)).ok()?.len())
    }

    fn stamp(&self, path: &str) -> Option<FileStamp> {
        let index = self.files.binary_search_by(|file| file.as_str().cmp(path)).ok()?;
        *self.stamps.get(index)?
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, Error> {
        let path = self.root.join(path);
        phase(Phase::Read, || fs::read(&path)).map_err(Error::io(Operation::Read, &path))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NAMES: [&str; 9] = [
        "a.md",
        "学校/x.md",
        "学校/y.md",
        "学校/活动/z.md",
        "学校/活动",
        "学校",
        ".a.swp",
        "_notes/b.md",
        "新",
    ];

    /// Makes one change as editors and people make them, if it can be made. Returns the paths that a file watcher
    /// reports for it.
    fn edit(content: &Path, change: usize, name: &str, other: &str) -> Vec<PathBuf> {
        let (path, target) = (content.join(name), content.join(other));
        match change {
            0 => drop(fs::create_dir_all(&path)),
            1 => drop(fs::remove_file(&path)),
            2 => drop(fs::remove_dir_all(&path)),
            3 => drop(fs::rename(&path, &target)),
            _ => {
                if path.parent().is_some_and(Path::is_dir) {
                    drop(fs::write(&path, name));
                }
            }
        }
        let mut reported = vec![Path::new("content").join(name)];
        if change == 3 {
            reported.push(Path::new("content").join(other));
        }
        reported
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn an_updated_listing_equals_a_new_one(
            edits in prop::collection::vec((0..7usize, 0..NAMES.len(), 0..NAMES.len()), 1..12),
        ) {
            let home = tempfile::tempdir().unwrap();
            let content = home.path().join("content");
            fs::create_dir_all(content.join("学校/活动")).unwrap();
            fs::write(content.join("学校/活动/z.md"), "z").unwrap();
            let mut folder = FolderSource::open_with_stamps(home.path(), "content").unwrap();
            for (change, name, other) in edits {
                let reported = edit(&content, change, NAMES[name], NAMES[other]);
                let listed = FolderSource::open_with_stamps(home.path(), "content").unwrap();
                if let Some(updated) = folder.updated(reported.iter().map(PathBuf::as_path)) {
                    prop_assert_eq!(&updated.files, &listed.files);
                    prop_assert_eq!(&updated.others, &listed.others);
                    prop_assert_eq!(updated.stamps.len(), updated.files.len());
                }
                folder = listed;
            }
        }
    }
}
