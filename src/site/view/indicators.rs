//! The list of indicators.

use serde::Serialize;

use crate::model::IndicatorIx;
use crate::site::fragments::counting::counting;
use crate::site::fragments::status::Tally;
use crate::site::model::frame::Frame;
use crate::site::model::navigation::NavEntry;
use crate::site::model::navigation::NavGroup;
use crate::site::model::navigation::NavPresence;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// The list of indicators.
pub(crate) struct IndicatorsPages;

impl PageKind for IndicatorsPages {
    type Key<'s> = ();
    type View<'s> = IndicatorsPage<'s>;
    const NAVIGATION: &'static [NavEntry] = &[NavEntry {
        section: "indicators",
        path: "indicators.html",
        label: |labels| labels.indicators,
        group: NavGroup::Main,
        presence: NavPresence::Always,
    }];

    fn keys<'s>(_site: &'s Site<'s>) -> Vec<()> {
        vec![()]
    }

    fn path<'s>(_site: &'s Site<'s>, _key: ()) -> &'s str {
        "indicators.html"
    }

    fn view<'s>(ctx: PageCtx<'s>, _key: ()) -> IndicatorsPage<'s> {
        indicators(ctx)
    }
}

template_struct! {
    /// The list of indicators.
    #[derive(Debug, Serialize)]
    pub(crate) struct IndicatorsPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// All indicators.
        indicators: Vec<IndicatorLine<'s>>,
    }
}

template_struct! {
    /// A line about one indicator.
    #[derive(Debug, Serialize)]
    struct IndicatorLine<'s> {
        /// The indicator.
        link: Link<'s>,
        /// Its unit.
        unit: &'s str,
        /// How it is counted, in words.
        counting: String,
        /// How many of its targets have each status.
        tally: Tally,
    }
}

impl Page for IndicatorsPage<'_> {
    const TEMPLATE: Template = template!("indicators.html");
}

/// The list of indicators.
fn indicators(ctx: PageCtx<'_>) -> IndicatorsPage<'_> {
    let site = ctx.site;
    let mut lines = Vec::new();
    for (index, indicator) in site.archive.indicators.iter().enumerate() {
        lines.push(IndicatorLine {
            link: ctx.indicator(IndicatorIx(index)),
            unit: &indicator.unit,
            counting: counting(ctx, IndicatorIx(index)),
            tally: site.tally(site.lookup.readings_of_indicator[index].iter().copied()),
        });
    }
    IndicatorsPage {
        page: ctx.frame(ctx.pick("指标", "Indicators"), "indicators", Vec::new()),
        indicators: lines,
    }
}
