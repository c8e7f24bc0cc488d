//! Which plans and records belong in the bag of a term or a school.
//!
//! Those in the scope, and everything that they depend on: a plan brings the records of all schools behind its figures, a
//! record the plans that it names and what its text links to, and so on until nothing is missing. So every figure in the
//! bag is that of the whole archive on the same day.

use std::collections::{BTreeMap, BTreeSet};

use super::BagScope;
use crate::engine::links::{LinkIndex, LinkTarget, TargetBlocks, resolve};
use crate::engine::progress::{Completeness, Readings};
use crate::model::{Archive, Body, Detail, DocumentIx, PlanIx, Record, RecordIx};
use crate::syntax::markdown;

/// The documents of a bag.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BagSelection {
    /// The plans.
    pub plans: BTreeSet<PlanIx>,
    /// The records.
    pub records: BTreeSet<RecordIx>,
}

/// Selects the documents of a bag. `readings` are those of the bag's day.
#[must_use]
pub fn select(
    archive: &Archive,
    readings: &Readings,
    blocks: &TargetBlocks,
    scope: BagScope,
) -> BagSelection {
    let unlinked = BTreeSet::new();
    let mut closure = Closure {
        links: LinkIndex::new(archive, &unlinked),
        attachments: attachment_owners(archive),
        selection: BagSelection::default(),
        queue: Vec::new(),
    };
    for (index, plan) in archive.plans.iter().enumerate() {
        if scope.includes_plan(archive, plan) {
            closure.add(DocumentIx::Plan(PlanIx(index)));
        }
    }
    for (index, record) in archive.records.iter().enumerate() {
        if scope.includes_record(archive, record) {
            closure.add(DocumentIx::Record(RecordIx(index)));
        }
    }
    let evidence = evidence(readings);
    let settled = settled(archive);
    while let Some(document) = closure.queue.pop() {
        match document {
            DocumentIx::Plan(index) => {
                for record in evidence.get(&index).into_iter().flatten() {
                    closure.add(DocumentIx::Record(*record));
                }
                let plan = archive.plan(index);
                closure.add_linked(&plan.body, &plan.file);
            }
            DocumentIx::Record(index) => {
                let record = archive.record(index);
                closure.add_named_plans(record);
                for other in settled.get(&index).into_iter().flatten() {
                    closure.add(DocumentIx::Record(*other));
                }
                for block in blocks.get(&index).into_iter().flatten().flatten() {
                    closure.add(DocumentIx::Plan(block.plan));
                }
                closure.add_linked(&record.body, &record.file);
            }
        }
    }
    closure.selection
}

/// The selection while it grows, with the documents whose dependencies have not been followed yet.
struct Closure<'a> {
    links: LinkIndex,
    /// The document of each attachment.
    attachments: BTreeMap<&'a str, DocumentIx>,
    selection: BagSelection,
    queue: Vec<DocumentIx>,
}

impl Closure<'_> {
    fn add(&mut self, document: DocumentIx) {
        let is_new = match document {
            DocumentIx::Plan(index) => self.selection.plans.insert(index),
            DocumentIx::Record(index) => self.selection.records.insert(index),
        };
        if is_new {
            self.queue.push(document);
        }
    }

    /// Adds the plans that a record names.
    fn add_named_plans(&mut self, record: &Record) {
        if let Detail::Visit(visit) = &record.detail {
            for action in &visit.actions {
                self.add(DocumentIx::Plan(action.plan));
            }
        }
        if let Some(plan) = record.plan {
            self.add(DocumentIx::Plan(plan));
        }
    }

    /// Adds what a text links to.
    fn add_linked(&mut self, body: &Body, file: &str) {
        if !body.text.contains(['[', '<']) {
            return;
        }
        for link in markdown::outline(&body.text).links {
            match resolve(&link.href, file, &self.links) {
                Ok(LinkTarget::Plan(index, _)) => self.add(DocumentIx::Plan(index)),
                Ok(LinkTarget::Record(index, _)) => self.add(DocumentIx::Record(index)),
                Ok(LinkTarget::File(path)) => {
                    if let Some(owner) = self.attachments.get(path.as_str()) {
                        self.add(*owner);
                    }
                }
                Ok(LinkTarget::Outside | LinkTarget::SamePage(_)) | Err(_) => {}
            }
        }
    }
}

