//! The page at an old address: it leads to the new one, also without JavaScript and from a USB stick.

use serde::Serialize;

use crate::l10n::labels::Labels;
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::redirects::{OtherPages, Redirect, redirects};
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};
use crate::site::view::catalogue_folders::CatalogueFoldersPages;
use crate::site::view::catalogue_list::CatalogueListPages;
use crate::site::view::follow_ups::FollowUpsPages;
use crate::site::view::form::FormPages;
use crate::site::view::printed_brief::PrintedBriefPages;
use crate::site::view::printed_follow_ups::PrintedFollowUpsPages;
use crate::site::view::target::TargetPages;

/// The pages at old addresses. The search, the feed and lists do not know them.
pub(crate) struct RedirectPages;

impl PageKind for RedirectPages {
    type Key<'s> = usize;
    type View<'s> = RedirectPage<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<usize> {
        (0..redirects_of(site).len()).collect()
    }

    fn path<'s>(site: &'s Site<'s>, key: usize) -> &'s str {
        &redirects_of(site)[key].path
    }

    fn view<'s>(ctx: PageCtx<'s>, key: usize) -> RedirectPage<'s> {
        let redirect = &redirects_of(ctx.site)[key];
        RedirectPage {
            page: ctx.frame(Labels::of(ctx.site.lang()).moved, "moved", Vec::new()),
            target: ctx.link(&*redirect.title, &redirect.target),
        }
    }
}

fn redirects_of<'s>(site: &'s Site<'s>) -> &'s [Redirect] {
    site.redirects.get_or_init(|| {
        let mut others = OtherPages::default();
        add_pages::<FormPages>(site, &mut others.of_owners);
        add_pages::<FollowUpsPages>(site, &mut others.of_owners);
        add_pages::<PrintedFollowUpsPages>(site, &mut others.of_owners);
        add_pages::<CatalogueListPages>(site, &mut others.of_owners);
        add_pages::<CatalogueFoldersPages>(site, &mut others.of_owners);
        add_pages::<PrintedBriefPages>(site, &mut others.of_owners);
        for key in TargetPages::keys(site) {
            let path = TargetPages::path(site, key);
            others.of_targets.entry(key.0).or_default().push(path);
        }
        redirects(site.archive, (&site.routes, &site.lookup), &others)
    })
}

/// Adds the paths of all pages of a kind.
fn add_pages<'s, K: PageKind>(site: &'s Site<'s>, paths: &mut Vec<&'s str>) {
    for key in K::keys(site) {
        paths.push(K::path(site, key));
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
