//! Days that are probably wrong: later than today, alone in deciding the day of judgement, or not the day in the name of
//! the file (docs/content-model.md §6).

use crate::diagnostics::{Diagnostic, Misreading, Oddity, Problem, Span};
use crate::engine::follow_ups::follow_ups_of;
use crate::model::{Archive, Day, Detail, Record};

/// The days that the latest day may be after the next-latest one.
const USUAL_GAP: i64 = 60;

/// Reports days that are probably wrong. `site_file` is the path of site.yaml, if there is one. `today` serves the
/// warnings about later days only: nothing else depends on it.
#[must_use]
pub fn odd_dates(archive: &Archive, site_file: Option<&str>, today: Day) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    diagnostics.extend(site_file.and_then(|file| odd_as_of(archive, file, today)));
    let decisive = decisive_days(archive);
    for record in archive.records.iter().filter(|record| !record.draft) {
        diagnostics.extend(other_day_in_name(record));
        diagnostics.extend(settled_later(record, today));
        diagnostics.extend(replied_later(record, today));
        for (day, file, span) in days_of(record) {
            let oddity = if today < day {
                Oddity::FutureDay { day: day.to_string(), today: today.to_string() }
            } else if let Some((first, next)) = decisive
                && first <= day
            {
                let next = next.as_ref().map(ToString::to_string);
                Oddity::DecidesAsOf { day: day.to_string(), next }
            } else {
                continue;
            };
            diagnostics.push(Diagnostic::new(file, span, Problem::Odd(oddity)));
        }
    }
    diagnostics
}

/// That problems of a visit are said to have been settled on a day that has not come.
fn settled_later(record: &Record, today: Day) -> Option<Diagnostic> {
    let mut latest = None;
    for follow_up in follow_ups_of(record) {
        latest = latest.max(follow_up.done.map(|done| (done, follow_up.done_at)));
    }
    let (day, at) = latest?;
    if day <= today {
        return None;
    }
    let oddity = Oddity::SettledLater { done: day.to_string(), today: today.to_string() };
    Some(Diagnostic::new(&record.file, at.unwrap_or(record.at), Problem::Odd(oddity)))
}

/// The days of a record or of the rows of its table, with their places.
fn days_of(record: &Record) -> Vec<(Day, &str, Span)> {
    let mut days = Vec::new();
    let Detail::Ledger(ledger) = &record.detail else {
        if let Some(day) = record.day {
            days.push((day, record.file.as_str(), record.at));
        }
        return days;
    };
    for (day, line) in ledger.days.iter().zip(&ledger.lines) {
        if let Some(day) = day {
            days.push((*day, ledger.table.as_str(), Span::new(*line, 1, 0)));
        }
    }
    days
}

/// The day of judgement of the site, when it is later than today or before everything.
fn odd_as_of(archive: &Archive, file: &str, today: Day) -> Option<Diagnostic> {
    let as_of = archive.site.as_of?;
    let day = as_of.to_string();
    let misreading = if today < as_of {
        Misreading::AsOfLater { day, today: today.to_string() }
    } else {
        let mut first = None;
        for plan in archive.plans.iter().filter(|plan| !plan.draft) {
            first = earlier(first, plan.period.first);
        }
        for record in archive.records.iter().filter(|record| !record.draft) {
            for (day, ..) in days_of(record) {
                first = earlier(first, day);
            }
        }
        let first = first.filter(|first| as_of < *first)?.to_string();
        Misreading::AsOfEarlier { day, first }
    };
    Some(Diagnostic::new(file, archive.site.as_of_at, Problem::Misread(misreading)))
}

fn earlier(known: Option<Day>, day: Day) -> Option<Day> {
    Some(known.map_or(day, |known| known.min(day)))
}

/// That a question was answered on a day that has not come.
fn replied_later(record: &Record, today: Day) -> Option<Diagnostic> {
    let Detail::Question(question) = &record.detail else { return None };
    let mut latest = None;
    for reply in &question.replies {
        latest = latest.max(reply.day);
    }
    let day = latest.filter(|day| today < *day)?.to_string();
    let misreading = Misreading::ReplyLater { day, today: today.to_string() };
    Some(Diagnostic::new(&record.file, record.at, Problem::Misread(misreading)))
}

