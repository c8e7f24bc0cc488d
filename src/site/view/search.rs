//! The page of the search. What is found comes from the files that `search` makes.

use serde::Serialize;

use crate::l10n::labels::Labels;
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;

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

/// `search.html`.
#[derive(Debug, Serialize)]
pub(crate) struct SearchPage<'s> {
    page: Frame<'s>,
    /// What can be chosen by, in the order of [`crate::site::search::Facets::tables`].
    choices: [Choice; crate::site::search::FACETS],
}

#[derive(Debug, Serialize)]
struct Choice {
    /// As it stands in the page's address.
    name: &'static str,
    label: &'static str,
}

impl Page for SearchPage<'_> {
    const TEMPLATE: &'static str = "search.html";
}

/// The page of the search.
fn search(here: PageCtx<'_>) -> SearchPage<'_> {
    let w = Labels::of(here.site.lang());
    let choices = [
        ("school", w.school),
        ("kind", w.kind),
        ("term", w.term),
        ("type", w.of_type),
        ("pair", w.pair),
    ];
    SearchPage {
        page: here.frame(w.search, "search", Vec::new()),
        choices: choices.map(|(name, label)| Choice { name, label }),
    }
}
