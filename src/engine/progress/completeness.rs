//! 四有: whether each school and pair has plans, measures, records and summaries, term by term (MODEL.md §5).

use std::collections::BTreeMap;

use super::{Completeness, MissingMaterial, Owner};
use crate::model::{
    Archive, Day, Detail, PairIx, Period, PlanIx, PlanOwner, Record, RecordIx, SchoolIx, TermIx,
};
use unicode_normalization::UnicodeNormalization;

/// A row for every school and every pair active in it, for each term that has begun, from the first one that a plan
/// or record knows of: schools first, then pairs, each by id and then by term.
pub(super) fn read(archive: &Archive, as_of: Day) -> Vec<Completeness> {
    let papers = Papers::of(archive, as_of);
    let Some(first) = papers.first_term(archive) else { return Vec::new() };
    let terms: Vec<(TermIx, Period)> = archive
        .calendar
        .terms()
        .map(|(at, term)| (at, term.period))
        .filter(|(at, period)| *at >= first && period.first <= as_of)
        .collect();
    let schools = (0..archive.schools.len()).map(|it| Owner::School(SchoolIx(it)));
    let pairs = (0..archive.pairs.len()).map(|it| Owner::Pair(PairIx(it)));
    let asked = |owner: Owner, period: Period| match owner {
        Owner::School(_) => true,
        Owner::Pair(pair) => archive.pair(pair).active_in(period),
    };
    let mut rows = Vec::new();
    for owner in schools.chain(pairs) {
        let plans = plans_of(archive, owner);
        for (term, period) in terms.iter().filter(|(_, period)| asked(owner, *period)) {
            rows.push(papers.row(archive, owner, *term, *period, &plans));
        }
    }
    rows
}

/// Visits and summaries up to the day, no drafts, by whose they are and their term; each by id.
#[derive(Default)]
struct Papers {
    visits: BTreeMap<(Owner, TermIx), Vec<RecordIx>>,
    summaries: BTreeMap<(Owner, TermIx), Vec<RecordIx>>,
}

impl Papers {
    fn of(archive: &Archive, as_of: Day) -> Papers {
        let mut papers = Papers::default();
        for (at, record) in archive.records.iter().enumerate() {
            let Some(day) = record.day.filter(|it| !record.draft && *it <= as_of) else { continue };
            let (kind, term) = match record.detail {
                Detail::Visit(_) => (&mut papers.visits, archive.calendar.term_of(day)),
                Detail::Summary(_) => (&mut papers.summaries, record.term),
                Detail::Ledger(_) | Detail::Resource | Detail::Honour(_) | Detail::Question(_) => {
                    continue;
                }
            };
            let Some(term) = term else { continue };
            let pair = record.pair.one().map(Owner::Pair);
            for owner in std::iter::once(Owner::School(record.school)).chain(pair) {
                kind.entry((owner, term)).or_default().push(RecordIx(at));
            }
        }
        papers
    }

    /// The first term that has a plan, a visit or a summary.
    fn first_term(&self, archive: &Archive) -> Option<TermIx> {
        let plans = archive.plans.iter().filter(|it| !it.draft);
        let covered = |plan: Period| {
            archive.calendar.terms().find(|(_, it)| it.period.cut(plan).is_some()).map(|(at, _)| at)
        };
        let planned = plans.filter_map(|it| covered(it.period));
        let written = self.visits.keys().chain(self.summaries.keys()).map(|(_, term)| *term);
        planned.chain(written).min()
    }

    fn row(
        &self,
        archive: &Archive,
        owner: Owner,
        term: TermIx,
        period: Period,
        plans: &[PlanIx],
    ) -> Completeness {
        let covers = |it: &PlanIx| archive.plan(*it).period.cut(period).is_some();
        let plans: Vec<PlanIx> = plans.iter().copied().filter(covers).collect();
        let acts = |it: &PlanIx| !archive.plan(*it).actions.is_empty();
        let with_actions = plans.iter().copied().filter(acts).collect();
        let of = |papers: &BTreeMap<_, Vec<RecordIx>>| {
            papers.get(&(owner, term)).cloned().unwrap_or_default()
        };
        let (visits, summaries) = (of(&self.visits), of(&self.summaries));
        let missing_materials = visits.iter().flat_map(|it| missing(archive, *it)).collect();
        Completeness { owner, term, plans, with_actions, visits, summaries, missing_materials }
    }
}

/// The plans, drafts apart, that count for an owner: a pair's own; a school's own, its pairs' and the archive's.
fn plans_of(archive: &Archive, owner: Owner) -> Vec<PlanIx> {
    let counts = |plan: PlanOwner| match (owner, plan) {
        (Owner::School(school), PlanOwner::School(own)) => school == own,
        (Owner::School(school), PlanOwner::Pair(pair)) => archive.pair(pair).holds(school),
        (Owner::School(_), PlanOwner::Archive) => true,
        (Owner::Pair(pair), PlanOwner::Pair(own)) => pair == own,
        (Owner::Pair(_), PlanOwner::School(_) | PlanOwner::Archive) => false,
    };
    let plans = archive.plans.iter().enumerate();
    plans.filter(|(_, it)| !it.draft && counts(it.owner)).map(|(at, _)| PlanIx(at)).collect()
}

/// What a visit lists as filed and nobody attached.
fn missing(archive: &Archive, at: RecordIx) -> impl Iterator<Item = MissingMaterial> {
    let record = archive.record(at);
    let listed = match &record.detail {
        Detail::Visit(visit) => visit.materials.as_slice(),
        _ => &[],
    };
    let missing = listed.iter().filter(|it| !attached(record, it));
    missing.map(move |it| MissingMaterial { record: at, material: it.clone() })
}

const PHOTOS: [&str; 5] = ["照片", "图片", "photo", "photos", "pictures"];
const IMAGES: [&str; 5] = [".jpg", ".jpeg", ".png", ".webp", ".gif"];

/// Whether a file beside the record is the material: its name contains it, in any width and case. For photos
/// (`照片`, `活动照片`) any image will do.
fn attached(record: &Record, material: &str) -> bool {
    if record.attachments.is_empty() {
        return false; // folding is slow, and most records have none
    }
    let wanted = folded(material.trim());
    let photos = PHOTOS.iter().any(|it| wanted.ends_with(it));
    record.attachments.iter().any(|path| {
        let name = folded(path.rsplit('/').next().unwrap_or(path));
        name.contains(&wanted) || photos && IMAGES.iter().any(|it| name.ends_with(it))
    })
}

/// The text in one width and case.
fn folded(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase()
}
