//! What one school filed in one term, kind by kind.

use crate::model::{RecordIx, SchoolIx, TermIx};
use crate::site::fragments::lists::by_kind;
use crate::site::fragments::records_page::RecordsPage;
use crate::site::model::page_ctx::PageCtx;

/// What one school filed in one term, kind by kind.
pub(crate) fn school_term(here: PageCtx<'_>, school: SchoolIx, term: TermIx) -> RecordsPage<'_> {
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
