//! A folder on disk → the list of its files, and their bytes on demand. Knows nothing of schools.

mod decode;
pub mod git;
mod memory;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rayon::prelude::*;

pub use decode::{DecodeError, Decoded, Encoding, decode};
pub use memory::Memory;

use crate::error::{Error, Operation};
use crate::parse::{Source, Stamp};
use crate::timings::{Phase, phase};

/// A folder as it was found.
#[derive(Debug, Clone)]
pub struct Tree {
    root: PathBuf,
    /// Paths of files relative to the root, with `/`, sorted.
    files: Vec<String>,
    /// Links, special files and names that are no text: not read.
    others: Vec<String>,
    /// Of each file its stamp, where they were asked for.
    stamps: Vec<Option<Stamp>>,
}

impl Tree {
    /// Lists `root/folder`. Names that begin with `.` or `_` are skipped, links are not followed (MODEL.md §1).
    ///
    /// # Errors
    /// When a folder cannot be listed.
    pub fn open(root: &Path, folder: &str) -> Result<Tree, Error> {
        Tree::list(root, folder, None)
    }

    /// The same, with the stamp of every file.
    ///
    /// # Errors
    /// As [`Tree::open`].
    pub fn stamped(root: &Path, folder: &str) -> Result<Tree, Error> {
        Tree::list(root, folder, Some(SystemTime::now()))
    }

    /// The same tree after nothing has changed but these files, by their paths under the root, with their stamps. None: more
    /// may have changed, as when a folder came or went.
    #[must_use]
    pub fn updated<'p>(mut self, changed: impl IntoIterator<Item = &'p Path>) -> Option<Tree> {
        let now = SystemTime::now();
        for path in changed {
            let path = slashed(path)?;
            if path.split('/').any(|it| it.starts_with(['.', '_'])) {
                continue;
            }
            let found = fs::symlink_metadata(self.root.join(&path));
            let place = self.files.binary_search(&path);
            match (found, place) {
                (Ok(about), Ok(at)) if about.is_file() => self.stamps[at] = stamp(&about, now),
                (Ok(about), Err(at)) if about.is_file() && !self.others.contains(&path) => {
                    self.files.insert(at, path);
                    self.stamps.insert(at, stamp(&about, now));
                }
                (Err(error), Ok(at)) if error.kind() == io::ErrorKind::NotFound => {
                    self.files.remove(at);
                    self.stamps.remove(at);
                }
                // What an editor wrote and took away again, unless it was a folder.
                (Err(error), Err(_)) if error.kind() == io::ErrorKind::NotFound => {
                    let inside = |it: &String| it.starts_with(&path);
                    if self.files.iter().chain(&self.others).any(inside) {
                        return None;
                    }
                }
                _ => return None,
            }
        }
        Some(self)
    }

    fn list(root: &Path, folder: &str, now: Option<SystemTime>) -> Result<Tree, Error> {
        let mut listing = Listing::of(root.join(folder), folder.to_owned(), now)?;
        listing.files.par_sort_unstable_by(|a, b| a.0.cmp(&b.0));
        listing.others.sort();
        let (files, stamps) = listing.files.into_iter().unzip();
        Ok(Tree { root: root.to_owned(), files, others: listing.others, stamps })
    }
}

/// What lies below a folder, unsorted.
#[derive(Default)]
struct Listing {
    files: Vec<(String, Option<Stamp>)>,
    others: Vec<String>,
}

impl Listing {
    /// Of a folder and those in it. `path`: the folder from the root; `now`: stamps are wanted.
    fn of(folder: PathBuf, path: String, now: Option<SystemTime>) -> Result<Listing, Error> {
        let (mut listing, mut folders) = (Listing::default(), Vec::new());
        let wrong = Error::io(Operation::List, &folder);
        // An editor's temporary file may be gone between listing and looking.
        let gone = |it: &io::Error| it.kind() == io::ErrorKind::NotFound;
        let entries = match fs::read_dir(&folder) {
            Err(error) if gone(&error) && path.contains('/') => return Ok(listing),
            entries => entries.map_err(wrong)?,
        };
        for entry in entries {
            let entry = entry.map_err(Error::io(Operation::List, &folder))?;
            let name = entry.file_name();
            if matches!(name.as_encoded_bytes().first(), Some(b'.' | b'_')) {
                continue;
            }
            let kind = match entry.file_type() {
                Err(error) if gone(&error) => continue,
                kind => kind.map_err(Error::io(Operation::List, entry.path()))?,
            };
            let under = format!("{path}/{}", name.to_string_lossy());
            if kind.is_dir() && name.to_str().is_some() {
                folders.push((entry.path(), under));
            } else if kind.is_file() && name.to_str().is_some() {
                let stamp = now.and_then(|now| stamp(&entry.metadata().ok()?, now));
                listing.files.push((under, stamp));
            } else {
                listing.others.push(under);
            }
        }
        let inside: Result<Vec<Listing>, Error> =
            folders.into_par_iter().map(|(folder, path)| Listing::of(folder, path, now)).collect();
        for inside in inside? {
            listing.files.extend(inside.files);
            listing.others.extend(inside.others);
        }
        Ok(listing)
    }
}

