//! Which plans and records belong into the bag of a term or a school.
//!
//! Those that are asked for, and all that they rest on: a plan brings the records of all schools behind its figures, a
//! record the plans that it names and what its text links to, and so on until nothing is missing. So every figure in
//! the bag is that of the whole archive on the same day.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::engine::links::{LinkIndex, LinkTarget, TargetBlocks, resolve};
use crate::engine::progress::{Completeness, Readings};
use crate::model::{
    Archive, Body, Day, Detail, DocumentIx, Period, Plan, PlanIx, PlanOwner, Record, RecordIx,
    SchoolIx, TermIx,
};
use crate::syntax::markdown;

/// What is asked for; everything without either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wish {
    /// A term.
    pub term: Option<TermIx>,
    /// A school.
    pub school: Option<SchoolIx>,
}

/// What belongs into the bag.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    /// Plans.
    pub plans: BTreeSet<PlanIx>,
    /// Records.
    pub records: BTreeSet<RecordIx>,
}

impl Wish {
    /// The days of the term with the holiday after it; none without a term.
    fn span(self, archive: &Archive) -> Option<Period> {
        let at = self.term?;
        let first = archive.calendar.term(at).period.first;
        let next = archive.calendar.terms().map(|it| it.1.period.first).find(|it| first < *it);
        let last = next.map_or_else(|| archive.calendar.term(at).period.last, Day::before);
        Period::new(first, last)
    }

    /// The day on which the bag is judged: the archive's; of a term that is over, the last day before the next one, or
    /// that of its last summary where that came later.
    #[must_use]
    pub fn day(self, archive: &Archive, as_of: Day) -> Day {
        let Some(span) = self.span(archive) else { return as_of };
        let is_summary = |it: &&Arc<Record>| {
            matches!(it.detail, Detail::Summary(_)) && it.term == self.term && !it.draft
        };
        let late = archive.records.iter().filter(is_summary).filter_map(|it| it.day).max();
        as_of.min(late.map_or(span.last, |it| it.max(span.last)))
    }

    fn wants_plan(self, archive: &Archive, plan: &Plan) -> bool {
        let in_term = self.span(archive).is_none_or(|it| it.cut(plan.period).is_some());
        in_term
            && self.school.is_none_or(|school| match plan.owner {
                PlanOwner::Archive => false,
                PlanOwner::School(own) => own == school,
                PlanOwner::Pair(pair) => archive.pair(pair).holds(school),
            })
    }

    fn wants_record(self, archive: &Archive, record: &Record) -> bool {
        let in_term = self.span(archive).is_none_or(|span| {
            let rows = match &record.detail {
                Detail::Ledger(ledger) => ledger.days.as_slice(),
                _ => &[],
            };
            let mut days = [record.first_day, record.day].into_iter().chain(rows.iter().copied());
            record.term == self.term || days.any(|it| it.is_some_and(|it| span.contains(it)))
        });
        let visits = |school: SchoolIx| match &record.detail {
            Detail::Visit(visit) => visit.to.contains(&school),
            _ => false,
        };
        let of_pair = record.pair.one().map(|it| archive.pair(it));
        in_term
            && self.school.is_none_or(|it| {
                record.school == it || visits(it) || of_pair.is_some_and(|pair| pair.holds(it))
            })
    }
}

/// What belongs into the bag. `readings` are those of the bag's day.
#[must_use]
pub fn kept(archive: &Archive, readings: &Readings, blocks: &TargetBlocks, wish: Wish) -> Kept {
    let mut growing = Growing { kept: Kept::default(), new: Vec::new() };
    for (at, plan) in archive.plans.iter().enumerate() {
        if wish.wants_plan(archive, plan) {
            growing.add(DocumentIx::Plan(PlanIx(at)));
        }
    }
    for (at, record) in archive.records.iter().enumerate() {
        if wish.wants_record(archive, record) {
            growing.add(DocumentIx::Record(RecordIx(at)));
        }
    }
    let behind = behind(readings);
    let none = BTreeSet::new();
    let paths = LinkIndex::new(archive, &none);
    let owners = owners(archive);
    while let Some(of) = growing.new.pop() {
        match of {
            DocumentIx::Plan(at) => {
                for record in behind.get(&at).into_iter().flatten() {
                    growing.add(DocumentIx::Record(*record));
                }
                let plan = archive.plan(at);
                linked(&plan.body, &plan.file, &paths, &owners, &mut growing);
            }
            DocumentIx::Record(at) => {
                let record = archive.record(at);
                let actions = match &record.detail {
                    Detail::Visit(visit) => visit.actions.as_slice(),
                    _ => &[],
                };
                let shown = blocks.get(&at).into_iter().flatten().flatten().map(|it| it.plan);
                let named = actions.iter().map(|it| it.plan).chain(record.plan).chain(shown);
                named.for_each(|it| growing.add(DocumentIx::Plan(it)));
                linked(&record.body, &record.file, &paths, &owners, &mut growing);
            }
        }
    }
    growing.kept
}

