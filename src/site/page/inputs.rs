//! Input digests of pages: if the digest of a page is unchanged, its view need not be built.
//!
//! A digest covers at least all that the view is made of, and costs far less than the view. If it changed, the page may
//! still be the same. Other archives that are rolled up are not covered.

use std::hash::Hash;

use rayon::prelude::*;

use crate::engine::progress::{Completeness, Owner};
use crate::model::{Digest, Digester, PairIx, PlanIx, Provenance, RecordIx, SchoolIx, TermIx};
use crate::site::data::has_only_figures;
use crate::site::fragments::uses::told_of_use;
use crate::site::model::lookup::readings_of;
use crate::site::model::site::Site;
use crate::site::page::record_digest::{RecordDigest, may_link};

/// The grounds of a site's pages.
#[derive(Debug)]
pub struct PageInputs<'g> {
    site: &'g Site<'g>,
    own: &'g [RecordDigest],
    /// What every page rests on.
    common: Digest,
    /// Everything but the texts of records.
    all: Digest,
    /// What is counted, and what it comes to.
    figures: Digest,
    /// Where texts may lead to.
    places: Digest,
    plans: Vec<Digest>,
    schools: Vec<Digest>,
    pairs: Vec<Digest>,
}

impl<'g> PageInputs<'g> {
    /// Of the site of an archive whose records say this. `makers`: what else pages rest on, all of them.
    #[must_use]
    pub fn new(site: &'g Site<'g>, own: &'g [RecordDigest], makers: Digest) -> PageInputs<'g> {
        let archive = site.archive;
        // By what they are, not by their numbers: those change when a record is added.
        let place = |(at, it): (usize, &RecordDigest)| {
            let (record, at) = (&archive.records[at], RecordIx(at));
            let path = &site.routes.records[at.0];
            let shown = (site.lookup.is_shown(at), site.lookup.term(at), path);
            Digest::of(&(it.outward, shown, site.files(&record.attachments)))
        };
        let records: Vec<Digest> = own.par_iter().with_min_len(64).enumerate().map(place).collect();
        let parts = Parts { site, records: &records };
        let readings: Vec<Digest> = (0..site.readings.targets.len())
            .into_par_iter()
            .map(|index| parts.reading(index))
            .collect();
        let settings = Digest::of(&(makers, site.settings()));
        let common = Digest::of(&(settings, parts.common()));
        let plans: Vec<Digest> =
            (0..archive.plans.len()).map(|index| parts.plan(PlanIx(index), &readings)).collect();
        let pairs: Vec<Digest> =
            (0..archive.pairs.len()).map(|index| parts.pair(PairIx(index), &plans)).collect();
        let schools = (0..archive.schools.len()).into_par_iter();
        let schools: Vec<Digest> =
            schools.map(|school| parts.school(SchoolIx(school), &readings)).collect();
        // A text may show the pictures beside a plan too.
        let beside: Vec<_> =
            archive.plans.iter().map(|plan| site.files(&plan.attachments)).collect();
        PageInputs {
            site,
            own,
            common,
            all: Digest::of(&(common, &records, &readings, &plans, &pairs, &schools)),
            figures: parts.figures(own, settings),
            places: Digest::of(&(&records, beside)),
            plans,
            schools,
            pairs,
        }
    }

    /// Of everything but the texts of records.
    #[must_use]
    pub fn all(&self) -> Digest {
        self.all
    }

    /// Of a file of data.
    #[must_use]
    pub fn of_data(&self, path: &str) -> Digest {
        if has_only_figures(path) { self.figures } else { self.all }
    }

    /// Of a school's records, figures and completeness.
    pub(crate) fn school(&self, school: SchoolIx) -> Digest {
        Digest::of(&(self.common, self.schools[school.0]))
    }

    /// Of a school and the pairs that it is in.
    pub(crate) fn school_with_pairs(&self, school: SchoolIx) -> Digest {
        let pairs = &self.site.lookup.pairs_of_school[school.0];
        let pairs: Vec<Digest> = pairs.iter().map(|pair| self.pairs[pair.0]).collect();
        Digest::of(&(self.common, self.schools[school.0], pairs))
    }

    /// Of a pair's records, plans and completeness.
    pub(crate) fn pair(&self, pair: PairIx) -> Digest {
        Digest::of(&(self.common, self.pairs[pair.0]))
    }

    /// Of a plan's targets, measures, files and text.
    pub(crate) fn plan(&self, plan: PlanIx) -> Digest {
        let text = &self.site.archive.plan(plan).body.text;
        let places = may_link(text).then_some(self.places);
        Digest::of(&(self.common, self.plans[plan.0], places))
    }

    /// Of a record, its school, and the plans whose figures its text shows.
    pub(crate) fn record(&self, record: RecordIx) -> Digest {
        let (site, own) = (self.site, &self.own[record.0]);
        let school = self.schools[site.archive.record(record).school.0];
        let blocks = site.blocks.get(&record).map(Vec::as_slice).unwrap_or_default();
        let mut plans = Vec::new();
        for block in blocks.iter().flatten() {
            plans.push(self.plans[block.plan.0]);
        }
        let places = own.has_links.then_some(self.places);
        Digest::of(&(self.common, school, own.own, plans, places))
    }
}

/// Digests of what many pages tell.
struct Parts<'p> {
    site: &'p Site<'p>,
    /// Of each record what others may tell of it.
    records: &'p [Digest],
}

