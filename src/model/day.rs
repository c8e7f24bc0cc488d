//! Days and stretches of days.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::syntax::ascii::is_digits;

/// A day of the calendar, from 1900-01-01 to 2199-12-31.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i32", into = "i32")]
pub struct Day(NaiveDate);

impl From<Day> for i32 {
    fn from(day: Day) -> i32 {
        day.0.num_days_from_ce()
    }
}

impl TryFrom<i32> for Day {
    type Error = &'static str;

    fn try_from(days: i32) -> Result<Day, &'static str> {
        let date = NaiveDate::from_num_days_from_ce_opt(days).ok_or("no day of the calendar")?;
        Day::from_date(date).ok_or("a day too early or too late")
    }
}

/// Why a text is not a [`Day`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DayError {
    /// None of the accepted ways to write a date.
    Shape {
        /// The day that is meant beyond doubt: `20240315`, `二〇二四年三月十五日`, `2024/3/15 0:00`.
        meant: Option<Day>,
    },
    /// A month and a day, but no year (`3月15日`).
    NoYear,
    /// A year and a month, but no day (`2024.10`).
    NoDay,
    /// The calendar has no such day (`2024-02-30`).
    NoSuchDay {
        /// The year as written.
        year: i32,
        /// The month as written.
        month: u32,
    },
}

const SHAPES: [[&str; 3]; 4] = [["-", "-", ""], ["/", "/", ""], [".", ".", ""], ["年", "月", "日"]];

impl Day {
    /// The day, if the calendar has it and its year is from 1900 to 2199.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Day> {
        NaiveDate::from_ymd_opt(year, month, day).and_then(Day::from_date)
    }

    /// The day of a date, if its year is from 1900 to 2199.
    #[must_use]
    pub(crate) fn from_date(date: NaiveDate) -> Option<Day> {
        (1900..2200).contains(&date.year()).then_some(Day(date))
    }

    /// The first day that guidang knows, 1900-01-01: an archive without any record is judged on it, and nothing is due.
    #[must_use]
    pub fn first() -> Day {
        Day(NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or_default())
    }

    /// The last day that guidang knows, 2199-12-31.
    #[must_use]
    pub fn last() -> Day {
        Day(NaiveDate::from_ymd_opt(2199, 12, 31).unwrap_or_default())
    }

    /// Reads `2024-03-15`, `2024/3/15`, `2024.3.15` and `2024年3月15日`, in half-width digits (docs/content-model.md §6).
    ///
    /// # Errors
    /// A [`DayError`] that says what is missing.
    pub fn parse(text: &str) -> Result<Day, DayError> {
        for [first, second, last] in SHAPES {
            let cut = || {
                let (year, rest) = text.split_once(first)?;
                let (month, day) = rest.split_once(second)?;
                Some((
                    number(year, 4..=4)? as i32,
                    number(month, 1..=2)?,
                    number(day.strip_suffix(last)?, 1..=2)?,
                ))
            };
            if let Some((year, month, day)) = cut() {
                return Day::new(year, month, day).ok_or(DayError::NoSuchDay { year, month });
            }
        }
        Err(part_of_a_day(text))
    }

    /// The year, such as 2024.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// Days since Monday: 0 to 6.
    #[must_use]
    pub fn weekday(self) -> usize {
        self.0.weekday().num_days_from_monday() as usize
    }

    /// The day after.
    #[must_use]
    pub fn next(self) -> Day {
        self.0.succ_opt().map_or(self, Day)
    }

    /// The day before.
    #[must_use]
    pub fn before(self) -> Day {
        self.0.pred_opt().map_or(self, Day)
    }

    /// Days from `earlier` to this day; negative when it is later.
    #[must_use]
    pub fn days_since(self, earlier: Day) -> i64 {
        (self.0 - earlier.0).num_days()
    }

    /// The first day of its month.
    #[must_use]
    pub fn month_start(self) -> Day {
        Day(self.0.with_day(1).unwrap_or(self.0))
    }

    /// The last day of its month.
    #[must_use]
    pub fn month_end(self) -> Day {
        let first = self.month_start().0;
        let next_month = first.checked_add_months(chrono::Months::new(1));
        next_month.and_then(|date| date.pred_opt()).map_or(self, Day)
    }

    /// The last day of its week, a Sunday.
    #[must_use]
    pub fn week_end(self) -> Day {
        let days = 6 - self.weekday() as i64;
        self.0.checked_add_signed(chrono::TimeDelta::days(days)).map_or(self, Day)
    }

    /// The last day of its quarter of the calendar year.
    #[must_use]
    pub fn quarter_end(self) -> Day {
        let last_month = (self.month() - 1) / 3 * 3 + 3;
        Day::new(self.year(), last_month, 1).map_or(self, Day::month_end)
    }

    /// The year in which its school year begins: a school year (学年) is 1 September to 31 August
    /// (docs/content-model.md §3).
    #[must_use]
    pub fn school_year(self) -> i32 {
        if self.month() >= 9 { self.year() } else { self.year() - 1 }
    }
}

fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    if !digits.contains(&text.len()) || !is_digits(text) {
        return None;
    }
    text.parse().ok()
}

