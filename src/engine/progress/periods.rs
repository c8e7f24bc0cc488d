//! The periods of a target, and how much of one has passed (MODEL.md §5, *Periods of a target*).

use crate::model::{Calendar, Day, Every, Exact, Period};

/// The periods in which a target's value is asked for, in order of time. None of them may be long enough.
///
/// `least_days` is site.yaml's `min_period_days`: a piece of a term or school year has to have as many days, a piece
/// of a month as many days of term, so that holidays ask for nothing.
pub(super) fn periods(
    calendar: &Calendar,
    plan: Period,
    every: Option<Every>,
    least_days: i64,
) -> Vec<Period> {
    let long = |it: &Period| it.days() >= least_days;
    match every {
        None => vec![plan],
        Some(Every::Term) => {
            calendar.terms().filter_map(|(_, term)| term.period.cut(plan)).filter(long).collect()
        }
        Some(Every::Year) => {
            pieces(plan, |day| Day::new(day.school_year() + 1, 8, 31).unwrap_or(plan.last))
                .filter(long)
                .collect()
        }
        Some(Every::Month) => pieces(plan, Day::month_end)
            .filter(|it| calendar.term_days(*it) >= least_days)
            .collect(),
    }
}

/// The period cut after every day that `end` names: `end` gives the last day of the piece that a day is in.
fn pieces(whole: Period, end: impl Fn(Day) -> Day) -> impl Iterator<Item = Period> {
    let piece = move |first: Day| Period::new(first, end(first).min(whole.last));
    std::iter::successors(piece(whole.first), move |it| piece(it.last.next()))
}

/// E of MODEL.md §5: the share of the period's counted days that have passed on a day, that day included.
///
/// Counted are the days that lie in a term; in a period wholly in the holidays, all its days.
pub(super) fn elapsed(calendar: &Calendar, period: Period, as_of: Day) -> Exact {
    let Some(passed) = Period::new(period.first, period.last.min(as_of)) else {
        return Exact::whole(0);
    };
    match calendar.term_days(period) {
        0 => Exact::share(passed.days(), period.days()),
        counted => Exact::share(calendar.term_days(passed), counted),
    }
}
