//! Indexes of a site: records by school, term, pair and kind, and the targets that a record counts for. Built once.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::engine::progress::{FigureUses, JudgedScope, Readings, TargetReading};
use crate::model::{
    ActionRef, Archive, Day, Detail, PairIx, Plan, PlanIx, PlanOwner, RecordIx, RecordKind,
    SchoolIx, TermIx,
};
use crate::site::data::is_published;
use crate::site::model::follow_ups::FollowUpTable;

/// The most records of a kind that a school's page lists; the others are on pages of their terms.
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
    /// Schools with the schools that became a part of them, sorted.
    merged: Vec<(SchoolIx, SchoolIx)>,
    /// The problems that visits found.
    pub(crate) follow_ups: FollowUpTable,
    /// The materials that a visit lists and that are not attached, sorted by record.
    missing: Vec<(RecordIx, String)>,
}

/// A term with more records than this lists them on one page for each school.
pub(crate) const MOST_OF_TERM: usize = 120;

impl Lookup {
    /// The schools and terms whose records need a page of their own: those of long terms, and of schools with long
    /// lists.
    pub(crate) fn long_school_terms(&self) -> BTreeSet<(SchoolIx, TermIx)> {
        let mut pages = BTreeSet::new();
        for (school, records) in self.by_school.iter().enumerate() {
            let is_long_school = MOST_LINES < records.len();
            for record in records {
                let Some(term) = self.term(*record) else { continue };
                if is_long_school || MOST_OF_TERM < self.by_term[term.0].len() {
                    pages.insert((SchoolIx(school), term));
                }
            }
        }
        pages
    }