impl Parts<'_> {
    /// What does not belong to one school, pair or plan.
    fn common(&self) -> Digest {
        let site = self.site;
        let mut digester = Digester::default();
        for (at, it) in site.readings.targets.iter().enumerate() {
            (it.plan, it.target, it.scope, site.is_split(it.plan)).hash(&mut digester);
            site.siblings(at).len().hash(&mut digester);
        }
        // Of every record it is told which of these it does not count for.
        for readings_of_all in &site.lookup.readings_of_all {
            let periods = &site.readings.targets[*readings_of_all].periods;
            periods.iter().for_each(|period| period.period.hash(&mut digester));
        }
        let terms = (0..site.archive.calendar.terms().count()).map(TermIx);
        let judged =
            |term: TermIx| site.readings.completeness.iter().any(|reading| reading.term == term);
        let terms: Vec<[bool; 3]> = terms
            .map(|term| [site.is_term_used(term), site.has_visits(term), judged(term)])
            .collect();
        let filed: Vec<&str> =
            site.filed.iter().flat_map(|filed| filed.pages()).map(|page| &*page.0).collect();
        let withheld = site.withheld.digest(|withheld| self.records[withheld.0]);
        (terms, filed, withheld, &site.routes.school_terms).hash(&mut digester);
        digester.end()
    }

    /// All figures. Here records go by their numbers, as they all are in it.
    fn figures(&self, own: &[RecordDigest], settings: Digest) -> Digest {
        let site = self.site;
        let mut digester = Digester::default();
        (settings, site.readings, site.withheld.digest(|withheld| own[withheld.0].figures))
            .hash(&mut digester);
        own.iter().for_each(|item| item.figures.hash(&mut digester));
        digester.end()
    }

    /// A reading, with what is told of the records behind it.
    fn reading(&self, at: usize) -> Digest {
        let it = &self.site.readings.targets[at];
        let mut digester = Digester::default();
        (it.status, it.periods_met, it.periods_due).hash(&mut digester);
        for period in &it.periods {
            (period.period, &period.actual, &period.expected, period.status).hash(&mut digester);
            for entry in &period.entries {
                (entry.day, self.records[entry.record.0], entry.row).hash(&mut digester);
            }
        }
        digester.end()
    }

    /// A plan's targets and measures, and its files.
    fn plan(&self, at: PlanIx, readings: &[Digest]) -> Digest {
        let site = self.site;
        let mut digester = Digester::default();
        readings[readings_of(site.readings, at)].hash(&mut digester);
        let from = site.readings.actions.partition_point(|action| action.action.plan < at);
        for index in
            site.readings.actions[from..].iter().take_while(|action| action.action.plan == at)
        {
            index.status.hash(&mut digester);
            self.hash(&index.records, &mut digester);
        }
        site.files(&site.archive.plan(at).attachments).hash(&mut digester);
        digester.end()
    }

    /// A pair's records, plans and four haves.
    fn pair(&self, at: PairIx, plans: &[Digest]) -> Digest {
        let site = self.site;
        let mut digester = Digester::default();
        self.hash(&site.lookup.by_pair[at.0], &mut digester);
        site.lookup.plans_of_pair[at.0]
            .iter()
            .for_each(|plans_of_pair| plans[plans_of_pair.0].hash(&mut digester));
        self.haves(Owner::Pair(at), &mut digester);
        digester.end()
    }

    /// A school's records, the figures they count in, the targets it is judged by, and its four haves.
    fn school(&self, at: SchoolIx, readings: &[Digest]) -> Digest {
        let site = self.site;
        let judged = &site.lookup.readings_of_school[at.0];
        let mut digester = Digester::default();
        judged.iter().for_each(|judged| readings[*judged].hash(&mut digester));
        for school in &site.lookup.by_school[at.0] {
            self.records[school.0].hash(&mut digester);
            site.lookup.missing_materials(*school).hash(&mut digester);
            for used in site.lookup.uses.counting(*school) {
                used.hash(&mut digester);
                if !judged.contains(&used.target) {
                    told_of_use(site, *used).hash(&mut digester);
                }
            }
        }
        // Those that are no longer public are counted too.
        site.lookup.visits_by_month[at.0].hash(&mut digester);
        self.haves(Owner::School(at), &mut digester);
        digester.end()
    }

    /// The four haves of a school or pair.
    fn haves(&self, owner: Owner, digester: &mut Digester) {
        let rows = &self.site.readings.completeness;
        let from = rows.partition_point(|row| row.owner < owner);
        for index in rows[from..].iter().take_while(|row| row.owner == owner) {
            let Completeness {
                owner: _,
                term,
                plans,
                with_actions,
                visits,
                summaries,
                missing_materials,
            } = index;
            (term, plans, with_actions, missing_materials.len()).hash(digester);
            self.hash(visits, digester);
            self.hash(summaries, digester);
        }
    }

    fn hash(&self, records: &[RecordIx], digester: &mut Digester) {
        records.len().hash(digester);
        records.iter().for_each(|record| self.records[record.0].hash(digester));
    }
}

