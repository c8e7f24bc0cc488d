//! Writes `data/follow-ups.csv`: the problems found at visits (问题整改).

use super::SpreadsheetTable;
use super::common::is_published;
use crate::engine::follow_ups::{FollowUpReading, read_follow_ups};
use crate::model::{Archive, Day};

/// The columns.
pub const COLUMNS: [&str; 9] =
    ["record", "school", "date", "problem", "measure", "owner", "due", "done", "status"];

/// The cells of a problem, in the order of [`COLUMNS`]: as they are, not yet safe for a spreadsheet. `done` is the day on
/// which it was settled.
#[must_use]
pub fn cells(archive: &Archive, reading: FollowUpReading) -> Option<[String; 9]> {
    let follow_up = reading.of(archive)?;
    let record = archive.record(reading.record);
    Some([
        record.id.clone(),
        archive.school(record.school).id.clone(),
        day_text(record.day),
        follow_up.problem.clone(),
        follow_up.measure.clone().unwrap_or_default(),
        follow_up.owner.clone().unwrap_or_default(),
        day_text(follow_up.due),
        day_text(reading.settled),
        reading.status.code().to_owned(),
    ])
}

fn day_text(day: Option<Day>) -> String {
    match day {
        Some(day) => day.to_string(),
        None => String::new(),
    }
}

/// The bytes of the file: UTF-8 with a byte order mark; lines end with LF.
pub(super) fn csv(archive: &Archive, as_of: Day) -> Vec<u8> {
    let mut table = SpreadsheetTable::new(&COLUMNS);
    for reading in read_follow_ups(archive, as_of) {
        if !is_published(archive.record(reading.record), as_of) {
            continue;
        }
        let Some(cells) = cells(archive, reading) else { continue };
        table.row(&cells.each_ref().map(String::as_str));
    }
    table.bytes()
}
