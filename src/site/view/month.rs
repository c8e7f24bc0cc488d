//! The page of a month: what happened in it, everywhere and school by school.

use serde::Serialize;

use crate::l10n::labels::Labels;
use crate::model::{Day, Every, Period, RecordIx, RecordKind};
use crate::site::fragments::counted_link::CountedLink;
use crate::site::fragments::filing::part_links;
use crate::site::fragments::follow_ups::{FollowUpRow, found_in};
use crate::site::fragments::lists::{Group, KindCount, kind_counts, lines};
use crate::site::fragments::month_grid::{GridVisits, MonthGrid, month_grid, weekdays};
use crate::site::fragments::status::{Tally, tally};
use crate::site::fragments::target_row::{TargetRow, row_at};
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::model::frame::Frame;
use crate::site::model::months::MonthPart;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// One page for each month that has records; a month with many has more. The key is the place among all of them.
pub(crate) struct MonthPages;

impl PageKind for MonthPages {
    type Key<'s> = usize;
    type View<'s> = MonthPage<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<usize> {
        (0..site.months.parts.len()).collect()
    }

    fn path<'s>(site: &'s Site<'s>, key: usize) -> &'s str {
        &site.months.parts[key].path
    }

    fn view<'s>(ctx: PageCtx<'s>, key: usize) -> MonthPage<'s> {
        month(ctx, &ctx.site.months.parts[key])
    }
}

/// A month with more visits than this shows only how many there were each day, without titles.
const MANY: usize = 60;

/// The most targets and problems that are listed.
const MOST_ROWS: usize = 24;

template_struct! {
    /// `months/<month>.html`: what happened in a month, everywhere and school by school.
    #[derive(Debug, Serialize)]
    pub(crate) struct MonthPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// How many records the month has, by kind.
        counts: Vec<KindCount>,
        /// The terms that it lies in.
        terms: Vec<Link<'s>>,
        /// Monday to Sunday.
        weekdays: [&'static str; 7],
        /// Its visits as a calendar; on the first page only.
        grid: Option<MonthGrid<'s>>,
        /// How the targets that ask for something each month stand in it; none where there are none.
        tally: Option<Tally>,
        /// Those of them that were not reached, 24 at most.
        missed: Vec<TargetRow<'s>>,
        /// How many were not reached.
        missed_total: usize,
        /// The problems that its visits found, 24 at most.
        found: Vec<FollowUpRow<'s>>,
        /// How many problems its visits found.
        found_total: usize,
        /// Its schools, with how many records each filed; on the first page only.
        schools: Vec<CountedLink<'s>>,
        /// The records by school.
        groups: Vec<Group<'s>>,
        /// The pages of the month, where it has several.
        parts: Vec<Link<'s>>,
        /// The month before that has records.
        prev: Option<Link<'s>>,
        /// The next month that has records.
        next: Option<Link<'s>>,
    }
}

impl Page for MonthPage<'_> {
    const TEMPLATE: Template = template!("month.html");
}

/// A page of a month.
fn month<'s>(ctx: PageCtx<'s>, part: &'s MonthPart) -> MonthPage<'s> {
    let site = ctx.site;
    let parts = site.months.of_month(part.month);
    let days = Period { first: part.month, last: part.month.month_end() };
    let all: Vec<RecordIx> =
        parts.iter().flat_map(|part| &part.schools).flat_map(|(_, own)| own).copied().collect();
    let terms = terms(ctx, days);
    let is_first = part.part == 0;
    let monthly = if is_first { of_month(ctx, days) } else { Vec::new() };
    let statuses = monthly.iter().map(|target| target.current.status);
    let all_missed: Vec<&TargetSummary<'s>> =
        monthly.iter().filter(|target| target.current.status.needs_attention()).collect();
    let (found, found_total) =
        if is_first { found_in(ctx, days, MOST_ROWS) } else { (Vec::new(), 0) };
    MonthPage {
        page: frame(ctx, part, terms.last().cloned()),
        counts: kind_counts(ctx, &all),
        terms,
        weekdays: weekdays(site.lang()),
        grid: if is_first { grid(ctx, part.month, &all) } else { None },
        tally: (!monthly.is_empty()).then(|| tally(statuses, site.lang())),
        missed_total: all_missed.len(),
        missed: all_missed.iter().take(MOST_ROWS).map(|target| row_at(ctx, target)).collect(),
        found,
        found_total,
        schools: if is_first { schools(ctx, parts) } else { Vec::new() },
        groups: groups(ctx, part),
        parts: part_links(ctx, parts.len(), |part| parts[part].path.clone()),
        prev: site.months.before(part.month).map(|other| link(ctx, other)),
        next: site.months.after(part.month).map(|other| link(ctx, other)),
    }
}