impl Source for Tree {
    fn paths(&self) -> Vec<&str> {
        self.files.iter().map(String::as_str).collect()
    }

    fn others(&self) -> Vec<&str> {
        self.others.iter().map(String::as_str).collect()
    }

    fn on_disk(&self, path: &str) -> Option<PathBuf> {
        Some(self.root.join(path))
    }

    fn size(&self, path: &str) -> Option<u64> {
        fs::metadata(self.root.join(path)).ok().map(|it| it.len())
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        let at = self.files.binary_search_by(|it| it.as_str().cmp(path)).ok()?;
        *self.stamps.get(at)?
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, Error> {
        let path = self.root.join(path);
        phase(Phase::Read, || fs::read(&path)).map_err(Error::io(Operation::Read, &path))
    }
}

/// A file that changed so lately may change once more without its times telling: the coarsest file systems count in
/// steps of two seconds.
const UNSETTLED: Duration = Duration::from_secs(3);

/// The stamp of a file; none when it has just changed, or its times lie ahead of ours.
fn stamp(about: &fs::Metadata, now: SystemTime) -> Option<Stamp> {
    let modified = about.modified().ok()?;
    if now.duration_since(modified).ok()? < UNSETTLED {
        return None;
    }
    let since = modified.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    let nanos = since.as_nanos() as u64;
    Some(Stamp([about.len(), nanos, changed(about)?, number(about)]))
}

/// When anything about the file changed, its name and rights too; unlike the time of writing nobody sets it at will.
#[cfg(unix)]
fn changed(about: &fs::Metadata) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    let nanos = about.ctime().checked_mul(1_000_000_000)?.checked_add(about.ctime_nsec())?;
    u64::try_from(nanos).ok()
}

#[cfg(not(unix))]
fn changed(about: &fs::Metadata) -> Option<u64> {
    let since = about.created().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(since.as_nanos() as u64)
}

/// The number of the file on its disk: another file under the same name has another.
#[cfg(unix)]
fn number(about: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(about)
}

#[cfg(not(unix))]
fn number(_: &fs::Metadata) -> u64 {
    0
}

/// A path with `/` on every system; none when it is no text.
pub(crate) fn slashed(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.components().map(|it| it.as_os_str().to_str()).collect();
    parts.map(|it| it.join("/"))
}

/// The first bytes of a file, by which its kind is known.
///
/// # Errors
/// When it cannot be read.
pub fn head(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(16);
    std::io::Read::read_to_end(&mut std::io::Read::take(fs::File::open(path)?, 16), &mut head)?;
    Ok(head)
}

/// The nearest folder from `start` upward that holds `content/`.
#[must_use]
pub fn root(start: &Path) -> Option<PathBuf> {
    start.ancestors().find(|it| it.join("content").is_dir()).map(Path::to_owned)
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

    /// One of the things that editors and people do; what the system tells of it.
    fn edit(content: &Path, what: usize, name: &str, other: &str) -> Vec<PathBuf> {
        let (path, to) = (content.join(name), content.join(other));
        let told = |name: &str| Path::new("content").join(name);
        // What cannot be done is not done.
        match what {
            0 => drop(fs::create_dir_all(&path)),
            1 => drop(fs::remove_file(&path)),
            2 => drop(fs::remove_dir_all(&path)),
            3 => drop(fs::rename(&path, &to)),
            _ => {
                if path.parent().is_some_and(Path::is_dir) {
                    drop(fs::write(&path, name));
                }
            }
        }
        if what == 3 { vec![told(name), told(other)] } else { vec![told(name)] }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn a_tree_that_is_brought_up_to_date_is_one_listed_anew(
            edits in prop::collection::vec((0..7usize, 0..NAMES.len(), 0..NAMES.len()), 1..12),
        ) {
            let home = tempfile::tempdir().unwrap();
            let content = home.path().join("content");
            fs::create_dir_all(content.join("学校/活动")).unwrap();
            fs::write(content.join("学校/活动/z.md"), "z").unwrap();
            let mut tree = Tree::stamped(home.path(), "content").unwrap();
            for (what, name, other) in edits {
                let told = edit(&content, what, NAMES[name], NAMES[other]);
                let listed = Tree::stamped(home.path(), "content").unwrap();
                if let Some(it) = tree.updated(told.iter().map(PathBuf::as_path)) {
                    prop_assert_eq!(&it.files, &listed.files);
                    prop_assert_eq!(&it.others, &listed.others);
                    prop_assert_eq!(it.stamps.len(), it.files.len());
                }
                tree = listed;
            }
        }
    }
}
