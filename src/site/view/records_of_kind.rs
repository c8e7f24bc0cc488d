//! All records of one kind, by term; the visits of one term, by school.

use crate::model::{RecordKind, TermIx};
use crate::site::fragments::lists::{Group, by_term, kind_title, lines, section};
use crate::site::fragments::records_page::{Part, RecordsPage, of_term};
use crate::site::model::page_ctx::{Link, PageCtx};

/// So many of the newest visits on the page that leads to the terms.
const NEWEST: usize = 50;

/// More records of a kind than this stand on the pages of their terms.
const MOST_LISTED: usize = 200;

/// All records of a kind. Where they are many, as visits are, the list leads to a page a term.
pub(crate) fn records_of_kind(here: PageCtx<'_>, kind: RecordKind) -> RecordsPage<'_> {
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
