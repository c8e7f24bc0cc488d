//! What every page has (title, way up, day of judgement), and links seen from one page.

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::href::{relative, root_from};
use super::site::Site;
use super::theme::Shared;
use crate::engine::progress::JudgedScope;
use crate::l10n::Lang;
use crate::l10n::labels::Labels;
use crate::model::{IndicatorIx, PairIx, PlanIx, RecordIx, SchoolIx, TermIx};

/// A link of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Link<'s> {
    pub(super) text: Cow<'s, str>,
    pub(super) href: String,
}

/// What every page has. Templates find it as `page`.
#[derive(Debug, Serialize)]
pub(super) struct Frame<'s> {
    pub(super) title: Cow<'s, str>,
    pub(super) site: &'s str,
    pub(super) organisation: Option<&'s str>,
    pub(super) as_of: &'s str,
    pub(super) root: String,
    /// Which of the main sections it belongs to: `schools`.
    pub(super) section: &'static str,
    /// The main sections: [`NavItem`]s.
    pub(super) nav: Shared,
    /// What else there is.
    pub(super) nav_more: Shared,
    pub(super) crumbs: Vec<Link<'s>>,
    pub(super) edit: Option<String>,
    /// Its printed version.
    pub(super) print: Option<String>,
    /// Whether the site has a feed.
    pub(super) feed: bool,
    pub(super) draft: bool,
    /// The release that made it.
    pub(super) version: &'static str,
}

/// An entry of the navigation.
#[derive(Debug, Serialize)]
pub(super) struct NavItem {
    text: &'static str,
    href: String,
    /// Whether this page belongs to it.
    current: bool,
}

/// The navigation, as it is seen from pages that lie side by side and belong to one section. Most of a site's pages do.
/// Each thread has its own, so that none waits for another (see `WORDS` in `theme/mod.rs`).
#[derive(Debug)]
pub(super) struct Menus(Vec<Mutex<FxHashMap<Place, [Shared; 2]>>>);

impl Default for Menus {
    fn default() -> Menus {
        Menus((0..=rayon::current_num_threads()).map(|_| Mutex::default()).collect())
    }
}

