//! All records of one kind, by term; the visits of one term, by school.

use serde::Serialize;

use super::super::layout::{Frame, Link, PageCtx};
use super::super::lists::{Group, by_kind, by_school, by_term, kind_title, lines, section};
use super::super::theme::Page;
use crate::model::{RecordIx, RecordKind, SchoolIx, TermIx};

/// So many of the newest visits on the page that leads to the terms.
const NEWEST: usize = 50;
/// More records of a kind than this stand on the pages of their terms.
const MOST_LISTED: usize = 200;
/// A term with more visits than this lists them on a page a school.
const MOST_VISITS: usize = 240;

/// `records.html`: a list of records, one kind.
#[derive(Debug, Serialize)]
pub(in crate::site) struct RecordsPage<'s> {
    page: Frame<'s>,
    count: usize,
    /// Pages of single terms, with their counts.
    parts: Vec<Part<'s>>,
    groups: Vec<Group<'s>>,
    /// Whether the lines name their school.
    with_school: bool,
    /// The same visits on a calendar.
    calendar: Option<String>,
}

/// A term's page of visits, or a school's page of a term.
#[derive(Debug, Serialize)]
struct Part<'s> {
    link: Link<'s>,
    count: usize,
    calendar: Option<String>,
}

impl Page for RecordsPage<'_> {
    const TEMPLATE: &'static str = "records.html";
}

/// All records of a kind. Where they are many, as visits are, the list leads to a page a term.
pub(in crate::site) fn records_of_kind(here: PageCtx<'_>, kind: RecordKind) -> RecordsPage<'_> {
    let site = here.site;
    let records = &site.lookup.by_kind[kind as usize];
    let page = here.frame(kind_title(here, kind), section(kind), Vec::new());
    let is_long = kind == RecordKind::Visit || MOST_LISTED < records.len();
    if !is_long {
        let groups = by_term(here, records);
        return RecordsPage {
            page,
            count: records.len(),
            parts: Vec::new(),
            groups,
            with_school: true,
            calendar: None,
        };
    }
    let terms: Vec<TermIx> = site.archive.calendar.terms().map(|it| it.0).collect();
    let is_visit = kind == RecordKind::Visit;
    let part = |at: TermIx| {
        let pages = if is_visit { &site.routes.visits } else { &site.routes.terms };
        let count = of_term(here, kind, at).len();
        (0 < count).then(|| Part {
            link: here.link(&*site.archive.calendar.term(at).name, &pages[at.0]),
            count,
            calendar: is_visit.then(|| here.to(&site.routes.calendars[at.0])),
        })
    };
    let newest = Group {
        anchor: "newest".to_owned(),
        title: Link {
            text: here.say("最新记录", "Newest records").into(), href: String::new()
        },
        lines: lines(here, records.iter().take(NEWEST).copied()),
        count: records.len().min(NEWEST),
        more: None,
    };
    RecordsPage {
        page,
        count: records.len(),
        parts: terms.into_iter().rev().filter_map(part).collect(),
        groups: if records.is_empty() { Vec::new() } else { vec![newest] },
        with_school: true,
        calendar: None,
    }
}

/// The schools' pages of a long term, with how many records of a kind each has.
fn parts(here: PageCtx<'_>, term: TermIx, kind: RecordKind) -> Vec<Part<'_>> {
    let site = here.site;
    let mut counts = vec![0; site.archive.schools.len()];
    for it in &site.lookup.by_term[term.0] {
        let record = site.archive.record(*it);
        counts[record.school.0] += usize::from(record.kind() == kind);
    }
    let part = |(school, count): (usize, usize)| {
        let page = site.routes.school_terms.get(&(SchoolIx(school), term))?;
        let mut link = here.link(&*site.archive.schools[school].name, page);
        link.href = format!("{}#{}", link.href, section(kind));
        (0 < count).then_some(Part { link, count, calendar: None })
    };
    counts.into_iter().enumerate().filter_map(part).collect()
}

/// What one school filed in one term, kind by kind.
pub(in crate::site) fn school_term(
    here: PageCtx<'_>,
    school: SchoolIx,
    term: TermIx,
) -> RecordsPage<'_> {
    let site = here.site;
    let of_term = |it: &RecordIx| site.lookup.term(*it) == Some(term);
    let own = &site.lookup.by_school[school.0];
    let records: Vec<RecordIx> = own.iter().copied().filter(of_term).collect();
    let title =
        site.words.join(&site.archive.school(school).name, &site.archive.calendar.term(term).name);
    let crumbs = vec![
        here.link(here.say("学校", "Schools"), "schools.html"),
        here.school(school),
        here.term(term),
    ];
    RecordsPage {
        page: here.frame(title, "schools", crumbs),
        count: records.len(),
        parts: Vec::new(),
        groups: by_kind(here, &records),
        with_school: false,
        calendar: None,
    }
}

fn of_term(here: PageCtx<'_>, kind: RecordKind, term: TermIx) -> Vec<RecordIx> {
    let of_term = here.site.lookup.by_term[term.0].iter().copied();
    of_term.filter(|it| here.site.archive.record(*it).kind() == kind).collect()
}

/// The visits of one term, school by school.
pub(in crate::site) fn visits_of_term(here: PageCtx<'_>, term: TermIx) -> RecordsPage<'_> {
    let site = here.site;
    let visits = of_term(here, RecordKind::Visit, term);
    let title = site
        .words
        .join(&site.archive.calendar.term(term).name, kind_title(here, RecordKind::Visit));
    let crumbs = vec![here.link(here.say("活动", "Visits"), "visits.html")];
    let is_long = MOST_VISITS < visits.len();
    RecordsPage {
        page: here.frame(title, "visits", crumbs),
        count: visits.len(),
        parts: if is_long { parts(here, term, RecordKind::Visit) } else { Vec::new() },
        groups: if is_long { Vec::new() } else { by_school(here, &visits) },
        with_school: false,
        calendar: Some(here.to(&site.routes.calendars[term.0])),
    }
}
