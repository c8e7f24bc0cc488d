//! The map of the site: which pages there are and where they lie; a page is made only when it is asked for.

use std::borrow::Cow;

use super::filing::{Filed, FilingPage};
use super::layout::{Menus, PageCtx};
use super::lookup::Lookup;
use super::pictures::Attached;
use super::routes::Routes;
use super::theme::{Page, Theme, ThemeError};
use super::{printed, view};
use crate::engine::disclosure::SuppressedFigures;
use crate::engine::federation::{self, Federation};
use crate::engine::links::TargetBlocks;
use crate::engine::progress::{JudgedScope, Readings};
use crate::engine::seal::SealFile;
use crate::l10n::Lang;
use crate::l10n::phrases::Phrases;
use crate::model::{
    Archive, Day, IndicatorIx, PairIx, PlanIx, PlanOwner, Provenance, RecordIx, RecordKind,
    SchoolIx, TermIx,
};
use crate::site::data::{self, Hrefs, Item};

/// A target that judges more schools than this has its details on the schools' pages.
const MANY_SCHOOLS: usize = 8;

/// The bytes that a plan's page may take for its figures; with more, each target has a page.
const HEAVY: usize = 36_000;

/// Whether the full accounts of a plan's targets are too much for one page, by what each part of one takes.
fn is_heavy(readings: &Readings, lookup: &Lookup, plan: PlanIx) -> bool {
    let of_reading = |it: usize| {
        let periods = &readings.targets[it].periods;
        let entries: usize = periods.iter().map(|it| it.entries.len()).sum();
        3_000 + 500 * periods.len() + 220 * entries
    };
    let own = super::lookup::readings_of(readings, plan)
        .filter(|it| lookup.siblings[*it].len() <= MANY_SCHOOLS);
    HEAVY < own.map(of_reading).sum()
}

/// How the site is to be made.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// Whether drafts get pages, marked as such.
    pub drafts: bool,
    /// The terms that are closed.
    pub seals: &'a [SealFile],
    /// Who handed in what, where anybody asked.
    pub provenance: Option<&'a Provenance>,
    /// The archives that are rolled up.
    pub federation: Option<&'a Federation>,
}

/// The map of a site.
#[derive(Debug)]
pub struct Site<'a> {
    pub(super) archive: &'a Archive,
    pub(super) readings: &'a Readings,
    pub(super) blocks: &'a TargetBlocks,
    pub(super) routes: Routes,
    pub(super) lookup: Lookup,
    pub(super) withheld: SuppressedFigures,
    pub(super) words: Phrases,
    pub(super) menus: Menus,
    pub(super) as_of: String,
    pub(super) seals: &'a [SealFile],
    pub(super) provenance: Option<&'a Provenance>,
    /// The archives that are rolled up.
    pub(super) federation: Option<&'a Federation>,
    /// Catalogues, folders and boxes, where papers are numbered.
    pub(super) filed: Option<Filed<'a>>,
    /// Whether a plan's targets have pages of their own.
    split: Vec<bool>,
    pub(super) attached: Attached,
    paths: crate::engine::links::LinkIndex<'a>,
}

/// A page that the site has.
#[derive(Debug, Clone, Copy)]
pub struct PageRef<'s> {
    path: &'s str,
    pub(super) what: PageKind,
}

impl<'s> PageRef<'s> {
    /// Where it lies, relative to the output: `plans/2024.html`.
    #[must_use]
    pub fn path(&self) -> &'s str {
        self.path
    }
}

/// What a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PageKind {
    Home,
    Attention,
    Schools,
    Pairs,
    Plans,
    Terms,
    Indicators,
    Kind(RecordKind),
    FourHaves,
    About,
    Search,
    School(SchoolIx),
    Pair(PairIx),
    Plan(PlanIx),
    Term(TermIx),
    VisitsOf(TermIx),
    SchoolTerm(SchoolIx, TermIx),
    CalendarOf(TermIx),
    FourHavesOf(TermIx),
    Indicator(IndicatorIx),
    Record(RecordIx),
    Target(PlanIx, usize),
    PrintedPlan(PlanIx),
    PrintedRecord(RecordIx),
    PrintedHaves(TermIx),
    Filing(FilingPage),
    Counties,
    County(usize),
    RollUp(usize),
}

