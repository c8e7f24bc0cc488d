//! What a term lacks before it is closed: the completeness check, figures that count for nothing, problems that are not
//! settled, drafts (docs/interface.md §1, `close`).

use super::follow_ups::{FollowUpReading, read_follow_ups, sort_open_first};
use super::progress::{self, Owner, Readings, UncountedFigure, uncounted_figures};
use crate::model::{Archive, Day, FollowUpStatus, RecordIx, TermIx};

/// Something that a term lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TermGap {
    /// No plan covers it.
    Plan(Owner),
    /// No plan that covers it has actions.
    Actions(Owner),
    /// There is no visit and no ledger.
    Records(Owner),
    /// There is no summary.
    Summary(Owner),
    /// A material that a visit lists is not attached.
    Material {
        /// The visit.
        record: RecordIx,
        /// What is missing.
        material: String,
    },
    /// A figure does not count towards any target.
    Uncounted(UncountedFigure),
    /// A problem that was found is not settled.
    FollowUp {
        /// The visit that found it.
        record: RecordIx,
        /// Which of its problems.
        at: usize,
        /// Whether it should have been settled by now.
        overdue: bool,
    },
    /// A record of the term is a draft: it is not sealed.
    Draft(RecordIx),
}

/// What a term lacks, judged on the day of the readings, or on its last day where that is later. Of a term that is
/// not over, a problem is overdue only if it is so `today`.
#[must_use]
pub fn term_gaps(
    archive: &Archive,
    readings: &Readings,
    (term, today): (TermIx, Option<Day>),
) -> Vec<TermGap> {
    let (last, as_of) = (archive.calendar.term(term).period.last, readings.as_of);
    let at_end;
    let readings = if readings.as_of < last {
        at_end = progress::read(archive, last).0;
        &at_end
    } else {
        readings
    };
    let mut gaps = Vec::new();
    for row in readings.completeness.iter().filter(|row| row.term == term) {
        let gaps_of_row = [
            (row.plans.is_empty(), TermGap::Plan(row.owner)),
            (!row.plans.is_empty() && row.with_actions.is_empty(), TermGap::Actions(row.owner)),
            (row.records.is_empty(), TermGap::Records(row.owner)),
            (row.summaries.is_empty(), TermGap::Summary(row.owner)),
        ];
        for (is_missing, gap) in gaps_of_row {
            if is_missing {
                gaps.push(gap);
            }
        }
        if let Owner::School(_) = row.owner {
            // A pair's visits are its schools' too.
            for missing in &row.missing_materials {
                let (record, material) = (missing.record, missing.material.clone());
                gaps.push(TermGap::Material { record, material });
            }
        }
    }
    for figure in uncounted_figures(archive, readings) {
        if archive.calendar.term_of(figure.day) == Some(term) {
            gaps.push(TermGap::Uncounted(figure));
        }
    }
    let judged_on = today.map_or(readings.as_of, |today| today.min(as_of));
    gaps.extend(open_follow_ups(archive, last, judged_on));
    for (index, record) in archive.records.iter().enumerate() {
        let own = match (record.term, record.day) {
            (None, Some(day)) => archive.calendar.term_of(day),
            (own, _) => own,
        };
        if record.draft && own == Some(term) {
            gaps.push(TermGap::Draft(RecordIx(index)));
        }
    }
    gaps
}

/// The problems found up to a day that are not settled on the day of judgement.
fn open_follow_ups(archive: &Archive, found_by: Day, as_of: Day) -> Vec<TermGap> {
    let mut readings = Vec::new();
    for reading in read_follow_ups(archive, as_of) {
        let is_found = matches!(archive.record(reading.record).day, Some(day) if day <= found_by);
        if is_found && reading.status != FollowUpStatus::Done {
            readings.push(reading);
        }
    }
    sort_open_first(archive, &mut readings);
    let mut open = Vec::new();
    for FollowUpReading { record, problem, status, .. } in readings {
        let overdue = status == FollowUpStatus::Overdue;
        open.push(TermGap::FollowUp { record, at: problem, overdue });
    }
    open
}
