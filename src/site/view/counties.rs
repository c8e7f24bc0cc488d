//! The list of the archives that this one rolls up.

use serde::Serialize;

use crate::engine::federation::Federation;
use crate::site::fragments::county::{CountyLine, Coverage, county_lines, coverage, tally_of_all};
use crate::site::fragments::rollup::{RollUpLine, rollup_lines};
use crate::site::fragments::status::Tally;
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::PageCtx;
use crate::site::theme::Page;

/// `counties/index.html`.
#[derive(Debug, Serialize)]
pub(crate) struct CountiesPage<'s> {
    page: Frame<'s>,
    coverage: Coverage,
    tally: Tally,
    counties: Vec<CountyLine<'s>>,
    indicators: Vec<RollUpLine<'s>>,
}

impl Page for CountiesPage<'_> {
    const TEMPLATE: &'static str = "counties.html";
}

/// The list of all archives.
pub(crate) fn counties<'s>(here: PageCtx<'s>, federation: &'s Federation) -> CountiesPage<'s> {
    CountiesPage {
        page: here.frame(here.say("下级档案", "Counties"), "counties", Vec::new()),
        coverage: coverage(here, federation),
        tally: tally_of_all(here, federation),
        counties: county_lines(here, federation),
        indicators: rollup_lines(here, federation),
    }
}