/// The most days and rows that are taken for slips when they are much later than all others.
const MOST_SLIPS: usize = 5;

/// The first of the latest days, when they decide alone on which day everything is judged: the latest is much later than
/// all others (then with the latest of those), or after the end of every term and plan; or a few are both.
fn decisive_days(archive: &Archive) -> Option<(Day, Option<Day>)> {
    if archive.site.as_of.is_some() {
        return None;
    }
    let latest = archive.latest_day()?;
    let mut next: Option<Day> = None;
    let mut days = Vec::new();
    for record in archive.records.iter().filter(|record| !record.draft) {
        for (day, ..) in days_of(record) {
            days.push(day);
            if day < latest {
                next = next.max(Some(day));
            }
        }
    }
    match next {
        Some(next) if USUAL_GAP < latest.days_since(next) => return Some((latest, Some(next))),
        _ if is_after_all(archive, latest) => return Some((latest, None)),
        _ => {}
    }
    days.sort_unstable();
    let last_end = last_end(archive)?;
    let late = days.partition_point(|day| day.days_since(last_end) <= USUAL_GAP);
    let (others, late) = days.split_at(late);
    let (first, next) = (late.first()?, others.last()?);
    let is_apart = USUAL_GAP < first.days_since(*next);
    (late.len() <= MOST_SLIPS && is_apart).then_some((*first, Some(*next)))
}

/// Whether a day is after the end of every term and every plan.
fn is_after_all(archive: &Archive, day: Day) -> bool {
    !archive.calendar.is_default() && last_end(archive).is_some_and(|last| last < day)
}

/// The end of the last plan, or of the last term where terms are listed.
fn last_end(archive: &Archive) -> Option<Day> {
    let mut last = None;
    if !archive.calendar.is_default() {
        for (_, term) in archive.calendar.terms() {
            last = last.max(Some(term.period.last));
        }
    }
    for plan in &archive.plans {
        last = last.max(Some(plan.period.last));
    }
    last
}

/// Reports a record whose file name begins with another day than that of the record.
fn other_day_in_name(record: &Record) -> Option<Diagnostic> {
    let day = record.day?;
    let name = record.id.rsplit('/').next().unwrap_or_default();
    let in_name = day_at_start(name)?;
    let first = record.first_day.unwrap_or(day);
    let is_one_of_ends = in_name == first || in_name == day;
    if is_one_of_ends || (first..=day).contains(&in_name) {
        return None;
    }
    let (in_name, day) = (in_name.to_string(), day.to_string());
    let problem = Problem::Odd(Oddity::FileNameDay { in_name, day });
    Some(Diagnostic::new(&record.file, record.at, problem))
}

/// The day with which a name begins: `2024-03-15-送教`, `20240315送教`, `2024年3月15日`.
#[must_use]
pub fn day_at_start(name: &str) -> Option<Day> {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 8 {
        let (year, month, day) = (name.get(..4)?, name.get(4..6)?, name.get(6..8)?);
        return Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    }
    let rest = name.trim_start_matches(is_of_date);
    let date = &name[..name.len() - rest.len()];
    let mut parts = date.split(|ch: char| !ch.is_ascii_digit());
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 || 2 < month.len() || 2 < day.len() {
        return None;
    }
    Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn is_of_date(ch: char) -> bool {
    ch.is_ascii_digit() || "-._年月".contains(ch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_names_are_read() {
        for name in [
            "2024-03-15",
            "2024-03-15-送教",
            "2024.3.15送教",
            "20240315",
            "2024年3月15日",
            "2024_03_15a",
        ] {
            assert_eq!(day_at_start(name), Day::new(2024, 3, 15), "{name}");
        }
        for name in [
            "2024",
            "2024-03",
            "2024-13-15",
            "送教2024-03-15",
            "202403151",
            "第3次",
            "2024-2025-1学期",
        ] {
            assert_eq!(day_at_start(name), None, "{name}");
        }
    }
}
