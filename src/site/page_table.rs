//! The table of page kinds: which pages a site has, and the view of each. The only file that knows all views.

use crate::engine::federation::Federation;
use crate::l10n::Lang;
use crate::model::{IndicatorIx, PairIx, PlanIx, RecordIx, RecordKind, SchoolIx, TermIx};
use crate::site::model::filing::FilingPage;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::routes::Routes;
use crate::site::model::site::Site;
use crate::site::theme::{Page, Theme, ThemeError};
use crate::site::{printed, view};

/// A page that the site has.
#[derive(Debug, Clone, Copy)]
pub struct PageRef<'s> {
    path: &'s str,
    pub(crate) what: PageKind,
}

impl<'s> PageRef<'s> {
    /// The page of this kind at this path.
    pub(crate) fn new(path: &'s str, what: PageKind) -> PageRef<'s> {
        PageRef { path, what }
    }

    /// Where it lies, relative to the output: `plans/2024.html`.
    #[must_use]
    pub fn path(&self) -> &'s str {
        self.path
    }
}

/// What a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PageKind {
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
pub(crate) const FIXED: [(&str, PageKind); 16] = [
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
pub(crate) const COUNTIES: &str = "counties/index.html";

/// What becomes of the view of a page, whichever page it is.
pub(crate) trait PageVisitor {
    type Made;
    fn make<P: Page>(self, view: &P) -> Self::Made;
}

/// Views become HTML.
pub(crate) struct Printer<'t> {
    theme: &'t Theme,
    lang: Lang,
}

impl PageVisitor for Printer<'_> {
    type Made = Result<String, ThemeError>;

    fn make<P: Page>(self, view: &P) -> Self::Made {
        self.theme.render(view, self.lang)
    }
}

impl Site<'_> {
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
    pub(crate) fn show<P: PageVisitor>(&self, page: &PageRef<'_>, press: P) -> P::Made {
        self.show_at(page.path, page.what, press)
    }

    /// Makes the view of what is shown at a path.
    pub(crate) fn show_at<P: PageVisitor>(&self, path: &str, what: PageKind, press: P) -> P::Made {
        let here = PageCtx { site: self, path };
        match what {
            PageKind::Search => press.make(&view::search::search(here)),
            PageKind::Target(plan, target) => press.make(&view::target::target(here, plan, target)),
            PageKind::Filing(of) => match &self.filed {
                Some(filed) => view::catalogue::filing(here, filed, of, press),
                None => press.make(&view::home::home(here)),
            },
            PageKind::Counties | PageKind::County(_) | PageKind::RollUp(_) => match self.federation
            {
                Some(federation) => self.show_county(here, federation, what, press),
                None => press.make(&view::home::home(here)),
            },
            PageKind::Home => press.make(&view::home::home(here)),
            PageKind::Attention => press.make(&view::attention::attention(here)),
            PageKind::Schools => press.make(&view::schools::schools(here)),
            PageKind::Pairs => press.make(&view::pairs::pairs(here)),
            PageKind::Plans => press.make(&view::plans::plans(here)),
            PageKind::Terms => press.make(&view::terms::terms(here)),
            PageKind::Indicators => press.make(&view::indicators::indicators(here)),
            PageKind::Kind(kind) => press.make(&view::records_of_kind::records_of_kind(here, kind)),
            PageKind::VisitsOf(term) => {
                press.make(&view::visits_of_term::visits_of_term(here, term))
            }
            PageKind::SchoolTerm(school, term) => {
                press.make(&view::school_term::school_term(here, school, term))
            }
            PageKind::CalendarOf(term) => press.make(&view::calendar::calendar(here, term)),
            PageKind::FourHaves => press.make(&view::completeness::four_haves(here)),
            PageKind::FourHavesOf(term) => {
                press.make(&view::term_completeness::four_haves_of(here, term))
            }
            PageKind::PrintedHaves(term) => press.make(&printed::four_haves(here, term)),
            PageKind::PrintedPlan(it) => press.make(&printed::plan(here, it)),
            PageKind::PrintedRecord(it) => press.make(&printed::record(here, it)),
            PageKind::About => press.make(&view::about::about(here)),
            PageKind::School(it) => press.make(&view::school::school(here, it)),
            PageKind::Pair(it) => press.make(&view::pair::pair(here, it)),
            PageKind::Plan(it) => press.make(&view::plan::plan(here, it)),
            PageKind::Term(it) => press.make(&view::term::term(here, it)),
            PageKind::Indicator(it) => press.make(&view::indicator::indicator(here, it)),
            PageKind::Record(it) if self.archive.record(it).kind() == RecordKind::Ledger => {
                press.make(&view::ledger::ledger(here, it))
            }
            PageKind::Record(it) => press.make(&view::record::record(here, it)),
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
            PageKind::County(at) => press.make(&view::county::county(here, federation, at)),
            PageKind::RollUp(at) => press.make(&view::rollup::rollup(here, federation, at)),
            _ => press.make(&view::counties::counties(here, federation)),
        }
    }
}
