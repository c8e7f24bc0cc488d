//! The visits of a term on a calendar: a month a table, a week a row.

use serde::Serialize;

use crate::model::{Day, Period, RecordIx, RecordKind, TermIx};
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// The visits of a term on a calendar, where it has any.
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

/// A term with more visits than this shows how many there were each day, and no titles.
const MANY: usize = 180;

/// So many visits of one day are named.
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
        /// The months.
        months: Vec<Month<'s>>,
        /// The same visits as a list.
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
        /// Its weeks from Monday; none outside the month.
        weeks: Vec<Vec<Option<Cell<'s>>>>,
    }
}

template_struct! {
    /// A day of a calendar.
    #[derive(Debug, Serialize)]
    struct Cell<'s> as "Day" {
        /// Its number in the month.
        day: u32,
        /// Month and day, for those who do not see the table.
        name: String,
        /// How many visits it has.
        count: usize,
        /// The first four; none named in a term of very many.
        visits: Vec<Visit<'s>>,
        /// How many visits are not named.
        more: usize,
        /// Whether it lies in the term.
        in_term: bool,
    }
}

template_struct! {
    /// A visit on its day.
    #[derive(Debug, Serialize)]
    struct Visit<'s> as "DayVisit" {
        /// The visit.
        link: Link<'s>,
        /// The school that filed it.
        school: &'s str,
    }
}

impl Page for CalendarPage<'_> {
    const TEMPLATE: Template = template!("calendar.html");
}

/// The calendar of a term's visits. A visit of several days stands on the last, which counts.
fn calendar(ctx: PageCtx<'_>, term: TermIx) -> CalendarPage<'_> {
    let site = ctx.site;
    let of_term = site.archive.calendar.term(term);
    let mut visits: Vec<(Day, RecordIx)> = site.lookup.by_term[term.0]
        .iter()
        .filter(|term| site.archive.record(**term).kind() == RecordKind::Visit)
        .filter_map(|term| Some((site.lookup.day(*term)?, *term)))
        .collect();
    visits.sort_unstable();
    let count = visits.len();
    let named = if count <= MANY { NAMED } else { 0 };
    // A visit may be browsed under a term and lie outside its days: the calendar holds all.
    let first =
        visits.first().map_or(of_term.period.first, |visit| visit.0.min(of_term.period.first));
    let last = visits.last().map_or(of_term.period.last, |visit| visit.0.max(of_term.period.last));
    let title = site.words.join(&of_term.name, ctx.pick("活动日历", "calendar of visits"));
    let mut months = Vec::new();
    let mut month = first.month_start();
    while month <= last {
        let days = Period { first: month, last: month.month_end() };
        let cells = |day| cell(ctx, day, &visits, named, of_term.period);
        let in_month = on(&visits, days);
        if !in_month.is_empty() {
            months.push(Month {
                anchor: format!("m-{:04}-{:02}", month.year(), month.month()),
                name: site.words.month(month),
                count: in_month.len(),
                weeks: weeks(days, cells),
            });
        }
        month = month.month_end().next();
    }
    CalendarPage {
        page: ctx.frame(title, "visits", vec![ctx.link(ctx.pick("活动", "Visits"), "visits.html")]),
        count,
        weekdays: match site.lang() {
            crate::l10n::Lang::Zh => ["一", "二", "三", "四", "五", "六", "日"],
            crate::l10n::Lang::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        },
        months,
        list: ctx.to(&site.routes.visits[term.0]),
    }
}

/// The visits of some days; `all` is sorted.
fn on(all: &[(Day, RecordIx)], days: Period) -> &[(Day, RecordIx)] {
    let from = all.partition_point(|item| item.0 < days.first);
    let to = all.partition_point(|item| item.0 <= days.last);
    &all[from..to]
}

/// A month cut into weeks that begin on Monday; places before its first day and after its last are empty.
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

fn cell<'s>(
    ctx: PageCtx<'s>,
    day: Day,
    visits: &[(Day, RecordIx)],
    named: usize,
    term: Period,
) -> Cell<'s> {
    let site = ctx.site;
    let of_day = on(visits, Period { first: day, last: day });
    let visit = |day: &(Day, RecordIx)| {
        let school = &site.archive.school(site.archive.record(day.1).school).name;
        Some(Visit { link: ctx.record(day.1)?, school })
    };
    let shown: Vec<Visit<'_>> = of_day.iter().take(named).filter_map(visit).collect();
    Cell {
        day: day.day(),
        name: site.words.short_day(day),
        count: of_day.len(),
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