/// Pages that every site has.
const FIXED: [(&str, PageKind); 16] = [
    ("about.html", PageKind::About),
    ("attention.html", PageKind::Attention),
    ("four-haves.html", PageKind::FourHaves),
    ("honours.html", PageKind::Kind(RecordKind::Honour)),
    ("index.html", PageKind::Home),
    ("indicators.html", PageKind::Indicators),
    ("ledgers.html", PageKind::Kind(RecordKind::Ledger)),
    ("pairs.html", PageKind::Pairs),
    ("plans.html", PageKind::Plans),
    ("questions.html", PageKind::Kind(RecordKind::Question)),
    ("resources.html", PageKind::Kind(RecordKind::Resource)),
    ("schools.html", PageKind::Schools),
    ("search.html", PageKind::Search),
    ("summaries.html", PageKind::Kind(RecordKind::Summary)),
    ("terms.html", PageKind::Terms),
    ("visits.html", PageKind::Kind(RecordKind::Visit)),
];

/// The list of the archives that are rolled up.
const COUNTIES: &str = "counties/index.html";

/// What becomes of the view of a page, whichever page it is.
pub(super) trait PageVisitor {
    type Made;
    fn make<P: Page>(self, view: &P) -> Self::Made;
}

/// Views become HTML.
struct Printer<'t> {
    theme: &'t Theme,
    lang: Lang,
}

impl PageVisitor for Printer<'_> {
    type Made = Result<String, ThemeError>;

    fn make<P: Page>(self, view: &P) -> Self::Made {
        self.theme.render(view, self.lang)
    }
}