impl Site<'_> {
    /// Of what is set for the whole archive: site, calendar, indicators, schools, pairs, plans and which of them are shown,
    /// numbers, closed terms, the day of judgement, and why nobody knows who handed in what, where that is so.
    fn settings(&self) -> Digest {
        let mut digester = Digester::default();
        let archive = self.archive;
        (&archive.site, &archive.calendar, &archive.measures, &archive.indicators)
            .hash(&mut digester);
        (&archive.schools, &archive.pairs, &archive.plans).hash(&mut digester);
        (&archive.numbering, &archive.numbers, self.seals, self.readings.as_of).hash(&mut digester);
        let plans = 0..archive.plans.len();
        let shown: Vec<bool> = plans.map(|plan| self.lookup.is_plan_shown(PlanIx(plan))).collect();
        let unknown = match self.provenance {
            Some(Provenance::Unknown(why)) => Some(why),
            Some(Provenance::Known(_)) | None => None,
        };
        (shown, unknown).hash(&mut digester);
        digester.end()
    }

    /// What is told of files: where they lie in the site, and what was published of them.
    fn files<'f>(&'f self, files: &'f [String]) -> Vec<impl Hash + use<'f>> {
        let told =
            |text: &'f String| (text, self.routes.attachments.get(text), self.attached().get(text));
        files.iter().map(told).collect()
    }
}
