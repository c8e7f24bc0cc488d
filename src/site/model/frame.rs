//! What every page has: title, way up, navigation, day of judgement.

use std::borrow::Cow;

use serde::Serialize;

use crate::model::Day;
use crate::site::model::href::root_from;
use crate::site::model::navigation;
use crate::site::model::navigation::NavItem;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::theme::Shared;
use crate::site::values::describe::template_struct;

template_struct! {
    /// What every page has, under `page`.
    #[derive(Debug, Serialize)]
    pub(crate) struct Frame<'s> {
        /// Title of the page.
        pub(crate) title: Cow<'s, str>,
        /// Title of the site.
        pub(crate) site: &'s str,
        /// Who publishes the site.
        pub(crate) organisation: Option<&'s str>,
        /// The day everything is judged on.
        pub(crate) as_of: Cow<'s, str>,
        /// That day for machines: `2024-06-30`; none of documents of an earlier day, and while nothing is dated.
        pub(crate) as_of_day: Option<String>,
        /// Way up to the site's root, put before paths: `{{ page.root }}index.html`; empty in the
        /// root itself.
        pub(crate) root: String,
        /// The part of the site it belongs to, for the navigation and the class of `body`.
        pub(crate) section: &'static str,
        /// The main sections; none on paper.
        #[shown_as(Vec<NavItem>)]
        pub(crate) nav: Shared,
        /// What else there is; none on paper.
        #[shown_as(Vec<NavItem>)]
        pub(crate) nav_more: Shared,
        /// The way from the home page to here, without both ends.
        pub(crate) crumbs: Vec<Link<'s>>,
        /// Where the record can be corrected; of records and plans, when the site has `edit_url`.
        pub(crate) edit: Option<String>,
        /// Its printed version.
        pub(crate) print: Option<String>,
        /// Whether the site has a feed, `feed.xml`.
        pub(crate) feed: bool,
        /// Whether it shows a draft (only with `--drafts`).
        pub(crate) draft: bool,
        /// The release of guidang that made the page.
        pub(crate) version: &'static str,
    }
}

impl<'s> PageCtx<'s> {
    /// The day of judgement for machines.
    fn as_of_day(self) -> Option<String> {
        let as_of = self.site.readings.as_of;
        (self.past.is_none() && as_of != Day::first()).then(|| as_of.to_string())
    }

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
            as_of: match self.past {
                Some(past) => Cow::Owned(self.site.words.day(past.as_of)),
                None => Cow::Borrowed(&self.site.as_of),
            },
            as_of_day: self.as_of_day(),
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
