//! How many records of each kind a term has.

use crate::model::{RecordKind, TermIx};
use crate::site::model::page_ctx::PageCtx;

pub(crate) fn counts(ctx: PageCtx<'_>, at: TermIx) -> Vec<usize> {
    let mut counts = vec![0; RecordKind::ALL.len()];
    for term in &ctx.site.lookup.by_term[at.0] {
        counts[ctx.site.archive.record(*term).kind() as usize] += 1;
    }
    counts
}