    pub(crate) fn new(archive: &Archive, readings: &Readings, drafts: bool) -> Lookup {
        let count = archive.records.len();
        let as_of = readings.as_of;
        let (mut shown, mut days, mut terms) =
            (Vec::with_capacity(count), Vec::with_capacity(count), Vec::with_capacity(count));
        let mut newest: Vec<RecordIx> = Vec::new();
        for (at, record) in archive.records.iter().enumerate() {
            let is_shown_draft = drafts && record.draft && !is_over(record.public_until, as_of);
            let is_shown = is_published(record, as_of) || is_shown_draft;
            let day = last_day(record);
            shown.push(is_shown);
            days.push(day);
            terms.push(match (record.term, day) {
                (Some(term), _) => Some(term),
                (None, Some(day)) => archive.calendar.term_of(day),
                (None, None) => None,
            });
            if is_shown {
                newest.push(RecordIx(at));
            }
        }
        newest.sort_by_key(|record| (Reverse(days[record.0]), *record));
        let is_plan_shown =
            |plan: &Plan| plan.is_published(as_of) || drafts && !plan.is_withdrawn(as_of);
        let shown_plans = archive.plans.iter().map(is_plan_shown).collect();
        let mut actions = FxHashMap::default();
        for (at, reading) in readings.actions.iter().enumerate() {
            actions.insert(reading.action, at);
        }

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
            shown_plans,
            uses: FigureUses::of(readings, archive.records.len()),
            visits_by_month: visits_by_month(archive, readings.as_of),
            siblings: siblings(readings),
            missing: missing(readings),
            merged: merged(archive),
            follow_ups: FollowUpTable::default(),
            actions,
            shown,
            days,
            terms,
        };
        lookup.place_records(archive, &newest);
        lookup.place_plans(archive);
        lookup.place_readings(archive, readings);
        let (is_shown, term) = (|at| lookup.is_shown(at), |at| lookup.term(at));
        lookup.follow_ups = FollowUpTable::new(archive, as_of, &is_shown, &term);
        lookup
    }

    fn place_records(&mut self, archive: &Archive, newest: &[RecordIx]) {
        let mut last: FxHashMap<(SchoolIx, RecordKind), RecordIx> = FxHashMap::default();
        for index in newest {
            let record = archive.record(*index);
            let kind = record.kind();
            self.by_school[record.school.0].push(*index);
            self.by_kind[kind as usize].push(*index);
            if let Some(pair) = record.pair.one() {
                self.by_pair[pair.0].push(*index);
            }
            if let Some(term) = self.terms[index.0] {
                self.by_term[term.0].push(*index);
            }
            if let Some(newer) = last.insert((record.school, kind), *index) {
                self.neighbours[newer.0][0] = Some(*index);
                self.neighbours[index.0][1] = Some(newer);
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
        for (at, plan) in archive.plans.iter().enumerate() {
            if !self.shown_plans[at] {
                continue;
            }
            match plan.owner {
                PlanOwner::Archive => {}
                PlanOwner::School(school) => self.plans_of_school[school.0].push(PlanIx(at)),
                PlanOwner::Pair(pair) => self.plans_of_pair[pair.0].push(PlanIx(at)),
            }
        }
    }

    fn place_readings(&mut self, archive: &Archive, readings: &Readings) {
        for (at, reading) in readings.targets.iter().enumerate() {
            let plan = archive.plan(reading.plan);
            self.readings_of_indicator[plan.targets[reading.target].indicator.0].push(at);
            match (reading.scope, plan.owner) {
                (JudgedScope::School(school), _)
                | (JudgedScope::Joint, PlanOwner::School(school)) => {
                    self.readings_of_school[school.0].push(at);
                }
                (JudgedScope::Joint, PlanOwner::Pair(pair)) => {
                    let mut schools: Vec<SchoolIx> = archive.pair(pair).schools().collect();
                    schools.sort_unstable();
                    schools.dedup();
                    for school in schools {
                        self.readings_of_school[school.0].push(at);
                    }
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

    /// The materials that a visit lists and that are not attached.
    pub(crate) fn missing_materials(&self, record: RecordIx) -> Vec<&str> {
        let from = self.missing.partition_point(|missing| missing.0 < record);
        let mut materials = Vec::new();
        for (owner, material) in &self.missing[from..] {
            if *owner != record {
                break;
            }
            materials.push(material.as_str());
        }
        materials
    }

    /// The visits that lack materials, the newest first.
    pub(crate) fn visits_missing_materials(&self) -> Vec<(RecordIx, Vec<&str>)> {
        let mut visits: Vec<(RecordIx, Vec<&str>)> = Vec::new();
        for (record, material) in &self.missing {
            if !self.is_shown(*record) {
                continue;
            }
            match visits.last_mut() {
                Some((visit, materials)) if visit == record => materials.push(material),
                _ => visits.push((*record, vec![material])),
            }
        }
        visits.sort_by_key(|(visit, _)| (Reverse(self.day(*visit)), *visit));
        visits
    }

    /// The schools that became a part of a school.
    pub(crate) fn merged_into(&self, school: SchoolIx) -> impl Iterator<Item = SchoolIx> + '_ {
        let from = self.merged.partition_point(|(into, _)| *into < school);
        let merged = self.merged[from..].iter().take_while(move |(into, _)| *into == school);
        merged.map(|(_, from)| *from)
    }

    /// The index of an action's reading.
    pub(crate) fn action(&self, action: ActionRef) -> Option<usize> {
        self.actions.get(&action).copied()
    }
}

/// The places of a plan's readings: they are sorted by plan.
pub(crate) fn readings_of(readings: &Readings, plan: PlanIx) -> Range<usize> {
    let from = readings.targets.partition_point(|target| target.plan < plan);
    from..readings.targets.partition_point(|target| target.plan <= plan)
}

/// Schools with the schools that became a part of them, sorted.
fn merged(archive: &Archive) -> Vec<(SchoolIx, SchoolIx)> {
    let mut merged = Vec::new();
    for (index, school) in archive.schools.iter().enumerate() {
        merged.extend(school.merged_into.map(|into| (into, SchoolIx(index))));
    }
    merged.sort_unstable();
    merged
}

fn is_over(until: Option<Day>, as_of: Day) -> bool {
    matches!(until, Some(until) if until < as_of)
}

fn last_day(record: &crate::model::Record) -> Option<Day> {
    match &record.detail {
        Detail::Ledger(ledger) => record.day.max(ledger.days.iter().flatten().max().copied()),
        _ => record.day,
    }
}

fn siblings(readings: &Readings) -> Vec<Range<usize>> {
    let mut siblings = Vec::with_capacity(readings.targets.len());
    let is_same_target = |one: &TargetReading, other: &TargetReading| {
        (one.plan, one.target) == (other.plan, other.target)
    };
    for group in readings.targets.chunk_by(is_same_target) {
        let first = siblings.len();
        siblings.resize(first + group.len(), first..first + group.len());
    }
    siblings
}

/// The materials that visits lack. A visit may count for a school and for a pair; each material is listed once.
fn missing(readings: &Readings) -> Vec<(RecordIx, String)> {
    let mut missing: Vec<(RecordIx, String)> = Vec::new();
    for reading in &readings.completeness {
        for item in &reading.missing_materials {
            missing.push((item.record, item.material.clone()));
        }
    }
    missing.sort_unstable();
    missing.dedup();
    missing
}

fn visits_by_month(archive: &Archive, as_of: Day) -> Vec<BTreeMap<Day, usize>> {
    let mut counts = vec![BTreeMap::new(); archive.schools.len()];
    for record in &archive.records {
        if record.kind() != RecordKind::Visit || record.draft {
            continue;
        }
        match record.day {
            Some(day) if day <= as_of => {
                *counts[record.school.0].entry(day.month_start()).or_default() += 1;
            }
            _ => {}
        }
    }
    counts
}