impl<'a> Site<'a> {
    /// The map of the site of an archive, as it stands in the readings.
    #[must_use]
    pub fn new(
        archive: &'a Archive,
        readings: &'a Readings,
        blocks: &'a TargetBlocks,
        options: Options<'a>,
    ) -> Site<'a> {
        let words = Phrases(archive.site.language);
        let none = std::collections::BTreeSet::new();
        let (lookup, (routes, (withheld, paths))) = rayon::join(
            || Lookup::new(archive, readings, options.drafts),
            || {
                let others = || {
                    (
                        SuppressedFigures::find(archive, readings),
                        crate::engine::links::LinkIndex::new(archive, &none),
                    )
                };
                rayon::join(|| Routes::new(archive), others)
            },
        );
        let routes = match options.federation {
            Some(federation) => routes.with_counties(federation),
            None => routes,
        };
        Site {
            filed: Filed::new(archive, &lookup, &routes, words),
            split: (0..archive.plans.len())
                .map(|it| is_heavy(readings, &lookup, PlanIx(it)))
                .collect(),
            archive,
            readings,
            blocks,
            routes: routes.with_school_terms(lookup.long_school_terms().into_iter()),
            lookup,
            withheld,
            words,
            menus: Menus::default(),
            as_of: match readings.as_of == Day::first() {
                true => "—".to_owned(), // nothing is dated yet
                false => words.day(readings.as_of),
            },
            seals: options.seals,
            provenance: options.provenance,
            federation: options.federation,
            attached: Attached::default(),
            paths,
        }
    }

    /// The same site telling the sizes of these files and showing small copies of pictures, where there are any.
    #[must_use]
    pub fn with_attached(mut self, attached: Attached) -> Site<'a> {
        self.attach(attached);
        self
    }

    /// From now on it tells the sizes of these files and shows small copies of pictures, where there are any.
    pub fn attach(&mut self, attached: Attached) {
        self.attached = attached;
    }

    /// Every page, sorted by path.
    #[must_use]
    pub fn pages(&self) -> Vec<PageRef<'_>> {
        let mut pages: Vec<PageRef<'_>> =
            FIXED.iter().map(|(path, what)| PageRef { path, what: *what }).collect();
        fn add<'s>(
            pages: &mut Vec<PageRef<'s>>,
            paths: &'s [String],
            what: impl Fn(usize) -> Option<PageKind>,
        ) {
            let found = paths
                .iter()
                .enumerate()
                .filter_map(|(at, path)| Some(PageRef { path, what: what(at)? }));
            pages.extend(found);
        }
        let Routes { schools, pairs, plans, records, terms, visits, calendars, .. } = &self.routes;
        add(&mut pages, schools, |at| Some(PageKind::School(SchoolIx(at))));
        add(&mut pages, pairs, |at| Some(PageKind::Pair(PairIx(at))));
        add(&mut pages, plans, |at| {
            self.lookup.is_plan_shown(PlanIx(at)).then_some(PageKind::Plan(PlanIx(at)))
        });
        add(&mut pages, records, |at| {
            self.lookup.is_shown(RecordIx(at)).then_some(PageKind::Record(RecordIx(at)))
        });
        add(&mut pages, terms, |at| {
            self.is_term_used(TermIx(at)).then_some(PageKind::Term(TermIx(at)))
        });
        add(&mut pages, visits, |at| {
            self.has_visits(TermIx(at)).then_some(PageKind::VisitsOf(TermIx(at)))
        });
        add(&mut pages, calendars, |at| {
            self.has_visits(TermIx(at)).then_some(PageKind::CalendarOf(TermIx(at)))
        });
        let judged = |at: usize| self.readings.completeness.iter().any(|it| it.term == TermIx(at));
        add(&mut pages, &self.routes.haves, |at| {
            judged(at).then_some(PageKind::FourHavesOf(TermIx(at)))
        });
        add(&mut pages, &self.routes.printed_haves, |at| {
            judged(at).then_some(PageKind::PrintedHaves(TermIx(at)))
        });
        add(&mut pages, &self.routes.printed_plans, |at| {
            self.lookup.is_plan_shown(PlanIx(at)).then_some(PageKind::PrintedPlan(PlanIx(at)))
        });
        add(&mut pages, &self.routes.printed_records, |at| {
            self.is_printed(RecordIx(at)).then_some(PageKind::PrintedRecord(RecordIx(at)))
        });
        add(&mut pages, &self.routes.indicators, |at| Some(PageKind::Indicator(IndicatorIx(at))));
        pages.extend(self.routes.school_terms.iter().map(|((school, term), path)| PageRef {
            path,
            what: PageKind::SchoolTerm(*school, *term),
        }));
        for (plan, paths) in self.routes.target_pages.iter().enumerate() {
            let plan = PlanIx(plan);
            let has_page = |target: &usize| {
                self.is_split(plan)
                    && self.lookup.is_plan_shown(plan)
                    && !self.is_told_elsewhere(plan, *target)
            };
            pages.extend((0..paths.len()).filter(has_page).map(|target| PageRef {
                path: &paths[target],
                what: PageKind::Target(plan, target),
            }));
        }
        let filed = self.filed.iter().flat_map(|it| it.pages());
        pages.extend(filed.map(|(path, it)| PageRef { path, what: PageKind::Filing(*it) }));
        if self.federation.is_some() {
            pages.push(PageRef { path: COUNTIES, what: PageKind::Counties });
        }
        add(&mut pages, &self.routes.counties, |at| Some(PageKind::County(at)));
        add(&mut pages, &self.routes.rollups, |at| Some(PageKind::RollUp(at)));
        // Most stand in order already, which this sort makes use of.
        pages.sort_by(|one, other| one.path.cmp(other.path));
        pages
    }

    /// Makes one page. May be called from many threads.
    ///
    /// # Errors
    /// When a template of the theme asks for what the page does not have.
    pub fn render(&self, page: &PageRef<'_>, theme: &Theme) -> Result<String, ThemeError> {
        self.show(page, Printer { theme, lang: self.lang() })
    }

    /// Makes the view of a page and hands it on.
    pub(super) fn show<P: PageVisitor>(&self, page: &PageRef<'_>, press: P) -> P::Made {
        self.show_at(page.path, page.what, press)
    }

    /// Makes the view of what is shown at a path.
    pub(super) fn show_at<P: PageVisitor>(&self, path: &str, what: PageKind, press: P) -> P::Made {
        let here = PageCtx { site: self, path };
        match what {
            PageKind::Search => press.make(&view::search(here)),
            PageKind::Target(plan, target) => press.make(&view::target(here, plan, target)),
            PageKind::Filing(of) => match &self.filed {
                Some(filed) => view::filing(here, filed, of, press),
                None => press.make(&view::home(here)),
            },
            PageKind::Counties | PageKind::County(_) | PageKind::RollUp(_) => match self.federation
            {
                Some(federation) => self.show_county(here, federation, what, press),
                None => press.make(&view::home(here)),
            },
            PageKind::Home => press.make(&view::home(here)),
            PageKind::Attention => press.make(&view::attention(here)),
            PageKind::Schools => press.make(&view::schools(here)),
            PageKind::Pairs => press.make(&view::pairs(here)),
            PageKind::Plans => press.make(&view::plans(here)),
            PageKind::Terms => press.make(&view::terms(here)),
            PageKind::Indicators => press.make(&view::indicators(here)),
            PageKind::Kind(kind) => press.make(&view::records_of_kind(here, kind)),
            PageKind::VisitsOf(term) => press.make(&view::visits_of_term(here, term)),
            PageKind::SchoolTerm(school, term) => {
                press.make(&view::school_term(here, school, term))
            }
            PageKind::CalendarOf(term) => press.make(&view::calendar(here, term)),
            PageKind::FourHaves => press.make(&view::four_haves(here)),
            PageKind::FourHavesOf(term) => press.make(&view::four_haves_of(here, term)),
            PageKind::PrintedHaves(term) => press.make(&printed::four_haves(here, term)),
            PageKind::PrintedPlan(it) => press.make(&printed::plan(here, it)),
            PageKind::PrintedRecord(it) => press.make(&printed::record(here, it)),
            PageKind::About => press.make(&view::about(here)),
            PageKind::School(it) => press.make(&view::school(here, it)),
            PageKind::Pair(it) => press.make(&view::pair(here, it)),
            PageKind::Plan(it) => press.make(&view::plan(here, it)),
            PageKind::Term(it) => press.make(&view::term(here, it)),
            PageKind::Indicator(it) => press.make(&view::indicator(here, it)),
            PageKind::Record(it) if self.archive.record(it).kind() == RecordKind::Ledger => {
                press.make(&view::ledger(here, it))
            }
            PageKind::Record(it) => press.make(&view::record(here, it)),
        }
    }

    fn show_county<P: PageVisitor>(
        &self,
        here: PageCtx<'_>,
        federation: &Federation,
        what: PageKind,
        press: P,
    ) -> P::Made {
        match what {
            PageKind::County(at) => press.make(&view::county(here, federation, at)),
            PageKind::RollUp(at) => press.make(&view::rollup(here, federation, at)),
            _ => press.make(&view::counties(here, federation)),
        }
    }

    /// The attachments to publish: (path in the site, path under `content/`), sorted, each once. Those of records
    /// without a page are not among them.
    #[must_use]
    pub fn attachments(&self) -> Vec<(String, String)> {
        let of_plans = self
            .archive
            .plans
            .iter()
            .enumerate()
            .filter(|(at, _)| self.lookup.is_plan_shown(PlanIx(*at)));
        let of_records = self
            .archive
            .records
            .iter()
            .enumerate()
            .filter(|(at, _)| self.lookup.is_shown(RecordIx(*at)));
        let files = of_plans
            .flat_map(|it| &it.1.attachments)
            .chain(of_records.flat_map(|it| &it.1.attachments));
        let mut pairs: Vec<(String, String)> = files
            .filter_map(|it| Some((self.routes.attachments.get(it)?.clone(), it.clone())))
            .collect();
        pairs.sort();
        pairs.dedup();
        pairs
    }

    /// The files under `data/`, the feed, and the tables of catalogues: (path in the site, bytes).
    #[must_use]
    pub fn data(&self) -> Vec<(String, Vec<u8>)> {
        self.data_but(&|_| false)
    }

    /// The same without those that are known. Whatever every archive does not have (the feed, catalogues, what other archives
    /// told) is made or left together, as the feed is.
    #[must_use]
    pub fn data_but(&self, is_known: &(dyn Fn(&str) -> bool + Sync)) -> Vec<(String, Vec<u8>)> {
        let page = |item| match item {
            Item::Plan(at) => self.href_of_plan(at).map(str::to_owned),
            Item::Record(at) => self.href_of_record(at).map(str::to_owned),
            Item::School(at) => Some(self.routes.schools[at.0].clone()),
            Item::Pair(at) => Some(self.routes.pairs[at.0].clone()),
            Item::Indicator(at) => Some(self.routes.indicators[at.0].clone()),
        };
        let print = |item| match item {
            Item::Plan(at) => {
                self.href_of_plan(at).map(|_| self.routes.printed_plans[at.0].clone())
            }
            Item::Record(at) => {
                self.is_printed(at).then(|| self.routes.printed_records[at.0].clone())
            }
            Item::School(_) | Item::Pair(_) | Item::Indicator(_) => None,
        };
        let hrefs = Hrefs { page: &page, print: &print };
        let with_counties = self.federation.is_some();
        let wanted = |path: &str| !is_known(path);
        let files = data::files(self.archive, self.readings, hrefs, with_counties, &wanted);
        let files = files.into_iter().map(|it| (it.path.to_owned(), it.bytes));
        if is_known(super::feed::PATH) {
            return files.collect();
        }
        let of_counties = self.federation.map(|federation| {
            let (counties, rollups) = (&self.routes.counties[..], &self.routes.rollups[..]);
            let hrefs = federation::Hrefs { counties, rollups };
            let bytes = federation::json(federation, self.readings.as_of, hrefs);
            ("data/counties.json".to_owned(), bytes)
        });
        let feed =
            super::feed::feed(self).map(|it| (super::feed::PATH.to_owned(), it.into_bytes()));
        let filed = self.filed.iter().flat_map(|it| it.tables(self.archive, self.words));
        files.chain(feed).chain(filed).chain(of_counties).collect()
    }

    /// The page of a record, relative to the output; none when it has no page.
    #[must_use]
    pub fn href_of_record(&self, at: RecordIx) -> Option<&str> {
        self.lookup.is_shown(at).then(|| self.routes.records[at.0].as_str())
    }

    /// The page of a plan, relative to the output; none when it has no page.
    #[must_use]
    pub fn href_of_plan(&self, at: PlanIx) -> Option<&str> {
        self.lookup.is_plan_shown(at).then(|| self.routes.plans[at.0].as_str())
    }

    /// Whether a record has a printed version.
    pub(super) fn is_printed(&self, at: RecordIx) -> bool {
        self.lookup.is_shown(at) && printed::is_printed(self.archive.record(at).kind())
    }

    /// The page of a school, relative to the output.
    #[must_use]
    pub fn href_of_school(&self, at: SchoolIx) -> &str {
        &self.routes.schools[at.0]
    }

    pub(super) fn lang(&self) -> Lang {
        self.words.0
    }

    /// What links in texts are looked up in.
    pub(super) fn paths(&self) -> &crate::engine::links::LinkIndex<'a> {
        &self.paths
    }

    /// Whose plan it is, in words.
    pub(super) fn owner_name(&self, plan: PlanIx) -> Cow<'_, str> {
        match self.archive.plan(plan).owner {
            PlanOwner::Archive => {
                Cow::Borrowed(self.words.say("全部学校合计", "All schools together"))
            }
            PlanOwner::School(it) => Cow::Borrowed(&self.archive.school(it).name),
            PlanOwner::Pair(it) => Cow::Borrowed(&self.archive.pair(it).name),
        }
    }

    /// The anchor of a reading's full account, and the path of the page that holds it.
    pub(super) fn reading_path(&self, reading: usize) -> String {
        let it = &self.readings.targets[reading];
        let page = match it.scope {
            JudgedScope::School(school) if self.is_told_by_schools(reading) => {
                &self.routes.schools[school.0]
            }
            _ if self.is_split(it.plan) => &self.routes.target_pages[it.plan.0][it.target],
            _ => &self.routes.plans[it.plan.0],
        };
        format!("{page}#{}", self.reading_anchor(reading))
    }

    /// The anchor of a reading within its page.
    pub(super) fn reading_anchor(&self, reading: usize) -> String {
        let it = &self.readings.targets[reading];
        let target = &self.routes.targets[it.plan.0][it.target];
        match it.scope {
            JudgedScope::Joint => target.clone(),
            JudgedScope::School(_) if self.is_told_by_schools(reading) => {
                let plan = self.routes.plans[it.plan.0].trim_end_matches(".html").replace('/', "-");
                format!("{target}--{plan}")
            }
            JudgedScope::School(school) => {
                format!("{target}--{}", self.routes.school_names[school.0])
            }
        }
    }

    /// Whether a reading's details are on the school's page because its target judges many schools.
    pub(super) fn is_told_by_schools(&self, reading: usize) -> bool {
        self.siblings(reading).len() > MANY_SCHOOLS
    }

    /// Whether a plan's targets have pages of their own.
    pub(super) fn is_split(&self, plan: PlanIx) -> bool {
        self.split[plan.0]
    }

    /// Whether a target's details are on the schools' pages.
    pub(super) fn is_told_elsewhere(&self, plan: PlanIx, target: usize) -> bool {
        let first = super::lookup::readings_of(self.readings, plan)
            .find(|it| self.readings.targets[*it].target == target);
        first.is_some_and(|it| self.is_told_by_schools(it))
    }

    /// The readings of the same target.
    pub(super) fn siblings(&self, reading: usize) -> std::ops::Range<usize> {
        self.lookup.siblings[reading].clone()
    }

    /// Whether anything lies in a term.
    pub(super) fn is_term_used(&self, term: TermIx) -> bool {
        let days = self.archive.calendar.term(term).period;
        let planned = |at: usize| {
            self.lookup.is_plan_shown(PlanIx(at))
                && self.archive.plans[at].period.cut(days).is_some()
        };
        !self.lookup.by_term[term.0].is_empty() || (0..self.archive.plans.len()).any(planned)
    }

    /// Whether a term has visits.
    pub(super) fn has_visits(&self, term: TermIx) -> bool {
        let is_visit = |it: &RecordIx| self.archive.record(*it).kind() == RecordKind::Visit;
        self.lookup.by_term[term.0].iter().any(is_visit)
    }
}
