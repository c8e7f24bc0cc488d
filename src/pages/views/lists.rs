//! All records of one kind, by term; the visits of one term, by school.

use serde::Serialize;

use super::super::frame::{Frame, Here, Link};
use super::super::lists::{Group, by_school, by_term, kind_title, lines, section};
use super::super::theme::Page;
use crate::model::{RecordIx, RecordKind, TermIx};

/// So many of the newest visits on the page that leads to the terms.
const NEWEST: usize = 50;

/// `records.html`: a list of records, one kind.
#[derive(Debug, Serialize)]
pub(in crate::pages) struct RecordsPage<'s> {
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

/// A term's page of visits.
#[derive(Debug, Serialize)]
struct Part<'s> {
    link: Link<'s>,
    count: usize,
    calendar: String,
}

impl Page for RecordsPage<'_> {
    const TEMPLATE: &'static str = "records.html";
}

/// All records of a kind. Visits are many: their list leads to a page a term.
pub(in crate::pages) fn records_of_kind(here: Here<'_>, kind: RecordKind) -> RecordsPage<'_> {
    let site = here.site;
    let records = &site.lookup.by_kind[kind as usize];
    let page = here.frame(kind_title(here, kind), section(kind), Vec::new());
    if kind != RecordKind::Visit {
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
    let mut terms: Vec<TermIx> =
        site.archive.calendar.terms().map(|it| it.0).filter(|it| site.has_visits(*it)).collect();
    terms.reverse();
    let part = |at: TermIx| Part {
        link: here.link(&*site.archive.calendar.term(at).name, &site.routes.visits[at.0]),
        count: visits(here, at).len(),
        calendar: here.to(&site.routes.calendars[at.0]),
    };
    let newest = Group {
        anchor: "newest".to_owned(),
        title: Link { text: here.say("最新活动", "Newest visits").into(), href: String::new() },
        lines: lines(here, records.iter().take(NEWEST).copied()),
    };
    RecordsPage {
        page,
        count: records.len(),
        parts: terms.into_iter().map(part).collect(),
        groups: if records.is_empty() { Vec::new() } else { vec![newest] },
        with_school: true,
        calendar: None,
    }
}

fn visits(here: Here<'_>, term: TermIx) -> Vec<RecordIx> {
    let of_term = here.site.lookup.by_term[term.0].iter().copied();
    of_term.filter(|it| here.site.archive.record(*it).kind() == RecordKind::Visit).collect()
}

/// The visits of one term, school by school.
pub(in crate::pages) fn visits_of_term(here: Here<'_>, term: TermIx) -> RecordsPage<'_> {
    let site = here.site;
    let visits = visits(here, term);
    let title = site
        .words
        .join(&site.archive.calendar.term(term).name, kind_title(here, RecordKind::Visit));
    let crumbs = vec![here.link(here.say("活动", "Visits"), "visits.html")];
    RecordsPage {
        page: here.frame(title, "visits", crumbs),
        count: visits.len(),
        parts: Vec::new(),
        groups: by_school(here, &visits),
        with_school: false,
        calendar: Some(here.to(&site.routes.calendars[term.0])),
    }
}
