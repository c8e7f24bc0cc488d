//! The clock of the machine. No judgement depends on it: only the day that something new begins with, and the warning
//! about days that are still to come.

use crate::model::Day;

/// Today's date on this machine: the day that a new record begins with.
pub(crate) fn today() -> Day {
    Day::from_date(chrono::Local::now().date_naive()).unwrap_or_else(Day::first)
}

/// The day after which a date is still to come: from `SOURCE_DATE_EPOCH` if it is set, else from the clock.
pub(super) fn day_of_warnings() -> Day {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok();
    let date = match epoch.and_then(|seconds| seconds.trim().parse().ok()) {
        Some(seconds) => chrono::DateTime::from_timestamp(seconds, 0).map(|time| time.date_naive()),
        None => Some(chrono::Local::now().date_naive()),
    };
    date.and_then(Day::from_date).unwrap_or_else(Day::last)
}
