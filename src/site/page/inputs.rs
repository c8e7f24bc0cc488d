//! Input digests of pages: if the digest of a page is unchanged, its view need not be built.
//!
//! A digest covers at least all that the view is made of, and costs far less than the view. If it changed, the page may
//! still be the same. Other archives that are rolled up are not covered.

use std::hash::Hash;

use rayon::prelude::*;

use crate::engine::follow_ups::FollowUpReading;
use crate::engine::progress::{Completeness, Owner};
use crate::model::{Digest, Digester, PairIx, PlanIx, Provenance, RecordIx, SchoolIx};
use crate::site::data::has_only_figures;
use crate::site::fragments::uses::use_digest;
use crate::site::model::follow_ups::FollowUpScope;
use crate::site::model::lookup::readings_of;
use crate::site::model::site::Site;
use crate::site::page::record_digest::{RecordDigest, may_link};

/// What the input digests of a site's pages are computed from.
#[derive(Debug)]
pub struct PageInputs<'g> {
    site: &'g Site<'g>,
    own: &'g [RecordDigest],
    /// What every page depends on.
    common: Digest,
    /// Everything but the texts of records.
    all: Digest,
    /// What is counted, and the figures that result.
    figures: Digest,
    /// What texts may link to.
    places: Digest,
    plans: Vec<Digest>,
    schools: Vec<Digest>,
    pairs: Vec<Digest>,
}

impl<'g> PageInputs<'g> {
    /// Computes the digests. `own`: the digests of the archive's records. `makers`: what else all pages depend on, such as
    /// the program and the theme.
    #[must_use]
    pub fn new(site: &'g Site<'g>, own: &'g [RecordDigest], makers: Digest) -> PageInputs<'g> {
        let archive = site.archive;
        let records: Vec<Digest> = own
            .par_iter()
            .with_min_len(64)
            .enumerate()
            .map(|(at, digest)| site.outward_digest(RecordIx(at), digest))
            .collect();
        let parts = DigestParts { site, records: &records };
        let readings: Vec<Digest> = (0..site.readings.targets.len())
            .into_par_iter()
            .map(|reading| parts.reading(reading))
            .collect();
        let settings = Digest::of(&(makers, site.settings()));
        let common = Digest::of(&(settings, parts.common()));
        let mut plans = Vec::with_capacity(archive.plans.len());
        let mut files_of_plans = Vec::with_capacity(archive.plans.len());
        for (at, plan) in archive.plans.iter().enumerate() {
            plans.push(parts.plan(PlanIx(at), &readings));
            files_of_plans.push(site.files(&plan.attachments));
        }
        let pairs: Vec<Digest> =
            (0..archive.pairs.len()).map(|pair| parts.pair(PairIx(pair), &plans)).collect();
        let schools: Vec<Digest> = (0..archive.schools.len())
            .into_par_iter()
            .map(|school| parts.school(SchoolIx(school), &readings))
            .collect();
        PageInputs {
            site,
            own,
            common,
            all: Digest::of(&(common, &records, &readings, &plans, &pairs, &schools)),
            figures: parts.figures(own, settings),
            // A text may also show the pictures that are attached to a plan.
            places: Digest::of(&(&records, files_of_plans)),
            plans,
            schools,
            pairs,
        }
    }

    /// The digest of everything but the texts of records.
    #[must_use]
    pub fn all(&self) -> Digest {
        self.all
    }

    /// The digest of everything but the texts of records, and of the day of the latest commit.
    pub(crate) fn all_with_latest_commit(&self) -> Digest {
        Digest::of(&(self.all, self.site.latest_commit()))
    }

    /// The digest of the inputs of a data file.
    #[must_use]
    pub fn of_data(&self, path: &str) -> Digest {
        if has_only_figures(path) { self.figures } else { self.all }
    }

    /// The digest of a school's records, figures and completeness.
    pub(crate) fn school(&self, school: SchoolIx) -> Digest {
        Digest::of(&(self.common, self.schools[school.0]))
    }

    /// The digest of a school and the pairs that it is in.
    pub(crate) fn school_with_pairs(&self, school: SchoolIx) -> Digest {
        let mut pairs = Vec::new();
        for pair in &self.site.lookup.pairs_of_school[school.0] {
            pairs.push(self.pairs[pair.0]);
        }
        Digest::of(&(self.common, self.schools[school.0], pairs))
    }

    /// The digest of a pair's records, plans and completeness.
    pub(crate) fn pair(&self, pair: PairIx) -> Digest {
        Digest::of(&(self.common, self.pairs[pair.0]))
    }

    /// The digest of a plan's targets, measures, files and text.
    pub(crate) fn plan(&self, plan: PlanIx) -> Digest {
        let text = &self.site.archive.plan(plan).body.text;
        let places = may_link(text).then_some(self.places);
        Digest::of(&(self.common, self.plans[plan.0], places))
    }

    /// The digest of a record, its school, and the plans whose figures its text shows.
    pub(crate) fn record(&self, record: RecordIx) -> Digest {
        let (site, own) = (self.site, &self.own[record.0]);
        let school = self.schools[site.archive.record(record).school.0];
        let blocks = site.blocks.get(&record).map(Vec::as_slice).unwrap_or_default();
        let mut plans = Vec::new();
        for block in blocks.iter().flatten() {
            plans.push(self.plans[block.plan.0]);
        }
        let places = own.has_links.then_some(self.places);
        // The completeness check of its pair.
        let pair = site.archive.record(record).pair.one().map(|pair| self.pairs[pair.0]);
        Digest::of(&(self.common, school, own.own, plans, places, pair))
    }
}

/// Digests of what many pages show.
struct DigestParts<'p> {
    site: &'p Site<'p>,
    /// For each record, the digest of what pages of others may show of it.
    records: &'p [Digest],
}

