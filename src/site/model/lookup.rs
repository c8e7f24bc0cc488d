//! Who belongs to whom: records by school, term, pair and kind; which targets a record counts for. Made once.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::engine::progress::{FigureUses, JudgedScope, Readings};
use crate::model::{
    ActionRef, Archive, Day, Detail, PairIx, PlanIx, PlanOwner, RecordIx, RecordKind, SchoolIx,
    TermIx,
};
use crate::site::data::is_published;

/// So many records of a kind stand on a school's page, where the rest has pages a term.
pub(crate) const MOST_LINES: usize = 20;

/// The indexes of a site. Lists of records hold shown ones only, the newest first.
#[derive(Debug)]
pub(crate) struct Lookup {
    shown: Vec<bool>,
    shown_plans: Vec<bool>,
    days: Vec<Option<Day>>,
    terms: Vec<Option<TermIx>>,
    pub(crate) by_school: Vec<Vec<RecordIx>>,
    pub(crate) by_pair: Vec<Vec<RecordIx>>,
    pub(crate) by_term: Vec<Vec<RecordIx>>,
    pub(crate) by_kind: Vec<Vec<RecordIx>>,
    pub(crate) plans_of_school: Vec<Vec<PlanIx>>,
    pub(crate) plans_of_pair: Vec<Vec<PlanIx>>,
    pub(crate) readings_of_school: Vec<Vec<usize>>,
    /// The readings about all schools together.
    pub(crate) readings_of_all: Vec<usize>,
    pub(crate) readings_of_indicator: Vec<Vec<usize>>,
    pub(crate) pairs_of_school: Vec<Vec<PairIx>>,
    neighbours: Vec<[Option<RecordIx>; 2]>,
    pub(crate) uses: FigureUses,
    /// For each reading, the readings of the same target.
    pub(crate) siblings: Vec<Range<usize>>,
    /// For each school, its visits up to the day of judgement by the first day of the month; those no longer public
    /// are counted.
    pub(crate) visits_by_month: Vec<BTreeMap<Day, usize>>,
    actions: FxHashMap<ActionRef, usize>,
    /// What visits list and nobody attached, by record.
    missing: Vec<(RecordIx, String)>,
}

/// A term with more records than this lists them on a page a school.
pub(crate) const MOST_OF_TERM: usize = 120;

impl Lookup {
    /// Whose records of which term need a page of their own: those of long terms, and of schools with long lists.
    pub(crate) fn long_school_terms(&self) -> BTreeSet<(SchoolIx, TermIx)> {
        let mut pages = BTreeSet::new();
        for (school, records) in self.by_school.iter().enumerate() {
            let is_long_school = MOST_LINES < records.len();
            let terms = records.iter().filter_map(|record| self.term(*record));
            let long = |term: &TermIx| is_long_school || MOST_OF_TERM < self.by_term[term.0].len();
            pages.extend(terms.filter(long).map(|term| (SchoolIx(school), term)));
        }
        pages
    }

