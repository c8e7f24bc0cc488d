//! What is known from one look at the sources to the next.

use std::sync::Arc;

use super::super::origin::Origin;
use crate::model::Provenance;
use crate::parse::Memo;

/// What need not be found out again.
#[derive(Default)]
pub(in crate::commands) struct Known {
    /// The records.
    pub(in crate::commands) memo: Memo,
    /// Who handed in what, up to a commit.
    provenance: Option<(String, Arc<Provenance>)>,
}

impl Known {
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
