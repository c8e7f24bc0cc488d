//! How an indicator is counted, in words.

use crate::model::IndicatorIx;
use crate::site::model::page_ctx::PageCtx;

pub(crate) fn counting(ctx: PageCtx<'_>, at: IndicatorIx) -> String {
    let site = ctx.site;
    let measure =
        |measure: crate::model::MeasureIx| site.archive.measures[measure.0 as usize].clone();
    site.words.counting(site.archive.indicator(at), measure)
}
