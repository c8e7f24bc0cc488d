//! How an indicator is counted, in words.

use crate::model::IndicatorIx;
use crate::site::model::page_ctx::PageCtx;

pub(crate) fn counting(here: PageCtx<'_>, at: IndicatorIx) -> String {
    let site = here.site;
    let measure = |it: crate::model::MeasureIx| site.archive.measures[it.0 as usize].clone();
    site.words.counting(site.archive.indicator(at), measure)
}