impl DigestParts<'_> {
    /// What does not belong to one school, pair or plan.
    fn common(&self) -> Digest {
        let site = self.site;
        let mut digester = Digester::default();
        for (at, reading) in site.readings.targets.iter().enumerate() {
            let is_split = site.is_split(reading.plan);
            (reading.plan, reading.target, reading.scope, is_split).hash(&mut digester);
            site.siblings(at).len().hash(&mut digester);
        }
        // The page of every record says which of these it does not count for.
        for reading in &site.lookup.readings_of_all {
            for period in &site.readings.targets[*reading].periods {
                period.period.hash(&mut digester);
            }
        }
        let mut terms: Vec<[bool; 3]> = Vec::new();
        for term in site.terms() {
            terms.push([
                site.is_term_used(term),
                site.has_visits(term),
                site.has_completeness(term),
            ]);
        }
        let mut filed: Vec<&str> = Vec::new();
        if let Some(filing) = &site.filed {
            for (path, _) in filing.pages() {
                filed.push(path);
            }
        }
        let withheld = site.withheld.digest(|record| self.records[record.0]);
        let has_follow_ups = !site.lookup.follow_ups.is_empty();
        (terms, filed, withheld, &site.routes.school_terms, has_follow_ups).hash(&mut digester);
        digester.end()
    }

    /// All figures. Records count by their indexes here, since the digest covers all of them.
    fn figures(&self, own: &[RecordDigest], settings: Digest) -> Digest {
        let site = self.site;
        let mut digester = Digester::default();
        let withheld = site.withheld.digest(|record| own[record.0].figures);
        (settings, site.readings, withheld).hash(&mut digester);
        for record in own {
            record.figures.hash(&mut digester);
        }
        digester.end()
    }

    /// A reading, with what pages show of the records behind it.
    fn reading(&self, at: usize) -> Digest {
        let reading = &self.site.readings.targets[at];
        let mut digester = Digester::default();
        (reading.status, reading.current, reading.open).hash(&mut digester);
        self.site.status_last_month(at).hash(&mut digester);
        (reading.range, reading.periods_met, reading.periods_due).hash(&mut digester);
        for period in &reading.periods {
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
        for reading in &site.readings.actions[from..] {
            if reading.action.plan != at {
                break;
            }
            reading.status.hash(&mut digester);
            self.hash(&reading.records, &mut digester);
        }
        site.files(&site.archive.plan(at).attachments).hash(&mut digester);
        digester.end()
    }

    /// A pair's records, plans and completeness.
    fn pair(&self, at: PairIx, plans: &[Digest]) -> Digest {
        let site = self.site;
        let mut digester = Digester::default();
        self.hash(&site.lookup.by_pair[at.0], &mut digester);
        for plan in &site.lookup.plans_of_pair[at.0] {
            plans[plan.0].hash(&mut digester);
        }
        self.completeness(Owner::Pair(at), &mut digester);
        self.follow_ups(FollowUpScope::Pair(at), &mut digester);
        digester.end()
    }

    /// A school's records, the figures that they count in, the targets that it is judged by, and its completeness.
    fn school(&self, at: SchoolIx, readings: &[Digest]) -> Digest {
        let site = self.site;
        let judged = &site.lookup.readings_of_school[at.0];
        let mut digester = Digester::default();
        for reading in judged {
            readings[*reading].hash(&mut digester);
        }
        for record in &site.lookup.by_school[at.0] {
            self.records[record.0].hash(&mut digester);
            site.lookup.missing_materials(*record).hash(&mut digester);
            for used in site.lookup.uses.counting(*record) {
                used.hash(&mut digester);
                if !judged.contains(&used.target) {
                    use_digest(site, *used).hash(&mut digester);
                }
            }
        }
        // These counts include visits that are no longer public.
        site.lookup.visits_by_month[at.0].hash(&mut digester);
        for month in site.lookup.visits_by_month[at.0].keys() {
            site.months.of_school(at, *month).map(|page| &page.path).hash(&mut digester);
        }
        self.completeness(Owner::School(at), &mut digester);
        self.follow_ups(FollowUpScope::School(at), &mut digester);
        digester.end()
    }

    /// The problems of a list, and those of others that its visits settle.
    fn follow_ups(&self, scope: FollowUpScope, digester: &mut Digester) {
        let table = &self.site.lookup.follow_ups;
        for reading in table.list(scope) {
            let FollowUpReading { record, problem, status, settled, closed_by } = *reading;
            let closed_by = closed_by.map(|by| self.records[by.0]);
            (self.records[record.0], problem, status, settled, closed_by).hash(digester);
        }
        if let FollowUpScope::School(school) = scope {
            for record in &self.site.lookup.by_school[school.0] {
                for closing in table.closings_by(*record) {
                    let found = table.reading(closing.found, closing.problem);
                    let stands = found.map(|reading| (reading.status, reading.settled));
                    (self.records[closing.found.0], closing.problem, stands).hash(digester);
                }
            }
        }
    }

    /// The completeness check (四有) of a school or pair.
    fn completeness(&self, owner: Owner, digester: &mut Digester) {
        let rows = &self.site.readings.completeness;
        let from = rows.partition_point(|row| row.owner < owner);
        for row in &rows[from..] {
            let Completeness {
                owner: row_owner,
                term,
                plans,
                with_actions,
                records,
                summaries,
                summary_due,
                missing_materials,
            } = row;
            if *row_owner != owner {
                break;
            }
            (term, plans, with_actions, summary_due, missing_materials.len()).hash(digester);
            self.hash(records, digester);
            self.hash(summaries, digester);
        }
    }

    fn hash(&self, records: &[RecordIx], digester: &mut Digester) {
        records.len().hash(digester);
        for record in records {
            self.records[record.0].hash(digester);
        }
    }
}

