//! The completeness check (四有): whether each school and pair has plans, measures, records and summaries in each term
//! (docs/content-model.md §5).

use std::collections::BTreeMap;

use super::school_pairs::SchoolPairs;
use super::written::is_written;
use super::{Completeness, MissingMaterial, Owner};
use crate::model::{
    Archive, Day, Detail, Ledger, PairIx, Period, PlanIx, PlanOwner, Record, RecordIx, SchoolIx,
    TermIx,
};
use crate::parse::values::is_placeholder;
use unicode_normalization::UnicodeNormalization;

/// A row for every school and pair in each term in which they existed, for each term that has begun: from the first term
/// with a plan or record on. Schools come first, then pairs, each by id and then by term.
pub(super) fn read(archive: &Archive, as_of: Day) -> Vec<Completeness> {
    let documents = TermDocuments::of(archive, as_of);
    let Some(first) = documents.first_term(archive) else { return Vec::new() };
    let mut terms: Vec<(TermIx, Period)> = Vec::new();
    for (index, term) in archive.calendar.terms() {
        if first <= index && term.period.first <= as_of {
            terms.push((index, term.period));
        }
    }
    let schools = (0..archive.schools.len()).map(|index| Owner::School(SchoolIx(index)));
    let pairs = (0..archive.pairs.len()).map(|index| Owner::Pair(PairIx(index)));
    let plans = PlansByOwner::of(archive);
    let mut rows = Vec::new();
    for owner in schools.chain(pairs) {
        let plans = plans.counting_for(archive, owner);
        for (term, period) in &terms {
            let existed = match owner {
                Owner::School(school) => archive.school(school).cut(*period),
                Owner::Pair(pair) => archive.pair(pair).cut(*period),
            };
            if existed.is_some() {
                rows.push(documents.row(archive, owner, *term, &plans));
            }
        }
    }
    rows
}

/// What was recorded up to the day, without drafts, by owner and term; each by id.
struct TermDocuments {
    as_of: Day,
    /// The first term of any record.
    first_term: Option<TermIx>,
    /// Visits and ledgers with something in them.
    records: BTreeMap<(Owner, TermIx), Vec<RecordIx>>,
    /// Materials that visits list and that are not attached.
    missing_materials: BTreeMap<(Owner, TermIx), Vec<MissingMaterial>>,
    /// Summaries with a text.
    summaries: BTreeMap<(Owner, TermIx), Vec<RecordIx>>,
}

impl TermDocuments {
    fn of(archive: &Archive, as_of: Day) -> TermDocuments {
        let mut documents = TermDocuments {
            as_of,
            first_term: None,
            records: BTreeMap::new(),
            missing_materials: BTreeMap::new(),
            summaries: BTreeMap::new(),
        };
        let pairs = SchoolPairs::of(archive);
        for (index, record) in archive.records.iter().enumerate() {
            if !record.draft {
                documents.add(archive, &pairs, RecordIx(index), record);
            }
        }
        documents
    }

    fn add(
        &mut self,
        archive: &Archive,
        pairs: &SchoolPairs<'_>,
        index: RecordIx,
        record: &Record,
    ) {
        if let Detail::Ledger(ledger) = &record.detail {
            self.add_ledger(archive, pairs, index, ledger);
            return;
        }
        let Some(day) = record.day.filter(|day| *day <= self.as_of) else { return };
        let term = match record.detail {
            Detail::Summary(_) => record.term,
            _ => archive.calendar.term_of(day),
        };
        let Some(term) = term else { return };
        self.begins_with(term);
        let owners = [Some(Owner::School(record.school)), record.pair.one().map(Owner::Pair)];
        for owner in owners.into_iter().flatten() {
            let key = (owner, term);
            match &record.detail {
                Detail::Visit(_) => {
                    if says_something(record) {
                        self.records.entry(key).or_default().push(index);
                    }
                    let missing = missing_of(record, index);
                    if !missing.is_empty() {
                        self.missing_materials.entry(key).or_default().extend(missing);
                    }
                }
                Detail::Summary(_) if is_written(&record.body) => {
                    self.summaries.entry(key).or_default().push(index);
                }
                _ => {}
            }
        }
    }

    /// A ledger counts in each term in which it has a row.
    fn add_ledger(
        &mut self,
        archive: &Archive,
        pairs: &SchoolPairs<'_>,
        index: RecordIx,
        ledger: &Ledger,
    ) {
        let school = archive.record(index).school;
        let mut days: Vec<Day> =
            ledger.days.iter().flatten().copied().filter(|day| *day <= self.as_of).collect();
        days.sort_unstable();
        days.dedup();
        for day in days {
            let Some(term) = archive.calendar.term_of(day) else { continue };
            self.begins_with(term);
            let pair = pairs.of_row(school, day).one();
            for owner in [Some(Owner::School(school)), pair.map(Owner::Pair)].into_iter().flatten()
            {
                let records = self.records.entry((owner, term)).or_default();
                if records.last() != Some(&index) {
                    records.push(index);
                }
            }
        }
    }

    fn begins_with(&mut self, term: TermIx) {
        self.first_term = Some(self.first_term.map_or(term, |first| first.min(term)));
    }

