//! The list of the archives that this one rolls up.

use serde::Serialize;

use crate::engine::federation::Federation;
use crate::site::fragments::answer::Answer;
use crate::site::fragments::county::{
    COUNTIES, CountyLine, Coverage, counties_answer, county_lines, coverage, tally_of_all,
};
use crate::site::fragments::rollup::{RollUpLine, rollup_lines};
use crate::site::fragments::status::Tally;
use crate::site::model::frame::Frame;
use crate::site::model::navigation::NavEntry;
use crate::site::model::navigation::NavGroup;
use crate::site::model::navigation::NavPresence;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// The list of the archives that are rolled up, where there are any.
pub(crate) struct CountiesPages;

impl PageKind for CountiesPages {
    type Key<'s> = &'s Federation;
    type View<'s> = CountiesPage<'s>;
    const NAVIGATION: &'static [NavEntry] = &[NavEntry {
        section: "counties",
        path: "counties/index.html",
        label: |labels| labels.counties,
        group: NavGroup::More,
        presence: NavPresence::WithFederation,
    }];

    fn keys<'s>(site: &'s Site<'s>) -> Vec<&'s Federation> {
        site.federation.into_iter().collect()
    }

    fn path<'s>(_site: &'s Site<'s>, _key: &'s Federation) -> &'s str {
        COUNTIES
    }

    fn view<'s>(ctx: PageCtx<'s>, key: &'s Federation) -> CountiesPage<'s> {
        counties(ctx, key)
    }
}

template_struct! {
    /// `counties/index.html`: the archives that sources.yaml names.
    #[derive(Debug, Serialize)]
    pub(crate) struct CountiesPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// How many of them reported, and which did not.
        coverage: Coverage,
        /// How all their targets stand, in a sentence.
        answer: Answer<'s>,
        /// How many of all their targets have each status.
        tally: Tally,
        /// The archives, worst first.
        counties: Vec<CountyLine<'s>>,
        /// Their indicators, by name.
        indicators: Vec<RollUpLine<'s>>,
    }
}

impl Page for CountiesPage<'_> {
    const TEMPLATE: Template = template!("counties.html");
}

/// The list of all archives.
fn counties<'s>(ctx: PageCtx<'s>, federation: &'s Federation) -> CountiesPage<'s> {
    CountiesPage {
        page: ctx.frame(ctx.pick("下级档案", "Counties"), "counties", Vec::new()),
        coverage: coverage(ctx, federation),
        answer: counties_answer(ctx, federation),
        tally: tally_of_all(ctx, federation),
        counties: county_lines(ctx, federation),
        indicators: rollup_lines(ctx, federation),
    }
}
