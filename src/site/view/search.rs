//! The search page. Its results come from the index files that `site::search` writes.

use serde::Serialize;

use crate::l10n::labels::Labels;
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// The search page.
pub(crate) struct SearchPages;

impl PageKind for SearchPages {
    type Key<'s> = ();
    type View<'s> = SearchPage<'s>;

    fn keys<'s>(_site: &'s Site<'s>) -> Vec<()> {
        vec![()]
    }

    fn path<'s>(_site: &'s Site<'s>, _key: ()) -> &'s str {
        "search.html"
    }

    fn view<'s>(ctx: PageCtx<'s>, _key: ()) -> SearchPage<'s> {
        search(ctx)
    }
}

template_struct! {
    /// The search page. `static/search-page.js` fills in the results.
    #[derive(Debug, Serialize)]
    pub(crate) struct SearchPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// The facets by which results can be filtered.
        choices: [Choice; crate::site::search::FACETS],
    }
}

template_struct! {
    /// A facet by which results can be filtered.
    #[derive(Debug, Serialize)]
    struct Choice {
        /// Its parameter name in the address of the page.
        name: &'static str,
        /// Its label.
        label: &'static str,
    }
}

impl Page for SearchPage<'_> {
    const TEMPLATE: Template = template!("search.html");
}

/// The search page.
fn search(ctx: PageCtx<'_>) -> SearchPage<'_> {
    let labels = Labels::of(ctx.site.lang());
    let choices = [
        ("school", labels.school),
        ("kind", labels.kind),
        ("term", labels.term),
        ("type", labels.of_type),
        ("pair", labels.pair),
    ];
    SearchPage {
        page: ctx.frame(labels.search, "search", Vec::new()),
        choices: choices.map(|(name, label)| Choice { name, label }),
    }
}
