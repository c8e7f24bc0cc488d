//! The periods of a target, and how much of one has passed (docs/content-model.md §5, *Periods of a target*).

use crate::model::{Calendar, Day, Every, Exact, Period};

/// The periods in which a target's value is asked for, in order of time. Empty if none is long enough.
///
/// `least_days` is site.yaml's `min_period_days`: a piece of a term or school year must have that many days, a piece of
/// a month that many days of term, so that nothing is asked for in holidays.
pub(super) fn periods(
    calendar: &Calendar,
    plan: Period,
    every: Option<Every>,
    least_days: i64,
) -> Vec<Period> {
    let mut periods = match every {
        None => return vec![plan],
        Some(Every::Term) => {
            calendar.terms().filter_map(|(_, term)| term.period.cut(plan)).collect()
        }
        Some(Every::Year) => {
            pieces(plan, |day| Day::new(day.school_year() + 1, 8, 31).unwrap_or(plan.last))
        }
        Some(Every::Month) => pieces(plan, Day::month_end),
    };
    periods.retain(|period| {
        let days = match every {
            Some(Every::Month) => calendar.term_days(*period),
            _ => period.days(),
        };
        days >= least_days
    });
    periods
}

/// Cuts a period into pieces. `end` gives the last day of the piece that a day is in.
fn pieces(whole: Period, end: impl Fn(Day) -> Day) -> Vec<Period> {
    let mut pieces = Vec::new();
    let mut first = whole.first;
    while let Some(piece) = Period::new(first, end(first).min(whole.last)) {
        pieces.push(piece);
        first = piece.last.next();
    }
    pieces
}

/// E of docs/content-model.md §5: the share of the period's counted days that have passed on a day, that day included.
///
/// The days within terms are counted; in a period wholly in the holidays, all its days.
pub(super) fn elapsed(calendar: &Calendar, period: Period, as_of: Day) -> Exact {
    let Some(passed) = Period::new(period.first, period.last.min(as_of)) else {
        return Exact::whole(0);
    };
    match calendar.term_days(period) {
        0 => Exact::share(passed.days(), period.days()),
        counted => Exact::share(calendar.term_days(passed), counted),
    }
}
