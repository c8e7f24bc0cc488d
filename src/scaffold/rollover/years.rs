//! Years in titles and file names, moved by one.

use std::ops::RangeInclusive;

use crate::model::{Day, Period};

/// The same day of the next year; the 28th for 29 February. `None` after the last year that a day can have.
pub(super) fn next_year(day: Day) -> Option<Day> {
    let (year, month) = (day.year() + 1, day.month());
    Day::new(year, month, day.day()).or_else(|| Day::new(year, month, day.day().checked_sub(1)?))
}

/// The years that a period lies in.
pub(super) fn years_of(period: Period) -> RangeInclusive<i32> {
    period.first.year()..=period.last.year()
}

/// A text in which each of these years, standing alone and outside 〔〕 (which hold the years of other documents), is the
/// next one; both of a school year (`2023—2024学年`), of which a plan of spring lies in the second alone.
pub(super) fn with_next_years(text: &str, years: &RangeInclusive<i32>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_in_brackets = false;
    let mut end_of_school_year = None;
    let mut rest = text;
    while let Some(ch) = rest.chars().next() {
        let digits = rest.len() - rest.trim_start_matches(|ch: char| ch.is_ascii_digit()).len();
        if digits == 0 {
            match ch {
                '〔' => is_in_brackets = true,
                '〕' => is_in_brackets = false,
                _ => {}
            }
            out.push(ch);
            rest = &rest[ch.len_utf8()..];
            continue;
        }
        let (number, after) = rest.split_at(digits);
        let year = number.parse::<i32>().ok().filter(|_| digits == 4 && !is_in_brackets);
        let is_end = year.is_some() && year == end_of_school_year;
        let second =
            year.map(|year| year + 1).filter(|second| year_behind_dash(after) == Some(*second));
        end_of_school_year =
            second.filter(|second| (second - 1..=*second).any(|year| years.contains(&year)));
        match year {
            Some(year) if is_end || end_of_school_year.is_some() || years.contains(&year) => {
                out.push_str(&(year + 1).to_string());
            }
            _ => out.push_str(number),
        }
        rest = after;
    }
    out
}

/// The year that follows a dash: `—2024学年`.
fn year_behind_dash(text: &str) -> Option<i32> {
    let behind = text.trim_start_matches(['-', '–', '—', '－', '~', '～', '至', '/']);
    let length = behind.len() - behind.trim_start_matches(|ch: char| ch.is_ascii_digit()).len();
    if length != 4 || behind.len() == text.len() {
        return None;
    }
    behind.get(..length)?.parse().ok()
}

/// The lines of a text, from `first_line`, in which one of these years stands alone.
pub(super) fn lines_with_years(
    text: &str,
    first_line: u32,
    years: &RangeInclusive<i32>,
) -> Vec<u32> {
    let mut lines = Vec::new();
    for (number, line) in (first_line..).zip(text.lines()) {
        if with_next_years(line, years) != line {
            lines.push(number);
        }
    }
    lines
}
