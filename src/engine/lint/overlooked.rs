//! Records that people believe to count once, and that count twice or not at all.

use rustc_hash::FxHashMap;

use crate::diagnostics::{Diagnostic, NotCounted, Problem, Span};
use crate::model::{Archive, Day, Detail, PairIx, PairOf, PlanIx, Record, VisitDetail};

/// What is told of them; all but copies are warnings, for the figures are right by the letter.
pub(super) fn check(archive: &Archive) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut visits: FxHashMap<(PairIx, Day, &str), &Record> = FxHashMap::default();
    for record in archive.records.iter().filter(|it| !it.draft) {
        out.extend(outside_plan(archive, record));
        out.extend(copy(archive, record));
        let (Detail::Visit(visit), PairOf::One(pair), Some(day), Some(of_type)) =
            (&record.detail, record.pair, record.day, record.of_type.as_deref())
        else {
            continue;
        };
        let first = *visits.entry((pair, day, of_type)).or_insert(record);
        // Two schools may do the same at home on one day: only a visit to the other is one visit.
        let goes_to = |visit: &VisitDetail, to| visit.to.contains(&to);
        let is_met = matches!(&first.detail, Detail::Visit(it) if goes_to(it, record.school));
        if first.school != record.school && (is_met || goes_to(visit, first.school)) {
            let problem = Problem::SameVisit { file: first.file.clone() };
            out.push(Diagnostic::new(&record.file, record.at, problem));
        }
    }
    out
}

/// A record dated outside the plan that it names.
fn outside_plan(archive: &Archive, record: &Record) -> Option<Diagnostic> {
    let by_action = match &record.detail {
        Detail::Visit(visit) => &visit.actions[..],
        _ => &[],
    };
    let day = record.day?;
    let named = record.plan.into_iter().chain(by_action.iter().map(|it| it.plan));
    let is_outside = |it: &PlanIx| !archive.plan(*it).period.contains(day);
    let plan = archive.plan(named.into_iter().find(is_outside)?);
    let problem = Problem::NotCounted(NotCounted::OutsidePlan {
        plan: plan.title.clone(),
        first: plan.period.first.to_string(),
        last: plan.period.last.to_string(),
    });
    Some(Diagnostic::new(&record.file, record.at, problem))
}

/// A record whose name is that of another beside it, with what file managers add to copies, and its title too.
fn copy(archive: &Archive, record: &Record) -> Option<Diagnostic> {
    let original = original_of(&record.id)?;
    let at = archive.records.binary_search_by(|it| (*it.id).cmp(original)).ok()?;
    let original = Some(&archive.records[at]).filter(|it| it.title == record.title)?;
    let name = original.file.trim_end_matches("/index.md").rsplit('/').next().unwrap_or_default();
    let problem = Problem::CopyOf { original: name.to_owned() };
    Some(Diagnostic::new(&record.file, Span::first(), problem))
}

/// `送教记录` of `送教记录 - 副本 (2)`, `送教记录（1）`, `送教记录 - Copy`.
fn original_of(id: &str) -> Option<&str> {
    let numbered = || {
        let inside = id.strip_suffix([')', '）'])?;
        let digits = inside.trim_end_matches(|it: char| it.is_ascii_digit());
        (digits.len() < inside.len()).then(|| digits.strip_suffix(['(', '（'])).flatten()
    };
    let without_number = numbered().map(str::trim_end);
    let rest = without_number.unwrap_or(id);
    let copy = ["副本", "Copy", "copy"].iter().find_map(|it| rest.strip_suffix(it));
    let copy = copy.map(|it| it.trim_end_matches([' ', '-', '－', '_', '—']));
    copy.or(without_number).filter(|it| !it.is_empty() && !it.ends_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_copies() {
        for id in [
            "a/送教 - 副本",
            "a/送教 - 副本 (2)",
            "a/送教（1）",
            "a/送教 (12)",
            "a/送教 - Copy",
            "a/送教_副本",
        ] {
            assert_eq!(original_of(id), Some("a/送教"), "{id}");
        }
        for id in ["a/送教", "a/送教（一）", "a/副本", "a/(1)", "a/2024-03-15", "a/送教（县级）"]
        {
            assert_eq!(original_of(id), None, "{id}");
        }
    }
}
