//! The pipeline: an archive is loaded into a [`Snapshot`], its [`Site`] is rendered, and the site is published.
//!
//! Nothing here prints, parses arguments or knows of a terminal. What a caller may want to report is returned, or passed
//! to an [`Observer`] while the work goes on.

pub(crate) mod attachments;
mod bag;
mod build;
mod clock;
mod earlier_release;
pub(crate) mod federation;
mod gate;
mod guards;
mod hooks;
mod import;
mod inspect;
mod load;
mod manifest;
mod origin;
mod picture_check;
mod proposal;
pub(crate) mod publish;
mod publish_state;
mod push;
mod registers;
mod relocation;
mod render_pages;
mod render_site;
mod review;
pub(crate) mod status;
mod theme;
mod theme_trial;
mod unchanged;

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::incremental::{PhotoCache, Store};
use crate::source::git::{ObjectId, Repository};

pub use crate::site::Site;
pub(crate) use bag::{BagOutcome, write_bag};
pub(crate) use build::build_listed;
pub use build::{
    BuildOptions, BuildOutcome, BuildReport, BuildSummary, build, build_observed, check,
};
pub(crate) use clock::today;
pub use earlier_release::Derivable;
pub(crate) use guards::{Opening, openings, set_guards};
pub(crate) use hooks::{InstalledHook, install_hook, script_names};
pub use import::{
    ImportOrigins, ImportedFrom, PlacedRecord, check_imported, place_imported, save_imported,
};
pub(crate) use import::{chosen_labels, labels_file};
pub(crate) use inspect::AttachmentCache;
pub(crate) use load::{LoadOptions, ProposalOptions};
pub use load::{Observer, Snapshot};
pub use origin::Origin;
pub(crate) use origin::{ROOT_SETTING, find_repository, find_root, finish_interrupted};
pub(crate) use proposal::Proposal;
pub(crate) use publish_state::{PublishLock, PublishState, STATUS_SETTING};
pub(crate) use push::{
    ADMIN_SETTING, BRANCH_SETTING, PUBLISH_SETTING, PUSHER_SETTING, PushReceiver, PushReview,
    shared_branch_of,
};
pub(crate) use registers::{lock_archive, save_numbers};
pub(crate) use relocation::{MoveOutcome, MoveRepository, Recovery, carry_out};
pub(crate) use review::{SubmissionReview, review_commit};
pub(crate) use unchanged::BuildInputs;

/// An archive that sites can be built from, and its caches.
#[derive(Debug)]
pub struct Project {
    origin: Origin,
    /// Where reduced photos are kept; `None` means nowhere.
    photos: Option<Store>,
}

impl Project {
    /// The archive in a folder that holds `content/`.
    pub fn at(root: impl Into<PathBuf>) -> Project {
        Project::new(Origin::Folder(root.into()))
    }

    /// The archive in a revision of a repository. `prefix` is its folder in the repository, empty for the whole.
    #[must_use]
    pub fn at_revision(repository: Repository, prefix: String, revision: ObjectId) -> Project {
        Project::new(Origin::Revision { repository, prefix, revision })
    }

    /// The archive in the folder `root`, or without one in the nearest folder above the current one; with `git_tree`,
    /// that revision of the repository around it.
    ///
    /// # Errors
    /// When there is no archive, or no such revision.
    pub fn find(root: Option<&Path>, git_tree: Option<&str>) -> Result<Project, Error> {
        Origin::find(root, git_tree).map(Project::new)
    }

    fn new(origin: Origin) -> Project {
        let photos = origin.store();
        Project { origin, photos }
    }

    /// A copy of this archive in another folder, which uses the reduced photos of this one.
    pub(crate) fn copied_to(&self, root: PathBuf) -> Project {
        Project { origin: Origin::Folder(root), photos: self.photos.clone() }
    }

    /// Where the archive is read from.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The archive's folder, or the repository's: the default output is relative to it.
    #[must_use]
    pub fn root(&self) -> &Path {
        self.origin.root()
    }

    /// Whether the archive is the sources inside a bag, where nothing may be written.
    pub(crate) fn is_in_bag(&self) -> bool {
        origin::is_in_bag(self.root())
    }

    /// The reduced copies of the archive's photos.
    pub(crate) fn photo_cache(&self) -> PhotoCache {
        PhotoCache::new(self.photos.clone())
    }
}
