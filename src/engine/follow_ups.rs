//! How the problems found at visits (问题整改) stand on a day (docs/content-model.md §5).

use std::cmp::Ordering;

use crate::model::{Archive, Closing, Day, Detail, FollowUp, FollowUpStatus, Record, RecordIx};

/// How one problem stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FollowUpReading {
    /// The visit that found it.
    pub record: RecordIx,
    /// Its index in [`crate::model::VisitDetail::follow_ups`].
    pub problem: usize,
    /// How it stands.
    pub status: FollowUpStatus,
    /// The day on which it was settled.
    pub settled: Option<Day>,
    /// The first visit that says it is settled.
    pub closed_by: Option<RecordIx>,
}

impl FollowUpReading {
    /// The problem itself.
    #[must_use]
    pub fn of(self, archive: &Archive) -> Option<&FollowUp> {
        follow_ups_of(archive.record(self.record)).get(self.problem)
    }
}

/// The problems that a record found; empty for what is no visit.
#[must_use]
pub fn follow_ups_of(record: &Record) -> &[FollowUp] {
    match &record.detail {
        Detail::Visit(visit) => &visit.follow_ups,
        _ => &[],
    }
}

/// How the problems of all visits up to a day stand on it, by record. Drafts neither find nor settle anything.
#[must_use]
pub fn read_follow_ups(archive: &Archive, as_of: Day) -> Vec<FollowUpReading> {
    let mut readings = Vec::new();
    for (index, record) in archive.records.iter().enumerate() {
        let follow_ups = follow_ups_of(record);
        if follow_ups.is_empty() || !counts_on(record, as_of) {
            continue;
        }
        let record = RecordIx(index);
        for (problem, follow_up) in follow_ups.iter().enumerate() {
            let (closed, closed_by) = first_closing(archive, record, problem, as_of).unzip();
            let written = follow_up.done.filter(|done| *done <= as_of);
            let settled = match (written, closed) {
                (Some(written), Some(closed)) => Some(written.min(closed)),
                (written, closed) => written.or(closed),
            };
            let status = match (settled, follow_up.due) {
                (Some(_), _) => FollowUpStatus::Done,
                (None, Some(due)) if due < as_of => FollowUpStatus::Overdue,
                (None, _) => FollowUpStatus::Open,
            };
            readings.push(FollowUpReading { record, problem, status, settled, closed_by });
        }
    }
    readings
}

/// Whether a visit is taken into account on a day.
fn counts_on(record: &Record, as_of: Day) -> bool {
    !record.draft && record.day.is_some_and(|day| day <= as_of)
}

/// The first visit up to a day that says a problem is settled, and its day.
fn first_closing(
    archive: &Archive,
    found: RecordIx,
    problem: usize,
    as_of: Day,
) -> Option<(Day, RecordIx)> {
    let at = (found, problem);
    let from = archive.closings.partition_point(|closing| place(closing) < at);
    let closings = archive.closings[from..].iter().take_while(|closing| place(closing) == at);
    let mut first: Option<(Day, RecordIx)> = None;
    for closing in closings {
        let record = archive.record(closing.by);
        if let Some(day) = record.day
            && counts_on(record, as_of)
        {
            let this = (day, closing.by);
            first = match first {
                Some(known) => Some(known.min(this)),
                None => Some(this),
            };
        }
    }
    first
}

fn place(closing: &Closing) -> (RecordIx, usize) {
    (closing.found, closing.problem)
}

/// Sorts problems as lists show them: overdue ones first, then open ones, both by the day they are due; then settled
/// ones, the latest first.
pub fn sort_open_first(archive: &Archive, readings: &mut [FollowUpReading]) {
    readings.sort_by(|one, other| open_first(archive, *one, *other));
}

fn open_first(archive: &Archive, one: FollowUpReading, other: FollowUpReading) -> Ordering {
    let by_day = match one.status {
        FollowUpStatus::Done => other.settled.cmp(&one.settled),
        FollowUpStatus::Overdue | FollowUpStatus::Open => {
            due_key(archive, one).cmp(&due_key(archive, other))
        }
    };
    let by_place = (one.record, one.problem).cmp(&(other.record, other.problem));
    one.status.cmp(&other.status).then(by_day).then(by_place)
}

/// Orders problems by the day that they are due, those without one last; then by the day they were found.
fn due_key(archive: &Archive, reading: FollowUpReading) -> (bool, Option<Day>, Option<Day>) {
    let due = match reading.of(archive) {
        Some(follow_up) => follow_up.due,
        None => None,
    };
    (due.is_none(), due, archive.record(reading.record).day)
}
