//! The periods of a target, and how much of one has passed (MODEL.md §5).

use crate::model::{Calendar, Day, Every, Exact, Period};

/// The periods in which a target holds, in order of time. Pieces that are too short ask for nothing.
pub(super) fn periods(
    plan: Period,
    every: Option<Every>,
    calendar: &Calendar,
    min_days: i64,
) -> Vec<Period> {
    match every {
        None => vec![plan],
        Some(Every::Term) => {
            let pieces = calendar.terms().filter_map(|(_, term)| term.period.cut(plan));
            pieces.filter(|it| it.days() >= min_days).collect()
        }
        Some(Every::Year) => {
            let years = plan.first.school_year()..=plan.last.school_year();
            let year =
                |it: i32| Period::new(Day::new(it, 9, 1)?, Day::new(it + 1, 8, 31)?)?.cut(plan);
            years.filter_map(year).filter(|it| it.days() >= min_days).collect()
        }
        Some(Every::Month) => {
            let mut months = Vec::new();
            let mut first = plan.first;
            while let Some(month) = Period::new(first, first.month_end().min(plan.last)) {
                months.push(month);
                let next = month.last.next();
                if next <= month.last || plan.last < next {
                    break;
                }
                first = next;
            }
            months.retain(|it| calendar.term_days(*it) >= min_days);
            months
        }
    }
}

/// E: the counted days up to and including the day, of all counted days, from 0 to 1. Counted are the days that lie
/// in a term; all days, if none does.
pub(super) fn elapsed(period: Period, calendar: &Calendar, as_of: Day) -> Exact {
    let Some(so_far) = Period::new(period.first, period.last.min(as_of)) else {
        return Exact::whole(0);
    };
    match calendar.term_days(period) {
        0 => Exact::share(so_far.days(), period.days()),
        days => Exact::share(calendar.term_days(so_far), days),
    }
}
