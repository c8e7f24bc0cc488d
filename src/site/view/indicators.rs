//! The list of indicators.

use serde::Serialize;

use crate::model::IndicatorIx;
use crate::site::fragments::counting::counting;
use crate::site::fragments::status::Tally;
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::theme::Page;

/// `indicators.html`.
#[derive(Debug, Serialize)]
pub(crate) struct IndicatorsPage<'s> {
    page: Frame<'s>,
    indicators: Vec<IndicatorLine<'s>>,
}

#[derive(Debug, Serialize)]
struct IndicatorLine<'s> {
    link: Link<'s>,
    unit: &'s str,
    counting: String,
    tally: Tally,
}

impl Page for IndicatorsPage<'_> {
    const TEMPLATE: &'static str = "indicators.html";
}

/// The list of indicators.
pub(crate) fn indicators(here: PageCtx<'_>) -> IndicatorsPage<'_> {
    let site = here.site;
    let line = |at: usize| IndicatorLine {
        link: here.indicator(IndicatorIx(at)),
        unit: &site.archive.indicators[at].unit,
        counting: counting(here, IndicatorIx(at)),
        tally: site.tally(site.lookup.readings_of_indicator[at].iter().copied()),
    };
    IndicatorsPage {
        page: here.frame(here.say("指标", "Indicators"), "indicators", Vec::new()),
        indicators: (0..site.archive.indicators.len()).map(line).collect(),
    }
}
