//! Where an archive is read from: a folder, or a revision of a repository without a checkout.

use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::find_root;
use crate::bagit::{NOTE, Note};
use crate::cli::Globals;
use crate::error::{Error, Operation};
use crate::model::{Provenance, WhyUnknown};
use crate::source::FolderSource;
use crate::source::Source;
use crate::source::git::{ObjectId, Repository, Revision, why_unknown};

/// Where an archive is read from.
pub(super) enum Origin {
    /// A folder that holds `content/`.
    Folder(PathBuf),
    /// A revision.
    Revision {
        repository: Repository,
        /// The archive's place in the repository.
        prefix: String,
        revision: ObjectId,
    },
}

impl Origin {
    /// The folder of `--root` or around the current one; with `--git-tree`, that revision of its repository.
    pub(super) fn find(globals: &Globals, git_tree: Option<&str>) -> Result<Origin, Error> {
        let Some(name) = git_tree else { return find_root(globals).map(Origin::Folder) };
        let (repository, prefix) = repository(globals)?;
        // A commit has a history; a mere tree has not.
        let revision =
            repository.resolve(name, "commit").or_else(|_| repository.resolve(name, "tree"))?;
        Ok(Origin::Revision { repository, prefix, revision })
    }

    /// One of its folders: `content`, or that of a theme.
    pub(super) fn open(&self, folder: &str) -> Result<Box<dyn Source>, Error> {
        Ok(match self {
            Origin::Folder(root) => Box::new(FolderSource::open(root, folder)?),
            Origin::Revision { repository, prefix, revision } => {
                Box::new(Revision::open(repository, revision.as_str(), prefix, folder)?)
            }
        })
    }

    /// Whether it has such a folder.
    pub(super) fn has(&self, folder: &str) -> bool {
        match self {
            Origin::Folder(root) => root.join(folder).is_dir(),
            Origin::Revision { .. } => self.open(folder).is_ok_and(|it| !it.paths().is_empty()),
        }
    }

    /// Who handed in what, as far as the repository tells.
    pub(super) fn provenance(&self) -> Provenance {
        let known = match self {
            // What lies in a bag comes from elsewhere, whatever repository the bag lies in.
            Origin::Folder(root) if is_in_bag(root) => {
                return Provenance::Unknown(WhyUnknown::NoRepository);
            }
            Origin::Folder(root) => Repository::of(root)
                .and_then(|(repository, prefix)| repository.provenance("HEAD", &prefix)),
            Origin::Revision { repository, prefix, revision } => {
                repository.provenance(revision.as_str(), prefix)
            }
        };
        known.unwrap_or_else(|fault| Provenance::Unknown(why_unknown(&fault)))
    }

    /// The commit up to which it is known who handed in what; none where there is none.
    pub(super) fn head(&self) -> Option<String> {
        let Origin::Folder(root) = self else { return None };
        let (repository, _) = Repository::of(root).ok().filter(|_| !is_in_bag(root))?;
        repository.resolve("HEAD", "commit").ok().map(|it| it.as_str().to_owned())
    }

    /// The commit that the records are of, for the papers of a bag.
    pub(super) fn revision(&self) -> Option<String> {
        let Origin::Folder(root) = self else {
            let Origin::Revision { revision, .. } = self else { return None };
            return Some(revision.as_str().to_owned());
        };
        let (repository, _) = Repository::of(root).ok().filter(|_| !is_in_bag(root))?;
        let head = repository.resolve("HEAD", "commit").ok()?;
        let changed = repository.text(["status", "--porcelain", "--", "content", "themes"]).ok()?;
        let head = head.as_str();
        Some(if changed.is_empty() {
            head.to_owned()
        } else {
            format!("{head} (with changes that are not committed)")
        })
    }

    /// How far the archive reaches, where it is a part that came out of a bag.
    pub(super) fn note(&self) -> Result<Option<Note>, Error> {
        let Origin::Folder(root) = self else { return Ok(None) };
        let path = root.join(NOTE);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::io(Operation::Read, &path)(error)),
        };
        let unreadable = || {
            Error::custom(
                format!(
                    "“{}”读不懂。它由guidang archive写成，请从档案包重新取一份。",
                    path.display()
                ),
                format!(
                    "\"{}\" cannot be read. guidang archive wrote it: take it from the bag again.",
                    path.display()
                ),
            )
        };
        Note::read(&bytes).map(Some).ok_or_else(unreadable)
    }

    /// Where `output` lies unless another place is given.
    pub(super) fn root(&self) -> &Path {
        match self {
            Origin::Folder(root) => root,
            Origin::Revision { repository, .. } => repository.folder(),
        }
    }
}

/// Whether a root is `data/source` of a bag: nothing may be written there, or the bag is no longer whole.
pub(super) fn is_in_bag(root: &Path) -> bool {
    let Ok(root) = root.canonicalize() else { return false };
    let bag = root.parent().and_then(Path::parent);
    root.ends_with("data/source") && bag.is_some_and(|it| it.join("bagit.txt").is_file())
}

/// The repository around the archive, and the archive's place in it. A bare one says where by its configuration.
pub(super) fn repository(globals: &Globals) -> Result<(Repository, String), Error> {
    let here = match (find_root(globals), &globals.root) {
        (Ok(root), _) => root,
        (Err(_), Some(root)) => root.clone(),
        (Err(_), None) => env::current_dir().map_err(Error::io(Operation::List, "."))?,
    };
    let (repository, prefix) = Repository::of(&here)?;
    let prefix = repository.setting(super::server::ROOT).unwrap_or(prefix);
    Ok((repository, prefix))
}
