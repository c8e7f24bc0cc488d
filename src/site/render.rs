//! What the search knows of a page: nothing but what the page itself says, taken from its view struct.

use std::collections::BTreeSet;

use crate::l10n::Lang;
use crate::l10n::labels::Labels;
use crate::model::{Digest, PlanOwner, RecordIx, RecordKind};
use crate::site::fragments::lists::kind_title;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;
use crate::site::page_table::{PageKind, PageRef, PageVisitor};
use crate::site::search::{Document, Facets};
use crate::site::theme::{Page, Theme, ThemeError};
use crate::timings::{Phase, phase_on};

/// Kinds that are no records, behind those that are.
const PLAN: usize = RecordKind::ALL.len();

const SCHOOL: usize = PLAN + 1;

const PAIR: usize = PLAN + 2;

const INDICATOR: usize = PLAN + 3;

/// A page that was made.
#[derive(Debug)]
pub struct Rendered<'s> {
    /// Its bytes.
    pub html: String,
    /// What is found of it.
    pub found: Option<Document<'s>>,
    /// Of all that its template was given; none: it cannot be told from others.
    pub digest: Option<Digest>,
}

/// Views become HTML.
struct Render<'t> {
    path: &'t str,
    theme: &'t Theme,
    lang: Lang,
}

/// A page, what of it is found, and the digest of its view.
type Print = (String, String, Option<Digest>);

impl Render<'_> {
    fn print<P: Page>(self, view: &P, digest: Option<Digest>) -> Result<Print, ThemeError> {
        let html = phase_on(Phase::Render, self.path, || self.theme.render(view, self.lang))?;
        Ok((html, view.text(), digest))
    }
}

impl PageVisitor for Render<'_> {
    type Made = Result<Print, ThemeError>;

    fn make<P: Page>(self, view: &P) -> Self::Made {
        self.print(view, DigestView.make(view))
    }
}

/// Views become HTML, unless they are as they were.
struct RenderIfChanged<'t> {
    printing: Render<'t>,
    before: Digest,
}

impl PageVisitor for RenderIfChanged<'_> {
    type Made = Result<Option<Print>, ThemeError>;

    fn make<P: Page>(self, view: &P) -> Self::Made {
        match DigestView.make(view) {
            Some(digest) if digest == self.before => Ok(None),
            digest => self.printing.print(view, digest).map(Some),
        }
    }
}

/// Views become digests.
struct DigestView;

impl PageVisitor for DigestView {
    type Made = Option<Digest>;

    fn make<P: Page>(self, view: &P) -> Self::Made {
        let bytes = postcard::to_extend(&(P::TEMPLATE, view), Vec::with_capacity(4096)).ok()?;
        Some(Digest::of_bytes(&bytes))
    }
}

/// Makes pages together with what is found of them.
pub struct PageRenderer<'s> {
    site: &'s Site<'s>,
    types: Vec<&'s str>,
}

