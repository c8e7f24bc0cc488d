//! Where an archive is read from: a folder, or a revision of a repository without a checkout.

use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::relocation::{self, Recovery};
use crate::bagit::{BagNote, NOTE_FILE};
use crate::error::{Error, Operation, UsageError};
use crate::incremental::Store;
use crate::model::{Provenance, WhyUnknown};
use crate::source::Source;
use crate::source::git::{ObjectId, Repository, Revision, why_unknown};
use crate::source::{self, FolderSource};

/// The setting of a repository that names the archive's folder in it, for repositories without a working tree.
pub(crate) const ROOT_SETTING: &str = "guidang.root";

/// Where an archive is read from.
#[derive(Debug)]
pub enum Origin {
    /// A folder that holds `content/`.
    Folder(PathBuf),
    /// A revision of a repository.
    Revision {
        /// The repository.
        repository: Repository,
        /// The archive's folder in the repository.
        prefix: String,
        /// The commit or tree.
        revision: ObjectId,
    },
}

impl Origin {
    /// The folder `root`, or without one the nearest folder above the current one that holds an archive; with
    /// `git_tree`, that revision of the repository around it.
    ///
    /// # Errors
    /// When there is no archive, or no such revision.
    pub fn find(root: Option<&Path>, git_tree: Option<&str>) -> Result<Origin, Error> {
        let Some(name) = git_tree else { return find_root(root).map(Origin::Folder) };
        let (repository, prefix) = find_repository(root)?;
        // A commit has a history, a tree has none.
        let revision =
            repository.resolve(name, "commit").or_else(|_| repository.resolve(name, "tree"))?;
        Ok(Origin::Revision { repository, prefix, revision })
    }

    /// The archive's folder, or the repository's: the default output and the cache are relative to it.
    #[must_use]
    pub fn root(&self) -> &Path {
        match self {
            Origin::Folder(root) => root,
            Origin::Revision { repository, .. } => repository.folder(),
        }
    }

    /// The files below one folder: `content`, or that of a theme.
    ///
    /// # Errors
    /// When the folder cannot be listed or the revision cannot be read.
    pub fn open(&self, folder: &str) -> Result<Box<dyn Source>, Error> {
        Ok(match self {
            Origin::Folder(root) => Box::new(FolderSource::open(root, folder)?),
            Origin::Revision { repository, prefix, revision } => {
                Box::new(Revision::open(repository, revision.as_str(), prefix, folder)?)
            }
        })
    }

    /// Whether there is such a folder.
    pub(crate) fn has(&self, folder: &str) -> bool {
        match self {
            Origin::Folder(root) => root.join(folder).is_dir(),
            Origin::Revision { .. } => match self.open(folder) {
                Ok(tree) => !tree.paths().is_empty(),
                Err(_) => false,
            },
        }
    }

    /// The folders that no output may overlap.
    pub(crate) fn source_folders(&self) -> Vec<PathBuf> {
        match self {
            Origin::Folder(root) => vec![root.join("content"), root.join("themes")],
            Origin::Revision { .. } => Vec::new(),
        }
    }

    /// Who submitted each record and when, as far as the repository's history says.
    pub(crate) fn provenance(&self) -> Provenance {
        let known = match self {
            // What is in a bag comes from elsewhere, even if the bag is in a repository.
            Origin::Folder(root) if is_in_bag(root) => {
                return Provenance::Unknown(WhyUnknown::NoRepository);
            }
            Origin::Folder(root) => Repository::of(root)
                .and_then(|(repository, prefix)| repository.provenance("HEAD", &prefix)),
            Origin::Revision { repository, prefix, revision } => {
                repository.provenance(revision.as_str(), prefix)
            }
        };
        known.unwrap_or_else(|error| Provenance::Unknown(why_unknown(&error)))
    }

    /// The commit up to which the provenance reaches, and the place of the archive in the repository; `None` outside a
    /// repository and for a revision.
    pub(crate) fn head(&self) -> Option<(String, String)> {
        match self {
            Origin::Folder(root) => head_of(root).map(|head| (head.commit, head.prefix)),
            Origin::Revision { .. } => None,
        }
    }

