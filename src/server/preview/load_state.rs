//! What stays known from one load of the sources to the next.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::Error;
use crate::model::{Day, Provenance};
use crate::parse::ParseCache;
use crate::project::{AttachmentCache, LoadOptions, Observer, Project, Snapshot};
use crate::server::ChangedPaths;
use crate::source::FolderSource;
use crate::timings::{Phase, phase};

/// What need not be read again.
#[derive(Default)]
pub(crate) struct LoadState {
    records: ParseCache,
    attachments: AttachmentCache,
    tree: Option<FolderSource>,
    /// A commit with the place of the archive in the repository, and who submitted what up to it.
    provenance: Option<((String, String), Arc<Provenance>)>,
}

impl LoadState {
    /// Loads the archive after nothing but `changed` has changed. After an error or a panic everything is read again.
    pub(crate) fn load(
        &mut self,
        project: &Project,
        as_of: Option<Day>,
        changed: &ChangedPaths,
        observer: &mut dyn Observer,
    ) -> Result<(Snapshot, Arc<Provenance>), Error> {
        let mut state = std::mem::take(self);
        let tree = state.update_tree(project, changed)?;
        let options = LoadOptions {
            as_of,
            with_theme: true,
            parse_cache: Some(&mut state.records),
            attachment_cache: Some(&mut state.attachments),
            tree: Some(tree),
        };
        let snapshot = project.load_with(options, observer)?;
        let provenance = state.update_provenance(project);
        *self = state;
        Ok((snapshot, provenance))
    }

    /// The records as they were parsed last, for trying changes.
    pub(crate) fn records(&self) -> ParseCache {
        self.records.for_trials()
    }

    fn update_tree(
        &mut self,
        project: &Project,
        changed: &ChangedPaths,
    ) -> Result<FolderSource, Error> {
        let mut updated = None;
        if let (Some(tree), ChangedPaths::Only(paths)) = (self.tree.take(), changed) {
            let paths = paths.iter().map(PathBuf::as_path);
            updated = tree.updated(paths.filter(|path: &&Path| path.starts_with("content")));
        }
        let tree = match updated {
            Some(tree) => tree,
            None => {
                phase(Phase::Read, || FolderSource::open_with_stamps(project.root(), "content"))?
            }
        };
        self.tree = Some(tree.clone());
        Ok(tree)
    }

    /// Reads the history again only when there is a new commit.
    fn update_provenance(&mut self, project: &Project) -> Arc<Provenance> {
        let head = project.origin().head();
        if let (Some((known, provenance)), Some(head)) = (&self.provenance, &head)
            && known == head
        {
            return Arc::clone(provenance);
        }
        let provenance = Arc::new(project.origin().provenance());
        self.provenance = head.map(|head| (head, Arc::clone(&provenance)));
        provenance
    }
}
