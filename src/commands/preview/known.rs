//! What is known from one look at the sources to the next.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::Error;
use crate::model::Provenance;
use crate::parse::ParseCache;
use crate::project::Origin;
use crate::server::ChangedPaths;
use crate::source::FolderSource;
use crate::timings::{Phase, phase};

/// What need not be found out again.
#[derive(Default)]
pub(in crate::commands) struct Known {
    /// The records.
    pub(in crate::commands) memo: ParseCache,
    /// The files.
    tree: Option<FolderSource>,
    /// Who handed in what, up to a commit.
    provenance: Option<(String, Arc<Provenance>)>,
}

impl Known {
    /// The files as they are now, after nothing but this has changed.
    pub(in crate::commands) fn tree(
        &mut self,
        origin: &Origin,
        changed: &ChangedPaths,
    ) -> Result<FolderSource, Error> {
        let updated = match (self.tree.take(), changed) {
            (Some(tree), ChangedPaths::Only(paths)) => {
                let of_content = |it: &&Path| it.starts_with("content");
                tree.updated(paths.iter().map(PathBuf::as_path).filter(of_content))
            }
            _ => None,
        };
        let tree = match updated {
            Some(tree) => tree,
            None => {
                phase(Phase::Read, || FolderSource::open_with_stamps(origin.root(), "content"))?
            }
        };
        self.tree = Some(tree.clone());
        Ok(tree)
    }

    /// Who handed in what: the history is read again when there is a new commit.
    pub(in crate::commands) fn provenance(&mut self, origin: &Origin) -> Arc<Provenance> {
        let head = origin.head();
        match (&self.provenance, &head) {
            (Some((known, provenance)), Some(head)) if known == head => Arc::clone(provenance),
            _ => {
                let provenance = Arc::new(origin.provenance());
                self.provenance = head.map(|it| (it, Arc::clone(&provenance)));
                provenance
            }
        }
    }
}