/// A section, and from where it is seen: the first folder, and how deep.
type Place = (&'static str, String, usize);

impl Menus {
    fn of(&self, here: PageCtx<'_>, section: &'static str) -> [Shared; 2] {
        let first = here.path.split_once('/').map_or("", |it| it.0);
        let place = (section, first.to_owned(), here.path.matches('/').count());
        let own = rayon::current_thread_index().unwrap_or(self.0.len() - 1) % self.0.len();
        let mut menus = self.0[own].lock().unwrap_or_else(PoisonError::into_inner);
        let make = || [MAIN, MORE].map(|it| Shared::new(&here.nav(section, it)));
        menus.entry(place).or_insert_with(make).clone()
    }
}

/// A section, the page it leads to, its name.
type Section = (&'static str, &'static str, fn(&Labels) -> &'static str);

const MAIN: &[Section] = &[
    ("home", "index.html", |it| it.home),
    ("schools", "schools.html", |it| it.schools),
    ("pairs", "pairs.html", |it| it.pairs),
    ("plans", "plans.html", |it| it.plans),
    ("terms", "terms.html", |it| it.terms),
    ("indicators", "indicators.html", |it| it.indicators),
    ("four-haves", "four-haves.html", |it| it.four_haves),
];
const MORE: &[Section] = &[
    ("visits", "visits.html", |it| it.visits),
    ("summaries", "summaries.html", |it| it.summaries),
    ("ledgers", "ledgers.html", |it| it.ledgers),
    ("resources", "resources.html", |it| it.resources),
    ("honours", "honours.html", |it| it.honours),
    ("questions", "questions.html", |it| it.questions),
    ("counties", "counties/index.html", |it| it.counties),
    ("catalogue", "catalogue/index.html", |it| it.catalogue),
];

/// The site as seen from one page: every link is relative to it.
#[derive(Clone, Copy)]
pub(super) struct PageCtx<'s> {
    pub(super) site: &'s Site<'s>,
    pub(super) path: &'s str,
}

impl<'s> PageCtx<'s> {
    /// The frame of this page.
    pub(super) fn frame(
        self,
        title: impl Into<Cow<'s, str>>,
        section: &'static str,
        crumbs: Vec<Link<'s>>,
    ) -> Frame<'s> {
        let site = &self.site.archive.site;
        let [nav, nav_more] = self.site.menus.of(self, section);
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

    /// Entries of the navigation; none on paper.
    fn nav(self, of: &str, sections: &[Section]) -> Vec<NavItem> {
        if self.is_paper() {
            return Vec::new();
        }
        let labels = Labels::of(self.site.lang());
        let there = |it: &&Section| match it.0 {
            "catalogue" => self.site.filed.is_some(),
            "counties" => self.site.federation.is_some(),
            _ => true,
        };
        let item = |(name, path, text): &Section| NavItem {
            text: text(labels),
            href: self.to(path),
            current: *name == of,
        };
        sections.iter().filter(there).map(item).collect()
    }

    /// Whether the page is a printed version.
    pub(super) fn is_paper(self) -> bool {
        self.path.starts_with("print/")
    }

    /// The link to a path of the site.
    pub(super) fn to(self, path: &str) -> String {
        relative(self.path, path)
    }

    /// A link with its text.
    pub(super) fn link(self, text: impl Into<Cow<'s, str>>, path: &str) -> Link<'s> {
        Link { text: text.into(), href: self.to(path) }
    }

    /// A school's page.
    pub(super) fn school(self, at: SchoolIx) -> Link<'s> {
        self.link(&*self.site.archive.school(at).name, &self.site.routes.schools[at.0])
    }

    /// A pair's page.
    pub(super) fn pair(self, at: PairIx) -> Link<'s> {
        self.link(&*self.site.archive.pair(at).name, &self.site.routes.pairs[at.0])
    }

    /// A plan's page.
    pub(super) fn plan(self, at: PlanIx) -> Link<'s> {
        self.link(&*self.site.archive.plan(at).title, &self.site.routes.plans[at.0])
    }

    /// A term's page.
    pub(super) fn term(self, at: TermIx) -> Link<'s> {
        self.link(&*self.site.archive.calendar.term(at).name, &self.site.routes.terms[at.0])
    }

    /// An indicator's page.
    pub(super) fn indicator(self, at: IndicatorIx) -> Link<'s> {
        self.link(&*self.site.archive.indicator(at).name, &self.site.routes.indicators[at.0])
    }

    /// The page of an archive that is rolled up.
    pub(super) fn county(self, at: usize) -> Link<'s> {
        let name = self.site.federation.map_or("", |it| &it.counties[at].source.name);
        self.link(name, &self.site.routes.counties[at])
    }

    /// The page of an indicator over the archives that are rolled up.
    pub(super) fn rollup(self, at: usize) -> Link<'s> {
        let name = self.site.federation.map_or("", |it| &it.rollups[at].key.name);
        self.link(name, &self.site.routes.rollups[at])
    }

    /// A record's page; none when it is not published.
    pub(super) fn record(self, at: RecordIx) -> Option<Link<'s>> {
        let site = self.site;
        site.lookup
            .is_shown(at)
            .then(|| self.link(&*site.archive.record(at).title, &site.routes.records[at.0]))
    }

    /// The full account of a reading: on its plan's page, or on the school's when the target judges many schools.
    pub(super) fn reading(self, at: usize) -> String {
        self.to(&self.site.reading_path(at))
    }

    /// Whom a reading is about, in words.
    pub(super) fn scope(self, at: usize) -> Cow<'s, str> {
        let site = self.site;
        let reading = &site.readings.targets[at];
        match reading.scope {
            JudgedScope::School(it) => Cow::Borrowed(&site.archive.school(it).name),
            JudgedScope::Joint => site.owner_name(reading.plan),
        }
    }

    /// One of two texts, by the site's language.
    pub(super) fn say(self, zh: &'static str, en: &'static str) -> &'static str {
        if self.site.lang() == Lang::Zh { zh } else { en }
    }
}