struct Growing {
    kept: Kept,
    new: Vec<DocumentIx>,
}

impl Growing {
    fn add(&mut self, of: DocumentIx) {
        let is_new = match of {
            DocumentIx::Plan(at) => self.kept.plans.insert(at),
            DocumentIx::Record(at) => self.kept.records.insert(at),
        };
        if is_new {
            self.new.push(of);
        }
    }
}

/// The records behind the figures and actions of each plan.
fn behind(readings: &Readings) -> BTreeMap<PlanIx, BTreeSet<RecordIx>> {
    let mut behind: BTreeMap<PlanIx, BTreeSet<RecordIx>> = BTreeMap::new();
    for reading in &readings.targets {
        let entries = reading.periods.iter().flat_map(|it| &it.entries);
        behind.entry(reading.plan).or_default().extend(entries.map(|it| it.record));
    }
    for reading in &readings.actions {
        behind.entry(reading.action.plan).or_default().extend(&reading.records);
    }
    behind
}

/// Whose file each attachment is.
fn owners(archive: &Archive) -> BTreeMap<&str, DocumentIx> {
    let plans = archive.plans.iter().enumerate();
    let plans = plans.flat_map(|(at, it)| {
        it.attachments.iter().map(move |it| (it, DocumentIx::Plan(PlanIx(at))))
    });
    let records = archive.records.iter().enumerate();
    let records = records.flat_map(|(at, it)| {
        it.attachments.iter().map(move |it| (it, DocumentIx::Record(RecordIx(at))))
    });
    plans.chain(records).map(|(path, of)| (path.as_str(), of)).collect()
}

/// What a text links to.
fn linked(
    body: &Body,
    file: &str,
    paths: &LinkIndex,
    owners: &BTreeMap<&str, DocumentIx>,
    growing: &mut Growing,
) {
    if !body.text.contains(['[', '<']) {
        return;
    }
    for link in markdown::outline(&body.text).links {
        match resolve(&link.href, file, paths) {
            Ok(LinkTarget::Plan(at, _)) => growing.add(DocumentIx::Plan(at)),
            Ok(LinkTarget::Record(at, _)) => growing.add(DocumentIx::Record(at)),
            Ok(LinkTarget::File(path)) => {
                owners.get(path.as_str()).into_iter().for_each(|it| growing.add(*it))
            }
            Ok(LinkTarget::Outside | LinkTarget::SamePage(_)) | Err(_) => {}
        }
    }
}

impl Kept {
    /// Everything.
    #[must_use]
    pub fn all(archive: &Archive) -> Kept {
        Kept {
            plans: (0..archive.plans.len()).map(PlanIx).collect(),
            records: (0..archive.records.len()).map(RecordIx).collect(),
        }
    }

    /// Whether a row of the four-haves matrix would read the same of the bag alone.
    #[must_use]
    pub fn tells(&self, row: &Completeness) -> bool {
        let some = |plans: &[PlanIx]| plans.iter().any(|it| self.plans.contains(it));
        some(&row.plans) != row.plans.is_empty()
            && some(&row.with_actions) != row.with_actions.is_empty()
            && row.visits.iter().chain(&row.summaries).all(|it| self.records.contains(it))
    }

    /// The files of plans and records that do not belong into the bag. All others do.
    #[must_use]
    pub fn left_out<'a>(&self, archive: &'a Archive) -> BTreeSet<&'a str> {
        let (mut kept, mut others) = (BTreeSet::new(), BTreeSet::new());
        for (at, it) in archive.plans.iter().enumerate() {
            let files = if self.plans.contains(&PlanIx(at)) { &mut kept } else { &mut others };
            files.insert(it.file.as_str());
            files.extend(it.attachments.iter().map(String::as_str));
        }
        for (at, it) in archive.records.iter().enumerate() {
            let files = if self.records.contains(&RecordIx(at)) { &mut kept } else { &mut others };
            files.insert(it.file.as_str());
            files.extend(it.attachments.iter().map(String::as_str));
            if let Detail::Ledger(ledger) = &it.detail {
                files.insert(ledger.table.as_str());
            }
        }
        others.difference(&kept).copied().collect()
    }
}
