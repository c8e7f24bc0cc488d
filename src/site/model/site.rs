//! The site: which pages there are and their paths. The view of a page is built only when it is asked for.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use crate::engine::disclosure::{SuppressedFigures, withhold_past};
use crate::engine::federation::Federation;
use crate::engine::links::{LinkIndex, TargetBlocks};
use crate::engine::progress::{PastReadings, Readings};
use crate::engine::seal::SealFile;
use crate::l10n::Lang;
use crate::l10n::phrases::Phrases;
use crate::model::{
    Archive, CountyForm, Day, FileHistory, PlanIx, PlanOwner, Provenance, RecordIx, RecordKind,
    SchoolIx, TermIx,
};
use crate::schema;
use crate::schema::types::types_by_kind;
use crate::site::model::attachments::Attached;
use crate::site::model::attention::Attention;
use crate::site::model::filing::Filed;
use crate::site::model::lookup::Lookup;
use crate::site::model::months::Months;
use crate::site::model::navigation::{MenuCache, NavEntry};
use crate::site::model::past::{last_month_end, past_readings};
use crate::site::model::redirects::Redirect;
use crate::site::model::routes::Routes;
use crate::site::model::target_pages::is_heavy;
use crate::site::model::uncounted::Uncounted;

/// How the site is built.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// Whether drafts get pages, marked as such.
    pub drafts: bool,
    /// The terms that are closed.
    pub seals: &'a [SealFile],
    /// Who handed in what; `None` if it is not wanted.
    pub provenance: Option<&'a Provenance>,
    /// The archives that are rolled up.
    pub federation: Option<&'a Federation>,
    /// The county's own forms that are filled in from a record.
    pub county_forms: &'a [CountyForm],
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
    /// The county's own forms that are filled in from a record.
    pub(crate) county_forms: &'a [CountyForm],
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
    /// What was filed in each month, and on which pages.
    pub(crate) months: Months,
    /// The old addresses of what was moved, once they are asked for.
    pub(crate) redirects: OnceLock<Vec<Redirect>>,
    pub(crate) withheld: SuppressedFigures,
    /// Catalogues, folders and boxes, if documents are numbered.
    pub(crate) filed: Option<Filed>,
    pub(crate) words: Phrases,
    /// The entries of the navigation, those of each page kind together.
    pub(crate) navigation: &'static [&'static [NavEntry]],
    pub(crate) menus: MenuCache,
    pub(crate) as_of: String,
    /// Whether a plan's targets have pages of their own.
    pub(crate) split: Vec<bool>,
    /// How targets stood on the days of past summaries, and at the end of last month.
    pub(super) past: BTreeMap<Day, PastReadings>,
    /// The last day of the month before the day of judgement; `None` while nothing is dated.
    pub(super) last_month_end: Option<Day>,
    paths: LinkIndex,
    /// The figures that no target counts, once they are asked for.
    uncounted: OnceLock<Uncounted>,
    attention: OnceLock<Attention>,
    form_types: OnceLock<BTreeMap<&'static str, Vec<String>>>,
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
        blocks: &TargetBlocks,
        options: Options<'_>,
    ) -> Tables {
        let words = Phrases(archive.site.language);
        let ((lookup, past), (routes, (withheld, paths))) = rayon::join(
            || {
                let lookup = Lookup::new(archive, readings, options.drafts);
                let past = past_readings(archive, readings, blocks, &lookup);
                (lookup, past)
            },
            || rayon::join(|| Routes::new(archive), || indexes(archive, readings)),
        );
        let mut past = past;
        for day in past.values_mut() {
            withhold_past(archive, readings, &withheld, day);
        }
        let routes = match options.federation {
            Some(federation) => routes.with_counties(federation),
            None => routes,
        };
        let mut split = Vec::with_capacity(archive.plans.len());
        for plan in 0..archive.plans.len() {
            split.push(is_heavy(readings, &lookup, PlanIx(plan)));
        }
        let routes = routes
            .with_school_terms(lookup.long_school_terms().into_iter())
            .with_follow_ups(lookup.follow_ups.scopes());
        Tables {
            split,
            past,
            last_month_end: last_month_end(readings),
            filed: Filed::new(archive, &lookup, &routes, words),
            redirects: OnceLock::new(),
            months: Months::new(archive, &lookup),
            routes,
            lookup,
            withheld,
            words,
            navigation,
            menus: MenuCache::default(),
            as_of: words.day(readings.as_of),
            paths,
            uncounted: OnceLock::new(),
            attention: OnceLock::new(),
            form_types: OnceLock::new(),
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
        let shared = Arc::new(Tables::new(navigation, archive, readings, blocks, options));
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
        Site {
            archive,
            readings,
            blocks,
            seals: options.seals,
            provenance: options.provenance,
            federation: options.federation,
            county_forms: options.county_forms,
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
        let mut files: Vec<&String> = Vec::new();
        for plan in self.shown_plans() {
            files.extend(&self.archive.plan(plan).attachments);
        }
        for record in self.shown_records() {
            files.extend(&self.archive.record(record).attachments);
        }
        files.extend(self.archive.pairs.iter().filter_map(|pair| pair.agreement.as_ref()));
        let mut pairs: Vec<(String, String)> = Vec::new();
        for file in files {
            if let Some(path) = self.routes.attachments.get(file) {
                pairs.push((path.clone(), file.clone()));
            }
        }
        pairs.sort();
        pairs.dedup();
        pairs
    }

    /// The day of the latest commit in the archive, as far as its repository is known.
    pub(crate) fn latest_commit(&self) -> Option<Day> {
        let Some(Provenance::Known(files)) = self.provenance else { return None };
        files.values().filter_map(FileHistory::last).map(|commit| commit.day).max()
    }

    /// The page of a record, relative to the output; `None` if it has no page.
    #[must_use]
    pub fn href_of_record(&self, at: RecordIx) -> Option<&str> {
        if self.lookup.is_shown(at) { Some(&self.routes.records[at.0]) } else { None }
    }

    /// The page of a plan, relative to the output; `None` if it has no page.
    #[must_use]
    pub fn href_of_plan(&self, at: PlanIx) -> Option<&str> {
        if self.lookup.is_plan_shown(at) { Some(&self.routes.plans[at.0]) } else { None }
    }

    /// The figures that no target counts.
    pub(crate) fn uncounted(&self) -> &Uncounted {
        let names = &self.routes.school_names;
        self.uncounted
            .get_or_init(|| Uncounted::new(self.archive, self.readings, &self.lookup, names))
    }

    /// What needs attention, and the pages that list it.
    pub(crate) fn attention_pages(&self) -> &Attention {
        self.attention.get_or_init(|| {
            let past = self.past_missed(0..self.readings.targets.len());
            Attention::new(self.archive, self.readings, self.attention(), past)
        })
    }

    /// The types that forms offer, by the kind of record: `visit`.
    pub(crate) fn form_types(&self) -> &BTreeMap<&'static str, Vec<String>> {
        self.form_types.get_or_init(|| {
            let shown = self.shown_records().map(|record| self.archive.record(record));
            let mut types = BTreeMap::new();
            for (kind, names) in types_by_kind(self.archive, shown) {
                let names = names.into_iter().map(str::to_owned).collect();
                types.insert(schema::code_of(kind), names);
            }
            types
        })
    }

    /// Whether a record has a page for printing next to its own.
    pub(crate) fn has_printed_page(&self, at: RecordIx) -> bool {
        self.lookup.is_shown(at) && self.archive.record(at).kind().has_printed_page()
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

    /// The anchor of a school on a page that lists records by school.
    pub(crate) fn school_anchor(&self, school: SchoolIx) -> String {
        format!("school-{}", self.routes.school_names[school.0])
    }

    /// Whose plan it is, in words.
    pub(crate) fn owner_name(&self, plan: PlanIx) -> Cow<'_, str> {
        match self.archive.plan(plan).owner {
            PlanOwner::Archive => {
                Cow::Borrowed(self.words.pick("全县合计", "All schools together"))
            }
            PlanOwner::School(school) => Cow::Borrowed(&self.archive.school(school).name),
            PlanOwner::Pair(pair) => Cow::Borrowed(&self.archive.pair(pair).name),
        }
    }

    /// Whether a term has records, or a plan covers a day of it.
    pub(crate) fn is_term_used(&self, term: TermIx) -> bool {
        let days = self.archive.calendar.term(term).period;
        !self.lookup.by_term[term.0].is_empty()
            || self.shown_plans().any(|plan| self.archive.plan(plan).period.cut(days).is_some())
    }

    /// Whether a term has visits.
    pub(crate) fn has_visits(&self, term: TermIx) -> bool {
        let records = &self.lookup.by_term[term.0];
        records.iter().any(|record| self.archive.record(*record).kind() == RecordKind::Visit)
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
