//! The school calendar: terms, school years, and the pieces a plan falls into (docs/content-model.md §3).

use super::day::{Day, Period};
use super::ids::TermIx;

/// A named period of days: `2023—2024学年第二学期`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Term {
    /// Its name, as `site.yaml` or the default calendar has it.
    pub name: String,
    /// Its days.
    pub period: Period,
    /// Its code, such as `2023-2024-2`; empty if its name has no school year.
    pub code: String,
}

/// The terms of an archive, in order of time, without overlap.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Calendar {
    terms: Vec<Term>,
    is_default: bool,
}

impl Calendar {
    /// The given terms, sorted by their first day.
    #[must_use]
    pub fn new(mut terms: Vec<Term>) -> Calendar {
        terms.sort_by_key(|term| term.period);
        Calendar { terms, is_default: false }
    }

    /// The default calendar over the given days (docs/content-model.md §3): first terms from 1 September to 20 January,
    /// second terms from 21 February to 5 July, one school year before the first day and one after the last included.
    #[must_use]
    pub fn default_over(days: Period) -> Calendar {
        let mut terms = Vec::new();
        for year in days.first.school_year() - 1..=days.last.school_year() + 1 {
            let halves = [
                ("一", 1, Day::new(year, 9, 1), Day::new(year + 1, 1, 20)),
                ("二", 2, Day::new(year + 1, 2, 21), Day::new(year + 1, 7, 5)),
            ];
            for (half, number, first, last) in halves {
                let (Some(first), Some(last)) = (first, last) else { continue };
                let name = format!("{year}—{}学年第{half}学期", year + 1);
                let code = format!("{year}-{}-{number}", year + 1);
                if let Some(period) = Period::new(first, last) {
                    terms.push(Term { name, period, code });
                }
            }
        }
        Calendar { terms, is_default: true }
    }

    /// The same calendar with names for English pages: `First term 2023–2024`.
    #[must_use]
    pub fn in_english(mut self) -> Calendar {
        for term in &mut self.terms {
            let Some((years, half)) = term.code.rsplit_once('-') else { continue };
            let half = if half == "1" { "First" } else { "Second" };
            term.name = format!("{half} term {}", years.replace('-', "–"));
        }
        self
    }

    /// Whether it is the default calendar, which has terms for many years.
    #[must_use]
    pub fn is_default(&self) -> bool {
        self.is_default
    }

    /// Every term with its index, in order of time.
    pub fn terms(&self) -> impl Iterator<Item = (TermIx, &Term)> {
        self.terms.iter().enumerate().map(|(at, term)| (TermIx(at), term))
    }

    /// One term.
    #[must_use]
    pub fn term(&self, at: TermIx) -> &Term {
        &self.terms[at.0]
    }

    /// The term that contains the day, or in a holiday the one before it (for browsing; progress uses the days).
    #[must_use]
    pub fn term_of(&self, day: Day) -> Option<TermIx> {
        let after = self.terms.partition_point(|term| term.period.first <= day);
        after.checked_sub(1).map(TermIx)
    }

    /// How many days of the period lie in a term.
    #[must_use]
    pub fn term_days(&self, period: Period) -> i64 {
        self.terms.iter().filter_map(|term| term.period.cut(period)).map(Period::days).sum()
    }
}
