//! How many records of each kind a term has.

use crate::model::{RecordKind, TermIx};
use crate::site::model::page_ctx::PageCtx;

pub(crate) fn counts(here: PageCtx<'_>, at: TermIx) -> Vec<usize> {
    let mut counts = vec![0; RecordKind::ALL.len()];
    for term in &here.site.lookup.by_term[at.0] {
        counts[here.site.archive.record(*term).kind() as usize] += 1;
    }
    counts
}
