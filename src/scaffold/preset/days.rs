//! The days that a preset is filled with.

use super::super::fill::{day_after, term_of};
use crate::model::Day;

/// The fewest days of a term that make a month a period, unless site.yaml says otherwise (docs/content-model.md §5).
const LEAST_MONTH_DAYS: i64 = 10;

/// A school year, and the first day of the term that its examples are dated in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PresetDays {
    /// The year in which the school year begins.
    year: i32,
    term_start: Day,
    today: Day,
    /// The name of the pair whose plan is written.
    pair: String,
}

impl PresetDays {
    /// The school year and the term of a day. In a holiday, and in the first days of a term that make no month of their
    /// own, the first term: an example dated in them would belong to no period.
    #[must_use]
    pub fn of(today: Day) -> PresetDays {
        let year = today.school_year();
        let start = first_day(year, today);
        let term_start = match term_of(today) {
            Some(term) if !is_in_short_month(term.period.first, today) => {
                term.period.first.max(start)
            }
            _ => start,
        };
        PresetDays { year, term_start, today, pair: String::new() }
    }

    /// The school year that begins in a year.
    #[must_use]
    pub fn of_year(year: i32, today: Day) -> PresetDays {
        PresetDays { year, term_start: first_day(year, today), today, pair: String::new() }
    }

    /// The same days for the plan of a pair with that name.
    #[must_use]
    pub fn with_pair(mut self, name: &str) -> PresetDays {
        name.clone_into(&mut self.pair);
        self
    }

    /// The first and the last day of the school year.
    #[must_use]
    pub fn period(&self) -> (Day, Day) {
        let last = Day::new(self.year + 1, 8, 31).unwrap_or(self.today);
        (first_day(self.year, self.today), last)
    }

    /// What stands for `{first}`, `{last}`, `{year}`, `{next}`, `{today}` and `{+12}`: a day of the term, at the latest
    /// today.
    pub(super) fn value(&self, place: &str) -> Option<String> {
        let (first, last) = self.period();
        Some(match place {
            "first" => first.to_string(),
            "last" => last.to_string(),
            "year" => self.year.to_string(),
            "next" => (self.year + 1).to_string(),
            "pair" => self.pair.clone(),
            "today" => self.today.to_string(),
            _ => {
                let days = place.strip_prefix('+')?.parse().ok()?;
                day_after(self.term_start, days).min(self.today).to_string()
            }
        })
    }
}

/// Whether a day lies in the month in which a term begins, too late for that month to count as a period.
fn is_in_short_month(term_start: Day, day: Day) -> bool {
    let month_end = term_start.month_end();
    let is_short = month_end.days_since(term_start) + 1 < LEAST_MONTH_DAYS;
    is_short && term_start <= day && day <= month_end
}

fn first_day(year: i32, otherwise: Day) -> Day {
    Day::new(year, 9, 1).unwrap_or(otherwise)
}
