//! The list of pairs.

use serde::Serialize;

use crate::site::fragments::pair_line::{PairLine, pair_lines};
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::PageCtx;
use crate::site::theme::Page;

/// `pairs.html`.
#[derive(Debug, Serialize)]
pub(crate) struct PairsPage<'s> {
    page: Frame<'s>,
    pairs: Vec<PairLine<'s>>,
}

impl Page for PairsPage<'_> {
    const TEMPLATE: &'static str = "pairs.html";
}

/// The list of all pairs.
pub(crate) fn pairs(here: PageCtx<'_>) -> PairsPage<'_> {
    PairsPage {
        page: here.frame(here.say("结对", "Pairs"), "pairs", Vec::new()),
        pairs: pair_lines(here),
    }
}