    pub(crate) fn new(archive: &Archive, readings: &Readings, drafts: bool) -> Lookup {
        let published = |it| {
            is_published(it, readings.as_of)
                || drafts && it.draft && !is_over(it.public_until, readings.as_of)
        };
        let shown: Vec<bool> = archive.records.iter().map(|record| published(record)).collect();
        let days: Vec<Option<Day>> =
            archive.records.iter().map(|record| last_day(record)).collect();
        let terms = |(at, day): (usize, &Option<Day>)| {
            let record = &archive.records[at];
            record.term.or_else(|| day.and_then(|day| archive.calendar.term_of(day)))
        };
        let terms: Vec<Option<TermIx>> = days.iter().enumerate().map(terms).collect();
        let mut newest: Vec<RecordIx> =
            (0..archive.records.len()).map(RecordIx).filter(|record| shown[record.0]).collect();
        newest.sort_by_key(|newest| (std::cmp::Reverse(days[newest.0]), *newest));

        let mut lookup = Lookup {
            by_school: vec![Vec::new(); archive.schools.len()],
            by_pair: vec![Vec::new(); archive.pairs.len()],
            by_term: vec![Vec::new(); archive.calendar.terms().count()],
            by_kind: vec![Vec::new(); RecordKind::ALL.len()],
            plans_of_school: vec![Vec::new(); archive.schools.len()],
            plans_of_pair: vec![Vec::new(); archive.pairs.len()],
            readings_of_school: vec![Vec::new(); archive.schools.len()],
            readings_of_all: Vec::new(),
            readings_of_indicator: vec![Vec::new(); archive.indicators.len()],
            pairs_of_school: vec![Vec::new(); archive.schools.len()],
            neighbours: vec![[None; 2]; archive.records.len()],
            shown_plans: archive.plans.iter().map(|plan| drafts || !plan.draft).collect(),
            uses: FigureUses::of(readings, archive.records.len()),
            visits_by_month: visits_by_month(archive, readings.as_of),
            siblings: siblings(readings),
            missing: missing(readings),
            actions: readings.actions.iter().enumerate().map(|(at, it)| (it.action, at)).collect(),
            shown,
            days,
            terms,
        };
        lookup.place_records(archive, &newest);
        lookup.place_plans(archive);
        lookup.place_readings(archive, readings);
        lookup
    }

    fn place_records(&mut self, archive: &Archive, newest: &[RecordIx]) {
        let mut last: FxHashMap<(SchoolIx, RecordKind), RecordIx> = FxHashMap::default();
        for newest in newest {
            let record = archive.record(*newest);
            let kind = record.kind();
            self.by_school[record.school.0].push(*newest);
            self.by_kind[kind as usize].push(*newest);
            if let Some(pair) = record.pair.one() {
                self.by_pair[pair.0].push(*newest);
            }
            if let Some(term) = self.terms[newest.0] {
                self.by_term[term.0].push(*newest);
            }
            if let Some(newer) = last.insert((record.school, kind), *newest) {
                self.neighbours[newer.0][0] = Some(*newest);
                self.neighbours[newest.0][1] = Some(newer);
            }
        }
    }

    fn place_plans(&mut self, archive: &Archive) {
        for (at, pair) in archive.pairs.iter().enumerate() {
            for school in pair.schools() {
                let pairs = &mut self.pairs_of_school[school.0];
                if pairs.last() != Some(&PairIx(at)) {
                    pairs.push(PairIx(at));
                }
            }
        }
        for (at, plan) in archive.plans.iter().enumerate().filter(|(at, _)| self.shown_plans[*at]) {
            match plan.owner {
                PlanOwner::Archive => {}
                PlanOwner::School(it) => self.plans_of_school[it.0].push(PlanIx(at)),
                PlanOwner::Pair(it) => self.plans_of_pair[it.0].push(PlanIx(at)),
            }
        }
    }

    fn place_readings(&mut self, archive: &Archive, readings: &Readings) {
        for (at, reading) in readings.targets.iter().enumerate() {
            let plan = archive.plan(reading.plan);
            self.readings_of_indicator[plan.targets[reading.target].indicator.0].push(at);
            match (reading.scope, plan.owner) {
                (JudgedScope::School(it), _) | (JudgedScope::Joint, PlanOwner::School(it)) => {
                    self.readings_of_school[it.0].push(at);
                }
                (JudgedScope::Joint, PlanOwner::Pair(pair)) => {
                    let mut schools: Vec<SchoolIx> = archive.pair(pair).schools().collect();
                    schools.sort_unstable();
                    schools.dedup();
                    schools
                        .into_iter()
                        .for_each(|school| self.readings_of_school[school.0].push(at));
                }
                (JudgedScope::Joint, PlanOwner::Archive) => self.readings_of_all.push(at),
            }
        }
    }