/// What is missing from a text that is nearly a date.
fn part_of_a_day(text: &str) -> DayError {
    let parts: Vec<&str> =
        text.split(['-', '/', '.', '年', '月', '日']).filter(|part| !part.is_empty()).collect();
    let numbers: Option<Vec<u32>> = parts.iter().map(|part| number(part, 1..=4)).collect();
    match numbers.as_deref() {
        Some([1900..=2199, 1..=12]) => DayError::NoDay,
        Some([1..=12, 1..=31]) => DayError::NoYear,
        _ => DayError::Shape { meant: meant(text) },
    }
}

/// The day that a text of another shape means, if it can mean only one.
fn meant(text: &str) -> Option<Day> {
    let digits: String = text.chars().map(|ch| han_digit(ch).unwrap_or(ch)).collect();
    let parts: Vec<&str> = digits
        .split(|ch: char| ch.is_whitespace() || "-–—/.、，,年月日号".contains(ch))
        .filter(|part| !part.is_empty())
        .collect();
    let (year, month, day) = match parts[..] {
        [one] if one.len() == 8 => (one.get(..4)?, one.get(4..6)?, one.get(6..)?),
        [year, month, day] if year.len() == 4 => (year, month, day),
        [day, month, year] if year.len() == 4 && number(day, 1..=2)? > 12 => (year, month, day),
        // A time of day adds nothing.
        [year, month, day, time] if year.len() == 4 && time.contains([':', '：']) => {
            (year, month, day)
        }
        _ => return None,
    };
    Day::new(number(year, 4..=4)? as i32, month_or_day(month)?, month_or_day(day)?)
}

/// `〇` to `九` as a digit.
fn han_digit(ch: char) -> Option<char> {
    let digit = match ch {
        '零' => 0,
        _ => "〇一二三四五六七八九".chars().position(|han| han == ch)?,
    };
    char::from_digit(digit as u32, 10)
}

/// `3`, `03`, and `十`, `十5`, `2十`, `2十5` as Han numbers of up to 31 come out of [`han_digit`].
fn month_or_day(text: &str) -> Option<u32> {
    match text.split_once('十') {
        None => number(text, 1..=2),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { number(tens, 1..=1)? };
            let ones = if ones.is_empty() { 0 } else { number(ones, 1..=1)? };
            Some(tens * 10 + ones)
        }
    }
}

impl fmt::Display for Day {
    /// ISO 8601: `2024-03-15`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

/// A stretch of days, both ends counted; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// Its first day.
    pub first: Day,
    /// Its last day, counted too.
    pub last: Day,
}

impl Period {
    /// The days from `first` to `last`; `None` if `last` is before `first`.
    #[must_use]
    pub fn new(first: Day, last: Day) -> Option<Period> {
        (first <= last).then_some(Period { first, last })
    }

    /// Whether the period contains the day.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// The days that both periods have; `None` if they do not overlap.
    #[must_use]
    pub fn cut(self, other: Period) -> Option<Period> {
        Period::new(self.first.max(other.first), self.last.min(other.last))
    }

    /// How many days it has, at least 1.
    #[must_use]
    pub fn days(self) -> i64 {
        self.last.days_since(self.first) + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_accepted_ways_to_write_a_day() {
        for text in
            ["2024-03-05", "2024-3-5", "2024/3/5", "2024.3.5", "2024年3月5日", "2024年03月05日"]
        {
            assert_eq!(Day::parse(text).unwrap().to_string(), "2024-03-05", "{text}");
        }
    }

    #[test]
    fn errors_say_what_is_wrong_with_a_day() {
        for (text, error) in [
            ("3月15日", DayError::NoYear),
            ("3.15", DayError::NoYear),
            ("2024.10", DayError::NoDay),
            ("2024年10月", DayError::NoDay),
            ("2024-02-30", DayError::NoSuchDay { year: 2024, month: 2 }),
            ("2024.13.1", DayError::NoSuchDay { year: 2024, month: 13 }),
            ("24.3.15", DayError::Shape { meant: None }),
            ("5/3/2024", DayError::Shape { meant: None }),
            ("", DayError::Shape { meant: None }),
            ("去年", DayError::Shape { meant: None }),
            ("二〇二四年十三月十五日", DayError::Shape { meant: None }),
        ] {
            assert_eq!(Day::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn other_shapes_that_mean_one_day_only() {
        let day = Day::parse("2024-03-15").unwrap();
        for text in [
            "20240315",
            "2024、3、15",
            "2024-3-15日",
            "15/3/2024",
            "2024/3/15 0:00",
            "2024-03-15 09:30",
            "二〇二四年三月十五日",
            "二零二四年三月十五号",
        ] {
            assert_eq!(Day::parse(text), Err(DayError::Shape { meant: Some(day) }), "{text}");
        }
    }

    #[test]
    fn months_and_school_years() {
        let day = Day::parse("2024-02-10").unwrap();
        assert_eq!(
            (day.month_start().to_string(), day.month_end().to_string()),
            ("2024-02-01".into(), "2024-02-29".into())
        );
        assert_eq!(
            (day.school_year(), Day::parse("2024-09-01").unwrap().school_year()),
            (2023, 2024)
        );
    }
}
