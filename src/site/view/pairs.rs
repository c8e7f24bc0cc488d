//! The list of pairs.

use serde::Serialize;

use crate::site::fragments::pair_line::{PairLine, pair_lines};
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

/// The list of pairs.
pub(crate) struct PairsPages;

impl PageKind for PairsPages {
    type Key<'s> = ();
    type View<'s> = PairsPage<'s>;
    const NAVIGATION: &'static [NavEntry] = &[NavEntry {
        section: "pairs",
        path: "pairs.html",
        label: |labels| labels.pairs,
        group: NavGroup::Main,
        presence: NavPresence::Always,
    }];

    fn keys<'s>(_site: &'s Site<'s>) -> Vec<()> {
        vec![()]
    }

    fn path<'s>(_site: &'s Site<'s>, _key: ()) -> &'s str {
        "pairs.html"
    }

    fn view<'s>(ctx: PageCtx<'s>, _key: ()) -> PairsPage<'s> {
        pairs(ctx)
    }
}

template_struct! {
    /// The list of pairs.
    #[derive(Debug, Serialize)]
    pub(crate) struct PairsPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// All pairs.
        pairs: Vec<PairLine<'s>>,
    }
}

impl Page for PairsPage<'_> {
    const TEMPLATE: Template = template!("pairs.html");
}

/// The list of all pairs.
fn pairs(ctx: PageCtx<'_>) -> PairsPage<'_> {
    PairsPage {
        page: ctx.frame(ctx.pick("结对", "Pairs"), "pairs", Vec::new()),
        pairs: pair_lines(ctx),
    }
}
