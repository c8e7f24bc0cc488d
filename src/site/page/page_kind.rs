//! The trait of page kinds.

use std::fmt::Debug;

use crate::model::Digest;
use crate::site::model::navigation::NavEntry;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;
use crate::site::page::inputs::PageInputs;
use crate::site::page::search_facets::SearchFacets;
use crate::site::search::Document;
use crate::site::theme::Page;
use crate::site::values::describe::TemplateStruct;

/// A kind of page: all that the site needs to know about it, next to its view. A line in `page_table.rs` registers it.
pub(crate) trait PageKind {
    /// Identifies a page of this kind.
    type Key<'s>: Copy + Debug;
    /// What the template of these pages may show. Its type names the template ([`Page::TEMPLATE`]).
    type View<'s>: Page + TemplateStruct;

    /// The entries of the navigation that lead to pages of this kind.
    const NAVIGATION: &'static [NavEntry] = &[];

    /// The pages of this kind that a site has.
    fn keys<'s>(site: &'s Site<'s>) -> Vec<Self::Key<'s>>;

    /// The path of a page, relative to the output: `plans/2024.html`.
    fn path<'s>(site: &'s Site<'s>, key: Self::Key<'s>) -> &'s str;

    /// The view of a page.
    fn view<'s>(ctx: PageCtx<'s>, key: Self::Key<'s>) -> Self::View<'s>;

    /// The digest of at least all that the view of a page is made of. While it stays the same, so does the page. The default
    /// is safe for every kind: everything but the texts of records.
    fn inputs(inputs: &PageInputs<'_>, _key: Self::Key<'_>) -> Digest {
        inputs.all()
    }

    /// What the search knows of a page, without its path and text; `None` for lists and overviews.
    fn search_document<'s>(
        _facets: &SearchFacets<'s>,
        _key: Self::Key<'s>,
    ) -> Option<Document<'s>> {
        None
    }
}

/// What becomes of the view of a page, whichever kind of page it is.
pub(crate) trait PageVisitor {
    type Output;
    fn visit<P: Page>(self, view: &P) -> Self::Output;
}