    /// Whether a record has a page.
    pub(crate) fn is_shown(&self, record: RecordIx) -> bool {
        self.shown[record.0]
    }

    /// Whether a plan has a page.
    pub(crate) fn is_plan_shown(&self, plan: PlanIx) -> bool {
        self.shown_plans[plan.0]
    }

    /// The day of a record; of a ledger, that of its latest row.
    pub(crate) fn day(&self, record: RecordIx) -> Option<Day> {
        self.days[record.0]
    }

    /// The term that a record is browsed under.
    pub(crate) fn term(&self, record: RecordIx) -> Option<TermIx> {
        self.terms[record.0]
    }

    /// The record before and the one after, of the same school and kind.
    pub(crate) fn neighbours(&self, record: RecordIx) -> [Option<RecordIx>; 2] {
        self.neighbours[record.0]
    }

    /// What a visit lists and nobody attached.
    pub(crate) fn missing_materials(&self, record: RecordIx) -> Vec<&str> {
        let from = self.missing.partition_point(|missing| missing.0 < record);
        self.missing[from..]
            .iter()
            .take_while(|missing| missing.0 == record)
            .map(|missing| missing.1.as_str())
            .collect()
    }

    /// The visits that lack materials, the newest first.
    pub(crate) fn visits_missing_materials(&self) -> Vec<(RecordIx, Vec<&str>)> {
        let groups = self.missing.chunk_by(|one, other| one.0 == other.0);
        let mut visits: Vec<_> = groups
            .filter(|group| self.is_shown(group[0].0))
            .map(|group| (group[0].0, group.iter().map(|item| item.1.as_str()).collect()))
            .collect();
        visits.sort_by_key(|visit: &(RecordIx, Vec<&str>)| {
            (std::cmp::Reverse(self.day(visit.0)), visit.0)
        });
        visits
    }

    /// The place of an action's reading.
    pub(crate) fn action(&self, action: ActionRef) -> Option<usize> {
        self.actions.get(&action).copied()
    }
}

/// The places of a plan's readings: they are sorted by plan.
pub(crate) fn readings_of(readings: &Readings, plan: PlanIx) -> Range<usize> {
    let from = readings.targets.partition_point(|target| target.plan < plan);
    from..readings.targets.partition_point(|target| target.plan <= plan)
}

fn is_over(until: Option<Day>, as_of: Day) -> bool {
    until.is_some_and(|until| until < as_of)
}

fn last_day(record: &crate::model::Record) -> Option<Day> {
    match &record.detail {
        Detail::Ledger(ledger) => record.day.max(ledger.days.iter().flatten().max().copied()),
        _ => record.day,
    }
}

fn siblings(readings: &Readings) -> Vec<Range<usize>> {
    let mut siblings = Vec::with_capacity(readings.targets.len());
    for group in
        readings.targets.chunk_by(|one, other| (one.plan, one.target) == (other.plan, other.target))
    {
        let first = siblings.len();
        siblings.resize(first + group.len(), first..first + group.len());
    }
    siblings
}

/// Visits are of a school and perhaps of a pair: each material once.
fn missing(readings: &Readings) -> Vec<(RecordIx, String)> {
    let all = readings.completeness.iter().flat_map(|reading| &reading.missing_materials);
    let mut missing: Vec<(RecordIx, String)> =
        all.map(|item| (item.record, item.material.clone())).collect();
    missing.sort_unstable();
    missing.dedup();
    missing
}

fn visits_by_month(archive: &Archive, as_of: Day) -> Vec<BTreeMap<Day, usize>> {
    let mut counts = vec![BTreeMap::new(); archive.schools.len()];
    let visits =
        archive.records.iter().filter(|record| record.kind() == RecordKind::Visit && !record.draft);
    for record in visits {
        if let Some(day) = record.day.filter(|day| *day <= as_of) {
            *counts[record.school.0].entry(day.month_start()).or_default() += 1;
        }
    }
    counts
}
