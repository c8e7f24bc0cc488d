//! The visits of a term on a calendar: one table per month, one row per week.

use serde::Serialize;

use crate::model::{Day, Period, RecordIx, RecordKind, Term, TermIx};
use crate::site::fragments::month_grid::{GridVisits, MonthGrid, month_grid, visits_in, weekdays};
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::PageCtx;
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
        months: Vec<MonthGrid<'s>>,
        /// The page that lists the same visits.
        list: String,
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
    let named = GridVisits { visits: &visits, are_named: count <= MANY };
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
        if !visits_in(&visits, days).is_empty() {
            months.push(month_grid(ctx, month, named, |day| period.contains(day)));
        }
        month = month.month_end().next();
    }
    CalendarPage {
        page: ctx.frame(title, "visits", vec![ctx.link(ctx.pick("活动", "Visits"), "visits.html")]),
        count,
        weekdays: weekdays(site.lang()),
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
