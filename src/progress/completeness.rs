//! 有计划、有措施、有记录、有总结: the four-haves matrix (MODEL.md §5).

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::{Completeness, MissingMaterial, Owner};
use crate::model::{
    Archive, Day, Detail, PairIx, Period, Plan, PlanIx, PlanOwner, Record, RecordIx, RecordKind,
    SchoolIx, TermIx,
};

/// The matrix: schools, then pairs, each by id; of each the terms in order of time, from the first of which anything
/// is written to the one that runs on the day. A pair has a row for the terms in which it exists.
pub(super) fn matrix(archive: &Archive, as_of: Day) -> Vec<Completeness> {
    let terms = terms(archive, as_of);
    let mut by_term: BTreeMap<TermIx, Vec<RecordIx>> = BTreeMap::new();
    for (at, record) in archive.records.iter().enumerate() {
        let known = record.day.is_some_and(|it| it <= as_of);
        if let (Some(term), true, false) = (record.term, known, record.draft) {
            by_term.entry(term).or_default().push(RecordIx(at));
        }
    }
    let schools = (0..archive.schools.len()).map(|it| Owner::School(SchoolIx(it)));
    let pairs = (0..archive.pairs.len()).map(|it| Owner::Pair(PairIx(it)));
    let mut matrix = Vec::new();
    for owner in schools.chain(pairs) {
        for (term, period) in &terms {
            let exists = match owner {
                Owner::School(_) => true,
                Owner::Pair(pair) => archive.pair(pair).active_in(*period),
            };
            if exists {
                let records = by_term.get(term).map_or(&[][..], Vec::as_slice);
                matrix.push(row(archive, owner, *term, *period, records));
            }
        }
    }
    matrix
}

fn terms(archive: &Archive, as_of: Day) -> Vec<(TermIx, Period)> {
    let of_plans = archive.plans.iter().filter(|it| !it.draft).map(|it| it.period.first);
    let of_records = archive.records.iter().filter(|it| !it.draft).filter_map(|it| it.day);
    let Some(first) = of_plans.chain(of_records).min() else { return Vec::new() };
    let from = archive.calendar.term_of(first);
    let begun = archive
        .calendar
        .terms()
        .filter(|(at, it)| from.is_none_or(|from| from <= *at) && it.period.first <= as_of);
    begun.map(|(at, it)| (at, it.period)).collect()
}

fn row(
    archive: &Archive,
    owner: Owner,
    term: TermIx,
    period: Period,
    records: &[RecordIx],
) -> Completeness {
    let covers = |plan: &Plan| {
        let whose = match (owner, plan.owner) {
            (Owner::Pair(pair), PlanOwner::Pair(of)) => pair == of,
            (Owner::Pair(_), PlanOwner::Archive | PlanOwner::School(_)) => false,
            (Owner::School(school), PlanOwner::School(of)) => school == of,
            (Owner::School(school), PlanOwner::Pair(pair)) => archive.pair(pair).holds(school),
            (Owner::School(_), PlanOwner::Archive) => true,
        };
        whose && !plan.draft && plan.period.cut(period).is_some()
    };
    let plans: Vec<PlanIx> =
        (0..archive.plans.len()).map(PlanIx).filter(|it| covers(archive.plan(*it))).collect();
    let with_actions =
        plans.iter().copied().filter(|it| !archive.plan(*it).actions.is_empty()).collect();
    let of_owner = |record: &Record| match owner {
        Owner::School(school) => record.school == school,
        Owner::Pair(pair) => record.pair.one() == Some(pair),
    };
    let of_kind = |kind: RecordKind| -> Vec<RecordIx> {
        let fits =
            |it: &RecordIx| archive.record(*it).kind() == kind && of_owner(archive.record(*it));
        records.iter().copied().filter(fits).collect()
    };
    let visits = of_kind(RecordKind::Visit);
    let missing_materials =
        visits.iter().flat_map(|it| missing(archive.record(*it), *it)).collect();
    Completeness {
        owner,
        term,
        plans,
        with_actions,
        summaries: of_kind(RecordKind::Summary),
        visits,
        missing_materials,
    }
}

/// What a visit lists and nobody attached: a file whose name holds the material, or for photos any picture.
fn missing(record: &Record, at: RecordIx) -> Vec<MissingMaterial> {
    let Detail::Visit(visit) = &record.detail else { return Vec::new() };
    let plain = |text: &str| text.nfkc().collect::<String>().to_lowercase();
    let files: Vec<String> =
        record.attachments.iter().map(|it| plain(it.rsplit('/').next().unwrap_or(it))).collect();
    let is_picture = |it: &String| {
        [".jpg", ".jpeg", ".png", ".webp", ".gif"].iter().any(|ending| it.ends_with(ending))
    };
    let is_there = |material: &&String| {
        let name = plain(material);
        let photo = ["照片", "图片", "photo", "photos"].contains(&name.as_str());
        files.iter().any(|it| it.contains(&name) || photo && is_picture(it))
    };
    let missing = visit.materials.iter().filter(|it| !is_there(it));
    missing.map(|it| MissingMaterial { record: at, material: it.clone() }).collect()
}