/// The records behind the figures and measures of each plan.
fn evidence(readings: &Readings) -> BTreeMap<PlanIx, BTreeSet<RecordIx>> {
    let mut evidence: BTreeMap<PlanIx, BTreeSet<RecordIx>> = BTreeMap::new();
    for reading in &readings.targets {
        let records = evidence.entry(reading.plan).or_default();
        for period in &reading.periods {
            records.extend(period.entries.iter().map(|entry| entry.record));
        }
    }
    for reading in &readings.actions {
        evidence.entry(reading.action.plan).or_default().extend(&reading.records);
    }
    evidence
}

/// The visits that settle problems of each visit, and those of which it settles problems.
fn settled(archive: &Archive) -> BTreeMap<RecordIx, BTreeSet<RecordIx>> {
    let mut others: BTreeMap<RecordIx, BTreeSet<RecordIx>> = BTreeMap::new();
    for closing in &archive.closings {
        others.entry(closing.found).or_default().insert(closing.by);
        others.entry(closing.by).or_default().insert(closing.found);
    }
    others
}

/// The document of each attachment; of several, the last.
fn attachment_owners(archive: &Archive) -> BTreeMap<&str, DocumentIx> {
    let mut owners = BTreeMap::new();
    for (index, plan) in archive.plans.iter().enumerate() {
        for path in &plan.attachments {
            owners.insert(path.as_str(), DocumentIx::Plan(PlanIx(index)));
        }
    }
    for (index, record) in archive.records.iter().enumerate() {
        for path in &record.attachments {
            owners.insert(path.as_str(), DocumentIx::Record(RecordIx(index)));
        }
    }
    owners
}

impl BagSelection {
    /// Selects everything.
    #[must_use]
    pub fn all(archive: &Archive) -> BagSelection {
        BagSelection {
            plans: (0..archive.plans.len()).map(PlanIx).collect(),
            records: (0..archive.records.len()).map(RecordIx).collect(),
        }
    }

    /// Whether a row of the completeness check (四有) reads the same for the bag alone.
    #[must_use]
    pub fn decides(&self, row: &Completeness) -> bool {
        let has_any = |plans: &[PlanIx]| plans.iter().any(|plan| self.plans.contains(plan));
        let mut records = row.records.iter().chain(&row.summaries);
        has_any(&row.plans) != row.plans.is_empty()
            && has_any(&row.with_actions) != row.with_actions.is_empty()
            && records.all(|record| self.records.contains(record))
    }

    /// The files of plans and records that do not belong in the bag. All other files do.
    #[must_use]
    pub fn excluded_files<'a>(&self, archive: &'a Archive) -> BTreeSet<&'a str> {
        let (mut included, mut others) = (BTreeSet::new(), BTreeSet::new());
        for (index, plan) in archive.plans.iter().enumerate() {
            let is_included = self.plans.contains(&PlanIx(index));
            let files = if is_included { &mut included } else { &mut others };
            files.insert(plan.file.as_str());
            files.extend(plan.attachments.iter().map(String::as_str));
        }
        for (index, record) in archive.records.iter().enumerate() {
            let is_included = self.records.contains(&RecordIx(index));
            let files = if is_included { &mut included } else { &mut others };
            files.insert(record.file.as_str());
            files.extend(record.attachments.iter().map(String::as_str));
            if let Detail::Ledger(ledger) = &record.detail {
                files.insert(ledger.table.as_str());
            }
        }
        others.difference(&included).copied().collect()
    }
}
