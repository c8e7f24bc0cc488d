//! The page at an old address: it leads to the new one, also without JavaScript and from a USB stick.

use serde::Serialize;

use crate::l10n::labels::Labels;
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// The pages at old addresses. The search, the feed and lists do not know them.
pub(crate) struct RedirectPages;

impl PageKind for RedirectPages {
    type Key<'s> = usize;
    type View<'s> = RedirectPage<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<usize> {
        (0..site.redirects.len()).collect()
    }

    fn path<'s>(site: &'s Site<'s>, key: usize) -> &'s str {
        &site.redirects[key].path
    }

    fn view<'s>(ctx: PageCtx<'s>, key: usize) -> RedirectPage<'s> {
        let redirect = &ctx.site.redirects[key];
        RedirectPage {
            page: ctx.frame(Labels::of(ctx.site.lang()).moved, "moved", Vec::new()),
            target: ctx.link(&*redirect.title, &redirect.target),
        }
    }
}

template_struct! {
    /// The page at an old address.
    #[derive(Debug, Serialize)]
    pub(crate) struct RedirectPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// The page that stands at the new address.
        target: Link<'s>,
    }
}

impl Page for RedirectPage<'_> {
    const TEMPLATE: Template = template!("redirect.html");
}
