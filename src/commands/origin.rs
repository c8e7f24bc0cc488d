//! Where an archive is read from: a folder, or a revision of a repository without a checkout.

use std::env;
use std::path::{Path, PathBuf};

use super::find_root;
use crate::cli::Globals;
use crate::fault::{Doing, Fault};
use crate::git::{ObjectId, Repository, Revision, why_unknown};
use crate::model::Provenance;
use crate::parse::Source;
use crate::read::Tree;

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
    pub(super) fn find(globals: &Globals, git_tree: Option<&str>) -> Result<Origin, Fault> {
        let Some(name) = git_tree else { return find_root(globals).map(Origin::Folder) };
        let (repository, prefix) = repository(globals)?;
        // A commit has a history; a mere tree has not.
        let revision =
            repository.resolve(name, "commit").or_else(|_| repository.resolve(name, "tree"))?;
        Ok(Origin::Revision { repository, prefix, revision })
    }

    /// One of its folders: `content`, or that of a theme.
    pub(super) fn open(&self, folder: &str) -> Result<Box<dyn Source>, Fault> {
        Ok(match self {
            Origin::Folder(root) => Box::new(Tree::open(root, folder)?),
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
            Origin::Folder(root) => Repository::of(root)
                .and_then(|(repository, prefix)| repository.provenance("HEAD", &prefix)),
            Origin::Revision { repository, prefix, revision } => {
                repository.provenance(revision.as_str(), prefix)
            }
        };
        known.unwrap_or_else(|fault| Provenance::Unknown(why_unknown(&fault)))
    }

    /// Where `output` lies unless another place is given.
    pub(super) fn root(&self) -> &Path {
        match self {
            Origin::Folder(root) => root,
            Origin::Revision { repository, .. } => repository.folder(),
        }
    }
}

/// The repository around the archive, and the archive's place in it. A bare one says where by its configuration.
pub(super) fn repository(globals: &Globals) -> Result<(Repository, String), Fault> {
    let here = match (find_root(globals), &globals.root) {
        (Ok(root), _) => root,
        (Err(_), Some(root)) => root.clone(),
        (Err(_), None) => env::current_dir().map_err(Fault::io(Doing::List, "."))?,
    };
    let (repository, prefix) = Repository::of(&here)?;
    let prefix = repository.setting(super::server::ROOT).unwrap_or(prefix);
    Ok((repository, prefix))
}
