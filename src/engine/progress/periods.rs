//! The periods of a target, and how much of one has passed (docs/content-model.md §5, *Periods of a target*).

use crate::model::{Calendar, Day, Every, Exact, Period};

/// The fewest days of a week that must lie in a term for the week to count.
const WEEK_TERM_DAYS: i64 = 3;

/// The periods in which a target's value is asked for, in order of time. Empty if none is long enough.
///
/// `least_days` is site.yaml's `min_period_days`: a piece of a term or school year must have that many days, a piece of
/// a month or quarter that many days of term, and a piece of a week three, so that nothing is asked for in holidays.
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
        Some(Every::Week) => pieces(plan, Day::week_end),
        Some(Every::Month) => pieces(plan, Day::month_end),
        Some(Every::Quarter) => pieces(plan, Day::quarter_end),
    };
    periods.retain(|period| match every {
        Some(Every::Week) => calendar.term_days(*period) >= WEEK_TERM_DAYS,
        Some(Every::Month | Every::Quarter) => calendar.term_days(*period) >= least_days,
        Some(Every::Term | Every::Year) | None => period.days() >= least_days,
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
