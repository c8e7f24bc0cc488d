//! A month of visits as a grid: one row per week, from Monday to Sunday.

use serde::Serialize;

use crate::l10n::Lang;
use crate::model::{Day, Period, RecordIx};
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;

/// The most visits that are named on one day.
const NAMED: usize = 4;

template_struct! {
    /// A month of a calendar.
    #[derive(Debug, Serialize)]
    pub(crate) struct MonthGrid<'s> as "Month" {
        /// For its `id`.
        pub(crate) anchor: String,
        /// The month.
        pub(crate) name: String,
        /// Its page; empty where it has none.
        pub(crate) href: String,
        /// How many visits it has.
        pub(crate) count: usize,
        /// Its weeks from Monday to Sunday; `none` stands for a day outside the month.
        pub(crate) weeks: Vec<Vec<Option<Cell<'s>>>>,
    }
}

template_struct! {
    /// A day of a calendar.
    #[derive(Debug, Serialize)]
    pub(crate) struct Cell<'s> as "Day" {
        /// Its number in the month.
        day: u32,
        /// Month and day, for screen readers.
        name: String,
        /// How many visits it has.
        count: usize,
        /// The first four visits; empty in a term with more than 180 visits.
        visits: Vec<Visit<'s>>,
        /// All that the search finds of the day.
        href: String,
        /// How many visits of the day are not in `visits`.
        more: usize,
        /// Whether it is a day of the term.
        in_term: bool,
    }
}

template_struct! {
    /// A visit on its day.
    #[derive(Debug, Serialize)]
    struct Visit<'s> as "DayVisit" {
        /// The visit.
        link: Link<'s>,
        /// The name of the school that filed it.
        school: &'s str,
    }
}

/// The names of the days of a week, from Monday to Sunday.
pub(crate) fn weekdays(lang: Lang) -> [&'static str; 7] {
    match lang {
        Lang::Zh => ["一", "二", "三", "四", "五", "六", "日"],
        Lang::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    }
}

/// What a grid is made of.
#[derive(Clone, Copy)]
pub(crate) struct GridVisits<'v> {
    /// Visits with the days they count for, sorted by day.
    pub(crate) visits: &'v [(Day, RecordIx)],
    /// Whether visits are named, or only counted.
    pub(crate) are_named: bool,
}

/// The grid of a month. `is_in_term` tells days of a term from others.
pub(crate) fn month_grid<'s>(
    ctx: PageCtx<'s>,
    month: Day,
    visits: GridVisits<'_>,
    is_in_term: impl Fn(Day) -> bool,
) -> MonthGrid<'s> {
    let days = Period { first: month, last: month.month_end() };
    let page = ctx.site.months.of_month(month).first();
    MonthGrid {
        anchor: format!("m-{:04}-{:02}", month.year(), month.month()),
        name: ctx.site.words.month(month),
        href: page.map(|page| ctx.to(&page.path)).unwrap_or_default(),
        count: visits_in(visits.visits, days).len(),
        weeks: weeks(days, |day| cell(ctx, day, visits, is_in_term(day))),
    }
}

/// The visits of a period; `visits` is sorted by day.
pub(crate) fn visits_in(visits: &[(Day, RecordIx)], period: Period) -> &[(Day, RecordIx)] {
    let from = visits.partition_point(|(day, _)| *day < period.first);
    let to = visits.partition_point(|(day, _)| *day <= period.last);
    &visits[from..to]
}

/// The cells of a month in weeks that begin on Monday; cells before its first day and after its last are `None`.
fn weeks<T>(month: Period, mut cell: impl FnMut(Day) -> T) -> Vec<Vec<Option<T>>> {
    let mut cells: Vec<Option<T>> = Vec::new();
    cells.resize_with(month.first.weekday(), || None);
    let mut day = month.first;
    while day <= month.last {
        cells.push(Some(cell(day)));
        day = day.next();
    }
    while !cells.len().is_multiple_of(7) {
        cells.push(None);
    }
    let mut weeks = Vec::new();
    while !cells.is_empty() {
        weeks.push(cells.drain(..7).collect());
    }
    weeks
}

/// The cell of one day.
fn cell<'s>(ctx: PageCtx<'s>, day: Day, visits: GridVisits<'_>, in_term: bool) -> Cell<'s> {
    let site = ctx.site;
    let of_day = visits_in(visits.visits, Period { first: day, last: day });
    let mut shown = Vec::new();
    for (_, record) in of_day.iter().take(if visits.are_named { NAMED } else { 0 }) {
        if let Some(link) = ctx.record(*record) {
            let school = &site.archive.school(site.archive.record(*record).school).name;
            shown.push(Visit { link, school });
        }
    }
    Cell {
        day: day.day(),
        name: site.words.short_day(day),
        count: of_day.len(),
        href: ctx.to(&format!("search.html?q={day}")),
        more: of_day.len() - shown.len(),
        visits: shown,
        in_term,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_monday() {
        // 1 March 2024 was a Friday.
        let first = Day::new(2024, 3, 1).unwrap();
        let weeks = weeks(Period { first, last: first.month_end() }, Day::day);
        assert_eq!(weeks.len(), 5);
        assert_eq!(weeks[0], [None, None, None, None, Some(1), Some(2), Some(3)]);
        assert_eq!(weeks[4][6], Some(31));
    }
}
