//! The visits of a term on a calendar: one table per month, one row per week.

use serde::Serialize;

use crate::l10n::Lang;
use crate::model::{Day, Period, RecordIx, RecordKind, Term, TermIx};
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// One calendar per term that has visits.
pub(crate) struct CalendarPages;

impl PageKind for CalendarPages {
    type Key<'s> = TermIx;
    type View<'s> = CalendarPage<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<TermIx> {
        site.terms().filter(|term| site.has_visits(*term)).collect()
    }

    fn path<'s>(site: &'s Site<'s>, key: TermIx) -> &'s str {
        &site.routes.calendars[key.0]
    }

    fn view<'s>(ctx: PageCtx<'s>, key: TermIx) -> CalendarPage<'s> {
        calendar(ctx, key)
    }
}

/// A term with more visits than this shows only how many there were each day, without titles.
const MANY: usize = 180;

/// The most visits that are named on one day.
const NAMED: usize = 4;

template_struct! {
    /// `calendar/<term>.html`: a term's visits on a calendar.
    #[derive(Debug, Serialize)]
    pub(crate) struct CalendarPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// How many visits there are.
        count: usize,
        /// Monday to Sunday.
        weekdays: [&'static str; 7],
        /// The months that have visits.
        months: Vec<Month<'s>>,
        /// The page that lists the same visits.
        list: String,
    }
}

template_struct! {
    /// A month of a calendar; months without visits are left out.
    #[derive(Debug, Serialize)]
    struct Month<'s> {
        /// For its `id`.
        anchor: String,
        /// The month.
        name: String,
        /// How many visits it has.
        count: usize,
        /// Its weeks from Monday to Sunday; `none` stands for a day outside the month.
        weeks: Vec<Vec<Option<Cell<'s>>>>,
    }
}

template_struct! {
    /// A day of a calendar.
    #[derive(Debug, Serialize)]
    struct Cell<'s> as "Day" {
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

impl Page for CalendarPage<'_> {
    const TEMPLATE: Template = template!("calendar.html");
}

/// The calendar of a term's visits. A visit of several days is shown on its last day, the day it counts for.
fn calendar(ctx: PageCtx<'_>, term: TermIx) -> CalendarPage<'_> {
    let site = ctx.site;
    let Term { name, period, .. } = site.archive.calendar.term(term);
    let visits = visits_by_day(site, term);
    let count = visits.len();
    let named = if count <= MANY { NAMED } else { 0 };
    // A visit may belong to a term and be outside its days: the calendar shows all of them.
    let (mut first, mut last) = (period.first, period.last);
    if let (Some((first_visit, _)), Some((last_visit, _))) = (visits.first(), visits.last()) {
        first = first.min(*first_visit);
        last = last.max(*last_visit);
    }
    let title = site.words.join(name, ctx.pick("活动日历", "calendar of visits"));
    let mut months = Vec::new();
    let mut month = first.month_start();
    while month <= last {
        let days = Period { first: month, last: month.month_end() };
        let in_month = visits_in(&visits, days);
        if !in_month.is_empty() {
            months.push(Month {
                anchor: format!("m-{:04}-{:02}", month.year(), month.month()),
                name: site.words.month(month),
                count: in_month.len(),
                weeks: weeks(days, |day| cell(ctx, day, &visits, named, *period)),
            });
        }
        month = month.month_end().next();
    }
    CalendarPage {
        page: ctx.frame(title, "visits", vec![ctx.link(ctx.pick("活动", "Visits"), "visits.html")]),
        count,
        weekdays: match site.lang() {
            Lang::Zh => ["一", "二", "三", "四", "五", "六", "日"],
            Lang::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        },
        months,
        list: ctx.to(&site.routes.visits[term.0]),
    }
}

/// The visits of a term with the days they count for, sorted by day.
fn visits_by_day(site: &Site<'_>, term: TermIx) -> Vec<(Day, RecordIx)> {
    let mut visits = Vec::new();
    for record in &site.lookup.by_term[term.0] {
        if site.archive.record(*record).kind() != RecordKind::Visit {
            continue;
        }
        if let Some(day) = site.lookup.day(*record) {
            visits.push((day, *record));
        }
    }
    visits.sort_unstable();
    visits
}

/// The visits of a period; `visits` is sorted by day.
fn visits_in(visits: &[(Day, RecordIx)], period: Period) -> &[(Day, RecordIx)] {
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

/// The cell of one day. At most `named` visits are named in it.
fn cell<'s>(
    ctx: PageCtx<'s>,
    day: Day,
    visits: &[(Day, RecordIx)],
    named: usize,
    term: Period,
) -> Cell<'s> {
    let site = ctx.site;
    let of_day = visits_in(visits, Period { first: day, last: day });
    let mut shown = Vec::new();
    for (_, record) in of_day.iter().take(named) {
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
        in_term: term.contains(day),
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
