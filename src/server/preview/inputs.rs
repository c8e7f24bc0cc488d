//! What one site of the preview is made from.

use std::sync::Arc;

use rayon::ThreadPool;

use super::PreviewError;
use super::attachments::Attachments;
use crate::incremental::PhotoCache;
use crate::model::Provenance;
use crate::project::Snapshot;
use crate::site::{Site, SiteTables, Theme};

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

impl PreviewInputs {
    /// Computes the site.
    pub(super) fn new_site(&self) -> Site<'_> {
        self.snapshot.site(self.drafts, Some(&self.provenance))
    }

    /// The site for one request, from tables that were computed before.
    pub(super) fn site(&self, tables: &SiteTables) -> Site<'_> {
        self.snapshot.site_with_tables(self.drafts, Some(&self.provenance), tables.clone())
    }

    /// The theme, which every snapshot without errors has.
    pub(super) fn theme(&self) -> Result<&Theme, PreviewError> {
        self.snapshot.theme.as_ref().ok_or(PreviewError::Panicked)
    }

    /// Runs much work in threads of its own, so that reading the next change does not wait for it.
    pub(super) fn in_background<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.background {
            Some(threads) => threads.install(work),
            None => work(),
        }
    }
}