impl<'s> PageRenderer<'s> {
    /// For the pages of a site.
    #[must_use]
    pub fn new(site: &'s Site<'s>) -> PageRenderer<'s> {
        let shown = site.archive.records.iter().enumerate();
        let shown = shown.filter(|(at, _)| site.lookup.is_shown(RecordIx(*at)));
        let types: BTreeSet<&str> = shown.filter_map(|(_, it)| it.of_type.as_deref()).collect();
        PageRenderer { site, types: types.into_iter().collect() }
    }

    /// The names that what is found can be chosen by; of terms the latest first.
    #[must_use]
    pub fn facets(&self) -> Facets<'s> {
        let (site, labels) = (self.site, Labels::of(self.site.lang()));
        let here = PageCtx { site, path: "search.html" };
        let mut kinds: Vec<&str> = RecordKind::ALL.iter().map(|it| kind_title(here, *it)).collect();
        kinds.extend([labels.plan, labels.school, labels.pair, labels.indicator]);
        let mut terms: Vec<&str> =
            site.archive.calendar.terms().map(|it| it.1.name.as_str()).collect();
        terms.reverse();
        let schools = site.archive.schools.iter().map(|it| it.name.as_str()).collect();
        let pairs = site.archive.pairs.iter().map(|it| it.name.as_str()).collect();
        Facets { tables: [schools, kinds, terms, self.types.clone(), pairs] }
    }

    /// A page, and what is found of it; nothing of lists and overviews.
    ///
    /// # Errors
    /// When a template of the theme asks for what the page does not have.
    pub fn render(&self, page: &PageRef<'s>, theme: &Theme) -> Result<Rendered<'s>, ThemeError> {
        let printing = Render { path: page.path(), theme, lang: self.site.lang() };
        self.site.show(page, printing).map(|it| self.rendered(page, it))
    }

    /// The same, unless the page is as it was made when it had the digest `before`: then none.
    ///
    /// # Errors
    /// As [`PageRenderer::render`].
    pub fn render_unless(
        &self,
        page: &PageRef<'s>,
        theme: &Theme,
        before: Digest,
    ) -> Result<Option<Rendered<'s>>, ThemeError> {
        let printing = Render { path: page.path(), theme, lang: self.site.lang() };
        let made = self.site.show(page, RenderIfChanged { printing, before })?;
        Ok(made.map(|it| self.rendered(page, it)))
    }

    fn rendered(&self, page: &PageRef<'s>, (html, text, digest): Print) -> Rendered<'s> {
        let found = self.document(page).map(|it| Document { text, ..it });
        Rendered { html, found, digest }
    }

    /// Whether a page is as it was when it had this digest.
    #[must_use]
    pub fn is_as(&self, page: &PageRef<'s>, before: Option<Digest>) -> bool {
        let digest = self.site.show(page, DigestView);
        digest.is_some() && digest == before
    }

    /// What is found of a page, without its text.
    #[must_use]
    pub fn document(&self, page: &PageRef<'s>) -> Option<Document<'s>> {
        self.found(page).map(|it| Document { path: page.path(), ..it })
    }

    fn found(&self, page: &PageRef<'s>) -> Option<Document<'s>> {
        let archive = self.site.archive;
        let of = |title, kind, day| {
            let facets = [None, Some(kind), None, None, None];
            Document { title, day, facets, ..Document::default() }
        };
        match page.what {
            PageKind::Record(at) => Some(self.record(at)),
            PageKind::Plan(at) => {
                let plan = archive.plan(at);
                let mut it = of(&plan.title, PLAN, Some(plan.period.first));
                match plan.owner {
                    PlanOwner::Archive => {}
                    PlanOwner::School(school) => it.facets[0] = Some(school.0),
                    PlanOwner::Pair(pair) => it.facets[4] = Some(pair.0),
                }
                Some(it)
            }
            PageKind::School(at) => {
                let mut it = of(&archive.school(at).name, SCHOOL, None);
                it.facets[0] = Some(at.0);
                Some(it)
            }
            PageKind::Pair(at) => {
                let mut it = of(&archive.pair(at).name, PAIR, None);
                it.facets[4] = Some(at.0);
                Some(it)
            }
            PageKind::Indicator(at) => Some(of(&archive.indicator(at).name, INDICATOR, None)),
            PageKind::County(at) => {
                let title = &self.site.federation?.counties[at].source.name;
                Some(Document { title, ..Document::default() })
            }
            PageKind::RollUp(at) => {
                let title = &self.site.federation?.rollups[at].key.name;
                Some(Document { title, ..Document::default() })
            }
            _ => None,
        }
    }

    fn record(&self, at: RecordIx) -> Document<'s> {
        let site = self.site;
        let record = site.archive.record(at);
        let of_type = record.of_type.as_deref();
        let terms = site.archive.calendar.terms().count();
        Document {
            title: &record.title,
            day: site.lookup.day(at),
            facets: [
                Some(record.school.0),
                Some(record.kind() as usize),
                site.lookup.term(at).map(|it| terms - 1 - it.0),
                of_type.and_then(|it| self.types.binary_search(&it).ok()),
                record.pair.one().map(|it| it.0),
            ],
            ..Document::default()
        }
    }
}
