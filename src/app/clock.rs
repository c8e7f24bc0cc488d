//! The clock of the machine: only for the day that something new begins with.

use chrono::Datelike;

use crate::model::Day;

/// Today's date on this machine.
pub(super) fn today() -> Day {
    let now = chrono::Local::now().date_naive();
    Day::new(now.year(), now.month(), now.day()).unwrap_or_else(Day::first)
}
