//! What every page has: title, way up, navigation, day of judgement.

use std::borrow::Cow;

use serde::Serialize;

use crate::site::model::href::root_from;
use crate::site::model::navigation;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::theme::Shared;

/// What every page has. Templates find it as `page`.
#[derive(Debug, Serialize)]
pub(crate) struct Frame<'s> {
    pub(crate) title: Cow<'s, str>,
    pub(crate) site: &'s str,
    pub(crate) organisation: Option<&'s str>,
    pub(crate) as_of: &'s str,
    pub(crate) root: String,
    /// Which of the main sections it belongs to: `schools`.
    pub(crate) section: &'static str,
    /// The main sections: [`NavItem`]s.
    pub(crate) nav: Shared,
    /// What else there is.
    pub(crate) nav_more: Shared,
    pub(crate) crumbs: Vec<Link<'s>>,
    pub(crate) edit: Option<String>,
    /// Its printed version.
    pub(crate) print: Option<String>,
    /// Whether the site has a feed.
    pub(crate) feed: bool,
    pub(crate) draft: bool,
    /// The release that made it.
    pub(crate) version: &'static str,
}

impl<'s> PageCtx<'s> {
    /// The frame of this page.
    pub(crate) fn frame(
        self,
        title: impl Into<Cow<'s, str>>,
        section: &'static str,
        crumbs: Vec<Link<'s>>,
    ) -> Frame<'s> {
        let site = &self.site.archive.site;
        let [nav, nav_more] = navigation::menus(self, section);
        Frame {
            title: title.into(),
            site: &site.title,
            organisation: site.organisation.as_deref(),
            as_of: &self.site.as_of,
            root: root_from(self.path),
            section,
            nav,
            nav_more,
            crumbs,
            edit: None,
            print: None,
            feed: site.base_url.is_some(),
            draft: false,
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}
