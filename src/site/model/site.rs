//! The map of the site: which pages there are and where they lie; a page is made only when it is asked for.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

use crate::engine::disclosure::SuppressedFigures;
use crate::engine::federation::Federation;
use crate::engine::links::{LinkIndex, TargetBlocks};
use crate::engine::progress::Readings;
use crate::engine::seal::SealFile;
use crate::l10n::Lang;
use crate::l10n::phrases::Phrases;
use crate::model::{
    Archive, Day, PlanIx, PlanOwner, Provenance, RecordIx, RecordKind, SchoolIx, Status, TermIx,
};
use crate::site::model::attachments::Attached;
use crate::site::model::filing::Filed;
use crate::site::model::lookup::Lookup;
use crate::site::model::navigation::{MenuCache, NavEntry};
use crate::site::model::routes::Routes;
use crate::site::model::target_pages::is_heavy;

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

/// A site: which pages there are, where they are, and everything that their views share.
///
/// It borrows the archive, so that views can. What is costly to compute is in its [`SiteTables`], which borrow nothing.
#[derive(Debug)]
pub struct Site<'a> {
    pub(crate) archive: &'a Archive,
    pub(crate) readings: &'a Readings,
    pub(crate) blocks: &'a TargetBlocks,
    pub(crate) seals: &'a [SealFile],
    pub(crate) provenance: Option<&'a Provenance>,
    /// The archives that are rolled up.
    pub(crate) federation: Option<&'a Federation>,
    /// Catalogues, folders and boxes, if documents are numbered.
    pub(crate) filed: Option<Filed<'a>>,
    tables: SiteTables,
}

/// What is computed once for a site. A [`Site`] of the same archive and options can be made from it at little cost, so
/// threads that cannot share a borrowed site share this.
#[derive(Debug, Clone)]
pub struct SiteTables {
    shared: Arc<Tables>,
    attached: Arc<Attached>,
}

/// The tables of a site.
#[derive(Debug)]
pub struct Tables {
    pub(crate) routes: Routes,
    pub(crate) lookup: Lookup,
    pub(crate) withheld: SuppressedFigures,
    pub(crate) words: Phrases,
    /// The entries of the navigation, those of each page kind together.
    pub(crate) navigation: &'static [&'static [NavEntry]],
    pub(crate) menus: MenuCache,
    pub(crate) as_of: String,
    /// Whether a plan's targets have pages of their own.
    pub(crate) split: Vec<bool>,
    paths: LinkIndex,
}

/// The tables of a site can be used as if they were its own fields.
impl Deref for Site<'_> {
    type Target = Tables;

    fn deref(&self) -> &Tables {
        &self.tables.shared
    }
}

impl Tables {
    fn new(
        navigation: &'static [&'static [NavEntry]],
        archive: &Archive,
        readings: &Readings,
        options: Options<'_>,
    ) -> Tables {
        let words = Phrases(archive.site.language);
        let (lookup, (routes, (withheld, paths))) = rayon::join(
            || Lookup::new(archive, readings, options.drafts),
            || rayon::join(|| Routes::new(archive), || indexes(archive, readings)),
        );
        let routes = match options.federation {
            Some(federation) => routes.with_counties(federation),
            None => routes,
        };
        Tables {
            split: (0..archive.plans.len())
                .map(|plan| is_heavy(readings, &lookup, PlanIx(plan)))
                .collect(),
            routes: routes.with_school_terms(lookup.long_school_terms().into_iter()),
            lookup,
            withheld,
            words,
            navigation,
            menus: MenuCache::default(),
            as_of: match readings.as_of == Day::first() {
                true => "—".to_owned(), // nothing is dated yet
                false => words.day(readings.as_of),
            },
            paths,
        }
    }
}

fn indexes(archive: &Archive, readings: &Readings) -> (SuppressedFigures, LinkIndex) {
    let withheld = SuppressedFigures::find(archive, readings);
    (withheld, LinkIndex::new(archive, &BTreeSet::new()))
}

