//! What one site of the preview is made from.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::ThreadPool;

use super::PreviewError;
use super::attachments::{Attachments, PublishedAttachments, TempFile};
use crate::incremental::PhotoCache;
use crate::model::Provenance;
use crate::project::Snapshot;
use crate::site::{Site, Theme};

/// What one site of the preview is made from. The snapshot has no errors.
pub(crate) struct PreviewInputs {
    pub(crate) snapshot: Arc<Snapshot>,
    pub(crate) provenance: Arc<Provenance>,
    /// Whether drafts get pages.
    pub(crate) drafts: bool,
    pub(crate) photos: PhotoCache,
    pub(crate) attachments: Arc<Attachments>,
    /// Threads for background work; `None` where the system refuses them.
    pub(crate) background: Option<Arc<ThreadPool>>,
}

/// A site with its attachments on disk.
pub(super) struct PreparedSite<'a> {
    pub(super) site: Site<'a>,
    pub(super) theme: &'a Theme,
    /// The files by their paths in the site.
    pub(super) files: BTreeMap<String, Arc<TempFile>>,
    pub(super) broken_pictures: Vec<String>,
}

impl PreviewInputs {
    /// Makes the site and publishes its attachments.
    pub(super) fn prepare(&self) -> Result<PreparedSite<'_>, PreviewError> {
        let snapshot = &*self.snapshot;
        // A snapshot without errors has a theme.
        let theme = snapshot.theme.as_ref().ok_or(PreviewError::Panicked)?;
        let site = snapshot.site(self.drafts, Some(&self.provenance));
        let PublishedAttachments { attached, files, broken_pictures } =
            self.attachments.publish(site.attachments(), &*snapshot.source, &self.photos)?;
        Ok(PreparedSite { site: site.with_attached(attached), theme, files, broken_pictures })
    }

    /// Runs much work in threads of its own, so that reading the next change does not wait for it.
    pub(super) fn in_background<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.background {
            Some(threads) => threads.install(work),
            None => work(),
        }
    }
}
