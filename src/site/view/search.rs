//! The page of the search. What is found comes from the files that `search` makes.

use serde::Serialize;

use crate::l10n::labels::Labels;
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// The page of the search.
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
    /// The search. Results are put in by `static/search-page.js`.
    #[derive(Debug, Serialize)]
    pub(crate) struct SearchPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// What it can be narrowed by.
        choices: [Choice; crate::site::search::FACETS],
    }
}

template_struct! {
    /// What the search can be narrowed by.
    #[derive(Debug, Serialize)]
    struct Choice {
        /// Its name in the address of the page.
        name: &'static str,
        /// Its word.
        label: &'static str,
    }
}

impl Page for SearchPage<'_> {
    const TEMPLATE: Template = template!("search.html");
}

/// The page of the search.
fn search(ctx: PageCtx<'_>) -> SearchPage<'_> {
    let w = Labels::of(ctx.site.lang());
    let choices = [
        ("school", w.school),
        ("kind", w.kind),
        ("term", w.term),
        ("type", w.of_type),
        ("pair", w.pair),
    ];
    SearchPage {
        page: ctx.frame(w.search, "search", Vec::new()),
        choices: choices.map(|(name, label)| Choice { name, label }),
    }
}
