//! The completeness check (四有): whether each school and pair has plans, measures, records and summaries in each term
//! (docs/content-model.md §5).

use std::collections::BTreeMap;

use super::{Completeness, MissingMaterial, Owner};
use crate::model::{
    Archive, Day, Detail, PairIx, Period, PlanIx, PlanOwner, Record, RecordIx, SchoolIx, TermIx,
};
use unicode_normalization::UnicodeNormalization;

/// A row for every school, and for every pair active in the term, for each term that has begun: from the first term
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
    let mut rows = Vec::new();
    for owner in schools.chain(pairs) {
        let plans = plans_of(archive, owner);
        for (term, period) in &terms {
            let is_active = match owner {
                Owner::School(_) => true,
                Owner::Pair(pair) => archive.pair(pair).active_in(*period),
            };
            if is_active {
                rows.push(documents.row(archive, owner, *term, *period, &plans));
            }
        }
    }
    rows
}

/// Visits and summaries up to the day, without drafts, by owner and term; each by id.
#[derive(Default)]
struct TermDocuments {
    visits: BTreeMap<(Owner, TermIx), Vec<RecordIx>>,
    summaries: BTreeMap<(Owner, TermIx), Vec<RecordIx>>,
}

impl TermDocuments {
    fn of(archive: &Archive, as_of: Day) -> TermDocuments {
        let mut documents = TermDocuments::default();
        for (index, record) in archive.records.iter().enumerate() {
            let Some(day) = record.day else { continue };
            if record.draft || as_of < day {
                continue;
            }
            let (by_owner, term) = match record.detail {
                Detail::Visit(_) => (&mut documents.visits, archive.calendar.term_of(day)),
                Detail::Summary(_) => (&mut documents.summaries, record.term),
                Detail::Ledger(_) | Detail::Resource | Detail::Honour(_) | Detail::Question(_) => {
                    continue;
                }
            };
            let Some(term) = term else { continue };
            let owner = Owner::School(record.school);
            by_owner.entry((owner, term)).or_default().push(RecordIx(index));
            if let Some(pair) = record.pair.one() {
                by_owner.entry((Owner::Pair(pair), term)).or_default().push(RecordIx(index));
            }
        }
        documents
    }

    /// The first term that has a plan, a visit or a summary.
    fn first_term(&self, archive: &Archive) -> Option<TermIx> {
        let recorded = self.visits.keys().chain(self.summaries.keys()).map(|(_, term)| *term).min();
        let mut first = recorded;
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
    fn row(
        &self,
        archive: &Archive,
        owner: Owner,
        term: TermIx,
        period: Period,
        plans: &[PlanIx],
    ) -> Completeness {
        let mut covering = Vec::new();
        let mut with_actions = Vec::new();
        for plan_ix in plans {
            let plan = archive.plan(*plan_ix);
            if plan.period.cut(period).is_some() {
                covering.push(*plan_ix);
                if !plan.actions.is_empty() {
                    with_actions.push(*plan_ix);
                }
            }
        }
        let visits = self.visits.get(&(owner, term)).cloned().unwrap_or_default();
        let summaries = self.summaries.get(&(owner, term)).cloned().unwrap_or_default();
        let mut missing_materials = Vec::new();
        for visit in &visits {
            missing_materials.extend(missing_of(archive, *visit));
        }
        Completeness {
            owner,
            term,
            plans: covering,
            with_actions,
            visits,
            summaries,
            missing_materials,
        }
    }
}

/// The plans, without drafts, that count for an owner: for a pair its own; for a school its own, those of its pairs and
/// those of the archive.
fn plans_of(archive: &Archive, owner: Owner) -> Vec<PlanIx> {
    let mut plans = Vec::new();
    for (index, plan) in archive.plans.iter().enumerate() {
        if !plan.draft && counts_for(archive, plan.owner, owner) {
            plans.push(PlanIx(index));
        }
    }
    plans
}

fn counts_for(archive: &Archive, plan: PlanOwner, owner: Owner) -> bool {
    match (owner, plan) {
        (Owner::School(school), PlanOwner::School(own)) => school == own,
        (Owner::School(school), PlanOwner::Pair(pair)) => archive.pair(pair).holds(school),
        (Owner::School(_), PlanOwner::Archive) => true,
        (Owner::Pair(pair), PlanOwner::Pair(own)) => pair == own,
        (Owner::Pair(_), PlanOwner::School(_) | PlanOwner::Archive) => false,
    }
}

/// The materials that a visit lists as filed and that are not attached.
fn missing_of(archive: &Archive, visit: RecordIx) -> Vec<MissingMaterial> {
    let record = archive.record(visit);
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
