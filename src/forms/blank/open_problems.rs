//! The problems that are still open: a form for follow-ups lists them, so that a school only writes what became of them.

use super::FormScope;
use crate::engine::follow_ups::read_follow_ups;
use crate::model::{Archive, Day, FollowUp, FollowUpStatus, Record};
use crate::site::data::is_published;

/// The open problems of the school or the pair, by visit, a text for each column of the form.
pub(super) fn open_problems(archive: &Archive, scope: FormScope, as_of: Day) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for reading in read_follow_ups(archive, as_of) {
        let record = archive.record(reading.record);
        let is_open = reading.status != FollowUpStatus::Done;
        if is_open
            && is_in(record, scope, as_of)
            && let Some(problem) = reading.of(archive)
        {
            rows.push(row(record, problem));
        }
    }
    rows
}

fn is_in(record: &Record, scope: FormScope, as_of: Day) -> bool {
    is_published(record, as_of)
        && scope.fits_school(record.school)
        && (scope.pair.is_none() || scope.pair == record.pair.one())
}

/// The columns of [`super::build::FormBuilder::follow_ups`]: the visit, its day, then the keys of a problem.
fn row(record: &Record, problem: &FollowUp) -> Vec<String> {
    vec![
        record.id.clone(),
        day_text(record.day),
        problem.problem.clone(),
        problem.measure.clone().unwrap_or_default(),
        problem.owner.clone().unwrap_or_default(),
        day_text(problem.due),
        day_text(problem.done),
        problem.note.clone().unwrap_or_default(),
    ]
}

fn day_text(day: Option<Day>) -> String {
    match day {
        Some(day) => day.to_string(),
        None => String::new(),
    }
}