    /// The commit that the records belong to, as a bag's documents name it.
    pub(crate) fn revision(&self) -> Option<String> {
        match self {
            Origin::Revision { revision, .. } => Some(revision.as_str().to_owned()),
            Origin::Folder(root) => {
                let LastCommit { repository, commit, .. } = head_of(root)?;
                let status = ["status", "--porcelain", "--", "content", "themes"];
                let changed = repository.text(status).ok()?;
                Some(match changed.is_empty() {
                    true => commit,
                    false => format!("{commit} (with changes that are not committed)"),
                })
            }
        }
    }

    /// The note that a part of an archive carries when it came out of a bag: how far it reaches.
    pub(crate) fn note(&self) -> Result<Option<BagNote>, Error> {
        let Origin::Folder(root) = self else { return Ok(None) };
        let path = root.join(NOTE_FILE);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::io(Operation::Read, &path)(error)),
        };
        match BagNote::parse(&bytes) {
            Some(note) => Ok(Some(note)),
            None => Err(unreadable_note(&path)),
        }
    }

    /// The cache of the archive. A folder has one unless it is in a bag. A repository has one only where somebody created
    /// the folder: nothing is put into a repository without being asked.
    pub(crate) fn store(&self) -> Option<Store> {
        let folder = self.root().join(Store::FOLDER);
        let is_wanted = match self {
            Origin::Folder(root) => !is_in_bag(root),
            Origin::Revision { .. } => folder.is_dir(),
        };
        is_wanted.then(|| Store::at(folder))
    }
}

/// The last commit of the repository around an archive.
pub(super) struct LastCommit {
    pub(super) repository: Repository,
    /// The archive's folder in the repository.
    pub(super) prefix: String,
    pub(super) commit: String,
}

/// The last commit of the repository around a folder, unless the folder is in a bag.
pub(super) fn head_of(root: &Path) -> Option<LastCommit> {
    let (repository, prefix) = Repository::of(root).ok()?;
    if is_in_bag(root) {
        return None;
    }
    let commit = repository.resolve("HEAD", "commit").ok()?.as_str().to_owned();
    Some(LastCommit { repository, prefix, commit })
}

/// The folder that holds `content/`: the given one, or the nearest above the current folder.
///
/// # Errors
/// When there is none.
pub(crate) fn find_root(given: Option<&Path>) -> Result<PathBuf, Error> {
    let root = root_folder(given)?;
    // Nobody is to read an archive of which half was moved.
    relocation::recover(&root)?;
    Ok(root)
}

/// Finishes what an interrupted run left in the archive, so that the caller can say so. [`find_root`] returns the error of
/// what cannot be finished.
pub(crate) fn finish_interrupted(given: Option<&Path>) -> Option<Recovery> {
    let root = root_folder(given).ok()?;
    relocation::recover(&root).ok().flatten()
}

fn root_folder(given: Option<&Path>) -> Result<PathBuf, Error> {
    match given {
        Some(root) if root.join("content").is_dir() => Ok(root.to_owned()),
        Some(root) => Err(UsageError::NoRoot { from: root.to_owned() }.into()),
        None => {
            let current = current_folder()?;
            source::root(&current).ok_or(UsageError::NoRoot { from: current }.into())
        }
    }
}

/// The repository around the archive, and the archive's folder in it. A bare repository names the folder in its
/// settings.
pub(crate) fn find_repository(root: Option<&Path>) -> Result<(Repository, String), Error> {
    let start = match (find_root(root), root) {
        (Ok(found), _) => found,
        (Err(_), Some(given)) => given.to_owned(),
        (Err(_), None) => current_folder()?,
    };
    let (repository, prefix) = Repository::of(&start)?;
    let prefix = repository.setting(ROOT_SETTING).unwrap_or(prefix);
    Ok((repository, prefix))
}

fn current_folder() -> Result<PathBuf, Error> {
    env::current_dir().map_err(Error::io(Operation::List, "."))
}

/// Whether a root is `data/source` of a bag. Nothing may be written there, because the bag would no longer verify.
pub(crate) fn is_in_bag(root: &Path) -> bool {
    let Ok(root) = root.canonicalize() else { return false };
    if !root.ends_with("data/source") {
        return false;
    }
    let bag = root.parent().and_then(Path::parent);
    bag.is_some_and(|bag| bag.join("bagit.txt").is_file())
}

fn unreadable_note(path: &Path) -> Error {
    let path = path.display();
    Error::custom(
        format!("“{path}”读不懂。它由guidang archive写成，请从档案包重新取一份。"),
        format!("\"{path}\" cannot be read. guidang archive wrote it: take it from the bag again."),
    )
}
