//! The problems that are still open: a form for follow-ups lists them, so that a school only writes what became of them.

use std::collections::BTreeSet;

use super::FormScope;
use crate::model::{Archive, Day, Detail, FollowUp, Record, RecordIx};

/// The open problems of the school or the pair, by visit, a text for each column of the form.
pub(super) fn open_problems(archive: &Archive, scope: FormScope, as_of: Day) -> Vec<Vec<String>> {
    let settled = SettledProblems::on(archive, as_of);
    let mut rows = Vec::new();
    for (index, record) in archive.records.iter().enumerate() {
        let Detail::Visit(visit) = &record.detail else { continue };
        if !is_in(record, scope, as_of) {
            continue;
        }
        for (number, problem) in visit.follow_ups.iter().enumerate() {
            if !settled.has(RecordIx(index), number, problem) {
                rows.push(row(record, problem));
            }
        }
    }
    rows
}

fn is_in(record: &Record, scope: FormScope, as_of: Day) -> bool {
    !record.draft
        && record.day.is_some_and(|day| day <= as_of)
        && scope.school.is_none_or(|school| record.school == school)
        && scope.pair.is_none_or(|pair| record.pair.one() == Some(pair))
        && record.public_until.is_none_or(|until| as_of <= until)
}

/// The problems that are settled on a day.
pub(in crate::forms) struct SettledProblems {
    as_of: Day,
    /// Those that another visit settles: the visit that found it, and its index there.
    by_others: BTreeSet<(RecordIx, usize)>,
}

impl SettledProblems {
    pub(in crate::forms) fn on(archive: &Archive, as_of: Day) -> SettledProblems {
        let mut by_others = BTreeSet::new();
        for closing in &archive.closings {
            if archive.record(closing.by).day.is_some_and(|day| day <= as_of) {
                by_others.insert((closing.found, closing.problem));
            }
        }
        SettledProblems { as_of, by_others }
    }

    /// Whether a problem is settled: by its own day, or by another visit (docs/content-model.md §5, follow-ups).
    pub(in crate::forms) fn has(&self, record: RecordIx, at: usize, problem: &FollowUp) -> bool {
        problem.done.is_some_and(|day| day <= self.as_of) || self.by_others.contains(&(record, at))
    }
}

/// The columns of [`super::build::FormBuilder::follow_ups`]: the visit, then the keys of a problem.
fn row(record: &Record, problem: &FollowUp) -> Vec<String> {
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        record.id.clone(),
        problem.problem.clone(),
        text(&problem.measure),
        text(&problem.owner),
        day(problem.due),
        day(problem.done),
        text(&problem.note),
    ]
}
