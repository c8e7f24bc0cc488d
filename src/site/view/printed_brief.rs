//! The briefs on one page (一页简报).

use crate::model::{Digest, PairIx};
use crate::site::fragments::pair_line::readings_of_pair;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;
use crate::site::page::inputs::PageInputs;
use crate::site::page::page_kind::PageKind;
use crate::site::printed;
use crate::site::printed::{Brief, BriefScope};

/// The brief of the archive, and that of each pair that has targets.
pub(crate) struct PrintedBriefPages;

impl PageKind for PrintedBriefPages {
    type Key<'s> = BriefScope;
    type View<'s> = Brief<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<BriefScope> {
        if site.readings.targets.is_empty() {
            return Vec::new();
        }
        let mut keys = vec![BriefScope::Archive];
        for pair in 0..site.archive.pairs.len() {
            if has_brief(site, PairIx(pair)) {
                keys.push(BriefScope::Pair(PairIx(pair)));
            }
        }
        keys
    }

    fn path<'s>(site: &'s Site<'s>, key: BriefScope) -> &'s str {
        match key {
            BriefScope::Archive => BRIEF,
            BriefScope::Pair(pair) => &site.routes.briefs[pair.0],
        }
    }

    fn view<'s>(ctx: PageCtx<'s>, key: BriefScope) -> Brief<'s> {
        printed::brief(ctx, key)
    }

    fn inputs(inputs: &PageInputs<'_>, key: BriefScope) -> Digest {
        match key {
            BriefScope::Archive => inputs.all(),
            BriefScope::Pair(pair) => inputs.pair(pair),
        }
    }
}

/// The brief of the archive.
pub(crate) const BRIEF: &str = "print/brief.html";

/// Whether a pair has targets, and so a brief.
pub(crate) fn has_brief(site: &Site<'_>, pair: PairIx) -> bool {
    !readings_of_pair(PageCtx::new(site, ""), pair).is_empty()
}