impl<'a> Site<'a> {
    /// The site of an archive with these readings, and with these entries of the navigation.
    pub(crate) fn with_navigation(
        navigation: &'static [&'static [NavEntry]],
        archive: &'a Archive,
        readings: &'a Readings,
        blocks: &'a TargetBlocks,
        options: Options<'a>,
    ) -> Site<'a> {
        let shared = Arc::new(Tables::new(navigation, archive, readings, options));
        let tables = SiteTables { shared, attached: Arc::default() };
        Site::with_tables(archive, readings, blocks, options, tables)
    }

    /// The site that the tables were computed for, from the same arguments.
    #[must_use]
    pub fn with_tables(
        archive: &'a Archive,
        readings: &'a Readings,
        blocks: &'a TargetBlocks,
        options: Options<'a>,
        tables: SiteTables,
    ) -> Site<'a> {
        let Tables { lookup, routes, words, .. } = &*tables.shared;
        Site {
            filed: Filed::new(archive, lookup, routes, *words),
            archive,
            readings,
            blocks,
            seals: options.seals,
            provenance: options.provenance,
            federation: options.federation,
            tables,
        }
    }

    /// The tables, for [`Site::with_tables`].
    #[must_use]
    pub fn tables(&self) -> SiteTables {
        self.tables.clone()
    }

    /// The same site with these attachments; see [`Site::attach`].
    #[must_use]
    pub fn with_attached(mut self, attached: Attached) -> Site<'a> {
        self.attach(attached);
        self
    }

    /// Lets pages state the sizes of these files and show the reduced copies of pictures.
    pub fn attach(&mut self, attached: Attached) {
        self.tables.attached = Arc::new(attached);
    }

    pub(crate) fn attached(&self) -> &Attached {
        &self.tables.attached
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
            .flat_map(|plan| &plan.1.attachments)
            .chain(of_records.flat_map(|record| &record.1.attachments));
        let mut pairs: Vec<(String, String)> = files
            .filter_map(|file| Some((self.routes.attachments.get(file)?.clone(), file.clone())))
            .collect();
        pairs.sort();
        pairs.dedup();
        pairs
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
    pub(crate) fn is_printed(&self, at: RecordIx) -> bool {
        self.lookup.is_shown(at)
            && matches!(self.archive.record(at).kind(), RecordKind::Summary | RecordKind::Visit)
    }

    /// The page of a school, relative to the output.
    #[must_use]
    pub fn href_of_school(&self, at: SchoolIx) -> &str {
        &self.routes.schools[at.0]
    }

    pub(crate) fn lang(&self) -> Lang {
        self.words.0
    }

    /// What links in texts are looked up in.
    pub(crate) fn paths(&self) -> &LinkIndex {
        &self.paths
    }

    /// Whose plan it is, in words.
    pub(crate) fn owner_name(&self, plan: PlanIx) -> Cow<'_, str> {
        match self.archive.plan(plan).owner {
            PlanOwner::Archive => {
                Cow::Borrowed(self.words.pick("全部学校合计", "All schools together"))
            }
            PlanOwner::School(it) => Cow::Borrowed(&self.archive.school(it).name),
            PlanOwner::Pair(it) => Cow::Borrowed(&self.archive.pair(it).name),
        }
    }

    /// Whether anything lies in a term.
    pub(crate) fn is_term_used(&self, term: TermIx) -> bool {
        let days = self.archive.calendar.term(term).period;
        let planned = |at: usize| {
            self.lookup.is_plan_shown(PlanIx(at))
                && self.archive.plans[at].period.cut(days).is_some()
        };
        !self.lookup.by_term[term.0].is_empty() || (0..self.archive.plans.len()).any(planned)
    }

    /// Whether a term has visits.
    pub(crate) fn has_visits(&self, term: TermIx) -> bool {
        let is_visit = |record: &RecordIx| self.archive.record(*record).kind() == RecordKind::Visit;
        self.lookup.by_term[term.0].iter().any(is_visit)
    }

    /// Whether a reading counts in roll-ups.
    pub(crate) fn is_rolled_up(&self, reading: usize) -> bool {
        let it = &self.readings.targets[reading];
        !self.archive.plan(it.plan).targets[it.target].aspirational
    }

    /// The readings that a clerk should look at, worst first.
    pub(crate) fn attention(&self) -> Vec<usize> {
        let status = |index: usize| self.readings.targets[index].status;
        let mut found: Vec<usize> = (0..self.readings.targets.len())
            .filter(|index| Status::needs_attention(status(*index)) && self.is_rolled_up(*index))
            .collect();
        found.sort_by_key(|problem| (status(*problem), *problem));
        found
    }

    /// The plans that have a page.
    pub(crate) fn shown_plans(&self) -> impl Iterator<Item = PlanIx> + '_ {
        (0..self.archive.plans.len()).map(PlanIx).filter(|plan| self.lookup.is_plan_shown(*plan))
    }

    /// The records that have a page.
    pub(crate) fn shown_records(&self) -> impl Iterator<Item = RecordIx> + '_ {
        let records = (0..self.archive.records.len()).map(RecordIx);
        records.filter(|record| self.lookup.is_shown(*record))
    }

    /// The terms of the calendar.
    pub(crate) fn terms(&self) -> impl Iterator<Item = TermIx> + '_ {
        self.archive.calendar.terms().map(|(term, _)| term)
    }

    /// Whether a record is a ledger.
    pub(crate) fn is_ledger(&self, record: RecordIx) -> bool {
        self.archive.record(record).kind() == RecordKind::Ledger
    }

    /// Whether the completeness of schools and pairs is checked in a term.
    pub(crate) fn has_completeness(&self, term: TermIx) -> bool {
        self.readings.completeness.iter().any(|row| row.term == term)
    }
}