    /// The first term that has a plan or a record.
    fn first_term(&self, archive: &Archive) -> Option<TermIx> {
        let mut first = self.first_term;
        for plan in archive.plans.iter().filter(|plan| !plan.draft) {
            let covered =
                archive.calendar.terms().find(|(_, term)| term.period.cut(plan.period).is_some());
            if let Some((term, _)) = covered {
                first = Some(first.map_or(term, |first| first.min(term)));
            }
        }
        first
    }

    /// `plans` are those that count for the owner.
    fn row(&self, archive: &Archive, owner: Owner, term: TermIx, plans: &[PlanIx]) -> Completeness {
        let period = archive.calendar.term(term).period;
        let mut covering = Vec::new();
        let mut with_actions = Vec::new();
        for plan_ix in plans {
            let plan = archive.plan(*plan_ix);
            let covered = plan.period.cut(period).map_or(0, Period::days);
            if archive.site.min_period_days <= covered {
                covering.push(*plan_ix);
                if plan.actions.iter().any(|action| !is_placeholder(&action.name)) {
                    with_actions.push(*plan_ix);
                }
            }
        }
        let key = (owner, term);
        Completeness {
            owner,
            term,
            plans: covering,
            with_actions,
            records: self.records.get(&key).cloned().unwrap_or_default(),
            summaries: self.summaries.get(&key).cloned().unwrap_or_default(),
            summary_due: period.last <= self.as_of,
            missing_materials: self.missing_materials.get(&key).cloned().unwrap_or_default(),
        }
    }
}

/// Whether a visit has a text, data or an attachment.
fn says_something(visit: &Record) -> bool {
    let has_amounts = match &visit.detail {
        Detail::Visit(detail) => !detail.amounts.is_empty(),
        _ => false,
    };
    has_amounts
        || !visit.data.is_empty()
        || !visit.attachments.is_empty()
        || is_written(&visit.body)
}

/// The plans, without drafts and without those that say nothing, by whom they are of; each by id.
#[derive(Default)]
struct PlansByOwner {
    archive: Vec<PlanIx>,
    schools: BTreeMap<SchoolIx, Vec<PlanIx>>,
    pairs: BTreeMap<PairIx, Vec<PlanIx>>,
    pairs_of_school: BTreeMap<SchoolIx, Vec<PairIx>>,
}

impl PlansByOwner {
    fn of(archive: &Archive) -> PlansByOwner {
        let mut plans = PlansByOwner::default();
        for (index, plan) in archive.plans.iter().enumerate() {
            let says_something = !plan.targets.is_empty() || is_written(&plan.body);
            if plan.draft || !says_something {
                continue;
            }
            let of_owner = match plan.owner {
                PlanOwner::Archive => &mut plans.archive,
                PlanOwner::School(school) => plans.schools.entry(school).or_default(),
                PlanOwner::Pair(pair) => plans.pairs.entry(pair).or_default(),
            };
            of_owner.push(PlanIx(index));
        }
        for pair in plans.pairs.keys() {
            for school in archive.pair(*pair).schools() {
                plans.pairs_of_school.entry(school).or_default().push(*pair);
            }
        }
        plans
    }

    /// The plans that count for an owner, by id: for a pair its own; for a school its own, those of its pairs, and where
    /// the site says so those of the archive.
    fn counting_for(&self, archive: &Archive, owner: Owner) -> Vec<PlanIx> {
        let school = match owner {
            Owner::Pair(pair) => return self.pairs.get(&pair).cloned().unwrap_or_default(),
            Owner::School(school) => school,
        };
        let mut plans = self.schools.get(&school).cloned().unwrap_or_default();
        for pair in self.pairs_of_school.get(&school).into_iter().flatten() {
            plans.extend(self.pairs.get(pair).into_iter().flatten());
        }
        if archive.site.county_plan_counts {
            plans.extend(&self.archive);
        }
        plans.sort_unstable();
        plans
    }
}

/// The materials that a visit lists as filed and that are not attached.
fn missing_of(record: &Record, visit: RecordIx) -> Vec<MissingMaterial> {
    let Detail::Visit(detail) = &record.detail else { return Vec::new() };
    let mut missing = Vec::new();
    for material in &detail.materials {
        if !is_attached(record, material) {
            missing.push(MissingMaterial { record: visit, material: material.clone() });
        }
    }
    missing
}

const PHOTO_WORDS: [&str; 5] = ["照片", "图片", "photo", "photos", "pictures"];
const IMAGE_EXTENSIONS: [&str; 5] = [".jpg", ".jpeg", ".png", ".webp", ".gif"];

/// Whether an attachment is the material: its name contains it, in any width and case. For photos (`照片`, `活动照片`)
/// any image is enough.
fn is_attached(record: &Record, material: &str) -> bool {
    if record.attachments.is_empty() {
        return false; // folding is slow, and most records have none
    }
    let wanted = folded(material.trim());
    let is_photo = PHOTO_WORDS.iter().any(|word| wanted.ends_with(word));
    for path in &record.attachments {
        let name = folded(path.rsplit('/').next().unwrap_or(path));
        let is_image = IMAGE_EXTENSIONS.iter().any(|extension| name.ends_with(extension));
        if name.contains(&wanted) || is_photo && is_image {
            return true;
        }
    }
    false
}

/// The text in one width and case.
fn folded(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase()
}
