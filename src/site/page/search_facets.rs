//! What the search knows of pages besides their text: title, day, and the facets by which results can be filtered.

use crate::l10n::labels::Labels;
use crate::model::{
    Day, IndicatorIx, PairIx, PlanIx, PlanOwner, RecordIx, RecordKind, SchoolIx, TermIx,
};
use crate::site::fragments::lists::kind_title;
use crate::site::fragments::type_names::TypeNames;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;
use crate::site::search::{Document, Facets};

/// Kinds that are no records, behind those that are.
const PLAN: usize = RecordKind::ALL.len();
const SCHOOL: usize = PLAN + 1;
const PAIR: usize = PLAN + 2;
const INDICATOR: usize = PLAN + 3;
const TERM: usize = PLAN + 4;

/// The facets of a site: documents name schools, kinds, terms, types and pairs by their index in [`Facets::tables`].
pub(crate) struct SearchFacets<'s> {
    site: &'s Site<'s>,
    /// The names of the types of records.
    names: TypeNames<'s>,
    /// The same, sorted.
    types: Vec<&'s str>,
}

impl<'s> SearchFacets<'s> {
    pub(crate) fn new(site: &'s Site<'s>) -> SearchFacets<'s> {
        let mut names = TypeNames::default();
        for record in site.shown_records() {
            names.add(site.archive.record(record));
        }
        SearchFacets { site, types: names.sorted(), names }
    }

    /// The names of all facets; of terms the latest first.
    pub(crate) fn tables(&self) -> Facets<'s> {
        let (site, labels) = (self.site, Labels::of(self.site.lang()));
        let ctx = PageCtx::new(site, "search.html");
        let mut kinds: Vec<&str> = Vec::new();
        for kind in RecordKind::ALL {
            kinds.push(kind_title(ctx, kind));
        }
        kinds.extend([labels.plan, labels.school, labels.pair, labels.indicator, labels.term]);
        let calendar = &site.archive.calendar;
        let mut terms: Vec<&str> = calendar.terms().map(|(_, term)| term.name.as_str()).collect();
        let mut term_codes: Vec<&str> =
            calendar.terms().map(|(_, term)| term.code.as_str()).collect();
        terms.reverse();
        term_codes.reverse();
        let schools = site.archive.schools.iter().map(|school| school.name.as_str()).collect();
        let pairs = site.archive.pairs.iter().map(|pair| pair.name.as_str()).collect();
        let mut names = Vec::new();
        for school in &site.archive.schools {
            let mut of_school = vec![school.name.as_str()];
            of_school.extend(school.short.iter().chain(&school.formerly).map(String::as_str));
            if 1 < of_school.len() {
                names.push(of_school);
            }
        }
        Facets { tables: [schools, kinds, terms, self.types.clone(), pairs], term_codes, names }
    }

    /// A document without facets.
    pub(crate) fn title_only(&self, title: &'s str) -> Document<'s> {
        Document { title, ..Document::default() }
    }

    fn of_kind(&self, title: &'s str, kind: usize, day: Option<Day>) -> Document<'s> {
        let facets = [None, Some(kind), None, None, None];
        Document { title, day, facets, ..Document::default() }
    }

    /// A plan, found under its owner.
    pub(crate) fn plan(&self, index: PlanIx) -> Document<'s> {
        let plan = self.site.archive.plan(index);
        let mut document = self.of_kind(&plan.title, PLAN, Some(plan.period.first));
        match plan.owner {
            PlanOwner::Archive => {}
            PlanOwner::School(school) => document.facets[0] = Some(school.0),
            PlanOwner::Pair(pair) => document.facets[4] = Some(pair.0),
        }
        document
    }

    /// A school.
    pub(crate) fn school(&self, index: SchoolIx) -> Document<'s> {
        let mut document = self.of_kind(&self.site.archive.school(index).name, SCHOOL, None);
        document.facets[0] = Some(index.0);
        document
    }

    /// A pair.
    pub(crate) fn pair(&self, index: PairIx) -> Document<'s> {
        let mut document = self.of_kind(&self.site.archive.pair(index).name, PAIR, None);
        document.facets[4] = Some(index.0);
        document
    }

    /// An indicator.
    pub(crate) fn indicator(&self, index: IndicatorIx) -> Document<'s> {
        self.of_kind(&self.site.archive.indicator(index).name, INDICATOR, None)
    }

    /// A term, found under itself.
    pub(crate) fn term(&self, index: TermIx) -> Document<'s> {
        let calendar = &self.site.archive.calendar;
        let term = calendar.term(index);
        let mut document = self.of_kind(&term.name, TERM, Some(term.period.first));
        document.facets[2] = Some(calendar.terms().count() - 1 - index.0);
        document
    }

    /// A record, found under all facets that it has.
    pub(crate) fn record(&self, index: RecordIx) -> Document<'s> {
        let site = self.site;
        let record = site.archive.record(index);
        let of_type = self.names.of(record);
        let terms = site.archive.calendar.terms().count();
        Document {
            title: &record.title,
            day: site.lookup.day(index),
            facets: [
                Some(record.school.0),
                Some(record.kind() as usize),
                site.lookup.term(index).map(|term| terms - 1 - term.0),
                of_type.and_then(|of_type| self.types.binary_search(&of_type).ok()),
                record.pair.one().map(|pair| pair.0),
            ],
            ..Document::default()
        }
    }
}