impl Site<'_> {
    /// The digest of what pages of others may show of a record. It covers what the record is, not its index: indexes
    /// change when a record is added.
    fn outward_digest(&self, at: RecordIx, digest: &RecordDigest) -> Digest {
        let path = &self.routes.records[at.0];
        let shown = (self.lookup.is_shown(at), self.lookup.term(at), path);
        let files = self.files(&self.archive.record(at).attachments);
        Digest::of(&(digest.outward, shown, files))
    }

    /// The digest of what is set for the whole archive: site, calendar, indicators, schools, pairs, plans and which of
    /// them are shown, numbers, closed terms, the day of judgement, forms, and the reason if provenance is unknown.
    fn settings(&self) -> Digest {
        let mut digester = Digester::default();
        let archive = self.archive;
        (&archive.site, &archive.calendar, &archive.measures, &archive.indicators)
            .hash(&mut digester);
        (&archive.schools, &archive.pairs, &archive.plans).hash(&mut digester);
        (&archive.numbering, &archive.numbers, self.seals, self.readings.as_of).hash(&mut digester);
        self.county_forms.hash(&mut digester);
        let mut shown: Vec<bool> = Vec::with_capacity(archive.plans.len());
        for plan in 0..archive.plans.len() {
            shown.push(self.lookup.is_plan_shown(PlanIx(plan)));
        }
        let unknown = match self.provenance {
            Some(Provenance::Unknown(why)) => Some(why),
            Some(Provenance::Known(_)) | None => None,
        };
        (shown, unknown).hash(&mut digester);
        digester.end()
    }

    /// What pages show of files: their paths in the site, and what was published of them.
    fn files<'f>(&'f self, files: &'f [String]) -> Vec<impl Hash + use<'f>> {
        let (paths, published) = (&self.routes.attachments, self.attached());
        files.iter().map(|file| (file, paths.get(file), published.get(file))).collect()
    }
}
