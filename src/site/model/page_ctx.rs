//! The context of a page: the site as seen from it, with links relative to it.

use std::borrow::Cow;

use serde::Serialize;

use crate::engine::progress::{JudgedScope, PastReadings, TargetReading};
use crate::l10n::pick;
use crate::model::{Day, IndicatorIx, PairIx, PlanIx, RecordIx, SchoolIx, TermIx};
use crate::site::model::href::relative;
use crate::site::model::site::Site;
use crate::site::values::describe::template_struct;

template_struct! {
    /// A link of a page.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub(crate) struct Link<'s> {
        /// What to show.
        pub(crate) text: Cow<'s, str>,
        /// Where it leads, seen from this page; empty when it leads nowhere.
        pub(crate) href: String,
    }
}

/// The site as seen from one page: every link is relative to it.
#[derive(Clone, Copy)]
pub(crate) struct PageCtx<'s> {
    pub(crate) site: &'s Site<'s>,
    pub(crate) path: &'s str,
    /// The figures of an earlier day, for a document of that day.
    pub(crate) past: Option<&'s PastReadings>,
}

impl<'s> PageCtx<'s> {
    /// A page of the site, with the figures of the day of judgement.
    pub(crate) fn new(site: &'s Site<'s>, path: &'s str) -> PageCtx<'s> {
        PageCtx { site, path, past: None }
    }

    /// The same page with the figures that a document had on its own day, if that is past.
    pub(crate) fn of_document(self, record: RecordIx) -> PageCtx<'s> {
        PageCtx { past: self.site.past_of(record), ..self }
    }

    /// The day of the figures.
    pub(crate) fn as_of(self) -> Day {
        self.past.map_or(self.site.readings.as_of, |past| past.as_of)
    }

    /// A target reading, on the day of the figures.
    pub(crate) fn judged(self, reading: usize) -> &'s TargetReading {
        let today = &self.site.readings.targets[reading];
        self.past.and_then(|past| past.target(self.site.readings, reading)).unwrap_or(today)
    }

    /// Whether the page is a printed version.
    pub(crate) fn is_paper(self) -> bool {
        self.path.starts_with("print/")
    }

    /// The link to a path of the site.
    pub(crate) fn to(self, path: &str) -> String {
        relative(self.path, path)
    }

    /// A link with its text.
    pub(crate) fn link(self, text: impl Into<Cow<'s, str>>, path: &str) -> Link<'s> {
        Link { text: text.into(), href: self.to(path) }
    }

    /// A school's page.
    pub(crate) fn school(self, at: SchoolIx) -> Link<'s> {
        self.link(&*self.site.archive.school(at).name, &self.site.routes.schools[at.0])
    }

    /// A pair's page.
    pub(crate) fn pair(self, at: PairIx) -> Link<'s> {
        self.link(&*self.site.archive.pair(at).name, &self.site.routes.pairs[at.0])
    }

    /// A plan's page.
    pub(crate) fn plan(self, at: PlanIx) -> Link<'s> {
        self.link(&*self.site.archive.plan(at).title, &self.site.routes.plans[at.0])
    }

    /// A term's page.
    pub(crate) fn term(self, at: TermIx) -> Link<'s> {
        self.link(&*self.site.archive.calendar.term(at).name, &self.site.routes.terms[at.0])
    }

    /// An indicator's page.
    pub(crate) fn indicator(self, at: IndicatorIx) -> Link<'s> {
        self.link(&*self.site.archive.indicator(at).name, &self.site.routes.indicators[at.0])
    }

    /// The page of an archive that is rolled up.
    pub(crate) fn county(self, at: usize) -> Link<'s> {
        let name =
            self.site.federation.map_or("", |federation| &federation.counties[at].source.name);
        self.link(name, &self.site.routes.counties[at])
    }

    /// The page of an indicator over the archives that are rolled up.
    pub(crate) fn rollup(self, at: usize) -> Link<'s> {
        let name = self.site.federation.map_or("", |federation| &federation.rollups[at].key.name);
        self.link(name, &self.site.routes.rollups[at])
    }

    /// A record's page; `None` if it has none.
    pub(crate) fn record(self, at: RecordIx) -> Option<Link<'s>> {
        let site = self.site;
        let path = site.href_of_record(at)?;
        Some(self.link(&*site.archive.record(at).title, path))
    }

    /// The full account of a reading: on its plan's page, or on the school's when the target judges many schools.
    pub(crate) fn reading(self, at: usize) -> String {
        self.to(&self.site.reading_path(at))
    }

    /// Whom a reading is about, in words.
    pub(crate) fn scope(self, at: usize) -> Cow<'s, str> {
        let site = self.site;
        let reading = &site.readings.targets[at];
        match reading.scope {
            JudgedScope::School(school) => Cow::Borrowed(&site.archive.school(school).name),
            JudgedScope::Joint => site.owner_name(reading.plan),
        }
    }

    /// One of two texts, by the site's language.
    pub(crate) fn pick(self, zh: &'static str, en: &'static str) -> &'static str {
        pick(self.site.lang(), zh, en)
    }
}