/// The frame of a page of a month; `term` is the last that the month lies in.
fn frame<'s>(ctx: PageCtx<'s>, part: &MonthPart, term: Option<Link<'s>>) -> Frame<'s> {
    let site = ctx.site;
    let labels = Labels::of(site.lang());
    let mut crumbs = vec![ctx.link(labels.terms, "terms.html")];
    crumbs.extend(term);
    let mut title = site.words.month(part.month);
    if 0 < part.part {
        title = site.words.page_of(&title, part.part + 1);
    }
    ctx.frame(title, "terms", crumbs)
}

/// The terms that have a page and a day in a period.
fn terms(ctx: PageCtx<'_>, days: Period) -> Vec<Link<'_>> {
    let site = ctx.site;
    let mut terms = Vec::new();
    for (at, term) in site.archive.calendar.terms() {
        if term.period.cut(days).is_some() && site.is_term_used(at) {
            terms.push(ctx.term(at));
        }
    }
    terms
}

/// A link to a page of a month.
fn link<'s>(ctx: PageCtx<'s>, part: &MonthPart) -> Link<'s> {
    ctx.link(ctx.site.words.month(part.month), &part.path)
}

/// The visits of a month as a calendar; `None` without visits.
fn grid<'s>(ctx: PageCtx<'s>, month: Day, records: &[RecordIx]) -> Option<MonthGrid<'s>> {
    let site = ctx.site;
    let mut visits: Vec<(Day, RecordIx)> = Vec::new();
    for record in records {
        if site.archive.record(*record).kind() == RecordKind::Visit {
            visits.extend(site.lookup.day(*record).map(|day| (day, *record)));
        }
    }
    if visits.is_empty() {
        return None;
    }
    visits.sort_unstable();
    let named = GridVisits { visits: &visits, are_named: visits.len() <= MANY };
    Some(month_grid(ctx, month, named, |day| {
        site.archive.calendar.terms().any(|(_, term)| term.period.contains(day))
    }))
}

/// The targets that ask for something each month, in the period that is this month; the worst first.
fn of_month(ctx: PageCtx<'_>, days: Period) -> Vec<TargetSummary<'_>> {
    let site = ctx.site;
    let mut targets = Vec::new();
    for (reading, judged) in site.readings.targets.iter().enumerate() {
        if site.target_of(reading).every != Some(Every::Month) || !site.is_rolled_up(reading) {
            continue;
        }
        let at = judged.periods.iter().position(|period| period.period.cut(days).is_some());
        targets.extend(at.map(|at| TargetSummary::at(ctx, reading, at)));
    }
    targets.sort_by_key(|target| (target.current.status, target.reading));
    targets
}

/// The schools of a month, leading to their records on its pages.
fn schools<'s>(ctx: PageCtx<'s>, parts: &[MonthPart]) -> Vec<CountedLink<'s>> {
    let site = ctx.site;
    let mut schools = Vec::new();
    for part in parts {
        for (school, records) in &part.schools {
            let name = &*site.archive.school(*school).name;
            let path = format!("{}#{}", part.path, site.school_anchor(*school));
            schools.push(CountedLink { link: ctx.link(name, &path), count: records.len() });
        }
    }
    if schools.len() < 2 { Vec::new() } else { schools }
}

/// The records of a page by school.
fn groups<'s>(ctx: PageCtx<'s>, part: &MonthPart) -> Vec<Group<'s>> {
    let mut groups = Vec::new();
    for (school, records) in &part.schools {
        let anchor = ctx.site.school_anchor(*school);
        groups.push(Group::of(anchor, ctx.school(*school), lines(ctx, records.iter().copied())));
    }
    groups
}
